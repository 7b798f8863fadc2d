//! The commands: arguments, calls into the library, printing, exit codes. The only place that prints.

mod agencies;
mod chart;
mod check;
mod datasette;
mod decisions;
mod diff;
mod export;
mod filters;
mod format;
mod headings;
mod help;
mod ingest;
mod input;
mod inspect;
mod language;
mod load;
mod misuse;
mod parse;
mod prompt;
mod query;
mod region;
mod report;
mod rollup;
mod schema;
mod search;
mod shell;
mod sql;
mod streamed;
mod summary;

pub use language::Language;

use crate::error::Error;
use clap::parser::ValueSource;
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use std::io::{self, BufWriter, ErrorKind, StdoutLock, Write};
use std::path::PathBuf;

/// Exit code: done, and nothing to look at.
pub const CLEAN: u8 = 0;
/// Exit code: done, but with rejected files, problems or findings of severity error.
pub const FOUND: u8 = 1;
/// Exit code: could not do it.
pub const FAILED: u8 = 2;

/// Load China's annual reports on open government information (政府信息公开工作年度报告) into SQLite, check and query them
///
/// Exit codes: 0 clean; 1 done, but with rejected files, problems or errors in the reports; 2 could not do it.
#[derive(Debug, Parser)]
#[command(name = "gongkai", version)]
struct Arguments {
    #[command(flatten)]
    settings: Settings,
    #[command(subcommand)]
    command: Command,
}

/// What every command knows.
#[derive(Debug, clap::Args)]
pub struct Settings {
    /// Database file
    #[arg(long, global = true, value_name = "FILE", env = "GONGKAI_DB", default_value = "gongkai.db")]
    pub db: PathBuf,
    /// Whether the command line itself names the database.
    #[arg(skip)]
    pub db_named: bool,
    /// Language of messages and labels; by default that of the locale
    #[arg(long, global = true, value_enum, value_name = "LANG", default_value_t = Language::of_locale(), hide_default_value = true)]
    pub lang: Language,
}

#[derive(Debug, Subcommand)]
enum Command {
    Ingest(ingest::Arguments),
    Parse(parse::Arguments),
    Inspect(inspect::Arguments),
    Check(check::Arguments),
    Query(query::Arguments),
    Summary(summary::Arguments),
    Report(report::Arguments),
    Search(search::Arguments),
    Index(search::Index),
    Sql(sql::Arguments),
    Rollup(rollup::Arguments),
    Diff(diff::Arguments),
    Agencies(agencies::Arguments),
    Export(export::Arguments),
    Datasette(datasette::Arguments),
    Schema(schema::Arguments),
    Completions(shell::Completions),
    Man(shell::Pages),
}

/// All commands and their arguments, with the help as it is written.
fn command() -> clap::Command {
    Arguments::command()
}

/// Keeps panics over damaged files from being printed: they are caught and told as the file's reason.
fn silence_caught_panics() {
    let shown = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !crate::source::catches_panics() {
            shown(panic);
        }
    }));
}

/// Runs the program and returns its exit code.
pub fn run() -> u8 {
    silence_caught_panics();
    let lang = Language::asked(std::env::args_os());
    let parsed = help::in_language(command(), lang).try_get_matches().and_then(|matches| {
        let format = |error: clap::Error| error.format(&mut help::in_language(command(), lang));
        let mut arguments = Arguments::from_arg_matches(&matches).map_err(format)?;
        arguments.settings.db_named = matches.value_source("db") == Some(ValueSource::CommandLine);
        Ok(arguments)
    });
    let arguments = match parsed {
        Ok(arguments) => arguments,
        Err(error) => return help::print(&error, lang),
    };
    let settings = &arguments.settings;
    let result = match &arguments.command {
        Command::Ingest(arguments) => ingest::run(arguments, settings),
        Command::Parse(arguments) => parse::run(arguments, settings),
        Command::Inspect(arguments) => inspect::run(arguments, settings),
        Command::Check(arguments) => check::run(arguments, settings),
        Command::Query(arguments) => query::run(arguments, settings),
        Command::Summary(arguments) => summary::run(arguments, settings),
        Command::Report(arguments) => report::run(arguments, settings),
        Command::Search(arguments) => search::run(arguments, settings),
        Command::Index(arguments) => search::index(arguments, settings),
        Command::Sql(arguments) => sql::run(arguments, settings),
        Command::Agencies(arguments) => agencies::run(arguments, settings),
        Command::Rollup(arguments) => rollup::run(arguments, settings),
        Command::Diff(arguments) => diff::run(arguments, settings),
        Command::Export(arguments) => export::run(arguments, settings),
        Command::Datasette(arguments) => datasette::run(arguments, settings),
        Command::Schema(arguments) => schema::run(arguments, settings),
        Command::Completions(arguments) => shell::completions(arguments, settings),
        Command::Man(arguments) => shell::pages(arguments, settings),
    };
    result.unwrap_or_else(|error| {
        if is_closed_pipe(&error) {
            return CLEAN;
        }
        complain(&format!("gongkai: {}", settings.lang.error(&error)));
        FAILED
    })
}

/// Whether the reader of the results has gone, which is no failure.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let closed = |error: &io::Error| error.kind() == ErrorKind::BrokenPipe;
    error.chain().any(|cause| {
        cause.downcast_ref::<io::Error>().is_some_and(closed)
            || matches!(cause.downcast_ref::<Error>(), Some(Error::Write(error)) if closed(error))
    })
}

/// Standard output for results, locked and buffered; flush it at the end.
fn results() -> BufWriter<StdoutLock<'static>> {
    BufWriter::new(io::stdout().lock())
}

/// Says on standard error that a result has no rows; on standard output it is its header.
fn tell_if_empty(rows: u64, lang: Language) {
    if rows == 0 {
        complain(lang.pick("没有结果", "no rows"));
    }
}

/// A number with its noun in English, in the plural unless it is 1.
fn counted(number: u64, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// Prints a line to standard error.
fn complain(message: &str) {
    // Where standard error is closed nobody listens.
    let _ = writeln!(io::stderr().lock(), "{message}");
}
