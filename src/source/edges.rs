//! Edges of table cells (doc, rtf) to columns: the edges of all rows make them.

use super::builder::SpanCell;
use crate::limits::{MAX_CELLS, MAX_COLUMNS};
use std::rc::Rc;

/// Edges nearer than this are one edge, in twips (1.3 mm): programs round them row by row, and no column is as narrow.
const SAME_EDGE: i32 = 72;

/// A cell as its row states it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct CellShape {
    /// Its right edge, in twips.
    pub(super) right: i32,
    /// Whether it continues the cell before it.
    pub(super) joins_left: bool,
    /// Whether it continues the cell above it.
    pub(super) joins_above: bool,
}

/// A row as its format states it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct RowShape {
    /// Left edge of the first cell, in twips.
    pub(super) left: i32,
    /// Its cells; only the first [`MAX_COLUMNS`] count.
    pub(super) cells: Vec<CellShape>,
}

impl RowShape {
    /// Left edge of the cell at `index`; of the row's end past the last.
    pub(super) fn edge(&self, index: usize) -> i32 {
        index.checked_sub(1).and_then(|before| self.cells.get(before)).map_or(self.left, |cell| cell.right)
    }
}

/// Rows as spans over the columns that all edges make, and whether every row fits them.
pub(super) fn spans(rows: Vec<(Rc<RowShape>, Vec<String>)>) -> (Vec<Vec<SpanCell>>, bool) {
    let columns = columns(rows.iter().map(|(shape, _)| &**shape));
    let placed: Option<Vec<Vec<Place>>> =
        rows.iter().map(|(shape, row)| place(shape, row.len(), &columns)).collect();
    let width = columns.len().saturating_sub(1);
    let Some(placed) =
        placed.filter(|_| width <= MAX_COLUMNS && width.saturating_mul(rows.len()) <= MAX_CELLS)
    else {
        let plain = |text| SpanCell { text, columns: 1, rows: 1, continues: false };
        return (rows.into_iter().map(|(_, row)| row.into_iter().map(plain).collect()).collect(), false);
    };
    let mut above: Vec<(usize, usize)> = Vec::new();
    let mut spread = Vec::with_capacity(rows.len());
    for ((_, texts), places) in rows.into_iter().zip(placed) {
        let mut row: Vec<SpanCell> = Vec::new();
        let mut now: Vec<(usize, usize)> = Vec::new();
        let mut end = 0;
        for (text, place) in texts.into_iter().zip(places) {
            if let Some(gap) = place.from.checked_sub(end).filter(|gap| *gap > 0) {
                row.push(SpanCell { text: String::new(), columns: gap, rows: 1, continues: true });
            }
            end = place.to;
            match (row.last_mut(), now.last_mut()) {
                (Some(cell), Some(place_of_cell)) if place.joins_left => {
                    cell.columns += place.to - place.from;
                    place_of_cell.1 = place.to;
                    if !cell.continues && !text.is_empty() {
                        cell.text.push(' ');
                        cell.text.push_str(&text);
                    }
                }
                _ => {
                    // A cell that continues nothing, at the top of a table that was cut say, is printed.
                    let continues = place.joins_above && above.iter().any(|(from, _)| *from == place.from);
                    now.push((place.from, place.to));
                    row.push(SpanCell { text, columns: place.to - place.from, rows: 1, continues });
                }
            }
        }
        above = now;
        spread.push(row);
    }
    (spread, true)
}

/// Where a cell stands: columns `from` up to, not including, `to`.
struct Place {
    from: usize,
    to: usize,
    joins_left: bool,
    joins_above: bool,
}

/// Places of a row's cells; `None` where the row prints another number of cells than it states, or a cell has no width.
fn place(shape: &RowShape, printed: usize, columns: &[i32]) -> Option<Vec<Place>> {
    if shape.cells.len() != printed || printed > MAX_COLUMNS {
        return None;
    }
    let mut left = column(columns, shape.left)?;
    shape
        .cells
        .iter()
        .map(|cell| {
            let right = column(columns, cell.right).filter(|right| *right > left)?;
            let from = std::mem::replace(&mut left, right);
            Some(Place { from, to: right, joins_left: cell.joins_left, joins_above: cell.joins_above })
        })
        .collect()
}

/// The edges of all rows, each once.
fn columns<'a>(shapes: impl Iterator<Item = &'a RowShape>) -> Vec<i32> {
    let mut edges: Vec<i32> = Vec::new();
    let mut last: Option<&RowShape> = None;
    for shape in shapes {
        if last.is_none_or(|last| !std::ptr::eq(last, shape)) {
            edges.push(shape.left);
            edges.extend(shape.cells.iter().take(MAX_COLUMNS).map(|cell| cell.right));
        }
        last = Some(shape);
    }
    edges.sort_unstable();
    let mut columns: Vec<i32> = Vec::new();
    for edge in edges {
        if columns.last().is_none_or(|last| edge.saturating_sub(*last) > SAME_EDGE) {
            columns.push(edge);
        }
    }
    columns
}

/// The column whose left edge this is.
fn column(columns: &[i32], edge: i32) -> Option<usize> {
    columns.partition_point(|column| *column <= edge).checked_sub(1)
}
