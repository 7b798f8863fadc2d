//! Prints how well made-up reports come back, by layout and form: cells right, noted and wrong, other faults.
//!
//! `--example accuracy N` measures on the reports of N seeds, `--example accuracy -- --write` writes docs/accuracy.md.
#![allow(clippy::print_stdout, reason = "it prints a table")]

#[path = "../tests/generator/mod.rs"]
mod generator;

use generator::judge::{self, Outcome};
use generator::model::FORMS;
use generator::render::Layout;
use generator::{Case, judge::Fault};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

fn main() -> std::io::Result<()> {
    if std::env::args().any(|argument| argument == "--write") {
        let page = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/accuracy.md");
        return std::fs::write(page, generator::accuracy::page());
    }
    let cases: u64 = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(3900);
    let mut counts: BTreeMap<(Layout, &str), [usize; 3]> = BTreeMap::new();
    let mut faults: BTreeMap<(&str, Layout), (usize, u64, String)> = BTreeMap::new();
    let mut times: BTreeMap<Layout, (u32, Duration)> = BTreeMap::new();
    for seed in 0..cases {
        let case = Case::new(seed);
        let start = Instant::now();
        let parsed = judge::parsed(&case);
        let time = times.entry(case.layout).or_default();
        *time = (time.0 + 1, time.1 + start.elapsed());
        let found = match parsed {
            Ok(report) => {
                let count = counts.entry((case.layout, case.form)).or_default();
                for cell in &case.cells {
                    count[match judge::outcome(&report, cell) {
                        Outcome::Right => 0,
                        Outcome::Noted => 1,
                        Outcome::Wrong => 2,
                    }] += 1;
                }
                judge::faults(&case, &report)
            }
            Err(error) => vec![Fault { kind: "unreadable", detail: error }],
        };
        for Fault { kind, detail } in found {
            faults.entry((kind, case.layout)).or_insert((0, seed, detail)).0 += 1;
        }
    }
    println!("{:12} {:>6} {:>9} {:>9} {:>9} {:>9}", "layout", "form", "right", "noted", "wrong", "ms each");
    for layout in Layout::ALL {
        for form in FORMS {
            let [right, noted, wrong] = counts.get(&(layout, form)).copied().unwrap_or_default();
            let (cases, time) = times.get(&layout).copied().unwrap_or_default();
            let each = time.as_secs_f64() * 1e3 / f64::from(cases.max(1));
            println!("{:12} {form:>6} {right:>9} {noted:>9} {wrong:>9} {each:>9.2}", layout.name());
        }
    }
    let mut faults: Vec<_> = faults.into_iter().collect();
    faults.sort_by_key(|(_, (count, ..))| std::cmp::Reverse(*count));
    println!("\n{} kinds of faults", faults.len());
    for ((kind, layout), (count, seed, detail)) in faults {
        println!("{count:>7}  {:12} {kind}; seed {seed}: {detail}", layout.name());
    }
    Ok(())
}
