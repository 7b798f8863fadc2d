//! Does what people decided of agencies: from the state that loading left, all decisions in their order.
//!
//! Every change of them begins anew, so the result depends on nothing but what is loaded and what is decided.

use super::agency::{new_agency, rebuild, write_resolution};
use super::decision::{Action, Applied, Decision, Key, decisions};
use super::doubt;
use super::likeness::rewrite_likeness;
use super::origin::{drop_empty, numbers, reset};
use super::run::keep;
use crate::agency::{Evidence, How, Resolution, resolve};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use std::collections::BTreeSet;

/// Does all kept decisions again, and finds anew what depends on whose report is whose; what became of each.
pub(super) fn replay(transaction: &Transaction) -> rusqlite::Result<Vec<(Decision, Applied)>> {
    let before = numbers(transaction, "select agency_id from agency where decided")?;
    let mut moved = reset(transaction)?;
    let mut results = Vec::new();
    for decision in decisions(transaction)? {
        let applied = apply(transaction, &decision, &mut moved)?;
        results.push((decision, applied));
    }
    let mut touched: BTreeSet<i64> =
        numbers(transaction, "select agency_id from agency where decided")?.into_iter().collect();
    touched.extend(before);
    touched.extend(&moved);
    for agency in &moved {
        rewrite_likeness(transaction, *agency)?;
    }
    doubt::rewrite(transaction, &touched)?;
    keep(transaction)?;
    Ok(results)
}

/// The report and the agency that a key names: the latest of its path and year, else of the only other path that ends
/// alike, for the folder of loading may be another.
pub(super) fn find(connection: &Connection, key: &Key) -> rusqlite::Result<Option<(i64, i64)>> {
    let sql = "select report_id, agency_id
         from document join report using (document_id) join agency using (agency_id)
         where path = ?1 and year is ?2
           and (name = ?3 or exists (select 1 from agency_alias as other
                                     where other.agency_id = agency.agency_id and alias = ?3))
         order by status = 'current' desc, report_id desc limit 1";
    let found = |row: &Row| Ok((row.get(0)?, row.get(1)?));
    let at_path =
        connection.prepare_cached(sql)?.query_row(params![key.path, key.year, key.name], found).optional()?;
    if at_path.is_some() {
        return Ok(at_path);
    }
    let sql = "select report_id, agency_id, path from report join document using (document_id)
         where agency_id in (select agency_id from agency where name = ?1
                             union select agency_id from agency_alias where alias = ?1)
           and year is ?2 order by status = 'current' desc, report_id desc";
    let mut select = connection.prepare_cached(sql)?;
    let mut near: Vec<((i64, i64), String)> = select
        .query_map(params![key.name, key.year], |row| Ok((found(row)?, row.get(2)?)))?
        .collect::<rusqlite::Result<_>>()?;
    near.retain(|(_, path)| ends_alike(path, &key.path));
    let only = near.first().filter(|(_, path)| near.iter().all(|(_, other)| other == path));
    Ok(only.map(|(found, _)| *found))
}

/// Whether two paths end in one file name, and in one folder where both have a folder.
fn ends_alike(one: &str, other: &str) -> bool {
    let parts = |path: &str| -> Vec<String> {
        let parts = path.rsplit(['/', '\\']).filter(|part| !part.is_empty() && *part != ".");
        parts.take(2).map(str::to_owned).collect()
    };
    parts(one).iter().zip(parts(other)).all(|(one, other)| *one == other)
}

/// Does one decision. Everything that may refuse it is looked at before the first change.
fn apply(
    transaction: &Transaction,
    decision: &Decision,
    moved: &mut BTreeSet<i64>,
) -> rusqlite::Result<Applied> {
    let Some((report, agency)) = find(transaction, &decision.of)? else { return Ok(Applied::Waiting) };
    match &decision.action {
        Action::Set { division, name, kind } => {
            set(transaction, agency, (division, name.as_deref(), kind.as_deref()), moved)?;
        }
        Action::Alias(name) => {
            alias(transaction, agency, name)?;
            gather(transaction, agency, name, moved)?;
        }
        Action::Merge(into) => match find(transaction, into)? {
            None => return Ok(Applied::Waiting),
            Some((_, into)) if into == agency => {}
            Some((_, into)) => merge(transaction, agency, into, moved)?,
        },
        Action::Split(from) => match find(transaction, from)? {
            None => return Ok(Applied::Waiting),
            Some((rest, _)) if rest == report => return Ok(Applied::Waiting),
            Some((_, from)) if from != agency => {}
            Some(_) => return split(transaction, report, agency, moved),
        },
    }
    Ok(Applied::Done)
}

fn decided(transaction: &Transaction, agency: i64) -> rusqlite::Result<()> {
    transaction.prepare_cached("update agency set decided = 1 where agency_id = ?")?.execute([agency])?;
    Ok(())
}

fn alias(transaction: &Transaction, agency: i64, name: &str) -> rusqlite::Result<()> {
    transaction
        .prepare_cached("insert or ignore into agency_alias values (?, ?)")?
        .execute(params![name, agency])?;
    decided(transaction, agency)
}

/// Joins to an agency what loading could not place under its further name: bodies with a report in a folder of its own, or
/// the only body of the name, where no report of theirs stands against one of its own.
fn gather(
    transaction: &Transaction,
    agency: i64,
    name: &str,
    moved: &mut BTreeSet<i64>,
) -> rusqlite::Result<()> {
    let mut select = transaction.prepare_cached(
        "with folder as (
             select distinct o.folder from report_origin as o join report as r using (report_id)
             where r.agency_id = ?1
         )
         select a.agency_id,
             exists (select 1 from report_origin as o join report as r using (report_id)
                     where r.agency_id = a.agency_id and o.folder in folder),
             exists (select 1 from report as theirs join report as own
                       on own.year is theirs.year and own.scope = theirs.scope and own.status = 'current'
                     where theirs.agency_id = a.agency_id and theirs.status = 'current' and own.agency_id = ?1)
         from agency_alias as l join agency as a using (agency_id)
         where l.alias = ?2 and a.agency_id <> ?1 and a.resolution = 'unresolved'
           and not (a.decided and a.why like '人工%') order by 1",
    )?;
    let found: Vec<(i64, bool, bool)> = select
        .query_map(params![agency, name], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let only = found.len() == 1;
    for (other, near, against) in found {
        if !against && (near || only) {
            join(transaction, other, agency, moved)?;
        }
    }
    Ok(())
}

fn set(
    transaction: &Transaction,
    agency: i64,
    (division, name, kind): (&str, Option<&str>, Option<&str>),
    moved: &mut BTreeSet<i64>,
) -> rusqlite::Result<()> {
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
    alias(transaction, agency, name)?;
    // Reports that say themselves what was set here are of the same body.
    let mut select = transaction.prepare_cached(
        "select agency_id from agency where full_name = ? and division_code is ? and agency_id <> ? order by 1",
    )?;
    let key = params![body.full_name, body.division_code, agency];
    let same: Vec<i64> = select.query_map(key, |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    same.into_iter().try_for_each(|other| join(transaction, other, agency, moved))
}

fn merge(
    transaction: &Transaction,
    agency: i64,
    into: i64,
    moved: &mut BTreeSet<i64>,
) -> rusqlite::Result<()> {
    // One that is known tells of both.
    transaction.execute(
        "update agency as a set (kind, level, full_name, division_code, township_code) =
             (select kind, level, full_name, division_code, township_code from agency where agency_id = ?1)
         where agency_id = ?2 and full_name is null
           and exists (select 1 from agency where agency_id = ?1 and full_name is not null)",
        [agency, into],
    )?;
    join(transaction, agency, into, moved)?;
    let why = "人工合并 / merged by hand";
    transaction.execute(
        "update agency set resolution = 'manual', why = ?2, candidates = null where agency_id = ?1",
        params![into, why],
    )?;
    Ok(())
}

/// Number, year and scope of a report, and whether it is current.
type Line = (i64, Option<i32>, String, bool);

/// Gives the reports and names of an agency to another. Of reports of one year and scope the one loaded last is current.
fn join(
    transaction: &Transaction,
    agency: i64,
    into: i64,
    moved: &mut BTreeSet<i64>,
) -> rusqlite::Result<()> {
    moved.extend([agency, into]);
    let mut select = transaction.prepare_cached(
        "select report_id, year, scope, status = 'current' from report where agency_id in (?1, ?2) order by 1",
    )?;
    let reports: Vec<Line> = select
        .query_map([agency, into], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let clashes = |line: &&Line| {
        reports.iter().filter(|other| other.3 && (other.1, &other.2) == (line.1, &line.2)).count() > 1
    };
    let clashing: Vec<&Line> = reports.iter().filter(clashes).collect();
    for (report, ..) in &clashing {
        transaction
            .prepare_cached("update report set status = 'superseded' where report_id = ?")?
            .execute([report])?;
    }
    transaction.execute("update report set agency_id = ?2 where agency_id = ?1", [agency, into])?;
    for (index, line) in clashing.iter().enumerate() {
        let same = |other: &&&Line| (other.1, &other.2) == (line.1, &line.2);
        let earlier: Vec<i64> = clashing.iter().take(index).filter(same).map(|other| other.0).collect();
        let last = !clashing.iter().skip(index + 1).any(|other| same(&other));
        transaction
            .prepare_cached(
                "update report set replaces = ?2, revision = ?3, status = iif(?4, 'current', 'superseded')
                 where report_id = ?1",
            )?
            .execute(params![line.0, earlier.last(), earlier.len() as i64 + 1, last])?;
    }
    transaction.execute(
        "insert or ignore into agency_alias select alias, ?2 from agency_alias where agency_id = ?1",
        [agency, into],
    )?;
    drop_empty(transaction, agency)?;
    decided(transaction, into)
}

/// Gives a report an agency of its own. A report that it replaced is current again, for nothing replaces it any more.
fn split(
    transaction: &Transaction,
    report: i64,
    agency: i64,
    moved: &mut BTreeSet<i64>,
) -> rusqlite::Result<Applied> {
    let clash = "select earlier.report_id, other.report_id, earlier.year from report as moved
         join report as earlier on earlier.report_id = moved.replaces and moved.status = 'current'
         join report as other on other.agency_id = earlier.agency_id and other.year is earlier.year
          and other.scope = earlier.scope and other.status = 'current' and other.report_id <> moved.report_id
         where moved.report_id = ?1 and earlier.agency_id = ?2 limit 1";
    let told = |row: &Row| {
        let (one, other, year): (i64, i64, Option<i64>) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let year = year.map_or_else(|| "?".to_owned(), |year| year.to_string());
        Ok(format!(
            "{year} 年度的报告 {one} 和 {other} 都是现行的，口径也相同，一个机关只能有一份 / \
             reports {one} and {other} of {year} are both current and of one scope; an agency can have one"
        ))
    };
    if let Some(why) = transaction.query_row(clash, [report, agency], told).optional()? {
        return Ok(Applied::Refused(why));
    }
    let (name, by_hand): (String, bool) = transaction.query_row(
        "select coalesce(o.name, a.name), a.decided from report_origin as o, agency as a
         where o.report_id = ?1 and a.agency_id = ?2",
        [report, agency],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let own = new_agency(transaction, &name)?;
    moved.extend([agency, own]);
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
    rebuild(transaction, own)?;
    // What was decided of the rest before stays; else its reports alone tell of it.
    if !by_hand {
        rebuild(transaction, agency)?;
    }
    transaction.execute(
        "update agency set why = '人工拆分 / split by hand', decided = 1,
             (full_name, division_code, township_code) =
                 (select iif(same, null, full_name), iif(same, null, division_code), iif(same, null, township_code)
                  from (select exists (select 1 from agency as o where o.agency_id <> ?1
                                       and o.full_name = agency.full_name) as same))
         where agency_id = ?1",
        [own],
    )?;
    // Where it sits is as open as before.
    transaction.execute(
        "update agency set resolution = iif(division_code is null, 'unresolved', 'manual') where agency_id = ?",
        [own],
    )?;
    decided(transaction, agency)?;
    Ok(Applied::Done)
}
