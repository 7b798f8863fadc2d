//! Measures how fast reports are read, parsed and checked: `--example throughput [N] [--out DIR]`.
//!
//! It makes N reports in all text layouts, writes them to a folder and reads them back, then 4N, so that a cost
//! that grows faster than the input would show.
#![allow(clippy::print_stdout, reason = "it prints a measurement")]

#[path = "../tests/generator/mod.rs"]
mod generator;

use std::path::{Path, PathBuf};
use std::time::Instant;

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let count: u64 = arguments.first().and_then(|text| text.parse().ok()).unwrap_or(5000);
    let out = arguments.iter().position(|text| text == "--out").and_then(|at| arguments.get(at + 1));
    let kept = out.map(PathBuf::from);
    for (from, count) in [(0, count), (count, 4 * count)] {
        let folder = kept.clone().unwrap_or_else(|| std::env::temp_dir().join("gongkai-throughput"));
        let folder = folder.join(count.to_string());
        std::fs::create_dir_all(&folder)?;
        write(&folder, from, count)?;
        read(&folder)?;
        if kept.is_none() {
            std::fs::remove_dir_all(&folder)?;
        }
    }
    Ok(())
}

/// Writes the reports of `count` seeds.
fn write(folder: &Path, from: u64, count: u64) -> std::io::Result<()> {
    let start = Instant::now();
    for seed in from..from + count {
        let case = generator::Case::new(seed);
        std::fs::write(folder.join(case.file_name()), case.bytes())?;
    }
    println!("{count} reports made in {:.1} s, {}", start.elapsed().as_secs_f64(), folder.display());
    Ok(())
}

/// Reads, parses and checks every file of a folder on one core.
fn read(folder: &Path) -> std::io::Result<()> {
    let start = Instant::now();
    let (mut reports, mut bytes, mut cells) = (0_u32, 0_usize, 0_usize);
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let content = std::fs::read(&path)?;
        bytes += content.len();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if let Ok(document) = gongkai::source::read(&name, &content) {
            let report = gongkai::parse::parse(&document);
            std::hint::black_box(gongkai::check::check(&report));
            reports += 1;
            cells +=
                report.tables.iter().flat_map(|table| &table.rows).map(|row| row.cells.len()).sum::<usize>();
        }
    }
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "{reports} reports, {cells} cells, {:.1} MB read, parsed and checked in {seconds:.2} s: {:.0} reports/s, {:.2} MB/s",
        bytes as f64 / 1e6,
        f64::from(reports) / seconds,
        bytes as f64 / 1e6 / seconds
    );
    Ok(())
}
