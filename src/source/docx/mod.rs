//! Word documents (docx, docm, and wps that is docx): paragraphs and tables with merged cells spread out.
//!
//! Text boxes stand in front of the paragraph that holds them. Headers, footers, notes, deleted and hidden text
//! and field codes are left out.

mod numbering;
mod styles;

use super::Unreadable;
use super::flow::Flow;
use super::package::{Package, Relation, attribute, broken, empty, kind, local};
use crate::document::Document;
use numbering::{Numbered, Numbering};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use styles::{Styles, is_off};

/// Media type of the format.
pub(super) const MEDIA_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// Whether bytes are a zip container with a Word document in it.
pub(super) fn looks_like(bytes: &[u8]) -> bool {
    kind(bytes) == Some(super::package::Kind::Word)
}

/// Reads a docx file.
///
/// # Errors
/// [`Unreadable`] where the container or its main part is damaged or unpacks beyond the limit.
pub fn read(bytes: &[u8]) -> Result<Document, Unreadable> {
    let mut package = Package::open(bytes, "docx")?;
    let main = package.main_part()?;
    let relations = package.relations(&main)?;
    let target = |kind: &str| relations.iter().find(|relation| relation.kind.ends_with(kind));
    let mut part = |kind: &str| match target(kind) {
        Some(relation) => package.xml(&relation.target),
        None => Ok(None),
    };
    let styles = part("/styles")?.map(|xml| Styles::read(&xml)).unwrap_or_default();
    let numbering = part("/numbering")?.map(|xml| Numbering::read(&xml)).unwrap_or_default();
    let xml = package.needed(&main)?;
    let mut body = Body { styles, numbering, ..Body::default() };
    body.read(&xml, |id| chunk(&mut package, &relations, id))?;
    let document = body.finish();
    if document.blocks.is_empty() { Err(empty()) } else { Ok(document) }
}

/// A file of another format that is embedded as part of the text.
fn chunk(package: &mut Package, relations: &[Relation], id: &str) -> Result<Option<Document>, Unreadable> {
    let Some(relation) = relations.iter().find(|relation| relation.id == id) else { return Ok(None) };
    let Some(bytes) = package.part(&relation.target)? else { return Ok(None) };
    if kind(&bytes).is_some() {
        let message =
            "文件内嵌另一份文档，请合并后重新保存 / the file embeds another document; save them as one";
        return Err(Unreadable { code: "embedded_document", message: message.into() });
    }
    super::read(&relation.target, &bytes).map(Some)
}

/// The text being read.
#[derive(Default)]
struct Body {
    flow: Flow,
    paragraph: Paragraph,
    /// Paragraphs that hold the open text boxes.
    around: Vec<Paragraph>,
    styles: Styles,
    numbering: Numbering,
    /// Elements within one that prints nothing.
    skipped: usize,
    in_text: bool,
    in_row_properties: bool,
}

/// An open paragraph.
#[derive(Default)]
struct Paragraph {
    text: String,
    style: String,
    numbered: Numbered,
    run: Run,
}

/// How the text of the open run is shown.
#[derive(Default)]
struct Run {
    hidden: bool,
    struck: bool,
    /// Raised or lowered: a footnote's mark, no digit of the number before it.
    raised: bool,
}

impl Body {
    fn read(
        &mut self,
        xml: &str,
        mut chunk: impl FnMut(&str) -> Result<Option<Document>, Unreadable>,
    ) -> Result<(), Unreadable> {
        let mut reader = Reader::from_str(xml);
        loop {
            match reader.read_event().map_err(|error| broken("docx", &error.to_string()))? {
                Event::Eof => return Ok(()),
                Event::Start(element) => {
                    let qualified = element.name();
                    let name = local(qualified.as_ref());
                    if self.skipped > 0 || is_skipped(name) {
                        self.mark_deleted(name);
                        self.skipped += 1;
                    } else {
                        self.open(name, &element)?;
                        self.in_text = name == "t";
                    }
                }
                Event::Empty(element) if self.skipped == 0 => {
                    let qualified = element.name();
                    let name = local(qualified.as_ref());
                    if name == "altChunk" {
                        let id = attribute(&element, "id").unwrap_or_default();
                        if let Some(document) = chunk(&id)? {
                            self.flow.append(document);
                        }
                        continue;
                    }
                    self.mark_deleted(name);
                    self.open(name, &element)?;
                    self.close(name)?;
                }
                Event::End(element) => {
                    if self.skipped > 0 {
                        self.skipped -= 1;
                    } else {
                        self.in_text = false;
                        self.close(local(element.name().as_ref()))?;
                    }
                }
                Event::Text(text) if self.in_text && self.skipped == 0 => self.print(&text),
                Event::CData(text) if self.in_text && self.skipped == 0 => self.print(&text),
                Event::GeneralRef(reference) if self.in_text && self.skipped == 0 => {
                    let known = quick_xml::escape::resolve_predefined_entity(&reference);
                    match reference.resolve_char_ref() {
                        Ok(Some(c)) => self.print(c.encode_utf8(&mut [0; 4])),
                        // What an entity stands for is not looked up; that something stands there is kept.
                        _ => self.print(known.unwrap_or("\u{fffd}")),
                    }
                }
                _ => {}
            }
        }
    }

    fn print(&mut self, text: &str) {
        let Paragraph { run, text: paragraph, .. } = &mut self.paragraph;
        if run.hidden || run.struck {
            return;
        }
        if run.raised {
            paragraph.push('(');
        }
        paragraph.push_str(text);
        if run.raised {
            paragraph.push(')');
        }
    }

    fn mark_deleted(&mut self, name: &str) {
        match name {
            "del" if self.in_row_properties => self.flow.delete_row(),
            "cellDel" => self.flow.delete_cell(),
            _ => {}
        }
    }

    fn open(&mut self, name: &str, element: &BytesStart) -> Result<(), Unreadable> {
        let value = || attribute(element, "val").unwrap_or_default();
        let number = || value().trim().parse().unwrap_or(1usize).max(1);
        match name {
            "p" => self.paragraph = Paragraph::default(),
            "pStyle" => {
                self.paragraph.style = value();
                self.paragraph.numbered = self.styles.numbered(&self.paragraph.style);
            }
            "numId" | "ilvl" => self.paragraph.numbered.note(name, element),
            "r" => {
                let hidden = self.styles.hides(&self.paragraph.style);
                self.paragraph.run = Run { hidden, ..Run::default() };
            }
            "rStyle" => self.paragraph.run.hidden |= self.styles.hides(&value()),
            "vanish" => self.paragraph.run.hidden = !is_off(element),
            "strike" | "dstrike" => self.paragraph.run.struck |= !is_off(element),
            "vertAlign" => self.paragraph.run.raised = value() != "baseline",
            "tab" | "ptab" => self.print(if self.flow.in_table() { " " } else { "\t" }),
            "br" | "cr" => self.print("\n"),
            "noBreakHyphen" => self.print("-"),
            // A sign of a font of signs: what it shows is not known, that something is there is.
            "sym" => self.print("□"),
            "textpath" => {
                if let Some(text) = attribute(element, "string") {
                    self.flow.paragraph(text);
                }
            }
            "txbxContent" => self.around.push(std::mem::take(&mut self.paragraph)),
            "tbl" => self.flow.open_table()?,
            "trPr" => self.in_row_properties = true,
            "tc" => self.flow.open_cell(),
            "gridSpan" => {
                if let Some(cell) = self.flow.cell() {
                    cell.columns = number();
                }
            }
            "gridBefore" => self.flow.skip_places(number()),
            "vMerge" | "vmerge" => {
                if let Some(cell) = self.flow.cell() {
                    cell.continues = value() != "restart";
                }
            }
            "hMerge" | "hmerge" if value() != "restart" => self.flow.join_cell(),
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), Unreadable> {
        match name {
            "p" => {
                let paragraph = std::mem::take(&mut self.paragraph);
                let number = self.numbering.next(&paragraph.numbered, &paragraph.style);
                let text = numbered(number, paragraph.text);
                self.flow.paragraph(text);
            }
            "txbxContent" => self.paragraph = self.around.pop().unwrap_or_default(),
            "trPr" => self.in_row_properties = false,
            "tc" => self.flow.close_cell(1)?,
            "tr" => self.flow.close_row(1)?,
            "tbl" => self.flow.close_table(),
            _ => {}
        }
        Ok(())
    }

    fn finish(mut self) -> Document {
        let last = std::mem::take(&mut self.paragraph.text);
        self.flow.paragraph(last);
        self.flow.finish(None)
    }
}

/// A paragraph with its number in front; a space keeps the number from a number in the text.
fn numbered(number: Option<String>, text: String) -> String {
    match number {
        Some(number) if number.ends_with(['、', '）']) => number + &text,
        Some(number) => format!("{number} {text}"),
        None => text,
    }
}

/// Parts that print nothing in the body: moved and deleted text, earlier properties, the second copy of a drawing.
fn is_skipped(name: &str) -> bool {
    matches!(
        name,
        "Fallback"
            | "moveFrom"
            | "del"
            | "rt"
            | "instrText"
            | "object"
            | "rPrChange"
            | "pPrChange"
            | "tcPrChange"
            | "trPrChange"
            | "tblPrChange"
            | "tblPrExChange"
            | "sectPrChange"
    )
}
