//! What of a page or an office file is seen: hidden, struck and deleted text is not, raised marks and pictures are no digits.

use crate::damage::{problems, row, state};
use gongkai::form::Table;
use gongkai::parse::parse;
use gongkai::report::CellState;
use gongkai::source;
use std::path::Path;

/// What is read of a cell, under a style sheet.
#[track_caller]
fn cell(sheet: &str, content: &str, expected: &str) {
    let page = format!(
        "<html><head><style>{sheet}</style></head><table><tr><td>行政强制</td><td>{content}</td></tr></table>"
    );
    let text = source::read("a.html", page.as_bytes()).expect("a document").text;
    assert_eq!(text, format!("行政强制\t{expected}\n"), "{sheet} {content}");
}

#[test]
fn hidden_and_struck_text_is_not_seen() {
    cell("", "<span style='text-decoration: line-through red'>8</span>7", "7");
    cell("", "<span style='opacity: 0'>8</span>7", "7");
    cell("", "<span style='color:transparent'>8</span>7", "7");
    cell("", "<span style='position:absolute;left:-9999px'>8</span>7", "7");
    cell("", "<span style='position:absolute;clip:rect(0 0 0 0)'>8</span>7", "7");
    cell("", "<span style='font-size:0.0px'>8</span>7", "7");
    cell("", "<div style='height:0;overflow:hidden'>8</div>7", "7");
    cell("td .old{display:none}", "<b class=old>8</b>7", "7");
    cell("#old,#x{display:none}", "<b id=old>8</b>7", "7");
    cell("[data-old]{display:none}", "<b data-old=1>8</b>7", "7");
    cell("@media screen{.old{display:none}}", "<b class=old>8</b>7", "7");
    cell("@media print{.old{display:none}}", "<b class=old>8</b>7", "87");
    cell("@media (max-width:700px){.old{display:none}}", "<b class=old>8</b>7", "87");
    cell(".pane b{display:none}.pane .on{display:block}", "<i class=pane><b>8</b><b class=on>7</b></i>", "7");
    cell("", "<dialog>8</dialog>7<datalist><option>9</option></datalist>", "7");
    cell("", "<details><summary>7</summary>8</details>", "7");
}

#[test]
fn a_raised_mark_is_no_digit() {
    cell("", "7<span style='vertical-align: super'>1</span>", "7(1)");
    cell("", "7<span style='position:relative;top:-5px'>1</span>", "7(1)");
    cell("", "7<span style='position:relative;top:-0.5pt'>1</span>", "71");
    cell(".note{vertical-align:super}", "7<a class=note>1</a>", "7(1)");
    // Its style sheet is not saved with the page.
    cell("", "7<span class=tooltip>1</span><span class=d-none>2</span>", "7(1)(2)");
    let line = source::read("a.html", "<p>共收到12<sup>1</sup>件</p>".as_bytes()).expect("a document").text;
    assert_eq!(line, "共收到12(1)件\n");
}

#[test]
fn white_digits_of_a_cell_are_set_apart_where_no_colour_is_known_behind_them() {
    for white in ["style='color:#FFF'", "style='color: rgb(255, 255, 255)'", "class=unseen"] {
        cell(".unseen{color:white}", &format!("<span {white}>9</span>12"), "(9)12");
    }
    cell("", "<font color=white>9</font>12", "(9)12");
    cell("", "<span style='color:#fff'>合计</span>12", "合计12");
    for seen in ["color:#fff;background:#00c", "color:#333", "background-color:#fff"] {
        cell("", &format!("<span style='{seen}'>9</span>12"), "912");
    }
    cell("", "<div style='background-color:#00c'><span style='color:#fff'>9</span>12</div>", "912");
    cell("", "<div style='background:none'><span style='color:#fff'>9</span>12</div>", "(9)12");
    let title = source::read("a.html", "<p><span style='color:#fff'>2023</span>年</p>".as_bytes());
    assert_eq!(title.expect("a document").text, "2023年\n");
}

#[test]
fn white_digits_of_an_open_document_are_set_apart() {
    let text = |cell_style: &str, inner: &str| {
        let file = format!(
            "<office:document office:mimetype=\"application/vnd.oasis.opendocument.text\"><office:automatic-styles>\
             <style:style style:name=\"w\"><style:text-properties fo:color=\"#ffffff\"/></style:style>\
             <style:style style:name=\"k\"><style:text-properties fo:color=\"#000000\"/></style:style>\
             <style:style style:name=\"blue\"><style:table-cell-properties fo:background-color=\"#0000cc\"/></style:style>\
             </office:automatic-styles><office:body><office:text><table:table><table:table-row><table:table-cell><text:p>规章</text:p>\
             </table:table-cell><table:table-cell table:style-name=\"{cell_style}\"><text:p>{inner}</text:p></table:table-cell>\
             </table:table-row></table:table></office:text></office:body></office:document>"
        );
        source::read("a.fodt", file.as_bytes()).expect("a document").text
    };
    let white = "<text:span text:style-name=\"w\">9</text:span>12";
    assert_eq!(text("", white), "规章\t(9)12\n");
    assert_eq!(text("blue", white), "规章\t912\n");
    let black =
        "<text:span text:style-name=\"w\"><text:span text:style-name=\"k\">9</text:span></text:span>12";
    assert_eq!(text("", black), "规章\t912\n");
}

#[test]
fn what_is_no_text_is_no_blank_and_no_end_of_a_number() {
    cell("", "1<img src=2.png>", "1▣");
    cell("", "<svg><text>1</text></svg>2", "▣2");
    cell("", "1<img src=space.gif width=1 height=1>", "1");
    cell(".one::before{content:'1'}", "<i class=one></i>2", "▣2");
    cell(".one::before{content:'\\e601'}", "<i class=one></i>2", "2");
    cell("", "<select><option>0<option>3</select>", "0|3");
    cell("", "<select><option>0<option selected>3</select>", "3");
}

#[test]
fn a_header_whose_spans_are_lost_does_not_place_the_row_of_its_width() {
    let page = "<h1>甲县民政局2023年政府信息公开工作年度报告</h1><p>三、收到和处理政府信息公开申请情况</p><table>\
        <tr><td rowspan=3>（本列数据的勾稽关系）</td><td>申请人情况</td></tr>\
        <tr><td rowspan=2>自然人</td><td>法人或其他组织</td><td rowspan=2>总计</td></tr>\
        <tr><td>商业企业</td><td>科研机构</td><td>社会公益组织</td><td>法律服务机构</td><td>其他</td></tr>\
        <tr><td>一、本年新收政府信息公开申请数量</td><td>36</td><td>5</td><td>0</td><td>0</td><td>3</td><td>0</td><td>44</td></tr></table>";
    let report = parse(&source::read("a.html", page.as_bytes()).expect("a document"));
    let read = row(&report, Table::Applications, "received_new");
    let printed = [36.0, 5.0, 0.0, 0.0, 3.0, 0.0, 44.0].map(Some);
    assert!(read.iter().zip(printed).all(|(read, printed)| read.is_none() || *read == printed), "{read:?}");
}

#[test]
fn of_two_tables_of_review_that_differ_neither_is_taken() {
    let table = |label: &str, counts: &str| {
        let results =
            "<td>结果维持</td><td>结果纠正</td><td>其他结果</td><td>尚未审结</td><td>总计</td>".repeat(3);
        format!(
            "<table><tr><td colspan=5 rowspan=2>行政复议</td><td colspan=10>行政诉讼</td></tr><tr><td colspan=5>未经复议直接起诉</td>\
             <td colspan=5>复议后起诉</td></tr><tr>{results}</tr><tr>{label}{}</tr></table>",
            format!("<td>{counts}</td>").repeat(15)
        )
    };
    let page = format!(
        "<h1>甲县民政局2023年政府信息公开工作年度报告</h1><p>四、因政府信息公开工作被申请行政复议、提起行政诉讼情况</p>{}{}",
        table("", "0"),
        table("<td> </td>", "8")
    );
    let report = parse(&source::read("a.html", page.as_bytes()).expect("a document"));
    assert_eq!(row(&report, Table::Review, "reconsideration"), [None; 5]);
    assert!(problems(&report).contains(&"stray_number"), "{:?}", report.problems);
}

#[test]
fn text_deleted_in_a_table_of_an_open_document_is_not_read() {
    let deleted = |text: &str| {
        format!("<text:change-start text:change-id=\"d\"/>{text}<text:change-end text:change-id=\"d\"/>")
    };
    let inserted = |text: &str| {
        format!("<text:change-start text:change-id=\"i\"/>{text}<text:change-end text:change-id=\"i\"/>")
    };
    let row = |cells: &[&str]| {
        let cells =
            cells.iter().map(|cell| format!("<table:table-cell><text:p>{cell}</text:p></table:table-cell>"));
        format!("<table:table-row>{}</table:table-row>", cells.collect::<String>())
    };
    let file = |rows: &str| {
        format!(
            "<office:document office:mimetype=\"application/vnd.oasis.opendocument.text\"><office:body><office:text><text:tracked-changes>\
             <text:changed-region text:id=\"d\"><text:deletion/></text:changed-region><text:changed-region text:id=\"i\"><text:insertion/>\
             </text:changed-region></text:tracked-changes><table:table>{rows}</table:table></office:text></office:body></office:document>"
        )
    };
    let rows = row(&[&deleted("规章"), &deleted("9")])
        + &row(&["行政许可", &format!("{}{}", deleted("8"), inserted("7"))])
        + &row(&["行政强制", "1<draw:frame><draw:image/></draw:frame>"]);
    let text = |file: &str| source::read("a.fodt", file.as_bytes()).map(|document| document.text);
    assert_eq!(text(&file(&rows)).expect("a document"), "行政许可\t7\n行政强制\t1▣\n");
    let endless = row(&["<text:change-start text:change-id=\"d\"/>规章", "1"]);
    assert_eq!(text(&file(&endless)).expect_err("no end").code, "broken_file");
}

#[test]
fn numbers_in_two_paragraphs_of_a_cell_are_no_plain_number() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/formats/清河市人民政府_2023.html");
    let page = std::fs::read_to_string(path).expect("a page");
    let plain = "<tr><td>行政强制</td><td colspan=\"3\">7</td>";
    assert!(page.contains(plain));
    for cell in ["<p>2</p><p>8</p>", "2<br>8", "<div>2</div>8"] {
        let parted = page.replacen(plain, &plain.replace('7', cell), 1);
        let report = parse(&source::read("a.html", parted.as_bytes()).expect("a document"));
        let state = state(&report, Table::Section20, "coercion", "decisions");
        assert_eq!(state, Some(CellState::Ambiguous), "{cell}");
    }
}

/// What a page prints, and what of it is not read.
fn page(body: &str) -> (String, Vec<&'static str>) {
    let document =
        source::read("a.html", format!("<html><body>{body}</body></html>").as_bytes()).expect("a document");
    (document.text, document.unread.iter().map(|unread| unread.code).collect())
}

#[test]
fn hidden_panes_of_tabs_are_read_where_nothing_that_is_shown_says_the_same() {
    let pane = |look: &str, text: &str| format!("<div class='pane' {look}>{text}</div>");
    let table = format!("<table>{}</table>", "<tr><td>行政处罚决定</td><td>7</td></tr>".repeat(6));
    let hidden = |shown: &str| page(&(pane("", shown) + &pane("style='display:none'", &table)));
    assert_eq!(
        hidden("<p>一、总体情况</p>"),
        (format!("一、总体情况\n{}", "行政处罚决定\t7\n".repeat(6)), vec!["hidden_pane"])
    );
    let shown = "<table><tr><td>行政处罚决定</td><td>8</td></tr></table>";
    assert_eq!(hidden(shown), ("行政处罚决定\t8\n".into(), vec![]));
    // No pane of the one that is shown.
    let apart = page(&format!("<div class=menu>目录</div><div class=old style='display:none'>{table}</div>"));
    assert_eq!(apart, ("目录\n".into(), vec![]));
}

#[test]
fn a_page_whose_tags_are_escaped_in_a_record_is_read_as_one() {
    let record = "<?xml version='1.0'?><record><content>&lt;p&gt;一、总体&amp;nbsp;情况&lt;/p&gt;\
        &lt;table&gt;&lt;tr&gt;&lt;td&gt;规章&lt;/td&gt;&lt;td&gt;7&lt;/td&gt;&lt;/tr&gt;&lt;/table&gt;</content></record>";
    let document = source::read("a.xml", record.as_bytes()).expect("a document");
    assert_eq!(document.text, "一、总体\u{a0}情况\n规章\t7\n");
}

#[test]
fn white_digits_of_workbooks_are_set_apart() {
    use rust_xlsxwriter::{Color, Format, Workbook};
    let white = Format::new().set_font_color(Color::White);
    let blue = white.clone().set_background_color(Color::Blue);
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let parts = [(&white, "9"), (&Format::new(), "12")];
    let written = sheet
        .write(0, 0, "行政处罚")
        .and_then(|sheet| sheet.write_with_format(0, 1, 7, &white))
        .and_then(|sheet| sheet.write_with_format(0, 2, 8, &blue))
        .and_then(|sheet| sheet.write_rich_string(0, 3, &parts))
        .map(|_| ());
    written.expect("cells");
    let bytes = book.save_to_buffer().expect("a workbook");
    assert_eq!(source::read("a.xlsx", &bytes).expect("a document").text, "行政处罚\t(7)\t8\t(9)12\n");

    let book = "<office:document office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\"><office:automatic-styles>\
        <style:default-style><style:text-properties fo:color=\"#000000\"/></style:default-style>\
        <style:style style:name=\"w\"><style:text-properties fo:color=\"#ffffff\"/></style:style></office:automatic-styles>\
        <office:body><office:spreadsheet><table:table><table:table-row><table:table-cell><text:p>规章</text:p></table:table-cell>\
        <table:table-cell table:style-name=\"w\"><text:p>7</text:p></table:table-cell><table:table-cell><text:p>\
        <text:span text:style-name=\"w\">9</text:span>12</text:p></table:table-cell></table:table-row></table:table>\
        </office:spreadsheet></office:body></office:document>";
    let sheet = "<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">\
        <Styles><Style ss:ID=\"w\"><Font ss:Color=\"#FFFFFF\"/></Style></Styles><Worksheet ss:Name=\"a\"><Table><Row>\
        <Cell><Data ss:Type=\"String\">规章</Data></Cell><Cell ss:StyleID=\"w\"><Data ss:Type=\"Number\">7</Data></Cell>\
        </Row></Table></Worksheet></Workbook>";
    assert_eq!(source::read("a.xml", sheet.as_bytes()).expect("a document").text, "规章\t(7)\n");
    assert_eq!(source::read("a.fods", book.as_bytes()).expect("a document").text, "规章\t(7)\t(9)12\n");
}

#[test]
fn a_cell_more_than_the_header_of_section_4_leaves_a_row_with_blanks_open() {
    let results =
        "<td>结果维持</td><td>结果纠正</td><td>其他结果</td><td>尚未审结</td><td>总计</td>".repeat(3);
    let read = |cells: &str| {
        let page = format!(
            "<h1>甲县民政局2023年政府信息公开工作年度报告</h1><p>四、因政府信息公开工作被申请行政复议、提起行政诉讼情况</p><table>\
             <tr><td colspan=5 rowspan=2>行政复议</td><td colspan=10>行政诉讼</td></tr><tr><td colspan=5>未经复议直接起诉</td>\
             <td colspan=5>复议后起诉</td></tr><tr>{results}</tr><tr>{cells}</tr></table>"
        );
        let report = parse(&source::read("a.html", page.as_bytes()).expect("a document"));
        row(&report, Table::Review, "litigation_direct")
    };
    let blanks = |count: usize| "<td></td>".repeat(count);
    let cells = |behind: usize| format!("{}<td>1</td>{}<td>1</td>{}", blanks(6), blanks(2), blanks(behind));
    assert_eq!(read(&cells(5)), [None, Some(1.0), None, None, Some(1.0)]);
    assert_eq!(read(&cells(6)), [None; 5]);
}
