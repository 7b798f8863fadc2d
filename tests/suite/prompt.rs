//! `gongkai sql` on a real terminal: editing over lines, completion, Ctrl-C, history.

use crate::small;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// Types at the prompt: what to type and what must be seen then, both with Python's escapes.
fn session(folder: &Path, steps: &[(&str, &str)]) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/terminal/session.py");
    let mut python = Command::new("python3")
        .arg(script)
        .args([env!("CARGO_BIN_EXE_gongkai"), "sql", "--format", "csv", "--lang", "en", "--db"])
        .arg(folder.join("reports.db"))
        .envs([("XDG_STATE_HOME", folder.as_os_str()), ("TERM", "xterm".as_ref())])
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("this test needs python3");
    let mut lines = python.stdin.take().expect("its input");
    for (typed, seen) in steps {
        writeln!(lines, "{typed}\t{seen}").expect("written");
    }
    drop(lines);
    let done = python.wait_with_output().expect("it ends");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

#[test]
fn statements_are_typed_completed_stopped_and_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    small::fill(&folder.path().join("reports.db"));
    let endless = "with recursive c(x) as (select 1 union all select x + 1 from c) select max(x) from c;";
    session(
        folder.path(),
        &[
            ("select 40 +\\r", "~40 +"),
            ("2 as answer;\\r", "answer\\r\\n42"),
            // The tab makes `application_outcome` of it.
            ("select count(*) > 0 as some from application_o\\x09;\\r", "some\\r\\n1"),
            ("select median(x) as m from (select 1 as x union select 3);\\r", "m\\r\\n2"),
            (&format!("{endless}\\r"), "~2004l"),
            ("\\x03", "cancelled"),
            ("delete from report;\\r", "only reading"),
            (".quit\\r", ""),
        ],
    );
    // The arrow upwards twice: over `.quit` to the statement before it.
    session(folder.path(), &[("\\x1b[A\\x1b[A", "~delete from report;"), ("\\x03", "2004l"), ("\\x04", "")]);
}
