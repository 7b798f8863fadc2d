//! What people decide of agencies: kept by names and paths, applied at once and again after every loading.
//!
//! A decision that cannot be applied changes nothing: it waits for its report, or is refused with a reason.

use super::agency::write_resolution;
use crate::agency::{Evidence, How, Resolution, resolve};
use crate::error::Result;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

/// Names an agency by one of its reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// A name of the agency.
    pub name: String,
    /// Path of the document with the report.
    pub path: String,
    /// Year of the report.
    pub year: Option<i64>,
}

/// What is decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Where it sits, what it is called, of what kind it is.
    Set {
        /// Six digits.
        division: String,
        /// Its name from now on.
        name: Option<String>,
        /// A code of `agency.kind`.
        kind: Option<String>,
    },
    /// A further name.
    Alias(String),
    /// It is the same body as another, which takes its reports.
    Merge(Key),
    /// The report is another body's than the rest; the key names one that stays.
    Split(Key),
}

impl Action {
    /// The code used in the database and in CSV.
    pub const fn code(&self) -> &'static str {
        match self {
            Action::Set { .. } => "set",
            Action::Alias(_) => "alias",
            Action::Merge(_) => "merge",
            Action::Split(_) => "split",
        }
    }
}

/// A decision of an agency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Which agency.
    pub of: Key,
    /// What.
    pub action: Action,
}

/// What became of a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Applied {
    /// The database is as decided.
    Done,
    /// A report that it names is not loaded.
    Waiting,
    /// It cannot be: why, in Chinese and English.
    Refused(String),
}

/// The key of an agency, `None` where it has no report.
///
/// # Errors
/// [`crate::error::Error::Sql`] where the database cannot be read.
pub fn agency_key(connection: &Connection, agency: i64) -> Result<Option<Key>> {
    key(connection, "agency_id = ?1", agency)
}

/// The key of a report, `None` where there is none or it names no agency.
///
/// # Errors
/// [`crate::error::Error::Sql`] where the database cannot be read.
pub fn report_key(connection: &Connection, report: i64) -> Result<Option<Key>> {
    key(connection, "report_id = ?1", report)
}

/// The key of an agency by a report other than the given one.
///
/// # Errors
/// [`crate::error::Error::Sql`] where the database cannot be read.
pub fn rest_key(connection: &Connection, report: i64) -> Result<Option<Key>> {
    let rest = "report_id <> ?1 and agency_id = (select agency_id from report where report_id = ?1)
                and (path, year) is not (select path, year from report join document using (document_id)
                                         where report_id = ?1)";
    key(connection, rest, report)
}

fn key(connection: &Connection, which: &str, number: i64) -> Result<Option<Key>> {
    let sql = format!(
        "select name, path, year from report join document using (document_id) join agency using (agency_id)
         where {which} order by status = 'current' desc, report_id limit 1"
    );
    let key = |row: &Row| Ok(Key { name: row.get(0)?, path: row.get(1)?, year: row.get(2)? });
    Ok(connection.query_row(&sql, [number], key).optional()?)
}

/// Applies and keeps a decision, or changes nothing.
///
/// # Errors
/// [`crate::error::Error::Sql`] where the database cannot be written.
pub fn decide(connection: &mut Connection, decision: &Decision) -> Result<Applied> {
    let transaction = connection.transaction()?;
    let applied = apply(&transaction, decision)?;
    if applied == Applied::Done {
        keep(&transaction, decision)?;
        transaction.commit()?;
    }
    Ok(applied)
}

/// Keeps decisions made elsewhere and applies what can be; the result says what became of each.
///
/// # Errors
/// [`crate::error::Error::Sql`] where the database cannot be written; then nothing is.
pub fn import_decisions(connection: &mut Connection, decisions: &[Decision]) -> Result<Vec<Applied>> {
    let transaction = connection.transaction()?;
    let mut applied = Vec::new();
    for decision in decisions {
        let became = apply(&transaction, decision)?;
        if !matches!(became, Applied::Refused(_)) {
            keep(&transaction, decision)?;
        }
        applied.push(became);
    }
    transaction.commit()?;
    Ok(applied)
}

/// Applies all kept decisions in their order to what has been loaded since; those that are refused, with the reason.
///
/// # Errors
/// [`crate::error::Error::Sql`] where the database cannot be written.
pub fn apply_decisions(connection: &mut Connection) -> Result<Vec<(Decision, String)>> {
    let transaction = connection.transaction()?;
    let mut refused = Vec::new();
    for decision in decisions(&transaction)? {
        if let Applied::Refused(why) = apply(&transaction, &decision)? {
            refused.push((decision, why));
        }
    }
    transaction.commit()?;
    Ok(refused)
}

/// The decisions in their order.
///
/// # Errors
/// [`crate::error::Error::Sql`] where the database cannot be read.
pub fn decisions(connection: &Connection) -> Result<Vec<Decision>> {
    let mut select = connection.prepare(
        "select name, path, year, division_code, new_name, kind, other_name, other_path, other_year, action
         from agency_decision order by ordinal",
    )?;
    let decision = |row: &Row| {
        let text = |index| row.get::<_, Option<String>>(index).map(Option::unwrap_or_default);
        let other = || Ok::<_, rusqlite::Error>(Key { name: text(6)?, path: text(7)?, year: row.get(8)? });
        let action = match row.get::<_, String>(9)?.as_str() {
            "set" => Action::Set { division: text(3)?, name: row.get(4)?, kind: row.get(5)? },
            "alias" => Action::Alias(text(4)?),
            "merge" => Action::Merge(other()?),
            _ => Action::Split(other()?),
        };
        Ok(Decision { of: Key { name: row.get(0)?, path: row.get(1)?, year: row.get(2)? }, action })
    };
    Ok(select.query_map([], decision)?.collect::<rusqlite::Result<_>>()?)
}

/// Keeps a decision; it takes the place of an earlier one about the same.
fn keep(transaction: &Transaction, decision: &Decision) -> rusqlite::Result<()> {
    let Decision { of, action } = decision;
    let (mut division, mut new_name, mut new_kind, mut other) = (None, None, None, None);
    match action {
        Action::Set { division: code, name, kind } => {
            (division, new_name, new_kind) = (Some(code), name.as_ref(), kind.as_ref());
        }
        Action::Alias(name) => new_name = Some(name),
        Action::Merge(key) | Action::Split(key) => other = Some(key),
    }
    let (other_name, other_path) = (other.map(|key| &key.name), other.map(|key| &key.path));
    transaction.execute(
        "delete from agency_decision
         where (action, path, year) is (?1, ?2, ?3) and action = 'set' and name = ?4
            or (action, path, year, new_name) is (?1, ?2, ?3, ?5) and action = 'alias'
            or ?6 is not null and action in ('merge', 'split')
               and ((path, other_path) is (?2, ?6) or (path, other_path) is (?6, ?2))",
        params![action.code(), of.path, of.year, of.name, new_name, other_path],
    )?;
    if let Action::Split(rest) = action {
        // What was decided of the agency before is of the one that is left.
        for columns in ["name, path, year", "other_name, other_path, other_year"] {
            let sql = format!(
                "update agency_decision set ({columns}) = (?1, ?2, ?3)
                 where ({columns}) is (?4, ?5, ?6) and action <> 'split'"
            );
            let moved = (&of.name, &of.path, of.year);
            transaction.execute(&sql, params![rest.name, rest.path, rest.year, moved.0, moved.1, moved.2])?;
        }
    }
    transaction.execute(
        "insert into agency_decision (action, name, path, year, division_code, new_name, kind,
                                      other_name, other_path, other_year)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        params![
            action.code(),
            of.name,
            of.path,
            of.year,
            division,
            new_name,
            new_kind,
            other_name,
            other_path,
            other.and_then(|key| key.year)
        ],
    )?;
    Ok(())
}

/// The report that a key names, the latest of its path and year.
///
/// # Errors
/// [`crate::error::Error::Sql`] where the database cannot be read.
pub fn report_of(connection: &Connection, key: &Key) -> Result<Option<i64>> {
    Ok(find(connection, key)?.map(|(report, _)| report))
}

/// The report and the agency that a key names: the latest of its path and year.
fn find(connection: &Connection, key: &Key) -> rusqlite::Result<Option<(i64, i64)>> {
    let sql = "select report_id, agency_id
         from report join document using (document_id) join agency using (agency_id)
         where path = ?1 and year is ?2
           and (name = ?3 or exists (select 1 from agency_alias as other
                                     where other.agency_id = agency.agency_id and alias = ?3))
         order by status = 'current' desc, report_id desc limit 1";
    let found = |row: &Row| Ok((row.get(0)?, row.get(1)?));
    connection.prepare_cached(sql)?.query_row(params![key.path, key.year, key.name], found).optional()
}

/// Does what is decided, unless it is done already. Everything that may refuse it is looked at before the first change.
fn apply(transaction: &Transaction, decision: &Decision) -> rusqlite::Result<Applied> {
    let Some((report, agency)) = find(transaction, &decision.of)? else { return Ok(Applied::Waiting) };
    match &decision.action {
        Action::Set { division, name, kind } => {
            set(transaction, agency, division, name.as_deref(), kind.as_deref())
        }
        Action::Alias(name) => alias(transaction, agency, name),
        Action::Merge(into) => match find(transaction, into)? {
            None => Ok(Applied::Waiting),
            Some((_, into)) if into == agency => Ok(Applied::Done),
            Some((_, into)) => merge(transaction, agency, into),
        },
        Action::Split(from) => match find(transaction, from)? {
            None => Ok(Applied::Waiting),
            Some((_, from)) if from != agency => Ok(Applied::Done),
            Some(_) => split(transaction, report, agency),
        },
    }
}

fn alias(transaction: &Transaction, agency: i64, name: &str) -> rusqlite::Result<Applied> {
    transaction
        .prepare_cached("insert or ignore into agency_alias values (?, ?)")?
        .execute(params![name, agency])?;
    Ok(Applied::Done)
}

fn set(
    transaction: &Transaction,
    agency: i64,
    division: &str,
    name: Option<&str>,
    kind: Option<&str>,
) -> rusqlite::Result<Applied> {
    let (printed, year): (String, Option<i32>) = transaction.query_row(
        "select name, (select max(year) from report where report.agency_id = agency.agency_id)
         from agency where agency_id = ?",
        [agency],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let name = name.unwrap_or(&printed);
    let evidence = Evidence { name, year, division: Some(division), stated: true, ..Evidence::default() };
    let why = "人工指定区划 / the division was set by hand".to_owned();
    let body = Resolution { how: How::Manual, why, ..resolve(&evidence) };
    write_resolution(transaction, agency, &body)?;
    transaction.execute(
        "update agency set name = ?2, kind = coalesce(?3, kind) where agency_id = ?1",
        params![agency, name, kind],
    )?;
    alias(transaction, agency, name)
}

fn merge(transaction: &Transaction, agency: i64, into: i64) -> rusqlite::Result<Applied> {
    let clash = "select one.report_id, other.report_id, one.year from report as one
         join report as other on other.year is one.year and other.scope = one.scope
         where one.agency_id = ?1 and other.agency_id = ?2
           and one.status = 'current' and other.status = 'current' order by 1 limit 1";
    if let Some(why) = refusal(transaction, clash, agency, into)? {
        return Ok(Applied::Refused(why));
    }
    let why = "人工合并 / merged by hand";
    transaction.execute("update report set agency_id = ?2 where agency_id = ?1", [agency, into])?;
    transaction.execute(
        "insert or ignore into agency_alias select alias, ?2 from agency_alias where agency_id = ?1",
        [agency, into],
    )?;
    transaction.execute("delete from agency_alias where agency_id = ?", [agency])?;
    transaction.execute("delete from agency where agency_id = ?", [agency])?;
    transaction.execute(
        "update agency set resolution = 'manual', why = ?2 where agency_id = ?1",
        params![into, why],
    )?;
    Ok(Applied::Done)
}

/// Why two reports cannot both be current of one agency, if the statement finds such.
fn refusal(connection: &Connection, sql: &str, one: i64, other: i64) -> rusqlite::Result<Option<String>> {
    let told = |row: &Row| {
        let (one, other, year): (i64, i64, Option<i64>) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let year = year.map_or_else(|| "?".to_owned(), |year| year.to_string());
        Ok(format!(
            "{year} 年度的报告 {one} 和 {other} 都是现行的，口径也相同，一个机关只能有一份 / \
             reports {one} and {other} of {year} are both current and of one scope; an agency can have one"
        ))
    };
    connection.query_row(sql, [one, other], told).optional()
}

/// Gives a report an agency of its own. A report that it replaced is current again, for nothing replaces it any more.
fn split(transaction: &Transaction, report: i64, agency: i64) -> rusqlite::Result<Applied> {
    let clash = "select earlier.report_id, other.report_id, earlier.year from report as moved
         join report as earlier on earlier.report_id = moved.replaces and moved.status = 'current'
         join report as other on other.agency_id = earlier.agency_id and other.year is earlier.year
          and other.scope = earlier.scope and other.status = 'current' and other.report_id <> moved.report_id
         where moved.report_id = ?1 and earlier.agency_id = ?2 limit 1";
    if let Some(why) = refusal(transaction, clash, report, agency)? {
        return Ok(Applied::Refused(why));
    }
    transaction.execute(
        "insert into agency (name, kind, level, resolution, why, candidates)
         select name, kind, level, 'manual', '人工拆分 / split by hand', candidates from agency where agency_id = ?",
        [agency],
    )?;
    let own = transaction.last_insert_rowid();
    transaction
        .execute("insert into agency_alias select name, agency_id from agency where agency_id = ?", [own])?;
    let (replaces, current): (Option<i64>, bool) = transaction.query_row(
        "select replaces, status = 'current' from report where report_id = ?",
        [report],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    transaction.execute("update report set replaces = ?2 where replaces = ?1", params![report, replaces])?;
    transaction.execute(
        "update report set agency_id = ?2, status = 'current', replaces = null, revision = 1 where report_id = ?1",
        [report, own],
    )?;
    if current {
        transaction.execute("update report set status = 'current' where report_id is ?", [replaces])?;
    }
    Ok(Applied::Done)
}
