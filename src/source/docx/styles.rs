//! What the named styles of a Word document say of its paragraphs and runs: hidden, raised, white, numbered.

use super::ground::fills;
use super::lists::note;
use crate::source::numbering::Numbered;
use crate::source::package::{attribute, local};
use crate::source::white::says_white;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::HashMap;

/// Styles that rest on styles, at most; a longer chain is a circle.
const CHAIN: usize = 16;

/// The styles of a document by their id.
#[derive(Default)]
pub(super) struct Styles(HashMap<String, Style>);

#[derive(Default)]
struct Style {
    based_on: String,
    hidden: Option<bool>,
    struck: Option<bool>,
    raised: Option<bool>,
    white: Option<bool>,
    filled: bool,
    numbered: Numbered,
}

impl Styles {
    /// Reads `styles.xml`; what is damaged there counts as not said.
    pub(super) fn read(xml: &str) -> Styles {
        let mut reader = Reader::from_str(xml);
        let mut styles = Styles::default();
        let (mut id, mut style) = (None::<String>, Style::default());
        while let Ok(event) = reader.read_event() {
            match event {
                Event::Eof => break,
                Event::Start(element) | Event::Empty(element) => match local(element.name().as_ref()) {
                    "style" => {
                        id = attribute(&element, "styleId");
                        style = Style::default();
                    }
                    "basedOn" => style.based_on = attribute(&element, "val").unwrap_or_default(),
                    "vanish" => style.hidden = Some(!is_off(&element)),
                    "strike" | "dstrike" => style.struck = Some(!is_off(&element)),
                    "vertAlign" => {
                        style.raised = Some(attribute(&element, "val").as_deref() != Some("baseline"));
                    }
                    "color" => {
                        style.white = attribute(&element, "val").map(|val| says_white(&val).unwrap_or(false));
                    }
                    "shd" => style.filled |= fills(&element),
                    name => note(&mut style.numbered, name, &element),
                },
                Event::End(element) if local(element.name().as_ref()) == "style" => {
                    if let Some(id) = id.take() {
                        styles.0.insert(id, std::mem::take(&mut style));
                    }
                }
                _ => {}
            }
        }
        styles
    }

    /// Whether text of a style is hidden or struck.
    pub(super) fn hides(&self, id: &str) -> bool {
        self.chain(id).find_map(|style| style.hidden).unwrap_or(false)
            || self.chain(id).find_map(|style| style.struck).unwrap_or(false)
    }

    /// Whether text of a style is raised or lowered.
    pub(super) fn raises(&self, id: &str) -> bool {
        self.chain(id).find_map(|style| style.raised).unwrap_or(false)
    }

    /// Whether text of a style is white, `None` where it says nothing of its colour.
    pub(super) fn is_white(&self, id: &str) -> Option<bool> {
        self.chain(id).find_map(|style| style.white)
    }

    /// Whether a style fills what stands behind its text, be it in some cells of a table.
    pub(super) fn fills(&self, id: &str) -> bool {
        self.chain(id).any(|style| style.filled)
    }

    /// How paragraphs of a style are numbered.
    pub(super) fn numbered(&self, id: &str) -> Numbered {
        let said = |style: &&Style| style.numbered.list.is_some();
        self.chain(id).find(said).map(|style| style.numbered.clone()).unwrap_or_default()
    }

    fn chain(&self, id: &str) -> impl Iterator<Item = &Style> {
        std::iter::successors(self.0.get(id), |style| self.0.get(&style.based_on)).take(CHAIN)
    }
}

/// Whether a property that is switched on by its presence is switched off by its value.
pub(super) fn is_off(element: &BytesStart) -> bool {
    attribute(element, "val").is_some_and(|value| matches!(value.as_str(), "0" | "false" | "off"))
}
