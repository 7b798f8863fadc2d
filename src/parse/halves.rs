//! Labels cut by their own numbers: tools that print a page line by line set the numbers of a row between the lines of its label,
//! and words of the groups beside among them.

use super::events::Event;
use super::labels::{Label, row_keys};
use crate::form::{OUTCOME_GROUPS, OUTCOMES_HEADING, Table};
use crate::normalize::key;
use std::sync::LazyLock;

/// Parts on either side of the numbers among which those of a label are looked for.
const FARTHEST: usize = 8;

/// A label in parts: its row, the events that print it, those of group words between.
struct Found {
    row: usize,
    used: Vec<usize>,
    passed: Vec<usize>,
}

/// Sets each label of which parts stand before and behind its numbers before them.
pub(super) fn join(table: Table, events: &mut Vec<Event>) {
    let mut at = 0;
    while at < events.len() {
        let end = at + events[at..].iter().take_while(|event| event.is_printed()).count();
        if end == at {
            at += 1;
            continue;
        }
        let Some(found) = find(table, events, at, end) else {
            at = end;
            continue;
        };
        let piece = found.used.iter().map(|index| events[*index].piece()).min().unwrap_or_default();
        let mut taken: Vec<usize> = found.used.into_iter().chain(found.passed).collect();
        taken.sort_unstable();
        let before = taken.iter().filter(|index| **index < at).count();
        for index in taken.iter().rev() {
            events.remove(*index);
        }
        events.insert(at - before, Event::Label { label: Label::Row(found.row), piece });
        at = end - before + 1;
    }
}

/// A text without the ideograph that numbers it.
fn unnumbered(text: &str) -> &str {
    let rest = text.trim_start().strip_prefix(['一', '二', '三', '四']);
    rest.and_then(|rest| rest.strip_prefix(['、', '，', ',', '.'])).unwrap_or(text)
}

/// The words of a text that is no label; nothing of other events that labels may go on over, `None` where they end.
fn words(event: &Event) -> Option<String> {
    match event {
        Event::Foreign { text, .. } => Some(key(unnumbered(text))),
        Event::Label { label: Label::Group, .. } => Some(String::new()),
        value if value.is_blank() => Some(String::new()),
        _ => None,
    }
}

/// The label that the parts around a run of numbers print: of the rows between those around it.
fn find(table: Table, events: &[Event], at: usize, end: usize) -> Option<Found> {
    let part = |index: usize| words(&events[index]).map(|words| (index, words));
    let printed = |parts: &mut dyn Iterator<Item = (usize, String)>| -> Vec<(usize, String)> {
        parts.filter(|(_, words)| !words.is_empty()).take(FARTHEST).collect()
    };
    let mut before = printed(&mut (0..at).rev().map_while(part));
    before.reverse();
    let behind = printed(&mut (end..events.len()).map_while(part));
    if before.is_empty() || behind.is_empty() && before.len() < 2 {
        return None;
    }
    let row = |event: &Event| match event {
        Event::Label { label: Label::Row(row), .. } => Some(*row),
        _ => None,
    };
    let first = events[..at].iter().rev().find_map(row).map_or(0, |row| row + 1);
    let last = events[end..].iter().find_map(row).unwrap_or(table.rows().len());
    let labels = row_keys(table).iter().filter(|(row, _)| (first..last).contains(row));
    labels.into_iter().find_map(|(row, label)| {
        (0..before.len()).rev().find_map(|start| {
            let (index, own) = &before[start];
            let mut found = Found { row: *row, used: vec![*index], passed: Vec::new() };
            let rest = label.strip_prefix(own.as_str())?;
            consume(rest, &before[start + 1..], &behind, &mut found).then_some(found)
        })
    })
}

/// Whether the parts are the rest of a label, all those before the numbers and as many behind as it needs; words of groups may
/// stand between.
fn consume(rest: &str, before: &[(usize, String)], behind: &[(usize, String)], found: &mut Found) -> bool {
    if rest.is_empty() && before.is_empty() {
        return true;
    }
    let (part, before_next, behind_next) = match (before, behind) {
        ([part, rest @ ..], _) => (part, rest, behind),
        ([], [part, rest @ ..]) => (part, before, rest),
        ([], []) => return false,
    };
    let (index, words) = part;
    if let Some(rest) = rest.strip_prefix(words.as_str()) {
        found.used.push(*index);
        if consume(rest, before_next, behind_next, found) {
            return true;
        }
        found.used.pop();
    }
    if is_of_a_group(words) {
        found.passed.push(*index);
        if consume(rest, before_next, behind_next, found) {
            return true;
        }
        found.passed.pop();
    }
    false
}

/// Whether words are a part of what is printed beside the labels of rows.
fn is_of_a_group(words: &str) -> bool {
    static GROUPS: LazyLock<Vec<String>> = LazyLock::new(|| {
        OUTCOME_GROUPS.iter().map(|(_, zh, _)| key(zh)).chain([key(OUTCOMES_HEADING)]).collect()
    });
    GROUPS.iter().any(|group| group.contains(words))
}

#[cfg(test)]
mod tests {
    use super::{Event, Table, join};
    use crate::parse::labels::Label;

    /// Events from words: numbers are values, others foreign texts.
    #[track_caller]
    fn case(words: &str, expected: &str) {
        let event = |(piece, word): (usize, &str)| {
            if word.bytes().all(|b| b.is_ascii_digit()) {
                Event::Value { raw: word.into(), piece, glued: false }
            } else {
                Event::Foreign { text: word.into(), piece }
            }
        };
        let mut events: Vec<Event> = words.split(' ').enumerate().map(event).collect();
        join(Table::Applications, &mut events);
        let shown = events.iter().map(|event| match event {
            Event::Label { label: Label::Row(row), .. } => Table::Applications.rows()[*row].code.to_owned(),
            Event::Value { raw, .. } => raw.clone(),
            Event::Foreign { text, .. } => format!("<{text}>"),
            Event::Label { .. } => "-".to_owned(),
        });
        assert_eq!(shown.collect::<Vec<_>>().join(" "), expected);
    }

    #[test]
    fn a_label_goes_on_behind_its_numbers() {
        case(
            "1.属于国家 7 1 秘密 2.其他法律 行政法规禁 5 止公开",
            "withheld_state_secret 7 1 withheld_by_law 5",
        );
        case("2.没有 3 0 现成信 息需要 另行制 作", "unavailable_needs_creation 3 0");
        case("4.保护第三 99 方合法权益 公开", "withheld_third_party 99 <公开>");
        case(
            "1.属于国 不予公 家秘密 4 开 2.其他 5 法律行 政法规 禁止公 开",
            "withheld_state_secret 4 <开> withheld_by_law 5",
        );
        case("小计 3 秘密", "<小计> 3 <秘密>");
        case("2.重复 2 3.要求 5 申请", "<2.重复> 2 <3.要求> 5 <申请>");
    }
}
