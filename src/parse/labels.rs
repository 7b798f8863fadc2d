//! The labels of the form as an automaton over ideographs: what each names, how many stand in a text.

use crate::form::Table;
use crate::normalize::key;
use aho_corasick::{AhoCorasick, MatchKind};
use std::collections::HashSet;
use std::sync::LazyLock;

/// What a label names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    /// A row, by position in [`Table::rows`].
    Row(usize),
    /// A column, by position in [`Table::columns`].
    Column(usize),
    /// 其他 or 总计 of section 3, a row or a column by its place: positions of both.
    Either {
        /// Position in [`Table::rows`].
        row: usize,
        /// Position in [`Table::columns`].
        column: usize,
    },
    /// A printed group or caption without numbers of its own.
    Group,
    /// 法人或其他组织, 申请人情况 and the like: part of the header.
    Header,
}

/// Labels that carry no numbers, by table.
const GROUPS: &[(Table, &[&str])] = &[
    (Table::Section20, &["第二十条第"]),
    (
        Table::Applications,
        &["本年度办理结果", "本年办理结果", "办理结果", "不予公开", "无法提供", "不予处理"],
    ),
    (Table::Review, &["行政诉讼"]),
];

/// Words of the headers that name no single column, by table.
const HEADERS: &[(Table, &[&str])] = &[
    (Table::Section20, &["信息内容", "单位万元", "单位元"]),
    (
        Table::Applications,
        &[
            "申请人情况",
            "法人或其他组织",
            "法人和其他组织",
            "法人其他组织",
            "法人或者其他组织",
            "法人及其他组织",
            "法人与其他组织",
            "法人或非法人组织",
            "法人和非法人组织",
            "法人或者非法人组织",
        ],
    ),
    (Table::Review, &[]),
];

/// The labels of one table.
pub(super) struct Labels {
    /// Finds them, the longest first.
    pub(super) automaton: AhoCorasick,
    /// What each pattern names.
    pub(super) tags: Vec<Label>,
}

impl Labels {
    fn new(table: Table) -> Self {
        let mut keys: Vec<(String, Label)> = Vec::new();
        for (row, definition) in table.rows().iter().enumerate() {
            keys.extend(definition.labels.iter().map(|label| (key(label), Label::Row(row))));
        }
        for (column, definition) in table.columns().iter().enumerate() {
            for label in definition.labels {
                let label = key(label);
                match keys.iter_mut().find(|(known, _)| *known == label) {
                    Some((_, Label::Row(row))) => {
                        let row = *row;
                        keys.retain(|(known, _)| *known != label);
                        keys.push((label, Label::Either { row, column }));
                    }
                    Some(_) => {}
                    None => keys.push((label, Label::Column(column))),
                }
            }
        }
        let of = |list: &'static [(Table, &'static [&'static str])]| {
            list.iter().filter(move |(name, _)| *name == table).flat_map(|(_, words)| words.iter())
        };
        keys.extend(of(GROUPS).map(|word| (key(word), Label::Group)));
        keys.extend(of(HEADERS).map(|word| (key(word), Label::Header)));
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(keys.iter().map(|(key, _)| key))
            .expect("labels make a valid automaton");
        Labels { automaton, tags: keys.into_iter().map(|(_, tag)| tag).collect() }
    }
}

/// The labels of a table.
pub(super) fn labels(table: Table) -> &'static Labels {
    static ALL: LazyLock<[Labels; 3]> = LazyLock::new(|| Table::ALL.map(Labels::new));
    &ALL[table as usize]
}

/// The labels of a table's rows as ideographs, each with its row, in the order of the form.
pub(super) fn row_keys(table: Table) -> &'static [(usize, String)] {
    static ALL: LazyLock<[Vec<(usize, String)>; 3]> = LazyLock::new(|| {
        Table::ALL.map(|table| {
            let rows = table.rows().iter().enumerate();
            rows.flat_map(|(row, known)| known.labels.iter().map(move |label| (row, key(label)))).collect()
        })
    });
    &ALL[table as usize]
}

/// The words of a table's headers as ideographs.
pub(super) fn header_words(table: Table) -> &'static [String] {
    static ALL: LazyLock<[Vec<String>; 3]> = LazyLock::new(|| {
        Table::ALL.map(|table| {
            let columns = table.columns().iter().flat_map(|column| column.labels);
            let over = HEADERS.iter().filter(|(name, _)| *name == table).flat_map(|(_, words)| words.iter());
            columns.chain(over).map(|word| key(word)).collect()
        })
    });
    &ALL[table as usize]
}

/// How many row labels of one table, the one that has most, stand in a text of ideographs.
pub(super) fn count_row_labels(words: &str) -> usize {
    // One automaton for all tables: every line of prose passes here.
    static ROWS: LazyLock<(AhoCorasick, Vec<Table>)> = LazyLock::new(|| {
        let rows = |table: Table| {
            let keys = table.rows().iter().flat_map(|row| row.labels).map(|label| key(label));
            let either =
                move |key: &String| found(table, key).any(|(_, label)| matches!(label, Label::Either { .. }));
            keys.filter(move |key| !either(key)).map(move |key| (key, table))
        };
        let (keys, tables): (Vec<String>, Vec<Table>) = Table::ALL.into_iter().flat_map(rows).unzip();
        let automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(keys);
        (automaton.expect("labels make a valid automaton"), tables)
    });
    let (automaton, tables) = &*ROWS;
    let mut counts = [0; Table::ALL.len()];
    for found in automaton.find_iter(words) {
        counts[tables[found.pattern().as_usize()] as usize] += 1;
    }
    counts.into_iter().max().unwrap_or(0)
}

/// Whether a text is the label of a row and no more, whatever signs are in it.
pub(super) fn is_row_label(text: &str) -> bool {
    let words = key(text);
    Table::ALL
        .iter()
        .flat_map(|table| table.rows())
        .flat_map(|row| row.labels)
        .any(|label| key(label) == words)
}

/// Whether a row or a group of rows is named in a text.
pub(super) fn names_rows(table: Table, text: &str) -> bool {
    found(table, &key(text)).any(|(_, label)| matches!(label, Label::Row(_) | Label::Group))
}

/// How many different labels of a table stand in a text.
pub(super) fn count_labels(table: Table, text: &str) -> usize {
    found(table, &key(text)).map(|(pattern, _)| pattern).collect::<HashSet<usize>>().len()
}

/// The labels of a table in words, each with the place of its pattern.
fn found(table: Table, words: &str) -> impl Iterator<Item = (usize, Label)> {
    let labels = labels(table);
    let pattern = |found: aho_corasick::Match| found.pattern().as_usize();
    labels.automaton.find_iter(words).map(move |found| (pattern(found), labels.tags[pattern(found)]))
}
