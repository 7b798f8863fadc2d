//! What the prose says against what the tables say, and against itself.
//!
//! A figure is right if it is one of the sums that its wording may mean. Where a subject is stated several
//! times, one right statement, or the sum of all, is enough: reports tell parts and wholes alike.

use super::{TOLERANCE, finding, plain, shares};
use crate::form::{OUTCOME_GROUPS, Row, Table};
use crate::report::{Finding, NarrativeFigure, Number, Report};
use chrono::Datelike;
use std::sync::LazyLock;

/// A cell by codes: table, row, column.
type Place = (Table, &'static str, &'static str);

/// Cells whose sum a figure may be. Rows that the report's edition does not print are no part of it.
type Sum = Vec<Place>;

/// What a figure is called, the rule it falls under, the row it concerns, and the sums that it may be.
struct Claim {
    subject: &'static str,
    rule: &'static str,
    row: &'static str,
    meanings: Vec<Sum>,
}

const fn applications(row: &'static str) -> Place {
    (Table::Applications, row, "total")
}

/// Everything that the prose may claim of the tables, made once.
static CLAIMS: LazyLock<Vec<Claim>> = LazyLock::new(claims);

fn claims() -> Vec<Claim> {
    let claim = |subject, rule, row, meanings| Claim { subject, rule, row, meanings };
    let total = |subject, rule| claim(subject, rule, subject, vec![vec![applications(subject)]]);
    let both = vec![applications("disclosed"), applications("partly_disclosed")];
    let norms = |subject, columns: &[&'static str]| {
        let cells = columns.iter().map(|column| vec![(Table::Section20, "normative_documents", *column)]);
        claim(subject, "N.NORM", "normative_documents", cells.collect())
    };
    let review = |row| (Table::Review, row, "total");
    let mut claims = vec![
        claim(
            "received_new",
            "N.NEW",
            "received_new",
            vec![
                vec![applications("received_new")],
                vec![applications("received_new"), applications("carried_in")],
            ],
        ),
        total("carried_in", "N.CARRYIN"),
        total("outcome_total", "N.DONE"),
        total("carried_out", "N.FWD"),
        total("disclosed", "N.GROUP"),
        total("partly_disclosed", "N.GROUP"),
        claim("disclosed_or_partly", "N.GROUP", "disclosed", vec![both]),
        claim("reconsideration", "N.REVIEW", "reconsideration", vec![vec![review("reconsideration")]]),
        claim(
            "litigation",
            "N.LIT",
            "litigation",
            vec![vec![review("litigation_direct"), review("litigation_after_reconsideration")]],
        ),
        norms("normative_documents.issued", &["issued", "newly_made"]),
        norms("normative_documents.repealed", &["repealed"]),
        norms("normative_documents.in_force", &["in_force", "disclosed_total"]),
        claim("penalty", "N.PENALTY", "penalty", vec![vec![(Table::Section20, "penalty", "decisions")]]),
    ];
    for (code, _, _) in OUTCOME_GROUPS {
        let rows = Table::Applications.rows().iter();
        // The edition of 2019 prints 其他处理 as one row.
        let of_group =
            rows.filter(|row| row.group == Some(code) || *code == "other" && row.code == "other_handling");
        claims.push(claim(code, "N.GROUP", code, vec![of_group.map(|row| applications(row.code)).collect()]));
    }
    claims
}

/// Findings of the rules N.*.
pub(super) fn findings(report: &Report) -> Vec<Finding> {
    let mut findings = Vec::new();
    let stated = |claim: &&Claim| report.figures.iter().any(|figure| figure.subject == claim.subject);
    for claim in CLAIMS.iter().filter(stated) {
        findings.extend(contradiction(report, claim));
        let counts: Vec<f64> = claim.meanings.iter().filter_map(|sum| value(report, sum)).collect();
        findings.extend(shares::wrong(report, claim.subject, claim.row, &counts));
    }
    findings.extend(parts(report));
    findings.extend(period(report));
    findings
}

/// The sum of cells as far as the report prints their rows, `None` where it prints none or a cell has no value.
fn value(report: &Report, sum: &Sum) -> Option<f64> {
    let printed: Vec<&Place> =
        sum.iter().filter(|(table, row, column)| report.cell(*table, row, column).is_some()).collect();
    if printed.is_empty() {
        return None;
    }
    let value = |(table, row, column): &&Place| report.value(*table, row, column).map(Number::as_f64);
    printed.iter().map(value).sum()
}

/// A claim that the tables contradict; none where a cell of it is not known.
fn contradiction(report: &Report, claim: &Claim) -> Option<Finding> {
    let figures =
        || report.figures.iter().filter(|figure| figure.subject == claim.subject && figure.unit != "%");
    let stated: Vec<f64> = figures().map(|figure| figure.value).collect();
    let first = figures().next()?;
    let meant =
        |sum: &&Sum| sum.iter().any(|(table, row, column)| report.cell(*table, row, column).is_some());
    let meanings: Vec<&Sum> = claim.meanings.iter().filter(meant).collect();
    let printed: Vec<f64> = meanings.iter().map(|sum| value(report, sum)).collect::<Option<_>>()?;
    let mut readings = stated.iter().copied().chain([stated.iter().sum()]);
    if printed.is_empty()
        || readings.any(|reading| printed.iter().any(|value| (reading - value).abs() <= TOLERANCE))
    {
        return None;
    }
    // A denial has no unit; "0件" has one.
    let rule = if figures().all(|figure| figure.unit.is_empty()) { "N.NONE" } else { claim.rule };
    let mut printed: Vec<String> = printed.into_iter().map(plain).collect();
    printed.dedup();
    let expected = printed.first().cloned().unwrap_or_default();
    let difference =
        expected.parse::<f64>().map(|expected| plain((first.value - expected).abs())).unwrap_or_default();
    let texts: Vec<String> = stated.into_iter().map(plain).collect();
    let stated = texts.join(", ");
    let line = meanings.first().and_then(|sum| line(report, sum)).unwrap_or_default();
    let (place_zh, place_en) = place(first);
    let message = format!(
        "{}：文字（{place_zh}）为 {stated}，表中（第 {line} 行）为 {}，相差 {difference} / \
         {}: the prose ({place_en}) says {stated}, the table (line {line}) {}, difference {difference}",
        labels(&meanings, |row| row.zh, |group| group.1),
        printed.join(" 或 "),
        labels(&meanings, |row| row.en, |group| group.2),
        printed.join(" or ")
    );
    Some(finding(rule, claim.row, expected, plain(first.value), message))
}

/// Where a figure stands, Chinese and English.
pub(super) fn place(figure: &NarrativeFigure) -> (String, String) {
    let numeral = ["一", "二", "三", "四", "五", "六"].get(usize::from(figure.section).saturating_sub(1));
    (
        format!("第{}部分第 {} 行", numeral.unwrap_or(&"?"), figure.line),
        format!("section {}, line {}", figure.section, figure.line),
    )
}

/// The line of the first row of a sum.
fn line(report: &Report, sum: &Sum) -> Option<u32> {
    sum.iter().find_map(|(table, row, _)| {
        report.table(*table)?.rows.iter().find(|cells| cells.row.code == *row).map(|cells| cells.line)
    })
}

/// The labels of the rows that a claim speaks of, or of their group.
fn labels(
    meanings: &[&Sum],
    label: fn(&'static Row) -> &'static str,
    of_group: fn(&(&'static str, &'static str, &'static str)) -> &'static str,
) -> String {
    let cells = meanings.first().map(|sum| sum.as_slice()).unwrap_or_default();
    let rows: Vec<&'static Row> = cells.iter().filter_map(|(table, row, _)| table.row(row)).collect();
    let group = rows.first().and_then(|row| row.group).filter(|_| rows.len() > 1);
    match OUTCOME_GROUPS.iter().find(|(code, _, _)| Some(*code) == group) {
        Some(known) => of_group(known).to_owned(),
        None => rows.into_iter().map(label).collect::<Vec<_>>().join(" + "),
    }
}

/// N.SUMPARTS: the parts that the prose tells of a number add up to it.
fn parts(report: &Report) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut figures = report.figures.iter().peekable();
    while let Some(whole) = figures.next() {
        if whole.subject != "list.whole" {
            continue;
        }
        let mut parts = Vec::new();
        while let Some(part) = figures.next_if(|figure| figure.subject == "list.part") {
            parts.push(part.value);
        }
        let sum: f64 = parts.iter().sum();
        if (sum - whole.value).abs() <= TOLERANCE {
            continue;
        }
        let texts: Vec<String> = parts.into_iter().map(plain).collect();
        let (sum, value, difference) = (plain(sum), plain(whole.value), plain((whole.value - sum).abs()));
        let (texts, unit) = (texts.join(" + "), &whole.unit);
        let (place_zh, place_en) = place(whole);
        let message = format!(
            "{place_zh}称 {value}{unit}，所列各项 {texts} = {sum}，相差 {difference} / \
             {place_en} says {value}, the parts it lists are {texts} = {sum}, difference {difference}"
        );
        findings.push(finding("N.SUMPARTS", "list", sum, value, message));
    }
    findings
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
