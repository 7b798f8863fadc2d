//! An HTML table, escaped, to be put into a page.

use super::{numeric, texts};
use crate::normalize::visible;
use crate::rows::Rows;
use std::io::{self, Write};

/// Writes a `<table>`; cells of number columns have `class="number"`.
///
/// # Errors
/// Where it cannot be written.
pub fn html(rows: &Rows, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"<table>\n<thead>\n<tr>")?;
    for name in &rows.columns {
        write!(out, "<th>{}</th>", escape(name))?;
    }
    out.write_all(b"</tr>\n</thead>\n<tbody>\n")?;
    let numeric: Vec<_> = (0..rows.columns.len()).map(|index| numeric(rows, index)).collect();
    for row in &rows.rows {
        out.write_all(b"<tr>")?;
        for (text, numeric) in texts(&rows.columns, row).zip(&numeric) {
            let class = if *numeric { " class=\"number\"" } else { "" };
            write!(out, "<td{class}>{}</td>", escape(&text))?;
        }
        out.write_all(b"</tr>\n")?;
    }
    out.write_all(b"</tbody>\n</table>\n")
}

fn escape(text: &str) -> String {
    escaped(text).replace('\n', "<br>")
}

/// Text that is no markup, for a page or a picture; characters that would hide or turn it are shown by their number.
pub fn escaped(text: &str) -> String {
    visible(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
