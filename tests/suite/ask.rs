//! The commands that read the database: query, summary, sql, export, with their exit codes.

use crate::small::fill;
use std::path::Path;
use std::process::{Command, Stdio};

/// Runs `gongkai` in a folder that holds the small database; exit code, standard output, standard error.
fn gongkai(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    if !folder.join("gongkai.db").exists() {
        fill(&folder.join("gongkai.db"));
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
    command.current_dir(folder).args(arguments).env_remove("GONGKAI_DB").env("LC_ALL", "C");
    let output = command.stdin(Stdio::null()).output().expect("runs");
    let text = |bytes| String::from_utf8(bytes).expect("text");
    (output.status.code().expect("a code"), text(output.stdout), text(output.stderr))
}

#[test]
fn each_command_answers_with_its_exit_code() {
    let folder = tempfile::tempdir().expect("a folder");
    for (arguments, code, says) in [
        (&["query"][..], 0, "disclosure_ranking"),
        (&["query", "trend", "--format", "csv"], 0, "2023,3,2,58,2,58"),
        (&["query", "--format", "json", "fees", "--agency", "民政"], 0, "\"billed_yuan\":380"),
        (&["query", "compare", "--help"], 0, "--second TEXT"),
        (&["query", "trend", "--show"], 0, "from report_summary"),
        (&["query", "trend", "--region", "新乡", "--format", "csv"], 0, "2023,3,2,58,2,58"),
        (&["query", "findings", "--format", "table"], 0, "Natural persons: 3 (line"),
        (&["query", "findings", "--severity", "ERROR", "--rule", "y.carry"], 0, "Y.CARRY"),
        (&["query", "--help"], 0, "canned query"),
        (&["query", "compare", "--first", "民政局", "--second", "乙镇"], 0, "50.0%"),
        (&["query", "outcom_mix"], 2, "did you mean outcome_mix?"),
        (&["query", "trend", "--yaer", "2023"], 2, "[--agency TEXT] [--region TEXT]"),
        (&["query", "outcome_mix", "--year", "x"], 2, "an integer is expected"),
        (&["query", "compare", "--first", "x"], 2, "--second TEXT"),
        (&["query", "trend", "--db", "none.db"], 2, "no such file"),
        (&["summary"], 0, "6 reports · 4 agencies · 2022–2024"),
        (&["summary", "overview", "--lang", "zh"], 0, "6 份报告"),
        (&["summary", "agency", "甲县民政局"], 0, "Partly disclosed"),
        (&["summary", "region", "新乡市"], 0, "6 reports"),
        (&["summary", "region", "410702"], 0, "2 reports"),
        (&["summary", "year", "2024"], 0, "1 report · 1 agency · 2024"),
        (&["summary", "year", "1999"], 2, "no report fits"),
        (&["summary", "region", "nowhere"], 2, "no such division"),
        (&["sql", "select count(*) as n from report; select 1 as m"], 0, "n\n---"),
        (&["sql", "drop table report"], 2, "only reading is allowed"),
        (&["sql", "select 1", "--timeout=-1"], 2, "timeout"),
        (&["sql", "--file", "none.sql"], 2, "cannot read none.sql"),
        (&["export", "out", "--bom"], 0, "files, "),
        (&["export", "--to", "doc", "out"], 2, "csv"),
    ] {
        let (found, out, err) = gongkai(folder.path(), arguments);
        assert_eq!(found, code, "{arguments:?}\n{out}\n{err}");
        assert!((if code == 0 { &out } else { &err }).contains(says), "{arguments:?}\n{out}\n{err}");
    }
    let exported = std::fs::read_to_string(folder.path().join("out/division.csv")).expect("exported");
    assert!(
        exported.starts_with("\u{feff}code,name,level,parent_code,")
            && exported.contains("\n410000,河南省,province,"),
        "{exported}"
    );
    assert!(folder.path().join("out/report_summary.csv").exists(), "views are exported too");
    assert!(!folder.path().join("out/prose_sketch.csv").exists(), "internal tables are not");
    let (_, out, err) =
        gongkai(folder.path(), &["query", "outcome_mix", "--year", "1999", "--format", "csv"]);
    let unknown = "--year 1999: not in the database; it has 2022, 2023, 2024\nno rows\n";
    assert!(out.starts_with("year,") && err == unknown, "{out}{err}");
    for (arguments, says) in [
        (
            &["trend", "--region", "11"][..],
            "--region 11: not in the database; it has 410000 河南省, 410700 新乡市",
        ),
        (&["fees", "--agency", "民攻局"], "--agency 民攻局: not in the database; it has "),
        (&["agencies", "--kind", "towns"], "--kind towns: not in the database; it has "),
        (&["findings", "--severity", "errors"], "it has error, info, warning"),
        (&["findings", "--rule", "Z9"], "--rule Z9: not in the database"),
        (&["findings", "--rule", "Y.DUP"], "no rows"),
    ] {
        let (code, _, err) = gongkai(folder.path(), &[&["query"], arguments].concat());
        assert!(code == 0 && err.contains(says), "{arguments:?}\n{err}");
    }
    let (code, _, err) = gongkai(folder.path(), &["query", "trend", "--region", "朝阳区"]);
    assert!(
        code == 2 && err.contains("110105 北京市朝阳区") && err.contains("220104 吉林省长春市朝阳区"),
        "{err}"
    );
    let (_, out, _) = gongkai(folder.path(), &["query", "trend", "--bom", "--format", "csv"]);
    assert!(out.starts_with("\u{feff}year,"), "{out}");
    let (_, _, err) = gongkai(folder.path(), &["sql", "selec 1"]);
    assert_eq!(err.matches("selec\"").count(), 1, "{err}");
}

#[test]
fn a_name_must_mean_one_body_where_one_is_asked_for() {
    let folder = tempfile::tempdir().expect("a folder");
    let database = fill(&folder.path().join("gongkai.db"));
    database.execute("insert into agency_alias values ('民政事务局', 1)", []).expect("an alias");
    drop(database);
    let ask = |arguments: &[&str]| gongkai(folder.path(), arguments);
    let (code, out, err) = ask(&["query", "compare", "--first", "甲县", "--second", "丙县人民政府"]);
    assert!(code == 2 && out.is_empty(), "{out}");
    assert!(err.contains("--first 甲县: means several bodies") && err.contains("甲县民政局"), "{err}");
    let by_alias = ask(&["query", "trend", "--agency", "民政事务局", "--format", "csv"]);
    assert_eq!(by_alias, ask(&["query", "trend", "--agency", "甲县民政局", "--format", "csv"]));
    assert_eq!(by_alias.1.lines().count(), 3, "two years of it");
    for name in ["民政事务局", "民政局"] {
        let (code, out, err) = ask(&["summary", "agency", name]);
        assert!(code == 0 && out.starts_with("甲县民政局\n2 reports · 1 agency"), "{out}{err}");
    }
    let (code, _, err) = ask(&["summary", "agency", "镇人民政府"]);
    assert!(code == 2 && err.contains("means several bodies"), "{err}");
    let (code, _, err) = ask(&["summary", "agency", "丁县民政局"]);
    assert!(code == 2 && err.contains("no report of such an agency") && err.contains("甲县民政局"), "{err}");
}

#[test]
fn agencies_are_set_beside_each_other() {
    let folder = tempfile::tempdir().expect("a folder");
    let (code, out, err) =
        gongkai(folder.path(), &["summary", "compare", "甲县民政局", "乙镇", "--format", "json"]);
    assert_eq!(code, 0, "{err}");
    let screen: serde_json::Value = serde_json::from_str(&out).expect("json");
    let of = |block: &str, column: &str| -> Vec<serde_json::Value> {
        let rows = screen[block].as_array().expect(block).iter();
        rows.map(|row| row[column].clone()).collect()
    };
    // 2023 is the last year of both: 乙镇 reports 2024 too.
    assert_eq!(of("series", "year"), [2023, 2023]);
    assert_eq!(of("series", "received"), [50, 8]);
    assert_eq!(of("handled", "disclosed_share"), [serde_json::json!(0.4), serde_json::json!(1)]);
    assert_eq!(of("received", "2022"), [serde_json::json!(40), serde_json::Value::Null]);
    assert_eq!(of("received", "2024"), [serde_json::Value::Null, serde_json::json!(2)]);
    let run = |arguments: &[&str]| gongkai(folder.path(), &[&["summary", "compare"], arguments].concat());
    let (code, out, _) = run(&["甲县民政局", "乙镇", "--format", "markdown"]);
    assert!(code == 0 && out.contains("\n## Figures of the year\n\n|"), "{out}");
    assert_eq!(run(&["甲县民政局", "乙镇", "--year", "2022"]).0, 2, "乙镇 has no report of 2022");
    assert_eq!(run(&["甲县民政局"]).0, 2, "one is none to compare");
}
