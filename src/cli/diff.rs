//! `gongkai diff`: what changed between two reports, or two versions of one.

use super::format::{Answer, Printing};
use super::input::one_report;
use super::region::did_you_mean;
use super::{CLEAN, FOUND, Language, Settings, complain};
use crate::diff::{Difference, Place, diff};
use crate::form::Table;
use crate::output::Format;
use crate::query;
use crate::report::Report;
use crate::rows::{Rows, Value};
use crate::store;
use anyhow::{Context as _, bail};
use rusqlite::Connection;

/// Show what changed between two reports, cell by cell
///
/// Values, notes (blank, not_applicable, …; not_printed where one prints nothing), header, fee statement, and how alike
/// the prose of each section is. Exit code 1 where anything differs.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  gongkai diff draft.docx published.html\n  gongkai diff draft.docx report:12\n  gongkai diff --revisions 水利局 --year 2023"
)]
pub(super) struct Arguments {
    /// First report: a file, a member of a container, a report of a file (a.docx#2), or report:ID of the database
    #[arg(value_name = "A", required_unless_present = "revisions", requires = "second")]
    first: Option<String>,
    /// Second report
    #[arg(value_name = "B")]
    second: Option<String>,
    /// Compare the current report of an agency (name, or a part of it) with the one that it replaces
    #[arg(long, value_name = "AGENCY", requires = "year", conflicts_with = "first")]
    revisions: Option<String>,
    /// Year of the report
    #[arg(long, requires = "revisions")]
    year: Option<i64>,
    #[command(flatten)]
    printing: Printing,
}

/// Prints the differences and returns the exit code.
///
/// # Errors
/// Where either report is missing or cannot be read.
pub(super) fn run(arguments: &Arguments, settings: &Settings) -> anyhow::Result<u8> {
    let lang = settings.lang;
    let ([first, second], [old_path, new_path]) =
        match (&arguments.first, &arguments.second, &arguments.revisions) {
            (Some(first), Some(second), _) => {
                let given = [first.clone(), second.clone()];
                (given.clone(), given)
            }
            (_, _, Some(agency)) => revisions(agency, arguments.year, settings)?,
            _ => bail!(lang.pick("请指明两份报告", "name two reports")),
        };
    let (old, new) = (report(&first, settings)?, report(&second, settings)?);
    let rows = rows(&diff(&old, &new), lang);
    if arguments.printing.format(lang)? == Format::Table {
        complain(&format!("{old_path} → {new_path}"));
    }
    arguments.printing.print(&[Answer { name: "diff", rows: &rows, names: None, own: false }], lang)?;
    if rows.rows.is_empty() {
        complain(lang.pick("没有不同", "no difference"));
        return Ok(CLEAN);
    }
    Ok(FOUND)
}

/// The report that an argument means.
fn report(given: &str, settings: &Settings) -> anyhow::Result<Report> {
    let lang = settings.lang;
    let Some(id) = given.strip_prefix("report:") else { return one_report(given, lang) };
    let number = || {
        format!("{given}: {}", lang.pick("其后应为报告编号", "the number of a report is expected behind it"))
    };
    let id = id.parse().ok().with_context(number)?;
    let connection = store::open_read_only(&settings.db)?;
    let missing = || format!("{given}: {}", lang.pick("库中没有这份报告", "no such report in the database"));
    store::report(&connection, id)?.with_context(missing)
}

/// The current report of an agency and year and the one that it replaces, the older first: their numbers and paths.
fn revisions(
    agency: &str,
    year: Option<i64>,
    settings: &Settings,
) -> anyhow::Result<([String; 2], [String; 2])> {
    let lang = settings.lang;
    let connection = store::open_read_only(&settings.db)?;
    let find = query::folder("diff").into_iter().find(|statement| statement.name == "revisions");
    let find = find.context("diff/revisions.sql is missing")?;
    let given = [
        ("agency".to_owned(), Value::Text(agency.to_owned())),
        ("year".to_owned(), year.map_or(Value::Null, Value::Integer)),
    ];
    let found = query::run(&connection, &find, &given)?.rows;
    let names = |row: &[Value]| row.iter().map(Value::to_string).collect::<Vec<_>>();
    match found.iter().map(|row| names(row)).collect::<Vec<_>>().as_slice() {
        [] => {
            known(&connection, agency, lang)?;
            bail!(
                "{agency}: {}",
                lang.pick("这一年没有被替换过的报告", "no report of the year replaces another")
            )
        }
        [only] => match only.as_slice() {
            [earlier, later, _, old_path, new_path] => {
                let number = |id: &str| format!("report:{id}");
                // One path may have held both.
                let path = |id: &str, path: &str| format!("{path} (report:{id})");
                Ok(([number(earlier), number(later)], [path(earlier, old_path), path(later, new_path)]))
            }
            _ => bail!("diff/revisions.sql: earlier, later, agency and two paths are expected"),
        },
        several => {
            let all: Vec<_> = several.iter().map(|names| names.join(" ")).collect();
            let about = lang.pick("不止一份，请用 report:编号 指明", "more than one; name them as report:ID");
            bail!("{agency}: {about}: {}", all.join(", "))
        }
    }
}

/// Fails unless an agency has this in a name.
///
/// # Errors
/// Where none has; the error says which names are near.
fn known(connection: &Connection, agency: &str, lang: Language) -> anyhow::Result<()> {
    let find = query::folder("diff").into_iter().find(|statement| statement.name == "agencies");
    let find = find.context("diff/agencies.sql is missing")?;
    let given = [("agency".to_owned(), Value::Text(agency.to_owned()))];
    let all = query::run(connection, &find, &given)?.rows;
    if all.first().and_then(|row| row.get(2)) == Some(&Value::Integer(1)) {
        return Ok(());
    }
    let names = all.iter().filter_map(|row| {
        let [name, full, _] = row.as_slice() else { return None };
        Some((vec![name.to_string(), full.to_string()], full.to_string()))
    });
    let none = lang.pick("库中没有这个机关", "no such agency in the database");
    bail!("{none}: {agency}{}", did_you_mean(names, agency, lang))
}

/// The differences as rows. Labels are in the language of the user, notes and header values are codes.
fn rows(differences: &[Difference], lang: Language) -> Rows {
    let columns = [
        "place",
        "row",
        "column",
        "old",
        "old_note",
        "new",
        "new_note",
        "difference",
        "old_line",
        "new_line",
        "alike_share",
    ];
    let line = |line: Option<u32>| line.map_or(Value::Null, |line| Value::Integer(line.into()));
    let note = |note: Option<&str>| note.map_or(Value::Null, |note| Value::Text(note.to_owned()));
    let row = |found: &Difference| {
        let mut row = labels(found.place, lang).map(|label| Value::Text(label.to_owned())).to_vec();
        row.extend([
            found.old.value.clone(),
            note(found.old.note),
            found.new.value.clone(),
            note(found.new.note),
            difference(&found.old.value, &found.new.value),
        ]);
        row.extend([
            line(found.old.line),
            line(found.new.line),
            found.alike.map_or(Value::Null, Value::Real),
        ]);
        row
    };
    Rows { columns: columns.map(str::to_owned).to_vec(), rows: differences.iter().map(row).collect() }
}

/// How much more a number is now; nothing where either is none.
fn difference(old: &Value, new: &Value) -> Value {
    match (old, new) {
        (Value::Integer(old), Value::Integer(new)) => Value::Integer(new.saturating_sub(*old)),
        // Amounts are printed with a few decimals; their difference has no more.
        _ => old
            .as_f64()
            .zip(new.as_f64())
            .map_or(Value::Null, |(old, new)| Value::Real(((new - old) * 1e6).round() / 1e6)),
    }
}

/// Section or part of the report, row, column.
fn labels(place: Place, lang: Language) -> [&'static str; 3] {
    let part = |zh, en| if lang == Language::Zh { zh } else { en };
    let table = |table: Table| match table {
        Table::Section20 => part("二、主动公开", "2 disclosure"),
        Table::Applications => part("三、申请", "3 applications"),
        Table::Review => part("四、复议诉讼", "4 review"),
    };
    match place {
        Place::Header(field) => [part("标题信息", "header"), header(field, lang), ""],
        Place::Table(whole) => [table(whole), part("整张表", "whole table"), ""],
        Place::Cell(of, row, column) => [table(of), part(row.zh, row.en), part(column.zh, column.en)],
        Place::Fee(field) => [part("信息处理费", "fee"), header(field, lang), ""],
        Place::Prose(section) => {
            [part("文字", "prose"), part(section.zh, section.en), part("字数", "characters")]
        }
    }
}

/// The name of a field outside the tables.
fn header(field: &'static str, lang: Language) -> &'static str {
    let zh = match field {
        "title" => "标题",
        "agency" => "机关",
        "year" => "年份",
        "form" => "表式",
        "scope" => "口径",
        "period_start" => "统计期起",
        "period_end" => "统计期止",
        "notices" => "收费通知件数",
        "billed_yuan" => "通知金额（元）",
        "collected_yuan" => "实收金额（元）",
        other => other,
    };
    if lang == Language::Zh { zh } else { field }
}
