//! `gongkai rollup`: a region's sum, what is unknown or missing in it, and the report that the region published.

use super::exit_codes::told as gongkai;
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
    assert!(err.contains("Missing (1): 河南省新乡市红旗区水利局\n"), "{err}");
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
    assert!(!err.contains("税务"), "{err}");
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
        ("无此区", "2023", "no such division"),
        ("鼓楼区", "2023", "more than one"),
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
