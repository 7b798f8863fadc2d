//! Renders rows and reports for people and programs. It does not know the database.

mod report;

pub use report::{rejection_json, report_json, report_markdown};
