//! `gongkai datasette`: what the database means, and the canned queries, as Datasette reads them.

use super::format::put_file;
use super::{CLEAN, Language, Settings, results};
use crate::query::{self, Kind, LANGUAGE, Query};
use crate::rows::Value;
use crate::store::{self, Relation};
use regex::{Captures, Regex};
use serde_json::{Map, Value as Json, json};
use std::io::Write;
use std::path::PathBuf;

/// Write metadata for Datasette: titles, descriptions, units, facets and every canned query
///
/// Then: datasette DATABASE --metadata metadata.json
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// File to write; by default it is printed
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Columns whose values are few, by which tables are narrowed down.
const FACETS: [&str; 11] =
    ["year", "form", "scope", "kind", "level", "resolution", "severity", "rule", "state", "code", "outcome"];
/// Facets that a page shows at most.
const MOST_FACETS: usize = 4;
/// Endings of columns that hold amounts, with the unit as Datasette's library of units knows it.
const UNITS: [(&str, &str); 2] = [("_10k_yuan", "wan_yuan"), ("_yuan", "yuan")];

/// Writes the metadata for the database that `--db` says.
///
/// # Errors
/// Where the file cannot be written.
pub(super) fn run(arguments: &Arguments, settings: &Settings) -> anyhow::Result<u8> {
    let lang = settings.lang;
    let name = settings.db.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let mut text = serde_json::to_string_pretty(&metadata(&name, lang)?)?;
    text.push('\n');
    if let Some(path) = &arguments.output {
        put_file(path, text.as_bytes(), lang)?;
    } else {
        let mut out = results();
        out.write_all(text.as_bytes())?;
        out.flush()?;
    }
    Ok(CLEAN)
}

/// Title, description, tables and queries of the database of this name.
fn metadata(name: &str, lang: Language) -> anyhow::Result<Json> {
    let relations = store::relations()?;
    let tables: Map<String, Json> =
        relations.iter().map(|relation| (relation.name.clone(), table(relation, lang))).collect();
    // Tables and queries share their addresses.
    let taken = |name: &str| relations.iter().any(|relation| relation.name == name);
    let address = |name: &str| if taken(name) { format!("{name}_query") } else { name.to_owned() };
    let queries: Map<String, Json> =
        query::catalogue().iter().map(|query| (address(query.name), canned(query, lang))).collect();
    Ok(json!({
        "title": lang.pick("政府信息公开工作年度报告", "Annual reports on open government information"),
        "description": lang.pick(
            "各机关政府信息公开工作年度报告的数字、说明和核对结果。空白不是零：值为空时见 cell_note。",
            "Figures, notes and checks of the annual reports. A blank is no zero: where a value is NULL, see cell_note.",
        ),
        "custom_units": ["yuan = [currency]", "wan_yuan = 10000 * yuan"],
        "databases": { name: { "tables": tables, "queries": queries } },
    }))
}

/// What a table or view and its columns mean.
fn table(relation: &Relation, lang: Language) -> Json {
    let pick = |zh: &str, en: &str| lang.pick(zh, en).to_owned();
    let columns: Map<String, Json> = relation
        .columns
        .iter()
        .map(|column| (column.name.clone(), Json::from(pick(&column.meaning.zh, &column.meaning.en))))
        .collect();
    let units: Map<String, Json> = relation
        .columns
        .iter()
        .filter_map(|column| {
            let (_, unit) = UNITS.iter().find(|(ending, _)| column.name.ends_with(ending))?;
            Some((column.name.clone(), Json::from(*unit)))
        })
        .collect();
    let facets: Vec<&str> = FACETS
        .into_iter()
        .filter(|facet| relation.columns.iter().any(|column| column.name == *facet))
        .take(MOST_FACETS)
        .collect();
    let mut table =
        json!({ "description": pick(&relation.meaning.zh, &relation.meaning.en), "columns": columns });
    if !units.is_empty() {
        table["units"] = Json::Object(units);
    }
    // Views are worked out anew for every facet.
    if !facets.is_empty() && !relation.view {
        table["facets"] = Json::from(facets);
    }
    table
}

/// A canned query whose parameters may stay empty, as the fields of a form do.
fn canned(query: &Query, lang: Language) -> Json {
    let asked = query.parameters.iter().filter(|parameter| parameter.name != LANGUAGE);
    let told = asked.clone().map(|parameter| format!(":{} – {}", parameter.name, lang.half(parameter.about)));
    let notes = query.notes.iter().map(|note| (*note).to_owned());
    json!({
        "sql": with_defaults(query, lang),
        "title": lang.half(query.description),
        "description": told.chain(notes).collect::<Vec<_>>().join("\n"),
        "params": asked.map(|parameter| parameter.name).collect::<Vec<_>>(),
    })
}

/// The statement with each parameter read from text: empty stands for its default, and numbers are made of digits.
fn with_defaults(query: &Query, lang: Language) -> String {
    let header = query.sql.lines().take_while(|line| line.starts_with("--")).count();
    let sql = query.sql.lines().skip(header).collect::<Vec<_>>().join("\n");
    let Ok(parameter) = Regex::new(r":([a-z_]+)\b") else { return sql };
    let read = |found: &Captures| {
        let Some(known) = query.parameters.iter().find(|parameter| parameter.name == &found[1]) else {
            return found[0].to_owned();
        };
        if known.name == LANGUAGE {
            return format!("'{lang}'");
        }
        let given = format!("nullif(:{}, '')", known.name);
        let given = match known.kind {
            Kind::Int => format!("cast({given} as integer)"),
            Kind::Real => format!("cast({given} as real)"),
            Kind::Text => given,
        };
        match &known.default {
            None | Some(Value::Null) => given,
            Some(Value::Text(text)) => format!("coalesce({given}, '{}')", text.replace('\'', "''")),
            Some(default) => format!("coalesce({given}, {default})"),
        }
    };
    parameter.replace_all(&sql, read).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rusqlite::types::ToSql;

    #[test]
    fn empty_parameters_are_defaults() {
        let connection = store::open(std::path::Path::new(":memory:")).expect("opens");
        for query in query::catalogue() {
            let sql = with_defaults(&query, Language::Zh);
            let statement =
                connection.prepare(&sql).unwrap_or_else(|error| panic!("{}: {error}", query.name));
            let left: Vec<_> =
                (1..=statement.parameter_count()).filter_map(|at| statement.parameter_name(at)).collect();
            let declared = |name: &&str| query.parameters.iter().any(|known| name[1..] == *known.name);
            assert!(left.iter().all(declared) && !left.contains(&":lang"), "{}: {left:?}", query.name);
            assert!(!sql.contains("-- :"), "{}", query.name);
        }
        let some = Query {
            parameters: query::find("disclosure_ranking").expect("a query").parameters,
            sql: "-- a title\nselect :min_cases as n, :year as y, :agency as a",
            ..query::find("disclosure_ranking").expect("a query")
        };
        let row = |given: [&str; 3]| -> (i64, Option<i64>, Option<String>) {
            let mut statement = connection.prepare(&with_defaults(&some, Language::Zh)).expect("prepared");
            let given: Vec<(&str, &dyn ToSql)> = [":min_cases", ":year", ":agency"]
                .into_iter()
                .zip(given.iter().map(|text| text as &dyn ToSql))
                .collect();
            statement
                .query_row(given.as_slice(), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
                .expect("a row")
        };
        assert_eq!(row(["", "", ""]), (30, None, None));
        assert_eq!(row(["5", "2023", "民政局"]), (5, Some(2023), Some("民政局".to_owned())));
    }
}
