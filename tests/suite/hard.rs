//! Tables that depart from the form: other columns, other orders, more print. Each number lands in its cell, or is told of.

use crate::damage::{applications, problems, row, sample, tabs};
use gongkai::form::Table;
use gongkai::parse::parse;
use gongkai::report::{Reading, Report};
use gongkai::source;

const NAMES: [&str; 7] = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"];

/// Rows of the sample's section 3 with its columns in another order, or some left out, under a header of one line.
fn columns(order: &[usize], print: impl Fn(&[&str]) -> String) -> Report {
    let (_, text) = sample("云岭县民政局_2021.txt");
    let start = text.find("（本列数据").expect("the header");
    let end = text.find("四、政府信息公开行政").expect("a heading");
    let named: Vec<&str> = order.iter().map(|column| NAMES[*column]).collect();
    let corner = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）";
    let mut table = print(&[[corner, "", ""].as_slice(), &named].concat());
    for line in text[start..end].lines().skip(3).filter(|line| !line.trim().is_empty()) {
        let cells: Vec<&str> = line.split('\t').collect();
        let values: Vec<&str> = order.iter().map(|column| cells[3 + column]).collect();
        table += &print(&[&cells[..3], values.as_slice()].concat());
    }
    tabs(&text[start..end], &format!("{table}\n"))
}

fn tab_row(cells: &[&str]) -> String {
    cells.join("\t") + "\n"
}

fn cell_a_line(cells: &[&str]) -> String {
    let printed: Vec<&str> = cells.iter().filter(|cell| !cell.is_empty()).copied().collect();
    printed.join("\n") + "\n\n"
}

fn words(cells: &[&str]) -> String {
    cells.iter().filter(|cell| !cell.is_empty()).copied().collect::<Vec<_>>().join(" ") + "\n"
}

#[test]
fn a_header_in_another_order_is_followed_in_every_layout() {
    for print in [tab_row, cell_a_line, words] {
        for order in [[6, 0, 1, 2, 3, 4, 5], [1, 2, 3, 4, 5, 0, 6], [0, 2, 1, 3, 4, 5, 6]] {
            let report = columns(&order, print);
            applications(&report, "received_new", [10, 1, 0, 0, 1, 0, 12]);
            applications(&report, "carried_out", [1, 0, 0, 0, 0, 0, 1]);
            assert!(report.problems.is_empty(), "{:?}", report.problems);
        }
    }
}

#[test]
fn a_header_that_the_sums_contradict_decides_nothing() {
    let header =
        ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"].join("\t");
    let (_, text) = sample("云岭县民政局_2021.txt");
    let start = text.find("（本列数据").expect("the header");
    let end = text.find("一、本年新收").expect("a row");
    let report = columns(&[6, 0, 1, 2, 3, 4, 5], tab_row);
    assert!(report.value(Table::Applications, "received_new", "total").is_some());
    // The same rows, total in front, under the header of the form.
    let turned: String = text[end..text.find("四、政府信息公开行政").expect("a heading")]
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            tab_row(&[&cells[..3], &cells[9..10], &cells[3..9]].concat())
        })
        .collect();
    let rest = text.find("四、政府信息公开行政").expect("a heading");
    let text = format!("{}\t\t\t{header}\n{turned}\n{}", &text[..start], &text[rest..]);
    let report = parse(&source::read("a.txt", text.as_bytes()).expect("a document"));
    assert_eq!(row(&report, Table::Applications, "received_new"), [None; 7]);
    assert_eq!(problems(&report), ["column_order"]);
}

#[test]
fn a_column_that_is_not_printed_is_told_of() {
    let report = columns(&[0, 1, 2, 3, 4, 5], tab_row);
    assert_eq!(
        row(&report, Table::Applications, "received_new")[..6],
        [10, 1, 0, 0, 1, 0].map(|it| Some(f64::from(it)))
    );
    assert_eq!(row(&report, Table::Applications, "received_new")[6], None);
    assert_eq!(problems(&report), ["column_missing"]);
}

#[test]
fn a_header_repeated_just_before_a_row_named_like_a_column_costs_nothing() {
    let (_, text) = sample("云岭县民政局_2021.txt");
    let start = text.find("（本列数据").expect("the header");
    let header = &text[start..text.find("一、本年新收").expect("a row")];
    for row in ["\t（七）总计\t", "\t\t3.其他\t"] {
        let report = tabs(row, &format!("{header}{row}"));
        applications(&report, "outcome_total", [11, 1, 0, 0, 1, 0, 13]);
        applications(&report, "other_misc", [0; 7]);
        assert!(report.problems.is_empty(), "{row}: {:?}", report.problems);
    }
}

#[test]
fn of_several_rows_the_form_lacks_each_is_told_of() {
    let report = tabs("行政处罚\t2\t\t\n", "行政处罚\t2\t\t\n行政确认\t77\t\t\n行政裁决\t78\t\t\n");
    let told: Vec<&str> = report.problems.iter().map(|problem| problem.message.as_str()).collect();
    assert_eq!(told.len(), 2);
    assert!(told[0].contains("行政确认") && told[0].contains("77"), "{told:?}");
    assert!(told[1].contains("行政裁决") && told[1].contains("78"), "{told:?}");
}

#[test]
fn lines_may_end_in_any_sign_of_unicode() {
    for end in ['\u{85}', '\u{2028}', '\u{b}', '\r'] {
        let (_, text) = sample("云岭县民政局_2021.txt");
        let text = text.replace('\n', &end.to_string());
        let report = parse(&source::read("a.txt", text.as_bytes()).expect("a document"));
        applications(&report, "received_new", [10, 1, 0, 0, 1, 0, 12]);
    }
}

#[test]
fn every_cell_says_where_it_was_read() {
    let report = tabs("（七）总计", "（七）总计");
    let total = report.placed(Table::Applications, "received_new", 6).next().expect("a place");
    assert_eq!((total.raw.as_str(), total.reading), ("12", Reading::Order));
    let (_, text) = sample("云岭县民政局_2021.txt");
    assert!(text.lines().nth(total.line as usize - 1).is_some_and(|line| line.starts_with("一、本年新收")));
    for rows in &report.tables {
        for row in &rows.rows {
            for (column, _) in &row.cells {
                assert_eq!(report.placed(rows.table, row.row.code, *column).count(), 1);
            }
        }
    }
}
