//! Linear rules as data and their one evaluator: Σ left = Σ right, or Σ left ≤ Σ right.

use super::words::{self, Both};
use super::{TOLERANCE, finding, plain};
use crate::form::{Edition, Table};
use crate::report::{Finding, Form, Number, Report, Severity};

/// Which way the cells of one sum lie.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Along {
    /// In one column, over rows; the rule is evaluated for every column.
    Rows,
    /// In one row, over columns; the rule is evaluated for every printed row.
    Columns,
}

/// One side of a rule.
#[derive(Clone, Copy)]
pub(super) enum Side {
    /// The sum of these cells.
    Sum(&'static [&'static str]),
    /// The sum of all the form prints but these, with a name for the whole in Chinese and English.
    AllBut(&'static [&'static str], &'static str, &'static str),
}

/// How the two sides stand to each other.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    /// Left and right are the same.
    Equal,
    /// Left is not more than right.
    AtMost,
}

/// A linear rule.
pub(super) struct Linear {
    pub rule: &'static str,
    pub table: Table,
    pub along: Along,
    pub left: Side,
    pub relation: Relation,
    pub right: Side,
    /// A severity that differs from the rule's own.
    pub severity: Option<Severity>,
}

/// Code and labels of a row or column that a side sums.
type Term = [&'static str; 3];

/// A side as evaluated: its sum, how it reads, and where it begins.
struct Value {
    sum: f64,
    said: Both,
    line: Option<u32>,
}

/// Findings of all these rules. Of two entries of one rule the first speaks.
pub(super) fn findings(report: &Report, rules: &[Linear]) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    for finding in rules.iter().flat_map(|rule| rule.findings(report)) {
        let same = |other: &Finding| (other.rule, &other.subject) == (finding.rule, &finding.subject);
        if !findings.iter().any(same) {
            findings.push(finding);
        }
    }
    findings
}

impl Linear {
    fn findings(&self, report: &Report) -> Vec<Finding> {
        let lines = self.lines(report);
        let sides = [self.left, self.right].map(|side| self.terms(report, side));
        let (false, [Some(left), Some(right)]) = (lines.is_empty(), sides) else { return Vec::new() };
        let sides = [left, right];
        let mut findings: Vec<Finding> =
            lines.into_iter().filter_map(|line| self.violation(report, line, &sides)).collect();
        // T3.REDUNDANT: where the rows add up, what is wrong in the total column is wrong in an applicant's.
        if self.along == Along::Rows && findings.len() > 1 && self.rows_add_up(report) {
            findings.retain(|finding| finding.subject != "total");
        }
        findings
    }

    /// The lines to evaluate, code and labels.
    fn lines(&self, report: &Report) -> Vec<[&'static str; 3]> {
        match (self.along, report.table(self.table)) {
            (_, None) => Vec::new(),
            (Along::Rows, _) => {
                self.table.columns().iter().map(|line| [line.code, line.zh, line.en]).collect()
            }
            (Along::Columns, Some(rows)) => {
                rows.rows.iter().map(|line| [line.row.code, line.row.zh, line.row.en]).collect()
            }
        }
    }

    fn violation(&self, report: &Report, line: [&'static str; 3], sides: &[Vec<Term>; 2]) -> Option<Finding> {
        let [code, zh, en] = line;
        let sum = |terms: &[Term]| {
            terms.iter().map(|[term, ..]| self.number(report, term, code)).sum::<Option<f64>>()
        };
        let excess = sum(&sides[0])? - sum(&sides[1])?;
        let holds = match self.relation {
            Relation::Equal => excess.abs() <= TOLERANCE,
            Relation::AtMost => excess <= TOLERANCE,
        };
        if holds {
            return None;
        }
        let left = self.evaluate(report, self.left, &sides[0], code)?;
        let right = self.evaluate(report, self.right, &sides[1], code)?;
        let expected = match self.relation {
            Relation::Equal => plain(left.sum),
            Relation::AtMost => format!("≥ {}", plain(left.sum)),
        };
        let (place, line) = match self.along {
            Along::Rows => {
                let section = words::section(self.table.section());
                let place =
                    Both::new(format!("{}“{zh}”列", section.zh), format!("{}, column {en}", section.en));
                (place, right.line.or(left.line))
            }
            Along::Columns => {
                let line = words::line(report, self.table, code);
                let row = self.table.row(code).map(|row| words::row(self.table, row)).unwrap_or_default();
                (Both::join(&[row, words::at(line)], "", ""), line)
            }
        };
        let bare = matches!(self.left, Side::Sum([]));
        let (left, right_said, diff) = (left.said, right.said, plain(excess.abs()));
        let said = match self.relation {
            Relation::Equal => Both::new(
                format!("{}：{}，与{}不一致，相差 {diff}", place.zh, left.zh, words::spaced(&right_said.zh)),
                format!("{}: {} does not agree with {}, difference {diff}", place.en, left.en, right_said.en),
            ),
            Relation::AtMost if bare => Both::new(
                format!("{}：{}，不应小于 {}，相差 {diff}", place.zh, right_said.zh, left.zh),
                format!(
                    "{}: {}, which must not be less than {}, difference {diff}",
                    place.en, right_said.en, left.en
                ),
            ),
            Relation::AtMost => Both::new(
                format!("{}：{}，大于{}，相差 {diff}", place.zh, left.zh, right_said.zh),
                format!("{}: {} is more than {}, difference {diff}", place.en, left.en, right_said.en),
            ),
        };
        let mut finding = finding(self.rule, code, [expected, plain(right.sum)], line, &said);
        finding.severity = self.severity.unwrap_or(finding.severity);
        Some(finding)
    }

    /// The side's sum in `line`, `None` where a cell of it is missing or without a value.
    fn evaluate(&self, report: &Report, side: Side, terms: &[Term], line: &str) -> Option<Value> {
        let number = |[code, ..]: &Term| self.number(report, code, line);
        let numbers = terms.iter().map(number).collect::<Option<Vec<f64>>>()?;
        let sum = plain(numbers.iter().sum());
        let lines = || match self.along {
            Along::Rows => {
                terms.iter().filter_map(|[row, ..]| words::line(report, self.table, row)).collect()
            }
            Along::Columns => Vec::new(),
        };
        let term = |([code, zh, en], number): (&Term, &f64)| {
            let number = plain(*number);
            match self.along {
                Along::Rows => {
                    let at = words::at(words::line(report, self.table, code));
                    Both::new(format!("“{zh}” {number}{}", at.zh), format!("{en} {number}{}", at.en))
                }
                Along::Columns => Both::new(format!("“{zh}” {number}"), format!("{en} {number}")),
            }
        };
        let said = match side {
            Side::AllBut(_, zh, en) => {
                let at = words::range(lines().into_iter());
                Both::new(format!("{zh} {sum}{}", at.zh), format!("{en} {sum}{}", at.en))
            }
            Side::Sum(_) => words::sum(&terms.iter().zip(&numbers).map(term).collect::<Vec<_>>(), &sum),
        };
        Some(Value { sum: numbers.iter().sum(), said, line: lines().first().copied() })
    }

    /// The value of the cell where a line of the rule crosses a row or column of a side.
    fn number(&self, report: &Report, term: &str, line: &str) -> Option<f64> {
        let (row, column) = match self.along {
            Along::Rows => (term, line),
            Along::Columns => (line, term),
        };
        report.value(self.table, row, column).map(Number::as_f64)
    }

    /// Code and labels of the cells of a side. `None` where it is not known what the form prints.
    fn terms(&self, report: &Report, side: Side) -> Option<Vec<Term>> {
        let rows = || self.table.rows().iter();
        let columns = || self.table.columns().iter();
        match (side, self.along) {
            (Side::Sum(codes), Along::Rows) => {
                codes.iter().map(|code| self.table.row(code).map(|row| [row.code, row.zh, row.en])).collect()
            }
            (Side::Sum(codes), Along::Columns) => codes
                .iter()
                .map(|code| columns().find(|column| column.code == *code))
                .map(|column| column.map(|column| [column.code, column.zh, column.en]))
                .collect(),
            (Side::AllBut(codes, ..), Along::Rows) => {
                let edition = edition(report, self.table)?;
                let printed = rows().filter(|row| row.editions.contains(&edition));
                let terms = printed.filter(|row| !codes.contains(&row.code));
                Some(terms.map(|row| [row.code, row.zh, row.en]).collect())
            }
            (Side::AllBut(codes, ..), Along::Columns) => {
                let terms = columns().filter(|column| !codes.contains(&column.code));
                Some(terms.map(|column| [column.code, column.zh, column.en]).collect())
            }
        }
    }

    /// Whether every row that the rule sums is known to add up to its total.
    fn rows_add_up(&self, report: &Report) -> bool {
        let terms = [self.left, self.right].map(|side| self.terms(report, side).unwrap_or_default());
        terms.iter().flatten().all(|[row, ..]| row_adds_up(report, self.table, row))
    }
}

/// Whether all columns but the total are known and add up to it.
fn row_adds_up(report: &Report, table: Table, row: &str) -> bool {
    let value = |column: &str| report.value(table, row, column).map(Number::as_f64);
    let parts = table.columns().iter().filter(|column| column.code != "total");
    let sum = parts.map(|column| value(column.code)).sum::<Option<f64>>();
    sum.zip(value("total")).is_some_and(|(sum, total)| (sum - total).abs() <= TOLERANCE)
}

/// The edition that the rows of a table follow: by the rows that only one edition prints, else by the report.
fn edition(report: &Report, table: Table) -> Option<Edition> {
    let rows = &report.table(table)?.rows;
    let prints = |edition| rows.iter().any(|cells| cells.row.editions == [edition]);
    match Edition::ALL.map(prints) {
        [true, false] => Some(Edition::E2019),
        [false, true] => Some(Edition::E2021),
        _ => match report.form {
            Form::Edition(edition) => Some(edition),
            Form::Mixed | Form::Unknown => None,
        },
    }
}
