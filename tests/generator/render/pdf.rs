//! What pdf tools print when they do not align columns.

use super::super::grid::{Grid, GridCell, Kind};
use super::super::prose::Piece;
use super::super::quirks::Quirks;
use super::prose;
use fastrand::Rng;
use gongkai::form::Table;
use std::fmt::Write;

/// Cuts a text into lines of `width` characters; closing punctuation may hang over.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let mut lines = Vec::new();
    let mut start = 0;
    while start < chars.len() {
        let mut end = (start + width).min(chars.len());
        if chars.get(end).is_some_and(|c| "，。、；：）".contains(*c)) {
            end += 1;
        }
        lines.push(chars[start..end].iter().collect());
        start = end;
    }
    lines
}

/// A line with a page number.
pub(crate) fn page_number(style: u8, page: usize) -> String {
    match style {
        1 => format!("- {page} -"),
        2 => format!("—{page}—"),
        3 => format!("第 {page} 页 共 9 页"),
        4 => format!("－{page}－"),
        6 => page.to_string(),
        _ => format!("第 {page} 页"),
    }
}

/// Prose wrapped at the page's width, with page numbers.
pub(super) struct Page<'a> {
    quirks: &'a Quirks,
    number: usize,
    pub(super) width: usize,
    pub(super) out: String,
}

impl<'a> Page<'a> {
    pub(super) fn new(quirks: &'a Quirks, width: usize) -> Self {
        Self { quirks, number: 1, width, out: String::new() }
    }

    pub(super) fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    /// A page break by chance.
    pub(super) fn turn(&mut self, rng: &mut Rng, one_in: u8, in_table: bool) {
        let may = self.quirks.pages > 0 && (!in_table || self.quirks.pages_in_tables);
        if may && rng.u8(..one_in) == 0 {
            self.number += 1;
            // A bare number stands at the foot of its page, before the break.
            let bare = self.quirks.pages == 6;
            let number = page_number(self.quirks.pages, self.number - usize::from(bare));
            let gap = if in_table { "" } else { "\n" };
            let feed = if self.quirks.variant == 3 || bare { "\u{c}" } else { "" };
            let _ = write!(self.out, "{gap}{number}\n{feed}");
        }
    }

    pub(super) fn prose(&mut self, piece: &Piece, rng: &mut Rng) {
        let text = prose(piece).unwrap_or_default();
        if matches!(piece, Piece::Para(_)) {
            self.turn(rng, 8, false);
            let indent = if rng.bool() { "　　" } else { "" };
            for line in wrap(&format!("{indent}{text}"), self.width) {
                self.line(&line);
            }
        } else {
            self.line(text);
        }
    }
}

const TOP: &str = "三、";

/// A label as the columns of a page wrap it; the outermost label of section 3 stands upright.
fn label(cell: &GridCell, first: bool, quirks: &Quirks) -> Vec<String> {
    let text = &cell.text;
    if first && cell.columns == 1 && text.starts_with(TOP) {
        return match quirks.variant {
            0 => text.chars().map(String::from).collect(),
            1 => {
                let rest = text[TOP.len()..].chars().map(String::from);
                [TOP.to_owned()].into_iter().chain(rest).collect()
            }
            _ => vec![text.clone()],
        };
    }
    let group = cell.columns == 1 && text.chars().count() <= 7 && text.starts_with(['（', '(']);
    if group && quirks.variant.is_multiple_of(2) {
        return wrap(text, 4);
    }
    wrap(text, 13)
}

fn header(page: &mut Page, row: &[GridCell], width: usize) {
    for cell in row.iter().filter(|cell| cell.kind == Kind::Label) {
        for line in wrap(&cell.text, width) {
            page.line(&line);
        }
    }
}

pub(super) fn raw(pieces: &[Piece], quirks: &Quirks, rng: &mut Rng) -> String {
    let mut page = Page::new(quirks, 28);
    for piece in pieces {
        let Piece::Table(grid) = piece else {
            page.prose(piece, rng);
            continue;
        };
        for (index, row) in grid.rows.iter().enumerate() {
            if index < grid.headers {
                header(&mut page, row, 12);
                continue;
            }
            page.turn(rng, 12, true);
            for (place, cell) in row.iter().enumerate() {
                match cell.kind {
                    Kind::Covered => {}
                    Kind::Label if grid.table == Table::Section20 => page.line(&cell.text),
                    Kind::Label => label(cell, place == 0, quirks).iter().for_each(|line| page.line(line)),
                    Kind::Value if cell.text.is_empty() => {}
                    Kind::Value => page.line(cell.text.trim()),
                }
            }
        }
    }
    page.out
}

pub(super) fn rows(pieces: &[Piece], quirks: &Quirks, rng: &mut Rng) -> String {
    let mut page = Page::new(quirks, 28);
    for piece in pieces {
        let Piece::Table(grid) = piece else {
            page.prose(piece, rng);
            continue;
        };
        for (index, row) in grid.rows.iter().enumerate() {
            if grid.table == Table::Applications && index < grid.headers {
                header(&mut page, row, 20);
                continue;
            }
            page.turn(rng, 12, true);
            labelled(&mut page, grid, row, quirks);
        }
    }
    page.out
}

/// Labels wrapped, the values behind the last line of the innermost one.
fn labelled(page: &mut Page, grid: &Grid, row: &[GridCell], quirks: &Quirks) {
    let texts = |kind: Kind| {
        let cells = row.iter().filter(move |cell| cell.kind == kind);
        cells.map(|cell| cell.text.trim()).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
    };
    let values = texts(Kind::Value);
    if grid.table != Table::Applications {
        let labels = texts(Kind::Label);
        return page.line(format!("{labels} {values}").trim());
    }
    let mut lines: Vec<String> = Vec::new();
    for (place, cell) in row.iter().enumerate().filter(|(_, cell)| cell.kind == Kind::Label) {
        lines.extend(label(cell, place == 0, quirks));
    }
    if let Some(last) = lines.last_mut() {
        last.push(' ');
        last.push_str(&values);
        last.truncate(last.trim_end().len());
    }
    for line in &lines {
        page.line(line);
    }
}
