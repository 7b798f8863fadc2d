//! Tables on a terminal that is too narrow for them: what is the same in every row is said once above, texts and headings are wrapped,
//! and where that does not do either, each row is a block of lines.

use super::wrap::{pieces, width, wrapped};
use super::{pad, table};
use std::io::{self, Write};

/// Columns between two columns of a table.
const GAP: usize = 3;
/// Texts are not wrapped to less.
const LEAST: usize = 8;
/// Texts that are read with ease.
const READ: usize = 24;
/// Pieces longer than this are cut, such as paths.
const LONGEST: usize = 24;

/// A column of texts: its heading first.
pub(super) struct Column {
    pub(super) heading: String,
    pub(super) cells: Vec<String>,
    /// Whether it holds numbers.
    pub(super) numeric: bool,
    /// Whether these are measured, so that they stay in the table.
    pub(super) measured: bool,
}

impl Column {
    fn natural(&self) -> usize {
        let lines = |text: &String| text.lines().map(width).max().unwrap_or_default();
        self.cells.iter().map(lines).max().unwrap_or_default().max(width(&self.heading)).min(table::WIDEST)
    }

    /// The least width: of the longest piece of the heading, of numbers as they are, of texts that can still be read.
    fn least(&self) -> usize {
        let longest =
            |text: &str| pieces(text).iter().map(|piece| width(piece.trim_end())).max().unwrap_or_default();
        let cells =
            self.cells.iter().map(|cell| if self.numeric { width(cell) } else { longest(cell).min(LONGEST) });
        let heading = longest(&self.heading).max(width(&self.heading).min(4));
        let least = cells.max().unwrap_or_default().max(heading);
        if self.numeric { least } else { least.max(LEAST).min(self.natural()) }
    }

    /// The value of all rows, if they have one, and more rows than one.
    fn only(&self) -> Option<&String> {
        let first = self.cells.first()?;
        (self.cells.len() > 1 && self.cells.iter().all(|cell| cell == first)).then_some(first)
    }

    fn wrap(&mut self, room: usize) {
        for text in std::iter::once(&mut self.heading).chain(&mut self.cells) {
            *text = wrapped(text, room).join("\n");
        }
    }
}

/// The columns of a table with columns of these widths; the line under its header is two longer than the rows.
fn total(widths: impl Iterator<Item = usize>) -> usize {
    widths.map(|width| width + GAP).sum::<usize>().saturating_sub(GAP - 2)
}

/// Writes a table for a terminal of `room` columns. A last column without a heading is an ornament, which needs room of its own.
///
/// # Errors
/// Where it cannot be written.
pub(super) fn fitted(mut columns: Vec<Column>, room: usize, out: &mut dyn Write) -> io::Result<()> {
    let fits = |columns: &[Column]| total(columns.iter().map(Column::natural)) <= room;
    if !fits(&columns) && columns.last().is_some_and(|column| column.heading.is_empty()) {
        columns.pop();
    }
    if !fits(&columns) {
        let (same, rest): (Vec<_>, Vec<_>) =
            columns.into_iter().partition(|column| !column.measured && column.only().is_some());
        columns = rest;
        let told: Vec<_> =
            same.iter().filter_map(|column| Some(format!("{} {}", column.heading, column.only()?))).collect();
        if !told.is_empty() {
            writeln!(out, "{}\n", wrapped(&told.join(" · "), room).join("\n"))?;
        }
    }
    let least = total(columns.iter().map(Column::least));
    if !fits(&columns) && least > room {
        return blocks(&columns, room, out);
    }
    if !fits(&columns) {
        let of = |column: &Column, (numbers, texts): (usize, usize)| {
            column.natural().min(column.least().max(if column.numeric { numbers } else { texts }))
        };
        let fit = |most: &(usize, usize)| total(columns.iter().map(|column| of(column, *most))) <= room;
        // Headings of numbers give way before texts get narrow.
        let widths =
            |numbers: usize, least: usize| (least..=table::WIDEST).rev().map(move |texts| (numbers, texts));
        let most = widths(table::WIDEST, READ).chain(widths(8, READ)).chain(widths(0, 0)).find(fit);
        for column in &mut columns {
            let room = of(column, most.unwrap_or_default());
            column.wrap(room);
        }
    }
    table::aligned(&columns, out)
}

/// Each row as a block: a line for each column.
fn blocks(columns: &[Column], room: usize, out: &mut dyn Write) -> io::Result<()> {
    let heading = columns.iter().map(|column| width(&column.heading)).max().unwrap_or_default().min(room / 2);
    let rows = columns.iter().map(|column| column.cells.len()).max().unwrap_or_default();
    for row in 0..rows {
        if row > 0 {
            writeln!(out)?;
        }
        for column in columns {
            let Some(cell) = column.cells.get(row) else { continue };
            for (index, line) in wrapped(cell, room.saturating_sub(heading + 2)).iter().enumerate() {
                let named = if index == 0 { column.heading.as_str() } else { "" };
                writeln!(out, "{}  {line}", pad(named, heading))?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Column, fitted};

    fn column(heading: &str, cells: &[&str], numeric: bool) -> Column {
        Column {
            heading: heading.to_owned(),
            cells: cells.iter().map(|cell| (*cell).to_owned()).collect(),
            numeric,
            measured: numeric,
        }
    }

    fn shown(columns: Vec<Column>, room: usize) -> String {
        let mut out = Vec::new();
        fitted(columns, room, &mut out).expect("written");
        String::from_utf8(out).expect("text")
    }

    fn report() -> Vec<Column> {
        vec![
            column("机关", &["云岭县民政局", "云岭县民政局"], false),
            column("内容", &["1.属于国家秘密", "2.申请人逾期未按收费通知要求缴纳费用"], false),
            column("总计", &["3", "12"], true),
            column("", &["█", "██████"], false),
        ]
    }

    #[test]
    fn a_table_is_made_to_fit_its_terminal() {
        let wide = shown(report(), 100);
        assert!(wide.starts_with("机关           内容") && wide.contains("██████"), "{wide}");
        let narrow = shown(report(), 40);
        assert!(narrow.starts_with("机关 云岭县民政局\n\n内容") && !narrow.contains('█'), "{narrow}");
        assert!(narrow.lines().all(|line| super::width(line) <= 40), "{narrow}");
        let blocks = shown(report(), 16);
        assert!(
            blocks
                .ends_with("内容  2.申请人逾\n      期未按收费\n      通知要求缴\n      纳费用\n总计  12\n"),
            "{blocks}"
        );
        assert!(blocks.lines().all(|line| super::width(line) <= 17), "{blocks}");
    }
}
