//! Reports saved in every format by other programs (tests/fixtures/make_formats.py): all cells, notes and names.

use crate::generator::judge;
use crate::generator::matrix::SAVED;
use gongkai::{parse, source};
use std::path::Path;

/// What each report is saved as.
const FORMATS: [&str; 12] =
    ["html", "md", "txt", "mht", "docx", "doc", "rtf", "odt", "xlsx", "xls", "pdf", "print.pdf"];

#[test]
fn a_report_is_the_same_in_every_format() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/formats");
    let mut complaints = Vec::new();
    for saved in &SAVED {
        let truth = saved.truth();
        for format in FORMATS {
            let name = format!("{}.{format}", saved.name);
            let bytes = std::fs::read(folder.join(&name)).expect("a fixture");
            let document = match source::read(&name, &bytes) {
                Ok(document) => document,
                Err(error) => {
                    complaints.push(format!("{name}: {error}"));
                    continue;
                }
            };
            let report = parse::parse(&document);
            // LibreOffice's page break cuts the header of section 3 within its cells: the order of its columns is inferred.
            let cut = name == "2019_gaps.pdf";
            let faults = judge::faults(&truth, &report).into_iter();
            let faults = faults.filter(|fault| !(cut && fault.kind == "needless note"));
            complaints.extend(faults.map(|fault| format!("{name}: {}: {}", fault.kind, fault.detail)));
            let problems = report.problems.iter();
            complaints
                .extend(problems.map(|problem| format!("{name}: {} {}", problem.code, problem.message)));
        }
    }
    assert!(complaints.is_empty(), "{} complaints\n{}", complaints.len(), complaints.join("\n"));
}

#[test]
fn fixtures_hold_the_reports_that_the_generator_writes() {
    use crate::generator::render::Layout;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/formats");
    for saved in &SAVED {
        let page = std::fs::read(folder.join(format!("{}.html", saved.name))).expect("a fixture");
        assert!(
            page == saved.case(Layout::HtmlTable).bytes(),
            "{}: run tests/fixtures/make_formats.py",
            saved.name
        );
    }
}
