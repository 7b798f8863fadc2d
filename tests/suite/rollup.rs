//! `gongkai rollup`: a region's sum, what is unknown or missing in it, and the report that the region published.

use super::exit_codes::told as gongkai;
use ::gongkai::form::{Column, Edition, Row, Table};
use ::gongkai::output::{Content, Printed, docx, tables};
use std::cell::Cell;
use std::path::Path;

/// The sample's report as that of another body; a consolidated one says so.
fn report(folder: &Path, file: &str, agency: &str, change: impl Fn(String) -> String) {
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/data/sample/清河市水利局_2023.txt");
    let text = std::fs::read_to_string(sample).expect("the sample").replace("清河市水利局", agency);
    std::fs::write(folder.join(file), change(text)).expect("written");
}

const CELL: &str = "| 10 | 4 | 0 | 0 | 0 | 0 | 14 |";

fn consolidated(text: &str) -> String {
    text.replace("所列数据", "综合全区各部门、各乡镇街道年度报告汇总编制，所列数据")
}

/// Two units of one region with 10 applications each and a report of last year; the region's report says 20 and 29.
fn region() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    report(at, "1.txt", "新乡市红旗区民政局", |text| text);
    report(at, "2.txt", "新乡市红旗区教育局", |text| text.replace("640.2", "0.15"));
    report(at, "3.txt", "新乡市红旗区水利局", |text| text.replace("2023年", "2022年"));
    report(at, "4.txt", "新乡市红旗区人民政府", |text| {
        consolidated(&text).replacen(CELL, "| 20 | 8 | 0 | 0 | 0 | 0 | 29 |", 1)
    });
    folder
}

/// Sum, known and unknown parts and the published value of a cell.
fn cell(out: &str, codes: &str) -> String {
    let line = out.lines().find(|line| line.starts_with(codes)).unwrap_or_else(|| panic!("{codes} in {out}"));
    let labels = line.rsplitn(5, ',').last().expect("labels");
    line[labels.len() + 1..].to_owned()
}

#[test]
fn units_are_summed_and_held_against_the_published_report() {
    let folder = region();
    let at = folder.path();
    gongkai(at, &["ingest", "."]);
    let run = |region: &str, format: &str| {
        gongkai(at, &["rollup", "--region", region, "--year", "2023", "--format", format])
    };
    let (code, out, err) = run("410702", "csv");
    assert_eq!(code, Some(1), "{out}{err}");
    assert_eq!(cell(&out, "application_outcome,received_new,natural_person"), "20,2,0,20");
    assert_eq!(cell(&out, "application_outcome,received_new,total"), "28,2,0,29");
    assert_eq!(cell(&out, "section20,fees,amount_10k_yuan"), "640.35,2,0,640.2");
    assert!(err.contains("Missing (1): 河南省新乡市红旗区水利局 (loaded: 2022)\n"), "{err}");
    let (_, out, _) = run("红旗区", "markdown");
    assert!(out.contains("| Received this year | Total | 28 | 29 | 1 |"), "{out}");
    assert!(out.contains("| Received this year | 20 | 8 | 0 | 0 | 0 | 0 | 28 |"), "{out}");
    let (_, out, err) = run("410700", "csv");
    assert_eq!(
        cell(&out, "application_outcome,received_new,total"),
        "29,1,0,",
        "the region's own report counts once"
    );
    assert!(err.contains("(1): 河南省新乡市红旗区人民政府\n") && !err.contains("民政局"), "{err}");
}

#[test]
fn an_unknown_cell_makes_the_sum_a_lower_bound() {
    let folder = region();
    let at = folder.path();
    report(at, "2.txt", "新乡市红旗区教育局", |text| {
        text.replacen(CELL, "|  | 4 | 0 | 0 | 0 | 0 | 14 |", 1)
    });
    report(at, "5.txt", "新乡市红旗区某某税务局", |text| text);
    gongkai(at, &["ingest", "."]);
    let run =
        |format: &str| gongkai(at, &["rollup", "--region", "410702", "--year", "2023", "--format", format]);
    let (_, out, err) = run("csv");
    assert_eq!(cell(&out, "application_outcome,received_new,natural_person"), "10,1,1,20");
    assert_eq!(cell(&out, "application_outcome,received_new,commercial_enterprise"), "8,2,0,8");
    assert!(err.contains("Units with cells that are not known (1): 河南省新乡市红旗区教育局\n"), "{err}");
    let vertical = "Under vertical management, not of the sum (1): 河南省新乡市红旗区某某税务局\n";
    assert!(err.contains(vertical), "{err}");
    let (_, out, _) = run("markdown");
    assert!(out.contains("| Received this year | ≥ 10 | 8 |"), "{out}");
    assert!(
        !out.contains("| Received this year | Natural persons |"),
        "a bound that holds is no difference: {out}"
    );
}

#[test]
fn without_reports_or_a_region_nothing_is_summed() {
    let folder = region();
    let at = folder.path();
    gongkai(at, &["ingest", "."]);
    for (region, year, says) in [
        ("410702", "2019", "no report of the year to sum"),
        ("无此区", "2023", "no such division: 无此区\n"),
        ("红棋区", "2023", "did you mean: "),
        ("红旗", "2019", "红旗区 2019: no report of the year to sum"),
        ("鼓楼区", "2023", "320106 江苏省南京市鼓楼区, "),
    ] {
        let (code, out, err) = gongkai(at, &["rollup", "--region", region, "--year", year]);
        assert!(code == Some(2) && out.is_empty() && err.contains(says), "{region} {out}{err}");
    }
}

#[test]
fn a_government_that_does_not_say_whose_figures_it_gives_is_left_out() {
    let folder = region();
    let at = folder.path();
    report(at, "4.txt", "新乡市红旗区人民政府", |text| text);
    gongkai(at, &["ingest", "."]);
    let run =
        |region: &str| gongkai(at, &["rollup", "--region", region, "--year", "2023", "--format", "csv"]);
    let (_, out, err) = run("410702");
    assert_eq!(cell(&out, "application_outcome,received_new,total"), "28,2,0,");
    assert!(err.contains("May be consolidated, left out (1): 河南省新乡市红旗区人民政府\n"), "{err}");
    let (_, out, err) = run("410700");
    assert_eq!(
        cell(&out, "application_outcome,received_new,total"),
        "28,2,0,",
        "units stand in for the division"
    );
    assert!(err.contains("Missing (") && err.contains("红旗区,"), "{err}");
}

#[test]
fn what_the_sum_leaves_out_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    std::fs::create_dir_all(at.join("河南省新乡市")).expect("a folder");
    report(at, "1.txt", "获嘉县民政局", |text| text);
    report(at, "河南省新乡市/2.txt", "城关镇人民政府", |text| text.replace("清河市", ""));
    report(at, "3.txt", "国家税务总局获嘉县税务局", |text| text);
    report(at, "4.txt", "获嘉县林业局", |text| text.replace("2023年", ""));
    report(at, "5.txt", "获嘉县教育局", |text| text.replace("2023年", "2019年"));
    gongkai(at, &["ingest", "."]);
    let run =
        |more: &[&str]| gongkai(at, &[&["rollup", "--region", "410724", "--year", "2023"], more].concat());
    let lines = [
        "Units summed (1): 河南省新乡市获嘉县民政局",
        "Missing (1): 河南省新乡市获嘉县教育局 (loaded: 2019)",
        "May be of the region, which nothing decides, left out (1): 城关镇人民政府 (./河南省新乡市/2.txt)",
        "Reports without a year, left out (1): 河南省新乡市获嘉县林业局 (./4.txt)",
        "Under vertical management, not of the sum (1): 国家税务总局河南省新乡市获嘉县税务局",
    ];
    let (code, out, err) = run(&[]);
    let why = "the sum is not whole or in doubt (exit code 1): reports are missing or left out\n";
    assert_eq!((code, err.as_str()), (Some(1), why));
    let (_, json, beside) = run(&["--format", "json"]);
    for line in lines {
        assert!(out.contains(&format!("\n{line}\n")) && beside.contains(line), "{line}: {out}{beside}");
    }
    let (_, zh, _) = gongkai(at, &["--lang", "zh", "rollup", "--region", "410724", "--year", "2023"]);
    assert!(
        zh.contains("\n所在地未定、可能属于本地区，未计入（1）：城关镇人民政府（./河南省新乡市/2.txt）\n"),
        "{zh}"
    );
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let roles: Vec<(&str, &str)> = json["reports"]
        .as_array()
        .expect("reports")
        .iter()
        .filter_map(|row| Some((row["role"].as_str()?, row["agency"].as_str()?)))
        .collect();
    assert_eq!(
        roles,
        [
            ("missing", "河南省新乡市获嘉县教育局"),
            ("undated", "河南省新乡市获嘉县林业局"),
            ("unit", "河南省新乡市获嘉县民政局"),
            ("unplaced", "城关镇人民政府"),
            ("vertical", "国家税务总局河南省新乡市获嘉县税务局"),
        ]
    );
    assert_eq!(json["cells"][0]["table_name"], "section20");
    assert_eq!(json["reports"][0]["last_year"], 2019);
}

/// A report as JSON.
fn parsed(at: &Path, file: &str) -> serde_json::Value {
    let (_, out, err) = gongkai(at, &["parse", file, "--format", "json"]);
    assert_eq!(err, "", "{file}: {out}");
    let all: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    all.get(0).unwrap_or(&all).clone()
}

#[test]
fn documents_in_the_statutory_layout_read_as_what_was_summed() {
    for year in ["2023", "2020"] {
        let folder = tempfile::tempdir().expect("a folder");
        let at = folder.path();
        // Each cell of the two reports another number, so that none can stand in for its neighbour.
        for (index, organ) in ["民政局", "教育局"].into_iter().enumerate() {
            let edition = if year == "2020" { Edition::E2019 } else { Edition::E2021 };
            let name = format!("新乡市红旗区{organ}");
            std::fs::write(at.join(format!("{organ}.docx")), numbered(&name, year, edition, index + 1))
                .expect("written");
        }
        gongkai(at, &["ingest", "."]);
        let run = |more: &[&str]| {
            gongkai(at, &[&["rollup", "--region", "新乡市红旗区", "--year", year], more].concat())
        };
        let (code, csv, err) = run(&["--format", "csv"]);
        assert_eq!(code, Some(0), "{csv}{err}");
        for file in ["sum.docx", "sum.xlsx"] {
            let (code, out, err) = run(&["-o", file]);
            assert_eq!((code, out.as_str()), (Some(0), ""), "{err}");
            let report = parsed(at, file);
            assert_eq!(report["notes"].as_array().map(Vec::len), Some(0), "{file} {report}");
            assert_eq!(report["problems"].as_array().map(Vec::len), Some(0), "{file} {report}");
            assert_eq!(
                (report["agency"].as_str(), report["scope"].as_str()),
                (Some("红旗区"), Some("consolidated"))
            );
            let mut cells = 0;
            for line in csv.lines().skip(1) {
                let fields: Vec<&str> = line.split(',').collect();
                let [table, row, column] = [fields[0], fields[1], fields[2]];
                let table = Table::ALL.into_iter().find(|known| known.name() == table).expect("a table");
                let index = table.column_index(column).expect("a column");
                let read = match table.section() {
                    2 => &report["section20"][row][column],
                    3 => &report["applications"][row][index],
                    _ => &report["review"][row][index],
                };
                let sum = cell(&csv, &format!("{},{row},{column},", table.name()));
                let sum: f64 = sum.split(',').next().and_then(|sum| sum.parse().ok()).expect("a sum");
                assert_eq!(read.as_f64(), Some(sum), "{file} {row} {column}");
                cells += 1;
            }
            assert_eq!(cells, if year == "2020" { 198 } else { 200 });
        }
    }
}

/// A report whose cells are counted through.
fn numbered(name: &str, year: &str, edition: Edition, factor: usize) -> Vec<u8> {
    let next = Cell::new(0);
    let figures = |_: Table, _: &Row, column: &Column| {
        next.set(next.get() + factor);
        Content::Number(next.get() as f64, column.unit)
    };
    let printed = Printed {
        title: format!("{name}{year}年政府信息公开工作年度报告"),
        notes: vec!["工作有序开展。".to_owned()],
        tables: tables(edition, &figures),
    };
    docx(&printed).expect("a document")
}

#[test]
fn a_sum_of_which_a_part_is_not_known_is_no_number_in_documents() {
    let folder = region();
    let at = folder.path();
    report(at, "2.txt", "新乡市红旗区教育局", |text| {
        text.replacen(CELL, "|  | 4 | 0 | 0 | 0 | 0 | 14 |", 1)
    });
    gongkai(at, &["ingest", "."]);
    for file in ["sum.docx", "sum.xlsx"] {
        gongkai(at, &["rollup", "--region", "410702", "--year", "2023", "--output", file]);
        let report = parsed(at, file);
        assert!(report["applications"]["received_new"][0].is_null(), "{file}: {report}");
        assert_eq!(report["applications"]["received_new"][1], 8, "{file}");
    }
    let (_, out, _) = gongkai(at, &["--lang", "zh", "rollup", "--region", "410702", "--year", "2023"]);
    assert!(out.starts_with("红旗区 2023 年度，2021 年格式\n\n本文由 gongkai "), "{out}");
    assert!(out.contains("\n（三）不予公开\n1.属于国家秘密 "), "{out}");
    assert!(out.contains("\n计入的单位（2）：河南省新乡市红旗区教育局、"), "{out}");
    let (code, _, err) = gongkai(at, &["rollup", "--region", "410702", "--year", "2023", "--format", "docx"]);
    assert!(code == Some(2) && err.contains("--output"), "{err}");
}

#[test]
fn what_makes_a_sum_doubtful_stands_under_its_title() {
    let folder = region();
    let at = folder.path();
    report(at, "2.txt", "新乡市红旗区教育局", |text| {
        text.replacen(CELL, "| 10 | 4 | 0 | 0 | 0 | 0 | 15 |", 1)
    });
    gongkai(at, &["ingest", "."]);
    let run = |lang: &str, more: &[&str]| {
        let arguments = ["--lang", lang, "rollup", "--region", "410702", "--year", "2023"];
        gongkai(at, &[&arguments, more].concat()).1
    };
    let zh = "1 份报告有算术错误，1 个单位缺报";
    let out = run("zh", &["--format", "markdown"]);
    assert!(out.contains(&format!("公布的年度报告。\n\n**{zh}，")), "{out}");
    assert!(out.contains("\n有算术错误的报告（1）：河南省新乡市红旗区教育局\n"), "{out}");
    assert!(run("en", &[]).contains("\n1 report summed has sums that are wrong, 1 unit is missing, "));
    let json: serde_json::Value = serde_json::from_str(&run("en", &["--format", "json"])).expect("JSON");
    let doubts = json["doubts"].as_array().expect("doubts").iter();
    let doubts: Vec<_> = doubts.map(|doubt| (doubt["code"].as_str(), doubt["number"].as_i64())).collect();
    assert_eq!(doubts[..2], [(Some("arithmetic_errors"), Some(1)), (Some("missing"), Some(1))]);
    let summed =
        json["reports"].as_array().expect("reports").iter().filter(|report| report["role"] == "unit");
    let errors: Vec<_> = summed.map(|unit| (unit["source"].as_str(), unit["errors"].as_i64())).collect();
    assert!(errors.contains(&(Some("./1.txt"), Some(0))), "{errors:?}");
    assert!(errors.iter().any(|(file, errors)| *file == Some("./2.txt") && *errors > Some(0)), "{errors:?}");
    for file in ["sum.docx", "sum.xlsx"] {
        run("zh", &["-o", file]);
        let text = parsed(at, file)["sections"].to_string();
        assert!(text.contains(zh) && text.contains("总计：合计 "), "{file}: {text}");
    }
}

#[test]
fn a_written_sum_is_never_loaded_for_what_the_region_published() {
    let folder = region();
    let at = folder.path();
    gongkai(at, &["ingest", "."]);
    for lang in ["zh", "en"] {
        for ending in ["docx", "xlsx", "md", "txt", "html"] {
            let file = format!("sum_{lang}.{ending}");
            let arguments = ["--lang", lang, "rollup", "--region", "410702", "--year", "2023", "-o", &file];
            gongkai(at, &arguments);
            let (_, out, err) = gongkai(at, &["ingest", &file]);
            // Text in English is not even read as a report.
            let own = lang == "zh" || ["docx", "xlsx"].contains(&ending);
            assert_eq!(err.contains("own_sum"), own, "{file}: {out}{err}");
            assert!(out.contains("loaded 0, unchanged 0, revised 0, rejected 1\n"), "{file}: {out}{err}");
        }
    }
    let (_, out, _) =
        gongkai(at, &["sql", "select count(*) from report where status = 'superseded'", "--format", "csv"]);
    assert_eq!(out.lines().last(), Some("0"), "{out}");
}

#[test]
fn the_ending_of_the_file_says_how_it_is_written() {
    let folder = region();
    let at = folder.path();
    gongkai(at, &["ingest", "."]);
    let run = |file: &str| gongkai(at, &["rollup", "--region", "410702", "--year", "2023", "-o", file]);
    let begins = |file: &str, begin: &str| {
        run(file);
        let text = std::fs::read_to_string(at.join(file)).expect(file);
        assert!(text.starts_with(begin), "{file}: {text}");
        text
    };
    let markdown = begins("r.md", "# 红旗区, year 2023, form of 2021\n\n");
    assert!(markdown.contains("|\n\n|  | Decisions |\n"), "a blank line parts two tables: {markdown}");
    assert!(markdown.contains("\n| Withheld |   |"), "{markdown}");
    assert!(!markdown.contains("|\n#"), "a blank line ends a table: {markdown}");
    begins("r.HTML", "<!DOCTYPE html>\n<meta charset=\"utf-8\">\n");
    begins("r.txt", "红旗区, year");
    begins("r", "红旗区, year");
    begins("r.csv", "table_name,");
    let (code, out, err) = run("r.pdf");
    assert!(code == Some(2) && out.is_empty() && !at.join("r.pdf").exists(), "{out}{err}");
    assert!(
        err.contains("r.pdf: ") && err.contains(".csv .json .jsonl .markdown .html .xlsx .docx .md"),
        "{err}"
    );
}
