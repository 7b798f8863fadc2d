//! What `ingest`, `parse` and `check` read, and how: the arguments that they share.

use crate::container::Keys;
use crate::ingest::{self, Options};
use std::path::PathBuf;

/// How inputs are read.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct Reading {
    /// Keys of JSON records, where they are not the usual ones: url, title, date, html, text
    #[arg(long, value_name = "FIELD=KEY,…", value_parser = Keys::parse)]
    keys: Option<Keys>,
}

impl Reading {
    /// The files that the paths name, and how they are read with this many threads, by default one a core.
    ///
    /// # Errors
    /// Where an input is missing.
    pub(super) fn of(&self, paths: &[PathBuf], jobs: Option<u16>) -> anyhow::Result<(Vec<String>, Options)> {
        let cores = || std::thread::available_parallelism().map_or(1, usize::from);
        let jobs = jobs.map_or_else(cores, usize::from);
        let keys = self.keys.clone().unwrap_or_default();
        Ok((ingest::inputs(paths)?, Options { jobs, keys }))
    }
}

/// The name of the `index`th report of a file, from 0: `a.docx`, `a.docx#2`.
pub(super) fn nth(path: &str, index: usize) -> String {
    if index == 0 { path.to_owned() } else { format!("{path}#{}", index + 1) }
}
