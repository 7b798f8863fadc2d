//! The items of one table as pieces of print: cells, and words of lines.
//!
//! It knows no label; what the pieces say is read in [`super::events`].

use super::items::{Item, Kind};
use super::ruler::Ruler;
use super::value::{Printed, printed};
use crate::normalize::{is_han, is_space};
use regex::Regex;
use std::sync::LazyLock;

/// A piece of print: a cell, or a word of a line.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// Text as printed.
    pub(super) raw: String,
    /// 1-based line of the text.
    pub(super) line: u32,
    /// The printed row it stands in.
    pub(super) row: usize,
    /// Column of its grid.
    pub(super) column: Option<usize>,
    /// Columns of its grid that it covers to its right.
    pub(super) across: usize,
    /// Whether the grid's columns are sure.
    pub(super) regular: bool,
    /// First and last place on its line, where it was set apart by wide gaps.
    pub(super) span: Option<(usize, usize)>,
    /// The same, had the tool taken ideographs to be as wide as the other ruler has them.
    pub(super) other: Option<(usize, usize)>,
    /// Whether a row or paragraph ends before it.
    pub(super) after_break: bool,
}

impl Piece {
    pub(super) fn new(raw: &str, line: u32, row: usize) -> Self {
        Piece {
            raw: raw.to_owned(),
            line,
            row,
            column: None,
            across: 0,
            regular: false,
            span: None,
            other: None,
            after_break: false,
        }
    }
}

/// The pieces but those that were moved; a break before one is before what follows it on its row.
pub(super) fn without(pieces: Vec<Piece>, moved: &[bool]) -> Vec<Piece> {
    let mut rest: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut broken = None;
    for (mut piece, moved) in pieces.into_iter().zip(moved) {
        piece.after_break |= broken.take() == Some(piece.row);
        if !moved {
            rest.push(piece);
        } else if piece.after_break {
            broken = Some(piece.row);
        }
    }
    rest
}

/// The words of these lines, for tests.
#[cfg(test)]
pub(super) fn of_lines(lines: &[&str]) -> Vec<Piece> {
    let words = |(row, line): (usize, &&str)| -> Vec<Piece> {
        line.split(' ').map(|word| Piece::new(word, row as u32 + 1, row)).collect()
    };
    lines.iter().enumerate().flat_map(words).collect()
}

/// Cuts the items of a table into pieces.
pub(super) fn pieces(items: &[&Item], ruler: Ruler) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let cell_a_line = prints_a_cell_a_line(items);
    for (row, item) in items.iter().enumerate() {
        let first = pieces.len();
        match &item.kind {
            Kind::Line(text) if cell_a_line => match on_one_line(text) {
                Some((one, other)) => {
                    pieces.extend([one, other].map(|text| Piece::new(text, item.line, row)));
                }
                None => cell(text, item.line, row, true, &mut pieces),
            },
            Kind::Line(text) => words(text, ruler, (item.line, row), &mut pieces),
            Kind::Cell(text) => cell(text, item.line, row, true, &mut pieces),
            Kind::Row { cells, across, regular } => {
                let lone = cells.iter().flatten().filter(|(_, text)| !text.is_empty()).count() <= 2;
                for (column, (text, across)) in cells.iter().zip(across).enumerate() {
                    if let Some((line, text)) = text {
                        let from = pieces.len();
                        cell(text, *line, row, lone, &mut pieces);
                        for piece in &mut pieces[from..] {
                            piece.column = Some(column);
                            piece.across = *across;
                            piece.regular = *regular;
                        }
                    }
                }
            }
        }
        if let Some(piece) = pieces.get_mut(first) {
            piece.after_break = item.after_break;
        }
    }
    pieces
}

/// Whether lines of numbers print one number each: a line is then a cell, whatever spaces are in it.
fn prints_a_cell_a_line(items: &[&Item]) -> bool {
    let (mut single, mut several) = (0usize, 0usize);
    for item in items {
        if let Kind::Line(text) = &item.kind {
            let mut words = text.split(is_space).filter(|word| !word.is_empty());
            let numbers = words.clone().all(|word| !matches!(printed(word), Printed::Text));
            match (words.next(), words.next()) {
                (Some(_), None) if numbers => single += 1,
                (Some(_), Some(_)) if numbers => several += 1,
                (Some(label), Some(_))
                    if words.any(|word| !matches!(printed(word), Printed::Text))
                        && label.chars().any(is_han) =>
                {
                    several += 1;
                }
                _ => {}
            }
        }
    }
    single > 2 * several
}

/// A label and the number printed behind it on its line, two numbers, or a group and the first of its rows; 1 009 may be one number.
fn on_one_line(text: &str) -> Option<(&str, &str)> {
    static GROUP: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^[(（][三四五六][)）]\p{Han}{0,4}$").expect("a valid pattern"));
    let text = text.trim_end_matches(is_space);
    let is_number = |text: &str| matches!(printed(text), Printed::Number(_));
    if let Some((group, label)) = text.split_once(is_space).filter(|(group, _)| GROUP.is_match(group)) {
        return Some((group, label));
    }
    let (before, number) = text.rsplit_once(is_space)?;
    let is_label = || before.chars().any(is_han) && !before.contains(['。', '；', '：']);
    let are_two = || is_number(before) && !before.contains(is_space) && number.chars().count() != 3;
    (is_number(number) && (is_label() || are_two())).then_some((before, number))
}

/// A cell is one piece, unless it stands alone and prints the numbers of a whole row.
fn cell(text: &str, line: u32, row: usize, lone: bool, pieces: &mut Vec<Piece>) {
    const WHOLE_ROW: usize = 6;
    // A row of numbers is that long at least, with its gaps.
    let parts: Vec<&str> = if lone && text.len() >= 2 * WHOLE_ROW - 1 {
        text.split(is_space).filter(|part| !part.is_empty()).collect()
    } else {
        Vec::new()
    };
    if parts.len() >= WHOLE_ROW && parts.iter().all(|part| !matches!(printed(part), Printed::Text)) {
        pieces.extend(parts.iter().map(|part| Piece::new(part, line, row)));
    } else {
        pieces.push(Piece::new(text, line, row));
    }
}

/// The words of a line, with their place where gaps of two or more columns set them apart.
fn words(text: &str, ruler: Ruler, (line, row): (u32, usize), pieces: &mut Vec<Piece>) {
    let (mut column, mut other) = (0, 0);
    let mut gap = 0;
    let mut wide = 0;
    let first = pieces.len();
    for c in text.chars() {
        if is_space(c) {
            gap += ruler.width(c);
        } else {
            if gap > 0 || column == 0 {
                wide += usize::from(gap >= 2 && column > 0);
                let mut piece = Piece::new("", line, row);
                (piece.span, piece.other) = (Some((column, column)), Some((other, other)));
                pieces.push(piece);
            }
            gap = 0;
            if let Some(piece) = pieces.last_mut() {
                piece.raw.push(c);
                piece.span = piece.span.map(|(start, _)| (start, column + ruler.width(c)));
                piece.other = piece.other.map(|(start, _)| (start, other + ruler.other().width(c)));
            }
        }
        column += ruler.width(c);
        other += ruler.other().width(c);
    }
    let aligned = wide > 0 && pieces.len() - first < 40;
    if !aligned {
        for piece in &mut pieces[first..] {
            piece.span = None;
        }
    }
}
