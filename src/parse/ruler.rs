//! How wide tools take an ideograph to be that set columns apart with spaces: as two places, as terminals do, or as one.

use super::items::{Item, Kind};
use super::value::{Printed, printed};
use crate::normalize::is_space;
use std::collections::HashSet;
use unicode_width::UnicodeWidthChar;

/// A measure of places on a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ruler {
    /// Ideographs and full-width forms take two places.
    Display,
    /// Every character takes one.
    Characters,
}

impl Ruler {
    /// The ruler by which numbers stand in the fewest places, that of terminals where both are as good.
    pub(super) fn of<'a>(items: impl Iterator<Item = &'a Item>) -> Self {
        let lines: Vec<&str> = items
            .filter_map(|item| match &item.kind {
                Kind::Line(text) if text.contains("  ") => Some(text.as_str()),
                _ => None,
            })
            .collect();
        let places = |ruler: Ruler| {
            let numbers: Vec<_> = lines.iter().flat_map(|line| ruler.numbers(line)).collect();
            let distinct =
                |place: fn(&(usize, usize)) -> usize| numbers.iter().map(place).collect::<HashSet<_>>().len();
            // Columns are set by their beginnings, ends or centres.
            distinct(|(start, _)| *start)
                .min(distinct(|(_, end)| *end))
                .min(distinct(|(start, end)| start + end))
        };
        if places(Ruler::Characters) < places(Ruler::Display) { Ruler::Characters } else { Ruler::Display }
    }

    /// The one that it is not.
    pub(super) fn other(self) -> Ruler {
        if self == Ruler::Display { Ruler::Characters } else { Ruler::Display }
    }

    /// Places that a character takes.
    pub(super) fn width(self, c: char) -> usize {
        let width = c.width().unwrap_or(0);
        if self == Ruler::Characters { width.min(1) } else { width }
    }

    /// First and last place of each number of a line that begins with another word.
    fn numbers(self, line: &str) -> Vec<(usize, usize)> {
        let (mut column, mut found, mut labelled) = (0, Vec::new(), false);
        for word in line.split_inclusive(is_space) {
            let text = word.trim_end_matches(is_space);
            let end = column + text.chars().map(|c| self.width(c)).sum::<usize>();
            if !text.is_empty() {
                let value = matches!(printed(text), Printed::Number(..));
                if value && labelled {
                    found.push((column, end));
                }
                labelled |= !value;
            }
            column = end + word[text.len()..].chars().map(|c| self.width(c)).sum::<usize>();
        }
        found
    }
}
