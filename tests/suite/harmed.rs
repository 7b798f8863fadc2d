//! A database that cannot be written or read as it should: a full disk, a folder without leave to write, two runs at once, other
//! versions, damaged files. Each is a clear error with what to do, and nothing of what was there is lost.

use super::exit_codes::{gongkai, told};
use super::generator::{Case, render::Layout};
use super::store::{count, dump};
use fastrand::Rng;
use gongkai::store;
use rusqlite::Connection;
use std::path::Path;
use std::process::{Command, Stdio};

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/sample");

fn loaded(folder: &Path, name: &str) -> String {
    let (code, ..) = told(folder, &["ingest", SAMPLE, "--db", name]);
    assert_eq!(code, Some(1));
    content(&folder.join(name))
}

fn content(path: &Path) -> String {
    let connection = Connection::open(path).expect("opened");
    let sound: String =
        connection.query_row("pragma integrity_check", [], |row| row.get(0)).expect("checked");
    assert_eq!(sound, "ok");
    dump(&connection)
}

#[track_caller]
fn fails(folder: &Path, arguments: &[&str], words: &str) {
    let (code, out, told) = told(folder, arguments);
    assert_eq!(code, Some(2), "{arguments:?}: {out}{told}");
    assert!(told.contains(words), "{arguments:?}: {told}");
}

/// Runs a shell script in a mount namespace of its own, as its root.
fn apart(folder: &Path, script: &str) -> std::process::Output {
    let mut command = Command::new("unshare");
    command.args(["--mount", "--map-root-user", "sh", "-c", script]).current_dir(folder).env("LC_ALL", "C");
    command.env("GONGKAI", env!("CARGO_BIN_EXE_gongkai")).output().expect("unshare, of util-linux, runs")
}

#[test]
fn a_full_disk_loses_nothing_and_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let reports = folder.path().join("reports");
    std::fs::create_dir(&reports).expect("a folder");
    for number in 0..700 {
        let case = Case::clean(number, Layout::TabRows, "2021");
        std::fs::write(reports.join(case.file_name()), case.bytes()).expect("written");
    }
    let output = apart(
        folder.path(),
        "mkdir small && mount -t tmpfs -o size=5m tmpfs small || exit 9
         \"$GONGKAI\" ingest reports --db small/a.db; echo code $?
         cp small/a.db* . ",
    );
    let text =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(text.contains("code 2"), "{text}");
    assert!(text.contains("the disk is full"), "{text}");
    let path = folder.path().join("a.db");
    content(&path);
    let kept = count(&Connection::open(&path).expect("opened"), "select count(*) from document");
    assert!((1..700).contains(&kept), "{kept}");
    // With room it goes on where it stopped.
    let (code, ..) = told(folder.path(), &["ingest", "reports", "--db", "a.db"]);
    assert!(code.is_some_and(|code| code < 2));
    assert_eq!(count(&Connection::open(&path).expect("opened"), "select count(*) from document"), 700);
}

#[test]
fn where_nothing_may_be_written_the_user_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let before = loaded(folder.path(), "a.db");
    let output = apart(
        folder.path(),
        &format!(
            "mkdir shown && mount --bind . shown && mount -o remount,bind,ro shown || exit 9
             cd shown && \"$GONGKAI\" ingest '{SAMPLE}' --db a.db; echo code $?
             \"$GONGKAI\" ingest '{SAMPLE}' --db new.db; echo code $?
             \"$GONGKAI\" query coverage --db a.db >/dev/null; echo code $?"
        ),
    );
    let text =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    let codes: Vec<&str> = text.lines().filter(|line| line.starts_with("code")).collect();
    assert_eq!(codes, ["code 2", "code 2", "code 0"], "{text}");
    assert!(text.contains("read-only; name another with --db"), "{text}");
    assert_eq!(content(&folder.path().join("a.db")), before);
}

#[test]
fn of_two_runs_at_once_one_waits_or_says_why_it_cannot() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    let whole = loaded(at, "alone.db");
    let start = || {
        let mut command = gongkai(at, &["ingest", SAMPLE, "--db", "both.db"]);
        command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("starts")
    };
    for mut running in [start(), start()].map(std::process::Child::wait_with_output) {
        let output = running.as_mut().expect("ends");
        let message = String::from_utf8_lossy(&output.stderr);
        let refused = output.status.code() == Some(2) && message.contains("try again later");
        assert!(output.status.code() == Some(1) || refused, "{message}");
    }
    assert_eq!(content(&at.join("both.db")), whole);
    // A writer that keeps the file.
    let writer = Connection::open(at.join("both.db")).expect("opened");
    writer.execute_batch("begin immediate").expect("locked");
    fails(at, &["ingest", SAMPLE, "--db", "both.db"], "another program is writing");
    let (code, ..) = told(at, &["query", "coverage", "--db", "both.db"]);
    assert_eq!(code, Some(0), "reading needs no leave");
}

#[test]
fn databases_of_other_versions_and_programs_are_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    loaded(at, "newer.db");
    Connection::open(at.join("newer.db"))
        .expect("opened")
        .execute_batch("pragma user_version = 999")
        .expect("set");
    let foreign = Connection::open(at.join("foreign.db")).expect("opened");
    foreign.execute_batch("create table t (x); insert into t values (1)").expect("made");
    drop(foreign);
    for (name, words) in [("newer.db", "upgrade gongkai"), ("foreign.db", "another program")] {
        let before = std::fs::read(at.join(name)).expect("read");
        fails(at, &["ingest", SAMPLE, "--db", name], words);
        fails(at, &["query", "coverage", "--db", name], words);
        assert_eq!(std::fs::read(at.join(name)).expect("read"), before, "{name}");
    }
}

/// A database as the version with so many migrations made it.
fn of_version(path: &Path, version: usize) -> Connection {
    let connection = Connection::open(path).expect("opened");
    bring(&connection, 0, version);
    connection
}

/// Brings a database from one version to another.
pub(super) fn bring(connection: &Connection, from: usize, version: usize) {
    let mut scripts: Vec<_> = store::MIGRATIONS.files().collect();
    scripts.sort_by_key(|script| script.path());
    for script in scripts.iter().take(version).skip(from) {
        connection.execute_batch(script.contents_utf8().expect("a text")).expect("migrated");
    }
    connection.pragma_update(None, "application_id", store::APPLICATION_ID).expect("set");
    connection.pragma_update(None, "user_version", version as u32).expect("set");
}

#[test]
fn an_older_database_is_brought_up_to_date_with_all_that_is_in_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    let new = loaded(at, "new.db");
    for version in [1, 8, 16] {
        let name = format!("{version}.db");
        drop(of_version(&at.join(&name), version));
        fails(at, &["query", "coverage", "--db", &name], "older version");
        assert_eq!(loaded(at, &name), new, "{version}");
    }
    let connection = of_version(&at.join("held.db"), 16);
    connection
        .execute_batch(
            "insert into document values (1, 'x', 'a.txt', null, null, 'text/plain', 1, 'a');
             insert into report (report_id, year, form, scope, document_id, revision, status)
             values (7, 2022, '2021', 'unknown', 1, 1, 'current');
             insert into prose_mark values (5, 7), (6, 7);",
        )
        .expect("filled");
    drop(connection);
    let connection = store::open(&at.join("held.db")).expect("opened");
    assert_eq!(count(&connection, "select count(*) from prose_mark where year = 2022 and report_id = 7"), 2);
    assert_eq!(count(&connection, "select year from report where report_id = 7"), 2022);
}

#[test]
fn damaged_databases_are_refused_or_read_and_never_crash() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    loaded(at, "sound.db");
    let sound = std::fs::read(at.join("sound.db")).expect("read");
    let mut rng = Rng::with_seed(3);
    for round in 0..24 {
        let mut bytes = sound.clone();
        if round % 3 == 0 {
            bytes.truncate(rng.usize(1..sound.len()));
        } else {
            for _ in 0..rng.usize(1..200) {
                let place = rng.usize(..bytes.len());
                bytes[place] ^= 1 << rng.u8(..8);
            }
        }
        std::fs::write(at.join("harmed.db"), &bytes).expect("written");
        for arguments in [
            &["query", "coverage", "--db", "harmed.db"][..],
            &["summary", "--db", "harmed.db"],
            &["check", "--db", "harmed.db"],
            &["ingest", SAMPLE, "--db", "harmed.db"],
        ] {
            let (code, _, message) = told(at, arguments);
            assert!(code.is_some_and(|code| code <= 2), "round {round} {arguments:?}: {message}");
            assert!(code < Some(2) || message.contains("gongkai:"), "round {round} {arguments:?}: {message}");
        }
        for end in ["", "-wal", "-shm", "-journal"] {
            let _ = std::fs::remove_file(at.join(format!("harmed.db{end}")));
        }
    }
    // What is said names the file and a way out.
    std::fs::write(at.join("harmed.db"), &sound[..sound.len() / 2]).expect("written");
    fails(at, &["ingest", SAMPLE, "--db", "harmed.db"], "damaged");
    assert!(store::open(&at.join("harmed.db")).is_err() || Path::new(&at.join("harmed.db")).exists());
}
