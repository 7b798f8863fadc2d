//! Rows of section 3 whose numbers stand on a line of their own, in a table that prints the others on the line of their label.
//!
//! Below two labels such a line may be either's: where one of them has no numbers, neither is decided. Below a row that has its numbers it is
//! nobody's: one of whole rows shows that numbers stand before their labels, one of few that narrow cells cut numbers over lines.

use super::pieces::Piece;
use super::tables::{Outcome, Value, Zone, is_blank};
use super::value::{Printed, printed};
use crate::normalize::{fold, is_han};
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

/// Loses rows around lines of numbers that are nobody's; all rows but those on the line of their label where such lines are whole rows.
pub(super) fn lose_orphaned(zones: &[Zone], outcomes: &mut [Outcome], pieces: &[Piece]) {
    /// Numbers of a row that may be blank and so not be printed.
    const BLANKS: usize = 2;
    let Some(first) = zones.first() else { return };
    let n = first.columns.len();
    let turned = first.values.iter().any(|value| value.piece < first.piece);
    // Where each cell has a line, digits set apart are those of one number.
    let row = |value: &Value| (!is_blank(value)).then(|| pieces[value.piece].row);
    let in_line = |zone: &Zone| {
        zone.values.windows(2).any(|pair| row(&pair[0]).is_some() && row(&pair[0]) == row(&pair[1]))
    };
    if turned || !zones.iter().any(in_line) || pieces.iter().any(|piece| piece.column.is_some()) {
        return;
    }
    // The row that has the values of each piece, and how many they are.
    let mut owners: Vec<Option<(usize, usize)>> = vec![None; pieces.len()];
    for (row, zone) in zones.iter().enumerate() {
        for value in zone.values.iter().filter(|value| !is_blank(value)) {
            owners[value.piece] = Some((row, owners[value.piece].map_or(1, |(_, count)| count + 1)));
        }
    }
    let printed: Vec<usize> =
        zones.iter().map(|zone| zone.values.iter().filter(|value| !is_blank(value)).count()).collect();
    let before =
        (0..first.piece).rev().take_while(|at| counted(&pieces[*at]) > 0).filter(|at| owners[*at].is_none());
    let mut before: Vec<&str> = before.flat_map(|at| pieces[at].raw.split_whitespace().rev()).collect();
    before.reverse();
    let numbered = before.iter().copied().eq((1..=n).map(|column| column.to_string()));
    let mut displaced = before.len() >= n && !numbered;
    if before.len() > 1 && !numbered {
        outcomes[0] = Outcome::Lost;
    }
    let mut start = first.piece;
    for line in pieces[start..].chunk_by(|one, next| one.row == next.row) {
        let (from, to) = (start, start + line.len());
        start = to;
        let count = line.iter().map(counted).sum::<usize>();
        // Behind words the numbers may be those of a label of which the words are a part.
        let behind_words = counted(&pieces[from.saturating_sub(1)]) == 0;
        if count < 2 || count > n || line.iter().any(|piece| counted(piece) == 0) || behind_words {
            continue;
        }
        let Some(above) = zones.partition_point(|zone| zone.piece < from).checked_sub(1) else { continue };
        let owned = || owners[from..to].iter().flatten();
        if owned().any(|(row, _)| *row != above) {
            continue;
        }
        // The numbers of a row may stand on several lines.
        let own = printed[above] - owned().map(|(_, count)| count).sum::<usize>();
        if own == 0 || numbers(&zones[above], pieces) != Numbers::Beside && own + count <= n {
            continue;
        }
        if count + BLANKS >= n {
            displaced = true;
            break;
        }
        let below = zones.iter().position(|zone| zone.piece >= to);
        [Some(above), below].into_iter().flatten().for_each(|row| outcomes[row] = Outcome::Lost);
    }
    if displaced {
        for (zone, outcome) in zones.iter().zip(outcomes) {
            let own = zone.values.iter().filter(|value| !is_blank(value));
            let on_line = own.filter(|value| pieces[value.piece].row == pieces[zone.piece].row).count();
            if on_line < n {
                *outcome = Outcome::Lost;
            }
        }
    }
}

/// How many numbers a piece of running text is; none where it is more than numbers.
fn counted(piece: &Piece) -> usize {
    let words: Vec<&str> = piece.raw.split_whitespace().collect();
    let digits = |word: &&str| word.chars().all(|c| fold(c).is_ascii_digit());
    // Groups of three digits may be one number.
    let grouped = words.iter().skip(1).all(|word| word.chars().count() == 3);
    match words.iter().all(digits) {
        true if grouped => words.len().min(1),
        true => words.len(),
        false => 0,
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
