//! Where the print of each cell stands, for people who ask why a number is where it is. It decides nothing.

use crate::form::Table;

/// How the print of a row was spread over the columns of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Each under its header, in a table whose columns are sure.
    Columns,
    /// As many values as columns, in printed order.
    Order,
    /// Each under the words of the header, by its place on the line.
    Place,
    /// The cells of the row, its blanks kept.
    Cells,
    /// Digits were glued or cells lost; the sums of the form leave this.
    Sums,
    /// The print does not tell.
    Unsettled,
}

impl Reading {
    /// What it is called in Chinese.
    pub const fn zh(self) -> &'static str {
        match self {
            Reading::Columns => "表头之下",
            Reading::Order => "依次",
            Reading::Place => "表头下的位置",
            Reading::Cells => "依次，含空格",
            Reading::Sums => "按勾稽关系",
            Reading::Unsettled => "不能确定",
        }
    }

    /// What it is called in English.
    pub const fn en(self) -> &'static str {
        match self {
            Reading::Columns => "header",
            Reading::Order => "order",
            Reading::Place => "place under the header",
            Reading::Cells => "order, blanks kept",
            Reading::Sums => "sums",
            Reading::Unsettled => "not settled",
        }
    }

    /// The code used in JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Reading::Columns => "columns",
            Reading::Order => "order",
            Reading::Place => "place",
            Reading::Cells => "cells",
            Reading::Sums => "sums",
            Reading::Unsettled => "unsettled",
        }
    }
}

/// Where the print of a cell stands and how it came to its column: why a number is where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placement {
    /// Table of the cell.
    pub table: Table,
    /// Code of its row.
    pub row: &'static str,
    /// Position in [`Table::columns`].
    pub column: usize,
    /// Text that was read for it.
    pub raw: String,
    /// 1-based line of the text.
    pub line: u32,
    /// How it was read.
    pub reading: Reading,
}
