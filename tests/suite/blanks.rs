//! Blank tables, numerals set apart from their labels, and what sites print around a report.

use crate::damage::{applications, problems, row, sample, state, tabs};
use gongkai::form::Table;
use gongkai::parse::parse;
use gongkai::report::{CellState, Report};
use gongkai::source;

fn read(text: &str) -> Report {
    parse(&source::read("a.txt", text.as_bytes()).expect("a document"))
}

#[test]
fn a_blank_table_leaves_the_numbers_of_another_as_they_are() {
    let (_, text) = sample("云岭县民政局_2021.txt");
    let from = text.find("一、本年新收").expect("the table");
    let to = text.find("四、政府信息公开行政复议").expect("the next section");
    let blank: String =
        text[from..to].replace("\t10", "\t").chars().filter(|c| !c.is_ascii_digit()).collect();
    let report = read(&format!("{}{blank}{}", &text[..from], &text[to..]));
    assert_eq!(state(&report, Table::Applications, "disclosed", "total"), Some(CellState::Blank));
    let rows = row(&report, Table::Section20, "normative_documents");
    assert_eq!(rows[..3], [Some(2.0), Some(1.0), Some(9.0)]);
    assert_eq!(state(&report, Table::Section20, "licensing", "decisions"), None);
}

#[test]
fn the_numeral_of_a_label_that_a_gap_sets_apart_is_no_number() {
    for (from, to) in
        [("2.重复申请", "2 重复申请"), ("1.申请人无正当理由", "1 申请人无正当理由"), ("3.其他\t", "3 其他\t")]
    {
        let report = tabs(from, to);
        assert_eq!(report.form.code(), "2021", "{to}");
        assert!(report.problems.is_empty(), "{to}: {:?}", report.problems);
        applications(&report, "other_misc", [0; 7]);
    }
    // A number that is not the label's own is told of.
    assert_eq!(problems(&tabs("2.重复申请", "7 重复申请")), ["stray_number"]);
}

#[test]
fn where_a_glued_row_has_no_digits_blanks_are_lost_in_others_too() {
    let (_, text) = sample("云岭县民政局_2021.txt");
    let start = text.find("第二十条第（一）项").expect("the table");
    let end = text.find("三、收到和处理").expect("a heading");
    let run: String = text[start..end].split(['\t', '\n']).collect();
    let read_glued = |from: &str, to: &str| {
        assert!(run.contains(from), "the sample lacks {from}");
        read(&format!("{}{}\n{}", &text[..start], run.replacen(from, to, 1), &text[end..]))
    };
    let issued = |report: &Report| state(report, Table::Section20, "normative_documents", "issued");
    assert_eq!(issued(&read_glued("规章000", "规章000")), Some(CellState::Inferred));
    let report = read_glued("规章000", "规章");
    assert_eq!(issued(&report), Some(CellState::Ambiguous));
    assert_eq!(state(&report, Table::Section20, "licensing", "decisions"), None);
}

#[test]
fn a_wrong_number_beside_its_total_is_an_error_where_no_row_lacks_a_number() {
    let report = tabs("2.重复申请\t0\t0\t0\t0\t0\t0\t0\n", "2.重复申请\t1\t0\t0\t0\t0\t1\t1\n");
    applications(&report, "declined_repeated", [1, 0, 0, 0, 0, 1, 1]);
    let findings = gongkai::check::check(&report);
    assert!(findings.iter().any(|finding| finding.rule == "T3.ROWSUM"), "{findings:?}");
}

#[test]
fn words_of_a_header_cut_by_line_ends_tell_that_columns_are_out_of_order() {
    let (_, text) = sample("云岭县民政局_2021.txt");
    let start = text.find("（本列数据").expect("the header");
    let end = text.find("四、政府信息公开行政").expect("a heading");
    let table = |header: &str| {
        let rows = text[start..end].lines().skip(3).map(|row| row.trim().replace('\t', "   "));
        let rows: Vec<String> = rows.collect();
        tabs(&text[start..end], &format!("{header}{}\n\n", rows.join("\n")))
    };
    let head = "（本列数据的勾稽关系    申请人情况\n为：第一项加第二项    自然   法人或其他组织   总计\n";
    let own = table(&format!(
        "{head}之和，等于第三项    人   商业   科研   社会   法律   其他\n加第四项之和）    企业   机构   公益   服务\n组织   机构\n"
    ));
    applications(&own, "received_new", [10, 1, 0, 0, 1, 0, 12]);
    let turned = table(&format!(
        "{head}之和，等于第三项    人   商业   科研   其他   法律   社会\n加第四项之和）    企业   机构   服务   公益\n机构   组织\n"
    ));
    assert_eq!(row(&turned, Table::Applications, "received_new"), [None; 7]);
}

#[test]
fn numbers_beside_a_group_whose_rows_follow_are_nobodys() {
    let label = "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请";
    let report = tabs(label, "");
    assert_eq!(row(&report, Table::Applications, "other_handling"), [None; 7]);
    applications(&report, "other_misc", [0; 7]);
}

#[test]
fn a_count_with_decimals_is_no_value_and_an_error() {
    let cases = [
        ("行政许可\t31", "行政许可\t12.5", "B2.INT"),
        ("\t1\t0\t0\t1\t0\t12\n", "\t1.5\t0\t0\t1\t0\t12\n", "T3.NONNEG"),
    ];
    for (from, to, rule) in cases {
        let findings = gongkai::check::check(&tabs(from, to));
        let rules: Vec<&str> = findings.iter().map(|finding| finding.rule).collect();
        assert_eq!(rules, [rule], "{to}");
        // The message says what is printed instead of a value.
        assert!(
            findings[0].message.contains(if rule == "B2.INT" { " 12.5（" } else { " 1.5（" }),
            "{:?}",
            findings[0]
        );
    }
}

#[test]
fn links_below_a_report_are_none_of_its_last_section() {
    let (_, text) = sample("云岭县民政局_2021.txt");
    let own = read(&text).sections.pop().expect("a section").body;
    for links in
        ["相关链接\n2020年政府信息公开工作年度报告\n", "【打印本页】【关闭窗口】\n", "主办：云岭县人民政府\n"]
    {
        let body = read(&format!("{text}{links}")).sections.pop().expect("a section").body;
        assert_eq!(body, own, "{links}");
    }
    let body = read(&format!("{text}相关信息已公布。\n")).sections.pop().expect("a section").body;
    assert!(body.ends_with("相关信息已公布。"));
}

#[test]
fn a_sentence_wrapped_before_its_end_is_no_title() {
    let (_, text) = sample("云岭县民政局_2021.txt");
    let (_, rest) = text.split_once('\n').expect("a title");
    let lead = "2021年政府信息公开工作年度报告\n根据《条例》等要求，现公\n布云岭县民政局2021年政府信息公开工作年度报告\n。";
    assert_eq!(read(&format!("{lead}{rest}")).agency.as_deref(), Some("云岭县民政局"));
}

#[test]
fn the_month_of_a_cover_on_the_line_of_the_title_is_not_its_year() {
    let (_, text) = sample("云岭县民政局_2021.txt");
    for cover in ["云岭县民政局2022年1月", "云岭县民政局二〇二二年一月二十日", "2022年1月"]
    {
        let report = read(&format!("{cover}{text}"));
        assert_eq!((report.agency.as_deref(), report.year), (Some("云岭县民政局"), Some(2021)), "{cover}");
    }
}

#[test]
fn the_year_and_the_version_behind_a_title_belong_to_it() {
    let (_, text) = sample("云岭县民政局_2021.txt");
    let (_, rest) = text.split_once('\n').expect("a title");
    for end in ["(2021年度)", "(更正版)", "(2021年)(修订稿)", "更正版"] {
        let title = format!("云岭县民政局2021年政府信息公开工作年度报告{end}");
        assert_eq!(read(&format!("{title}\n{rest}")).title, Some(title));
    }
}

/// Section 3 with blank cells but in one column, each row printed by a function of label cells and values; its header has as
/// many columns of labels as most rows.
fn only(kept: usize, print: impl Fn(&[&str], &[&str]) -> String) -> Report {
    let (_, text) = sample("云岭县民政局_2021.txt");
    let text = text.replace("\t\t\t自然人", "\t\t自然人").replace("\t\t\t\t商业", "\t\t\t商业");
    printed(&text, &[kept], print)
}

/// A text with blank cells in section 3 but in some columns, each row printed by a function of label cells and values.
fn printed(text: &str, kept: &[usize], print: impl Fn(&[&str], &[&str]) -> String) -> Report {
    let from = text.find("一、本年新收").expect("the table");
    let to = text[from..].find("\n\n").map(|end| from + end).expect("its end");
    let rows = text[from..to].lines().map(|line| {
        let cells: Vec<&str> = line.split('\t').collect();
        let values =
            cells[3..].iter().enumerate().map(|(at, value)| if kept.contains(&at) { *value } else { "" });
        print(&cells[..3], &values.collect::<Vec<_>>())
    });
    read(&format!("{}{}{}", &text[..from], rows.collect::<String>(), &text[to..]))
}

/// A row whose values follow its label, with the cell that others have for labels behind them.
fn shared(labels: &[&str], values: &[&str]) -> String {
    let label = labels.iter().rposition(|label| !label.is_empty()).unwrap_or(0);
    let tail = "\t".repeat(2 - label.max(1));
    format!("{}\t{}{tail}\n", labels[..=label.max(1)].join("\t"), values.join("\t"))
}

#[test]
fn totals_alone_are_read_where_cells_that_rows_share_stand_behind() {
    let trailing = |labels: &[&str], values: &[&str]| {
        let own: Vec<&str> = labels.iter().filter(|label| !label.is_empty()).copied().collect();
        let spare = "|".repeat(labels.len() - own.len() + 1);
        format!("{} | {} {spare} |\n", own.join(" | "), values.join(" | "))
    };
    for report in [only(6, trailing), only(6, shared)] {
        let total = |code| row(&report, Table::Applications, code);
        let expected = |count| [None, None, None, None, None, None, Some(count)];
        assert_eq!(
            (total("received_new"), total("outcome_total")),
            (expected(12.0).to_vec(), expected(13.0).to_vec())
        );
        assert_eq!(state(&report, Table::Applications, "received_new", "other_org"), Some(CellState::Blank));
    }
    // What another column holds is no total.
    for kept in 0..6 {
        for report in [only(kept, trailing), only(kept, shared)] {
            assert_eq!(report.value(Table::Applications, "received_new", "total"), None, "{kept}");
        }
    }
}

#[test]
fn rows_that_lack_a_column_of_labels_which_the_header_has_are_not_read_one_column_early() {
    let (_, text) = sample("云岭县民政局_2021.txt");
    for kept in [&[6][..], &[5, 6]] {
        let report = printed(&text, kept, shared);
        assert_eq!(row(&report, Table::Applications, "received_new"), [None; 7], "{kept:?}");
        assert_eq!(row(&report, Table::Applications, "withheld_third_party")[6], Some(1.0), "{kept:?}");
    }
    // Numbers that far apart begin and end the row.
    let received = row(&printed(&text, &[0, 6], shared), Table::Applications, "received_new");
    assert_eq!(received, [Some(10.0), None, None, None, None, None, Some(12.0)]);
}
