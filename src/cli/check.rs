//! `gongkai check`: every number that disagrees, in files or in a database.

use super::input::{Reading, complain_of_manifest, nth};
use super::{CLEAN, FOUND, Language, Settings, complain, counted, parse::is_to_look_at, results};
use crate::form::Table;
use crate::ingest;
use crate::output;
use crate::report::{CellState, Report};
use crate::rows::{Rows, Value};
use crate::store::{self, Judged};
use clap::ValueEnum;
use rusqlite::types::ValueRef;
use std::io::Write;
use std::path::PathBuf;

/// Find the numbers that disagree, in files or in the database
///
/// With paths: the arithmetic and the prose of each report, where its layout does not fit the form, and cells that
/// cannot be read. Without: the same of all current reports of the database, and the findings between years.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  gongkai check draft.txt\n  gongkai check --db county.db --format csv > findings.csv"
)]
pub(super) struct Arguments {
    /// Files, folders with all that is in them, containers, or - for standard input; without, the database is checked
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How to print
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Table)]
    format: Format,
    #[command(flatten)]
    reading: Reading,
}

/// What is told of each finding.
const COLUMNS: [&str; 10] =
    ["source", "agency", "year", "severity", "rule", "subject", "expected", "actual", "line", "message"];
/// States of cells that a person has to look at.
const UNREAD: [&str; 2] = [CellState::Unreadable.code(), CellState::Ambiguous.code()];
/// Place of `severity` among the columns; what stands before it names the report.
const SEVERITY: usize = 3;

/// The findings, problems and unread cells of all current reports.
const OF_DATABASE: &str = "
    select path, agency, year, severity, rule, subject, expected, actual, null, message
    from all_finding join current_report using (report_id) join document using (document_id)
    union all
    select path, agency, year, 'problem', code, null, null, null, nullif(line, 0), message
    from problem join current_report using (report_id) join document using (document_id)
    union all
    select path, agency, year, state, table_name, row_code || '.' || column_code, null, raw, line, null
    from cell_note join current_report using (report_id) join document using (document_id)
    where state in ('unreadable', 'ambiguous')
    order by 2, 3, 1, 4, 5, 6";

/// How findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Aligned columns
    Table,
    /// An array of objects
    Json,
    /// Comma-separated values
    Csv,
}

/// Runs the command and returns the exit code.
///
/// # Errors
/// Where an input is missing, the database is unusable or the results cannot be written.
pub(super) fn run(arguments: &Arguments, settings: &Settings) -> anyhow::Result<u8> {
    let checked = if arguments.paths.is_empty() && !arguments.reading.has_manifest() {
        of_database(settings)?
    } else {
        of_files(arguments, settings)?
    };
    let rows = &checked.rows;
    let mut out = results();
    match arguments.format {
        Format::Table => {
            write_lines(rows, &mut out)?;
            for head in &checked.clean {
                let head: Vec<String> = head.iter().map(shown).collect();
                let clean = settings.lang.pick("无误", "nothing found");
                writeln!(out, "{}  {clean}", head.join("  ").trim_end())?;
            }
        }
        Format::Json => write_json(rows, &mut out)?,
        Format::Csv => output::csv(rows, &mut out)?,
    }
    out.flush()?;
    complain(&checked.closing(settings.lang));
    Ok(if checked.found { FOUND } else { CLEAN })
}

/// What a check brought to light.
struct Checked {
    /// One row a finding, problem or unread cell, with [`COLUMNS`].
    rows: Rows,
    /// Whether there is something to look at.
    found: bool,
    /// Files that gave no report.
    rejected: u64,
    /// Cells that are printed empty; not counted for a database.
    blank: Option<u64>,
    /// Reports that were checked, and those of which there is nothing to tell: source, agency, year.
    reports: u64,
    clean: Vec<Vec<Value>>,
}

impl Checked {
    fn new(blank: Option<u64>) -> Self {
        let rows = Rows { columns: COLUMNS.map(str::to_owned).into(), rows: Vec::new() };
        Checked { rows, found: false, rejected: 0, blank, reports: 0, clean: Vec::new() }
    }

    /// The last line: how much of what.
    fn closing(&self, lang: Language) -> String {
        let number = |codes: &[&str]| {
            let fits = |row: &&Vec<Value>| codes.iter().any(|code| row[SEVERITY] == text(code));
            self.rows.rows.iter().filter(fits).count() as u64
        };
        let told = |zh: &str, en: &str, number: u64| match lang {
            Language::Zh => format!("{zh} {number}"),
            Language::En => counted(number, en),
        };
        let mut parts = vec![
            told("报告", "report", self.reports),
            told("错误", "error", number(&["error"])),
            told("警告", "warning", number(&["warning"])),
            told("提示", "info", number(&["info"])),
            told("版式问题", "problem", number(&["problem"])),
            told("读不出或有歧义的单元格", "unreadable or ambiguous cell", number(&UNREAD)),
        ];
        parts.extend(self.blank.map(|blank| told("空白单元格", "blank cell", blank)));
        if self.rejected > 0 {
            parts.push(format!("{} {}", lang.pick("未收录", "rejected"), self.rejected));
        }
        parts.join(lang.pick("，", ", "))
    }
}

fn text(value: &str) -> Value {
    Value::Text(value.to_owned())
}

fn optional(value: Option<&str>) -> Value {
    value.map_or(Value::Null, text)
}

/// Findings, problems, unread cells and rejections of files.
fn of_files(arguments: &Arguments, settings: &Settings) -> anyhow::Result<Checked> {
    let (files, options) = arguments.reading.of(&arguments.paths, None)?;
    let mut checked = Checked::new(Some(0));
    ingest::read_all(&files, &options, |file| {
        checked.found |= is_to_look_at(&file);
        match &file.outcome {
            Ok(outcome) => {
                for (index, judged) in outcome.reports.iter().enumerate() {
                    checked.add(&nth(&file.path, index), judged, settings.lang);
                }
            }
            Err(rejection) => {
                let message = settings.lang.half(&rejection.message);
                complain(&format!("{}: {}: {message}", file.path, rejection.code));
                checked.rejected += 1;
            }
        }
        Ok::<(), anyhow::Error>(())
    })?;
    checked.found |= complain_of_manifest(&options, settings.lang);
    Ok(checked)
}

impl Checked {
    /// Adds what there is to tell of one report.
    fn add(&mut self, source: &str, Judged { report, findings, .. }: &Judged, lang: Language) {
        let head = || {
            let year = report.year.map_or(Value::Null, |year| Value::Integer(year.into()));
            vec![text(source), optional(report.agency.as_deref()), year]
        };
        let before = self.rows.rows.len();
        for problem in &report.problems {
            let line = place(problem.line);
            let mut row = head();
            row.extend([text("problem"), text(problem.code), Value::Null, Value::Null, Value::Null, line]);
            row.push(text(lang.half(&problem.message)));
            self.rows.rows.push(row);
        }
        for note in cells(report) {
            if note.state == CellState::Blank {
                self.blank = self.blank.map(|blank| blank + 1);
            }
            if !UNREAD.contains(&note.state.code()) {
                continue;
            }
            self.found = true;
            let mut row = head();
            let subject = format!("{}.{}", note.row, note.column);
            row.extend([text(note.state.code()), text(note.table.name()), text(&subject), Value::Null]);
            row.extend([text(note.raw), place(note.line)]);
            row.push(text(&cell_message(note.table.name(), &subject, note.raw, note.line, lang)));
            self.rows.rows.push(row);
        }
        self.reports += 1;
        if self.rows.rows.len() == before && findings.is_empty() {
            self.clean.push(head());
        }
        for finding in findings {
            let mut row = head();
            row.extend([text(finding.severity.code()), text(finding.rule), text(&finding.subject)]);
            row.extend([
                optional(finding.expected.as_deref()),
                optional(finding.actual.as_deref()),
                Value::Null,
            ]);
            row.push(text(lang.half(&finding.message)));
            self.rows.rows.push(row);
        }
    }
}

/// A line of the source, 0 where there is none.
fn place(line: u32) -> Value {
    if line == 0 { Value::Null } else { Value::Integer(line.into()) }
}

/// A cell with a note.
struct Noted<'a> {
    table: Table,
    row: &'static str,
    column: &'static str,
    state: CellState,
    raw: &'a str,
    line: u32,
}

/// The cells that are not plainly printed numbers, each for itself.
fn cells(report: &Report) -> impl Iterator<Item = Noted<'_>> {
    let rows = report.tables.iter().flat_map(|rows| rows.rows.iter().map(|row| (rows.table, row)));
    rows.flat_map(|(table, row)| {
        row.cells.iter().filter_map(move |(index, cell)| {
            let (state, raw) = cell.note.as_ref()?;
            let column = table.columns()[*index].code;
            Some(Noted { table, row: row.row.code, column, state: *state, raw, line: row.line })
        })
    })
}

/// Row label, column label, what is printed, and where.
fn cell_message(table: &str, subject: &str, raw: &str, line: u32, lang: Language) -> String {
    let (row, column) = subject.split_once('.').unwrap_or((subject, ""));
    let table = Table::ALL.into_iter().find(|known| known.name() == table);
    let row = table.and_then(|table| table.row(row)).map_or(row, |row| lang.pick(row.zh, row.en));
    let column = table
        .and_then(|table| Some(&table.columns()[table.column_index(column)?]))
        .map_or(lang.pick("各栏", "all cells"), |column| lang.pick(column.zh, column.en));
    let raw = raw.replace('\n', " ");
    let at = lang.pick("第 {} 行", "line {}").replace("{}", &line.to_string());
    format!("{row} · {column}: “{raw}”, {at}")
}

/// Findings, problems and unread cells of the current reports of the database, findings between years too.
fn of_database(settings: &Settings) -> anyhow::Result<Checked> {
    let connection = store::open_read_only(&settings.db)?;
    let mut select = connection.prepare(OF_DATABASE)?;
    let mut found = select.query([])?;
    let mut checked = Checked::new(None);
    let count = "select count(*) from report where status = 'current'";
    checked.reports = connection.query_row(count, [], |row| row.get::<_, i64>(0))?.cast_unsigned();
    while let Some(row) = found.next()? {
        let value = |index: usize| -> rusqlite::Result<Value> {
            Ok(match row.get_ref(index)? {
                ValueRef::Integer(number) => Value::Integer(number),
                ValueRef::Real(number) => Value::Real(number),
                ValueRef::Text(bytes) => text(settings.lang.half(&String::from_utf8_lossy(bytes))),
                ValueRef::Null | ValueRef::Blob(_) => Value::Null,
            })
        };
        let mut values: Vec<Value> = (0..COLUMNS.len()).map(value).collect::<rusqlite::Result<_>>()?;
        let [severity, table, subject, raw] = [3, 4, 5, 7].map(|index| shown(&values[index]));
        if UNREAD.contains(&severity.as_str()) {
            let line = values[8].as_f64().unwrap_or_default() as u32;
            values[9] = text(&cell_message(&table, &subject, &raw, line, settings.lang));
        }
        checked.found |= severity == "error" || severity == "problem" || UNREAD.contains(&severity.as_str());
        checked.rows.rows.push(values);
    }
    Ok(checked)
}

/// A value as text, empty where there is none.
fn shown(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Integer(number) => number.to_string(),
        Value::Real(number) => number.to_string(),
        Value::Text(text) => text.clone(),
    }
}

/// One line a finding, under the name of its file, agency and year.
fn write_lines(rows: &Rows, out: &mut dyn Write) -> std::io::Result<()> {
    let mut heading = Vec::new();
    for row in &rows.rows {
        let values: Vec<String> = row.iter().map(shown).collect();
        if heading != values[..SEVERITY] {
            heading = values[..SEVERITY].to_vec();
            writeln!(out, "{}", heading.join("  ").trim_end())?;
        }
        let [severity, rule, subject] = [3, 4, 5].map(|index| values[index].as_str());
        if UNREAD.contains(&severity) {
            writeln!(out, "  {severity:<8} {}", values[9])?;
        } else {
            writeln!(out, "  {severity:<8} {rule:<16} {subject:<24} {}", values[9])?;
        }
    }
    Ok(())
}

fn write_json(rows: &Rows, out: &mut dyn Write) -> std::io::Result<()> {
    let json = |value: &Value| match value {
        Value::Null => serde_json::Value::Null,
        Value::Integer(number) => (*number).into(),
        Value::Real(number) => (*number).into(),
        Value::Text(text) => text.as_str().into(),
    };
    let objects: Vec<serde_json::Value> = rows
        .rows
        .iter()
        .map(|row| rows.columns.iter().cloned().zip(row.iter().map(json)).collect())
        .collect();
    serde_json::to_writer_pretty(&mut *out, &objects)?;
    writeln!(out)
}
