//! Writes agencies and the divisions in which they sit.

use crate::agency::Resolution;
use crate::division::{Division, Level, gazetteer};
use rusqlite::{Connection, OptionalExtension, Transaction, params};

/// Writes all divisions down to the counties, unless they are there already.
pub(super) fn seed_divisions(transaction: &Transaction) -> rusqlite::Result<()> {
    let official = || {
        let upper = gazetteer().all().iter().filter(|one| one.level() < Level::Township && !one.is_zone());
        upper.filter(|one| gazetteer().of_code(one.code) == Some(*one))
    };
    // A division that a manifest named before it was known is called by its code; older versions knew not what became of it.
    let known: i64 = transaction.query_row(
        "select count(*) from division where length(code) = 6 and name <> code and now_code is not null",
        [],
        |row| row.get(0),
    )?;
    let divisions: Vec<&Division> = official().collect();
    if known as usize >= divisions.len() {
        return Ok(());
    }
    divisions.into_iter().try_for_each(|division| write_division(transaction, division))
}

fn write_division(transaction: &Transaction, division: &Division) -> rusqlite::Result<()> {
    transaction
        .prepare_cached(
            "insert into division (code, name, level, parent_code, valid_from, valid_to, successor_code, now_code)
             values (?, ?, ?, ?, ?, ?, ?, ?)
             on conflict do update set name = excluded.name, level = excluded.level,
               parent_code = excluded.parent_code, valid_from = excluded.valid_from,
               valid_to = excluded.valid_to, successor_code = excluded.successor_code,
               now_code = excluded.now_code",
        )?
        .execute(params![
            division.code,
            division.name,
            division.level().code(),
            gazetteer().parent(division.code).map(|parent| parent.code),
            division.from,
            division.to,
            division.successor,
            gazetteer().now(division).code,
        ])?;
    Ok(())
}

/// Sees to it that a division is there; with a township come its neighbours, so that it shows which are missing.
fn know_division(transaction: &Transaction, code: &str) -> rusqlite::Result<()> {
    let known = transaction
        .prepare_cached("select 1 from division where code = ?")?
        .query_row([code], |_| Ok(()))
        .optional()?;
    if known.is_some() {
        return Ok(());
    }
    if let Some(division) = gazetteer().of_code(code) {
        for above in gazetteer().chain(code) {
            write_division(transaction, above)?;
        }
        if division.level() == Level::Township {
            let county = gazetteer().parent(code).map_or(code, |parent| parent.code);
            let near = gazetteer().below(county).filter(|one| one.level() == Level::Township);
            near.into_iter().try_for_each(|near| write_division(transaction, near))?;
        }
        return Ok(());
    }
    transaction
        .prepare_cached("insert into division (code, name, level, now_code) values (?1, ?1, ?2, ?1)")?
        .execute([code, Level::of(code).code()])?;
    Ok(())
}

/// Makes an agency of which nothing but the name is known yet.
pub(super) fn new_agency(transaction: &Transaction, name: &str) -> rusqlite::Result<i64> {
    transaction.prepare_cached("insert into agency (name) values (?)")?.execute([name])?;
    Ok(transaction.last_insert_rowid())
}

/// Sees to it that the divisions are there in which a body sits.
pub(super) fn know_divisions(transaction: &Transaction, body: &Resolution) -> rusqlite::Result<()> {
    let mut codes = [&body.division_code, &body.township_code].into_iter().flatten();
    codes.try_for_each(|code| know_division(transaction, code))
}

/// Writes of an agency what its reports say of it: the last that a manifest speaks of, else the latest year's that tells where it
/// sits. Its names are those of its reports; it is called by the most frequent, the longer one of two, the latest year's. Whatever
/// the order of loading, the same comes of it.
pub(super) fn rebuild(transaction: &Transaction, agency: i64) -> rusqlite::Result<()> {
    let of_agency = "from report_origin as o join report as r using (report_id) where r.agency_id = ?1";
    let best = "order by o.resolution <> 'manual', case o.resolution when 'manual' then -report_id end,
                         o.resolution = 'unresolved', o.name is null, o.candidates is null, r.year desc,
                         o.full_name, o.kind, o.level, o.why, o.candidates limit 1";
    let called = "and o.name is not null group by o.name
                  order by count(*) desc, length(o.name) desc, max(r.year) desc, o.name limit 1";
    let update = format!(
        "update agency set
             name = coalesce((select o.name {of_agency} {called}), name),
             (kind, level, full_name, township_code, resolution, why, candidates) =
                 (select coalesce(o.kind, 'other'), o.level, o.full_name, o.township_code, o.resolution, o.why,
                         o.candidates {of_agency} {best}),
             division_code = coalesce(
                 (select o.division_code {of_agency} {best}),
                 (select o.division_code {of_agency} and o.division_code is not null order by r.year desc, 1 limit 1)),
             decided = 0
         where agency_id = ?1"
    );
    transaction.prepare_cached(&update)?.execute([agency])?;
    transaction.prepare_cached("delete from agency_alias where agency_id = ?")?.execute([agency])?;
    let names =
        format!("insert into agency_alias select distinct o.name, ?1 {of_agency} and o.name is not null");
    transaction.prepare_cached(&names)?.execute([agency])?;
    Ok(())
}

/// Writes of an agency which body it is.
pub(super) fn write_resolution(
    transaction: &Transaction,
    agency: i64,
    body: &Resolution,
) -> rusqlite::Result<()> {
    know_divisions(transaction, body)?;
    let kind = if body.kind.is_empty() { "other" } else { body.kind };
    transaction
        .prepare_cached(
            "update agency set kind = ?2, level = ?3, full_name = ?4,
                    division_code = coalesce(?5, division_code), township_code = ?6,
                    resolution = ?7, why = ?8, candidates = ?9
             where agency_id = ?1",
        )?
        .execute(params![
            agency,
            kind,
            body.level,
            body.full_name,
            body.division_code,
            body.township_code,
            body.how.code(),
            body.why,
            candidates(body),
        ])?;
    Ok(())
}

/// The divisions that a body may be in, blanks between their codes.
pub(super) fn candidates(body: &Resolution) -> Option<String> {
    Some(body.candidates.join(" ")).filter(|codes| !codes.is_empty())
}

/// A body as a report names it.
#[derive(Debug)]
pub(super) struct Named<'a> {
    /// Its name.
    pub(super) name: &'a str,
    /// What is known of it.
    pub(super) body: &'a Resolution,
    /// Whether a manifest names it.
    pub(super) by_manifest: bool,
}

/// The agencies of a name, ?1, that a body may be, one side or both of unknown division: ?2 is the division of the body,
/// ?3 whether a manifest names it, ?4 its full name.
const NAMESAKE: &str = "
    exists (select 1 from agency_alias as l where l.alias = ?1 and l.agency_id = a.agency_id)
    and case
        when ?4 is null and a.full_name is null
            then not ?3 or a.resolution <> 'manual' or a.division_code is ?2
        when ?4 is null then ?2 is null and not ?3
        else a.full_name is null and not ?3 and (a.resolution <> 'manual' or a.division_code is ?2)
             and (a.candidates is null or instr(a.candidates, ?2))
    end";

impl Named<'_> {
    /// Those that are the same body: their full names are, or those of one of their reports.
    pub(super) fn same(&self, connection: &Connection) -> rusqlite::Result<Vec<i64>> {
        let mut select = connection.prepare_cached(
            "select agency_id from agency where full_name = ?1 and division_code is ?2
             union
             select r.agency_id from report_origin as o cross join report as r on r.report_id = o.report_id
             where o.full_name = ?1 and o.division_code is ?2 and r.status = 'current' and r.agency_id is not null
             order by 1",
        )?;
        let key = params![self.body.full_name, self.body.division_code];
        select.query_map(key, |row| row.get(0))?.collect()
    }

    /// Those of its name and division that a manifest names.
    pub(super) fn stated(&self, connection: &Connection) -> rusqlite::Result<Vec<i64>> {
        let mut select = connection.prepare_cached(
            "select agency_id from agency
             where full_name is null and name = ? and resolution = 'manual' and division_code is ? order by 1",
        )?;
        select.query_map(params![self.name, self.body.division_code], |row| row.get(0))?.collect()
    }

    /// Whether agency `a` is the same body or one of those that it may be.
    pub(super) fn may_be_sql() -> String {
        format!("(a.full_name = ?4 and a.division_code is ?2 or {NAMESAKE})")
    }

    /// How many bodies have its name, counted no further than `most`.
    pub(super) fn bodies(&self, connection: &Connection, most: usize) -> rusqlite::Result<usize> {
        let sql = "select count(*) from (select 1 from agency_alias where alias = ? limit ?)";
        let count = params![self.name, most as i64];
        Ok(connection.prepare_cached(sql)?.query_row(count, |row| row.get::<_, i64>(0))? as usize)
    }

    /// Whether an agency is the same body or one of those that it may be.
    pub(super) fn may_be(&self, connection: &Connection, agency: i64) -> rusqlite::Result<bool> {
        let sql = format!(
            "select exists (select 1 from agency as a where agency_id = ?5 and {})",
            Self::may_be_sql()
        );
        let (division, full) = (&self.body.division_code, &self.body.full_name);
        let key = params![self.name, division, self.by_manifest, full, agency];
        connection.prepare_cached(&sql)?.query_row(key, |row| row.get(0))
    }
}
