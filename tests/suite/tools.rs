//! What tools that turn pages into text make of tables.

use crate::damage::{row, tabs};
use gongkai::form::Table;
use gongkai::parse::parse;
use gongkai::report::{CellState, Report};
use gongkai::source;
use std::fmt::Write;

const RESULTS: &str = "结果维持 结果纠正 其他结果 尚未审结 总计";

fn read(text: &str) -> Report {
    parse(&source::read("a.txt", text.as_bytes()).expect("a document"))
}

/// Section 4 under a header as a tool prints it.
fn under(header: &str, values: &str) -> [[Option<f64>; 5]; 3] {
    let text = format!(
        "甲县民政局2023年政府信息公开工作年度报告\n四、政府信息公开行政复议、行政诉讼情况\n{header}\n{RESULTS} {RESULTS} {RESULTS}\n{values}\n\
         五、存在的主要问题及改进情况\n问题不少。\n"
    );
    let report = read(&text);
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
    // A word a line: nothing tells.
    let header = "行政诉讼\n行政复议\n未经复议直接起诉\n复议后起诉";
    assert_eq!(under(header, values), [[None; 5]; 3]);
    let alike = "1 0 0 0 1 1 0 0 0 1 1 0 0 0 1";
    assert_eq!(under(header, alike)[1], [1.0, 0.0, 0.0, 0.0, 1.0].map(Some));
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
    let report = read(&text);
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
    read(&text)
}

#[test]
fn a_numeral_below_its_words_begins_the_label_and_no_other_row_gets_its_numbers() {
    let report = laid_out(
        "              属于国家秘密\n             1.                                   7     0     0     0     0     0     7\n",
    );
    assert_eq!(row(&report, Table::Applications, "partly_disclosed")[0], Some(3.0));
    assert_eq!(row(&report, Table::Applications, "withheld_state_secret")[0], Some(7.0));
}

#[test]
fn a_year_that_stands_below_its_title_goes_back_into_it() {
    for title in
        ["甲县民政局 年政府信息公开工作年度报\n2019\n告", "甲县民政局 年政府\n2019\n信息公开工作年度报告"]
    {
        let report = read(&format!("{title}\n一、总体情况\n本年度收到申请3件。\n"));
        assert_eq!((report.agency.as_deref(), report.year), (Some("甲县民政局"), Some(2019)));
    }
}

#[test]
fn rows_that_lost_a_cell_before_the_end_of_their_line_are_undecided() {
    // Each line ends in a tab, so that a row without its blank cell has as many cells as the form.
    let table = |lost: &str| {
        let mut text = String::from(
            "甲县民政局2023年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计\t\n",
        );
        for form in Table::Applications.rows().iter().filter(|row| row.code != "other_handling") {
            let numbers = if form.code == lost { "0\t0\t0\t0\t0\t0" } else { "3\t0\t2\t0\t1\t0\t6" };
            text += &["", form.zh, numbers, "\n"].join("\t");
        }
        read(&(text + "四、政府信息公开行政复议、行政诉讼情况\n无。\n"))
    };
    let report = table("withheld_state_secret");
    assert_eq!(row(&report, Table::Applications, "withheld_state_secret"), [None; 7]);
    assert_eq!(row(&report, Table::Applications, "withheld_by_law")[6], Some(6.0));
}

#[test]
fn numbers_cut_over_two_lines_are_none_of_their_cells() {
    let report = laid_out(
        "1.属于国家秘密                                     0     0     0     0     0     ７     ４５\n                                                                                 ７     １\n",
    );
    let cells = row(&report, Table::Applications, "withheld_state_secret");
    assert!(cells[5].is_none() && cells[6].is_none(), "{cells:?}");
}

#[test]
fn a_cell_over_several_columns_may_be_printed_once_for_each() {
    let report = tabs("行政许可\t31\t\t", "行政许可\t31\t31\t31");
    assert_eq!(
        report.value(Table::Section20, "licensing", "decisions").map(gongkai::report::Number::as_f64),
        Some(31.0)
    );
}

#[test]
fn numbers_of_no_label_go_to_no_row() {
    // Under a header whose words nobody can place all labels are taken for one, and the numbers have none.
    let table = "                                                   申请人情况
     一、本年新收政府信息公开申请数量                              48 9    22  8     12    10 109
     二、上年结转政府信息公开申请数量                              0  0    0   0     0     0 0
     三、本年度办   （一）予以公开                              1  1    7   0     0     2 11
     四、结转下年度继续办理                                   2  0    0   0     0     0 2
";
    let report = read(&format!(
        "甲县民政局2023年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n{table}\
         四、政府信息公开行政复议、行政诉讼情况\n无。\n"
    ));
    let carried_out = row(&report, Table::Applications, "carried_out");
    assert!([None, Some(2.0)].contains(&carried_out[0]), "{carried_out:?}");

    // Of two rows of numbers beside one label, one is nobody's.
    let table = "
               一、本年新收政府信息公开申请数量                                        597       272           38      9        421            383    1720
               三、本年          （一）予以公开                                   170       78                                            383    631
                                      1.属于国家秘密                         0                                        392                   392
                                                                       0         1             29               0                     30
                                      7.属于行政执法案卷                       1                               1                              2
                            无法提                                        1                       7       8        29                    45
                            （七）总计                                      606       272           38      9        421            383    1729
               四、结转下年度继续办理                                             1                                        0              0      1
";
    let report =
        read(&format!("甲县民政局2023年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况{table}"));
    let carried_out = row(&report, Table::Applications, "carried_out");
    assert_eq!(carried_out, [Some(1.0), None, None, None, Some(0.0), Some(0.0), Some(1.0)]);
}

#[test]
fn the_row_of_section_4_begins_under_the_first_word_of_its_header() {
    // Each line begins and ends with a tab, and the last cell of the row is blank.
    let header = format!(
        "\t行政复议\t行政诉讼\t\n\t未经复议直接起诉\t复议后起诉\t\n\t{}\t",
        [RESULTS; 3].join("\t").replace(' ', "\t")
    );
    let text = format!(
        "甲县民政局2023年政府信息公开工作年度报告\n四、政府信息公开行政复议、行政诉讼情况\n{header}\n\t0\t0\t0\t0\t0\t0\t\t0\t0\t\t\t\t0\t0\t\t\n"
    );
    let zero = Some(0.0);
    assert_eq!(row(&read(&text), Table::Review, "litigation_direct"), [zero, None, zero, zero, None]);
}

#[test]
fn rows_without_labels_belong_to_no_label_before_them() {
    // A page whose labels stand outside of the rows: a browser prints them all before the table.
    let mut page = String::from(
        "<h1>甲县民政局2023年政府信息公开工作年度报告</h1><h2>三、收到和处理政府信息公开申请情况</h2><table>",
    );
    for (label, number) in
        [("一、本年新收政府信息公开申请数量", 7), ("（一）予以公开", 5), ("四、结转下年度继续办理", 2)]
    {
        let _ = write!(page, "{label}<td></td><tr>{}</tr>", format!("<td>{number}</td>").repeat(7));
    }
    page.push_str("</table><h2>四、政府信息公开行政复议、行政诉讼情况</h2>");
    let report = parse(&source::read("a.html", page.as_bytes()).expect("a document"));
    for label in ["received_new", "disclosed", "carried_out"] {
        assert_eq!(row(&report, Table::Applications, label)[0], None, "{label}");
    }
    // Blank cells are cells.
    let page = page.replacen("<td>2</td>", "<td></td>", 2).replacen("<td>5</td>", "<td></td>", 2);
    let report = parse(&source::read("a.html", page.as_bytes()).expect("a document"));
    assert_eq!(row(&report, Table::Applications, "carried_out")[0], None);
}

#[test]
fn a_tab_that_ends_every_line_is_no_blank_cell() {
    let mut text = String::from("甲县民政局2023年政府信息公开工作年度报告\n二、主动公开政府信息情况\n");
    for line in [
        "第二十条第（一）项",
        "信息内容\t本年制发件数\t本年废止件数\t现行有效件数",
        "规章\t0\t0\t0",
        "行政规范性文件\t10\t10",
        "第二十条第（五）项",
        "信息内容\t本年处理决定数量",
        "行政许可\t388",
    ] {
        let _ = writeln!(text, "\t{line}\t");
    }
    let cells = |text: &str| row(&read(text), Table::Section20, "normative_documents");
    let known = |cells: Vec<Option<f64>>| cells.into_iter().flatten().count();
    text.push_str(&"\t另\t\n".repeat(20));
    assert_eq!(known(cells(&text)), 0, "which of the three is lost?");
    assert_eq!(known(cells(&text.replace("10\t10", "10\t\t10"))), 2);
}

#[test]
fn two_numbers_run_together_under_narrow_words_are_cut_where_all_sums_of_section_4_hold() {
    let values = "\
行政复议                  行政诉讼
                      未经复议直接起诉              复议后起诉
结果 结果  其他  尚未 总计 结果  结果  其他 尚未  总计 结果  结果 其他  尚未 总计
维持 纠正  结果  审结    维持  纠正  结果 审结     维持  纠正 结果  审结
0  17  32  58 1070   10  23 1   34 47  0  1   8  56
";
    let text = format!(
        "甲县民政局2023年政府信息公开工作年度报告\n四、政府信息公开行政复议、行政诉讼情况\n{values}\n五、存在的主要问题及改进情况\n问题不少。\n"
    );
    let report = read(&text);
    assert_eq!(row(&report, Table::Review, "reconsideration")[4], Some(107.0));
    assert_eq!(row(&report, Table::Review, "litigation_direct")[0], Some(0.0));
    let state = crate::damage::state(&report, Table::Review, "reconsideration", "total");
    assert_eq!(state, Some(CellState::Inferred));
}

#[test]
fn rows_of_a_table_that_lost_its_merged_cells_are_in_order_with_their_blanks() {
    // Each row begins with as many words as it has, and all are filled up to the same width.
    let rows = [
        ("| 二、上年结转政府信息公开申请数量 |", "17 1 0 0 0 0 18"),
        ("| 三、本年度办理结果 | （一）予以公开 |", "1 0 0 0 0 0 1"),
        ("| | （三）不予公开 | 1.属于国家秘密 |", "1 18 0 0 0 0 19"),
        ("| | | 2.其他法律行政法规禁止公开 |", "10 0 0 0 0 0 10"),
        ("| | | 3.危及“三安全一稳定” |", "26 0 _ 0 0 0 26"),
        ("| | （七）总计 |", "37 18 0 0 0 0 55"),
    ];
    let mut text = String::from(
        "甲县民政局2023年政府信息公开工作年度报告\n\n三、收到和处理政府信息公开申请情况\n\n\
         | | 申请人情况 | | | | | | | | |\n|--|--|--|--|--|--|--|--|--|--|\n\
         | | 自然人 | 法人或其他组织 | 总计 | | | | | | |\n| | | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | | | |\n",
    );
    for (words, numbers) in rows {
        let line = format!("{words} {} |", numbers.replace(' ', " | ").replace('_', " "));
        let _ = writeln!(text, "{line}{}", " |".repeat(11usize.saturating_sub(line.matches('|').count())));
    }
    let report = read(&text);
    let cells = row(&report, Table::Applications, "withheld_security_stability");
    let zero = Some(0.0);
    assert_eq!(cells, [Some(26.0), zero, None, zero, zero, zero, Some(26.0)]);
}
