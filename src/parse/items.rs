//! A document as one list of items in reading order, page chrome taken out, headings within a line set apart.
//!
//! It knows the names of the sections, not the tables.

use crate::document::{Block, Document};
use crate::form::SECTIONS;
use crate::normalize::{fold, fold_text, is_han, is_space, without_pinyin};
use regex::Regex;
use std::borrow::Cow;
use std::sync::LazyLock;

/// One printed thing: a line, a lone cell, or a row of cells.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// 1-based line of the text.
    pub(super) line: u32,
    /// What it is.
    pub(super) kind: Kind,
    /// Whether a row or paragraph ends before it.
    pub(super) after_break: bool,
}

/// The kinds of items.
#[derive(Clone, Debug)]
pub(super) enum Kind {
    /// Running text with its white space.
    Line(String),
    /// A cell whose row is not known.
    Cell(String),
    /// A row of a grid: line and text of each column, `None` where a span covers the place; how many columns each
    /// covers to its right; whether columns are sure.
    Row { cells: Vec<Option<(u32, String)>>, across: Vec<usize>, regular: bool },
}

impl Item {
    /// The texts of its cells, or its text.
    pub(super) fn parts(&self) -> impl Iterator<Item = &str> {
        let (alone, cells) = match &self.kind {
            Kind::Line(text) | Kind::Cell(text) => (Some(text.as_str()), None),
            Kind::Row { cells, .. } => (None, Some(cells)),
        };
        alone.into_iter().chain(cells.into_iter().flatten().flatten().map(|(_, text)| text.as_str()))
    }

    /// The text, cells joined by spaces.
    pub(super) fn text(&self) -> String {
        match &self.kind {
            Kind::Line(text) | Kind::Cell(text) => text.clone(),
            Kind::Row { cells, .. } => {
                let texts: Vec<&str> = cells
                    .iter()
                    .flatten()
                    .map(|(_, text)| text.as_str())
                    .filter(|text| !text.is_empty())
                    .collect();
                texts.join(" ")
            }
        }
    }

    /// The text where the item is a line, a lone cell or a row with one printed cell.
    pub(super) fn single(&self) -> Option<&str> {
        match &self.kind {
            Kind::Line(text) | Kind::Cell(text) => Some(text),
            Kind::Row { cells, .. } => {
                let mut printed = cells.iter().flatten().filter(|(_, text)| !text.is_empty());
                let (_, first) = printed.next()?;
                printed.next().is_none().then_some(first)
            }
        }
    }
}

/// A text without marks, folded, without white space.
pub(super) fn folded(text: &str) -> String {
    fold_text(&bare(text)).chars().filter(|c| !is_space(*c)).collect()
}

/// A line that prints only a page number: `- 4 -`, `第 2 页`, `第2页 共5页`, `—3—`, `2 / 5`, `Page 2 of 5`, `上一页 2 / 5 下一页`.
pub(super) fn is_page_number(text: &str) -> bool {
    static PAGE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"^(?:[-·~_]+\s*\d{1,3}\s*[-·~_]+|第\s*\d{1,3}\s*页(?:\s*[,/]?\s*共\s*\d{1,3}\s*页)?|\d{1,3}\s*/\s*\d{1,3}|(?i:page)\s*\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?|(?:首页\s*)?上一页[\s\d/]*下一页(?:\s*[尾末]页)?)$",
        )
        .expect("a valid pattern")
    });
    // Most lines are numbers or words: neither begins as a page number does.
    let begins = || {
        text.chars()
            .map(fold)
            .find(|c| !is_space(*c))
            .is_some_and(|c| "-·~_第Pp首上".contains(c) || c.is_ascii_digit() && text.contains(['/', '／']))
    };
    text.len() < 60 && begins() && PAGE.is_match(fold_text(text).trim_matches(is_space))
}

/// Whether a cell of a line stands between two others, none of which a break sets apart.
fn is_among_cells(blocks: &[Block], index: usize) -> bool {
    let is_cell = |at: usize| matches!(blocks.get(at), Some(Block::Cell(_)));
    index.checked_sub(1).is_some_and(is_cell) && is_cell(index + 1)
}

/// Flattens a document.
pub(super) fn items(document: &Document) -> Vec<Item> {
    let mut items = Vec::new();
    let mut after_break = false;
    let mut push = |line: u32, kind: Kind, after_break: &mut bool| {
        items.push(Item { line, kind, after_break: std::mem::take(after_break) });
    };
    for (index, block) in document.blocks.iter().enumerate() {
        match block {
            Block::Break => after_break = true,
            Block::Line(text) if is_page_number(&text.text) => after_break = true,
            Block::Line(text) => {
                for part in split_at_headings(&without_pinyin(&without_marks(&text.text))) {
                    push(text.line, Kind::Line(part), &mut after_break);
                }
            }
            Block::Cell(text) if is_page_number(&text.text) && !is_among_cells(&document.blocks, index) => {}
            Block::Cell(text) => {
                push(text.line, Kind::Cell(without_pinyin(&text.text).into_owned()), &mut after_break);
            }
            Block::Grid(grid) => {
                for row in &grid.rows {
                    let line = row.iter().find(|cell| !cell.covered).map_or(0, |cell| cell.content.line);
                    let cells = row
                        .iter()
                        .map(|cell| {
                            (!cell.covered)
                                .then(|| (cell.content.line, without_pinyin(&cell.content.text).into_owned()))
                        })
                        .collect();
                    after_break = true;
                    let across = row.iter().map(|cell| cell.across).collect();
                    push(line, Kind::Row { cells, across, regular: grid.regular }, &mut after_break);
                }
                after_break = true;
            }
        }
    }
    items
}

/// A line without the marks that converters leave: `[bookmark: _GoBack]`.
fn without_marks(line: &str) -> Cow<'_, str> {
    static MARK: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\[[A-Za-z][^\]]{0,60}\]").expect("a valid pattern"));
    if line.contains('[') { MARK.replace_all(line, "") } else { line.into() }
}

/// A text without Markdown marks, bookmarks and white space at its ends.
pub(super) fn bare(text: &str) -> Cow<'_, str> {
    static MARKS: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\[[A-Za-z][^\]]{0,60}\]|^[#>*\s]+|[#*\s]+$").expect("a valid pattern"));
    MARKS.replace_all(text.trim_matches(is_space), "")
}

/// Lines shorter than this hold no heading together with other text.
const LONG_LINE: usize = 120;

/// Splits a long line that holds several section headings or whole tables, so that each stands alone.
fn split_at_headings(line: &str) -> Vec<String> {
    let is_long = || line.len() > LONG_LINE && line.chars().filter(|c| is_han(*c)).nth(LONG_LINE).is_some();
    if !is_long() {
        return if line.chars().all(is_space) { Vec::new() } else { vec![line.to_owned()] };
    }
    // Characters fold one to one, so places in the folded line are places in the line.
    let offsets: Vec<usize> = line.char_indices().map(|(offset, _)| offset).chain([line.len()]).collect();
    let folded = fold_text(line);
    let place = |byte: usize| offsets[folded[..byte].chars().count()];
    let mut cuts: Vec<usize> =
        headings_within(&folded).into_iter().flat_map(|(start, end)| [start, end]).collect();
    cuts.extend(TABLES.find_iter(&folded).map(|found| found.start()));
    cuts.sort_unstable();
    cuts.dedup();
    let mut parts = Vec::new();
    let mut from = 0;
    for cut in cuts.into_iter().map(place).chain([line.len()]) {
        parts.push(line[from..cut].to_owned());
        from = cut;
    }
    parts.retain(|part| !part.chars().all(is_space));
    parts
}

/// Where a table begins inside a line: its caption or header, as no prose words it.
static TABLES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"第二十条第\(一\)项\s*信息内容|\(本列数据的勾稽关系为|行政复议\s*行政诉讼\s*结果\s*维持")
        .expect("a valid pattern")
});

/// The headings inside a long line: of each section the last, in order, since an introduction may list all.
fn headings_within(folded: &str) -> Vec<(usize, usize)> {
    static HEADING: LazyLock<Regex> = LazyLock::new(|| {
        let mut labels: Vec<&str> =
            SECTIONS.iter().flat_map(|section| section.labels.iter().chain(section.short)).copied().collect();
        labels.sort_by_key(|label| std::cmp::Reverse(label.len()));
        let labels: Vec<String> = labels.iter().map(|label| regex::escape(label)).collect();
        // A numeral before it, or the end of a sentence, a number or a gap.
        Regex::new(&format!(
            r"(?:(?:[一二三四五六](?:\s*[、.,]|\s)|[1-6]\s*[、.]|\([1-6一二三四五六]\))\s*|(?P<bare>[。\s\d)\]]))(?P<label>{})",
            labels.join("|")
        ))
        .expect("labels make a valid pattern")
    });
    let found: Vec<(usize, usize, u8)> = HEADING
        .captures_iter(folded)
        .filter_map(|captures| {
            let label = captures.name("label")?;
            // A bare wording must be a distinct one and not go on as a sentence.
            let bare = captures.name("bare");
            let distinct = SECTIONS.iter().any(|section| section.labels.contains(&label.as_str()));
            let colon = bare.is_none() && distinct && folded[label.end()..].starts_with(':');
            let goes_on = folded[label.end()..].starts_with(['、', ',', ';', '。', ':', '等', '”']) && !colon;
            if goes_on || bare.is_some() && !distinct {
                return None;
            }
            let start = bare.map_or(captures.get(0)?.start(), |bare| bare.end());
            Some((start, label.end() + usize::from(colon), section_of(label.as_str())?))
        })
        .collect();
    let mut chosen: Vec<(usize, usize)> = Vec::new();
    let mut next = 7u8;
    for &(start, end, number) in found.iter().rev() {
        // A heading printed twice in a row stays two headings.
        let doubled =
            number == next && chosen.last().is_some_and(|(after, _)| folded[end..*after].trim().is_empty());
        if number < next || doubled {
            chosen.push((start, end));
            next = number;
        }
    }
    if chosen.len() < 2 { Vec::new() } else { chosen }
}

fn section_of(label: &str) -> Option<u8> {
    SECTIONS
        .iter()
        .find(|section| section.labels.contains(&label) || section.short.contains(&label))
        .map(|section| section.number)
}

#[cfg(test)]
mod tests {
    use super::{is_page_number, split_at_headings};

    #[test]
    fn page_numbers() {
        for page in
            ["- 4 -", "—3—", "－2－", "第 2 页", "第2页 共5页", "2 / 5", "Page 2 of 5", "上一页 5 / 7 下一页"]
        {
            assert!(is_page_number(page), "{page}");
        }
        for other in ["4", "-", "/", "2021", "第二十条第（一）项", "-8", "3、"] {
            assert!(!is_page_number(other), "{other}");
        }
    }

    #[test]
    fn headings_inside_a_long_line_stand_alone() {
        let filler = "本机关持续推进公开".repeat(20);
        let line = format!(
            "报告一、总体情况{filler}二、主动公开政府信息情况规章000三、收到和处理政府信息公开申请情况表"
        );
        for heading in ["二、主动公开政府信息情况：", "二 主动公开政府信息情况 "] {
            let parts = split_at_headings(&line.replace("二、主动公开政府信息情况", heading));
            assert_eq!((parts.len(), parts[3].as_str()), (7, heading.trim_end()));
        }
        let parts = split_at_headings(&line);
        assert_eq!(parts.len(), 7);
        assert_eq!((parts[1].as_str(), parts[4].as_str()), ("一、总体情况", "规章000"));
    }
}
