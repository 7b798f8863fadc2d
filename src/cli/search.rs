//! `gongkai search` and `gongkai index`: words in the prose of the reports, and the index that finds them sooner.

use super::format::{Answer, Printing};
use super::{CLEAN, Language, Settings, complain, filters, region, tell_if_empty};
use crate::query::{self, Found, Hit, MARKS};
use crate::rows::{Rows, Value};
use crate::store;
use anyhow::bail;

/// Find words in the prose of current reports, newest first
///
/// Each line is a paragraph: its report, section and line in the text of the document, how often the words begin in it, and the
/// first of them. Widths, cases, traditional characters and blanks make no difference, and line ends within the words neither;
/// tables are not searched. `gongkai index` makes it faster, with the same results.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  gongkai search 依申请公开\n  gongkai search 公众号 --year 2023 --region 410702 --section 6"
)]
pub(super) struct Arguments {
    /// The words, as one text
    text: String,
    /// Year of the reports
    #[arg(long)]
    year: Option<i64>,
    /// Leading digits of the division code, or its name
    #[arg(long, value_name = "CODE_OR_NAME")]
    region: Option<String>,
    /// Part of the agency's name
    #[arg(long, value_name = "TEXT")]
    agency: Option<String>,
    /// Section of the form, 1 to 6
    #[arg(long, value_parser = clap::value_parser!(i64).range(1..=6))]
    section: Option<i64>,
    /// Paragraphs to print at most; 0 prints all
    #[arg(long, value_name = "NUMBER", default_value_t = 50)]
    limit: usize,
    #[command(flatten)]
    printing: Printing,
}

/// Make the index by which words in the prose are found sooner
///
/// Reports that are loaded later go into it as well. Any SQLite with FTS5 reads it: table section_search, whose rowid is ten times
/// report_id and the section's number; blanks and line ends are left out of its text.
#[derive(Debug, clap::Args)]
pub(super) struct Index {
    /// Take it out of the database instead
    #[arg(long)]
    drop: bool,
}

/// Prints the paragraphs.
///
/// # Errors
/// Where the text is blank or the database cannot be read.
pub(super) fn run(arguments: &Arguments, settings: &Settings) -> anyhow::Result<u8> {
    let lang = settings.lang;
    if arguments.text.chars().all(|c| store::PASSED_OVER.contains(&c)) {
        bail!("{}", lang.pick("要找的文字是空的", "there are no words to look for"));
    }
    let connection = store::open_read_only(&settings.db)?;
    let text =
        |name: &str, value: &Option<String>| value.clone().map(|value| (name.to_owned(), Value::Text(value)));
    let number = |name: &str, value: Option<i64>| value.map(|value| (name.to_owned(), Value::Integer(value)));
    let given = [
        number("year", arguments.year),
        text("region", &arguments.region),
        text("agency", &arguments.agency),
        number("section", arguments.section),
    ];
    let mut given: Vec<_> = given.into_iter().flatten().collect();
    region::by_code(&connection, &mut given, lang)?;
    let limit = if arguments.limit == 0 { usize::MAX } else { arguments.limit };
    let found = query::search(&connection, &arguments.text, &given, limit)?;
    let rows = rows(&found);
    arguments.printing.print(&[Answer { name: "search", rows: &rows, names: None, own: false }], lang)?;
    if found.paragraphs == 0 {
        filters::unknown(&connection, &given, lang)?.iter().for_each(|told| complain(told));
    }
    tell_if_empty(rows.rows.len() as u64, lang);
    if found.paragraphs > found.hits.len() {
        complain(&more(&found, lang));
    }
    Ok(CLEAN)
}

/// Makes the index, or takes it out.
///
/// # Errors
/// Where the database cannot be written.
pub(super) fn index(arguments: &Index, settings: &Settings) -> anyhow::Result<u8> {
    // A database that is not there is not made.
    drop(store::open_read_only(&settings.db)?);
    let mut connection = store::open(&settings.db)?;
    let told = if arguments.drop {
        store::drop_index(&mut connection)?;
        settings.lang.pick("索引已删除", "the index is gone").to_owned()
    } else {
        let sections = store::make_index(&mut connection)?;
        match settings.lang {
            Language::Zh => format!("已索引 {sections} 个部分"),
            Language::En => format!("{sections} sections indexed"),
        }
    };
    store::close(connection)?;
    complain(&told);
    Ok(CLEAN)
}

fn more(found: &Found, lang: Language) -> String {
    let Found { hits, paragraphs, reports } = found;
    match lang {
        Language::Zh => {
            format!("共 {reports} 份报告 {paragraphs} 段，只列出 {} 段；--limit 0 列出全部", hits.len())
        }
        Language::En => {
            format!("{paragraphs} paragraphs of {reports} reports, {} shown; --limit 0 shows all", hits.len())
        }
    }
}

fn rows(found: &Found) -> Rows {
    let [open, close] = MARKS;
    let columns = ["year", "agency", "section", "line", "times", "snippet", "report_id", "path"];
    let row = |hit: &Hit| {
        let [before, itself, behind] = &hit.snippet;
        let number = |value: Option<i64>| value.map_or(Value::Null, Value::Integer);
        vec![
            number(hit.year),
            hit.agency.clone().map_or(Value::Null, Value::Text),
            Value::Integer(hit.section),
            number(hit.line),
            Value::Integer(hit.times as i64),
            Value::Text(format!("{before}{open}{itself}{close}{behind}")),
            Value::Integer(hit.report_id),
            Value::Text(hit.path.clone()),
        ]
    };
    Rows { columns: columns.map(str::to_owned).to_vec(), rows: found.hits.iter().map(row).collect() }
}
