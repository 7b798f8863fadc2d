//! Layouts that lose the borders of cells.

use super::super::grid::{Grid, Kind};
use super::super::prose::Piece;
use super::super::quirks::Quirks;
use super::prose;
use std::collections::HashSet;

/// The texts of a grid that are printed at all.
pub(super) fn texts(grid: &Grid) -> impl Iterator<Item = &str> {
    let cells = grid.rows.iter().flatten().filter(|cell| cell.kind != Kind::Covered);
    cells.map(|cell| cell.text.trim()).filter(|text| !text.is_empty())
}

fn lines(pieces: &[Piece]) -> impl Iterator<Item = &str> {
    pieces.iter().flat_map(|piece| match piece {
        Piece::Table(grid) => texts(grid).collect::<Vec<_>>(),
        _ => prose(piece).into_iter().collect(),
    })
}

pub(super) fn para_vanish(pieces: &[Piece]) -> String {
    lines(pieces).flat_map(|line| [line, "\n\n"]).collect()
}

pub(super) fn dedup(pieces: &[Piece]) -> String {
    let mut seen = HashSet::new();
    lines(pieces).filter(|line| seen.insert(*line)).flat_map(|line| [line, "\n"]).collect()
}

pub(super) fn one_line(pieces: &[Piece], quirks: &Quirks) -> String {
    if quirks.variant.is_multiple_of(2) {
        return lines(pieces).collect::<Vec<_>>().join(" ") + "\n";
    }
    let line = |piece: &Piece| match piece {
        Piece::Table(grid) => texts(grid).collect::<Vec<_>>().join("  ") + "\n",
        _ => format!("{}\n", prose(piece).unwrap_or_default()),
    };
    pieces.iter().map(line).collect()
}

pub(super) fn glued(pieces: &[Piece], quirks: &Quirks) -> String {
    let gap = if quirks.variant.is_multiple_of(2) { "" } else { " " };
    let run = |piece: &Piece| match piece {
        Piece::Table(grid) => texts(grid).collect::<String>(),
        _ => prose(piece).unwrap_or_default().to_owned(),
    };
    pieces.iter().map(run).collect::<Vec<_>>().join(gap) + "\n"
}
