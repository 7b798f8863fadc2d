//! Rows of section 3 that lost or gained a cell, and tables with columns that the form lacks.

use crate::alike::undecided;
use crate::columns::{columns, tab_row};
use crate::damage::{applications, problems, row, sample, tabs};
use gongkai::check::check;
use gongkai::form::Table;
use gongkai::parse::parse;
use gongkai::report::{Number, Report};
use gongkai::source;

const ORDER: [usize; 7] = [0, 1, 2, 3, 4, 5, 6];

fn pipe_row(cells: &[&str]) -> String {
    format!("| {} |\n", cells.join(" | "))
}

fn spaced(cells: &[&str]) -> String {
    cells.iter().filter(|cell| !cell.is_empty()).copied().collect::<Vec<_>>().join(" ") + "\n"
}

fn rules(report: &Report) -> Vec<&str> {
    check(report).iter().map(|finding| finding.rule).collect()
}

#[test]
fn a_row_that_lost_a_cell_and_is_filled_up_is_undecided() {
    for print in [tab_row, pipe_row] {
        // The total, then a part that the sum needs.
        for lost in [5, 3] {
            let short = |cells: &[&str]| {
                let mut cells = cells.to_vec();
                if cells[0].starts_with("一、") {
                    cells.remove(lost);
                    cells.push("");
                }
                print(&cells)
            };
            let report = columns(&ORDER, short);
            undecided(&report, "received_new");
            applications(&report, "carried_out", [1, 0, 0, 0, 0, 0, 1]);
            assert!(rules(&report).iter().all(|rule| !rule.starts_with("T3")), "{:?}", rules(&report));
        }
    }
}

#[test]
fn a_wrong_total_is_kept_and_told_of() {
    for print in [tab_row, pipe_row, spaced] {
        let wrong = |cells: &[&str]| {
            let mut cells = cells.to_vec();
            if cells[0].starts_with("一、") {
                cells[9] = "13";
            }
            print(&cells)
        };
        let report = columns(&ORDER, wrong);
        applications(&report, "received_new", [10, 1, 0, 0, 1, 0, 13]);
        assert!(rules(&report).contains(&"T3.ROWSUM"));
    }
}

#[test]
fn one_and_one_are_no_proof_of_where_a_row_begins() {
    // Labels folded to two columns, a blank cell at the end; no row is whole, one prints no total.
    let folded = |cells: &[&str]| {
        let mut cells = cells.to_vec();
        if cells[3].parse::<u32>().is_ok() {
            cells[7] = "";
        }
        if cells[0].starts_with("四、") {
            cells.splice(3..10, ["1", "0", "0", "", "", "1", ""]);
        }
        cells.remove(2);
        cells.push("");
        tab_row(&cells)
    };
    undecided(&columns(&ORDER, folded), "carried_out");
}

#[test]
fn where_totals_are_blank_throughout_no_row_is_shifted_by_another() {
    let blank = |cells: &[&str]| {
        let mut cells = cells.to_vec();
        if cells[3].parse::<u32>().is_ok() {
            cells[9] = "";
            // One row lost the cell between its label and its numbers.
            if cells[1].starts_with("（二）") {
                cells.remove(2);
                cells.push("");
            }
        }
        tab_row(&cells)
    };
    let received = row(&columns(&ORDER, blank), Table::Applications, "received_new");
    assert_eq!(received[..6], [10, 1, 0, 0, 1, 0].map(|count| Some(f64::from(count))));
    assert_eq!(received[6], None);
}

/// The sample with a column more behind 商业企业; `note` says what each row prints in it.
fn with_a_column_more(print: impl Fn(&[&str]) -> String, note: impl Fn(usize) -> &'static str) -> Report {
    let line = std::cell::Cell::new(0);
    columns(&ORDER, |cells| {
        let mut cells = cells.to_vec();
        let at = line.replace(line.get() + 1);
        cells.insert(5, if at == 0 { "社会团体" } else { note(at) });
        print(&cells)
    })
}

#[test]
fn a_column_that_the_form_lacks_shifts_no_number() {
    for print in [tab_row, pipe_row, spaced] {
        for note in [|_| "0", |at| if at % 2 == 0 { "0" } else { "7" }] {
            let report = with_a_column_more(print, note);
            applications(&report, "received_new", [10, 1, 0, 0, 1, 0, 12]);
            applications(&report, "carried_out", [1, 0, 0, 0, 0, 0, 1]);
        }
        // Where blanks are lost, nobody knows which numbers are those of the form.
        let blank = |cells: &[&str]| {
            let mut cells = cells.to_vec();
            if cells[0].starts_with("一、") {
                cells[4] = "";
            }
            print(&cells)
        };
        let received = row(&with_a_column_more(blank, |_| "7"), Table::Applications, "received_new");
        let sure = [Some(10.0), None, Some(0.0), Some(0.0), Some(1.0), Some(0.0), Some(12.0)];
        assert!(received == sure || received == [None; 7], "{received:?}");
    }
}

#[test]
fn a_page_number_within_a_row_is_no_value_of_it() {
    // A blank in the row leaves as many numbers as columns.
    let report = tabs("\t1\t0\t0\t1\t0\t12\n", "\t1\n4\n\t0\t0\t\t0\t12\n");
    let received = row(&report, Table::Applications, "received_new");
    assert!(received == [None; 7] || received[4].is_none(), "{received:?}");
}

#[test]
fn a_report_joined_to_one_line_is_read_by_its_signs() {
    let (_, text) = sample("云岭县民政局_2021.txt");
    let cells: Vec<&str> = text.split(['\n', '\t']).map(str::trim).filter(|cell| !cell.is_empty()).collect();
    for sign in ["|", "\t"] {
        let report = parse(&source::read("a.txt", cells.join(sign).as_bytes()).expect("a document"));
        applications(&report, "received_new", [10, 1, 0, 0, 1, 0, 12]);
        assert_eq!(report.year, Some(2021));
        assert_eq!(report.value(Table::Review, "reconsideration", "total"), Some(Number::Count(2)));
        assert!(report.agency.is_some() && problems(&report).is_empty(), "{:?}", report.problems);
    }
}

#[test]
fn a_page_that_sets_its_columns_elsewhere_keeps_them() {
    let (name, text) = sample("云岭县自然资源局_2024.txt");
    let read = |text: &str| parse(&source::read(name, text.as_bytes()).expect("a document"));
    let place =
        |words: &str| text.find(words).and_then(|at| text[..at].rfind('\n')).expect("words of the sample");
    let (from, to) = (place("7.属于行政执法案卷"), place("四、政府信息公开行政复议"));
    let moved = text[from..to].replace('\n', "\n         ");
    let report = read(&format!("{}{moved}{}", &text[..from], &text[to..]));
    for code in ["received_new", "withheld_enforcement_file", "outcome_total"] {
        let plain = row(&read(&text), Table::Applications, code);
        assert_eq!(row(&report, Table::Applications, code), plain);
        assert!(plain.iter().all(Option::is_some));
    }
}

#[test]
fn rules_drawn_below_a_row_are_no_cells_of_it() {
    let report = tabs("\n五、存在的主要问题", "\n  ----------  ----------  ----------\n\n五、存在的主要问题");
    assert_eq!(report.value(Table::Review, "reconsideration", "total"), Some(Number::Count(2)));
    assert!(problems(&report).is_empty(), "{:?}", report.problems);
}
