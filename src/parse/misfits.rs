//! What in a table does not fit the form: rows of its own, rows printed twice, rows left out.

use super::alike::numeral;
use super::events::Event;
use super::items::Item;
use super::labels::count_row_labels;
use super::pieces::Piece;
use super::tables::{Value, Zone};
use super::value::{Printed, printed};
use crate::form::{Edition, Row, Table};
use crate::normalize::{fold, is_han, is_space, key};
use crate::report::{Cell, CellState, Problem, RowCells};
use std::collections::BTreeMap;

/// Tells of all rows that the form does not print, from foreign text up to the next label.
pub(super) fn extra_rows(events: &[Event], pieces: &[Piece], problems: &mut Vec<Problem>) {
    let mut index = 0;
    while index < events.len() && matches!(events[index], Event::Foreign { .. }) {
        index += 1 + extra_row(&events[index..], pieces, problems);
    }
}

/// Tells of a row that the form does not print; returns how many of its events were passed.
pub(super) fn extra_row(events: &[Event], pieces: &[Piece], problems: &mut Vec<Problem>) -> usize {
    let Event::Foreign { text, piece } = &events[0] else { return 0 };
    let mut passed = 0;
    let mut values: Vec<&str> = Vec::new();
    let mut words = vec![text.as_str()];
    for event in &events[1..] {
        match event {
            Event::Value { raw, .. } => values.push(raw.trim()),
            Event::Foreign { text, .. } if values.is_empty() => words.push(text),
            _ => break,
        }
        passed += 1;
    }
    values.retain(|value| !value.is_empty());
    if values.iter().any(|value| value.chars().any(char::is_numeric)) {
        let (words, values) = (words.concat(), values.join(" "));
        problems.push(Problem {
            code: "extra_row",
            line: pieces[*piece].line,
            message: format!("表中有格式以外的行“{words}”：{values}，未入库 / a row the form does not have, “{words}”: {values}; not stored"),
        });
    } else if words.iter().any(|word| word.chars().any(|c| fold(c).is_ascii_digit())) {
        let text = words.join(" ");
        problems.push(Problem {
            code: "foreign_text",
            line: pieces[*piece].line,
            message: format!(
                "表中有格式以外的文字“{text}” / text in the table that the form does not have: “{text}”"
            ),
        });
    }
    passed
}

/// Adds a row; of a row printed twice the readings must agree.
pub(super) fn merge(row: RowCells, rows: &mut Vec<RowCells>, problems: &mut Vec<Problem>) {
    let Some(known) = rows.iter_mut().find(|known| known.row.code == row.row.code) else {
        rows.push(row);
        return;
    };
    // Blank cells are printed: they are no part of another row.
    let nothing = |cells: &RowCells| {
        cells
            .cells
            .iter()
            .all(|(_, cell)| matches!(&cell.note, Some((CellState::Ambiguous, raw)) if raw.is_empty()))
    };
    if nothing(&row) || known.cells == row.cells {
        return;
    }
    if nothing(known) {
        *known = row;
        return;
    }
    problems.push(Problem {
        code: "duplicate_row",
        line: row.line,
        message: format!(
            "“{}”一行出现两次（第{}行、第{}行），数值不一致 / printed twice (lines {} and {}) with different numbers",
            row.row.zh, known.line, row.line, known.line, row.line
        ),
    });
    for (column, cell) in &row.cells {
        if let Some((_, own)) = known.cells.iter_mut().find(|(own, _)| own == column)
            && own.value != cell.value
        {
            let show = |cell: &Cell| cell.value.map_or_else(|| "-".to_owned(), |value| value.to_string());
            *own = Cell::missing(CellState::Ambiguous, format!("{} | {}", show(own), show(cell)));
        }
    }
}

/// Tells of numbers that stand in no cell, those of a line together.
pub(super) fn stray_numbers(strays: &[Value], pieces: &[Piece]) -> Vec<Problem> {
    let mut lines: BTreeMap<u32, Vec<&str>> = BTreeMap::new();
    for stray in strays.iter().filter(|stray| stray.raw.chars().any(char::is_numeric)) {
        lines.entry(pieces[stray.piece].line).or_default().push(stray.raw.trim());
    }
    let problem = |(line, numbers): (u32, Vec<&str>)| {
        let numbers = numbers.join(" ");
        Problem {
            code: "stray_number",
            line,
            message: format!(
                "表中有不属于任何单元格的数字：{numbers} / in the table, but in no cell: {numbers}"
            ),
        }
    };
    lines.into_iter().map(problem).collect()
}

/// Tells of numbers behind labels of the form that stand before the first section, where a table is missing.
pub(super) fn numbers_in_front<'a>(front: impl Iterator<Item = &'a Item>) -> Vec<Problem> {
    let problem = |item: &Item| {
        let text = item.text();
        let numbers: Vec<&str> =
            text.split(is_space).filter(|word| matches!(printed(word), Printed::Number(_))).collect();
        let numbers = numbers.join(" ");
        let row = count_row_labels(&key(&text)) > 0
            || text.split_whitespace().nth(1).is_some() && !text.chars().any(is_han);
        (!numbers.is_empty() && row).then(|| Problem {
            code: "stray_number",
            line: item.line,
            message: format!(
                "第一部分之前有像表格的数字，未入库：{numbers} / numbers like those of a table before the first section, not stored: {numbers}"
            ),
        })
    };
    front.filter_map(problem).collect()
}

/// Tells that the sums do not fit the order in which the header names the columns.
pub(super) fn column_order(zones: &[Zone], pieces: &[Piece]) -> Problem {
    Problem {
        code: "column_order",
        line: zones.first().map_or(0, |zone| pieces[zone.piece].line),
        message: "表头文字的顺序或各行之和与格式的栏目顺序不符，数值未入库 / the words of the header or the sums of the rows do \
                  not fit the order of the form's columns; no value is stored"
            .into(),
    }
}

/// Tells that the rows do not come in the order of the form.
pub(super) fn row_order(zones: &[Zone], pieces: &[Piece]) -> Problem {
    Problem {
        code: "row_order",
        line: zones.first().map_or(0, |zone| pieces[zone.piece].line),
        message: "各行的顺序与格式不符，像是按栏而不是按行转出的文字，数值未入库 / the rows do not come in the order of the form, as \
                  where a page was read column by column; no value is stored"
            .into(),
    }
}

/// Tells which rows of the form the document does not print.
pub(super) fn missing_rows(
    table: Table,
    edition: Edition,
    mixed: bool,
    rows: &[RowCells],
    problems: &mut Vec<Problem>,
) {
    let missing: Vec<_> = table
        .rows()
        .iter()
        .filter(|row| row.editions.contains(&edition) && !(mixed && row.editions.len() == 1))
        .filter(|row| !rows.iter().any(|known| known.row.code == row.code))
        .collect();
    let names = |name: fn(&Row) -> &'static str, gap| {
        missing.iter().map(|row| name(row)).collect::<Vec<_>>().join(gap)
    };
    if !missing.is_empty() {
        problems.push(Problem {
            code: "row_missing",
            line: rows.first().map_or(0, |row| row.line),
            message: format!(
                "第{}部分表格缺少 {} 行：{} / section {} lacks {} of the form's rows: {}",
                numeral(table),
                missing.len(),
                names(|row| row.zh, "；"),
                table.section(),
                missing.len(),
                names(|row| row.en, "; ")
            ),
        });
    }
}
