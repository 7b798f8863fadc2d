//! Results printed row by row, so that they need not fit into memory.

use super::format::{BOM, Printing};
use super::{Language, complain, results};
use crate::output::{Format, Stream};
use crate::query::Cursor;
use anyhow::Context as _;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// Results printed one after the other.
pub(super) struct Streamed<'a> {
    format: Format,
    lang: Language,
    sink: Sink<'a>,
}

impl<'a> Streamed<'a> {
    /// Results in the format asked for, if it is one that can be written row by row.
    ///
    /// # Errors
    /// As of [`Printing::format`].
    pub(super) fn new(printing: &'a Printing, lang: Language) -> anyhow::Result<Option<Self>> {
        let format = printing.format(lang)?;
        let pending = if printing.bom && format == Format::Csv { BOM } else { b"" };
        let sink = Sink { path: printing.output.as_deref(), out: None, pending };
        Ok(format.is_by_row().then_some(Self { format, lang, sink }))
    }

    /// Runs a statement, prints its rows and returns their number.
    ///
    /// # Errors
    /// Where the statement fails or its rows cannot be written; then those before are.
    pub(super) fn result(&mut self, cursor: &mut Cursor) -> anyhow::Result<u64> {
        let rows = rows(self.format, &mut self.sink, cursor).map_err(|error| self.told(error))?;
        if self.format != Format::Jsonl {
            self.sink.pending = b"\n";
        }
        Ok(rows)
    }

    /// Makes the file where there was no result, and says that it is written.
    ///
    /// # Errors
    /// Where it cannot be made.
    pub(super) fn finish(mut self) -> anyhow::Result<()> {
        self.sink.opened().map(drop).map_err(|error| self.told(error.into()))?;
        if let Some(path) = self.sink.path {
            complain(&format!("{} {}", self.lang.pick("已写入", "written:"), path.display()));
        }
        Ok(())
    }

    /// An error with the file that it leaves.
    fn told(&self, error: anyhow::Error) -> anyhow::Error {
        let lang = self.lang;
        match (self.sink.path, &self.sink.out) {
            (Some(path), Some(_)) => {
                error.context(format!("{} {}", path.display(), lang.pick("不完整", "is incomplete")))
            }
            (Some(path), None) if error.is::<io::Error>() => {
                error.context(format!("{} {}", lang.pick("不能写入", "cannot write"), path.display()))
            }
            _ => error,
        }
    }
}

/// Writes the rows of a statement and returns their number.
///
/// # Errors
/// Where the statement fails or the rows cannot be written.
pub(super) fn rows(format: Format, out: impl Write, cursor: &mut Cursor) -> anyhow::Result<u64> {
    let mut stream = Stream::new(format, cursor.columns(), out).context("not a format of rows")?;
    cursor.for_each(|row| Ok::<_, anyhow::Error>(stream.row(&row)?))?;
    Ok(stream.finish()?)
}

/// Standard output, or a file that is made when something is written to it.
struct Sink<'a> {
    path: Option<&'a Path>,
    out: Option<Box<dyn Write>>,
    /// What stands before what is written next.
    pending: &'static [u8],
}

impl Sink<'_> {
    fn opened(&mut self) -> io::Result<&mut dyn Write> {
        let out = match self.out.take() {
            Some(out) => out,
            None if let Some(path) = self.path => Box::new(BufWriter::new(File::create(path)?)),
            None => Box::new(results()),
        };
        Ok(self.out.insert(out))
    }
}

impl Write for Sink<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let pending = std::mem::take(&mut self.pending);
        let out = self.opened()?;
        out.write_all(pending)?;
        out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.as_mut().map_or(Ok(()), Write::flush)
    }
}
