//! `gongkai ingest`: files into the database.

use super::input::{Reading, complain_of_manifest};
use super::{CLEAN, FOUND, Language, Settings, complain, results};
use crate::ingest;
use crate::store::{self, FileOutcome, Ingested, Tally};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rusqlite::Connection;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

/// Characters of text in a batch, so that large documents do not pile up in memory.
const BATCH_TEXT: usize = 16 << 20;

/// Revised reports that are named, at most.
const MOST_REVISED: usize = 20;

/// Load reports into the database
///
/// Content that is there already is left alone. A report that replaces an earlier one becomes its next revision;
/// the earlier one stays, as superseded. A file that gives no report is listed with its reason, and the others go on.
///
/// With --manifest and no PATH the files of the list are read. A list loaded again with unchanged files still supplies
/// address and date, and where it names another agency or year the report becomes the next revision.
///
/// A container is read member by member, and each stands for itself: dir/a.zip!/b/c.html, dump.jsonl#12 (the line),
/// crawl.warc.gz#3 (the record). Records of a dump are objects with html or content, url, title and date.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  gongkai ingest reports/\n  gongkai ingest a.txt b.docx --db county.db\n  \
                  gongkai ingest county.zip\n  gongkai ingest dump.jsonl.gz --keys url=link,html=page"
)]
pub(super) struct Arguments {
    /// Files, folders with all that is in them, containers (zip, gz, tar, JSON records, WARC), or - for standard input
    #[arg(required_unless_present = "manifest", value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Threads that read and parse; by default one a core
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
    #[command(flatten)]
    reading: Reading,
}

/// The database and what waits to be written to it.
struct Load {
    connection: Connection,
    run_id: i64,
    batch: Vec<Ingested>,
    text: usize,
    bar: ProgressBar,
    language: Language,
}

/// Runs the command and returns the exit code.
///
/// # Errors
/// Where an input is missing or the database cannot be written.
pub(super) fn run(arguments: &Arguments, settings: &Settings) -> anyhow::Result<u8> {
    let (files, options) = arguments.reading.of(&arguments.paths, arguments.jobs)?;
    let connection = store::open(&settings.db)?;
    let run_id = store::begin_run(&connection)?;
    let bar = progress(files.len());
    let mut load = Load { connection, run_id, batch: Vec::new(), text: 0, bar, language: settings.lang };
    ingest::read_all(&files, &options, |file| load.take(file))?;
    load.flush()?;
    load.bar.finish_and_clear();
    let complained = complain_of_manifest(&options, settings.lang);
    for (decision, why) in store::apply_decisions(&mut load.connection)? {
        let of = &decision.of;
        complain(&format!(
            "{} {} ({}): {}",
            decision.action.code(),
            of.name,
            of.path,
            settings.lang.half(&why)
        ));
    }
    let tally = store::finish_run(&load.connection, run_id)?;
    let revised = store::revised(&load.connection, run_id)?;
    store::close(load.connection)?;
    summarise(&tally, &revised, settings)?;
    let clean = !complained && tally.files.rejected == 0 && tally.problems == 0 && tally.errors == 0;
    Ok(if clean { CLEAN } else { FOUND })
}

impl Load {
    fn take(&mut self, file: Ingested) -> crate::error::Result<()> {
        self.text += file.outcome.as_ref().map_or(0, |outcome| outcome.text.len());
        self.batch.push(file);
        if self.batch.len() >= store::BATCH || self.text >= BATCH_TEXT { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> crate::error::Result<()> {
        let outcomes = store::write_batch(&mut self.connection, self.run_id, &self.batch)?;
        for (file, outcome) in self.batch.iter().zip(outcomes) {
            if let (FileOutcome::Rejected, Err(rejection)) = (outcome, &file.outcome) {
                let label = self.language.pick("未收录", "rejected");
                let message = self.language.half(&rejection.message);
                self.bar.suspend(|| {
                    complain(&format!("{label} {}: {}: {message}", file.path, rejection.code));
                });
            }
        }
        self.bar.inc(self.batch.len() as u64);
        // Members of containers are known only when they come.
        self.bar.set_length(self.bar.length().unwrap_or(0).max(self.bar.position()));
        self.batch.clear();
        self.text = 0;
        Ok(())
    }
}

/// A progress bar on a terminal, nothing elsewhere.
fn progress(files: usize) -> ProgressBar {
    let terminal = io::stderr().is_terminal();
    let target = if terminal { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} {per_sec} {eta}");
    ProgressBar::with_draw_target(Some(files as u64), target)
        .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

fn summarise(tally: &Tally, revised: &[(String, String)], settings: &Settings) -> io::Result<()> {
    let pick = |zh: &'static str, en: &'static str| settings.lang.pick(zh, en);
    let db = settings.db.display();
    let files = tally.files;
    let mut out = results();
    let counts = [
        (pick("新收录", "loaded"), files.loaded),
        (pick("未变化", "unchanged"), files.unchanged),
        (pick("新版本", "revised"), files.revised),
        (pick("未收录", "rejected"), files.rejected),
    ];
    let line = |counts: &[(&str, u64)]| {
        counts.iter().map(|(label, count)| format!("{label} {count}")).collect::<Vec<_>>().join(", ")
    };
    writeln!(out, "{db}: {}", line(&counts))?;
    for (path, replaced) in revised.iter().take(MOST_REVISED) {
        writeln!(out, "  {path}: {} {replaced}", pick("取代", "replaces"))?;
    }
    if revised.len() > MOST_REVISED {
        writeln!(out, "  … {} {}", revised.len() - MOST_REVISED, pick("份未列出", "more"))?;
    }
    let counts = [
        (pick("版式问题", "problems"), tally.problems),
        (pick("错误", "errors"), tally.errors),
        (pick("警告", "warnings"), tally.warnings),
        (pick("提示", "infos"), tally.infos),
    ];
    writeln!(out, "{}", line(&counts))?;
    let option = if db.to_string() == "gongkai.db" { String::new() } else { format!(" --db {db}") };
    let mut next = vec![
        (format!("gongkai check{option}"), pick("每一处对不上的数字", "every number that disagrees")),
        (format!("gongkai summary{option}"), pick("概览", "the overview")),
        (format!("gongkai query{option}"), pick("能回答的问题", "the questions it answers")),
    ];
    if files.loaded + files.unchanged + files.revised == 0 {
        next = vec![(
            format!("gongkai query ingest_log{option}"),
            pick("每个文件的结果", "what became of each file"),
        )];
    }
    writeln!(out, "\n{}", pick("下一步：", "Next:"))?;
    let width = next.iter().map(|(command, _)| command.len()).max().unwrap_or(0);
    for (command, about) in next {
        writeln!(out, "  {command:width$}  {about}")?;
    }
    out.flush()
}
