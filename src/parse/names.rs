//! Events that look like others: 其他 and 总计, which name a row and a column, and the numbers of a column that counts the rows.

use super::events::Event;
use super::labels::Label;
use super::pieces::Piece;
use crate::form::Table;

/// Decides which 其他 and 总计 are rows and which are columns, and whether （六）其他处理 is a row.
pub(super) fn resolve(events: &mut [Event]) {
    let rows = Table::Applications.rows();
    let position = |code: &str| rows.iter().position(|row| row.code == code);
    let other_handling = position("other_handling");
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
                let again = named.contains(&column) && (!misc || in_other);
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
            Label::Row(row) if Some(row) == other_handling => {
                in_header = false;
                in_other = true;
                let subrow = |event: &Event| {
                    matches!(event, Event::Label { label: Label::Row(row) | Label::Either { row, .. }, .. }
                        if rows[*row].group == Some("other"))
                };
                let printed =
                    |event: &Event| matches!(event, Event::Value { raw, .. } if !raw.trim().is_empty());
                let next = events[index + 1..]
                    .iter()
                    .find(|event| printed(event) || matches!(event, Event::Label { .. }));
                let after = events[index + 1..].iter().any(subrow);
                if next.is_some_and(subrow) || (after && !next.is_some_and(printed)) {
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
        events[index] = Event::Label { label: becomes, piece };
    }
}

/// Takes out the numbers of a column that counts the rows: alone before the label of their printed row.
pub(super) fn drop_ordinals(events: &mut Vec<Event>, pieces: &[Piece]) {
    let mut last = 0;
    let mut ordinals = Vec::new();
    for (index, event) in events.iter().enumerate() {
        let Event::Label { label: Label::Row(_) | Label::Either { .. }, piece } = event else { continue };
        let own = |event: &Event| pieces[event.piece()].row == pieces[*piece].row;
        let before = events[..index].iter().enumerate().rev().take_while(|(_, event)| own(event));
        let printed: Vec<(usize, &Event)> = before
            .filter(|(_, event)| !matches!(event, Event::Value { raw, .. } if raw.trim().is_empty()))
            .filter(|(_, event)| !matches!(event, Event::Label { label: Label::Group, .. }))
            .take(2)
            .collect();
        let [(at, Event::Value { raw, piece: place, glued: false })] = printed.as_slice() else { continue };
        let Some(number) = raw.trim().parse::<u8>().ok().filter(|number| *number < 100) else { continue };
        // Outside a grid only numbers that count on are sure to be no values.
        if pieces[*place].column.is_some() || number == last + 1 {
            ordinals.push(*at);
            last = number;
        }
    }
    let mut index = 0;
    events.retain(|_| {
        index += 1;
        !ordinals.contains(&(index - 1))
    });
}
