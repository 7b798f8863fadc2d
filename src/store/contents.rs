//! The rows of one report: its tables as printed, prose, notes, problems and findings.

use crate::form::{Table, Unit};
use crate::report::{CellState, Finding, Number, Report, RowCells};
use rusqlite::types::Value;
use rusqlite::{Transaction, params, params_from_iter};

/// Writes everything that hangs on a report.
pub(super) fn write_contents(
    transaction: &Transaction,
    report_id: i64,
    report: &Report,
    findings: &[Finding],
) -> rusqlite::Result<()> {
    let mut problems: Vec<(&str, u32, String)> =
        report.problems.iter().map(|problem| (problem.code, problem.line, problem.message.clone())).collect();
    for section in &report.sections {
        let new = transaction
            .prepare_cached("insert or ignore into section values (?, ?, ?, ?, ?)")?
            .execute(params![report_id, section.number, section.heading, section.body, section.line])?;
        if new == 0 {
            problems.push(repeated("section", &section.number.to_string(), section.line));
        }
    }
    write_notes(transaction, report_id, report)?;
    for rows in &report.tables {
        for row in &rows.rows {
            if write_row(transaction, report_id, rows.table, row)? == 0 {
                problems.push(repeated(rows.table.name(), row.row.code, row.line));
            }
        }
    }
    if let Some(fee) = report.fee {
        let integer = fee.notices.map(|notices| notices.as_f64() as i64);
        transaction.prepare_cached("insert into information_fee values (?, ?, ?, ?)")?.execute(params![
            report_id,
            integer,
            fee.billed_yuan.map(Number::as_f64),
            fee.collected_yuan.map(Number::as_f64)
        ])?;
    }
    let mut insert =
        transaction.prepare_cached("insert into narrative_figure values (?, ?, ?, ?, ?, ?, ?, ?)")?;
    for (ordinal, figure) in (1..).zip(&report.figures) {
        insert.execute(params![
            report_id,
            ordinal,
            figure.section,
            figure.subject,
            figure.value,
            figure.unit,
            figure.line,
            figure.printed
        ])?;
    }
    let mut insert = transaction.prepare_cached("insert into problem values (?, ?, ?, ?, ?)")?;
    for (ordinal, (code, line, message)) in (1..).zip(problems) {
        insert.execute(params![report_id, ordinal, code, line, message])?;
    }
    let mut insert = transaction.prepare_cached("insert into finding values (?, ?, ?, ?, ?, ?, ?, ?, ?)")?;
    for (ordinal, finding) in (1..).zip(findings) {
        insert.execute(params![
            report_id,
            ordinal,
            finding.rule,
            finding.severity.code(),
            finding.subject,
            finding.expected,
            finding.actual,
            finding.message,
            finding.line
        ])?;
    }
    Ok(())
}

/// A row or section that is printed twice: the first stands.
fn repeated(place: &str, code: &str, line: u32) -> (&'static str, u32, String) {
    ("repeated", line, format!("重复出现，取第一处：{place} {code} / printed twice, the first is kept"))
}

/// Writes a printed row; 0 where the table has it already.
fn write_row(
    transaction: &Transaction,
    report_id: i64,
    table: Table,
    row: &RowCells,
) -> rusqlite::Result<usize> {
    let columns = table.columns();
    let mut values = vec![Value::Null; columns.len() + 3];
    values[0] = report_id.into();
    values[1] = row.row.code.to_owned().into();
    values[columns.len() + 2] = i64::from(row.line).into();
    for (index, cell) in &row.cells {
        values[index + 2] = cell.value.map_or(Value::Null, |value| stored(value, columns[*index].unit));
    }
    let sql = match table {
        Table::Section20 => {
            "insert or ignore into section20 values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        }
        Table::Applications => {
            "insert or ignore into application_outcome values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        }
        Table::Review => "insert or ignore into review_litigation values (?, ?, ?, ?, ?, ?, ?, ?)",
    };
    transaction.prepare_cached(sql)?.execute(params_from_iter(values))
}

/// A number as its column stores it; a count that is no integer cannot be stored (see [`write_notes`]).
fn stored(number: Number, unit: Unit) -> Value {
    match (unit, number) {
        (Unit::Wan, number) => Value::Real(number.as_f64()),
        (_, Number::Count(count)) => Value::Integer(count),
        (_, Number::Amount(amount)) if amount.fract() == 0.0 => Value::Integer(amount as i64),
        (_, Number::Amount(_)) => Value::Null,
    }
}

fn write_notes(transaction: &Transaction, report_id: i64, report: &Report) -> rusqlite::Result<()> {
    let mut insert =
        transaction.prepare_cached("insert or ignore into cell_note values (?, ?, ?, ?, ?, ?, ?)")?;
    for rows in &report.tables {
        for row in &rows.rows {
            for (index, cell) in &row.cells {
                let column = &rows.table.columns()[*index];
                let Some(number) = cell.value else { continue };
                if stored(number, column.unit) == Value::Null {
                    let state = CellState::Unreadable.code();
                    let raw = cell.note.as_ref().map_or_else(|| number.to_string(), |(_, raw)| raw.clone());
                    let place = (rows.table.name(), row.row.code, column.code);
                    insert.execute(params![report_id, place.0, place.1, place.2, state, raw, row.line])?;
                }
            }
        }
    }
    for note in report.notes() {
        insert.execute(params![
            report_id,
            note.table,
            note.row,
            note.column,
            note.state,
            note.raw,
            note.line
        ])?;
    }
    Ok(())
}
