//! Reports saved in every format by other programs (tests/fixtures/make_formats.py): all cells, notes and names.

use crate::generator::matrix::{PACKED, SAVED};
use crate::generator::{Case, judge};
use gongkai::container::{self, Keys};
use gongkai::{parse, source};
use std::path::{Path, PathBuf};

/// What each report is saved as.
const FORMATS: [&str; 12] =
    ["html", "md", "txt", "mht", "docx", "doc", "rtf", "odt", "xlsx", "xls", "pdf", "print.pdf"];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/formats")
}

/// What is wrong with a file of a report.
fn complaints(name: &str, bytes: &[u8], truth: &Case) -> Vec<String> {
    let document = match source::read(name, bytes) {
        Ok(document) => document,
        Err(error) => return vec![format!("{name}: {error}")],
    };
    let report = parse::parse(&document);
    // LibreOffice's page break cuts the header of section 3 within its cells: the order of its columns is inferred.
    let cut = name == "2019_gaps.pdf";
    let faults = judge::faults(truth, &report).into_iter();
    let faults = faults.filter(|fault| !(cut && fault.kind == "needless note"));
    let faults = faults.map(|fault| format!("{name}: {}: {}", fault.kind, fault.detail));
    let problems = report.problems.iter();
    faults.chain(problems.map(|problem| format!("{name}: {} {}", problem.code, problem.message))).collect()
}

#[test]
fn a_report_is_the_same_in_every_format() {
    let mut found = Vec::new();
    for saved in &SAVED {
        let truth = saved.truth();
        for format in FORMATS {
            let name = format!("{}.{format}", saved.name);
            let bytes = std::fs::read(folder().join(&name)).expect("a fixture");
            found.extend(complaints(&name, &bytes, &truth));
        }
    }
    assert!(found.is_empty(), "{} complaints\n{}", found.len(), found.join("\n"));
}

/// What each packed report is saved as.
const PACKED_FORMATS: [&str; 8] = ["doc", "docx", "html", "mht", "odt", "rtf", "xls", "xlsx"];

#[test]
fn every_edition_and_habit_is_the_same_in_the_formats_of_offices() {
    let mut found = Vec::new();
    for saved in &PACKED {
        let truth = saved.truth();
        let mut formats = Vec::new();
        let archive = folder().join(format!("{}.zip", saved.name));
        container::open(&archive.to_string_lossy(), &Keys::default(), &mut |member| {
            formats.push(member.name.rsplit('.').next().unwrap_or_default().to_owned());
            found.extend(complaints(&member.name, &member.content.expect("a member"), &truth));
            true
        });
        assert_eq!(formats, PACKED_FORMATS, "{}", saved.name);
    }
    assert!(found.is_empty(), "{} complaints\n{}", found.len(), found.join("\n"));
}

#[test]
fn fixtures_hold_the_reports_that_the_generator_writes() {
    use crate::generator::render::Layout;
    for saved in &SAVED {
        let page = std::fs::read(folder().join(format!("{}.html", saved.name))).expect("a fixture");
        assert!(
            page == saved.case(Layout::HtmlTable).bytes(),
            "{}: run tests/fixtures/make_formats.py",
            saved.name
        );
    }
}
