//! Numbers of pages that took the place of a blank cell, in texts of one cell a line that print no blanks.
//!
//! The others that stand where no cell is tell which of them lack; a row that holds one of these where it would stand is undecided,
//! unless its sum proves it.

use super::items::Item;
use super::sections::Place;
use crate::form::Table;
use crate::normalize::fold;
use crate::report::{Cell, CellState, Number, Placement, Reading, Report, RowCells, TableRows};
use std::collections::{BTreeMap, HashSet};

/// Pages of a report, at most.
const MOST: u32 = 40;

/// Makes rows undecided that hold the number of a page.
pub(super) fn doubt(items: &[Item], places: &[Place], report: &mut Report) {
    let lone: BTreeMap<u32, u32> =
        items.iter().filter_map(|item| Some((item.line, number(item.single()?)?))).collect();
    let strays: HashSet<u32> = report
        .problems
        .iter()
        .filter(|problem| problem.code == "stray_number")
        .map(|problem| problem.line)
        .collect();
    let outside = items
        .iter()
        .zip(places)
        .filter(|(item, place)| !matches!(place, Place::Table(_)) || strays.contains(&item.line));
    let pages: Vec<(u32, u32)> =
        outside.filter_map(|(item, _)| Some((item.line, *lone.get(&item.line)?))).collect();
    // One alone among the rows may be anything.
    let sure = pages.len() > 1 || pages.iter().any(|(line, _)| !strays.contains(line));
    if !sure || !pages.windows(2).all(|pair| pair[0].1 < pair[1].1) {
        return;
    }
    let lacking = |number: u32, line: u32| {
        let known = pages.iter().any(|(_, page)| *page == number);
        let between = pages.iter().all(|(at, page)| (at < &line) == (page < &number));
        // That of the last page may lack, those before it being known.
        let next = u32::from(pages.len() > 1);
        !known && between && pages.last().is_some_and(|(_, last)| number <= last + next)
    };
    let holds = |placement: &Placement| {
        lone.get(&placement.line).is_some_and(|number| lacking(*number, placement.line))
            && number(&placement.raw).is_some()
    };
    let Report { tables, placements, .. } = report;
    for TableRows { table, rows } in tables {
        let of = |placed: &Placement, row: &str| placed.table == *table && placed.row == row;
        let is_doubtful = |row: &RowCells| {
            let mut own = placements.iter().filter(|placed| of(placed, row.row.code));
            own.any(holds) && !adds_up(*table, &row.cells)
        };
        let doubtful: HashSet<&str> =
            rows.iter().filter(|row| is_doubtful(row)).map(|row| row.row.code).collect();
        // The channels of section 4 are one printed row.
        let all = *table == Table::Review && !doubtful.is_empty();
        for row in rows.iter_mut().filter(|row| all || doubtful.contains(row.row.code)) {
            let own = || placements.iter().filter(|placed| of(placed, row.row.code));
            let print: Vec<&str> =
                own().map(|placed| placed.raw.trim()).filter(|raw| !raw.is_empty()).collect();
            let cell = Cell::missing(CellState::Ambiguous, print.join(" "));
            row.cells.iter_mut().for_each(|(_, own)| *own = cell.clone());
            let own = placements.iter_mut().filter(|placed| of(placed, row.row.code));
            own.for_each(|placed| placed.reading = Reading::Unsettled);
        }
    }
}

/// The number that a line prints and nothing else, if it may be one of a page.
fn number(line: &str) -> Option<u32> {
    let digits: String = line.trim().chars().take(3).map(fold).collect();
    let number: u32 = digits.parse().ok()?;
    (digits.len() < 3 && !digits.starts_with('0') && number <= MOST).then_some(number)
}

/// Whether the last number of a row is the sum of the others.
fn adds_up(table: Table, cells: &[(usize, Cell)]) -> bool {
    let count = |cell: &Cell| match cell.value {
        Some(Number::Count(count)) => Some(count),
        _ => None,
    };
    let counts: Option<Vec<i64>> = cells.iter().map(|(_, cell)| count(cell)).collect();
    let summed = table != Table::Section20;
    counts
        .as_deref()
        .and_then(<[i64]>::split_last)
        .is_some_and(|(last, others)| summed && others.len() > 1 && *last == others.iter().sum::<i64>())
}
