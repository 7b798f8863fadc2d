//! Measures whether a report costs the same to load however many are there: `--release --example identity [N]`.
//!
//! It makes N reports (20,000) of N/5 bodies over five years; half of the bodies are a 城关镇人民政府 in a folder of its own, half
//! of all have the prose of one template. The last tenth of three sizes is timed: read, parsed and judged, then written; and at
//! each size a run of one more report and one of a file that is none. Steps are thousands of SQLite's own; unlike time they are
//! the same on a busy machine.
#![allow(clippy::print_stdout, reason = "it prints a measurement")]

use gongkai::agency::{Evidence, contacts, resolve};
use gongkai::store::{self, Ingested, Judged, Outcome, Rejection};
use gongkai::{check, parse, source};
use std::error::Error;
use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

const TEMPLATE: &str = include_str!("../data/sample/云岭县白石镇人民政府_2022.txt");

/// Steps of SQLite that are counted as one.
const STEPS: i32 = 1000;

/// Characters of made-up names.
const NAMES: [char; 16] =
    ['青', '石', '白', '云', '河', '林', '松', '溪', '柳', '泉', '岭', '湾', '桥', '坪', '沟', '塘'];

fn main() -> Result<(), Box<dyn Error>> {
    let count = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(20_000);
    let bodies = (count / 5).max(1);
    let folder = tempfile::tempdir()?;
    let mut database = store::open(&folder.path().join("identity.db"))?;
    let steps = Arc::new(AtomicU64::new(0));
    let counter = Arc::clone(&steps);
    let count_steps = move || {
        counter.fetch_add(1, Ordering::Relaxed);
        false
    };
    database.progress_handler(STEPS, Some(count_steps))?;
    println!(
        "| reports | parsed, ms each | written, ms each | all, to the first | steps each | one more, ms | steps | one rejected, ms | steps |"
    );
    println!("|---|---|---|---|---|---|---|---|---|");
    let (mut done, mut first) = (0, None);
    for (index, size) in (0..).zip([count / 20, count / 4, count]) {
        let timed = size / 10;
        let run = store::begin_run(&database)?;
        load(&mut database, run, done..size - timed, bodies)?;
        steps.store(0, Ordering::Relaxed);
        let (parsed, written) = load(&mut database, run, size - timed..size, bodies)?;
        let stepped = steps.swap(0, Ordering::Relaxed) as f64 / f64::from(timed.max(1));
        store::finish_run(&database, run)?;
        done = size;
        let each = |time: Duration| 1e3 * time.as_secs_f64() / f64::from(timed.max(1));
        let all = each(parsed + written);
        let ratio = all / *first.get_or_insert(all);
        let mut row =
            format!("| {size} | {:.2} | {:.2} | {ratio:.2} | {stepped:.1} |", each(parsed), each(written));
        let rejected = Rejection { code: "not_a_report", message: String::new() };
        let rejected = Ingested { path: "none".to_owned(), outcome: Err(rejected), stamp: None };
        for file in [read(bodies + 2 * index, 2022), rejected] {
            steps.store(0, Ordering::Relaxed);
            let start = Instant::now();
            let begun = clock(start);
            let run = store::begin_run(&database)?;
            store::write_batch(&mut database, run, &[file])?;
            store::apply_decisions(&mut database)?;
            store::finish_run(&database, run)?;
            let spent = 1e3 * clock(start).saturating_sub(begun).as_secs_f64();
            write!(row, " {spent:.1} | {} |", steps.load(Ordering::Relaxed))?;
        }
        println!("{row}");
    }
    Ok(())
}

/// Time on a processor since the thread began, so that other programs do not count; where the system does not tell it, the
/// time since `start`.
fn clock(start: Instant) -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.as_deref().and_then(|text| text.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| start.elapsed(), Duration::from_nanos)
}

/// Loads reports by number; the time that parsing and writing took.
fn load(
    database: &mut rusqlite::Connection,
    run: i64,
    numbers: std::ops::Range<u32>,
    bodies: u32,
) -> Result<(Duration, Duration), Box<dyn Error>> {
    let (mut parsed, mut written) = (Duration::ZERO, Duration::ZERO);
    let numbers: Vec<u32> = numbers.collect();
    let start = Instant::now();
    for numbers in numbers.chunks(store::BATCH) {
        let begun = clock(start);
        let batch: Vec<Ingested> =
            numbers.iter().map(|number| read(number % bodies, 2020 + number / bodies)).collect();
        let between = clock(start);
        store::write_batch(database, run, &batch)?;
        parsed += between.saturating_sub(begun);
        written += clock(start).saturating_sub(between);
    }
    Ok((parsed, written))
}

/// The report of a body for a year, as `gongkai ingest` would take it.
fn read(body: u32, year: u32) -> Ingested {
    let own: String =
        [0, 4, 8, 12].iter().map(|shift| NAMES[(body >> shift) as usize % NAMES.len()]).collect();
    let name = if body.is_multiple_of(2) { "城关".to_owned() } else { own };
    let sentences = |count: u32| {
        (0..count)
            .map(|i| format!("第{}项在{}处。", i * (body + 7) % 997, i * body % 991))
            .collect::<Vec<_>>()
            .concat()
    };
    let prose = sentences(if body % 4 < 2 { 3 } else { 80 });
    let text = TEMPLATE
        .replace("云岭县", "")
        .replace("白石镇辖", &format!("{prose}本镇辖"))
        .replace("白石镇", &format!("{name}镇"))
        .replace("166", &body.to_string())
        .replace("2022", &year.to_string());
    let path = format!("{body}/{year}.txt");
    let outcome = source::read(&path, text.as_bytes()).map(|document| {
        let report = parse::parse(&document);
        let of = |name| {
            resolve(&Evidence {
                name,
                year: report.year,
                text: &document.text,
                path: Some(&path),
                ..Evidence::default()
            })
        };
        let body = report.agency.as_deref().map(of);
        let contacts = contacts(&document.text);
        Outcome {
            sha256: path.clone(),
            byte_length: text.len() as u64,
            media_type: document.media_type,
            url: None,
            published_on: None,
            supplied: false,
            positional: false,
            text: document.text.clone(),
            reports: vec![Judged { findings: check::check(&report), report, body, contacts, stated: None }],
        }
    });
    let refused = |unreadable: source::Unreadable| store::Rejection {
        code: unreadable.code,
        message: unreadable.message,
    };
    Ingested { path, outcome: outcome.map_err(refused), stamp: None }
}
