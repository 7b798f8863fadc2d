//! The flags `--format`, `--output` and `--bom`, the same for every command that prints rows.

use super::headings::{Names, chinese, heading, of_form, worded};
use super::{Language, complain, results};
use crate::chart::Unit;
use crate::output::{self, FORMATS, Format, Sheet};
use crate::rows::{Rows, Value};
use anyhow::{Context as _, bail};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::borrow::Cow;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

/// Reads the name of a format.
pub(super) fn parser() -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(FORMATS.iter().map(|(_, name, _)| *name))
        .map(|name| Format::from_name(&name).unwrap_or_default())
}

/// The byte-order mark, by which Excel knows text as UTF-8.
pub(super) const BOM: &[u8] = "\u{feff}".as_bytes();

/// A result to print.
pub(super) struct Answer<'a> {
    /// What the sheet of a workbook is called.
    pub(super) name: &'a str,
    /// The result.
    pub(super) rows: &'a Rows,
    /// What its columns are called, where it comes from the database.
    pub(super) names: Option<&'a Names<'a>>,
    /// Whether the user's own SQL names its columns, so that a table shows them as they are.
    pub(super) own: bool,
}

impl Answer<'_> {
    /// Writes the result. A table for people has names in their language and fits a terminal of `room` columns, the formats for
    /// programs have codes.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub(super) fn write(
        &self,
        format: Format,
        room: Option<usize>,
        out: &mut dyn Write,
        lang: Language,
    ) -> std::io::Result<()> {
        if format != Format::Table {
            return output::write(format, self.rows, out);
        }
        if self.own {
            return output::table_with(self.rows, &self.rows.columns, room, out);
        }
        let words = worded(self.rows, lang);
        let cells = self.rows.rows.iter().zip(&words.rows).map(|(row, words)| self.cells(row, words, lang));
        if lang == Language::En {
            return output::table_of(self.rows, &self.rows.columns, cells, room, out);
        }
        // Columns stand beside each other: a short name comes before what the metrics say at length.
        let short = |code: &String| chinese(code).map(str::to_owned);
        let named = |code: &String| short(code).unwrap_or_else(|| self.heading(code, lang).0);
        let headings: Vec<_> = self.rows.columns.iter().map(named).collect();
        output::table_of(self.rows, &headings, cells, room, out)
    }

    /// The values of a row as people read them, texts as in `words`. Where a column `indicator` says what the values of its row
    /// are, that decides of their unit.
    fn cells(&self, row: &[Value], words: &[Value], lang: Language) -> Vec<String> {
        let indicator = self.rows.position("indicator").and_then(|at| row.get(at)).map(Value::to_string);
        let cell = |((column, value), word): ((&String, &Value), &Value)| match value {
            Value::Real(number) => {
                let code = indicator.as_ref().unwrap_or(column);
                match self.names.map(|names| names.unit(code)) {
                    Some(Unit::Share) => output::percent(*number),
                    Some(unit @ (Unit::Points | Unit::Ratio)) => unit.text(*number),
                    _ => output::text(code, value),
                }
            }
            Value::Integer(number) => match self.names.map(|names| names.unit(column)) {
                Some(Unit::Share) => output::percent(*number as f64),
                _ => output::text(column, value),
            },
            Value::Text(code)
                if lang == Language::Zh && ["indicator", "measure"].contains(&column.as_str()) =>
            {
                match (chinese(code), of_form(column, code), self.names) {
                    (Some(short), ..) => short.to_owned(),
                    (None, word, Some(names)) if word == *code => names.name(code).label,
                    (None, word, _) => word,
                }
            }
            _ => word.to_string(),
        };
        self.rows.columns.iter().zip(row).zip(words).map(cell).collect()
    }

    /// What a column is called, and whether it holds shares.
    fn heading(&self, code: &str, lang: Language) -> (String, bool) {
        match self.names.map(|names| names.name(code)) {
            Some(name) => (name.label, name.unit == Unit::Share),
            None => (heading(code, lang), false),
        }
    }
}

/// The columns of the terminal that standard output is, if it is one.
pub(super) fn terminal_columns() -> Option<usize> {
    let (terminal_size::Width(columns), _) = terminal_size::terminal_size_of(std::io::stdout())?;
    (columns > 0).then_some(columns.into())
}

/// How and where a result is printed.
#[derive(Clone, Debug, Default, clap::Args)]
pub(super) struct Printing {
    /// How to print the result; by default what the name of the file ends in, or a table
    #[arg(long, global = true, value_name = "FORMAT", value_parser = parser())]
    format: Option<Format>,
    /// Write the result to a file, such as result.xlsx or result.csv
    #[arg(long, short, global = true, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Begin CSV with a byte-order mark, by which Excel knows it as UTF-8
    #[arg(long, global = true)]
    pub(super) bom: bool,
}

impl Printing {
    /// The format: the one named, or that of the file's ending.
    ///
    /// # Errors
    /// Where the file's ending names no format, or a workbook would go to the terminal.
    pub(super) fn format(&self, lang: Language) -> anyhow::Result<Format> {
        let format = match (self.format, &self.output) {
            (Some(format), _) => format,
            (None, Some(path)) => of_ending(path).with_context(|| {
                let about =
                    lang.pick("不知道写成什么格式，请用 --format 指明", "say with --format how to write it");
                format!("{}: {about}", path.display())
            })?,
            (None, None) => Format::Table,
        };
        if format == Format::Xlsx && self.is_terminal() {
            bail!("--format xlsx: {}", lang.pick("请用 --output 指定文件", "name the file with --output"));
        }
        Ok(format)
    }

    /// Prints results, with an empty line between them; in a workbook each is a sheet.
    ///
    /// # Errors
    /// As of [`Printing::format`], or where it cannot be written.
    pub(super) fn print(&self, results: &[Answer], lang: Language) -> anyhow::Result<()> {
        let mut out = Vec::new();
        let format = self.format(lang)?;
        if self.bom && format == Format::Csv {
            out.extend_from_slice(BOM);
        }
        if format == Format::Xlsx {
            out = workbook(results, lang)?;
        } else {
            for (index, answer) in results.iter().enumerate() {
                if index > 0 && format != Format::Jsonl {
                    out.push(b'\n');
                }
                answer.write(format, self.room(), &mut out, lang)?;
            }
        }
        self.put(&out, lang)
    }

    /// Whether the result goes to a terminal.
    pub(super) fn is_terminal(&self) -> bool {
        self.output.is_none() && std::io::stdout().is_terminal()
    }

    /// The columns of the terminal that the result goes to, if it goes to one.
    pub(super) fn room(&self) -> Option<usize> {
        self.is_terminal().then(terminal_columns).flatten()
    }

    /// Writes what is already rendered.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub(super) fn put(&self, bytes: &[u8], lang: Language) -> anyhow::Result<()> {
        if let Some(path) = &self.output {
            put_file(path, bytes, lang)?;
        } else {
            let mut out = self::results();
            out.write_all(bytes)?;
            out.flush()?;
        }
        Ok(())
    }
}

/// Writes a file and says so.
///
/// # Errors
/// Where it cannot be written.
pub(super) fn put_file(path: &Path, bytes: &[u8], lang: Language) -> anyhow::Result<()> {
    let cannot = || format!("{} {}", lang.pick("不能写入", "cannot write"), path.display());
    std::fs::write(path, bytes).with_context(cannot)?;
    complain(&format!("{} {}", lang.pick("已写入", "written:"), path.display()));
    Ok(())
}

/// The format whose files have the ending of this one.
fn of_ending(path: &Path) -> Option<Format> {
    let ending = path.extension()?.to_str()?.to_lowercase();
    match ending.as_str() {
        "md" => Some(Format::Markdown),
        "htm" => Some(Format::Html),
        "txt" => Some(Format::Table),
        name => Format::from_name(name),
    }
}

/// A workbook of results, its headings in the user's language; tells of texts that no cell has room for.
///
/// # Errors
/// Where a result has more rows than a sheet.
pub(super) fn workbook(results: &[Answer], lang: Language) -> anyhow::Result<Vec<u8>> {
    let mut sheets = Vec::new();
    let read: Vec<_> = results
        .iter()
        .map(|answer| if answer.own { Cow::Borrowed(answer.rows) } else { worded(answer.rows, lang) })
        .collect();
    for (answer, rows) in results.iter().zip(&read) {
        let name = answer.name;
        if rows.rows.len() > output::SHEET_ROWS {
            let about = lang.pick(
                "行，超过工作表的上限，请加筛选，或写成 csv、parquet",
                "rows are more than a sheet holds; narrow it down, or write csv or parquet",
            );
            bail!("{name}: {} {about}", rows.rows.len());
        }
        let headings = rows.columns.iter().map(|code| answer.heading(code, lang)).collect();
        let share_rows = output::share_rows(answer.rows);
        sheets.push(Sheet { name: name.to_owned(), headings, rows, share_rows });
    }
    let (bytes, cut) = output::workbook(&sheets)?;
    if cut > 0 {
        let about = lang.pick(
            "处文字超出单元格上限，已截断并以“…”结尾；全文见 csv",
            "texts are longer than a cell holds and end in …; csv has them whole",
        );
        complain(&format!("{cut} {about}"));
    }
    Ok(bytes)
}
