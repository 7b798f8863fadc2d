//! `gongkai check` on files: they are held against each other and against a database, as a database is.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// Runs `gongkai` in a folder; exit code, standard output, standard error.
pub(crate) fn gongkai(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
    command.current_dir(folder).args(arguments).env_remove("GONGKAI_DB").env("LC_ALL", "C");
    let output = command.stdin(Stdio::null()).output().expect("runs");
    let text = |bytes| String::from_utf8(bytes).expect("text");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// The sample's reports of 云岭县教育局, of which the second carries in one less than the first carries out.
fn two_years() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/sample");
    for year in [2022, 2023] {
        let from = sample.join(format!("云岭县教育局_{year}.txt"));
        fs::copy(from, folder.path().join(format!("{year}.txt"))).expect("copied");
    }
    folder
}

/// Rule, subject and line of each finding between reports, under the source that it is told of.
fn between(csv: &str) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let records = reader.records().map(|record| record.expect("a record"));
    let found = records.filter(|record| record[4].starts_with("Y."));
    found.map(|r| [&r[0], &r[4], &r[5], &r[8]].join(" ")).collect()
}

const FOUND: [&str; 3] = [
    "2023.txt Y.STOCK normative_documents 22",
    "2023.txt Y.CARRY natural_person 40",
    "2023.txt Y.CARRY total 40",
];

#[test]
fn files_and_database_tell_the_same() {
    let folder = two_years();
    let run = |arguments: &[&str]| gongkai(folder.path(), arguments);
    let (code, files, told) = run(&["check", "2022.txt", "2023.txt", "--format", "csv"]);
    assert_eq!(between(&files), FOUND, "{files}");
    run(&["ingest", "2022.txt", "2023.txt", "--db", "county.db"]);
    let (of_database, database, told_of_database) = run(&["check", "--db", "county.db", "--format", "csv"]);
    assert_eq!((code, files, told), (of_database, database, told_of_database));
    assert_eq!(code, Some(1));
}

#[test]
fn a_draft_is_held_against_a_database_that_stays_as_it_is() {
    let folder = two_years();
    let run = |arguments: &[&str]| gongkai(folder.path(), arguments);
    let database = folder.path().join("county.db");
    for (stored, draft, expected) in [("2022.txt", "2023.txt", &FOUND[..]), ("2023.txt", "2022.txt", &FOUND)]
    {
        let _ = fs::remove_file(&database);
        run(&["ingest", stored, "--db", "county.db"]);
        let before = fs::read(&database).expect("a database");
        let mut access = fs::metadata(&database).expect("a file").permissions();
        access.set_readonly(true);
        fs::set_permissions(&database, access.clone()).expect("read-only");
        let (code, out, err) = run(&["check", draft, "--db", "county.db", "--format", "csv"]);
        assert_eq!(
            (code, between(&out)),
            (Some(1), expected.iter().map(|&line| line.to_owned()).collect()),
            "{out}{err}"
        );
        assert!(err.contains("1 report, "), "only the draft is told: {err}");
        assert!(fs::read(&database).expect("a database") == before, "the database is only read");
    }
    // A draft in place of the stored report of its year.
    let text = fs::read_to_string(folder.path().join("2023.txt")).expect("text");
    fs::write(folder.path().join("again.txt"), text.replacen("教育", "教 育", 1)).expect("written");
    let (_, out, err) = run(&["check", "again.txt", "--db", "county.db"]);
    assert!(out.starts_with("again.txt  云岭县教育局  2023\n") && !out.contains("2023.txt"), "{out}{err}");
    let (code, _, err) = run(&["check", "2022.txt", "--db", "none.db"]);
    assert!(code == Some(2) && err.contains("no such file"), "{err}");
}

#[test]
fn a_draft_that_is_held_against_nothing_says_so() {
    let folder = two_years();
    let run = |arguments: &[&str]| gongkai(folder.path(), arguments);
    run(&["ingest", "2022.txt"]);
    let (_, _, err) = run(&["check", "2023.txt"]);
    assert!(err.starts_with("not held against a database; --db gongkai.db does"), "{err}");
    let (_, _, err) = run(&["check", "2023.txt", "--db", "gongkai.db"]);
    assert!(err.starts_with("1 report, "), "{err}");
    let text = fs::read_to_string(folder.path().join("2023.txt")).expect("text");
    fs::write(folder.path().join("next.txt"), text.replace("2023", "2024")).expect("written");
    let (_, _, err) = run(&["check", "next.txt", "--db", "gongkai.db"]);
    assert!(
        err.starts_with("next.txt: the database has no report of 云岭县教育局 for the year before 2024"),
        "{err}"
    );
}

#[test]
fn every_file_is_named_though_another_replaces_it_or_is_the_same() {
    let folder = two_years();
    let text = fs::read_to_string(folder.path().join("2022.txt")).expect("text");
    fs::write(folder.path().join("2022b.txt"), format!("{text}\n")).expect("written");
    fs::write(folder.path().join("2022c.txt"), &text).expect("written");
    let (_, out, err) = gongkai(folder.path(), &["check", "2022.txt", "2022b.txt", "2022c.txt"]);
    for name in ["2022.txt", "2022b.txt", "2022c.txt"] {
        assert!(out.contains(&format!("{name}  云岭县教育局  2022  nothing found\n")), "{out}{err}");
    }
    let replaced = "2022.txt: replaced by another file, checked by itself only: 2022b.txt\n";
    assert!(err.starts_with(replaced), "{err}");
}

#[test]
fn rejected_files_are_told_by_reason() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in 10..35 {
        fs::write(folder.path().join(format!("{name}.txt")), "今日新闻：天气晴好。").expect("written");
    }
    fs::write(folder.path().join("empty.txt"), "").expect("written");
    for command in ["check", "ingest"] {
        let (code, _, err) = gongkai(folder.path(), &[command, "."]);
        assert_eq!(code, Some(1), "{err}");
        assert!(err.starts_with("rejected ./empty.txt: empty: "), "{err}");
        let reason = "rejected 25 files: not_a_report: not an annual report";
        assert!(
            err.contains(reason) && err.contains("\n  ./10.txt\n") && err.contains("\n  … and 5 more\n"),
            "{err}"
        );
        assert!(!err.contains("30.txt"), "{err}");
    }
}
