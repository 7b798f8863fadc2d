//! Damage done on purpose to good reports: no wrong value may come back without a word about it.

use crate::generator::Case;
use crate::generator::harsh::HARSH;
use crate::generator::judge::{lost_numbers, read};
use crate::generator::model::FORMS;
use crate::generator::mutation::{MUTATIONS, silent_faults};
use crate::generator::render::Layout;
use fastrand::Rng;

/// How many reports of each layout, form and kind of damage; `GONGKAI_ROUNDS` asks for another number.
const ROUNDS: u64 = 2;

/// Damage after which a number may stand in the document twice and be told once.
const DOUBLED: [&str; 3] = ["a table printed twice", "a row repeated", "a row repeated with another number"];

/// Every layout.
const ALL: &[Layout] = &Layout::ALL;

fn rounds() -> u64 {
    std::env::var("GONGKAI_ROUNDS").ok().and_then(|text| text.parse().ok()).unwrap_or(ROUNDS)
}

/// The silent faults of a layout: what was done, how often it failed, and the first failure.
fn complaints(layout: Layout) -> Vec<(usize, String)> {
    let mut complaints = Vec::new();
    for (name, mutate) in MUTATIONS.iter().chain(HARSH) {
        let what = format!("{} with {name}", layout.name());
        let (mut count, mut shown) = (0, String::new());
        for seed in 0..rounds() * FORMS.len() as u64 {
            let mut case = Case::clean(seed, layout, FORMS[(seed % FORMS.len() as u64) as usize]);
            mutate(&mut case, &mut Rng::with_seed(seed));
            let Ok((document, report)) = read(&case) else { continue };
            let mut faults = silent_faults(&case, &report);
            if !DOUBLED.contains(name) {
                faults.extend(lost_numbers(&case, &document, &report).map(|fault| fault.detail));
            }
            if let Some(first) = faults.first() {
                count += 1;
                let path = std::env::temp_dir().join(format!(
                    "mutation-{}.{}",
                    what.replace(' ', "-"),
                    layout.extension()
                ));
                std::fs::write(&path, case.bytes()).expect("the text written");
                shown = format!("seed {seed}: {first}; {}", path.display());
            }
        }
        if count > 0 {
            complaints.push((count, format!("{count} × {what}; {shown}")));
        }
    }
    complaints
}

#[test]
fn damage_never_yields_a_wrong_value_in_silence() {
    let half = Layout::ALL.len() / 2;
    let mut found: Vec<(usize, String)> = std::thread::scope(|scope| {
        let run =
            |layouts: &'static [Layout]| layouts.iter().copied().flat_map(complaints).collect::<Vec<_>>();
        let other = scope.spawn(move || run(&ALL[..half]));
        let mut found = run(&ALL[half..]);
        found.extend(other.join().expect("no panic"));
        found
    });
    found.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    let lines: Vec<String> = found.into_iter().map(|(_, line)| line).collect();
    assert!(lines.is_empty(), "{} kinds of silent faults\n{}", lines.len(), lines.join("\n"));
}
