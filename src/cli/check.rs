//! `gongkai check`: every number that disagrees, in files or in a database.
//!
//! Files are loaded into a database of their own, or into a copy of the one they are held against; one query tells of
//! both, so that files and database never disagree.

mod letters;

use self::letters::Letters;
use super::filters::known;
use super::format::{BOM, terminal_columns};
use super::headings::word;
use super::help::EXAMPLE;
use super::input::Reading;
use super::load::load;
use super::{CLEAN, FOUND, Language, Settings, complain, counted, region, results};
use crate::form::{Table, Unit};
use crate::output;
use crate::parse::why;
use crate::query::{self, Query};
use crate::report::CellState;
use crate::rows::Value;
use crate::store;
use anyhow::Context as _;
use clap::ValueEnum;
use rusqlite::Connection;
use serde::ser::{SerializeSeq as _, Serializer as _};
use std::collections::HashMap;
use std::io::{self, Write};
use std::path::PathBuf;

/// Find the numbers that disagree, in files or in the database
///
/// Told are: numbers that disagree within a report, of its tables and its prose, and between reports; where the layout
/// does not fit the form; cells that cannot be read. Each has the line it stands on.
///
/// With paths these reports are held against each other, and with --db against those of that database, which is only
/// read: a temporary copy takes the new reports. Without paths all current reports of the database are checked.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  gongkai check draft.txt\n  gongkai check draft.docx --db county.db\n  \
                  gongkai check --db county.db --format csv > findings.csv\n  \
                  gongkai check --year 2023 --region 红旗区 --letters 退回")]
pub(super) struct Arguments {
    /// Files, folders with all that is in them, containers, or - for standard input; without, the database is checked
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Only reports for this year of the database
    #[arg(long, conflicts_with = "paths")]
    year: Option<i64>,
    /// Only bodies of this region of the database: leading digits of its code, or its name
    #[arg(long, value_name = "CODE_OR_NAME", conflicts_with = "paths")]
    region: Option<String>,
    /// Folder for a Word document in Chinese for each body, with what it has to mend or explain; made if missing
    #[arg(long, value_name = "FOLDER")]
    letters: Option<PathBuf>,
    /// How to print
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Table)]
    format: Format,
    /// Begin CSV with a byte-order mark, by which Excel knows it as UTF-8
    #[arg(long)]
    bom: bool,
    #[command(flatten)]
    reading: Reading,
}

/// What is told of each finding, as the query's columns after [`PART`].
const COLUMNS: [&str; 10] =
    ["source", "agency", "year", "severity", "rule", "subject", "expected", "actual", "line", "message"];
/// Places of the query's columns.
const PART: usize = 0;
const SOURCE: usize = 1;
const SEVERITY: usize = 4;
const RULE: usize = 5;
const SUBJECT: usize = 6;
const EXPECTED: usize = 7;
const ACTUAL: usize = 8;
const LINE: usize = 9;
const MESSAGE: usize = 10;
const BODY: usize = 11;
const AGENCY: usize = 12;
const CELLS: usize = 13;
/// States of cells that a person has to look at.
const UNREAD: [&str; 2] = [CellState::Unreadable.code(), CellState::Ambiguous.code()];

/// How findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Aligned columns
    Table,
    /// An array of objects
    Json,
    /// Comma-separated values
    Csv,
}

/// Runs the command and returns the exit code.
///
/// # Errors
/// Where an input is missing, the database is unusable or the results cannot be written.
pub(super) fn run(arguments: &Arguments, settings: &Settings) -> anyhow::Result<u8> {
    let lang = settings.lang;
    let of_files = !arguments.paths.is_empty() || arguments.reading.has_manifest();
    let (connection, loaded) = if of_files {
        let (files, options) = arguments.reading.of(&arguments.paths, None)?;
        let mut connection = store::open_scratch(settings.db_named.then_some(&*settings.db))?;
        let loaded = load(&mut connection, &files, &options, false, lang)?;
        (connection, Some(loaded))
    } else {
        (store::open_read_only(&settings.db)?, None)
    };
    let run = loaded.as_ref().map(|loaded| ("run".to_owned(), Value::Integer(loaded.run_id)));
    let year = arguments.year.map(|year| ("year".to_owned(), Value::Integer(year)));
    let region = arguments.region.clone().map(|region| ("region".to_owned(), Value::Text(region)));
    let mut given: Vec<_> = run.clone().into_iter().chain(year).chain(region).collect();
    region::by_code(&connection, &mut given, lang)?;
    if !of_files {
        known(&connection, &given, lang)?;
    }
    let told = statement_of("told")?;
    let mut found = query::prepare(&connection, &told, &given)?;
    let mut letters = arguments.letters.as_deref().map(|folder| Letters::new(folder, lang)).transpose()?;
    let mut out = results();
    let mut counts = Counts::default();
    let mut each = |print: &mut dyn FnMut(Told) -> anyhow::Result<()>| {
        found.for_each(|row| {
            if let Some(letters) = &mut letters {
                letters.take(&Told::new(row.clone(), Language::Zh));
            }
            let told = Told::new(row, lang);
            counts.add(&told);
            if let (true, Some(other)) = (told.is_first(), told.replaced_by()) {
                let by = lang
                    .pick("已由下列文件取代，只查其自身", "replaced by another file, checked by itself only");
                complain(&format!("{}: {by}: {other}", told.text(SOURCE)));
            }
            print(told)
        })
    };
    match arguments.format {
        Format::Table => {
            let mut lines =
                Lines { out: &mut out, lang, name_all: of_files, clean: None, heading: String::new() };
            each(&mut |told| Ok(lines.take(&told)?))?;
            lines.finish()?;
        }
        Format::Json => {
            let mut json = serde_json::Serializer::pretty(&mut out);
            let mut objects = json.serialize_seq(None)?;
            each(&mut |told| {
                if told.is_first() { Ok(()) } else { Ok(objects.serialize_element(&told.object())?) }
            })?;
            objects.end()?;
            writeln!(out)?;
        }
        Format::Csv => {
            if arguments.bom {
                out.write_all(BOM)?;
            }
            let mut csv = csv::Writer::from_writer(&mut out);
            output::csv_header(&COLUMNS.map(str::to_owned), &mut csv)?;
            each(&mut |told| {
                if told.is_first() { Ok(()) } else { Ok(output::csv_record(told.values(), &mut csv)?) }
            })?;
            csv.flush()?;
        }
    }
    out.flush()?;
    letters.map_or(Ok(()), Letters::write)?;
    let rejected = loaded.as_ref().map_or(0, |loaded| loaded.rejected);
    if of_files && settings.db_named {
        tell_alone(&connection, run.as_slice(), lang)?;
    } else if of_files && settings.db.exists() {
        let db = settings.db.display();
        complain(&match lang {
            Language::Zh => format!("未与数据库比对；加 --db {db} 可与其中往年的报告比对"),
            Language::En => {
                format!("not held against a database; --db {db} does, with its reports of other years")
            }
        });
    }
    complain(&counts.closing(rejected, lang));
    let complained = loaded.is_some_and(|loaded| loaded.complained);
    Ok(if counts.to_look_at() || rejected > 0 || complained { FOUND } else { CLEAN })
}

fn statement_of(name: &str) -> anyhow::Result<Query<'static>> {
    query::folder("check").into_iter().find(|query| query.name == name).context("queries/check")
}

/// Drafts without last year's report that are named, at most.
const MOST_ALONE: usize = 20;

/// Says of which drafts the database has no report of the year before, so that nobody takes them for compared.
fn tell_alone(connection: &Connection, run: &[(String, Value)], lang: Language) -> anyhow::Result<()> {
    let alone = query::run(connection, &statement_of("alone")?, run)?;
    for row in alone.rows.iter().take(MOST_ALONE) {
        let [source, agency, year, namesakes] =
            [0, 1, 2, 3].map(|at| row.get(at).map_or(String::new(), Value::to_string));
        let many = namesakes != "0";
        complain(&match lang {
            Language::Zh if many => format!(
                "{source}: 库中同名机关 {namesakes} 个，不知是哪一个，未与上年比对；用 --manifest 的 division_code 写明所在地"
            ),
            Language::Zh => format!("{source}: 库中没有{agency} {year} 上一年度的报告，未与上年比对"),
            Language::En if many => format!(
                "{source}: the database has {namesakes} other bodies of the name, so it is held against no year before; say which with the division_code of a --manifest"
            ),
            Language::En => format!(
                "{source}: the database has no report of {agency} for the year before {year} to hold it against"
            ),
        });
    }
    let more = alone.rows.len().saturating_sub(MOST_ALONE);
    if more > 0 {
        complain(&match lang {
            Language::Zh => format!("另有 {more} 份未与上年比对"),
            Language::En => format!("{more} more are held against no year before"),
        });
    }
    Ok(())
}

/// A row of the query, its message in the language of the user.
struct Told(Vec<Value>);

impl Told {
    fn new(row: Vec<Value>, lang: Language) -> Self {
        let mut told = Told(row);
        let message = match told.0.get(MESSAGE) {
            _ if UNREAD.contains(&told.text(SEVERITY).as_str()) => told.cell(lang),
            Some(Value::Text(message)) => lang.half(message).to_owned(),
            _ => return told,
        };
        told.0[MESSAGE] = Value::Text(message);
        told
    }

    /// A value as text, empty where there is none.
    fn text(&self, column: usize) -> String {
        self.0.get(column).map(Value::to_string).unwrap_or_default()
    }

    /// A value as a count, 0 where there is none.
    fn count(&self, column: usize) -> u64 {
        self.0.get(column).and_then(Value::as_f64).unwrap_or_default() as u64
    }

    /// Whether it is the first row of a report, which is no finding.
    fn is_first(&self) -> bool {
        self.text(PART) == "0"
    }

    /// The report that replaces the one of which this is the first row.
    fn replaced_by(&self) -> Option<String> {
        Some(self.text(EXPECTED)).filter(|source| !source.is_empty())
    }

    /// The values of [`COLUMNS`].
    fn values(&self) -> &[Value] {
        self.0.get(SOURCE..=MESSAGE).unwrap_or_default()
    }

    fn object(&self) -> serde_json::Map<String, serde_json::Value> {
        let json = |value: &Value| match value {
            Value::Null => serde_json::Value::Null,
            Value::Integer(number) => (*number).into(),
            Value::Real(number) => (*number).into(),
            Value::Text(text) => text.as_str().into(),
        };
        COLUMNS.iter().map(|column| (*column).to_owned()).zip(self.values().iter().map(json)).collect()
    }

    /// Row label, column label and what is printed, of a cell.
    fn cell(&self, lang: Language) -> String {
        let (table, subject, raw) = (self.text(RULE), self.text(SUBJECT), self.text(ACTUAL));
        let (row, column) = subject.split_once('.').unwrap_or((&subject, ""));
        let table = Table::ALL.into_iter().find(|known| known.name() == table);
        let row = table.and_then(|table| table.row(row)).map_or(row, |row| lang.pick(row.zh, row.en));
        let column = table.and_then(|table| table.columns().get(table.column_index(column)?));
        let unit = column.map_or(Unit::Count, |column| column.unit);
        let ambiguous = self.text(SEVERITY) == CellState::Ambiguous.code();
        let why = lang.half(why(&raw, unit, ambiguous));
        let column =
            column.map_or(lang.pick("各栏", "all cells"), |column| lang.pick(column.zh, column.en));
        let raw = raw.replace('\n', " ");
        match lang {
            Language::Zh => format!("{row} · {column}：“{raw}”，{why}"),
            Language::En => format!("{row} · {column}: “{raw}”, {why}"),
        }
    }
}

/// How much of what was told.
#[derive(Default)]
struct Counts {
    reports: u64,
    blank: u64,
    by_severity: HashMap<String, u64>,
}

impl Counts {
    fn add(&mut self, told: &Told) {
        if told.is_first() {
            self.reports += 1;
            self.blank += told.count(ACTUAL);
        } else {
            *self.by_severity.entry(told.text(SEVERITY)).or_default() += told.count(CELLS);
        }
    }

    fn of(&self, severities: &[&str]) -> u64 {
        severities.iter().filter_map(|severity| self.by_severity.get(*severity)).sum()
    }

    fn to_look_at(&self) -> bool {
        self.of(&["error", "problem"]) + self.of(&UNREAD) > 0
    }

    /// The last line.
    fn closing(&self, rejected: u64, lang: Language) -> String {
        let told = |zh: &str, en: &str, number: u64| match lang {
            Language::Zh => format!("{zh} {number}"),
            Language::En => counted(number, en),
        };
        let mut parts = vec![
            told("报告", "report", self.reports),
            told("错误", "error", self.of(&["error"])),
            told("警告", "warning", self.of(&["warning"])),
            told("提示", "info", self.of(&["info"])),
            told("版式问题", "problem", self.of(&["problem"])),
            told("读不出或有歧义的单元格", "unreadable or ambiguous cell", self.of(&UNREAD)),
            told("空白单元格", "blank cell", self.blank),
        ];
        if rejected > 0 {
            parts.push(format!("{} {rejected}", lang.pick("未收录", "rejected")));
        }
        parts.join(lang.pick("，", ", "))
    }
}

/// Prints one line a finding, under the name of its file, agency and year.
struct Lines<'a> {
    out: &'a mut dyn Write,
    lang: Language,
    /// Whether reports of which there is nothing to tell are named too.
    name_all: bool,
    /// The heading of a report of which nothing was told yet, and its blank cells.
    clean: Option<(String, u64)>,
    heading: String,
}

impl Lines<'_> {
    fn take(&mut self, told: &Told) -> io::Result<()> {
        let heading = [SOURCE, SOURCE + 1, SOURCE + 2].map(|column| told.text(column)).join("  ");
        let mut heading = heading.trim_end().to_owned();
        if told.is_first() {
            self.finish()?;
            self.clean = Some((heading, told.count(ACTUAL)));
            return Ok(());
        }
        self.clean = None;
        if told.text(PART) == "2" {
            heading += self.lang.pick("  （库中）", "  (stored)");
        }
        if self.heading != heading {
            writeln!(self.out, "{heading}")?;
            self.heading = heading;
        }
        let [line, severity, rule, subject, message] =
            [LINE, SEVERITY, RULE, SUBJECT, MESSAGE].map(|column| told.text(column));
        let called = output::pad(&word(&severity, self.lang), 8);
        let mut head = format!("  {line:>4}  {called} ");
        if !UNREAD.contains(&severity.as_str()) {
            head = format!("{head}{rule:<16} {subject:<24} ");
        }
        match terminal_columns() {
            // On a narrow terminal the message stands below, under its severity.
            Some(room) if output::width(&head) + output::width(&message) > room => {
                write!(
                    self.out,
                    "{}\n{}",
                    head.trim_end(),
                    output::hung(&format!("        {message}\n"), room, EXAMPLE)
                )
            }
            _ => writeln!(self.out, "{head}{message}"),
        }
    }

    /// Names the last report where there was nothing to tell of it.
    fn finish(&mut self) -> io::Result<()> {
        let Some((heading, blank)) = self.clean.take().filter(|_| self.name_all) else { return Ok(()) };
        let found = match (self.lang, blank) {
            (lang, 0) => lang.pick("无误", "nothing found").to_owned(),
            (Language::Zh, _) => format!("未发现矛盾，空白单元格 {blank}"),
            (Language::En, _) => format!("nothing found, {}", counted(blank, "blank cell")),
        };
        writeln!(self.out, "{heading}  {found}")
    }
}
