//! What a made-up report says: agency, year and consistent numbers.

use super::agency::Agency;
use super::quirks::Quirks;
use fastrand::Rng;
use gongkai::form::{Edition, OUTCOMES, Row, Table};

/// The forms a report can follow.
pub(crate) const FORMS: [&str; 3] = ["2019", "2021", "mixed"];

/// What section 6 says about the fee for information.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Fee {
    /// Nothing.
    Unsaid,
    /// That none was collected.
    NotCollected,
    /// Only the amount collected, in yuan.
    Collected(f64),
    /// Notices, amount billed, amount collected.
    Full(f64, f64, f64),
}

impl Fee {
    /// Notices, billed and collected, where stated.
    pub(crate) fn stated(self) -> Option<[Option<f64>; 3]> {
        match self {
            Fee::Unsaid => None,
            Fee::NotCollected => Some([None, None, Some(0.0)]),
            Fee::Collected(yuan) => Some([None, None, Some(yuan)]),
            Fee::Full(notices, billed, collected) => Some([Some(notices), Some(billed), Some(collected)]),
        }
    }
}

/// A row of numbers: its row and, by position in the table's columns, its values.
pub(crate) type Numbers = (&'static Row, Vec<(usize, f64)>);

/// A made-up report.
#[derive(Clone, Debug)]
pub(crate) struct Model {
    /// Who reports.
    pub(crate) agency: Agency,
    /// The year reported on.
    pub(crate) year: i32,
    /// Edition of section 2.
    pub(crate) section20: Edition,
    /// Edition of section 3.
    pub(crate) applications: Edition,
    /// The numbers of the three tables; amounts in 万元.
    pub(crate) tables: [(Table, Vec<Numbers>); 3],
    /// The fee statement.
    pub(crate) fee: Fee,
}

impl Model {
    /// A report by chance.
    pub(crate) fn random(rng: &mut Rng, form: &str, _quirks: &Quirks) -> Self {
        let (section20, applications) = match form {
            "2019" => (Edition::E2019, Edition::E2019),
            "2021" => (Edition::E2021, Edition::E2021),
            _ if rng.u8(..4) == 0 => (Edition::E2019, Edition::E2021),
            _ => (Edition::E2021, Edition::E2019),
        };
        let year = if section20 == Edition::E2019 && rng.u8(..5) > 0 {
            rng.i32(2019..=2020)
        } else {
            rng.i32(2021..=2025)
        };
        let agency = Agency::random(rng);
        let scale = [0, 0, 3, 3, 8, 30, 200, 3000][rng.usize(..8)];
        let tables = [
            (Table::Section20, section20_numbers(rng, section20, &agency)),
            (Table::Applications, application_numbers(rng, applications, scale)),
            (Table::Review, review_numbers(rng, scale)),
        ];
        let mut model = Self { agency, year, section20, applications, tables, fee: Fee::Unsaid };
        let unpaid = model.value(Table::Applications, "other_fee_unpaid", "total").unwrap_or(0.0);
        model.fee = match rng.u8(..6) {
            0 | 1 => Fee::Unsaid,
            2 => Fee::NotCollected,
            3 => Fee::Full(0.0, 0.0, 0.0),
            4 => Fee::Collected(f64::from(rng.u32(1..90)) * 10.0),
            _ => {
                let notices = unpaid + f64::from(rng.u32(1..9));
                Fee::Full(notices, notices * 200.0, notices * 200.0 - 100.0 * f64::from(rng.u32(0..3)))
            }
        };
        model
    }

    /// A number by codes.
    pub(crate) fn value(&self, table: Table, row: &str, column: &str) -> Option<f64> {
        let index = table.column_index(column)?;
        let (_, rows) = self.tables.iter().find(|(candidate, _)| *candidate == table)?;
        let (_, cells) = rows.iter().find(|(candidate, _)| candidate.code == row)?;
        cells.iter().find(|(column, _)| *column == index).map(|(_, value)| *value)
    }

    /// A total of section 3 by the row's code.
    pub(crate) fn total(&self, row: &str) -> i64 {
        self.value(Table::Applications, row, "total").map_or(0, |value| value as i64)
    }

    /// The sum over a printed group of section 3.
    pub(crate) fn group(&self, group: &str) -> i64 {
        let rows = OUTCOMES.iter().filter(|row| row.group == Some(group));
        rows.map(|row| self.total(row.code)).sum()
    }
}

/// Zero most of the time, otherwise up to `limit`, small numbers more often.
fn sparse(rng: &mut Rng, limit: u32) -> f64 {
    if limit == 0 || rng.u8(..3) == 0 {
        return 0.0;
    }
    let limit = if rng.bool() { limit.min(9) } else { limit };
    f64::from(rng.u32(0..=limit))
}

fn section20_numbers(rng: &mut Rng, edition: Edition, agency: &Agency) -> Vec<Numbers> {
    let busy = [0, 4, 300, 60_000][rng.usize(..4)];
    let rows = Table::Section20.rows().iter().filter(|row| row.editions.contains(&edition));
    let mut numbers = Vec::new();
    for row in rows {
        let columns = Table::Section20.printed_columns(row, edition);
        let idle = row.code == "rules" && !agency.rulemaker;
        let base = if idle { 0.0 } else { sparse(rng, 40) };
        let prior = sparse(rng, 400);
        let values = columns.iter().map(|&index| {
            let value = match Table::Section20.columns()[index].code {
                "newly_made" | "newly_disclosed" | "issued" => base,
                "repealed" => {
                    if idle {
                        0.0
                    } else {
                        sparse(rng, 5)
                    }
                }
                "disclosed_total" | "in_force" => {
                    if idle {
                        0.0
                    } else {
                        base + sparse(rng, 90)
                    }
                }
                "prior_items" => prior,
                "item_change" if rng.bool() => 0.0 - sparse(rng, prior as u32),
                "item_change" => sparse(rng, 40),
                "amount_10k_yuan" => match rng.u8(..4) {
                    0 | 1 => 0.0,
                    2 => f64::from(rng.u32(1..3000)),
                    _ => f64::from(rng.u32(1..9_999_999)) / 10_000.0,
                },
                _ => sparse(rng, busy),
            };
            (index, value)
        });
        numbers.push((row, values.collect()));
    }
    numbers
}

#[allow(clippy::needless_range_loop, reason = "columns of a matrix of rows")]
fn application_numbers(rng: &mut Rng, edition: Edition, scale: u32) -> Vec<Numbers> {
    let rows: Vec<&'static Row> = OUTCOMES.iter().filter(|row| row.editions.contains(&edition)).collect();
    let parts = Table::Applications.columns().len() - 1;
    let mut cells = vec![vec![0_u32; parts]; rows.len()];
    let at = |code: &str| rows.iter().position(|row| row.code == code).expect("a row of the form");
    let (new, carried_in) = (at("received_new"), at("carried_in"));
    let (total, carried_out) = (at("outcome_total"), at("carried_out"));
    for column in 0..parts {
        let share = if column == 0 { scale } else { scale / 6 + u32::from(rng.u8(..4) == 0 && scale > 0) };
        let handled = if column > 0 && rng.bool() { 0 } else { rng.u32(0..=share) };
        let kinds = rng.usize(1..=total - 2);
        for _ in 0..handled {
            // Most requests end in the first results; the rest spreads.
            let row = if rng.bool() { 2 + rng.usize(..2) } else { 2 + rng.usize(..kinds) };
            cells[row][column] += 1;
        }
        let open = if rng.bool() { 0 } else { rng.u32(0..=share / 5 + 1).min(share) };
        cells[total][column] = handled;
        cells[carried_out][column] = open;
        cells[carried_in][column] = if rng.bool() { 0 } else { rng.u32(0..=(handled + open) / 3) };
        cells[new][column] = handled + open - cells[carried_in][column];
    }
    let with_total = |values: &Vec<u32>| {
        let sum = values.iter().sum::<u32>();
        values.iter().copied().chain([sum]).map(f64::from).enumerate().collect()
    };
    rows.iter().copied().zip(cells.iter().map(with_total)).collect()
}

fn review_numbers(rng: &mut Rng, scale: u32) -> Vec<Numbers> {
    let limit = match scale {
        0 => 0,
        1..=8 => 2,
        _ => scale / 10,
    };
    let quiet = rng.bool();
    let rows = Table::Review.rows().iter().map(|row| {
        let parts = Table::Review.columns().len() - 1;
        let mut values: Vec<f64> = (0..parts).map(|_| if quiet { 0.0 } else { sparse(rng, limit) }).collect();
        values.push(values.iter().sum());
        (row, values.into_iter().enumerate().collect())
    });
    rows.collect()
}
