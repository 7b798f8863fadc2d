//! Comma-separated values: exact numbers, NULL as an empty field.

use crate::rows::{Rows, Value};
use std::io::{self, Write};

/// Writes a header and one record a row.
///
/// # Errors
/// Where it cannot be written.
pub fn csv(rows: &Rows, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = ::csv::Writer::from_writer(out);
    csv_header(&rows.columns, &mut writer)?;
    for row in &rows.rows {
        csv_record(row, &mut writer)?;
    }
    writer.flush()
}

/// Writes the names of the columns.
///
/// # Errors
/// Where it cannot be written.
pub fn csv_header<W: Write>(columns: &[String], writer: &mut ::csv::Writer<W>) -> io::Result<()> {
    writer.write_record(columns).map_err(failure)
}

/// Writes one record.
///
/// # Errors
/// Where it cannot be written.
pub fn csv_record<W: Write>(row: &[Value], writer: &mut ::csv::Writer<W>) -> io::Result<()> {
    writer.write_record(row.iter().map(Value::to_string)).map_err(failure)
}

/// The error of the stream itself, so that a closed pipe is known as one.
fn failure(error: ::csv::Error) -> io::Error {
    match error.into_kind() {
        ::csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}
