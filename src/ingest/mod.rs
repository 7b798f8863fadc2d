//! Files into the database: finds the inputs, reads and judges them on all cores, keeps their order, writes them batch by batch.
//!
//! Memory stays bounded however many files there are.

mod judge;
mod load;

pub use load::{Loaded, load};

use crate::container::{self, Keys, Member, Opened};
use crate::error::{Error, Result};
use crate::limits::{MAX_AHEAD, MAX_BYTES};
use crate::manifest::Manifest;
use crate::origin::Origin;
use crate::store::{Ingested, Known, Outcome, Rejection, Stamp};
use crossbeam_channel::{Sender, bounded};
use judge::{guarded, judge, refused};
use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{Duration, SystemTime};
use walkdir::WalkDir;

/// Files that may be read ahead of the writer, for each worker.
const AHEAD: usize = 32;

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
            let entry = match entry {
                Ok(entry) => entry,
                // Links to nothing or around in a circle and closed folders are recorded like files that cannot be read.
                Err(error) if error.depth() > 0 => {
                    files.extend(error.path().map(|path| path.to_string_lossy().into_owned()));
                    continue;
                }
                Err(error) => return Err(failed(error.into())),
            };
            let name = entry.file_name().to_string_lossy();
            // What systems and word processors leave in folders.
            let left = name.starts_with("~$") || matches!(name.as_ref(), "Thumbs.db" | "desktop.ini");
            let hidden = name.starts_with('.') || left;
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
    take: impl FnMut(Ingested) -> std::result::Result<(), E>,
) -> std::result::Result<(), E> {
    read_unknown(files, options, &Known::default(), take)
}

/// [`read_all`], where what is known is not read again.
fn read_unknown<E>(
    files: &[String],
    options: &Options,
    known: &Known,
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
                    let _ = done.send(task.read(options, known));
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

/// How a file looks, before it is read.
fn stamp(path: &str) -> Option<Stamp> {
    /// Changes that are further apart than this have different times, whatever the file system.
    const APART: Duration = Duration::from_secs(2);
    let metadata = std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file)?;
    let modified = changed(&metadata).filter(|time| time.elapsed().is_ok_and(|age| age > APART));
    let modified_ns = modified
        .and_then(|time| time.duration_since(SystemTime::UNIX_EPOCH).ok())
        .and_then(|since| i64::try_from(since.as_nanos()).ok());
    Some(Stamp { byte_length: metadata.len(), modified_ns })
}

/// When a file was last changed or put in its place, whatever time it was given.
#[cfg(unix)]
fn changed(metadata: &std::fs::Metadata) -> Option<SystemTime> {
    use std::os::unix::fs::MetadataExt;
    let since =
        Duration::new(u64::try_from(metadata.ctime()).ok()?, u32::try_from(metadata.ctime_nsec()).ok()?);
    SystemTime::UNIX_EPOCH.checked_add(since)
}

/// Where only the time that it was given is known, that proves nothing.
#[cfg(not(unix))]
fn changed(_: &std::fs::Metadata) -> Option<SystemTime> {
    None
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
    fn read(self, options: &Options, known: &Known) -> Ingested {
        match self {
            Task::File(path) => {
                let stamp = stamp(&path);
                let same = stamp.and_then(|stamp| known.content_of(&path, stamp));
                let outcome = same.map_or_else(
                    || {
                        let judge =
                            |bytes: Vec<u8>| judge((&path, &path), &bytes, Origin::default(), options, known);
                        bytes(&path).and_then(|bytes| guarded(|| judge(bytes)))
                    },
                    |sha256| Ok(Outcome::known(sha256)),
                );
                Ingested { path, outcome, stamp }
            }
            Task::Member(member) => {
                let outcome = member.content.map_err(refused).and_then(|bytes| {
                    guarded(|| judge((&member.path, &member.name), &bytes, member.origin, options, known))
                        .map(|outcome| Outcome { positional: member.positional, ..outcome })
                });
                Ingested { path: member.path, outcome, stamp: None }
            }
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
