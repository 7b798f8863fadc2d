//! Word documents (docx, and wps that is docx): paragraphs and tables with merged cells spread out.
//!
//! Headers, footers, text boxes, deleted text and field codes are left out.

use super::Unreadable;
use super::builder::{Builder, SpanCell};
use crate::document::Document;
use crate::limits::{MAX_PART, MAX_TABLES_DEEP};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::io::{Cursor, Read};

/// Media type of the format.
pub(super) const MEDIA_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// Whether bytes are a zip container with a Word document in it.
pub(super) fn looks_like(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
        && zip::ZipArchive::new(Cursor::new(bytes)).is_ok_and(|mut archive| archive.by_name(MAIN).is_ok())
}

const MAIN: &str = "word/document.xml";

/// Reads a docx file.
///
/// # Errors
/// [`Unreadable`] where the container or its main part is damaged or unpacks beyond the limit.
pub fn read(bytes: &[u8]) -> Result<Document, Unreadable> {
    let broken = |reason: String| Unreadable {
        code: "broken_docx",
        message: format!("docx 文件损坏（{reason}）/ the docx file is damaged ({reason})"),
    };
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(error.to_string()))?;
    let part = archive.by_name(MAIN).map_err(|error| broken(error.to_string()))?;
    let mut xml = Vec::new();
    part.take(MAX_PART + 1).read_to_end(&mut xml).map_err(|error| broken(error.to_string()))?;
    if xml.len() as u64 > MAX_PART {
        return Err(Unreadable {
            code: "too_large",
            message: "docx 解压后过大 / the docx file unpacks to more than the limit".into(),
        });
    }
    let document = blocks(&String::from_utf8_lossy(&xml)).map_err(broken)?;
    if document.blocks.is_empty() {
        return Err(Unreadable {
            code: "empty", message: "文件没有文字 / the file holds no text".into()
        });
    }
    Ok(document)
}

/// A table being read.
#[derive(Default)]
struct Table {
    rows: Vec<Vec<SpanCell>>,
    row: Vec<SpanCell>,
    /// Paragraphs and tables of the open cell, kept apart in case the table only lays out the page.
    content: Vec<Content>,
    contents: Vec<Content>,
    cell: SpanCell,
    nested: bool,
    open_cell: bool,
}

enum Content {
    Paragraph(String),
    Table(Vec<Vec<SpanCell>>),
}

fn blocks(xml: &str) -> Result<Document, String> {
    let mut reader = Reader::from_str(xml);
    let mut builder = Builder::default();
    let mut tables: Vec<Table> = Vec::new();
    let mut paragraph = String::new();
    let mut skipped = 0usize;
    let mut in_text = false;
    let mut run = Run::default();
    loop {
        let event = reader.read_event().map_err(|error| error.to_string())?;
        match event {
            Event::Eof => break,
            Event::Start(start) => {
                let qualified = start.name();
                let name = local(qualified.as_ref());
                if skipped > 0 || is_skipped(name) {
                    skipped += 1;
                } else {
                    run.note(name, &start);
                    open(name, &start, &mut tables, &mut paragraph)?;
                    in_text = name == "t";
                }
            }
            Event::Empty(start) if skipped == 0 => {
                let qualified = start.name();
                let name = local(qualified.as_ref());
                run.note(name, &start);
                open(name, &start, &mut tables, &mut paragraph)?;
                close(name, &mut tables, &mut paragraph, &mut builder);
            }
            Event::End(end) => {
                if skipped > 0 {
                    skipped -= 1;
                } else {
                    in_text = false;
                    close(local(end.name().as_ref()), &mut tables, &mut paragraph, &mut builder);
                }
            }
            Event::Text(text) if in_text && skipped == 0 => run.print(&text, &mut paragraph),
            Event::GeneralRef(reference) if in_text && skipped == 0 => {
                if let Ok(Some(c)) = reference.resolve_char_ref() {
                    paragraph.push(c);
                } else {
                    paragraph
                        .push_str(quick_xml::escape::resolve_predefined_entity(&reference).unwrap_or(""));
                }
            }
            _ => {}
        }
    }
    builder.paragraph(&paragraph);
    Ok(builder.finish(None))
}

/// How the text of the open run is shown.
#[derive(Default)]
struct Run {
    /// Hidden or struck out: it is not printed.
    hidden: bool,
    /// Raised or lowered: a footnote's mark, no digit of the number before it.
    raised: bool,
}

impl Run {
    fn note(&mut self, name: &str, start: &BytesStart) {
        let off = || start.attributes().flatten().any(|a| matches!(&*a.value, "0" | "false" | "off"));
        match name {
            "r" => *self = Run::default(),
            "vanish" | "strike" | "dstrike" => self.hidden = !off(),
            "vertAlign" => self.raised = !start.attributes().flatten().any(|a| &*a.value == "baseline"),
            _ => {}
        }
    }

    fn print(&self, text: &str, paragraph: &mut String) {
        if self.hidden {
            return;
        }
        if self.raised {
            paragraph.push('(');
        }
        paragraph.push_str(text);
        if self.raised {
            paragraph.push(')');
        }
    }
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// Parts that print nothing in the body: text boxes, moved and deleted text, alternative drawings.
fn is_skipped(name: &str) -> bool {
    matches!(
        name,
        "txbxContent" | "Fallback" | "moveFrom" | "del" | "rt" | "instrText" | "drawing" | "pict" | "object"
    )
}

fn number(start: &BytesStart) -> usize {
    let value = start.attributes().flatten().find(|attribute| local(attribute.key.as_ref()) == "val");
    value.and_then(|attribute| attribute.value.trim().parse().ok()).unwrap_or(1)
}

fn open(
    name: &str,
    start: &BytesStart,
    tables: &mut Vec<Table>,
    paragraph: &mut String,
) -> Result<(), String> {
    match name {
        "tbl" => {
            if tables.len() >= MAX_TABLES_DEEP {
                return Err("表格嵌套过深 tables nested too deeply".into());
            }
            if let Some(outer) = tables.last_mut() {
                outer.nested = true;
            }
            tables.push(Table::default());
        }
        "tc" => {
            if let Some(table) = tables.last_mut() {
                table.cell = SpanCell { columns: 1, rows: 1, ..SpanCell::default() };
                table.open_cell = true;
            }
        }
        "gridSpan" => {
            if let Some(table) = tables.last_mut() {
                table.cell.columns = number(start).max(1);
            }
        }
        "gridBefore" => {
            if let Some(table) = tables.last_mut() {
                table.row.push(SpanCell {
                    columns: number(start).max(1),
                    rows: 1,
                    continues: true,
                    text: String::new(),
                });
            }
        }
        "vMerge" => {
            let restarts = start.attributes().flatten().any(|attribute| &*attribute.value == "restart");
            if let Some(table) = tables.last_mut() {
                table.cell.continues = !restarts;
            }
        }
        "tab" => paragraph.push(' '),
        "br" | "cr" => paragraph.push('\n'),
        "noBreakHyphen" => paragraph.push('-'),
        _ => {}
    }
    Ok(())
}

fn close(name: &str, tables: &mut Vec<Table>, paragraph: &mut String, builder: &mut Builder) {
    match name {
        "p" => {
            let text = std::mem::take(paragraph);
            match tables.last_mut() {
                Some(table) => {
                    if !table.cell.text.is_empty() && !text.is_empty() {
                        table.cell.text.push(' ');
                    }
                    table.cell.text.push_str(&text);
                    table.content.push(Content::Paragraph(text));
                }
                None => builder.paragraph(&text),
            }
        }
        "tc" => {
            if let Some(table) = tables.last_mut()
                && std::mem::take(&mut table.open_cell)
            {
                let cell = std::mem::take(&mut table.cell);
                table.row.push(cell);
                let content = std::mem::take(&mut table.content);
                table.contents.extend(content);
            }
        }
        "tr" => {
            if let Some(table) = tables.last_mut() {
                let row = std::mem::take(&mut table.row);
                table.rows.push(row);
            }
        }
        "tbl" => {
            let Some(table) = tables.pop() else { return };
            // A table of one cell, or with tables in it, lays out the page.
            let cells = table.rows.iter().map(Vec::len).sum::<usize>();
            let layout = table.nested || cells <= 1;
            match tables.last_mut() {
                Some(outer) if layout => outer.content.extend(table.contents),
                Some(outer) => outer.content.push(Content::Table(table.rows)),
                None if layout => print(table.contents, builder),
                None => builder.table(table.rows, true),
            }
            if let Some(outer) = tables.last_mut() {
                outer.open_cell = true;
            }
        }
        _ => {}
    }
}

fn print(contents: Vec<Content>, builder: &mut Builder) {
    for content in contents {
        match content {
            Content::Paragraph(text) => builder.paragraph(&text),
            Content::Table(rows) => builder.table(rows, true),
        }
    }
}
