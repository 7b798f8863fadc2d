//! Exit codes: 0 clean, 1 something to look at, 2 could not; a closed pipe is 0.

use std::path::Path;
use std::process::{Command, Stdio};

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/sample");

/// The program, to be run in a folder.
pub(crate) fn gongkai(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
    command.args(arguments).current_dir(folder).env_remove("GONGKAI_DB").env("LC_ALL", "C");
    command
}

/// Exit code, results and messages of the program.
pub(crate) fn told(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = gongkai(folder, arguments).output().expect("runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

#[track_caller]
fn exits(folder: &Path, arguments: &[&str], code: i32) {
    let output = gongkai(folder, arguments).output().expect("runs");
    assert_eq!(
        output.status.code(),
        Some(code),
        "{arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn codes_say_what_happened() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    std::fs::write(at.join("news.txt"), "今日新闻：天气晴好。").expect("written");
    std::fs::create_dir(at.join("empty")).expect("made");
    exits(at, &["--version"], 0);
    exits(at, &["ingest", "--help"], 0);
    exits(at, &["no-such-command"], 2);
    exits(at, &["ingest"], 2);
    exits(at, &["ingest", "missing.txt"], 2);
    exits(at, &["ingest", "empty"], 2);
    exits(at, &["check"], 2);
    exits(at, &["parse", "news.txt"], 1);
    exits(at, &["ingest", "news.txt"], 1);
    exits(at, &["check"], 0);
    exits(at, &["ingest", SAMPLE, "--db", "sample.db"], 1);
    exits(at, &["check", "--db", "sample.db", "--format", "csv"], 1);
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("news.txt"), "今日新闻：天气晴好。").expect("written");
    exits(folder.path(), &["ingest", "news.txt"], 1);
    let many =
        "with recursive n(i) as (select 1 union all select i + 1 from n where i < 99999) select i from n";
    for arguments in [
        &["parse", SAMPLE, "--format", "jsonl"][..],
        &["sql", many, "--format", "csv"],
        &["sql", many, "--format", "json"],
        &["sql", many, "--format", "markdown"],
        &["query"],
    ] {
        let mut child = gongkai(folder.path(), arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("runs");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("ends");
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!((output.status.code(), &*told), (Some(0), ""), "{arguments:?}");
    }
}

#[test]
fn check_tells_of_cells_that_it_cannot_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let clean = std::fs::read_to_string(format!("{SAMPLE}/云岭县民政局_2022.txt")).expect("the sample");
    std::fs::write(folder.path().join("clean.txt"), &clean).expect("written");
    let (before, after) = clean.split_once("行政处罚").expect("a row");
    let digit = after.find(|sign: char| sign.is_ascii_digit()).expect("a number");
    let draft = format!("{before}行政处罚{}约{}", &after[..digit], &after[digit..]);
    std::fs::write(folder.path().join("draft.txt"), draft).expect("written");
    std::fs::write(folder.path().join("news.txt"), "今日新闻：天气晴好。").expect("written");
    let run = |arguments: &[&str]| told(folder.path(), arguments);
    let (code, out, err) = run(&["check", "clean.txt"]);
    assert_eq!((code, &*out), (Some(0), "clean.txt  云岭县民政局  2022  nothing found\n"), "{err}");
    let (code, out, err) = run(&["check", "draft.txt"]);
    assert_eq!(code, Some(1), "{out}{err}");
    assert!(out.contains("unreadable Administrative penalty · Decisions: “约"), "{out}");
    assert!(out.contains("”, it has words beside the number\n"), "{out}");
    assert!(err.contains("0 problems, 1 unreadable or ambiguous cell, 0 blank cells\n"), "{err}");
    let (_, out, _) = run(&["check", "draft.txt", "--format", "json"]);
    assert!(out.contains("\"subject\": \"penalty.decisions\""), "{out}");
    let (code, _, err) = run(&["check", "news.txt"]);
    assert!(code == Some(1) && err.ends_with(", rejected 1\n"), "{err}");
    let (code, out, _) = run(&["ingest", "news.txt"]);
    assert!(code == Some(1) && !out.contains("gongkai summary"), "{out}");
    let (code, _, err) = run(&["summary"]);
    assert!(code == Some(2) && err.contains("holds no report"), "{err}");
}
