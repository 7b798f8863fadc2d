//! Cells of ruled tables with their text, and tables that a page break cut put together again.

use super::grid::Grid;
use super::lines::{cell_text, lines};
use super::page::Glyph;
use crate::normalize::{fold, is_han, is_space};
use crate::source::builder::SpanCell;
use hayro_interpret::kurbo::Rect;
use std::ops::Range;

/// A cell.
#[derive(Clone, Debug, PartialEq)]
struct Cell {
    text: String,
    columns: Range<usize>,
    rows: Range<usize>,
    /// Whether it goes on from a page before.
    continues: bool,
}

/// A table, or the part of it that a page prints.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Table {
    /// Edges of the columns, from the left edge of the table.
    xs: Vec<f64>,
    cells: Vec<Cell>,
    height: usize,
    regular: bool,
}

/// How far apart two edges that are the same may lie, in points.
const SAME: f64 = 3.0;

impl Table {
    /// The table that characters make in a grid; a cell with only `ink`, shapes or pictures, prints what nobody knows.
    pub(super) fn new(grid: &Grid, glyphs: &[&Glyph], ink: &[Rect]) -> Self {
        let mut inside: Vec<Vec<&Glyph>> = vec![Vec::new(); grid.cells.len()];
        let cell_of = |glyph: &Glyph| grid.cell_at(glyph.centre(), glyph.middle());
        // A watermark, larger than the rows that it crosses, is in none of their cells.
        let fits = |glyph: &&&Glyph| {
            let home = cell_of(glyph).and_then(|cell| grid.cells.get(cell)).map(|area| grid.height_of(area));
            home.is_none_or(|(top, bottom)| glyph.size < 1.4 * (bottom - top))
        };
        let glyphs: Vec<&Glyph> = glyphs.iter().filter(fits).copied().collect();
        for glyph in &glyphs {
            if let Some(cell) = cell_of(glyph).and_then(|cell| inside.get_mut(cell)) {
                cell.push(glyph);
            }
        }
        let mut texts: Vec<String> = grid
            .cells
            .iter()
            .zip(inside)
            .map(|(area, glyphs)| {
                let (left, right) = grid.width_of(area);
                cell_text(glyphs, left, right)
            })
            .collect();
        for (area, text) in grid.cells.iter().zip(&mut texts).filter(|(_, text)| text.is_empty()) {
            let ((left, right), (top, bottom)) = (grid.width_of(area), grid.height_of(area));
            let cell = Rect::new(left, top, right, bottom);
            if ink.iter().any(|ink| cell.contains_rect(ink.inflate(0.5, 0.5)) || ink.contains(cell.center()))
            {
                text.push(char::REPLACEMENT_CHARACTER);
            }
        }
        // Lines printed over each other or over the rules of their row: no number beside them is sure.
        let mut overprinted: Vec<usize> = Vec::new();
        for glyph in glyphs.iter().filter(|glyph| !glyph.text.chars().all(is_space)) {
            let Some(cell) = cell_of(glyph) else { continue };
            let (top, bottom) = grid.cells.get(cell).map_or((0.0, 0.0), |area| grid.height_of(area));
            let (above, below) = (top - (glyph.baseline - 0.75 * glyph.size), glyph.baseline - bottom);
            if above.max(below) > 0.3 * glyph.size {
                overprinted.push(cell);
            }
        }
        // A number that runs over a rule belongs to one of two cells, and nobody knows to which.
        let figure = |glyph: &Glyph| glyph.text.chars().all(|c| c.is_ascii_digit() || ".,".contains(c));
        for line in lines(glyphs.iter().copied()) {
            let mut within = 0.0;
            for pair in line.glyphs.windows(2) {
                let gap = pair[1].left - pair[0].right;
                let narrow = (pair[0].right - pair[0].left).min(pair[1].right - pair[1].left);
                let blank = pair.iter().any(|glyph| glyph.text.chars().all(is_space));
                if !blank
                    && gap < -0.6 * narrow
                    && (pair[0].baseline - pair[1].baseline).abs() > 0.1 * line.size
                {
                    overprinted.extend(pair.iter().filter_map(|glyph| cell_of(glyph)));
                }
                let close = gap < 0.06 * line.size + within;
                within = if (0.0..0.2 * line.size).contains(&gap) { gap } else { 0.0 };
                let (one, other) = (cell_of(pair[0]), cell_of(pair[1]));
                if close && one != other && figure(pair[0]) && figure(pair[1]) {
                    for cell in [one, other].into_iter().flatten() {
                        if let Some(text) = texts.get_mut(cell) {
                            text.insert(0, char::REPLACEMENT_CHARACTER);
                        }
                    }
                }
            }
        }
        overprinted.sort_unstable();
        overprinted.dedup();
        let near = |rows: &Range<usize>| {
            let found = overprinted.iter().filter_map(|cell| grid.cells.get(*cell));
            found.into_iter().any(|cell| rows.start <= cell.rows.end && cell.rows.start <= rows.end)
        };
        for (area, text) in grid.cells.iter().zip(&mut texts) {
            if !overprinted.is_empty() && is_figure(text) && near(&area.rows) {
                text.insert(0, char::REPLACEMENT_CHARACTER);
            }
        }
        let left = grid.xs.first().copied().unwrap_or(0.0);
        let cells = grid.cells.iter().zip(texts).map(|(area, text)| Cell {
            text,
            columns: area.columns.clone(),
            rows: area.rows.clone(),
            continues: false,
        });
        Table {
            xs: grid.xs.iter().map(|x| x - left).collect(),
            cells: cells.collect(),
            height: grid.ys.len().saturating_sub(1),
            regular: grid.regular,
        }
    }

    /// Whether nothing is printed in it.
    pub(super) fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.text.chars().all(is_space))
    }

    /// Its rows, and whether the columns are sure.
    pub(super) fn into_rows(self) -> (Vec<Vec<SpanCell>>, bool) {
        let mut rows: Vec<Vec<Cell>> = vec![Vec::new(); self.height];
        for cell in self.cells {
            if let Some(row) = rows.get_mut(cell.rows.start) {
                row.push(cell);
            }
        }
        let rows = rows.into_iter().map(|mut row| {
            row.sort_by_key(|cell| cell.columns.start);
            let span = |cell: Cell| SpanCell {
                text: cell.text,
                columns: cell.columns.len(),
                rows: cell.rows.len(),
                continues: cell.continues,
            };
            row.into_iter().map(span).collect()
        });
        (rows.collect(), self.regular)
    }

    /// This table with the one below it, if both are as wide; `cut` where a page ends between them.
    pub(super) fn join(&mut self, mut below: Table, cut: bool) -> Result<(), Table> {
        let width = |table: &Table| table.xs.last().copied().unwrap_or(0.0);
        if (width(self) - width(&below)).abs() > 2.0 * SAME {
            return Err(below);
        }
        let mut xs: Vec<f64> = Vec::new();
        let mut all: Vec<f64> = self.xs.iter().chain(&below.xs).copied().collect();
        all.sort_by(f64::total_cmp);
        for x in all {
            if xs.last().is_none_or(|last| x - last > SAME) {
                xs.push(x);
            }
        }
        let (Some(above_cells), Some(below_cells)) = (self.on(&xs), below.on(&xs)) else { return Err(below) };
        (self.cells, below.cells) = (above_cells, below_cells);
        self.xs.clone_from(&xs);
        below.xs = xs;
        if cut {
            self.drop_repeated_header(&mut below);
            self.close_cut_row(&mut below);
        }
        let height = self.height;
        for cell in &mut below.cells {
            cell.rows = cell.rows.start + height..cell.rows.end + height;
        }
        if cut {
            self.carry_on(&mut below);
        }
        self.cells.append(&mut below.cells);
        self.height += below.height;
        self.regular &= below.regular;
        Ok(())
    }

    /// The cells with their columns counted on other edges, `None` where a cell would vanish.
    fn on(&self, xs: &[f64]) -> Option<Vec<Cell>> {
        let place = |column: usize| {
            let at = self.xs.get(column)?;
            let near =
                xs.iter().enumerate().min_by(|(_, a), (_, b)| (*a - at).abs().total_cmp(&(*b - at).abs()));
            near.map(|(index, _)| index)
        };
        self.cells
            .iter()
            .map(|cell| {
                let columns = place(cell.columns.start)?..place(cell.columns.end)?;
                (!columns.is_empty()).then(|| Cell { columns, ..cell.clone() })
            })
            .collect()
    }

    /// Texts of a row's cells with their columns, spans from above left out.
    fn row(&self, row: usize) -> Vec<&Cell> {
        let mut cells: Vec<&Cell> = self.cells.iter().filter(|cell| cell.rows.start == row).collect();
        cells.sort_by_key(|cell| cell.columns.start);
        cells
    }

    /// Leaves out the rows that a page repeats from the head of the table.
    fn drop_repeated_header(&self, below: &mut Table) {
        let same = |row: usize| {
            let (own, other) = (self.row(row), below.row(row));
            let equal = own.len() == other.len()
                && own
                    .iter()
                    .zip(&other)
                    .all(|(a, b)| a.text == b.text && a.columns == b.columns && a.rows == b.rows);
            equal && !own.is_empty() && !own.iter().any(|cell| is_figure(&cell.text))
        };
        let head = (0..below.height.min(self.height)).take_while(|row| same(*row)).count();
        let printed = (0..head).any(|row| self.row(row).iter().any(|cell| !cell.text.is_empty()));
        let whole = below.cells.iter().all(|cell| cell.rows.start >= head || cell.rows.end <= head);
        if printed && whole && head < below.height {
            below.drop_rows(head);
        }
    }

    fn drop_rows(&mut self, count: usize) {
        self.cells.retain(|cell| cell.rows.end > count);
        for cell in &mut self.cells {
            cell.rows = cell.rows.start.saturating_sub(count)..cell.rows.end - count;
        }
        self.height -= count;
    }

    /// Puts a row together again that the page's end cut: a label without its number goes on from the row above.
    fn close_cut_row(&mut self, below: &mut Table) {
        let first: Vec<Cell> = below.row(0).into_iter().filter(|cell| cell.rows.end == 1).cloned().collect();
        let height = self.height;
        let above = |cell: &Cell, cells: &[Cell]| {
            cells.iter().position(|above| above.rows.end == height && above.columns == cell.columns)
        };
        let pairs: Option<Vec<(usize, &Cell)>> =
            first.iter().map(|cell| Some((above(cell, &self.cells)?, cell))).collect();
        let Some(pairs) = pairs.filter(|pairs| pairs.len() > 1) else { return };
        let above_figures = pairs.iter().any(|(index, _)| is_figure(&self.cells[*index].text));
        let below_figures = first.iter().any(|cell| is_figure(&cell.text));
        let labels: Vec<(&str, &str)> = pairs
            .iter()
            .map(|(index, cell)| (self.cells[*index].text.as_str(), cell.text.as_str()))
            .filter(|(above, below)| is_label(above) || is_label(below))
            .collect();
        // The head of columns, cut inside its cells: beside a merged corner, several labels go on at once.
        let corner = pairs.iter().all(|(index, cell)| {
            cell.columns.start > 0 || cell.text.is_empty() || self.cells[*index].rows.len() > 1
        });
        let several = labels.iter().filter(|(above, below)| is_label(above) && is_label(below)).count() > 1;
        let head = corner && several && !above_figures && !below_figures;
        let goes_on = |(above, below): &(&str, &str)| {
            let open = above.matches(['(', '（']).count() > above.matches([')', '）']).count();
            let cut = head || open || begins_item(above);
            below.is_empty() || is_label(above) && !begins_item(below) && cut
        };
        let rest = labels.iter().any(|(_, below)| !below.is_empty());
        let sound = !(above_figures && below_figures) && (rest || below_figures);
        // The numbers stand above the cut, their whole label below it.
        let label_below =
            above_figures && labels.iter().all(|(above, below)| above.is_empty() && is_label(below));
        if labels.is_empty() || !sound || !(label_below || labels.iter().all(goes_on)) {
            return;
        }
        let parts: Vec<(usize, String)> =
            pairs.into_iter().map(|(index, cell)| (index, cell.text.clone())).collect();
        for (index, text) in parts {
            self.cells[index].text.push_str(&text);
        }
        // Cells that go on below the cut row begin with what is left.
        below.cells.retain(|cell| cell.rows != (0..1));
        below.drop_rows(1);
    }

    /// Marks merged cells that go on below the cut: blank ones, and the rest of a label.
    fn carry_on(&mut self, below: &mut Table) {
        let height = self.height;
        for cell in below.cells.iter_mut().filter(|cell| cell.rows.start == height) {
            let Some(above) =
                self.cells.iter_mut().find(|above| above.rows.end == height && above.columns == cell.columns)
            else {
                continue;
            };
            let merged = above.rows.len() > 1 || cell.rows.len() > 1;
            let rest = is_label(&above.text) && is_label(&cell.text) && !begins_item(&cell.text);
            if merged
                && !is_figure(&above.text)
                && (cell.text.is_empty() && is_label(&above.text) || rest && begins_item(&above.text))
            {
                above.text.push_str(&std::mem::take(&mut cell.text));
                cell.continues = true;
            }
        }
    }
}

fn is_label(text: &str) -> bool {
    text.chars().any(is_han) || is_numeral(text)
}

/// Whether a text is the numeral of an item whose words stand below: `8.`
fn is_numeral(text: &str) -> bool {
    begins_item(text) && text.trim_end_matches(is_space).chars().count() == 2
}

fn is_figure(text: &str) -> bool {
    !text.is_empty()
        && !is_numeral(text)
        && (!is_label(text)
            || text.starts_with(|c: char| c.is_ascii_digit())
                && text.chars().filter(|c| is_han(*c)).count() < 3)
}

/// Whether a text begins with the numeral of an item: `1.`, `（一）`, `三、`.
fn begins_item(text: &str) -> bool {
    let mut chars = text.chars().map(fold).filter(|c| !is_space(*c));
    let numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    match (chars.next(), chars.next(), chars.next()) {
        (Some('('), Some(number), _) => numeral(number),
        (Some(number), Some(mark), _) if numeral(number) && "、.,".contains(mark) => true,
        (Some(tens), Some(number), Some(mark)) => numeral(tens) && numeral(number) && "、.,".contains(mark),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Cell, Table};

    /// A table of rows of these texts, in columns as wide as each other.
    fn table(rows: &[&[&str]]) -> Table {
        let cell = |row: usize, column: usize, text: &str| Cell {
            text: text.into(),
            columns: column..column + 1,
            rows: row..row + 1,
            continues: false,
        };
        let cells = rows.iter().enumerate().flat_map(|(row, texts)| {
            texts.iter().enumerate().map(move |(column, text)| cell(row, column, text))
        });
        let xs = (0..=rows[0].len()).map(|x| 50.0 * x as f64).collect();
        Table { xs, cells: cells.collect(), height: rows.len(), regular: true }
    }

    #[track_caller]
    fn case(above: &[&[&str]], below: &[&[&str]], expected: &[&str]) {
        let mut whole = table(above);
        whole.join(table(below), true).expect("as wide");
        let (rows, _) = whole.into_rows();
        let texts = |row: &Vec<crate::source::builder::SpanCell>| {
            row.iter().map(|cell| cell.text.clone()).collect::<Vec<_>>().join("|")
        };
        assert_eq!(rows.iter().map(texts).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_row_is_whole_again_wherever_the_end_of_the_page_cut_it() {
        let first: &[&str] = &["1.信访", "1", "1"];
        case(&[first, &["", "0", "5"]], &[&["2.重复申请", "", ""]], &["1.信访|1|1", "2.重复申请|0|5"]);
        case(&[first, &["2.重复申", "", ""]], &[&["请", "0", "5"]], &["1.信访|1|1", "2.重复申请|0|5"]);
        case(&[&["8.", "0", "5"]], &[&["属于行政查询事项", "", ""]], &["8.属于行政查询事项|0|5"]);
        case(&[&["8.", "", ""]], &[&["属于行政查询事项", "0", "5"]], &["8.属于行政查询事项|0|5"]);
        // Numbers on both sides are two rows.
        case(
            &[first, &["", "0", "5"]],
            &[&["2.重复申请", "0", ""]],
            &["1.信访|1|1", "|0|5", "2.重复申请|0|"],
        );
    }
}
