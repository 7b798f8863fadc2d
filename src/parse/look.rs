//! What an item looks like by itself: the heading of a section, the header of a table, running prose.
//!
//! Each item is looked at once; what the looks mean together is for [`super::sections`] and [`super::several`].

use super::items::{Item, Kind, folded};
use super::labels::{count_row_labels, is_row_label};
use super::value::{Printed, printed};
use crate::form::{SECTIONS, Table};
use crate::normalize::{fold, is_han, is_space, key, vocabulary};
use aho_corasick::AhoCorasick;
use regex::Regex;
use std::sync::LazyLock;

/// An item, looked at.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    /// The heading that it reads like.
    pub(super) heading: Candidate,
    /// The table whose header or caption it prints.
    pub(super) anchor: Option<Table>,
    /// Whether it is running prose: sentences, notes under a table.
    pub(super) prose: bool,
}

/// Looks at each item.
pub(super) fn looks(items: &[Item]) -> Vec<Look> {
    let look = |item| {
        let words = words(item);
        Look { heading: heading(item, &words), anchor: anchor(&words), prose: is_prose(item, &words) }
    };
    items.iter().map(look).collect()
}

/// The ideographs of an item, as the form prints them.
fn words(item: &Item) -> String {
    vocabulary(item.parts().flat_map(str::chars).map(fold).filter(|c| is_han(*c)).collect())
}

/// A wording of a section's heading.
struct Wording {
    key: String,
    length: usize,
    number: u8,
    /// Whether it needs no numeral.
    distinct: bool,
}

static WORDINGS: LazyLock<Vec<Wording>> = LazyLock::new(|| {
    let wording = |label: &str, number, distinct| {
        let key = key(label);
        Wording { length: key.chars().count(), key, number, distinct }
    };
    SECTIONS
        .iter()
        .flat_map(|section| {
            let distinct = section.labels.iter().map(|label| wording(label, section.number, true));
            distinct.chain(section.short.iter().map(|label| wording(label, section.number, false)))
        })
        .collect()
});

/// The characters with which wordings end.
static ENDS: LazyLock<Vec<char>> = LazyLock::new(|| {
    let mut ends: Vec<char> = WORDINGS.iter().filter_map(|wording| wording.key.chars().last()).collect();
    ends.sort_unstable();
    ends.dedup();
    ends
});

/// What reads like a heading: the number of its section, and whether its wording is a distinct one.
pub(super) type Candidate = Option<(u8, bool)>;

/// Characters past which a line is no heading.
const LONGEST_HEADING: usize = 60;

/// See [`Look::heading`].
fn heading(item: &Item, words: &str) -> Candidate {
    static NUMERAL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:(?P<top>第?[一二三四五六七壹贰叁肆伍陆1-6][、.,:)部]?分?[、.,:]?)|(?P<sub>\([一二三四五六七1-6]\)[、.]?))+")
            .expect("a valid pattern")
    });
    let text = item.single()?;
    // Nearly no line holds what a wording ends with.
    if text.len() > 4 * LONGEST_HEADING || !words.chars().any(|c| ENDS.contains(&c)) {
        return None;
    }
    let folded = folded(text);
    if folded.chars().nth(LONGEST_HEADING).is_some() {
        return None;
    }
    // Signs that only adorn a heading: ●一、, 【一、…】, ——一、.
    let bracketed = folded.starts_with('(') && folded.chars().nth(2) == Some(')');
    let folded = folded.trim_start_matches(|c: char| !(c.is_alphanumeric() || c == '(' && bracketed));
    let words = key(folded);
    let close = |wording: &&Wording| words.ends_with(&wording.key) || words.contains(&wording.key);
    if !WORDINGS.iter().any(|wording| close(&wording)) {
        return by_topic(folded);
    }
    // The 2 of 2023, the 二 of 二〇二三, is no numeral.
    let is_year = |numeral: &regex::Captures| {
        folded[numeral[0].len()..].starts_with(|c: char| c.is_ascii_digit() || "〇○零".contains(c))
            && numeral[0].ends_with(|c: char| c.is_ascii_digit() || is_han(c))
    };
    let numeral = NUMERAL.captures(folded).filter(|numeral| !is_year(numeral));
    let top = numeral.as_ref().is_some_and(|captures| captures.name("top").is_some());
    let bracketed = numeral.as_ref().and_then(|captures| captures.name("sub")).and_then(|sub| {
        let c = sub.as_str().chars().nth(1)?;
        let place = "一二三四五六".chars().position(|known| known == c).map(|index| index as u8 + 1);
        place.or_else(|| c.to_digit(10).map(|digit| digit as u8))
    });
    let rest = numeral.as_ref().map_or(folded, |captures| &folded[captures[0].len()..]);
    // Colons and full stops end a heading; a sentence that goes on is none.
    let rest = rest.trim_end_matches([':', '。', '.', ';']);
    if rest.chars().filter(|c| !is_han(*c)).count() > 12 || rest.contains(['。', ';']) {
        return None;
    }
    let words = key(rest);
    let length = words.chars().count();
    WORDINGS
        .iter()
        .filter(|wording| {
            let more = length.saturating_sub(wording.length);
            let framed = words.starts_with(&wording.key) || words.ends_with(&wording.key);
            // A short wording in brackets is a sub-heading unless its numeral is the section's.
            (words == wording.key || top && more <= 6 && framed)
                && (wording.distinct || top || bracketed == Some(wording.number))
        })
        .max_by_key(|wording| wording.length)
        .map(|wording| (wording.number, wording.distinct))
        .or_else(|| by_topic(folded))
}

/// A heading in other words: the numeral of a section and what the section is about. The words of the form count before it.
fn by_topic(folded: &str) -> Candidate {
    /// Characters past which it is a sentence.
    const LONGEST: usize = 24;
    const TOPICS: [&[&str]; 6] = [
        &["总体", "概述", "概况", "综述", "基本情况", "工作情况", "开展情况"],
        &["主动公开"],
        &["申请"],
        &["复议", "诉讼"],
        &["问题", "不足"],
        &["其他", "其它", "需要说明", "需要报告"],
    ];
    static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"^(?:第(?P<part>[一二三四五六])部分[、.,:]?|(?P<numeral>[一二三四五六])[、.,:])(?P<words>.+)$",
        )
        .expect("a valid pattern")
    });
    let captures = NUMBERED.captures(folded)?;
    let numeral = captures.name("part").or(captures.name("numeral"))?.as_str();
    let section = "一二三四五六".chars().position(|known| numeral.starts_with(known))?;
    let words = captures["words"].trim_end_matches([':', '。', '.']);
    let short = words.chars().count() <= LONGEST && !words.contains(['。', ';', ',', '(']);
    let told = TOPICS[section].iter().any(|topic| words.contains(topic));
    (short && told && !is_row_label(folded)).then(|| (section as u8 + 1, false))
}

/// Words that only the header or caption of a statutory table prints, by table.
const ANCHORS: &[(Table, &[&str])] = &[
    (Table::Section20, &["第二十条第", "信息内容"]),
    (
        Table::Applications,
        &[
            "本列数据的勾稽关系",
            "申请人情况",
            "自然人法人或其他组织",
            "自然人商业企业",
            "商业企业科研机构",
            "科研机构商业企业",
            "本年新收政府信息公开申请数量",
        ],
    ),
    (Table::Review, &["行政复议行政诉讼结果维持", "未经复议直接起诉", "结果维持"]),
];

/// See [`Look::prose`].
fn is_prose(item: &Item, words: &str) -> bool {
    const NOTES: [&str; 7] = ["注:", "注：", "备注", "说明:", "说明：", "*注", "注1"];
    const ROWS: usize = 3;
    let Some(text) = item.single() else { return false };
    let trimmed = text.trim_matches(is_space);
    // 备注 alone heads a column.
    if NOTES.iter().any(|mark| trimmed.starts_with(mark)) && trimmed != "备注" {
        return true;
    }
    let sentence = || trimmed.contains(['。', '；', ';']);
    let long = |word: &str| word.contains(['，', ',']) && word.chars().filter(|c| is_han(*c)).count() > 30;
    let clause = || trimmed.split(is_space).any(long);
    matches!(item.kind, Kind::Line(_))
        && (sentence() || clause())
        && count_row_labels(words) < ROWS
        && !is_row_label(trimmed)
        && !is_row(trimmed)
}

/// Whether a line prints a label and numbers behind it and nothing else, whatever sign it ends in.
fn is_row(line: &str) -> bool {
    const ENOUGH: usize = 3;
    let words: Vec<&str> = line.split(is_space).filter(|word| !word.is_empty()).collect();
    let numbers = words.iter().rev().take_while(|word| matches!(printed(word), Printed::Number(_))).count();
    numbers > 0 && (numbers + 1 == words.len() || numbers >= ENOUGH)
}

/// See [`Look::anchor`].
fn anchor(words: &str) -> Option<Table> {
    static WORDS: LazyLock<AhoCorasick> = LazyLock::new(|| {
        let words = ANCHORS.iter().flat_map(|(_, words)| words.iter());
        AhoCorasick::new(words).expect("words make a valid automaton")
    });
    match words {
        "规章" => return Some(Table::Section20),
        "自然人" | "商业企业" | "科研机构" | "社会公益组织" | "法律服务机构" => {
            return Some(Table::Applications);
        }
        "行政复议" | "行政诉讼" | "行政复议行政诉讼" | "行政诉讼行政复议" => {
            return Some(Table::Review);
        }
        _ => {}
    }
    if !WORDS.is_match(words) {
        return None;
    }
    let prints = |(_, anchors): &&(Table, &[&str])| anchors.iter().any(|anchor| words.contains(anchor));
    ANCHORS.iter().find(prints).map(|(table, _)| *table)
}

#[cfg(test)]
mod tests {
    use super::{Item, Kind, heading, words};

    #[track_caller]
    fn case(text: &str, expected: Option<u8>) {
        let item = Item { line: 1, kind: Kind::Line(text.into()), after_break: false };
        assert_eq!(heading(&item, &words(&item)).map(|(number, _)| number), expected, "{text}");
    }

    #[test]
    fn headings_by_their_words() {
        case("一、总体情况", Some(1));
        case("总体情况", Some(1));
        case("2、 主动公开政府信息情况", Some(2));
        case("（2）主动公开政府信息情况", Some(2));
        case("主动公开政府信息情况", Some(2));
        case("[bookmark: _GoBack]二、主动公开政府信息情况", Some(2));
        case("**四、政府信息公开行政复议、行政诉讼情况**", Some(4));
        case("## 三、收到和处理政府信息公开申请情况", Some(3));
        case("五、政府信息公开工作存在的主要问题及改进情况", Some(5));
        case("（一）主动公开情况", None);
        case("【一、总体情况】", Some(1));
        case("● 二、主动公开政府信息情况", Some(2));
        case("—— 三、收到和处理政府信息公开申请情况 ——", Some(3));
        case("“五、存在的主要问题及改进情况”", Some(5));
        case("壹、总体情况", Some(1));
        case("一、2022年度总体情况", Some(1));
        case("一、政府信息公开工作开展情况", Some(1));
        case("二、2022年度主动公开政府信息工作情况", Some(2));
        case("三、依申请公开情况", Some(3));
        case("三、政府信息公开申请办理情况", Some(3));
        case("四、行政复议和行政诉讼情况", Some(4));
        case("五、存在的主要问题和改进措施", Some(5));
        case("六、其他事项", Some(6));
        case("六、其他需要说明的情况", Some(6));
        case("二、办理申请的力度", None);
        case("一、本年新收政府信息公开申请数量", None);
        case("三、本年度办理结果", None);
        case("四、结转下年度继续办理", None);
        case("（一）主动公开。全年发布信息5条。", None);
        case("全文包括总体情况、主动公开政府信息情况、其他需要报告的事项等六个部分。", None);
    }
}
