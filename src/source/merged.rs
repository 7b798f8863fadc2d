//! Cells that stand for several rows: numbers merged over the rows of a group, and groups whose rows are lines of one row of cells.
//!
//! A merged number is nobody's alone: all rows that it spans get it as one that cannot be made out, so that their other cells stay in
//! their columns.

use crate::document::{GridCell, Text};
use crate::normalize::{fold, is_han, is_space};
use std::collections::HashSet;

/// Rows that a group prints at most, as lines of one row.
const MOST_ROWS: usize = 16;

/// Characters past which a line is no number.
const LONGEST_NUMBER: usize = 16;

/// Puts values that are merged over several rows into each that has a label before them. `hung` are the places that a cell
/// above covers, by row and column.
pub(super) fn share(grid: &mut [Vec<GridCell>], hung: &HashSet<(usize, usize)>) {
    let mut places: Vec<(usize, usize)> = hung.iter().map(|(row, column)| (*column, *row)).collect();
    places.sort_unstable();
    for run in places.chunk_by(|one, next| one.0 == next.0 && one.1 + 1 == next.1) {
        let (column, below) = run[0];
        let Some(first) = below.checked_sub(1) else { continue };
        // Cells one below the other may each span rows.
        let last = run.last().map_or(below, |(_, row)| *row);
        let Some(cell) = grid[first].get(column).filter(|cell| !cell.covered).cloned() else { continue };
        let text = cell.content.text.as_str();
        let numbered = text.chars().any(|c| fold(c).is_ascii_digit());
        if !is_value(text) && !text.is_empty() || names(&grid[first], column + 1, usize::MAX) {
            continue;
        }
        let rows: Vec<usize> = (first..=last).filter(|row| names(&grid[*row], 0, column)).collect();
        if rows.len() < 2 {
            continue;
        }
        let shared =
            if numbered { format!("{}{text}", char::REPLACEMENT_CHARACTER) } else { text.to_owned() };
        for row in rows {
            grid[row][column] = GridCell { content: Text { line: 0, text: shared.clone() }, ..cell.clone() };
        }
    }
}

/// Whether a row prints words from one column to before another.
fn names(row: &[GridCell], from: usize, to: usize) -> bool {
    let cells = row.get(from..to.min(row.len())).unwrap_or_default();
    let is_name = |text: &str| text.chars().any(is_han) && !is_value(text);
    cells.iter().any(|cell| !cell.covered && is_name(&cell.content.text))
}

/// What may stand behind a number.
const UNITS: &str = "件条宗个项份次人部起篇万亿元";

/// Whether a text is a number, with its unit or without, or a mark in place of one.
fn is_value(text: &str) -> bool {
    let text = text.trim_matches(is_space);
    let number = text.trim_end_matches(|c| UNITS.contains(c));
    matches!(text, "无" | "不适用")
        || !number.is_empty()
            && !number.contains('\n')
            && number.chars().nth(LONGEST_NUMBER).is_none()
            && !number.chars().any(|c| fold(c).is_alphabetic())
}

/// Sets rows apart that are lines of one: where labels count them, 1. to the last, and each cell behind has as many lines.
pub(super) fn split(grid: Vec<Vec<GridCell>>) -> Vec<Vec<GridCell>> {
    let mut rows = Vec::with_capacity(grid.len());
    for row in grid {
        match parts(&row) {
            Some(parts) => rows.extend(parts),
            None => rows.push(row),
        }
    }
    rows
}

fn parts(row: &[GridCell]) -> Option<Vec<Vec<GridCell>>> {
    let is_lines = |cell: &GridCell| !cell.covered && cell.content.text.contains('\n');
    let (at, labels) = row
        .iter()
        .enumerate()
        .filter(|(_, cell)| is_lines(cell))
        .find_map(|(at, cell)| Some((at, counted(&cell.content.text)?)))?;
    let mut columns: Vec<(usize, Vec<String>)> = vec![(at, labels)];
    for (column, cell) in row.iter().enumerate().skip(at + 1).filter(|(_, cell)| !cell.covered) {
        let lines: Vec<String> = lines(&cell.content.text).map(str::to_owned).collect();
        if lines.len() != columns[0].1.len() || !lines.iter().all(|line| is_value(line)) {
            return None;
        }
        columns.push((column, lines));
    }
    let count = columns[0].1.len();
    let part = |index: usize| {
        let covered =
            |cell: &GridCell| GridCell { across: cell.across, covered: true, ..GridCell::default() };
        let mut part: Vec<GridCell> =
            if index == 0 { row.to_vec() } else { row.iter().map(covered).collect() };
        for (column, lines) in &columns {
            let content = Text { line: 0, text: lines[index].clone() };
            part[*column] = GridCell { content, ..row[*column].clone() };
        }
        part
    };
    (columns.len() > 1).then(|| (0..count).map(part).collect())
}

/// The labels of a cell that counts them from 1, each with the lines that it goes on in.
fn counted(text: &str) -> Option<Vec<String>> {
    let mut labels: Vec<String> = Vec::new();
    for line in lines(text) {
        let next = (labels.len() + 1).to_string();
        let is_next = line.strip_prefix(&next).is_some_and(|rest| rest.starts_with(['.', '．', '、']));
        match labels.last_mut() {
            _ if is_next => labels.push(line.to_owned()),
            Some(label) => label.push_str(line),
            None => return None,
        }
    }
    (2..=MOST_ROWS).contains(&labels.len()).then_some(labels)
}

/// The printed lines of a text.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').map(|line| line.trim_matches(is_space)).filter(|line| !line.is_empty())
}

#[cfg(test)]
mod tests {
    use crate::source::builder::{Builder, SpanCell};

    fn text(rows: &[Vec<(&str, usize)>]) -> String {
        let cell = |(text, rows): &(&str, usize)| SpanCell {
            text: (*text).to_owned(),
            columns: 1,
            rows: *rows,
            continues: false,
        };
        let rows: Vec<Vec<SpanCell>> = rows.iter().map(|row| row.iter().map(cell).collect()).collect();
        let mut builder = Builder::default();
        builder.table(&rows, true);
        builder.finish(None).text
    }

    #[test]
    fn a_number_merged_over_rows_is_nobodys_and_keeps_the_others_in_place() {
        let rows = [
            vec![("（三）", 2), ("1.国家秘密", 1), ("0", 1), ("5", 2), ("/", 2), ("1", 1)],
            vec![("2.其他法律", 1), ("3", 1), ("4", 1)],
        ];
        assert_eq!(text(&rows), "（三）\t1.国家秘密\t0\t�5\t/\t1\n\t2.其他法律\t3\t�5\t/\t4\n");
        let rows = [vec![("1.国家秘密", 1), ("5件", 2), ("无", 2)], vec![("3.其他", 1)]];
        assert_eq!(text(&rows), "1.国家秘密\t�5件\t无\n3.其他\t�5件\t无\n");
        // The label of one row over two, and ordinals of groups.
        assert_eq!(
            text(&[vec![("行政处罚", 2), ("5", 2), ("1", 1)], vec![("2", 1)]]),
            "行政处罚\t5\t1\n\t\t2\n"
        );
        let rows =
            [vec![("三", 2), ("3", 2), ("1.国家秘密", 1), ("0", 1)], vec![("2.其他法律", 1), ("0", 1)]];
        assert_eq!(text(&rows), "三\t3\t1.国家秘密\t0\n\t\t2.其他法律\t0\n");
    }

    #[test]
    fn a_number_over_the_end_of_its_table_stays() {
        assert_eq!(text(&[vec![("规章", 1), ("5", 9)], vec![("许可", 1)]]), "规章\t�5\n许可\t�5\n");
        assert_eq!(text(&[vec![("规章", 1), ("5", 9)]]), "规章\t5\n");
    }

    #[test]
    fn rows_that_are_lines_of_one_are_set_apart_where_all_lines_are_printed() {
        let row = |number| vec![("（四）", 1), ("1.不掌握\n2.没有\n现成", 1), (number, 1), ("0\n1", 1)];
        assert_eq!(text(&[row("7\n8")]), "（四）\t1.不掌握\t7\t0\n\t2.没有现成\t8\t1\n");
        assert_eq!(text(&[row("7")]), "（四）\t1.不掌握 2.没有 现成\t7\t0 1\n");
    }
}
