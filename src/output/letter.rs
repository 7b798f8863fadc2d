//! Writes a Word document of paragraphs and plain tables: what an office sends back to a unit.

use super::docx::{package, paragraph};
use quick_xml::escape::escape;
use std::fmt::Write as _;
use std::io;

/// A part of a letter.
#[derive(Debug)]
pub enum Part {
    /// The line over all.
    Title(String),
    /// A line over what follows.
    Heading(String),
    /// A paragraph.
    Text(String),
    /// Headings with the width of each column in twentieths of a point, and rows of as many cells.
    Table(Vec<(&'static str, usize)>, Vec<Vec<String>>),
}

/// The bytes of the document.
///
/// # Errors
/// Where it cannot be made.
pub fn letter(parts: &[Part]) -> io::Result<Vec<u8>> {
    let mut body = String::new();
    for part in parts {
        match part {
            Part::Title(text) => body += &paragraph("Title", &plain(text)),
            Part::Heading(text) => body += &paragraph("Heading1", &plain(text)),
            Part::Text(text) => body += &paragraph("Normal", &plain(text)),
            Part::Table(headings, rows) => table(&mut body, headings, rows),
        }
    }
    package(&body)
}

/// Text of a damaged document may hold characters that XML cannot.
fn plain(text: &str) -> String {
    text.chars().filter(|sign| !sign.is_control() && !matches!(sign, '\u{fffe}' | '\u{ffff}')).collect()
}

fn table(out: &mut String, headings: &[(&str, usize)], rows: &[Vec<String>]) {
    out.push_str("<w:tbl><w:tblPr><w:tblW w:w=\"0\" w:type=\"auto\"/><w:tblBorders>");
    for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
        // Writing to a string cannot fail.
        let _ = write!(out, "<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>");
    }
    out.push_str("</w:tblBorders><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>");
    for (_, width) in headings {
        let _ = write!(out, "<w:gridCol w:w=\"{width}\"/>");
    }
    out.push_str("</w:tblGrid>");
    let names: Vec<String> = headings.iter().map(|(name, _)| (*name).to_owned()).collect();
    let header = std::iter::once(("<w:tblHeader/>", &names));
    for (repeated, cells) in header.chain(rows.iter().map(|row| ("", row))) {
        let _ = write!(out, "<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>");
        for (text, (_, width)) in cells.iter().zip(headings) {
            let text = plain(text);
            let _ = write!(
                out,
                "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr><w:p><w:pPr><w:pStyle w:val=\"Cell\"/></w:pPr>\
                 <w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p></w:tc>",
                escape(text.as_str())
            );
        }
        out.push_str("</w:tr>");
    }
    // Two tables must not touch.
    out.push_str("</w:tbl><w:p/>");
}
