//! Numbers of pages among cells, and places on pages printed with spaces: what may be another column is no column.

use crate::damage::{applications, row, sample};
use gongkai::form::Table;
use gongkai::parse::parse;
use gongkai::report::{Number, Report};
use gongkai::source;

/// The sample with a cell a line, as tools print a pdf; blank cells leave nothing.
fn cells() -> String {
    let (_, text) = sample("云岭县民政局_2021.txt");
    let lines = text.lines().flat_map(|line| line.split('\t')).map(str::trim).filter(|cell| !cell.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

fn read(text: &str) -> Report {
    parse(&source::read("a.txt", text.as_bytes()).expect("a document"))
}

#[track_caller]
fn replaced(text: &str, from: &str, to: &str) -> String {
    assert_eq!(text.matches(from).count(), 1, "{from}");
    text.replace(from, to)
}

fn decisions(report: &Report, code: &str) -> Option<f64> {
    report.value(Table::Section20, code, "decisions").map(Number::as_f64)
}

#[test]
fn the_number_of_a_page_in_place_of_a_blank_cell_leaves_the_row_open() {
    let whole = read(&cells());
    assert_eq!((decisions(&whole, "penalty"), decisions(&whole, "coercion")), (Some(2.0), Some(0.0)));
    // 1 behind a whole row, 2 in place of a total, 3 at the end.
    let pages = replaced(&cells(), "行政许可\n31\n", "行政许可\n31\n1\n").replace("处罚\n2\n", "处罚\n5\n");
    let pages =
        replaced(&pages, "2.重复申请\n0\n0\n0\n0\n0\n0\n0\n", "2.重复申请\n0\n0\n0\n0\n0\n0\n2\n") + "\n3\n";
    let report = read(&pages);
    assert_eq!(row(&report, Table::Applications, "declined_repeated"), [None; 7]);
    applications(&report, "received_new", [10, 1, 0, 0, 1, 0, 12]);
    assert_eq!(decisions(&report, "penalty"), Some(5.0));
}

#[test]
fn an_empty_line_within_a_row_may_be_a_blank_cell() {
    let broken =
        replaced(&cells(), "2.重复申请\n0\n0\n0\n0\n0\n0\n0\n", "2.重复申请\n0\n0\n0\n0\n0\n\n0\n2\n");
    let broken = replaced(&broken, "行政强制\n0\n", "行政强制\n\n1\n");
    let report = read(&broken);
    assert_eq!(row(&report, Table::Applications, "declined_repeated"), [None; 7]);
    assert_eq!((decisions(&report, "penalty"), decisions(&report, "coercion")), (Some(2.0), None));
    // A sum tells that nothing lacks.
    let whole =
        replaced(&cells(), "收政府信息公开申请数量\n10\n1\n0\n", "收政府信息公开申请数量\n10\n1\n\n0\n");
    applications(&read(&whole), "received_new", [10, 1, 0, 0, 1, 0, 12]);
}

#[test]
fn a_number_that_goes_on_in_the_next_line_is_none() {
    let report = read(&replaced(&cells(), "行政处罚\n2\n", "行政处罚\n6\n394\n\n"));
    assert_eq!((decisions(&report, "penalty"), decisions(&report, "coercion")), (None, Some(0.0)));
}

#[test]
fn numbers_of_pages_behind_whole_rows_make_no_column_more() {
    let zeros = "\n0\n0\n0\n0\n0\n0\n0\n";
    let page = |text: &str, label: &str, number: &str| {
        replaced(text, &format!("{label}{zeros}"), &format!("{label}{zeros}{number}\n"))
    };
    let pages = page(&page(&cells(), "1.属于国家秘密", "2"), "2.重复申请", "3");
    let report = read(&pages);
    applications(&report, "declined_publication", [0; 7]);
    applications(&report, "declined_repeated", [0; 7]);
    // The same number twice is that of no page.
    let report = read(&page(&page(&cells(), "1.属于国家秘密", "2"), "2.重复申请", "2"));
    assert_eq!(row(&report, Table::Applications, "declined_publication"), [None; 7]);
}

#[test]
fn the_number_of_a_page_before_that_of_a_row_leaves_it_open() {
    let report = read(&replaced(&cells(), "行政强制\n0\n", "行政强制\n\n2\n\n3\n\n"));
    assert_eq!((decisions(&report, "penalty"), decisions(&report, "coercion")), (Some(2.0), None));
}

#[test]
fn a_cut_number_and_a_blank_cell_make_no_row() {
    // A tab before each cell keeps the blank ones.
    let (_, text) = sample("云岭县民政局_2021.txt");
    let cells = |line: &str| {
        if line.contains('\t') { format!("\t{}", line.replace('\t', "\n\t")) } else { line.to_owned() }
    };
    let text = text.lines().map(cells).collect::<Vec<_>>().join("\n");
    let documents = |cells: &str| {
        let report =
            read(&replaced(&text, "行政规范性文件\n\t2\n\t1\n\t9\n", &format!("行政规范性文件\n{cells}\n")));
        report.value(Table::Section20, "normative_documents", "in_force").map(Number::as_f64)
    };
    assert_eq!(documents("\t2\n\t1\n\t9"), Some(9.0));
    assert_eq!(documents("\t1\n\t2\n\t\n\t9"), None);
    let review = |cells: &str| {
        let zeros = "\t0\n".repeat(10);
        let report = read(&replaced(
            &text,
            &format!("\t1\n\t0\n\t0\n\t1\n\t2\n{zeros}"),
            &format!("{cells}\n{zeros}"),
        ));
        row(&report, Table::Review, "reconsideration")
    };
    assert_eq!(review("\t1\n\t0\n\t0\n\t1\n\t2"), [1.0, 0.0, 0.0, 1.0, 2.0].map(Some));
    assert_eq!(review("\t1\n\t4\n\t\n\t1\n\t4"), [None; 5]);
}

/// Section 2 of the form of 2019 printed with spaces.
fn spaces(rows: [&str; 9]) -> Report {
    let (_, text) = sample("云岭县民政局_2020.txt");
    let start = text.find("第二十条第（一）项").expect("a caption");
    let end = text.find("三、收到和处理").expect("a heading");
    read(&format!("{}{}\n\n{}", &text[..start], rows.join("\n"), &text[end..]))
}

#[test]
fn gaps_that_stand_for_tabs_tell_no_place() {
    let rows = |row| {
        [
            "第二十条第（一）项",
            "信息内容    本年新制作数量    本年新公开数量    对外公开总数量",
            "规章    0    0    0",
            "规范性文件    1    1    5",
            "第二十条第（五）项",
            "信息内容    上一年项目数量    本年增/减    处理决定数量",
            row,
            "信息内容    上一年项目数量    本年增/减    处理决定数量",
            "行政处罚    6    0    1",
        ]
    };
    let licensing = |row| {
        let report = spaces(rows(row));
        ["prior_items", "item_change", "decisions"]
            .map(|column| report.value(Table::Section20, "licensing", column).map(Number::as_f64))
    };
    assert_eq!(licensing("行政许可        3"), [None; 3]);
    assert_eq!(licensing("行政许可    12    3    47"), [Some(12.0), Some(3.0), Some(47.0)]);
}

#[test]
fn a_number_under_one_word_by_one_ruler_and_under_another_by_the_other_is_under_none() {
    let rows = |row| {
        [
            "                 第二十条第（一）项",
            "      信息内容       本年新制作数量  本年新公开数量   对外公开总数量",
            row,
            "                 第二十条第（六）项",
            "      信息内容       上一年项目数量   本年增/减    处理决定数量",
            "      行政处罚          101      -8",
            "      行政强制           44       3",
            "      信息内容          采购项目数量          采购总金额（万元）",
            "     政府集中采购             4                 68.5",
        ]
    };
    let report = spaces(rows("     规范性文件                                16"));
    for column in ["newly_made", "newly_disclosed", "disclosed_total"] {
        assert_eq!(report.value(Table::Section20, "normative_documents", column), None, "{column}");
    }
}

#[test]
fn a_row_that_a_page_break_has_set_off_stands_under_no_word() {
    let rows = |row| {
        [
            "                  第二十条第（一）项",
            "       信息内容      本年新制作数量    本年新公开数量   对外公开总数量",
            "      规范性文件         1           1         2",
            "                  第二十条第（六）项",
            "      信息内容       上一年项目数量      本年增/减   处理决定数量",
            "      行政处罚          28          12",
            row,
            "           信息内容                 采购项目数量                       采购总金额（万元）",
            "          政府集中采购                   6                            316.25",
        ]
    };
    let coercion = |row| {
        let report = spaces(rows(row));
        ["prior_items", "item_change", "decisions"]
            .map(|column| report.value(Table::Section20, "coercion", column).map(Number::as_f64))
    };
    assert_eq!(coercion("      行政强制          44          3"), [Some(44.0), Some(3.0), None]);
    assert_eq!(coercion("           行政强制                    2"), [None; 3]);
}

#[test]
fn what_stands_between_numbers_is_a_cell_where_each_has_a_line() {
    let (_, text) = sample("云岭县民政局_2021.txt");
    for print in ["12/3", "- 4 -", "=SUM(B2:G2)", "（2）"] {
        let row_of = |last: &str| {
            let from = "二、上年结转政府信息公开申请数量\t\t\t2\t0\t0\t0\t0\t0\t2\n";
            let to = format!("二、上年结转政府信息公开申请数量\t\t\t2\t0\t{print}\t0\t0\t0\t{last}\n");
            let text = replaced(&text, from, &to);
            let rows = text.lines().map(|line| {
                if line.contains('\t') {
                    format!("\t{}\n", line.replace('\t', "\n\t"))
                } else {
                    format!("{line}\n")
                }
            });
            row(&read(&rows.collect::<Vec<_>>().join("\n")), Table::Applications, "carried_in")
        };
        let zero = Some(0.0);
        assert_eq!(row_of("2"), [Some(2.0), zero, None, zero, zero, zero, Some(2.0)], "{print}");
        assert_eq!(row_of("#"), [Some(2.0), zero, None, zero, zero, zero, None], "{print}");
    }
}

#[test]
fn a_copy_of_a_merged_cell_stands_for_no_blank() {
    let procurement = |row: &str| {
        let report = spaces([
            "第二十条第（一）项",
            "信息内容 本年新制作数量 本年新公开数量 对外公开总数量",
            "规章 0 0 0",
            "规范性文件 1 1 5",
            "第二十条第（八）项",
            "信息内容 上一年项目数量 本年增/减 本年增/减",
            "行政事业性收费 4 1 1",
            "信息内容 采购项目数量 采购总金额（万元） 采购总金额（万元）",
            row,
        ]);
        ["projects", "amount_10k_yuan"]
            .map(|column| report.value(Table::Section20, "procurement", column).map(Number::as_f64))
    };
    assert_eq!(procurement("政府集中采购 23 636.25 636.25"), [Some(23.0), Some(636.25)]);
    assert_eq!(procurement("政府集中采购 380 380"), [None; 2]);
}
