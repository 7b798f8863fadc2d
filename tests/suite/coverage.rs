//! Nothing vanishes: every number of every table is in a cell, a note, a problem or the text of a section.

use crate::generator::coverage::{Grain, lost};
use crate::layouts::shared;
use gongkai::{parse, source};
use std::path::{Path, PathBuf};

/// Files of a folder and the folders in it.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
}

#[test]
fn no_number_of_a_table_vanishes_from_any_file() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let own = ["tests/fixtures", "data"].map(|name| root.join(name));
    let folders = own.into_iter().chain(["layouts", "seeds"].into_iter().filter_map(shared));
    let mut paths = Vec::new();
    folders.for_each(|folder| files(&folder, &mut paths));
    let (mut complaints, mut tables) = (Vec::new(), 0);
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        // Scripts, truths and what is no single report are not read here.
        if [".py", ".json", ".jsonl"].iter().any(|end| name.ends_with(end)) {
            continue;
        }
        let Ok(document) = source::read(&name, &std::fs::read(&path).expect("a file")) else { continue };
        let report = parse::parse(&document);
        if parse::rejection(&report).is_some() {
            continue;
        }
        tables += report.tables.len();
        let grain =
            if name.contains("glued") || name.contains("pdf") { Grain::Digits } else { Grain::Numbers };
        let lost = lost(&document, &report, grain);
        if !lost.is_empty() {
            complaints.push(format!("{}: (line, number): {lost:?}", path.display()));
        }
    }
    assert!(tables > 200, "only {tables} tables were read");
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}
