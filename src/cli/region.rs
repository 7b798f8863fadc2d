//! The one division or body that a name means, and what is near where none has it.

use super::Language;
use super::rollup::ask;
use crate::rows::Value;
use anyhow::bail;
use rusqlite::Connection;

/// The code and the name of the one division that is meant.
///
/// # Errors
/// Where none has the name, or several.
pub(super) fn region(
    connection: &Connection,
    given: &str,
    lang: Language,
) -> anyhow::Result<(String, String)> {
    let found = ask(connection, "region", &[("region", Value::Text(given.trim().to_owned()))])?.rows;
    match found.iter().map(Vec::as_slice).collect::<Vec<_>>().as_slice() {
        [] => {
            let all = ask(connection, "all", &[])?.rows;
            let names = all.iter().filter_map(|row| {
                let [_, name, full] = row.as_slice() else { return None };
                Some((vec![name.to_string(), full.to_string()], called(row)?))
            });
            let none = lang.pick("没有这个行政区划", "no such division");
            bail!("{none}: {given}{}", did_you_mean(names, given, lang))
        }
        [[code, name, _]] => Ok((code.to_string(), name.to_string())),
        several => bail!(
            "{given}: {}: {}",
            lang.pick("不止一个，请用代码或全称", "more than one; give the code or the full name"),
            several.iter().filter_map(|row| called(row)).collect::<Vec<_>>().join(lang.pick("、", ", "))
        ),
    }
}

/// A division by code and full name.
fn called(row: &[Value]) -> Option<String> {
    let [code, _, full] = row else { return None };
    Some(format!("{code} {full}"))
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
