//! What the database holds: every table and view with its columns, keys, sources and meanings.
//!
//! Names, types and keys are SQLite's. A meaning comes from the first that has one: a line of `meanings.csv`, the label
//! of the form or of a metric, the comment of the migration, a line of `meanings.csv` for all relations, and for a
//! view the table column of the same name.

use super::comments::{Comments, comments};
use crate::error::Result;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::{Connection, Row};
use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use std::sync::{Arc, Mutex};

/// relation, column, Chinese, English. An empty column: of the relation; the relation `*`: of any column of the name.
const MEANINGS: &str = include_str!("meanings.csv");
/// The relation of lines that hold for all.
const ANY: &str = "*";

/// A meaning, Chinese and English; empty where it is unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meaning {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

impl Meaning {
    /// This one, each language that it lacks from the other.
    fn or(self, other: Meaning) -> Meaning {
        let either = |own: String, other| if own.is_empty() { other } else { own };
        Meaning { zh: either(self.zh, other.zh), en: either(self.en, other.en) }
    }
}

/// A table or view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// Its name.
    pub name: String,
    /// Whether it is a view.
    pub view: bool,
    /// What it holds.
    pub meaning: Meaning,
    /// Its columns in order.
    pub columns: Vec<Column>,
    /// Tables that a view reads, by itself or through other views.
    pub from: Vec<String>,
}

/// A column of a table or view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its type, empty for an expression of a view.
    pub kind: String,
    /// Whether it belongs to the primary key.
    pub key: bool,
    /// Table and column that it refers to.
    pub references: Option<(String, String)>,
    /// What it holds.
    pub meaning: Meaning,
}

/// Meanings by relation and column.
type Meanings = HashMap<(String, String), Meaning>;

fn named(relation: &str, column: &str) -> (String, String) {
    (relation.to_owned(), column.to_owned())
}

/// The tables and views that this version of the program makes, tables first.
///
/// # Errors
/// [`crate::error::Error::Sql`] where SQLite has no memory for an empty database.
pub fn relations() -> Result<Vec<Relation>> {
    let mut connection = super::open(Path::new(":memory:"))?;
    let (lines, labels, comments) = (lines(), labels(&connection)?, comments());
    let mut found: Vec<Relation> = Vec::new();
    let listed = "select name, type = 'view' from sqlite_schema where type in ('table', 'view') \
                  and name not like 'sqlite_%' order by type, rowid";
    for (name, view) in rows(&connection, listed, "", |row| Ok((row.get::<_, String>(0)?, row.get(1)?)))? {
        let from = if view { read_by(&mut connection, &name)? } else { Vec::new() };
        let mut columns = columns(&connection, &name)?;
        for column in &mut columns {
            let own = own(&name, &column.name, &lines, &labels, &comments);
            let inherited = if view { inherited(&found, &from, &column.name) } else { Meaning::default() };
            column.meaning = own.or(inherited);
        }
        let meaning = lines.get(&named(&name, "")).cloned().unwrap_or_default();
        let meaning = meaning.or(comment(&comments, &name, ""));
        found.push(Relation { name, view, meaning, columns, from });
    }
    Ok(found)
}

/// The lines of the data file that mean nothing: their relation or column is not there, or no column needs them.
pub fn idle_meanings(relations: &[Relation]) -> Vec<String> {
    let lines = lines();
    let is_used = |(relation, column): &(String, String)| {
        relations.iter().any(|known| {
            let has = column.is_empty() || known.columns.iter().any(|one| one.name == *column);
            has && (known.name == *relation
                || relation == ANY && !lines.contains_key(&named(&known.name, column)))
        })
    };
    let mut idle: Vec<String> = lines
        .keys()
        .filter(|line| !is_used(line))
        .map(|(relation, column)| format!("{relation}.{column}"))
        .collect();
    idle.sort();
    idle
}

fn lines() -> Meanings {
    let mut reader = csv::Reader::from_reader(MEANINGS.as_bytes());
    let records = reader.records().flatten();
    records
        .map(|record| {
            let cell = |place| record.get(place).unwrap_or_default().to_owned();
            ((cell(0), cell(1)), Meaning { zh: cell(2), en: cell(3) })
        })
        .collect()
}

/// Labels that the form and the metrics give: of columns of the statutory tables, of columns that hold a row of section 3 or
/// a cell of section 2, of columns that hold a metric.
fn labels(connection: &Connection) -> Result<Meanings> {
    let sql = "select 'report_figure', code, label_zh, label_en from metric \
               union all select 'report_summary', code, label_zh, label_en from metric \
               union all select distinct 'report_figure', group_code, group_zh, group_en from form_row \
                 where table_name = 'application_outcome' and group_code is not null \
               union all select 'report_figure', row_code, label_zh, label_en from form_row \
                 where table_name = 'application_outcome' \
               union all select 'section20_figure', row_code || '_' || column_code, row.label_zh || '，' || col.label_zh, \
                 row.label_en || ', ' || col.label_en from form_cell join form_row as row using (table_name, row_code) \
                 join form_column as col using (table_name, column_code) where table_name = 'section20' \
               union all select table_name, column_code, label_zh, label_en from form_column";
    let labels = rows(connection, sql, "", |row| {
        Ok(((row.get(0)?, row.get(1)?), Meaning { zh: row.get(2)?, en: row.get(3)? }))
    })?;
    Ok(labels.into_iter().collect())
}

fn comment(comments: &Comments, relation: &str, column: &str) -> Meaning {
    let en = comments.get(&named(relation, column)).cloned().unwrap_or_default();
    Meaning { zh: String::new(), en }
}

/// The meaning of a column without regard to other relations.
fn own(relation: &str, column: &str, lines: &Meanings, labels: &Meanings, comments: &Comments) -> Meaning {
    let of =
        |meanings: &Meanings, relation| meanings.get(&named(relation, column)).cloned().unwrap_or_default();
    let mut label = of(labels, relation);
    let comment = comment(comments, relation, column);
    if !label.en.is_empty() && !comment.en.is_empty() {
        label.en = format!("{} ({})", label.en, comment.en);
    }
    of(lines, relation).or(label).or(comment).or(of(lines, ANY))
}

/// The meaning of the table column of this name, of a table that the view reads if one has it.
fn inherited(tables: &[Relation], from: &[String], column: &str) -> Meaning {
    let (near, far): (Vec<_>, Vec<_>) =
        tables.iter().filter(|table| !table.view).partition(|table| from.contains(&table.name));
    let mut columns = near.iter().chain(&far).flat_map(|table| &table.columns);
    columns.find(|known| known.name == column).map(|known| known.meaning.clone()).unwrap_or_default()
}

/// The tables that SQLite reads for a view.
fn read_by(connection: &mut Connection, view: &str) -> Result<Vec<String>> {
    let read = Arc::new(Mutex::new(BTreeSet::new()));
    let noted = Arc::clone(&read);
    connection.authorizer(Some(move |context: AuthContext<'_>| {
        if let (AuthAction::Read { table_name, .. }, Ok(mut read)) = (context.action, noted.lock()) {
            read.insert(table_name.to_owned());
        }
        Authorization::Allow
    }))?;
    let prepared = connection.prepare(&format!("select * from {view}")).map(drop);
    connection.authorizer(None::<fn(AuthContext<'_>) -> Authorization>)?;
    prepared?;
    let tables = "select name from sqlite_schema where type = 'table' order by rowid";
    let tables = rows(connection, tables, "", |row| row.get::<_, String>(0))?;
    let read = read.lock().map(|read| read.clone()).unwrap_or_default();
    Ok(tables.into_iter().filter(|table| read.contains(table)).collect())
}

/// The columns of a relation, without meanings.
fn columns(connection: &Connection, relation: &str) -> Result<Vec<Column>> {
    let sql = "select \"from\", \"table\", \"to\" from pragma_foreign_key_list(:relation)";
    let keys = rows(connection, sql, relation, |row| {
        Ok((row.get::<_, String>(0)?, (row.get::<_, String>(1)?, row.get::<_, String>(2)?)))
    })?;
    let sql = "select name, lower(type), pk > 0 from pragma_table_info(:relation) order by cid";
    let columns = rows(connection, sql, relation, |row| {
        Ok(Column {
            name: row.get(0)?,
            kind: row.get(1)?,
            key: row.get(2)?,
            references: None,
            meaning: Meaning::default(),
        })
    })?;
    let referring = columns.into_iter().map(|column| {
        let key = keys.iter().find(|(from, _)| *from == column.name);
        Column { references: key.map(|(_, to)| to.clone()), ..column }
    });
    Ok(referring.collect())
}

/// All rows of a statement whose one parameter, if it has one, is the name of a relation.
fn rows<T>(
    connection: &Connection,
    sql: &str,
    relation: &str,
    read: impl FnMut(&Row) -> rusqlite::Result<T>,
) -> Result<Vec<T>> {
    let mut statement = connection.prepare(sql)?;
    if statement.parameter_count() > 0 {
        statement.raw_bind_parameter(1, relation)?;
    }
    Ok(statement.raw_query().mapped(read).collect::<rusqlite::Result<_>>()?)
}
