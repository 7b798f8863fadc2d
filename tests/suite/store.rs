//! The database: migrations, what replaces what, what is recorded of files that give no report.

use gongkai::agency::{Contacts, Evidence, Resolution, resolve};
use gongkai::form::{Edition, Table};
use gongkai::report::{Cell, Form, Number, Report, RowCells, Scope, Section, TableRows};
use gongkai::store::{self, FileOutcome, Ingested, Judged, Outcome, Rejection};
use rusqlite::Connection;
use sha2::{Digest, Sha256};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tempfile::TempDir;

pub(super) fn count(connection: &Connection, sql: &str) -> i64 {
    connection.query_row(sql, [], |row| row.get(0)).expect(sql)
}

/// Prose long enough to be compared; `seed` makes it another body's, `variant` another sentence in it.
pub(super) fn prose(seed: u32, variant: &str) -> String {
    let sentence = |i: u32| format!("第{i}项：{}；", u64::from(i + 1) * (u64::from(seed) * 7919 + 13) * 31);
    let sentences = (0..60).map(sentence).collect::<Vec<_>>().concat();
    format!("{sentences}{variant}")
}

pub(super) fn report(agency: Option<&str>, year: i32, body: &str, received: i64) -> Report {
    let row = Table::Applications.row("received_new").expect("a row");
    let cells = [0, 6].map(|index| (index, Cell::number(Number::Count(received)))).to_vec();
    Report {
        agency: agency.map(str::to_owned),
        year: Some(year),
        form: Form::Edition(Edition::E2021),
        tables: vec![TableRows { table: Table::Applications, rows: vec![RowCells { row, line: 3, cells }] }],
        sections: vec![Section {
            number: 1, heading: "一、总体情况".into(), body: body.into(), line: 1
        }],
        ..Report::default()
    }
}

fn body(report: &Report) -> Option<Resolution> {
    let of = |name| resolve(&Evidence { name, year: report.year, ..Evidence::default() });
    report.agency.as_deref().map(of)
}

pub(super) fn file(path: &str, report: Report) -> Ingested {
    let text = format!("{report:?}");
    let sha256 = format!("{:x}", Sha256::digest(&text));
    let byte_length = text.len() as u64;
    let media_type = "text/plain";
    let outcome = Outcome {
        sha256,
        byte_length,
        media_type,
        url: None,
        published_on: None,
        supplied: false,
        positional: false,
        text,
        reports: vec![Judged {
            body: body(&report),
            report,
            findings: Vec::new(),
            contacts: Contacts::default(),
            stated: None,
        }],
    };
    Ingested { path: path.to_owned(), outcome: Ok(outcome), stamp: None }
}

pub(super) fn load(connection: &mut Connection, files: &[Ingested]) -> Vec<FileOutcome> {
    let run = store::begin_run(connection).expect("a run");
    let outcomes = store::write_batch(connection, run, files).expect("written");
    store::finish_run(connection, run).expect("finished");
    outcomes
}

pub(super) fn database() -> (TempDir, Connection) {
    let folder = tempfile::tempdir().expect("a folder");
    let connection = store::open(&folder.path().join("test.db")).expect("a database");
    (folder, connection)
}

/// Every row of every table but those of the runs.
pub(super) fn dump(connection: &Connection) -> String {
    let mut names = connection
        .prepare("select name from sqlite_schema where type = 'table' and name not like 'ingest%' and name not like 'sqlite%' order by 1")
        .expect("tables");
    let names: Vec<String> =
        names.query_map([], |row| row.get(0)).expect("names").map(|name| name.expect("a name")).collect();
    let mut lines = Vec::new();
    for name in names {
        let width = connection.prepare(&format!("select * from {name}")).expect("rows").column_count();
        let order: Vec<String> = (1..=width).map(|column| column.to_string()).collect();
        let sql = format!("select * from {name} order by {}", order.join(", "));
        let mut rows = connection.prepare(&sql).expect("rows");
        let mut rows = rows.query([]).expect("rows");
        while let Some(row) = rows.next().expect("a row") {
            let value = |i| row.get::<_, rusqlite::types::Value>(i).expect("a value");
            let values: Vec<_> = (0..width).map(|i| format!("{:?}", value(i))).collect();
            lines.push(format!("{name}: {}", values.join("|")));
        }
    }
    lines.join("\n")
}

#[test]
fn migrations_are_numbered_without_gaps_and_leave_a_sound_database() {
    let mut names: Vec<_> =
        store::MIGRATIONS.files().map(|file| file.path().to_string_lossy().into_owned()).collect();
    names.sort();
    for (number, name) in (1..).zip(&names) {
        assert!(name.starts_with(&format!("{number:04}_")), "{name}");
    }
    let (folder, connection) = database();
    assert_eq!(count(&connection, "pragma user_version"), names.len() as i64);
    assert_eq!(count(&connection, "pragma application_id"), i64::from(store::APPLICATION_ID));
    store::close(connection).expect("closed");
    let connection = store::open(&folder.path().join("test.db")).expect("opened again");
    assert_eq!(count(&connection, "select count(*) from pragma_foreign_key_check"), 0);
    let sound: String =
        connection.query_row("pragma integrity_check", [], |row| row.get(0)).expect("checked");
    assert_eq!(sound, "ok");
    let loose = "select count(*) from pragma_table_list
                 where schema = 'main' and type = 'table' and not strict and name not like 'sqlite%'";
    assert_eq!(count(&connection, loose), 0);
}

#[test]
fn tables_have_the_columns_of_the_form_in_its_order() {
    let (_folder, connection) = database();
    for table in Table::ALL {
        let mut names = connection.prepare("select name from pragma_table_info(?)").expect("columns");
        let names: Vec<String> =
            names.query_map([table.name()], |row| row.get(0)).expect("names").flatten().collect();
        let expected: Vec<_> = table.columns().iter().map(|column| column.code).collect();
        assert_eq!(names[2..names.len() - 1], expected, "{}", table.name());
        let rows = format!("select count(*) from form_row where table_name = '{}'", table.name());
        assert_eq!(count(&connection, &rows), table.rows().len() as i64);
    }
    assert_eq!(count(&connection, "select sum(in_2021) from form_cell"), 200);
    assert_eq!(count(&connection, "select sum(in_2019) from form_cell"), 198);
    assert_eq!(count(&connection, "select count(*) from rule"), gongkai::check::RULES.len() as i64);
}

#[test]
fn loading_twice_changes_nothing() {
    let files = [
        file("a/1.txt", report(Some("南关区民政局"), 2023, &prose(1, ""), 3)),
        file("a/2.txt", report(None, 2023, &prose(2, ""), 4)),
    ];
    let (_folder, mut connection) = database();
    assert_eq!(load(&mut connection, &files), [FileOutcome::Loaded; 2]);
    let once = dump(&connection);
    assert_eq!(load(&mut connection, &files), [FileOutcome::Unchanged; 2]);
    assert_eq!(dump(&connection), once);
    assert_eq!(count(&connection, "select unchanged from ingest_run where run_id = 2"), 2);
}

#[test]
fn what_replaces_an_earlier_report_becomes_its_next_revision() {
    let (_folder, mut connection) = database();
    let name = Some("南关区民政局");
    load(&mut connection, &[file("a.txt", report(name, 2023, &prose(1, ""), 3))]);
    // The same path, with other prose; then another path, with nearly the same prose.
    let changed = file("a.txt", report(name, 2023, &prose(2, ""), 4));
    assert_eq!(load(&mut connection, &[changed]), [FileOutcome::Revised]);
    let corrected = file("b.txt", report(name, 2023, &prose(2, "更正。"), 5));
    assert_eq!(load(&mut connection, &[corrected]), [FileOutcome::Revised]);
    assert_eq!(count(&connection, "select count(*) from agency"), 1);
    assert_eq!(count(&connection, "select count(*) from report where status = 'superseded'"), 2);
    assert_eq!(count(&connection, "select revision from current_report"), 3);
    assert_eq!(count(&connection, "select received from report_summary"), 5);
    // Next year's report at a path that is used again replaces nothing.
    let next = file("b.txt", report(name, 2024, &prose(2, "更正。"), 5));
    assert_eq!(load(&mut connection, &[next]), [FileOutcome::Loaded]);
    assert_eq!(count(&connection, "select count(*) from current_report"), 2);
}

#[test]
fn reports_without_agency_are_replaced_by_path_or_prose_only() {
    let (_folder, mut connection) = database();
    let files = [
        file("a.txt", report(None, 2023, &prose(1, ""), 1)),
        file("b.txt", report(None, 2023, &prose(2, ""), 2)),
        file("c.txt", report(None, 2023, &prose(1, "更正。"), 3)),
        file("d.txt", report(None, 2023, "无。", 4)),
        file("e.txt", report(None, 2023, "无。", 5)),
    ];
    let outcomes = load(&mut connection, &files);
    assert_eq!(outcomes.iter().filter(|outcome| **outcome == FileOutcome::Revised).count(), 1);
    assert_eq!(outcomes[2], FileOutcome::Revised);
    assert_eq!(count(&connection, "select count(*) from current_report"), 4);
}

#[test]
fn own_and_consolidated_figures_of_one_body_both_stay_current() {
    let (_folder, mut connection) = database();
    let scoped = |scope, seed| Report {
        scope,
        ..report(Some("云岭县人民政府"), 2023, &prose(seed, ""), i64::from(seed))
    };
    load(&mut connection, &[file("a", scoped(Scope::Own, 1)), file("b", scoped(Scope::Consolidated, 2))]);
    assert_eq!(count(&connection, "select count(*) from agency"), 1);
    assert_eq!(count(&connection, "select count(*) from current_report"), 2);
    assert_eq!(count(&connection, "select count(*) from problem"), 0);
}

#[test]
fn a_rejected_file_is_recorded_and_the_others_go_on() {
    let (_folder, mut connection) = database();
    let rejection = Rejection { code: "not_a_report", message: "不是 / is none".to_owned() };
    let files = [
        Ingested { path: "a".to_owned(), outcome: Err(rejection), stamp: None },
        file("b", report(Some("南关区民政局"), 2023, &prose(1, ""), 3)),
    ];
    assert_eq!(load(&mut connection, &files), [FileOutcome::Rejected, FileOutcome::Loaded]);
    let message: String = connection
        .query_row("select message from ingest_file where outcome = 'rejected'", [], |row| row.get(0))
        .expect("recorded");
    assert_eq!(message, "not_a_report: 不是 / is none");
    assert_eq!(count(&connection, "select rejected * 10 + loaded from ingest_run"), 11);
}

#[test]
fn blank_totals_are_filled_in_views_and_marked() {
    let (_folder, mut connection) = database();
    let mut report = report(Some("南关区民政局"), 2023, &prose(1, ""), 3);
    let cell = |index: usize| (index, Cell::number(Number::Count(if index == 0 { 2 } else { 0 })));
    let results = Table::Applications.rows().iter().filter(|row| row.editions.contains(&Edition::E2021));
    report.tables[0].rows = results
        .filter(|row| row.code != "outcome_total")
        .map(|row| RowCells { row, line: 5, cells: (0..6).map(cell).collect() })
        .collect();
    let row = Table::Applications.row("outcome_total").expect("a row");
    report.tables[0].rows.push(RowCells { row, line: 6, cells: Vec::new() });
    load(&mut connection, &[file("a", report)]);
    assert_eq!(count(&connection, "select outcome_total from report_summary"), 21 * 2);
    assert_eq!(count(&connection, "select outcome_total_computed from report_summary"), 1);
    assert_eq!(count(&connection, "select withheld from report_summary"), 16);
    let computed = "select value from outcome_long
                    where outcome = 'outcome_total' and applicant = 'natural_person' and computed";
    assert_eq!(count(&connection, computed), 42);
    assert_eq!(count(&connection, "select total is null from application_outcome limit 1"), 1);
}

/// Steps of SQLite, in tens, that some work takes.
fn steps(connection: &mut Connection, work: impl FnOnce(&mut Connection)) -> u64 {
    let steps = Arc::new(AtomicU64::new(0));
    let counter = Arc::clone(&steps);
    let count = move || {
        counter.fetch_add(1, Ordering::Relaxed);
        false
    };
    connection.progress_handler(10, Some(count)).expect("counted");
    work(connection);
    connection.progress_handler(10, None::<fn() -> bool>).expect("no longer counted");
    steps.load(Ordering::Relaxed)
}

#[test]
fn a_run_costs_what_it_loads_however_much_is_there() {
    let (_folder, mut connection) = database();
    let (mut there, mut first) = (0, None);
    for size in [60, 1200] {
        // A third are namesakes without a division, a third bodies of one, a third governments' reports for their regions.
        let own = |i: u32| {
            let names =
                ["城关镇人民政府".to_owned(), format!("获嘉县第{i}局"), format!("获嘉县第{i}镇人民政府")];
            let [name] = names.get(i as usize % 3).map(|name| [name.clone()]).expect("a name");
            let scope = if i % 3 == 2 { Scope::Consolidated } else { Scope::Unknown };
            let report = Report { scope, ..report(Some(&name), 2023, &prose(i, ""), 3) };
            file(&format!("{i}/2023.txt"), report)
        };
        let files: Vec<Ingested> = (there..size).map(own).collect();
        load(&mut connection, &files);
        there = size;
        let rejection = Rejection { code: "not_a_report", message: String::new() };
        let none = Ingested { path: "a".to_owned(), outcome: Err(rejection), stamp: None };
        let one = |name: &str, year| {
            file(&format!("x{size}/{year}.txt"), report(Some(name), year, &prose(size, ""), 3))
        };
        // In a region of their own, since its sum is kept anew.
        let place = if there == 60 { "长沙县" } else { "闽侯县" };
        let run = |file: Ingested| {
            move |connection: &mut Connection| {
                load(connection, &[file]);
                assert_eq!(store::apply_decisions(connection).expect("applied"), []);
            }
        };
        let of_all = |name| one(&format!("{place}第{size}{name}"), 2023);
        let number = store::begin_run(&connection).expect("a run");
        let write = |connection: &mut Connection| {
            store::write_batch(connection, number, &[of_all("处")]).expect("written");
        };
        let spent = [
            steps(&mut connection, run(none)),
            steps(&mut connection, run(one(&format!("{place}档案局"), 2020 + size as i32 / 600))),
            // Of the year that all are of: what is written, and with the sums of its regions at the end of the run.
            steps(&mut connection, write),
            steps(&mut connection, run(of_all("中心"))),
        ];
        let first = *first.get_or_insert(spent);
        // Once a run the bodies of the year are looked over for those of its regions.
        for (kind, ((now, first), most)) in spent.into_iter().zip(first).zip([2, 2, 2, 3]).enumerate() {
            assert!(now <= most * first + 20, "{kind}: {first} steps, with {size} reports {now}");
        }
    }
}

#[test]
fn a_run_tells_of_every_finding_in_its_reports_and_no_other() {
    let (_folder, mut connection) = database();
    let region = |received| Report {
        scope: Scope::Consolidated,
        ..report(Some("获嘉县人民政府"), 2023, &prose(1, ""), received)
    };
    let files = [
        file("a", region(3)),
        file("b", report(Some("获嘉县档案局"), 2023, &prose(2, ""), 4)),
        file("c", report(Some("获嘉县档案局"), 2022, &prose(3, ""), 40)),
        file("d", report(Some("获嘉县档案局"), 2021, &prose(3, ""), 40)),
    ];
    let run = store::begin_run(&connection).expect("a run");
    store::write_batch(&mut connection, run, &files).expect("written");
    let tally = store::finish_run(&connection, run).expect("finished");
    // R.GE; Y.JUMP and Y.DUP.
    assert_eq!((tally.errors, tally.warnings, tally.infos), (1, 0, 2));
    assert_eq!(count(&connection, "select count(*) from all_finding"), 3);
    let run = store::begin_run(&connection).expect("a run");
    store::write_batch(&mut connection, run, &files[3..]).expect("written");
    let tally = store::finish_run(&connection, run).expect("finished");
    assert_eq!((tally.files.unchanged, tally.errors, tally.infos), (1, 0, 0));
}

#[track_caller]
fn refuses(path: &Path, words: &str) {
    for result in [store::open(path), store::open_read_only(path)] {
        let message = result.expect_err("refused").to_string();
        assert!(message.contains(words), "{message}");
    }
}

#[test]
fn what_is_no_database_of_this_program_is_refused_with_what_to_do() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    std::fs::write(path("text.db"), "no database, but long enough to be looked at as one").expect("written");
    refuses(&path("text.db"), "no database");
    let foreign = Connection::open(path("foreign.db")).expect("opened");
    foreign.execute_batch("create table t (x); pragma user_version = 1").expect("made");
    refuses(&path("foreign.db"), "belongs to another program");
    let newer = store::open(&path("newer.db")).expect("made");
    newer.execute_batch("pragma user_version = 999").expect("made");
    drop(newer);
    refuses(&path("newer.db"), "upgrade gongkai");
    refuses(&path("no/such/folder/x.db"), "");
    let missing = store::open_read_only(&path("missing.db")).expect_err("refused").to_string();
    assert!(missing.contains("gongkai ingest"), "{missing}");
    assert!(!path("missing.db").exists());
}

#[test]
fn a_written_database_is_one_plain_file() {
    let (folder, mut connection) = database();
    load(&mut connection, &[file("a", report(None, 2023, &prose(1, ""), 3))]);
    store::close(connection).expect("closed");
    assert_eq!(std::fs::read_dir(folder.path()).expect("listed").count(), 1);
    store::open_read_only(&folder.path().join("test.db")).expect("read");
}
