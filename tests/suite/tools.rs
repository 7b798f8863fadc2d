//! What tools that turn pages into text make of tables.

use crate::damage::{row, tabs};
use gongkai::form::Table;
use gongkai::parse::parse;
use gongkai::report::Report;
use gongkai::source;

const RESULTS: &str = "结果维持 结果纠正 其他结果 尚未审结 总计";

/// Section 4 under a header as a tool prints it.
fn under(header: &str, values: &str) -> [[Option<f64>; 5]; 3] {
    let text = format!(
        "甲县民政局2023年政府信息公开工作年度报告\n四、政府信息公开行政复议、行政诉讼情况\n{header}\n{RESULTS} {RESULTS} {RESULTS}\n{values}\n\
         五、存在的主要问题及改进情况\n问题不少。\n"
    );
    let report = parse(&source::read("a.txt", text.as_bytes()).expect("a document"));
    ["reconsideration", "litigation_direct", "litigation_after_reconsideration"]
        .map(|channel| row(&report, Table::Review, channel).try_into().expect("five cells"))
}

#[test]
fn reconsideration_at_middle_height_beside_two_lines_of_litigation_is_not_behind_it() {
    let values = "35 0 0 34 69 14 0 0 0 14 0 0 0 11 11";
    let order = [[35.0, 0.0, 0.0, 34.0, 69.0], [14.0, 0.0, 0.0, 0.0, 14.0], [0.0, 0.0, 0.0, 11.0, 11.0]]
        .map(|cells| cells.map(Some));
    for header in [
        "                       行政诉讼\n行政复议                   未经复议直接起诉               复议后起诉",
        "行政诉讼\n行政复议\n未经复议直接起诉 复议后起诉",
        "│        │行政诉讼                   │\n│行政复议├────────┬────────┤\n│        │未经复议直接起诉│复议后起诉│",
    ] {
        assert_eq!(under(header, values), order, "{header}");
    }
    // On one line the order is printed.
    let [review, ..] = under("行政诉讼 行政复议\n未经复议直接起诉 复议后起诉", values);
    assert_eq!(review, [0.0, 0.0, 0.0, 11.0, 11.0].map(Some));
    // A word a line, or words in the order of blocks: nothing tells.
    for header in ["行政诉讼\n行政复议\n未经复议直接起诉\n复议后起诉"] {
        assert_eq!(under(header, values), [[None; 5]; 3], "{header}");
        let zeros = "1 0 0 0 1 1 0 0 0 1 1 0 0 0 1";
        assert_eq!(under(header, zeros)[1], [1.0, 0.0, 0.0, 0.0, 1.0].map(Some));
    }
}

#[test]
fn columns_are_measured_as_their_tool_measured_ideographs() {
    // One place each, as lynx, inscriptis and pdftotext count them.
    let table = "第二十条第（五）项
信息内容                上一年项目数量       本年增/减          处理决定数量
行政许可                57            0              0
其他对外管理服务事项          9             7              295
第二十条第（六）项
信息内容                上一年项目数量       本年增/减          处理决定数量
行政处罚                17            0              144
行政强制                              0              21
";
    let text = format!(
        "甲县民政局2020年政府信息公开工作年度报告\n二、主动公开政府信息情况\n{table}三、收到和处理政府信息公开申请情况\n无。\n"
    );
    let report = parse(&source::read("a.txt", text.as_bytes()).expect("a document"));
    let item =
        |item, column| report.value(Table::Section20, item, column).map(gongkai::report::Number::as_f64);
    assert_eq!(
        ["prior_items", "item_change", "decisions"].map(|column| item("coercion", column)),
        [None, Some(0.0), Some(21.0)]
    );
    assert_eq!(item("other_services", "item_change"), Some(7.0));
}

#[test]
fn radicals_that_fonts_name_for_characters_are_read_as_these() {
    let report = tabs("云岭县民政局", "云岭县⺠政局");
    assert_eq!(report.agency.as_deref(), Some("云岭县民政局"));
    let report = tabs("行政许可", "⾏政许可");
    assert!(report.problems.is_empty(), "{:?}", report.problems);
}

/// Section 3 as pdftotext lays it out: some lines in place of those of two rows.
fn laid_out(lines: &str) -> Report {
    let place = |label: &str, numbers: [&str; 7]| {
        let numbers: Vec<String> = numbers.iter().map(|number| format!("{number:<6}")).collect();
        format!("{label}{}{}\n", " ".repeat(50 - label.chars().count()), numbers.concat())
    };
    let mut text =
        String::from("甲县民政局2023年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n");
    text.push_str(&place(
        "",
        ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"],
    ));
    for row in Table::Applications.rows() {
        match row.code {
            "withheld_state_secret" => text.push_str(lines),
            "other_handling" => {}
            _ => text.push_str(&place(row.zh, ["3", "0", "2", "0", "1", "0", "6"])),
        }
    }
    text.push_str("四、政府信息公开行政复议、行政诉讼情况\n无。\n");
    parse(&source::read("a.txt", text.as_bytes()).expect("a document"))
}

#[test]
fn a_numeral_below_its_words_begins_the_label_and_no_other_row_gets_its_numbers() {
    let report = laid_out(
        "              属于国家秘密\n             1.                                   7     0     0     0     0     0     7\n",
    );
    assert_eq!(row(&report, Table::Applications, "partly_disclosed")[0], Some(3.0));
    assert_eq!(row(&report, Table::Applications, "withheld_state_secret")[0], Some(7.0));
}
