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
        let alike = |row: usize| {
            let labels =
                rows[row].labels.iter().map(|label| strsim::normalized_levenshtein(&key(label), &words));
            labels.fold(0.0, f64::max)
        };
        let best = missing.map(|row| (row, alike(row))).max_by(|one, other| one.1.total_cmp(&other.1));
        if let Some((row, likeness)) = best
            && likeness >= ALIKE
        {
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
