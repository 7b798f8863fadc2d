//! The flow of a word processor's text: paragraphs and tables, opened and closed in the order of the file.
//!
//! Shared by the readers of docx and odt. A table that only lays out the page gives up its paragraphs and tables.

use super::Unreadable;
use super::builder::{Builder, SpanCell};
use crate::document::Document;
use crate::limits::{MAX_CELLS, MAX_TABLES_DEEP};
use crate::normalize::is_space;

/// A document in the making, with the tables that are open.
#[derive(Default)]
pub(super) struct Flow {
    builder: Builder,
    tables: Vec<Table>,
    /// Cells so far, repeated ones included.
    cells: usize,
}

/// A table being read.
#[derive(Default)]
struct Table {
    rows: Vec<Vec<SpanCell>>,
    row: Vec<SpanCell>,
    /// Paragraphs and tables of the open cell, kept apart in case the table only lays out the page.
    content: Vec<Content>,
    contents: Vec<Content>,
    cell: SpanCell,
    /// Cells that print and hold no table, and cells of the tables in others.
    plain: usize,
    inner: usize,
    open_cell: bool,
    fate: Fate,
    row_deleted: bool,
}

/// What becomes of the open cell when it ends.
#[derive(Clone, Copy, Default)]
enum Fate {
    #[default]
    Kept,
    /// It continues the cell before it.
    Joined,
    /// It is not there.
    Deleted,
}

enum Content {
    Paragraph(String),
    Table(Vec<Vec<SpanCell>>),
}

impl Content {
    fn prints(&self) -> bool {
        match self {
            Content::Paragraph(text) => !text.chars().all(is_space),
            Content::Table(_) => true,
        }
    }
}

impl Flow {
    /// Opens a table, in the open cell where one is.
    pub(super) fn open_table(&mut self) -> Result<(), Unreadable> {
        if self.tables.len() >= MAX_TABLES_DEEP {
            return Err(Unreadable {
                code: "too_deep",
                message: "表格嵌套过深 / tables are nested too deeply".into(),
            });
        }
        self.tables.push(Table::default());
        Ok(())
    }

    /// Opens a cell that covers one place until told otherwise.
    pub(super) fn open_cell(&mut self) {
        self.cells += 1;
        if let Some(table) = self.tables.last_mut() {
            table.cell = SpanCell { columns: 1, rows: 1, ..SpanCell::default() };
            table.open_cell = true;
            table.fate = Fate::Kept;
        }
    }

    /// The open cell.
    pub(super) fn cell(&mut self) -> Option<&mut SpanCell> {
        self.tables.last_mut().filter(|table| table.open_cell).map(|table| &mut table.cell)
    }

    /// Whether a table is open.
    pub(super) fn in_table(&self) -> bool {
        !self.tables.is_empty()
    }

    /// Leaves out places of the open row at which nothing is printed.
    pub(super) fn skip_places(&mut self, columns: usize) {
        if let Some(table) = self.tables.last_mut() {
            table.row.push(SpanCell { columns, rows: 1, continues: true, text: String::new() });
        }
    }

    /// Ends a paragraph.
    pub(super) fn paragraph(&mut self, text: String) {
        match self.tables.last_mut() {
            Some(table) => {
                if !table.cell.text.is_empty() && !text.is_empty() {
                    table.cell.text.push('\n');
                }
                table.cell.text.push_str(&text);
                table.content.push(Content::Paragraph(text));
            }
            None => self.builder.paragraph(&text),
        }
    }

    /// Makes the open cell a continuation of the cell before it in its row.
    pub(super) fn join_cell(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            table.fate = Fate::Joined;
        }
    }

    /// Leaves out the open cell.
    pub(super) fn delete_cell(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            table.fate = Fate::Deleted;
        }
    }

    /// Whether nothing is printed in the open row so far.
    pub(super) fn row_is_blank(&self) -> bool {
        let blank = |cell: &SpanCell| cell.text.chars().all(is_space);
        self.tables.last().is_some_and(|table| table.row.iter().all(blank))
    }

    /// Leaves out the open row.
    pub(super) fn delete_row(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            table.row_deleted = true;
        }
    }

    /// Ends the open cell, printed `times` times side by side.
    pub(super) fn close_cell(&mut self, times: usize) -> Result<(), Unreadable> {
        self.count(times.saturating_sub(1))?;
        let Some(table) = self.tables.last_mut() else { return Ok(()) };
        if !std::mem::take(&mut table.open_cell) {
            return Ok(());
        }
        let cell = std::mem::take(&mut table.cell);
        let content = std::mem::take(&mut table.content);
        match (table.fate, table.row.last_mut()) {
            (Fate::Deleted, _) => return Ok(()),
            (Fate::Joined, Some(before)) => before.columns += cell.columns,
            _ => table.row.extend(std::iter::repeat_n(cell, times)),
        }
        let holds_table = content.iter().any(|content| matches!(content, Content::Table(_)));
        let prints = content.iter().any(Content::prints);
        table.plain += usize::from(prints && !holds_table);
        table.contents.extend(content);
        Ok(())
    }

    /// Ends a row, printed `times` times.
    pub(super) fn close_row(&mut self, times: usize) -> Result<(), Unreadable> {
        let Some(table) = self.tables.last_mut() else { return Ok(()) };
        let row = std::mem::take(&mut table.row);
        if std::mem::take(&mut table.row_deleted) {
            return Ok(());
        }
        let cells = row.len() * times.saturating_sub(1);
        self.count(cells)?;
        if let Some(table) = self.tables.last_mut() {
            table.rows.extend(std::iter::repeat_n(row, times));
        }
        Ok(())
    }

    fn count(&mut self, cells: usize) -> Result<(), Unreadable> {
        self.cells = self.cells.saturating_add(cells);
        if self.cells > MAX_CELLS {
            let message = format!(
                "表格超过 {MAX_CELLS} 个单元格，不是一份报告 / more than {MAX_CELLS} cells are no report"
            );
            return Err(Unreadable { code: "too_large", message });
        }
        Ok(())
    }

    /// Ends a table.
    pub(super) fn close_table(&mut self) {
        let Some(table) = self.tables.pop() else { return };
        // A table of one cell, or with more in the tables in it than in its own cells, lays out the page.
        let cells = table.rows.iter().map(Vec::len).sum::<usize>();
        let layout = cells <= 1 || table.inner > 0 && table.inner >= table.plain;
        let contents = if layout { table.contents } else { vec![Content::Table(table.rows)] };
        if self.tables.is_empty() {
            print(contents, &mut self.builder);
            return;
        }
        for content in contents {
            match content {
                Content::Paragraph(text) => self.paragraph(text),
                Content::Table(rows) => self.hold(rows),
            }
        }
    }

    /// Adds a table to the open cell: its text, in case the cell is one of a form, and itself.
    fn hold(&mut self, rows: Vec<Vec<SpanCell>>) {
        let Some(outer) = self.tables.last_mut() else { return };
        outer.open_cell = true;
        for cell in rows.iter().flatten() {
            outer.inner += 1;
            outer.cell.text.push('\n');
            outer.cell.text.push_str(&cell.text);
        }
        outer.content.push(Content::Table(rows));
    }

    /// What tells of things that are not read.
    pub(super) fn builder(&mut self) -> &mut Builder {
        &mut self.builder
    }

    /// Adds a whole document, read from a part of its own.
    pub(super) fn append(&mut self, document: Document) {
        if self.tables.is_empty() {
            self.builder.append(document);
        } else {
            self.paragraph(document.text);
        }
    }

    /// The document.
    pub(super) fn finish(mut self, title: Option<String>) -> Document {
        while self.in_table() {
            self.close_table();
        }
        self.builder.finish(title)
    }
}

fn print(contents: Vec<Content>, builder: &mut Builder) {
    for content in contents {
        match content {
            Content::Paragraph(text) => builder.paragraph(&text),
            Content::Table(rows) => builder.table(&rows, true),
        }
    }
}
