//! What is filled behind the text of a Word document: white print is seen there alone.

use super::styles::Styles;
use crate::source::package::attribute;
use crate::source::white::says_white;
use quick_xml::events::BytesStart;

/// The open tables, cells, boxes, paragraph and run, and whether each is filled.
#[derive(Default)]
pub(super) struct Ground {
    page: bool,
    around: Vec<bool>,
    paragraph: bool,
    run: bool,
    properties: Properties,
}

/// Whose properties are being read.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Properties {
    #[default]
    Around,
    Paragraph,
    Run,
}

impl Ground {
    /// Takes note of an element that opens.
    pub(super) fn open(&mut self, name: &str, element: &BytesStart, styles: &Styles) {
        let styled = || attribute(element, "val").is_some_and(|id| styles.fills(&id));
        match name {
            "background" => self.page |= is_dark(element, "color"),
            "tbl" | "tc" => self.around.push(false),
            // A box may be filled by what is drawn around it.
            "txbxContent" => self.around.push(true),
            "p" => self.paragraph = false,
            "r" => self.run = false,
            "tblPr" | "tblPrEx" | "tcPr" => self.properties = Properties::Around,
            "pPr" => self.properties = Properties::Paragraph,
            "rPr" => self.properties = Properties::Run,
            "tblStyle" if styled() => self.fill(),
            "pStyle" => self.paragraph |= styled(),
            "rStyle" => self.run |= styled(),
            "shd" if fills(element) => self.fill(),
            "highlight" => self.run |= attribute(element, "val").is_some_and(|color| color != "none"),
            _ => {}
        }
    }

    /// Takes note of an element that closes.
    pub(super) fn close(&mut self, name: &str) {
        if matches!(name, "tbl" | "tc" | "txbxContent") {
            self.around.pop();
        }
    }

    fn fill(&mut self) {
        match self.properties {
            Properties::Around => {
                if let Some(innermost) = self.around.last_mut() {
                    *innermost = true;
                }
            }
            Properties::Paragraph => self.paragraph = true,
            Properties::Run => self.run = true,
        }
    }

    /// Whether nothing is filled behind the open run.
    pub(super) fn is_bare(&self) -> bool {
        !(self.page || self.paragraph || self.run || self.around.contains(&true))
    }
}

/// Whether shading shows white print.
pub(super) fn fills(shading: &BytesStart) -> bool {
    let patterned =
        attribute(shading, "val").is_some_and(|pattern| !matches!(pattern.as_str(), "clear" | "nil"));
    patterned || is_dark(shading, "fill")
}

/// Whether an attribute states a colour other than white.
fn is_dark(element: &BytesStart, name: &str) -> bool {
    attribute(element, name).is_some_and(|color| says_white(&color) == Some(false))
}
