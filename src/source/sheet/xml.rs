//! Workbooks of Excel 2003 as one XML file, as many systems export them under the name of xls.

use super::format::shown;
use super::{Area, Sheet, UNCOMPUTED, lay_out};
use crate::document::Document;
use crate::source::Unreadable;
use crate::source::builder::Builder;
use crate::source::charset::xml_text;
use crate::source::package::{attribute, broken, empty, local, referred};
use crate::source::seen::Seen;
use crate::source::white::{says_white, set_apart};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::HashMap;

/// Media type of the format.
pub(in crate::source) const MEDIA_TYPE: &str = "application/vnd.ms-excel";

/// Whether a text begins like such a workbook.
pub(in crate::source) fn looks_like(seen: &Seen) -> bool {
    let named = seen.head.contains("<Workbook") || seen.head.contains("<ss:Workbook");
    named && seen.head.contains("urn:schemas-microsoft-com:office:spreadsheet")
}

/// Reads such a workbook.
///
/// # Errors
/// [`Unreadable`] where the file is damaged, holds more than any report, or nothing is printed.
pub fn read(bytes: &[u8]) -> Result<Document, Unreadable> {
    let xml = xml_text(bytes);
    let mut reader = Reader::from_str(&xml);
    let mut book = Book::default();
    loop {
        match reader.read_event().map_err(|error| broken("xml", &error.to_string()))? {
            Event::Eof => break,
            Event::Start(element) => {
                if book.skipped > 0 || matches!(local(element.name().as_ref()), "Comment" | "PhoneticText") {
                    book.skipped += 1;
                } else {
                    book.open(&element);
                }
            }
            Event::Empty(element) if book.skipped == 0 => {
                book.open(&element);
                book.close(local(element.name().as_ref()))?;
            }
            Event::End(_) if book.skipped > 0 => book.skipped -= 1,
            Event::End(element) => book.close(local(element.name().as_ref()))?,
            Event::Text(text) if book.skipped == 0 => book.text.push_str(&text),
            Event::CData(text) if book.skipped == 0 => book.text.push_str(&text),
            Event::GeneralRef(reference) if book.skipped == 0 => book.text.push_str(&referred(&reference)),
            _ => {}
        }
    }
    let mut builder = Builder::default();
    lay_out(book.sheets, &mut builder)?;
    if builder.is_empty() { Err(empty()) } else { Ok(builder.finish(None)) }
}

/// A workbook being read. Places count from 0, those that the file states from 1.
#[derive(Default)]
struct Book {
    sheets: Vec<Sheet>,
    /// Formats of numbers by the style that gives them, and the style being read.
    formats: HashMap<String, String>,
    style: String,
    /// Whether styles print white, and whether they fill what is behind.
    looks: HashMap<String, (bool, bool)>,
    /// The next column that is described, the next row, the next cell.
    described: u32,
    row: u32,
    column: u32,
    /// Rows that are like the open one.
    more: u32,
    cell: Cell,
    text: String,
    /// Elements within one that prints nothing.
    skipped: usize,
}

#[derive(Default)]
struct Cell {
    style: String,
    /// `Number`, `String`, …; empty where there is no value.
    kind: String,
    shown: String,
    computed: bool,
    /// Places that it covers to the right.
    across: u32,
}

impl Book {
    fn open(&mut self, element: &BytesStart) {
        let value = |name: &str| attribute(element, name).unwrap_or_default();
        let number = |name: &str| attribute(element, name).and_then(|text| text.trim().parse::<u32>().ok());
        let index = |next: u32| number("Index").map_or(next, |index| index.saturating_sub(1));
        let hidden = value("Hidden") == "1";
        match local(element.name().as_ref()) {
            "Style" => {
                self.style = value("ID");
                if let Some(format) = self.formats.get(&value("Parent")).cloned() {
                    self.formats.insert(self.style.clone(), format);
                }
                if let Some(look) = self.looks.get(&value("Parent")).copied() {
                    self.looks.insert(self.style.clone(), look);
                }
            }
            // Within a cell it is that of a part of its text.
            "Font" if self.sheets.is_empty() => {
                if let Some(white) = says_white(&value("Color")) {
                    self.looks.entry(self.style.clone()).or_default().0 = white;
                }
            }
            "Interior" => {
                let filled = says_white(&value("Color")) == Some(false);
                self.looks.entry(self.style.clone()).or_default().1 = filled;
            }
            "NumberFormat" => {
                self.formats.insert(self.style.clone(), value("Format"));
            }
            "Worksheet" => {
                self.sheets.push(Sheet { name: value("Name"), ..Sheet::default() });
                (self.described, self.row) = (0, 0);
            }
            "Column" => {
                let first = index(self.described);
                let last = first.saturating_add(number("Span").unwrap_or(0));
                self.described = last.saturating_add(1);
                if let Some(sheet) = self.sheets.last_mut().filter(|_| hidden) {
                    sheet.hidden_columns.push((first, last));
                }
            }
            "Row" => {
                let first = index(self.row);
                let last = first.saturating_add(number("Span").unwrap_or(0));
                (self.row, self.column, self.more) = (first, 0, last - first);
                if let Some(sheet) = self.sheets.last_mut().filter(|_| hidden) {
                    sheet.hidden_rows.push((first, last));
                }
            }
            "Cell" => {
                self.column = index(self.column);
                let (across, down) = (number("MergeAcross").unwrap_or(0), number("MergeDown").unwrap_or(0));
                let (style, computed) = (value("StyleID"), attribute(element, "Formula").is_some());
                self.cell = Cell { style, computed, across, ..Cell::default() };
                if let Some(sheet) = self.sheets.last_mut().filter(|_| across > 0 || down > 0) {
                    let (bottom, right) = (self.row.saturating_add(down), self.column.saturating_add(across));
                    sheet.merges.push(Area { top: self.row, left: self.column, bottom, right });
                }
            }
            "Data" => {
                self.cell.kind = value("Type");
                self.text.clear();
            }
            "Visible" => self.text.clear(),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) -> Result<(), Unreadable> {
        match name {
            "Cell" => {
                let cell = std::mem::take(&mut self.cell);
                let mut text = self.shown(&cell);
                if self.looks.get(&cell.style) == Some(&(true, false)) {
                    text = set_apart(text);
                }
                if let Some(sheet) = self.sheets.last_mut() {
                    sheet.put(self.row, self.column, text)?;
                }
                self.column = self.column.saturating_add(cell.across).saturating_add(1);
            }
            "Row" => self.row = self.row.saturating_add(self.more).saturating_add(1),
            "Visible" if self.text.trim() != "SheetVisible" => {
                if let Some(sheet) = self.sheets.last_mut() {
                    sheet.cells.clear();
                }
            }
            "Data" => self.cell.shown = std::mem::take(&mut self.text),
            _ => {}
        }
        Ok(())
    }

    /// What a cell shows.
    fn shown(&self, cell: &Cell) -> String {
        let text = cell.shown.as_str();
        match (cell.kind.as_str(), text.trim().parse::<f64>()) {
            ("", _) if cell.computed => UNCOMPUTED.to_owned(),
            ("Number", Ok(number)) => {
                let format = self.formats.get(&cell.style).map_or("", String::as_str);
                shown(number, named(format))
            }
            ("Boolean", Ok(truth)) => if truth == 0.0 { "FALSE" } else { "TRUE" }.to_owned(),
            _ => text.to_owned(),
        }
    }
}

/// The code of a format that has a name.
fn named(format: &str) -> &str {
    match format {
        "Fixed" => "0.00",
        "Standard" => "#,##0.00",
        "Percent" => "0.00%",
        "Scientific" => "0.00E+00",
        format => format,
    }
}
