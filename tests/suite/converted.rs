//! What converters and print make of a report: merged cells printed anew, tables of HTML in Markdown, numbers of pages among cells,
//! words of one cell between the lines of another.

use super::damage::{applications, row, sample, state};
use gongkai::document::Block;
use gongkai::form::Table;
use gongkai::parse::parse;
use gongkai::report::{CellState, Report};
use std::fmt::Write;

const SAMPLE: &str = "云岭县民政局_2021.txt";

fn read(name: &str, text: &str) -> Report {
    parse(&gongkai::source::read(name, text.as_bytes()).expect("a document"))
}

/// The sample with one text replaced, then made another by a function.
#[track_caller]
fn made(from: &str, to: &str, make: impl Fn(&str) -> String) -> Report {
    let (name, text) = sample(SAMPLE);
    assert!(text.contains(from), "the sample lacks {from}");
    read(name, &make(&text.replacen(from, to, 1)))
}

fn unchanged(text: &str) -> String {
    text.to_owned()
}

/// Each cell a line, blank ones gone.
fn cell_a_line(text: &str) -> String {
    let lines = text.lines().map(|line| line.split('\t').filter(|cell| !cell.is_empty()).collect::<Vec<_>>());
    lines.filter(|cells| !cells.is_empty()).map(|cells| cells.join("\n") + "\n").collect()
}

/// The rows of section 3 as a page prints them, each label as given.
fn page(rows: &[(&str, &str)]) -> Report {
    let (_, text) = sample(SAMPLE);
    let words = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"];
    let set = |word: &&str| format!("{}{word}", " ".repeat(14 - 2 * word.chars().count()));
    let mut table = format!("{}{}\n", " ".repeat(40), words.iter().map(set).collect::<String>());
    let mut line = |label: &str, numbers: &str| {
        let gap = 40usize.saturating_sub(label.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum());
        let _ = write!(table, "{label}{}", " ".repeat(gap));
        for number in numbers.split(' ') {
            let _ = write!(table, "{:>14}", number.trim_matches('_'));
        }
        table.push('\n');
    };
    for (label, numbers) in rows {
        line(label, numbers);
    }
    let (before, behind) = text.split_once("（本列数据").expect("the table");
    let (_, behind) = behind.split_once("\n\n四、").expect("its end");
    read(SAMPLE, &format!("{before}{table}\n四、{behind}"))
}

#[test]
fn other_words_for_organisations_are_no_column_more() {
    for words in ["法人或者其他组织", "法人或其它组织", "法人或者非法人组织"] {
        let report = made("法人或其他组织", words, unchanged);
        applications(&report, "outcome_total", [11, 1, 0, 0, 1, 0, 13]);
    }
}

#[test]
fn cells_printed_at_each_place_that_they_cover() {
    let report = made(
        "本年处理决定数量\t\t",
        "本年处理决定数量\t本年处理决定数量\t本年处理决定数量",
        |text| {
            let caption = "第二十条第（五）项";
            text.replace("行政许可\t31\t\t", "行政许可\t31\t31\t31")
                .replace(&format!("{caption}\t\t\t"), &[caption; 4].join("\t"))
        },
    );
    let licensing = report.value(Table::Section20, "licensing", "decisions");
    assert_eq!(licensing.map(gongkai::report::Number::as_f64), Some(31.0));
    applications(&report, "received_new", [10, 1, 0, 0, 1, 0, 12]);
}

#[test]
fn markdown_keeps_tables_with_merged_cells_as_html() {
    let html = |text: &str| {
        let row = |line: &str| {
            let cells = format!("<td>{}</td>", line.replace('\t', "</td><td>"));
            format!("<tr>\n{cells}\n</tr>\n")
        };
        let mut out = String::new();
        for block in text.split("\n\n") {
            if block.contains('\t') {
                let rows: String = block.lines().map(row).collect();
                let _ = write!(out, "<table>\n<tbody>\n{rows}</tbody>\n</table>\n\n");
            } else {
                let _ = write!(out, "**<span style=\"x\">{block}</span>**\n\n");
            }
        }
        out
    };
    let report = made("规章", "规章", html);
    assert_eq!(report.agency.as_deref(), Some("云岭县民政局"));
    applications(&report, "received_new", [10, 1, 0, 0, 1, 0, 12]);
    assert_eq!(row(&report, Table::Review, "reconsideration"), [1.0, 0.0, 0.0, 1.0, 2.0].map(Some));
}

#[test]
fn the_number_of_a_page_before_a_break_is_no_cell() {
    // 12, the total, behind the break; 3 is the page's.
    let broken = |text: &str| cell_a_line(text).replacen("1\n0\n12\n二、", "1\n0\n3\n\u{c}12\n二、", 1);
    let report = made("规章", "规章", broken);
    applications(&report, "received_new", [10, 1, 0, 0, 1, 0, 12]);
    let lone = |text: &str| cell_a_line(text).replacen("行政强制\n0\n", "行政强制\n3\n\u{c}0\n", 1);
    let report = made("规章", "规章", lone);
    assert_eq!(report.value(Table::Section20, "coercion", "decisions"), None);
}

#[test]
fn a_running_head_that_cuts_a_row_lends_it_no_number() {
    let headed =
        |text: &str| cell_a_line(text).replacen("1\n0\n12\n二、", "1\n0\n3\n\n云岭县民政局年报\n12\n二、", 1);
    let report = made("规章", "规章", headed);
    assert_eq!(report.value(Table::Applications, "received_new", "total"), None);
}

#[test]
fn rows_whose_merged_cells_were_closed_up_tell_no_column_by_their_place() {
    // Only totals are printed; labels over three columns take one, rows are filled up at their end.
    let closed = |text: &str| {
        let (before, table) = text.split_once("三、收到").expect("section 3");
        let (table, behind) = table.split_once("\n\n四、").expect("section 4");
        let line = |line: &str| {
            let cells: Vec<&str> = line.split('\t').collect();
            let Some(total) = cells.last().filter(|cell| cells.len() == 10 && cell.parse::<u8>().is_ok())
            else {
                return line.replacen("\t\t\t自然人", "\t自然人", 1).replacen("\t\t\t\t商业", "\t\t商业", 1);
            };
            let labels = cells[..3].iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
            let row = [&cells[..labels], &[""; 6], &[*total], &["", ""][..3 - labels]].concat();
            row.join("\t")
        };
        let table: Vec<String> = table.lines().map(line).collect();
        format!("{before}三、收到{}\n\n四、{behind}", table.join("\n"))
    };
    let report = made("规章", "规章", closed);
    let legal = report.value(Table::Applications, "received_new", "legal_service_org");
    assert_eq!(legal, None, "12 is the total");
}

#[test]
fn review_and_litigation_in_a_table_each() {
    let (_, text) = sample(SAMPLE);
    let (before, behind) = text.split_once("行政复议\t").expect("section 4");
    let (_, behind) = behind.split_once("\n\n五、").expect("its end");
    let results = "结果维持\t结果纠正\t其他结果\t尚未审结\t总计";
    let review = format!("（一）行政复议情况\n行政复议\t\t\t\t\n{results}\n1\t0\t0\t1\t2\n");
    let heads = "行政诉讼\t\t\t\t\t\t\t\t\t\n未经复议直接起诉\t\t\t\t\t复议后起诉\t\t\t\t";
    let rest = format!("（二）行政诉讼情况\n{heads}\n{results}\t{results}\n0\t3\t0\t0\t3\t0\t0\t0\t0\t0\n");
    let report = read(SAMPLE, &format!("{before}{review}{rest}\n五、{behind}"));
    assert_eq!(row(&report, Table::Review, "reconsideration"), [1.0, 0.0, 0.0, 1.0, 2.0].map(Some));
    assert_eq!(row(&report, Table::Review, "litigation_direct"), [0.0, 3.0, 0.0, 0.0, 3.0].map(Some));
}

#[test]
fn a_label_before_full_width_numbers_of_section_4_shifts_none() {
    let report = made("1\t0\t0\t1\t2\t0\t0", "数量\t１\t０\t０\t１\t２\t０\t０", |text| {
        text.replace("２\t０\t０\t0\t0\t0\t0\t0\t0\t0\t0", "２\t０\t０\t０\t０\t０\t０\t０\t０\t０\t０")
    });
    assert_eq!(row(&report, Table::Review, "reconsideration"), [1.0, 0.0, 0.0, 1.0, 2.0].map(Some));
}

#[test]
fn the_number_of_a_page_is_no_cell_of_section_4() {
    let report =
        made("1\t0\t0\t1\t2\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0", "1 0 0 1 2 0 0 0 0 0 0 0 0 0\n7", unchanged);
    assert_eq!(report.value(Table::Review, "litigation_after_reconsideration", "total"), None);
}

#[test]
fn remarks_have_a_column_of_their_own_beside_the_word_over_all() {
    let remarks = |text: &str| {
        let (before, table) = text.split_once("（本列数据").expect("section 3");
        let (table, behind) = table.split_once("\n\n四、").expect("section 4");
        let lines: Vec<String> = table.lines().map(|line| format!("{line}\t")).collect();
        let table = lines.join("\n").replacen("申请人情况\t\t\t\t\t\t\t", "申请人情况\t\t\t\t\t\t\t备注", 1);
        format!("{before}（本列数据{table}\n\n四、{behind}")
    };
    let report = made("规章", "规章", remarks);
    applications(&report, "received_new", [10, 1, 0, 0, 1, 0, 12]);
    applications(&report, "declined_repeated", [0; 7]);
}

#[test]
fn numerals_of_any_kind_begin_a_label_on_a_page() {
    let rows = [
        ("一、本年新收政府信息公开申请数量", "9 0 0 0 0 0 9"),
        ("二、上年结转政府信息公开申请数量", "0 0 0 0 0 0 0"),
        ("      （一）予以公开", "1 0 0 0 0 0 1"),
        ("      （二）部分公开", "0 0 0 0 0 0 0"),
        ("          1、属于国家秘密", "2 0 0 0 0 0 2"),
        ("          （2）其他法律行政法规禁止公开", "3 0 0 0 0 0 3"),
        ("          3 .危及“三安全一稳定”", "0 1 0 0 0 0 1"),
        ("          （4）保护第三方合法权益", "0 0 1 0 0 0 1"),
        ("          5．属于三类内部事务信息", "0 0 0 1 0 0 1"),
    ];
    let report = page(&rows);
    applications(&report, "withheld_state_secret", [2, 0, 0, 0, 0, 0, 2]);
    applications(&report, "withheld_by_law", [3, 0, 0, 0, 0, 0, 3]);
    applications(&report, "withheld_security_stability", [0, 1, 0, 0, 0, 0, 1]);
    applications(&report, "withheld_third_party", [0, 0, 1, 0, 0, 0, 1]);
    applications(&report, "withheld_internal_affairs", [0, 0, 0, 1, 0, 0, 1]);
}

#[test]
fn a_number_that_a_narrow_column_cut_is_not_its_beginning() {
    let rows = [
        ("一、本年新收政府信息公开申请数量", "199 0 0 0 0 0 199"),
        ("", "5 _ _ _ _ _ 5"),
        ("二、上年结转政府信息公开申请数量", "0 0 0 0 0 0 0"),
        ("      （一）予以公开", "1 0 0 0 0 0 1"),
        ("      （二）部分公开", "0 0 0 0 0 0 0"),
        ("          1.属于国家秘密", "2 0 0 0 0 0 2"),
        ("          2.其他法律行政法规禁止公开", "3 0 0 0 0 0 3"),
    ];
    let report = page(&rows);
    assert_eq!(report.value(Table::Applications, "received_new", "natural_person"), None);
    assert_eq!(report.value(Table::Applications, "received_new", "total"), None);
    assert!(state(&report, Table::Applications, "received_new", "total").is_some());
    applications(&report, "disclosed", [1, 0, 0, 0, 0, 0, 1]);
}

#[test]
fn prose_run_together_with_the_last_row_gives_it_no_number() {
    let glued = |text: &str| {
        let (before, table) = text.split_once("（本列数据").expect("section 3");
        let (table, behind) = table.split_once("\n\n四、").expect("section 4");
        let table: String = table.chars().filter(|c| !c.is_whitespace()).collect();
        format!("{before}（本列数据{table}说明：2021年受理3件，增长12.5%，自然人2件。\n\n四、{behind}")
    };
    let report = made("规章", "规章", glued);
    for cell in row(&report, Table::Applications, "carried_out").into_iter().flatten() {
        assert!(cell <= 1.0, "{cell}");
    }
}

#[test]
fn a_first_number_with_an_unknown_sign_shifts_none() {
    let report = made("\t\t\t10\t1\t0\t0\t1\t0\t12", " 1’010 1 0 0 1 0 1 012", unchanged);
    assert_eq!(row(&report, Table::Applications, "received_new"), [None; 7]);
    assert_eq!(
        state(&report, Table::Applications, "received_new", "natural_person"),
        Some(CellState::Ambiguous)
    );
}

#[test]
fn a_decimal_cut_behind_its_point_is_not_what_follows() {
    let report = made("行政事业性收费\t0", "行政事业性收费\t0.\n37", cell_a_line);
    assert_eq!(report.value(Table::Section20, "fees", "amount_10k_yuan"), None);
}

#[test]
fn rows_of_markdown_that_lost_cells_in_front_tell_no_column_by_their_place() {
    // Spans keep their blank cells, places under a cell of several rows have none; no total is printed.
    let closed = |text: &str| {
        let line = |line: &str| {
            let mut cells: Vec<&str> = line.split('\t').collect();
            if cells.len() != 10 || cells[9].parse::<u8>().is_err() {
                return line.to_owned();
            }
            cells[9] = "";
            let covered = if cells[0].is_empty() { 1 + usize::from(cells[1].is_empty()) } else { 0 };
            cells[covered..].join("\t")
        };
        text.lines().map(line).collect::<Vec<_>>().join("\n")
    };
    let report = made("规章", "规章", closed);
    for code in ["disclosed", "partly_disclosed", "outcome_total"] {
        assert_eq!(report.value(Table::Applications, code, "total"), None, "{code}");
    }
}

#[test]
fn a_number_of_section_4_that_goes_on_below_is_not_its_beginning() {
    let row = "1\t0\t0\t1\t2\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0";
    let report = made(row, "10 0 0 0 1 0 0 0 0 0 0 0 0 0 0\n0", unchanged);
    assert_eq!(report.value(Table::Review, "reconsideration", "total"), None);
}

#[test]
fn a_year_that_only_the_later_sections_name() {
    let (name, text) = sample(SAMPLE);
    let (_, behind) = text.split_once("二、主动").expect("section 2");
    let behind = behind.replace("本年度没有发出", "2021年度没有发出");
    let report = read(name, &format!("一、总体情况\n\n工作平稳。\n\n二、主动{behind}"));
    assert_eq!(report.year, Some(2021));
}

#[test]
fn a_label_with_a_comma_is_no_sentence() {
    let report = made("逾期不补正、行政机关", "逾期不补正,行政机关", |text| {
        cell_a_line(&text.replace("缴纳费用、行政机关", "缴纳费用，行政机关"))
    });
    applications(&report, "other_no_correction", [0; 7]);
    applications(&report, "other_fee_unpaid", [0; 7]);
}

#[test]
fn the_rule_below_a_header_is_no_row_however_short() {
    for rule in ["|---|--:|", "|:-|-:|", "| --- | :-: |"] {
        let text = format!("| 信息内容 | 本年处理决定数量 |\n{rule}\n| 行政许可 | - |\n");
        let document = gongkai::source::read("a.md", text.as_bytes()).expect("a document");
        let Some(Block::Grid(grid)) = document.blocks.first() else { panic!("{rule}") };
        let firsts: Vec<&str> = grid.rows.iter().map(|row| row[0].content.text.as_str()).collect();
        assert_eq!(firsts, ["信息内容", "行政许可"], "{rule}");
    }
}
