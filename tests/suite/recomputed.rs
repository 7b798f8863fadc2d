//! Every number of the canned queries, worked out anew by a program of its own in Python from the exported tables.

use crate::small;
use gongkai::output::{Format, write};
use gongkai::query::{self, catalogue, find};
use gongkai::rows::Value;
use gongkai::store::open;
use rusqlite::Connection;
use serde_json::{Map, json};
use std::fs::{self, File};
use std::path::Path;
use std::process::Command;

/// The tables that the figures are worked out from. No view: those are what is tested.
const TABLES: [&str; 11] = [
    "agency",
    "application_outcome",
    "cell_note",
    "division",
    "finding",
    "form_cell",
    "information_fee",
    "problem",
    "report",
    "review_litigation",
    "section20",
];

/// The queries that are worked out, with what each must be given.
const WORKED_OUT: [(&str, &[(&str, &str)]); 26] = [
    ("applicant_mix", &[]),
    ("applications_by_agency", &[]),
    ("applications_by_region", &[]),
    ("blank_cells", &[]),
    ("by_level", &[]),
    ("disclosure_ranking", &[]),
    ("disclosure_rates", &[]),
    ("fees", &[]),
    ("form_series", &[]),
    ("growth", &[]),
    ("missing_reports", &[("divisions", "0")]),
    ("normative_documents", &[]),
    ("not_held", &[]),
    ("outcome_change", &[]),
    ("outcome_mix", &[]),
    ("outliers_history", &[]),
    ("outliers_peers", &[]),
    ("peers", &[("agency", "民政局")]),
    ("quality", &[]),
    ("refusal_reasons", &[]),
    ("review_rates", &[]),
    ("reviews", &[]),
    ("trend", &[]),
    ("year_over_year", &[]),
    ("outliers_peers", &[("indicator", "carried_out_rate")]),
    ("normative_documents", &[("item", "rules")]),
];

/// Queries that list what the tables hold, or what other tests work out: rollup and units (regions), between and check (findings).
const LISTS: [&str; 12] = [
    "agencies",
    "carry_over",
    "compare",
    "coverage",
    "findings",
    "findings_by_rule",
    "ingest_log",
    "notes",
    "problems",
    "region_totals",
    "report",
    "section20_activity",
];

/// The filters under which each query is asked, where it has them.
const ASKED: [&[(&str, &str)]; 9] = [
    &[],
    &[("year", "2023")],
    &[("region", "4101"), ("kind", "department")],
    &[("level", "county"), ("year", "2021")],
    &[("scope", "own")],
    &[("scope", "consolidated"), ("min_cases", "10")],
    &[("agency", "公安局")],
    &[("min_cases", "60"), ("min_peers", "3")],
    &[("min_cases", "0"), ("kind", "township")],
];

/// Reports of 60 bodies over six years and both forms, with blanks.
pub(crate) fn many(path: &Path) -> Connection {
    let connection = open(path).expect("a database");
    let sql = include_str!("../generator/many.sql").replace(":agencies", "60").replace(":counties", "10");
    connection.execute_batch(&sql).expect("reports");
    connection
}

/// Writes the tables and the answers to each question into a folder.
fn export(connection: &Connection, folder: &Path) {
    let [tables, answers] = ["tables", "answers"].map(|name| folder.join(name));
    fs::create_dir_all(&tables).expect("a folder");
    fs::create_dir_all(&answers).expect("a folder");
    for name in TABLES {
        let rows = query::relation(connection, name, &query::Chosen::default()).expect("a table");
        let rows = rows.collect().expect("rows");
        let mut file = File::create(tables.join(name).with_extension("csv")).expect("a file");
        write(Format::Csv, &rows, &mut file).expect("written");
    }
    for (number, (name, must)) in WORKED_OUT.iter().enumerate() {
        let query = find(name).expect("a query");
        for (place, asked) in ASKED.iter().enumerate() {
            let kind = |name: &str| query.parameters.iter().find(|p| p.name == name).map(|p| p.kind);
            let told =
                asked.iter().filter(|(name, _)| must.iter().all(|(known, _)| known != name)).chain(*must);
            let given: Vec<(String, Value)> = told
                .filter_map(|(name, value)| {
                    Some(((*name).to_owned(), kind(name)?.parse(value).expect("a value")))
                })
                .collect();
            let rows = query::run(connection, &query, &given).expect("runs");
            let parameters: Map<_, _> = query
                .parameters
                .iter()
                .map(|p| {
                    let value = given.iter().find(|(name, _)| name == p.name).map(|(_, value)| value);
                    (p.name.to_owned(), json_of(value.or(p.default.as_ref())))
                })
                .collect();
            let path = answers.join(format!("{number:02}-{place}.json"));
            fs::write(&path, json!({ "query": name, "parameters": parameters }).to_string())
                .expect("written");
            let mut file = File::create(path.with_extension("csv")).expect("a file");
            write(Format::Csv, &rows, &mut file).expect("written");
        }
    }
}

fn json_of(value: Option<&Value>) -> serde_json::Value {
    match value {
        None | Some(Value::Null) => serde_json::Value::Null,
        Some(Value::Integer(integer)) => json!(integer),
        Some(Value::Real(real)) => json!(real),
        Some(Value::Text(text)) => json!(text),
    }
}

#[test]
fn a_second_program_gives_the_same_numbers() {
    let folder = tempfile::tempdir().expect("a folder");
    export(&small::database(), &folder.path().join("small"));
    export(&many(Path::new(":memory:")), &folder.path().join("many"));
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/recompute/main.py");
    let python = Command::new("python3")
        .args([script, folder.path().join("small"), folder.path().join("many")])
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .output()
        .expect("this test needs python3");
    let told = String::from_utf8_lossy(&python.stdout);
    assert!(python.status.success(), "{told}{}", String::from_utf8_lossy(&python.stderr));
}

#[test]
fn every_query_is_worked_out_or_a_list() {
    for query in catalogue() {
        let worked_out = WORKED_OUT.iter().any(|(name, _)| *name == query.name);
        assert_ne!(worked_out, LISTS.contains(&query.name), "{}", query.name);
    }
}
