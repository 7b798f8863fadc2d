//! Files that leave the database: workbooks of results and tables, JSON, Parquet.

use crate::small;
use calamine::{Data, Reader, Xlsx, open_workbook};
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// Runs the program in Chinese on the database of a folder.
fn gongkai(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
    command.current_dir(folder).args(["--lang", "zh", "--db", "reports.db"]).args(arguments);
    command.output().expect("it runs")
}

/// Runs what must be done without fault.
fn done(folder: &Path, arguments: &[&str]) -> String {
    let output = gongkai(folder, arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    small::fill(&folder.path().join("reports.db"));
    folder
}

/// The sheets of a workbook by name.
fn sheets(path: &Path) -> Vec<(String, calamine::Range<Data>)> {
    let mut book: Xlsx<_> = open_workbook(path).expect("a workbook");
    book.worksheets()
}

fn assert_chinese(heading: &str, sheet: &str) {
    let chinese = heading.chars().any(|sign| ('\u{4e00}'..='\u{9fff}').contains(&sign));
    assert!(chinese, "{sheet}: {heading}");
}

#[test]
fn a_workbook_holds_what_csv_holds() {
    let folder = folder();
    let csv = done(folder.path(), &["query", "applications_by_agency", "--format", "csv"]);
    done(folder.path(), &["query", "applications_by_agency", "-o", "answer.xlsx"]);
    let sheets = sheets(&folder.path().join("answer.xlsx"));
    let [(_, sheet)] = sheets.as_slice() else { panic!("one sheet") };
    // Programs take the codes, people read words.
    let read = |value: &str| match value {
        "unknown" => "口径不明".to_owned(),
        "consolidated" => "汇总".to_owned(),
        other => other.to_owned(),
    };
    let due: Vec<Vec<String>> = csv::ReaderBuilder::new()
        .from_reader(csv.as_bytes())
        .records()
        .map(|record| record.expect("a record").iter().map(read).collect())
        .collect();
    assert!(due.len() > 5);
    let held: Vec<Vec<String>> =
        sheet.rows().skip(1).map(|row| row.iter().map(ToString::to_string).collect()).collect();
    assert_eq!(held, due);
    for (cell, text) in sheet.rows().skip(1).flatten().zip(due.iter().flatten()) {
        assert_eq!(
            matches!(cell, Data::Float(_)),
            text.parse::<f64>().is_ok(),
            "numbers are numbers: {text}"
        );
    }
}

#[test]
fn headings_of_workbooks_are_chinese() {
    let folder = folder();
    done(folder.path(), &["export", "--to", "xlsx", "tables.xlsx"]);
    done(folder.path(), &["export", "--to", "xlsx", "--queries", "answers.xlsx"]);
    let tables = sheets(&folder.path().join("tables.xlsx"));
    let answers = sheets(&folder.path().join("answers.xlsx"));
    assert!(tables.iter().any(|(name, sheet)| name == "application_outcome" && sheet.height() > 20));
    for (name, sheet) in tables.iter().chain(&answers) {
        for heading in sheet.rows().next().into_iter().flatten() {
            assert_chinese(&heading.to_string(), name);
        }
    }
    for (name, _) in &answers {
        assert_chinese(name, "answers");
    }
}

#[test]
fn every_query_is_answered_or_named() {
    let folder = folder();
    let output =
        gongkai(folder.path(), &["export", "--queries", "--to", "json", "--year", "2023", "answers"]);
    assert!(output.status.success());
    let told = String::from_utf8_lossy(&output.stderr);
    for query in gongkai::query::catalogue() {
        let file = folder.path().join("answers").join(format!("{}.json", query.name));
        assert_ne!(file.exists(), told.contains(query.name), "{}", query.name);
        if let Ok(text) = std::fs::read_to_string(file) {
            let rows: Vec<serde_json::Value> = serde_json::from_str(&text).expect(query.name);
            let asked = query.parameters.iter().any(|parameter| parameter.name == "year");
            let others = rows.iter().filter_map(|row| row.get("year")).filter(|year| **year != 2023);
            assert!(!asked || others.count() == 0, "{}", query.name);
        }
    }
}

#[test]
fn the_ending_says_the_format() {
    let folder = folder();
    let sql = "select 1 as a union all select 2";
    done(folder.path(), &["sql", sql, "-o", "a.csv", "--bom"]);
    assert_eq!(std::fs::read(folder.path().join("a.csv")).expect("a file"), "\u{feff}a\n1\n2\n".as_bytes());
    done(folder.path(), &["sql", sql, "-o", "a.jsonl"]);
    assert_eq!(std::fs::read(folder.path().join("a.jsonl")).expect("a file"), b"{\"a\":1}\n{\"a\":2}\n");
    done(folder.path(), &["sql", "select 'x' as a; select 5 as b", "-o", "a.xlsx"]);
    assert_eq!(sheets(&folder.path().join("a.xlsx")).len(), 2);
    let output = gongkai(folder.path(), &["sql", sql, "-o", "a.doc"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(!folder.path().join("a.doc").exists());
}

#[test]
fn long_texts_are_cut_with_a_word() {
    let folder = folder();
    let sql = "select replace(hex(zeroblob(20000)), '0', '长') as a";
    let output = gongkai(folder.path(), &["sql", sql, "-o", "a.xlsx"]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("1 处文字超出单元格上限"));
    let sheets = sheets(&folder.path().join("a.xlsx"));
    let cell = sheets[0].1.get_value((1, 0)).map(ToString::to_string).unwrap_or_default();
    assert_eq!((cell.chars().count(), cell.chars().last()), (32_767, Some('…')));
}

#[cfg(feature = "parquet")]
#[test]
fn parquet_lies_in_folders_by_year_and_province() {
    let folder = folder();
    done(folder.path(), &["export", "--to", "parquet", "lake"]);
    let report = folder.path().join("lake/report");
    let years = std::fs::read_dir(&report).expect("a folder").count();
    let due = done(
        folder.path(),
        &["sql", "select count(distinct coalesce(year, 0)) from report", "--format", "csv"],
    );
    assert_eq!(Some(years.to_string().as_str()), due.lines().nth(1));
    assert!(folder.path().join("lake/metric/rows.parquet").exists());
    let again = gongkai(folder.path(), &["export", "--to", "parquet", "lake"]);
    assert_eq!(again.status.code(), Some(2), "parts of two exports do not mix");
}

#[test]
fn rows_are_written_as_they_come() {
    let folder = folder();
    // Were they collected, this would never end.
    let endless = "with recursive n(i) as (select 1 union all select i + 1 from n) select i from n";
    for format in ["csv", "json", "jsonl"] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
        command.current_dir(folder.path()).args(["--db", "reports.db", "sql", endless, "--format", format]);
        let mut child = command.stdout(Stdio::piped()).spawn().expect("it runs");
        let mut rows = BufReader::new(child.stdout.take().expect("its output")).lines();
        assert!(rows.nth(1000).expect("a row").expect("text").contains("100"), "{format}");
        drop(rows);
        assert!(child.wait().expect("it ends").success(), "{format}: a closed pipe is no failure");
    }
}

#[test]
fn what_came_before_a_failure_is_written_and_called_incomplete() {
    let folder = folder();
    let output = gongkai(folder.path(), &["sql", "select 1 as a; select nonsense", "--format", "csv"]);
    assert_eq!((output.status.code(), &output.stdout[..]), (Some(2), &b"a\n1\n"[..]));
    let output = gongkai(folder.path(), &["sql", "select nonsense", "-o", "none.csv"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(!folder.path().join("none.csv").exists(), "nothing was written");
    let late = "select iif(value < 20000, value, abs(-9223372036854775808)) as a from generate";
    let late = format!(
        "with recursive generate(value) as (select 1 union all select value + 1 from generate) {late}"
    );
    let output = gongkai(folder.path(), &["sql", &late, "-o", "part.csv"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("part.csv 不完整"), "{output:?}");
    done(folder.path(), &["sql", "/* nothing */", "-o", "empty.csv"]);
    assert_eq!(std::fs::read(folder.path().join("empty.csv")).expect("a file"), b"");
}
