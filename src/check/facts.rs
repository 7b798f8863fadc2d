//! The rules that are no sum: signs and integers, conditions, what the prose or the agency's name says.

use super::{TOLERANCE, competence, finding, plain};
use crate::form::{Edition, Table, Unit};
use crate::report::{Finding, Form, Number, Report};

/// Findings of these rules; `sums` are the findings of the linear ones.
pub(super) fn findings(report: &Report, sums: &[Finding]) -> Vec<Finding> {
    let mut findings = competence::rulemaker(report).into_iter().collect::<Vec<_>>();
    findings.extend(signs(report));
    findings.extend(decisions(report));
    findings.extend(carryin_only(report, sums));
    findings.extend(fee_row(report));
    findings.extend(pending_text(report));
    findings.extend(edition(report));
    findings
}

/// The rule that each kind of cell falls under.
const SIGNS: &[(&str, Table, &[Unit])] = &[
    ("B2.INT", Table::Section20, &[Unit::Count, Unit::Change]),
    ("B2.FEE", Table::Section20, &[Unit::Wan]),
    ("T3.NONNEG", Table::Applications, &[Unit::Count]),
    ("T4.NONNEG", Table::Review, &[Unit::Count]),
];

/// B2.INT, B2.FEE, T3.NONNEG, T4.NONNEG: no number has a sign or decimals that its column does not allow.
fn signs(report: &Report) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (rule, table, units) in SIGNS {
        for cells in report.table(*table).into_iter().flat_map(|rows| &rows.rows) {
            for (index, cell) in &cells.cells {
                let column = &table.columns()[*index];
                let Some(value) = cell.value.map(Number::as_f64) else { continue };
                let negative = value < 0.0 && column.unit != Unit::Change;
                let broken = value.fract() != 0.0 && column.unit != Unit::Wan;
                if units.contains(&column.unit) && (negative || broken) {
                    let (zh, en, expected) = if negative {
                        ("不应为负", "must not be negative", "≥ 0")
                    } else {
                        ("应为整数", "must be an integer", "integer")
                    };
                    let (row, value) = (cells.row, plain(value));
                    let message = format!(
                        "{} {} {value}，{zh} / {}, {} {value} {en}",
                        row.zh, column.zh, row.en, column.en
                    );
                    findings.push(finding(rule, row.code, expected.to_owned(), value, message));
                }
            }
        }
    }
    findings
}

/// A2.DECISIONS: decisions under items of which none is left.
fn decisions(report: &Report) -> Vec<Finding> {
    let rows = report.table(Table::Section20).into_iter().flat_map(|rows| &rows.rows);
    rows.filter_map(|cells| {
        let row = cells.row;
        let value = |column| report.value(Table::Section20, row.code, column).map(Number::as_f64);
        let (items, decisions) = (value("prior_items")? + value("item_change")?, value("decisions")?);
        (items == 0.0 && decisions > 0.0).then(|| {
            let count = plain(decisions);
            let message = format!(
                "{}：项目数量为0，处理决定 {count} / {}: no item, yet {count} decisions",
                row.zh, row.en
            );
            finding("A2.DECISIONS", row.code, "0".to_owned(), count, message)
        })
    })
    .collect()
}

/// T3.CARRYIN_ONLY: outcomes of a column in which nothing came in, unless T3.BALANCE says so already.
fn carryin_only(report: &Report, sums: &[Finding]) -> Vec<Finding> {
    const CAME_IN: [&str; 2] = ["received_new", "carried_in"];
    let mut findings: Vec<Finding> = Vec::new();
    for column in Table::Applications.columns() {
        let value = |row| report.value(Table::Applications, row, column.code).map(Number::as_f64);
        let said = sums.iter().any(|sum| sum.rule == "T3.BALANCE" && sum.subject == column.code)
            || (column.code == "total" && !findings.is_empty());
        if said || CAME_IN.iter().any(|row| value(row) != Some(0.0)) {
            continue;
        }
        let outcomes = Table::Applications.rows().iter().filter(|row| !CAME_IN.contains(&row.code));
        if let Some((row, count)) = outcomes
            .filter_map(|row| Some((row, value(row.code)?)))
            .find(|(_, count)| *count > TOLERANCE)
            .map(|(row, count)| (row, plain(count)))
        {
            let message = format!(
                "{}：新收和上年结转均为0，而{} {count} / {}: nothing received or carried in, yet {} {count}",
                column.zh, row.zh, column.en, row.en
            );
            findings.push(finding("T3.CARRYIN_ONLY", column.code, "0".to_owned(), count, message));
        }
    }
    findings
}

/// T3.FEE_ROW: applications closed for an unpaid fee against the fee notices of section 6.
fn fee_row(report: &Report) -> Option<Finding> {
    let row = Table::Applications.row("other_fee_unpaid")?;
    let closed = report.value(Table::Applications, row.code, "total")?.as_f64();
    let notices = report.fee?.notices?.as_f64();
    (closed > notices).then(|| {
        let (closed, notices) = (plain(closed), plain(notices));
        let message = format!(
            "{} {closed}，第六部分发出收费通知 {notices} 件 / {} {closed}, while section 6 states {notices} fee notices",
            row.zh, row.en
        );
        finding("T3.FEE_ROW", row.code, format!("≤ {notices}"), closed, message)
    })
}

/// F.EDITION: the tables are those of the form in force for the year.
fn edition(report: &Report) -> Option<Finding> {
    let year = report.year?;
    let due = Form::Edition(if year >= 2021 { Edition::E2021 } else { Edition::E2019 });
    (report.form != due && report.form != Form::Unknown).then(|| {
        let (due, printed) = (due.code(), report.form.code());
        let message = format!(
            "{year}年度报告应使用{due}年的格式，实为 {printed} / the report for {year} is due in the form of {due}, its tables are {printed}"
        );
        finding("F.EDITION", "form", due.to_owned(), printed.to_owned(), message)
    })
}

/// Wordings by which the prose says that every case was upheld.
const ALL_UPHELD: &[&str] = &[
    "均获维持",
    "均维持",
    "均被维持",
    "均予维持",
    "均予以维持",
    "均为维持",
    "均已维持",
    "均得到维持",
    "全部维持",
    "全部获维持",
    "全部被维持",
    "全部予以维持",
];

/// T4.PENDING_TEXT: a sentence says that all were upheld, the table has pending cases of that kind.
fn pending_text(report: &Report) -> Vec<Finding> {
    let prose = report.prose();
    let claims: Vec<&str> = prose
        .split(['。', '；', ';', '\n'])
        .filter(|sentence| ALL_UPHELD.iter().any(|phrase| sentence.contains(phrase)))
        .filter(|sentence| !["未审结", "尚未", "审理中"].iter().any(|word| sentence.contains(word)))
        .collect();
    let speaks_of = |channel: &str| {
        let word = if channel == "reconsideration" { "复议" } else { "诉讼" };
        claims.iter().any(|claim| claim.contains(word) || !claim.contains("复议") && !claim.contains("诉讼"))
    };
    let channels = Table::Review.rows().iter().filter(|row| speaks_of(row.code));
    channels
        .filter_map(|row| {
            let pending = report.value(Table::Review, row.code, "pending")?.as_f64();
            (pending > 0.0).then(|| {
                let count = plain(pending);
                let message = format!(
                    "文字称均获维持，而{}尚未审结 {count} / The prose says all upheld, yet {}: {count} pending",
                    row.zh, row.en
                );
                finding("T4.PENDING_TEXT", row.code, "0".to_owned(), count, message)
            })
        })
        .collect()
}
