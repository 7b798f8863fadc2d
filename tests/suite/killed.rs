//! A run that is killed at any moment: what it committed stays whole, and the next run leaves what one run undisturbed does.
//!
//! `GONGKAI_KILLS=200 cargo test --release --test suite killed` kills more often than every day's run.

use super::exit_codes::gongkai;
use super::generator::{Case, render::Layout};
use super::store::dump;
use fastrand::Rng;
use gongkai::store;
use rusqlite::Connection;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

/// Kills where the environment names no number.
const KILLS: u32 = 8;
/// Reports to load: three batches, the last not full.
const REPORTS: u64 = 2 * store::BATCH as u64 + 40;

/// Writes the reports: texts that read fast, bodies of many names, some of them shared.
fn write_reports(folder: &Path) {
    for number in 0..REPORTS {
        let case = Case::with(number, Layout::TabRows, ["2019", "2021"][(number % 2) as usize], |_| ());
        let within = folder.join(format!("{}", number % 7));
        std::fs::create_dir_all(&within).expect("a folder");
        std::fs::write(within.join(case.file_name()), case.bytes()).expect("written");
    }
}

fn ingest(folder: &Path, database: &str) -> Child {
    let mut command = gongkai(folder, &["ingest", "reports", "--db", database]);
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("starts")
}

/// What the database holds, after SQLite's own checks of it.
fn content(path: &Path) -> String {
    let connection = Connection::open(path).expect("opened");
    let sound: String =
        connection.query_row("pragma integrity_check", [], |row| row.get(0)).expect("checked");
    assert_eq!(sound, "ok");
    let mut broken = connection.prepare("pragma foreign_key_check").expect("checked");
    assert!(!broken.exists([]).expect("checked"), "a row refers to one that is not there");
    dump(&connection)
}

/// Holds two dumps against each other, line by line.
#[track_caller]
fn same(one: &str, other: &str, what: &str) {
    for (one, other) in one.lines().zip(other.lines()) {
        assert_eq!(one, other, "{what}");
    }
    assert_eq!(one.len(), other.len(), "{what}");
}

#[test]
fn a_killed_run_leaves_whole_batches_and_the_next_one_completes_it() {
    let kills = std::env::var("GONGKAI_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(KILLS);
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    write_reports(&at.join("reports"));
    let start = Instant::now();
    ingest(at, "whole.db").wait().expect("ends");
    let longest = start.elapsed();
    let whole = content(&at.join("whole.db"));
    let mut rng = Rng::with_seed(u64::from(kills));
    let mut interrupted = 0;
    for kill in 0..kills {
        let name = format!("killed{kill}.db");
        let path = at.join(&name);
        let mut running = ingest(at, &name);
        // A moment of its whole life, those after its end left out.
        std::thread::sleep(Duration::from_secs_f64(longest.as_secs_f64() * rng.f64() * 0.95));
        running.kill().expect("killed");
        let killed = !running.wait().expect("ends").success();
        if path.exists() {
            let connection = Connection::open(&path).expect("opened");
            let loaded: i64 = connection
                .query_row("select count(*) from sqlite_schema where name = 'document'", [], |row| row.get(0))
                .expect("a count");
            if loaded > 0 {
                let documents: i64 = connection
                    .query_row("select count(*) from document", [], |row| row.get(0))
                    .expect("a count");
                let files: i64 = connection
                    .query_row("select count(distinct document_id) from ingest_file", [], |row| row.get(0))
                    .expect("a count");
                assert_eq!(documents, files, "a batch is half there");
                interrupted += i32::from(killed && documents < REPORTS as i64);
            }
            content(&path);
        }
        ingest(at, &name).wait().expect("ends");
        same(&content(&path), &whole, &format!("kill {kill}"));
        std::fs::remove_file(&path).expect("removed");
    }
    assert!(interrupted > 0, "no run was killed before its end");
}
