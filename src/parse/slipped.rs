//! Rows whose values do not stand under the words of the header that their columns have.
//!
//! A veto: it moves no value, it only makes a row undecided.

use super::pieces::Piece;
use super::tables::{Outcome, Value, Zone, extent, is_blank, shape, sums_hold};
use super::trace::Placed;
use crate::form::{Table, Unit};

/// Columns in the longest row of section 2.
const FEW: usize = 3;

/// How far a value stands from the word of its column, 0 where they share a column of the grid.
fn shift(header: (usize, usize), value: (usize, usize)) -> i64 {
    if value.0 > header.1 {
        value.0 as i64 - header.1 as i64
    } else if header.0 > value.1 {
        value.1 as i64 - header.0 as i64
    } else {
        0
    }
}

/// The shifts of a row's values from the words on the line of the header that has most: 自然人 and 总计 may stand above the
/// others, and a grid may have set them elsewhere.
fn shifts(zone: &Zone, placed: &[Placed], pieces: &[Piece]) -> Vec<i64> {
    let under = |(header, placed): (&Option<usize>, &Placed)| {
        let header = &pieces[(*header)?];
        Some((header.row, shift(extent(header)?, placed.columns?)))
    };
    let all: Vec<(usize, i64)> = zone.headers.iter().zip(placed).filter_map(under).collect();
    let rows = || all.iter().map(|(row, _)| *row);
    let most = rows().max_by_key(|row| rows().filter(|other| other == row).count());
    all.iter().filter(|(row, _)| Some(*row) == most).map(|(_, shift)| *shift).collect()
}

/// Whether a value stands under the word of another column, and not under that of its own.
fn is_under_another(zone: &Zone, placed: &[Placed], pieces: &[Piece]) -> bool {
    let words: Vec<Option<(usize, usize)>> =
        zone.headers.iter().map(|header| extent(&pieces[(*header)?])).collect();
    placed.iter().zip(&words).any(|(value, own)| {
        let Some(value) = value.columns else { return false };
        let under = |word: &(usize, usize)| shift(*word, value) == 0;
        // In a row of few columns one without a word may be that of a figure.
        let few = words.len() <= FEW && own.is_some();
        !own.as_ref().is_some_and(under) && (few || words.iter().flatten().any(under))
    })
}

/// Whether a row of section 3 prints all its numbers and they add up: on the next page a grid may begin with another column.
fn is_proven(zone: &Zone, placed: &[Placed]) -> bool {
    let texts: Vec<String> = placed.iter().map(|placed| placed.raw.clone()).collect();
    texts.len() == Table::Applications.columns().len() && sums_hold(&texts, &shape(Table::Applications, zone))
}

/// Whether words on several lines above a row of section 2 come in another order than the form's: that of their heights.
fn is_jumbled(zone: &Zone, pieces: &[Piece]) -> bool {
    let place = |column: &usize| zone.canonical.iter().position(|known| known == column);
    let words: Vec<&Piece> = zone.headers.iter().flatten().map(|piece| &pieces[*piece]).collect();
    zone.columns.len() <= FEW
        && !zone.columns.iter().map(place).is_sorted()
        && words.iter().all(|word| word.column.is_none())
        && words.windows(2).any(|pair| pair[0].row != pair[1].row)
}

/// Whether a row of section 2 that has a column of changes prints a number with a sign in another.
fn has_change_elsewhere(zone: &Zone, outcome: &Outcome) -> bool {
    let Outcome::Settled(placed) = outcome else { return false };
    let columns = Table::Section20.columns();
    let unit = |column: &usize| columns.get(*column).map(|column| column.unit);
    let signed = |placed: &Placed| placed.raw.trim().starts_with(['+', '＋']);
    zone.columns.len() <= FEW
        && zone.columns.iter().any(|column| unit(column) == Some(Unit::Change))
        && zone
            .columns
            .iter()
            .zip(placed)
            .any(|(column, placed)| unit(column) == Some(Unit::Count) && signed(placed))
}

/// Whether a row of section 2 has one number twice at its end and lacks another, under a header that prints its last word twice: both are
/// copies of one cell, and a blank one is lost.
fn has_a_copy_for_a_blank(zone: &Zone, pieces: &[Piece]) -> bool {
    let mut printed = zone.values.iter().filter(|value| !is_blank(value)).rev();
    let (Some(last), Some(before)) = (printed.next(), printed.next()) else { return false };
    pieces[zone.piece].column.is_none()
        && copies(zone, pieces) > 0
        && zone.columns.len() <= FEW
        && printed.count() + 2 == zone.columns.len()
        && last.raw.trim() == before.raw.trim()
}

/// Whether all numbers that a row has besides are copies of its last: a cell over several columns, which some tools print once for each.
pub(super) fn ends_in_copies(zone: &Zone, pieces: &[Piece], printed: &[&Value]) -> bool {
    let n = zone.columns.len();
    let mut last = printed.windows(2).skip(n.saturating_sub(1));
    last.all(|pair| pair[0].raw.trim() == pair[1].raw.trim())
        && (n == 1 || printed.len() == n + copies(zone, pieces))
}

/// How many copies of the last word of the header stand behind it on its line.
fn copies(zone: &Zone, pieces: &[Piece]) -> usize {
    let Some(Some(word)) = zone.headers.last() else { return 0 };
    let (own, behind) = (&pieces[*word], &pieces[*word + 1..]);
    behind.iter().take_while(|next| next.row == own.row && next.raw.trim() == own.raw.trim()).count()
}

/// Makes rows undecided whose values stand under the words of other columns. Where all rows of a sure grid do, and each column has
/// its word, the header stands askew and the order counts; where columns are not sure, all may be equally far from their words.
pub(super) fn lose(zones: &[Zone], outcomes: &mut [Outcome], pieces: &[Piece]) {
    let each = Table::Applications.columns().len();
    let astray: Vec<Option<bool>> = zones
        .iter()
        .zip(outcomes.iter())
        .map(|(zone, outcome)| {
            let Outcome::Settled(placed) = outcome else { return None };
            if pieces[zone.piece].regular {
                return Some(is_under_another(zone, placed, pieces));
            }
            // A whole row under a whole header is in order, wherever line ends have put it.
            let lacks_a_column = zone.headers.len() > FEW && zone.headers.len() < each;
            let whole = !lacks_a_column
                && zone.headers.iter().all(Option::is_some)
                && placed.iter().all(|placed| !placed.raw.trim().is_empty());
            let uneven = || shifts(zone, placed, pieces).windows(2).any(|pair| pair[0] != pair[1]);
            Some(!whole && uneven())
        })
        .collect();
    let count = |wanted: bool| astray.iter().filter(|astray| **astray == Some(wanted)).count();
    let most_are_straight = count(false) > count(true);
    for ((zone, outcome), astray) in zones.iter().zip(outcomes).zip(&astray) {
        let askew =
            pieces[zone.piece].regular && !most_are_straight && zone.headers.iter().all(Option::is_some);
        let proven = pieces[zone.piece].regular
            && matches!(&*outcome, Outcome::Settled(placed) if is_proven(zone, placed));
        if *astray == Some(true) && !askew && !proven
            || has_change_elsewhere(zone, outcome)
            || has_a_copy_for_a_blank(zone, pieces)
            || is_jumbled(zone, pieces)
        {
            *outcome = Outcome::Lost;
        }
    }
}
