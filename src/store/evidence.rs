//! Whether two reports of one name are of one body, and of one year versions of one report.
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
/// What may stand behind the year in the name of a folder, longer ones first.
const YEAR_WORDS: [&str; 5] = ["年度报告", "年年报", "年度", "年报", "年"];

/// Where a report comes from, as far as that tells its body from others of its name.
#[derive(Debug, Default)]
pub(super) struct Traces {
    /// The folder of its path, without years.
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
            folder: path.map(folder),
            host: url.and_then(host).map(str::to_owned),
            contacts: contacts.clone(),
        }
    }

    /// Those kept of a report.
    pub(super) fn of(connection: &Connection, report_id: i64) -> rusqlite::Result<Self> {
        let sql = "select folder, host, contacts from report_origin where report_id = ?";
        let traces = |row: &rusqlite::Row| {
            let contacts = row.get::<_, Option<String>>(2)?.unwrap_or_default();
            Ok(Traces::stored(row.get(0)?, row.get(1)?, &contacts))
        };
        Ok(connection.prepare_cached(sql)?.query_row([report_id], traces).optional()?.unwrap_or_default())
    }

    /// Those of the columns in which they are kept.
    pub(super) fn stored(folder: Option<String>, host: Option<String>, contacts: &str) -> Self {
        let folder = folder.map(|folder| timeless(&folder));
        Traces { folder, host, contacts: Contacts::read(contacts) }
    }

    /// Whether a report of another year is the same body's: contacts in common say so wherever the two lie, and so does the host;
    /// other folders, hosts or addresses say no. Telephones change over the years.
    pub(super) fn kin(&self, other: &Self) -> Option<bool> {
        let [folder, host, contacts] = self.shared(other);
        if contacts == Some(true) {
            return Some(true);
        }
        let parted =
            folder == Some(false) || host == Some(false) || self.contacts.are_elsewhere(&other.contacts);
        if parted { Some(false) } else { host }
    }

    /// Whether folder, host and contacts are those of another; `None` where one of the two has none.
    fn shared(&self, other: &Self) -> [Option<bool>; 3] {
        let equal = |one: &Option<String>, other: &Option<String>| Some(one.as_ref()? == other.as_ref()?);
        [
            equal(&self.folder, &other.folder),
            equal(&self.host, &other.host),
            self.contacts.shared(&other.contacts),
        ]
    }
}

/// The folder of a path without years: empty where it has none. Members lie in the folders of their container.
fn folder(path: &str) -> String {
    timeless(path.rfind(['/', '\\']).and_then(|end| path.get(..end)).unwrap_or_default())
}

/// A folder without the years in its parts, for the reports of a body may lie in one folder a year.
fn timeless(folder: &str) -> String {
    let parts = folder.split(['/', '\\']).map(without_years);
    parts.filter(|part| !part.is_empty() && part != ".").collect::<Vec<_>>().join("/")
}

/// A part of a path without `2022`, `2022年` or `2022年度报告`.
fn without_years(part: &str) -> String {
    let mut left = String::new();
    let mut rest = part;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, digits) = rest.split_at(start);
        left.push_str(before);
        let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
        let (number, behind) = digits.split_at(end);
        if number.len() == 4 && number.starts_with("20") {
            let words = YEAR_WORDS.iter().find_map(|word| behind.strip_prefix(word));
            rest = words.unwrap_or(behind);
        } else {
            left.push_str(number);
            rest = behind;
        }
    }
    left + rest
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
    let [folder, host, contacts] = traces.shared(&other);
    let numbers = numbers_agree(&of_report(report), &of_stored(connection, earlier)?);
    // Zeros tell nothing: a copy in another folder, or of another format, has the contacts alone.
    if contacts == Some(true) && numbers != Some(false) {
        return Ok(Verdict::One);
    }
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
        let case = |path: &str, expected: &str| assert_eq!(folder(path), expected, "{path}");
        case("a/b.zip!/c/d.txt", "a/b.zip!/c");
        case("d.txt", "");
        case("a\\d.txt", "a");
        case("./a/2022/d.txt", "a");
        case("a/2022年/d.txt", "a");
        case("2022年度报告/甲2023/d.txt", "甲");
        case("a/20220101/d.txt", "a/20220101");
        case("a/1999/d.txt", "a/1999");
        assert_eq!(host("https://www.a.gov.cn:80/x"), Some("www.a.gov.cn"));
        assert_eq!(host("about:blank"), None);
    }
}
