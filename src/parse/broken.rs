//! Rows of one cell a line that an empty line breaks, where those of most others stand without: it may be a blank cell, and the last
//! number that of a page, or the rest of one that a line end has cut.

use super::pieces::Piece;
use super::tables::{Outcome, Value, Zone, is_blank, shape, sums_hold};
use crate::form::Table;
use crate::report::Reading;

/// Loses the broken rows that have as many numbers as columns, unless their sum proves them.
pub(super) fn lose(table: Table, zones: &[Zone], outcomes: &mut [Outcome], pieces: &[Piece]) {
    /// One of so many rows may be broken.
    const ONE_IN: usize = 3;
    let mut broken: Vec<usize> = (0..zones.len()).filter(|row| is_broken(&zones[*row], pieces)).collect();
    if broken.len() * ONE_IN > zones.len() {
        broken.clear();
    }
    let in_order = |row: &usize| match &outcomes[*row] {
        Outcome::Settled(placed) => placed.iter().all(|placed| placed.reading == Reading::Order),
        _ => false,
    };
    let rows = 0..zones.len();
    broken.extend(rows.filter(in_order).filter(|row| has_a_blank(&zones[*row], pieces)));
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

/// Whether a blank cell on a line of its own stands between the numbers, and none between the words over them.
fn has_a_blank(zone: &Zone, pieces: &[Piece]) -> bool {
    let is_printed = |value: &&Value| !is_blank(value);
    let (Some(first), Some(last)) =
        (zone.values.iter().find(is_printed), zone.values.iter().rfind(is_printed))
    else {
        return false;
    };
    let blank = |from: usize, to: usize| pieces[from..to].iter().any(|piece| piece.raw.trim().is_empty());
    let alone = pieces[first.piece].column.is_none() && pieces[first.piece].line < pieces[last.piece].line;
    let words: Option<Vec<usize>> = zone.headers.iter().copied().collect();
    let over = words.and_then(|words| Some((*words.first()?, *words.last()?)));
    alone && blank(first.piece, last.piece) && over.is_some_and(|(from, to)| from < to && !blank(from, to))
}

/// Whether a blank cell stands among numbers, or an empty line elsewhere than before each of them or each run of `width`: one was cut,
/// or that of a page set in.
pub(super) fn is_gapped(values: &[Value], width: usize, pieces: &[Piece]) -> bool {
    let is_printed = |value: &Value| !is_blank(value);
    let (Some(first), Some(last)) = (values.iter().position(is_printed), values.iter().rposition(is_printed))
    else {
        return false;
    };
    let row = &values[first..=last];
    let broken: Vec<usize> = (1..row.len()).filter(|at| pieces[row[*at].piece].after_break).collect();
    let each = broken.len() + 1 == row.len() || broken.iter().all(|at| at.is_multiple_of(width));
    !each || row.iter().any(is_blank)
}
