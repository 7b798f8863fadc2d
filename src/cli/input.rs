//! What `ingest`, `parse` and `check` read, and how: the arguments that they share.

use super::{Language, complain};
use crate::container::Keys;
use crate::ingest::{self, Options};
use crate::manifest::Manifest;
use std::path::PathBuf;

/// How inputs are read.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct Reading {
    /// Keys of JSON records, where they are not the usual ones: url, title, date, html, text
    #[arg(long, value_name = "FIELD=KEY,…", value_parser = Keys::parse)]
    keys: Option<Keys>,
    /// CSV with what files do not say: path, agency, year, url, division_code, published_on, in any order
    ///
    /// Paths are seen from the folder of the list or from the working folder; a file's name alone will do, and so do
    /// members of containers. Where list and document disagree the list counts, with a problem manifest_disagrees.
    #[arg(long, value_name = "CSV")]
    manifest: Option<PathBuf>,
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
        let mut manifest = self.manifest.as_deref().map(Manifest::read).transpose()?;
        let files = match &manifest {
            Some(manifest) if paths.is_empty() => {
                let files = manifest.files();
                if files.is_empty() {
                    anyhow::bail!("清单中没有存在的文件 / no file of the manifest exists");
                }
                ingest::inputs(&files)?
            }
            _ => ingest::inputs(paths)?,
        };
        if let Some(manifest) = &mut manifest {
            manifest.expect(&files);
        }
        Ok((files, Options { jobs, keys, manifest }))
    }

    /// Whether paths stand in the manifest.
    pub(super) fn has_manifest(&self) -> bool {
        self.manifest.is_some()
    }
}

/// Tells what was wrong with the manifest; whether anything was.
pub(super) fn complain_of_manifest(options: &Options, lang: Language) -> bool {
    let complaints = options.manifest.as_ref().map(Manifest::complaints).unwrap_or_default();
    for complaint in &complaints {
        complain(lang.half(complaint));
    }
    !complaints.is_empty()
}

/// The name of the `index`th report of a file, from 0: `a.docx`, `a.docx#2`.
pub(super) fn nth(path: &str, index: usize) -> String {
    if index == 0 { path.to_owned() } else { format!("{path}#{}", index + 1) }
}
