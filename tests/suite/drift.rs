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
    let (_, text) = sample(SAMPLE);
    let lines: Vec<&str> = text.lines().collect();
    let at = lines.iter().position(|line| line.contains("（一）予以公开")).expect("the row");
    let blank = |line: &str, zeros: &str| line.replace(zeros, &" ".repeat(zeros.len()));
    let disclosed = blank(
        &lines[at]
            .replace("          （一）予以公开                ", "                          （一）予以公开"),
        "3        0        0        1        0",
    );
    let partly = blank(
        &lines[at + 2].replace("（二）部分公开（区分处理的，只计这", &" ".repeat(34)),
        "0        0        0        0",
    );
    let printed =
        [disclosed.as_str(), "          （二）部分公开（区分", &partly, "                          情形）"];
    let text = [&lines[..at], &printed, &lines[at + 4..]].concat().join("\n");
    let disclosed = row(&read(&text), Table::Applications, "disclosed");
    assert!(disclosed[0] == Some(20.0) || disclosed == [None; 7], "{disclosed:?}");
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
