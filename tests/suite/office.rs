//! Office files made on the spot: what a word processor prints of them, and what it does not.

use gongkai::source;
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn container(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).expect("a part");
        archive.write_all(content.as_bytes()).expect("written");
    }
    archive.finish().expect("a container").into_inner()
}

fn docx(body: &str) -> Vec<u8> {
    let numbering = r#"<w:numbering><w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/>
        <w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num></w:numbering>"#;
    let styles = r#"<w:styles><w:style w:styleId="Hid"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>"#;
    let relations = r#"<R><Relationship Id="n" Type="x/numbering" Target="numbering.xml"/>
        <Relationship Id="s" Type="x/styles" Target="styles.xml"/></R>"#;
    container(&[
        ("word/document.xml", &format!("<w:document><w:body>{body}</w:body></w:document>")),
        ("word/_rels/document.xml.rels", relations),
        ("word/numbering.xml", numbering),
        ("word/styles.xml", styles),
    ])
}

#[track_caller]
fn prints(bytes: &[u8], expected: &str) {
    assert_eq!(source::read("file", bytes).expect("a document").text, expected);
}

fn paragraph(properties: &str, text: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

#[test]
fn lists_print_their_numbers() {
    let numbered = r#"<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>"#;
    let body = paragraph(numbered, "总体情况") + &paragraph("", "正文") + &paragraph(numbered, "主动公开");
    prints(&docx(&body), "一、总体情况\n正文\n二、主动公开\n");
}

#[test]
fn deleted_rows_and_cells_are_gone_and_joined_cells_are_one() {
    let cell = |properties: &str, text: &str| {
        format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", paragraph("", text))
    };
    let body = format!(
        "<w:tbl><w:tr>{}{}{}</w:tr><w:tr><w:trPr><w:del w:id=\"1\"/></w:trPr>{}</w:tr><w:tr>{}{}{}</w:tr></w:tbl>",
        cell("<w:hMerge w:val=\"restart\"/>", "规章"),
        cell("<w:hMerge/>", ""),
        cell("", "1"),
        cell("", "9"),
        cell("<w:gridSpan w:val=\"2\"/>", "许可"),
        cell("<w:cellDel/>", "8"),
        cell("", "2")
    );
    prints(&docx(&body), "规章\t\t1\n许可\t\t2\n");
}

#[test]
fn a_frame_within_a_cell_prints_in_its_place() {
    let cell = |content: &str| format!("<w:tc>{content}</w:tc>");
    let framed = format!("<w:tbl><w:tr>{}</w:tr></w:tbl><w:p/>", cell(&paragraph("", "12")));
    let row = cell(&paragraph("", "规章")) + &cell(&framed) + &cell(&paragraph("", "3"));
    prints(&docx(&format!("<w:tbl><w:tr>{row}</w:tr></w:tbl>")), "规章\t12\t3\n");
}

#[test]
fn a_text_box_prints_once_and_hidden_text_not_at_all() {
    let inner = format!("<w:txbxContent>{}</w:txbxContent>", paragraph("", "标题"));
    let body = format!(
        "<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing>{inner}</w:drawing></mc:Choice>\
         <mc:Fallback><w:pict>{inner}</w:pict></mc:Fallback></mc:AlternateContent></w:r>\
         <w:r><w:t>1</w:t></w:r><w:r><w:rPr><w:rStyle w:val=\"Hid\"/></w:rPr><w:t>0</w:t></w:r></w:p>"
    );
    prints(&docx(&body), "标题\n1\n");
}

#[test]
fn open_document_tables_keep_spans_and_repeated_cells() {
    let cell = |text: &str| format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>");
    let content = format!(
        "<office:document-content><office:body><office:text><text:tracked-changes><text:p>旧</text:p></text:tracked-changes>\
         <text:p>标<text:s text:c=\"2\"/>题</text:p><table:table><table:table-row>\
         <table:table-cell table:number-columns-spanned=\"2\"><text:p>规章</text:p></table:table-cell>\
         <table:covered-table-cell/><table:table-cell table:number-columns-repeated=\"2\"><text:p>0</text:p></table:table-cell>\
         </table:table-row><table:table-row>{}{}{}{}</table:table-row></table:table></office:text></office:body></office:document-content>",
        cell("许可"),
        cell("甲"),
        cell(""),
        cell("1<text:note><text:p>注</text:p></text:note>")
    );
    let parts = [("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", content.as_str())];
    prints(&container(&parts), "标  题\n规章\t\t0\t0\n许可\t甲\t\t1\n");
}

#[test]
fn what_would_unpack_or_repeat_without_end_is_refused() {
    let bomb = format!("<w:p>{}", " ".repeat(65 << 20));
    assert_eq!(source::read("file", &docx(&bomb)).expect_err("refused").code, "too_large");
    let content = "<office:document-content><office:body><office:text><table:table>\
        <table:table-row table:number-rows-repeated=\"4000000000\"><table:table-cell table:number-columns-repeated=\"4000000000\">\
        <text:p>1</text:p></table:table-cell></table:table-row></table:table>";
    let parts = [("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", content)];
    assert_eq!(source::read("file", &container(&parts)).expect_err("refused").code, "too_large");
    let nested = "<w:tbl><w:tr><w:tc>".repeat(1000);
    assert_eq!(source::read("file", &docx(&nested)).expect_err("refused").code, "too_deep");
}
