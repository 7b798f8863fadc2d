//! Finds the six sections by their words, and tells the tables' items from prose.

use super::items::{Item, Kind, bare};
use super::labels::count_labels;
use super::value::{Printed, printed};
use crate::form::{SECTIONS, Table};
use crate::normalize::{fold, fold_text, is_han, is_space, key};
use regex::Regex;
use std::sync::LazyLock;

/// What an item belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Before the first section.
    Front,
    /// The heading of a section.
    Heading(u8),
    /// Prose of a section.
    Prose(u8),
    /// A statutory table.
    Table(Table),
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

/// What reads like a heading: the number of its section, and whether its wording is a distinct one.
pub(super) type Candidate = Option<(u8, bool)>;

/// Characters past which a line is no heading.
const LONGEST_HEADING: usize = 60;

/// Reads an item as the heading of a section.
pub(super) fn heading(item: &Item) -> Candidate {
    static NUMERAL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:(?P<top>第?[一二三四五六七1-6][、.,:)部]?分?[、.,:]?)|(?P<sub>\([一二三四五六七1-6]\)[、.]?))+")
            .expect("a valid pattern")
    });
    let text = item.single()?;
    if text.len() > 4 * LONGEST_HEADING || !text.chars().any(is_han) {
        return None;
    }
    let folded: String = fold_text(&bare(text)).chars().filter(|c| !is_space(*c)).collect();
    if folded.chars().nth(LONGEST_HEADING).is_some() {
        return None;
    }
    let words = key(&folded);
    let close = |wording: &&Wording| words.ends_with(&wording.key) || words.contains(&wording.key);
    if !WORDINGS.iter().any(|wording| close(&wording)) {
        return None;
    }
    let numeral = NUMERAL.captures(&folded);
    let top = numeral.as_ref().is_some_and(|captures| captures.name("top").is_some());
    let bracketed = numeral.as_ref().and_then(|captures| captures.name("sub")).and_then(|sub| {
        let c = sub.as_str().chars().nth(1)?;
        let place = "一二三四五六".chars().position(|known| known == c).map(|index| index as u8 + 1);
        place.or_else(|| c.to_digit(10).map(|digit| digit as u8))
    });
    let rest = numeral.as_ref().map_or(folded.as_str(), |captures| &folded[captures[0].len()..]);
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

/// Whether the item is running prose: sentences, notes under a table.
pub(super) fn is_prose(item: &Item, labels_in: impl Fn(&str) -> usize) -> bool {
    let Some(text) = item.single() else { return false };
    let trimmed = text.trim_matches(is_space);
    let note =
        ["注:", "注：", "备注", "说明:", "说明：", "*注", "注1"].iter().any(|mark| trimmed.starts_with(mark));
    let sentence = trimmed.contains(['。', '；', ';']);
    let long = |word: &str| word.contains(['，', ',']) && word.chars().filter(|c| is_han(*c)).count() > 30;
    let clause = trimmed.split(is_space).any(long);
    let line = matches!(item.kind, Kind::Line(_));
    note || (line && (sentence || clause) && labels_in(trimmed) < 3 && !is_row(trimmed))
}

/// Whether a line prints a label and numbers behind it and nothing else, whatever sign it ends in.
fn is_row(line: &str) -> bool {
    const ENOUGH: usize = 3;
    let words: Vec<&str> = line.split(is_space).filter(|word| !word.is_empty()).collect();
    let numbers = words.iter().rev().take_while(|word| matches!(printed(word), Printed::Number(_))).count();
    numbers > 0 && (numbers + 1 == words.len() || numbers >= ENOUGH)
}

/// Assigns each item its place. `candidates` are the items read as headings, `labels_in` counts the form's row labels
/// in a text.
pub(super) fn places(
    items: &[Item],
    candidates: &[Candidate],
    labels_in: impl Fn(&str) -> usize,
) -> Vec<Place> {
    let tables = |places: &[Place]| {
        Table::ALL.into_iter().filter(|table| places.contains(&Place::Table(*table))).count()
    };
    // Where a table lacks, it may stand under another's heading, or before all headings.
    let mut best = places_by(items, candidates, &labels_in, Reach::Heading);
    for reach in [Reach::Section, Reach::Document] {
        if tables(&best) == Table::ALL.len() || reach == Reach::Section && tables(&best) == 0 {
            continue;
        }
        let places = places_by(items, candidates, &labels_in, reach);
        if tables(&places) > tables(&best) {
            best = places;
        }
    }
    best
}

/// How far from its heading a table is looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// Below it.
    Heading,
    /// In any section.
    Section,
    /// Before the first section too, where enough of its labels follow.
    Document,
}

/// Whether enough labels of a table follow upon its header, up to the next heading or table: menus print some of them.
fn is_whole(table: Table, items: &[Item], candidates: &[Candidate]) -> bool {
    const MOST_ITEMS: usize = 1_000;
    let ends = |(item, candidate): &(&Item, &Candidate)| {
        candidate.is_some() || anchor(item).is_some_and(|other| other != table)
    };
    let own = items.iter().zip(candidates).take(MOST_ITEMS).take_while(|pair| !ends(pair));
    let text: String = own.map(|(item, _)| item.text()).collect();
    let enough = match table {
        Table::Section20 => 6,
        Table::Applications => 12,
        Table::Review => 4,
    };
    count_labels(table, &text) >= enough && text.chars().any(|c| fold(c).is_ascii_digit())
}

/// [`places`], each table under its heading or, where the `reach` is wider, from its own header on.
fn places_by(
    items: &[Item],
    candidates: &[Candidate],
    labels_in: &dyn Fn(&str) -> usize,
    reach: Reach,
) -> Vec<Place> {
    let headings = real_headings(candidates);
    let last = |number: u8| headings.iter().rposition(|heading| *heading == Some(number));
    let last: Vec<Option<usize>> = (0..=6).map(last).collect();
    let mut places = Vec::with_capacity(items.len());
    let anywhere = reach != Reach::Heading;
    let mut section = 0u8;
    let mut table: Option<Table> = None;
    for (index, item) in items.iter().enumerate() {
        if let Some(number) = headings[index] {
            section = number;
            table = None;
            places.push(Place::Heading(number));
            continue;
        }
        // A heading printed twice, or a list of contents.
        if candidates[index].is_some() {
            places.push(Place::Front);
            continue;
        }
        if is_prose(item, labels_in) {
            places.push(if section == 0 { Place::Front } else { Place::Prose(section) });
            continue;
        }
        let ahead = |table: &Table| last[usize::from(table.section())].is_some_and(|last| last >= index);
        if let Some(found) = anchor(item).filter(|table| anywhere || !ahead(table)) {
            let number = found.section();
            // A caption of section 2 can repeat within its table; a table never goes back.
            if anywhere && section > 0 {
                table = Some(found);
            } else if section == 0 && reach == Reach::Document {
                let again = table == Some(found);
                if again || is_whole(found, &items[index..], &candidates[index..]) {
                    table = Some(found);
                }
            } else if table.is_none_or(|current| current != found)
                && (table.is_none() || number > section || table < Some(found))
            {
                table = Some(found);
                if section < number && last[usize::from(number)].is_none() {
                    section = number;
                }
            }
        }
        places.push(match table {
            Some(table) => Place::Table(table),
            None if section == 0 => Place::Front,
            None => Place::Prose(section),
        });
    }
    places
}

/// The table whose header or caption an item prints.
pub(super) fn anchor(item: &Item) -> Option<Table> {
    let han: String = fold_text(&item.text()).chars().filter(|c| is_han(*c)).collect();
    match han.as_str() {
        "规章" => return Some(Table::Section20),
        "自然人" | "商业企业" | "科研机构" | "社会公益组织" | "法律服务机构" => {
            return Some(Table::Applications);
        }
        "行政复议" | "行政诉讼" | "行政复议行政诉讼" | "行政诉讼行政复议" => {
            return Some(Table::Review);
        }
        _ => {}
    }
    ANCHORS.iter().find(|(_, words)| words.iter().any(|word| han.contains(word))).map(|(table, _)| *table)
}

/// Of all items that read like a heading, the last of each section in order: lists of contents come before.
fn real_headings(candidates: &[Candidate]) -> Vec<Option<u8>> {
    let official = |wanted: u8| candidates.contains(&Some((wanted, true)));
    let mut chosen = vec![None; candidates.len()];
    let mut next = 7u8;
    for (index, candidate) in candidates.iter().enumerate().rev() {
        if let Some((number, sure)) = *candidate
            && number < next
            && (sure || !official(number))
        {
            chosen[index] = Some(number);
            next = number;
        }
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::{Item, Kind, heading};

    #[track_caller]
    fn case(text: &str, expected: Option<u8>) {
        let item = Item { line: 1, kind: Kind::Line(text.into()), after_break: false };
        assert_eq!(heading(&item).map(|(number, _)| number), expected, "{text}");
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
        case("（一）主动公开。全年发布信息5条。", None);
        case("全文包括总体情况、主动公开政府信息情况、其他需要报告的事项等六个部分。", None);
    }
}
