//! `gongkai schema`: the tables and views of the database with what their columns mean.

use super::format::terminal_columns;
use super::{CLEAN, Language, Settings, results};
use crate::output::{self, Format};
use crate::rows::{Rows, Value};
use crate::store::{self, Column, Relation};
use clap::ValueEnum;
use serde_json::{Value as Json, json};
use std::io::{self, Write};

/// Show the tables and views of the database and what every column means
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Show only this table or view
    name: Option<String>,
    /// How to print it
    #[arg(long, value_enum, default_value_t = Layout::Text)]
    format: Layout,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Layout {
    /// Lines for the terminal
    Text,
    /// Tables in Markdown
    Markdown,
    /// An entity-relationship diagram of the tables, for Mermaid
    Mermaid,
    /// JSON, in both languages
    Json,
}

/// Prints the relations asked for.
///
/// # Errors
/// Where none has the name.
pub(super) fn run(arguments: &Arguments, settings: &Settings) -> anyhow::Result<u8> {
    let lang = settings.lang;
    let mut relations = store::relations()?;
    if let Some(name) = &arguments.name {
        let near =
            relations.iter().map(|known| (strsim::jaro_winkler(&known.name, name), known.name.clone()));
        let near =
            near.max_by(|one, other| one.0.total_cmp(&other.0)).map(|(_, name)| name).unwrap_or_default();
        relations.retain(|relation| relation.name == *name);
        if relations.is_empty() {
            anyhow::bail!(match lang {
                Language::Zh => format!("没有表或视图 {name}，相近的是 {near}"),
                Language::En => format!("no table or view is called {name}; the nearest is {near}"),
            });
        }
    }
    let mut out = results();
    match arguments.format {
        Layout::Text => text(&relations, lang, &mut out)?,
        Layout::Markdown if arguments.name.is_some() => sections(&relations, lang, &mut out)?,
        Layout::Markdown => page(&relations, lang, &mut out)?,
        Layout::Mermaid => mermaid(&relations, lang, &mut out)?,
        Layout::Json => {
            serde_json::to_writer_pretty(&mut out, &Json::Array(relations.iter().map(as_json).collect()))?;
            out.write_all(b"\n")?;
        }
    }
    out.flush()?;
    Ok(CLEAN)
}

/// What a column is a key of, empty for most.
fn key(column: &Column) -> String {
    let own = column.key.then(|| "PK".to_owned());
    let other = column.references.as_ref().map(|(table, column)| format!("→ {table}.{column}"));
    own.into_iter().chain(other).collect::<Vec<_>>().join(" ")
}

/// The columns of a relation as a table.
fn columns(relation: &Relation, lang: Language, code: impl Fn(&str) -> String) -> Rows {
    let head = lang.pick("列,类型,键,含义", "column,type,key,what").split(',');
    let row = |column: &Column| {
        let what = lang.pick(&column.meaning.zh, &column.meaning.en).to_owned();
        [code(&column.name), column.kind.clone(), key(column), what].map(Value::Text).to_vec()
    };
    let mut rows =
        Rows { columns: head.map(str::to_owned).collect(), rows: relation.columns.iter().map(row).collect() };
    if relation.view {
        rows.columns.remove(2);
        rows.rows.iter_mut().for_each(|row| drop(row.remove(2)));
    }
    rows
}

/// Which tables a view is made from.
fn from(relation: &Relation, lang: Language, code: impl Fn(&str) -> String) -> String {
    let tables: Vec<String> = relation.from.iter().map(|table| code(table)).collect();
    format!("{}{}", lang.pick("来自：", "From: "), tables.join(lang.pick("、", ", ")))
}

fn text(relations: &[Relation], lang: Language, out: &mut impl Write) -> io::Result<()> {
    for (place, relation) in relations.iter().enumerate() {
        if place > 0 {
            writeln!(out)?;
        }
        let kind = if relation.view { lang.pick("视图", "view") } else { lang.pick("表", "table") };
        writeln!(out, "{kind} {}", relation.name)?;
        writeln!(out, "{}", lang.pick(&relation.meaning.zh, &relation.meaning.en))?;
        if relation.view {
            writeln!(out, "{}", from(relation, lang, str::to_owned))?;
        }
        let rows = columns(relation, lang, str::to_owned);
        output::table_with(&rows, &rows.columns, terminal_columns(), out)?;
    }
    Ok(())
}

/// The reference page of the whole database.
fn page(relations: &[Relation], lang: Language, out: &mut impl Write) -> io::Result<()> {
    let head = lang.pick(
        "# 数据库\n\n由 `gongkai schema --format markdown` 写成。表中各列存所印的内容；视图补足由所印数字可以确定的值，并标明是\n\
         计算所得。`NULL` 表示不知道：原因见 `cell_note`。各年度、各机关的数字最好从 `report_summary` 查起。\n",
        "# The database\n\nWritten by `gongkai schema --format markdown`. Every column of a table keeps what was printed; views fill in what\n\
         the printed figures settle and mark it as computed. `NULL` means not known: `cell_note` says why.\n",
    );
    writeln!(out, "{head}\n## {}\n", lang.pick("表", "Tables"))?;
    let (views, tables): (Vec<_>, Vec<_>) = relations.iter().cloned().partition(|relation| relation.view);
    sections(&tables, lang, out)?;
    writeln!(out, "\n## {}\n", lang.pick("视图", "Views"))?;
    sections(&views, lang, out)
}

fn sections(relations: &[Relation], lang: Language, out: &mut impl Write) -> io::Result<()> {
    let code = |name: &str| format!("`{name}`");
    for (place, relation) in relations.iter().enumerate() {
        if place > 0 {
            writeln!(out)?;
        }
        let about = lang.pick(&relation.meaning.zh, &relation.meaning.en);
        writeln!(out, "### `{}`\n\n{about}\n", relation.name)?;
        if relation.view {
            writeln!(out, "{}\n", from(relation, lang, code))?;
        }
        output::write(Format::Markdown, &columns(relation, lang, code), out)?;
    }
    Ok(())
}

/// The tables with their keys, and which refers to which.
fn mermaid(relations: &[Relation], lang: Language, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "erDiagram")?;
    let tables = || relations.iter().filter(|relation| !relation.view);
    for table in tables() {
        writeln!(out, "    {} {{", table.name)?;
        for column in &table.columns {
            let (key, reference) = (column.key.then_some("PK"), column.references.as_ref().map(|_| "FK"));
            let keys = key.into_iter().chain(reference).collect::<Vec<_>>().join(", ");
            let what = lang.pick(&column.meaning.zh, &column.meaning.en).replace('"', "'");
            let parts = [column.kind.as_str(), &column.name, &keys].join(" ");
            writeln!(out, "        {} \"{what}\"", parts.trim_end())?;
        }
        writeln!(out, "    }}")?;
    }
    for table in tables() {
        for column in &table.columns {
            if let Some((other, _)) = &column.references {
                writeln!(out, "    {other} ||--o{{ {} : {}", table.name, column.name)?;
            }
        }
    }
    Ok(())
}

fn as_json(relation: &Relation) -> Json {
    let columns: Vec<Json> = relation
        .columns
        .iter()
        .map(|column| {
            let references = column.references.as_ref().map(|(table, column)| format!("{table}.{column}"));
            json!({
                "name": column.name, "type": column.kind, "key": column.key, "references": references,
                "zh": column.meaning.zh, "en": column.meaning.en,
            })
        })
        .collect();
    json!({
        "name": relation.name, "kind": if relation.view { "view" } else { "table" },
        "zh": relation.meaning.zh, "en": relation.meaning.en, "from": relation.from, "columns": columns,
    })
}
