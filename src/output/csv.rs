//! Comma-separated values: exact numbers, NULL as an empty field.

use crate::rows::{Rows, Value};
use std::io::{self, Write};

/// Writes a header and one record a row.
///
/// # Errors
/// Where it cannot be written.
pub fn csv(rows: &Rows, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = ::csv::Writer::from_writer(out);
    writer.write_record(&rows.columns)?;
    for row in &rows.rows {
        csv_record(row, &mut writer)?;
    }
    writer.flush()
}

/// Writes one record.
///
/// # Errors
/// Where it cannot be written.
pub fn csv_record<W: Write>(row: &[Value], writer: &mut ::csv::Writer<W>) -> io::Result<()> {
    writer.write_record(row.iter().map(Value::to_string))?;
    Ok(())
}
