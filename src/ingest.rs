//! Files in, what the database takes out: finds the inputs, reads and judges them on all cores, keeps their order.
//!
//! It does not write anything. Memory stays bounded however many files there are.

use crate::check::check;
use crate::error::{Error, Result};
use crate::limits::MAX_BYTES;
use crate::parse;
use crate::source;
use crate::store::{Ingested, Outcome, Rejection};
use crossbeam_channel::{Sender, bounded};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
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

/// Reads one file, parses and checks it.
pub fn read(path: &str) -> Ingested {
    let outcome = bytes(path).and_then(|bytes| {
        // A fault of the program in one file must not cost the others.
        catch_unwind(AssertUnwindSafe(|| judge(path, &bytes))).unwrap_or_else(|_| {
            let message = "程序处理此文件时出错，请报告 / the program failed on this file; please report it";
            Err(Rejection { code: "internal_error", message: message.to_owned() })
        })
    });
    Ingested { path: path.to_owned(), outcome }
}

/// Reads the files on `jobs` threads and hands them to `take` in order; stops at its first error.
///
/// # Errors
/// Whatever `take` returns.
pub fn read_all<E>(
    files: &[String],
    jobs: usize,
    mut take: impl FnMut(Ingested) -> std::result::Result<(), E>,
) -> std::result::Result<(), E> {
    let jobs = jobs.max(1);
    std::thread::scope(|scope| {
        // Each file gets a channel of its own; the queue of their ends keeps the order and bounds what is read ahead.
        let (queue, results) = bounded(jobs * AHEAD);
        let (tasks, work) = bounded::<(&String, Sender<Ingested>)>(jobs * AHEAD);
        for _ in 0..jobs {
            let work = work.clone();
            scope.spawn(move || {
                for (path, done) in work {
                    // Nobody waits any more after an error of the writer.
                    let _ = done.send(read(path));
                }
            });
        }
        scope.spawn(move || {
            for path in files {
                let (done, result) = bounded(1);
                if queue.send(result).is_err() || tasks.send((path, done)).is_err() {
                    break;
                }
            }
        });
        results.into_iter().try_for_each(|result| result.recv().map_or(Ok(()), &mut take))
    })
}

fn judge(path: &str, bytes: &[u8]) -> std::result::Result<Outcome, Rejection> {
    let document = source::read(path, bytes)
        .map_err(|unreadable| Rejection { code: unreadable.code, message: unreadable.message })?;
    let report = parse::parse(&document);
    if let Some(reason) = parse::rejection(&report) {
        return Err(Rejection { code: reason.code, message: reason.message });
    }
    let findings = check(&report);
    Ok(Outcome {
        sha256: hex(&Sha256::digest(bytes)),
        byte_length: bytes.len() as u64,
        media_type: document.media_type,
        url: document.url,
        published_on: document.published_on,
        text: document.text,
        report,
        findings,
    })
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

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
