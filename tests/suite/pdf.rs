//! Pdf files: one report printed in several ways, and files that cannot be read.

use super::layouts::compare;
use gongkai::form::Table;
use gongkai::report::{CellState, Report};
use gongkai::source;
use serde_json::Value;
use std::path::PathBuf;

fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/pdf").join(name)
}

fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(fixture(name)).expect("the fixture")
}

/// Why a file is not read.
#[track_caller]
fn reason(bytes: &[u8]) -> &'static str {
    source::read("report.pdf", bytes).expect_err("a file that is not read").code
}

#[track_caller]
fn text(name: &str) -> String {
    source::read(name, &bytes(name)).expect("a document").text
}

/// Every cell of the report that all fixtures print, without a note.
#[track_caller]
fn whole(name: &str) {
    let truth: Value = serde_json::from_slice(&bytes("report.json")).expect("json");
    let mut complaints = Vec::new();
    let report = compare(&fixture(name), &truth, &mut complaints);
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    let codes: Vec<_> = report.problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, Vec::<&str>::new(), "{name}");
}

#[test]
fn ruled_tables_are_read_whole() {
    whole("plain.pdf");
}

#[test]
fn a_table_without_rules_is_read_without_a_wrong_number() {
    let truth: Value = serde_json::from_slice(&bytes("report.json")).expect("json");
    let mut complaints = Vec::new();
    compare(&fixture("no_rules.pdf"), &truth, &mut complaints);
    // Rows whose labels are printed over several lines may be left open; what is read is right.
    complaints.retain(|complaint| !complaint.contains("NULL Some"));
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    assert!(text("no_rules.pdf").contains("行政处罚"));
}

#[test]
fn a_row_that_a_page_break_cuts_is_put_together() {
    whole("page_break.pdf");
}

#[test]
fn a_page_on_its_side_is_turned() {
    whole("rotated.pdf");
}

#[test]
fn fake_bold_is_read_once() {
    whole("fake_bold.pdf");
}

#[test]
fn characters_drawn_one_by_one_in_any_order_make_the_same_text() {
    whole("any_order.pdf");
    assert_eq!(text("any_order.pdf").lines().nth(2), text("plain.pdf").lines().nth(2));
}

#[test]
fn an_owner_password_hinders_nobody() {
    whole("owner_password.pdf");
}

#[test]
fn values_of_form_fields_are_read_where_no_appearance_shows_them() {
    whole("form_filled.pdf");
}

#[test]
fn a_form_field_that_shows_another_value_than_it_holds_is_unreadable() {
    let report = right_as_far_as_read("form_stale.pdf");
    assert_eq!(state(&report, "withheld_state_secret", "research_institution"), Some(CellState::Unreadable));
    assert_eq!(state(&report, "withheld_state_secret", "natural_person"), None);
}

/// Reads a fixture whose report prints some cells in a way that is not read: what is read must be right.
#[track_caller]
fn right_as_far_as_read(name: &str) -> Report {
    let truth: Value = serde_json::from_slice(&bytes("report.json")).expect("json");
    let mut complaints = Vec::new();
    let report = compare(&fixture(name), &truth, &mut complaints);
    complaints.retain(|complaint| !complaint.contains("NULL Some"));
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    report
}

fn state(report: &Report, row: &str, column: &str) -> Option<CellState> {
    let cell = report.cell(Table::Applications, row, column).expect("a cell");
    cell.note.as_ref().map(|(state, _)| *state)
}

#[test]
fn blank_cells_of_a_table_without_rules_shift_no_number() {
    let report = right_as_far_as_read("no_rules_blanks.pdf");
    assert_eq!(state(&report, "disclosed", "natural_person"), Some(CellState::Blank));
    assert_eq!(state(&report, "disclosed", "commercial_enterprise"), None);
}

#[test]
fn numbers_drawn_as_shapes_are_unreadable_and_not_blank() {
    let report = right_as_far_as_read("outlines.pdf");
    assert_eq!(state(&report, "disclosed", "natural_person"), Some(CellState::Unreadable));
    assert_eq!(state(&report, "disclosed", "commercial_enterprise"), None);
}

#[test]
fn numbers_drawn_as_pictures_are_unreadable_where_no_rule_shows_their_cells() {
    let report = right_as_far_as_read("bare_pictures.pdf");
    let repealed = report.cell(Table::Section20, "normative_documents", "repealed").expect("a cell");
    assert_eq!(repealed.note.as_ref().map(|(state, _)| *state), Some(CellState::Unreadable));
    // Its label is printed over two lines, so that no word stands on the line of the number.
    let hidden = state(&report, "partly_disclosed", "public_welfare_org");
    assert!(matches!(hidden, Some(CellState::Unreadable | CellState::Ambiguous)), "{hidden:?}");
}

#[test]
fn two_pages_on_one_sheet_are_read_one_after_the_other() {
    whole("two_up.pdf");
}

#[test]
fn fonts_that_number_their_glyphs_by_a_known_list_are_read() {
    whole("glyph_list.pdf");
}

#[test]
fn a_watermark_of_digits_across_a_table_is_no_value() {
    whole("watermark.pdf");
}

#[test]
fn page_numbers_are_left_out() {
    let text = text("page_break.pdf");
    assert!(!text.lines().any(|line| matches!(line.trim(), "1" | "2" | "3")), "{text}");
}

#[test]
fn files_without_text_are_rejected_with_their_reason() {
    assert_eq!(reason(&bytes("scanned.pdf")), "scanned_pdf");
    assert_eq!(reason(&bytes("user_password.pdf")), "encrypted_pdf");
    assert_eq!(reason(b"%PDF-1.7\n"), "broken_pdf");
}

#[test]
fn a_file_cut_short_is_rejected_or_read_as_far_as_it_goes() {
    let whole = bytes("plain.pdf");
    let full = text("plain.pdf");
    for part in 1..20 {
        match source::read("report.pdf", &whole[..whole.len() * part / 20]) {
            Ok(document) => assert!(full.starts_with(document.text.lines().next().unwrap_or("")), "{part}"),
            Err(error) => assert!(["broken_pdf", "empty"].contains(&error.code), "{part}: {error}"),
        }
    }
}

#[test]
fn digits_of_a_note_beside_those_of_the_page_are_set_apart() {
    let drawn = "BT /F 10 Tf 100 700 Td (Fines 8) Tj ET";
    let note = |left: i32| {
        format!(
            "<</Type/Annot/Subtype/FreeText/Rect[{left} 696 {0} 708]/Contents(9)/DA(/F 10 Tf 0 g)>>",
            left + 8
        )
    };
    let read = |left: i32| {
        let objects = [
            "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
            "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
            format!(
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>/Annots[{}]>>",
                note(left)
            ),
            format!("<</Length {}>>stream\n{drawn}\nendstream", drawn.len()),
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
        ];
        let mut file = "%PDF-1.7\n".to_owned();
        let mut places = String::new();
        for (index, object) in objects.iter().enumerate() {
            places.extend([format!("{:010} 00000 n \n", file.len())]);
            file.extend([format!("{} 0 obj{object}endobj\n", index + 1)]);
        }
        let start = file.len();
        file.extend([
            format!("xref\n0 6\n0000000000 65535 f \n{places}"),
            format!("trailer<</Size 6/Root 1 0 R>>\nstartxref\n{start}\n%%EOF"),
        ]);
        let text = source::read("a.pdf", file.as_bytes()).expect("a document").text;
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(read(134), "Fines 8(9)");
    assert_eq!(read(200), "Fines 8 9");
}

#[test]
fn text_recognised_from_pictures_is_told() {
    let codes = |name: &str| -> Vec<&str> {
        let document = source::read(name, &bytes(name)).expect("a document");
        gongkai::parse::parse(&document).problems.iter().map(|problem| problem.code).collect()
    };
    assert!(codes("ocr_layer.pdf").contains(&"ocr_text"), "text that is not printed");
    assert!(codes("ocr_under.pdf").contains(&"ocr_text"), "text below a picture");
    assert!(!codes("paper.pdf").contains(&"ocr_text"), "text printed on a picture");
}
