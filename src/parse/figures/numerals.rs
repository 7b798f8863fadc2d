//! Counts in words: "收到申请五十五件" reads like "收到申请55件".

use regex::{Captures, Regex};
use std::sync::LazyLock;

/// A numeral with what it counts, and the sign before it.
static COUNTED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(.??)([零〇一二两三四五六七八九十百千]+)([件宗份])([事一]?)").expect("a valid pattern")
});
/// Signs by which a numeral is a part of a longer one, an estimate, an ordinal, each of all or none at all.
const NO_COUNT: &str = "几数多余上万亿第每同某哪这那任逐点分之成唯0123456789到收未没有无";
/// Before these a numeral of one is none: 没有一件, 收到一件.
const OF_ONE: &str = "到收未没有无";

/// The text with its counts in digits.
pub(super) fn in_digits(text: &str) -> String {
    let digits = |found: &Captures| {
        let whole = || found[0].to_owned();
        let no_count = NO_COUNT.contains(&found[1]) && !found[1].is_empty();
        let one = OF_ONE.contains(&found[1]) && !found[1].is_empty();
        match value(&found[2]) {
            // "一件事", "一件一策" count nothing.
            Some(number) if found[4].is_empty() && (!no_count || one && number > 1) => {
                format!("{}{number}{}", &found[1], &found[3])
            }
            _ => whole(),
        }
    };
    COUNTED.replace_all(text, digits).into_owned()
}

/// The number below ten thousand that a numeral spells, `None` where it spells none: 三四十, 十百.
pub(in crate::parse) fn value(numeral: &str) -> Option<u32> {
    const DIGITS: &str = "〇一二三四五六七八九";
    let digit = |sign: char| match sign {
        '零' => Some(0),
        '两' => Some(2),
        _ => DIGITS.chars().position(|digit| digit == sign).map(|at| at as u32),
    };
    let mut sum = 0;
    let mut pending: Option<u32> = None;
    let mut below = 10_000;
    let mut zero = false;
    for sign in numeral.chars() {
        let scale = match sign {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            _ => {
                let digit = digit(sign)?;
                // A zero stands for the scales left out, once.
                if pending.is_some() || digit == 0 && (zero || sum == 0 && numeral.chars().count() > 1) {
                    return None;
                }
                zero = digit == 0;
                pending = Some(digit).filter(|digit| *digit > 0);
                if numeral.chars().count() == 1 {
                    return Some(digit);
                }
                continue;
            }
        };
        if scale >= below {
            return None;
        }
        let times = match pending.take() {
            Some(times) => times,
            None if scale == 10 && sum == 0 => 1,
            None => return None,
        };
        sum += times * scale;
        below = scale;
        zero = false;
    }
    // 一百五 is 150 in speech, and no number of a report.
    let ones = pending.unwrap_or_default();
    (sum > 0 && (ones == 0 || below == 10 || zero_before_last(numeral))).then_some(sum + ones)
}

/// Whether a zero stands before the last sign: 一百零五.
fn zero_before_last(numeral: &str) -> bool {
    numeral.chars().rev().nth(1).is_some_and(|sign| "零〇".contains(sign))
}

#[cfg(test)]
mod tests {
    use super::in_digits;

    #[track_caller]
    fn case(text: &str, expected: &str) {
        assert_eq!(in_digits(text), expected);
    }

    #[test]
    fn counts_in_words_are_numbers() {
        case("申请五十五件,答复十件,结转两件", "申请55件,答复10件,结转2件");
        case("申请一百零五件,上年结转一百二十件,办结一千二百三十四件", "申请105件,上年结转120件,办结1234件");
        case("收到二十一份,其中三件,公开一件", "收到21份,其中3件,公开1件");
    }

    #[test]
    fn what_only_looks_like_one_is_left() {
        for text in [
            "几十件",
            "数百件",
            "十几件",
            "百余件",
            "第三件",
            "三四十件",
            "两三件",
            "一百五件",
            "没有一件",
            "高效办成一件事",
            "每一件",
            "十百件",
            "二〇二三件",
        ] {
            case(text, text);
        }
    }
}
