//! Where the columns of numbers stand on the pages of a table printed with spaces: a page break may set them elsewhere.

use super::placed::{Line, Segment};
use crate::form::Table;
use std::collections::HashMap;

/// Numbers one above the other below which they are not taken for a column.
pub(super) const ENOUGH_LINES: usize = 4;

/// How far twice the centres of numbers of one column may lie apart.
const JITTER: usize = 3;

/// Columns closer than this, doubled, are none.
const NARROWEST: usize = 6;

/// Lines that share their columns.
pub(super) struct Page {
    /// The first and the last line that are sure to be of this page.
    sure: (usize, usize),
    /// Twice the centre of each column.
    pub(super) columns: Vec<usize>,
    /// The least distance of two of them.
    pub(super) gap: usize,
    /// The place up to which labels stand.
    pub(super) bound: usize,
}

impl Page {
    fn new(sure: (usize, usize), columns: Vec<usize>) -> Option<Page> {
        let gap =
            columns.windows(2).map(|pair| pair[1].saturating_sub(pair[0])).min().filter(|gap| *gap > 0)?;
        let bound = columns[0].saturating_sub(gap * 3 / 4) / 2;
        Some(Page { sure, columns, gap, bound })
    }

    /// The values of a line by column, `None` where one of them stands in no column or none is there.
    pub(super) fn values<'a>(&self, line: &'a Line) -> Option<HashMap<usize, &'a str>> {
        let mut placed = HashMap::new();
        for segment in numbers(line) {
            let at = segment.start + segment.end;
            let distances = self.columns.iter().map(|centre| centre.abs_diff(at)).enumerate();
            let (column, distance) = distances.min_by_key(|(_, distance)| *distance)?;
            // Numbers run together reach over the columns of both.
            let over = |centre: &&usize| (2 * segment.start..2 * segment.end).contains(*centre);
            if self.columns.iter().filter(over).count() > 1 {
                return None;
            }
            if distance * 2 > self.gap || placed.insert(column, segment.text.as_str()).is_some() {
                return None;
            }
        }
        (!placed.is_empty()).then_some(placed)
    }
}

fn numbers(line: &Line) -> impl Iterator<Item = &Segment> {
    line.segments.iter().filter(|segment| segment.is_value)
}

/// The page of a line.
pub(super) fn of(pages: &[Page], index: usize) -> &Page {
    let after = pages.partition_point(|page| page.sure.0 <= index);
    &pages[after.saturating_sub(1)]
}

/// The values of a line by column. Where it may be of the next page and would print other columns there, it tells nothing.
pub(super) fn values<'a>(pages: &[Page], lines: &'a [Line], index: usize) -> Option<HashMap<usize, &'a str>> {
    let page = of(pages, index);
    let own = page.values(&lines[index]);
    let next = pages.iter().find(|next| next.sure.0 > index).filter(|_| index > page.sure.1);
    match (own, next.and_then(|next| next.values(&lines[index]))) {
        (Some(own), Some(other)) => (own == other).then_some(own),
        (own, other) => own.or(other),
    }
}

/// The pages of a table, `None` where its numbers stand in no columns.
pub(super) fn pages(lines: &[Line]) -> Option<Vec<Page>> {
    let form = Table::Applications.columns().len();
    let whole = || lines.iter().enumerate().filter(|(_, line)| numbers(line).count() == form);
    if let Some(columns) = value_columns(lines) {
        let page = Page::new((0, lines.len()), columns)?;
        // Whole rows that stand elsewhere show that places drift from line to line.
        if whole().all(|(_, line)| page.values(line).is_some()) {
            return Some(vec![page]);
        }
    }
    let centres = |line: &Line| numbers(line).map(|segment| segment.start + segment.end).collect::<Vec<_>>();
    let full = whole().map(|(index, line)| (index, centres(line)));
    let mut pages: Vec<Page> = Vec::new();
    let mut count = 0;
    for (index, columns) in full {
        if columns.windows(2).any(|pair| pair[1] < pair[0] + NARROWEST) {
            return None;
        }
        count += 1;
        let page = Page::new((index, index), columns)?;
        let near = |last: &Page| {
            last.columns.iter().zip(&page.columns).all(|(one, other)| one.abs_diff(*other) * 3 <= last.gap)
        };
        match pages.last_mut() {
            Some(last) if near(last) => last.sure.1 = index,
            _ => pages.push(page),
        }
    }
    // Each page has several rows.
    if count < ENOUGH_LINES * pages.len() || pages.is_empty() {
        return None;
    }
    pages[0].sure.0 = 0;
    Some(pages)
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
    let wide = columns.windows(2).all(|pair| pair[1] >= pair[0] + NARROWEST);
    ((6..=7).contains(&columns.len()) && wide).then_some(columns)
}
