//! Grids as formats with spans hold them: how far each cell reaches, and what a page break makes of a table.

use super::super::grid::{Grid, GridCell, Kind};
use super::super::quirks::Quirks;
use fastrand::Rng;
use gongkai::form::Table;

/// A cell with its reach.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    /// Its text.
    pub(super) text: String,
    /// How many columns it covers.
    pub(super) columns: usize,
    /// How many rows it covers; 0 where a cell above covers this place.
    pub(super) rows: usize,
    /// Whether it holds a value.
    pub(super) value: bool,
}

/// A table or, behind a page break, a part of one.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// Its rows; together the cells of a row cover the width.
    pub(super) rows: Vec<Vec<Placed>>,
    /// How many columns it has.
    pub(super) width: usize,
}

/// The parts that a grid is printed in: one, or several where the report cuts its tables.
pub(super) fn parts(grid: &Grid, quirks: &Quirks, rng: &mut Rng) -> Vec<Part> {
    let mut pieces = vec![grid.rows.clone()];
    if let Some(cut) = cut(grid, quirks, rng) {
        let mut rest = pieces[0].split_off(cut);
        continue_labels(&mut rest, &pieces[0], quirks.variant);
        if quirks.variant == 2 {
            rest.splice(0..0, grid.rows[..grid.headers].iter().cloned());
        }
        pieces.push(rest);
    }
    pieces.into_iter().map(|rows| Part { rows: placed(&rows), width: grid.width }).collect()
}

/// The row that begins a new table.
fn cut(grid: &Grid, quirks: &Quirks, rng: &mut Rng) -> Option<usize> {
    if !quirks.cut || grid.rows.len() < grid.headers + 4 {
        return None;
    }
    match grid.table {
        // Two rows at least behind the break: a lone 总计 under repeated headers reads as their column.
        Table::Applications => Some(rng.usize(grid.headers + 3..grid.rows.len() - 2)),
        Table::Section20 => {
            // Before a caption, or between it and the column labels.
            let captions: Vec<usize> =
                (1..grid.rows.len()).filter(|index| grid.rows[*index].len() == 1).collect();
            captions.get(rng.usize(..captions.len().max(1))).map(|index| index + rng.usize(..2))
        }
        Table::Review => None,
    }
}

/// What stands behind the break where labels from before it reach on: nothing, or the labels again.
fn continue_labels(rest: &mut [Vec<GridCell>], above: &[Vec<GridCell>], variant: u8) {
    let Some(first) = rest.first_mut() else { return };
    for (level, cell) in first.iter_mut().enumerate().filter(|(_, cell)| cell.kind == Kind::Covered) {
        cell.kind = Kind::Label;
        if variant > 0 {
            let label =
                above.iter().rev().filter_map(|row| row.get(level)).find(|cell| cell.kind == Kind::Label);
            cell.text = label.map(|cell| cell.text.clone()).unwrap_or_default();
        }
    }
}

fn placed(rows: &[Vec<GridCell>]) -> Vec<Vec<Placed>> {
    let covered_at = |row: usize, column: usize| {
        let mut at = 0;
        rows.get(row).into_iter().flatten().any(|cell| {
            at += cell.columns;
            at - cell.columns == column && cell.kind == Kind::Covered
        })
    };
    let place = |(row, cells): (usize, &Vec<GridCell>)| {
        let mut column = 0;
        cells
            .iter()
            .map(|cell| {
                let below = (row + 1..rows.len()).take_while(|row| covered_at(*row, column)).count();
                column += cell.columns;
                let rows = if cell.kind == Kind::Covered { 0 } else { 1 + below };
                let value = cell.kind == Kind::Value;
                Placed { text: cell.text.clone(), columns: cell.columns, rows, value }
            })
            .collect()
    };
    rows.iter().enumerate().map(place).collect()
}
