//! Numbers that the prose states about applications and disputes: what was received, answered, carried over.
//!
//! It reads only wordings that leave no doubt; whether a figure is right is for `check` to say.

use super::items::Item;
use super::sections::Place;
use crate::normalize::{fold, is_space};
use crate::report::NarrativeFigure;
use regex::Regex;
use std::sync::LazyLock;

/// A wording: what its number is, the pattern, words that the sentence must hold, words that undo it.
struct Wording {
    subject: &'static str,
    pattern: &'static str,
    within: &'static str,
    without: &'static [&'static str],
}

/// Words of changes, estimates and shares: a number after them is no count of the year.
const NO_COUNT: &[&str] = &["增", "减", "升", "降", "同比", "超", "约", "近", "复议", "诉讼", "起诉"];
/// Words by which a sentence tells of other work than that on applications.
const OTHER_WORK: &[&str] = &["提案", "信访", "热线", "留言", "来电", "咨询"];
/// Words by which a denial denies less than all.
const PARTLY: &[&str] =
    &["违", "不当", "纠", "败", "错", "书面", "网", "信函", "当面", "邮", "复议", "诉讼", "费"];
/// The same where disputes are denied.
const DISPUTES_PARTLY: &[&str] = &["违", "不当", "纠", "败", "错", "撤"];

const WORDINGS: &[Wording] = &[
    Wording {
        subject: "received_new",
        pattern: r"(?:新收|收到|受理|接到)[^,:;、()\d]{0,24}申请(?:公开)?[^,:;、()\d]{0,8}?(\d+)[件宗份条]",
        within: "申请",
        without: NO_COUNT,
    },
    Wording {
        subject: "received_new",
        pattern: r"(?:未|没有)(?:收到|受理|接到)[^,:;、()\d]{0,20}申请",
        within: "申请",
        without: PARTLY,
    },
    Wording {
        subject: "carried_in",
        pattern: r"上年度?结转[^,:;、()\d]{0,12}?(\d+)[件宗份条]",
        within: "申请",
        without: NO_COUNT,
    },
    Wording {
        subject: "outcome_total",
        pattern: r"(?:答复|办结)[^,:;、()\d]{0,8}?(\d+)[件宗份条]",
        within: "申请",
        without: NO_COUNT,
    },
    Wording {
        subject: "carried_out",
        pattern: r"结转(?:至|到)?(?:下|次|明)一?年度?[^,:;、()\d]{0,8}?(\d+)[件宗份条]",
        within: "申请",
        without: NO_COUNT,
    },
    Wording {
        subject: "reconsideration",
        pattern: r"行政复议(?:案件|申请)?[^,:;、()\d]{0,4}?(\d+)[件宗起例]",
        within: "信息公开",
        without: DISPUTES_PARTLY,
    },
    Wording {
        subject: "litigation",
        pattern: r"行政诉讼(?:案件)?[^,:;、()\d]{0,4}?(\d+)[件宗起例]",
        within: "信息公开",
        without: DISPUTES_PARTLY,
    },
    Wording {
        subject: "reconsideration",
        pattern: r"(?:未|没有)(?:发生|引发|产生|出现|收到)[^,:;()\d]{0,24}行政复议[^,:;()\d]{0,12}$",
        within: "信息公开",
        without: DISPUTES_PARTLY,
    },
    Wording {
        subject: "litigation",
        pattern: r"(?:未|没有)(?:发生|引发|产生|出现|收到)[^,:;()\d]{0,30}行政诉讼[^,:;()\d]{0,8}$",
        within: "信息公开",
        without: DISPUTES_PARTLY,
    },
];

/// The sections that tell of the year's work.
const SECTIONS: std::ops::RangeInclusive<u8> = 1..=4;

/// Reads the figures of sections 1 to 4 in reading order.
pub(super) fn figures(items: &[Item], places: &[Place]) -> Vec<NarrativeFigure> {
    let mut figures = Vec::new();
    for section in SECTIONS {
        let mut text = String::new();
        let mut lines: Vec<(usize, u32)> = Vec::new();
        for (item, _) in items.iter().zip(places).filter(|(_, place)| **place == Place::Prose(section)) {
            lines.push((text.len(), item.line));
            text.extend(item.text().chars().map(fold).filter(|c| !is_space(*c)));
        }
        for (start, sentence) in sentences(&text) {
            for (place, subject, value, unit) in read(sentence) {
                let line =
                    lines.iter().rev().find(|(offset, _)| *offset <= start + place).map_or(0, |at| at.1);
                let subject = subject.to_owned();
                figures.push(NarrativeFigure { section, subject, value, unit, line });
            }
        }
    }
    figures
}

/// Sentences with their offset, each up to 其中, after which parts are told.
fn sentences(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut offset = 0;
    text.split_inclusive(['。', ';']).map(move |sentence| {
        let start = offset;
        offset += sentence.len();
        let whole = sentence.trim_end_matches(['。', ';']);
        (start, whole.split("其中").next().unwrap_or(whole))
    })
}

/// Offset, subject, value and unit of the figures of one sentence.
fn read(sentence: &str) -> Vec<(usize, &'static str, f64, String)> {
    static PATTERNS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
        WORDINGS.iter().map(|wording| Regex::new(wording.pattern).expect("a valid pattern")).collect()
    });
    let mut found = Vec::new();
    for (wording, pattern) in WORDINGS.iter().zip(PATTERNS.iter()) {
        if !sentence.contains(wording.within) || OTHER_WORK.iter().any(|word| sentence.contains(word)) {
            continue;
        }
        for captures in pattern.captures_iter(sentence) {
            let Some(whole) = captures.get(0) else { continue };
            if wording.without.iter().any(|word| whole.as_str().contains(word)) {
                continue;
            }
            let value = captures.get(1).map_or(Some(0.0), |digits| digits.as_str().parse().ok());
            let unit = captures.get(1).and_then(|digits| sentence[digits.end()..].chars().next());
            if let Some(value) = value {
                found.push((
                    whole.start(),
                    wording.subject,
                    value,
                    unit.map(String::from).unwrap_or_default(),
                ));
            }
        }
    }
    found.sort_by_key(|figure| figure.0);
    found
}

#[cfg(test)]
mod tests {
    use super::{read, sentences};

    #[track_caller]
    fn case(text: &str, expected: &[(&str, f64)]) {
        let found = sentences(text).flat_map(|(_, sentence)| read(sentence));
        let found: Vec<_> = found.map(|(_, subject, value, _)| (subject, value)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn figures_of_sentences() {
        case(
            "本年新收政府信息公开申请33件,上年结转2件,共答复31件,结转下年度继续办理4件。",
            &[("received_new", 33.0), ("carried_in", 2.0), ("outcome_total", 31.0), ("carried_out", 4.0)],
        );
        case(
            "因政府信息公开引发行政复议2件、行政诉讼1件。",
            &[("reconsideration", 2.0), ("litigation", 1.0)],
        );
        case("全年收到依申请公开12件。", &[("received_new", 12.0)]);
        case("全年没有收到政府信息公开申请。", &[("received_new", 0.0)]);
        case(
            "未发生因政府信息公开引起的行政复议和行政诉讼。",
            &[("reconsideration", 0.0), ("litigation", 0.0)],
        );
    }

    #[test]
    fn doubtful_wordings_are_left_alone() {
        case("收到政府信息公开申请较上年增加5件。", &[]);
        case("收到申请9件,其中网上收到申请7件,信函收到申请2件。", &[("received_new", 9.0)]);
        case("受理申请类信访事项40件。", &[]);
        case("收到行政复议申请3件。", &[]);
        case("未发生因违反信息公开规定引起的行政复议。", &[]);
        case("未收到网上申请。", &[]);
        case("全市办理行政复议120件。", &[]);
    }
}
