//! The fees of section 6 (信息处理费): against the table, the rest of the prose and their tariff.

use super::words::{self, Both};
use super::{TOLERANCE, finding, plain};
use crate::form::Table;
use crate::report::{Finding, Number, Report};

/// Findings of these rules.
pub(super) fn findings(report: &Report) -> Vec<Finding> {
    let told = STATED.iter().filter_map(|(subject, zh, en, unit)| told(report, subject, (zh, en), unit));
    fee_row(report).into_iter().chain(told).chain(schedule(report)).collect()
}

/// The line at which section 6 begins.
fn line(report: &Report) -> Option<u32> {
    report.sections.iter().find(|section| section.number == 6).map(|section| section.line)
}

/// T3.FEE_ROW: applications closed for an unpaid fee against the fee notices of section 6.
fn fee_row(report: &Report) -> Option<Finding> {
    let row = Table::Applications.row("other_fee_unpaid")?;
    let closed = report.value(Table::Applications, row.code, "total")?.as_f64();
    let notices = report.fee?.notices?.as_f64();
    (closed > notices).then(|| {
        let (diff, notices) = (plain(closed - notices), plain(notices));
        let cell = words::cell(report, Table::Applications, row.code, "total");
        let at = words::at(line(report));
        let said = Both::new(
            format!("{}，多于第六部分{}所述发出收费通知 {notices} 件，相差 {diff}", cell.zh, at.zh),
            format!(
                "{}, more than the {notices} fee notices of section 6{}, difference {diff}",
                cell.en, at.en
            ),
        );
        let line = words::line(report, Table::Applications, row.code);
        finding("T3.FEE_ROW", row.code, [format!("≤ {notices}"), plain(closed)], line, &said)
    })
}

/// What the prose tells of fees: subject, names, unit.
const STATED: &[(&str, &str, &str, &str)] = &[
    ("information_fee.notices", "发出收费通知", "fee notices", "件"),
    ("information_fee.collected_yuan", "实际收取", "collected", "元"),
];

/// N.FEE: what other sections tell of fees is what section 6 states.
fn told(report: &Report, subject: &str, (zh, en): (&str, &str), unit: &str) -> Option<Finding> {
    let fee = report.fee?;
    let stated = if subject.ends_with("notices") { fee.notices } else { fee.collected_yuan };
    let stated = stated?.as_f64();
    let figures = || report.figures.iter().filter(|figure| figure.subject == subject);
    let first = figures().next()?;
    let sum = figures().map(|figure| figure.value).sum();
    let mut readings = figures().map(|figure| figure.value).chain([sum]);
    if readings.any(|reading| (reading - stated).abs() <= TOLERANCE) {
        return None;
    }
    let (place, at) = (words::sentence(first), words::at(line(report)));
    let (told, stated, diff) = (plain(first.value), plain(stated), plain((first.value - stated).abs()));
    let said = Both::new(
        format!(
            "{}文字称{zh} {told} {unit}，与第六部分{}所述 {stated} {unit}不一致，相差 {diff}",
            place.zh, at.zh
        ),
        format!(
            "{} says {en} {told}, which does not agree with {stated} of section 6{}, difference {diff}",
            place.en, at.en
        ),
    );
    let subject = subject.trim_start_matches("information_fee.");
    Some(finding("N.FEE", subject, [stated, told], Some(first.line), &said))
}

/// F.SCHEDULE: by the tariff in force since 2021 each amount is a multiple of 10 yuan, of 100 where it is taken by the item.
fn schedule(report: &Report) -> Option<Finding> {
    report.year.filter(|year| *year >= 2021)?;
    let fee = report.fee?;
    let (subject, zh, en, amount) = match (fee.billed_yuan, fee.collected_yuan) {
        (Some(billed), _) => ("billed_yuan", "收费总金额", "billed", billed),
        (None, collected) => ("collected_yuan", "实际收取", "collected", collected?),
    };
    let prose =
        report.sections.iter().filter(|section| section.number == 6).map(|section| section.body.as_str());
    let says = |word: &str| prose.clone().any(|body| body.contains(word));
    let by_item = says("按件") && !says("按页") && !says("按量");
    let unit = if by_item { 100.0 } else { 10.0 };
    let amount = Number::as_f64(amount);
    let nearest = (amount / unit).round() * unit;
    ((amount - nearest).abs() > TOLERANCE).then(|| {
        let (at, diff, nearest) = (words::at(line(report)), plain((amount - nearest).abs()), plain(nearest));
        let (amount, unit) = (plain(amount), plain(unit));
        let how =
            if by_item { ("按件计收", "by the item") } else { ("按件或按页计收", "by the item or the page") };
        let said = Both::new(
            format!(
                "第六部分{}{zh} {amount} 元，而信息处理费{}，应为 {unit} 元的整数倍，与最近的 {nearest} 元相差 {diff}",
                at.zh, how.0
            ),
            format!(
                "section 6{}: {en} {amount} yuan, but fees are taken {}, as multiples of {unit} yuan; difference {diff} from {nearest}",
                at.en, how.1
            ),
        );
        finding("F.SCHEDULE", subject, [nearest, amount], line(report), &said)
    })
}
