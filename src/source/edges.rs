//! Tables that are printed as marked paragraphs (doc, rtf): cell ends, row ends, and where the edges of cells stand.
//!
//! It turns edges into columns. What marks a cell is the business of the formats.

use super::builder::{Builder, SpanCell};
use crate::document::Document;
use crate::limits::{MAX_CELLS, MAX_COLUMNS, MAX_TABLES_DEEP};
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

/// Printed text, raised and lowered characters set in parentheses: a footnote's mark is no digit of the number before it.
#[derive(Debug, Default)]
pub(super) struct Ink {
    text: String,
    raised: bool,
}

impl Ink {
    pub(super) fn push(&mut self, c: char, raised: bool) {
        if raised != self.raised && !c.is_whitespace() {
            self.text.push(if raised { '(' } else { ')' });
            self.raised = raised;
        }
        self.text.push(c);
    }

    pub(super) fn take(&mut self) -> String {
        if std::mem::take(&mut self.raised) {
            self.text.push(')');
        }
        std::mem::take(&mut self.text)
    }
}

/// What a cell or a page holds.
enum Content {
    Paragraph(String),
    Table(Vec<Vec<SpanCell>>, bool),
}

/// A table being read.
#[derive(Default)]
struct Table {
    rows: Vec<(Rc<RowShape>, Vec<String>)>,
    /// Texts of the open row's ended cells, and of its open cell.
    row: Vec<String>,
    cell: String,
    /// The same in full: the open cell, and all cells in case the table only lays out the page.
    open: Vec<Content>,
    contents: Vec<Content>,
    nested: bool,
}

/// A document in the making.
#[derive(Default)]
pub(super) struct Flow {
    builder: Builder,
    tables: Vec<Table>,
    cells: usize,
}

/// Tables are nested deeper than [`MAX_TABLES_DEEP`], or there is more of them than the limits allow.
#[derive(Debug)]
pub(super) struct TooDeep;

impl Flow {
    /// Adds a paragraph that stands `depth` tables deep, 0 for one of the page.
    pub(super) fn paragraph(&mut self, depth: usize, text: String) -> Result<(), TooDeep> {
        self.settle(depth)?;
        match self.tables.last_mut() {
            Some(table) => table.print(text),
            None => self.builder.paragraph(&text),
        }
        Ok(())
    }

    /// Ends a cell with its last paragraph.
    pub(super) fn cell(&mut self, depth: usize, text: String) -> Result<(), TooDeep> {
        self.settle(depth.max(1))?;
        self.cells += 1;
        if let Some(table) = self.tables.last_mut() {
            table.print(text);
            let cell = std::mem::take(&mut table.cell);
            table.row.push(cell);
            table.contents.append(&mut table.open);
        }
        Ok(())
    }

    /// Ends a row.
    pub(super) fn row(&mut self, depth: usize, shape: Rc<RowShape>) -> Result<(), TooDeep> {
        self.settle(depth.max(1))?;
        if let Some(table) = self.tables.last_mut()
            && !table.row.is_empty()
        {
            let row = std::mem::take(&mut table.row);
            table.rows.push((shape, row));
        }
        if self.cells > MAX_CELLS {
            self.settle(0)?;
        }
        Ok(())
    }

    /// The document.
    pub(super) fn finish(mut self, title: Option<String>) -> Result<Document, TooDeep> {
        self.settle(0)?;
        Ok(self.builder.finish(title))
    }

    /// Opens and closes tables so that `depth` of them are open.
    fn settle(&mut self, depth: usize) -> Result<(), TooDeep> {
        if depth > MAX_TABLES_DEEP {
            return Err(TooDeep);
        }
        while self.tables.len() < depth {
            if let Some(outer) = self.tables.last_mut() {
                outer.nested = true;
            }
            self.tables.push(Table::default());
        }
        while self.tables.len() > depth
            && let Some(table) = self.tables.pop()
        {
            let contents = table.close();
            match self.tables.last_mut() {
                Some(outer) => outer.open.extend(contents),
                None => contents.into_iter().for_each(|content| print(content, &mut self.builder)),
            }
        }
        Ok(())
    }
}

fn print(content: Content, builder: &mut Builder) {
    match content {
        Content::Paragraph(text) => builder.paragraph(&text),
        Content::Table(rows, sure) => builder.table(&rows, sure),
    }
}

impl Table {
    fn print(&mut self, text: String) {
        if !self.cell.is_empty() && !text.is_empty() {
            self.cell.push(' ');
        }
        self.cell.push_str(&text);
        self.open.push(Content::Paragraph(text));
    }

    /// What the table prints: itself, or what it holds where it only lays out the page, having one cell or tables in it.
    fn close(mut self) -> Vec<Content> {
        let ended = self.rows.iter().map(|(_, row)| row.len()).sum::<usize>();
        if self.nested || ended <= 1 {
            self.contents.append(&mut self.open);
            return self.contents;
        }
        // Cells and text without an end of their row.
        let rest = std::mem::take(&mut self.row).into_iter().chain([self.cell]).map(Content::Paragraph);
        let (rows, sure) = spans(self.rows);
        [Content::Table(rows, sure)].into_iter().chain(rest).collect()
    }
}

/// Rows as spans over the columns that all edges make, and whether every row fits them.
fn spans(rows: Vec<(Rc<RowShape>, Vec<String>)>) -> (Vec<Vec<SpanCell>>, bool) {
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

#[cfg(test)]
mod tests {
    use super::{CellShape, Flow, Ink, RowShape};
    use crate::document::{Block, Document};
    use std::rc::Rc;

    fn shape(left: i32, cells: &[(i32, &str)]) -> Rc<RowShape> {
        let cell = |(right, joins): &(i32, &str)| CellShape {
            right: *right,
            joins_left: joins.contains('<'),
            joins_above: joins.contains('^'),
        };
        Rc::new(RowShape { left, cells: cells.iter().map(cell).collect() })
    }

    fn table(rows: &[(Rc<RowShape>, &[&str])]) -> Document {
        let mut flow = Flow::default();
        for (shape, texts) in rows {
            for text in *texts {
                flow.cell(1, (*text).into()).unwrap();
            }
            flow.row(1, Rc::clone(shape)).unwrap();
        }
        flow.finish(None).unwrap()
    }

    /// Rows of the first table, `.` for a covered place, and whether its columns are sure.
    fn shown(document: &Document) -> (Vec<String>, bool) {
        let Some(Block::Grid(grid)) = document.blocks.first() else { return (Vec::new(), false) };
        let rows = grid.rows.iter().map(|row| {
            let cells = row.iter().map(|cell| if cell.covered { "." } else { cell.content.text.as_str() });
            cells.collect::<Vec<_>>().join("|")
        });
        (rows.collect(), grid.regular)
    }

    #[test]
    fn edges_of_all_rows_make_the_columns() {
        let document = table(&[
            (shape(0, &[(1000, ""), (3000, "")]), &["三", "（一）"]),
            (shape(10, &[(1020, "^"), (2000, ""), (2990, "")]), &["", "（三）", "1"]),
            (shape(1000, &[(2000, ""), (3000, "<")]), &["2", ""]),
        ]);
        assert_eq!(shown(&document), (vec!["三|（一）|.".into(), ".|（三）|1".into(), ".|2|.".into()], true));
    }

    #[test]
    fn a_row_that_prints_other_cells_than_it_states_leaves_columns_unsure() {
        let document = table(&[
            (shape(0, &[(1000, ""), (2000, "")]), &["规章", "1", "2"]),
            (shape(0, &[(1000, ""), (2000, "")]), &["行政许可", "3"]),
        ]);
        assert_eq!(shown(&document), (vec!["规章|1|2".into(), "行政许可|3|.".into()], false));
    }

    #[test]
    fn a_cell_that_continues_nothing_is_printed() {
        let document = table(&[(shape(0, &[(1000, "^"), (2000, "")]), &["规章", "1"])]);
        assert_eq!(shown(&document), (vec!["规章|1".into()], true));
    }

    #[test]
    fn cells_without_an_end_of_their_row_are_printed() {
        let mut flow = Flow::default();
        for text in ["规章", "1"] {
            flow.cell(1, text.into()).unwrap();
        }
        flow.row(1, shape(0, &[(1000, ""), (2000, "")])).unwrap();
        flow.cell(1, "行政许可".into()).unwrap();
        flow.paragraph(0, "三、".into()).unwrap();
        assert_eq!(flow.finish(None).unwrap().text, "规章\t1\n行政许可\n三、\n");
    }

    #[test]
    fn a_table_in_a_cell_is_a_table_and_the_cell_a_page() {
        let mut flow = Flow::default();
        flow.paragraph(1, "二、".into()).unwrap();
        for text in ["规章", "1"] {
            flow.cell(2, text.into()).unwrap();
        }
        flow.row(2, shape(0, &[(1000, ""), (2000, "")])).unwrap();
        flow.cell(1, "三、".into()).unwrap();
        flow.row(1, shape(0, &[(5000, "")])).unwrap();
        assert_eq!(flow.finish(None).unwrap().text, "二、\n规章\t1\n三、\n");
        assert!(Flow::default().paragraph(17, String::new()).is_err());
    }

    #[test]
    fn raised_text_stands_in_parentheses() {
        let mut ink = Ink::default();
        for (c, raised) in [('7', false), ('1', true), ('2', true), (' ', true), ('。', false), ('3', true)]
        {
            ink.push(c, raised);
        }
        assert_eq!(ink.take(), "7(12 )。(3)");
        assert_eq!(ink.take(), "");
    }
}
