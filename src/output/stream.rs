//! Tables too large to hold, written row by row: CSV, JSON and JSON Lines.

use super::{Format, csv_header, csv_record, json_row};
use crate::rows::Value;
use std::io::{self, Write};

/// A file that rows are written to, one after another. Nothing is written before the first row, or the end.
pub struct Stream<W: Write> {
    columns: Vec<String>,
    out: Out<W>,
    rows: u64,
}

enum Out<W: Write> {
    Csv(Box<csv::Writer<W>>),
    Json(W),
    Jsonl(W),
}

impl<W: Write> Stream<W> {
    /// A file of these columns, if the format can be written row by row.
    pub fn new(format: Format, columns: Vec<String>, out: W) -> Option<Self> {
        let out = match format {
            Format::Csv => Out::Csv(Box::new(csv::Writer::from_writer(out))),
            Format::Json => Out::Json(out),
            Format::Jsonl => Out::Jsonl(out),
            _ => return None,
        };
        Some(Self { columns, out, rows: 0 })
    }

    fn begin(&mut self) -> io::Result<()> {
        match &mut self.out {
            Out::Csv(writer) => csv_header(&self.columns, writer),
            Out::Json(out) => out.write_all(b"["),
            Out::Jsonl(_) => Ok(()),
        }
    }

    /// Writes a row as long as the columns.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn row(&mut self, row: &[Value]) -> io::Result<()> {
        let first = self.rows == 0;
        if first {
            self.begin()?;
        }
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

    /// Ends the file and returns the number of rows.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn finish(mut self) -> io::Result<u64> {
        if self.rows == 0 {
            self.begin()?;
        }
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
