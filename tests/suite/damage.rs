//! Single faults of real documents, each in the smallest change to a sample report that shows it.

use gongkai::form::Table;
use gongkai::parse::parse;
use gongkai::report::{CellState, Number, Report};
use std::path::Path;

/// A sample report in rows of tabs, with one text replaced.
#[track_caller]
pub(crate) fn tabs(from: &str, to: &str) -> Report {
    damaged("云岭县民政局_2021.txt", from, to)
}

#[track_caller]
fn damaged(sample: &str, from: &str, to: &str) -> Report {
    let (name, text) = self::sample(sample);
    assert!(text.contains(from), "the sample lacks {from}");
    let document = gongkai::source::read(name, text.replacen(from, to, 1).as_bytes()).expect("a document");
    parse(&document)
}

/// Name and text of a sample report.
pub(crate) fn sample(name: &str) -> (&str, String) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/sample").join(name);
    (name, std::fs::read_to_string(path).expect("a sample"))
}

pub(crate) fn row(report: &Report, table: Table, code: &str) -> Vec<Option<f64>> {
    let columns = table.columns().iter();
    columns.map(|column| report.value(table, code, column.code).map(Number::as_f64)).collect()
}

#[track_caller]
pub(crate) fn applications(report: &Report, code: &str, expected: [i32; 7]) {
    let expected: Vec<Option<f64>> = expected.iter().map(|count| Some(f64::from(*count))).collect();
    assert_eq!(row(report, Table::Applications, code), expected);
}

pub(crate) fn problems(report: &Report) -> Vec<&str> {
    report.problems.iter().map(|problem| problem.code).collect()
}

pub(crate) fn state(report: &Report, table: Table, row: &str, column: &str) -> Option<CellState> {
    report.cell(table, row, column).and_then(|cell| cell.note.as_ref()).map(|note| note.0)
}

#[test]
fn a_lone_numeral_in_a_cell_is_unreadable_and_shifts_nothing() {
    let report = tabs("\t1\t0\t0\t1\t0\t12\n", "\t一\t0\t0\t1\t0\t12\n");
    let received = row(&report, Table::Applications, "received_new");
    assert_eq!(received, [Some(10.0), None, Some(0.0), Some(0.0), Some(1.0), Some(0.0), Some(12.0)]);
    let state = state(&report, Table::Applications, "received_new", "commercial_enterprise");
    assert_eq!(state, Some(CellState::Unreadable));
}

#[test]
fn a_part_of_a_row_is_a_row_of_its_own() {
    let report =
        tabs("行政规范性文件\t2\t1\t9\n", "行政规范性文件\t2\t1\t9\n其中：规范性文件（镇级）\t1\t0\t3\n");
    assert_eq!(
        report.value(Table::Section20, "normative_documents", "in_force").map(Number::as_f64),
        Some(9.0)
    );
    assert_eq!(problems(&report), ["extra_row"]);
}

#[test]
fn a_row_the_form_lacks_takes_no_number_from_its_neighbours() {
    let report = tabs("行政处罚\t2\t\t\n", "行政处罚\t2\t\t\n行政确认\t77\t\t\n");
    assert_eq!(report.value(Table::Section20, "penalty", "decisions").map(Number::as_f64), Some(2.0));
    assert_eq!(problems(&report), ["extra_row"]);
}

#[test]
fn a_number_cut_by_a_line_break_is_not_its_first_digit() {
    let report = tabs("行政许可\t31\t\t\n", "行政许可\t3\n1\n");
    assert_eq!(report.value(Table::Section20, "licensing", "decisions"), None);
    assert_eq!(problems(&report), ["stray_number"]);
}

#[test]
fn a_page_number_between_rows_that_add_up_costs_nothing() {
    let report = tabs("二、上年结转政府信息公开申请数量", "4\n二、上年结转政府信息公开申请数量");
    applications(&report, "received_new", [10, 1, 0, 0, 1, 0, 12]);
    assert_eq!(problems(&report), ["stray_number"]);
}

#[test]
fn labels_with_a_slip_or_the_year_written_out() {
    for (official, printed, code, expected) in [
        ("2.重复申请", "2.重夏申请", "declined_repeated", [0, 0, 0, 0, 0, 0, 0]),
        ("4.保护第三方合法权益", "4.保护第三人合法权宜", "withheld_third_party", [1, 0, 0, 0, 0, 0, 1]),
    ] {
        let report = tabs(official, printed);
        applications(&report, code, expected);
        assert_eq!(problems(&report), ["label_variant"], "{printed}");
    }
    for (official, printed, code, expected) in [
        ("二、上年结转", "二、2020年结转", "carried_in", [2, 0, 0, 0, 0, 0, 2]),
        ("四、结转下年度继续办理", "四、结转2022年度继续办理", "carried_out", [1, 0, 0, 0, 0, 0, 1]),
        ("（七）总计", "（七）合计", "outcome_total", [11, 1, 0, 0, 1, 0, 13]),
    ] {
        let report = tabs(official, printed);
        applications(&report, code, expected);
        assert!(report.problems.is_empty(), "{printed}: {:?}", report.problems);
    }
}

#[test]
fn a_unit_set_apart_from_its_number_takes_no_cell() {
    let review = "3\t1\t0\t2\t6\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0\n";
    let spaced =
        review.trim_end().split('\t').map(|count| format!("{count} 件")).collect::<Vec<_>>().join(" ");
    let report = tabs("1\t0\t0\t1\t2\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0\n", &format!("{spaced}\n"));
    let read = row(&report, Table::Review, "reconsideration");
    assert_eq!(read, [3.0, 1.0, 0.0, 2.0, 6.0].map(Some));
}

#[test]
fn a_table_printed_twice_is_read_once_and_told_where_it_differs() {
    let again = "行政许可\t31\t\t\n第二十条第（五）项\t\t\t\n信息内容\t本年处理决定数量\t\t\n行政许可\t";
    let report = tabs("行政许可\t31\t\t\n", &format!("{again}31\t\t\n"));
    assert_eq!(report.value(Table::Section20, "licensing", "decisions").map(Number::as_f64), Some(31.0));
    assert!(report.problems.is_empty());
    let report = tabs("行政许可\t31\t\t\n", &format!("{again}32\t\t\n"));
    assert_eq!(report.value(Table::Section20, "licensing", "decisions"), None);
    assert_eq!(problems(&report), ["duplicate_row"]);
}

#[test]
fn namesakes_of_a_heading_in_a_menu_are_no_table() {
    let report = tabs("云岭县民政局2021年", "规章\n行政复议\n云岭县民政局2021年");
    assert_eq!(report.agency.as_deref(), Some("云岭县民政局"));
    applications(&report, "received_new", [10, 1, 0, 0, 1, 0, 12]);
}

#[test]
fn section_four_turned_on_its_side_keeps_its_blanks() {
    let columns = "类别\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计\n";
    let rows = "行政复议\t1\t0\t0\t1\t2\n未经复议直接起诉\t0\t2\t0\t0\t2\n复议后起诉\t0\t0\t\t3\t3\n";
    let (_, text) = sample("云岭县民政局_2021.txt");
    let start = text.find("行政复议\t\t").expect("a header");
    let end = text.find("五、存在").expect("a heading");
    let report = tabs(&text[start..end], &format!("{columns}{rows}\n"));
    assert_eq!(row(&report, Table::Review, "litigation_direct"), [0.0, 2.0, 0.0, 0.0, 2.0].map(Some));
    let after = row(&report, Table::Review, "litigation_after_reconsideration");
    assert_eq!(after, [Some(0.0), Some(0.0), None, Some(3.0), Some(3.0)]);
}

#[test]
fn columns_are_read_in_the_order_their_header_prints() {
    let report = tabs("商业企业\t科研机构", "科研机构\t商业企业");
    applications(&report, "received_new", [10, 0, 1, 0, 1, 0, 12]);
    let report = tabs("结果维持\t结果纠正", "结果纠正\t结果维持");
    assert_eq!(row(&report, Table::Review, "reconsideration"), [0.0, 1.0, 0.0, 1.0, 2.0].map(Some));
    let report = tabs("本年制发件数\t本年废止件数", "本年废止件数\t本年制发件数");
    let documents =
        |column| report.value(Table::Section20, "normative_documents", column).map(Number::as_f64);
    assert_eq!((documents("issued"), documents("repealed")), (Some(1.0), Some(2.0)));
}

#[test]
fn of_two_reports_in_a_file_the_first_is_read_and_the_second_told_of() {
    let (_, first) = sample("云岭县民政局_2021.txt");
    let (_, second) = sample("云岭县教育局_2022.txt");
    let document =
        gongkai::source::read("two.txt", format!("{first}\n{second}").as_bytes()).expect("a document");
    let report = parse(&document);
    assert_eq!((report.agency.as_deref(), report.year), (Some("云岭县民政局"), Some(2021)));
    applications(&report, "received_new", [10, 1, 0, 0, 1, 0, 12]);
    assert_eq!(problems(&report), ["several_reports"]);
}

/// The sample's cells, one a line; `row` is printed behind the label of a row, which prints no cells itself.
fn cells_of_lines(label: &str, row: &[&str], gap: &str) -> Vec<String> {
    let (_, text) = sample("云岭县民政局_2021.txt");
    let mut lines = Vec::new();
    for line in text.lines() {
        let cells: Vec<&str> = line.split('\t').filter(|cell| !cell.is_empty()).collect();
        let labelled = cells.iter().position(|cell| cell.starts_with(label));
        match labelled {
            Some(at) => lines.extend(cells[..=at].iter().chain(row).map(|cell| format!("{cell}{gap}"))),
            None => lines.extend(cells.iter().map(|cell| format!("{cell}{gap}"))),
        }
    }
    lines
}

fn read_text(text: &str) -> Report {
    parse(&gongkai::source::read("a.txt", text.as_bytes()).expect("a document"))
}

const SUBTOTAL: [&str; 7] = ["小计", "80", "31", "42", "21", "92", "98"];

#[test]
fn where_repeated_lines_are_lost_words_do_not_complete_a_row() {
    let mut seen = std::collections::HashSet::new();
    let mut lines = cells_of_lines("6.属于四类过程性信息", &SUBTOTAL, "\n");
    lines.retain(|line| seen.insert(line.clone()));
    let report = read_text(&lines.concat());
    assert_eq!(row(&report, Table::Applications, "withheld_deliberative"), [None; 7]);
}

#[test]
fn words_behind_a_break_are_the_label_of_another_row() {
    let report = read_text(&cells_of_lines("6.属于四类过程性信息", &SUBTOTAL, "\n\n").concat());
    assert_eq!(row(&report, Table::Applications, "withheld_deliberative"), [None; 7]);
    assert_eq!(problems(&report), ["extra_row"]);
}

#[test]
fn a_number_in_brackets_on_a_line_of_its_own_is_told_of() {
    let report = read_text(&cells_of_lines("3.要求提供公开出版物", &["(12)"], "\n").concat());
    assert_eq!(row(&report, Table::Applications, "declined_publication"), [None; 7]);
    assert!(report.problems.iter().any(|problem| problem.message.contains("(12)")), "{:?}", report.problems);
}

#[test]
fn the_rest_of_a_label_below_its_numbers_is_no_cell() {
    let printed = "1.属于国家\n0 0 0 0 0 0\n秘密\n";
    let report = tabs("1.属于国家秘密\t0\t0\t0\t0\t0\t0\t0\n", printed);
    assert_eq!(row(&report, Table::Applications, "withheld_state_secret"), [None; 7]);
}

/// The sample without gaps between its cells, `from` replaced by `to`.
fn glued(from: &str, to: &str) -> Report {
    let (_, text) = sample("云岭县民政局_2021.txt");
    let start = text.find("三、收到和处理").expect("a heading");
    let end = text.find("四、政府信息公开行政").expect("a heading");
    let run: String = text[start..end].split(['\t', '\n']).collect();
    assert!(run.contains(from), "the sample lacks {from}");
    read_text(&format!("{}{}\n{}", &text[..start], run.replacen(from, to, 1), &text[end..]))
}

#[test]
fn one_digit_a_cell_is_an_inference_unless_all_are_zeros() {
    // Of 0 11 0 0 0 0 11 a zero and the eleven were lost, or this is 0 0 0 0 0 1 1.
    let report = glued("已获取信息0000000", "已获取信息0000011");
    let inferred = state(&report, Table::Applications, "declined_confirmation", "total");
    assert_eq!(inferred, Some(CellState::Inferred));
    assert_eq!(state(&report, Table::Applications, "declined_repeated", "total"), None);
    applications(&report, "declined_repeated", [0; 7]);
}

#[test]
fn a_mark_behind_a_number_of_glued_digits_is_kept_in_the_note() {
    for printed in ["0012(1)00012", "00000（12）0", "(12)000000"] {
        let report = glued("已获取信息0000000", &format!("已获取信息{printed}"));
        assert_eq!(row(&report, Table::Applications, "declined_confirmation"), [None; 7]);
        let cell = report.cell(Table::Applications, "declined_confirmation", "total").expect("a cell");
        let (state, raw) = cell.note.clone().expect("a note");
        assert_eq!((state, raw.contains("12")), (CellState::Ambiguous, true), "{raw}");
        applications(&report, "other_no_correction", [0; 7]);
    }
}

#[test]
fn places_of_header_words_on_a_page_tell_their_order() {
    let (_, text) = sample("云岭县民政局_2021.txt");
    let start = text.find("（本列数据").expect("the header");
    let end = text.find("四、政府信息公开行政").expect("a heading");
    // Each word so far right, as wide characters take two places.
    let line = |words: &[(usize, &str)]| {
        let mut line = String::new();
        let mut at = 0;
        for (place, word) in words {
            line += &" ".repeat(place.saturating_sub(at));
            line += word;
            at = *place.max(&at) + word.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
        }
        line + "\n"
    };
    let table = |natural: usize, organisations: usize| {
        let right = |column: usize| organisations + column * 14;
        let mut table = line(&[(0, "（本列数据的勾稽关系为：第一项加第二项"), (85, "法人或其他组织")]);
        table += &line(&[(0, "之和，等于第三项加第四项之和）"), (natural, "自然人"), (145, "总计")]);
        table += &line(&[(right(2), "社会公益"), (right(3), "法律服务")]);
        table += &line(&[(right(0), "商业企业"), (right(1), "科研机构"), (right(4), "其他")]);
        table += &line(&[(right(2), "组织"), (right(3), "机构")]);
        for row in text[start..end].lines().skip(3).filter(|line| !line.trim().is_empty()) {
            let cells: Vec<&str> = row.split('\t').collect();
            let label = cells[..3].iter().rev().find(|cell| !cell.is_empty()).expect("a label");
            let mut words = vec![(0, *label)];
            words.extend((0..7).map(|column| (62 + column * 14, cells[3 + column])));
            table += &line(&words);
        }
        tabs(&text[start..end], &format!("{table}\n"))
    };
    applications(&table(60, 73), "received_new", [10, 1, 0, 0, 1, 0, 12]);
    let turned = table(130, 59);
    assert_eq!(row(&turned, Table::Applications, "received_new"), [None; 7]);
    assert_eq!(problems(&turned), ["column_order"]);
}

#[test]
fn a_zero_over_all_columns_is_one_in_each() {
    let names = gongkai::form::APPLICANT_COLUMNS.iter().map(|column| format!("<td>{}</td>", column.zh));
    let names: String = names.collect();
    let page = |cells: &str| {
        read_text(&format!(
            "<html><body><h1>甲县民政局2023年政府信息公开工作年度报告</h1><p>三、收到和处理政府信息公开申请情况</p>\
             <table><tr><td>申请人情况</td>{names}</tr><tr><td>二、上年结转政府信息公开申请数量</td>{cells}</tr>\
             <tr><td>四、结转下年度继续办理</td>{}</tr></table></body></html>",
            "<td>0</td>".repeat(7)
        ))
    };
    let report = page("<td colspan=7>0</td>");
    applications(&report, "carried_in", [0; 7]);
    let inferred = state(&report, Table::Applications, "carried_in", "natural_person");
    assert_eq!(inferred, Some(CellState::Inferred));
    for cells in ["<td colspan=6>0</td><td></td>", "<td colspan=7>3</td>", "<td colspan=6>0</td>"] {
        assert_eq!(row(&page(cells), Table::Applications, "carried_in"), [None; 7], "{cells}");
    }
}

#[test]
fn a_row_of_review_torn_by_an_unreadable_cell_is_not_shifted() {
    let report = tabs(
        "1\t0\t0\t1\t2\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0\n",
        "> 1\t0\t0\t1\t2\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0\t\n",
    );
    assert_eq!(row(&report, Table::Review, "reconsideration"), [None; 5]);
    assert!(problems(&report).contains(&"stray_number"), "{:?}", report.problems);
}
