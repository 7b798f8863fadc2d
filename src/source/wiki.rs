//! Tables in the marks of wikis: `{|`, a cell a line behind `|` or `!`, `|-` between rows, `|}`.

use super::builder::{SpanCell, spread};
use crate::document::{Grid, GridCell};
use crate::limits::MAX_CELLS;
use regex::Regex;
use std::sync::LazyLock;

/// The table that begins on the first of some lines, and how many it takes; `None` where none begins or none ends. `number` is the
/// line's.
pub(super) fn table(lines: &[&str], number: u32) -> Option<(Grid, usize)> {
    let begins = |line: &str| line.trim_start().starts_with("{|");
    if !begins(lines.first()?) {
        return None;
    }
    let ends = |line: &str| line.trim_start().starts_with("|}");
    let end = 1 + lines[1..].iter().position(|line| ends(line) || begins(line))?;
    if begins(lines[end]) {
        return None;
    }
    let mut rows: Vec<Vec<(u32, SpanCell)>> = vec![Vec::new()];
    let mut is_caption = false;
    for (line, text) in (number + 1..).zip(&lines[1..end]) {
        let text = text.trim();
        let row = rows.last_mut()?;
        if text.starts_with("|-") {
            rows.push(Vec::new());
            is_caption = false;
        } else if text.starts_with("|+") {
            is_caption = true;
        } else if let Some(cells) = text.strip_prefix(['|', '!']) {
            is_caption = false;
            let mark = if text.starts_with('!') { "!!" } else { "||" };
            row.extend(
                cells.split(mark).flat_map(|cells| cells.split("||")).map(|cell| (line, self::cell(cell))),
            );
        } else if let Some((_, cell)) = row.last_mut().filter(|_| !is_caption && !text.is_empty()) {
            if !cell.text.is_empty() {
                cell.text.push('\n');
            }
            cell.text.push_str(text);
        }
    }
    rows.retain(|row| !row.is_empty());
    let lines: Vec<Vec<u32>> = rows.iter().map(|row| row.iter().map(|(line, _)| *line).collect()).collect();
    let cells: Vec<Vec<SpanCell>> =
        rows.into_iter().map(|row| row.into_iter().map(|(_, cell)| cell).collect()).collect();
    let mut rows: Vec<Vec<GridCell>> = spread(&cells, MAX_CELLS).filter(|rows| !rows.is_empty())?;
    for (row, lines) in rows.iter_mut().zip(lines) {
        for (cell, line) in row.iter_mut().filter(|cell| !cell.covered).zip(lines) {
            cell.content.line = line;
        }
    }
    Some((Grid { rows, regular: true }, end + 1))
}

/// A cell, with the attributes before its text: `colspan="2" | 规章`.
fn cell(text: &str) -> SpanCell {
    static SPAN: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r#"(colspan|rowspan)\s*=\s*"?(\d{1,6})"#).expect("a valid pattern"));
    let (attributes, text) = match text.split_once('|') {
        Some((attributes, text)) if attributes.contains('=') => (attributes, text),
        _ => ("", text),
    };
    let mut cell = SpanCell { text: text.trim().to_owned(), columns: 1, rows: 1, continues: false };
    for span in SPAN.captures_iter(attributes) {
        let count = span[2].parse().unwrap_or(1);
        match &span[1] {
            "colspan" => cell.columns = count,
            _ => cell.rows = count,
        }
    }
    cell
}

#[cfg(test)]
mod tests {
    use super::table;

    #[test]
    fn cells_keep_their_places_and_lines() {
        let lines = [
            "{| class=\"wikitable\"",
            "|+ 表",
            "! colspan=\"2\" | 信息内容 !! 数量",
            "|-",
            "| rowspan=\"2\" | 规章 || 一",
            "|",
            "|-",
            "| 二",
            "（续）",
            "| 5",
            "|}",
        ];
        let (grid, taken) = table(&lines, 11).expect("a table");
        let shown = grid.rows.iter().map(|row| {
            let cells = row.iter().map(|cell| match &cell.content {
                _ if cell.covered => ".".into(),
                content => format!("{}{}", content.line, content.text),
            });
            cells.collect::<Vec<_>>().join("|")
        });
        assert_eq!(
            shown.collect::<Vec<_>>(),
            ["13信息内容|.|13数量", "15规章|15一|16", ".|18二\n（续）|205"]
        );
        assert_eq!(taken, 11);
        assert_eq!(table(&lines[..10], 11), None);
        assert_eq!(table(&["{|", "|}"], 1), None);
        assert_eq!(table(&["{|", "| 1", "{|", "| 2", "|}", "|}"], 1), None, "a table in a table");
    }
}
