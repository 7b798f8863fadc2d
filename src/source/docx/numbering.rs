//! Numbers that Word prints in front of paragraphs without their being in the text: 一、 （一） 1.

use crate::source::ordinal::counted;
use crate::source::package::{attribute, local};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::HashMap;

/// Levels a list may have.
const LEVELS: usize = 9;

/// What a paragraph or style says of its list.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbered {
    /// Id of the list, `0` for none; `None` where nothing is said.
    pub(super) list: Option<String>,
    level: Option<usize>,
}

impl Numbered {
    /// Takes note of an element of paragraph properties.
    pub(super) fn note(&mut self, name: &str, element: &BytesStart) {
        match name {
            "numId" => self.list = attribute(element, "val"),
            "ilvl" => self.level = attribute(element, "val").and_then(|level| level.trim().parse().ok()),
            _ => {}
        }
    }
}

/// A level of a list: how its number looks.
#[derive(Clone, Debug, Default)]
struct Level {
    format: String,
    text: String,
    start: u32,
    style: String,
}

/// A list in use: the pattern it follows and levels that begin anew with it.
#[derive(Default)]
struct List {
    pattern: String,
    starts: Vec<(usize, u32)>,
    begun: bool,
}

/// The lists of a document, and how far they have been counted.
#[derive(Default)]
pub(super) struct Numbering {
    patterns: HashMap<String, Vec<Level>>,
    lists: HashMap<String, List>,
    counts: HashMap<String, [Option<u32>; LEVELS]>,
}

impl Numbering {
    /// Reads `numbering.xml`; what is damaged there counts as not said.
    pub(super) fn read(xml: &str) -> Numbering {
        let mut reader = Reader::from_str(xml);
        let mut numbering = Numbering::default();
        let (mut pattern, mut list, mut level) = (String::new(), None::<String>, 0usize);
        while let Ok(event) = reader.read_event() {
            let (Event::Start(element) | Event::Empty(element)) = event else {
                if matches!(event, Event::Eof) {
                    break;
                }
                continue;
            };
            let value = || attribute(&element, "val").unwrap_or_default();
            let name = element.name();
            let name = local(name.as_ref());
            match name {
                "abstractNum" => {
                    pattern = attribute(&element, "abstractNumId").unwrap_or_default();
                    list = None;
                }
                "num" => {
                    let id = attribute(&element, "numId").unwrap_or_default();
                    numbering.lists.insert(id.clone(), List::default());
                    list = Some(id);
                }
                "lvl" | "lvlOverride" => {
                    let number = attribute(&element, "ilvl").and_then(|level| level.trim().parse().ok());
                    level = number.unwrap_or(0).min(LEVELS - 1);
                }
                _ => match list.as_ref().and_then(|id| numbering.lists.get_mut(id)) {
                    Some(list) if name == "abstractNumId" => list.pattern = value(),
                    Some(list) if name == "startOverride" => {
                        list.starts.push((level, value().trim().parse().unwrap_or(1)));
                    }
                    Some(_) => {}
                    None => {
                        let levels = numbering.patterns.entry(pattern.clone()).or_default();
                        levels.resize_with(LEVELS, || Level { start: 1, ..Level::default() });
                        let Some(level) = levels.get_mut(level) else { continue };
                        match name {
                            "start" => level.start = value().trim().parse().unwrap_or(1),
                            "numFmt" => level.format = value(),
                            "lvlText" => level.text = value(),
                            "pStyle" => level.style = value(),
                            _ => {}
                        }
                    }
                },
            }
        }
        numbering
    }

    /// Counts a paragraph of a list and says what is printed in front of it; `style` is the paragraph's.
    pub(super) fn next(&mut self, numbered: &Numbered, style: &str) -> Option<String> {
        let list = self.lists.get_mut(numbered.list.as_ref()?)?;
        let levels = self.patterns.get(&list.pattern)?;
        let by_style = || levels.iter().position(|level| !style.is_empty() && level.style == style);
        let at = numbered.level.or_else(by_style).unwrap_or(0);
        let level = levels.get(at)?;
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
            let (Some(count), Some(of)) = (counts.get(other), levels.get(other)) else { continue };
            printed.push_str(&counted(&of.format, count.unwrap_or(of.start)));
        }
        (!printed.is_empty()).then_some(printed)
    }
}

#[cfg(test)]
mod tests {
    use super::{Numbered, Numbering};

    #[test]
    fn levels_count_and_begin_anew() {
        let mut numbering = Numbering::read(
            r#"<w:numbering><w:abstractNum w:abstractNumId="7">
            <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
            <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
            </w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
            <w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num></w:numbering>"#,
        );
        let mut next = |list: &str, level| {
            numbering.next(&Numbered { list: Some(list.into()), level: Some(level) }, "").unwrap_or_default()
        };
        let printed = [next("1", 0), next("1", 1), next("1", 1), next("1", 0), next("1", 1), next("2", 0)];
        assert_eq!(printed, ["一、", "一.1", "一.2", "二、", "二.1", "一、"]);
        assert_eq!(next("0", 0), "");
    }
}
