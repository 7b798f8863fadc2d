//! Files in, what the database takes out: finds the inputs, reads and judges them on all cores, keeps their order.
//!
//! It does not write anything. Memory stays bounded however many files there are.

use crate::agency::{Evidence, Resolution, contacts, narrow, resolve};
use crate::check::check;
use crate::container::{self, Keys, Member, Opened, Refusal};
use crate::error::{Error, Result};
use crate::limits::{MAX_AHEAD, MAX_BYTES};
use crate::manifest::{Manifest, Said};
use crate::normalize::key;
use crate::origin::Origin;
use crate::parse;
use crate::report::Report;
use crate::source;
use crate::store::{Ingested, Judged, Outcome, Rejection, Stated};
use crossbeam_channel::{Sender, bounded};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Condvar, Mutex, PoisonError};
use walkdir::WalkDir;

/// Files that may be read ahead of the writer, for each worker.
const AHEAD: usize = 16;

/// The name of standard input among the paths.
pub const STDIN: &str = "-";

/// The files that `paths` name, folders with all that is in them, sorted and each once.
///
/// # Errors
/// [`Error::Read`] where a path does not exist, a folder cannot be listed or nothing is in it.
pub fn inputs(paths: &[PathBuf]) -> Result<Vec<String>> {
    let mut files = Vec::new();
    for path in paths {
        let failed = |source| Error::Read { path: path.clone(), source };
        if path.as_os_str() == STDIN || path.metadata().map_err(failed)?.is_file() {
            files.push(path.to_string_lossy().into_owned());
            continue;
        }
        let before = files.len();
        for entry in WalkDir::new(path).follow_links(true) {
            let entry = entry.map_err(|error| failed(error.into()))?;
            let hidden = entry.file_name().to_string_lossy().starts_with('.');
            if entry.file_type().is_file() && !hidden {
                files.push(entry.path().to_string_lossy().into_owned());
            }
        }
        if files.len() == before {
            let empty = "文件夹里没有文件 / the folder holds no file";
            return Err(failed(io::Error::new(io::ErrorKind::NotFound, empty)));
        }
    }
    files.sort();
    files.dedup();
    Ok(files)
}

/// How files are read.
#[derive(Debug, Default)]
pub struct Options {
    /// Threads that read and parse, at least one.
    pub jobs: usize,
    /// The keys of records in dumps of crawls.
    pub keys: Keys,
    /// What is said of the files elsewhere.
    pub manifest: Option<Manifest>,
    /// Six digits of the division that all bodies are of, as far as they do not say otherwise.
    pub division: Option<String>,
}

/// What a worker is to read.
enum Task {
    File(String),
    Member(Member),
}

/// Reads the files and the members of containers among them on several threads and hands them to `take` in order;
/// stops at its first error.
///
/// # Errors
/// Whatever `take` returns.
pub fn read_all<E>(
    files: &[String],
    options: &Options,
    mut take: impl FnMut(Ingested) -> std::result::Result<(), E>,
) -> std::result::Result<(), E> {
    let jobs = options.jobs.max(1);
    let ahead = &Ahead::default();
    std::thread::scope(|scope| {
        // Each task gets a channel of its own; the queue of their ends keeps the order and bounds what is read ahead.
        let (queue, results) = bounded(jobs * AHEAD);
        let (tasks, work) = bounded::<(Task, Sender<Ingested>)>(jobs * AHEAD);
        for _ in 0..jobs {
            let work = work.clone();
            scope.spawn(move || {
                for (task, done) in work {
                    let size = task.size();
                    // Nobody waits any more after an error of the writer.
                    let _ = done.send(task.read(options));
                    ahead.leave(size);
                }
            });
        }
        scope.spawn(move || {
            let send = |task: Task| {
                let (done, result) = bounded(1);
                ahead.enter(task.size());
                queue.send(result).is_ok() && tasks.send((task, done)).is_ok()
            };
            for path in files {
                let mut wanted = true;
                let mut member = |member| {
                    wanted = send(Task::Member(member));
                    wanted
                };
                let opened = if path == STDIN {
                    container::open_stdin(path, &options.keys, &mut member);
                    Opened::Container
                } else {
                    container::open(path, &options.keys, &mut member)
                };
                if let Opened::Document = opened {
                    wanted = send(Task::File(path.clone()));
                }
                if !wanted {
                    break;
                }
            }
        });
        results.into_iter().try_for_each(|result| result.recv().map_or(Ok(()), &mut take))
    })
}

/// Bytes of members on their way to the workers.
#[derive(Default)]
struct Ahead {
    bytes: Mutex<u64>,
    less: Condvar,
}

impl Ahead {
    /// Waits until there is room; one member always has it.
    fn enter(&self, size: u64) {
        let bytes = self.bytes.lock().unwrap_or_else(PoisonError::into_inner);
        let full = |bytes: &mut u64| *bytes > 0 && *bytes + size > MAX_AHEAD;
        let mut bytes = self.less.wait_while(bytes, full).unwrap_or_else(PoisonError::into_inner);
        *bytes += size;
    }

    fn leave(&self, size: u64) {
        *self.bytes.lock().unwrap_or_else(PoisonError::into_inner) -= size;
        self.less.notify_one();
    }
}

impl Task {
    /// Bytes that wait in memory.
    fn size(&self) -> u64 {
        match self {
            Task::File(_) => 0,
            Task::Member(member) => member.content.as_ref().map_or(0, |bytes| bytes.len() as u64),
        }
    }

    /// Reads, parses and checks it.
    fn read(self, options: &Options) -> Ingested {
        let (path, outcome) = match self {
            Task::File(path) => {
                let outcome = bytes(&path)
                    .and_then(|bytes| guarded(|| judge(&path, &path, &bytes, Origin::default(), options)));
                (path, outcome)
            }
            Task::Member(member) => {
                let outcome = member.content.map_err(refused).and_then(|bytes| {
                    guarded(|| judge(&member.path, &member.name, &bytes, member.origin, options))
                        .map(|outcome| Outcome { positional: member.positional, ..outcome })
                });
                (member.path, outcome)
            }
        };
        Ingested { path, outcome }
    }
}

/// A fault of the program in one file must not cost the others.
fn guarded(judge: impl FnOnce() -> Judgement) -> Judgement {
    catch_unwind(AssertUnwindSafe(judge)).unwrap_or_else(|_| {
        let message = "程序处理此文件时出错，请报告 / the program failed on this file; please report it";
        Err(Rejection { code: "internal_error", message: message.to_owned() })
    })
}

type Judgement = std::result::Result<Outcome, Rejection>;

fn refused(refusal: Refusal) -> Rejection {
    Rejection { code: refusal.code, message: refusal.message }
}

fn judge(path: &str, name: &str, bytes: &[u8], origin: Origin, options: &Options) -> Judgement {
    let manifest = options.manifest.as_ref();
    let mut document = source::read(name, bytes)
        .map_err(|unreadable| Rejection { code: unreadable.code, message: unreadable.message })?;
    let sha256 = hash(bytes, document.title.as_ref().map_or(origin.title.as_deref(), |_| None));
    origin.supply(&mut document);
    let reports = parse::reports(&document);
    if let [report] = reports.as_slice()
        && let Some(reason) = parse::rejection(report)
    {
        return Err(Rejection { code: reason.code, message: reason.message });
    }
    let said = manifest.and_then(|manifest| manifest.find(path)).cloned().unwrap_or_default();
    let several = reports.len() > 1;
    let judged = |(index, mut report): (usize, Report)| {
        // What is said of a file with several reports decides of none of them.
        let nth = || manifest.and_then(|manifest| manifest.find(&format!("{path}#{}", index + 1))).cloned();
        let said = if several { nth().unwrap_or_default() } else { said.clone() };
        correct(&mut report, &said);
        let manifest = said.agency.is_some() || said.year.is_some() || said.division_code.is_some();
        let stated = manifest.then_some(Stated { agency: said.agency.is_some() });
        // Folders above the one that the command was called in tell as much as those below.
        let whole = std::path::absolute(path).ok().map(|path| path.to_string_lossy().into_owned());
        // The text around several reports is of all of them.
        let text = if several { "" } else { &document.text };
        let name = report.agency.clone();
        let body = name.as_deref().map(|name| {
            let evidence = Evidence {
                name,
                year: report.year,
                site: document.title.as_deref(),
                text,
                url: said.url.as_deref().or(document.url.as_deref()),
                path: whole.as_deref().or(Some(path)),
                division: said.division_code.as_deref(),
                stated: said.agency.is_some(),
            };
            given(&mut report, &evidence, options.division.as_deref())
        });
        Judged { findings: check(&report), report, body, contacts: contacts(text), stated }
    };
    let reports = reports.into_iter().enumerate().map(judged).collect();
    Ok(Outcome {
        sha256,
        byte_length: bytes.len() as u64,
        media_type: document.media_type,
        supplied: said.url.is_some() || said.published_on.is_some(),
        url: said.url.or(document.url),
        published_on: said.published_on.or(document.published_on),
        positional: false,
        text: document.text,
        reports,
    })
}

/// Finds whose report it is, with the division given for all; where the document says otherwise, a problem tells.
fn given(report: &mut Report, evidence: &Evidence, division: Option<&str>) -> Resolution {
    let found = resolve(evidence);
    let Some(code) = division else { return found };
    let (found, contradicts) = narrow(evidence, found, code);
    if contradicts {
        let printed = found.division_code.clone().unwrap_or_else(|| found.candidates.join(" "));
        let message = format!(
            "文件所示区划为 {printed}，--division 为 {code}，不取后者；若文件有误，请在清单中写明 division_code / \
             the document points to {printed}, --division says {code}, which is not taken; if the document is wrong, give \
             division_code in a manifest"
        );
        report.problem("division_disagrees", 0, message);
    }
    found
}

/// Sets what a manifest says of a report; where the document says otherwise, a problem tells.
fn correct(report: &mut Report, said: &Said) {
    if let Some(agency) = &said.agency {
        report.problems.retain(|problem| !["agency_missing", "agency_from_prose"].contains(&problem.code));
        if let Some(printed) = report.agency.replace(agency.clone()) {
            let (one, other) = (key(&printed), key(agency));
            // A name with its divisions and one without are no contradiction.
            if !one.ends_with(&other) && !other.ends_with(&one) {
                report.problem(
                    "manifest_disagrees",
                    0,
                    format!("机关：文件为“{printed}”，清单为“{agency}”，取清单 / agency: the document says “{printed}”, the manifest “{agency}”, which is taken"),
                );
            }
        }
    }
    if let Some(year) = said.year {
        report.problems.retain(|problem| problem.code != "year_missing");
        if let Some(printed) = report.year.replace(year).filter(|printed| *printed != year) {
            report.problem(
                "manifest_disagrees",
                0,
                format!("年度：文件为 {printed}，清单为 {year}，取清单 / year: the document says {printed}, the manifest {year}, which is taken"),
            );
        }
    }
}

/// The bytes of a file or of standard input, up to [`MAX_BYTES`].
///
/// # Errors
/// [`Rejection`] where the file cannot be read, is empty or larger.
pub fn bytes(path: &str) -> std::result::Result<Vec<u8>, Rejection> {
    let mut bytes = Vec::new();
    let read = if path == STDIN {
        io::stdin().lock().take(MAX_BYTES + 1).read_to_end(&mut bytes)
    } else {
        File::open(path).and_then(|file| file.take(MAX_BYTES + 1).read_to_end(&mut bytes))
    };
    match read {
        Err(error) => Err(Rejection { code: "cannot_read", message: error.to_string() }),
        Ok(length) if length as u64 > MAX_BYTES => Err(Rejection {
            code: "too_large",
            message: format!("文件超过 {0} MB，不读取 / larger than {0} MB, not read", MAX_BYTES >> 20),
        }),
        Ok(0) => Err(Rejection { code: "empty", message: "空文件 / the file is empty".to_owned() }),
        Ok(_) => Ok(bytes),
    }
}

/// The SHA-256 of the bytes, and of the title that a document without one got from its record: the same text under
/// another title is another report.
fn hash(bytes: &[u8], title: Option<&str>) -> String {
    let digest = Sha256::new().chain_update(bytes).chain_update(title.unwrap_or_default()).finalize();
    digest.iter().fold(String::with_capacity(2 * digest.len()), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
