//! One statutory table from its pieces: rows found by label, values assigned, damage solved, misfits told.

use super::above;
use super::alike;
use super::apart;
use super::broken;
use super::columns;
use super::events::{Event, begins_row, events, label, starts_row};
use super::evidence;
use super::halves;
use super::header::{self, Header};
use super::labels::Label;
use super::misfits::{column_order, extra_row, extra_rows, merge, missing_rows, row_order, stray_numbers};
use super::more::{self, More};
use super::names;
use super::offsets::offsets;
use super::pieces::Piece;
use super::slipped;
use super::solve;
use super::tables::{self, Losses, Outcome, Value, Zone, settle};
use super::trace::{Placed, left_over};
use super::variants;
use super::wide;
use crate::form::{Edition, Row, Table};
use crate::limits::MAX_ZONES;
use crate::normalize::{fold, is_han};
use crate::report::{Placement, Problem, RowCells, TableRows};

/// What reading a table gave.
#[derive(Debug, Default)]
pub(super) struct Read {
    /// Rows in the order of the form; `None` where the document does not hold the table.
    pub(super) rows: Option<TableRows>,
    /// Edition that the rows and columns print.
    pub(super) edition: Option<Edition>,
    /// Whether rows and columns of both editions are printed.
    pub(super) mixed: bool,
    /// What does not fit the form.
    pub(super) problems: Vec<Problem>,
    /// What the document lost beyond single rows.
    pub(super) losses: Losses,
    /// Where each cell was read.
    pub(super) placements: Vec<Placement>,
}

impl Read {
    /// Makes the row of its cells and keeps where each was read.
    pub(super) fn place(
        &mut self,
        (table, row): (Table, &'static Row),
        line: u32,
        columns: &[usize],
        placed: Vec<Placed>,
    ) -> RowCells {
        let mut cells = Vec::with_capacity(placed.len());
        for (column, Placed { cell, raw, line, reading, .. }) in columns.iter().copied().zip(placed) {
            self.placements.push(Placement { table, row: row.code, column, raw, line, reading });
            cells.push((column, cell));
        }
        RowCells { row, line, cells }
    }
}

/// Reads section 2 or section 3. `losses` is what is known before; `first` says that section 3 is still to tell more.
pub(super) fn read(table: Table, pieces: &[Piece], losses: Losses, first: bool) -> Read {
    let mut events = events(table, pieces);
    halves::join(table, &mut events);
    names::drop_ordinals(table, &mut events, pieces);
    if table == Table::Applications {
        names::resolve(&mut events, pieces);
    }
    let mut read = Read::default();
    variants::resolve(table, pieces, &mut events, &mut read.problems);
    (read.edition, read.mixed) = edition(table, &events);
    let edition = read.edition.unwrap_or(Edition::E2021);
    let events = above::turn(table, edition, pieces, events);
    let mut homeless = Vec::new();
    let mut zones = zones(table, pieces, &events, edition, &mut read.problems, &mut homeless);
    if zones.is_empty() {
        read.problems.extend(stray_numbers(&homeless, pieces));
        return read;
    }
    let odd = alike::unlike(table, &mut zones, pieces);
    more::doubt(&mut zones, pieces);
    let offsets = offsets(&zones, pieces);
    let mut strays = Vec::new();
    let mut settle_all = |losses: Losses| -> Vec<Outcome> {
        strays.clear();
        zones.iter().map(|zone| settle(table, zone, pieces, &offsets, losses, &mut strays)).collect()
    };
    let mut outcomes = settle_all(Losses { values: false, ..losses });
    let short = zones.iter().zip(&outcomes).filter(|(zone, outcome)| {
        let printed = zone.values.iter().filter(|value| !value.raw.trim().is_empty()).count();
        printed < zone.columns.len() && !matches!(outcome, Outcome::Settled(_)) && !was_cut(zone)
    });
    // A glued row that no cut fits has lost a blank; others may have, and fit a cut by chance.
    let glued = |zone: &Zone| zone.columns.len() > 1 && zone.values.iter().any(|value| value.glued);
    let any_glued = zones.iter().any(glued);
    let lost_a_blank = |zone: &Zone, outcome: &Outcome| {
        let digits =
            zone.values.iter().flat_map(|value| value.raw.chars()).filter(char::is_ascii_digit).count();
        let bare = any_glued && zone.values.is_empty();
        (bare || glued(zone)) && (matches!(outcome, Outcome::Lost) || digits < zone.columns.len())
    };
    // Where many rows lost a blank, a row may have lost two and fit a cut all the same.
    let lost_blanks =
        zones.iter().zip(&outcomes).filter(|(zone, outcome)| lost_a_blank(zone, outcome)).count();
    let many_blanks = lost_blanks * 8 > zones.len();
    read.losses = losses;
    if first {
        read.losses.values = losses.repeats || short.count() * 3 > zones.len();
    }
    read.losses.glued_blanks |= lost_blanks > 0;
    if read.losses.values {
        outcomes = settle_all(read.losses);
    }
    if read.losses.glued_blanks {
        for (zone, outcome) in zones.iter().zip(&mut outcomes).filter(|(zone, _)| glued(zone)) {
            if many_blanks && !tables::is_all_zeros(zone) {
                *outcome = Outcome::Lost;
            } else if let Outcome::Open(readings) = outcome {
                let tokens: Vec<String> = zone.values.iter().map(|value| value.raw.clone()).collect();
                readings.extend(solve::cuts_with_a_blank(&tokens, &tables::shape(table, zone)));
            }
        }
    }
    for index in odd {
        outcomes[index] = Outcome::Lost;
    }
    names::lose_group_row(table, &zones, &mut outcomes);
    names::lose_joined(&zones, &mut outcomes, pieces);
    slipped::lose(&zones, &mut outcomes, pieces);
    apart::lose_crowded(&zones, &mut outcomes, pieces);
    broken::lose(table, &zones, &mut outcomes, pieces);
    wide::lose(table, &zones, &mut outcomes, pieces);
    if table == Table::Applications {
        alike::lose(&zones, &mut outcomes, pieces);
        evidence::lose(&zones, &mut outcomes, pieces);
        apart::lose(&zones, &mut outcomes, pieces);
        apart::lose_orphaned(&zones, &mut outcomes, pieces);
    }
    if table == Table::Applications {
        columns::narrow(&zones, &mut outcomes);
        if header::is_contradicted(&zones) {
            outcomes.fill(Outcome::Lost);
            read.problems.push(column_order(&zones, pieces));
        }
        if evidence::are_out_of_order(&zones, pieces) {
            outcomes.fill(Outcome::Lost);
            read.problems.push(row_order(&zones, pieces));
        }
    }
    read.problems.extend(alike::missing_columns(table, &zones, pieces));
    let mut rows: Vec<RowCells> = Vec::new();
    for (zone, outcome) in zones.iter().zip(outcomes) {
        let placed = finish(table, zone, pieces, outcome);
        let left = left_over(&zone.values, &placed, &strays);
        strays.extend(left);
        let mut row =
            read.place((table, &table.rows()[zone.row]), pieces[zone.piece].line, &zone.columns, placed);
        row.cells.extend(alike::lacking(table, zone, &zones));
        merge(row, &mut rows, &mut read.problems);
    }
    rows.sort_by_key(|row| table.rows().iter().position(|known| known.code == row.row.code));
    strays.extend(homeless);
    read.problems.extend(stray_numbers(&strays, pieces));
    missing_rows(table, edition, read.mixed, &rows, &mut read.problems);
    read.rows = Some(TableRows { table, rows });
    read
}

/// Whether the zone's print is glued digits rather than lost cells.
fn was_cut(zone: &Zone) -> bool {
    let digits: usize =
        zone.values.iter().map(|value| value.raw.chars().filter(char::is_ascii_digit).count()).sum();
    let printed = zone.values.iter().filter(|value| !value.raw.trim().is_empty()).count();
    printed == 1 && digits >= zone.columns.len() && zone.columns.len() > 1
}

/// Which edition's rows and columns are printed.
fn edition(table: Table, events: &[Event]) -> (Option<Edition>, bool) {
    let mut seen = [0usize; 2];
    for (label, _) in events.iter().filter_map(label) {
        let editions = match label {
            Label::Row(row) => table.rows()[row].editions,
            Label::Column(column) => table.columns()[column].editions,
            _ => continue,
        };
        if let [only] = editions {
            seen[*only as usize] += 1;
        }
    }
    match seen {
        [0, 0] => (None, false),
        [_, 0] => (Some(Edition::E2019), false),
        [0, _] => (Some(Edition::E2021), false),
        [old, new] => (Some(if old > new { Edition::E2019 } else { Edition::E2021 }), true),
    }
}

/// Cuts the events into rows.
fn zones(
    table: Table,
    pieces: &[Piece],
    events: &[Event],
    edition: Edition,
    problems: &mut Vec<Problem>,
    homeless: &mut Vec<Value>,
) -> Vec<Zone> {
    let mut zones: Vec<Zone> = Vec::new();
    let mut header = Header::default();
    let mut header_used = false;
    let mut index = 0;
    while let Some(event) = events.get(index) {
        match event {
            Event::Label { label: Label::Column(column), piece } => {
                if std::mem::take(&mut header_used) {
                    header = Header::default();
                }
                header.column(table, *column, *piece, pieces);
                index += 1;
            }
            Event::Label { label: Label::Row(row), piece } => {
                header_used = true;
                let is_label = |i: &usize| matches!(events[*i], Event::Label { .. });
                let end = (index + 1..events.len()).find(is_label).unwrap_or(events.len());
                let zone =
                    zone(table, *row, *piece, &events[index + 1..end], pieces, &header, edition, problems);
                zones.push(zone);
                index = end;
            }
            Event::Label { label: Label::Header, piece } => {
                if table == Table::Applications {
                    if std::mem::take(&mut header_used) {
                        header = Header::default();
                    }
                    header.over(*piece, pieces);
                }
                index += 1;
            }
            Event::Label { .. } => {
                // What stands above a caption heads none of its columns.
                if table == Table::Section20 {
                    header_used = false;
                    header = Header::default();
                }
                index += 1;
            }
            Event::Value { raw, piece, glued } => {
                homeless.push(Value { raw: raw.clone(), piece: *piece, glued: *glued });
                index += 1;
            }
            Event::Foreign { .. } => {
                let passed = extra_row(&events[index..], pieces, problems);
                let words = &events[index..=index + passed];
                if !header_used && !words.iter().any(Event::is_printed) {
                    for word in words {
                        header.unknown(word);
                    }
                }
                index += 1 + passed;
            }
        }
    }
    homeless.extend(zones.drain(zones.len().min(MAX_ZONES)..).flat_map(|zone| zone.values));
    zones
}

/// Whether a text is signs or letters in the place of a number, no words.
fn is_sign(text: &str) -> bool {
    const LONGEST: usize = 12;
    !text.chars().any(is_han) && text.chars().count() <= LONGEST
}

/// One row: its label, the values up to the next label, the columns it prints.
#[allow(clippy::too_many_arguments)]
fn zone(
    table: Table,
    row: usize,
    piece: usize,
    events: &[Event],
    pieces: &[Piece],
    header: &Header,
    edition: Edition,
    problems: &mut Vec<Problem>,
) -> Zone {
    let definition = &table.rows()[row];
    let canonical = {
        let printed = table.printed_columns(definition, edition);
        if printed.is_empty() { table.printed_columns(definition, definition.editions[0]) } else { printed }
    };
    let printed = |events: &[Event]| events.iter().filter(|event| event.is_printed()).count();
    let foreign = events.iter().position(|event| matches!(event, Event::Foreign { .. }));
    let in_grid = pieces[piece].column.is_some();
    let before = &events[..foreign.unwrap_or(events.len())];
    // Text set in columns keeps its blank cells: a row that has as many as the form lacks no column.
    let cells = pieces[piece + 1..].iter().take_while(|cell| cell.row == pieces[piece].row).count();
    let whole_row = !in_grid && (cells >= canonical.len() || before.iter().any(Event::is_blank));
    let printed_before = if whole_row { 0 } else { printed(before) };
    let columns = header.columns_of(table, definition.code, &canonical, printed_before, pieces, in_grid);
    // Text among the values is an unreadable cell where it completes the row, else a row of its own.
    let mut values: Vec<Value> = Vec::new();
    let mut cut = false;
    // Among digits run together with their labels nothing counts as a cell.
    let glued = events.iter().any(|event| matches!(event, Event::Value { glued: true, .. }));
    let whole = !glued
        && events.iter().all(|event| !matches!(event, Event::Label { .. }))
        && !events.first().is_some_and(|event| begins_row(event, pieces))
        && events.iter().filter(|event| !event.is_blank()).count() == columns.len();
    let same_row = |event: &Event| {
        let at = &pieces[event.piece()];
        at.column.is_some() && at.row == pieces[piece].row
    };
    for (index, event) in events.iter().enumerate() {
        match event {
            Event::Value { raw, piece, glued } => {
                values.push(Value { raw: raw.clone(), piece: *piece, glued: *glued });
            }
            Event::Foreign { text, piece }
                if whole && (columns.len() > 1 || events.len() == 1)
                    || same_row(event)
                    || !values.is_empty() && is_sign(text) =>
            {
                values.push(Value { raw: text.clone(), piece: *piece, glued: false });
            }
            Event::Foreign { text, .. }
                if values.is_empty()
                    && (text.chars().any(is_han) || !text.chars().any(|c| fold(c).is_ascii_digit()))
                    && printed(&events[index..]) == columns.len()
                    && !starts_row(&events[index], pieces) => {}
            Event::Foreign { .. } => {
                cut = (1..columns.len()).contains(&printed(&events[index..]));
                extra_rows(&events[index..], pieces, problems);
                break;
            }
            Event::Label { .. } => break,
        }
    }
    let headers: Vec<Option<usize>> = columns
        .iter()
        .map(|column| header.columns.iter().find(|(known, _)| known == column).map(|(_, piece)| *piece))
        .collect();
    let money = columns.iter().position(|column| table.columns()[*column].unit == crate::form::Unit::Wan);
    let header_yuan = money.and_then(|index| header::factor(pieces, headers[index]));
    let doubtful = table == Table::Applications && header.is_doubtful(&columns, pieces);
    let more = if table == Table::Applications { header.more(&columns, pieces) } else { More::default() };
    let header = header.columns.first().map(|(_, piece)| *piece);
    Zone { row, piece, values, columns, canonical, header, headers, header_yuan, doubtful, more, cut }
}

/// The cells of a zone once everything that can be known is known.
fn finish(table: Table, zone: &Zone, pieces: &[Piece], outcome: Outcome) -> Vec<Placed> {
    match outcome {
        Outcome::Settled(cells) => cells,
        Outcome::Open(readings) => tables::agreed(table, zone, pieces, &readings),
        Outcome::Lost => vec![Placed::unsettled(zone, pieces); zone.columns.len()],
    }
}
