//! `gongkai parse`: files to typed reports, without a database.

use super::input::{Reading, complain_of_manifest, nth};
use super::{CLEAN, FOUND, Language, Settings, complain, results};
use crate::ingest;
use crate::output::{Words, rejection_json, report_json, report_markdown};
use crate::report::Severity;
use crate::store::{Ingested, Judged};
use clap::ValueEnum;
use serde_json::Value;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Print reports as the program reads them, without a database
///
/// A value that is not known is null, with the reason under "notes".
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  gongkai parse report.txt\n  gongkai parse reports/ --format jsonl > reports.jsonl"
)]
pub(super) struct Arguments {
    /// Files, folders with all that is in them, containers (zip, gz, tar, JSON records, WARC), or - for standard input
    #[arg(required_unless_present = "manifest", value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How to print
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Json)]
    format: Format,
    #[command(flatten)]
    reading: Reading,
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
    let (files, options) = arguments.reading.of(&arguments.paths, None)?;
    let mut print = Print { out: results(), format: arguments.format, first: None, printed: 0 };
    let mut code = CLEAN;
    ingest::read_all(&files, &options, |file| {
        if is_to_look_at(&file) {
            code = FOUND;
        }
        if let Err(rejection) = &file.outcome {
            let message = settings.lang.half(&rejection.message);
            complain(&format!("{}: {}: {message}", file.path, rejection.code));
        }
        rendered(&file, arguments.format, settings.lang).into_iter().try_for_each(|one| print.take(one))
    })?;
    print.finish()?;
    if complain_of_manifest(&options, settings.lang) {
        code = FOUND;
    }
    Ok(code)
}

/// Whether a file is rejected or has a problem or an error.
pub(super) fn is_to_look_at(file: &Ingested) -> bool {
    file.outcome.as_ref().map_or(true, |outcome| {
        outcome.reports.iter().any(|Judged { report, findings, .. }| {
            !report.problems.is_empty() || findings.iter().any(|finding| finding.severity == Severity::Error)
        })
    })
}

/// A report as it is printed.
enum Rendered {
    Json(Value),
    Text(String),
}

/// Prints reports as they come; what is a single one shows only at the end.
struct Print<W> {
    out: W,
    format: Format,
    /// The first object, until a second comes or none.
    first: Option<Value>,
    printed: u64,
}

impl<W: Write> Print<W> {
    fn take(&mut self, rendered: Rendered) -> io::Result<()> {
        self.printed += 1;
        match rendered {
            Rendered::Text(text) => {
                let separator = if self.printed == 1 { "" } else { "\n" };
                write!(self.out, "{separator}{text}")
            }
            Rendered::Json(json) if self.format == Format::Jsonl => writeln!(self.out, "{json}"),
            Rendered::Json(json) if self.printed == 1 => {
                self.first = Some(json);
                Ok(())
            }
            Rendered::Json(json) => match self.first.take() {
                Some(first) => write!(self.out, "[\n{first},\n{json}"),
                None => write!(self.out, ",\n{json}"),
            },
        }
    }

    fn finish(mut self) -> io::Result<()> {
        match (self.format, self.first) {
            (Format::Json, Some(single)) => writeln!(self.out, "{single:#}")?,
            (Format::Json, None) if self.printed == 0 => writeln!(self.out, "[]")?,
            (Format::Json, None) => writeln!(self.out, "\n]")?,
            (Format::Markdown, _) => writeln!(self.out)?,
            (Format::Jsonl, _) => {}
        }
        self.out.flush()
    }
}

fn rendered(file: &Ingested, format: Format, language: Language) -> Vec<Rendered> {
    let name =
        Path::new(&file.path).file_name().map_or(file.path.clone().into(), |name| name.to_string_lossy());
    let outcome = match &file.outcome {
        Ok(outcome) => outcome,
        Err(rejection) if format == Format::Markdown => {
            let message = language.half(&rejection.message);
            return vec![Rendered::Text(format!("# {name}\n\n> **{}** {message}\n", rejection.code))];
        }
        Err(rejection) => {
            return vec![Rendered::Json(rejection_json(&name, rejection.code, &rejection.message))];
        }
    };
    let one = |(index, judged): (usize, &Judged)| {
        let name = nth(&name, index);
        if format == Format::Markdown {
            let half = |message: &str| language.half(message).to_owned();
            let words = Words { pick: &|zh, en| language.pick(zh, en), half: &half };
            return Rendered::Text(report_markdown(&name, &judged.report, &judged.findings, words));
        }
        Rendered::Json(report_json(&name, &judged.report, judged.body.as_ref(), &judged.findings))
    };
    outcome.reports.iter().enumerate().map(one).collect()
}
