//! Problems of reports whose body is in doubt: another body of the name reports for the year, a report was replaced with
//! little to say that it is the same body's, or it stands before another that is no earlier version. They are told of current reports, and found anew after decisions by hand.

use crate::prose::{from_bytes, similarity};
use rusqlite::{Connection, Transaction, params};
use std::collections::BTreeSet;

/// Another body of the name reports for the year.
const SAME_NAME: &str = "same_name";
/// A report replaced another of its name, or was replaced, with little but the prose to say that they are one body's.
const UNSURE_REVISION: &str = "unsure_revision";

/// A report of the same body and year is not shown: another took its place, under another name and path or by a decision.
const SAME_YEAR: &str = "same_year";
/// Common share of the sketches from which a report under another name and path is an earlier version all the same.
const SAME_PROSE: f64 = 0.9;

/// Marks the current reports of bodies that merely share a name, a year each: not all of them are known to be different. Where
/// reports of the name are marked already, only those written after the given one are looked at: there may be thousands.
pub(super) fn mark_same_name(
    transaction: &Transaction,
    name: &str,
    year: Option<i32>,
    after: i64,
) -> rusqlite::Result<()> {
    let mut select = transaction.prepare_cached(
        "select report_id, agency_id, full_name is not null or decided,
                exists (select 1 from problem where problem.report_id = report.report_id and code = ?3)
         from agency_alias join agency using (agency_id) join report using (agency_id)
         where alias = ?1 and +year is ?2 and status = 'current'",
    )?;
    let mut rows = select.query(params![name, year, SAME_NAME])?;
    let (mut bodies, mut unknown, mut marked, mut unmarked) = (BTreeSet::new(), false, false, Vec::new());
    while let Some(row) = rows.next()? {
        let (report, is_marked): (i64, bool) = (row.get(0)?, row.get(3)?);
        bodies.insert(row.get::<_, i64>(1)?);
        unknown |= !row.get::<_, bool>(2)?;
        marked |= is_marked && report <= after;
        if !is_marked {
            unmarked.push(report);
        }
        if bodies.len() > 1 && unknown && marked {
            unmarked = written_after(transaction, name, year, after)?;
            break;
        }
    }
    if bodies.len() < 2 || !unknown {
        return Ok(());
    }
    let message = format!(
        "同年另有同名机构的报告：{name}，无法确定是同一机构，都保留；用 gongkai agencies set 写明所在地，或用 agencies merge 合并 / \
         another body of the same name reports for the year; both are kept: say with `gongkai agencies set` where each sits, \
         or make them one with `agencies merge`"
    );
    for report in unmarked {
        problem(transaction, report, SAME_NAME, &message)?;
    }
    Ok(())
}

/// The current reports of a name and year written after one that are not marked.
fn written_after(
    transaction: &Transaction,
    name: &str,
    year: Option<i32>,
    after: i64,
) -> rusqlite::Result<Vec<i64>> {
    let mut select = transaction.prepare_cached(
        "select o.report_id from report_origin as o join report as r using (report_id)
         where o.report_id > ?1 and o.name = ?2 and r.year is ?3 and status = 'current'
           and not exists (select 1 from problem where problem.report_id = o.report_id and code = ?4)",
    )?;
    select.query_map(params![after, name, year, SAME_NAME], |row| row.get(0))?.collect()
}

/// Tells of both reports that one replaced the other with little to say that they are one body's.
pub(super) fn mark_unsure(transaction: &Transaction, report: i64, replaced: i64) -> rusqlite::Result<()> {
    let message = format!(
        "报告 {report} 取代了 {replaced}：机构同名、文字相近，但没有别的依据说明是同一机构；若是两个机构，用 gongkai agencies split 拆分；\
         若是同一机构，用 agencies set 或清单写明所在地 / \
         report {report} replaced {replaced}: name and prose are alike, and nothing else says that they are one body's; \
         part two bodies with `gongkai agencies split`, or say with `agencies set` or a manifest where the one sits"
    );
    problem(transaction, replaced, UNSURE_REVISION, &message)?;
    problem(transaction, report, UNSURE_REVISION, &message)
}

/// Tells of the current reports of a body which others of the year and scope they stand before, where these are no earlier versions:
/// loading saw no replacement, or one whose name, path, address and prose are all others.
pub(super) fn mark_same_year(transaction: &Transaction, agency: i64) -> rusqlite::Result<()> {
    transaction
        .prepare_cached(
            "delete from problem
             where report_id in (select report_id from report where agency_id = ?) and code = ?",
        )?
        .execute(params![agency, SAME_YEAR])?;
    let mut select = transaction.prepare_cached(
        "select own.report_id, d.path, s.sketch, ours.sketch, n.report_id is not null
         from report as own
         join report as other on other.agency_id = own.agency_id and other.year is own.year and other.scope = own.scope
         join document as d on d.document_id = other.document_id
         join report_origin as o on o.report_id = other.report_id
         left join report as next on next.replaces = other.report_id
         left join document as e on e.document_id = next.document_id
         left join report_origin as n on n.report_id = next.report_id and n.replaces = other.report_id
         left join prose_sketch as s on s.report_id = other.report_id
         left join prose_sketch as ours on ours.report_id = own.report_id
         where own.agency_id = ?1 and own.status = 'current' and other.status = 'superseded'
           and (n.report_id is null or not (n.name is o.name or e.path = d.path or coalesce(e.url = d.url, 0)))
         order by 1, 2",
    )?;
    let mut rows = select.query([agency])?;
    while let Some(row) = rows.next()? {
        let sketch = |index| {
            Ok::<_, rusqlite::Error>(from_bytes(&row.get::<_, Option<Vec<u8>>>(index)?.unwrap_or_default()))
        };
        if row.get(4)? && similarity(&sketch(2)?, &sketch(3)?) >= SAME_PROSE {
            continue;
        }
        let (report, path): (i64, String) = (row.get(0)?, row.get(1)?);
        let message = format!(
            "同一机关同一年度另有报告 {path}，以本报告为准，那一份不计；若是两个机关，用 gongkai agencies split 拆分 / \
             another report of the body and year, {path}, is not shown: this one stands for it; \
             part two bodies with `gongkai agencies split`"
        );
        problem(transaction, report, SAME_YEAR, &message)?;
    }
    Ok(())
}

fn problem(transaction: &Transaction, report: i64, code: &str, message: &str) -> rusqlite::Result<()> {
    transaction
        .prepare_cached(
            "insert into problem
             select ?1, coalesce(max(ordinal), 0) + 1, ?2, 0, ?3 from problem where report_id = ?1",
        )?
        .execute(params![report, code, message])?;
    Ok(())
}

/// Takes back that another body shares the name of a report that is no longer current.
pub(super) fn unmark(transaction: &Transaction, report: i64) -> rusqlite::Result<()> {
    transaction
        .prepare_cached("delete from problem where report_id = ? and code = ?")?
        .execute(params![report, SAME_NAME])?;
    Ok(())
}

/// Marks anew the reports of agencies, and of those that share a name with them.
pub(super) fn rewrite(transaction: &Transaction, agencies: &[i64]) -> rusqlite::Result<()> {
    let mut names = Vec::new();
    for agency in agencies {
        let reports = numbers(transaction, "select report_id from report where agency_id = ?", *agency)?;
        for report in reports {
            transaction
                .prepare_cached("delete from problem where report_id = ?1 and code in (?2, ?3, ?4)")?
                .execute(params![report, SAME_NAME, UNSURE_REVISION, SAME_YEAR])?;
        }
        let mut select = transaction.prepare_cached("select alias from agency_alias where agency_id = ?")?;
        let own: Vec<String> =
            select.query_map([agency], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        names.extend(own);
    }
    for agency in agencies {
        mark_same_year(transaction, *agency)?;
        let pairs = "select report_id from report join report_origin as o using (report_id)
                     join agency using (agency_id)
                     where report.agency_id = ? and unsure and report.replaces = o.replaces and not decided";
        for report in numbers(transaction, pairs, *agency)? {
            let replaced = "select replaces from report where report_id = ?";
            for replaced in numbers(transaction, replaced, report)? {
                mark_unsure(transaction, report, replaced)?;
            }
        }
    }
    names.sort();
    names.dedup();
    for name in names {
        let namesakes = "select report_id from agency_alias join report using (agency_id) where alias = ?";
        let mut select = transaction.prepare_cached(namesakes)?;
        let reports: Vec<i64> =
            select.query_map([&name], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        for report in reports {
            unmark(transaction, report)?;
        }
        let years = "select distinct year from agency_alias join report using (agency_id)
                     where alias = ? and status = 'current' order by 1";
        let mut select = transaction.prepare_cached(years)?;
        let years: Vec<Option<i32>> =
            select.query_map([&name], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        for year in years {
            mark_same_name(transaction, &name, year, 0)?;
        }
    }
    Ok(())
}

fn numbers(connection: &Connection, sql: &str, of: i64) -> rusqlite::Result<Vec<i64>> {
    connection.prepare_cached(sql)?.query_map([of], |row| row.get(0))?.collect()
}
