//! Numbers that Word prints in front of paragraphs without their being in the text: 一、 （一） 1.
//!
//! Counts the paragraphs of lists, for docx and doc; how a file states its lists is the business of its reader.

use super::ordinal::counted;
use std::collections::HashMap;

/// Levels a list may have.
pub(super) const LEVELS: usize = 9;

/// What a paragraph or style says of its list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Numbered {
    /// Id of the list; `None` where nothing is said.
    pub(super) list: Option<String>,
    /// Its level from 0.
    pub(super) level: Option<usize>,
}

/// A level of a list: how its number looks.
#[derive(Clone, Debug)]
pub(super) struct Level {
    /// Format of the count, such as `chineseCounting`.
    pub(super) format: String,
    /// What is printed, `%1` standing for the count of the first level.
    pub(super) text: String,
    /// The first count.
    pub(super) start: u32,
    /// The style of paragraphs that belong to the level.
    pub(super) style: String,
    /// Whether the counts of all levels are printed in digits.
    pub(super) digits: bool,
}

impl Default for Level {
    fn default() -> Self {
        Self { format: String::new(), text: String::new(), start: 1, style: String::new(), digits: false }
    }
}

/// A list in use: the pattern it follows, levels that begin anew with it or look different in it.
#[derive(Debug, Default)]
pub(super) struct List {
    /// Id of the pattern.
    pub(super) pattern: String,
    /// Levels with the count at which they begin.
    pub(super) starts: Vec<(usize, u32)>,
    /// Levels of its own.
    pub(super) levels: HashMap<usize, Level>,
    begun: bool,
}

/// The lists of a document, and how far they have been counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    patterns: HashMap<String, Vec<Level>>,
    lists: HashMap<String, List>,
    counts: HashMap<String, [Option<u32>; LEVELS]>,
}

impl Numbering {
    /// A level of a pattern, to be filled in.
    pub(super) fn level(&mut self, pattern: &str, level: usize) -> Option<&mut Level> {
        let levels = self.patterns.entry(pattern.to_owned()).or_default();
        levels.resize_with(LEVELS, Level::default);
        levels.get_mut(level)
    }

    /// A list, to be filled in.
    pub(super) fn list(&mut self, id: &str) -> &mut List {
        self.lists.entry(id.to_owned()).or_default()
    }

    /// Counts a paragraph of a list and says what is printed in front of it; `style` is the paragraph's.
    pub(super) fn next(&mut self, numbered: &Numbered, style: &str) -> Option<String> {
        let list = self.lists.get_mut(numbered.list.as_ref()?)?;
        let levels = self.patterns.get(&list.pattern)?;
        let by_style = || levels.iter().position(|level| !style.is_empty() && level.style == style);
        let at = numbered.level.or_else(by_style).unwrap_or(0);
        let look = |at: usize| list.levels.get(&at).or_else(|| levels.get(at));
        let level = look(at)?;
        let counts = self.counts.entry(list.pattern.clone()).or_default();
        if !std::mem::replace(&mut list.begun, true) {
            for (level, start) in &list.starts {
                if let Some(count) = counts.get_mut(*level) {
                    *count = start.checked_sub(1);
                }
            }
        }
        let next = counts.get(at)?.map_or(level.start, |count| count.saturating_add(1));
        *counts.get_mut(at)? = Some(next);
        counts.iter_mut().skip(at + 1).for_each(|count| *count = None);
        if level.format == "bullet" {
            return None;
        }
        let mut printed = String::new();
        let mut signs = level.text.chars();
        while let Some(sign) = signs.next() {
            if sign != '%' {
                printed.push(sign);
                continue;
            }
            let Some(other) =
                signs.next().and_then(|c| c.to_digit(10)).and_then(|n| (n as usize).checked_sub(1))
            else {
                continue;
            };
            let (Some(count), Some(of)) = (counts.get(other), look(other)) else { continue };
            let format = if level.digits { "decimal" } else { &of.format };
            printed.push_str(&counted(format, count.unwrap_or(of.start)));
        }
        (!printed.is_empty()).then_some(printed)
    }
}
