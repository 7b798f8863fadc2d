//! What the column sums of section 3 leave of rows that can be read in several ways.

use super::solve::{Reading, number};
use super::tables::{Outcome, Zone};
use crate::form::Table;
use crate::report::Number;

/// Combinations of readings above which rows are narrowed one by one only.
const COMBINATION_LIMIT: usize = 50_000;

/// A column sum of section 3: rows whose sum must equal the sum of other rows.
struct Sum {
    left: Vec<usize>,
    right: Vec<usize>,
}

/// Drops readings that break a column sum, as long as the document's column sums hold at all.
pub(super) fn narrow(zones: &[Zone], outcomes: &mut [Outcome]) {
    let sums = sums(zones);
    let width = zones.iter().map(|zone| zone.columns.len()).max().unwrap_or(0);
    loop {
        let mut changed = false;
        for index in 0..zones.len() {
            let Outcome::Open(readings) = &outcomes[index] else { continue };
            if readings.len() < 2 {
                continue;
            }
            let kept: Vec<Reading> = readings
                .iter()
                .filter(|reading| fits_alone(index, reading, outcomes, &sums, width))
                .cloned()
                .collect();
            if !kept.is_empty() && kept.len() < readings.len() {
                outcomes[index] = Outcome::Open(kept);
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    drop_misfits(outcomes, &sums, width);
    together(outcomes, &sums, width);
}

fn sums(zones: &[Zone]) -> Vec<Sum> {
    let rows = Table::Applications.rows();
    let of = |wanted: &dyn Fn(&str) -> bool| -> Vec<usize> {
        (0..zones.len()).filter(|index| wanted(rows[zones[*index].row].code)).collect()
    };
    let frame = ["received_new", "carried_in", "outcome_total", "carried_out"];
    let balance = Sum {
        left: of(&|code| matches!(code, "received_new" | "carried_in")),
        right: of(&|code| matches!(code, "outcome_total" | "carried_out")),
    };
    let results =
        Sum { left: of(&|code| !frame.contains(&code)), right: of(&|code| code == "outcome_total") };
    let whole = zones.len() >= 23;
    [balance, results]
        .into_iter()
        .filter(|sum| whole && !sum.left.is_empty() && !sum.right.is_empty())
        .collect()
}

/// What a row has in a column.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Entry {
    Known(i64),
    /// A blank: any number may be hidden in it.
    Hidden,
    /// Not settled.
    Open,
}

fn settled(outcome: &Outcome, column: usize) -> Entry {
    match outcome {
        Outcome::Settled(cells) => match cells.get(column).map(|placed| placed.cell.value) {
            Some(Some(Number::Count(count))) => Entry::Known(count),
            _ => Entry::Hidden,
        },
        Outcome::Open(readings) => {
            let first = entry(&readings[0], column);
            if readings.iter().all(|reading| entry(reading, column) == first) { first } else { Entry::Open }
        }
        Outcome::Lost => Entry::Open,
    }
}

fn entry(reading: &Reading, column: usize) -> Entry {
    match reading.get(column) {
        Some(Some(text)) => number(Some(text)).map_or(Entry::Hidden, Entry::Known),
        _ => Entry::Hidden,
    }
}

fn fits_alone(index: usize, reading: &Reading, outcomes: &[Outcome], sums: &[Sum], width: usize) -> bool {
    broken_alone(index, reading, outcomes, sums, width) == 0
}

/// How many column sums break with this reading of a row.
fn broken_alone(index: usize, reading: &Reading, outcomes: &[Outcome], sums: &[Sum], width: usize) -> usize {
    let row = |at: usize, column: usize| {
        if at == index { entry(reading, column) } else { settled(&outcomes[at], column) }
    };
    let own = sums.iter().filter(|sum| sum.left.contains(&index) || sum.right.contains(&index));
    own.map(|sum| (0..width).filter(|column| !holds(sum, *column, &row)).count()).max().unwrap_or(0)
}

fn holds(sum: &Sum, column: usize, row: &dyn Fn(usize, usize) -> Entry) -> bool {
    let side = |rows: &[usize]| {
        rows.iter().fold((0, false, false), |(total, hidden, open), at| match row(*at, column) {
            Entry::Known(count) => (total + count, hidden, open),
            Entry::Hidden => (total, true, open),
            Entry::Open => (total, hidden, true),
        })
    };
    let ((left, left_hidden, left_open), (right, right_hidden, right_open)) =
        (side(&sum.left), side(&sum.right));
    if left_open || right_open {
        return true;
    }
    match (left_hidden, right_hidden) {
        (false, false) => left == right,
        (true, false) => left <= right,
        (false, true) => right <= left,
        (true, true) => true,
    }
}

/// A single reading that breaks several column sums was cut wrongly: a lost blank shifts digits along the row.
fn drop_misfits(outcomes: &mut [Outcome], sums: &[Sum], width: usize) {
    const SHIFTED: usize = 2;
    let misfits: Vec<usize> = (0..outcomes.len())
        .filter(|index| match &outcomes[*index] {
            Outcome::Open(readings) => readings.iter().all(|reading| {
                broken_alone(*index, reading, outcomes, sums, width.saturating_sub(1)) >= SHIFTED
            }),
            _ => false,
        })
        .collect();
    for index in misfits {
        outcomes[index] = Outcome::Lost;
    }
}

/// Tries all combinations of the readings left, where they are few.
fn together(outcomes: &mut [Outcome], sums: &[Sum], width: usize) {
    let open: Vec<(usize, Vec<Reading>)> = outcomes
        .iter()
        .enumerate()
        .filter_map(|(index, outcome)| match outcome {
            Outcome::Open(readings) if readings.len() > 1 => Some((index, readings.clone())),
            _ => None,
        })
        .collect();
    let combinations =
        open.iter().try_fold(1usize, |product, (_, readings)| product.checked_mul(readings.len()));
    if open.len() < 2 || combinations.is_none_or(|count| count > COMBINATION_LIMIT) {
        return;
    }
    let mut kept: Vec<Vec<usize>> = Vec::new();
    let mut choice = vec![0usize; open.len()];
    loop {
        let row = |at: usize, column: usize| match open.iter().position(|(index, _)| *index == at) {
            Some(place) => entry(&open[place].1[choice[place]], column),
            None => settled(&outcomes[at], column),
        };
        if sums.iter().all(|sum| (0..width).all(|column| holds(sum, column, &row))) {
            kept.push(choice.clone());
        }
        let Some(place) = (0..open.len()).rev().find(|place| choice[*place] + 1 < open[*place].1.len())
        else {
            break;
        };
        choice[place] += 1;
        choice[place + 1..].fill(0);
    }
    if kept.is_empty() {
        return;
    }
    for (place, (index, readings)) in open.iter().enumerate() {
        let mut left: Vec<usize> = kept.iter().map(|choice| choice[place]).collect();
        left.sort_unstable();
        left.dedup();
        outcomes[*index] = Outcome::Open(left.into_iter().map(|i| readings[i].clone()).collect());
    }
}
