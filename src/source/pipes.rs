//! Rows whose cells pipes set apart: with borders or without, on one line or several.

use super::text::Marked;
use crate::document::{GridCell, Text};
use crate::normalize::is_space;

/// The signs that stand between cells.
pub(super) const PIPES: [char; 4] = ['|', '｜', '│', '┃'];

/// Which ends of a pipe row are borders of its table; another pipe there stands behind or before a blank cell.
#[derive(Clone, Copy)]
pub(super) struct Border {
    left: bool,
    right: bool,
}

/// The borders of each line: of rows one below the other all have them, or none.
pub(super) fn borders(lines: &[&str]) -> Vec<Border> {
    let mut borders = Vec::with_capacity(lines.len());
    for run in lines.chunk_by(|one, next| one.contains(PIPES) == next.contains(PIPES)) {
        let rows = || {
            run.iter()
                .map(|line| line.trim_end_matches(is_space))
                .filter(|line| line.matches(PIPES).nth(2).is_some())
        };
        let border = Border {
            left: rows().all(|row| row.starts_with(PIPES)),
            right: rows().all(|row| row.ends_with(PIPES)),
        };
        borders.extend(std::iter::repeat_n(border, run.len()));
    }
    borders
}

/// Whether a line is a pipe and nothing else.
pub(super) fn is_pipe(line: &str) -> bool {
    line.trim_matches(is_space).strip_prefix(PIPES) == Some("")
}

/// Whether a pipe row printed over several lines begins here: a pipe alone, then an indented cell with its pipe.
pub(super) fn opens_row(lines: &[&str]) -> bool {
    lines.len() > 1
        && lines[0].starts_with(PIPES)
        && lines[0].chars().filter(|c| !is_space(*c)).count() == 1
        && lines[1].starts_with(is_space)
        && lines[1].trim_end_matches(is_space).ends_with(PIPES)
}

/// The cells of a pipe row printed over several lines, and how many lines it takes.
pub(super) fn row_over_lines(lines: &[&str], number: u32) -> (Vec<GridCell>, usize) {
    let mut row: Vec<GridCell> = Vec::new();
    let mut open = Text::default();
    let mut taken = 1;
    for line in &lines[1..] {
        if line.is_empty()
            || opens_row(&lines[taken..])
            || !line.starts_with(is_space) && !line.contains(PIPES)
        {
            break;
        }
        let parts: Vec<&str> = line.split(PIPES).collect();
        for (index, part) in parts.iter().enumerate() {
            let part = part.trim_matches(is_space);
            if open.text.is_empty() {
                open.line = number + taken as u32;
            }
            open.text.push_str(part);
            if index + 1 < parts.len() {
                row.push(GridCell { content: std::mem::take(&mut open), ..GridCell::default() });
            }
        }
        taken += 1;
    }
    (row, taken)
}

/// What a line with pipes is.
pub(super) fn pipes(line: &str, border: Border) -> Marked<'_> {
    let trimmed = line.trim_end_matches(is_space);
    let rule = |cell: &str| {
        let cell = cell.trim_matches(is_space);
        let dashes = cell.trim_matches([':', '+']);
        // With the colons that align a column one is enough; alone it is a value.
        let enough = if dashes.len() < cell.len() { 1 } else { 3 };
        dashes.chars().count() >= enough && dashes.chars().all(|c| matches!(c, '-' | '=' | '─' | '┼' | '+'))
    };
    if trimmed.trim_matches(is_space).trim_matches(PIPES).split(PIPES).all(rule) {
        return Marked::Rule;
    }
    let bordered = border.left && trimmed.starts_with(PIPES);
    let content = trimmed.trim_end_matches(PIPES);
    let trailing = trimmed[content.len()..].chars().count();
    if trailing <= 2 && !content.contains(PIPES) {
        return Marked::Cell { text: content, row_ends: trailing == 2 };
    }
    let inner = if bordered { trimmed.strip_prefix(PIPES).unwrap_or(trimmed) } else { trimmed };
    let inner = if border.right { inner.strip_suffix(PIPES).unwrap_or(inner) } else { inner };
    Marked::Row { cells: inner.split(PIPES).collect(), bordered }
}
