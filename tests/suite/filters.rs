//! Filters as people put them: codes by their words, regions by name or whole code; exports of a year; units in tables.

use super::checked::gongkai;
use std::path::Path;

fn loaded() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let [district, sample] = ["district", "sample"].map(|name| data.join(name).display().to_string());
    gongkai(folder.path(), &["ingest", &district, &sample]);
    folder
}

#[test]
fn words_of_chinese_tables_are_values_of_filters() {
    let folder = loaded();
    let ask = |arguments: &[&str]| {
        let (code, out, err) = gongkai(folder.path(), &[&["query", "--format", "csv"], arguments].concat());
        assert!(code == Some(0) && err.is_empty() && out.lines().count() > 1, "{arguments:?} {out}{err}");
        out
    };
    for (query, filter, word, code) in [
        ("agencies", "--level", "县级", "county"),
        ("agencies", "--kind", "部门", "department"),
        ("findings", "--severity", "错误", "error"),
        ("notes", "--state", "不适用", "not_applicable"),
        ("section20_activity", "--item", "行政处罚", "penalty"),
        ("trend", "--scope", "汇总", "consolidated"),
    ] {
        assert_eq!(ask(&[query, filter, word]), ask(&[query, filter, code]), "{word}");
    }
    let (_, _, err) = gongkai(folder.path(), &["--lang", "zh", "query", "agencies", "--level", "村级"]);
    assert!(err.contains("--level 村级：库中没有，相近的有：县级 county、乡级 township"), "{err}");
}

#[test]
fn a_region_is_all_that_is_in_it_however_it_is_named() {
    let folder = loaded();
    let ask = |region: &str| {
        let arguments = ["query", "applications_by_agency", "--format", "csv", "--region", region];
        gongkai(folder.path(), &arguments).1
    };
    let all = ask("4107");
    assert_eq!(all.lines().count(), 8, "{all}");
    let names = ["410700", "410700000000", "新乡市", "新乡", "河南省新乡市", "河南省"];
    for region in names {
        assert_eq!(ask(region), all, "{region}");
    }
    for region in ["红旗区", "红旗", "新乡市红旗区", "新乡市红旗", "河南省红旗区", "河南省新乡市红旗区"]
    {
        assert_eq!(ask(region), all, "{region}");
        let (_, out, _) = gongkai(folder.path(), &["rollup", "--region", region, "--year", "2023"]);
        assert!(out.starts_with("红旗区, year 2023"), "{region} {out}");
    }
}

#[test]
fn tables_of_a_year_or_region_hold_its_reports_only() {
    let folder = loaded();
    let at = folder.path();
    gongkai(at, &["export", "all"]);
    gongkai(at, &["export", "some", "--year", "2023", "--region", "红旗区"]);
    let lines = |folder: &str, table: &str| {
        let text = std::fs::read_to_string(at.join(folder).join(format!("{table}.csv"))).expect("a table");
        csv::Reader::from_reader(text.as_bytes()).records().count()
    };
    assert_eq!((lines("all", "report"), lines("some", "report")), (24, 5));
    assert_eq!(lines("some", "application_outcome"), 5 * 25);
    assert_eq!(lines("some", "report_summary"), 5);
    assert_eq!(lines("some", "agency"), lines("all", "agency"), "bodies are not rows of reports");
}

#[test]
fn shares_and_codes_are_put_as_people_read_them() {
    let folder = loaded();
    let (_, out, _) = gongkai(folder.path(), &["query", "disclosure_ranking", "--agency", "自然资源局"]);
    assert!(out.contains("   56.7%   ranked"), "{out}");
    let (_, out, _) = gongkai(folder.path(), &["--lang", "zh", "query", "notes", "--agency", "清河市统计局"]);
    assert!(out.contains("第二部分   规章") && out.contains("第三部分   1.属于国家秘密"), "{out}");
    let arguments = ["compare", "--first", "云岭县教育局", "--second", "云岭县民政局"];
    let (_, out, _) = gongkai(folder.path(), &[&["--lang", "zh", "query"], &arguments[..]].concat());
    assert!(out.contains("72.2%") && !out.contains("outcome_total"), "{out}");
    assert!(out.contains("（六）其他处理") && !out.contains("其他结果"), "{out}");
}
