//! `gongkai check`: every number that disagrees, in files or in a database.

use super::{CLEAN, FOUND, Settings, complain, parse::is_to_look_at, results};
use crate::ingest;
use crate::rows::{Rows, Value};
use crate::store;
use clap::ValueEnum;
use rusqlite::types::ValueRef;
use std::io::Write;
use std::path::PathBuf;

/// Find the numbers that disagree, in files or in the database
///
/// With paths: the arithmetic and the prose of each report, and where its layout does not fit the form. Without: the
/// findings of all current reports of the database, those between years too.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  gongkai check draft.txt\n  gongkai check --db county.db --format csv > findings.csv"
)]
pub(super) struct Arguments {
    /// Files, folders with all that is in them, or - for standard input; without, the database is checked
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How to print
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Table)]
    format: Format,
}

/// What is told of each finding.
const COLUMNS: [&str; 10] =
    ["source", "agency", "year", "severity", "rule", "subject", "expected", "actual", "line", "message"];
/// Place of `severity` among the columns; what stands before it names the report.
const SEVERITY: usize = 3;

/// The findings and problems of all current reports.
const OF_DATABASE: &str = "
    select path, agency, year, severity, rule, subject, expected, actual, null, message
    from all_finding join current_report using (report_id) join document using (document_id)
    union all
    select path, agency, year, 'problem', code, null, null, null, nullif(line, 0), message
    from problem join current_report using (report_id) join document using (document_id)
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
    let (rows, code) =
        if arguments.paths.is_empty() { of_database(settings)? } else { of_files(arguments, settings)? };
    let number = |code: &str| rows.rows.iter().filter(|row| row[SEVERITY] == text(code)).count();
    let [errors, warnings, infos, problems] = ["error", "warning", "info", "problem"].map(number);
    let mut out = results();
    match arguments.format {
        Format::Table => write_lines(&rows, &mut out)?,
        Format::Json => write_json(&rows, &mut out)?,
        Format::Csv => write_csv(&rows, &mut out)?,
    }
    out.flush()?;
    complain(&match settings.lang {
        super::Language::Zh => format!("错误 {errors}，警告 {warnings}，提示 {infos}，版式问题 {problems}"),
        super::Language::En => {
            format!("{errors} errors, {warnings} warnings, {infos} infos, {problems} problems")
        }
    });
    Ok(code)
}

fn text(value: &str) -> Value {
    Value::Text(value.to_owned())
}

fn optional(value: Option<&str>) -> Value {
    value.map_or(Value::Null, text)
}

/// Findings, problems and rejections of files.
fn of_files(arguments: &Arguments, settings: &Settings) -> anyhow::Result<(Rows, u8)> {
    let files = ingest::inputs(&arguments.paths)?;
    let mut rows = Rows { columns: COLUMNS.map(str::to_owned).into(), rows: Vec::new() };
    let mut code = CLEAN;
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    ingest::read_all(&files, cores, |file| {
        if is_to_look_at(&file) {
            code = FOUND;
        }
        let outcome = match &file.outcome {
            Ok(outcome) => outcome,
            Err(rejection) => {
                let message = settings.lang.half(&rejection.message);
                complain(&format!("{}: {}: {message}", file.path, rejection.code));
                return Ok::<(), anyhow::Error>(());
            }
        };
        let report = &outcome.report;
        let head = || {
            let year = report.year.map_or(Value::Null, |year| Value::Integer(year.into()));
            vec![text(&file.path), optional(report.agency.as_deref()), year]
        };
        for problem in &report.problems {
            let line = if problem.line == 0 { Value::Null } else { Value::Integer(problem.line.into()) };
            let mut row = head();
            row.extend([text("problem"), text(problem.code), Value::Null, Value::Null, Value::Null, line]);
            row.push(text(settings.lang.half(&problem.message)));
            rows.rows.push(row);
        }
        for finding in &outcome.findings {
            let mut row = head();
            row.extend([text(finding.severity.code()), text(finding.rule), text(&finding.subject)]);
            row.extend([
                optional(finding.expected.as_deref()),
                optional(finding.actual.as_deref()),
                Value::Null,
            ]);
            row.push(text(settings.lang.half(&finding.message)));
            rows.rows.push(row);
        }
        Ok(())
    })?;
    Ok((rows, code))
}

/// Findings and problems of the current reports of the database, those between years too.
fn of_database(settings: &Settings) -> anyhow::Result<(Rows, u8)> {
    let connection = store::open_read_only(&settings.db)?;
    let mut select = connection.prepare(OF_DATABASE)?;
    let mut found = select.query([])?;
    let mut rows = Rows { columns: COLUMNS.map(str::to_owned).into(), rows: Vec::new() };
    while let Some(row) = found.next()? {
        let value = |index: usize| -> rusqlite::Result<Value> {
            Ok(match row.get_ref(index)? {
                ValueRef::Integer(number) => Value::Integer(number),
                ValueRef::Real(number) => Value::Real(number),
                ValueRef::Text(bytes) => text(settings.lang.half(&String::from_utf8_lossy(bytes))),
                ValueRef::Null | ValueRef::Blob(_) => Value::Null,
            })
        };
        rows.rows.push((0..COLUMNS.len()).map(value).collect::<rusqlite::Result<_>>()?);
    }
    let grave = |row: &Vec<Value>| [text("error"), text("problem")].contains(&row[SEVERITY]);
    let code = if rows.rows.iter().any(grave) { FOUND } else { CLEAN };
    Ok((rows, code))
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
        writeln!(out, "  {severity:<8} {rule:<16} {subject:<24} {}", values[9])?;
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

fn write_csv(rows: &Rows, out: &mut dyn Write) -> std::io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(&rows.columns)?;
    for row in &rows.rows {
        writer.write_record(row.iter().map(shown))?;
    }
    writer.flush()
}
