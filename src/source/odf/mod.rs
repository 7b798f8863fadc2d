//! OpenDocument: texts (odt, fodt) as paragraphs and tables, spreadsheets (ods, fods) as sheets.
//!
//! Both say what a cell prints, so nothing is formatted here. Deleted and hidden text, notes and comments are left out,
//! digits in white where nothing is filled behind them are set apart.

mod look;
mod row;

use super::Unreadable;
use super::builder::{Builder, PICTURE};
use super::flow::Flow;
use super::lists::{Lists, OUTLINE};
use super::ole::encrypted;
use super::package::{Kind, Package, attribute, broken, empty, referred};
use super::seen::Seen;
use super::sheet::{Sheet, UNCOMPUTED, lay_out};
use super::white::{has_digits, says_white};
use crate::document::Document;
use crate::limits::MAX_COLUMNS;
use look::Look;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use row::Row;
use std::collections::{HashMap, HashSet};

/// Media type of texts.
pub(super) const TEXT: &str = "application/vnd.oasis.opendocument.text";
/// Media type of spreadsheets.
pub(super) const SPREADSHEET: &str = "application/vnd.oasis.opendocument.spreadsheet";

const FORMAT: &str = "OpenDocument";

/// Whether bytes are an OpenDocument text, as a container or as one XML file.
pub(super) fn is_text(seen: &Seen) -> bool {
    seen.package == Some(Kind::OpenText) || is_flat(seen, TEXT)
}

/// Whether bytes are an OpenDocument spreadsheet, as a container or as one XML file.
pub(super) fn is_sheet(seen: &Seen) -> bool {
    seen.package == Some(Kind::OpenSheet) || is_flat(seen, SPREADSHEET)
}

fn is_flat(seen: &Seen, media_type: &str) -> bool {
    seen.head.contains("<office:document ") && seen.head.contains(media_type)
}

/// Reads an OpenDocument file.
///
/// # Errors
/// [`Unreadable`] where the container is damaged, encrypted or unpacks beyond the limit, or nothing is printed.
pub fn read(bytes: &[u8]) -> Result<Document, Unreadable> {
    let mut body = Body::default();
    if bytes.starts_with(b"PK") {
        let mut package = Package::open(bytes, FORMAT)?;
        let manifest = package.xml("META-INF/manifest.xml")?.unwrap_or_default();
        if manifest.contains("encryption-data") {
            return Err(encrypted());
        }
        let styles = package.xml("styles.xml")?.unwrap_or_default();
        let content = package.needed("content.xml")?;
        body.read(&styles)?;
        body.read(&content)?;
    } else {
        body.read(&super::charset::xml_text(bytes))?;
    }
    let document = body.finish()?;
    if document.blocks.is_empty() { Err(empty()) } else { Ok(document) }
}

/// What is being read: the text with its tables, or the sheets.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "elements of the format that are open, each by itself")]
struct Body {
    flow: Flow,
    sheets: Vec<Sheet>,
    /// The row of the open sheet, `None` outside of sheets.
    row: Option<Row>,
    in_sheets: bool,
    /// Paragraphs that are open, inner ones in text boxes.
    paragraphs: Vec<String>,
    /// Look of each open paragraph and span.
    looks: Vec<Look>,
    /// Whether the open tables, rows, cells and boxes are filled.
    grounds: Vec<bool>,
    /// Look of the open cell of a sheet, whose style is that of its text as well.
    cell_look: Look,
    styles: HashMap<String, Look>,
    /// The style whose properties are being read.
    style: String,
    lists: Lists,
    /// Elements within one that prints nothing.
    skipped: usize,
    hidden_paragraph: bool,
    /// The change that is listed, those that are deletions, and those of them that are open in the text.
    change: String,
    in_changes: bool,
    deletions: HashSet<String>,
    deleted: HashSet<String>,
    /// Whether text of the open row is deleted.
    row_changed: bool,
    /// How often the open cell and row are printed.
    cell_times: usize,
    row_times: usize,
}

impl Body {
    fn read(&mut self, xml: &str) -> Result<(), Unreadable> {
        let mut reader = Reader::from_str(xml);
        loop {
            match reader.read_event().map_err(|error| broken(FORMAT, &error.to_string()))? {
                Event::Eof => return Ok(()),
                Event::Start(element) => {
                    if self.skipped > 0 || self.skips(&element) {
                        self.skipped += 1;
                    } else {
                        self.open(&element)?;
                    }
                }
                Event::Empty(element) if self.skipped == 0 && !self.skips(&element) => {
                    self.open(&element)?;
                    self.close(element.name().as_ref())?;
                }
                Event::End(_) if self.skipped > 0 => self.skipped -= 1,
                Event::End(element) => self.close(element.name().as_ref())?,
                Event::Text(text) if self.skipped == 0 => self.collapsed(&text),
                Event::CData(text) if self.skipped == 0 => self.collapsed(&text),
                Event::GeneralRef(reference) if self.skipped == 0 => self.print(&referred(&reference)),
                _ => {}
            }
        }
    }

    /// Whether an element prints nothing of its own; a covered cell still takes its place in a sheet.
    fn skips(&mut self, element: &BytesStart) -> bool {
        let says = |name: &str, value: &str| attribute(element, name).is_some_and(|said| said == value);
        match element.name().as_ref() {
            "table:tracked-changes"
            | "text:note"
            | "office:annotation"
            | "text:ruby-text"
            | "office:forms"
            | "svg:title"
            | "svg:desc"
            | "office:master-styles"
            | "office:meta"
            | "office:settings"
            | "office:scripts"
            | "text:hidden-text"
            | "table:content-validations"
            | "text:insertion"
            | "text:format-change" => true,
            "text:p" | "text:h" => self.in_changes,
            "draw:object" | "draw:object-ole" | "draw:plugin" => {
                self.flow.builder().embedded(&attribute(element, "href").unwrap_or_default());
                true
            }
            "table:covered-table-cell" => {
                if let Some(row) = &mut self.row {
                    row.column = row.column.saturating_add(repeated(element, "number-columns-repeated"));
                }
                true
            }
            // What was deleted stands in the list of changes, what was in a table where it stood, between two marks.
            "text:deletion" => {
                self.deletions.insert(std::mem::take(&mut self.change));
                true
            }
            "text:section" => says("display", "none"),
            "table:table" => self.looks_of(element).hidden,
            _ => false,
        }
    }

    fn looks_of(&self, element: &BytesStart) -> Look {
        let style = attribute(element, "style-name").unwrap_or_default();
        self.styles.get(&style).copied().unwrap_or_default()
    }

    /// Adds text with its white space collapsed, as the format wants it.
    fn collapsed(&mut self, text: &str) {
        let Some(paragraph) = self.paragraphs.last() else { return };
        let mut collapsed = String::with_capacity(text.len());
        for c in text.chars() {
            if !matches!(c, ' ' | '\n' | '\r' | '\t') {
                collapsed.push(c);
            } else if !(collapsed.ends_with(' ') || collapsed.is_empty() && paragraph.ends_with([' ', '\n']))
            {
                collapsed.push(' ');
            }
        }
        self.print(&collapsed);
    }

    fn print(&mut self, text: &str) {
        let look = self.looks.last().copied().unwrap_or_default();
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        if look.hidden {
            return;
        }
        if !self.deleted.is_empty() {
            self.row_changed = true;
            return;
        }
        let bare = !look.filled && !self.grounds.contains(&true);
        let unseen =
            look.white == Some(true) && (self.flow.in_table() || self.in_sheets) && bare && has_digits(text);
        let apart = look.raised || unseen;
        if apart {
            paragraph.push('(');
        }
        paragraph.push_str(text);
        if apart {
            paragraph.push(')');
        }
    }

    fn open(&mut self, element: &BytesStart) -> Result<(), Unreadable> {
        let value = |name: &str| attribute(element, name).unwrap_or_default();
        if has_ground(element.name().as_ref()) {
            let boxed = element.name().as_ref() == "draw:text-box";
            self.grounds.push(boxed || self.looks_of(element).filled);
        }
        match element.name().as_ref() {
            "style:style" => {
                self.style = value("name");
                if let Some(look) = self.styles.get(&value("parent-style-name")).copied() {
                    self.styles.insert(self.style.clone(), look);
                }
            }
            "style:paragraph-properties" | "style:table-cell-properties" | "style:table-row-properties" => {
                let look = self.styles.entry(self.style.clone()).or_default();
                look.filled |= says_white(&value("background-color")) == Some(false);
            }
            "style:text-properties" | "style:table-properties" => {
                let look = self.styles.entry(self.style.clone()).or_default();
                let struck = !matches!(value("text-line-through-style").as_str(), "" | "none");
                look.hidden |= value("display") == "none" || value("display") == "false" || struck;
                let position = value("text-position");
                look.raised |= !position.is_empty() && !position.starts_with("0%");
                look.white = says_white(&value("color")).or(look.white);
                look.filled |= says_white(&value("background-color")) == Some(false);
            }
            "office:spreadsheet" => self.in_sheets = true,
            "text:p" | "text:h" => {
                let heading = element.name().as_ref() == "text:h" && value("is-list-header") != "true";
                self.paragraphs.push(self.lists.number(heading.then(|| value("outline-level"))));
                let look = self.looks_of(element).within(self.cell_look);
                // A paragraph of a sheet looks as its cell does.
                let plain = self.in_sheets && value("style-name").is_empty();
                self.looks.push(if plain { self.cell_look } else { look });
            }
            "text:span" => {
                let (inner, outer) = (self.looks_of(element), self.looks.last().copied().unwrap_or_default());
                self.looks.push(inner.within(outer));
            }
            "text:s" => {
                let spaces = value("c").parse().unwrap_or(1usize).min(MAX_COLUMNS);
                self.print(&" ".repeat(spaces));
            }
            "text:tab" => self.print(if self.flow.in_table() || self.in_sheets { " " } else { "\t" }),
            "text:line-break" => self.print("\n"),
            "text:tracked-changes" => self.in_changes = true,
            "text:changed-region" => self.change = value("id"),
            "text:change-start" if self.deletions.contains(&value("change-id")) => {
                self.deleted.insert(value("change-id"));
            }
            "text:change-end" => {
                self.deleted.remove(&value("change-id"));
            }
            // A picture is no part of the number beside it.
            "draw:image" if self.flow.in_table() => self.print(PICTURE),
            "text:hidden-paragraph" => self.hidden_paragraph |= value("is-hidden") == "true",
            "text:list" => {
                self.lists.open(&value("style-name"), &value("continue-list"), &value("continue-numbering"));
            }
            "text:list-item" => self.lists.item(&value("start-value")),
            "text:list-style" => self.lists.style = value("name"),
            "text:outline-style" => OUTLINE.clone_into(&mut self.lists.style),
            "text:list-level-style-number" | "text:outline-level-style" => self.lists.level(element),
            "table:table" if self.in_sheets => {
                self.sheets.push(Sheet { name: value("name"), ..Sheet::default() });
                self.row = Some(Row::default());
            }
            "table:table" => self.flow.open_table()?,
            "table:table-column" => self.column(element),
            "table:table-row" => {
                let hidden = !matches!(value("visibility").as_str(), "" | "visible");
                self.row_times = repeated(element, "number-rows-repeated") as usize;
                match &mut self.row {
                    Some(row) => row.hidden = hidden,
                    None if hidden => self.flow.delete_row(),
                    None => {}
                }
            }
            "table:table-cell" => {
                let columns = repeated(element, "number-columns-spanned");
                let rows = repeated(element, "number-rows-spanned");
                self.cell_times = repeated(element, "number-columns-repeated") as usize;
                self.cell_look = if self.in_sheets { self.looks_of(element) } else { Look::default() };
                if let (Some(row), Some(sheet)) = (&mut self.row, self.sheets.last_mut()) {
                    let uncomputed = !value("formula").is_empty() && value("value-type").is_empty();
                    let value = if uncomputed { UNCOMPUTED.to_owned() } else { value("value") };
                    row.open(value, columns, rows, sheet);
                } else {
                    self.flow.open_cell();
                    if let Some(cell) = self.flow.cell() {
                        (cell.columns, cell.rows) = (columns as usize, rows as usize);
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn column(&mut self, element: &BytesStart) {
        let (Some(row), Some(sheet)) = (&mut self.row, self.sheets.last_mut()) else { return };
        let times = repeated(element, "number-columns-repeated");
        let next = row.columns.saturating_add(times);
        if attribute(element, "visibility").is_some_and(|visibility| visibility != "visible") {
            sheet.hidden_columns.push((row.columns, next - 1));
        }
        row.columns = next;
    }

    fn close(&mut self, name: &str) -> Result<(), Unreadable> {
        if has_ground(name) {
            self.grounds.pop();
        }
        match name {
            "text:span" => {
                self.looks.pop();
            }
            "text:p" | "text:h" => {
                self.looks.pop();
                let mut text = self.paragraphs.pop().unwrap_or_default();
                if std::mem::take(&mut self.hidden_paragraph) {
                    text.clear();
                }
                match &mut self.row {
                    Some(row) => row.text.push_str(&(text + " ")),
                    None => self.flow.paragraph(text),
                }
            }
            "text:tracked-changes" => self.in_changes = false,
            "text:list" => self.lists.close(),
            "table:table-cell" => match &mut self.row {
                Some(row) => row.close_cell(self.cell_times as u32)?,
                None => self.flow.close_cell(self.cell_times)?,
            },
            "table:table-row" => {
                if let (Some(row), Some(sheet)) = (&mut self.row, self.sheets.last_mut()) {
                    return row.close(self.row_times as u32, sheet);
                }
                if std::mem::take(&mut self.row_changed) && self.flow.row_is_blank() {
                    self.flow.delete_row();
                }
                self.flow.close_row(self.row_times)?;
            }
            "table:table" if self.row.take().is_none() => self.flow.close_table(),
            _ => {}
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Document, Unreadable> {
        if !self.deleted.is_empty() {
            return Err(broken(FORMAT, "删除的文字没有结尾 / deleted text has no end"));
        }
        if self.in_sheets {
            let mut builder = Builder::default();
            lay_out(std::mem::take(&mut self.sheets), &mut builder)?;
            return Ok(builder.finish(None));
        }
        Ok(self.flow.finish(None))
    }
}

/// Whether a colour may be filled behind what an element holds; a box may be filled by what is drawn around it.
fn has_ground(name: &str) -> bool {
    matches!(name, "table:table" | "table:table-row" | "table:table-cell" | "draw:text-box")
}

/// A count that an attribute states, at least 1.
fn repeated(element: &BytesStart, name: &str) -> u32 {
    attribute(element, name).and_then(|value| value.trim().parse().ok()).unwrap_or(1).max(1)
}
