//! Word documents: merged cells, runs cut inside numbers, changes tracked.

use super::super::prose::Piece;
use super::super::quirks::Quirks;
use super::parts::{Part, Placed, parts};
use super::{container, escape};
use fastrand::Rng;
use std::fmt::Write;

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

/// The bytes of a file.
pub(super) fn file(pieces: &[Piece], quirks: &Quirks, rng: &mut Rng) -> Vec<u8> {
    let mut body = String::new();
    for piece in pieces {
        match piece {
            Piece::Table(grid) => {
                for part in parts(grid, quirks, rng) {
                    table(&mut body, &part, quirks, rng);
                    body.push_str("<w:p/>");
                }
            }
            Piece::Title(text) | Piece::Heading(text) | Piece::Para(text) => {
                let _ = write!(body, "<w:p>{}</w:p>", runs(text, false, quirks, rng));
            }
        }
    }
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}\
         <w:sectPr/></w:body></w:document>"
    );
    container(
        &[("[Content_Types].xml", TYPES), ("_rels/.rels", RELATIONS), ("word/document.xml", &document)],
        false,
    )
}

fn table(out: &mut String, part: &Part, quirks: &Quirks, rng: &mut Rng) {
    let columns = "<w:gridCol w:w=\"700\"/>".repeat(part.width);
    let _ = write!(out, "<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>");
    // The rows in which the label columns still reach down.
    let mut open = vec![0_usize; part.width];
    for row in &part.rows {
        out.push_str("<w:tr>");
        let mut column = 0;
        for cell in row {
            let merge = if cell.rows > 1 {
                open[column] = cell.rows - 1;
                "<w:vMerge w:val=\"restart\"/>"
            } else if cell.rows == 0 && open[column] > 0 {
                open[column] -= 1;
                if quirks.variant.is_multiple_of(2) {
                    "<w:vMerge/>"
                } else {
                    "<w:vMerge w:val=\"continue\"/>"
                }
            } else {
                ""
            };
            let span = match cell.columns {
                1 => String::new(),
                columns => format!("<w:gridSpan w:val=\"{columns}\"/>"),
            };
            let _ = write!(out, "<w:tc><w:tcPr>{span}{merge}</w:tcPr>{}</w:tc>", content(cell, quirks, rng));
            column += cell.columns;
        }
        out.push_str("</w:tr>");
    }
    out.push_str("</w:tbl>");
}

fn content(cell: &Placed, quirks: &Quirks, rng: &mut Rng) -> String {
    if cell.text.is_empty() {
        return "<w:p/>".to_owned();
    }
    // A long label in two paragraphs.
    let count = cell.text.chars().count();
    if !cell.value && count > 8 && quirks.variant == 1 {
        let middle = cell.text.char_indices().nth(count / 2).map_or(0, |(at, _)| at);
        let (one, other) = cell.text.split_at(middle);
        let one = runs(one, false, quirks, rng);
        return format!("<w:p>{one}</w:p><w:p>{}</w:p>", runs(other, false, quirks, rng));
    }
    format!("<w:p>{}</w:p>", runs(&cell.text, cell.value, quirks, rng))
}

/// Runs of a text, cut anywhere; a number may have replaced another, which stays as a tracked deletion.
fn runs(text: &str, value: bool, quirks: &Quirks, rng: &mut Rng) -> String {
    let mut out = String::new();
    let tracked = value && quirks.variant == 3 && rng.u8(..4) == 0;
    if tracked {
        let old = rng.u32(1..99);
        let _ =
            write!(out, "<w:del w:id=\"1\" w:author=\"a\"><w:r><w:delText>{old}</w:delText></w:r></w:del>");
        out.push_str("<w:ins w:id=\"2\" w:author=\"a\">");
    }
    let mut run = String::new();
    let mut flush = |run: &mut String| {
        if !run.is_empty() {
            let text = escape(&std::mem::take(run));
            let _ = write!(out, "<w:r><w:rPr/><w:t xml:space=\"preserve\">{text}</w:t></w:r>");
        }
    };
    for c in text.chars() {
        if quirks.variant >= 2 && rng.u8(..4) == 0 {
            flush(&mut run);
        }
        run.push(c);
    }
    flush(&mut run);
    if tracked {
        out.push_str("</w:ins>");
    }
    out
}
