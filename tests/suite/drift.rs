//! Tables that tools print with spaces, with places that drift from line to line or rows that stand beside another's label.

use crate::alike::undecided;
use crate::damage::{row, sample};
use gongkai::form::Table;
use gongkai::parse::parse;
use gongkai::report::Report;
use gongkai::source;

const SAMPLE: &str = "云岭县自然资源局_2024.txt";

fn read(text: &str) -> Report {
    parse(&source::read(SAMPLE, text.as_bytes()).expect("a document"))
}

/// The sample with some of its text replaced.
#[track_caller]
fn replaced(from: &str, to: &str) -> Report {
    let (_, text) = sample(SAMPLE);
    assert!(text.contains(from), "the sample lacks {from}");
    read(&text.replacen(from, to, 1))
}

#[test]
fn between_blanks_no_place_counts_where_whole_rows_stand_elsewhere() {
    let (_, text) = sample(SAMPLE);
    let is_whole = |line: &str| line.contains("一、本年新收") || line.contains("（七）总计");
    // All other rows lack a zero, each in another column.
    let lines = |print: fn(&str) -> String| {
        let line = |(at, line): (usize, &str)| match line.match_indices("     0").nth(at / 2 % 3) {
            _ if is_whole(line) => print(line),
            Some((zero, found)) => format!("{}      {}", &line[..zero], &line[zero + found.len()..]),
            None => line.to_owned(),
        };
        read(&text.lines().enumerate().map(line).collect::<Vec<_>>().join("\n"))
    };
    let straight = lines(str::to_owned);
    let third_party = row(&straight, Table::Applications, "withheld_third_party");
    assert_eq!((third_party[0], third_party[6]), (Some(4.0), Some(4.0)));
    undecided(&lines(|line| line.replace("        ", "            ")), "withheld_third_party");
}

#[test]
fn a_label_that_ends_below_another_takes_no_numbers_from_between() {
    let numbers = "9        1        0        0        0        0       10";
    let report = replaced(
        &format!(
            "          （一）予以公开                                 20        3        0        0        1        0       24\n\n\
          {:10}（二）部分公开（区分处理的，只计这              {numbers}\n{:10}一情形，不计其他情形）\n",
            "", ""
        ),
        &format!(
            "{:26}（一）予以公开                 20        3        0        0        1        0       24\n\
          （二）部分公开（区分处理\n{:58}{numbers}\n{:26}情形）\n",
            "", "", ""
        ),
    );
    let disclosed = row(&report, Table::Applications, "disclosed");
    let printed = [20, 3, 0, 0, 1, 0, 24].map(|count| Some(f64::from(count)));
    assert!(disclosed == printed || disclosed == [None; 7], "{disclosed:?}");
}

#[test]
fn a_line_of_spaces_below_section_4_is_no_cell_of_its_row() {
    let report = replaced(
        "尚未审结 总计\n\n      4        1        0        0        5        2        0        0        0        2        1        0        0        0        1\n",
        "尚未审结\n\n      4        1        0        0        5        2        0        0        0        2        1        0                 0        1\n        \n",
    );
    let after = row(&report, Table::Review, "litigation_after_reconsideration");
    assert_ne!(after, [Some(1.0), Some(0.0), Some(0.0), Some(1.0), None]);
}
