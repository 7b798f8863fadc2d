//! Which reports have nearly the same prose: found when the later one is written, kept for the checks between reports.

use super::identity::{MARKS, alike};
use rusqlite::{Transaction, params};

/// Share of common pieces from which two texts are nearly the same.
const NEARLY_SAME: f64 = 0.9;

/// Estimate below which texts are not compared whole.
const WORTH_COMPARING: f64 = 0.75;

/// Most texts that one is compared with: reports written to one template are like hundreds of others.
const MOST: usize = 40;

/// Keeps how alike a report is to others of its year and to its body's of the years beside it.
pub(super) fn write_likeness(
    transaction: &Transaction,
    report_id: i64,
    (agency_id, year): (Option<i64>, Option<i32>),
    hashes: &[u32],
) -> rusqlite::Result<()> {
    let mark = |index: usize| hashes.get(index).copied();
    let mut select = transaction.prepare_cached(
        "select distinct r.report_id
         from prose_mark as m join report as r using (report_id)
         where m.mark in (?1, ?2, ?3, ?4) and r.report_id <> ?5 and r.status = 'current'
           and ((r.agency_id is not ?6 and r.year = ?7) or (r.agency_id = ?6 and abs(r.year - ?7) = 1))
         limit ?8",
    )?;
    let key = params![mark(0), mark(1), mark(2), mark(3), report_id, agency_id, year, MOST as i64];
    let candidates: Vec<i64> = select.query_map(key, |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    for other in candidates {
        let alike = alike(transaction, other, hashes, WORTH_COMPARING)?;
        if alike >= NEARLY_SAME {
            transaction
                .prepare_cached("insert into report_likeness values (?, ?, ?)")?
                .execute(params![report_id, other, alike])?;
        }
    }
    Ok(())
}

/// Keeps the marks by which a later report finds this one.
pub(super) fn write_marks(transaction: &Transaction, report_id: i64, sketch: &[u32]) -> rusqlite::Result<()> {
    let mut insert = transaction.prepare_cached("insert into prose_mark values (?, ?)")?;
    for mark in sketch.iter().take(MARKS) {
        insert.execute(params![mark, report_id])?;
    }
    Ok(())
}
