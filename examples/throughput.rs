//! Measures how fast reports are read, parsed and checked, by format: `--example throughput [N]`.
//!
//! It makes N reports of each format and prints a table: bytes and reports a second of each step, on one core.
//! Text is measured with N and 4N reports, so that a cost that grows faster than the input would show.
#![allow(clippy::print_stdout, reason = "it prints a measurement")]

#[path = "../tests/generator/mod.rs"]
mod generator;

use generator::Case;
use generator::model::FORMS;
use generator::render::Layout;
use std::hint::black_box;
use std::time::{Duration, Instant};

fn main() {
    let count = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(300);
    println!("| format | kB each | read, MB/s | read | parsed | checked | all, reports/s |");
    println!("|---|---|---|---|---|---|---|");
    let formats = Layout::ALL.into_iter().filter(|layout| layout.is_format());
    for layout in formats {
        print(layout.name(), &measure(&cases(|_| layout, count)));
    }
    let text = |seed: u64| Layout::ALL[(seed % 13) as usize];
    print("text", &measure(&cases(text, count)));
    print("text × 4", &measure(&cases(text, 4 * count)));
}

/// File names and bytes of `count` reports.
fn cases(layout: impl Fn(u64) -> Layout, count: u64) -> Vec<(String, Vec<u8>)> {
    let case = |seed: u64| Case::with(seed, layout(seed), FORMS[(seed % 3) as usize], |_| ());
    (0..count).map(case).map(|case| (case.file_name(), case.bytes())).collect()
}

/// What the steps took.
#[derive(Default)]
struct Times {
    reports: u32,
    bytes: usize,
    read: Duration,
    parsed: Duration,
    checked: Duration,
}

fn measure(files: &[(String, Vec<u8>)]) -> Times {
    let mut times = Times::default();
    for (name, bytes) in files {
        let start = Instant::now();
        let Ok(document) = gongkai::source::read(name, bytes) else { continue };
        let read = Instant::now();
        let report = gongkai::parse::parse(&document);
        let parsed = Instant::now();
        black_box(gongkai::check::check(&report));
        times.checked += parsed.elapsed();
        times.parsed += parsed - read;
        times.read += read - start;
        times.reports += 1;
        times.bytes += bytes.len();
    }
    times
}

fn print(name: &str, times: &Times) {
    let reports = f64::from(times.reports.max(1));
    let rate = |time: Duration| (reports / time.as_secs_f64().max(1e-9)).round();
    let megabytes = times.bytes as f64 / 1e6;
    println!(
        "| {name} | {:.0} | {:.1} | {} | {} | {} | {} |",
        megabytes * 1e3 / reports,
        megabytes / times.read.as_secs_f64().max(1e-9),
        rate(times.read),
        rate(times.parsed),
        rate(times.checked),
        rate(times.read + times.parsed + times.checked),
    );
}
