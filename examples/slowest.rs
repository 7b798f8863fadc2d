//! Times every canned query over a database of made-up reports and prints the slowest: `--example slowest [AGENCIES]`.
//!
//! 33,000 agencies over 450 counties make about 200,000 reports.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "it tells what it measured")]

use gongkai::query::{catalogue, run};
use gongkai::rows::Value;
use gongkai::store::open;
use std::error::Error;
use std::path::Path;
use std::time::Instant;

/// How many queries are printed.
const SHOWN: usize = 5;
/// Queries that ask for every finding between reports, or for every region's sum, which takes minutes.
const LONG: [&str; 3] = ["findings", "findings_by_rule", "region_totals"];

fn main() -> Result<(), Box<dyn Error>> {
    let agencies: u32 = std::env::args().nth(1).map_or(Ok(33_000), |text| text.parse())?;
    let connection = open(Path::new(":memory:"))?;
    let sql = include_str!("../tests/generator/many.sql")
        .replace(":agencies", &agencies.to_string())
        .replace(":counties", &(agencies / 70).clamp(10, 450).to_string());
    connection.execute_batch(&sql)?;
    let reports: i64 = connection.query_row("select count(*) from report", [], |row| row.get(0))?;
    eprintln!("{reports} reports");
    let mut timed = Vec::new();
    for query in catalogue().iter().filter(|query| !LONG.contains(&query.name)) {
        let required = query.parameters.iter().filter(|parameter| parameter.default.is_none());
        let given: Vec<_> =
            required.map(|parameter| (parameter.name.to_owned(), Value::Text("民政局".to_owned()))).collect();
        let start = Instant::now();
        let rows = run(&connection, query, &given)?.rows.len();
        timed.push((start.elapsed(), query.name, rows));
    }
    timed.sort_by_key(|(time, ..)| std::cmp::Reverse(*time));
    for (time, name, rows) in timed.iter().take(SHOWN) {
        println!("{:6.2} s  {name}, {rows} rows", time.as_secs_f64());
    }
    Ok(())
}
