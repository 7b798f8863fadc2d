//! In which order the versions of a report follow each other: as they were loaded, but where both tell their day of publication and
//! lie in two places by that.

use super::identity::Source;
use rusqlite::{Connection, Transaction, params};

/// The place of a new version.
#[derive(Debug, Default)]
pub(super) struct Slot {
    /// The report that it replaces, and that one's revision.
    pub(super) replaces: Option<(i64, i64)>,
    /// The versions published after it, the current one first.
    pub(super) later: Vec<i64>,
}

/// A version: its number and revision, what it replaces, its day, and whether it lies where the new one does.
type Version = (i64, i64, Option<i64>, Option<String>, bool);

/// The place of a new report among the versions of the one that was found to be the same.
pub(super) fn slot(connection: &Connection, source: &Source, found: (i64, i64)) -> rusqlite::Result<Slot> {
    let mut slot = Slot { replaces: Some(found), later: Vec::new() };
    let Some(day) = source.published_on else { return Ok(slot) };
    let mut select = connection.prepare_cached(
        "select report_id, revision, replaces, published_on, coalesce(path = ?2, 0) or coalesce(url = ?3, 0)
         from report join document using (document_id) where report_id = ?1",
    )?;
    while let Some((report, _)) = slot.replaces {
        let version: Version = select.query_row(params![report, source.path, source.url], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
        })?;
        let (_, _, replaces, published_on, in_place) = version;
        // What lies in one place is replaced by what lies there later.
        if in_place || published_on.is_none_or(|other| other.as_str() <= day) {
            break;
        }
        slot.later.push(report);
        let earlier = |report| {
            let revision = "select revision from report where report_id = ?";
            connection.query_row(revision, [report], |row| Ok((report, row.get(0)?)))
        };
        slot.replaces = replaces.map(earlier).transpose()?;
    }
    Ok(slot)
}

/// Puts a new report before the versions published after it.
pub(super) fn put_before(transaction: &Transaction, report: i64, later: &[i64]) -> rusqlite::Result<()> {
    let Some(next) = later.last() else { return Ok(()) };
    for table in ["report", "report_origin"] {
        let sql = format!("update {table} set replaces = ?2 where report_id = ?1");
        transaction.prepare_cached(&sql)?.execute([next, &report])?;
    }
    let mut update =
        transaction.prepare_cached("update report set revision = revision + 1 where report_id = ?")?;
    later.iter().try_for_each(|version| update.execute([version]).map(|_| ()))
}
