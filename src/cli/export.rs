//! `gongkai export`: the database, or the answers of the canned queries, as files.

use super::filters::known;
use super::format::{Answer, BOM, put_file, workbook};
use super::headings::Names;
use super::{CLEAN, Language, Settings, complain, counted, query as asked, region, results, streamed};
use crate::output::Format;
use crate::query::{self, Chosen, Cursor, Query};
use crate::rows::{Rows, Value};
use crate::store;
use anyhow::{Context as _, bail};
use rusqlite::Connection;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

#[cfg(feature = "parquet")]
mod partitions;

/// What can be written.
const TO: &[&str] = if cfg!(feature = "parquet") {
    &["csv", "json", "jsonl", "xlsx", "parquet"]
} else {
    &["csv", "json", "jsonl", "xlsx"]
};

/// Write the tables and views, or the answers of the canned queries, as files
///
/// CSV and JSON: every table and view, a file each. xlsx: one workbook with a sheet for each table that readers of figures want.
/// parquet: every table, in folders by year and province where its rows belong to reports; the views can be made anew from it.
///
/// With --year or --region, of tables whose rows belong to reports only the rows of these reports are written; others are written whole.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Format of the files; by default csv, and xlsx where the path ends so
    #[arg(long, value_name = "FORMAT", value_parser = clap::builder::PossibleValuesParser::new(TO))]
    to: Option<String>,
    /// Begin each CSV file with a byte-order mark, by which Excel knows it as UTF-8
    #[arg(long)]
    bom: bool,
    /// Write what the canned queries answer instead of the tables, a file or sheet each
    #[arg(long)]
    queries: bool,
    /// Only rows of reports for this year
    #[arg(long)]
    year: Option<i64>,
    /// Only rows of reports of this region: leading digits of its code, or its name
    #[arg(long, value_name = "CODE_OR_NAME")]
    region: Option<String>,
    /// Folder to write to, made if missing; for xlsx the file
    #[arg(value_name = "PATH")]
    path: PathBuf,
}

/// What was written.
#[derive(Default)]
struct Written {
    files: u64,
    rows: u64,
}

/// Writes the files and says how much that was.
///
/// # Errors
/// Where the database cannot be read or a file not be written.
pub(super) fn run(arguments: &Arguments, settings: &Settings) -> anyhow::Result<u8> {
    let (path, lang) = (&arguments.path, settings.lang);
    let connection = store::open_read_only(&settings.db)?;
    let chosen = chosen(arguments, &connection, lang)?;
    let by_ending = path.extension().filter(|ending| *ending == "xlsx").map_or("csv", |_| "xlsx");
    let to = arguments.to.as_deref().unwrap_or(by_ending);
    if to == "xlsx" {
        return sheets(arguments, &connection, &chosen, lang);
    }
    std::fs::create_dir_all(path).with_context(|| format!("cannot make the folder {}", path.display()))?;
    let mut written = Written::default();
    if to == "parquet" {
        if arguments.queries {
            bail!("--queries: {}", lang.pick("请写成 csv、json 或 xlsx", "write csv, json or xlsx"));
        }
        #[cfg(feature = "parquet")]
        partitions::write(&connection, path, &chosen, &mut written)?;
    } else {
        let format = Format::from_name(to).unwrap_or(Format::Csv);
        let mut file = |name: &str, mut cursor: Cursor| -> anyhow::Result<()> {
            let path = path.join(format!("{name}.{to}"));
            written.rows += stream(&path, format, arguments.bom, &mut cursor)
                .with_context(|| format!("cannot write {}", path.display()))?;
            written.files += 1;
            Ok(())
        };
        if arguments.queries {
            for (query, given) in questions(&chosen, lang) {
                file(query.name, query::prepare(&connection, &query, &given)?)?;
            }
        } else {
            for name in relations(&connection, "relations")? {
                file(&name, query::relation(&connection, &name, &chosen)?)?;
            }
        }
    }
    let folder = path.display();
    let Written { files, rows } = written;
    let told = match lang {
        Language::Zh => format!("{folder}：写出 {files} 个文件，共 {rows} 行"),
        Language::En => format!("{folder}: {}, {}", counted(files, "file"), counted(rows, "row")),
    };
    let mut out = results();
    writeln!(out, "{told}")?;
    out.flush()?;
    Ok(CLEAN)
}

/// Writes one file row by row and returns the number of rows.
fn stream(path: &Path, format: Format, bom: bool, cursor: &mut Cursor) -> anyhow::Result<u64> {
    let mut file = BufWriter::new(File::create(path)?);
    if bom && format == Format::Csv {
        file.write_all(BOM)?;
    }
    streamed::rows(format, file, cursor)
}

/// The tables and views that a statement of the folder `export` lists.
fn relations(connection: &Connection, list: &str) -> anyhow::Result<Vec<String>> {
    Ok(listed(connection, list, &[])?.rows.iter().filter_map(|row| Some(row.first()?.to_string())).collect())
}

/// The rows of a statement of the folder `export`.
fn listed(connection: &Connection, list: &str, given: &[(String, Value)]) -> anyhow::Result<Rows> {
    let statement = query::folder("export").into_iter().find(|statement| statement.name == list);
    let statement = statement.with_context(|| format!("export/{list}.sql is missing"))?;
    Ok(query::run(connection, &statement, given)?)
}

/// The reports asked for, the region by the leading digits of its code.
fn chosen(arguments: &Arguments, connection: &Connection, lang: Language) -> anyhow::Result<Chosen> {
    let region = arguments.region.clone().map(|region| ("region".to_owned(), Value::Text(region)));
    let mut given: Vec<_> = region.into_iter().collect();
    region::by_code(connection, &mut given, lang)?;
    let year = arguments.year.map(|year| ("year".to_owned(), Value::Integer(year)));
    known(connection, &given.iter().cloned().chain(year).collect::<Vec<_>>(), lang)?;
    Ok(Chosen { year: arguments.year, region: given.pop().map(|(_, code)| code.to_string()) })
}

/// The queries that need no parameter but the ones given, with these; tells which are left out.
fn questions(chosen: &Chosen, lang: Language) -> Vec<(Query<'static>, Vec<(String, Value)>)> {
    let year = chosen.year.map(|year| ("year".to_owned(), Value::Integer(year)));
    let region = chosen.region.clone().map(|region| ("region".to_owned(), Value::Text(region)));
    let given: Vec<_> = year.into_iter().chain(region).collect();
    let (mut questions, mut left) = (Vec::new(), Vec::new());
    for query in query::catalogue() {
        let takes = |name: &str| query.parameters.iter().any(|parameter| parameter.name == name);
        let given: Vec<_> = given.iter().filter(|(name, _)| takes(name)).cloned().collect();
        let given = asked::with_language(&query, &given, lang);
        let is_given = |name: &str| given.iter().any(|(known, _)| known == name);
        if query.parameters.iter().all(|parameter| parameter.default.is_some() || is_given(parameter.name)) {
            questions.push((query, given));
        } else {
            left.push(query.name);
        }
    }
    if !left.is_empty() {
        let about = lang.pick("未写出，须指明参数：", "left out, since they need parameters:");
        complain(&format!("{about} {}", left.join(lang.pick("、", ", "))));
    }
    questions
}

/// What the tab of a query says: in Chinese the beginning of what it shows.
fn tab(query: &Query, lang: Language) -> String {
    let shown = lang.half(query.description).split(['：', '，', '；', '（']).next().unwrap_or_default();
    lang.pick(shown, query.name).to_owned()
}

/// Writes the workbook.
fn sheets(
    arguments: &Arguments,
    connection: &Connection,
    chosen: &Chosen,
    lang: Language,
) -> anyhow::Result<u8> {
    let mut results: Vec<(String, Rows, Names)> = Vec::new();
    let questions = if arguments.queries { questions(chosen, lang) } else { Vec::new() };
    if arguments.queries {
        for (query, given) in &questions {
            let mut rows = query::run(connection, query, given)?;
            asked::halve_messages(&mut rows, lang);
            results.push((tab(query, lang), rows, Names::read(connection, Some(query), lang)?));
        }
    } else {
        for name in relations(connection, "sheets")? {
            let rows = query::relation(connection, &name, chosen)?.collect()?;
            results.push((name, rows, Names::read(connection, None, lang)?));
        }
    }
    let answers: Vec<_> = results
        .iter()
        .map(|(name, rows, names)| Answer { name, rows, names: Some(names), own: false })
        .collect();
    put_file(&arguments.path, &workbook(&answers, lang)?, lang)?;
    Ok(CLEAN)
}
