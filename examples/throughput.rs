//! Loads a made-up corpus as `gongkai ingest` does and sets it beside two yardsticks in one run:
//! `cargo run --release --example throughput -- [N] [LAYOUT...] [--keep FOLDER]`.
//!
//! The yardsticks are the insertion of the very same rows by prepared statements, under the same schema and pragmas, a hundred
//! reports a transaction; and the Python script of benches/baseline, where Python has what it needs. Only ratios count: they hold
//! on a busy machine, times do not.
#![allow(clippy::print_stdout, reason = "it prints a measurement")]

#[path = "../tests/generator/mod.rs"]
mod generator;

use generator::corpus;
use generator::render::Layout;
use gongkai::ingest::{self, Options};
use gongkai::store;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;
use std::process::Command;
use std::time::Instant;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

type Fallible<T> = Result<T, Box<dyn Error>>;

fn main() -> Fallible<()> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let kept = arguments.iter().position(|text| text == "--keep").map(|at| arguments.drain(at..).nth(1));
    let count: u32 = arguments.first().and_then(|text| text.parse().ok()).unwrap_or(5000);
    let named = |name: &String| Layout::ALL.into_iter().find(|layout| layout.name() == name);
    let mut layouts: Vec<Layout> = arguments.iter().filter_map(named).collect();
    if layouts.is_empty() {
        // Texts, but for the one that lost most of its numbers.
        layouts = Layout::ALL.into_iter().filter(|it| !it.is_format() && *it != Layout::Dedup).collect();
    }
    let temporary = tempfile::tempdir()?;
    let folder = kept.flatten().map_or_else(|| temporary.path().to_owned(), Into::into);
    let reports = folder.join("reports");
    let (paths, bytes) = corpus::write(&reports, 0..count, &layouts)?;
    let files: Vec<String> = paths.iter().map(|path| path.to_string_lossy().into_owned()).collect();

    let path = folder.join("loaded.db");
    let _ = std::fs::remove_file(&path);
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    let before = cpu_seconds();
    let start = Instant::now();
    let jobs = std::thread::available_parallelism().map_or(1, usize::from);
    let mut database = store::open(&path)?;
    let mut curve = Curve { next: 1000, seen: 0, points: vec![(0, 0.0, 0.0, 0)], start };
    let options = || Options { jobs, ..Options::default() };
    let loaded = ingest::load(&mut database, &files, &options(), true, |_, _| {
        curve.count();
        true
    })?;
    store::apply_decisions(&mut database)?;
    let written = start.elapsed().as_secs_f64();
    let tally = store::finish_run(&database, loaded.run_id)?;
    store::close(database)?;
    let whole = start.elapsed().as_secs_f64();
    let cpu = cpu_seconds() - before;
    let peak = peak_megabytes();

    let start = Instant::now();
    let mut database = store::open(&path)?;
    ingest::load(&mut database, &files, &options(), true, |_, _| true)?;
    let again = start.elapsed().as_secs_f64();
    store::close(database)?;

    let size = std::fs::metadata(&path)?.len() as f64;
    let (raw, rows) = insert_raw(&path, &folder.join("raw.db"))?;
    let python = baseline(&reports, &folder.join("baseline.db"));
    let each = f64::from(count);
    curve.print();
    println!("\n{count} reports, {:.1} kB each, {jobs} threads", bytes as f64 / 1e3 / each);
    println!("| | seconds | reports/s | MB/s | ratio |");
    println!("|---|---|---|---|---|");
    let row = |name: &str, seconds: f64, ratio: &str| {
        println!(
            "| {name} | {seconds:.2} | {:.0} | {:.1} | {ratio} |",
            each / seconds,
            bytes as f64 / 1e6 / seconds
        );
    };
    row("ingest", whole, "1");
    row("ingest without counting what was found", written, &format!("{:.2}", whole / written));
    row("ingest again, unchanged", again, &format!("{:.2}", whole / again));
    row("raw insertion of the same rows", raw, &format!("{:.2}", raw / whole));
    match python {
        Ok(seconds) => row("Python baseline", seconds, &format!("{:.2}", seconds / whole)),
        Err(why) => println!("| Python baseline | not run: {why} | | | |"),
    }
    println!("\nprocessor {cpu:.2} s of {whole:.2} s; peak memory {peak} MB");
    println!("{:.0} bytes and {:.0} rows a report; {tally:?}", size / each, rows as f64 / each);
    let (plain, zipped) = packed(&path, &folder.join("rows.jsonl"))?;
    let zipped =
        zipped.map_or_else(|why| format!("not run: {why}"), |bytes| format!("{:.0}", bytes as f64 / each));
    println!("the same content as JSON: {:.0} bytes a report, packed by zstd: {zipped}", plain as f64 / each);
    Ok(())
}

/// What reports cost as their number grows.
struct Curve {
    /// Reports at which the next point is taken.
    next: u32,
    seen: u32,
    /// Reports, seconds, seconds of processor, most memory in MB up to there.
    points: Vec<(u32, f64, f64, u64)>,
    start: Instant,
}

impl Curve {
    /// Counts a report that is written.
    fn count(&mut self) {
        self.seen += 1;
        if self.seen == self.next {
            self.points.push((
                self.seen,
                self.start.elapsed().as_secs_f64(),
                cpu_seconds(),
                peak_megabytes(),
            ));
            self.next *= 2;
        }
    }

    /// Prints what each report cost between two points.
    fn print(&self) {
        println!("| reports | ms each | processor ms each | peak MB |");
        println!("|---|---|---|---|");
        for pair in self.points.windows(2) {
            let [(from, began, used, _), (to, ended, uses, peak)] = *pair else { continue };
            let each = |seconds: f64| 1e3 * seconds / f64::from(to - from);
            // What was used before the load is in the first point.
            let processor = if from == 0 { "–".to_owned() } else { format!("{:.2}", each(uses - used)) };
            println!("| {to} | {:.2} | {processor} | {peak} |", each(ended - began));
        }
    }
}

/// Seconds of processor that this process has used.
fn cpu_seconds() -> f64 {
    const TICKS: f64 = 100.0;
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let behind = stat.rsplit(')').next().unwrap_or_default();
    let field = |index: usize| behind.split_whitespace().nth(index).and_then(|text| text.parse::<f64>().ok());
    (field(11).unwrap_or(0.0) + field(12).unwrap_or(0.0)) / TICKS
}

/// Most memory that was in use since it was last cleared.
fn peak_megabytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap_or(0) / 1024
}

/// The tables that loading fills, those that others refer to first.
const TABLES: [&str; 20] = [
    "agency",
    "agency_alias",
    "ingest_run",
    "document",
    "report",
    "ingest_file",
    "report_origin",
    "section",
    "section20",
    "application_outcome",
    "review_litigation",
    "information_fee",
    "narrative_figure",
    "cell_note",
    "problem",
    "finding",
    "prose_sketch",
    "prose_mark",
    "report_likeness",
    "report_figure",
];

/// Inserts all rows of a database into an empty one, report by report; seconds and rows.
fn insert_raw(from: &Path, to: &Path) -> Fallible<(f64, usize)> {
    let source = Connection::open(from)?;
    let _ = std::fs::remove_file(to);
    let target = store::open(to)?;
    let has = |table: &str| source.prepare(&format!("select 1 from {table} limit 1")).is_ok();
    let mut by_report: Vec<Vec<(usize, Vec<Value>)>> = Vec::new();
    let mut total = 0;
    for (index, table) in TABLES.iter().enumerate().filter(|(_, table)| has(table)) {
        let mut select = source.prepare(&format!("select * from {table}"))?;
        let width = select.column_count();
        let key = select.column_names().position(|name| name == "report_id" || name == "document_id");
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let values: Vec<Value> = (0..width).map(|column| row.get(column)).collect::<Result<_, _>>()?;
            total += 1;
            let report = match key.and_then(|key| values.get(key)) {
                Some(Value::Integer(number)) => usize::try_from(*number)?,
                _ => 0,
            };
            by_report.resize_with(by_report.len().max(report + 1), Vec::new);
            by_report[report].push((index, values));
        }
    }
    target.execute("attach ? as old", [from.to_string_lossy()])?;
    target.execute_batch("insert or ignore into division select * from old.division; detach old")?;
    let statement = |table: &str, width: usize| {
        format!("insert or ignore into {table} values ({})", vec!["?"; width].join(", "))
    };
    let start = Instant::now();
    for (number, rows) in by_report.iter().enumerate() {
        if number.is_multiple_of(100) {
            target.execute_batch(if number == 0 { "begin" } else { "commit; begin" })?;
        }
        for (table, values) in rows {
            let mut insert = target.prepare_cached(&statement(TABLES[*table], values.len()))?;
            insert.execute(params_from_iter(values))?;
        }
    }
    target.execute_batch("commit")?;
    store::close(target)?;
    Ok((start.elapsed().as_secs_f64(), total))
}

/// Seconds that the Python script takes over the same files, or why it did not run.
fn baseline(reports: &Path, database: &Path) -> Result<f64, String> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/baseline/naive.py");
    let _ = std::fs::remove_file(database);
    let output = Command::new("python3").arg(script).arg(reports).arg(database).output();
    let output = output.map_err(|error| error.to_string())?;
    let text = String::from_utf8_lossy(&output.stdout);
    let seconds = text.split_whitespace().nth(1).and_then(|text| text.parse().ok());
    seconds.ok_or_else(|| {
        String::from_utf8_lossy(&output.stderr).lines().last().unwrap_or("no answer").to_owned()
    })
}

/// Bytes of everything that was loaded as JSON Lines, and of these packed by `zstd`.
fn packed(path: &Path, lines: &Path) -> Fallible<(u64, Result<u64, String>)> {
    let source = Connection::open(path)?;
    let mut plain = BufWriter::new(File::create(lines)?);
    for table in TABLES {
        let Ok(mut select) = source.prepare(&format!("select * from {table}")) else { continue };
        let width = select.column_count();
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let value = |column| match row.get(column) {
                Ok(Value::Integer(number)) => serde_json::json!(number),
                Ok(Value::Real(number)) => serde_json::json!(number),
                Ok(Value::Text(text)) => serde_json::json!(text),
                _ => serde_json::Value::Null,
            };
            writeln!(plain, "{}", serde_json::to_string(&(0..width).map(value).collect::<Vec<_>>())?)?;
        }
    }
    plain.flush()?;
    let zipped = lines.with_extension("zst");
    let zstd = Command::new("zstd").args(["-q", "-f", "-o"]).args([&zipped, lines]).status();
    let size = |path: &Path| std::fs::metadata(path).map(|it| it.len());
    Ok((size(lines)?, zstd.and_then(|_| size(&zipped)).map_err(|error| error.to_string())))
}
