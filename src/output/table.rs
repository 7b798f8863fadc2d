//! Aligned columns for a terminal, and the pieces of which screens are made.

use super::fit::{Column, fitted};
use super::{numeric, texts};
use crate::rows::Rows;
use comfy_table::{
    CellAlignment, ColumnConstraint, ContentArrangement, ContentLineStyle, LineStyle, Table, TableStyle,
    Width,
};
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// Longer cells are wrapped: two long columns still fit a wide terminal.
pub(super) const WIDEST: usize = 62;

/// One line under the header and nothing else: the ambiguous width of box characters cannot shift a column.
const STYLE: TableStyle = TableStyle::new()
    .header_lines(ContentLineStyle::none())
    .header_separator(LineStyle::none().fill('-').junction('-'))
    .content_lines(ContentLineStyle::none());

/// Writes aligned columns, numbers to the right, NULL as an en dash.
///
/// # Errors
/// Where it cannot be written.
pub fn table(rows: &Rows, out: &mut dyn Write) -> io::Result<()> {
    table_with(rows, &rows.columns, None, out)
}

/// Writes a table under other headings than the columns' names, for a terminal of `room` columns if it is one.
///
/// # Errors
/// Where it cannot be written.
pub fn table_with(
    rows: &Rows,
    headings: &[String],
    room: Option<usize>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let cells = rows.rows.iter().map(|row| texts(&rows.columns, row).collect());
    table_of(rows, headings, cells, room, out)
}

/// Writes a table with the values of the rows in words: `cells`, a text for each.
///
/// # Errors
/// Where it cannot be written.
pub fn table_of(
    rows: &Rows,
    headings: &[String],
    cells: impl Iterator<Item = Vec<String>>,
    room: Option<usize>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut columns: Vec<Column> = headings
        .iter()
        .enumerate()
        .map(|(index, heading)| Column {
            heading: heading.clone(),
            cells: Vec::with_capacity(rows.rows.len()),
            numeric: numeric(rows, index),
            measured: numeric(rows, index) && rows.columns.get(index).is_some_and(|code| code != "year"),
        })
        .collect();
    for texts in cells {
        for (column, text) in columns.iter_mut().zip(texts) {
            column.cells.push(if text.is_empty() { "–".to_owned() } else { text });
        }
    }
    match room {
        Some(room) => fitted(columns, room, out),
        None => aligned(&columns, out),
    }
}

/// Writes columns beside each other.
pub(super) fn aligned(columns: &[Column], out: &mut dyn Write) -> io::Result<()> {
    if columns.is_empty() {
        return Ok(());
    }
    let mut table = Table::new();
    table.load_style(STYLE).set_content_arrangement(ContentArrangement::Dynamic).set_width(u16::MAX);
    table.set_header(columns.iter().map(|column| &column.heading));
    for row in 0..columns.iter().map(|column| column.cells.len()).max().unwrap_or_default() {
        table.add_row(columns.iter().filter_map(|column| column.cells.get(row)));
    }
    for (own, column) in columns.iter().zip(table.column_iter_mut()) {
        column.set_padding((0, 2));
        column.set_constraint(ColumnConstraint::UpperBoundary(Width::Fixed(WIDEST as u16 + 2)));
        if own.numeric {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table.lines().try_for_each(|line| writeln!(out, "{}", line.trim_end()))
}

/// A line of blocks as high as the values, a gap where there is none; the highest is the greatest, 0 the lowest.
pub fn sparkline(values: &[Option<f64>]) -> String {
    const HEIGHTS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let most = values.iter().flatten().copied().fold(0.0, f64::max);
    let share = |value: f64| if most > 0.0 { (value / most).clamp(0.0, 1.0) } else { 0.0 };
    let sign =
        |value: &Option<f64>| value.map_or(' ', |value| HEIGHTS[(share(value) * 7.0).round() as usize]);
    values.iter().map(sign).collect()
}

/// A bar of `value` to `maximum`, at most `width` columns wide, in eighths of a column.
pub fn bar(value: f64, maximum: f64, width: usize) -> String {
    const PARTS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    if value <= 0.0 || maximum <= 0.0 {
        return String::new();
    }
    let eighths = ((value / maximum).min(1.0) * (width * 8) as f64).round().max(1.0) as usize;
    "█".repeat(eighths / 8) + PARTS[eighths % 8]
}

/// `text` with spaces after it up to `width` terminal columns.
pub fn pad(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}
