//! Numbers before their labels: tools that print first what stands higher do so where the font of the numbers stands higher.
//!
//! A table in which a whole row stands before the first label and none behind the last is read so throughout, or not at all.

use super::events::{Event, label};
use super::labels::Label;
use super::pieces::Piece;
use super::solve;
use crate::form::{Edition, Table};
use crate::normalize::key;
use std::collections::HashMap;
use std::ops::Range;

/// Numbers of section 2 that must stand before their labels, since one alone may be that of a page.
const ENOUGH: usize = 3;

/// The row of each label and the events that are its values.
type Rows = Vec<(usize, Vec<usize>)>;

/// The events with each row's numbers behind its label. Where they stand before labels and it is not sure before which, they
/// are set before all labels, so that they belong to none.
pub(super) fn turn(table: Table, edition: Edition, pieces: &[Piece], events: Vec<Event>) -> Vec<Event> {
    if table == Table::Section20 && ends_in_columns(pieces, &events) {
        let (values, others): (Vec<Event>, Vec<Event>) = events.into_iter().partition(is_value);
        return values.into_iter().chain(others).collect();
    }
    let turned: Vec<Range<usize>> = boxes(table, &events)
        .into_iter()
        .filter(|rows| is_turned(table, edition, pieces, &events[rows.clone()]))
        .collect();
    if turned.is_empty() {
        return events;
    }
    let read = |rows: &Range<usize>| rows_of(table, edition, &events[rows.clone()]);
    let sure: Option<Vec<Rows>> = turned.iter().map(read).collect();
    let sure = sure.filter(|boxes| match table {
        Table::Applications => {
            boxes.iter().zip(&turned).all(|(rows, at)| balances(rows, &events[at.clone()]))
        }
        _ => boxes.iter().flatten().map(|(_, values)| values.len()).sum::<usize>() >= ENOUGH,
    });
    let mut result = Vec::with_capacity(events.len());
    let mut from = 0;
    for (index, rows) in turned.iter().enumerate() {
        let (before, inside) = (&events[from..rows.start], &events[rows.clone()]);
        result.extend_from_slice(before);
        if let Some(read) = sure.as_ref().and_then(|boxes| boxes.get(index)) {
            result.extend(in_order(inside, read));
        } else {
            let (values, others): (Vec<&Event>, Vec<&Event>) =
                inside.iter().partition(|event| is_value(event));
            result.extend(values.into_iter().chain(others).cloned());
        }
        from = rows.end;
    }
    result.extend_from_slice(&events[from..]);
    result
}

/// Whether running text prints the word of a column on a line of its own behind the last row: it goes column by column.
fn ends_in_columns(pieces: &[Piece], events: &[Event]) -> bool {
    let last = events
        .iter()
        .rposition(|event| row(event).is_some() || matches!(label(event), Some((Label::Column(_), _))));
    let alone = |event: &Event| match label(event) {
        Some((Label::Column(column), piece)) => {
            let words = key(&pieces[piece].raw);
            let length = words.chars().count();
            let is_label = |label: &&str| words.ends_with(&key(label)) && length <= label.chars().count() + 2;
            Table::Section20.columns()[column].labels.iter().any(is_label)
        }
        _ => false,
    };
    last.is_some_and(|last| {
        alone(&events[last]) && events.iter().all(|event| pieces[event.piece()].column.is_none())
    })
}

/// The runs of rows between headers.
fn boxes(table: Table, events: &[Event]) -> Vec<Range<usize>> {
    let heads = |event: &Event| match label(event) {
        Some((Label::Column(_) | Label::Header, _)) => true,
        Some((Label::Group, _)) => table == Table::Section20,
        _ => false,
    };
    let mut boxes = Vec::new();
    let mut start = 0;
    for index in 0..=events.len() {
        if events.get(index).is_none_or(heads) {
            boxes.push(start..index);
            start = index + 1;
        }
    }
    boxes.retain(|rows| events[rows.clone()].iter().any(|event| row(event).is_some()));
    boxes
}

fn row(event: &Event) -> Option<usize> {
    match label(event)? {
        (Label::Row(row) | Label::Either { row, .. }, _) => Some(row),
        _ => None,
    }
}

/// Whether an event is a value; the numeral of a label that was left over is none.
fn is_value(event: &Event) -> bool {
    matches!(event, Event::Value { raw, .. } if !raw.ends_with('.'))
}

fn width(table: Table, edition: Edition, row: usize) -> usize {
    table.printed_columns(&table.rows()[row], edition).len()
}

/// Whether a row of numbers stands before the first label of running text and none behind the last.
fn is_turned(table: Table, edition: Edition, pieces: &[Piece], events: &[Event]) -> bool {
    let Some((first, row)) = events.iter().enumerate().find_map(|(at, event)| Some((at, row(event)?))) else {
        return false;
    };
    let last = events.iter().rposition(|event| self::row(event).is_some()).unwrap_or(first);
    let before = events[..first].iter().filter(|event| is_value(event)).count();
    before == width(table, edition, row)
        && before > 0
        && !events[last..].iter().any(is_value)
        && events.iter().all(|event| pieces[event.piece()].column.is_none())
}

/// The values of each label: those before it, or behind it where none are left. `None` where a label has none or values are left.
fn rows_of(table: Table, edition: Edition, events: &[Event]) -> Option<Rows> {
    let mut waiting: Vec<usize> = Vec::new();
    let mut rows = Rows::new();
    let mut index = 0;
    while index < events.len() {
        if let Some(row) = row(&events[index]) {
            let behind = (index + 1..events.len()).take_while(|at| self::row(&events[*at]).is_none());
            let behind: Vec<usize> = behind.filter(|at| is_value(&events[*at])).collect();
            let width = width(table, edition, row);
            let own = if waiting.is_empty() {
                if behind.len() < width {
                    return None;
                }
                waiting = behind[width..].to_vec();
                behind[..width].to_vec()
            } else {
                std::mem::replace(&mut waiting, behind)
            };
            if own.len() != width {
                return None;
            }
            rows.push((index, own));
        } else if is_value(&events[index]) && rows.is_empty() {
            waiting.push(index);
        }
        index += 1;
    }
    waiting.is_empty().then_some(rows)
}

/// Whether first and second item are third and fourth in every column: rows set against the wrong labels are not.
fn balances(rows: &Rows, events: &[Event]) -> bool {
    let definitions = Table::Applications.rows();
    let number = |at: &usize| match &events[*at] {
        Event::Value { raw, .. } => solve::number(Some(raw)),
        _ => None,
    };
    let known: HashMap<&str, Vec<Option<i64>>> = rows
        .iter()
        .filter_map(|(at, values)| {
            Some((definitions[row(&events[*at])?].code, values.iter().map(number).collect()))
        })
        .collect();
    let item =
        |code: &str, column: usize| known.get(code).and_then(|values| values.get(column).copied().flatten());
    (0..Table::Applications.columns().len()).all(|column| {
        let sum = |one: &str, other: &str| Some(item(one, column)? + item(other, column)?);
        let came = sum("received_new", "carried_in");
        came.is_some() && came == sum("outcome_total", "carried_out")
    })
}

/// The events of a box with each row's values behind its label.
fn in_order<'a>(events: &'a [Event], rows: &'a Rows) -> impl Iterator<Item = Event> + 'a {
    let own = |index: usize| rows.iter().find(|(at, _)| *at == index).map_or(&[][..], |(_, values)| values);
    events.iter().enumerate().filter(|(_, event)| !is_value(event)).flat_map(move |(index, event)| {
        std::iter::once(event).chain(own(index).iter().map(|at| &events[*at])).cloned()
    })
}
