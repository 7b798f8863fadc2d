//! Compares a parsed report with the truth of a case.

use super::Case;
use super::agency::TOWNSHIP;
use super::cell::{CellTruth, Keep, NoteRule, Truth};
use super::coverage::{self, Grain};
use super::quirks::Title;
use super::render::Layout;
use gongkai::document::Document;
use gongkai::parse;
use gongkai::report::{Cell, CellState, Number, Report, Severity};
use gongkai::{check, source};

/// What is wrong with one cell or field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// Which kind of fault, for counting.
    pub(crate) kind: &'static str,
    /// Where and what.
    pub(crate) detail: String,
}

/// How a cell came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The right value, or NULL for no number.
    Right,
    /// NULL with a note where a number is printed.
    Noted,
    /// A wrong value, or none and no note.
    Wrong,
}

/// Reads and parses the file of a case.
pub(crate) fn parsed(case: &Case) -> Result<Report, String> {
    read(case).map(|(_, report)| report)
}

/// The document of a case and its report.
pub(crate) fn read(case: &Case) -> Result<(Document, Report), String> {
    let document = source::read(&case.file_name(), &case.bytes()).map_err(|error| error.to_string())?;
    let report = parse::parse(&document);
    Ok((document, report))
}

/// Numbers of the tables that the report says nothing of.
pub(crate) fn lost_numbers(case: &Case, document: &Document, report: &Report) -> Option<Fault> {
    let lost = match case.layout {
        Layout::Glued | Layout::OneLine => coverage::lost_of_case(case, report, Grain::Digits),
        Layout::Pdf | Layout::PdfBare => coverage::lost(document, report, Grain::Digits),
        _ => coverage::lost(document, report, Grain::Numbers),
    };
    (!lost.is_empty()).then(|| Fault { kind: "numbers lost", detail: format!("(line, number): {lost:?}") })
}

/// Whether two numbers are the same but for rounding.
pub(crate) fn same(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0)
}

fn number(cell: &Cell) -> Option<f64> {
    cell.value.map(Number::as_f64)
}

/// How a cell came back, for counting.
pub(crate) fn outcome(report: &Report, truth: &CellTruth) -> Outcome {
    let cell = report.cell(truth.table, truth.row, truth.column);
    match (cell.map(number), truth.truth) {
        (Some(Some(value)), Truth::Number { value: expected, .. }) if same(value, expected) => Outcome::Right,
        (Some(None), Truth::Null(_)) => Outcome::Right,
        (Some(None), _) => Outcome::Noted,
        (None, _) if !report.problems.is_empty() => Outcome::Noted,
        _ => Outcome::Wrong,
    }
}

/// The fault of a cell, if any.
pub(crate) fn cell_fault(report: &Report, truth: &CellTruth) -> Option<Fault> {
    let cell = report.cell(truth.table, truth.row, truth.column);
    let kind = match cell {
        None if truth.keep != Keep::Exact && !report.problems.is_empty() => return None,
        None => "row or column missing",
        Some(cell) => cell_kind(cell, truth)?,
    };
    let CellTruth { table, row, column, raw, keep, .. } = truth;
    let got = cell.map_or_else(|| "nothing".to_owned(), |cell| format!("{:?} {:?}", cell.value, cell.note));
    let detail =
        format!("{}.{row}.{column}: {:?} printed {raw:?} ({keep:?}), got {got}", table.name(), truth.truth);
    Some(Fault { kind, detail })
}

fn cell_kind(cell: &Cell, truth: &CellTruth) -> Option<&'static str> {
    let state = cell.note.as_ref().map(|(state, _)| *state);
    match (number(cell), truth.truth) {
        (None, _) if state.is_none() => Some("NULL without a note"),
        (Some(_), Truth::Null(_)) if state.is_none() => Some("value where none is printed, no note"),
        (Some(_), Truth::Null(_)) => Some("value where none is printed, noted"),
        (Some(value), Truth::Number { value: expected, .. }) if !same(value, expected) => match state {
            None => Some("WRONG VALUE without a note"),
            Some(CellState::Inferred) => Some("wrong value inferred"),
            Some(_) => Some("wrong value, noted"),
        },
        (None, Truth::Null(expected)) => {
            let exact = truth.keep == Keep::Exact && state != Some(expected);
            exact.then_some("NULL with the wrong state")
        }
        (None, Truth::Number { .. }) => {
            matches!(truth.keep, Keep::Exact | Keep::Sure).then_some("NULL where the value is printed")
        }
        (Some(_), Truth::Number { note, .. }) => match truth.keep {
            Keep::Exact => match (note, state) {
                (NoteRule::Never, Some(_)) => Some("needless note"),
                (NoteRule::May, Some(state)) if state != CellState::Converted => Some("needless note"),
                (NoteRule::Converted, state) if state != Some(CellState::Converted) => {
                    Some("conversion not noted")
                }
                _ => None,
            },
            Keep::Noted if state.is_none() => Some("unsure value without a note"),
            _ => None,
        },
    }
}

/// Every fault of a parsed case.
pub(crate) fn faults(case: &Case, report: &Report) -> Vec<Fault> {
    let mut faults: Vec<Fault> = case.cells.iter().filter_map(|truth| cell_fault(report, truth)).collect();
    let mut differ = |kind, expected: String, got: String| {
        if expected != got {
            faults.push(Fault { kind, detail: format!("expected {expected}, got {got}") });
        }
    };
    // Of a township that no list has in its county nobody knows that its name begins on the line above.
    let cut = case.quirks.title == Title::CutInName
        && report.agency.as_deref().is_some_and(|name| TOWNSHIP.contains(&name));
    let nameless = case.quirks.title == Title::NoAgency && report.agency.is_none() || cut;
    if !nameless {
        differ(
            "agency",
            format!("{:?}", Some(&case.model.agency.name)),
            format!("{:?}", report.agency.as_ref()),
        );
    }
    differ("year", format!("{:?}", Some(case.model.year)), format!("{:?}", report.year));
    differ("form", case.form.to_owned(), report.form.code().to_owned());
    let amounts = |fee: [Option<Number>; 3]| fee.map(|amount| amount.map(Number::as_f64));
    let fee = report.fee.map(|fee| amounts([fee.notices, fee.billed_yuan, fee.collected_yuan]));
    differ("information fee", format!("{:?}", case.model.fee.stated()), format!("{fee:?}"));
    for finding in check::check(report).iter().filter(|finding| finding.severity == Severity::Error) {
        let detail = format!("{} {} {}", finding.rule, finding.subject, finding.message);
        faults.push(Fault { kind: "error finding on a consistent report", detail });
    }
    if let Some(rejection) = parse::rejection(report) {
        faults.push(Fault { kind: "rejected", detail: rejection.message });
    }
    faults
}
