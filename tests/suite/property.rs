//! Made-up reports in every layout, form and kind of damage: each cell right, or NULL with its reason.

use crate::generator::Case;
use crate::generator::judge;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;

/// How many reports; `GONGKAI_CASES` asks for another number.
const CASES: u64 = 7_500;
/// How many examples of a kind of fault are shown.
const SHOWN: usize = 3;

/// Faults by kind: how many, and the first seeds with their details.
type Faults = BTreeMap<(&'static str, &'static str), (usize, Vec<(u64, String)>)>;

fn collect(seeds: impl Iterator<Item = u64>) -> Faults {
    let mut faults = Faults::new();
    for seed in seeds {
        let case = Case::new(seed);
        let found = match judge::read(&case) {
            Ok((document, report)) => {
                let mut faults = judge::faults(&case, &report);
                faults.extend(judge::lost_numbers(&case, &document, &report));
                faults
            }
            Err(error) => vec![judge::Fault { kind: "unreadable", detail: error }],
        };
        for fault in found {
            let (count, examples) = faults.entry((fault.kind, case.layout.name())).or_default();
            *count += 1;
            if examples.len() < SHOWN && examples.iter().all(|(shown, _)| *shown != seed) {
                examples.push((seed, fault.detail));
            }
        }
    }
    faults
}

fn describe(faults: Faults) -> String {
    let folder: PathBuf = std::env::temp_dir().join("gongkai-faults");
    std::fs::create_dir_all(&folder).expect("a temporary folder");
    let mut sorted: Vec<_> = faults.into_iter().collect();
    sorted.sort_by_key(|(_, (count, _))| std::cmp::Reverse(*count));
    let mut text = String::new();
    for ((kind, layout), (count, examples)) in sorted {
        let _ = writeln!(text, "{count} × {kind} in {layout}");
        for (seed, detail) in examples {
            let case = Case::new(seed);
            let path = folder.join(case.file_name());
            std::fs::write(&path, case.bytes()).expect("the text written");
            let _ = writeln!(text, "    {}\n        {detail}\n        {:?}", path.display(), case.quirks);
        }
    }
    text
}

#[test]
fn every_cell_of_made_up_reports_is_right_or_explained() {
    let cases = std::env::var("GONGKAI_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(CASES);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let mut faults = Faults::new();
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|first| scope.spawn(move || collect((first as u64..cases).step_by(threads))))
            .collect();
        for worker in workers {
            for (key, (count, examples)) in worker.join().expect("no panic") {
                let entry = faults.entry(key).or_default();
                entry.0 += count;
                entry.1.extend(examples);
                entry.1.truncate(SHOWN);
            }
        }
    });
    assert!(faults.is_empty(), "{}", describe(faults));
}
