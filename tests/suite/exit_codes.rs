//! Exit codes: 0 clean, 1 something to look at, 2 could not; a closed pipe is 0.

use std::path::Path;
use std::process::{Command, Stdio};

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/sample");

fn gongkai(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
    command.args(arguments).current_dir(folder).env_remove("GONGKAI_DB").env("LC_ALL", "C");
    command
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
    let mut child = gongkai(folder.path(), &["parse", SAMPLE, "--format", "jsonl"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("runs");
    drop(child.stdout.take());
    assert_eq!(child.wait().expect("ends").code(), Some(0));
}
