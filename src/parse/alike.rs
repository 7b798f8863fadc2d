//! What rows under one header have in common: the columns that they print, and where each of them stands.
//!
//! A row that differs is undecided unless its own sum proves it. It moves no value.

use super::pieces::Piece;
use super::solve;
use super::tables::{Outcome, Zone, is_blank, shape, sums_hold};
use crate::form::Table;
use crate::report::{Cell, CellState, Problem};
use std::collections::{BTreeMap, HashMap, HashSet};

/// The columns of the form that a row does not print, as long as it prints no others.
fn lacks(zone: &Zone) -> Vec<usize> {
    if !zone.columns.iter().all(|column| zone.canonical.contains(column)) {
        return Vec::new();
    }
    zone.canonical.iter().copied().filter(|column| !zone.columns.contains(column)).collect()
}

/// Whether a row prints a number in each of its columns, and their sum holds and is more than that of zeros.
fn is_proven(table: Table, zone: &Zone) -> bool {
    let texts: Vec<String> =
        zone.values.iter().filter(|value| !is_blank(value)).map(|value| value.raw.clone()).collect();
    let some = texts.iter().any(|text| solve::number(Some(text)).is_some_and(|number| number != 0));
    some && texts.len() == zone.columns.len() && sums_hold(&texts, &shape(table, zone))
}

/// Rows that lack other columns than most rows under their header. They get the columns of those: what they print
/// decides nothing.
pub(super) fn unlike(table: Table, zones: &mut [Zone]) -> Vec<usize> {
    let mut headers: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
    for (index, zone) in zones.iter().enumerate() {
        headers.entry(zone.header).or_default().push(index);
    }
    let mut odd = Vec::new();
    for rows in headers.values() {
        let mut kinds: HashMap<Vec<usize>, usize> = HashMap::new();
        for index in rows {
            *kinds.entry(lacks(&zones[*index])).or_default() += 1;
        }
        // Of as many the one that lacks least.
        let usual = kinds.iter().max_by_key(|(lacks, count)| (**count, std::cmp::Reverse((*lacks).clone())));
        let Some(usual) = usual.map(|(lacks, _)| lacks.clone()).filter(|_| kinds.len() > 1) else { continue };
        for index in rows {
            let zone = &mut zones[*index];
            if lacks(zone) == usual || is_proven(table, zone) {
                continue;
            }
            let at = |column: usize| zone.columns.iter().position(|known| *known == column);
            let columns: Vec<usize> =
                zone.canonical.iter().copied().filter(|column| !usual.contains(column)).collect();
            zone.headers =
                columns.iter().map(|column| at(*column).and_then(|place| zone.headers[place])).collect();
            zone.columns = columns;
            odd.push(*index);
        }
    }
    odd
}

/// Rows of section 3 whose labels stand in the same column of the form.
fn depth(zone: &Zone) -> u8 {
    let code = Table::Applications.rows()[zone.row].code;
    match code {
        "received_new" | "carried_in" | "carried_out" => 0,
        "disclosed" | "partly_disclosed" | "other_handling" | "outcome_total" => 1,
        _ => 2,
    }
}

/// Where a column of the form stands: by itself or, by depth, from the label.
type Seen = HashSet<(Option<u8>, usize, usize)>;

/// Makes rows with blank cells undecided whose numbers stand neither in the columns of the grid in which whole rows have
/// them nor as far behind the label: cells were lost in them, and nobody knows which.
pub(super) fn lose(zones: &[Zone], outcomes: &mut [Outcome], pieces: &[Piece]) {
    let is_whole = |outcome: &Outcome| matches!(outcome, Outcome::Settled(placed) if placed.iter().all(|placed| !placed.raw.trim().is_empty()));
    let places = |zone: &Zone, outcome: &Outcome| -> Vec<(usize, usize)> {
        let Outcome::Settled(placed) = outcome else { return Vec::new() };
        let filled = zone.columns.iter().zip(placed).filter(|(_, placed)| !placed.raw.trim().is_empty());
        filled.filter_map(|(column, placed)| Some((*column, placed.columns?.0))).collect()
    };
    let behind =
        |zone: &Zone, place: usize| pieces[zone.piece].column.and_then(|label| place.checked_sub(label));
    let mut seen = Seen::new();
    for (zone, outcome) in zones.iter().zip(outcomes.iter()).filter(|(_, outcome)| is_whole(outcome)) {
        for (column, place) in places(zone, outcome) {
            seen.insert((None, column, place));
            seen.extend(behind(zone, place).map(|distance| (Some(depth(zone)), column, distance)));
        }
    }
    let known = |depth: Option<u8>| seen.iter().any(|(of, ..)| *of == depth);
    for (zone, outcome) in zones.iter().zip(outcomes).filter(|(_, outcome)| !is_whole(outcome)) {
        let own = Some(depth(zone));
        let places = places(zone, outcome);
        let stands = places.iter().all(|(column, place)| seen.contains(&(None, *column, *place)));
        let follows = places.iter().all(|(column, place)| {
            behind(zone, *place).is_some_and(|distance| seen.contains(&(own, *column, distance)))
        });
        if known(own) && !stands && !follows {
            *outcome = Outcome::Lost;
        }
    }
}

/// The cells of columns that a row does not print and others of its table do: nobody knows what stands there.
pub(super) fn lacking(table: Table, zone: &Zone, zones: &[Zone]) -> Vec<(usize, Cell)> {
    let others = |column: &usize| zones.iter().any(|zone| zone.columns.contains(column));
    let own = lacks(zone).into_iter().filter(|column| table == Table::Applications && others(column));
    own.map(|column| (column, Cell::missing(CellState::Ambiguous, ""))).collect()
}

/// Tells which columns of a table no row prints, or in section 2 which rows lack.
pub(super) fn missing_columns(table: Table, zones: &[Zone], pieces: &[Piece]) -> Vec<Problem> {
    let mut missing: BTreeMap<Vec<usize>, Vec<&Zone>> = BTreeMap::new();
    for zone in zones {
        let mut columns = lacks(zone);
        if table == Table::Applications {
            columns.retain(|column| !zones.iter().any(|zone| zone.columns.contains(column)));
        }
        if !columns.is_empty() {
            missing.entry(columns).or_default().push(zone);
        }
    }
    let line = |zone: &Zone| pieces[zone.piece].line;
    missing
        .iter()
        .map(|(columns, lacking)| {
            let rows: Vec<usize> = lacking.iter().map(|zone| zone.row).collect();
            missing_column(table, columns, &rows, lacking.first().map_or(0, |zone| line(zone)))
        })
        .collect()
}

/// Tells of columns that a table lacks, in section 2 in which rows.
pub(super) fn missing_column(table: Table, columns: &[usize], rows: &[usize], line: u32) -> Problem {
    let list = |zh: Vec<&str>, en: Vec<&str>| (zh.join("、"), en.join(", "));
    let known = columns.iter().filter_map(|index| table.columns().get(*index));
    let (zh, en) =
        list(known.clone().map(|column| column.zh).collect(), known.map(|column| column.en).collect());
    let own = rows.iter().filter_map(|index| table.rows().get(*index)).filter(|_| table == Table::Section20);
    let (rows_zh, rows_en) = list(own.clone().map(|row| row.zh).collect(), own.map(|row| row.en).collect());
    let of_rows = |rows: &str| if rows.is_empty() { String::new() } else { format!(" ({rows})") };
    let number = table.section();
    Problem {
        code: "column_missing",
        line,
        message: format!(
            "第{}部分表格缺少栏目：{zh}{} / the table of section {number} lacks columns: {en}{}",
            numeral(table),
            of_rows(&rows_zh),
            of_rows(&rows_en),
        ),
    }
}

fn numeral(table: Table) -> &'static str {
    match table {
        Table::Section20 => "二",
        Table::Applications => "三",
        Table::Review => "四",
    }
}
