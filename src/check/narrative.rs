//! What the prose says against what the tables say.
//!
//! A figure is right if it is one of the sums that its wording may mean. Where a subject is stated several
//! times, one right statement, or the sum of all, is enough: reports tell parts and wholes alike.

use super::{TOLERANCE, finding, plain};
use crate::form::{Row, Table};
use crate::report::{Finding, Number, Report};
use chrono::Datelike;

/// A cell by codes: table, row, column.
type Place = (Table, &'static str, &'static str);

/// What a figure is called, the rule it falls under, and the sums of cells that it may be.
type Claim = (&'static str, &'static str, &'static [&'static [Place]]);

const fn applications(row: &'static str) -> Place {
    (Table::Applications, row, "total")
}

const CLAIMS: &[Claim] = &[
    (
        "received_new",
        "N.NEW",
        &[&[applications("received_new")], &[applications("received_new"), applications("carried_in")]],
    ),
    ("carried_in", "N.CARRYIN", &[&[applications("carried_in")]]),
    ("outcome_total", "N.DONE", &[&[applications("outcome_total")]]),
    ("carried_out", "N.FWD", &[&[applications("carried_out")]]),
    ("reconsideration", "N.REVIEW", &[&[(Table::Review, "reconsideration", "total")]]),
    (
        "litigation",
        "N.LIT",
        &[&[
            (Table::Review, "litigation_direct", "total"),
            (Table::Review, "litigation_after_reconsideration", "total"),
        ]],
    ),
];

/// Findings of the rules N.*.
pub(super) fn findings(report: &Report) -> Vec<Finding> {
    let mut findings: Vec<Finding> = CLAIMS.iter().filter_map(|claim| contradiction(report, claim)).collect();
    findings.extend(period(report));
    findings
}

/// A claim that the tables contradict; none where a cell of it is not known.
fn contradiction(report: &Report, (subject, rule, meanings): &Claim) -> Option<Finding> {
    let figures = || report.figures.iter().filter(|figure| figure.subject == *subject);
    let stated: Vec<f64> = figures().map(|figure| figure.value).collect();
    let sum = |cells: &&[Place]| {
        let value = |&(table, row, column): &Place| report.value(table, row, column).map(Number::as_f64);
        cells.iter().map(value).sum::<Option<f64>>()
    };
    let printed: Vec<f64> = meanings.iter().map(sum).collect::<Option<_>>()?;
    let first = *stated.first()?;
    let mut readings = stated.iter().copied().chain([stated.iter().sum()]);
    if readings.any(|reading| printed.iter().any(|value| (reading - value).abs() <= TOLERANCE)) {
        return None;
    }
    // A denial has no unit; "0件" has one.
    let rule = if figures().all(|figure| figure.unit.is_empty()) { "N.NONE" } else { rule };
    let mut printed: Vec<String> = printed.into_iter().map(plain).collect();
    printed.dedup();
    let stated: Vec<String> = stated.into_iter().map(plain).collect();
    let (stated, first) = (stated.join(", "), plain(first));
    let row_zh = labels(meanings, |row| row.zh);
    let row_en = labels(meanings, |row| row.en);
    let message = format!(
        "{row_zh}：文字为 {stated}，表中为 {} / {row_en}: the prose says {stated}, the table {}",
        printed.join(" 或 "),
        printed.join(" or ")
    );
    Some(finding(rule, subject, printed.first().cloned().unwrap_or_default(), first, message))
}

/// The labels of the rows that a claim speaks of.
fn labels(meanings: &[&[Place]], label: fn(&'static Row) -> &'static str) -> String {
    let cells = meanings.first().copied().unwrap_or_default();
    let labels: Vec<&str> = cells.iter().filter_map(|(table, row, _)| table.row(row)).map(label).collect();
    labels.join(" + ")
}

/// N.YEAR: the period that the report states lies in its year.
fn period(report: &Report) -> Option<Finding> {
    let year = report.year?;
    let stated = [report.period_start?, report.period_end?];
    stated.iter().any(|day| day.year() != year).then(|| {
        let [start, end] = stated;
        let message = format!(
            "{year}年度报告的统计期限为{start}至{end} / the report for {year} states the period {start} to {end}"
        );
        finding("N.YEAR", "year", year.to_string(), format!("{start} – {end}"), message)
    })
}
