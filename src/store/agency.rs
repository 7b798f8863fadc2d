//! Writes agencies and the divisions in which they sit.

use crate::agency::{How, Resolution};
use crate::division::{Division, Level, gazetteer};
use rusqlite::{Connection, OptionalExtension, Transaction, params};

/// Writes all divisions down to the counties, unless they are there already.
pub(super) fn seed_divisions(transaction: &Transaction) -> rusqlite::Result<()> {
    let official = || {
        let upper = gazetteer().all().iter().filter(|one| one.level() < Level::Township && !one.is_zone());
        upper.filter(|one| gazetteer().of_code(one.code) == Some(*one))
    };
    // A division that a manifest named before it was known is called by its code.
    let known: i64 = transaction.query_row(
        "select count(*) from division where length(code) = 6 and name <> code",
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
            "insert into division (code, name, level, parent_code, valid_from, valid_to, successor_code)
             values (?, ?, ?, ?, ?, ?, ?)
             on conflict do update set name = excluded.name, level = excluded.level,
               parent_code = excluded.parent_code, valid_from = excluded.valid_from,
               valid_to = excluded.valid_to, successor_code = excluded.successor_code",
        )?
        .execute(params![
            division.code,
            division.name,
            division.level().code(),
            gazetteer().parent(division.code).map(|parent| parent.code),
            division.from,
            division.to,
            division.successor,
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
        .prepare_cached("insert into division (code, name, level) values (?1, ?1, ?2)")?
        .execute([code, Level::of(code).code()])?;
    Ok(())
}

/// Makes an agency.
pub(super) fn new_agency(transaction: &Transaction, name: &str, body: &Resolution) -> rusqlite::Result<i64> {
    transaction.prepare_cached("insert into agency (name) values (?)")?.execute([name])?;
    let agency = transaction.last_insert_rowid();
    write_resolution(transaction, agency, body)?;
    Ok(agency)
}

/// Records of a known agency what a manifest or a report that tells more says of it.
pub(super) fn learn(transaction: &Transaction, agency: i64, body: &Resolution) -> rusqlite::Result<()> {
    let unresolved: bool = transaction
        .prepare_cached("select resolution = 'unresolved' from agency where agency_id = ?")?
        .query_row([agency], |row| row.get(0))?;
    let manual = body.how == How::Manual;
    if manual || (unresolved && body.how != How::Unresolved) {
        write_resolution(transaction, agency, body)?;
    }
    Ok(())
}

/// Writes of an agency which body it is.
pub(super) fn write_resolution(
    transaction: &Transaction,
    agency: i64,
    body: &Resolution,
) -> rusqlite::Result<()> {
    for code in [&body.division_code, &body.township_code].into_iter().flatten() {
        know_division(transaction, code)?;
    }
    let candidates = Some(body.candidates.join(" ")).filter(|codes| !codes.is_empty());
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
            candidates,
        ])?;
    Ok(())
}

/// The agencies that a report may be of.
#[derive(Debug, Default)]
pub(super) struct Bodies {
    /// Those that are the same body: their full names are.
    pub(super) same: Vec<i64>,
    /// Those of the name, where one side or both are not resolved.
    pub(super) namesakes: Vec<i64>,
    /// Whether the name alone links to its only namesake: neither side says more.
    pub(super) by_name: bool,
}

impl Bodies {
    /// Both.
    pub(super) fn all(&self) -> Vec<i64> {
        self.same.iter().chain(&self.namesakes).copied().collect()
    }
}

/// Finds the agencies that a body printed under a name may be; `named` is whether a manifest names it.
pub(super) fn bodies(
    connection: &Connection,
    name: &str,
    body: &Resolution,
    named: bool,
) -> rusqlite::Result<Bodies> {
    let list = |sql: &str, division: Option<&str>| -> rusqlite::Result<Vec<i64>> {
        let mut select = connection.prepare_cached(sql)?;
        select.query_map(params![name, division, named], |row| row.get(0))?.collect()
    };
    let division = body.division_code.as_deref();
    let Some(full) = &body.full_name else {
        // A manifest tells bodies of one name apart by their division.
        let unresolved = "select agency_id from agency_alias join agency using (agency_id)
             where alias = ?1 and full_name is null
               and (not ?3 or resolution <> 'manual' or division_code is ?2) order by 1";
        let namesakes = list(unresolved, division)?;
        if !namesakes.is_empty() {
            return Ok(Bodies { namesakes, by_name: true, ..Bodies::default() });
        }
        let resolved = "select agency_id from agency_alias join agency using (agency_id)
             where alias = ?1 and full_name is not null and ?2 is null and not ?3 order by 1";
        return Ok(Bodies { namesakes: list(resolved, division)?, ..Bodies::default() });
    };
    let mut select = connection.prepare_cached(
        "select agency_id from agency where full_name = ? and division_code is ? order by 1",
    )?;
    let same =
        select.query_map(params![full, division], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let undecided = "select agency_id from agency_alias join agency using (agency_id)
         where alias = ?1 and full_name is null and (resolution <> 'manual' or division_code is ?2)
           and (candidates is null or instr(candidates, ?2)) and not ?3 order by 1";
    Ok(Bodies { same, namesakes: list(undecided, division)?, by_name: false })
}
