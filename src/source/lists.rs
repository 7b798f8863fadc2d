//! Numbers that OpenDocument texts print in front of the items of lists without their being in the text.

use super::ordinal::counted;
use super::package::attribute;
use quick_xml::events::BytesStart;
use std::collections::HashMap;

/// Levels a list may have.
const LEVELS: usize = 10;

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
            *level = Level { format, before: value("num-prefix"), after: value("num-suffix"), start };
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
        let Some(style) = self.open.last() else { return };
        let at = self.open.len() - 1;
        let first = self.styles.get(style).and_then(|levels| levels.get(at)).map_or(1, |level| level.start);
        let counts = self.counts.entry(style.clone()).or_default();
        if let Some(count) = counts.get_mut(at) {
            let next = if *count == 0 { first } else { count.saturating_add(1) };
            *count = start.parse().unwrap_or(next);
        }
        counts.iter_mut().skip(at + 1).for_each(|count| *count = 0);
        self.due = true;
    }

    /// The number in front of the paragraph that begins.
    pub(super) fn number(&mut self) -> String {
        if !std::mem::take(&mut self.due) {
            return String::new();
        }
        let at = self.open.len().saturating_sub(1);
        let style = self.open.last().map(String::as_str).unwrap_or_default();
        let Some(level) = self.styles.get(style).and_then(|levels| levels.get(at)) else {
            return String::new();
        };
        let count = self.counts.get(style).and_then(|counts| counts.get(at)).copied().unwrap_or(1);
        let number = format!("{}{}{}", level.before, counted(level.format, count), level.after);
        if number.is_empty() || number.ends_with(['、', '）']) { number } else { number + " " }
    }

    /// Ends the open list.
    pub(super) fn close(&mut self) {
        self.open.pop();
        self.due = false;
    }
}
