//! What reports say of their bodies and what loading made of it, so that decisions by hand can be undone and done again.

use super::agency::{candidates, know_divisions, rebuild};
use super::identity::{Place, Source};
use crate::agency::Resolution;
use crate::report::Report;
use rusqlite::{Connection, Transaction, params};
use std::collections::BTreeSet;

/// Keeps where a report comes from and which body it was found to be of.
pub(super) fn write_origin(
    transaction: &Transaction,
    report_id: i64,
    report: &Report,
    source: &Source,
    (body, place): (&Resolution, &Place),
    stem: Option<&str>,
) -> rusqlite::Result<()> {
    know_divisions(transaction, body)?;
    let kind = Some(body.kind).filter(|kind| !kind.is_empty());
    let traces = &source.traces;
    transaction
        .prepare_cached(
            "insert into report_origin values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![
            report_id,
            report.agency,
            report.year,
            traces.folder,
            traces.host,
            traces.contacts.stored(),
            kind,
            body.level,
            body.full_name,
            body.division_code,
            body.township_code,
            body.how.code(),
            body.why,
            candidates(body),
            place.agency_id,
            place.replaces.map(|(replaced, _)| replaced),
            place.unsure,
            stem
        ])?;
    Ok(())
}

/// Takes back what decisions by hand changed; the agencies whose reports it moved.
pub(super) fn reset(transaction: &Transaction) -> rusqlite::Result<BTreeSet<i64>> {
    let decided = "agency_id in (select agency_id from agency where decided)";
    let mut moved = BTreeSet::new();
    let mut select = transaction.prepare(&format!(
        "select report_id, report.agency_id, o.agency_id, coalesce(o.name, a.name)
         from report join report_origin as o using (report_id) join agency as a on a.agency_id = report.agency_id
         where report.{decided}"
    ))?;
    let reports: Vec<(i64, i64, i64, String)> = select
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let agencies = numbers(transaction, "select agency_id from agency where decided")?;
    // None is current while they move: an agency has one current report of a year.
    for (report, ..) in &reports {
        transaction
            .prepare_cached("update report set status = 'superseded' where report_id = ?")?
            .execute([report])?;
    }
    let mut own = BTreeSet::new();
    for (report, agency, loaded, name) in &reports {
        transaction
            .prepare_cached("insert or ignore into agency (agency_id, name) values (?, ?)")?
            .execute(params![loaded, name])?;
        transaction
            .prepare_cached(
                "update report set agency_id = ?2,
                     replaces = (select replaces from report_origin as o where o.report_id = ?1)
                 where report_id = ?1",
            )?
            .execute([report, loaded])?;
        own.insert(*loaded);
        if agency != loaded {
            moved.extend([*agency, *loaded]);
        }
    }
    for (report, ..) in &reports {
        transaction
            .prepare_cached(
                "update report set
                     status = iif(exists (select 1 from report as n where n.replaces = report.report_id),
                                  'superseded', 'current'),
                     revision = 1 + coalesce((select revision from report as o
                                              where o.report_id = report.replaces), 0)
                 where report_id = ?",
            )?
            .execute([report])?;
    }
    for agency in own {
        rebuild(transaction, agency)?;
    }
    for agency in agencies {
        drop_empty(transaction, agency)?;
    }
    Ok(moved)
}

/// Deletes an agency that has no report any more.
pub(super) fn drop_empty(transaction: &Transaction, agency: i64) -> rusqlite::Result<()> {
    for table in ["agency_alias", "agency"] {
        transaction
            .prepare_cached(&format!(
                "delete from {table} where agency_id = ?1
                 and not exists (select 1 from report where report.agency_id = ?1)"
            ))?
            .execute([agency])?;
    }
    Ok(())
}

pub(super) fn numbers(connection: &Connection, sql: &str) -> rusqlite::Result<Vec<i64>> {
    connection.prepare(sql)?.query_map([], |row| row.get(0))?.collect()
}
