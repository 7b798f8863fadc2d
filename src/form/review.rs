//! Section 4, reconsideration and litigation: three channels of five results, the same in both editions.

use super::{BOTH, Column, Row, Unit};

const fn row(code: &'static str, zh: &'static str, en: &'static str, labels: &'static [&'static str]) -> Row {
    Row { code, zh, en, labels, editions: BOTH, group: None }
}

/// The channels of section 4 in printed order.
pub const CHANNELS: &[Row] = &[
    row("reconsideration", "行政复议", "Administrative reconsideration", &["行政复议"]),
    row(
        "litigation_direct",
        "行政诉讼 未经复议直接起诉",
        "Litigation without reconsideration",
        &["未经复议直接起诉"],
    ),
    row(
        "litigation_after_reconsideration",
        "行政诉讼 复议后起诉",
        "Litigation after reconsideration",
        &["复议后起诉", "经复议后起诉"],
    ),
];

const fn column(
    code: &'static str,
    zh: &'static str,
    en: &'static str,
    labels: &'static [&'static str],
) -> Column {
    Column { code, zh, en, labels, editions: BOTH, unit: Unit::Count }
}

/// The results of section 4; the last is the channel's total.
pub const REVIEW_COLUMNS: &[Column] = &[
    column("upheld", "结果维持", "Upheld", &["结果维持"]),
    column("corrected", "结果纠正", "Corrected", &["结果纠正"]),
    column("other", "其他结果", "Other result", &["其他结果"]),
    column("pending", "尚未审结", "Pending", &["尚未审结"]),
    column("total", "总计", "Total", &["总计", "合计"]),
];
