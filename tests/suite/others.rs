//! Tables of other years and bodies beside a report's own, and rows with more cells than the form has columns.

use crate::columns::{columns, tab_row};
use crate::damage::{applications, problems, row, sample, tabs};
use gongkai::form::Table;
use gongkai::parse::parse;
use gongkai::report::Report;
use gongkai::source;

const ORDER: [usize; 7] = [0, 1, 2, 3, 4, 5, 6];
const SAMPLE: &str = "云岭县民政局_2021.txt";

/// The sample with its section 3 once more behind itself, below a line and with another number of applications received.
fn with_another_table(caption: &str) -> Report {
    let (_, text) = sample(SAMPLE);
    let start = text.find("（本列数据").expect("the header");
    let end = text.find("四、政府信息公开行政").expect("a heading");
    let other = text[start..end].replacen("\t10\t1\t0\t0\t1\t0\t12\n", "\t22\t0\t0\t0\t0\t0\t22\n", 1);
    assert_ne!(other, text[start..end]);
    read(&format!("{}{caption}\n\n{other}{}", &text[..end], &text[end..]))
}

fn read(text: &str) -> Report {
    parse(&source::read(SAMPLE, text.as_bytes()).expect("a document"))
}

#[test]
fn a_table_captioned_with_another_year_or_body_is_not_the_reports() {
    for caption in [
        "2020年度收到和处理政府信息公开申请情况",
        "三、收到和处理政府信息公开申请情况（上年）",
        "附：2020年度政府信息公开申请情况统计表",
        "下属单位政府信息公开申请情况",
        "（2020年）",
    ] {
        let report = with_another_table(caption);
        applications(&report, "received_new", [10, 1, 0, 0, 1, 0, 12]);
        assert_eq!(problems(&report), ["other_table"], "{caption}");
    }
}

#[test]
fn two_tables_under_equal_headings_must_say_the_same() {
    let report = with_another_table("三、收到和处理政府信息公开申请情况");
    let received = row(&report, Table::Applications, "received_new");
    assert_eq!(received, [None, None, Some(0.0), Some(0.0), None, Some(0.0), None]);
    assert!(problems(&report).contains(&"duplicate_row"), "{:?}", report.problems);
}

#[test]
fn the_only_table_of_a_section_is_read_below_a_stale_caption() {
    let report = tabs("（本列数据", "2020年度收到和处理政府信息公开申请情况表\n（本列数据");
    applications(&report, "received_new", [10, 1, 0, 0, 1, 0, 12]);
    assert_eq!(problems(&report), ["other_table"]);
}

#[test]
fn what_was_carried_in_from_last_year_is_the_reports_own() {
    let report = tabs("（本列数据", "本年新收和上年结转申请情况表\n（本列数据");
    applications(&report, "received_new", [10, 1, 0, 0, 1, 0, 12]);
    assert_eq!(problems(&report), [""; 0]);
}

#[test]
fn instead_of_a_picture_the_table_of_another_year_is_not_taken() {
    let (_, text) = sample(SAMPLE);
    let start = text.find("（本列数据").expect("the header");
    let end = text.find("四、政府信息公开行政").expect("a heading");
    let text = format!(
        "{}（见下图）\n\n{}\n附：2020年度政府信息公开申请情况统计表\n\n{}",
        &text[..start],
        text[end..].trim_end(),
        &text[start..end]
    );
    let report = read(&text);
    assert_eq!(row(&report, Table::Applications, "received_new"), [None; 7]);
    assert!(problems(&report).contains(&"table_missing"), "{:?}", report.problems);
}

#[test]
fn a_table_beside_words_that_say_it_is_a_picture_is_doubted() {
    for (words, expected) in [
        ("（见下图）", "pictured_table"),
        ("详见附图", "pictured_table"),
        ("如下图所示：", "pictured_table"),
        ("图文并茂解读政策", ""),
        ("（见下表）", ""),
    ] {
        let report = tabs("（本列数据", &format!("{words}\n\n（本列数据"));
        applications(&report, "received_new", [10, 1, 0, 0, 1, 0, 12]);
        let expected: Vec<&str> = [expected].into_iter().filter(|code| !code.is_empty()).collect();
        assert_eq!(problems(&report), expected, "{words}");
    }
}

#[test]
fn a_table_of_section_4_that_cannot_be_read_leaves_another_in_doubt() {
    let turned = "结果\t行政复议\t未经复议直接起诉\t复议后起诉\n结果维持\t0\t12\t15\n结果纠正\t0\t0\t0\n\
                  其他结果\t28\t0\t0\n尚未审结\t1\t0\t2\n总计\t29\t12\t17\n\n";
    let report = tabs("行政复议\t", &format!("{turned}行政复议\t"));
    assert_eq!(row(&report, Table::Review, "reconsideration"), [None; 5], "{:?}", report.problems);
    assert!(problems(&report).contains(&"stray_number"), "{:?}", report.problems);
}

#[test]
fn a_table_of_all_cases_fills_no_blank_of_section_4() {
    let (_, text) = sample(SAMPLE);
    let start = text.find("行政复议\t\t").expect("a header");
    let end = text.find("五、存在").expect("a heading");
    let row_at = text[start..end].rfind("\n1\t").or(text[start..end].rfind("\n0\t")).expect("a row") + start;
    let all = "案件类型\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计\n行政复议（全部案件）\t27\t1\t34\t27\t12\n\
               行政诉讼（全部案件）\t3\t27\t3\t27\t12\n\n";
    let own = "\n\t0\t0\t\t0\t\t\t0\t\t0\t\t\t\t\t\n\n";
    let report = read(&format!("{}{all}{}{own}{}", &text[..start], &text[start..row_at], &text[end..]));
    let blank = |at: usize| if [1, 2, 4].contains(&at) { Some(0.0) } else { None };
    assert_eq!(row(&report, Table::Review, "reconsideration"), std::array::from_fn::<_, 5, _>(blank));
    assert_eq!(row(&report, Table::Review, "litigation_after_reconsideration"), [None; 5]);
    assert_eq!(problems(&report), ["stray_number"; 2]);
}

#[test]
fn a_row_of_another_table_fills_no_blank_row() {
    let blank = tabs("（一）予以公开\t\t6\t1\t0\t0\t1\t0\t8\n", "（一）予以公开\t\t\t\t\t\t\t\t\n");
    assert_eq!(row(&blank, Table::Applications, "disclosed"), [None; 7]);
    let (_, text) = sample(SAMPLE);
    let text = text.replace("（一）予以公开\t\t6\t1\t0\t0\t1\t0\t8\n", "（一）予以公开\t\t\t\t\t\t\t\t\n");
    let end = text.find("四、政府信息公开行政").expect("a heading");
    let report = read(&format!("{}予以公开\t\t3\t0\t0\t0\t0\t0\t3\n\n{}", &text[..end], &text[end..]));
    assert_eq!(row(&report, Table::Applications, "disclosed")[0], None);
    assert!(problems(&report).contains(&"duplicate_row"), "{:?}", report.problems);
}

/// The sample with a number more behind each row of section 3, under a word of its own.
fn with_last_years_totals(word: &str, blank: bool) -> Report {
    columns(&ORDER, |cells| {
        let is_header = cells[3].parse::<u32>().is_err();
        let mut cells = cells.to_vec();
        if blank && cells[0].starts_with("一、") {
            cells[8] = "";
        }
        cells.push(if is_header { word } else { "25" });
        tab_row(&cells)
    })
}

#[test]
fn a_second_column_of_totals_is_not_the_totals() {
    for word in ["2020年总计", "上年总计", "合计"] {
        applications(&with_last_years_totals(word, false), "received_new", [10, 1, 0, 0, 1, 0, 12]);
        let received = row(&with_last_years_totals(word, true), Table::Applications, "received_new");
        let sure = [Some(10.0), Some(1.0), Some(0.0), Some(0.0), Some(1.0), None, Some(12.0)];
        assert!(received == sure || received == [None; 7], "{word}: {received:?}");
    }
}

#[test]
fn a_column_more_in_section_2_takes_no_blank_of_the_forms() {
    let report = tabs("现行有效件数\n规章\t0\t0\t0\n", "现行有效件数\t上年现行有效件数\n规章\t\t0\t0\t9\n");
    assert_eq!(row(&report, Table::Section20, "rules").into_iter().flatten().collect::<Vec<_>>(), [0.0; 0]);
}

#[test]
fn the_label_of_the_row_of_section_4_is_no_cell_of_it() {
    let values = "1\t0\t0\t1\t2\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0\n";
    let report = tabs(values, "件数\t1\t0\t0\t1\t2\t0\t\t0\t0\t0\t0\t0\t0\t0\t0\n");
    let some = |values: [Option<i32>; 5]| values.map(|value| value.map(f64::from)).to_vec();
    assert_eq!(
        row(&report, Table::Review, "reconsideration"),
        some([Some(1), Some(0), Some(0), Some(1), Some(2)])
    );
    assert_eq!(
        row(&report, Table::Review, "litigation_direct"),
        some([Some(0), None, Some(0), Some(0), Some(0)])
    );
}

#[test]
fn of_two_tables_of_section_4_with_other_numbers_neither_is_stored() {
    let values = "1\t0\t0\t1\t2\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0\n";
    let report =
        tabs(values, &format!("{}{values}", values.replacen("1\t", "1①\t", 1).replacen("\t2\t", "\t3\t", 1)));
    assert_eq!(row(&report, Table::Review, "reconsideration"), [None; 5]);
}

#[test]
fn signs_in_the_place_of_a_number_keep_it() {
    let cell_a_line = |cells: &[&str]| cells.iter().fold(String::new(), |text, cell| text + cell + "\n");
    for sign in ["########", "&", "①", "▲", "五"] {
        let report = columns(&ORDER, |cells| {
            let mut cells = cells.to_vec();
            if cells[0].starts_with("一、") {
                cells[5] = sign;
            }
            cell_a_line(&cells)
        });
        let received = row(&report, Table::Applications, "received_new");
        let sure = [Some(10.0), Some(1.0), None, Some(0.0), Some(1.0), Some(0.0), Some(12.0)];
        assert!(received == sure || received == [None; 7], "{sign}: {received:?}");
    }
}

#[test]
fn two_numbers_in_a_cell_are_not_one() {
    let report = tabs("\t10\t1\t0\t0\t1\t0\t12\n", "\t10 12\t1\t0\t0\t1\t0\t12\n");
    assert_eq!(row(&report, Table::Applications, "received_new")[0], None);
}

/// The sample with a column 合计 before 商业企业, its zeros blank.
fn with_a_sum_of_organisations(received: &str) -> Report {
    let (_, text) = sample(SAMPLE);
    let rows = text.lines().map(|line| {
        let cells: Vec<&str> = line.split('\t').collect();
        match cells.as_slice() {
            ["", "", "", rest @ ..] if rest.contains(&"商业企业") => {
                format!("\t\t\t\t合计\t{}", rest[1..].join("\t"))
            }
            [one, two, three, numbers @ ..] if numbers.len() == 7 && numbers[6].parse::<u32>().is_ok() => {
                let sum: u32 = numbers[1..6].iter().filter_map(|cell| cell.parse::<u32>().ok()).sum();
                let sum = sum.to_string();
                let row = [&numbers[..1], &[sum.as_str()], &numbers[1..]].concat();
                let row: Vec<&str> =
                    row.into_iter().map(|cell| if cell == "0" { "" } else { cell }).collect();
                format!("{one}\t{two}\t{three}\t{}", row.join("\t"))
            }
            _ => line.to_owned(),
        }
    });
    let text = rows.collect::<Vec<_>>().join("\n").replace("\t10\t2\t1\t\t\t1\t\t12", received);
    assert!(text.contains(received), "{text}");
    read(&text)
}

#[test]
fn a_sum_of_organisations_is_a_column_more() {
    let report = with_a_sum_of_organisations("\t10\t2\t1\t\t\t1\t\t12");
    let counts = |row: [i32; 7]| row.map(|count| (count != 0).then_some(f64::from(count)));
    assert_eq!(row(&report, Table::Applications, "received_new"), counts([10, 1, 0, 0, 1, 0, 12]));
    assert_eq!(row(&report, Table::Applications, "disclosed"), counts([6, 1, 0, 0, 1, 0, 8]));
    // Its number is none of 自然人, whose cell is blank.
    let report = with_a_sum_of_organisations("\t\t1\t\t\t\t\t1\t1");
    assert_eq!(row(&report, Table::Applications, "received_new"), counts([0, 0, 0, 0, 0, 1, 1]));
}

#[test]
fn where_blanks_leave_nothing_a_number_of_another_column_is_no_total() {
    let spaces = |numbers: &str| {
        let (_, text) = sample(SAMPLE);
        let start = text.find("（本列数据").expect("the header");
        let end = text.find("四、政府信息公开行政").expect("a heading");
        let table = text[start..end].replacen("\t总计\n", "\t总计\t上年总计\n", 1);
        let rows = table.lines().map(|line| {
            let more = if line.ends_with(|c: char| c.is_ascii_digit()) { " 3" } else { "" };
            line.split_whitespace().collect::<Vec<_>>().join(" ") + more
        });
        let table: Vec<String> = rows
            .map(|row| row.replace("2.重复申请 0 0 0 0 0 0 0 3", &format!("2.重复申请 {numbers}")))
            .collect();
        let report = read(&format!("{}{}\n\n{}", &text[..start], table.join("\n"), &text[end..]));
        row(&report, Table::Applications, "declined_repeated")
    };
    assert_eq!(spaces("0 0 0 0 0 0 0 3"), [Some(0.0); 7]);
    assert_eq!(spaces("0 0 0 0 0 0 0"), [None; 7]);
    assert_eq!(spaces("0 0 0 0 0 1 1"), [None; 7]);
}

#[test]
fn remarks_on_a_line_of_their_own_are_a_column_more() {
    let (_, text) = sample(SAMPLE);
    let start = text.find("（本列数据").expect("the header");
    let end = text.find("四、政府信息公开行政").expect("a heading");
    let table = text[start..end]
        .replacen("申请人情况\t", "申请人情况\t备注\t", 1)
        .replacen("\t10\t1\t0\t0\t1\t0\t12\n", "\t \t \t \t \t \t1\t1\t无\n", 1)
        .replacen("\t2\t0\t0\t0\t0\t0\t2\n", "\t2\t0\t0\t0\t0\t0\t2\t \n", 2);
    let cell = |cell: &&str| !cell.is_empty();
    let lines = table.lines().map(|line| {
        let cells: Vec<&str> = line.split('\t').filter(cell).map(str::trim).collect();
        format!("\t{}\n", cells.join("\n\t"))
    });
    let report =
        read(&format!("{}{}\n{}", &text[..start], lines.collect::<Vec<_>>().join("\n"), &text[end..]));
    let one = Some(1.0);
    assert_eq!(row(&report, Table::Applications, "received_new"), [None, None, None, None, None, one, one]);
    applications(&report, "partly_disclosed", [2, 0, 0, 0, 0, 0, 2]);
}

/// The sample with section 3 under a header and rows of its own: received and carried in.
fn under(header: &str, rows: [&str; 2]) -> Report {
    let (_, text) = sample(SAMPLE);
    let start = text.find("（本列数据").expect("the header");
    let end = text.find("四、政府信息公开行政").expect("a heading");
    let rows =
        format!("一、本年新收政府信息公开申请数量{}\n二、上年结转政府信息公开申请数量{}\n", rows[0], rows[1]);
    read(&format!("{}{header}{rows}\n{}", &text[..start], &text[end..]))
}

#[test]
fn a_line_of_a_header_that_repeats_the_one_above_tells_the_order() {
    let report = under(
        "项目    自然人    法人或其他组织    法人或其他组织    法人或其他组织    法人或其他组织    法人或其他组织    总计\n\
         项目    自然人    商业企业    科研机构    社会公益组织    法律服务机构    其他    总计\n",
        ["    2    1    0    0    0    0    3", "    0    0    -    0    1    0    1"],
    );
    applications(&report, "received_new", [2, 1, 0, 0, 0, 0, 3]);
    let one = Some(1.0);
    let zero = Some(0.0);
    assert_eq!(row(&report, Table::Applications, "carried_in"), [zero, zero, None, zero, one, zero, one]);
}

#[test]
fn a_sum_of_all_before_the_columns_moves_none() {
    let cells = |numbers: [u32; 8]| numbers.map(|number| format!("<td>{number}</td>")).concat();
    let (_, text) = sample(SAMPLE);
    let title = text.lines().next().expect("a title");
    let page = format!(
        "<h1>{title}</h1><p>三、收到和处理政府信息公开申请情况</p><table>\
         <tr><td rowspan=3>（本列数据的勾稽关系）</td><td colspan=8>申请人情况</td></tr>\
         <tr><td rowspan=2>合计</td><td rowspan=2>自然人</td><td colspan=5>法人或其他组织</td><td rowspan=2>总计</td></tr>\
         <tr><td>商业企业</td><td>科研机构</td><td>社会公益组织</td><td>法律服务机构</td><td>其他</td></tr>\
         <tr><td>一、本年新收政府信息公开申请数量</td>{}</tr><tr><td>二、上年结转政府信息公开申请数量</td>{}</tr></table>",
        cells([68, 50, 15, 0, 0, 1, 2, 68]),
        cells([1, 1, 0, 0, 0, 0, 0, 1]),
    );
    let report = parse(&source::read("a.html", page.as_bytes()).expect("a document"));
    applications(&report, "received_new", [50, 15, 0, 0, 1, 2, 68]);
    applications(&report, "carried_in", [1, 0, 0, 0, 0, 0, 1]);
}

/// The sample with a column 合计 at this place of its eight columns, and the total of 予以公开 as given.
fn with_sums(at: usize, disclosed: &str) -> String {
    let (_, text) = sample(SAMPLE);
    let rows = text.lines().map(|line| {
        let mut cells: Vec<&str> = line.split('\t').collect();
        let sum: u32 = cells.iter().skip(3).take(6).filter_map(|cell| cell.parse::<u32>().ok()).sum();
        let sum = sum.to_string();
        if cells.len() != 10 {
            return line.to_owned();
        }
        let word = if cells[3] == "自然人" { "合计" } else { "" };
        let is_row = cells[9].parse::<u32>().is_ok();
        if cells[1] == "（一）予以公开" {
            cells[9] = disclosed;
        }
        cells.insert(3 + at, if is_row { &sum } else { word });
        cells.join("\t")
    });
    rows.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_sum_beside_the_total_is_a_column_more() {
    for at in [0, 1, 6, 7] {
        let report = read(&with_sums(at, "8"));
        applications(&report, "received_new", [10, 1, 0, 0, 1, 0, 12]);
        applications(&report, "disclosed", [6, 1, 0, 0, 1, 0, 8]);
        applications(&report, "declined_repeated", [0; 7]);
        let report = read(&with_sums(at, ""));
        assert_eq!(row(&report, Table::Applications, "disclosed")[6], None, "{at}");
    }
}

#[test]
fn a_sum_between_the_columns_of_a_header_on_one_row_moves_none() {
    let words = "自然人\n合计\n商业企业\n科研机构\n社会公益组织\n法律服务机构\n其他\n总计\n";
    let (_, text) = sample(SAMPLE);
    let from = text.find("（本列数据").expect("the header");
    let end = text.find("四、政府信息公开行政").expect("a heading");
    let cells = with_sums(1, "8");
    let cells = &cells[cells.find("一、本年新收政府").expect("the first row")..];
    let cells = &cells[..cells.find("四、政府信息公开行政").expect("a heading")];
    let cells: Vec<&str> = cells.split(['\t', '\n']).filter(|cell| !cell.is_empty()).collect();
    let report = read(&format!("{}项目\n{words}{}\n\n{}", &text[..from], cells.join("\n"), &text[end..]));
    applications(&report, "received_new", [10, 1, 0, 0, 1, 0, 12]);
    applications(&report, "disclosed", [6, 1, 0, 0, 1, 0, 8]);
    assert!(problems(&report).iter().all(|code| *code != "column_order"), "{:?}", report.problems);
}
