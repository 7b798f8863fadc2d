//! Writes a report as a Word document: title, sections, tables with merged cells whose headers repeat on every page.

use super::printed::{Content, Place, Printed, PrintedTable, heading};
use quick_xml::escape::escape;
use std::fmt::Write as _;
use std::io::{self, Cursor, Write as _};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>"#;

const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

const DOCUMENT_RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;

/// Text and headings of official documents: 仿宋 and 黑体 of 16 points, the title larger.
const STYLES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="仿宋"/><w:sz w:val="32"/><w:lang w:val="zh-CN" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/><w:pPr><w:jc w:val="center"/><w:spacing w:after="240"/></w:pPr><w:rPr><w:rFonts w:eastAsia="方正小标宋简体"/><w:sz w:val="40"/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:before="240" w:after="120"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:rFonts w:eastAsia="黑体"/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="Cell"><w:name w:val="Cell"/><w:basedOn w:val="Normal"/><w:rPr><w:rFonts w:eastAsia="宋体"/><w:sz w:val="18"/></w:rPr></w:style></w:styles>"#;

/// Width of the text on A4 with the margins below, in twentieths of a point.
const TEXT_WIDTH: usize = 9400;

/// The bytes of the document.
///
/// # Errors
/// Where it cannot be made.
pub fn docx(report: &Printed) -> io::Result<Vec<u8>> {
    package(&body(report))
}

/// A document of this body, on A4.
pub(super) fn package(body: &str) -> io::Result<Vec<u8>> {
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}\
         <w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1440\" w:right=\"1253\" w:bottom=\"1440\" \
         w:left=\"1253\" w:header=\"851\" w:footer=\"992\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>"
    );
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELATIONS),
        ("word/_rels/document.xml.rels", DOCUMENT_RELATIONS),
        ("word/styles.xml", STYLES),
        ("word/document.xml", &document),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).map_err(io::Error::other)?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish().map_err(io::Error::other)?.into_inner())
}

fn body(report: &Printed) -> String {
    let mut body = paragraph("Title", &report.title);
    body += &paragraph("Heading1", &heading(1));
    for note in &report.notes {
        let text = escape(note.as_str());
        // Writing to a string cannot fail.
        let _ = write!(
            body,
            "<w:p><w:pPr><w:ind w:firstLine=\"640\"/></w:pPr><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>"
        );
    }
    for printed in &report.tables {
        body += &paragraph("Heading1", &heading(printed.section));
        table(&mut body, printed);
    }
    body += &paragraph("Heading1", &heading(5));
    body += &paragraph("Heading1", &heading(6));
    body
}

/// A paragraph in one of the styles.
pub(super) fn paragraph(style: &str, text: &str) -> String {
    let text = escape(text);
    format!(
        "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>"
    )
}

/// Widths of the columns: those of labels wider than those of figures.
fn widths(table: &PrintedTable) -> Vec<usize> {
    let labels: &[usize] = match table.labels {
        3 => &[1000, 1150, 2700],
        1 => &[2800],
        _ => &[],
    };
    let rest = TEXT_WIDTH.saturating_sub(labels.iter().sum());
    let figures = table.width.saturating_sub(labels.len()).max(1);
    labels.iter().copied().chain(std::iter::repeat_n(rest / figures, figures)).collect()
}

fn table(out: &mut String, table: &PrintedTable) {
    let widths = widths(table);
    out.push_str("<w:tbl><w:tblPr><w:tblW w:w=\"0\" w:type=\"auto\"/><w:jc w:val=\"center\"/><w:tblBorders>");
    for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
        let _ = write!(out, "<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>");
    }
    out.push_str("</w:tblBorders><w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:left w:w=\"40\" w:type=\"dxa\"/><w:right w:w=\"40\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblGrid>");
    for width in &widths {
        let _ = write!(out, "<w:gridCol w:w=\"{width}\"/>");
    }
    out.push_str("</w:tblGrid>");
    for row in 0..table.height {
        let header = if row < table.head { "<w:tblHeader/>" } else { "" };
        let _ = write!(out, "<w:tr><w:trPr><w:cantSplit/>{header}</w:trPr>");
        let standing = |cell: &&Place| (cell.row..cell.row + cell.rows).contains(&row);
        let mut cells: Vec<&Place> = table.cells.iter().filter(standing).collect();
        cells.sort_by_key(|cell| cell.column);
        let keep = if kept(table, row) { "<w:keepNext/>" } else { "" };
        for place in cells {
            let columns = place.column..place.column + place.columns;
            let width: usize = widths.get(columns).unwrap_or_default().iter().sum();
            cell(out, table, place, (row, keep), width);
        }
        out.push_str("</w:tr>");
    }
    // Two tables must not touch.
    out.push_str("</w:tbl><w:p/>");
}

/// Whether a row stays on the page of the next: a row of labels alone, or one that shares a group's label with the next.
fn kept(table: &PrintedTable, row: usize) -> bool {
    let mut own = table.cells.iter().filter(|cell| (cell.row..cell.row + cell.rows).contains(&row));
    let group =
        own.clone().any(|cell| table.labels == 3 && cell.column == 1 && row + 1 < cell.row + cell.rows);
    group || own.all(|cell| matches!(cell.content, Content::Label(_)))
}

/// A cell of a row, which may have to stay with the next; one that reaches down from above is empty.
fn cell(out: &mut String, table: &PrintedTable, place: &Place, (row, keep): (usize, &str), width: usize) {
    let span = match place.columns {
        1 => String::new(),
        columns => format!("<w:gridSpan w:val=\"{columns}\"/>"),
    };
    let merge = match (place.rows, place.row == row) {
        (1, _) => "",
        (_, true) => "<w:vMerge w:val=\"restart\"/>",
        (_, false) => "<w:vMerge/>",
    };
    let text = match &place.content {
        _ if place.row != row => String::new(),
        Content::Label((text, _)) => (*text).to_owned(),
        Content::Open(text) => text.clone(),
        Content::Number(value, _) => value.to_string(),
    };
    let left = matches!(place.content, Content::Label(_)) && table.labels == 3 && place.row >= table.head;
    let align = if left { "left" } else { "center" };
    let _ = write!(
        out,
        "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{span}{merge}<w:vAlign w:val=\"center\"/></w:tcPr><w:p><w:pPr>\
         <w:pStyle w:val=\"Cell\"/>{keep}<w:jc w:val=\"{align}\"/></w:pPr>"
    );
    if !text.is_empty() {
        let _ = write!(out, "<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>", escape(text.as_str()));
    }
    out.push_str("</w:p></w:tc>");
}
