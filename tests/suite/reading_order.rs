//! Text that tools print in the order of a page's heights: numbers before, between or far from the parts of their labels.

use crate::alike::undecided;
use crate::columns::{columns, tab_row};
use crate::damage::{applications, problems, row, sample, tabs};
use gongkai::form::Table;
use gongkai::parse::parse;
use gongkai::report::{Number, Report};
use gongkai::source;

const ORDER: [usize; 7] = [0, 1, 2, 3, 4, 5, 6];

/// Words of the label and numbers of a row, `None` of the header.
fn parts<'a>(cells: &[&'a str]) -> Option<(Vec<&'a str>, String)> {
    let words = cells[..3].iter().filter(|cell| !cell.is_empty()).copied().collect();
    cells[3].parse::<u32>().ok().map(|_| (words, cells[3..].join(" ")))
}

fn spaced(cells: &[&str]) -> String {
    cells.iter().filter(|cell| !cell.is_empty()).copied().collect::<Vec<_>>().join(" ") + "\n"
}

/// A report whose rows of section 3 are printed by a function of label and numbers.
fn rows(print: impl Fn(&[&str], &str) -> String) -> Report {
    columns(&ORDER, |cells| {
        parts(cells).map_or_else(|| spaced(cells), |(words, numbers)| print(&words, &numbers))
    })
}

fn values(report: &Report, table: Table, code: &str) -> Vec<Option<f64>> {
    row(report, table, code).into_iter().flatten().map(Some).collect()
}

/// The sample with its section 2 replaced.
fn section20(lines: &[&str]) -> Report {
    let (_, text) = sample("云岭县民政局_2021.txt");
    let start = text.find("第二十条第（一）项").expect("a caption");
    let end = text.find("三、收到和处理").expect("a heading");
    tabs(&text[start..end], &(lines.join("\n") + "\n"))
}

#[test]
fn numbers_above_their_labels_are_theirs() {
    let above = |words: &[&str], numbers: &str| format!("{numbers}\n{}\n", words.join("\n"));
    let one_a_line = |words: &[&str], numbers: &str| above(words, &numbers.replace(' ', "\n"));
    let some_beside = |words: &[&str], numbers: &str| match words.last() {
        Some(&"2.重复申请" | &"（一）予以公开") => format!("{} {numbers}\n", words.join("\n")),
        _ => above(words, numbers),
    };
    for report in [rows(above), rows(one_a_line), rows(some_beside)] {
        applications(&report, "received_new", [10, 1, 0, 0, 1, 0, 12]);
        applications(&report, "disclosed", [6, 1, 0, 0, 1, 0, 8]);
        applications(&report, "withheld_third_party", [1, 0, 0, 0, 0, 0, 1]);
        applications(&report, "carried_out", [1, 0, 0, 0, 0, 0, 1]);
    }
}

#[test]
fn numbers_above_labels_that_are_not_as_many_are_nobodys() {
    let report = rows(|words, numbers| match words.last() {
        Some(&"2.重复申请") => "2.重复申请\n".to_owned(),
        _ => format!("{numbers}\n{}\n", words.join("\n")),
    });
    for code in ["received_new", "disclosed", "carried_out"] {
        undecided(&report, code);
    }
}

#[test]
fn numbers_of_section_2_above_their_labels() {
    let report = section20(&[
        "第二十条第（一）项",
        "信息内容 本年制发件数 本年废止件数 现行有效件数",
        "0\n0\n0",
        "规章",
        "2\n1\n9",
        "行政规范性文件",
        "第二十条第（五）项",
        "信息内容\n本年处理决定数量",
        "31",
        "行政许可",
        "第二十条第（六）项",
        "信息内容\n本年处理决定数量",
        "2",
        "行政处罚",
        "5",
        "行政强制",
        "第二十条第（八）项",
        "信息内容\n本年收费金额（单位：万元）",
        "行政事业性收费 0",
    ]);
    let of = |code| values(&report, Table::Section20, code);
    assert_eq!(of("normative_documents"), [Some(2.0), Some(1.0), Some(9.0)]);
    assert_eq!([of("licensing"), of("penalty"), of("coercion")].concat(), [Some(31.0), Some(2.0), Some(5.0)]);
    // One number alone may be that of a page.
    let report = section20(&[
        "信息内容 本年处理决定数量",
        "31",
        "行政许可",
        "信息内容 本年处理决定数量",
        "行政处罚 2",
    ]);
    assert_eq!(values(&report, Table::Section20, "licensing"), []);
    assert_eq!(values(&report, Table::Section20, "penalty"), [Some(2.0)]);
}

#[test]
fn columns_printed_one_after_the_other_are_no_rows() {
    let report = section20(&[
        "信息内容",
        "行政处罚",
        "行政强制",
        "信息内容",
        "行政事业性收费",
        "5",
        "本年处理决定数量",
        "6",
        "0",
        "本年收费金额（单位：万元）",
        "0.6",
    ]);
    for code in ["penalty", "coercion", "fees"] {
        assert_eq!(values(&report, Table::Section20, code), [], "{code}");
    }
    let report = section20(&["信息内容", "行政事业性收费", "59", "本年收费金额（单位：万元）"]);
    assert_eq!(values(&report, Table::Section20, "fees"), []);
    let report = section20(&["信息内容 本年处理决定数量", "行政处罚", "行政强制", "11", "0"]);
    assert_eq!(values(&report, Table::Section20, "coercion"), []);
}

#[test]
fn a_change_among_decisions_is_in_the_wrong_place() {
    let jumbled = ["信息内容", "处理决定数量", "上一年项目数量", "本年增/减", "行政许可", "126", "1", "92"];
    assert_eq!(values(&section20(&jumbled), Table::Section20, "licensing"), []);
    let caption = "信息内容 上一年项目数量 本年增/减 处理决定数量";
    let report = section20(&[
        "第二十条第（五）项",
        caption,
        "行政许可\n279\n27\n+3",
        "其他对外管理服务事项\n26\n+1\n259",
    ]);
    assert_eq!(values(&report, Table::Section20, "licensing"), []);
    assert_eq!(values(&report, Table::Section20, "other_services"), [Some(26.0), Some(1.0), Some(259.0)]);
}

#[test]
fn a_label_goes_on_behind_its_numbers() {
    let report = rows(|words, numbers| {
        let (label, groups) = words.split_last().expect("a label");
        let groups: String = groups.iter().flat_map(|group| [*group, " "]).collect();
        let cut = (6..=20).contains(&label.chars().count()) && !label.starts_with(['（', '四']);
        if !cut {
            return format!("{groups}{label} {numbers}\n");
        }
        let middle = label.char_indices().nth(label.chars().count() / 2).map_or(0, |(at, _)| at);
        let (begun, rest) = label.split_at(middle);
        format!("{groups}{begun}\n{numbers}\n{rest}\n")
    });
    applications(&report, "received_new", [10, 1, 0, 0, 1, 0, 12]);
    applications(&report, "withheld_third_party", [1, 0, 0, 0, 0, 0, 1]);
    applications(&report, "unavailable_not_held", [1, 0, 0, 0, 0, 0, 1]);
    applications(&report, "declined_petition", [1, 0, 0, 0, 0, 0, 1]);
    applications(&report, "outcome_total", [11, 1, 0, 0, 1, 0, 13]);
}

#[test]
fn words_that_two_labels_share_are_told_apart_by_those_above() {
    let cut = |words: &[&str], numbers: &str| match words[0].strip_suffix("政府信息公开申请数量") {
        Some(begun) => {
            let middle = begun.len() - "新收".len();
            format!("{}\n政府信息公开申请数量 {numbers}\n{}\n", &begun[..middle], &begun[middle..])
        }
        None => format!("{} {numbers}\n", words.join(" ")),
    };
    let report = rows(cut);
    applications(&report, "received_new", [10, 1, 0, 0, 1, 0, 12]);
    applications(&report, "carried_in", [2, 0, 0, 0, 0, 0, 2]);
}

#[test]
fn two_rows_of_numbers_beside_one_label_and_none_beside_the_one_above() {
    let crowded = |words: &[&str], numbers: &str| match words.last() {
        Some(&"1.本机关不掌握相关政府信息") => format!("{}\n", words.join(" ")),
        Some(&"2.没有现成信息需要另行制作") => {
            format!("{} 1 0 0 0 0 0 1\n提供 {numbers}\n", words.join(" "))
        }
        _ => format!("{} {numbers}\n", words.join(" ")),
    };
    let report = rows(crowded);
    for code in ["unavailable_not_held", "unavailable_needs_creation"] {
        undecided(&report, code);
    }
    applications(&report, "unavailable_unclear_request", [0; 7]);
}

#[test]
fn numbers_on_a_line_of_their_own_below_two_labels_may_be_eithers() {
    let apart = |words: &[&str], numbers: &str| match words.last() {
        Some(&"3.要求提供公开出版物") => format!("{}\n", words.join(" ")),
        Some(&"4.无正当理由大量反复申请") => format!("{}\n{numbers}\n", words.join(" ")),
        _ => format!("{} {numbers}\n", words.join(" ")),
    };
    let report = rows(apart);
    for code in ["declined_publication", "declined_excessive"] {
        undecided(&report, code);
    }
    applications(&report, "declined_petition", [1, 0, 0, 0, 0, 0, 1]);
}

#[test]
fn rows_between_one_with_two_rows_of_numbers_and_one_without_are_shifted() {
    let shifted = |words: &[&str], numbers: &str| match words.last() {
        Some(&"3.要求提供公开出版物") => format!("{} {numbers}\n5 0 0 0 0 0 5\n", words.join(" ")),
        Some(&"4.无正当理由大量反复申请") => format!("{}\n7 0 0 0 0 0 7\n", words.join(" ")),
        Some(&"5.要求行政机关确认或重新出具已获取信息") => format!("{}\n", words.join(" ")),
        Some(&"1.信访举报投诉类申请") => format!("{} {numbers}\n", words.join(" ")),
        _ => format!("{}\n{numbers}\n", words.join("\n")),
    };
    let report = rows(shifted);
    for code in ["declined_excessive", "declined_confirmation"] {
        undecided(&report, code);
    }
    applications(&report, "declined_petition", [1, 0, 0, 0, 0, 0, 1]);
}

#[test]
fn a_row_of_a_grid_that_a_page_break_has_cut_is_not_blank() {
    let cut = |cells: &[&str]| match cells[2].split_once("相关政府信息") {
        Some((begun, _)) => {
            let first = [&[cells[0], cells[1], begun], [""; 7].as_slice()].concat();
            tab_row(&first) + &tab_row(&[&["", "", "相关政府信息"], &cells[3..]].concat())
        }
        None => tab_row(cells),
    };
    applications(&columns(&ORDER, cut), "unavailable_not_held", [1, 0, 0, 0, 0, 0, 1]);
}

#[test]
fn a_bracket_that_is_not_closed_hides_no_row() {
    let open = |cells: &[&str]| {
        tab_row(cells).replace("（三）不予", "（三不予").replace("\t2.其他法律", "\t）2.其他法律")
    };
    let report = columns(&ORDER, open);
    applications(&report, "withheld_state_secret", [0; 7]);
    applications(&report, "withheld_third_party", [1, 0, 0, 0, 0, 0, 1]);
    assert!(!problems(&report).contains(&"row_missing"), "{:?}", report.problems);
}

#[test]
fn numbers_of_section_4_over_several_lines_need_their_sums() {
    let (_, text) = sample("云岭县民政局_2021.txt");
    let values = "1\t0\t0\t1\t2\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0\n";
    assert!(text.contains(values));
    for (printed, read) in
        [("1 0 0 1 2 0 0 0\n0 0 0 0 0 0 0\n", true), ("1 0 0 1 0 0 0\n2 0 0 0 0 0 0 0\n", false)]
    {
        let report = tabs(values, printed);
        let expected = [1, 0, 0, 1, 2].map(|count| read.then_some(f64::from(count)));
        assert_eq!(row(&report, Table::Review, "reconsideration")[..5], expected, "{printed}");
    }
}

#[test]
fn words_of_a_header_stand_over_their_columns_whatever_row_they_are_in() {
    let cells = |texts: &[&str]| texts.iter().flat_map(|text| ["<td>", *text, "</td>"]).collect::<String>();
    let four = cells(&["结果维持", "结果纠正", "其他结果", "尚未审结"]);
    let five = format!("{four}{}", cells(&["总计"]));
    let numbers = cells(&["1", "0", "0", "1", "2", "0", "1", "1", "1", "3", "0", "0", "0", "0", "0"]);
    let blank = cells(&[""; 4]);
    let page = format!(
        "<p>云岭县民政局2021年政府信息公开工作年度报告</p><p>四、政府信息公开行政复议、行政诉讼情况</p><table>\
         <tr><td colspan=5>行政复议</td><td colspan=10>行政诉讼</td></tr>\
         <tr>{blank}<td></td><td colspan=5>未经复议直接起诉</td><td colspan=5>复议后起诉</td></tr>\
         <tr>{blank}<td></td>{blank}<td>总计</td>{blank}<td></td></tr><tr>{five}{four}<td></td>{five}</tr><tr>{numbers}</tr></table>"
    );
    let report = parse(&source::read("a.html", page.as_bytes()).expect("a document"));
    let direct: Vec<Option<f64>> = [0, 1, 1, 1, 3].map(|count| Some(f64::from(count))).to_vec();
    let read = report.value(Table::Review, "litigation_direct", "total").map(Number::as_f64);
    assert_eq!((row(&report, Table::Review, "litigation_direct"), read), (direct, Some(3.0)));
}

#[test]
fn rows_in_another_order_are_read_only_where_a_grid_prints_each_label_beside_its_numbers() {
    let (_, text) = sample("云岭县民政局_2021.txt");
    let at = |words: &str| {
        text.find(words).map(|at| text[..at].rfind('\n').map_or(0, |end| end + 1)).expect("a row")
    };
    let (not_held, declined, other) = (at("（四）无法提供"), at("（五）不予处理"), at("（六）其他处理"));
    let (start, end) = (at("（本列数据"), at("四、政府信息公开行政复议"));
    let lines =
        [&text[start..not_held], &text[declined..other], &text[not_held..declined], &text[other..end]]
            .concat();
    let read = |table: &str| tabs(&text[start..end], table);

    let report = read(&lines);
    assert!(problems(&report).contains(&"row_order"), "{:?}", report.problems);
    assert_eq!(row(&report, Table::Applications, "received_new"), [None; 7]);

    let cells = |line: &str| format!("<tr><td>{}</td></tr>", line.replace('\t', "</td><td>"));
    let table: String = lines.lines().filter(|line| line.contains('\t')).map(cells).collect();
    let lines = |text: &str| format!("<p>{}</p>", text.replace('\n', "</p><p>"));
    let page = format!("{}<table>{table}</table>{}", lines(&text[..start]), lines(&text[end..]));
    let report = parse(&source::read("a.html", page.as_bytes()).expect("a document"));
    assert!(problems(&report).is_empty(), "{:?}", report.problems);
    applications(&report, "received_new", [10, 1, 0, 0, 1, 0, 12]);
    applications(&report, "outcome_total", [11, 1, 0, 0, 1, 0, 13]);
}

/// Whether no row of section 3 has other numbers than the sample.
fn nothing_is_wrong(report: &Report) {
    let printed = columns(&ORDER, tab_row);
    for code in Table::Applications.rows().iter().map(|row| row.code) {
        let own = row(&printed, Table::Applications, code);
        let read = row(report, Table::Applications, code);
        let wrong = read.iter().zip(&own).any(|(read, own)| read.is_some() && read != own);
        assert!(!wrong, "{code}: {read:?}");
    }
}

#[test]
fn where_rows_stand_above_some_labels_only_numbers_beside_their_label_are_sure() {
    // Blanks of zeros vanish, and some labels have their numbers beside them.
    let mixed = |words: &[&str], numbers: &str| match words.last() {
        Some(&"2.重复申请") => format!("2.重复申请 {}\n", numbers.replacen("0 ", "", 1)),
        Some(&"（一）予以公开" | &"一、本年新收政府信息公开申请数量") => {
            format!("{} {numbers}\n", words.join(" "))
        }
        _ => format!("{numbers}\n{}\n", words.join("\n")),
    };
    let report = rows(mixed);
    nothing_is_wrong(&report);
    applications(&report, "received_new", [10, 1, 0, 0, 1, 0, 12]);
    // A whole row before the first label, on several lines.
    let first = rows(|words, numbers| match words.last() {
        Some(&"一、本年新收政府信息公开申请数量") => {
            "10 1 0\n0\n1 0 12\n一、本年新收政府信息公开申请数量\n".into()
        }
        Some(&"3.其他") => format!("3.其他 {numbers}\n"),
        _ => format!("{}\n{}\n", numbers.replacen(' ', "\n", 1), words.join("\n")),
    });
    nothing_is_wrong(&first);
}

#[test]
fn digits_that_narrow_cells_cut_over_lines_leave_the_rows_around_them_open() {
    let report = rows(|words, numbers| match words.last() {
        Some(&"（七）总计") => "8 10\n（七）总计 1 0 0 1 0 3\n".to_owned(),
        Some(&"一、本年新收政府信息公开申请数量") => {
            "1 1\n一、本年新收政府信息公开申请数量 0 1 0 0 1 0 2\n".into()
        }
        _ => format!("{} {numbers}\n", words.join(" ")),
    });
    nothing_is_wrong(&report);
    applications(&report, "disclosed", [6, 1, 0, 0, 1, 0, 8]);
}
