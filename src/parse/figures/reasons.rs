//! Why applications were not answered in full, by the rows of section 3: "信息不存在12件", "重复申请5件".

use super::outcomes::PAPERS;
use super::topic::Topic;
use super::wordings::spelled;
use super::{Found, Stand, in_clause};
use crate::form::Table;
use regex::Regex;
use std::sync::LazyLock;

/// What the prose calls a row besides the row's own labels.
const OTHER_NAMES: &[(&str, &str)] = &[
    ("unavailable_not_held", "信息不存在"),
    ("unavailable_not_held", "不掌握(?:相关)?(?:政府)?信息"),
    ("unavailable_needs_creation", "没有现成信息、?需要?(?:另行|加工|、)*制作"),
    ("declined_excessive", "大量反复申请"),
];
/// Rows that are kinds of applications as well: they are read behind other outcomes only.
const KINDS: &[&str] =
    &["declined_petition", "declined_repeated", "declined_excessive", "declined_publication"];
/// All that may stand before a reason in its clause.
const BEFORE: &str = r"^(?:<own>|其中|因|由于|属于|属|系|为|是|的|以|及|和|对|有|包括|分别|政府|信息|公开|申请|答复|告知|认定|予以|予|以|不予公开|无法提供|不予处理|\d+[件宗份]|[一二三四五六七八九十]+|\d+\.)*$";

/// The reasons of a sentence.
pub(super) fn reasons(sentence: &str, stand: Stand) -> Vec<Found<'_>> {
    static PATTERNS: LazyLock<Vec<(&str, Regex)>> = LazyLock::new(patterns);
    static START: LazyLock<Regex> = LazyLock::new(|| Regex::new(&spelled(BEFORE)).expect("a valid pattern"));
    const OUTCOMES: [&str; 4] = ["不予公开", "无法提供", "不予处理", "其他处理"];
    let told = sentence.contains("申请")
        || stand.topic == Topic::Applications
        || OUTCOMES.iter().any(|outcome| sentence.contains(outcome));
    if !told || PAPERS.iter().any(|word| sentence.contains(word)) {
        return Vec::new();
    }
    let mut found: Vec<Found> = Vec::new();
    for (subject, pattern) in PATTERNS.iter() {
        for captures in pattern.captures_iter(sentence) {
            let (Some(whole), Some(number)) = (captures.get(0), captures.get(1)) else { continue };
            let before = &sentence[..whole.start()];
            let behind_others = OUTCOMES.iter().any(|outcome| before.contains(outcome))
                || whole.as_str().contains("不予处理")
                || found.iter().any(|reason| reason.at.end <= whole.start());
            let known = found.iter().any(|reason| reason.at == number.range());
            // "收到54件,其中重复申请5件" are some of those that came in.
            let ended = |text: &str| ["不予", "无法", "答复", "办结"].iter().any(|word| text.contains(word));
            let of_all = before.rfind("其中").is_none_or(|at| ended(&before[..at]));
            if known
                || KINDS.contains(subject) && !(behind_others && of_all)
                || !START.is_match(in_clause(before))
            {
                continue;
            }
            found.extend(Found::new(sentence, number.range(), subject));
        }
    }
    found
}

/// A pattern of each name of each reason.
fn patterns() -> Vec<(&'static str, Regex)> {
    let reasons = Table::Applications.rows().iter().filter(|row| {
        row.group.is_some_and(|group| ["withheld", "unavailable", "declined"].contains(&group))
    });
    // A kind of application is read behind a reason found before.
    let labels = reasons.flat_map(|row| row.labels.iter().map(move |label| (row.code, regex::escape(label))));
    let others = OTHER_NAMES.iter().map(|(subject, name)| (*subject, (*name).to_owned()));
    let pattern = |(subject, name): (&'static str, String)| {
        let text = format!(r"{name}(?:不予处理|无法提供|不予公开|的|类|情形|申请|有|共|为|:)*(\d+)[件宗份]");
        (subject, Regex::new(&text).expect("a valid pattern"))
    };
    others.chain(labels).map(pattern).collect()
}
