//! `gongkai summary`: one screen on everything, an agency, a region or a year.
//!
//! A screen is a list of blocks; a block is a statement of queries/summary and the way it is shown.

use super::headings::heading;
use super::query::with_language;
use super::region::region;
use super::{CLEAN, Language, Settings, results};
use crate::output::{bar, pad, table_with};
use crate::query::{self, Query};
use crate::rows::{Rows, Value};
use crate::store;
use anyhow::{Context, bail};
use clap::Subcommand;
use rusqlite::Connection;
use std::io::{self, IsTerminal, Write};

/// Show one screen on everything, an agency, a region or a year
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    what: Option<What>,
}

#[derive(Debug, Subcommand)]
enum What {
    /// The whole database
    Overview,
    /// One agency: its figures by year, outcomes, findings
    Agency {
        /// Name, or a part of it
        name: String,
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
enum Shape {
    /// A table, with a bar for the named column on a terminal.
    Table(Option<&'static str>),
    /// One line: code and number, code and number.
    Line,
}

/// Statement, Chinese title, English title, shape.
type Block = (&'static str, &'static str, &'static str, Shape);

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

const OVERVIEW: &[Block] = &[VOLUMES, OUTCOMES, BUSIEST, FINDINGS, PROBLEMS, NOTES];
const AGENCY: &[Block] = &[SERIES, OUTCOMES, FINDINGS, PROBLEMS, NOTES];

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
        What::Agency { name } => (name.clone(), chosen("agency", Value::Text(name.clone())), AGENCY),
        What::Year { year } => (year.to_string(), chosen("year", Value::Integer(*year)), OVERVIEW),
        What::Region { region } => {
            let (name, prefix) = division(&connection, region, lang)?;
            (name, chosen("region", Value::Text(prefix)), OVERVIEW)
        }
    };
    let statements = query::folder("summary");
    let rows = |name: &str| -> anyhow::Result<Rows> {
        let statement = statements.iter().find(|statement| statement.name == name);
        let statement = statement.with_context(|| format!("summary/{name}.sql is missing"))?;
        Ok(query::run(&connection, statement, &accepted(statement, &given, lang))?)
    };
    let mut out = results();
    let totals = rows("totals")?;
    if totals.rows.first().is_none_or(|row| row[0] == Value::Integer(0)) {
        bail!("{}: {title}", lang.pick("没有符合的报告", "no report fits"));
    }
    writeln!(out, "{title}\n{}", facts(&totals, lang))?;
    for (name, zh, en, shape) in blocks {
        let rows = rows(name)?;
        if !rows.rows.is_empty() {
            block(&rows, lang.pick(zh, en), shape, lang, &mut out)?;
        }
    }
    out.flush()?;
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
fn facts(totals: &Rows, lang: Language) -> String {
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

/// A title and its rows.
fn block(rows: &Rows, title: &str, shape: &Shape, lang: Language, out: &mut dyn Write) -> io::Result<()> {
    match shape {
        Shape::Line => {
            let counts: Vec<_> = rows.rows.iter().map(|row| format!("{} {}", row[0], row[1])).collect();
            writeln!(out, "\n{}{}", pad(title, 20), counts.join(" · "))
        }
        Shape::Table(barred) => {
            writeln!(out, "\n{title}")?;
            let mut rows = rows.clone();
            let mut headings: Vec<_> = rows.columns.iter().map(|column| heading(column, lang)).collect();
            if let Some(position) = barred.and_then(|column| rows.position(column))
                && io::stdout().is_terminal()
            {
                add_bars(&mut rows, position);
                headings.push(String::new());
            }
            table_with(&rows, &headings, out)
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
