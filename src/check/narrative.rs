//! What the prose says against what the tables say, and against itself.
//!
//! A figure is right if it is one of the sums that its wording may mean. Where a subject is stated several
//! times, one right statement, or the sum of all, is enough: reports tell parts and wholes alike.

use super::words::{self, Both};
use super::{TOLERANCE, finding, period, plain, shares};
use crate::form::{Edition, OUTCOME_GROUPS, Row, Table};
use crate::report::{Finding, Number, Report};
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
    /// Whether it may count a part of the first of them.
    in_part: bool,
}

/// Columns of applicants that are no natural persons.
const LEGAL_PERSONS: &[&str] = &[
    "commercial_enterprise",
    "research_institution",
    "public_welfare_org",
    "legal_service_org",
    "other_org",
];
/// The row of what is not held, or does not exist.
const NOT_HELD: &str = "unavailable_not_held";

const fn applications(row: &'static str) -> Place {
    (Table::Applications, row, "total")
}

/// Everything that the prose may claim of the tables, made once.
static CLAIMS: LazyLock<Vec<Claim>> = LazyLock::new(claims);

fn claims() -> Vec<Claim> {
    let claim = |subject, rule, row, meanings| Claim { subject, rule, row, meanings, in_part: false };
    let total = |subject, rule| claim(subject, rule, subject, vec![vec![applications(subject)]]);
    let both = vec![applications("disclosed"), applications("partly_disclosed")];
    let norms = |subject, columns: &[&'static str]| {
        let cells = columns.iter().map(|column| vec![(Table::Section20, "normative_documents", *column)]);
        claim(subject, "N.NORM", "normative_documents", cells.collect())
    };
    // Who applied: of what was received, with or without what was carried in.
    let applicants = |subject, columns: &[&'static str]| {
        let of = |rows: &[&'static str]| -> Sum {
            let cells = |row: &&'static str| {
                let row = *row;
                columns.iter().map(move |column| (Table::Applications, row, *column)).collect::<Sum>()
            };
            rows.iter().flat_map(cells).collect()
        };
        let rows: [&[&str]; 2] = [&["received_new"], &["received_new", "carried_in"]];
        claim(subject, "N.NEW", "received_new", rows.into_iter().map(of).collect())
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
        claim("disclosed_rate", "N.GROUP", "disclosed", vec![vec![applications("disclosed")], both.clone()]),
        claim("disclosed_or_partly", "N.GROUP", "disclosed", vec![both]),
        applicants("natural_person", &["natural_person"]),
        applicants("legal_person", LEGAL_PERSONS),
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
    // What is said not to exist may be a part of what is not held, or all that was not at hand.
    for row in Table::Applications.rows().iter().filter(|row| row.group.is_some()) {
        let mut of_row = total(row.code, "N.GROUP");
        if row.code == NOT_HELD {
            of_row.in_part = true;
            of_row.meanings.push([NOT_HELD, "unavailable_needs_creation"].map(applications).to_vec());
        }
        claims.push(of_row);
    }
    claims
}

/// Findings of the rules N.*.
pub(super) fn findings(report: &Report) -> Vec<Finding> {
    let mut findings = Vec::new();
    let stated = |claim: &&Claim| report.figures.iter().any(|figure| figure.subject == claim.subject);
    for claim in CLAIMS.iter().filter(stated) {
        findings.extend(contradiction(report, claim));
        let known = || claim.meanings.iter().filter_map(|sum| Some((value(report, sum)?, sum)));
        if let Some((_, first)) = known().next() {
            let counts: Vec<f64> = known().map(|(count, _)| count).collect();
            let meant = meaning(report, first);
            findings.extend(shares::wrong(report, claim.subject, claim.row, &counts, &meant));
        }
    }
    findings.extend(parts(report));
    findings.extend(period::findings(report));
    findings
}

/// The sum of cells as far as the report prints their rows, `None` where it prints none, a cell has no value, or a row
/// was not found.
fn value(report: &Report, sum: &[Place]) -> Option<f64> {
    let printed: Vec<&Place> =
        sum.iter().filter(|(table, row, column)| report.cell(*table, row, column).is_some()).collect();
    if printed.is_empty() || lacks_a_row(&printed, sum) {
        return None;
    }
    let value = |(table, row, column): &&Place| report.value(*table, row, column).map(Number::as_f64);
    printed.iter().map(value).sum()
}

/// Whether the rows at hand are all the rows of no edition: one of them was not found.
fn lacks_a_row(printed: &[&Place], sum: &[Place]) -> bool {
    !Edition::ALL.into_iter().any(|edition| {
        let prints = |place: &Place| {
            let (table, row, _) = *place;
            table.row(row).is_some_and(|row| row.editions.contains(&edition))
        };
        sum.iter().all(|place| !prints(place) || printed.contains(&place))
    })
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
    // "收到54件,办结52件,结转2件" leaves out what was carried in.
    let total = |row| value(report, &[applications(row)]);
    let own = (claim.subject == "outcome_total")
        .then(|| Some(total("received_new")? - total("carried_out")?))
        .flatten();
    let fits = |reading: f64| {
        printed.iter().any(|value| (reading - value).abs() <= TOLERANCE)
            || own.is_some_and(|own| (reading - own).abs() <= TOLERANCE)
            || claim.in_part && printed.first().is_some_and(|value| reading <= *value)
    };
    if printed.is_empty() || readings.any(fits) {
        return None;
    }
    // A denial has no unit; "0件" has one.
    let rule = if figures().all(|figure| figure.unit.is_empty()) { "N.NONE" } else { claim.rule };
    let expected = printed.first().copied().unwrap_or_default();
    let diff = plain((first.value - expected).abs());
    // What is said not to be has one meaning.
    let shown = if rule == "N.NONE" { 1 } else { meanings.len() };
    let meant: Vec<Both> = meanings.iter().take(shown).map(|sum| meaning(report, sum)).collect();
    let (place, meant) = (words::sentence(first), Both::join(&meant, "，也与", ", or "));
    let texts: Vec<String> = stated.into_iter().map(plain).collect();
    let stated = if rule == "N.NONE" {
        Both::new("没有", "there was none")
    } else {
        Both::new(format!(" {} {}", texts.join("、"), first.unit).trim_end().to_owned(), texts.join(", "))
    };
    let said = Both::new(
        format!("{}文字称{}，与{}不一致，相差 {diff}", place.zh, stated.zh, words::spaced(&meant.zh)),
        format!("{} says {}, which does not agree with {}, difference {diff}", place.en, stated.en, meant.en),
    );
    Some(finding(rule, claim.row, [plain(expected), plain(first.value)], Some(first.line), &said))
}

/// What a figure may mean, its cells and their sum: of a group, the group and the lines it stands on.
fn meaning(report: &Report, sum: &Sum) -> Both {
    let printed = || sum.iter().filter(|(table, row, column)| report.cell(*table, row, column).is_some());
    let total = value(report, sum).map_or(String::new(), plain);
    let rows: Vec<&'static Row> = printed().filter_map(|(table, row, _)| table.row(row)).collect();
    let group = rows.first().and_then(|row| row.group).filter(|_| rows.len() > 1);
    let group = OUTCOME_GROUPS.iter().find(|(code, _, _)| Some(*code) == group);
    if let Some((_, zh, en)) = group {
        let at = words::range(printed().filter_map(|(table, row, _)| words::line(report, *table, row)));
        return Both::new(
            format!("第三部分“{zh}”各项总计之和 {total}{}", at.zh),
            format!("section 3, {en}, totals together {total}{}", at.en),
        );
    }
    // Legal persons are in five columns of a row.
    let applicants = printed().all(|(_, _, column)| LEGAL_PERSONS.contains(column));
    if applicants && !rows.is_empty() {
        let mut codes: Vec<&str> = rows.iter().map(|row| row.code).collect();
        codes.dedup();
        let named: Vec<Both> = codes
            .iter()
            .filter_map(|code| Table::Applications.row(code))
            .map(|row| {
                let at = words::at(words::line(report, Table::Applications, row.code));
                Both::new(format!("“{}”{}", row.zh, at.zh), format!("{}{}", row.en, at.en))
            })
            .collect();
        let (section, named) = (words::section(3), Both::join(&named, "加", " + "));
        return Both::new(
            format!("{}{}法人或其他组织各列之和 {total}", section.zh, named.zh),
            format!("{}, {}, legal persons and other organisations together {total}", section.en, named.en),
        );
    }
    let mut before = String::new();
    let cell = |(table, row, column): &Place| {
        let (mut cell, section) = (words::cell(report, *table, row, column), words::section(table.section()));
        // The section is named once.
        if before == section.zh {
            cell.zh = cell.zh.replacen(&section.zh, "", 1);
            cell.en = cell.en.replacen(&format!("{}, ", section.en), "", 1);
        }
        before = section.zh;
        cell
    };
    words::sum(&printed().map(cell).collect::<Vec<_>>(), &total)
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
        let (sum, value, diff) = (plain(sum), plain(whole.value), plain((whole.value - sum).abs()));
        let (texts, unit, place) = (texts.join(" + "), &whole.unit, words::sentence(whole));
        let said = Both::new(
            format!("{}称 {value} {unit}，与所列各项 {texts} = {sum} 不一致，相差 {diff}", place.zh),
            format!(
                "{} says {value}, which does not agree with the parts it lists, {texts} = {sum}, difference {diff}",
                place.en
            ),
        );
        findings.push(finding("N.SUMPARTS", "list", [sum, value], Some(whole.line), &said));
    }
    findings
}
