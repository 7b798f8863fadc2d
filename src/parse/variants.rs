//! Labels with a slip of the pen or a local wording: taken for the row that their place and their words leave.

use super::events::Event;
use super::labels::Label;
use super::pieces::Piece;
use crate::form::Table;
use crate::normalize::key;
use crate::report::Problem;

/// How alike a wording must be to the official label: two slips in a label of six characters.
const ALIKE: f64 = 0.6;

/// Fewest ideographs of a label that may be misprinted: shorter ones are too easily something else.
const SHORTEST: usize = 4;

/// Turns foreign texts into labels of rows that are printed nowhere else and belong between their neighbours.
pub(super) fn resolve(table: Table, pieces: &[Piece], events: &mut [Event], problems: &mut Vec<Problem>) {
    let rows = table.rows();
    let printed = |event: &Event| match event {
        Event::Label { label: Label::Row(row) | Label::Either { row, .. }, .. } => Some(*row),
        _ => None,
    };
    for index in 0..events.len() {
        let Event::Foreign { text, piece } = &events[index] else { continue };
        let words = key(text);
        let followed = matches!(events.get(index + 1), Some(Event::Value { .. }));
        if words.chars().count() < SHORTEST || !followed {
            continue;
        }
        let before = events[..index].iter().rev().find_map(printed);
        let after = events[index..].iter().find_map(printed);
        let missing = (before.map_or(0, |row| row + 1)..after.unwrap_or(rows.len()))
            .filter(|row| !events.iter().any(|event| printed(event) == Some(*row)));
        let missing: Vec<usize> = missing.collect();
        let likest = |words: &str| {
            let alike = |row: &usize| {
                let labels = rows[*row].labels.iter();
                labels.map(|label| strsim::normalized_levenshtein(&key(label), words)).fold(0.0, f64::max)
            };
            let mut all: Vec<(usize, f64)> = missing.iter().map(|row| (*row, alike(row))).collect();
            all.sort_by(|one, other| other.1.total_cmp(&one.1));
            // Words that two labels share tell neither.
            let shared = all.get(1).is_some_and(|second| second.1 >= all[0].1);
            all.first().copied().filter(|(_, likeness)| *likeness >= ALIKE && !shared)
        };
        let above = match index.checked_sub(1).map(|above| &events[above]) {
            Some(Event::Foreign { text, .. }) => Some(text),
            _ => None,
        };
        let with_above = || likest(&format!("{}{words}", key(above?)));
        if let Some((row, _)) = likest(&words).or_else(with_above) {
            problems.push(Problem {
                code: "label_variant",
                line: pieces[*piece].line,
                message: format!(
                    "“{text}”按所在位置读作“{}” / “{text}” is read as “{}” by its place",
                    rows[row].zh, rows[row].en
                ),
            });
            events[index] = Event::Label { label: Label::Row(row), piece: *piece };
        }
    }
}
