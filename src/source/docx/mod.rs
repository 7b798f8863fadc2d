//! Word documents (docx, docm, and wps that is docx): paragraphs and tables with merged cells spread out.
//!
//! Text boxes stand in front of the paragraph that holds them. Headers, footers, notes, deleted and hidden text
//! and field codes are left out, digits in white where nothing is filled behind them are set apart.

mod fields;
mod ground;
mod lists;
mod styles;
pub mod xml;

use super::Unreadable;
use super::builder::PICTURE;
use super::flow::Flow;
use super::marked::SHIFT;
use super::numbering::{Numbered, Numbering};
use super::ordinal::in_front;
use super::package::{Kind, Package, Relation, attribute, broken, empty, kind, local, referred};
use super::seen::Seen;
use super::white::{has_digits, says_white};
use crate::document::Document;
use fields::Fields;
use ground::Ground;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use styles::{Styles, is_off};

/// Media type of the format.
pub(super) const MEDIA_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// Whether bytes are a zip container with a Word document in it.
pub(super) fn looks_like(seen: &Seen) -> bool {
    seen.package == Some(Kind::Word)
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
    let numbering = part("/numbering")?.map(|xml| lists::read(&xml)).unwrap_or_default();
    let xml = package.needed(&main)?;
    let mut body = Body { styles, numbering, ..Body::default() };
    body.read(&xml, |id| chunk(&mut package, &relations, id))?;
    body.finish()
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
    /// Text of paragraphs whose marks are deleted, so that they run on into the next.
    before: String,
    styles: Styles,
    numbering: Numbering,
    fields: Fields,
    ground: Ground,
    /// Elements within one that prints nothing.
    skipped: usize,
    in_text: bool,
    in_row_properties: bool,
    in_paragraph_properties: bool,
}

/// An open paragraph.
#[derive(Default)]
struct Paragraph {
    text: String,
    style: String,
    numbered: Numbered,
    /// Its number where the file states it as printed.
    number: Option<String>,
    run: Run,
    runs_on: bool,
}

/// How the text of the open run is shown.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "the format states each by itself")]
struct Run {
    hidden: bool,
    struck: bool,
    /// Raised or lowered: a footnote's mark, no digit of the number before it.
    raised: bool,
    shifted: bool,
    white: bool,
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
                    let name = known_name(local(qualified.as_ref()), &element);
                    if self.skipped > 0 || is_skipped(name) {
                        self.pass(name, &element);
                        self.skipped += 1;
                    } else if name == "altChunk" {
                        self.chunk(&element, &mut chunk)?;
                        self.skipped += 1;
                    } else {
                        self.open(name, &element)?;
                        self.in_text = name == "t";
                    }
                }
                Event::Empty(element) => {
                    let qualified = element.name();
                    let name = known_name(local(qualified.as_ref()), &element);
                    self.pass(name, &element);
                    if name == "altChunk" && self.skipped == 0 {
                        self.chunk(&element, &mut chunk)?;
                    } else if self.skipped == 0 {
                        self.open(name, &element)?;
                        self.close(name)?;
                    }
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
                    self.print(&referred(&reference));
                }
                _ => {}
            }
        }
    }

    fn print(&mut self, text: &str) {
        let Paragraph { run, text: paragraph, .. } = &mut self.paragraph;
        if run.hidden || run.struck || self.fields.in_code() {
            return;
        }
        let unseen = run.white && self.flow.in_table() && self.ground.is_bare() && has_digits(text);
        let raised = run.raised || run.shifted || unseen;
        if raised {
            paragraph.push('(');
        }
        paragraph.push_str(text);
        if raised {
            paragraph.push(')');
        }
    }

    /// Takes note of an element that prints nothing.
    fn pass(&mut self, name: &str, element: &BytesStart) {
        match name {
            "del" if self.in_row_properties => self.flow.delete_row(),
            "del" | "moveFrom" if self.in_paragraph_properties => self.paragraph.runs_on = true,
            "cellDel" => self.flow.delete_cell(),
            "OLEObject" => {
                let program = attribute(element, "ProgID").unwrap_or_default();
                self.flow.builder().embedded(&program);
            }
            "subDoc" => self.flow.builder().embedded("subDoc"),
            _ => {}
        }
    }

    /// Adds a file that is embedded as part of the text.
    fn chunk(
        &mut self,
        element: &BytesStart,
        chunk: &mut impl FnMut(&str) -> Result<Option<Document>, Unreadable>,
    ) -> Result<(), Unreadable> {
        match chunk(&attribute(element, "id").unwrap_or_default())? {
            Some(document) => self.flow.append(document),
            None => self.flow.builder().embedded("altChunk"),
        }
        Ok(())
    }

    /// Ends text that runs on into no paragraph.
    fn flush(&mut self) {
        if !self.before.is_empty() {
            let text = std::mem::take(&mut self.before);
            self.flow.paragraph(text);
        }
    }

    fn open(&mut self, name: &str, element: &BytesStart) -> Result<(), Unreadable> {
        let value = || attribute(element, "val").unwrap_or_default();
        let number = || value().trim().parse().unwrap_or(1usize).max(1);
        self.ground.open(name, element, &self.styles);
        match name {
            "p" => self.paragraph = Paragraph::default(),
            "pStyle" => {
                self.paragraph.style = value();
                self.paragraph.numbered = self.styles.numbered(&self.paragraph.style);
            }
            "numId" | "ilvl" => lists::note(&mut self.paragraph.numbered, name, element),
            // Word 2003 states the number that it printed.
            "t" => self.paragraph.number = attribute(element, "val").or(self.paragraph.number.take()),
            "pPr" => self.in_paragraph_properties = true,
            "fldChar" => self.fields.mark(&attribute(element, "fldCharType").unwrap_or_default()),
            "ddList" | "result" | "default" | "listEntry" => self.fields.choice(name, value()),
            "r" => {
                let style = &self.paragraph.style;
                let (hidden, white) =
                    (self.styles.hides(style), self.styles.is_white(style).unwrap_or(false));
                self.paragraph.run = Run { hidden, white, ..Run::default() };
            }
            "rStyle" => {
                self.paragraph.run.hidden |= self.styles.hides(&value());
                self.paragraph.run.raised |= self.styles.raises(&value());
                self.paragraph.run.white = self.styles.is_white(&value()).unwrap_or(self.paragraph.run.white);
            }
            "hidden" if self.in_row_properties && !is_off(element) => self.flow.delete_row(),
            // A picture is no part of the number beside it.
            "inline" | "imagedata" if self.flow.in_table() => self.print(PICTURE),
            "vanish" => self.paragraph.run.hidden = !is_off(element),
            "strike" | "dstrike" => self.paragraph.run.struck |= !is_off(element),
            "color" => self.paragraph.run.white = says_white(&value()).unwrap_or(false),
            "vertAlign" => self.paragraph.run.raised = value() != "baseline",
            "position" => {
                let by: i32 = value().trim().parse().unwrap_or(0);
                self.paragraph.run.shifted = by.unsigned_abs() >= u32::from(SHIFT);
            }
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
            "tbl" => {
                self.flush();
                self.flow.open_table()?;
            }
            // Of a formula: a raised number, a denominator.
            "sup" | "sub" | "den" => self.print("("),
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
            "cellMerge" => {
                let continues = attribute(element, "vMerge").is_some_and(|merge| merge == "cont");
                if let Some(cell) = self.flow.cell() {
                    cell.continues = continues;
                }
            }
            "hMerge" | "hmerge" if value() != "restart" => self.flow.join_cell(),
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), Unreadable> {
        self.ground.close(name);
        match name {
            "p" => {
                let paragraph = std::mem::take(&mut self.paragraph);
                self.fields.end_paragraph();
                self.before.push_str(&paragraph.text);
                if !paragraph.runs_on {
                    let number = self.numbering.next(&paragraph.numbered, &paragraph.style);
                    let number = number.or(paragraph.number).unwrap_or_default();
                    self.flow.paragraph(in_front(&number, &std::mem::take(&mut self.before)));
                }
            }
            "pPr" => self.in_paragraph_properties = false,
            "sup" | "sub" | "den" => self.print(")"),
            "ddList" => {
                if let Some(chosen) = self.fields.chosen() {
                    self.paragraph.text.push_str(&chosen);
                }
            }
            "txbxContent" => {
                self.flush();
                self.paragraph = self.around.pop().unwrap_or_default();
            }
            "trPr" => self.in_row_properties = false,
            "tc" => {
                self.flush();
                self.flow.close_cell(1)?;
            }
            "tr" => self.flow.close_row(1)?,
            "tbl" => self.flow.close_table(),
            _ => {}
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Document, Unreadable> {
        self.flush();
        let last = std::mem::take(&mut self.paragraph.text);
        self.flow.paragraph(last);
        let document = self.flow.finish(None);
        if document.blocks.is_empty() { Err(empty()) } else { Ok(document) }
    }
}

/// The name that an element of Word 2003 has since: changes and comments were of one name.
fn known_name<'a>(name: &'a str, element: &BytesStart) -> &'a str {
    if name != "annotation" {
        return name;
    }
    match attribute(element, "type").as_deref() {
        Some("Word.Deletion") => "del",
        Some("Word.Comment") => "comment",
        _ => name,
    }
}

/// Parts that print nothing in the body: moved and deleted text, earlier properties, the second copy of a drawing, and what
/// Word 2003 keeps beside the body.
fn is_skipped(name: &str) -> bool {
    matches!(
        name,
        "Fallback"
            | "moveFrom"
            | "del"
            | "comment"
            | "hdr"
            | "ftr"
            | "footnote"
            | "endnote"
            | "styles"
            | "lists"
            | "docPr"
            | "tabs"
            | "sdtPr"
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
