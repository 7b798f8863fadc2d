//! Rows under one header: a row that prints other columns than those beside it, or prints them elsewhere.

use crate::columns::{NAMES, columns};
use crate::damage::{applications, problems, row, state, tabs};
use gongkai::form::Table;
use gongkai::parse::parse;
use gongkai::report::{CellState, Number, Report};
use gongkai::source;

fn page(body: &str) -> Report {
    let page = format!("<h1>甲县民政局2023年政府信息公开工作年度报告</h1>{body}");
    parse(&source::read("a.html", page.as_bytes()).expect("a document"))
}

#[track_caller]
pub(crate) fn undecided(report: &Report, code: &str) {
    assert_eq!(row(report, Table::Applications, code), [None; 7]);
    let states: Vec<_> = Table::Applications
        .columns()
        .iter()
        .map(|it| state(report, Table::Applications, code, it.code))
        .collect();
    assert!(
        states.iter().flatten().all(|state| *state == CellState::Ambiguous) && states[0].is_some(),
        "{states:?}"
    );
}

#[test]
fn a_row_wider_than_those_under_its_header_is_undecided() {
    let wider = |cells: &[&str]| {
        let more = if cells[0].starts_with("四、") { "\t8" } else { "" };
        format!("{}{more}\n", cells.join("\t"))
    };
    let report = columns(&[0, 2, 3, 4, 5, 6], wider);
    assert_eq!(problems(&report), ["column_missing"]);
    undecided(&report, "carried_out");
    let received = [Some(10.0), None, Some(0.0), Some(0.0), Some(1.0), Some(0.0), Some(12.0)];
    assert_eq!(row(&report, Table::Applications, "received_new"), received);
}

/// Section 3 as a table whose rows print `a|b`, `2:a` for a cell over two columns and `a^` for one over two rows.
fn grid(rows: &[&str]) -> Report {
    let cell = |text: &str| {
        let (across, text) = text.split_once(':').unwrap_or(("1", text));
        let (text, down) = text.strip_suffix('^').map_or((text, "1"), |text| (text, "2"));
        format!("<td colspan={across} rowspan={down}>{text}</td>")
    };
    let rows = rows.iter().map(|row| format!("<tr>{}</tr>", row.split('|').map(cell).collect::<String>()));
    page(&format!("<p>三、收到和处理政府信息公开申请情况</p><table>{}</table>", rows.collect::<String>()))
}

const ROWS: [&str; 3] = [
    "一、本年新收政府信息公开申请数量|1|2|3|4|5|6|21",
    "二、上年结转政府信息公开申请数量|1|2|3|4|5|6|21",
    "（一）予以公开|1|2|3|4|5|6|21",
];

#[test]
fn a_cell_merged_over_a_column_without_its_word_decides_nothing() {
    let header = ["|自然人|商业企业||社会公益组织|法律服务机构|其他|总计"];
    let report = grid(&[&header[..], &ROWS, &["（七）总计|1|2|2:3|5|6|17"]].concat());
    undecided(&report, "outcome_total");
    applications(&report, "received_new", [1, 2, 3, 4, 5, 6, 21]);
}

#[test]
fn a_cell_merged_down_shifts_nothing_under_a_column_of_notes() {
    let header = ["^|7:申请人情况|备注^", &NAMES.join("|")];
    let rows = ROWS.map(|row| format!("{row}|1"));
    let merged = ["1.属于国家秘密|9^|2|3|4|5|6|29|1", "（七）总计|2|3|4|5|6|29|1"];
    let rows: Vec<&str> = header.into_iter().chain(rows.iter().map(String::as_str)).chain(merged).collect();
    let report = grid(&rows);
    applications(&report, "received_new", [1, 2, 3, 4, 5, 6, 21]);
    // The merged number is nobody's alone.
    for code in ["withheld_state_secret", "outcome_total"] {
        let others = [2.0, 3.0, 4.0, 5.0, 6.0, 29.0].map(Some);
        assert_eq!(row(&report, Table::Applications, code), [&[None], &others[..]].concat());
        let noted = state(&report, Table::Applications, code, "natural_person");
        assert_eq!(noted, Some(CellState::Unreadable), "{code}");
    }
}

#[test]
fn a_row_whose_last_cell_is_lost_is_not_shifted() {
    for lost in ["\t1\t0\t0\t1\t0\n", "\t1\t0\t0\t1\n"] {
        undecided(&tabs("\t1\t0\t0\t1\t0\t12\n", lost), "received_new");
    }
}

#[test]
fn a_decimal_cut_over_a_table_in_its_cell_is_not_its_first_digits() {
    for (first, second) in [("9", "2.34"), ("92", ".34"), ("92.", "34")] {
        let report = page(&format!(
            "<p>二、主动公开政府信息情况</p><table><tr><td>信息内容<td>本年制发件数<td>本年废止件数<td>现行有效件数</tr><tr>\
             <td>信息内容<td colspan=3>本年收费金额（单位：万元）</tr><tr><td>行政事业性收费<td colspan=3>\
             <table><tr><td>{first}</tr><tr><td>{second}</tr></table></tr></table>"
        ));
        assert_eq!(report.value(Table::Section20, "fees", "amount_10k_yuan"), None, "{first} {second}");
        let noted = state(&report, Table::Section20, "fees", "amount_10k_yuan");
        assert_eq!(noted, Some(CellState::Ambiguous), "{first} {second}");
    }
}

#[test]
fn columns_that_sections_two_and_four_lack_are_told_of() {
    let told = |report: &Report| {
        let lacks = report.problems.iter().filter(|problem| problem.code == "column_missing");
        lacks
            .map(|problem| problem.message.split(" / ").next().unwrap_or_default().to_owned())
            .collect::<Vec<_>>()
    };
    let table = |middle: [&str; 3]| {
        let [header, rules, documents] =
            middle.map(|cell| if cell.is_empty() { String::new() } else { format!("<td>{cell}</td>") });
        page(&format!(
            "<p>二、主动公开政府信息情况</p><table><tr><td>信息内容<td>本年制发件数{header}<td>现行有效件数</tr><tr><td>规章<td>0\
             {rules}<td>0</tr><tr><td>行政规范性文件<td>2{documents}<td>9</tr></table>"
        ))
    };
    let report = table(["", "", ""]);
    assert_eq!(told(&report), ["第二部分表格缺少栏目：本年废止件数 (规章、行政规范性文件)"]);
    assert_eq!(
        report.value(Table::Section20, "normative_documents", "in_force").map(Number::as_f64),
        Some(9.0)
    );
    assert!(told(&table(["本年废止件数", "0", "1"])).is_empty());
    // One row prints the column that its header and the other row lack.
    let report = table(["", "0", ""]);
    assert_eq!(state(&report, Table::Section20, "normative_documents", "issued"), Some(CellState::Ambiguous));

    let results = "<td>结果维持<td>结果纠正<td>其他结果<td>总计";
    let report = page(&format!(
        "<p>四、政府信息公开行政复议、行政诉讼情况</p><table><tr><td colspan=4>行政复议<td colspan=8>行政诉讼</tr><tr>\
         <td colspan=4><td colspan=4>未经复议直接起诉<td colspan=4>复议后起诉</tr><tr>{results}{results}{results}</tr><tr>{}</tr></table>",
        "<td>1<td>0<td>0<td>1".repeat(3)
    ));
    assert_eq!(told(&report), ["第四部分表格缺少栏目：尚未审结"]);
    assert_eq!(report.value(Table::Review, "litigation_direct", "total").map(Number::as_f64), None);
}

#[test]
fn rows_that_do_not_add_up_lack_no_column() {
    // Totals are blank and lost, and the header lacks a word: six numbers under six words.
    let print = |cells: &[&str]| {
        let printed: Vec<&str> = cells.iter().filter(|cell| !cell.is_empty()).copied().collect();
        printed.join(" ").replace("商业企业 ", "").replace("其他", "其他 总计") + "\n"
    };
    let report = columns(&[0, 1, 2, 3, 4, 5], print);
    undecided(&report, "received_new");
    undecided(&report, "carried_out");
}

#[test]
fn rows_whose_last_blank_cells_are_all_lost_are_not_shifted() {
    let stripped = |cells: &[&str]| {
        let cells = if cells[3] == "自然人" { cells } else { &cells[..9] };
        cells.join("\t") + "\n"
    };
    let report = columns(&[0, 1, 2, 3, 4, 5, 6], stripped);
    for row in &Table::Applications.rows()[..4] {
        for column in Table::Applications.columns() {
            let value = report.value(Table::Applications, row.code, column.code).map(Number::as_f64);
            assert!(value.is_none_or(|value| value == 0.0), "{} {} {value:?}", row.code, column.code);
        }
    }
}

#[test]
fn a_row_of_review_that_lost_a_cell_is_not_shifted() {
    let results = "<td>结果维持<td>结果纠正<td>其他结果<td>尚未审结<td>总计".repeat(3);
    let read = |values: [&str; 15]| {
        page(&format!(
            "<p>四、政府信息公开行政复议、行政诉讼情况</p><table><tr><td colspan=5>行政复议<td colspan=5>未经复议直接起诉\
             <td colspan=5>复议后起诉</tr><tr>{results}</tr><tr>{}</tr></table>",
            values.map(|value| format!("<td>{value}")).concat()
        ))
    };
    let total = |report: &Report| report.value(Table::Review, "reconsideration", "total").map(Number::as_f64);
    let shifted = ["1", "2", "4", "7", "5", "1", "1", "1", "8", "0", "0", "0", "0", "0", ""];
    assert_eq!(total(&read(shifted)), None);
    let blank = ["1", "2", "0", "4", "7", "5", "1", "1", "1", "8", "0", "0", "0", "0", ""];
    assert_eq!(total(&read(blank)), Some(7.0));
}

#[test]
fn a_row_that_lost_blank_labels_does_not_make_its_like_short() {
    // Below a page break a row has no cell for the labels merged beside it, and blank cells fill it up.
    let cut = |cells: &[&str]| {
        let shifted = [&cells[1..], &[""]].concat();
        let cells = if cells[1].starts_with("（二）部分公开") { &shifted } else { cells };
        cells.join("\t").replacen("（一）予以公开\t\t6\t1", "（一）予以公开\t\t\t1", 1) + "\n"
    };
    let whole = columns(&[0, 1, 2, 3, 4, 5, 6], |cells| cells.join("\t") + "\n");
    let report = columns(&[0, 1, 2, 3, 4, 5, 6], cut);
    let mut expected = row(&whole, Table::Applications, "disclosed");
    expected[0] = None;
    assert_eq!(row(&report, Table::Applications, "disclosed"), expected);
}

#[test]
fn a_gap_between_numbers_that_do_not_add_up_shifts_nothing() {
    // One column is blank and one of notes prints numbers: each row has as many as the form.
    let noted = |cells: &[&str]| {
        let blank = if cells[3] == "自然人" { cells[5] } else { "" };
        [&cells[..5], &[blank], &cells[6..], &["5"]].concat().join("\t") + "\n"
    };
    let report = columns(&[0, 1, 2, 3, 4, 5, 6], noted);
    let received = row(&report, Table::Applications, "received_new");
    let printed = [Some(10.0), Some(1.0), None, Some(0.0), Some(1.0), Some(0.0), Some(12.0)];
    assert!(received == [None; 7] || received == printed, "{received:?}");
}

#[test]
fn a_header_without_its_total_and_another_word_lets_no_total_stand_elsewhere() {
    let header = ["|自然人|商业企业|科研机构|社会公益组织|法律服务机构||"];
    let rows = [
        "一、本年新收政府信息公开申请数量|1|2|3|4|5|15",
        "二、上年结转政府信息公开申请数量|0|0|1|0|2|3",
        "（一）予以公开|1|0|0|4|5|10",
    ];
    let report = grid(&[&header[..], &rows].concat());
    for code in ["received_new", "carried_in", "disclosed"] {
        assert_eq!(report.value(Table::Applications, code, "other_org"), None, "{code}");
        assert_eq!(report.value(Table::Applications, code, "total"), None, "{code}");
    }
}
