//! Writes reports: one batch is one transaction, and content that is there already is left alone.

use super::agency::{new_agency, rebuild};
use super::contents::write_contents;
use super::doubt::{mark_same_year, mark_unsure, settle_names, unmark};
use super::evidence::Traces;
use super::identity::{Place, Source, place};
use super::kin::gather;
use super::likeness::{rewrite_likeness, write_likeness, write_marks};
use super::origin::write_origin;
use super::versions::{put_before, slot};
use crate::agency::{Contacts, Resolution, stem};
use crate::error::Result;
use crate::prose;
use crate::report::{Finding, Report};
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use std::collections::BTreeSet;

/// Files in a batch: enough to make commits cheap, so few that the readers need not wait while it is written.
pub const BATCH: usize = 50;

/// A file that was read, or was not.
#[derive(Clone, Debug)]
pub struct Ingested {
    /// Path as given, `-` for standard input.
    pub path: String,
    /// What was in it.
    pub outcome: Result<Outcome, Rejection>,
    /// What the file looked like when it was read, of files of their own.
    pub stamp: Option<Stamp>,
}

/// How a file looked when it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Its length.
    pub byte_length: u64,
    /// When it was last changed, in nanoseconds since 1970; `None` where that is not known or so short ago that a further change
    /// might not show.
    pub modified_ns: Option<i64>,
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
    /// Whether a manifest gave address or date, which then count for known content too.
    pub supplied: bool,
    /// Whether the path only counts members of a container, so that it may name another document next time.
    pub positional: bool,
    /// The extracted text.
    pub text: String,
    /// The reports in it, at least one; none of content that the database is known to hold.
    pub reports: Vec<Judged>,
}

impl Outcome {
    /// That of content which the database is known to hold.
    pub fn known(sha256: String) -> Self {
        Outcome {
            sha256,
            byte_length: 0,
            media_type: "",
            url: None,
            published_on: None,
            supplied: false,
            positional: false,
            text: String::new(),
            reports: Vec::new(),
        }
    }
}

/// A report and what its checks found.
#[derive(Clone, Debug)]
pub struct Judged {
    /// The report.
    pub report: Report,
    /// What disagrees in it.
    pub findings: Vec<Finding>,
    /// Which body it is of, where it names one.
    pub body: Option<Resolution>,
    /// Where its text says the body is reached.
    pub contacts: Contacts,
    /// What a manifest says of the report, if anything.
    pub stated: Option<Stated>,
}

/// What a manifest says of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stated {
    /// Whether it names the body.
    pub agency: bool,
}

/// Why a file gives no report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejection {
    /// Short code, such as `not_a_report`, `before_2019`, `own_sum`.
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

/// Writes a batch in one transaction; the result says what became of each file, in order.
///
/// # Errors
/// [`crate::error::Error::Sql`] where the database cannot be written; then nothing of the batch is.
pub fn write_batch(connection: &mut Connection, run_id: i64, batch: &[Ingested]) -> Result<Vec<FileOutcome>> {
    let transaction = connection.transaction()?;
    let mut outcomes = Vec::with_capacity(batch.len());
    let mut moved = BTreeSet::new();
    let before: i64 =
        transaction.query_row("select coalesce(max(report_id), 0) from report", [], |row| row.get(0))?;
    for file in batch {
        let (outcome, document_id, message) = match &file.outcome {
            Ok(outcome) => {
                let (outcome, document_id) = write_outcome(&transaction, &file.path, outcome, &mut moved)?;
                (outcome, Some(document_id), None)
            }
            Err(rejection) => {
                (FileOutcome::Rejected, None, Some(format!("{}: {}", rejection.code, rejection.message)))
            }
        };
        let (length, modified) = file.stamp.map(|stamp| (stamp.byte_length, stamp.modified_ns)).unzip();
        transaction.prepare_cached("insert into ingest_file values (?, ?, ?, ?, ?, ?, ?)")?.execute(
            params![
                run_id,
                file.path,
                outcome.code(),
                document_id,
                message,
                length.map(u64::cast_signed),
                modified.flatten()
            ],
        )?;
        outcomes.push(outcome);
    }
    for (figures, worked_out) in
        [("report_figure", "worked_out_figure"), ("section20_figure", "worked_out_section20")]
    {
        let sql = format!("insert into {figures} select * from {worked_out} where report_id > ?");
        transaction.prepare_cached(&sql)?.execute([before])?;
    }
    settle_names(&transaction, before, &moved)?;
    transaction.commit()?;
    Ok(outcomes)
}

/// Writes the reports of a file unless its content is there already.
fn write_outcome(
    transaction: &Transaction,
    path: &str,
    outcome: &Outcome,
    moved: &mut BTreeSet<i64>,
) -> rusqlite::Result<(FileOutcome, i64)> {
    let known: Option<i64> = transaction
        .prepare_cached("select document_id from document where sha256 = ?")?
        .query_row([&outcome.sha256], |row| row.get(0))
        .optional()?;
    if let Some(document_id) = known {
        return Ok((write_known(transaction, path, (outcome, document_id), moved)?, document_id));
    }
    if outcome.reports.is_empty() {
        // Said to be known, and is not: nothing is ever deleted, so this cannot be.
        return Err(rusqlite::Error::QueryReturnedNoRows);
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
        let known_path = (path != "-" && !outcome.positional).then_some(path);
        let source = Source {
            document_id,
            path: known_path,
            url: outcome.url.as_deref(),
            published_on: outcome.published_on.as_deref(),
            traces: Traces::new(known_path, outcome.url.as_deref(), &judged.contacts),
            place: (ordinal, outcome.reports.len()),
            body: judged.body.as_ref(),
            stated: (judged.stated.is_some(), judged.stated.is_some_and(|stated| stated.agency)),
            replaces: None,
        };
        revised |= write_report(transaction, &source, judged, moved)?;
    }
    let outcome = if revised { FileOutcome::Revised } else { FileOutcome::Loaded };
    Ok((outcome, document_id))
}

/// Takes from a manifest what it says of content that is there already. A report that it gives to another body or year
/// becomes a revision, or at another path a report of its own.
fn write_known(
    transaction: &Transaction,
    path: &str,
    (outcome, document_id): (&Outcome, i64),
    moved: &mut BTreeSet<i64>,
) -> rusqlite::Result<FileOutcome> {
    if outcome.supplied {
        transaction
            .prepare_cached("update document set url = ?, published_on = ? where document_id = ?")?
            .execute(params![outcome.url, outcome.published_on, document_id])?;
    }
    let first: String = transaction
        .prepare_cached("select path from document where document_id = ?")?
        .query_row([document_id], |row| row.get(0))?;
    let mut select = transaction.prepare_cached(
        "select report_id, exists (select 1 from agency_alias as a where a.agency_id = report.agency_id and alias is ?2)
                and year is ?3
         from report
         where document_id = ?1 and not exists (
             select 1 from report as n where n.document_id = report.document_id and n.replaces = report.report_id
         )
         order by report_id",
    )?;
    let mut written = FileOutcome::Unchanged;
    for (ordinal, judged) in outcome.reports.iter().enumerate().filter(|(_, judged)| judged.stated.is_some())
    {
        let report = &judged.report;
        let known: Vec<(i64, bool)> = select
            .query_map(params![document_id, report.agency, report.year], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?
            .collect::<rusqlite::Result<_>>()?;
        if known.iter().any(|(_, same)| *same) || (report.agency.is_none() && first == path) {
            continue;
        }
        let mut judged = judged.clone();
        if first != path {
            let message = format!(
                "内容与 {first} 完全相同，清单说是另一份报告 / the content is that of {first}, but the manifest says it is another report"
            );
            judged.report.problem("same_content", 0, message);
        }
        let source = Source {
            document_id,
            path: None,
            url: None,
            published_on: None,
            traces: Traces::default(),
            place: (ordinal, outcome.reports.len()),
            body: judged.body.as_ref(),
            stated: (judged.stated.is_some(), judged.stated.is_some_and(|stated| stated.agency)),
            replaces: known.get(ordinal).map(|(report_id, _)| *report_id).filter(|_| first == path),
        };
        let revised = write_report(transaction, &source, &judged, moved)?;
        written = if revised { FileOutcome::Revised } else { FileOutcome::Loaded };
    }
    Ok(written)
}

/// Writes one report; whether it replaces an earlier one. Tells of the agencies of other reports that it changed.
fn write_report(
    transaction: &Transaction,
    source: &Source,
    judged: &Judged,
    changed: &mut BTreeSet<i64>,
) -> rusqlite::Result<bool> {
    let report = &judged.report;
    let hashes = prose::pieces(&report.prose());
    let place = place(transaction, source, report, hashes.as_deref())?;
    let unknown = Resolution::default();
    let body = judged.body.as_ref().unwrap_or(&unknown);
    let agency_id = match (place.agency_id, &report.agency) {
        (Some(agency), _) => Some(agency),
        (None, Some(name)) => Some(new_agency(transaction, name)?),
        (None, None) => None,
    };
    let slot = place.replaces.map(|found| slot(transaction, source, found)).transpose()?.unwrap_or_default();
    let current = slot.later.is_empty();
    if let Some((replaced, _)) = slot.replaces.filter(|_| current) {
        transaction
            .prepare_cached("update report set status = 'superseded' where report_id = ?")?
            .execute([replaced])?;
        unmark(transaction, replaced)?;
    }
    transaction
        .prepare_cached(
            "insert into report (agency_id, year, form, scope, document_id, title, period_start, period_end,
                                 revision, status, replaces, scope_why)
             values (?, ?, ?, ?, ?, ?, ?, ?, ?, iif(?, 'current', 'superseded'), ?, ?)",
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
            slot.replaces.map_or(1, |(_, revision)| revision + 1),
            current,
            slot.replaces.map(|(replaced, _)| replaced),
            report.scope_why,
        ])?;
    let report_id = transaction.last_insert_rowid();
    put_before(transaction, report_id, &slot.later)?;
    let is_version = place.replaces.is_some();
    let place = Place { agency_id, replaces: slot.replaces, ..place };
    let stem = report.agency.as_ref().map(|name| stem(name, report.year));
    write_origin(transaction, report_id, report, source, (body, &place), stem.as_deref())?;
    if let Some(agency) = agency_id {
        rebuild(transaction, agency)?;
    }
    write_contents(transaction, report_id, report, &judged.findings)?;
    if let Some(hashes) = &hashes {
        let sketch = prose::sketch(hashes);
        transaction
            .prepare_cached("insert into prose_sketch values (?, ?)")?
            .execute(params![report_id, prose::to_bytes(sketch)])?;
        write_marks(transaction, (report_id, report.year), sketch)?;
    }
    let mut moved = match report.agency.as_deref().zip(stem.as_deref()) {
        Some(named) => gather(transaction, named, report_id)?,
        None => BTreeSet::new(),
    };
    moved.extend(&place.parted);
    if let Some(hashes) = &hashes {
        let agency_id: Option<i64> = transaction
            .prepare_cached("select agency_id from report where report_id = ?")?
            .query_row([report_id], |row| row.get(0))?;
        write_likeness(transaction, report_id, (agency_id, report.year), hashes)?;
    }
    for agency in &moved {
        rewrite_likeness(transaction, *agency)?;
    }
    changed.extend(moved);
    if place.unsure {
        let (report, replaced) = match slot.later.last() {
            Some(next) => (*next, Some(report_id)),
            None => (report_id, place.replaces.map(|(replaced, _)| replaced)),
        };
        replaced.map_or(Ok(()), |replaced| mark_unsure(transaction, report, replaced))?;
    }
    if is_version {
        let of = "select agency_id from report where report_id = ? and agency_id is not null";
        let agency = transaction.prepare_cached(of)?.query_row([report_id], |row| row.get(0)).optional()?;
        if let Some(agency) = agency {
            mark_same_year(transaction, agency)?;
            changed.insert(agency);
        }
    }
    Ok(is_version)
}
