//! The sum of several reports in the layout of the form. It chooses no reports.
//!
//! A cell that a report leaves open is an unknown part of the sum, never a zero. Section 2 is summed within one edition.

use crate::form::{Column, Edition, Row, Table, Unit};
use crate::normalize::is_space;
use crate::report::{Form, Report};

/// What every document with a sum says of itself, in Chinese and in English.
pub const MARKS: [&str; 2] = [
    "本文由 gongkai 根据已载入的年度报告加总而成，不是公布的年度报告。",
    "This is a sum that gongkai made of the reports loaded, not a published report.",
];

/// What every list that is sent back to a body says of itself.
pub const LIST_MARK: &str = "本文由 gongkai 核对年度报告后列出，不是公布的年度报告。";

/// The name of the program, which all marks print.
const NAME: &str = "gongkai";

/// Whether a text was written by the program, a sum or a list, which must not stand for what a body published.
pub fn is_sum(text: &str) -> bool {
    // Nearly no document names the program; the others are not looked at closely.
    let printed = |at: usize| text[at..].chars().filter(|c| !is_space(*c)).take(NAME.len()).eq(NAME.chars());
    if !text.match_indices('g').any(|(at, _)| printed(at)) {
        return false;
    }
    let bare = |text: &str| text.chars().filter(|c| !is_space(*c)).collect::<String>();
    let text = bare(text);
    MARKS.iter().chain([&LIST_MARK]).any(|mark| text.contains(&bare(mark)))
}

/// A cell of the sum.
#[derive(Clone, Debug, PartialEq)]
pub struct Sum {
    /// Its table.
    pub table: Table,
    /// Its row.
    pub row: &'static Row,
    /// Its column.
    pub column: &'static Column,
    /// Sum of what is known.
    pub value: f64,
    /// Reports whose value is known.
    pub known: usize,
    /// Positions of the reports whose value is not.
    pub unknown: Vec<usize>,
}

impl Sum {
    /// The sum as it is printed: `12`, `≥ 12` where a part is unknown, `?` where nothing is known.
    pub fn text(&self) -> String {
        match (self.known, self.unknown.len(), self.column.unit) {
            (0, ..) => "?".to_owned(),
            (_, 0, _) => self.value.to_string(),
            (_, _, Unit::Change) => format!("{} + ?", self.value),
            _ => format!("≥ {}", self.value),
        }
    }

    /// Whether another figure for the same cell contradicts the sum.
    pub fn contradicts(&self, published: f64) -> bool {
        let differs = (self.value - published).abs() > 1e-6;
        let bound = self.column.unit != Unit::Change && published < self.value;
        self.known > 0 && differs && (self.unknown.is_empty() || bound)
    }
}

/// The edition whose form a year's sum has.
pub fn edition(year: i64) -> Edition {
    if year < 2021 { Edition::E2019 } else { Edition::E2021 }
}

/// The sums of all cells that the edition prints.
pub fn sum(reports: &[Report], edition: Edition) -> Vec<Sum> {
    let mut sums = Vec::new();
    for table in Table::ALL {
        for row in table.rows().iter().filter(|row| row.editions.contains(&edition)) {
            let columns = table.printed_columns(row, edition);
            for column in columns.into_iter().filter_map(|index| table.columns().get(index)) {
                let mut sum = Sum { table, row, column, value: 0.0, known: 0, unknown: Vec::new() };
                for (index, report) in reports.iter().enumerate() {
                    match value(report, edition, table, row, column) {
                        Some(value) => {
                            sum.value += value;
                            sum.known += 1;
                        }
                        None => sum.unknown.push(index),
                    }
                }
                // Amounts have few decimals; adding must not give them more.
                sum.value = (sum.value * 1e6).round() / 1e6;
                sums.push(sum);
            }
        }
    }
    sums
}

/// The value of a cell, `None` where it is not known or, in section 2, another edition's.
pub fn value(report: &Report, edition: Edition, table: Table, row: &Row, column: &Column) -> Option<f64> {
    if table == Table::Section20 && report.form != Form::Edition(edition) {
        return None;
    }
    report.value(table, row.code, column.code).map(crate::report::Number::as_f64)
}
