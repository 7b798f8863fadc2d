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
    let styles = r#"<w:styles><w:style w:styleId="Hid"><w:rPr><w:vanish/></w:rPr></w:style>
        <w:style w:styleId="Note"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>
        <w:style w:styleId="White"><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>
        <w:style w:styleId="Blue"><w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:fill="0000CC"/></w:tcPr></w:tblStylePr></w:style>
        <w:style w:styleId="Old"><w:rPr><w:strike/></w:rPr></w:style></w:styles>"#;
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
fn hidden_rows_styles_and_pictures_leave_no_false_digit() {
    let run = |style: &str, text: &str| {
        format!("<w:r><w:rPr><w:rStyle w:val=\"{style}\"/></w:rPr><w:t>{text}</w:t></w:r>")
    };
    let row = |properties: &str, runs: &str| {
        let label = paragraph("", "规章");
        format!(
            "<w:tr><w:trPr>{properties}</w:trPr><w:tc>{label}</w:tc><w:tc><w:p>{runs}</w:p></w:tc></w:tr>"
        )
    };
    let picture = "<w:r><w:drawing><wp:inline><a:blip/></wp:inline></w:drawing></w:r>";
    let rows = row("<w:hidden/>", &run("", "9"))
        + &row("", &(run("", "7") + &run("Note", "1")))
        + &row("", &(run("Old", "8") + &run("", "7")))
        + &row("", &(run("", "7") + picture));
    prints(&docx(&format!("<w:tbl>{rows}</w:tbl>")), "规章\t7(1)\n规章\t7\n规章\t7▣\n");
}

#[test]
fn white_digits_of_a_table_are_set_apart_where_nothing_is_filled_behind_them() {
    let white = r#"<w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>9</w:t></w:r>"#;
    let styled = r#"<w:r><w:rPr><w:rStyle w:val="White"/></w:rPr><w:t>9</w:t></w:r>"#;
    let automatic =
        r#"<w:r><w:rPr><w:rStyle w:val="White"/><w:color w:val="auto"/></w:rPr><w:t>9</w:t></w:r>"#;
    let shaded = r#"<w:r><w:rPr><w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="CC0000"/></w:rPr><w:t>9</w:t></w:r>"#;
    let blue = r#"<w:shd w:val="clear" w:color="auto" w:fill="0000CC"/>"#;
    let paper = r#"<w:shd w:val="clear" w:color="auto" w:fill="FFFFFF"/>"#;
    let table = |table: &str, cell: &str, paragraph: &str, run: &str| {
        docx(&format!(
            "<w:tbl><w:tblPr>{table}</w:tblPr><w:tr><w:tc><w:p><w:r><w:t>规章</w:t></w:r></w:p></w:tc><w:tc><w:tcPr>{cell}</w:tcPr>\
             <w:p><w:pPr>{paragraph}</w:pPr>{run}<w:r><w:t>12</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        ))
    };
    for (around, cell, paragraph, run, expected) in [
        ("", "", "", white, "(9)12"),
        ("", paper, "", white, "(9)12"),
        ("", "", "", styled, "(9)12"),
        ("", "", r#"<w:pStyle w:val="White"/>"#, "", "(12)"),
        ("", "", "", automatic, "912"),
        ("", "", "", shaded, "912"),
        ("", blue, "", white, "912"),
        ("", "", blue, white, "912"),
        (blue, "", "", white, "912"),
        (r#"<w:tblStyle w:val="Blue"/>"#, "", "", white, "912"),
    ] {
        prints(&table(around, cell, paragraph, run), &format!("规章\t{expected}\n"));
    }
    // Another cell's colour is not behind it, and a page's heading may stand on a picture.
    let cells = format!(
        "<w:tc><w:tcPr>{blue}</w:tcPr>{}</w:tc><w:tc><w:p>{white}</w:p></w:tc>",
        paragraph("", "规章")
    );
    prints(&docx(&format!("<w:tbl><w:tr>{cells}</w:tr></w:tbl>")), "规章\t(9)\n");
    prints(&docx(&format!("<w:p>{white}</w:p>")), "9\n");
}

#[test]
fn a_small_table_within_a_form_is_text_of_its_cell() {
    let cell = |content: &str| format!("<w:tc>{content}</w:tc>");
    let plain = |text: &str| cell(&paragraph("", text));
    let inner = format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl><w:p/>", plain("1"), plain("2"));
    let row = |third: &str| format!("<w:tr>{}{}{third}</w:tr>", plain("规章"), plain("0"));
    let body = format!("<w:tbl>{}{}</w:tbl>", row(&plain("3")), row(&cell(&inner)));
    prints(&docx(&body), "规章\t0\t3\n规章\t0\t1 2\n");
    let page = format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", plain("甲"), cell(&inner));
    prints(&docx(&page), "甲\n1\t2\n");
}

#[test]
fn fields_print_their_results_and_drop_downs_their_choice() {
    let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let text = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let (begin, separate, end) = (mark("begin"), mark("separate"), mark("end"));
    // The result of a field within the code of another is no text.
    let nested =
        format!("{begin}{}{begin}{separate}{}{end}{separate}{}{end}", text("="), text("7"), text("8"));
    let choice = "<w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData><w:ddList><w:result w:val=\"1\"/>\
        <w:listEntry w:val=\"3\"/><w:listEntry w:val=\"5\"/></w:ddList></w:ffData></w:fldChar></w:r>";
    let body = format!(
        "<w:p>{nested}</w:p><w:p>{choice}{end}{}</w:p><w:p>{begin}9</w:p>{}",
        text("件"),
        paragraph("", "末")
    );
    prints(&docx(&body), "8\n5件\n末\n");
}

#[test]
fn a_paragraph_without_its_mark_runs_on_and_shifted_text_is_no_digit() {
    let deleted = "<w:rPr><w:del w:id=\"1\"/></w:rPr>";
    let run = |by: u8, text: &str| {
        format!("<w:r><w:rPr><w:position w:val=\"{by}\"/></w:rPr><w:t>{text}</w:t></w:r>")
    };
    let body = paragraph(deleted, "一、总体")
        + &paragraph("<w:tabs><w:tab w:val=\"left\"/></w:tabs>", "情况")
        + &format!("<w:p>{}{}{}</w:p>", run(0, "7"), run(1, "2"), run(8, "3"));
    prints(&docx(&body), "一、总体情况\n72(3)\n");
}

/// Codes of what a reader saw and could not read, with the text around it.
#[track_caller]
fn unread(bytes: &[u8]) -> (String, Vec<(&'static str, u32)>) {
    let document = source::read("file", bytes).expect("a document");
    let unread = document.unread.iter().map(|unread| (unread.code, unread.line)).collect();
    (document.text, unread)
}

#[test]
fn embedded_objects_and_missing_parts_are_told() {
    let object =
        "<w:p><w:r><w:object><v:shape/><o:OLEObject ProgID=\"Excel.Sheet.12\"/></w:object></w:r></w:p>";
    let body = paragraph("", "二、")
        + object
        + &paragraph("", "三、")
        + "<w:altChunk r:id=\"x\"><w:altChunkPr/></w:altChunk>";
    let told = vec![("embedded_object", 1), ("embedded_object", 2)];
    assert_eq!(unread(&docx(&body)), ("二、\n三、\n".into(), told));
    let content = "<office:document-content><office:body><office:text><text:p>二、<draw:frame><draw:object xlink:href=\"./Object 1\"/>\
        </draw:frame></text:p></office:text></office:body></office:document-content>";
    let parts = [("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", content)];
    assert_eq!(unread(&container(&parts)), ("二、\n".into(), vec![("embedded_object", 0)]));
}

#[test]
fn a_word_document_may_be_one_xml_file() {
    let old = "<?xml version=\"1.0\"?><?mso-application progid=\"Word.Document\"?><w:wordDocument><w:styles><w:style w:styleId=\"Hid\">\
        <w:rPr><w:vanish/></w:rPr></w:style></w:styles><w:body><wx:sect><w:p><w:pPr><w:listPr><w:ilvl w:val=\"0\"/>\
        <wx:t wx:val=\"一、\"/></w:listPr></w:pPr><w:r><w:t>总体情况</w:t></w:r><w:r><w:rPr><w:rStyle w:val=\"Hid\"/></w:rPr><w:t>0</w:t></w:r>\
        </w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>规章</w:t></w:r></w:p></w:tc><w:tc><w:p><aml:annotation w:type=\"Word.Deletion\">\
        <aml:content><w:r><w:delText>8</w:delText></w:r></aml:content></aml:annotation><w:r><w:t>1</w:t></w:r></w:p></w:tc></w:tr></w:tbl>\
        <w:sectPr><w:hdr><w:p><w:r><w:t>页眉</w:t></w:r></w:p></w:hdr></w:sectPr></wx:sect></w:body></w:wordDocument>";
    prints(old.as_bytes(), "一、总体情况\n规章\t1\n");
    let part = |kind: &str, xml: &str| {
        format!(
            "<pkg:part pkg:contentType=\"application/x.wordprocessingml.{kind}+xml\"><pkg:xmlData>{xml}</pkg:xmlData></pkg:part>"
        )
    };
    let body = format!(
        "<w:document><w:body>{}</w:body></w:document>",
        paragraph("<w:pStyle w:val=\"Hid\"/>", "0") + &paragraph("", "二、")
    );
    let styles = "<w:styles><w:style w:styleId=\"Hid\"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>";
    let package = format!(
        "<?xml version=\"1.0\"?><pkg:package>{}{}</pkg:package>",
        part("document.main", &body),
        part("styles", styles)
    );
    prints(package.as_bytes(), "二、\n");
}

/// A workbook of one sheet of these rows.
fn xlsx(rows: &str, styles: &str) -> Vec<u8> {
    let relation = |kind: &str, target: &str| {
        format!(
            "<Relationships><Relationship Id=\"s\" Target=\"{target}\" \
             Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}\"/></Relationships>"
        )
    };
    let main = relation("officeDocument", "xl/workbook.xml");
    let relations = relation("worksheet", "worksheets/sheet1.xml");
    container(&[
        ("_rels/.rels", &main),
        (
            "xl/workbook.xml",
            "<workbook><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"s\"/></sheets></workbook>",
        ),
        ("xl/_rels/workbook.xml.rels", &relations),
        ("xl/styles.xml", styles),
        ("xl/worksheets/sheet1.xml", &format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")),
    ])
}

#[test]
fn a_formula_that_nobody_computed_is_not_blank() {
    let rows = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>规章</t></is></c><c r=\"B1\"><f>1+2</f><v></v></c>\
        <c r=\"C1\"><f>1+2</f></c><c r=\"D1\"><f>1+2</f><v>3</v></c><c r=\"E1\" t=\"str\"><f>A9</f><v></v></c><c r=\"F1\"><v>4</v></c></row>\
        <row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"E2\"><v>5</v></c></row>";
    prints(&xlsx(rows, "<styleSheet/>"), "规章\t=?\t=?\t3\t\t4\n1\t\t\t\t5\t\n");
    let cell =
        |attributes: &str, text: &str| format!("<table:table-cell {attributes}>{text}</table:table-cell>");
    let content = format!(
        "<office:document-content><office:body><office:spreadsheet><table:table><table:table-row>{}{}{}</table:table-row>\
         </table:table></office:spreadsheet></office:body></office:document-content>",
        cell("", "<text:p>规章</text:p>"),
        cell("table:formula=\"of:=1+2\"", ""),
        cell("table:formula=\"of:=A9\" office:value-type=\"string\"", "")
    );
    let parts =
        [("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content.as_str())];
    prints(&container(&parts), "规章\t=?\n");
}

#[test]
fn a_count_that_shows_as_a_date_is_none() {
    let styles = "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"31\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>";
    let rows = "<row r=\"1\"><c r=\"A1\"><v>5</v></c><c r=\"B1\" s=\"1\"><v>5</v></c></row>";
    prints(&xlsx(rows, styles), "5\t1900-01-05\n");
}

#[test]
fn a_workbook_may_be_one_xml_file() {
    let cell = |attributes: &str, kind: &str, text: &str| {
        format!("<Cell {attributes}><Data ss:Type=\"{kind}\">{text}</Data></Cell>")
    };
    let first = cell("", "String", "规<B>章</B>")
        + &cell("ss:Index=\"3\" ss:StyleID=\"s1\"", "Number", "5")
        + "<Cell ss:Formula=\"=1\"/>";
    let second = cell("ss:MergeAcross=\"1\"", "String", "许可<Comment><Data>批注</Data></Comment>")
        + &cell("", "Error", "#REF!");
    let hidden = "<Worksheet ss:Name=\"b\"><Table><Row><Cell><Data ss:Type=\"Number\">9</Data></Cell></Row></Table>\
        <WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet>";
    let book = format!(
        "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"><Styles><Style ss:ID=\"s1\">\
         <NumberFormat ss:Format=\"0&quot;件&quot;\"/></Style></Styles><Worksheet ss:Name=\"a\"><Table><Column ss:Index=\"5\" ss:Hidden=\"1\"/>\
         <Row>{first}</Row><Row ss:Index=\"2\" ss:Hidden=\"1\">{second}</Row><Row>{second}</Row></Table></Worksheet>{hidden}</Workbook>"
    );
    prints(book.as_bytes(), "规章\t5件\t=?\n许可\t#REF!\t\n");
}

#[test]
fn headings_of_open_document_texts_print_their_outline_numbers() {
    let styles = "<office:document-styles><office:styles><text:outline-style><text:outline-level-style text:level=\"1\" \
        style:num-format=\"一, 二, 三, ...\" style:num-suffix=\"、\"/><text:outline-level-style text:level=\"2\" style:num-format=\"1\" \
        text:display-levels=\"2\"/></text:outline-style></office:styles></office:document-styles>";
    let heading = |level: u8, text: &str| format!("<text:h text:outline-level=\"{level}\">{text}</text:h>");
    let content = format!(
        "<office:document-content><office:body><office:text>{}{}{}{}</office:text></office:body></office:document-content>",
        heading(1, "总体情况"),
        heading(2, "甲"),
        heading(2, "乙"),
        heading(1, "主动公开")
    );
    let parts = [
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("styles.xml", styles),
        ("content.xml", &content),
    ];
    prints(&container(&parts), "一、总体情况\n一.1 甲\n一.2 乙\n二、主动公开\n");
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
