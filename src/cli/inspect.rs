//! `gongkai inspect`: how one file is read, stage by stage.

use super::input::{nth, place};
use super::{CLEAN, FOUND, Language, Settings, complain, results};
use crate::container::{self, Keys, Member, Opened};
use crate::document::Document;
use crate::ingest;
use crate::origin::Origin;
use crate::output::{self, inspect, inspect_json};
use crate::parse;
use crate::report::Report;
use crate::source;
use clap::ValueEnum;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Show how a file is read: format, headings, tables, and where each number comes from
///
/// For every cell of the form: the value, the line it is printed on, and how it came to its column.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  gongkai inspect report.docx\n  gongkai inspect report.html --format json\n  gongkai inspect crawl.zip!/a/report.html\n  gongkai inspect reports.docx#2"
)]
pub(super) struct Arguments {
    /// File, member of a container (a.zip!/b.html), report of a file (a.docx#2), or - for standard input
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
    /// One object a report
    Json,
}

/// Runs the command and returns the exit code.
///
/// # Errors
/// Where the file or the member is missing or the results cannot be written.
pub(super) fn run(arguments: &Arguments, settings: &Settings) -> anyhow::Result<u8> {
    let mut shown =
        Shown { out: results(), format: arguments.format, lang: settings.lang, code: CLEAN, found: false };
    let given = arguments.path.to_string_lossy();
    let (place, wanted) = match place(&given) {
        Some(file) => (PathBuf::from(file), Some(given.as_ref())),
        None => (arguments.path.clone(), None),
    };
    for path in ingest::inputs(&[place])? {
        let mut outcome = Ok(());
        let mut member = |member: Member| {
            let wants = wanted.is_none_or(|wanted| is_or_holds(&member.path, wanted));
            if wants {
                let content = member.content.map_err(|refusal| (refusal.code, refusal.message));
                outcome = shown.file(&member.path, &member.name, content, member.origin, wanted);
            }
            outcome.is_ok()
        };
        let opened = if Path::new(&path).is_file() {
            container::open(&path, &Keys::default(), &mut member)
        } else {
            Opened::Document
        };
        outcome?;
        if matches!(opened, Opened::Document) {
            let content = ingest::bytes(&path).map_err(|rejection| (rejection.code, rejection.message));
            shown.file(&path, &path, content, Origin::default(), wanted)?;
        }
    }
    if let (Some(wanted), false) = (wanted, shown.found) {
        anyhow::bail!(
            "{wanted}：容器或文件中没有这一份，gongkai parse 列出各份的名称 / no such member or report; gongkai parse names those there are"
        );
    }
    shown.out.flush()?;
    Ok(shown.code)
}

/// Whether a member is the one that is wanted, or holds the report that is.
fn is_or_holds(path: &str, wanted: &str) -> bool {
    wanted.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('#'))
}

/// What has been printed.
struct Shown<W> {
    out: W,
    format: Format,
    lang: Language,
    code: u8,
    found: bool,
}

impl<W: Write> Shown<W> {
    /// Shows the reports of a document: all, or the one that is wanted.
    fn file(
        &mut self,
        path: &str,
        name: &str,
        content: Result<Vec<u8>, (&'static str, String)>,
        origin: Origin,
        wanted: Option<&str>,
    ) -> anyhow::Result<()> {
        let read = |bytes: Vec<u8>| source::read(name, &bytes).map_err(|error| (error.code, error.message));
        let mut document = match content.and_then(read) {
            Ok(document) => document,
            Err((reason, message)) => {
                complain(&format!("{path}: {reason}: {}", self.lang.half(&message)));
                (self.code, self.found) = (FOUND, true);
                return Ok(());
            }
        };
        origin.supply(&mut document);
        let short = Path::new(path).file_name().map_or(path.into(), |name| name.to_string_lossy());
        for (index, report) in parse::reports(&document).iter().enumerate() {
            let own = nth(path, index);
            if wanted.is_none_or(|wanted| wanted == own || wanted == path) {
                self.found = true;
                self.report(&own, &nth(&short, index), &document, report)?;
            }
        }
        Ok(())
    }

    fn report(&mut self, path: &str, name: &str, document: &Document, report: &Report) -> anyhow::Result<()> {
        let lang = self.lang;
        let rejection = parse::rejection(report);
        if self.format == Format::Json {
            writeln!(self.out, "{:#}", inspect_json(name, document, report))?;
        } else {
            let pick = |zh, en| lang.pick(zh, en);
            for (title, rows) in inspect(name, document, report, &pick) {
                writeln!(self.out, "{title}\n")?;
                output::write(output::Format::Table, &rows, &mut self.out)?;
                writeln!(self.out)?;
            }
            writeln!(self.out, "{}\n", lang.pick("与格式不符之处", "What does not fit the form"))?;
            if report.problems.is_empty() {
                writeln!(self.out, "{}", lang.pick("无", "nothing"))?;
            }
            for problem in &report.problems {
                let line = if problem.line == 0 { String::new() } else { format!("{}: ", problem.line) };
                writeln!(self.out, "{line}{} {}", problem.code, lang.half(&problem.message))?;
            }
        }
        if let Some(reason) = &rejection {
            complain(&format!("{path}: {}: {}", reason.code, lang.half(&reason.message)));
        }
        if rejection.is_some() || !report.problems.is_empty() {
            self.code = FOUND;
        }
        Ok(())
    }
}
