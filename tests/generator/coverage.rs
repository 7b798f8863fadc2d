//! Whether every number that a document prints in its tables is in a cell of the report or in words about it.
//!
//! It counts the tokens of the document itself and knows nothing of how the parser keeps its books.

use super::Case;
use super::prose::Piece;
use gongkai::document::{Block, Document};
use gongkai::normalize::{fold, is_han};
use gongkai::report::{Cell, CellState, Report, RowCells};
use regex::Regex;
use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;

/// Digits that are no number of a cell: numerals of labels, page numbers, years, numbers of laws.
static NUMERALS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"\(?\d+[.、)]\s*\p{Han}|第\s*\d+\s*页|共\s*\d+\s*页|^\s*[-—~]\s*\d+\s*[-—~]\s*$|^\s*\d\s*[.、]\s*$|^\s*\d+\s*/\s*\d+\s*$|(?i:page)\s*\d+(?:\s*of\s*\d+)?|20\d\d\s*年|\(\s*20\d\s*\d?\s*\)|本年\s*\(?\s*20\d*|^\s*\d{1,2}\s*\)\s*制?发?件?数?\s*$",
    )
    .expect("a valid pattern")
});
static NUMBER: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\d{1,3}(?:[,']\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?").expect("a valid pattern"));

/// Zeros at the end of a fraction say nothing.
static FRACTION: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(\.\d*?)0+\b").expect("a valid pattern"));

/// Words that only tables print; a line with a full stop is prose.
const TABLE_WORDS: [&str; 5] =
    ["信息内容", "本列数据的勾稽关系", "自然人", "本年新收政府信息公开申请数量", "尚未审结"];

/// How finely a document's numbers can be told apart.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Grain {
    /// Each number.
    Numbers,
    /// Each digit: numbers are run together.
    Digits,
}

fn folded(text: &str) -> String {
    text.chars().map(fold).collect()
}

fn bare(text: &str) -> String {
    folded(text).split_whitespace().collect()
}

/// The numbers of a text, without separators and needless zeros.
fn numbers(text: &str, grain: Grain) -> Vec<String> {
    let text = folded(text);
    if grain == Grain::Digits {
        let text = FRACTION.replace_all(&text, "$1");
        return text.matches(|c: char| c.is_ascii_digit()).map(String::from).collect();
    }
    let number = |number: &str| {
        let number = number.replace([',', '\''], "");
        let cut = |number: &str| number.trim_end_matches('0').trim_end_matches('.').to_owned();
        let number = if number.contains('.') { cut(&number) } else { number };
        let bare = number.trim_start_matches('0');
        if bare.is_empty() || bare.starts_with('.') { format!("0{bare}") } else { bare.to_owned() }
    };
    NUMBER.find_iter(&text).map(|found| number(found.as_str())).collect()
}

/// The text of a cell; the digits of its number may be set apart.
fn whole(text: &str) -> String {
    let spread = text.chars().all(|c| c.is_whitespace() || fold(c).is_ascii_digit());
    if spread { text.split_whitespace().collect() } else { text.to_owned() }
}

/// What is printed together: a line, a lone cell, a row of a grid.
struct Print {
    line: u32,
    cells: Vec<String>,
    /// Whether it is a row of a table, whatever it says.
    row: bool,
}

impl Print {
    fn text(&self) -> String {
        self.cells.join(" ")
    }
}

fn prints(document: &Document) -> Vec<Print> {
    let print = |line, text: &str| Print { line, cells: vec![text.to_owned()], row: false };
    let mut prints = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Break => {}
            Block::Line(text) => prints.push(print(text.line, &text.text)),
            Block::Cell(text) => prints.push(print(text.line, &whole(&text.text))),
            Block::Grid(grid) => prints.extend(grid.rows.iter().map(|row| {
                let cells = || row.iter().filter(|cell| !cell.covered);
                let line = cells().next().map_or(0, |cell| cell.content.line);
                Print { line, cells: cells().map(|cell| whole(&cell.content.text)).collect(), row: true }
            })),
        }
    }
    prints
}

/// Numbers of the document's tables of which the report says nothing, with their lines.
pub(crate) fn lost(document: &Document, report: &Report, grain: Grain) -> Vec<(u32, String)> {
    let prints = prints(document);
    let of_table = |print: &Print| {
        let text = bare(&print.text());
        !text.contains('。') && TABLE_WORDS.iter().any(|words| text.contains(words))
    };
    let first = prints.iter().position(of_table).unwrap_or(prints.len());
    // Who runs a site stands below all tables.
    let of_table = |print: &Print| !bare(&print.text()).starts_with("主办");
    lost_among(prints.into_iter().skip(first).filter(of_table), report, grain)
}

/// Numbers of the tables of a case of which the report says nothing, where a line of the text is a whole table.
pub(crate) fn lost_of_case(case: &Case, report: &Report, grain: Grain) -> Vec<(u32, String)> {
    let grids = case.pieces.iter().filter_map(|piece| match piece {
        // Tables that the form does not have are kept as text.
        Piece::Table(grid) if !grid.sheet.rows.is_empty() => Some(grid),
        _ => None,
    });
    let rows = grids.flat_map(|grid| &grid.rows).map(|row| Print {
        line: 0,
        cells: row.iter().map(|cell| cell.text.clone()).collect(),
        row: true,
    });
    lost_among(rows, report, grain)
}

/// Numbers that are neither in a cell, a note, a problem nor the text of a section.
fn lost_among(prints: impl Iterator<Item = Print>, report: &Report, grain: Grain) -> Vec<(u32, String)> {
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    let mut know = |text: &str| {
        for number in numbers(text, grain) {
            *known.entry(number).or_default() += 1;
        }
    };
    for row in report.tables.iter().flat_map(|table| &table.rows) {
        // Cells that share the print of their row name it once.
        let mut shared = HashSet::new();
        for (_, cell) in &row.cells {
            match (&cell.note, cell.value) {
                (Some((CellState::Ambiguous, raw)), _) if !shared.insert(raw) => {}
                (Some((_, raw)), value) if raw.chars().any(|c| fold(c).is_ascii_digit()) => {
                    // The print of one cell, not of its row.
                    let own = value.is_some() || raw.contains('\n');
                    know(&if own { whole(raw) } else { raw.clone() });
                    // Of a cell that prints two numbers or one, both are told.
                    if !own && whole(raw) != *raw {
                        know(&whole(raw));
                    }
                }
                (_, Some(value)) => know(&value.to_string()),
                _ => {}
            }
        }
    }
    let digits = |cell: &Cell| cell.value.map(|value| value.to_string()).unwrap_or_default();
    let run = |rows: &[RowCells]| {
        rows.iter().flat_map(|row| &row.cells).map(|(_, cell)| digits(cell)).collect::<String>()
    };
    let rows = report.tables.iter().flat_map(|table| table.rows.chunks(1).chain([table.rows.as_slice()]));
    let runs: HashSet<String> = rows.map(run).collect();
    // The words for what is wrong say it in two languages.
    let halves = report.problems.iter().filter_map(|problem| problem.message.split(" / ").next());
    halves.for_each(&mut know);
    let mut told: BTreeMap<String, usize> = BTreeMap::new();
    for section in &report.sections {
        for line in section.body.lines().chain([section.heading.as_str()]) {
            *told.entry(bare(line)).or_default() += 1;
        }
    }
    let all: String = report.sections.iter().map(|section| bare(&section.body)).collect();
    let mut is_told = |text: &str| {
        const LONG: usize = 12;
        let text = bare(text);
        match told.get_mut(&text) {
            Some(count) if *count > 0 => {
                *count -= 1;
                true
            }
            // Long lines are cut where sections begin.
            _ => text.chars().count() > LONG && all.contains(&text),
        }
    };
    let mut lost = Vec::new();
    let mut rows: HashSet<String> = HashSet::new();
    for print in prints {
        let text = print.text();
        // A row printed twice in the same words is one.
        let again = print.row && text.chars().filter(|c| is_han(*c)).count() > 3 && !rows.insert(bare(&text));
        if is_told(&text) || again {
            continue;
        }
        for cell in &print.cells {
            // On a line of its own a number may be spread, or several stand apart.
            let joined = whole(cell);
            if joined.len() < cell.trim().len()
                && let Some(count @ 1..) = known.get_mut(&joined)
            {
                *count -= 1;
                continue;
            }
            for number in numbers(&NUMERALS.replace_all(&folded(cell), " "), grain) {
                match known.get_mut(&number) {
                    Some(count) if *count > 0 => *count -= 1,
                    // Cells run together.
                    _ if runs.contains(&number) => {}
                    _ => lost.push((print.line, number)),
                }
            }
        }
    }
    lost
}
