//! `gongkai summary`: one screen on everything, an agency, a region or a year, or on several agencies beside each other.
//!
//! A screen is a list of blocks; a block is a statement of queries/summary and the way it is shown.

use super::format::{Answer, Printing};
use super::headings::{heading, worded};
use super::query::with_language;
use super::region::region;
use super::{CLEAN, Language, Settings, filters};
use crate::output::{self, Format, bar, pad, sparkline, table_with};
use crate::query::{self, Query};
use crate::rows::{Rows, Value};
use crate::store;
use anyhow::{Context, bail};
use clap::Subcommand;
use rusqlite::Connection;
use std::collections::BTreeSet;
use std::io::{self, Write};

/// Show one screen on everything, an agency, a region or a year, or compare agencies
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    what: Option<What>,
    #[command(flatten)]
    printing: Printing,
}

#[derive(Debug, Subcommand)]
enum What {
    /// The whole database
    Overview,
    /// One agency: its figures by year, outcomes, findings
    Agency {
        /// Name, or a part that no other has
        name: String,
    },
    /// Agencies beside each other, in the last year that all report or the one given
    Compare {
        /// Names, or parts that no others have
        #[arg(required = true, num_args = 2..)]
        names: Vec<String>,
        /// Year of the reports
        #[arg(long)]
        year: Option<i64>,
    },
    /// One region with all below it
    Region {
        /// Division code, or a name
        #[arg(value_name = "CODE_OR_NAME")]
        region: String,
    },
    /// One year
    Year {
        /// Year of the reports
        year: i64,
    },
}

/// How a block is shown.
pub(super) enum Shape {
    /// A table, with a bar for the named column on a terminal.
    Table(Option<&'static str>),
    /// A table whose rows are series, on a terminal with a small line of each.
    Lines,
    /// One line: code and number, code and number.
    Line,
}

/// Statement, Chinese title, English title, shape.
pub(super) type Block = (&'static str, &'static str, &'static str, Shape);

const VOLUMES: Block =
    ("volumes", "历年新收申请", "Applications received by year", Shape::Table(Some("received")));
const SERIES: Block = ("series", "历年数字", "Figures by year", Shape::Table(None));
const OUTCOMES: Block =
    ("outcomes", "办理结果", "How applications ended", Shape::Table(Some("applications")));
const BUSIEST: Block =
    ("busiest", "申请最多的机关", "Agencies with most applications", Shape::Table(Some("received")));
const FINDINGS: Block =
    ("findings", "最常见的数字不一致", "Commonest disagreements of numbers", Shape::Table(None));
const PROBLEMS: Block = ("problems", "与表式不符", "Problems of layout", Shape::Line);
const NOTES: Block = ("notes", "单元格说明", "Notes on cells", Shape::Line);

const BESIDE: Block = ("series", "同年数字", "Figures of the year", Shape::Table(Some("received")));
const HANDLED: Block = ("handled", "办理结果构成", "How applications ended", Shape::Table(None));

const RECEIVED: Block = ("received", "历年新收申请", "Applications received by year", Shape::Lines);

pub(super) const OVERVIEW: &[Block] = &[VOLUMES, OUTCOMES, BUSIEST, FINDINGS, PROBLEMS, NOTES];
pub(super) const AGENCY: &[Block] = &[SERIES, OUTCOMES, FINDINGS, PROBLEMS, NOTES];

/// Widest bar, in columns.
const BAR: usize = 24;

/// Prints the screen.
///
/// # Errors
/// Where nothing fits or the database cannot be read.
pub(super) fn run(arguments: &Arguments, settings: &Settings) -> anyhow::Result<u8> {
    let connection = store::open_read_only(&settings.db)?;
    let lang = settings.lang;
    let reports: i64 = connection.query_row("select count(*) from current_report", [], |row| row.get(0))?;
    if reports == 0 {
        let about = lang.pick(
            "数据库里没有报告，请先用 gongkai ingest 载入",
            "the database holds no report; load some with `gongkai ingest`",
        );
        bail!("{}: {about}", settings.db.display());
    }
    let chosen = |name: &str, value: Value| vec![(name.to_owned(), value)];
    let (title, given, blocks) = match arguments.what.as_ref().unwrap_or(&What::Overview) {
        What::Overview => (settings.db.display().to_string(), Vec::new(), OVERVIEW),
        What::Agency { name } => {
            let (agency, name) = filters::body(&connection, name, lang)?;
            (name, chosen("agency", agency), AGENCY)
        }
        What::Year { year } => (year.to_string(), chosen("year", Value::Integer(*year)), OVERVIEW),
        What::Region { region } => {
            let (name, prefix) = division(&connection, region, lang)?;
            (name, chosen("region", Value::Text(prefix)), OVERVIEW)
        }
        What::Compare { names, year } => {
            let screen = compare(&connection, names, *year, lang)?;
            return shown(&screen, &arguments.printing, lang);
        }
    };
    let totals = rows(&connection, "totals", &given, lang)?;
    if totals.rows.first().is_none_or(|row| row[0] == Value::Integer(0)) {
        bail!("{}: {title}", lang.pick("没有符合的报告", "no report fits"));
    }
    let mut screen = Screen { title, facts: facts(&totals, lang), blocks: Vec::new() };
    for block in blocks {
        screen.blocks.push((block, rows(&connection, block.0, &given, lang)?));
    }
    shown(&screen, &arguments.printing, lang)
}

/// A screen before it is printed.
struct Screen {
    title: String,
    /// What it is about, in a line.
    facts: String,
    blocks: Vec<(&'static Block, Rows)>,
}

/// The rows of a statement of the folder `summary`, of the given values those that it takes.
fn rows(
    connection: &Connection,
    name: &str,
    given: &[(String, Value)],
    lang: Language,
) -> anyhow::Result<Rows> {
    let statement = query::folder("summary").into_iter().find(|statement| statement.name == name);
    let statement = statement.with_context(|| format!("summary/{name}.sql is missing"))?;
    Ok(query::run(connection, &statement, &accepted(&statement, given, lang))?)
}

/// Agencies beside each other: their figures of one year, what became of their applications, what they received year by year.
fn compare(
    connection: &Connection,
    names: &[String],
    year: Option<i64>,
    lang: Language,
) -> anyhow::Result<Screen> {
    let bodies = names.iter().map(|name| filters::body(connection, name, lang));
    let bodies = bodies.collect::<anyhow::Result<Vec<_>>>()?;
    let mut series = Vec::new();
    for (agency, name) in &bodies {
        series.push((name, rows(connection, "series", &[("agency".to_owned(), agency.clone())], lang)?));
    }
    let has = |rows: &Rows, year: i64| all(rows, "year").any(|value| *value == Value::Integer(year));
    let integers = |rows: &Rows| -> BTreeSet<i64> {
        all(rows, "year")
            .filter_map(|year| if let Value::Integer(year) = year { Some(*year) } else { None })
            .collect()
    };
    let years: BTreeSet<i64> = series.iter().flat_map(|(_, rows)| integers(rows)).collect();
    let common = |year: &i64| series.iter().all(|(_, rows)| has(rows, *year));
    let Some(last) = year.or_else(|| years.iter().copied().rev().find(common)) else {
        let about = lang.pick("没有各机关都有报告的年份", "there is no year that all of them report");
        bail!("{}: {about}", names.join(lang.pick("、", ", ")));
    };
    if let Some((name, _)) = series.iter().find(|(_, rows)| !has(rows, last)) {
        bail!("{name}: {} {last}", lang.pick("没有这一年的报告：", "no report of the year"));
    }
    let (mut beside, mut handled, mut received) = (Rows::default(), Rows::default(), Rows::default());
    received.columns = std::iter::once("agency".to_owned()).chain(years.iter().map(i64::to_string)).collect();
    for ((agency, _), (name, of_all)) in bodies.iter().zip(series) {
        let given = [("agency".to_owned(), agency.clone()), ("year".to_owned(), Value::Integer(last))];
        append(&mut handled, rows(connection, "handled", &given, lang)?);
        let figure = |year: i64, column: &str| {
            let mut found = all(&of_all, "year").zip(all(&of_all, column));
            found.find(|(of, _)| **of == Value::Integer(year)).map_or(Value::Null, |(_, value)| value.clone())
        };
        let of_years = years.iter().map(|year| figure(*year, "received"));
        received.rows.push(std::iter::once(Value::Text(name.clone())).chain(of_years).collect());
        let Some(at) = of_all.position("year") else { continue };
        let of_year = of_all.rows.into_iter().filter(|row| row.get(at) == Some(&Value::Integer(last)));
        append(&mut beside, Rows { columns: of_all.columns, rows: of_year.collect() });
    }
    Ok(Screen {
        title: bodies.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>().join(lang.pick("、", ", ")),
        facts: last.to_string(),
        blocks: vec![(&BESIDE, beside), (&HANDLED, handled), (&RECEIVED, received)],
    })
}

/// The values of a column.
fn all<'a>(rows: &'a Rows, column: &str) -> impl Iterator<Item = &'a Value> {
    let at = rows.position(column);
    rows.rows.iter().filter_map(move |row| row.get(at?))
}

/// Puts rows below others of the same columns.
fn append(rows: &mut Rows, more: Rows) {
    rows.columns = more.columns;
    rows.rows.extend(more.rows);
}

/// Prints a screen: blocks without rows are left out of what people read.
fn shown(screen: &Screen, printing: &Printing, lang: Language) -> anyhow::Result<u8> {
    let format = printing.format(lang)?;
    let Screen { title, facts, blocks } = screen;
    let filled = || blocks.iter().filter(|(_, rows)| !rows.rows.is_empty());
    let mut out = Vec::new();
    match format {
        Format::Table => {
            writeln!(out, "{title}\n{facts}")?;
            let room = printing.room();
            filled().try_for_each(|((_, zh, en, shape), rows)| {
                block(rows, lang.pick(zh, en), shape, room, lang, &mut out)
            })?;
        }
        Format::Markdown => {
            writeln!(out, "# {title}\n\n{facts}")?;
            for ((_, zh, en, _), rows) in filled() {
                writeln!(out, "\n## {}\n", lang.pick(zh, en))?;
                output::write(format, rows, &mut out)?;
            }
        }
        Format::Html => {
            let [title, facts] = [title, facts].map(|text| output::escaped(text));
            writeln!(
                out,
                "<!DOCTYPE html>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n<h1>{title}</h1>\n<p>{facts}</p>"
            )?;
            for ((_, zh, en, _), rows) in filled() {
                writeln!(out, "<h2>{}</h2>", lang.pick(zh, en))?;
                output::write(format, rows, &mut out)?;
            }
        }
        Format::Json => {
            let parts: Vec<_> = blocks.iter().map(|(block, rows)| (block.0, rows)).collect();
            output::json_parts(&parts, &mut out)?;
        }
        Format::Csv | Format::Jsonl | Format::Xlsx => {
            let answer = blocks.iter().map(|((name, zh, ..), rows)| Answer {
                name: lang.pick(zh, name),
                rows,
                names: None,
                own: false,
            });
            printing.print(&answer.collect::<Vec<_>>(), lang)?;
            return Ok(CLEAN);
        }
    }
    printing.put(&out, lang)?;
    Ok(CLEAN)
}

/// The given values that a statement takes.
fn accepted(statement: &Query, given: &[(String, Value)], lang: Language) -> Vec<(String, Value)> {
    let takes = |name: &str| statement.parameters.iter().any(|parameter| parameter.name == name);
    let given: Vec<_> = given.iter().filter(|(name, _)| takes(name)).cloned().collect();
    with_language(statement, &given, lang)
}

/// The name and the leading digits of a division.
fn division(connection: &Connection, given: &str, lang: Language) -> anyhow::Result<(String, String)> {
    let (code, name) = region(connection, given, lang)?;
    let prefix = code.trim_end_matches("00").to_owned();
    Ok((name, prefix))
}

/// The first line: how many reports of which agencies, years and forms.
pub(super) fn facts(totals: &Rows, lang: Language) -> String {
    let number = |column: &str| {
        let position = totals.position(column);
        position.and_then(|position| totals.rows[0][position].as_f64()).unwrap_or_default() as i64
    };
    let many = |column: &str, zh: &str, one: &str, other: &str| {
        let number = number(column);
        format!("{number} {}", lang.pick(zh, if number == 1 { one } else { other }))
    };
    let (first, last) = (number("first_year"), number("last_year"));
    let years = if first == last { first.to_string() } else { format!("{first}–{last}") };
    let mut facts = vec![
        many("reports", "份报告", "report", "reports"),
        many("agencies", "个机关", "agency", "agencies"),
        years,
    ];
    for (column, zh, en) in [
        ("form_2019", "份用 2019 年表式", "in the form of 2019"),
        ("form_2021", "份用 2021 年表式", "in the form of 2021"),
        ("form_mixed", "份混用两种表式", "in a mixed form"),
        ("form_unknown", "份表式不明", "in an unknown form"),
        ("consolidated", "份汇总报告（不计入合计）", "consolidated, not part of the sums"),
    ] {
        if number(column) > 0 {
            facts.push(format!("{} {}", number(column), lang.pick(zh, en)));
        }
    }
    facts.join(" · ")
}

/// A title and its rows; on a terminal, of `room` columns, with small pictures.
fn block(
    rows: &Rows,
    title: &str,
    shape: &Shape,
    room: Option<usize>,
    lang: Language,
    out: &mut dyn Write,
) -> io::Result<()> {
    match shape {
        Shape::Line => {
            let counts: Vec<_> = rows.rows.iter().map(|row| format!("{} {}", row[0], row[1])).collect();
            writeln!(out, "\n{}{}", pad(title, 20), counts.join(" · "))
        }
        Shape::Lines => {
            writeln!(out, "\n{title}")?;
            let mut rows = rows.clone();
            let mut headings: Vec<_> = rows.columns.iter().map(|column| heading(column, lang)).collect();
            if room.is_some() {
                headings.push(String::new());
                rows.columns.push("line".to_owned());
                for row in &mut rows.rows {
                    let values: Vec<_> = row.iter().skip(1).map(Value::as_f64).collect();
                    row.push(Value::Text(sparkline(&values)));
                }
            }
            table_with(&rows, &headings, room, out)
        }
        Shape::Table(barred) => {
            writeln!(out, "\n{title}")?;
            let mut rows = worded(rows, lang).into_owned();
            let mut headings: Vec<_> = rows.columns.iter().map(|column| heading(column, lang)).collect();
            if let Some(position) = barred.and_then(|column| rows.position(column))
                && room.is_some()
            {
                add_bars(&mut rows, position);
                headings.push(String::new());
            }
            table_with(&rows, &headings, room, out)
        }
    }
}

/// A last column with a bar for each value of the column at `position`.
fn add_bars(rows: &mut Rows, position: usize) {
    let value = |row: &[Value]| row[position].as_f64().unwrap_or_default();
    let maximum = rows.rows.iter().map(|row| value(row)).fold(0.0, f64::max);
    for row in &mut rows.rows {
        let bar = bar(value(row), maximum, BAR);
        row.push(Value::Text(if bar.is_empty() { " ".to_owned() } else { bar }));
    }
    rows.columns.push("bar".to_owned());
}
