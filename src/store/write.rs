//! Writes reports: one batch is one transaction, and content that is there already is left alone.

use super::agency::{kind, level};
use super::contents::{mark_same_name, write_contents};
use super::identity::{MARKS, Source, place};
use super::prose;
use crate::error::Result;
use crate::report::{Finding, Report};
use rusqlite::{Connection, OptionalExtension, Transaction, params};

/// Files in a batch: enough to make commits cheap, few enough to hold in memory.
pub const BATCH: usize = 200;

/// A file that was read, or was not.
#[derive(Clone, Debug)]
pub struct Ingested {
    /// Path as given, `-` for standard input.
    pub path: String,
    /// What was in it.
    pub outcome: Result<Outcome, Rejection>,
}

/// The reports of a file, with their source.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// SHA-256 of the bytes, hexadecimal.
    pub sha256: String,
    /// Length of the bytes.
    pub byte_length: u64,
    /// Such as `text/plain`.
    pub media_type: &'static str,
    /// Where it was published, if known.
    pub url: Option<String>,
    /// Date of publication, `YYYY-MM-DD`, if known.
    pub published_on: Option<String>,
    /// Whether the path only counts members of a container, so that it may name another document next time.
    pub positional: bool,
    /// The extracted text.
    pub text: String,
    /// The reports in it, at least one.
    pub reports: Vec<Judged>,
}

/// A report and what its checks found.
#[derive(Clone, Debug)]
pub struct Judged {
    /// The report.
    pub report: Report,
    /// What disagrees in it.
    pub findings: Vec<Finding>,
}

/// Why a file gives no report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejection {
    /// Short code, such as `not_a_report`.
    pub code: &'static str,
    /// What and why, in Chinese and English.
    pub message: String,
}

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileOutcome {
    /// A new report.
    Loaded,
    /// The content was there already.
    Unchanged,
    /// A new revision of a report.
    Revised,
    /// No report; the reason is recorded.
    Rejected,
}

impl FileOutcome {
    /// The code used in the database.
    pub const fn code(self) -> &'static str {
        match self {
            FileOutcome::Loaded => "loaded",
            FileOutcome::Unchanged => "unchanged",
            FileOutcome::Revised => "revised",
            FileOutcome::Rejected => "rejected",
        }
    }
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

/// Starts a run and returns its number.
///
/// # Errors
/// [`crate::error::Error::Sql`] where the database cannot be written.
pub fn begin_run(connection: &Connection) -> Result<i64> {
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
    let reports = "select report_id from report join ingest_file using (document_id)
                   where run_id = ?1 and status = 'current'";
    let problems = connection.query_row(
        &format!("select count(*) from problem where report_id in ({reports})"),
        [run_id],
        |row| row.get::<_, i64>(0),
    )? as u64;
    let mut tally = Tally { files, problems, ..Tally::default() };
    let mut select = connection.prepare(&format!(
        "select severity, count(*) from all_finding where report_id in ({reports}) group by severity"
    ))?;
    let mut rows = select.query([run_id])?;
    while let Some(row) = rows.next()? {
        let number = row.get::<_, i64>(1)? as u64;
        match row.get_ref(0)?.as_str().unwrap_or_default() {
            "error" => tally.errors = number,
            "warning" => tally.warnings = number,
            _ => tally.infos = number,
        }
    }
    Ok(tally)
}

/// What a run revised: path of the new version and of the version that it replaces, by path.
///
/// # Errors
/// [`crate::error::Error::Sql`] where the database cannot be read.
pub fn revised(connection: &Connection, run_id: i64) -> Result<Vec<(String, String)>> {
    let mut select = connection.prepare(
        "select f.path, d.path from ingest_file as f
         join report as r using (document_id)
         join report as earlier on earlier.report_id = r.replaces
         join document as d on d.document_id = earlier.document_id
         where f.run_id = ? and f.outcome = 'revised' order by f.path, r.report_id",
    )?;
    let pairs = select.query_map([run_id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(pairs.collect::<rusqlite::Result<_>>()?)
}

/// Writes a batch in one transaction; the result says what became of each file, in order.
///
/// # Errors
/// [`crate::error::Error::Sql`] where the database cannot be written; then nothing of the batch is.
pub fn write_batch(connection: &mut Connection, run_id: i64, batch: &[Ingested]) -> Result<Vec<FileOutcome>> {
    let transaction = connection.transaction()?;
    let mut outcomes = Vec::with_capacity(batch.len());
    for file in batch {
        let (outcome, document_id, message) = match &file.outcome {
            Ok(outcome) => {
                let (outcome, document_id) = write_outcome(&transaction, &file.path, outcome)?;
                (outcome, Some(document_id), None)
            }
            Err(rejection) => {
                (FileOutcome::Rejected, None, Some(format!("{}: {}", rejection.code, rejection.message)))
            }
        };
        transaction.prepare_cached("insert into ingest_file values (?, ?, ?, ?, ?)")?.execute(params![
            run_id,
            file.path,
            outcome.code(),
            document_id,
            message
        ])?;
        outcomes.push(outcome);
    }
    transaction.commit()?;
    Ok(outcomes)
}

/// Writes the reports of a file unless its content is there already.
fn write_outcome(
    transaction: &Transaction,
    path: &str,
    outcome: &Outcome,
) -> rusqlite::Result<(FileOutcome, i64)> {
    let known: Option<i64> = transaction
        .prepare_cached("select document_id from document where sha256 = ?")?
        .query_row([&outcome.sha256], |row| row.get(0))
        .optional()?;
    if let Some(document_id) = known {
        return Ok((FileOutcome::Unchanged, document_id));
    }
    transaction
        .prepare_cached(
            "insert into document (sha256, path, url, published_on, media_type, byte_length, text)
             values (?, ?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![
            outcome.sha256,
            path,
            outcome.url,
            outcome.published_on,
            outcome.media_type,
            outcome.byte_length as i64,
            outcome.text
        ])?;
    let document_id = transaction.last_insert_rowid();
    let mut revised = false;
    for (ordinal, judged) in outcome.reports.iter().enumerate() {
        let source = Source {
            document_id,
            path: (path != "-" && !outcome.positional).then_some(path),
            url: outcome.url.as_deref(),
            place: (ordinal, outcome.reports.len()),
        };
        revised |= write_report(transaction, &source, judged)?;
    }
    let outcome = if revised { FileOutcome::Revised } else { FileOutcome::Loaded };
    Ok((outcome, document_id))
}

/// Writes one report; whether it replaces an earlier one.
fn write_report(transaction: &Transaction, source: &Source, judged: &Judged) -> rusqlite::Result<bool> {
    let report = &judged.report;
    let hashes = prose::pieces(&report.prose());
    let place = place(transaction, source, report, hashes.as_deref())?;
    let agency_id = match (place.agency_id, &report.agency) {
        (Some(agency), _) => Some(agency),
        (None, Some(name)) => Some(new_agency(transaction, name)?),
        (None, None) => None,
    };
    if let (Some(agency), Some(name)) = (agency_id, &report.agency) {
        transaction
            .prepare_cached("insert or ignore into agency_alias values (?, ?)")?
            .execute(params![name, agency])?;
    }
    if let Some((replaced, _)) = place.replaces {
        transaction
            .prepare_cached("update report set status = 'superseded' where report_id = ?")?
            .execute([replaced])?;
    }
    transaction
        .prepare_cached(
            "insert into report (agency_id, year, form, scope, document_id, title, period_start, period_end,
                                 revision, status, replaces)
             values (?, ?, ?, ?, ?, ?, ?, ?, ?, 'current', ?)",
        )?
        .execute(params![
            agency_id,
            report.year,
            report.form.code(),
            report.scope.code(),
            source.document_id,
            report.title,
            report.period_start.map(|date| date.to_string()),
            report.period_end.map(|date| date.to_string()),
            place.replaces.map_or(1, |(_, revision)| revision + 1),
            place.replaces.map(|(replaced, _)| replaced),
        ])?;
    let report_id = transaction.last_insert_rowid();
    write_contents(transaction, report_id, report, &judged.findings)?;
    if let Some(hashes) = &hashes {
        write_sketch(transaction, report_id, agency_id.is_none(), prose::sketch(hashes))?;
    }
    if let Some(name) = &report.agency {
        mark_same_name(transaction, name, report.year)?;
    }
    Ok(place.replaces.is_some())
}

fn new_agency(transaction: &Transaction, name: &str) -> rusqlite::Result<i64> {
    transaction
        .prepare_cached("insert into agency (name, kind, level) values (?, ?, ?)")?
        .execute(params![name, kind(name), level(name)])?;
    Ok(transaction.last_insert_rowid())
}

fn write_sketch(
    transaction: &Transaction,
    report_id: i64,
    nameless: bool,
    sketch: &[u32],
) -> rusqlite::Result<()> {
    transaction
        .prepare_cached("insert into prose_sketch values (?, ?)")?
        .execute(params![report_id, prose::to_bytes(sketch)])?;
    let mut insert = transaction.prepare_cached("insert into prose_mark values (?, ?)")?;
    for mark in sketch.iter().take(if nameless { MARKS } else { 0 }) {
        insert.execute(params![mark, report_id])?;
    }
    Ok(())
}
