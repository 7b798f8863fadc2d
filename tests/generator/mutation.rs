//! Damage done on purpose to good reports, and whether a report says so.

use super::Case;
use super::cell::{self, CellTruth, NoteRule, Printed, Truth};
use super::grid::{GridCell, Kind};
use super::judge::same;
use super::prose::Piece;
use super::sheet::SheetRow;
use fastrand::Rng;
use gongkai::check;
use gongkai::form::Table;
use gongkai::report::{CellState, Number, Report};

/// What is done to a case.
pub(crate) type Mutation = fn(&mut Case, &mut Rng);

/// Every kind of damage.
pub(crate) const MUTATIONS: &[(&str, Mutation)] = &[
    ("a row deleted", delete_row),
    ("a cell blanked", blank_cell),
    ("a page number inside a table", page_number),
    ("a bare page number inside a table", bare_page_number),
    ("a footnote with digits", footnote),
    ("separators of thousands", separators),
    ("two rows swapped", swap_rows),
    ("a heading dropped", drop_heading),
    ("a table printed twice", duplicate_table),
    ("a local row more", extra_row),
];

/// A sheet and a row of it by chance; not section 4, whose rows are one line.
pub(super) fn any_row(case: &Case, rng: &mut Rng) -> (usize, usize) {
    let sheet = rng.usize(..2);
    (sheet, rng.usize(..case.sheets[sheet].rows.len()))
}

/// Takes a row out.
pub(crate) fn delete_row(case: &mut Case, rng: &mut Rng) {
    let (sheet, row) = any_row(case, rng);
    case.sheets[sheet].rows.remove(row);
    case.print();
}

/// Empties a cell.
pub(crate) fn blank_cell(case: &mut Case, rng: &mut Rng) {
    let (sheet, row) = any_row(case, rng);
    let cells = &mut case.sheets[sheet].rows[row].cells;
    let at = rng.usize(..cells.len());
    cells[at].1 = Printed { raw: String::new(), truth: Truth::Null(CellState::Blank) };
    case.print();
}

/// Prints "/" in a cell.
pub(crate) fn mark_cell(case: &mut Case, rng: &mut Rng) {
    replace_cell(case, rng, Printed { raw: "/".to_owned(), truth: Truth::Null(CellState::NotApplicable) });
}

/// Prints 1,009 in a cell.
pub(crate) fn separated_cell(case: &mut Case, rng: &mut Rng) {
    let truth = Truth::Number { value: 1009.0, note: NoteRule::Never };
    replace_cell(case, rng, Printed { raw: "1,009".to_owned(), truth });
}

/// Prints the mark of a footnote behind a number.
pub(crate) fn footnote_mark(case: &mut Case, rng: &mut Rng) {
    let truth = Truth::Number { value: 7.0, note: NoteRule::Never };
    replace_cell(case, rng, Printed { raw: "7[1]".to_owned(), truth });
}

/// Prints something else in a cell of section 3.
pub(super) fn replace_cell(case: &mut Case, rng: &mut Rng, printed: Printed) {
    let rows = &mut case.sheets[1].rows;
    let row = rng.usize(..rows.len());
    let cells = &mut rows[row].cells;
    let at = rng.usize(..cells.len());
    cells[at].1 = printed;
    case.print();
}

fn separators(case: &mut Case, _: &mut Rng) {
    for cell in case.sheets.iter_mut().flat_map(|sheet| &mut sheet.rows).flat_map(|row| &mut row.cells) {
        if cell.1.raw.chars().all(|c| c.is_ascii_digit()) {
            cell.1.raw = cell::thousands(&cell.1.raw);
        }
    }
    case.print();
}

fn swap_rows(case: &mut Case, rng: &mut Rng) {
    let rows = &mut case.sheets[1].rows;
    let (one, other) = (rng.usize(..rows.len()), rng.usize(..rows.len()));
    rows.swap(one, other);
    case.print();
}

fn extra_row(case: &mut Case, rng: &mut Rng) {
    let (sheet, row) = any_row(case, rng);
    let template = case.sheets[sheet].rows[row].clone();
    let mut path = template.path.clone();
    if let Some(label) = path.last_mut() {
        "本地增加的统计项目".clone_into(label);
    }
    let number = |value: u32| Printed { raw: value.to_string(), truth: Truth::Null(CellState::Blank) };
    let cells = template.cells.iter().map(|(index, _)| (*index, number(rng.u32(1..99)))).collect();
    case.sheets[sheet].rows.insert(row + 1, SheetRow { row: None, path, cells, ..template });
    case.print();
}

fn duplicate_table(case: &mut Case, rng: &mut Rng) {
    let sheet = case.sheets[rng.usize(..3)].clone();
    let cells = std::mem::take(&mut case.cells);
    case.sheets.push(sheet);
    case.print();
    case.cells = cells;
}

/// Inserts a line behind one of the lines between the headings of section 2 and section 5.
pub(super) fn insert(case: &mut Case, rng: &mut Rng, text: &str) {
    if case.layout.is_format() {
        return insert_row(case, rng, text);
    }
    let mut lines: Vec<&str> = case.text.lines().collect();
    let place = |words: &str, lines: &[&str]| lines.iter().position(|line| line.contains(words));
    let from = place("信息内容", &lines).unwrap_or(0);
    let to = place("存在的主要问题", &lines).unwrap_or(lines.len()).max(from + 1);
    lines.insert(rng.usize(from + 1..=to), text);
    case.text = lines.join("\n") + "\n";
}

/// Inserts a row of one cell, or a paragraph around the tables.
fn insert_row(case: &mut Case, rng: &mut Rng, text: &str) {
    let tables: Vec<usize> =
        (0..case.pieces.len()).filter(|at| matches!(case.pieces[*at], Piece::Table(_))).collect();
    let at = tables[rng.usize(..tables.len())];
    if let (Piece::Table(grid), true) = (&mut case.pieces[at], rng.u8(..4) > 0) {
        let columns = grid.width;
        let cell = GridCell { text: text.to_owned(), columns, kind: Kind::Label };
        grid.rows.insert(rng.usize(1..=grid.rows.len()), vec![cell]);
    } else {
        case.pieces.insert(at + rng.usize(..2), Piece::Para(text.to_owned()));
    }
    case.lay_out();
}

/// Prints a page number within a table.
pub(crate) fn page_number(case: &mut Case, rng: &mut Rng) {
    let texts = ["- 4 -", "—3—", "第 2 页 共 5 页", "－7－", "第3页"];
    let text = texts[rng.usize(..texts.len())];
    insert(case, rng, text);
}

fn bare_page_number(case: &mut Case, rng: &mut Rng) {
    insert(case, rng, "4");
}

/// Prints a note with a date within a table.
pub(crate) fn footnote(case: &mut Case, rng: &mut Rng) {
    insert(case, rng, "注：以上数据截至12月31日，另有3件在2个工作日内补录。");
}

fn drop_heading(case: &mut Case, rng: &mut Rng) {
    let words =
        ["主动公开政府信息情况", "收到和处理政府信息公开申请情况", "政府信息公开行政复议、行政诉讼情况"];
    let words = words[rng.usize(..words.len())];
    if case.layout.is_format() {
        case.pieces.retain(|piece| !matches!(piece, Piece::Heading(text) if text.ends_with(words)));
        return case.lay_out();
    }
    let heading = ["二、", "三、", "四、"].map(|numeral| format!("{numeral}{words}"));
    for heading in heading {
        case.text = case.text.replacen(&heading, "", 1);
    }
}

/// Whether the report says anything about a row that came back wrong.
pub(crate) fn is_explained(report: &Report, truth: &CellTruth) -> bool {
    let rows = report.table(truth.table).map(|table| &table.rows);
    let line = rows.and_then(|rows| rows.iter().find(|row| row.row.code == truth.row)).map(|row| row.line);
    let problem = report.problems.iter().any(|problem| Some(problem.line) == line);
    let finding = || {
        let findings = check::check(report);
        findings.iter().any(|finding| finding.subject == truth.row || finding.subject == truth.column)
    };
    problem || finding()
}

/// Cells with a wrong value of which nothing is said.
pub(crate) fn silent_faults(case: &Case, report: &Report) -> Vec<String> {
    let wrong = case.cells.iter().filter_map(|truth| {
        let cell = report.cell(truth.table, truth.row, truth.column)?;
        let value = cell.value.map(Number::as_f64)?;
        let right = matches!(truth.truth, Truth::Number { value: expected, .. } if same(value, expected));
        let silent = !right && cell.note.is_none() && !is_explained(report, truth);
        silent.then(|| {
            format!(
                "{}.{}.{}: printed {:?}, got {value}",
                truth.table.name(),
                truth.row,
                truth.column,
                truth.raw
            )
        })
    });
    let deleted = report
        .tables
        .iter()
        .flat_map(|rows| rows.rows.iter().map(|row| (rows.table, row)))
        .filter_map(|(table, row)| {
            let printed = case.cells.iter().any(|truth| truth.table == table && truth.row == row.row.code);
            let valued = row.cells.iter().any(|(_, cell)| cell.value.is_some() && cell.note.is_none());
            let said = report.problems.iter().any(|problem| problem.line == row.line);
            (!printed && valued && !said && table != Table::Review)
                .then(|| format!("{}.{} was not printed", table.name(), row.row.code))
        });
    wrong.chain(deleted).collect()
}
