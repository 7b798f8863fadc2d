//! N.SHARE: percentages of the prose against the counts that they are shares of.
//!
//! Reports round and truncate alike, and take the share of what was answered or of what came in: either is right. A wrong one is told of the
//! whole that the prose names.

use super::finding;
use super::words::{self, Both};
use crate::form::Table;
use crate::report::{Finding, NarrativeFigure, Number, Report};

/// Rows whose totals shares are taken of.
const OF: [&str; 3] = ["outcome_total", "received_new", "carried_in"];

/// Shares stated of `subject` that neither the table's `counts` nor the prose's own give.
/// `meant` names the first of the counts.
pub(super) fn wrong(report: &Report, subject: &str, row: &str, counts: &[f64], meant: &Both) -> Vec<Finding> {
    let figures = || report.figures.iter().filter(|figure| figure.subject == subject);
    let shares: Vec<&NarrativeFigure> = figures().filter(|figure| figure.unit == "%").collect();
    if shares.is_empty() || counts.is_empty() {
        return Vec::new();
    }
    let Some(totals) = totals(report) else { return Vec::new() };
    let stated =
        report.figures.iter().filter(|figure| OF.contains(&figure.subject.as_str()) && figure.unit != "%");
    let wholes: Vec<f64> = totals.iter().copied().chain(stated.map(|figure| figure.value)).collect();
    let own = figures().filter(|figure| figure.unit != "%").map(|figure| figure.value);
    let counts: Vec<f64> = counts.iter().copied().chain(own).collect();
    let right = |share: &NarrativeFigure| {
        counts.iter().any(|count| wholes.iter().any(|whole| prints(*count, *whole, share)))
    };
    let wrong = shares.into_iter().filter(|share| !right(share));
    wrong
        .map(|share| {
            let (row_of, whole) = named(share, totals);
            let count = counts[0];
            let exact = 100.0 * count / whole;
            let (expected, printed) = (format!("{exact:.2}%"), format!("{}%", share.printed));
            let diff = format!("{:.2}", (share.value - exact).abs());
            let place = words::sentence(share);
            let whole = words::cell(report, Table::Applications, row_of, "total");
            let said = Both::new(
                format!(
                    "{}称占 {printed}，与按{}除以{}算得的 {expected} 不一致，相差 {diff} 个百分点",
                    place.zh, meant.zh, whole.zh
                ),
                format!(
                    "{} says {printed}, which does not agree with {} over {} = {expected}, difference {diff} percentage points",
                    place.en, meant.en, whole.en
                ),
            );
            finding("N.SHARE", row, [expected, printed], Some(share.line), &said)
        })
        .collect()
}

/// What shares may be taken of: answered, received, received and carried in. `None` where a total is not known.
fn totals(report: &Report) -> Option<[f64; 3]> {
    let total = |row| report.value(Table::Applications, row, "total").map(Number::as_f64);
    let [answered, received, carried] = OF.map(total);
    let (answered, received, carried) = (answered?, received?, carried?);
    (answered > 0.0).then_some([answered, received, received + carried])
}

/// The row and the total that the prose names as the whole of a share; where it names none, what was answered, of applicants what was
/// received.
fn named(share: &NarrativeFigure, totals: [f64; 3]) -> (&'static str, f64) {
    let names = |words: &[&str]| words.iter().any(|word| share.whole.contains(word));
    let answered = names(&["答复", "办结", "办理", "处理", "结果"]);
    let received = names(&["申请", "收到", "受理", "新收", "接收"]) || share.subject.ends_with("_person");
    let index = usize::from(received && !answered && totals[1] > 0.0);
    (OF[index], totals[index])
}

/// Whether the share is what a report prints of `count` in `whole`, rounded or truncated to its digits.
fn prints(count: f64, whole: f64, share: &NarrativeFigure) -> bool {
    let digits = share.printed.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    let scale = 10f64.powi(digits as i32);
    let exact = 100.0 * count / whole * scale;
    let printed = share.value * scale;
    // Binary fractions: 0.5 of a last digit may come out as 0.49999.
    whole > 0.0 && printed - exact <= 0.5 + 1e-6 && exact - printed < 1.0 - 1e-9
}
