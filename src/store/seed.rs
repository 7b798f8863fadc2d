//! Writes the dimension tables from the one definition of the form and of the rules, and the divisions.

use super::agency::seed_divisions;
use crate::check::RULES;
use crate::form::{Edition, OUTCOME_GROUPS, Table, Unit, captions};
use rusqlite::{Connection, Transaction, params};

/// The definitions of the derived figures.
const METRICS: &str = include_str!("metrics.sql");

/// Replaces the dimension tables by what this version of the program defines.
pub(super) fn seed(connection: &mut Connection) -> rusqlite::Result<()> {
    let transaction = connection.transaction()?;
    transaction.execute_batch(
        "delete from form_cell; delete from form_column; delete from form_row; delete from rule; delete from metric;",
    )?;
    transaction.execute_batch(METRICS)?;
    for table in Table::ALL {
        seed_table(&transaction, table)?;
    }
    let mut insert = transaction.prepare_cached("insert into rule values (?, ?, ?, ?, ?)")?;
    for (ordinal, rule) in (1..).zip(RULES) {
        insert.execute(params![rule.name, ordinal, rule.severity.code(), rule.zh, rule.en])?;
    }
    drop(insert);
    seed_divisions(&transaction)?;
    transaction.commit()
}

fn seed_table(transaction: &Transaction, table: Table) -> rusqlite::Result<()> {
    let printed = |editions: &[Edition]| Edition::ALL.map(|edition| editions.contains(&edition));
    let mut insert =
        transaction.prepare_cached("insert into form_row values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")?;
    for (ordinal, row) in (1..).zip(table.rows()) {
        let (group_zh, group_en) = group_labels(row.group).unzip();
        let [in_2019, in_2021] = printed(row.editions);
        insert.execute(params![
            table.name(),
            row.code,
            ordinal,
            row.zh,
            row.en,
            row.group,
            group_zh,
            group_en,
            in_2019,
            in_2021
        ])?;
    }
    let mut insert = transaction.prepare_cached("insert into form_column values (?, ?, ?, ?, ?, ?, ?, ?)")?;
    for (ordinal, column) in (1..).zip(table.columns()) {
        let unit = match column.unit {
            Unit::Count => "count",
            Unit::Change => "change",
            Unit::Wan => "10k_yuan",
        };
        let [in_2019, in_2021] = printed(column.editions);
        insert.execute(params![
            table.name(),
            column.code,
            ordinal,
            column.zh,
            column.en,
            unit,
            in_2019,
            in_2021
        ])?;
    }
    let mut insert = transaction.prepare_cached("insert into form_cell values (?, ?, ?, ?, ?)")?;
    for row in table.rows() {
        let columns = Edition::ALL.map(|edition| {
            if row.editions.contains(&edition) { table.printed_columns(row, edition) } else { Vec::new() }
        });
        for (index, column) in table.columns().iter().enumerate() {
            let [in_2019, in_2021] = [0, 1].map(|edition: usize| columns[edition].contains(&index));
            if in_2019 || in_2021 {
                insert.execute(params![table.name(), row.code, column.code, in_2019, in_2021])?;
            }
        }
    }
    Ok(())
}

/// The labels of a printed group, Chinese and English.
fn group_labels(code: Option<&str>) -> Option<(&'static str, String)> {
    let code = code?;
    let outcome =
        OUTCOME_GROUPS.iter().find(|group| group.0 == code).map(|group| (group.1, group.2.to_owned()));
    let caption = || {
        let caption = captions().iter().find(|caption| caption.0 == code)?;
        Some((caption.1, format!("Article 20, {}", code.replace('_', " "))))
    };
    outcome.or_else(caption)
}
