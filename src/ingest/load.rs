//! What was read into the database, batch by batch, as a run.
//!
//! It decides what a batch is and when to stop; what becomes of a report is the store's to say.

use super::{Options, read_unknown};
use crate::error::Error;
use crate::rollup;
use crate::store::{self, FileOutcome, Ingested, Known, Rejection};
use rusqlite::Connection;

/// Characters of text in a batch, so that large documents do not pile up in memory.
const BATCH_TEXT: usize = 16 << 20;

/// Why a document that `rollup` wrote is not loaded.
const OWN_SUM: &str = "gongkai 写出的汇总或核对情况，不是公布的报告，不能作为年报；请移出此文件夹 / a sum or a list of \
                       findings that gongkai wrote, not a published report: move it out of the folder";

/// What a load left behind.
#[derive(Clone, Copy, Debug)]
pub struct Loaded {
    /// Number of the run.
    pub run_id: i64,
    /// Whether it was stopped before its end.
    pub stopped: bool,
}

/// Loads files as a run of its own. `texts` are kept with the documents where anybody will read them. `written` is told of each
/// file of a batch once the batch is safe, and whether to go on is what it says of the last one.
///
/// # Errors
/// [`Error::Sql`] where the database cannot be written; batches written before stay.
pub fn load(
    connection: &mut Connection,
    files: &[String],
    options: &Options,
    texts: bool,
    mut written: impl FnMut(Ingested, FileOutcome) -> bool,
) -> crate::error::Result<Loaded> {
    // What is said of files elsewhere may change what is known of their contents.
    let anew = options.manifest.is_some() || options.division.is_some();
    let known = if anew { Ok(Known::default()) } else { Known::of(connection) };
    let begun = known.and_then(|known| Ok((known, store::begin_run(connection)?)));
    let (known, run_id) = begun.map_err(|error| store::explained(connection, error))?;
    let mut batch: Vec<Ingested> = Vec::with_capacity(store::BATCH);
    let mut text = 0;
    let mut write = |batch: &mut Vec<Ingested>| -> Result<(), Halt> {
        let outcomes = store::write_batch(connection, run_id, batch)?;
        let goes_on = batch.drain(..).zip(outcomes).fold(true, |_, (file, outcome)| written(file, outcome));
        if goes_on { Ok(()) } else { Err(Halt::Stopped) }
    };
    let read = read_unknown(files, options, &known, |mut file| {
        if file.outcome.as_ref().is_ok_and(|outcome| rollup::is_sum(&outcome.text)) {
            file.outcome = Err(Rejection { code: "own_sum", message: OWN_SUM.to_owned() });
        }
        if let Ok(outcome) = &mut file.outcome {
            text += outcome.text.len();
            if !texts {
                outcome.text = String::new();
            }
        }
        batch.push(file);
        if batch.len() < store::BATCH && text < BATCH_TEXT {
            return Ok(());
        }
        text = 0;
        write(&mut batch)
    });
    match read.and_then(|()| write(&mut batch)) {
        Ok(()) => Ok(Loaded { run_id, stopped: false }),
        Err(Halt::Stopped) => Ok(Loaded { run_id, stopped: true }),
        Err(Halt::Failed(error)) => Err(store::explained(connection, error)),
    }
}

/// Why a load ends before its files do.
enum Halt {
    Stopped,
    Failed(Error),
}

impl From<Error> for Halt {
    fn from(error: Error) -> Self {
        Halt::Failed(error)
    }
}
