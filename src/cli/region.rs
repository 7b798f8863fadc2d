//! The one division that a name or a code means, and what is near where none has it.

use super::Language;
use super::rollup::ask;
use crate::division::gazetteer;
use crate::query;
use crate::rows::Value;
use anyhow::{Context as _, bail};
use rusqlite::Connection;

/// Divisions that are named at most.
const MOST: usize = 8;

/// The divisions that fit best, each with its code, the code that it goes on as, its name and its full name.
fn named(connection: &Connection, given: &str) -> anyhow::Result<Vec<[String; 4]>> {
    let statement = query::folder("filters").into_iter().find(|query| query.name == "named");
    let statement = statement.context("filters/named.sql is missing")?;
    let rows = query::run(connection, &statement, &[("name".to_owned(), Value::Text(given.to_owned()))])?;
    let text = |row: &Vec<Value>, at: usize| row.get(at).map(Value::to_string).unwrap_or_default();
    Ok(rows.rows.iter().map(|row| [0, 1, 2, 3].map(|at| text(row, at))).collect())
}

/// The code and the name of the one division that is meant; of a county that became a district, those of the district.
///
/// # Errors
/// Where none has the name, or several.
pub(super) fn region(
    connection: &Connection,
    given: &str,
    lang: Language,
) -> anyhow::Result<(String, String)> {
    let mut found = named(connection, six_digits(given.trim()))?;
    found.sort_by(|one, other| one[1].cmp(&other[1]));
    found.dedup_by(|later, earlier| later[1] == earlier[1]);
    match found.as_slice() {
        [] => none(connection, given, lang),
        [[_, now, name, _]] => Ok((now.clone(), name.clone())),
        several => bail!("{given}: {}", of_several(several, lang)),
    }
}

/// The code of six digits of the one division that a name or a code means, to be written down as it is given.
///
/// # Errors
/// Where none has the name or the code, or several have the name.
pub(super) fn division(connection: &Connection, given: &str, lang: Language) -> anyhow::Result<String> {
    let given = given.trim();
    if given.bytes().all(|byte| byte.is_ascii_digit()) {
        known_division(given, lang)?;
        return Ok(given.to_owned());
    }
    region(connection, given, lang).map(|(code, _)| code)
}

/// Fails unless a division has this code of six digits.
///
/// # Errors
/// Where none has.
pub(super) fn known_division(code: &str, lang: Language) -> anyhow::Result<()> {
    if gazetteer().of_code(code).is_none() || code.len() != 6 {
        bail!("{code}: {}", lang.pick("没有这个六位区划代码", "no such division of six digits"));
    }
    Ok(())
}

/// Puts the leading digits of the codes in a region for its name or its whole code, which must mean one division.
///
/// # Errors
/// Where the name means no division or several, or the database cannot be read.
pub(super) fn by_code(
    connection: &Connection,
    given: &mut [(String, Value)],
    lang: Language,
) -> anyhow::Result<()> {
    for (parameter, value) in given {
        let Value::Text(text) = &*value else { continue };
        let name = text.trim();
        if parameter != "region" || name.is_empty() {
            continue;
        }
        if name.bytes().all(|byte| byte.is_ascii_digit()) {
            *value = Value::Text(leading(six_digits(name)).to_owned());
            continue;
        }
        let code = match named(connection, name)?.as_slice() {
            [] => none(connection, name, lang)?,
            [[code, ..]] => leading(code).to_owned(),
            several => bail!("--region {name}: {}", of_several(several, lang)),
        };
        *value = Value::Text(code);
    }
    Ok(())
}

/// A code of twelve digits without the zeros that it ends in, as one of six.
fn six_digits(code: &str) -> &str {
    match code.split_at_checked(6) {
        Some((six, rest)) if !rest.is_empty() && rest.bytes().all(|digit| digit == b'0') => six,
        _ => code,
    }
}

/// What the codes of a division and of all in it begin with.
fn leading(code: &str) -> &str {
    if code.len() == 6 { code.trim_end_matches("00") } else { code }
}

/// Says which are near where none is meant.
///
/// # Errors
/// Always.
fn none<T>(connection: &Connection, given: &str, lang: Language) -> anyhow::Result<T> {
    let all = ask(connection, "all", &[])?.rows;
    let names = all.iter().filter_map(|row| {
        let [code, name, full] = row.as_slice() else { return None };
        Some((vec![name.to_string(), full.to_string()], format!("{code} {full}")))
    });
    let none = lang.pick("没有这个行政区划", "no such division");
    bail!("{none}: {given}{}", did_you_mean(names, given, lang))
}

/// Says which divisions a name means.
fn of_several(divisions: &[[String; 4]], lang: Language) -> String {
    let about = lang.pick(
        "所指的地区不止一个，请用代码或全称指明",
        "means several divisions; give the code or the full name of one",
    );
    let names: Vec<_> =
        divisions.iter().take(MOST).map(|[code, _, _, full]| format!("{code} {full}")).collect();
    let more = if divisions.len() > MOST { lang.pick("等", " …") } else { "" };
    format!("{about}: {}{more}", names.join(lang.pick("、", ", ")))
}

/// `; did you mean: …` with what is most like a text: a name of it begins with the text, or few characters differ.
pub(super) fn did_you_mean(
    all: impl Iterator<Item = (Vec<String>, String)>,
    given: &str,
    lang: Language,
) -> String {
    const MOST: usize = 5;
    const ALIKE: f64 = 0.6;
    let alike = |name: &String| {
        let begins = name.starts_with(given) && !given.is_empty();
        if begins { 1.0 } else { strsim::normalized_damerau_levenshtein(name, given) }
    };
    let best = |(names, called): (Vec<String>, String)| {
        let best = names.iter().map(alike).fold(0.0, f64::max);
        (best >= ALIKE).then_some((best, called))
    };
    let mut found: Vec<(f64, String)> = all.filter_map(best).collect();
    found.sort_by(|one, other| other.0.total_cmp(&one.0));
    let near: Vec<String> = found.into_iter().take(MOST).map(|(_, called)| called).collect();
    if near.is_empty() {
        return String::new();
    }
    format!("; {}: {}", lang.pick("是否指", "did you mean"), near.join(lang.pick("、", ", ")))
}

#[cfg(test)]
mod tests {
    use super::{leading, six_digits};

    #[test]
    fn a_code_stands_for_all_that_is_in_the_division() {
        let of = |code| leading(six_digits(code));
        assert_eq!([of("410702"), of("410700"), of("410000"), of("4107")], ["410702", "4107", "41", "4107"]);
        assert_eq!([of("410702000000"), of("410700000000")], ["410702", "4107"]);
        assert_eq!(of("410702001"), "410702001");
    }
}
