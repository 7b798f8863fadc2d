//! A veto: tables that print more numbers a row than the form has columns, so that rows of no more have lost some.

use super::evidence::{Counts, ends_in_total};
use super::pieces::Piece;
use super::tables::{self, Outcome, Value, Zone, is_blank, row_cells};
use crate::form::Table;
use crate::normalize::is_han;
use crate::report::{Cell, Reading};
use std::collections::{BTreeSet, HashMap, HashSet};

/// Makes rows undecided that print no more numbers than the form has columns, in a table that has more columns: nobody knows in which
/// the blank ones are. Rows that stand in the columns of a sure grid, or whose sum proves them, stay.
pub(super) fn lose(table: Table, zones: &[Zone], outcomes: &mut [Outcome], pieces: &[Piece]) {
    const ENOUGH: usize = 2;
    /// At least, where numbers of pages stand among them.
    const ROWS_OF_A_PAGE: usize = 3;
    /// Columns of the longest rows of section 2.
    const WIDEST: usize = 3;
    let printed = |zone: &Zone| row_cells(zone, pieces).iter().filter(|value| !is_blank(value)).count();
    // Rows under each header that print more numbers than the form has columns.
    let mut wide: HashMap<Option<usize>, usize> = HashMap::new();
    let mut pages: Vec<(Option<usize>, i64)> = Vec::new();
    for zone in zones.iter().filter(|zone| printed(zone) > zone.columns.len()) {
        let last = pages.last().map_or(0, |(_, number)| *number);
        match page_number(table, zone, pieces, last) {
            Some(number) => pages.push((zone.header, number)),
            None => *wide.entry(zone.header).or_default() += 1,
        }
    }
    // A page has many rows: a number more in each of a few is one of a column, and so are all where one is.
    if !wide.is_empty() || pages.len() * ROWS_OF_A_PAGE > zones.len() {
        for (header, _) in pages {
            *wide.entry(header).or_default() += 1;
        }
    }
    let is_wide = |zone: &Zone| match table {
        // Rows of one number or two stand over more columns.
        Table::Section20 => {
            let cells = row_cells(zone, pieces);
            zone.columns.len() == WIDEST
                && cells.len() > WIDEST
                && cells.iter().any(|value| is_blank(value))
                && header_width(zone, pieces) == cells.len()
        }
        _ => wide.get(&zone.header).is_some_and(|rows| *rows >= ENOUGH),
    };
    for (zone, outcome) in zones.iter().zip(outcomes) {
        let Outcome::Settled(placed) = &*outcome else { continue };
        let in_grid = placed.iter().any(|placed| placed.reading == Reading::Columns);
        let cells: Vec<&Cell> = placed.iter().map(|placed| &placed.cell).collect();
        let proven = ends_in_total(zone)
            && Counts::of(&cells).is_some_and(|counts| counts.add_up() && counts.is_telling());
        if zone.more.count == 0 && !in_grid && !proven && is_wide(zone) && printed(zone) <= zone.columns.len()
        {
            *outcome = Outcome::Lost;
        }
    }
}

/// The number of a page, higher than that of the page before, that stands on a line of its own among the numbers of a row of a cell a
/// line: without it the row adds up, below a header that is printed whole.
fn page_number(table: Table, zone: &Zone, pieces: &[Piece], before: i64) -> Option<i64> {
    let cells = row_cells(zone, pieces);
    let values: Vec<&Value> = cells.into_iter().filter(|value| !is_blank(value)).collect();
    let rows: BTreeSet<usize> = values.iter().map(|value| pieces[value.piece].row).collect();
    if rows.len() != values.len() || values.len() != zone.columns.len() + 1 || zone.headers.contains(&None) {
        return None;
    }
    let shape = tables::shape(table, zone);
    let adds_up_without = |at: &usize| {
        let others = values.iter().enumerate().filter(|(other, _)| other != at);
        tables::sums_hold(&others.map(|(_, value)| value.raw.clone()).collect::<Vec<_>>(), &shape)
    };
    let number = |at: usize| values[at].raw.trim().parse().ok().filter(|number| *number > before);
    (0..values.len()).filter(adds_up_without).filter_map(number).min()
}

/// How many words the header of a row of section 2 has behind the one over the labels, on the line of the first that is known.
fn header_width(zone: &Zone, pieces: &[Piece]) -> usize {
    let Some(first) = zone.headers.iter().flatten().min() else { return 0 };
    let row = pieces[*first].row;
    if row == pieces[zone.piece].row {
        return 0;
    }
    let words = pieces.iter().filter(|piece| piece.row == row && piece.raw.chars().any(is_han));
    // A word over several columns may be printed once for each.
    words.map(|piece| piece.raw.trim()).collect::<HashSet<_>>().len().saturating_sub(1)
}
