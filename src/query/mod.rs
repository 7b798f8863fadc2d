//! Canned queries: embedded .sql files, their parameters from the header comment, results as rows.
//!
//! A file `queries/NAME.sql` is the query NAME: its first comment line describes it, lines
//! `-- :param type = default  about` declare its parameters, a line `-- metrics: code column=code` the metrics its columns show, a line
//! `-- chart: KIND x=column y=column` how it is drawn.
//! The folders below hold the statements of single
//! commands. This module never writes to a database.

mod cursor;
mod header;
mod readonly;
mod search;
mod statistics;

pub use cursor::Cursor;
pub use readonly::run_text;
pub use search::{Found, Hit, MARKS, search};
pub use statistics::add_statistics;

use crate::error::{Error, Result};
use crate::rows::{Rows, Value};
use include_dir::{Dir, include_dir};
use rusqlite::{Connection, Statement};

static FILES: Dir = include_dir!("$CARGO_MANIFEST_DIR/queries");

/// A parameter that every query may declare and that takes the language of the command, `zh` or `en`.
pub const LANGUAGE: &str = "lang";

/// Type of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// An integer.
    Int,
    /// A decimal number.
    Real,
}

impl Kind {
    /// The type with the name used in headers.
    pub fn from_name(name: &str) -> Option<Self> {
        [Kind::Text, Kind::Int, Kind::Real].into_iter().find(|kind| kind.name() == name)
    }

    /// The name used in headers and messages.
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Text => "text",
            Kind::Int => "int",
            Kind::Real => "real",
        }
    }

    /// Reads a value of this type, or says what is expected.
    ///
    /// # Errors
    /// What is expected.
    pub fn parse(self, text: &str) -> Result<Value, String> {
        let trimmed = text.trim();
        match self {
            Kind::Text => Ok(Value::Text(text.to_owned())),
            Kind::Int => trimmed.parse().map(Value::Integer).map_err(|_| "an integer is expected".to_owned()),
            Kind::Real => match trimmed.parse::<f64>() {
                Ok(real) if real.is_finite() => Ok(Value::Real(real)),
                _ => Err("a number is expected".to_owned()),
            },
        }
    }
}

/// A parameter that a query declares.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter<'a> {
    /// Name without the colon.
    pub name: &'a str,
    /// Type.
    pub kind: Kind,
    /// Value where none is given; a parameter without one must be given.
    pub default: Option<Value>,
    /// What it is for, in Chinese and English.
    pub about: &'a str,
}

/// A canned query.
#[derive(Clone, Debug, PartialEq)]
pub struct Query<'a> {
    /// Name of the file without its ending.
    pub name: &'a str,
    /// What it shows, in Chinese and English, parted by ` / `.
    pub description: &'a str,
    /// Further lines of the header.
    pub notes: Vec<&'a str>,
    /// Its parameters in the order of the header.
    pub parameters: Vec<Parameter<'a>>,
    /// Columns that hold derived figures, each with the code of the metric that defines it.
    pub metrics: Vec<(&'a str, &'a str)>,
    /// What a chart of it shows, as the charts read it.
    pub chart: Option<&'a str>,
    /// The whole file.
    pub sql: &'a str,
}

/// The queries that users may call, by name.
pub fn catalogue() -> Vec<Query<'static>> {
    files(&FILES)
}

/// The statements of one command, such as `summary`, by name.
pub fn folder(name: &str) -> Vec<Query<'static>> {
    FILES.get_dir(name).map(files).unwrap_or_default()
}

fn files(folder: &'static Dir) -> Vec<Query<'static>> {
    let named = folder.files().filter_map(|file| {
        let name = file.path().file_name()?.to_str()?.strip_suffix(".sql")?;
        Some(header::parse(name, file.contents_utf8()?))
    });
    let mut queries: Vec<_> = named.collect();
    queries.sort_by_key(|query| query.name);
    queries
}

/// The query with this name, or an error that names the nearest one.
///
/// # Errors
/// [`Error::NoSuchQuery`].
pub fn find(name: &str) -> Result<Query<'static>> {
    let queries = catalogue();
    if let Some(query) = queries.iter().find(|query| query.name == name) {
        return Ok(query.clone());
    }
    let near = queries.iter().map(|query| (strsim::jaro_winkler(query.name, name), query.name));
    let best = near.max_by(|a, b| a.0.total_cmp(&b.0)).filter(|(likeness, _)| *likeness > 0.75);
    Err(Error::NoSuchQuery { name: name.to_owned(), near: best.map(|(_, near)| near) })
}

/// Runs a query with the given parameters, the others at their defaults.
///
/// # Errors
/// [`Error::BadParameter`] where a parameter is unknown or missing, [`Error::Sql`] where the statement fails.
pub fn run(connection: &Connection, query: &Query, given: &[(String, Value)]) -> Result<Rows> {
    prepare(connection, query, given)?.collect()
}

/// The statement of a query with its parameters bound, for results that are taken row by row.
///
/// # Errors
/// As of [`run`].
pub fn prepare<'a>(
    connection: &'a Connection,
    query: &Query,
    given: &[(String, Value)],
) -> Result<Cursor<'a>> {
    let bad = |reason: String| Error::BadParameter { query: query.name.to_owned(), reason };
    let declared = |name: &str| query.parameters.iter().find(|parameter| parameter.name == name);
    if let Some((name, _)) = given.iter().find(|(name, _)| declared(name).is_none()) {
        let expected: Vec<_> =
            query.parameters.iter().map(|p| format!("{} ({})", p.name, p.kind.name())).collect();
        return Err(bad(format!("no parameter {name}; expected: {}", expected.join(", "))));
    }
    let mut statement = connection.prepare(query.sql)?;
    for index in 1..=statement.parameter_count() {
        let name = statement.parameter_name(index).unwrap_or_default().trim_start_matches(':').to_owned();
        let parameter = declared(&name).ok_or_else(|| bad(format!("its header does not declare {name}")))?;
        let value = given.iter().find(|(given, _)| *given == name).map(|(_, value)| value);
        let value = value.or(parameter.default.as_ref());
        match value.ok_or_else(|| bad(format!("{name} ({}) must be given", parameter.kind.name())))? {
            Value::Null => statement.raw_bind_parameter(index, rusqlite::types::Null)?,
            Value::Integer(integer) => statement.raw_bind_parameter(index, integer)?,
            Value::Real(real) => statement.raw_bind_parameter(index, real)?,
            Value::Text(text) => statement.raw_bind_parameter(index, text)?,
        }
    }
    Ok(Cursor::new(statement))
}

/// The reports of which an export takes the rows: all, or those of a year or region.
#[derive(Clone, Debug, Default)]
pub struct Chosen {
    /// Year of the reports.
    pub year: Option<i64>,
    /// Leading digits of the division code.
    pub region: Option<String>,
}

/// A condition on rows `t` that belong to reports.
const OF_CHOSEN: &str = "where t.report_id in (select c.report_id from report as c left join agency as b on b.agency_id = c.agency_id \
     where (?1 is null or c.year = ?1) and (?2 is null or substr(b.division_code, 1, length(?2)) = ?2))";

/// The statement that reads a table or view, where its rows belong to reports those of the chosen ones.
///
/// # Errors
/// [`Error::Sql`] where there is none of this name.
pub fn relation<'a>(connection: &'a Connection, name: &str, chosen: &Chosen) -> Result<Cursor<'a>> {
    let name = name.replace('"', "\"\"");
    let whole = connection.prepare(&format!("select * from \"{name}\" as t"))?;
    let by_report = whole.column_names().any(|column| column == "report_id");
    if !by_report || chosen.year.is_none() && chosen.region.is_none() {
        return Ok(Cursor::new(whole));
    }
    let mut statement = connection.prepare(&format!("select * from \"{name}\" as t {OF_CHOSEN}"))?;
    bind(&mut statement, chosen)?;
    Ok(Cursor::new(statement))
}

/// The statement that reads a table whose rows belong to reports, in order of year and province: these two, then its columns.
///
/// # Errors
/// [`Error::Sql`] where there is none of this name, or it has no column `report_id`.
pub fn relation_by_province<'a>(
    connection: &'a Connection,
    name: &str,
    chosen: &Chosen,
) -> Result<Cursor<'a>> {
    let name = name.replace('"', "\"\"");
    let mut statement = connection.prepare(&format!(
        "select r.year, substr(a.division_code, 1, 2), t.* from \"{name}\" as t left join report as r on r.report_id = t.report_id \
         left join agency as a on a.agency_id = r.agency_id {OF_CHOSEN} or ?1 is null and ?2 is null order by 1, 2, t.report_id"
    ))?;
    bind(&mut statement, chosen)?;
    Ok(Cursor::new(statement))
}

fn bind(statement: &mut Statement, chosen: &Chosen) -> Result<()> {
    statement.raw_bind_parameter(1, chosen.year)?;
    statement.raw_bind_parameter(2, chosen.region.as_deref())?;
    Ok(())
}
