//! The row of an OpenDocument sheet that is being read: texts of its cells by column.

use crate::limits::MAX_CELLS;
use crate::normalize::is_space;
use crate::source::Unreadable;
use crate::source::sheet::{Area, Sheet, too_many};

/// The row of a sheet that is being read.
#[derive(Default)]
pub(super) struct Row {
    number: u32,
    /// Where the open cell stands.
    pub(super) column: u32,
    /// Columns that the sheet has declared so far.
    pub(super) columns: u32,
    /// Whether the row is hidden.
    pub(super) hidden: bool,
    /// Text of the open cell.
    pub(super) text: String,
    value: String,
    /// Texts of the row by column.
    texts: Vec<(u32, String)>,
}

impl Row {
    /// Opens a cell with the value that it holds.
    pub(super) fn open(&mut self, value: String, columns: u32, rows: u32, sheet: &mut Sheet) {
        self.value = value;
        self.text.clear();
        if columns > 1 || rows > 1 {
            let (bottom, right) =
                (self.number.saturating_add(rows - 1), self.column.saturating_add(columns - 1));
            sheet.merges.push(Area { top: self.number, left: self.column, bottom, right });
        }
    }

    /// Ends the cell, printed `times` times side by side.
    pub(super) fn close_cell(&mut self, times: u32) -> Result<(), Unreadable> {
        let shown = self.text.trim_matches(is_space);
        let text = if shown.is_empty() { std::mem::take(&mut self.value) } else { shown.to_owned() };
        if !text.is_empty() {
            for column in self.column..self.column.saturating_add(times) {
                self.texts.push((column, text.clone()));
                if self.texts.len() > MAX_CELLS {
                    return Err(too_many());
                }
            }
        }
        self.column = self.column.saturating_add(times);
        Ok(())
    }

    /// Ends the row, printed `times` times, and puts it into the sheet.
    pub(super) fn close(&mut self, times: u32, sheet: &mut Sheet) -> Result<(), Unreadable> {
        let next = self.number.saturating_add(times);
        if self.hidden {
            sheet.hidden_rows.push((self.number, next - 1));
        } else if !self.texts.is_empty() {
            for row in self.number..next {
                for (column, text) in &self.texts {
                    sheet.put(row, *column, text.clone())?;
                }
            }
        }
        self.texts.clear();
        (self.number, self.column) = (next, 0);
        Ok(())
    }
}
