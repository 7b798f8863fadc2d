//! Damage done on purpose to good reports: no wrong value may come back without a word about it.

use crate::generator::Case;
use crate::generator::harsh::HARSH;
use crate::generator::judge::{lost_numbers, read};
use crate::generator::model::FORMS;
use crate::generator::mutation::{MUTATIONS, silent_faults};
use crate::generator::render::Layout;
use fastrand::Rng;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::ScopedJoinHandle;

/// How many reports of each layout and kind of damage, the forms in turn; `GONGKAI_ROUNDS` asks for another number.
const ROUNDS: usize = 2;

/// Damage after which a number may stand in the document twice and be told once.
const DOUBLED: [&str; 3] = ["a table printed twice", "a row repeated", "a row repeated with another number"];

fn rounds() -> usize {
    std::env::var("GONGKAI_ROUNDS").ok().and_then(|text| text.parse().ok()).unwrap_or(ROUNDS)
}

/// The silent faults of a layout after one kind of damage: how often it failed, and the first failure.
fn complaint(layout: usize, kind: usize) -> Option<(usize, String)> {
    let kinds = MUTATIONS.len() + HARSH.len();
    let (name, mutate) = MUTATIONS.iter().chain(HARSH).nth(kind)?;
    let layout_of = Layout::ALL[layout];
    let what = format!("{} with {name}", layout_of.name());
    let (mut count, mut shown) = (0, String::new());
    for round in 0..rounds() {
        // No two cases share a seed; the forms go round over layouts, kinds and rounds.
        let seed = ((round * kinds + kind) * Layout::ALL.len() + layout) as u64;
        let form = FORMS[(layout + kind + round) % FORMS.len()];
        let mut case = Case::clean(seed, layout_of, form);
        mutate(&mut case, &mut Rng::with_seed(seed));
        let Ok((document, report)) = read(&case) else { continue };
        let mut faults = silent_faults(&case, &report);
        if !DOUBLED.contains(name) {
            faults.extend(lost_numbers(&case, &document, &report).map(|fault| fault.detail));
        }
        let Some(first) = faults.first() else { continue };
        count += 1;
        if count == 1 {
            let file = format!("mutation-{}.{}", what.replace(' ', "-"), layout_of.extension());
            let path = std::env::temp_dir().join(file);
            std::fs::write(&path, case.bytes()).expect("the text written");
            shown = format!("{form} seed {seed}: {first}; {}", path.display());
        }
    }
    (count > 0).then(|| (count, format!("{count} × {what}; {shown}")))
}

#[test]
fn damage_never_yields_a_wrong_value_in_silence() {
    let pairs = Layout::ALL.len() * (MUTATIONS.len() + HARSH.len());
    let next = AtomicUsize::new(0);
    let work = || {
        let mine = || Some(next.fetch_add(1, Ordering::Relaxed)).filter(|pair| *pair < pairs);
        let pairs = std::iter::from_fn(mine);
        pairs.filter_map(|pair| complaint(pair % Layout::ALL.len(), pair / Layout::ALL.len())).collect()
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let mut found: Vec<(usize, String)> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        let join = |worker: ScopedJoinHandle<Vec<_>>| worker.join().expect("no panic");
        workers.into_iter().flat_map(join).collect()
    });
    found.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    let lines: Vec<String> = found.into_iter().map(|(_, line)| line).collect();
    assert!(lines.is_empty(), "{} kinds of silent faults\n{}", lines.len(), lines.join("\n"));
}
