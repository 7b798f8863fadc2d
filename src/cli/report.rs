//! `gongkai report`: a page on an agency, a region or a year, made of the statements of `summary` and of the canned queries.

mod figures;
mod printed;
mod subject;

use self::figures::{Shown, laid};
use self::subject::{Kind, Subject};
use super::format::put_file;
use super::headings::{Names, worded};
use super::query::with_language;
use super::summary::{AGENCY, Block, OVERVIEW, facts};
use super::{CLEAN, Language, Settings};
use crate::chart::{self, Spec};
use crate::error::Error;
use crate::output::Words;
use crate::page::Page;
use crate::query::{self, Query};
use crate::rows::{Rows, Value};
use crate::store;
use anyhow::Context as _;
use clap::Subcommand;
use rusqlite::Connection;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Write a page on an agency, a region or a year: figures, charts, what disagrees
///
/// One HTML file that needs nothing else and prints on A4: the figures of `gongkai summary`, charts of the canned queries with their
/// rows, findings and problems in words, the definitions of the figures; of an agency also the tables of its reports as the form prints
/// them, with their notes.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  gongkai report agency 云岭县教育局 --output page.html\n  \
                  gongkai report region 新乡市 --year 2023 --output page.html\n  gongkai report year 2023 --output page.html")]
pub(super) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// One agency: its figures by year, its reports with their notes and findings
    Agency {
        /// Name, a part of it that no other agency has, or number
        name: String,
        #[command(flatten)]
        given: Given,
    },
    /// One region with all below it
    Region {
        /// Division code, or a name
        #[arg(value_name = "CODE_OR_NAME")]
        region: String,
        #[command(flatten)]
        given: Given,
    },
    /// One year, or several
    Year {
        /// Year of the reports
        year: i64,
        #[command(flatten)]
        given: Given,
    },
}

#[derive(Debug, clap::Args)]
struct Given {
    /// Year that is shown by itself, as often as there are years to show; by default the last
    #[arg(long = "year", value_name = "YEAR")]
    years: Vec<i64>,
    /// File to write
    #[arg(long, short, value_name = "FILE.html")]
    output: PathBuf,
}

impl What {
    fn given(&self) -> &Given {
        match self {
            What::Agency { given, .. } | What::Region { given, .. } | What::Year { given, .. } => given,
        }
    }
}

/// A query that is drawn, and what of its chart differs where one year is shown.
type Chart = (&'static str, &'static str);

const TREND: Chart = ("trend", "");
const LEVELS: Chart = ("by_level", "");
const MIX: Chart = ("outcome_mix", "");
const REFUSALS: Chart = ("refusal_reasons", "");
/// The same of one year.
const MIX_OF_YEAR: Chart = ("outcome_mix", "bar x=label y=outcome_share series=");
const REFUSALS_OF_YEAR: Chart = ("refusal_reasons", "bar x=label y=applications series=");
const RANKING: Chart = ("disclosure_ranking", "");
const RULES: Chart = ("findings_by_rule", "");

/// Writes the page.
///
/// # Errors
/// Where nothing fits, the database cannot be read, or the file cannot be written.
pub(super) fn run(arguments: &Arguments, settings: &Settings) -> anyhow::Result<u8> {
    let lang = settings.lang;
    let connection = store::open_read_only(&settings.db)?;
    let given = arguments.what.given();
    let subject = Subject::of(&connection, &arguments.what, lang)?;
    let half = |message: &str| lang.half(message).to_owned();
    let words = Words { pick: &|zh, en| lang.pick(zh, en), half: &half };
    let mut writer = Writer {
        connection: &connection,
        lang,
        subject: &subject,
        page: Page::new(words),
        metrics: BTreeSet::new(),
        findings: 0,
    };
    let lead = writer.all()?;
    put_file(&given.output, writer.page.finish(&subject.title, &lead).as_bytes(), lang)?;
    Ok(CLEAN)
}

/// Values of parameters.
type Values = Vec<(String, Value)>;

/// What writes a page: it asks, and remembers what has to be defined at the end.
struct Writer<'a> {
    connection: &'a Connection,
    lang: Language,
    subject: &'a Subject,
    page: Page<'a>,
    /// Metrics whose figures were shown.
    metrics: BTreeSet<String>,
    /// Findings told so far.
    findings: usize,
}

/// The rows of a statement under `folder`, given those values that it takes.
fn ask(
    connection: &Connection,
    folder: &str,
    name: &str,
    given: &Values,
    lang: Language,
) -> anyhow::Result<Rows> {
    let statement = query::folder(folder).into_iter().find(|statement| statement.name == name);
    let statement = statement.with_context(|| format!("{folder}/{name}.sql is missing"))?;
    Ok(query::run(connection, &statement, &taken(&statement, given, lang))?)
}

/// The given values that a statement takes.
fn taken(statement: &Query, given: &Values, lang: Language) -> Values {
    let takes = |name: &str| statement.parameters.iter().any(|parameter| parameter.name == name);
    let given: Vec<_> = given.iter().filter(|(name, _)| takes(name)).cloned().collect();
    with_language(statement, &given, lang)
}

impl Writer<'_> {
    /// Writes all sections and returns what the page covers.
    fn all(&mut self) -> anyhow::Result<Vec<String>> {
        let lang = self.lang;
        let (given, asked) = (self.subject.given.clone(), self.subject.asked.clone());
        let mut lead = self.subject.about.clone();
        match self.subject.kind {
            Kind::Agency(id) => {
                lead.push(self.totals(&given)?);
                self.page.section(lang.pick("概要", "Summary"), false);
                self.blocks(AGENCY, &given)?;
                self.page.section(lang.pick("历年情况", "By year"), true);
                let asked = self.counted(&given, asked)?;
                self.charts(&[TREND, MIX, REFUSALS], &asked)?;
                for year in &self.subject.years {
                    self.reports(id, *year)?;
                }
            }
            Kind::Region => {
                lead.push(self.totals(&given)?);
                self.page.section(lang.pick("概要", "Summary"), false);
                self.blocks(OVERVIEW, &given)?;
                self.page.section(lang.pick("历年情况", "By year"), true);
                self.charts(&[TREND, LEVELS, MIX], &given)?;
                for year in &self.subject.years {
                    self.page.section(&named(*year, lang), true);
                    let mut given = given.clone();
                    given.push(("year".to_owned(), Value::Integer(*year)));
                    self.charts(&[RANKING, REFUSALS_OF_YEAR, RULES], &given)?;
                    self.told(&given)?;
                }
            }
            Kind::Year => {
                for (place, year) in self.subject.years.iter().enumerate() {
                    let given = vec![("year".to_owned(), Value::Integer(*year))];
                    lead.push(self.totals(&given)?);
                    self.page.section(&named(*year, lang), place > 0);
                    self.blocks(OVERVIEW, &given)?;
                    self.charts(&[LEVELS, RANKING, MIX_OF_YEAR, REFUSALS_OF_YEAR, RULES], &given)?;
                    self.told(&given)?;
                }
            }
        }
        self.definitions()?;
        Ok(lead)
    }

    /// How many reports of which agencies, years and forms, as the summary says it.
    fn totals(&self, given: &Values) -> anyhow::Result<String> {
        Ok(facts(&ask(self.connection, "summary", "totals", given, self.lang)?, self.lang))
    }

    /// The blocks of a summary.
    fn blocks(&mut self, blocks: &[Block], given: &Values) -> anyhow::Result<()> {
        for (name, zh, en, _) in blocks {
            let title = self.lang.pick(zh, en);
            self.page.part(title);
            let rows = ask(self.connection, "summary", name, given, self.lang)?;
            self.rows(&Shown { name, query: None, rows: &rows }, title)?;
        }
        Ok(())
    }

    /// The values for figures by year: of an agency that only published consolidated reports these are asked for.
    fn counted(&mut self, given: &Values, mut asked: Values) -> anyhow::Result<Values> {
        let totals = ask(self.connection, "summary", "totals", given, self.lang)?;
        let number = |column: &str| {
            let place = totals.position(column);
            place.and_then(|place| totals.rows.first()?.get(place)?.as_f64()).unwrap_or_default()
        };
        let (reports, consolidated) = (number("reports"), number("consolidated"));
        if consolidated > 0.0 && consolidated < reports {
            self.page.paragraph(self.lang.pick(
                "本节不含汇总报告：汇总报告含其他单位的数字。",
                "This section leaves out consolidated reports, which hold the figures of other units.",
            ));
        } else if consolidated > 0.0 {
            asked.push(("scope".to_owned(), Value::Text("consolidated".to_owned())));
            self.page.paragraph(self.lang.pick(
                "本节各报告均为汇总报告，含其他单位的数字。",
                "All reports of this section are consolidated: they hold the figures of other units.",
            ));
        }
        Ok(asked)
    }

    /// Canned queries with their charts and rows.
    fn charts(&mut self, charts: &[Chart], given: &Values) -> anyhow::Result<()> {
        let lang = self.lang;
        for (name, differing) in charts {
            let query = query::find(name)?;
            let title = lang.half(query.description).to_owned();
            self.page.part(&title);
            let rows = query::run(self.connection, &query, &taken(&query, given, lang))?;
            if let (Some(own), false) = (query.chart, rows.rows.is_empty()) {
                let names = Names::read(self.connection, Some(&query), lang)?;
                let name = |code: &str| names.name(code);
                let subtitle = &self.subject.title;
                let words = chart::Words { title: &title, subtitle, zh: lang == Language::Zh, name: &name };
                let spec =
                    own.parse().and_then(|spec: Spec| spec.amended(differing)).map_err(anyhow::Error::msg)?;
                match chart::figure(&worded(&rows, lang), &spec, &words) {
                    Ok(picture) => self.page.figure(&picture),
                    Err(Error::Chart { zh, en }) => self.page.nothing(lang.pick(&zh, &en)),
                    Err(other) => return Err(other.into()),
                }
            }
            self.rows(&Shown { name, query: Some(&query), rows: &rows }, &title)?;
        }
        Ok(())
    }

    /// Findings and problems of a year, report by report.
    fn told(&mut self, given: &Values) -> anyhow::Result<()> {
        for name in ["findings", "problems"] {
            let query = query::find(name)?;
            let title = self.lang.half(query.description);
            self.page.part(title);
            let rows = query::run(self.connection, &query, &taken(&query, given, self.lang))?;
            self.rows(&Shown { name, query: Some(&query), rows: &rows }, title)?;
        }
        Ok(())
    }

    /// A result as a table, or the words that there is none.
    fn rows(&mut self, shown: &Shown, caption: &str) -> anyhow::Result<()> {
        let names = Names::read(self.connection, shown.query, self.lang)?;
        if shown.rows.rows.is_empty() {
            self.page.nothing(shown.nothing(self.lang));
            return Ok(());
        }
        self.metrics.extend(shown.rows.columns.iter().filter_map(|column| names.metric_code(column)));
        let one_year = self.subject.kind == Kind::Year;
        let (table, left_out) = laid(shown, &names, &self.subject.kind, one_year, self.lang);
        self.page.table(&table, caption);
        if left_out > 0 {
            let all = shown.rows.rows.len();
            let shown = all - left_out;
            self.page.paragraph(&match self.lang {
                Language::Zh => format!("共 {all} 行，此处列前 {shown} 行，未列 {left_out} 行。"),
                Language::En => format!("The first {shown} of {all} rows; {left_out} are left out."),
            });
        }
        Ok(())
    }

    /// How the page is to be read, and what its derived figures mean.
    fn definitions(&mut self) -> anyhow::Result<()> {
        let lang = self.lang;
        self.page.section(lang.pick("说明与定义", "How to read this page"), true);
        let reading = [
            (
                "“—”表示没有数值：未填、不适用或读不出。它不是零。",
                "“—” stands where there is no value: left empty, not applicable, or not to be read. It is no zero.",
            ),
            (
                "合计只加填报了该项的报告；未全部填报的，数字旁注明几份中几份有数。比率只含填全各组成项的报告。",
                "A sum is over the reports that state the figure; where some do not, it says how many of how many do. A rate is over \
                 the reports that state all its parts.",
            ),
            (
                "每个数字都可以在数据库中追溯到原文件的行。",
                "Every number can be traced to its line of the document in the database.",
            ),
        ];
        self.page.list(&reading.map(|(zh, en)| lang.pick(zh, en).to_owned()));
        let names = Names::read(self.connection, None, lang)?;
        let rows = ask(self.connection, "page", "metrics", &Vec::new(), lang)?;
        let terms: Vec<[String; 3]> = rows
            .rows
            .iter()
            .filter_map(|row| {
                let [code, label, formula, caveat] = row.as_slice() else { return None };
                let told = self.metrics.contains(&code.to_string());
                told.then(|| {
                    [
                        label.to_string(),
                        format!("= {}", names.formula(&formula.to_string())),
                        caveat.to_string(),
                    ]
                })
            })
            .collect();
        self.page.definitions(&terms);
        Ok(())
    }
}

/// The heading of a year.
fn named(year: i64, lang: Language) -> String {
    match lang {
        Language::Zh => format!("{year} 年度"),
        Language::En => format!("Year {year}"),
    }
}
