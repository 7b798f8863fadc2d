//! A Markdown pipe table.

use super::{numeric, texts};
use crate::rows::Rows;
use std::io::{self, Write};

/// Writes a pipe table; columns of numbers are aligned right.
///
/// # Errors
/// Where it cannot be written.
pub fn markdown(rows: &Rows, out: &mut dyn Write) -> io::Result<()> {
    let line = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    writeln!(out, "{}", line(rows.columns.iter().map(|name| escape(name)).collect()))?;
    let rule = |index| if numeric(rows, index) { "---:" } else { "---" }.to_owned();
    writeln!(out, "{}", line((0..rows.columns.len()).map(rule).collect()))?;
    rows.rows.iter().try_for_each(|row| {
        let cells = texts(&rows.columns, row).map(|text| escape(&text));
        writeln!(out, "{}", line(cells.collect()))
    })
}

fn escape(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('|', "\\|").replace('<', "&lt;");
    text.replace("\r\n", "<br>").replace(['\r', '\n'], "<br>")
}
