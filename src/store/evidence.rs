//! Whether two reports of one name and year, whose prose is nearly the same, are versions of one report.
//!
//! Bodies of one name write to one template, so the prose alone proves nothing: folder, host, telephone, address and
//! the numbers do.

use crate::agency::Contacts;
use crate::form::Table;
use crate::report::Report;
use rusqlite::{Connection, OptionalExtension};
use std::collections::HashMap;

/// Equal cells, not zero, from which the numbers of two reports are those of one.
const SAME_CELLS: usize = 3;
/// Cells that differ in numbers, neither zero, from which the numbers may be those of two.
const OTHER_CELLS: usize = 5;

/// Where a report comes from, as far as that tells its body from others of its name.
#[derive(Debug, Default)]
pub(super) struct Traces {
    /// The folder of its path.
    pub(super) folder: Option<String>,
    /// The host of its address.
    pub(super) host: Option<String>,
    /// Telephone numbers and postal addresses in its text.
    pub(super) contacts: Contacts,
}

impl Traces {
    /// Those of a report at a path and an address.
    pub(super) fn new(path: Option<&str>, url: Option<&str>, contacts: &Contacts) -> Self {
        Traces {
            folder: path.map(|path| folder(path).to_owned()),
            host: url.and_then(host).map(str::to_owned),
            contacts: contacts.clone(),
        }
    }

    /// Those kept of a report.
    pub(super) fn of(connection: &Connection, report_id: i64) -> rusqlite::Result<Self> {
        let sql = "select folder, host, contacts from report_origin where report_id = ?";
        let traces = |row: &rusqlite::Row| {
            let contacts = row.get::<_, Option<String>>(2)?.unwrap_or_default();
            Ok(Traces { folder: row.get(0)?, host: row.get(1)?, contacts: Contacts::read(&contacts) })
        };
        Ok(connection.prepare_cached(sql)?.query_row([report_id], traces).optional()?.unwrap_or_default())
    }
}

/// The folder of a path: empty where it has none. Members lie in the folders of their container.
pub(super) fn folder(path: &str) -> &str {
    path.rfind(['/', '\\']).and_then(|end| path.get(..end)).unwrap_or_default()
}

fn host(url: &str) -> Option<&str> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', '?', '#', ':']).next().filter(|host| host.contains('.'))
}

/// What is known of two reports of one name and year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Versions of one report.
    One,
    /// Reports of two bodies.
    Two,
    /// Nothing tells.
    Unsure,
}

/// Compares where two reports come from and their numbers.
pub(super) fn verdict(
    connection: &Connection,
    (traces, report): (&Traces, &Report),
    earlier: i64,
) -> rusqlite::Result<Verdict> {
    let other = Traces::of(connection, earlier)?;
    let contacts = traces.contacts.shared(&other.contacts);
    let numbers = numbers_agree(&of_report(report), &of_stored(connection, earlier)?);
    if contacts == Some(true) && numbers == Some(true) {
        return Ok(Verdict::One);
    }
    let equal = |one: &Option<String>, other: &Option<String>| Some(one.as_ref()? == other.as_ref()?);
    let folder = equal(&traces.folder, &other.folder);
    let host = equal(&traces.host, &other.host);
    let told = [folder, host, contacts, numbers];
    Ok(if told.contains(&Some(false)) {
        Verdict::Two
    } else if [host, contacts, numbers].contains(&Some(true)) {
        Verdict::One
    } else {
        Verdict::Unsure
    })
}

/// Numbers by table, row and place of the column, in ten-thousandths.
type Cells = HashMap<(&'static str, String, usize), i64>;

fn exact(number: f64) -> i64 {
    (number * 1e4).round() as i64
}

/// Whether two reports have the numbers of one, but for some; `None` where there are too few that are not zero.
fn numbers_agree(one: &Cells, other: &Cells) -> Option<bool> {
    let both = || one.iter().filter_map(|(place, value)| Some((*value, *other.get(place)?)));
    let same = both().filter(|(one, other)| one == other && *one != 0).count();
    let different = both().filter(|(one, other)| one != other).count();
    let throughout = both().filter(|(one, other)| one != other && *one != 0 && *other != 0).count();
    if throughout >= OTHER_CELLS && throughout > 4 * same {
        return Some(false);
    }
    (same >= SAME_CELLS && different <= 2 * same).then_some(true)
}

fn of_report(report: &Report) -> Cells {
    let mut cells = Cells::new();
    for rows in &report.tables {
        for row in &rows.rows {
            let values =
                row.cells.iter().filter_map(|(index, cell)| Some((*index, exact(cell.value?.as_f64()))));
            cells.extend(
                values.map(|(index, value)| ((rows.table.name(), row.row.code.to_owned(), index), value)),
            );
        }
    }
    cells
}

fn of_stored(connection: &Connection, report_id: i64) -> rusqlite::Result<Cells> {
    let mut cells = Cells::new();
    for table in Table::ALL {
        let sql = format!("select * from {} where report_id = ?", table.name());
        let mut select = connection.prepare_cached(&sql)?;
        let mut rows = select.query([report_id])?;
        while let Some(row) = rows.next()? {
            let code: String = row.get(1)?;
            for index in 0..table.columns().len() {
                if let Some(value) = row.get::<_, Option<f64>>(index + 2)? {
                    cells.insert((table.name(), code.clone(), index), exact(value));
                }
            }
        }
    }
    Ok(cells)
}

#[cfg(test)]
mod tests {
    use super::{Cells, exact, folder, host, numbers_agree};

    fn cells(values: &[f64]) -> Cells {
        values.iter().enumerate().map(|(index, value)| (("t", String::new(), index), exact(*value))).collect()
    }

    #[test]
    fn numbers_tell_only_where_there_are_enough() {
        let case = |one: &[f64], other: &[f64], expected| {
            assert_eq!(numbers_agree(&cells(one), &cells(other)), expected, "{one:?} {other:?}");
        };
        case(&[0.0; 9], &[0.0; 9], None);
        case(&[1.0, 2.0, 3.0, 4.0], &[1.0, 2.0, 3.0, 5.0], Some(true));
        case(&[1.0, 2.0, 3.0, 4.0, 5.0], &[2.0, 3.0, 4.0, 5.0, 6.0], Some(false));
        case(&[1.0, 2.0, 3.0], &[2.0, 3.0, 4.0], None);
        case(&[0.0; 6], &[3.0; 6], None);
    }

    #[test]
    fn folders_and_hosts() {
        assert_eq!(
            (folder("a/b.zip!/c/d.txt"), folder("d.txt"), folder("a\\d.txt")),
            ("a/b.zip!/c", "", "a")
        );
        assert_eq!(host("https://www.a.gov.cn:80/x"), Some("www.a.gov.cn"));
        assert_eq!(host("about:blank"), None);
    }
}
