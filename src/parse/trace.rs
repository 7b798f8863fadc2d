//! What became of each value of a row: which cell it fills, and which numbers fill none.
//!
//! Nothing vanishes: every digit of a row stands in a cell, in a note, or in a problem.

use super::pieces::Piece;
use super::tables::{Value, Zone};
use crate::normalize::fold;
use crate::report::{Cell, CellState, Reading};
use std::collections::HashSet;

/// A cell with the print that it was read from.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    /// The cell.
    pub(super) cell: Cell,
    /// Text that was read for it.
    pub(super) raw: String,
    /// 1-based line of the text.
    pub(super) line: u32,
    /// How it came to its column.
    pub(super) reading: Reading,
    /// First and last column of the grid in which it is printed.
    pub(super) columns: Option<(usize, usize)>,
}

impl Placed {
    /// A cell that the print of its row does not settle.
    pub(super) fn unsettled(zone: &Zone, pieces: &[Piece]) -> Self {
        Placed {
            cell: unsettled(&zone.values),
            raw: String::new(),
            line: line_of(zone, pieces),
            reading: Reading::Unsettled,
            columns: None,
        }
    }
}

/// The line on which the values of a row begin, that of its label where it has none.
pub(super) fn line_of(zone: &Zone, pieces: &[Piece]) -> u32 {
    let first = zone.values.iter().find(|value| !value.raw.trim().is_empty());
    pieces[first.map_or(zone.piece, |value| value.piece)].line
}

/// A cell for which several readings are left or none.
fn unsettled(values: &[Value]) -> Cell {
    const LONGEST: usize = 200;
    let raw: Vec<&str> = values.iter().map(|value| value.raw.trim()).filter(|raw| !raw.is_empty()).collect();
    let mut raw = raw.join(" ");
    if raw.len() > LONGEST {
        let cut = (0..=LONGEST).rev().find(|i| raw.is_char_boundary(*i)).unwrap_or(0);
        raw.truncate(cut);
    }
    Cell::missing(CellState::Ambiguous, raw)
}

/// The digits of texts, each with how often it is printed.
fn digits<'a>(texts: impl Iterator<Item = &'a str>) -> [usize; 10] {
    let mut seen = [0; 10];
    for digit in texts.flat_map(str::chars).filter_map(|c| fold(c).to_digit(10)) {
        seen[digit as usize] += 1;
    }
    seen
}

/// The numbers of a row that stand in none of its cells and notes and are not `told` of.
pub(super) fn left_over(values: &[Value], placed: &[Placed], told: &[Value]) -> Vec<Value> {
    let told: HashSet<(usize, &str)> = told.iter().map(|value| (value.piece, value.raw.as_str())).collect();
    let own = values.iter().filter(|value| !told.contains(&(value.piece, value.raw.as_str())));
    let own: Vec<&Value> = own.collect();
    if digits(own.iter().map(|value| value.raw.as_str()))
        == digits(placed.iter().map(|cell| cell.raw.as_str()))
    {
        return Vec::new();
    }
    let mut cells: Vec<&str> = placed.iter().map(|cell| cell.raw.as_str()).collect();
    let noted = |raw: &str| {
        let notes = placed.iter().filter_map(|cell| cell.cell.note.as_ref());
        notes.into_iter().any(|(state, note)| *state == CellState::Ambiguous && note.contains(raw.trim()))
    };
    let mut left = Vec::new();
    for value in own.into_iter().filter(|value| value.raw.chars().any(char::is_numeric)) {
        match cells.iter().position(|cell| *cell == value.raw) {
            Some(cell) => {
                cells.swap_remove(cell);
            }
            None if noted(&value.raw) => {}
            None => left.push(value.clone()),
        }
    }
    left
}
