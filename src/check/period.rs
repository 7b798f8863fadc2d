//! N.YEAR: the period that the report states, held against its year and the calendar.

use super::words::{self, Both};
use super::{finding, plain};
use crate::report::{Finding, Report, Severity};
use chrono::{Datelike, NaiveDate};

/// A period that names a day there is none of, ends before it begins, or leaves the year; one that leaves out a part of it is a hint.
pub(super) fn findings(report: &Report) -> Vec<Finding> {
    let stated = [report.period_start, report.period_end];
    let found = match stated {
        [Some(start), Some(end)] if end < start => Some(reversed(report, start, end)),
        [Some(start), Some(end)] => outside(report, start, end).or_else(|| in_part(report, start, end)),
        _ => no_day(report),
    };
    found.into_iter().collect()
}

/// What is wrong with the period, with what is expected and what is printed.
fn said(report: &Report, values: [String; 2], zh: &str, en: &str) -> Finding {
    let at = words::at(report.period_line);
    let said = Both::new(
        format!("文字所述统计期限 {} {}{zh}", values[1].replace('–', "至"), at.zh),
        format!("the stated period {}{}{en}", values[1].replace('–', "to"), at.en),
    );
    finding("N.YEAR", "year", values, report.period_line, &said)
}

/// A day that its month does not have.
fn no_day(report: &Report) -> Option<Finding> {
    let words = report.period_words.as_deref()?;
    let numbers: Vec<u32> =
        words.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok()).collect();
    let days = match *numbers.as_slice() {
        [year, month, day, until, last_month, last] => [(year, month, day), (until, last_month, last)],
        [year, month, day, last_month, last] => [(year, month, day), (year, last_month, last)],
        _ => return None,
    };
    let of = |year: u32, month, day| NaiveDate::from_ymd_opt(year as i32, month, day);
    let (year, month, day) = days.into_iter().find(|(year, month, day)| of(*year, *month, *day).is_none())?;
    let last = (28..=31).rev().find(|last| of(year, month, *last).is_some());
    let (expected, zh, en) = match last {
        Some(last) => (
            format!("{year}-{month:02}-{last}"),
            format!(
                "有 {month} 月 {day} 日，而 {year} 年 {month} 月最后一日为 {last} 日，相差 {} 日",
                day.abs_diff(last)
            ),
            format!(
                " names day {day} of month {month}, which in {year} ends on day {last}, difference {} in days",
                day.abs_diff(last)
            ),
        ),
        None => (
            format!("{year}-12"),
            format!("有 {month} 月，而一年只有 12 个月，相差 {}", month.abs_diff(12)),
            format!(" names month {month}, while a year has 12, difference {}", month.abs_diff(12)),
        ),
    };
    Some(said(report, [expected, words.to_owned()], &zh, &en))
}

/// A period that ends before it begins.
fn reversed(report: &Report, start: NaiveDate, end: NaiveDate) -> Finding {
    let days = plain((start - end).num_days() as f64);
    let values = [format!("≥ {start}"), format!("{start} – {end}")];
    let zh = format!("止于 {end}，早于起始的 {start}，相差 {days} 日");
    let en = format!(" ends on {end}, before it begins on {start}, difference {days} in days");
    said(report, values, &zh, &en)
}

/// A period that is not in the report's year.
fn outside(report: &Report, start: NaiveDate, end: NaiveDate) -> Option<Finding> {
    let year = report.year?;
    let apart = (start.year() - year).abs().max((end.year() - year).abs());
    let values = [year.to_string(), format!("{start} – {end}")];
    let zh = format!("不在报告年度 {year} 年之内，相差 {apart} 年");
    let en = format!(" is not in the report's year {year}, difference {apart} in years");
    (apart > 0).then(|| said(report, values, &zh, &en))
}

/// A period of less than the year: of a body that came into being in its course, or a slip.
fn in_part(report: &Report, start: NaiveDate, end: NaiveDate) -> Option<Finding> {
    let (year, _) = (report.year?, report.period_words.as_ref()?);
    let first = NaiveDate::from_ymd_opt(year, 1, 1)?;
    let last = NaiveDate::from_ymd_opt(year, 12, 31)?;
    let missing = (start - first).num_days() + (last - end).num_days();
    let values = [format!("{first} – {last}"), format!("{start} – {end}")];
    let zh = format!("不是 {year} 年全年（{first} 至 {last}），相差 {missing} 日");
    let en = format!(" is not all of {year} ({first} to {last}), difference {missing} in days");
    (missing > 0).then(|| Finding { severity: Severity::Info, ..said(report, values, &zh, &en) })
}
