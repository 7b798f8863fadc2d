//! Reads a report back as it was parsed: its header, cells with their notes, prose and fee statement.
//! Figures of the prose, problems and findings stay in their tables.

use crate::error::Result;
use crate::form::{Edition, Row, Table, Unit};
use crate::report::{
    Cell, CellState, Form, InformationFee, Number, Report, RowCells, Scope, Section, TableRows,
};
use rusqlite::{Connection, OptionalExtension};
use std::collections::HashMap;

/// Notes by table, row and column; a column `*` stands for the row, a row `*` for the table.
type Notes = HashMap<(String, String, String), (CellState, String)>;

/// The report with this number, `None` where there is none.
///
/// # Errors
/// [`crate::error::Error::Sql`] where the database cannot be read.
pub fn report(connection: &Connection, report_id: i64) -> Result<Option<Report>> {
    let header = connection
        .query_row(
            "select title, name, year, form, scope, period_start, period_end, scope_why
             from report left join agency using (agency_id) where report_id = ?",
            [report_id],
            |row| {
                let date = |text: Option<String>| text.and_then(|text| text.parse().ok());
                Ok(Report {
                    title: row.get(0)?,
                    agency: row.get(1)?,
                    year: row.get(2)?,
                    form: Form::of(&row.get::<_, String>(3)?),
                    scope: Scope::of(&row.get::<_, String>(4)?),
                    period_start: date(row.get(5)?),
                    period_end: date(row.get(6)?),
                    scope_why: row.get(7)?,
                    ..Report::default()
                })
            },
        )
        .optional()?;
    let Some(mut report) = header else { return Ok(None) };
    let notes = notes(connection, report_id)?;
    for table in Table::ALL {
        let rows = rows(connection, report_id, table, report.form, &notes)?;
        if !rows.is_empty() {
            report.tables.push(TableRows { table, rows });
        }
    }
    let mut select = connection
        .prepare_cached("select number, heading, body, line from section where report_id = ? order by 1")?;
    let section = |row: &rusqlite::Row| {
        Ok(Section { number: row.get(0)?, heading: row.get(1)?, body: row.get(2)?, line: row.get(3)? })
    };
    report.sections = select.query_map([report_id], section)?.collect::<rusqlite::Result<_>>()?;
    let mut select = connection.prepare_cached(
        "select notices, billed_yuan, collected_yuan from information_fee where report_id = ?",
    )?;
    let fee = |row: &rusqlite::Row| {
        let amount = |index| Ok::<_, rusqlite::Error>(row.get::<_, Option<f64>>(index)?.map(Number::Amount));
        let notices = row.get::<_, Option<i64>>(0)?.map(Number::Count);
        Ok(InformationFee { notices, billed_yuan: amount(1)?, collected_yuan: amount(2)? })
    };
    report.fee = select.query_row([report_id], fee).optional()?;
    Ok(Some(report))
}

fn notes(connection: &Connection, report_id: i64) -> Result<Notes> {
    let mut select = connection.prepare_cached(
        "select table_name, row_code, column_code, state, raw from cell_note where report_id = ?",
    )?;
    let note = |row: &rusqlite::Row| {
        let state: String = row.get(3)?;
        Ok(((row.get(0)?, row.get(1)?, row.get(2)?), (state, row.get(4)?)))
    };
    let mut notes = Notes::new();
    for note in select.query_map([report_id], note)? {
        let (place, (state, raw)) = note?;
        if let Some(state) = CellState::of(&state) {
            notes.insert(place, (state, raw));
        }
    }
    Ok(notes)
}

fn rows(
    connection: &Connection,
    report_id: i64,
    table: Table,
    form: Form,
    notes: &Notes,
) -> Result<Vec<RowCells>> {
    let columns = table.columns();
    let sql = format!("select * from {} where report_id = ?", table.name());
    let mut select = connection.prepare_cached(&sql)?;
    let values = |row: &rusqlite::Row| {
        let values: rusqlite::Result<Vec<Option<f64>>> =
            (0..columns.len()).map(|index| row.get(index + 2)).collect();
        Ok((row.get::<_, String>(1)?, values?, row.get::<_, u32>(columns.len() + 2)?))
    };
    let mut rows = Vec::new();
    for found in select.query_map([report_id], values)? {
        let (code, values, line) = found?;
        let Some(row) = table.row(&code) else { continue };
        let note = |row: &str, column: &str| {
            notes.get(&(table.name().to_owned(), row.to_owned(), column.to_owned())).cloned()
        };
        let of_all = note(&code, "*").or_else(|| note("*", "*"));
        let printed = printed(table, row, form, &values);
        let cell = |(index, value): (usize, &Option<f64>)| {
            let column = columns.get(index)?;
            let number = value.map(|value| match column.unit {
                Unit::Wan => Number::Amount(value),
                Unit::Count | Unit::Change => Number::Count(value as i64),
            });
            let of_row = || of_all.clone().filter(|_| printed.contains(&index));
            let note = note(&code, column.code).or_else(of_row);
            (number.is_some() || note.is_some()).then_some((index, Cell { value: number, note }))
        };
        let cells = values.iter().enumerate().filter_map(cell).collect();
        rows.push(RowCells { row, line, cells });
    }
    rows.sort_by_key(|cells| table.rows().iter().position(|row| row.code == cells.row.code));
    Ok(rows)
}

/// The columns that the row prints: those of the report's edition, in a mixed report of the one that fits its values.
fn printed(table: Table, row: &Row, form: Form, values: &[Option<f64>]) -> Vec<usize> {
    if let Form::Edition(edition) = form {
        return table.printed_columns(row, edition);
    }
    let fitting = Edition::ALL.into_iter().rev().filter(|edition| row.editions.contains(edition));
    let mut columns = fitting.map(|edition| table.printed_columns(row, edition));
    let fits = |columns: &Vec<usize>| {
        values.iter().enumerate().all(|(index, value)| value.is_none() || columns.contains(&index))
    };
    columns.find(fits).unwrap_or_default()
}
