//! Files into a database, batch by batch: what `ingest` and `check` have in common.

use super::input::complain_of_manifest;
use super::{Language, complain, counted};
use crate::ingest::{self, Options};
use crate::rollup;
use crate::store::{self, FileOutcome, Ingested, Rejection};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::io::{self, IsTerminal};

/// Characters of text in a batch, so that large documents do not pile up in memory.
const BATCH_TEXT: usize = 16 << 20;

/// Rejected files that are named for each reason, at most.
const MOST_REJECTED: usize = 20;

/// Why a document that `rollup` wrote is not loaded.
const OWN_SUM: &str = "gongkai rollup 写出的加总，不是公布的报告，不能作为本地区的年报；请移出此文件夹 / a sum that \
                       `gongkai rollup` wrote, not a published report; it cannot stand for the region's: move it out of the folder";

/// What a load left behind.
pub(super) struct Loaded {
    /// Number of the run.
    pub run_id: i64,
    /// Files that gave no report.
    pub rejected: u64,
    /// Whether the manifest has entries that fit nothing.
    pub complained: bool,
}

/// Loads files as a run of its own and tells what was rejected and why. `texts` are kept with the documents where
/// anybody will read them.
///
/// # Errors
/// Where the database cannot be written.
pub(super) fn load(
    connection: &mut Connection,
    files: &[String],
    options: &Options,
    texts: bool,
    language: Language,
) -> anyhow::Result<Loaded> {
    let run_id = store::begin_run(connection)?;
    let bar = progress(files.len());
    let rejections = Rejections::default();
    let mut load = Load { connection, run_id, batch: Vec::new(), text: 0, texts, bar, rejections };
    ingest::read_all(files, options, |file| load.take(file))?;
    load.flush()?;
    load.bar.finish_and_clear();
    load.rejections.tell(language);
    let rejected = load.rejections.number();
    let complained = complain_of_manifest(options, language);
    for (decision, why) in store::apply_decisions(connection)? {
        let of = &decision.of;
        complain(&format!("{} {} ({}): {}", decision.action.code(), of.name, of.path, language.half(&why)));
    }
    Ok(Loaded { run_id, rejected, complained })
}

/// The database and what waits to be written to it.
struct Load<'a> {
    connection: &'a mut Connection,
    run_id: i64,
    batch: Vec<Ingested>,
    text: usize,
    texts: bool,
    bar: ProgressBar,
    rejections: Rejections,
}

impl Load<'_> {
    fn take(&mut self, mut file: Ingested) -> crate::error::Result<()> {
        if file.outcome.as_ref().is_ok_and(|outcome| rollup::is_sum(&outcome.text)) {
            file.outcome = Err(Rejection { code: "own_sum", message: OWN_SUM.to_owned() });
        }
        if let Ok(outcome) = &mut file.outcome {
            self.text += outcome.text.len();
            if !self.texts {
                outcome.text = String::new();
            }
        }
        self.batch.push(file);
        if self.batch.len() >= store::BATCH || self.text >= BATCH_TEXT { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> crate::error::Result<()> {
        let outcomes = store::write_batch(self.connection, self.run_id, &self.batch)?;
        for (file, outcome) in self.batch.drain(..).zip(outcomes) {
            self.bar.inc(1);
            if let (FileOutcome::Rejected, Err(rejection)) = (outcome, file.outcome) {
                self.rejections.add(file.path, rejection);
            }
        }
        // Members of containers are known only when they come.
        self.bar.set_length(self.bar.length().unwrap_or(0).max(self.bar.position()));
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

/// Rejected files by the code of the reason.
#[derive(Default)]
struct Rejections(BTreeMap<&'static str, Rejected>);

/// The files that one reason rejects: how many, and the first of them with their messages.
#[derive(Default)]
struct Rejected {
    number: u64,
    first: Vec<(String, String)>,
}

impl Rejections {
    fn add(&mut self, path: String, Rejection { code, message }: Rejection) {
        let group = self.0.entry(code).or_default();
        group.number += 1;
        if group.first.len() < MOST_REJECTED {
            group.first.push((path, message));
        }
    }

    fn number(&self) -> u64 {
        self.0.values().map(|group| group.number).sum()
    }

    /// One line where a single file has the reason; else the reason and the first files under it.
    fn tell(&self, language: Language) {
        let label = language.pick("未收录", "rejected");
        for (code, Rejected { number, first }) in &self.0 {
            let Some((path, message)) = first.first() else { continue };
            if *number == 1 {
                complain(&format!("{label} {path}: {code}: {}", language.half(message)));
                continue;
            }
            let same = first.iter().all(|(_, other)| other == message);
            let files = match language {
                Language::Zh => format!("{number} 个文件"),
                Language::En => counted(*number, "file"),
            };
            let reason = if same { format!(": {}", language.half(message)) } else { String::new() };
            complain(&format!("{label} {files}: {code}{reason}"));
            for (path, message) in first {
                let why = if same { String::new() } else { format!(": {}", language.half(message)) };
                complain(&format!("  {path}{why}"));
            }
            let more = number - first.len() as u64;
            if more > 0 {
                complain(&match language {
                    Language::Zh => format!("  ……另有 {more} 个"),
                    Language::En => format!("  … and {more} more"),
                });
            }
        }
    }
}
