//! Whose report a new one is, and whether it replaces an earlier one.
//!
//! A shared name alone is no evidence. What counts: the same path or address, or prose that is nearly the same.
//! Reports of one document never replace each other.

use super::agency::{Bodies, bodies};
use crate::agency::Resolution;
use crate::prose::{from_bytes, pieces, similarity, sketch};
use crate::report::{Report, Scope};
use rusqlite::{Connection, OptionalExtension, Transaction, params};

/// Common share of the prose from which two reports of one name and year are versions of one report.
const SAME_NAMED: f64 = 0.9;
/// The same for reports that print no agency: with no name to support it, the prose must agree further.
const SAME_NAMELESS: f64 = 0.95;
/// Common share of the sketches from which the whole prose is compared.
const WORTH_COMPARING: f64 = 0.5;
/// Common share of the sketches from which prose of another year speaks for the same body.
const LIKE_LAST_YEAR: f64 = 0.2;
/// Marks of a nameless report by which versions of it are found.
pub(super) const MARKS: usize = 4;

/// Where a new report comes from.
#[derive(Debug)]
pub(super) struct Source<'a> {
    /// Its document.
    pub(super) document_id: i64,
    /// Its path, `None` where the path is no evidence.
    pub(super) path: Option<&'a str>,
    /// Its address.
    pub(super) url: Option<&'a str>,
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
    document_id: i64,
}

/// Where a new report belongs.
#[derive(Debug, Default)]
pub(super) struct Place {
    /// The known body, `None` where it prints no name or is new.
    pub(super) agency_id: Option<i64>,
    /// The report it replaces, and that one's revision.
    pub(super) replaces: Option<(i64, i64)>,
}

/// Finds the body of a report and the report it replaces. `hashes` are the pieces of its prose.
pub(super) fn place(
    transaction: &Transaction,
    source: &Source,
    report: &Report,
    hashes: Option<&[u32]>,
) -> rusqlite::Result<Place> {
    let known = match (&report.agency, source.body) {
        (Some(name), Some(body)) => bodies(transaction, name, body, source.stated.1)?,
        _ => Bodies::default(),
    };
    let agencies = known.all();
    let mut earlier = match source.replaces {
        Some(report_id) => Some(by_id(transaction, report_id)?),
        None => same_known(transaction, source, report)?,
    };
    if earlier.is_none() {
        earlier = same_source(transaction, source, report, &agencies)?;
    }
    if earlier.is_none()
        && let Some(hashes) = hashes
    {
        earlier = same_prose(transaction, source, report, &agencies, hashes)?;
    }
    let replaced = earlier.as_ref().map(|earlier| earlier.report_id);
    let replaces = earlier.as_ref().map(|earlier| (earlier.report_id, earlier.revision));
    if let Some(agency) = earlier.and_then(|earlier| earlier.agency_id)
        && (!source.stated.0 || agencies.contains(&agency))
        && is_free(transaction, agency, report, replaced)?
    {
        return Ok(Place { agency_id: Some(agency), replaces });
    }
    for agency in &known.same {
        let taken = current_of_agency(transaction, *agency, report.year)?;
        let own = |other: &Earlier| Some(other.report_id) == replaced || other.scope != report.scope.code();
        if taken.iter().all(own) {
            return Ok(Place { agency_id: Some(*agency), replaces });
        }
    }
    let mut free = Vec::new();
    for agency in &known.namesakes {
        if is_free(transaction, *agency, report, replaced)? {
            free.push(*agency);
        }
    }
    let agency_id = match (known.namesakes.as_slice(), free.as_slice()) {
        (_, []) => None,
        ([only], _) if known.by_name => Some(*only),
        _ => match same_folder(transaction, source.path, &free)? {
            Some(agency) => Some(agency),
            None => closest_prose(transaction, &free, hashes)?,
        },
    };
    Ok(Place { agency_id, replaces })
}

/// The current report of the year and scope of the same body: its division is known, or a manifest names it.
fn same_known(
    connection: &Connection,
    source: &Source,
    report: &Report,
) -> rusqlite::Result<Option<Earlier>> {
    let Some(body) = source.body else { return Ok(None) };
    let mut select = connection.prepare_cached(
        "select report_id, agency_id, revision, scope, document_id from report join agency using (agency_id)
         where (full_name = ?1 or (?2 and ?1 is null and full_name is null and name = ?3 and resolution = 'manual'))
           and division_code is ?4 and year is ?5 and scope = ?6
           and status = 'current' and document_id <> ?7 order by report_id",
    )?;
    let scope = report.scope.code();
    let (full, division) = (&body.full_name, &body.division_code);
    let key = params![full, source.stated.1, report.agency, division, report.year, scope, source.document_id];
    select.query_row(key, earlier).optional()
}

fn by_id(connection: &Connection, report_id: i64) -> rusqlite::Result<Earlier> {
    let mut select = connection.prepare_cached(
        "select report_id, agency_id, revision, scope, document_id from report where report_id = ?",
    )?;
    select.query_row([report_id], earlier)
}

/// Whether a body can take the report: it has none of the year but the replaced one, or one has its own figures
/// and the other those of all its units.
fn is_free(
    connection: &Connection,
    agency: i64,
    report: &Report,
    replaced: Option<i64>,
) -> rusqlite::Result<bool> {
    let taken = current_of_agency(connection, agency, report.year)?;
    let distinct = |other: &str| match report.scope {
        Scope::Own => other == Scope::Consolidated.code(),
        Scope::Consolidated => other == Scope::Own.code(),
        Scope::Unknown => false,
    };
    Ok(taken.iter().all(|other| Some(other.report_id) == replaced || distinct(&other.scope)))
}

fn current_of_agency(
    connection: &Connection,
    agency: i64,
    year: Option<i32>,
) -> rusqlite::Result<Vec<Earlier>> {
    let mut select = connection.prepare_cached(
        "select report_id, agency_id, revision, scope, document_id from report
         where agency_id = ? and year is ? and status = 'current' order by report_id",
    )?;
    select.query_map(params![agency, year], earlier)?.collect()
}

fn earlier(row: &rusqlite::Row) -> rusqlite::Result<Earlier> {
    Ok(Earlier {
        report_id: row.get(0)?,
        agency_id: row.get(1)?,
        revision: row.get(2)?,
        scope: row.get(3)?,
        document_id: row.get(4)?,
    })
}

/// The current report of the same path or address and year that names the same body, else one where either names
/// none; of a document with several reports, only the one in the same place.
fn same_source(
    connection: &Connection,
    source: &Source,
    report: &Report,
    agencies: &[i64],
) -> rusqlite::Result<Option<Earlier>> {
    let mut select = connection.prepare_cached(
        "select report_id, agency_id, revision, scope, document_id,
                (select count(*) from report as sibling
                 where sibling.document_id = report.document_id and sibling.report_id < report.report_id),
                (select count(*) from report as sibling where sibling.document_id = report.document_id)
         from report join document using (document_id)
         where (path = ?1 or url = ?2) and year is ?3 and status = 'current' and document_id <> ?4
         order by report_id desc",
    )?;
    let with_place =
        |row: &rusqlite::Row| Ok((earlier(row)?, (row.get::<_, i64>(5)?, row.get::<_, i64>(6)?)));
    let found: Vec<(Earlier, (i64, i64))> = select
        .query_map(params![source.path, source.url, report.year, source.document_id], with_place)?
        .collect::<rusqlite::Result<_>>()?;
    let place = (source.place.0 as i64, source.place.1 as i64);
    let same_body = |earlier: &Earlier| earlier.agency_id.is_some_and(|agency| agencies.contains(&agency));
    let nameless = |(earlier, at): &(Earlier, (i64, i64))| {
        (report.agency.is_none() || earlier.agency_id.is_none()) && *at == place
    };
    let index =
        found.iter().position(|(earlier, _)| same_body(earlier)).or_else(|| found.iter().position(nameless));
    Ok(index.and_then(|index| found.into_iter().nth(index)).map(|(earlier, _)| earlier))
}

/// The current report of the same name and year, or without a name, whose prose is nearly the same.
fn same_prose(
    connection: &Connection,
    source: &Source,
    report: &Report,
    agencies: &[i64],
    hashes: &[u32],
) -> rusqlite::Result<Option<Earlier>> {
    let mut candidates = Vec::new();
    if report.agency.is_some() {
        for agency in agencies {
            candidates.extend(current_of_agency(connection, *agency, report.year)?);
        }
    } else {
        let mut select = connection.prepare_cached(
            "select distinct report_id, agency_id, revision, scope, document_id from prose_mark join report using (report_id)
             where mark in (?, ?, ?, ?) and year is ? and status = 'current' and agency_id is null
             order by report_id",
        )?;
        let mark = |index: usize| hashes.get(index).copied();
        let marks = params![mark(0), mark(1), mark(2), mark(3), report.year];
        candidates = select.query_map(marks, earlier)?.collect::<rusqlite::Result<_>>()?;
    }
    let enough = if report.agency.is_some() { SAME_NAMED } else { SAME_NAMELESS };
    let mut best = None;
    for candidate in candidates.into_iter().filter(|candidate| candidate.document_id != source.document_id) {
        let alike = alike(connection, candidate.report_id, hashes, WORTH_COMPARING)?;
        if alike >= enough && best.as_ref().is_none_or(|(most, _)| alike > *most) {
            best = Some((alike, candidate));
        }
    }
    Ok(best.map(|(_, candidate)| candidate))
}

/// Share of pieces that the prose of a report has in common with `hashes`; 0 where the sketches share less than
/// `worth_comparing`.
pub(super) fn alike(
    connection: &Connection,
    report_id: i64,
    hashes: &[u32],
    worth_comparing: f64,
) -> rusqlite::Result<f64> {
    if similarity(sketch(hashes), &sketch_of(connection, report_id)?) < worth_comparing {
        return Ok(0.0);
    }
    let prose = prose_of(connection, report_id)?;
    Ok(pieces(&prose).map_or(0.0, |other| similarity(hashes, &other)))
}

fn sketch_of(connection: &Connection, report_id: i64) -> rusqlite::Result<Vec<u32>> {
    let mut select = connection.prepare_cached("select sketch from prose_sketch where report_id = ?")?;
    let bytes: Option<Vec<u8>> = select.query_row([report_id], |row| row.get(0)).optional()?;
    Ok(from_bytes(&bytes.unwrap_or_default()))
}

fn prose_of(connection: &Connection, report_id: i64) -> rusqlite::Result<String> {
    let mut select =
        connection.prepare_cached("select body from section where report_id = ? order by number")?;
    let bodies: rusqlite::Result<Vec<String>> = select.query_map([report_id], |row| row.get(0))?.collect();
    Ok(bodies?.join("\n"))
}

/// The only one of several bodies that has a report in the folder of this one.
fn same_folder(
    connection: &Connection,
    path: Option<&str>,
    agencies: &[i64],
) -> rusqlite::Result<Option<i64>> {
    let Some(path) = path else { return Ok(None) };
    let mut select = connection.prepare_cached(
        "select path from report join document using (document_id) where agency_id = ? order by report_id",
    )?;
    let mut found = Vec::new();
    for agency in agencies {
        let paths: Vec<String> =
            select.query_map([agency], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        if paths.iter().any(|other| folder(other) == folder(path)) {
            found.push(*agency);
        }
    }
    Ok(if let [only] = found[..] { Some(only) } else { None })
}

fn folder(path: &str) -> &str {
    path.rfind(['/', '\\']).map_or("", |end| &path[..end])
}

/// The one of several bodies whose prose of another year is most like this one's, if any is like it at all.
fn closest_prose(
    connection: &Connection,
    agencies: &[i64],
    hashes: Option<&[u32]>,
) -> rusqlite::Result<Option<i64>> {
    let Some(hashes) = hashes else { return Ok(None) };
    let mut select =
        connection.prepare_cached("select report_id from report where agency_id = ? order by 1")?;
    let mut best = (LIKE_LAST_YEAR, None);
    for agency in agencies {
        let reports: Vec<i64> =
            select.query_map([agency], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        for report in reports {
            let alike = similarity(sketch(hashes), &sketch_of(connection, report)?);
            if alike > best.0 {
                best = (alike, Some(*agency));
            }
        }
    }
    Ok(best.1)
}
