//! Renders rows and reports for people and programs. It does not know the database.

mod csv;
mod docx;
mod fit;
mod html;
mod inspect;
mod json;
mod letter;
mod markdown;
#[cfg(feature = "parquet")]
mod parquet;
mod printed;
mod report;
mod sheet;
mod statutory;
mod stream;
mod table;
mod wrap;
mod xlsx;

pub use csv::{csv, csv_header, csv_record};
pub use docx::docx;
pub use html::{escaped, html};
pub use inspect::{Listing, Pick, inspect, inspect_json};
pub use json::{json, json_parts, json_row, jsonl};
pub use letter::{Part, letter};
pub use markdown::markdown;
#[cfg(feature = "parquet")]
pub use parquet::{Parquet, Type};
pub use printed::{Content, Figures, Label, Place, Printed, PrintedTable, printed_above, tables};
pub use report::{rejection_json, report_json};
pub use sheet::{SHEET_ROWS, Sheet, workbook};
pub use statutory::{Words, form_name, report_markdown, scope_name, told_notes};
pub use stream::Stream;
pub use table::{bar, pad, sparkline, table, table_of, table_with};
pub(crate) use wrap::{hung, width};
pub use xlsx::xlsx;

use crate::rows::{Rows, Value};
use std::io::{self, Write};

/// Writes rows in one format.
pub type Render = fn(&Rows, &mut dyn Write) -> io::Result<()>;

/// How rows are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// Aligned columns for a terminal.
    #[default]
    Table,
    /// RFC 4180.
    Csv,
    /// One array of objects.
    Json,
    /// One object a line.
    Jsonl,
    /// A pipe table.
    Markdown,
    /// A `<table>`.
    Html,
    /// A workbook of one sheet.
    Xlsx,
}

/// Every format with its name and its renderer.
pub const FORMATS: &[(Format, &str, Render)] = &[
    (Format::Table, "table", table),
    (Format::Csv, "csv", csv),
    (Format::Json, "json", json),
    (Format::Jsonl, "jsonl", jsonl),
    (Format::Markdown, "markdown", markdown),
    (Format::Html, "html", html),
    (Format::Xlsx, "xlsx", sheet_of_codes),
];

impl Format {
    /// Whether it can be written row by row, by [`Stream`].
    pub fn is_by_row(self) -> bool {
        matches!(self, Format::Csv | Format::Json | Format::Jsonl)
    }

    /// The format with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        FORMATS.iter().find(|(_, known, _)| *known == name).map(|(format, ..)| *format)
    }
}

/// Writes rows in a format.
///
/// # Errors
/// Where it cannot be written.
pub fn write(format: Format, rows: &Rows, out: &mut dyn Write) -> io::Result<()> {
    FORMATS.iter().filter(|(known, ..)| *known == format).try_for_each(|(.., render)| render(rows, out))
}

/// A workbook whose headings are the names of the columns.
fn sheet_of_codes(rows: &Rows, out: &mut dyn Write) -> io::Result<()> {
    let headings = rows.columns.iter().map(|code| (code.clone(), is_share(code))).collect();
    let sheet = Sheet { name: "result".to_owned(), headings, rows, share_rows: share_rows(rows) };
    out.write_all(&workbook(&[sheet])?.0)
}

/// Whether numbers of a column are shares of 1.
fn is_share(column: &str) -> bool {
    ["_rate", "_share"].iter().filter_map(|part| column.rsplit_once(part)).any(|(_, rest)| {
        rest.is_empty() || rest.starts_with("_of_") || ["_low", "_high", "_before"].contains(&rest)
    })
}

/// Of which rows the values are shares: a column `indicator` says what they are.
pub fn share_rows(rows: &Rows) -> Vec<bool> {
    let Some(at) = rows.position("indicator") else { return Vec::new() };
    rows.rows.iter().map(|row| row.get(at).is_some_and(|name| is_share(&name.to_string()))).collect()
}

/// The value as people read it: shares as percentages, other numbers as they are, NULL as nothing.
pub fn text(column: &str, value: &Value) -> String {
    match *value {
        Value::Real(real) if is_share(column) => percent(real),
        Value::Integer(integer) if is_share(column) => percent(integer as f64),
        _ => value.to_string(),
    }
}

/// A fraction of 1 as people read it.
pub fn percent(share: f64) -> String {
    format!("{:.1}%", share * 100.0)
}

/// The values of a row as people read them. Where a column `indicator` names what the row's values are, that name
/// says which of them are shares.
fn texts<'a>(columns: &'a [String], row: &'a [Value]) -> impl Iterator<Item = String> + 'a {
    let indicator = columns.iter().position(|name| name == "indicator").map(|index| &row[index]);
    columns.iter().zip(row).map(move |(column, value)| match (indicator, value) {
        (Some(Value::Text(name)), Value::Real(_)) => text(name, value),
        _ => text(column, value),
    })
}

/// Whether a column holds numbers and nothing else.
fn numeric(rows: &Rows, index: usize) -> bool {
    let mut values =
        rows.rows.iter().map(|row| &row[index]).filter(|value| **value != Value::Null).peekable();
    values.peek().is_some() && values.all(Value::is_number)
}
