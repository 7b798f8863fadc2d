//! Judges one report by the rules of the form.
//!
//! The rules are data: [`RULES`] says what each one is, `identities` and `bounds` hold the sums behind
//! them, `blanks` what rows with cells without a number still say, `narrative` and `shares` set the prose against the tables, `period` its days, `fees` those of section 6, `facts` has the rest. A cell without a value makes a rule undecided, never violated.
//! It sees the report, not the file it came from; rules between reports are queries.

mod blanks;
mod bounds;
mod competence;
mod facts;
mod fees;
mod identities;
mod linear;
mod narrative;
mod period;
mod rules;
mod shares;
mod words;

pub use rules::{Basis, RULES, Rule};

use crate::report::{Finding, Report, Severity};
use words::Both;

/// All findings of one report, in the order of [`RULES`].
pub fn check(report: &Report) -> Vec<Finding> {
    let mut findings = linear::findings(report, identities::IDENTITIES);
    findings.extend(linear::findings(report, bounds::BOUNDS));
    findings.extend(blanks::findings(report));
    findings.extend(facts::findings(report, &findings));
    findings.extend(narrative::findings(report));
    let order = |finding: &Finding| RULES.iter().position(|rule| rule.name == finding.rule);
    findings.sort_by_key(order);
    findings
}

/// A finding of the rule `name` in its own severity; `line` is where the actual value stands.
fn finding(
    name: &'static str,
    subject: &str,
    [expected, actual]: [String; 2],
    line: Option<u32>,
    said: &Both,
) -> Finding {
    let severity =
        RULES.iter().find(|rule| rule.name == name).map_or(Severity::Warning, |rule| rule.severity);
    Finding {
        rule: name,
        severity,
        subject: subject.to_owned(),
        expected: Some(expected),
        actual: Some(actual),
        line: line.filter(|line| *line > 0),
        message: format!("{} / {}", said.zh, said.en),
    }
}

/// Amounts closer than this are equal: a hundredth of a yuan, in 万元.
const TOLERANCE: f64 = 1e-6;

/// A sum as printed in messages: no trailing zeros, no rounding dust.
fn plain(value: f64) -> String {
    let rounded = (value * 1e6).round() / 1e6;
    format!("{}", if rounded == 0.0 { 0.0 } else { rounded })
}
