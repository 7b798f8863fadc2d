//! Section 3 printed with spaces, as pdf tools do: labels wrapped over lines around the line of their values.
//!
//! Turns lines into pieces in table order: each label whole, then one piece a column by its place.

use super::items::{Item, Kind};
use super::pieces::{Piece, width};
use super::value::{Printed, printed};
use crate::form::Table;
use crate::normalize::{fold, is_space};
use regex::Regex;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Numbers one above the other below which they are not taken for a column.
const ENOUGH_LINES: usize = 4;

/// Bytes of a line past which it is no line of a page.
const LONGEST_LINE: usize = 2_000;

/// Lines down to the next line of a label; lines of the cells beside it may stand between.
const LINES_BETWEEN: usize = 3;

/// How far twice the centres of numbers of one column may lie apart.
const JITTER: usize = 3;

struct Segment {
    start: usize,
    end: usize,
    text: String,
    is_value: bool,
}

struct Line {
    number: u32,
    segments: Vec<Segment>,
}

struct Label {
    start: usize,
    end: usize,
    first: usize,
    last: usize,
    text: String,
    values: Option<usize>,
}

/// The pieces of a table in table order, `None` where it is not printed with spaces.
pub(super) fn reflow(items: &[&Item]) -> Option<Vec<Piece>> {
    // Numbers set apart by wide gaps on several lines, else the work is not worth it.
    let apart = |item: &&&Item| matches!(&item.kind, Kind::Line(text) if text.contains("  ") && text.len() < LONGEST_LINE);
    items.iter().filter(apart).nth(ENOUGH_LINES)?;
    let mut lines: Vec<Line> = items
        .iter()
        .filter_map(|item| match &item.kind {
            Kind::Line(text) => Some(Line { number: item.line, segments: segments(text) }),
            _ => None,
        })
        .collect();
    let columns = value_columns(&lines)?;
    let gap = columns.windows(2).map(|pair| pair[1].saturating_sub(pair[0])).min().filter(|gap| *gap > 0)?;
    let bound = columns[0].saturating_sub(gap * 3 / 4) / 2;

    let first_row =
        lines.iter().position(|line| line.segments.iter().any(|segment| begins_row(segment, bound)))?;
    if !stand_under_words(&lines[..first_row], &columns, gap) {
        return None;
    }
    // Text with a number or unknown characters in it that stands where values stand is a value that cannot be read.
    for segment in lines[first_row..].iter_mut().flat_map(|line| &mut line.segments) {
        segment.is_value |= segment.start >= bound
            && !begins_label(&segment.text)
            && segment.text.chars().any(|c| fold(c).is_ascii_digit() || c == char::REPLACEMENT_CHARACTER);
    }
    lines[first_row..].iter_mut().for_each(|line| keep_words_in_columns(line, &columns, gap, bound));
    let mut labels: Vec<Label> = Vec::new();
    for (index, line) in lines.iter().enumerate().skip(first_row) {
        for segment in line.segments.iter().filter(|segment| !segment.is_value && segment.start < bound) {
            // A label goes on below itself, centred or not; lines of the cells beside it stand between.
            let open = labels.iter_mut().filter(|label| {
                let shared = label.end.min(segment.end).saturating_sub(label.start.max(segment.start));
                shared > 0 && index - label.last <= LINES_BETWEEN && label.last < index
            });
            match open.max_by_key(|label| (label.last, label.first)) {
                Some(label) if !begins_label(&segment.text) => {
                    label.text.push_str(&segment.text);
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
                }),
            }
        }
    }
    let mut pieces = Vec::new();
    for line in &lines[..first_row] {
        pieces.extend(line.segments.iter().map(|segment| Piece {
            span: Some((segment.start, segment.end)),
            ..Piece::new(&segment.text, line.number, 0)
        }));
    }
    let mut homeless: Vec<usize> = Vec::new();
    for (index, line) in lines.iter().enumerate().skip(first_row) {
        if values(line, &columns, gap).is_none() {
            if line.segments.iter().any(|segment| segment.is_value) {
                homeless.push(index);
            }
            continue;
        }
        let count = |index: usize| values(&lines[index], &columns, gap).map_or(0, |values| values.len());
        let owner = labels
            .iter_mut()
            .filter(|label| label.first <= index && index <= label.last)
            .max_by_key(|label| label.start);
        match owner {
            Some(label) if label.values.is_none() => label.values = Some(index),
            Some(label) if label.values.is_some_and(|known| count(known) < count(index)) => {
                homeless.extend(label.values.replace(index));
            }
            _ => homeless.push(index),
        }
    }
    labels.sort_by_key(|label| (label.values.unwrap_or(label.first), label.start));
    for (row, label) in labels.iter().enumerate() {
        let mut whole = Piece::new(&label.text, lines[label.first].number, row + 1);
        whole.after_break = true;
        pieces.push(whole);
        // Where values have no row, a row without values is not blank.
        if label.values.is_none() && !homeless.is_empty() {
            continue;
        }
        let found = label.values.and_then(|index| values(&lines[index], &columns, gap)).unwrap_or_default();
        let line = label.values.map_or(lines[label.first].number, |index| lines[index].number);
        for column in 0..columns.len() {
            pieces.push(Piece::new(found.get(&column).copied().unwrap_or(""), line, row + 1));
        }
    }
    for (row, index) in homeless.into_iter().enumerate() {
        let line = &lines[index];
        let row = labels.len() + 1 + row;
        pieces.push(Piece::new("(未知行 no label) 未知行", line.number, row));
        pieces.extend(
            line.segments.iter().filter(|s| s.is_value).map(|s| Piece::new(&s.text, line.number, row)),
        );
    }
    Some(pieces)
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
fn segments(text: &str) -> Vec<Segment> {
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
                word.end = column + width(c);
            }
        }
        column += width(c);
    }
    let mut segments: Vec<Segment> = Vec::new();
    for mut word in words {
        word.is_value = !matches!(printed(&word.text), Printed::Text);
        // 无 behind a label is part of it, （四）无法提供 cut short; a number never is.
        let number = word.text.chars().any(char::is_numeric) && word.is_value;
        match segments.last_mut() {
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

/// Twice the centre of each value column: the places where numbers stand line after line, six or seven of them.
fn value_columns(lines: &[Line]) -> Option<Vec<usize>> {
    let rows =
        lines.iter().filter(|line| line.segments.iter().filter(|segment| segment.is_value).count() >= 2);
    let mut centres: Vec<usize> = rows
        .flat_map(|line| {
            line.segments.iter().filter(|segment| segment.is_value).map(|segment| segment.start + segment.end)
        })
        .collect();
    centres.sort_unstable();
    let mut columns: Vec<Vec<usize>> = Vec::new();
    for centre in centres {
        match columns.last_mut() {
            Some(column) if centre - column[column.len() - 1] <= JITTER => column.push(centre),
            _ => columns.push(vec![centre]),
        }
    }
    columns.retain(|column| column.len() >= ENOUGH_LINES);
    let columns: Vec<usize> = columns.iter().map(|column| column[column.len() / 2]).collect();
    let wide = columns.windows(2).all(|pair| pair[1] >= pair[0] + 6);
    ((6..=7).contains(&columns.len()) && wide).then_some(columns)
}

/// The values of a line by column, `None` where one of them stands in no column or none is there.
fn values<'a>(line: &'a Line, columns: &[usize], gap: usize) -> Option<HashMap<usize, &'a str>> {
    let mut placed = HashMap::new();
    for segment in line.segments.iter().filter(|segment| segment.is_value) {
        let at = segment.start + segment.end;
        let (column, distance) = columns
            .iter()
            .map(|centre| centre.abs_diff(at))
            .enumerate()
            .min_by_key(|(_, distance)| *distance)?;
        if distance * 2 > gap || placed.insert(column, segment.text.as_str()).is_some() {
            return None;
        }
    }
    (!placed.is_empty()).then_some(placed)
}

/// A word among values in a column where no value stands is what its cell prints: 待补 is no blank.
fn keep_words_in_columns(line: &mut Line, columns: &[usize], gap: usize, bound: usize) {
    let Some(known) = values(line, columns, gap) else { return };
    let mut free: Vec<usize> = (0..columns.len()).filter(|column| !known.contains_key(column)).collect();
    for segment in line.segments.iter_mut().filter(|segment| !segment.is_value && segment.start >= bound) {
        let at = segment.start + segment.end;
        let column = free.iter().position(|column| columns[*column].abs_diff(at) * 2 <= gap);
        if let Some(column) = column.filter(|_| !begins_label(&segment.text)) {
            free.remove(column);
            segment.is_value = true;
            // Marked as print that is no number, else it would be taken for a word of the label.
            segment.text.insert(0, '▣');
        }
    }
}

fn begins_label(text: &str) -> bool {
    static NUMERAL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:\d{1,2}\s*[.、]|\([一二三四五六七八]\)|[一二三四]\s*、)").expect("a valid pattern")
    });
    let folded: String = text.chars().map(fold).collect();
    NUMERAL.is_match(&folded)
}

fn begins_row(segment: &Segment, bound: usize) -> bool {
    !segment.is_value && segment.start < bound && begins_label(&segment.text)
}
