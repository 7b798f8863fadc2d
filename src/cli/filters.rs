//! Values of filters: codes by their words, bodies by their names; which fit nothing in the database, and what is near.

use super::Language;
use super::headings::{chinese, spoken};
use crate::query::{self, Parameter, Query};
use crate::rows::Value;
use anyhow::bail;
use rusqlite::Connection;

/// Values that are named at most.
const MOST: usize = 8;
/// Parameters that ask for a part of an agency's name.
const NAMES: [&str; 4] = ["agency", "first", "second", "name"];
/// How well a name fits that a body has besides its own.
const ALIAS: f64 = 1.0;
/// Parameters that ask for the beginning of a value.
const BEGINNINGS: [&str; 2] = ["region", "rule"];

/// Takes the code of a word by which a table in Chinese shows it, such as 县级 for county.
///
/// # Errors
/// Where the database cannot be read.
pub(super) fn by_word(connection: &Connection, given: &mut [(String, Value)]) -> anyhow::Result<()> {
    for (parameter, value) in given {
        let Value::Text(word) = &*value else { continue };
        if word.is_ascii() || NAMES.contains(&parameter.as_str()) || parameter == "region" {
            continue;
        }
        let known = rows(connection, parameter, &[])?;
        let means = |row: &&Vec<Value>| {
            let code = text(row, 0);
            spoken(&code) == word.trim() || chinese(&code) == Some(word.trim())
        };
        if let Some(code) = known.iter().find(means).and_then(|row| row.first()) {
            *value = code.clone();
        }
    }
    Ok(())
}

/// Takes the full name of the body that a name means: where a query asks for one body, it must be one; elsewhere only a name that
/// no report prints, but a body has besides, is taken so.
///
/// # Errors
/// Where the name means several bodies, or the database cannot be read.
pub(super) fn by_body(
    connection: &Connection,
    query: &Query,
    given: &mut [(String, Value)],
    lang: Language,
) -> anyhow::Result<()> {
    for (parameter, value) in given {
        let is_one = |declared: &Parameter| declared.name == parameter.as_str() && declared.default.is_none();
        let one = query.parameters.iter().any(is_one);
        let Value::Text(name) = &*value else { continue };
        if !NAMES.contains(&parameter.as_str()) {
            continue;
        }
        let found = rows(connection, "body", &[("name".to_owned(), value.clone())])?;
        let fit = found.first().and_then(|row| row.get(2)).and_then(Value::as_f64);
        if !one && fit != Some(ALIAS) {
            continue;
        }
        match found.as_slice() {
            [] => {}
            [only] => *value = only.get(1).cloned().unwrap_or(Value::Null),
            several => bail!("--{parameter} {name}: {}", of_several(several, lang)),
        }
    }
    Ok(())
}

/// The number and the name of the one body that a name means.
///
/// # Errors
/// Where it means none or several, or the database cannot be read.
pub(super) fn body(connection: &Connection, name: &str, lang: Language) -> anyhow::Result<(Value, String)> {
    let given = [("name".to_owned(), Value::Text(name.to_owned()))];
    match rows(connection, "body", &given)?.as_slice() {
        [] => {
            let all = rows(connection, "agency", &[])?;
            let near =
                nearest(all.iter().map(|row| text(row, 0)).collect(), name).join(lang.pick("、", ", "));
            let none = lang.pick(
                "库中没有这个机关的报告，相近的有",
                "no report of such an agency in the database; it has",
            );
            bail!("{name}: {none}: {near}")
        }
        [only] => Ok((only.first().cloned().unwrap_or(Value::Null), text(only, 1))),
        several => bail!("{name}: {}", of_several(several, lang)),
    }
}

/// Says which bodies a name means.
fn of_several(bodies: &[Vec<Value>], lang: Language) -> String {
    let about =
        lang.pick("所指的机关不止一个，请用全称指明", "means several bodies; give the full name of one");
    let called = |row: &Vec<Value>| match row.get(3) {
        Some(Value::Text(division)) if !text(row, 1).contains(division.as_str()) => {
            format!("{} ({division})", text(row, 1))
        }
        _ => text(row, 1),
    };
    let names: Vec<_> = bodies.iter().take(MOST).map(called).collect();
    let more = if bodies.len() > MOST { lang.pick("等", " …") } else { "" };
    format!("{about}: {}{more}", names.join(lang.pick("、", ", ")))
}

/// What of the given values the database does not hold, a line each, with what it holds that is near.
///
/// # Errors
/// Where the database cannot be read.
pub(super) fn unknown(
    connection: &Connection,
    given: &[(String, Value)],
    lang: Language,
) -> anyhow::Result<Vec<String>> {
    let mut told = Vec::new();
    for (parameter, value) in given {
        let name = if NAMES.contains(&parameter.as_str()) { "agency" } else { parameter };
        let known: Vec<String> = rows(connection, name, &[])?.iter().map(|row| text(row, 0)).collect();
        let asked = value.to_string().to_lowercase();
        let fits = |known: &String| {
            let known = known.to_lowercase();
            match parameter.as_str() {
                name if NAMES.contains(&name) => known.contains(&asked),
                name if BEGINNINGS.contains(&name) => known.starts_with(&asked),
                _ => known == asked,
            }
        };
        if known.is_empty() || known.iter().any(fits) {
            continue;
        }
        let near = nearest(known, &asked).into_iter().map(|code| match chinese(&code) {
            Some(word) if lang == Language::Zh => format!("{word} {code}"),
            _ => code,
        });
        let near = near.collect::<Vec<_>>().join(lang.pick("、", ", "));
        told.push(match lang {
            Language::Zh => format!("--{parameter} {value}：库中没有，相近的有：{near}"),
            Language::En => format!("--{parameter} {value}: not in the database; it has {near}"),
        });
    }
    Ok(told)
}

/// Fails where the database does not hold what is asked for, with what it holds that is near.
///
/// # Errors
/// Then, and where the database cannot be read.
pub(super) fn known(
    connection: &Connection,
    given: &[(String, Value)],
    lang: Language,
) -> anyhow::Result<()> {
    let unknown = unknown(connection, given, lang)?;
    if unknown.is_empty() { Ok(()) } else { bail!(unknown.join("\n")) }
}

/// The values most like what was asked for, in their order; all where they are few.
fn nearest(known: Vec<String>, asked: &str) -> Vec<String> {
    if known.len() <= MOST {
        return known.into_iter().map(|value| first(&value)).collect();
    }
    let likeness =
        |value: &String| strsim::jaro_winkler(&first(value).to_lowercase(), asked) + shared(value, asked);
    let mut near: Vec<(f64, usize, String)> =
        known.into_iter().enumerate().map(|(place, value)| (likeness(&value), place, value)).collect();
    near.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
    near.into_iter().take(MOST).map(|(.., value)| first(&value)).collect()
}

/// Share of the characters asked for that a value has.
fn shared(value: &str, asked: &str) -> f64 {
    let common = asked.chars().filter(|&sign| value.contains(sign)).count();
    common as f64 / asked.chars().count().max(1) as f64
}

/// Of a name with its full name, the name; a division keeps both code and name.
fn first(value: &str) -> String {
    match value.split_once(' ') {
        Some((name, _)) if !name.bytes().all(|byte| byte.is_ascii_digit()) => name.to_owned(),
        _ => value.to_owned(),
    }
}

fn text(row: &[Value], column: usize) -> String {
    row.get(column).map(Value::to_string).unwrap_or_default()
}

/// The rows of one of the statements under `filters`, none where there is none of the name.
fn rows(connection: &Connection, name: &str, given: &[(String, Value)]) -> anyhow::Result<Vec<Vec<Value>>> {
    let statement = query::folder("filters").into_iter().find(|query| query.name == name);
    Ok(statement
        .map(|query| query::run(connection, &query, given))
        .transpose()?
        .map_or(Vec::new(), |rows| rows.rows))
}
