//! Which reports have nearly the same prose: found when the later one is written, kept for the checks between reports.

use crate::prose::{from_bytes, pieces, similarity, sketch};
use rusqlite::{Connection, OptionalExtension, Transaction, params};

/// Marks of a report by which those of like prose are found.
const MARKS: usize = 4;

/// Most reports of a mark that are looked at, the latest ones; reports written to one template share marks with thousands.
pub(super) const MOST_MARKED: i64 = 100;

/// Share of common pieces from which two texts are nearly the same.
const NEARLY_SAME: f64 = 0.9;

/// Estimate below which texts are not compared whole.
const WORTH_COMPARING: f64 = 0.75;

/// Most texts that one is compared with: reports written to one template are like hundreds of others.
const MOST: usize = 40;

/// Keeps how alike a report is to others of its year and to its body's of the years beside it, whichever of them are current.
pub(super) fn write_likeness(
    transaction: &Transaction,
    report_id: i64,
    (agency_id, year): (Option<i64>, Option<i32>),
    hashes: &[u32],
) -> rusqlite::Result<()> {
    let mark = |index: usize| hashes.get(index).copied();
    let mut select = transaction.prepare_cached(&format!(
        "select report_id from report where agency_id = ?5 and year in (?6 - 1, ?6 + 1)
         union all
         select * from (
             select r.report_id from report as r
             where r.report_id in ({}) and r.report_id <> ?7 and r.agency_id is not ?5 and +r.year = ?6
             order by r.report_id desc limit ?9
         )",
        marked([1, 2, 3, 4], 6, 8)
    ))?;
    let key =
        params![mark(0), mark(1), mark(2), mark(3), agency_id, year, report_id, MOST_MARKED, MOST as i64];
    let candidates: Vec<i64> = select.query_map(key, |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    for other in candidates {
        let alike = alike(transaction, other, hashes, WORTH_COMPARING)?;
        if alike >= NEARLY_SAME {
            transaction
                .prepare_cached("insert or ignore into report_likeness values (?, ?, ?)")?
                .execute(params![report_id.max(other), report_id.min(other), alike])?;
        }
    }
    Ok(())
}

/// Finds anew how alike the reports of an agency are to others.
pub(super) fn rewrite_likeness(transaction: &Transaction, agency: i64) -> rusqlite::Result<()> {
    let mut select =
        transaction.prepare_cached("select report_id, year from report where agency_id = ? order by 1")?;
    let reports: Vec<(i64, Option<i32>)> =
        select.query_map([agency], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    for (report_id, _) in &reports {
        transaction
            .prepare_cached("delete from report_likeness where report_id = ?1 or other_report_id = ?1")?
            .execute([report_id])?;
    }
    for (report_id, year) in reports {
        if let Some(hashes) = pieces(&prose_of(transaction, report_id)?) {
            write_likeness(transaction, report_id, (Some(agency), year), &hashes)?;
        }
    }
    Ok(())
}

/// Keeps the marks by which a later report finds this one.
pub(super) fn write_marks(
    transaction: &Transaction,
    (report_id, year): (i64, Option<i32>),
    sketch: &[u32],
) -> rusqlite::Result<()> {
    let mut insert = transaction.prepare_cached("insert into prose_mark values (?, ?, ?)")?;
    for mark in sketch.iter().take(MARKS) {
        insert.execute(params![mark, year.unwrap_or(0), report_id])?;
    }
    Ok(())
}

/// Selects the latest reports of a year that share a mark: the parameters of the four marks, of the year and of the most of each
/// that are looked at.
pub(super) fn marked(marks: [u8; 4], year: u8, most: u8) -> String {
    let of = |mark| {
        format!(
            "select * from (select report_id from prose_mark where mark = ?{mark} and year = coalesce(?{year}, 0)
             order by report_id desc limit ?{most})"
        )
    };
    marks.map(of).join(" union ")
}

/// Share of pieces that the prose of a report has in common with `hashes`; 0 where the sketches share less than
/// `worth_comparing`.
pub(super) fn alike(
    connection: &Connection,
    report_id: i64,
    hashes: &[u32],
    worth_comparing: f64,
) -> rusqlite::Result<f64> {
    if estimate(connection, report_id, hashes)? < worth_comparing {
        return Ok(0.0);
    }
    let prose = prose_of(connection, report_id)?;
    Ok(pieces(&prose).map_or(0.0, |other| similarity(hashes, &other)))
}

/// The same, estimated by the sketches.
pub(super) fn estimate(connection: &Connection, report_id: i64, hashes: &[u32]) -> rusqlite::Result<f64> {
    Ok(similarity(sketch(hashes), &sketch_of(connection, report_id)?))
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
