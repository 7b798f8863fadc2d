//! What the column sums of section 3 leave of rows that can be read in several ways.

use super::solve::{Reading, number};
use super::tables::{Outcome, Zone};
use crate::form::Table;
use crate::report::Number;

/// Combinations of readings above which rows are narrowed one by one only.
const COMBINATION_LIMIT: usize = 50_000;

/// Rows of section 3 that are no outcome: what came in, what was done and what is left.
pub(super) const NO_OUTCOME: [&str; 4] = ["received_new", "carried_in", "outcome_total", "carried_out"];

/// A column sum of section 3: rows whose sum must equal the sum of other rows.
struct Sum {
    left: Vec<usize>,
    right: Vec<usize>,
}

/// Drops readings that break a column sum, as long as the document's column sums hold at all.
pub(super) fn narrow(zones: &[Zone], outcomes: &mut [Outcome]) {
    if !outcomes.iter().any(|outcome| matches!(outcome, Outcome::Open(_))) {
        return;
    }
    let width = zones.iter().map(|zone| zone.columns.len()).max().unwrap_or(0);
    let mut sums =
        Sums { sums: sums(zones), rows: outcomes.iter().map(|one| Entries::of(one, width)).collect() };
    loop {
        let mut changed = false;
        for (index, outcome) in outcomes.iter_mut().enumerate() {
            let Outcome::Open(readings) = &mut *outcome else { continue };
            if readings.len() < 2 {
                continue;
            }
            let fit: Vec<bool> = sums.rows[index]
                .readings
                .iter()
                .map(|reading| sums.broken_alone(index, reading) == 0)
                .collect();
            if fit.contains(&true) && fit.contains(&false) {
                let mut fit = fit.into_iter();
                readings.retain(|_| fit.next().unwrap_or(true));
                sums.rows[index] = Entries::of(outcome, width);
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    sums.drop_misfits(outcomes, width);
    sums.together(outcomes);
}

fn sums(zones: &[Zone]) -> Vec<Sum> {
    let rows = Table::Applications.rows();
    let of = |wanted: &dyn Fn(&str) -> bool| -> Vec<usize> {
        (0..zones.len()).filter(|index| wanted(rows[zones[*index].row].code)).collect()
    };
    let balance = Sum {
        left: of(&|code| matches!(code, "received_new" | "carried_in")),
        right: of(&|code| matches!(code, "outcome_total" | "carried_out")),
    };
    let results =
        Sum { left: of(&|code| !NO_OUTCOME.contains(&code)), right: of(&|code| code == "outcome_total") };
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

/// What a row has in its columns.
struct Entries {
    /// As far as it is settled.
    settled: Vec<Entry>,
    /// By each of its readings.
    readings: Vec<Vec<Entry>>,
}

impl Entries {
    fn of(outcome: &Outcome, width: usize) -> Self {
        let readings: Vec<Vec<Entry>> = match outcome {
            Outcome::Open(readings) => {
                let entries = |reading: &Reading| (0..width).map(|column| entry(reading, column)).collect();
                readings.iter().map(entries).collect()
            }
            _ => Vec::new(),
        };
        let settled = |column: usize| match outcome {
            Outcome::Settled(cells) => match cells.get(column).map(|placed| placed.cell.value) {
                Some(Some(Number::Count(count))) => Entry::Known(count),
                _ => Entry::Hidden,
            },
            Outcome::Open(_) => {
                let first = readings.first().map_or(Entry::Open, |reading| reading[column]);
                if readings.iter().all(|reading| reading[column] == first) { first } else { Entry::Open }
            }
            Outcome::Lost => Entry::Open,
        };
        Entries { settled: (0..width).map(settled).collect(), readings }
    }
}

fn entry(reading: &Reading, column: usize) -> Entry {
    match reading.get(column) {
        Some(Some(text)) => number(Some(text)).map_or(Entry::Hidden, Entry::Known),
        _ => Entry::Hidden,
    }
}

/// The column sums of a table and the rows that they are of.
struct Sums {
    sums: Vec<Sum>,
    rows: Vec<Entries>,
}

impl Sums {
    /// How many column sums break with this reading of a row.
    fn broken_alone(&self, index: usize, reading: &[Entry]) -> usize {
        let row = |at: usize, column: usize| {
            if at == index { reading[column] } else { self.rows[at].settled[column] }
        };
        let own = self.sums.iter().filter(|sum| sum.left.contains(&index) || sum.right.contains(&index));
        own.map(|sum| (0..reading.len()).filter(|column| !holds(sum, *column, &row)).count())
            .max()
            .unwrap_or(0)
    }

    /// A single reading that breaks several column sums was cut wrongly: a lost blank shifts digits along the row.
    fn drop_misfits(&mut self, outcomes: &mut [Outcome], width: usize) {
        const SHIFTED: usize = 2;
        let parts = width.saturating_sub(1);
        let breaks =
            |index: usize, reading: &Vec<Entry>| self.broken_alone(index, &reading[..parts]) >= SHIFTED;
        let is_open = |index: &usize| matches!(outcomes[*index], Outcome::Open(_));
        let misfits: Vec<usize> = (0..outcomes.len())
            .filter(is_open)
            .filter(|index| self.rows[*index].readings.iter().all(|reading| breaks(*index, reading)))
            .collect();
        for index in misfits {
            outcomes[index] = Outcome::Lost;
            self.rows[index] = Entries::of(&Outcome::Lost, width);
        }
    }

    /// Tries all combinations of the readings left, where they are few.
    fn together(&self, outcomes: &mut [Outcome]) {
        let open: Vec<usize> =
            (0..self.rows.len()).filter(|index| self.rows[*index].readings.len() > 1).collect();
        let combinations = open
            .iter()
            .try_fold(1usize, |product, index| product.checked_mul(self.rows[*index].readings.len()));
        if open.len() < 2 || combinations.is_none_or(|count| count > COMBINATION_LIMIT) {
            return;
        }
        let mut kept: Vec<Vec<usize>> = Vec::new();
        let mut choice = vec![0usize; open.len()];
        let place: Vec<Option<usize>> =
            (0..self.rows.len()).map(|index| open.iter().position(|open| *open == index)).collect();
        let width = self.rows.first().map_or(0, |row| row.settled.len());
        loop {
            let row = |at: usize, column: usize| match place[at] {
                Some(place) => self.rows[at].readings[choice[place]][column],
                None => self.rows[at].settled[column],
            };
            if self.sums.iter().all(|sum| (0..width).all(|column| holds(sum, column, &row))) {
                kept.push(choice.clone());
            }
            let more = |place: &usize| choice[*place] + 1 < self.rows[open[*place]].readings.len();
            let Some(place) = (0..open.len()).rev().find(more) else { break };
            choice[place] += 1;
            choice[place + 1..].fill(0);
        }
        if kept.is_empty() {
            return;
        }
        for (place, index) in open.iter().enumerate() {
            if let Outcome::Open(readings) = &mut outcomes[*index] {
                let mut at = 0..;
                readings.retain(|_| {
                    let reading = at.next();
                    kept.iter().any(|choice| Some(choice[place]) == reading)
                });
            }
        }
    }
}

fn holds(sum: &Sum, column: usize, row: &impl Fn(usize, usize) -> Entry) -> bool {
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
