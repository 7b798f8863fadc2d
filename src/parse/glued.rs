//! Text run together with a label: the values in it, the numeral of the next label, what is foreign.

use super::events::Event;
use crate::normalize::is_han;
use regex::Regex;
use std::sync::LazyLock;

/// Whether the text is the numeral of a label: `1.`, `(三)`, `三、`, `一`.
pub(super) fn is_numeral(text: &str) -> bool {
    let rest = text.trim_end_matches(['、', '.', ')', ':']).trim_start_matches('(');
    let mut chars = rest.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) => {
            "一二三四五六七八九十".contains(c) || (c.is_ascii_digit() && rest.len() < text.len())
        }
        _ => false,
    }
}

/// The text where a number in brackets touches another: a mark, or a cell that prints one.
pub(super) fn marked(text: &str, before_label: bool) -> Option<&str> {
    static MARKED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^[\d()注,.+/-]*(?:\d\(注?\d{1,3}\)|\(\d{1,3}\)\d)[\d()注,.+/-]*$")
            .expect("a valid pattern")
    });
    static NUMERAL: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\([\d一二三四五六七]\)$").expect("a valid pattern"));
    let text = if before_label { strip_numeral(text) } else { text };
    let numeral = NUMERAL.find(text).filter(|_| before_label);
    let text = numeral.map_or(text, |numeral| &text[..numeral.start()]);
    MARKED.is_match(text).then_some(text)
}

/// What stands beside a label in the same piece: glued values, the numeral of the next label, foreign text.
pub(super) fn leftover(rest: &str, before_label: bool, piece: usize, events: &mut Vec<Event>) {
    let mut rest = rest.trim_matches(|c: char| {
        matches!(
            c,
            ':' | '"'
                | '“'
                | '”'
                | '‘'
                | '’'
                | '「'
                | '」'
                | '『'
                | '』'
                | '\''
                | '《'
                | '》'
                | '*'
                | '#'
        )
    });
    if before_label {
        // 二、2022年结转…: what stands between the numeral and the label belongs to the label.
        let mut chars = rest.chars();
        if chars.next().is_some_and(|c| "一二三四".contains(c)) && chars.next() == Some('、') {
            return;
        }
        let label = strip_numeral(rest);
        // （六）其他处理-3.其他: what parts a group from a row of it is no value.
        if label.len() < rest.len() && matches!(label, "-" | "/" | "|" | ">") {
            return;
        }
        rest = label;
    }
    let rest = rest.trim_start_matches(['、', '.', ',', ';', '。']);
    if rest.is_empty() {
        return;
    }
    // Ideographs before a label belong to it, elsewhere they are foreign.
    let mut at = 0;
    for value in GLUED.find_iter(rest) {
        foreign(&rest[at..value.start()], false, piece, events);
        events.push(Event::Value { raw: value.as_str().to_owned(), piece, glued: true });
        at = value.end();
    }
    foreign(&rest[at..], before_label || at == 0, piece, events);
}

/// Foreign text between glued values; where a label may own it, nothing is foreign.
fn foreign(text: &str, owned: bool, piece: usize, events: &mut Vec<Event>) {
    if !owned && text.chars().any(is_han) {
        events.push(Event::Foreign { text: text.to_owned(), piece });
    }
}

/// Values in text that is run together: numbers with their signs and units, marks for "not applicable".
static GLUED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:增加|减少|新增|增|减)?[+\-]?\d[\d,.+\-]*(?:件次|人次|件|条|宗|个|项|份|次|人|部|起|亿元|万元|元)?|不适用|无|N/A|/+|[-_]+")
        .expect("a valid pattern")
});

/// Strips the printed numeral of the label that follows: `（二）`, `三、`, `3.`.
fn strip_numeral(rest: &str) -> &str {
    let trimmed = rest.trim_end_matches(['、', '.', ' ']);
    let cut = rest.len() > trimmed.len();
    if let Some(c) = trimmed.chars().next_back().filter(|_| cut)
        && ("一二三四五六七八九十".contains(c) || c.is_ascii_digit())
    {
        return &trimmed[..trimmed.len() - c.len_utf8()];
    }
    rest
}
