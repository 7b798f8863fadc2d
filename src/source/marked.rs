//! Text whose tables are printed as marked paragraphs (doc, rtf): ends of cells and rows, and what lies in them.
//!
//! What marks a cell is the business of the formats, what columns its edges make that of `edges`.

use super::builder::{Builder, SpanCell};
use super::edges::{RowShape, spans};
use crate::document::Document;
use crate::limits::{MAX_CELLS, MAX_TABLES_DEEP};
use crate::normalize::is_space;
use std::rc::Rc;

/// From how many half points on a raised or lowered character is a note's mark: less is seen by nobody.
pub(super) const SHIFT: u16 = 4;

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
    /// How much of `contents` stands in ended rows.
    ended: usize,
    /// Cells that print and hold no table, and cells of the tables in others.
    plain: usize,
    inner: usize,
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
            let holds_table = table.open.iter().any(|content| matches!(content, Content::Table(..)));
            table.plain += usize::from(!holds_table && !cell.chars().all(is_space));
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
            table.ended = table.contents.len();
        }
        if self.cells > MAX_CELLS {
            self.settle(0)?;
        }
        Ok(())
    }

    /// Ends a row whose mark is deleted. One that prints something is there: not all programs mark the row that they mean.
    pub(super) fn deleted_row(&mut self, depth: usize, shape: Rc<RowShape>) -> Result<(), TooDeep> {
        self.settle(depth.max(1))?;
        if let Some(table) = self.tables.last_mut()
            && table.row.iter().all(|text| text.chars().all(is_space))
        {
            table.row.clear();
            table.contents.truncate(table.ended);
        }
        self.row(depth, shape)
    }

    /// What tells of things that are not read.
    pub(super) fn builder(&mut self) -> &mut Builder {
        &mut self.builder
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
            self.tables.push(Table::default());
        }
        while self.tables.len() > depth
            && let Some(table) = self.tables.pop()
        {
            let contents = table.close();
            match self.tables.last_mut() {
                Some(outer) => contents.into_iter().for_each(|content| outer.hold(content)),
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
            self.cell.push('\n');
        }
        self.cell.push_str(&text);
        self.open.push(Content::Paragraph(text));
    }

    /// Adds what a table in the open cell prints: its text, in case the cell is one of a form, and itself.
    fn hold(&mut self, content: Content) {
        match content {
            Content::Paragraph(text) => self.print(text),
            Content::Table(rows, sure) => {
                for cell in rows.iter().flatten() {
                    self.inner += 1;
                    self.cell.push('\n');
                    self.cell.push_str(&cell.text);
                }
                self.open.push(Content::Table(rows, sure));
            }
        }
    }

    /// What the table prints: itself, or what it holds where it only lays out the page, having one cell or more in the tables
    /// in it than in its own cells.
    fn close(mut self) -> Vec<Content> {
        let ended = self.rows.iter().map(|(_, row)| row.len()).sum::<usize>();
        if ended <= 1 || self.inner > 0 && self.inner >= self.plain {
            self.contents.append(&mut self.open);
            return self.contents;
        }
        // Cells and text without an end of their row.
        let rest = std::mem::take(&mut self.row).into_iter().chain([self.cell]).map(Content::Paragraph);
        let (rows, sure) = spans(self.rows);
        [Content::Table(rows, sure)].into_iter().chain(rest).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Flow, Ink};
    use crate::document::{Block, Document};
    use crate::source::edges::{CellShape, RowShape};
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
