//! `gongkai inspect`: how one file is read, stage by stage.

use super::{CLEAN, FOUND, Settings, complain, results};
use crate::ingest;
use crate::output::{self, inspect, inspect_json};
use crate::parse;
use crate::source;
use clap::ValueEnum;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Show how a file is read: format, headings, tables, and where each number comes from
///
/// For every cell of the form: the value, the line it is printed on, and how it came to its column.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  gongkai inspect report.docx\n  gongkai inspect report.html --format json"
)]
pub(super) struct Arguments {
    /// File, or - for standard input
    #[arg(value_name = "FILE")]
    path: PathBuf,
    /// How to print
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Table)]
    format: Format,
}

/// How the reading is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Lists for people
    Table,
    /// One object
    Json,
}

/// Runs the command and returns the exit code.
///
/// # Errors
/// Where the file is missing or the results cannot be written.
pub(super) fn run(arguments: &Arguments, settings: &Settings) -> anyhow::Result<u8> {
    let lang = settings.lang;
    let mut code = CLEAN;
    let mut out = results();
    for path in ingest::inputs(std::slice::from_ref(&arguments.path))? {
        let name = Path::new(&path).file_name().map_or(path.clone().into(), |name| name.to_string_lossy());
        let document = match ingest::bytes(&path) {
            Ok(bytes) => source::read(&path, &bytes).map_err(|error| (error.code, error.message)),
            Err(rejection) => Err((rejection.code, rejection.message)),
        };
        let document = match document {
            Ok(document) => document,
            Err((reason, message)) => {
                complain(&format!("{path}: {reason}: {}", lang.half(&message)));
                code = FOUND;
                continue;
            }
        };
        let report = parse::parse(&document);
        let rejection = parse::rejection(&report);
        if arguments.format == Format::Json {
            writeln!(out, "{:#}", inspect_json(&name, &document, &report))?;
        } else {
            let pick = |zh, en| lang.pick(zh, en);
            for (title, rows) in inspect(&name, &document, &report, &pick) {
                writeln!(out, "{title}\n")?;
                output::write(output::Format::Table, &rows, &mut out)?;
                writeln!(out)?;
            }
            writeln!(out, "{}\n", lang.pick("与格式不符之处", "What does not fit the form"))?;
            if report.problems.is_empty() {
                writeln!(out, "{}", lang.pick("无", "nothing"))?;
            }
            for problem in &report.problems {
                let line = if problem.line == 0 { String::new() } else { format!("{}: ", problem.line) };
                writeln!(out, "{line}{} {}", problem.code, lang.half(&problem.message))?;
            }
        }
        if let Some(reason) = &rejection {
            complain(&format!("{path}: {}: {}", reason.code, lang.half(&reason.message)));
        }
        if rejection.is_some() || !report.problems.is_empty() {
            code = FOUND;
        }
    }
    out.flush()?;
    Ok(code)
}
