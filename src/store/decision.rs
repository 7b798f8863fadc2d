//! What people decide of agencies: kept by names and paths, applied at once and again after every loading.
//!
//! A decision that cannot be applied changes nothing: it waits for its report, or is refused with a reason. What undoes an
//! earlier decision is not kept beside it: both go.

use super::decided::{find, replay};
use super::origin;
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
    key(connection, "report.agency_id = ?1", agency)
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
    let rest = "report_id <> ?1 and report.agency_id = (select agency_id from report where report_id = ?1)
                and (path, report.year) is not (select path, year from report join document using (document_id)
                                         where report_id = ?1)";
    key(connection, rest, report)
}

fn key(connection: &Connection, which: &str, number: i64) -> Result<Option<Key>> {
    let sql = format!(
        "select coalesce(o.name, agency.name), path, report.year
         from report join document using (document_id) join agency using (agency_id)
         join report_origin as o using (report_id)
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
    if let Some(undone) = undone(&transaction, decision)? {
        transaction.execute("delete from agency_decision where ordinal = ?", [undone])?;
    } else {
        keep(&transaction, decision)?;
    }
    let results = replay(&transaction)?;
    let applied = results.into_iter().rfind(|(other, _)| other == decision).map(|(_, applied)| applied);
    let applied = applied.unwrap_or(Applied::Done);
    if applied == Applied::Done {
        transaction.commit()?;
    }
    Ok(applied)
}

/// Takes back that an agency has a further name; whether that had been decided.
///
/// # Errors
/// [`crate::error::Error::Sql`] where the database cannot be written.
pub fn forget_alias(connection: &mut Connection, agency: i64, name: &str) -> Result<bool> {
    let transaction = connection.transaction()?;
    let sql = "select ordinal, name, path, year from agency_decision where action = 'alias' and new_name = ?";
    let kept: Vec<(i64, Key)> = transaction
        .prepare(sql)?
        .query_map([name], |row| {
            Ok((row.get(0)?, Key { name: row.get(1)?, path: row.get(2)?, year: row.get(3)? }))
        })?
        .collect::<rusqlite::Result<_>>()?;
    let mut forgotten = false;
    for (ordinal, of) in kept {
        if find(&transaction, &of)?.is_some_and(|(_, found)| found == agency) {
            transaction.execute("delete from agency_decision where ordinal = ?", [ordinal])?;
            forgotten = true;
        }
    }
    replay(&transaction)?;
    transaction.commit()?;
    Ok(forgotten)
}

/// The kept decision that a new one takes back: the split of two agencies that are made one, or the merging of an agency whose
/// only report leaves.
fn undone(transaction: &Transaction, decision: &Decision) -> rusqlite::Result<Option<i64>> {
    let sql = "select ordinal, action from agency_decision where action in ('merge', 'split') order by ordinal desc";
    let mut select = transaction.prepare(sql)?;
    let ordinals: Vec<i64> = select.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let all = decisions(transaction)?;
    let pairs = all.iter().rev().filter(|one| matches!(one.action, Action::Merge(_) | Action::Split(_)));
    let agency = |key: &Key| Ok::<_, rusqlite::Error>(find(transaction, key)?.map(|(_, agency)| agency));
    let loaded = |key: &Key| -> rusqlite::Result<Option<i64>> {
        let Some((report, _)) = find(transaction, key)? else { return Ok(None) };
        let sql = "select agency_id from report_origin where report_id = ?";
        transaction.query_row(sql, [report], |row| row.get(0))
    };
    for (ordinal, earlier) in ordinals.into_iter().zip(pairs) {
        let takes_back = match (&decision.action, &earlier.action) {
            (Action::Merge(into), Action::Split(rest)) => {
                let (one, other) = (agency(&decision.of)?, agency(into)?);
                let parted = (agency(&earlier.of)?, agency(rest)?);
                one.is_some() && (parted == (one, other) || parted == (other, one))
            }
            (Action::Split(_), Action::Merge(into)) => {
                let leaving = loaded(&decision.of)?;
                let sql = "select count(*) from report_origin where agency_id is ?";
                let reports: i64 = transaction.query_row(sql, [leaving], |row| row.get(0))?;
                leaving.is_some()
                    && reports == 1
                    && (loaded(&earlier.of)? == leaving) != (loaded(into)? == leaving)
            }
            _ => false,
        };
        if takes_back {
            return Ok(Some(ordinal));
        }
    }
    Ok(None)
}

/// Keeps decisions made elsewhere and applies what can be; the result says what became of each.
///
/// # Errors
/// [`crate::error::Error::Sql`] where the database cannot be written; then nothing is.
pub fn import_decisions(connection: &mut Connection, decisions: &[Decision]) -> Result<Vec<Applied>> {
    let transaction = connection.transaction()?;
    let known = self::decisions(&transaction)?;
    for decision in decisions.iter().filter(|decision| !known.contains(decision)) {
        keep(&transaction, decision)?;
    }
    let results = replay(&transaction)?;
    transaction.commit()?;
    let became = |decision: &Decision| {
        results
            .iter()
            .rfind(|(other, _)| other == decision)
            .map_or(Applied::Done, |(_, became)| became.clone())
    };
    Ok(decisions.iter().map(became).collect())
}

/// Takes back what decisions changed, so that reports are placed by what they say; [`apply_decisions`] does them again.
///
/// # Errors
/// [`crate::error::Error::Sql`] where the database cannot be written.
pub(super) fn suspend(connection: &Connection) -> Result<()> {
    if decisions(connection)?.is_empty() {
        return Ok(());
    }
    let transaction = connection.unchecked_transaction()?;
    origin::reset(&transaction)?;
    Ok(transaction.commit()?)
}

/// Applies all kept decisions in their order to all that is loaded; those that are refused, with the reason.
///
/// # Errors
/// [`crate::error::Error::Sql`] where the database cannot be written.
pub fn apply_decisions(connection: &mut Connection) -> Result<Vec<(Decision, String)>> {
    if decisions(connection)?.is_empty() {
        return Ok(Vec::new());
    }
    let transaction = connection.transaction()?;
    let results = replay(&transaction)?;
    transaction.commit()?;
    let refused = results.into_iter().filter_map(|(decision, applied)| match applied {
        Applied::Refused(why) => Some((decision, why)),
        Applied::Done | Applied::Waiting => None,
    });
    Ok(refused.collect())
}

/// The decisions in their order.
///
/// # Errors
/// [`crate::error::Error::Sql`] where the database cannot be read.
pub fn decisions(connection: &Connection) -> rusqlite::Result<Vec<Decision>> {
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
    select.query_map([], decision)?.collect()
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
            or (action, path, year, new_name) is (?1, ?2, ?3, ?5) and action = 'alias'",
        params![action.code(), of.path, of.year, of.name, new_name],
    )?;
    if let Action::Split(rest) = action {
        // What was decided of the agency before is of the one that is left.
        transaction.execute(
            "update agency_decision set (name, path, year) = (?1, ?2, ?3)
             where (name, path, year) is (?4, ?5, ?6) and action in ('set', 'alias')",
            params![rest.name, rest.path, rest.year, of.name, of.path, of.year],
        )?;
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
