//! Section 3 printed with spaces, as pdf tools do: labels wrapped over lines around the line of their values.
//!
//! Turns lines into pieces in table order: each label whole, then one piece a column by its place.

use super::items::{Item, Kind};
use super::labels::count_row_labels;
use super::pages::{self, ENOUGH_LINES, Page};
use super::pieces::Piece;
use super::ruler::Ruler;
use super::value::{Printed, printed};
use crate::form::Table;
use crate::normalize::{fold, is_han, is_space, key};
use regex::Regex;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What stands for the label of a line of numbers that belongs to none.
const NO_LABEL: &str = "未知行";

/// Bytes of a line past which it is no line of a page.
const LONGEST_LINE: usize = 2_000;

/// Lines down to the next line of a label; lines of the cells beside it may stand between.
const LINES_BETWEEN: usize = 3;

/// A run of text on a line.
pub(super) struct Segment {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) text: String,
    pub(super) is_value: bool,
}

/// A line of a page.
pub(super) struct Line {
    number: u32,
    pub(super) segments: Vec<Segment>,
}

struct Label {
    start: usize,
    end: usize,
    first: usize,
    last: usize,
    text: String,
    values: Option<usize>,
    torn: bool,
}

/// The pieces of a table in table order, `None` where it is not printed with spaces.
pub(super) fn reflow(items: &[&Item], ruler: Ruler) -> Option<Vec<Piece>> {
    // Numbers set apart by wide gaps on several lines, else the work is not worth it.
    let apart = |item: &&&Item| matches!(&item.kind, Kind::Line(text) if text.contains("  ") && text.len() < LONGEST_LINE);
    items.iter().filter(apart).nth(ENOUGH_LINES)?;
    let mut lines: Vec<Line> = items
        .iter()
        .filter_map(|item| match &item.kind {
            Kind::Line(text) => Some(Line { number: item.line, segments: segments(text, ruler) }),
            _ => None,
        })
        .collect();
    let pages = pages::pages(&lines)?;
    let first = &pages[0];
    let begins = |line: &Line| line.segments.iter().any(|segment| begins_row(segment, first.bound));
    let first_row = lines.iter().position(begins)?;
    if !stand_under_words(&lines[..first_row], &first.columns, first.gap) {
        return None;
    }
    // Text with a number or unknown characters in it that stands where values stand is a value that cannot be read.
    for (index, line) in lines.iter_mut().enumerate().skip(first_row) {
        let page = pages::of(&pages, index);
        for segment in &mut line.segments {
            segment.is_value |= segment.start >= page.bound
                && !begins_label(&segment.text)
                && segment.text.chars().any(|c| fold(c).is_ascii_digit() || c == char::REPLACEMENT_CHARACTER);
        }
        keep_words_in_columns(line, page);
    }
    let mut labels: Vec<Label> = Vec::new();
    for (index, line) in lines.iter().enumerate().skip(first_row) {
        let bound = pages::of(&pages, index).bound;
        for segment in line.segments.iter().filter(|segment| !segment.is_value && segment.start < bound) {
            // A label goes on below itself, centred or not; lines of the cells beside it stand between.
            let open = labels.iter_mut().filter(|label| {
                let shared = label.end.min(segment.end).saturating_sub(label.start.max(segment.start));
                shared > 0 && index - label.last <= LINES_BETWEEN && label.last < index
            });
            match open.max_by_key(|label| (label.last, label.first)) {
                Some(label) if goes_on(&label.text, &segment.text) => {
                    // Some tools print the numeral on the line below its words.
                    let at = if begins_label(&segment.text) { 0 } else { label.text.len() };
                    label.text.insert_str(at, &segment.text);
                    label.last = index;
                    (label.start, label.end) = (label.start.min(segment.start), label.end.max(segment.end));
                }
                _ => labels.push(Label {
                    start: segment.start,
                    end: segment.end,
                    first: index,
                    last: index,
                    text: segment.text.clone(),
                    values: None,
                    torn: false,
                }),
            }
        }
    }
    join_cells(&mut labels);
    let mut pieces = Vec::new();
    for line in &lines[..first_row] {
        pieces.extend(line.segments.iter().map(|segment| Piece {
            span: Some((segment.start, segment.end)),
            ..Piece::new(&segment.text, line.number, 0)
        }));
    }
    let mut homeless: Vec<usize> = Vec::new();
    for (index, line) in lines.iter().enumerate().skip(first_row) {
        if pages::values(&pages, &lines, index).is_none() {
            if line.segments.iter().any(|segment| segment.is_value) {
                homeless.push(index);
            }
            continue;
        }
        let count = |index: usize| pages::values(&pages, &lines, index).map_or(0, |values| values.len());
        let owner = labels
            .iter_mut()
            .filter(|label| label.first <= index && index <= label.last)
            .max_by_key(|label| label.start);
        match owner {
            Some(label) if label.values.is_none() => label.values = Some(index),
            // Two rows beside one: the words of two labels were taken for one. A lone number may be that of a page.
            Some(label) if !label.torn && count(index).min(label.values.map_or(0, count)) > 1 => {
                label.torn = true;
                homeless.extend(label.values.into_iter().chain([index]));
            }
            Some(label) if !label.torn && label.values.is_some_and(|known| count(known) < count(index)) => {
                homeless.extend(label.values.replace(index));
            }
            _ => homeless.push(index),
        }
    }
    for label in labels.iter_mut().filter(|label| label.torn) {
        label.values = None;
    }
    // Most numbers belong to no label: the labels were not found where they stand.
    if homeless.len() > labels.iter().filter(|label| label.values.is_some()).count() {
        return None;
    }
    let cut = cut_numbers(&labels, &mut homeless, &pages, &lines);
    labels.sort_by_key(|label| (label.values.unwrap_or(label.first), label.start));
    for (row, label) in labels.iter().enumerate() {
        let mut whole = Piece::new(&label.text, lines[label.first].number, row + 1);
        whole.after_break = true;
        pieces.push(whole);
        // Where values have no row, a row without values is not blank.
        if label.values.is_none() && !homeless.is_empty() {
            continue;
        }
        let found = label.values.and_then(|index| pages::values(&pages, &lines, index)).unwrap_or_default();
        let line = label.values.map_or(lines[label.first].number, |index| lines[index].number);
        for column in 0..first.columns.len() {
            let cut = label.values.and_then(|values| cut.get(&(values, column)));
            let text = cut.map_or(found.get(&column).copied().unwrap_or(""), String::as_str);
            pieces.push(Piece::new(text, line, row + 1));
        }
    }
    for (row, index) in homeless.into_iter().enumerate() {
        let line = &lines[index];
        let row = labels.len() + 1 + row;
        pieces.push(Piece::new(NO_LABEL, line.number, row));
        pieces.extend(
            line.segments.iter().filter(|s| s.is_value).map(|s| Piece::new(&s.text, line.number, row)),
        );
    }
    Some(pieces)
}

/// Joins two cells side by side that are a label only together: 一、本年新收, 政府信息公开申请数量.
fn join_cells(labels: &mut Vec<Label>) {
    let is_row = |text: &str| count_row_labels(&key(text)) > 0;
    let mut at = 0;
    while at < labels.len() {
        let one = &labels[at];
        let whole = labels.iter().enumerate().skip(at + 1).find(|(_, other)| {
            other.first == one.first
                && other.start >= one.end
                && !is_row(&one.text)
                && !is_row(&other.text)
                && is_row(&format!("{}{}", one.text, other.text))
        });
        if let Some((other, _)) = whole {
            let other = labels.remove(other);
            let one = &mut labels[at];
            one.text.push_str(&other.text);
            (one.end, one.last) = (other.end, one.last.max(other.last));
        }
        at += 1;
    }
}

/// Numbers that a line end has cut, by line and column of their row: the rest stands alone in their column on the next line, or
/// their beginning on the one before. Nobody knows that the two are one, so they are no number.
fn cut_numbers(
    labels: &[Label],
    homeless: &mut Vec<usize>,
    pages: &[Page],
    lines: &[Line],
) -> HashMap<(usize, usize), String> {
    let mut cut = HashMap::new();
    let digits = |text: &str| text.chars().map(fold).all(|c| c.is_ascii_digit() || ",.".contains(c));
    homeless.retain(|index| {
        let own = pages::values(pages, lines, *index).unwrap_or_default();
        let beside = labels.iter().filter_map(|label| label.values);
        let near = |row: &usize| lines[*row].number.abs_diff(lines[*index].number) == 1;
        let Some((row, values)) = beside.filter(near).find_map(|row| {
            let values = pages::values(pages, lines, row)?;
            let under = |(column, text): (&usize, &&str)| {
                digits(text) && values.get(column).is_some_and(|text| digits(text))
            };
            (!own.is_empty() && own.len() < values.len() && own.iter().all(under)).then_some((row, values))
        }) else {
            return true;
        };
        for (column, text) in own {
            let one = values.get(&column).copied().unwrap_or_default();
            let (above, below) = if row < *index { (one, text) } else { (text, one) };
            cut.insert((row, column), format!("{above}↵{below}"));
        }
        false
    });
    cut
}

/// Whether columns of numbers stand under the words of the header, as far as these are printed whole: a column more may be one of
/// notes where one of the form is blank.
fn stand_under_words(header: &[Line], columns: &[usize], gap: usize) -> bool {
    let form = Table::Applications.columns();
    let is_word = |text: &str| form.iter().any(|column| column.labels.contains(&text));
    let segments = header.iter().flat_map(|line| &line.segments);
    let mut words: Vec<(usize, &str)> = segments
        .map(|segment| (segment.start + segment.end, segment.text.trim()))
        .filter(|(_, text)| is_word(text))
        .collect();
    words.sort_unstable();
    let over = |at: usize, column: usize| columns.get(column).is_some_and(|centre| centre.abs_diff(at) < gap);
    if words.len() == form.len() && columns.len() == form.len() {
        return words.iter().enumerate().all(|(column, (at, _))| over(*at, column));
    }
    words.last().is_none_or(|(at, text)| *text != "总计" || over(*at, columns.len() - 1))
}

/// Runs of text set apart by two or more spaces; numbers and labels with numerals always stand alone.
fn segments(text: &str, ruler: Ruler) -> Vec<Segment> {
    let mut words: Vec<Segment> = Vec::new();
    let (mut column, mut open) = (0, false);
    for c in text.chars() {
        if is_space(c) {
            open = false;
        } else {
            match words.last_mut() {
                Some(word) if open => word.text.push(c),
                _ => words.push(Segment { start: column, end: column, text: c.to_string(), is_value: false }),
            }
            open = true;
            if let Some(word) = words.last_mut() {
                word.end = column + ruler.width(c);
            }
        }
        column += ruler.width(c);
    }
    let mut segments: Vec<Segment> = Vec::new();
    for mut word in words {
        word.is_value = !matches!(printed(&word.text), Printed::Text);
        // 无 behind a label is part of it, （四）无法提供 cut short; a number never is.
        let number = word.text.chars().any(char::is_numeric) && word.is_value;
        match segments.last_mut() {
            // A numeral apart from its sign: 1 .属于国家秘密.
            Some(last)
                if word.start - last.end < 2
                    && last.is_value
                    && word.text.starts_with(['.', '．', '、'])
                    && begins_label(&format!("{}{}", last.text, word.text)) =>
            {
                last.text.push_str(&word.text);
                (last.end, last.is_value) = (word.end, false);
            }
            Some(last)
                if word.start - last.end < 2 && !last.is_value && !number && !begins_label(&word.text) =>
            {
                last.text.push_str(&word.text);
                last.end = word.end;
            }
            _ => segments.push(word),
        }
    }
    segments
}

/// A word among values in a column where no value stands is what its cell prints: 待补 is no blank.
fn keep_words_in_columns(line: &mut Line, page: &Page) {
    let Page { columns, gap, bound, .. } = page;
    let Some(known) = page.values(line) else { return };
    let mut free: Vec<usize> = (0..columns.len()).filter(|column| !known.contains_key(column)).collect();
    for segment in line.segments.iter_mut().filter(|segment| !segment.is_value && segment.start >= *bound) {
        let at = segment.start + segment.end;
        let column = free.iter().position(|column| columns[*column].abs_diff(at) * 2 <= *gap);
        if let Some(column) = column.filter(|_| !begins_label(&segment.text)) {
            free.remove(column);
            segment.is_value = true;
            // Marked as print that is no number, else it would be taken for a word of the label.
            segment.text.insert(0, '▣');
        }
    }
}

/// Whether text below a label is more of it: no label of its own, or the numeral that it lacks.
fn goes_on(label: &str, below: &str) -> bool {
    if begins_label(below) {
        return !begins_label(label) && !below.chars().any(is_han);
    }
    let whole = |text: &str| count_row_labels(&key(text)) > 0;
    !(whole(below) && whole(label))
}

fn begins_label(text: &str) -> bool {
    static NUMERAL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:(?:\d{1,2}\s*[.、,]\s*)+(?:\D|$)|\(\d\)|\([一二三四五六七八]\)|[一二三四]\s*[、,.])")
            .expect("a valid pattern")
    });
    let folded: String = text.chars().map(fold).collect();
    NUMERAL.is_match(&folded)
}

fn begins_row(segment: &Segment, bound: usize) -> bool {
    !segment.is_value && segment.start < bound && begins_label(&segment.text)
}
