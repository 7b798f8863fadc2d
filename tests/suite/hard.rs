//! Tables that depart from the form: other columns, other orders, more print. Each number lands in its cell, or is told of.

use crate::damage::{applications, problems, row, sample, state, tabs};
use gongkai::form::Table;
use gongkai::parse::parse;
use gongkai::report::{CellState, Number, Reading};
use gongkai::source;

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
fn a_group_and_its_row_in_one_cell_are_the_row() {
    for sign in ["-", "—", "/", "－", "："] {
        let report = tabs("\t\t3.其他\t", &format!("\t\t（六）其他处理{sign}3.其他\t"));
        applications(&report, "other_misc", [0; 7]);
        assert_eq!(report.form.code(), "2021", "{sign}");
        assert!(report.problems.is_empty(), "{sign}: {:?}", report.problems);
    }
}

#[test]
fn short_labels_of_the_last_group_are_its_rows() {
    let report = tabs("\t\t3.其他\t", "\t\t3.其他处理\t");
    applications(&report, "other_misc", [0; 7]);
    assert_eq!((report.form.code(), problems(&report).len()), ("2021", 0));
    let long = "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请\t";
    let report = tabs(long, "1.逾期不补正\t");
    applications(&report, "other_no_correction", [0; 7]);
    assert_eq!((report.form.code(), problems(&report).len()), ("2021", 0));
}

#[test]
fn a_number_beside_the_labels_of_several_rows_in_one_cell_is_none_of_them_for_sure() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/data/formats/清河市人民政府_2023.html");
    let page = std::fs::read_to_string(path).expect("a page");
    let start = page.find("<td>1.本机关不掌握").expect("a row");
    let end = start
        + page[start..].find("<td rowspan=\"5\">").or(page[start..].find("（五）")).expect("the next group");
    let cells = "<td></td>".repeat(5);
    let row = format!(
        "<td>1.本机关不掌握相关政府信息<br>2.没有现成信息需要另行制作<br>3.补正后申请内容仍不明确</td><td><br>1<br></td>{cells}<td><br>1<br></td></tr><tr>"
    );
    let joined =
        format!("{}{row}{}", &page[..start].replace("rowspan=\"3\">（四）", ">（四）"), &page[end..]);
    let report = parse(&source::read("a.html", joined.as_bytes()).expect("a document"));
    for code in ["unavailable_not_held", "unavailable_needs_creation", "unavailable_unclear_request"] {
        assert_eq!(crate::damage::row(&report, Table::Applications, code)[6], None, "{code}");
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

#[test]
fn tables_under_the_headings_of_others_are_found_by_what_they_print() {
    let (_, text) = sample("云岭县民政局_2021.txt");
    let at = |words: &str| text.find(words).expect("words of the sample");
    let second = &text[at("第二十条第（一）")..at("三、收到和处理")];
    let third = &text[at("（本列数据")..at("四、政府信息公开行政")];
    let fourth = &text[at("行政复议\t")..at("五、存在")];
    let prose = text.replace(second, "").replace(third, "").replace(fourth, "");
    let ends = [fourth, third, second].join("\n");
    let first = at("一、总体情况");
    let (cover, body) = (&text[..first], prose.replacen(&text[..first], "", 1));
    for text in [
        text.replace(second, "#").replace(third, second).replace('#', third),
        format!("{prose}\n{ends}"),
        format!("{cover}{ends}\n{body}"),
        format!("{cover}{second}{third}{fourth}\n{body}"),
        format!("{cover}{ends}"),
    ] {
        let report = parse(&source::read("a.txt", text.as_bytes()).expect("a document"));
        applications(&report, "received_new", [10, 1, 0, 0, 1, 0, 12]);
        assert_eq!(row(&report, Table::Review, "reconsideration"), [1.0, 0.0, 0.0, 1.0, 2.0].map(Some));
        let licensing = report.value(Table::Section20, "licensing", "decisions").map(Number::as_f64);
        assert_eq!(licensing, Some(31.0));
        assert!(
            !report.problems.iter().any(|problem| problem.code != "agency_from_prose"),
            "{:?}",
            report.problems
        );
    }
}

#[test]
fn numbers_of_a_broken_table_before_the_first_section_are_told_of() {
    let (_, text) = sample("云岭县民政局_2021.txt");
    let third = &text
        [text.find("（本列数据").expect("a table")..text.find("四、政府信息公开行政").expect("a heading")];
    let text = text.replace(third, "").replace("一、总体情况", "重复申请\t77\t78\n一、总体情况");
    let report = parse(&source::read("a.txt", text.as_bytes()).expect("a document"));
    assert_eq!(problems(&report), ["table_missing", "stray_number"]);
    assert!(report.problems[1].message.contains("77 78"), "{:?}", report.problems);
}

#[test]
fn a_remark_wrapped_around_the_numbers_of_its_row_swallows_none() {
    let report = tabs("规章\t0\t0\t0\n", "规章（仅设区的市以上人民政\n1 2 3\n府填写）\n");
    let rules = ["issued", "repealed", "in_force"];
    let rules = rules.map(|column| report.value(Table::Section20, "rules", column).map(Number::as_f64));
    assert_eq!(rules, [1.0, 2.0, 3.0].map(Some));
}

#[test]
fn a_header_whose_words_are_cut_and_out_of_order_decides_nothing() {
    let (_, text) = sample("云岭县民政局_2021.txt");
    let start = text.find("自然人").expect("the header");
    let header = &text[start..text.find("一、本年新收").expect("a row")];
    let cut = "商业企业 科研机构 社会公益\n组织 法律服务机构 其他 自然人 总计\n";
    let report = tabs(header, cut);
    assert_eq!(row(&report, Table::Applications, "received_new"), [None; 7]);
    assert_eq!(problems(&report), ["column_order"]);
}

#[test]
fn a_header_of_one_cell_a_line_with_the_natural_persons_last_decides_nothing() {
    let (_, text) = sample("云岭县民政局_2021.txt");
    let start = text.find("（本列数据").expect("the header");
    let end = text.find("四、政府信息公开行政").expect("a heading");
    let words: Vec<&str> = text[start..end].split(['\t', '\n']).filter(|word| !word.is_empty()).collect();
    let table = words.join("\n").replacen("自然人\n法人或其他组织", "法人或其他组织\n自然人", 1) + "\n";
    let report = tabs(&text[start..end], &table);
    assert_eq!(row(&report, Table::Applications, "received_new"), [None; 7]);
    assert_eq!(problems(&report), ["column_order"]);
}

#[test]
fn a_note_in_a_cell_over_the_table_is_no_row() {
    let page = "<html><body><h1>甲县民政局2023年政府信息公开工作年度报告</h1><p>二、主动公开政府信息情况</p><table>\
                <tr><td>信息内容</td><td>本年处理决定数量</td></tr><tr><td>行政许可</td><td>7</td></tr>\
                <tr><td colspan=2>注：行政许可含委托事项12件</td></tr></table></body></html>";
    let report = parse(&source::read("a.html", page.as_bytes()).expect("a document"));
    assert_eq!(report.value(Table::Section20, "licensing", "decisions").map(Number::as_f64), Some(7.0));
    assert!(report.sections.iter().any(|section| section.body.contains("12件")));
}

#[test]
fn a_number_in_brackets_keeps_its_place() {
    let report = tabs("\t1.属于国家秘密\t0\t0\t0\t0\t0\t0\t0\n", "\n1.属于国家秘密 0 0 (12) 0 0 0 0\n");
    let read = row(&report, Table::Applications, "withheld_state_secret");
    assert_eq!(read[..4], [Some(0.0), Some(0.0), None, Some(0.0)]);
}

#[test]
fn a_line_behind_a_row_is_told_of_whole() {
    let report = tabs("四、结转下年度", "填表人：张三 联系电话：0571-87000012\n四、结转下年度");
    applications(&report, "outcome_total", [11, 1, 0, 0, 1, 0, 13]);
    assert_eq!(problems(&report), ["foreign_text"]);
    assert!(report.problems[0].message.contains("0571-87000012"), "{:?}", report.problems);
}

#[test]
fn a_row_one_cell_short_beside_a_blank_label_is_not_shifted() {
    let report = tabs("\t（七）总计\t\t11\t1\t0\t", "\t（七）总计\t\t11\t0\t");
    assert_eq!(row(&report, Table::Applications, "outcome_total"), [None; 7]);
    assert_eq!(state(&report, Table::Applications, "outcome_total", "total"), Some(CellState::Ambiguous));
}

#[test]
fn a_range_in_a_cell_says_nothing_of_its_neighbours() {
    let report = tabs("\t10\t1\t0\t0\t1\t0\t12\n", "\t10\t3-5\t0\t0\t1\t0\t12\n");
    let received = row(&report, Table::Applications, "received_new");
    assert_eq!(received, [Some(10.0), None, Some(0.0), Some(0.0), Some(1.0), Some(0.0), Some(12.0)]);
    assert_eq!(report.notes().len(), 1, "{:?}", report.notes());
}

#[test]
fn a_number_with_a_remark_keeps_both() {
    let report = tabs("\t10\t1\t0\t0\t1\t0\t12\n", "\t10（其中3件撤回）\t1\t0\t0\t1\t0\t12\n");
    applications(&report, "received_new", [10, 1, 0, 0, 1, 0, 12]);
    let note = report.notes().into_iter().find(|note| note.row == "received_new").expect("a note");
    assert_eq!(
        (note.column, note.state, note.raw.as_str()),
        ("natural_person", "inferred", "10（其中3件撤回）")
    );
}

#[test]
fn rows_that_end_in_a_full_stop_are_no_prose() {
    let (_, text) = sample("云岭县民政局_2021.txt");
    let start = text.find("一、本年新收").expect("a row");
    let end = text.find("四、政府信息公开行政").expect("a heading");
    let spaced: String = text[start..end]
        .lines()
        .filter(|line| !line.is_empty())
        .map(|line| line.replace('\t', " ") + "。\n")
        .collect();
    let report = tabs(&text[start..end], &spaced);
    applications(&report, "received_new", [10, 1, 0, 0, 1, 0, 12]);
    applications(&report, "carried_out", [1, 0, 0, 0, 0, 0, 1]);
}

#[test]
fn numbers_that_count_the_rows_are_no_values() {
    let mut count = 0;
    let (_, text) = sample("云岭县民政局_2021.txt");
    let start = text.find("规章\t").expect("a row");
    let end = text.find("三、收到和处理").expect("a heading");
    let table: String = text[start..end]
        .lines()
        .map(|line| {
            let row = ["规章", "行政规范", "行政许可", "行政处罚", "行政强制", "行政事业"]
                .iter()
                .any(|row| line.starts_with(row));
            count += i32::from(row);
            if row { format!("{count}\t{line}\n") } else { format!("\t{line}\n") }
        })
        .collect();
    let report = tabs(&text[start..end], &table);
    let value = |row, column| report.value(Table::Section20, row, column).map(Number::as_f64);
    assert_eq!((value("rules", "issued"), value("normative_documents", "in_force")), (Some(0.0), Some(9.0)));
    assert_eq!((value("licensing", "decisions"), value("penalty", "decisions")), (Some(31.0), Some(2.0)));
    assert!(report.problems.is_empty(), "{:?}", report.problems);
}

#[test]
fn a_column_more_leaves_the_columns_of_the_form_as_they_are() {
    let table = |more: &str, value: &str| {
        format!(
            "<table><tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td><td>{more}</td></tr>\
             <tr><td>规章</td><td>1</td><td>0</td><td>5</td><td>{value}</td></tr>\
             <tr><td>行政规范性文件</td><td>2</td><td>1</td><td>9</td><td></td></tr></table>"
        )
    };
    for (more, value) in [("上年数", "77"), ("备注", "其中77件为新增")] {
        let page = format!(
            "<html><body><h1>甲县民政局2023年政府信息公开工作年度报告</h1><p>二、主动公开政府信息情况</p>{}</body></html>",
            table(more, value)
        );
        let report = parse(&source::read("a.html", page.as_bytes()).expect("a document"));
        let rules = ["issued", "repealed", "in_force"]
            .map(|column| report.value(Table::Section20, "rules", column).map(Number::as_f64));
        assert_eq!(rules, [Some(1.0), Some(0.0), Some(5.0)]);
        let told = |problem: &gongkai::report::Problem| {
            problem.code == "stray_number" && problem.message.contains("77")
        };
        assert!(report.problems.iter().any(told), "{:?}", report.problems);
    }
}

#[test]
fn section_four_printed_twice_or_under_a_label_is_read_plainly() {
    let line = "1\t0\t0\t1\t2\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0\n";
    let (_, text) = sample("云岭县民政局_2021.txt");
    let table = &text[text.find("行政复议\t").expect("a table")..text.find("五、存在").expect("a heading")];
    for report in [tabs(table, &format!("{table}\n{table}\n")), tabs(line, &format!("数量\t{line}"))] {
        assert_eq!(row(&report, Table::Review, "reconsideration"), [1.0, 0.0, 0.0, 1.0, 2.0].map(Some));
        assert!(report.problems.is_empty() && report.notes().is_empty(), "{:?}", report.problems);
    }
}

#[test]
fn the_end_of_a_heading_cut_by_a_line_end_does_not_put_litigation_first() {
    let (_, text) = sample("云岭县民政局_2021.txt");
    let section =
        &text[text.find("行政诉讼情况\n").expect("a heading")..text.find("五、存在").expect("a heading")];
    let words = section.split(['\t', '\n']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    let report = tabs(section, &format!("\n{words}\n"));
    assert_eq!(row(&report, Table::Review, "reconsideration"), [1.0, 0.0, 0.0, 1.0, 2.0].map(Some));
}

#[test]
fn pinyin_behind_each_character_is_passed_over() {
    let (_, text) = sample("云岭县民政局_2021.txt");
    for pinyin in ["(xìn)", "（yuán）", "xi"] {
        let text: String = text
            .chars()
            .map(|c| if gongkai::normalize::is_han(c) { format!("{c}{pinyin}") } else { c.to_string() })
            .collect();
        let report = parse(&source::read("a.txt", text.as_bytes()).expect("a document"));
        applications(&report, "received_new", [10, 1, 0, 0, 1, 0, 12]);
        assert!(report.problems.is_empty(), "{pinyin}: {:?}", report.problems);
    }
}

#[test]
fn words_of_converters_to_traditional_characters_are_those_of_the_form() {
    let report = tabs("行政规范性文件\t2", "行政規範性檔案\t2");
    assert_eq!(
        report.value(Table::Section20, "normative_documents", "issued").map(Number::as_f64),
        Some(2.0)
    );
    for (from, to) in
        [("1.属于国家秘密", "1.屬於國家祕密"), ("四、政府信息公开行政复议", "四、政府資訊公開行政複議")]
    {
        let report = tabs(from, to);
        assert!(report.problems.is_empty(), "{to}: {:?}", report.problems);
    }
}

#[test]
fn a_number_with_a_stop_behind_it_keeps_its_cell() {
    for printed in ["1、", "1."] {
        let report = tabs("\t10\t1\t0\t0\t1\t0\t12\n", &format!("\t10\t{printed}\t0\t0\t1\t0\t12\n"));
        let received = row(&report, Table::Applications, "received_new");
        assert_eq!(received, [Some(10.0), None, Some(0.0), Some(0.0), Some(1.0), Some(0.0), Some(12.0)]);
        let state = state(&report, Table::Applications, "received_new", "commercial_enterprise");
        assert_eq!(state, Some(CellState::Unreadable));
    }
}
