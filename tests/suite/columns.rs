//! Columns of section 3 in another order, lacking, or under a header whose words are cut.

use crate::damage::{applications, problems, row, sample, state, tabs};
use gongkai::form::Table;
use gongkai::parse::parse;
use gongkai::report::{CellState, Number, Report};
use gongkai::source;

pub(crate) const NAMES: [&str; 7] =
    ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"];

/// Rows of the sample's section 3 with its columns in another order, or some left out, under a header of one line.
pub(crate) fn columns(order: &[usize], print: impl Fn(&[&str]) -> String) -> Report {
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

pub(crate) fn tab_row(cells: &[&str]) -> String {
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
fn totals_in_front_under_a_header_of_two_lines_are_no_natural_persons() {
    // Rows whose sums hold in either order.
    let line = |cells: &[&str]| match cells[3] {
        "自然人" | "总计" => cell_a_line(cells).replacen("自然人", "自然人\n法人或其他组织", 1),
        "0" => cell_a_line(cells),
        _ => cell_a_line(&[&cells[..3], ["1", "0", "0", "0", "0", "0", "1"].as_slice()].concat()),
    };
    let told = |order: &[usize]| {
        let report = columns(order, line);
        (row(&report, Table::Applications, "carried_out"), problems(&report).join(" "))
    };
    assert_eq!(told(&[6, 0, 1, 2, 3, 4, 5]), (vec![None; 7], "column_order".to_owned()));
    let right = [1, 0, 0, 0, 0, 0, 1].map(|count| Some(f64::from(count)));
    assert_eq!(told(&[0, 1, 2, 3, 4, 5, 6]), (right.to_vec(), String::new()));
}

#[test]
fn numbers_that_count_the_rows_are_no_cells_where_a_line_is_a_cell() {
    let counted = |blank: &str| {
        let count = std::cell::Cell::new(0);
        let report = columns(&[0, 1, 2, 3, 4, 5, 6], |cells| {
            if cells[3] == "自然人" {
                return format!("序号\n{}", cell_a_line(cells));
            }
            count.set(count.get() + 1);
            let cells =
                if cells[0].starts_with(blank) { &[&cells[..8], &cells[9..]].concat() } else { cells };
            format!("{}\n{}", count.get(), cell_a_line(cells))
        });
        (
            row(&report, Table::Applications, "received_new"),
            row(&report, Table::Applications, "outcome_total"),
            report,
        )
    };
    let whole = |counts: [i32; 7]| counts.map(|count| Some(f64::from(count))).to_vec();
    let (received, total, report) = counted("none");
    assert_eq!((received, total), (whole([10, 1, 0, 0, 1, 0, 12]), whole([11, 1, 0, 0, 1, 0, 13])));
    assert!(report.problems.is_empty(), "{:?}", report.problems);
    let (received, total, _) = counted("一、");
    assert_eq!(total, whole([11, 1, 0, 0, 1, 0, 13]));
    assert_eq!((received[0], received[6]), (Some(10.0), Some(12.0)), "{received:?}");
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
fn a_header_with_a_word_cut_short_lacks_no_column() {
    for print in [words, cell_a_line] {
        let report =
            columns(&[0, 1, 2, 4, 5, 6], |cells| print(cells).replace("法律服务", "社会公益 法律服务"));
        assert_eq!(row(&report, Table::Applications, "received_new"), [None; 7]);
        let natural = state(&report, Table::Applications, "received_new", "natural_person");
        assert_eq!(natural, Some(CellState::Ambiguous));
    }
}

#[test]
fn rows_that_lack_a_column_their_header_names_tell_nothing_wrong() {
    let truth = [10, 1, 2, 3, 4, 5, 25];
    let print = |order: &[usize], header: &str| {
        columns(order, |cells| {
            let mut cells: Vec<String> = cells.iter().map(|cell| (*cell).to_owned()).collect();
            if cells[0].starts_with("一、") {
                cells.truncate(3);
                cells.extend(order.iter().map(|column| truth[*column].to_string()));
            }
            let line = cells.join("\t") + "\n";
            if cells[0].starts_with("（本列") { format!("\t\t\t{header}\n") } else { line }
        })
    };
    for (lacking, name) in NAMES.iter().enumerate().take(6) {
        let order: Vec<usize> = (0..7).filter(|column| *column != lacking).collect();
        for cut in [2, 3] {
            let word: Vec<char> = name.chars().collect();
            if word.len() <= cut {
                continue;
            }
            let (begin, end) =
                (word[..cut].iter().collect::<String>(), word[cut..].iter().collect::<String>());
            for gap in ["", " ", "\t"] {
                let header = NAMES.join("\t").replace(&format!("{name}\t"), &format!("{begin}\n{end}{gap}"));
                let report = print(&order, &header);
                let received = row(&report, Table::Applications, "received_new");
                for (column, value) in received.into_iter().enumerate() {
                    let right = value == Some(f64::from(truth[column])) && column != lacking;
                    assert!(right || value.is_none(), "{header}: column {column} {value:?}");
                }
                let noted = state(&report, Table::Applications, "received_new", "total").is_some();
                assert!(noted || !report.problems.is_empty(), "{header}");
            }
        }
    }
}

#[test]
fn a_number_cut_over_the_cells_of_a_table_in_its_cell_takes_no_other_column() {
    let cut = ["<tr><td>4</td><td>5</td></tr>", "<tr><td>4</td></tr><tr><td>5</td></tr>"];
    let printed = [["45", "", "7"], ["", "45", "7"], ["45", "3", ""], ["45", "3", "7"]];
    for (inner, row) in cut.iter().flat_map(|inner| printed.map(|row| (inner, row))) {
        let cells =
            row.map(|cell| format!("<td>{}</td>", cell.replace("45", &format!("<table>{inner}</table>"))));
        let page = format!(
            "<h1>甲县民政局2023年政府信息公开工作年度报告</h1><p>二、主动公开政府信息情况</p><table><tr><td>信息内容\
             <td>本年制发件数<td>本年废止件数<td>现行有效件数</tr><tr><td>行政规范性文件{}</tr></table>",
            cells.concat()
        );
        let report = parse(&source::read("a.html", page.as_bytes()).expect("a document"));
        for (code, cell) in ["issued", "repealed", "in_force"].into_iter().zip(row) {
            let known = cell.parse::<f64>().ok().filter(|known| *known < 45.0);
            let value = report.value(Table::Section20, "normative_documents", code).map(Number::as_f64);
            assert_eq!(value, known, "{inner} {row:?} {code}");
        }
        let first =
            row.iter().position(|cell| *cell == "45").map(|at| ["issued", "repealed", "in_force"][at]);
        let noted = first.and_then(|code| state(&report, Table::Section20, "normative_documents", code));
        assert!(noted.is_some_and(|state| state != CellState::Blank), "{inner} {row:?} {noted:?}");
    }
}

/// Rows of section 3 under a header as printed, every cell in its column of an html table.
fn grid(header: &str, row: &str) -> Report {
    let cells = |text: &str| format!("<td>{}</td>", text.replace('|', "</td><td>"));
    let rows = [
        "二、上年结转政府信息公开申请数量|1|2|3|4|5|6|21",
        "（一）予以公开|1|2|3|4|5|6|21",
        "（七）总计|1|2|3|4|5|6|21",
    ];
    let rows = rows.map(|row| format!("<tr>{}</tr>", cells(row))).concat();
    let page = format!(
        "<h1>甲县民政局2023年政府信息公开工作年度报告</h1><p>三、收到和处理政府信息公开申请情况</p><table><tr>{}</tr>\
         <tr>{}</tr>{rows}</table>",
        cells(header),
        cells(row)
    );
    parse(&source::read("a.html", page.as_bytes()).expect("a document"))
}

#[test]
fn numbers_under_the_words_of_other_columns_are_not_stored() {
    // A column without its word, and a blank cell in another.
    let header = "|自然人|商业企业|科研机构||法律服务机构|其他|总计";
    let report = grid(header, "一、本年新收政府信息公开申请数量||7|8|9|5|6|35");
    assert_eq!(row(&report, Table::Applications, "received_new"), [None; 7]);
    let noted = state(&report, Table::Applications, "received_new", "total").is_some();
    assert!(noted || !report.problems.is_empty());
    applications(&report, "carried_in", [1, 2, 3, 4, 5, 6, 21]);
}

#[test]
fn a_word_among_spaced_numbers_leaves_its_cell_unreadable() {
    let (name, text) = sample("云岭县自然资源局_2024.txt");
    let from = "          （一）予以公开                                 20        3        0        0        1        0       24";
    assert!(text.contains(from));
    let text = text.replace(from, "          （一）予以公开                                 20        3       二        0        1        0       24");
    let report = parse(&source::read(name, text.as_bytes()).expect("a document"));
    let columns = Table::Applications.columns();
    let states = columns.iter().map(|column| state(&report, Table::Applications, "disclosed", column.code));
    let unreadable: Vec<usize> = states
        .enumerate()
        .filter(|(_, state)| *state == Some(CellState::Unreadable))
        .map(|(at, _)| at)
        .collect();
    assert_eq!(unreadable, [2]);
}
