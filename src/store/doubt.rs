//! Problems of reports whose body is in doubt: another body of the name reports for the year, a report was replaced with
//! little to say that it is the same body's, or it stands before another that is no earlier version. They are told of current reports, and found anew after decisions by hand.

use crate::prose::{from_bytes, similarity};
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use std::collections::BTreeSet;

/// Another body of the name reports for the year.
const SAME_NAME: &str = "same_name";
/// A report replaced another of its name, or was replaced, with little but the prose to say that they are one body's.
const UNSURE_REVISION: &str = "unsure_revision";

/// A report of the same body and year is not shown: another took its place, under another name and path or by a decision.
const SAME_YEAR: &str = "same_year";
/// Bodies of a name beyond which its reports are not all looked at again.
const MOST_NAMESAKES: usize = 50;
/// Common share of the sketches from which a report under another name and path is an earlier version all the same.
const SAME_PROSE: f64 = 0.9;

/// Marks the reports written after the given one, those of the agencies, and those of others that share a name with them, where a
/// body of the name reports for the year that is not known to be another; takes the mark from those where none does any more.
pub(super) fn settle_names(
    transaction: &Transaction,
    after: i64,
    agencies: &BTreeSet<i64>,
) -> rusqlite::Result<()> {
    // Of a name that very many have all are marked already, all but surely.
    let few = format!(
        "(select count(*) from (select 1 from agency_alias as c where c.alias = mine.alias limit {MOST_NAMESAKES} + 1))
             <= {MOST_NAMESAKES}"
    );
    let of_new = format!(
        "select report_id from report where report_id > ?1
         union
         select other.report_id
         from report as own
         cross join agency_alias as mine on mine.agency_id = own.agency_id
         cross join agency_alias as theirs on theirs.alias = mine.alias
         cross join report as other
           on other.agency_id = theirs.agency_id and other.year is own.year and other.status = 'current'
         where own.report_id > ?1 and {few}"
    );
    let mut reports: BTreeSet<i64> = transaction
        .prepare_cached(&of_new)?
        .query_map([after], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    // A body that gets another name shares it in all its years.
    let named_anew = "select own.agency_id
         from report as own
         cross join report_origin as o on o.report_id = own.report_id
         where own.report_id > ?1
           and exists (select 1 from report as q where q.agency_id = own.agency_id and q.report_id <> own.report_id)
           and not exists (
               select 1 from report as q cross join report_origin as p on p.report_id = q.report_id
               where q.agency_id = own.agency_id and q.report_id <> own.report_id and p.name is o.name
           )";
    let mut all: BTreeSet<i64> = transaction
        .prepare_cached(named_anew)?
        .query_map([after], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    all.extend(agencies);
    let of_agency = format!(
        "select report_id from report where agency_id = ?1
         union
         select other.report_id
         from agency_alias as mine
         cross join agency_alias as theirs on theirs.alias = mine.alias
         cross join report as other on other.agency_id = theirs.agency_id and other.status = 'current'
         where mine.agency_id = ?1 and {few}"
    );
    for agency in all {
        reports.extend(numbers(transaction, &of_agency, agency)?);
    }
    reports.into_iter().try_for_each(|report| settle_name(transaction, report))
}

/// Marks a report, or takes the mark from it.
fn settle_name(transaction: &Transaction, report: i64) -> rusqlite::Result<()> {
    let names = "select alias from report join agency_alias using (agency_id)
                 where report_id = ? and status = 'current' order by 1";
    let names: Vec<String> = transaction
        .prepare_cached(names)?
        .query_map([report], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let mut shares = transaction.prepare_cached(
        "select exists (
             select 1
             from report as r
             cross join agency as own on own.agency_id = r.agency_id
             cross join agency_alias as l on l.alias = ?2 and l.agency_id <> r.agency_id
             cross join agency as a on a.agency_id = l.agency_id
             cross join report as other
               on other.agency_id = a.agency_id and other.year is r.year and other.status = 'current'
             where r.report_id = ?1
               and (own.full_name is null and not own.decided or a.full_name is null and not a.decided)
         )",
    )?;
    let mut shared = None;
    for name in names {
        if shares.query_row(params![report, name], |row| row.get(0))? {
            shared = Some(name);
            break;
        }
    }
    let due = shared.map(|name| {
        format!(
            "同年另有同名机构的报告：{name}，无法确定是同一机构，都保留；用 gongkai agencies set 写明所在地，或用 agencies merge 合并 / \
             another body of the same name reports for the year; both are kept: say with `gongkai agencies set` where each sits, \
             or make them one with `agencies merge`"
        )
    });
    let told = "select message from problem where report_id = ? and code = ?";
    let told: Option<String> = transaction
        .prepare_cached(told)?
        .query_row(params![report, SAME_NAME], |row| row.get(0))
        .optional()?;
    if told != due {
        unmark(transaction, report)?;
        due.map_or(Ok(()), |message| problem(transaction, report, SAME_NAME, &message))?;
    }
    Ok(())
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
pub(super) fn rewrite(transaction: &Transaction, agencies: &BTreeSet<i64>) -> rusqlite::Result<()> {
    for agency in agencies {
        transaction
            .prepare_cached(
                "delete from problem
                 where report_id in (select report_id from report where agency_id = ?1) and code in (?2, ?3)",
            )?
            .execute(params![agency, UNSURE_REVISION, SAME_YEAR])?;
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
    settle_names(transaction, i64::MAX, agencies)
}

fn numbers(connection: &Connection, sql: &str, of: i64) -> rusqlite::Result<Vec<i64>> {
    connection.prepare_cached(sql)?.query_map([of], |row| row.get(0))?.collect()
}
