//! The tables as Parquet, in folders by year and province, as DuckDB and Spark read them.

use super::{Written, listed};
use crate::output::{Parquet, Type};
use crate::query::{self, Chosen};
use crate::rows::Value;
use anyhow::Context as _;
use rusqlite::Connection;
use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

/// What the folder of an unknown year or province is called where such folders are read.
const UNKNOWN: &str = "__HIVE_DEFAULT_PARTITION__";

/// Writes every table below a folder.
///
/// # Errors
/// Where the database cannot be read or a file not be written.
pub(super) fn write(
    connection: &Connection,
    folder: &Path,
    chosen: &Chosen,
    written: &mut Written,
) -> anyhow::Result<()> {
    for row in listed(connection, "tables", &[])?.rows {
        let [Value::Text(name), by_report] = row.as_slice() else { continue };
        let columns = columns(connection, name)?;
        let folder = folder.join(name);
        // Parts of an earlier export would be read along with these.
        anyhow::ensure!(
            !folder.exists(),
            "{}: 已存在，请写到新的文件夹 / is there already; write to a new folder",
            folder.display()
        );
        if *by_report == Value::Integer(1) {
            in_parts(connection, (name, &columns), &folder, chosen, written)?;
        } else {
            let mut part = Part::new(&folder, &columns)?;
            query::relation(connection, name, chosen)?.for_each(|row| part.row(row, written))?;
            part.finish()?;
            written.files += 1;
        }
    }
    Ok(())
}

/// A file that is being written.
struct Part {
    path: PathBuf,
    file: Parquet<BufWriter<File>>,
}

impl Part {
    fn new(folder: &Path, columns: &[(String, Type)]) -> anyhow::Result<Self> {
        let path = folder.join("rows.parquet");
        let cannot = || format!("cannot write {}", path.display());
        std::fs::create_dir_all(folder).with_context(cannot)?;
        let file = File::create(&path).with_context(cannot)?;
        let file = Parquet::new(columns, BufWriter::new(file)).with_context(cannot)?;
        Ok(Self { path, file })
    }

    fn row(&mut self, row: Vec<Value>, written: &mut Written) -> anyhow::Result<()> {
        written.rows += 1;
        self.file.row(row).with_context(|| format!("cannot write {}", self.path.display()))
    }

    fn finish(self) -> anyhow::Result<()> {
        self.file.finish().with_context(|| format!("cannot write {}", self.path.display()))
    }
}

/// Writes a table whose rows belong to reports, a file for each year and province.
fn in_parts(
    connection: &Connection,
    (name, columns): (&str, &[(String, Type)]),
    folder: &Path,
    chosen: &Chosen,
    written: &mut Written,
) -> anyhow::Result<()> {
    let mut open: Option<([Value; 2], Part)> = None;
    query::relation_by_province(connection, name, chosen)?.for_each(|row| -> anyhow::Result<()> {
        let mut values = row.into_iter();
        let key = [values.next().unwrap_or(Value::Null), values.next().unwrap_or(Value::Null)];
        if open.as_ref().is_none_or(|(known, _)| *known != key) {
            if let Some((_, part)) = open.take() {
                part.finish()?;
            }
            let called = |value: &Value| {
                if *value == Value::Null { UNKNOWN.to_owned() } else { value.to_string() }
            };
            let [year, province] = key.each_ref().map(called);
            let folder = folder.join(format!("year={year}")).join(format!("province={province}"));
            open = Some((key, Part::new(&folder, columns)?));
            written.files += 1;
        }
        match &mut open {
            Some((_, part)) => part.row(values.collect(), written),
            None => Ok(()),
        }
    })?;
    open.map_or(Ok(()), |(_, part)| part.finish())
}

/// The columns of a table with their types.
fn columns(connection: &Connection, name: &str) -> anyhow::Result<Vec<(String, Type)>> {
    let given = [("relation".to_owned(), Value::Text(name.to_owned()))];
    let rows = listed(connection, "columns", &given)?.rows;
    let column = |row: &Vec<Value>| {
        let [name, kind] = row.as_slice() else { return None };
        let kind = match kind.to_string().as_str() {
            "INTEGER" => Type::Integer,
            "REAL" => Type::Real,
            _ => Type::Text,
        };
        Some((name.to_string(), kind))
    };
    Ok(rows.iter().filter_map(column).collect())
}
