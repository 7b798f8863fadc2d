//! Whose report a new one is, and whether it replaces an earlier one.
//!
//! A shared name alone is no evidence. What counts: the same path or address, or prose that is nearly the same where
//! nothing tells the two apart. Reports of one document never replace each other. Reports of other years are not its matter.

use super::agency::Named;
use super::evidence::{Traces, Verdict, verdict};
use super::kin::stand_alone;
use super::likeness::{MOST_MARKED, alike, estimate, marked};
use crate::agency::Resolution;
use crate::report::{Report, Scope};
use rusqlite::{Connection, OptionalExtension, ToSql, Transaction, params};
use std::collections::BTreeSet;

/// Common share of the prose from which two reports of one name and year may be versions of one report.
const SAME_NAMED: f64 = 0.9;
/// The same for reports that print no agency: with no name to support it, the prose must agree further.
const SAME_NAMELESS: f64 = 0.95;
/// Common share of the sketches from which the whole prose is compared.
const WORTH_COMPARING: f64 = 0.5;
/// Bodies of one name from which on not all are looked at.
const MOST_NAMESAKES: usize = 50;
/// Most reports whose whole prose is compared.
const MOST_COMPARED: usize = 8;

/// Where a new report comes from.
#[derive(Debug)]
pub(super) struct Source<'a> {
    /// Its document.
    pub(super) document_id: i64,
    /// Its path, `None` where the path is no evidence.
    pub(super) path: Option<&'a str>,
    /// Its address.
    pub(super) url: Option<&'a str>,
    /// Its day of publication.
    pub(super) published_on: Option<&'a str>,
    /// What tells its body from others of the name.
    pub(super) traces: Traces,
    /// Its place among the reports of the document, and how many these are.
    pub(super) place: (usize, usize),
    /// Which body it is, as far as it is known.
    pub(super) body: Option<&'a Resolution>,
    /// Whether a manifest says anything of the report, and whether it names the body.
    pub(super) stated: (bool, bool),
    /// The report of which this is another reading.
    pub(super) replaces: Option<i64>,
}

/// A current report that might be an earlier version of the new one.
struct Earlier {
    report_id: i64,
    agency_id: Option<i64>,
    revision: i64,
    scope: String,
}

/// Columns of an [`Earlier`].
const EARLIER: &str = "report.report_id, report.agency_id, report.revision, report.scope";

/// Where a new report belongs.
#[derive(Debug, Default)]
pub(super) struct Place {
    /// The known body, `None` where it prints no name or is new.
    pub(super) agency_id: Option<i64>,
    /// The report it replaces, and that one's revision.
    pub(super) replaces: Option<(i64, i64)>,
    /// Whether little but the prose speaks for replacing it.
    pub(super) unsure: bool,
    /// Agencies that lost or got a report so that the body has room for its own.
    pub(super) parted: BTreeSet<i64>,
}

/// Finds the body of a report and the report it replaces. `hashes` are the pieces of its prose.
pub(super) fn place(
    transaction: &Transaction,
    source: &Source,
    report: &Report,
    hashes: Option<&[u32]>,
) -> rusqlite::Result<Place> {
    let named = match (&report.agency, source.body) {
        (Some(name), Some(body)) => Some(Named { name, body, by_manifest: source.stated.1 }),
        _ => None,
    };
    let is_body = |agency: i64| named.as_ref().map_or(Ok(false), |named| named.may_be(transaction, agency));
    let mut unsure = false;
    let mut earlier = match source.replaces {
        Some(report_id) => Some(by_id(transaction, report_id)?),
        None => same_known(transaction, source, report, named.as_ref())?,
    };
    if earlier.is_none() {
        earlier = same_source(transaction, source, report, &is_body)?;
    }
    if earlier.is_none()
        && let Some(hashes) = hashes
        && let Some((found, doubtful)) = same_prose(transaction, source, report, named.as_ref(), hashes)?
    {
        (earlier, unsure) = (Some(found), doubtful);
    }
    let replaced = earlier.as_ref().map(|earlier| earlier.report_id);
    let replaces = earlier.as_ref().map(|earlier| (earlier.report_id, earlier.revision));
    let place = |agency_id| Place { agency_id, replaces, unsure, parted: BTreeSet::new() };
    if let Some(agency) = earlier.and_then(|earlier| earlier.agency_id)
        && (!source.stated.0 || is_body(agency)?)
        && blocking(transaction, agency, report, replaced)?.is_none()
    {
        return Ok(place(Some(agency)));
    }
    let Some(named) = named else { return Ok(place(None)) };
    for agency in named.same(transaction)? {
        let taken = current_of_agency(transaction, agency, report.year)?;
        let own = |other: &&Earlier| Some(other.report_id) == replaced || other.scope != report.scope.code();
        // What only a telephone joined may be another body's after all.
        let others: Vec<i64> =
            taken.iter().filter(|other| !own(other)).map(|other| other.report_id).collect();
        let mut sure = transaction
            .prepare_cached(&format!("select {} from report where report_id = ?2", says(KNOWN)))?;
        let mut is_sure =
            |other: &i64| sure.query_row(params![named.body.full_name, other], |row| row.get::<_, bool>(0));
        let sure: Vec<bool> = others.iter().map(&mut is_sure).collect::<rusqlite::Result<_>>()?;
        if !sure.contains(&true) {
            let mut parted = BTreeSet::new();
            for other in others {
                parted.extend([agency, stand_alone(transaction, other)?]);
            }
            return Ok(Place { parted, ..place(Some(agency)) });
        }
    }
    // Whether it hangs together with other reports of the name is for all of them to tell.
    Ok(place(None))
}

/// What the origin of a report says where it tells which body it is of, whose full name is ?1.
const KNOWN: &str = "o.full_name = ?1";

/// Whether a report, or one that it replaced, says something of its body itself.
fn says(what: &str) -> String {
    format!(
        "exists (with recursive version (id) as (
                     select report.report_id
                     union select r.replaces from version join report as r on r.report_id = id where r.replaces is not null
                 )
                 select 1 from version join report_origin as o on o.report_id = id where {what})"
    )
}

/// The current report of the year and scope of the same body: its division is known, or a manifest names it, and it says so itself.
fn same_known(
    connection: &Connection,
    source: &Source,
    report: &Report,
    named: Option<&Named>,
) -> rusqlite::Result<Option<Earlier>> {
    let Some(named) = named else { return Ok(None) };
    let full = named.body.full_name.as_ref();
    let (agencies, itself) = match (full, named.by_manifest) {
        (Some(_), _) => (named.same(connection)?, KNOWN),
        (None, true) => (named.stated(connection)?, "?1 is null and o.resolution = 'manual'"),
        (None, false) => return Ok(None),
    };
    // A plus keeps SQLite from walking all reports of the year, as it does where it has no statistics yet.
    let mut select = connection.prepare_cached(&format!(
        "select {EARLIER} from report
         where agency_id = ?2 and +year is ?3 and scope = ?4 and status = 'current' and document_id <> ?5 and {}
         order by report_id",
        says(itself)
    ))?;
    for agency in agencies {
        let key = params![full, agency, report.year, report.scope.code(), source.document_id];
        if let Some(found) = select.query_row(key, earlier).optional()? {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

fn by_id(connection: &Connection, report_id: i64) -> rusqlite::Result<Earlier> {
    let sql = format!("select {EARLIER} from report where report_id = ?");
    connection.prepare_cached(&sql)?.query_row([report_id], earlier)
}

/// The report that keeps a body from taking a new one: of the year, not the replaced one, and not the one with its own
/// figures where the other has those of all its units.
fn blocking(
    connection: &Connection,
    agency: i64,
    report: &Report,
    replaced: Option<i64>,
) -> rusqlite::Result<Option<i64>> {
    let taken = current_of_agency(connection, agency, report.year)?;
    let distinct = |other: &str| match report.scope {
        Scope::Own => other == Scope::Consolidated.code(),
        Scope::Consolidated => other == Scope::Own.code(),
        Scope::Unknown => false,
    };
    let blocks = |other: &&Earlier| Some(other.report_id) != replaced && !distinct(&other.scope);
    Ok(taken.iter().find(blocks).map(|other| other.report_id))
}

fn current_of_agency(
    connection: &Connection,
    agency: i64,
    year: Option<i32>,
) -> rusqlite::Result<Vec<Earlier>> {
    let sql = format!(
        "select {EARLIER} from report where agency_id = ? and year is ? and status = 'current' order by report_id"
    );
    connection.prepare_cached(&sql)?.query_map(params![agency, year], earlier)?.collect()
}

fn earlier(row: &rusqlite::Row) -> rusqlite::Result<Earlier> {
    Ok(Earlier { report_id: row.get(0)?, agency_id: row.get(1)?, revision: row.get(2)?, scope: row.get(3)? })
}

/// The current report of the same path or address and year that names the same body, else one where either names
/// none; of a document with several reports, only the one in the same place.
fn same_source(
    connection: &Connection,
    source: &Source,
    report: &Report,
    is_body: &impl Fn(i64) -> rusqlite::Result<bool>,
) -> rusqlite::Result<Option<Earlier>> {
    let mut select = connection.prepare_cached(
        "select report.report_id, report.agency_id, report.revision, report.scope,
                (select count(*) from report as sibling
                 where sibling.document_id = report.document_id and sibling.report_id < report.report_id),
                (select count(*) from report as sibling where sibling.document_id = report.document_id)
         from document join report using (document_id)
         where (path = ?1 or url = ?2) and +year is ?3 and status = 'current' and document_id <> ?4
         order by report_id desc",
    )?;
    let with_place =
        |row: &rusqlite::Row| Ok((earlier(row)?, (row.get::<_, i64>(4)?, row.get::<_, i64>(5)?)));
    let found: Vec<(Earlier, (i64, i64))> = select
        .query_map(params![source.path, source.url, report.year, source.document_id], with_place)?
        .collect::<rusqlite::Result<_>>()?;
    let place = (source.place.0 as i64, source.place.1 as i64);
    let mut nameless = None;
    for (earlier, at) in found {
        match earlier.agency_id {
            Some(agency) if is_body(agency)? => return Ok(Some(earlier)),
            other if (report.agency.is_none() || other.is_none()) && at == place && nameless.is_none() => {
                nameless = Some(earlier);
            }
            _ => {}
        }
    }
    Ok(nameless)
}

/// The current report of the same name and year, or without a name, whose prose is nearly the same and which nothing tells
/// from this one; and whether little else speaks for it.
fn same_prose(
    connection: &Connection,
    source: &Source,
    report: &Report,
    named: Option<&Named>,
    hashes: &[u32],
) -> rusqlite::Result<Option<(Earlier, bool)>> {
    let same_body = match named {
        Some(_) => format!(
            "exists (select 1 from agency as a where a.agency_id = report.agency_id and {})",
            Named::may_be_sql()
        ),
        None => "report.agency_id is null".to_owned(),
    };
    // Of a name that few bodies have all are looked at, else those that share a mark or lie in the folder.
    let few = "agency_id in (select agency_id from agency where full_name = ?4
                             union all select agency_id from agency_alias where alias = ?1)";
    let in_folder = "select report_id from report_origin where name is ?1 and folder is ?5 and year is ?6
                     order by report_id desc limit ?8";
    let many = format!("report_id in ({} union select * from ({in_folder}))", marked([9, 10, 11, 12], 6, 8));
    let known = named.map_or(Ok(MOST_NAMESAKES), |named| named.bodies(connection, MOST_NAMESAKES))?;
    let sql = format!(
        "select {EARLIER} from report
         where {} and +year is ?6 and status = 'current' and document_id <> ?7 and {same_body}
         order by report_id desc",
        if known < MOST_NAMESAKES { few } else { &many }
    );
    let mark = |index: usize| hashes.get(index).copied();
    let key: &[&dyn ToSql] = params![
        report.agency,
        named.and_then(|named| named.body.division_code.as_ref()),
        named.is_some_and(|named| named.by_manifest),
        named.and_then(|named| named.body.full_name.as_ref()),
        source.traces.folder,
        report.year,
        source.document_id,
        MOST_MARKED,
        mark(0),
        mark(1),
        mark(2),
        mark(3)
    ];
    let mut select = connection.prepare_cached(&sql)?;
    let key = &key[..select.parameter_count()];
    let found: Vec<Earlier> = select.query_map(key, earlier)?.collect::<rusqlite::Result<_>>()?;
    let mut candidates = Vec::new();
    for candidate in found {
        candidates.push((estimate(connection, candidate.report_id, hashes)?, candidate));
    }
    candidates.retain(|(estimate, _)| *estimate >= WORTH_COMPARING);
    candidates.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    let enough = if named.is_some() { SAME_NAMED } else { SAME_NAMELESS };
    let mut alike_ones = Vec::new();
    for (_, candidate) in candidates.into_iter().take(MOST_COMPARED) {
        let alike = alike(connection, candidate.report_id, hashes, WORTH_COMPARING)?;
        if alike >= enough {
            alike_ones.push((alike, candidate));
        }
    }
    alike_ones.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    let mut unsure = None;
    for (_, candidate) in alike_ones {
        match verdict(connection, (&source.traces, report), candidate.report_id)? {
            Verdict::One => return Ok(Some((candidate, false))),
            Verdict::Unsure if unsure.is_none() => unsure = Some(candidate),
            Verdict::Unsure | Verdict::Two => {}
        }
    }
    Ok(unsure.map(|candidate| (candidate, true)))
}
