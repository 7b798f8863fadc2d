//! What `ingest`, `parse` and `check` read, and how: the arguments that they share.

use super::{Language, complain};
use crate::container::Keys;
use crate::ingest::{self, Options};
use crate::manifest::Manifest;
use crate::report::Report;
use anyhow::Context as _;
use std::path::{Path, PathBuf};

/// Reports of a file that an error names at most.
const MOST_NAMED: usize = 5;

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
            _ => without(ingest::inputs(paths)?, self.manifest.as_deref()),
        };
        if let Some(manifest) = &mut manifest {
            manifest.expect(&files);
        }
        Ok((files, Options { jobs, keys, manifest, division: None }))
    }

    /// Whether paths stand in the manifest.
    pub(super) fn has_manifest(&self) -> bool {
        self.manifest.is_some()
    }
}

/// The files without the list of them, which may lie in the folder that is read.
fn without(mut files: Vec<String>, list: Option<&Path>) -> Vec<String> {
    if let Some(list) = list
        && let Ok(real) = list.canonicalize()
    {
        let is_list = |file: &Path| {
            file.file_name() == list.file_name() && file.canonicalize().is_ok_and(|file| file == real)
        };
        files.retain(|file| !is_list(Path::new(file)));
    }
    files
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

/// The file in which a member or report stands, of paths such as `a.zip!/b.html` and `a.docx#2`.
pub(super) fn place(path: &str) -> Option<&str> {
    if Path::new(path).exists() {
        return None;
    }
    let ends = path.match_indices(['!', '#']).map(|(at, _)| &path[..at]);
    ends.into_iter().find(|file| Path::new(file).is_file())
}

/// The one report that a path means: of a file with a single one, or named as in `a.zip!/b.html` and `a.docx#2`.
///
/// # Errors
/// Where there is none, or more than one.
pub(super) fn one_report(given: &str, lang: Language) -> anyhow::Result<Report> {
    let file = place(given).unwrap_or(given);
    let files = ingest::inputs(&[PathBuf::from(file)])?;
    let (mut found, mut refused) = (Vec::new(), None);
    let options = Options { jobs: 1, ..Options::default() };
    let read = ingest::read_all(&files, &options, |read| -> anyhow::Result<()> {
        match read.outcome {
            Ok(outcome) => {
                let reports = outcome.reports.into_iter().enumerate();
                found.extend(reports.map(|(index, judged)| (nth(&read.path, index), judged.report)));
            }
            Err(rejection) => refused = Some((read.path, rejection)),
        }
        Ok(())
    });
    read?;
    if file != given {
        found.retain(|(path, _)| {
            path == given || path.strip_prefix(given).is_some_and(|rest| rest.starts_with('#'))
        });
    }
    match (found.len(), refused) {
        (1, _) => {}
        (0, Some((path, rejection))) => {
            anyhow::bail!("{path}: {}: {}", rejection.code, lang.half(&rejection.message))
        }
        (0, None) => anyhow::bail!("{given}: {}", lang.pick("没有这一份报告", "no such report")),
        _ => {
            let names: Vec<_> = found.iter().take(MOST_NAMED).map(|(path, _)| path.as_str()).collect();
            let about = lang.pick("不止一份报告，请指明一份", "more than one report; name one of them");
            anyhow::bail!("{given}: {about}: {}", names.join(", "))
        }
    }
    found.pop().map(|(_, report)| report).with_context(|| given.to_owned())
}
