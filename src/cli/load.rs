//! Files into a database, batch by batch: what `ingest` and `check` have in common.

use super::input::complain_of_manifest;
use super::{Language, complain, counted};
use crate::ingest::{self, Options};
use crate::report::Severity;
use crate::store::{self, FileOutcome, Ingested, Rejection};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::io::{self, IsTerminal};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Rejected files that are named for each reason, at most.
const MOST_REJECTED: usize = 20;

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
/// Where the database cannot be written, or the user stops it.
pub(super) fn load(
    connection: &mut Connection,
    files: &[String],
    options: &Options,
    texts: bool,
    language: Language,
) -> anyhow::Result<Loaded> {
    let stop = stop_at_ctrl_c();
    let mut progress = Progress::new(files.len(), language);
    let mut rejections = Rejections::default();
    let loaded = ingest::load(connection, files, options, texts, |file, outcome| {
        progress.count(&file, outcome);
        if let (FileOutcome::Rejected, Err(rejection)) = (outcome, file.outcome) {
            rejections.add(file.path, rejection);
        }
        !stop.load(Ordering::Relaxed)
    })?;
    progress.end();
    rejections.tell(language);
    let rejected = rejections.number();
    let complained = complain_of_manifest(options, language);
    for (decision, why) in store::apply_decisions(connection)? {
        let of = &decision.of;
        complain(&format!("{} {} ({}): {}", decision.action.code(), of.name, of.path, language.half(&why)));
    }
    if loaded.stopped {
        anyhow::bail!(language.pick(
            "已停止：已写入的报告都在库中；再运行同一命令即从此处继续",
            "stopped: the reports written so far are in the database; the same command goes on from here"
        ));
    }
    Ok(Loaded { run_id: loaded.run_id, rejected, complained })
}

/// Set by the first Ctrl-C; the second ends the program at once.
fn stop_at_ctrl_c() -> Arc<AtomicBool> {
    /// Exit code of a program that the user interrupted.
    const INTERRUPTED: i32 = 130;
    let stop = Arc::new(AtomicBool::new(false));
    let set = Arc::clone(&stop);
    // Where the system gives no such signal, the program ends at once, which loses no batch either.
    let _ = ctrlc::set_handler(move || {
        if set.swap(true, Ordering::Relaxed) {
            std::process::exit(INTERRUPTED);
        }
    });
    stop
}

/// A progress bar on a terminal, nothing elsewhere: rate, time left, and what there is to look at.
struct Progress {
    bar: ProgressBar,
    language: Language,
    rejected: u64,
    problems: u64,
    errors: u64,
}

impl Progress {
    fn new(files: usize, language: Language) -> Self {
        let terminal = io::stderr().is_terminal();
        let target = if terminal { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let style = ProgressStyle::with_template("{bar:30} {pos}/{len} {per_sec} {eta}  {msg}");
        let bar = ProgressBar::with_draw_target(Some(files as u64), target)
            .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        Progress { bar, language, rejected: 0, problems: 0, errors: 0 }
    }

    fn count(&mut self, file: &Ingested, outcome: FileOutcome) {
        self.bar.inc(1);
        // Members of containers are known only when they come.
        self.bar.set_length(self.bar.length().unwrap_or(0).max(self.bar.position()));
        self.rejected += u64::from(outcome == FileOutcome::Rejected);
        for judged in file.outcome.iter().flat_map(|outcome| &outcome.reports) {
            self.problems += judged.report.problems.len() as u64;
            let errors = judged.findings.iter().filter(|finding| finding.severity == Severity::Error);
            self.errors += errors.count() as u64;
        }
        if !self.bar.is_hidden() {
            self.bar.set_message(match self.language {
                Language::Zh => {
                    format!("未收录 {} 版式问题 {} 错误 {}", self.rejected, self.problems, self.errors)
                }
                Language::En => {
                    format!("{} rejected, {} problems, {} errors", self.rejected, self.problems, self.errors)
                }
            });
        }
    }

    fn end(&self) {
        self.bar.finish_and_clear();
    }
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
