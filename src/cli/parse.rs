//! `gongkai parse`: files to typed reports, without a database.

use super::{CLEAN, FOUND, Language, Settings, complain, results};
use crate::ingest;
use crate::output::{rejection_json, report_json, report_markdown};
use crate::report::Severity;
use crate::store::{Ingested, Outcome};
use clap::ValueEnum;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Print reports as the program reads them, without a database
///
/// A value that is not known is null, with the reason under "notes".
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  gongkai parse report.txt\n  gongkai parse reports/ --format jsonl > reports.jsonl"
)]
pub(super) struct Arguments {
    /// Files, folders with all that is in them, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How to print
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Json)]
    format: Format,
}

/// How reports are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One object, or an array of several
    Json,
    /// One object a line
    Jsonl,
    /// The statutory layout, with notes and problems in place
    Markdown,
}

/// Runs the command and returns the exit code.
///
/// # Errors
/// Where an input is missing or the results cannot be written.
pub(super) fn run(arguments: &Arguments, settings: &Settings) -> anyhow::Result<u8> {
    let files = ingest::inputs(&arguments.paths)?;
    let single = files.len() == 1;
    let array = arguments.format == Format::Json && !single;
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let mut out = results();
    let mut code = CLEAN;
    let mut separator = if array { "[\n" } else { "" };
    ingest::read_all(&files, cores, |file| {
        if is_to_look_at(&file) {
            code = FOUND;
        }
        if let Err(rejection) = &file.outcome {
            let message = settings.lang.half(&rejection.message);
            complain(&format!("{}: {}: {message}", file.path, rejection.code));
        }
        let text = render(&file, arguments.format, single, settings.lang);
        write!(out, "{separator}{text}")?;
        separator = match arguments.format {
            Format::Json => ",\n",
            Format::Jsonl | Format::Markdown => "\n",
        };
        Ok::<(), std::io::Error>(())
    })?;
    writeln!(out, "{}", if array { "\n]" } else { "" })?;
    out.flush()?;
    Ok(code)
}

/// Whether a file is rejected or has a problem or an error.
pub(super) fn is_to_look_at(file: &Ingested) -> bool {
    file.outcome.as_ref().map_or(true, |Outcome { report, findings, .. }| {
        !report.problems.is_empty() || findings.iter().any(|finding| finding.severity == Severity::Error)
    })
}

fn render(file: &Ingested, format: Format, pretty: bool, language: Language) -> String {
    let name =
        Path::new(&file.path).file_name().map_or(file.path.clone().into(), |name| name.to_string_lossy());
    let json = match (&file.outcome, format) {
        (Ok(outcome), Format::Markdown) => {
            let half = |message: &str| language.half(message).to_owned();
            return report_markdown(&name, &outcome.report, &outcome.findings, half);
        }
        (Err(rejection), Format::Markdown) => {
            return format!("# {name}\n\n> **{}** {}\n", rejection.code, language.half(&rejection.message));
        }
        (Ok(outcome), _) => report_json(&name, &outcome.report, &outcome.findings),
        (Err(rejection), _) => rejection_json(&name, rejection.code, &rejection.message),
    };
    if pretty && format == Format::Json { format!("{json:#}") } else { json.to_string() }
}
