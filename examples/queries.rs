//! Times every canned query with its defaults over a database of made-up reports: `--example queries [AGENCIES]`.
//!
//! 33,000 agencies over 450 counties make about 200,000 reports. Where Python has DuckDB, its times on the same tables stand beside.
//! It fails where an answer that a person reads takes longer than [`MOST`].
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "it tells what it measured")]

use gongkai::query::{catalogue, run};
use gongkai::rows::Value;
use gongkai::store::{begin_run, finish_run, open};
use std::collections::HashMap;
use std::error::Error;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Instant;

/// Seconds that an answer of at most [`READ`] rows may take.
const MOST: f64 = 1.0;
/// Rows that a person reads; longer answers are exports, judged by rows a second.
const READ: usize = 5_000;
/// How often a short question is asked; the fastest turn counts, in DuckDB too.
const TURNS: u32 = 3;
/// How many of the slowest are named.
const SHOWN: usize = 5;

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let agencies: u32 = std::env::args().nth(1).map_or(Ok(33_000), |text| text.parse())?;
    let folder = tempfile::tempdir()?;
    let database = folder.path().join("many.db");
    let connection = open(&database)?;
    let sql = include_str!("../tests/generator/many.sql")
        .replace(":agencies", &agencies.to_string())
        .replace(":counties", &(agencies / 70).clamp(10, 450).to_string());
    connection.execute_batch(&format!("begin; {sql} commit;"))?;
    // What a run keeps at its end.
    finish_run(&connection, begin_run(&connection)?)?;
    connection.execute_batch("analyze;")?;
    let reports: i64 = connection.query_row("select count(*) from report", [], |row| row.get(0))?;
    let body: String = connection.query_row("select min(name) from agency", [], |row| row.get(0))?;
    let mut timed = Vec::new();
    for query in &catalogue() {
        let required = query.parameters.iter().filter(|parameter| parameter.default.is_none());
        let given: Vec<_> =
            required.map(|parameter| (parameter.name.to_owned(), Value::Text(body.clone()))).collect();
        let (mut best, mut rows, begun) = (f64::INFINITY, 0, Instant::now());
        for turn in 0..TURNS {
            if turn > 0 && begun.elapsed().as_secs_f64() > MOST {
                break;
            }
            let start = Instant::now();
            rows = run(&connection, query, &given)?.rows.len();
            best = best.min(start.elapsed().as_secs_f64());
        }
        timed.push((best, query.name, rows));
    }
    let duck = duck(&database, &body, &timed.iter().map(|(_, name, _)| *name).collect::<Vec<_>>());
    println!(
        "{reports} reports\n{:<24} {:>9} {:>9} {:>9} {:>7}",
        "query", "rows", "seconds", "DuckDB", "ratio"
    );
    for (seconds, name, rows) in &timed {
        let beside =
            duck.get(*name).map_or_else(String::new, |duck| format!("{duck:9.3} {:7.2}", seconds / duck));
        println!("{name:<24} {rows:>9} {seconds:>9.3} {beside}");
    }
    let ratios: Vec<_> =
        timed.iter().filter_map(|(seconds, name, _)| Some(seconds / duck.get(*name)?)).collect();
    let within = |most: f64| ratios.iter().filter(|ratio| **ratio <= most).count();
    println!(
        "\nof {} that DuckDB takes: {} as fast, {} within twice",
        ratios.len(),
        within(1.0),
        within(2.0)
    );
    timed.sort_by(|one, other| other.0.total_cmp(&one.0));
    println!("\nslowest");
    for (seconds, name, rows) in timed.iter().take(SHOWN) {
        println!("{name:<24} {seconds:9.3} s, {:.0} rows a second", *rows as f64 / seconds);
    }
    let slow: Vec<_> = timed.iter().filter(|(seconds, _, rows)| *seconds > MOST && *rows <= READ).collect();
    for (seconds, name, rows) in &slow {
        eprintln!("{name}: {seconds:.2} s for {rows} rows, more than {MOST} s");
    }
    Ok(if slow.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Seconds that DuckDB takes for each query, none where it is not there or does not take it.
fn duck(database: &Path, body: &str, names: &[&str]) -> HashMap<String, f64> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/recompute/timed.py");
    let output = Command::new("python3").arg(script).arg(database).arg(body).args(names).output();
    let Ok(output) = output.map_err(|error| eprintln!("DuckDB: {error}")) else { return HashMap::new() };
    if !output.status.success() {
        let told = String::from_utf8_lossy(&output.stderr);
        eprintln!("DuckDB: {}", told.lines().last().unwrap_or_default());
    }
    let lines = String::from_utf8_lossy(&output.stdout);
    let timed = lines.lines().filter_map(|line| line.split_once(' '));
    timed.filter_map(|(name, seconds)| Some((name.to_owned(), seconds.parse().ok()?))).collect()
}
