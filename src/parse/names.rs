//! Events that look like others: 其他 and 总计, which name a row and a column, and the numbers of a column that counts the rows.

use super::events::Event;
use super::labels::Label;
use super::pieces::Piece;
use super::tables::{Outcome, Zone};
use crate::form::Table;
use crate::normalize::is_space;

/// Decides which 其他 and 总计 are rows and which are columns, and whether （六）其他处理 is a row.
pub(super) fn resolve(events: &mut [Event], pieces: &[Piece]) {
    let rows = Table::Applications.rows();
    let position = |code: &str| rows.iter().position(|row| row.code == code);
    let (other_handling, other_misc) = (position("other_handling"), position("other_misc"));
    let mut last = None;
    let mut in_header = true;
    let mut in_other = false;
    // Columns that the header at hand has named: a header repeated on the next page ends where a name comes again.
    let mut named: Vec<usize> = Vec::new();
    for index in 0..events.len() {
        let Event::Label { label, piece } = &events[index] else { continue };
        let (label, piece) = (*label, *piece);
        let becomes = match label {
            Label::Column(_) | Label::Header => {
                let column = if let Label::Column(column) = label { Some(column) } else { None };
                if !std::mem::replace(&mut in_header, true) || column.is_some_and(|it| named.contains(&it)) {
                    named.clear();
                }
                named.extend(column);
                label
            }
            Label::Either { row, column } => {
                let misc = rows[row].code == "other_misc";
                // 合计 beside 总计, without a number of its own: a column more.
                let numeral = pieces[piece].raw.contains(['七', '(', '（']);
                let goes_on = !numeral && !begins_with_a_number(&events[index + 1..]);
                let again = named.contains(&column) && (!misc && !goes_on || misc && in_other);
                if in_header && !again {
                    named.push(column);
                    Label::Column(column)
                } else if misc && !in_other {
                    Label::Group
                } else {
                    in_header = false;
                    Label::Row(row)
                }
            }
            // 3.其他处理, the last row of its group.
            Label::Row(row)
                if Some(row) == other_handling
                    && last.is_some_and(|last: usize| rows[last].code == "other_fee_unpaid") =>
            {
                other_misc.map_or(label, Label::Row)
            }
            Label::Row(row) if Some(row) == other_handling => {
                in_header = false;
                in_other = true;
                let subrow = |event: &Event| {
                    matches!(event, Event::Label { label: Label::Row(row) | Label::Either { row, .. }, .. }
                        if rows[*row].group == Some("other"))
                };
                let next = events[index + 1..]
                    .iter()
                    .find(|event| event.is_printed() || matches!(event, Event::Label { .. }));
                let after = events[index + 1..].iter().any(subrow);
                if next.is_some_and(subrow) || (after && !next.is_some_and(Event::is_printed)) {
                    Label::Group
                } else {
                    label
                }
            }
            Label::Row(row) => {
                in_header = false;
                in_other |= rows[row].group == Some("other");
                label
            }
            Label::Group => label,
        };
        if let Label::Row(row) = becomes {
            last = Some(row);
        }
        events[index] = Event::Label { label: becomes, piece };
    }
}

/// Whether the first print up to the next label is a number.
fn begins_with_a_number(events: &[Event]) -> bool {
    events.iter().find(|event| !event.is_blank()).is_some_and(Event::is_printed)
}

/// Makes （六）其他处理 undecided beside the rows of its group: its numbers may be those of one whose label is lost.
pub(super) fn lose_group_row(table: Table, zones: &[Zone], outcomes: &mut [Outcome]) {
    let rows = table.rows();
    if zones.iter().any(|zone| rows[zone.row].group == Some("other")) {
        for (zone, outcome) in zones.iter().zip(outcomes) {
            if rows[zone.row].code == "other_handling" {
                *outcome = Outcome::Lost;
            }
        }
    }
}

/// Makes rows undecided whose labels stand in one cell of a grid: what the cells beside it hold is of some of them.
pub(super) fn lose_joined(zones: &[Zone], outcomes: &mut [Outcome], pieces: &[Piece]) {
    for at in 1..zones.len() {
        let (one, other) = (&zones[at - 1], &zones[at]);
        // Numbers in the cell of the labels stand each behind its own.
        let beside = |zone: &Zone| zone.values.iter().all(|value| value.piece != zone.piece);
        let rows = one.piece == other.piece && one.row != other.row;
        let together = rows && pieces[one.piece].column.is_some();
        if together && beside(one) && beside(other) {
            outcomes[at - 1] = Outcome::Lost;
            outcomes[at] = Outcome::Lost;
        }
    }
}

/// The numeral that the form prints before the label of a row: 3 of 3.其他.
fn numeral(table: Table, row: usize) -> Option<u8> {
    table.rows()[row].zh.split_once('.')?.0.parse().ok()
}

/// Whether an event is the word of a group, for a row of the group （六）其他处理 its own.
fn is_group(table: Table, row: usize, event: &Event) -> bool {
    let of = |over: usize| table.rows()[over].code == "other_handling";
    match event {
        Event::Label { label: Label::Group, .. } => true,
        Event::Label { label: Label::Row(over), .. } => of(*over) && table.rows()[row].group == Some("other"),
        _ => false,
    }
}

/// Rows that must count on where no print tells that a number stands before its row's label.
const COUNTED: usize = 8;

/// Takes out the numbers of a column that counts the rows: alone before the label of their printed row, or before each label
/// of many that a line alone prints; and the numerals of labels that a gap sets apart.
pub(super) fn drop_ordinals(table: Table, events: &mut Vec<Event>, pieces: &[Piece]) {
    let mut ordinals = alone_on_rows(table, events, pieces);
    if ordinals.is_empty() {
        ordinals = counting_on(table, events);
    }
    let mut index = 0;
    events.retain(|_| {
        index += 1;
        ordinals.binary_search(&(index - 1)).is_err()
    });
}

/// The number below a hundred that a value is.
fn ordinal(raw: &str) -> Option<u8> {
    raw.trim().parse::<u8>().ok().filter(|number| *number < 100)
}

/// Numbers just before the labels of rows of which as many as [`COUNTED`] in turn count on.
fn counting_on(table: Table, events: &[Event]) -> Vec<usize> {
    let mut runs: Vec<Vec<usize>> = Vec::new();
    let mut last = None;
    for (index, event) in events.iter().enumerate() {
        let Event::Label { label: Label::Row(row) | Label::Either { row, .. }, .. } = event else { continue };
        let passed = |event: &&(usize, &Event)| match event.1 {
            Event::Value { raw, .. } => raw.trim().is_empty(),
            Event::Label { .. } => is_group(table, *row, event.1),
            Event::Foreign { .. } => true,
        };
        let before = events[..index].iter().enumerate().rev().find(|event| !passed(&event));
        let number = match before {
            Some((at, Event::Value { raw, glued: false, .. })) => ordinal(raw).map(|number| (at, number)),
            _ => None,
        };
        let Some((at, number)) = number else {
            last = None;
            continue;
        };
        // The label of a group and that of its first row follow the same number.
        if runs.last().is_some_and(|run| run.last() == Some(&at)) {
            continue;
        }
        match runs.last_mut().filter(|_| last.is_some_and(|last: u8| number == last + 1)) {
            Some(run) => run.push(at),
            None => runs.push(vec![at]),
        }
        last = Some(number);
    }
    runs.retain(|run| run.len() >= COUNTED);
    runs.concat()
}

/// Numbers that stand alone before the label of their printed row.
fn alone_on_rows(table: Table, events: &[Event], pieces: &[Piece]) -> Vec<usize> {
    let mut last = 0;
    let mut ordinals = Vec::new();
    for (index, event) in events.iter().enumerate() {
        let Event::Label { label: Label::Row(row) | Label::Either { row, .. }, piece } = event else {
            continue;
        };
        let own = |event: &Event| pieces[event.piece()].row == pieces[*piece].row;
        let before = events[..index].iter().enumerate().rev().take_while(|(_, event)| own(event));
        let printed: Vec<(usize, &Event)> = before
            .filter(|(_, event)| !event.is_blank())
            .filter(|(_, event)| !is_group(table, *row, event))
            .take(2)
            .collect();
        let [(at, Event::Value { raw, piece: place, glued })] = printed.as_slice() else { continue };
        let Some(number) = ordinal(raw) else { continue };
        let own_numeral = numeral(table, *row) == Some(number);
        if *glued {
            // Cut out of the cell of the label: 3 其他.
            let rest = pieces[*place].raw.trim_start_matches(is_space).strip_prefix(raw.trim());
            if own_numeral && place == piece && rest.is_some_and(|rest| rest.starts_with(is_space)) {
                ordinals.push(*at);
            }
        } else if pieces[*place].column.is_some() || number == last + 1 || own_numeral {
            // Outside a grid only numbers that count on, or are the label's own, are sure to be no values.
            ordinals.push(*at);
            last = number;
        }
    }
    ordinals
}
