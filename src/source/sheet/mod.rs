//! Spreadsheets: the cells that a sheet shows, laid out as paragraphs and tables.
//!
//! A sheet does not say what on it is a table. Rows with one printed cell are paragraphs where they stand apart,
//! span everything or print a sentence; all others keep their columns, and a cell without text is printed blank.

mod format;
mod white;
pub mod xls;
pub mod xlsx;
pub mod xml;

use super::Unreadable;
use super::builder::{Builder, SpanCell};
use crate::limits::MAX_CELLS;
use crate::normalize::{is_han, is_space};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Ideographs from which the name of a tab is taken for a heading; shorter ones only count the sheets.
const NAME_OF_SECTION: usize = 5;

/// What stands for the result of a formula that nobody computed: the cell is not blank, and no number is known.
pub(super) const UNCOMPUTED: &str = "=?";

/// What a sheet holds, in absolute places from 0.
#[derive(Default)]
pub(super) struct Sheet {
    /// Name on its tab.
    pub(super) name: String,
    /// Texts as shown, by row and column.
    pub(super) cells: BTreeMap<(u32, u32), String>,
    /// Merged places.
    pub(super) merges: Vec<Area>,
    /// First and last rows of hidden runs.
    pub(super) hidden_rows: Vec<(u32, u32)>,
    /// First and last columns of hidden runs.
    pub(super) hidden_columns: Vec<(u32, u32)>,
}

/// A rectangle of cells, ends included.
#[derive(Clone, Copy, Debug)]
pub(super) struct Area {
    /// First row.
    pub(super) top: u32,
    /// First column.
    pub(super) left: u32,
    /// Last row.
    pub(super) bottom: u32,
    /// Last column.
    pub(super) right: u32,
}

impl Sheet {
    /// Adds a text, unless nothing is printed.
    ///
    /// # Errors
    /// [`Unreadable`] where the sheet has more cells than any report.
    pub(super) fn put(&mut self, row: u32, column: u32, text: String) -> Result<(), Unreadable> {
        if text.chars().all(is_space) {
            return Ok(());
        }
        self.cells.insert((row, column), text);
        if self.cells.len() > MAX_CELLS { Err(too_many()) } else { Ok(()) }
    }
}

/// A sheet with more cells than any report.
pub(super) fn too_many() -> Unreadable {
    Unreadable {
        code: "too_large",
        message: format!(
            "表格超过 {MAX_CELLS} 个单元格，不是一份报告 / more than {MAX_CELLS} cells are no report"
        ),
    }
}

/// Runs in order, those that touch made one.
fn ordered(mut runs: Vec<(u32, u32)>) -> Vec<(u32, u32)> {
    runs.sort_unstable();
    let mut ordered: Vec<(u32, u32)> = Vec::with_capacity(runs.len());
    for (first, last) in runs {
        match ordered.last_mut() {
            Some((_, end)) if first <= end.saturating_add(1) => *end = last.max(*end),
            _ => ordered.push((first, last)),
        }
    }
    ordered
}

/// The first place from `first` to `last` that is in no hidden run.
fn first_shown(runs: &[(u32, u32)], first: u32, last: u32) -> Option<u32> {
    let next = runs.partition_point(|(_, end)| *end < first);
    let place = match runs.get(next) {
        Some((start, end)) if *start <= first => end.checked_add(1)?,
        _ => first,
    };
    (place <= last).then_some(place)
}

/// Lays out sheets one below the other. The names of their tabs are printed where there are several.
pub(super) fn lay_out(sheets: Vec<Sheet>, builder: &mut Builder) -> Result<(), Unreadable> {
    let sheets: Vec<Sheet> = sheets.into_iter().filter(|sheet| !sheet.cells.is_empty()).collect();
    let several = sheets.len() > 1;
    for sheet in sheets {
        if several && sheet.name.chars().filter(|c| is_han(*c)).count() >= NAME_OF_SECTION {
            builder.paragraph(&sheet.name);
        }
        Layout::of(sheet)?.print(builder);
    }
    Ok(())
}

/// A sheet without its hidden and empty rows and columns.
struct Layout {
    /// Rows of cells; `None` where a cell to the left or above spans the place.
    rows: Vec<Vec<Option<SpanCell>>>,
    /// Rows after which an empty row stands.
    ends: BTreeSet<usize>,
}

impl Layout {
    fn of(mut sheet: Sheet) -> Result<Layout, Unreadable> {
        let (hidden_rows, hidden_columns) = (ordered(sheet.hidden_rows), ordered(sheet.hidden_columns));
        let shown = |area: &Area| {
            let row = first_shown(&hidden_rows, area.top, area.bottom);
            let column = first_shown(&hidden_columns, area.left, area.right);
            row.zip(column)
        };
        // A merged cell is shown at its first visible place.
        let mut anchors: HashMap<(u32, u32), Area> = HashMap::new();
        for area in sheet.merges.drain(..).filter(|area| area.top <= area.bottom && area.left <= area.right) {
            let text = sheet.cells.remove(&(area.top, area.left));
            if let Some(at) = shown(&area) {
                sheet.cells.extend(text.map(|text| (at, text)));
                anchors.insert(at, area);
            }
        }
        sheet.cells.retain(|(row, column), _| {
            first_shown(&hidden_rows, *row, *row).is_some()
                && first_shown(&hidden_columns, *column, *column).is_some()
        });
        let rows: Vec<u32> =
            sheet.cells.keys().map(|(row, _)| *row).collect::<BTreeSet<_>>().into_iter().collect();
        let columns: BTreeSet<u32> = sheet.cells.keys().map(|(_, column)| *column).collect();
        let columns: Vec<u32> = columns.into_iter().collect();
        if rows.len().saturating_mul(columns.len()) > MAX_CELLS {
            return Err(too_many());
        }
        let within = |sorted: &[u32], first: u32, last: u32| {
            let start = sorted.partition_point(|place| *place < first);
            start..sorted.partition_point(|place| *place <= last)
        };
        let mut covered: HashSet<(usize, usize)> = HashSet::new();
        let mut joined: HashSet<usize> = HashSet::new();
        let mut places = 0usize;
        let mut spans: HashMap<(usize, usize), (usize, usize)> = HashMap::new();
        for area in anchors.values() {
            let (down, across) =
                (within(&rows, area.top, area.bottom), within(&columns, area.left, area.right));
            if down.is_empty() || across.is_empty() {
                continue;
            }
            places += down.len().saturating_mul(across.len());
            if places > MAX_CELLS {
                return Err(too_many());
            }
            joined.extend(down.start..down.end - 1);
            spans.insert((down.start, across.start), (down.len(), across.len()));
            let spanned = down.clone().flat_map(|row| across.clone().map(move |column| (row, column)));
            covered.extend(spanned.skip(1));
        }
        let ends = rows.windows(2).enumerate().filter(|(index, pair)| {
            let empty = first_shown(&hidden_rows, pair[0] + 1, pair[1] - 1).is_some();
            empty && !joined.contains(index)
        });
        let ends: BTreeSet<usize> = ends.map(|(index, _)| index).collect();
        let cell = |row: usize, column: usize| {
            if covered.contains(&(row, column)) {
                return None;
            }
            let (down, across) = spans.get(&(row, column)).copied().unwrap_or((1, 1));
            let text = sheet.cells.get(&(rows[row], columns[column])).cloned().unwrap_or_default();
            Some(SpanCell { text, columns: across, rows: down, continues: false })
        };
        let rows =
            (0..rows.len()).map(|row| (0..columns.len()).map(|column| cell(row, column)).collect()).collect();
        Ok(Layout { rows, ends })
    }

    fn print(self, builder: &mut Builder) {
        let width = self.rows.first().map_or(0, Vec::len);
        let mut block: Vec<Vec<Option<SpanCell>>> = Vec::new();
        for (index, row) in self.rows.into_iter().enumerate() {
            match only(&row).filter(|cell| is_paragraph(cell, width)) {
                Some(cell) => {
                    print_block(std::mem::take(&mut block), builder);
                    builder.paragraph(&cell.text);
                }
                None => block.push(row),
            }
            if self.ends.contains(&index) {
                print_block(std::mem::take(&mut block), builder);
            }
        }
        print_block(block, builder);
    }
}

/// The one printed cell of a row that prints one.
fn only(row: &[Option<SpanCell>]) -> Option<&SpanCell> {
    let mut printed = row.iter().flatten().filter(|cell| !cell.text.is_empty());
    let first = printed.next()?;
    printed.next().is_none().then_some(first)
}

/// Whether a lone cell is running text: it spans the sheet or prints a sentence.
fn is_paragraph(cell: &SpanCell, width: usize) -> bool {
    cell.rows == 1 && (cell.columns >= width || cell.text.contains(['。', '；']))
}

/// Prints rows between empty ones: lone cells above the first row of several as paragraphs, the rest as a table.
fn print_block(mut rows: Vec<Vec<Option<SpanCell>>>, builder: &mut Builder) {
    let lone = rows.iter().take_while(|row| only(row).is_some_and(|cell| cell.rows == 1)).count();
    for cell in rows.drain(..lone).filter_map(|row| only(&row).cloned()) {
        builder.paragraph(&cell.text);
    }
    // Columns to the right in which the table prints nothing are not its own.
    let last = |row: &Vec<Option<SpanCell>>| {
        row.iter()
            .rposition(|cell| cell.as_ref().is_none_or(|cell| !cell.text.is_empty() || cell.columns > 1))
    };
    let width = rows.iter().filter_map(last).max().map_or(0, |last| last + 1);
    let rows: Vec<Vec<SpanCell>> =
        rows.into_iter().map(|row| row.into_iter().take(width).flatten().collect()).collect();
    builder.table(&rows, true);
}

#[cfg(test)]
mod tests {
    use super::{Area, Sheet, lay_out};
    use crate::source::builder::Builder;

    fn text(cells: &[(u32, u32, &str)], merges: Vec<Area>, hidden_rows: Vec<(u32, u32)>) -> String {
        let mut sheet = Sheet { merges, hidden_rows, hidden_columns: vec![(3, 3)], ..Sheet::default() };
        for (row, column, text) in cells {
            sheet.put(*row, *column, (*text).to_owned()).unwrap();
        }
        let mut builder = Builder::default();
        lay_out(vec![sheet], &mut builder).unwrap();
        builder.finish(None).text
    }

    #[test]
    fn lone_cells_are_lines_and_blanks_keep_their_place() {
        let cells =
            [(0, 0, "标题"), (2, 0, "规章"), (2, 2, "0"), (3, 0, "许可"), (3, 1, "5"), (9, 0, "无。")];
        assert_eq!(text(&cells, vec![], vec![]), "标题\n规章\t\t0\n许可\t5\t\n无。\n");
    }

    #[test]
    fn more_columns_than_any_form_are_running_text() {
        let cells: Vec<_> = (4..304).map(|column| (0, 2 * column, "1")).collect();
        assert_eq!(text(&cells, vec![], vec![]), "1 ".repeat(299).trim_end().to_owned() + " 1\n");
    }

    #[test]
    fn hidden_places_are_not_read_and_merged_cells_show_at_their_first_visible_place() {
        let cells = [
            (0, 0, "项"),
            (0, 1, "数"),
            (1, 0, "甲"),
            (1, 1, "旧"),
            (2, 1, "1"),
            (3, 0, "乙"),
            (3, 1, "2"),
            (0, 3, "隐"),
        ];
        let merges = vec![Area { top: 1, left: 0, bottom: 2, right: 0 }];
        assert_eq!(text(&cells, merges, vec![(1, 1)]), "项\t数\n甲\t1\n乙\t2\n");
    }
}
