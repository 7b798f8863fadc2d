//! A [`Document`] in, a [`Report`] out. Parsing never fails: what does not fit becomes a problem.

use crate::document::Document;
use crate::report::Report;

/// Why a document is not a report of either edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotAReport {
    /// `not_a_report`, `before_2019`.
    pub code: &'static str,
    /// What was seen instead, in Chinese and English.
    pub message: String,
}

/// Reads the report out of a document.
pub fn parse(document: &Document) -> Report {
    let _ = document;
    Report::default()
}

/// Says why a parsed document is not a report of either edition, `None` where it is one.
pub fn rejection(report: &Report) -> Option<NotAReport> {
    let _ = report;
    None
}
