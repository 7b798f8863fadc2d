//! Whom or what a page is on: the one agency, region or year that is meant, and the years that are shown.

use super::super::Language;
use super::super::filters;
use super::super::region::region;
use super::{Values, What, ask};
use crate::rows::{Rows, Value};
use anyhow::bail;
use rusqlite::Connection;

/// What kind of subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// An agency by its number.
    Agency(i64),
    /// A region.
    Region,
    /// A year.
    Year,
}

/// The subject of a page.
pub(super) struct Subject {
    pub(super) kind: Kind,
    /// The title of the page.
    pub(super) title: String,
    /// What is told below it.
    pub(super) about: Vec<String>,
    /// What the statements of the summary and of pages are given.
    pub(super) given: Values,
    /// What the canned queries are given, which know an agency by its names.
    pub(super) asked: Values,
    /// The years that are shown by themselves.
    pub(super) years: Vec<i64>,
}

impl Subject {
    /// The subject asked for.
    ///
    /// # Errors
    /// Where none or several fit, or it has no report of a year asked for.
    pub(super) fn of(connection: &Connection, what: &What, lang: Language) -> anyhow::Result<Self> {
        let titled = |name: &str| match lang {
            Language::Zh => format!("{name}：政府信息公开年度报告数据"),
            Language::En => format!("{name}: annual reports on open government information"),
        };
        let (mut about, mut named) = (Vec::new(), None);
        let (kind, title, given) = match what {
            What::Agency { name, .. } => {
                let (id, name, full, filter) = agency(connection, name.trim(), lang)?;
                if full != name {
                    about.push(full);
                }
                named = Some(vec![("agency".to_owned(), Value::Text(filter))]);
                (Kind::Agency(id), titled(&name), vec![("agency".to_owned(), Value::Integer(id))])
            }
            What::Region { region: asked, .. } => {
                let (code, name) = region(connection, asked, lang)?;
                about.push(format!("{} {code}", lang.pick("区划代码", "division")));
                let prefix = code.trim_end_matches("00").to_owned();
                (Kind::Region, titled(&name), vec![("region".to_owned(), Value::Text(prefix))])
            }
            What::Year { .. } => (Kind::Year, String::new(), Vec::new()),
        };
        let held = ask(connection, "page", "years", &given, lang)?;
        let known = numbers(&held);
        if known.is_empty() {
            let near = filters::unknown(connection, &given, lang)?.join("; ");
            let none = lang.pick("没有它的报告", "it has no report");
            bail!("{title}: {none}{}{near}", if near.is_empty() { "" } else { "; " });
        }
        let mut years = what.given().years.clone();
        if let What::Year { year, .. } = what {
            years.insert(0, *year);
        }
        if years.is_empty() {
            years.extend(known.last());
        }
        years.sort_unstable_by(|one, other| other.cmp(one));
        years.dedup();
        if let Some(year) = years.iter().find(|year| !known.contains(year)) {
            let known: Vec<_> = known.iter().map(i64::to_string).collect();
            let about = lang.pick("没有这一年的报告，有的年份：", "no report of this year; those of");
            bail!("{year}: {about} {}", known.join(lang.pick("、", ", ")));
        }
        let title = if kind == Kind::Year {
            let years: Vec<_> = years.iter().map(i64::to_string).collect();
            match lang {
                Language::Zh => titled(&format!("{} 年度", years.join("、"))),
                Language::En => titled(&years.join(", ")),
            }
        } else {
            title
        };
        about.extend(yearless(&held, kind, lang));
        let asked = named.unwrap_or_else(|| given.clone());
        Ok(Subject { kind, title, about, given, asked, years })
    }
}

/// The years among the rows.
fn numbers(held: &Rows) -> Vec<i64> {
    let year = |row: &Vec<Value>| row.first().and_then(Value::as_f64).map(|year| year as i64);
    held.rows.iter().filter_map(year).collect()
}

/// What is told of reports that print no year.
fn yearless(held: &Rows, kind: Kind, lang: Language) -> Option<String> {
    let row = held.rows.iter().find(|row| row.first() == Some(&Value::Null))?;
    let reports = row.get(1)?;
    let whose = if kind == Kind::Year { lang.pick("库中", "in the database ") } else { "" };
    Some(match lang {
        Language::Zh => format!("{whose}另有 {reports} 份报告年度不详，不在各年数字内"),
        Language::En => format!("reports {whose}of an unknown year, in no figure of a year: {reports}"),
    })
}

/// The number, name and full name of the one agency that is meant, and what finds it in the canned queries.
fn agency(
    connection: &Connection,
    given: &str,
    lang: Language,
) -> anyhow::Result<(i64, String, String, String)> {
    let of_number =
        |id: i64| ask(connection, "page", "agency", &vec![("agency".to_owned(), Value::Integer(id))], lang);
    let id = match given.parse::<i64>() {
        Ok(id) if !of_number(id)?.rows.is_empty() => id,
        _ => filters::body(connection, given, lang)?.0.as_f64().unwrap_or_default() as i64,
    };
    let found = of_number(id)?;
    let row = found.rows.first().map(Vec::as_slice).unwrap_or_default();
    let text = |at: usize| row.get(at).map(Value::to_string).unwrap_or_default();
    if row.get(3) != Some(&Value::Integer(1)) {
        let about = lang.pick(
            "有多个机关同名且所在地未定，不能分开；先用 gongkai agencies set 写明所在地",
            "several agencies have the name and no division that parts them; say with `gongkai agencies set` where each sits",
        );
        bail!("{}: {about}", text(0));
    }
    Ok((id, text(0), text(1), text(2)))
}
