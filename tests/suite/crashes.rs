//! Inputs on which a reader or the parser once failed, most of them found by fuzzing (`fuzz/run`).

use gongkai::{check, parse, source};
use std::path::Path;

#[test]
fn inputs_that_once_failed_are_read_or_refused() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/crashes");
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).expect("the folder") {
        let path = entry.expect("a file").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = std::fs::read(&path).expect("the file");
        seen += 1;
        match source::read(&name, &bytes) {
            Ok(document) => {
                for report in parse::reports(&document) {
                    let _ = parse::rejection(&report);
                    let _ = check::check(&report);
                }
            }
            Err(reason) => assert!(!reason.message.is_empty(), "{name}"),
        }
    }
    assert!(seen > 0, "no fixture was found");
}

#[test]
fn a_workbook_behind_another_container_is_refused() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/crashes");
    let bytes = std::fs::read(folder.join("xlsx_behind_ole.xls")).expect("the file");
    assert_eq!(source::sheet::xlsx::read(&bytes).expect_err("refused").code, "broken_file");
}

#[test]
fn sheets_beyond_any_report_are_refused_before_room_is_made_for_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/crashes");
    let names =
        ["xls_far_cells.xls", "xls_far_dimensions.xls", "xls_text_of_no_formula.xls", "xlsx_far_place.xlsx"];
    for name in names {
        let bytes = std::fs::read(folder.join(name)).expect("the file");
        let refused = source::read(name, &bytes).expect_err(name);
        assert!(["too_large", "broken_file"].contains(&refused.code), "{name}: {}", refused.code);
    }
}
