//! What the column sums of section 3 leave of rows that can be read in several ways.

use super::solve::{Reading, number};
use super::tables::{Outcome, Zone};
use crate::form::Table;
use crate::report::{Cell, Number};

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

/// The number a row has in a column; `None` where it is not settled. A blank adds nothing.
fn settled(outcome: &Outcome, column: usize) -> Option<i64> {
    match outcome {
        Outcome::Settled(cells) => match cells.get(column) {
            Some(Cell { value: Some(Number::Count(count)), .. }) => Some(*count),
            Some(Cell { value: None, .. }) => Some(0),
            _ => None,
        },
        Outcome::Open(readings) => {
            let first = value(&readings[0], column)?;
            readings.iter().all(|reading| value(reading, column) == Some(first)).then_some(first)
        }
        Outcome::Lost => None,
    }
}

fn value(reading: &Reading, column: usize) -> Option<i64> {
    match reading.get(column)? {
        None => Some(0),
        Some(text) => number(Some(text)),
    }
}

fn fits_alone(index: usize, reading: &Reading, outcomes: &[Outcome], sums: &[Sum], width: usize) -> bool {
    let row = |at: usize, column: usize| {
        if at == index { value(reading, column) } else { settled(&outcomes[at], column) }
    };
    sums.iter()
        .filter(|sum| sum.left.contains(&index) || sum.right.contains(&index))
        .all(|sum| holds(sum, width, &row))
}

fn holds(sum: &Sum, width: usize, row: &dyn Fn(usize, usize) -> Option<i64>) -> bool {
    (0..width).all(|column| {
        let side = |rows: &[usize]| rows.iter().map(|at| row(*at, column)).sum::<Option<i64>>();
        match (side(&sum.left), side(&sum.right)) {
            (Some(left), Some(right)) => left == right,
            _ => true,
        }
    })
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
            Some(place) => value(&open[place].1[choice[place]], column),
            None => settled(&outcomes[at], column),
        };
        if sums.iter().all(|sum| holds(sum, width, &row)) {
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
