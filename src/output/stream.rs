//! Tables too large to hold, written row by row: CSV, JSON and JSON Lines.

use super::{Format, csv_header, csv_record, json_row};
use crate::rows::Value;
use std::io::{self, Write};

/// A file that rows are written to, one after another.
pub struct Stream<W: Write> {
    columns: Vec<String>,
    out: Out<W>,
    /// Rows written.
    pub rows: u64,
}

enum Out<W: Write> {
    Csv(Box<csv::Writer<W>>),
    Json(W),
    Jsonl(W),
}

impl<W: Write> Stream<W> {
    /// Begins the file. Formats that are neither CSV nor JSON are written as JSON Lines.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn new(format: Format, columns: Vec<String>, out: W) -> io::Result<Self> {
        let out = match format {
            Format::Csv => {
                let mut writer = csv::Writer::from_writer(out);
                csv_header(&columns, &mut writer)?;
                Out::Csv(Box::new(writer))
            }
            Format::Json => {
                let mut out = out;
                out.write_all(b"[")?;
                Out::Json(out)
            }
            _ => Out::Jsonl(out),
        };
        Ok(Self { columns, out, rows: 0 })
    }

    /// Writes a row as long as the columns.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn row(&mut self, row: &[Value]) -> io::Result<()> {
        let first = self.rows == 0;
        self.rows += 1;
        match &mut self.out {
            Out::Csv(writer) => csv_record(row, writer),
            Out::Json(out) => {
                out.write_all(if first { b"\n" } else { b",\n" })?;
                json_row(&self.columns, row, out)
            }
            Out::Jsonl(out) => {
                json_row(&self.columns, row, out)?;
                out.write_all(b"\n")
            }
        }
    }

    /// Ends the file.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn finish(mut self) -> io::Result<u64> {
        match &mut self.out {
            Out::Csv(writer) => writer.flush()?,
            Out::Json(out) => {
                out.write_all(if self.rows == 0 { b"]\n" } else { b"\n]\n" })?;
                out.flush()?;
            }
            Out::Jsonl(out) => out.flush()?,
        }
        Ok(self.rows)
    }
}
