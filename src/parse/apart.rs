//! Rows of section 3 whose numbers stand on a line of their own, in a table that prints the others on the line of their label.
//!
//! Below two labels such a line may be either's: where one of them has no numbers, neither is decided.

use super::pieces::Piece;
use super::tables::{Outcome, Zone, is_blank};
use super::value::{Printed, printed};
use crate::normalize::is_han;
use std::ops::Range;

/// Where the numbers of a row stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Numbers {
    Nowhere,
    /// Behind words on the same line.
    Beside,
    Apart,
}

/// Loses rows of running text that have the numbers of two, where the row above has none.
pub(super) fn lose_crowded(zones: &[Zone], outcomes: &mut [Outcome], pieces: &[Piece]) {
    let blank = |row: usize| zones[row].values.iter().all(is_blank);
    for (row, outcome) in outcomes.iter_mut().enumerate().skip(1) {
        if blank(row - 1) && !blank(row) && is_crowded(zones, row, pieces) {
            *outcome = Outcome::Lost;
        }
    }
}

/// Loses the rows of which the print does not tell whose the numbers are.
pub(super) fn lose(zones: &[Zone], outcomes: &mut [Outcome], pieces: &[Piece]) {
    let places: Vec<Numbers> = zones.iter().map(|zone| numbers(zone, pieces)).collect();
    let mut lose = |rows: Range<usize>| {
        for row in rows.filter(|row| places[*row] != Numbers::Beside) {
            outcomes[row] = Outcome::Lost;
        }
    };
    if places.iter().filter(|place| **place == Numbers::Beside).count() * 2 > zones.len() {
        let mut from = 0;
        for run in places.split_inclusive(|place| *place == Numbers::Beside) {
            if run.contains(&Numbers::Apart) && run.contains(&Numbers::Nowhere) {
                lose(from..from + run.len());
            }
            from += run.len();
        }
    }
    // Between a row that has the numbers of two and one that has none all are shifted by one.
    let crowded = |row: usize| is_crowded(zones, row, pieces);
    let odd: Vec<(usize, bool)> = (0..zones.len())
        .filter_map(|row| {
            let none = places[row] == Numbers::Nowhere;
            (none || crowded(row)).then_some((row, none))
        })
        .collect();
    for pair in odd.windows(2).filter(|pair| pair[0].1 != pair[1].1) {
        let (first, last) = (pair[0].0, pair[1].0);
        if !places[first + 1..last].contains(&Numbers::Beside) {
            lose(first..last + 1);
        }
    }
}

/// Whether the numbers of two rows stand between a label of running text and the next.
fn is_crowded(zones: &[Zone], row: usize, pieces: &[Piece]) -> bool {
    let own = &zones[row];
    let end = zones.get(row + 1).map_or(pieces.len(), |next| next.piece.max(own.piece));
    let number = |piece: &&Piece| matches!(printed(&piece.raw), Printed::Number(_));
    let count = pieces[own.piece..end].iter().filter(number).count();
    count >= 2 * own.columns.len() && pieces[own.piece].column.is_none()
}

fn numbers(zone: &Zone, pieces: &[Piece]) -> Numbers {
    let Some(first) = zone.values.iter().find(|value| !is_blank(value)).map(|value| value.piece) else {
        return Numbers::Nowhere;
    };
    let row = pieces[first].row;
    let on_line = pieces[..first].iter().rev().take_while(|piece| piece.row == row);
    let words =
        pieces[first].column.is_some() || on_line.into_iter().any(|piece| piece.raw.chars().any(is_han));
    if words { Numbers::Beside } else { Numbers::Apart }
}
