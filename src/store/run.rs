//! Runs of loading: when, how many files came out how, what is left to look at.

use super::decision::suspend;
use super::write::FileOutcome;
use crate::error::Result;
use rusqlite::{Connection, params};

/// Keeps what the stale regions are made of and the findings in their roll-ups.
const KEEP_REGIONS: &str = include_str!("keep_regions.sql");

/// Keeps the findings between the stale reports and others.
const KEEP_FINDINGS: &str = include_str!("keep_findings.sql");

/// Keeps what hangs on several reports and may have changed, so that no query has to work it out.
pub(super) fn keep(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(KEEP_REGIONS)?;
    connection.execute_batch(KEEP_FINDINGS)
}

/// How many files came out how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// New reports.
    pub loaded: u64,
    /// Content that was there already.
    pub unchanged: u64,
    /// New revisions.
    pub revised: u64,
    /// Files without a report.
    pub rejected: u64,
}

/// What a run left to look at, over the current reports of all its files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How the files came out.
    pub files: Counts,
    /// Places where a document does not fit the form.
    pub problems: u64,
    /// Findings of severity error.
    pub errors: u64,
    /// Findings of severity warning.
    pub warnings: u64,
    /// Findings of severity info.
    pub infos: u64,
}

/// Starts a run and returns its number. Decisions by hand are taken back until they are applied to all that is loaded then.
///
/// # Errors
/// [`crate::error::Error::Sql`] where the database cannot be written.
pub fn begin_run(connection: &Connection) -> Result<i64> {
    suspend(connection)?;
    connection.execute("insert into ingest_run (started_at) values (datetime('now'))", [])?;
    Ok(connection.last_insert_rowid())
}

/// Ends a run: records its counts and returns them with what there is to look at.
///
/// # Errors
/// [`crate::error::Error::Sql`] where the database cannot be written.
pub fn finish_run(connection: &Connection, run_id: i64) -> Result<Tally> {
    let count = |outcome: FileOutcome| -> Result<u64> {
        let sql = "select count(*) from ingest_file where run_id = ? and outcome = ?";
        Ok(connection.query_row(sql, params![run_id, outcome.code()], |row| row.get::<_, i64>(0))? as u64)
    };
    let files = Counts {
        loaded: count(FileOutcome::Loaded)?,
        unchanged: count(FileOutcome::Unchanged)?,
        revised: count(FileOutcome::Revised)?,
        rejected: count(FileOutcome::Rejected)?,
    };
    connection.execute(
        "update ingest_run set finished_at = datetime('now'), loaded = ?2, unchanged = ?3, revised = ?4, rejected = ?5
         where run_id = ?1",
        params![run_id, files.loaded as i64, files.unchanged as i64, files.revised as i64, files.rejected as i64],
    )?;
    keep(connection)?;
    let mut tally = Tally { files, ..Tally::default() };
    count_found(connection, run_id, &mut tally)?;
    Ok(tally)
}

/// Adds what there is to look at in the current reports of a run's files, all of which is kept by now.
fn count_found(connection: &Connection, run_id: i64, tally: &mut Tally) -> rusqlite::Result<()> {
    // Cross joins keep the order: from the run's few files to their reports and what was found in these.
    let mut select = connection.prepare(
        "with told as materialized (
             select distinct report_id from ingest_file as f cross join report as r on r.document_id = f.document_id
             where run_id = ? and status = 'current'
         )
         select 'problem', count(*) from told cross join problem using (report_id)
         union all
         select severity, count(*) from told cross join finding using (report_id) group by severity
         union all
         select severity, count(*) from told cross join between_finding_kept using (report_id) group by severity
         union all
         select severity, count(*) from told cross join rollup_finding_kept using (report_id) group by severity",
    )?;
    let mut rows = select.query([run_id])?;
    while let Some(row) = rows.next()? {
        let number = row.get::<_, i64>(1)?.unsigned_abs();
        match row.get_ref(0)?.as_str()? {
            "problem" => tally.problems += number,
            "error" => tally.errors += number,
            "warning" => tally.warnings += number,
            _ => tally.infos += number,
        }
    }
    Ok(())
}

/// What a run revised: path of the new version and of the version that it replaces, by path.
///
/// # Errors
/// [`crate::error::Error::Sql`] where the database cannot be read.
pub fn revised(connection: &Connection, run_id: i64) -> Result<Vec<(String, String)>> {
    let mut select = connection.prepare(
        "select f.path, d.path from ingest_file as f
         cross join report as r on r.document_id = f.document_id
         join report as earlier on earlier.report_id = r.replaces
         join document as d on d.document_id = earlier.document_id
         where f.run_id = ? and f.outcome = 'revised' order by f.path, r.report_id",
    )?;
    let pairs = select.query_map([run_id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(pairs.collect::<rusqlite::Result<_>>()?)
}

/// Reports of unchanged files in a run whose division nothing decides, or where `stated`, no hand or manifest.
///
/// # Errors
/// [`crate::error::Error::Sql`] where the database cannot be read.
pub fn undecided(connection: &Connection, run_id: i64, stated: bool) -> Result<u64> {
    let sql = "select count(distinct report_id) from ingest_file as f cross join report as r on r.document_id = f.document_id
         join agency using (agency_id)
         where f.run_id = ?1 and f.outcome = 'unchanged' and r.status = 'current'
           and iif(?2, resolution <> 'manual', resolution = 'unresolved')";
    let number: i64 = connection.query_row(sql, rusqlite::params![run_id, stated], |row| row.get(0))?;
    Ok(number.unsigned_abs())
}
