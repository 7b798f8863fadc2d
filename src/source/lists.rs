//! Numbers that OpenDocument texts print in front of the items of lists without their being in the text.

use super::ordinal::{counted, in_front};
use super::package::attribute;
use quick_xml::events::BytesStart;
use std::collections::HashMap;

/// Levels a list may have.
const LEVELS: usize = 10;

/// Name under which the numbers of headings are kept; no style has it.
pub(super) const OUTLINE: &str = "\0";

/// The list styles of a text and the lists that are open.
#[derive(Default)]
pub(super) struct Lists {
    /// The style whose levels are being read.
    pub(super) style: String,
    styles: HashMap<String, Vec<Level>>,
    /// Names of the styles of open lists, the outermost first.
    open: Vec<String>,
    counts: HashMap<String, [u32; LEVELS]>,
    /// Whether the item has just begun, so that its number is still to be printed.
    due: bool,
}

/// How a level is numbered.
#[derive(Clone, Default)]
struct Level {
    format: &'static str,
    before: String,
    after: String,
    start: u32,
    /// How many levels print their counts, this one last.
    shown: usize,
}

impl Lists {
    /// Takes note of the look of a level.
    pub(super) fn level(&mut self, element: &BytesStart) {
        let value = |name: &str| attribute(element, name).unwrap_or_default();
        let number = value("level").parse().unwrap_or(1usize).clamp(1, LEVELS);
        let levels = self.styles.entry(self.style.clone()).or_default();
        levels.resize_with(levels.len().max(number), Level::default);
        let format = match value("num-format").chars().next() {
            None => "none",
            Some('一') => "chineseCounting",
            Some('①') => "decimalEnclosedCircle",
            Some('a') => "lowerLetter",
            Some('A') => "upperLetter",
            Some('i') => "lowerRoman",
            Some('I') => "upperRoman",
            Some(_) => "decimal",
        };
        if let Some(level) = levels.get_mut(number - 1) {
            let start = value("start-value").parse().unwrap_or(1);
            let shown = value("display-levels").parse().unwrap_or(1);
            *level = Level { format, before: value("num-prefix"), after: value("num-suffix"), start, shown };
        }
    }

    /// Opens a list, within the open one where there is one.
    pub(super) fn open(&mut self, style: &str, continued: &str, numbering: &str) {
        let style =
            if style.is_empty() { self.open.last().cloned().unwrap_or_default() } else { style.to_owned() };
        if self.open.is_empty() && continued.is_empty() && numbering != "true" {
            self.counts.remove(&style);
        }
        self.open.push(style);
    }

    /// Begins an item.
    pub(super) fn item(&mut self, start: &str) {
        let Some(style) = self.open.last().cloned() else { return };
        self.count(&style, self.open.len() - 1, start);
        self.due = true;
    }

    fn count(&mut self, style: &str, at: usize, start: &str) {
        let first = self.styles.get(style).and_then(|levels| levels.get(at)).map_or(1, |level| level.start);
        let counts = self.counts.entry(style.to_owned()).or_default();
        if let Some(count) = counts.get_mut(at) {
            let next = if *count == 0 { first } else { count.saturating_add(1) };
            *count = start.parse().unwrap_or(next);
        }
        counts.iter_mut().skip(at + 1).for_each(|count| *count = 0);
    }

    /// The number in front of the paragraph that begins; of a heading with its level in the outline.
    pub(super) fn number(&mut self, heading: Option<String>) -> String {
        let heading = heading.and_then(|level| level.parse::<usize>().ok()?.checked_sub(1));
        let (style, at) = match (std::mem::take(&mut self.due), heading) {
            (true, _) => (self.open.last().cloned().unwrap_or_default(), self.open.len().saturating_sub(1)),
            (false, Some(level)) if self.open.is_empty() => {
                self.count(OUTLINE, level, "");
                (OUTLINE.to_owned(), level)
            }
            _ => return String::new(),
        };
        let Some(levels) = self.styles.get(&style) else { return String::new() };
        let Some(level) = levels.get(at) else { return String::new() };
        let counts = self.counts.get(&style);
        let shown = (at + 1).saturating_sub(level.shown.max(1))..=at;
        let count = |at: usize| {
            let count = counts.and_then(|counts| counts.get(at)).copied().unwrap_or(1).max(1);
            levels.get(at).map(|level| counted(level.format, count)).filter(|count| !count.is_empty())
        };
        let counts: Vec<String> = shown.filter_map(count).collect();
        in_front(&format!("{}{}{}", level.before, counts.join("."), level.after), "")
    }

    /// Ends the open list.
    pub(super) fn close(&mut self) {
        self.open.pop();
        self.due = false;
    }
}
