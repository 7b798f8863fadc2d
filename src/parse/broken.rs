//! Rows of one cell a line that an empty line breaks, where those of most others stand without: it may be a blank cell, and the last
//! number that of a page.

use super::pieces::Piece;
use super::tables::{Outcome, Zone, is_blank, shape, sums_hold};
use crate::form::Table;

/// Loses the broken rows that have as many numbers as columns, unless their sum proves them.
pub(super) fn lose(table: Table, zones: &[Zone], outcomes: &mut [Outcome], pieces: &[Piece]) {
    /// One of so many rows may be broken.
    const ONE_IN: usize = 3;
    let broken: Vec<usize> = (0..zones.len()).filter(|row| is_broken(&zones[*row], pieces)).collect();
    if broken.len() * ONE_IN > zones.len() {
        return;
    }
    for row in broken {
        let zone = &zones[row];
        let printed = zone.values.iter().filter(|value| !is_blank(value));
        let texts: Vec<String> = printed.map(|value| value.raw.clone()).collect();
        if texts.len() == zone.columns.len() && !sums_hold(&texts, &shape(table, zone)) {
            outcomes[row] = Outcome::Lost;
        }
    }
}

/// Whether each number has a line, and an empty one stands before one of them.
fn is_broken(zone: &Zone, pieces: &[Piece]) -> bool {
    let at = |piece: usize| &pieces[piece];
    let mut above = zone.piece;
    let mut broken = false;
    for value in zone.values.iter().filter(|value| !is_blank(value)) {
        if at(value.piece).column.is_some() || at(value.piece).line <= at(above).line {
            return false;
        }
        broken |= at(value.piece).after_break;
        above = value.piece;
    }
    broken
}
