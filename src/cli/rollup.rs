//! `gongkai rollup`: the sum of a region's reports in the layout of the form, against the one that it published.

mod units;

use self::units::{Doubts, told, told_difference, units};
use super::region::region;
use super::{CLEAN, FOUND, Language, Settings, complain, results};
use crate::form::{Column, Edition, Row, Table};
use crate::output::{self, Content, FORMATS, Format, Printed};
use crate::query;
use crate::report::Report;
use crate::rollup::{MARKS, Sum, edition, sum, value};
use crate::rows::{Rows, Value};
use crate::store;
use anyhow::{Context as _, bail};
use clap::builder::PossibleValuesParser;
use rusqlite::Connection;
use std::io::Write;
use std::path::PathBuf;

/// Sum the reports of a region's units in the layout of the form
///
/// Units are the bodies that sit in the region, townships included, without those under vertical management; of a
/// prefecture or province also the consolidated reports of the divisions below, whose units then do not count again.
/// A cell that a unit leaves open makes the sum a lower bound, "≥ 12". Where the region published a consolidated report
/// the sum is held against it. A line under the title counts what makes it doubtful: reports whose own sums are wrong, bodies that
/// are missing, reports left out, open cells, figures that the region published otherwise. What is left out is told: what another
/// report holds or may hold, bodies that are missing, under vertical management or of no sure place, reports without a year or a
/// body. JSON and CSV have a line a cell, JSON the reports and doubts as well; the units are told on standard error, as they are
/// beside xlsx and docx: the tables as the form prints them, a cell whose sum is not whole as text.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  gongkai rollup --region 410702 --year 2023\n  gongkai rollup --region 新乡市 --year 2023 --format markdown\n  gongkai rollup --region 新乡市 --year 2023 --output 新乡市.docx"
)]
pub(super) struct Arguments {
    /// Division code of six digits, or its name, with or without those above it
    #[arg(long, value_name = "CODE_OR_NAME")]
    region: String,
    /// Year of the reports
    #[arg(long)]
    year: i64,
    /// How to print the result; by default as the file's ending says, else as a table
    #[arg(long, value_parser = PossibleValuesParser::new(formats()))]
    format: Option<String>,
    /// File to write to instead of standard output; xlsx and docx need one
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Makes a file of a report.
type Make = fn(&Printed) -> std::io::Result<Vec<u8>>;

/// The formats of office programs.
const OFFICE: &[(&str, Make)] = &[("xlsx", output::xlsx), ("docx", output::docx)];

/// Endings that are not the name of their format.
const ENDINGS: &[(&str, &str)] = &[("md", "markdown"), ("htm", "html"), ("txt", "table")];

fn formats() -> impl Iterator<Item = &'static str> + Clone {
    // Its workbook is laid out as the form is, not as rows are.
    let rows = FORMATS.iter().filter(|(format, ..)| *format != Format::Xlsx);
    rows.map(|(_, name, _)| *name).chain(OFFICE.iter().map(|(name, _)| *name))
}

impl Arguments {
    /// The name of the format.
    ///
    /// # Errors
    /// Where the file's ending is to tell it and is not known.
    fn format(&self, lang: Language) -> anyhow::Result<&str> {
        let Some(path) = self.output.as_ref().filter(|_| self.format.is_none()) else {
            return Ok(self.format.as_deref().unwrap_or("table"));
        };
        let Some(ending) = path.extension() else { return Ok("table") };
        let ending = ending.to_string_lossy().to_lowercase();
        let named = formats().filter(|name| *name != "table").map(|name| (name, name));
        let known = named.chain(ENDINGS.iter().copied());
        match known.clone().find(|(known, _)| *known == ending) {
            Some((_, format)) => Ok(format),
            None => bail!(
                "{}: {} {}",
                path.display(),
                lang.pick(
                    "不能写这种文件，可用的后缀是",
                    "no file of this kind can be written; endings that can:"
                ),
                known.map(|(known, _)| format!(".{known}")).collect::<Vec<_>>().join(" ")
            ),
        }
    }
}

/// Prints the sum and returns the exit code: 1 where it is not complete or not what was published.
///
/// # Errors
/// Where the region is not known or has no reports of the year.
pub(super) fn run(arguments: &Arguments, settings: &Settings) -> anyhow::Result<u8> {
    let lang = settings.lang;
    let format = arguments.format(lang)?;
    let office = OFFICE.iter().find(|(name, _)| *name == format);
    if office.is_some() && arguments.output.is_none() {
        let about = lang.pick("需要用 --output 指定文件", "name the file to write with --output");
        bail!("--format {format}: {about}");
    }
    let rows_format = Format::from_name(format).unwrap_or_default();
    let connection = store::open_read_only(&settings.db)?;
    let (code, name) = region(&connection, &arguments.region, lang)?;
    let given = [("region", Value::Text(code.clone())), ("year", Value::Integer(arguments.year))];
    let reports = ask(&connection, "units", &given)?;
    let units = units(&reports);
    let of = |roles: &[&str]| -> anyhow::Result<Vec<Report>> {
        let chosen = units.iter().filter(|unit| roles.contains(&unit.role.as_str()));
        let reports = chosen.filter_map(|unit| unit.report_id).map(|id| store::report(&connection, id));
        Ok(reports.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
    };
    let (summed, mut published) = (of(&["unit", "child"])?, of(&["published"])?);
    if summed.is_empty() {
        let about = lang.pick("这一年没有可以汇总的报告", "no report of the year to sum");
        bail!("{name} {}: {about}", arguments.year);
    }
    let edition = edition(arguments.year);
    let sums = sum(&summed, edition);
    // Of several that claim to be the region's own, none is taken for it.
    let published = if published.len() == 1 { published.pop() } else { None };
    let told = told(&units, &sums, lang);
    let differing = differing(&sums, published.as_ref(), edition, lang);
    let doubts = Doubts::of(&units, &sums, differing.rows.len());
    let (mut bytes, mut beside) =
        (Vec::new(), doubts.line(lang).into_iter().chain(told.clone()).collect::<Vec<_>>());
    if let Some((_, make)) = office {
        let mut notes: Vec<String> = doubts.line(Language::Zh).into_iter().collect();
        notes.extend(self::told(&units, &sums, Language::Zh));
        let contradicted = self::differing(&sums, published.as_ref(), edition, Language::Zh);
        notes.extend(contradicted.rows.iter().map(|row| told_difference(row, Language::Zh)));
        bytes = make(&printed(&name, arguments.year, &notes, &sums, summed.len()))?;
        beside.extend(differing.rows.iter().map(|row| told_difference(row, lang)));
    } else if matches!(rows_format, Format::Table | Format::Markdown) {
        beside.clear();
        let marks = if rows_format == Format::Markdown { ["# ", "## "] } else { [""; 2] };
        let heading = match lang {
            Language::Zh => format!("{name} {} 年度，{} 年格式", arguments.year, edition.code()),
            Language::En => format!("{name}, year {}, form of {}", arguments.year, edition.code()),
        };
        writeln!(bytes, "{}{heading}\n\n{}", marks[0], lang.pick(MARKS[0], MARKS[1]))?;
        if let Some(line) = doubts.line(lang) {
            let bold = if rows_format == Format::Markdown { "**" } else { "" };
            writeln!(bytes, "\n{bold}{line}{bold}")?;
        }
        for table in Table::ALL {
            writeln!(bytes, "\n{}{}", marks[1], title(table, lang))?;
            for rows in laid_out(table, &sums, edition, lang) {
                writeln!(bytes)?;
                output::write(rows_format, &rows, &mut bytes)?;
            }
        }
        for line in &told {
            writeln!(bytes, "\n{line}")?;
        }
        if !differing.rows.is_empty() {
            let about =
                lang.pick("与本地区公布的汇总报告不一致", "Not what the region's consolidated report says");
            writeln!(bytes, "\n{}{about}\n", marks[1])?;
            output::write(rows_format, &differing, &mut bytes)?;
        }
    } else {
        if rows_format == Format::Html {
            writeln!(
                bytes,
                "<!DOCTYPE html>\n<meta charset=\"utf-8\">\n<title>{name} {}</title>",
                arguments.year
            )?;
            writeln!(bytes, "<p>{}</p>", lang.pick(MARKS[0], MARKS[1]))?;
            doubts.line(lang).map_or(Ok(()), |line| writeln!(bytes, "<p><b>{line}</b></p>"))?;
        }
        let cells = cells(&sums, published.as_ref(), edition, lang);
        if rows_format == Format::Json {
            let doubts = doubts.rows(lang);
            let parts = [("cells", &cells), ("reports", &reports), ("doubts", &doubts)];
            output::json_parts(&parts, &mut bytes)?;
        } else {
            output::write(rows_format, &cells, &mut bytes)?;
        }
    }
    if let Some(path) = &arguments.output {
        std::fs::write(path, bytes)
            .with_context(|| format!("{} {}", lang.pick("不能写入", "cannot write"), path.display()))?;
    } else {
        let mut out = results();
        out.write_all(&bytes)?;
        out.flush()?;
    }
    for line in &beside {
        complain(line);
    }
    let whole = units
        .iter()
        .all(|unit| ["unit", "child", "published", "double", "vertical"].contains(&unit.role.as_str()));
    let known = sums.iter().all(|sum| sum.unknown.is_empty());
    let reasons: Vec<_> = [
        (whole, "有缺报或未计入的", "reports are missing or left out"),
        (known, "有数字未知的格", "cells are not known"),
        (differing.rows.is_empty(), "与公布的汇总报告不一致", "it is not what the region published"),
    ]
    .into_iter()
    .filter(|(fine, ..)| !fine)
    .map(|(_, zh, en)| lang.pick(zh, en))
    .collect();
    if reasons.is_empty() {
        return Ok(CLEAN);
    }
    let about =
        lang.pick("合计不完整或存疑（退出码 1）：", "the sum is not whole or in doubt (exit code 1): ");
    complain(&format!("{about}{}", reasons.join(lang.pick("；", "; "))));
    Ok(FOUND)
}

/// The rows of a query of this command.
pub(super) fn ask(connection: &Connection, name: &str, given: &[(&str, Value)]) -> anyhow::Result<Rows> {
    let statement = query::folder("rollup").into_iter().find(|statement| statement.name == name);
    let statement = statement.with_context(|| format!("rollup/{name}.sql is missing"))?;
    let given: Vec<_> = given.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    Ok(query::run(connection, &statement, &given)?)
}

/// The report to print; a sum of which a part is not known is no number.
fn printed(name: &str, year: i64, told: &[String], sums: &[Sum], units: usize) -> Printed {
    let edition = edition(year);
    let figure = |table: Table, row: &Row, column: &Column| {
        let sum = sums
            .iter()
            .find(|sum| sum.table == table && sum.row.code == row.code && sum.column.code == column.code);
        match sum {
            Some(sum) if sum.unknown.is_empty() => Content::Number(sum.value, column.unit),
            sum => Content::Open(sum.map_or_else(|| "?".to_owned(), Sum::text)),
        }
    };
    let mut notes = vec![format!(
        "{}本报告根据{units}份年度报告汇总编制，统计期限为{year}年1月1日至12月31日。",
        MARKS[0]
    )];
    notes.extend(told.iter().map(|line| format!("{line}。")));
    Printed {
        title: format!("{name}{year}年政府信息公开工作年度报告（汇总）"),
        notes,
        tables: output::tables(edition, &figure),
    }
}

fn title(table: Table, lang: Language) -> &'static str {
    let section = crate::form::SECTIONS.iter().find(|section| section.number == table.section());
    section.map_or(table.name(), |section| if lang == Language::Zh { section.zh } else { section.en })
}

fn text(zh: &str, en: &str, lang: Language) -> Value {
    Value::Text(lang.pick(zh, en).to_owned())
}

/// A table as the form prints it; section 2 as one for each run of rows with the same columns.
fn laid_out(table: Table, sums: &[Sum], edition: Edition, lang: Language) -> Vec<Rows> {
    let mut blocks: Vec<Rows> = Vec::new();
    let mut above = [None; 2];
    for row in table.rows().iter().filter(|row| row.editions.contains(&edition)) {
        let own: Vec<&Sum> =
            sums.iter().filter(|sum| sum.table == table && sum.row.code == row.code).collect();
        let labels = own.iter().map(|sum| lang.pick(sum.column.zh, sum.column.en).to_owned());
        let columns: Vec<String> = std::iter::once(String::new()).chain(labels).collect();
        let mut line = vec![text(row.zh, row.en, lang)];
        line.extend(own.iter().map(|sum| Value::Text(sum.text())));
        let now = output::printed_above(table, row);
        let labels = now.iter().zip(above).filter(|(label, before)| **label != *before);
        let labels = labels.filter_map(|(label, _)| *label).map(|(zh, en)| {
            // No figure stands beside them, which is not one that is unknown.
            let beside = std::iter::repeat_n(Value::Text(" ".to_owned()), own.len());
            std::iter::once(text(zh, en, lang)).chain(beside).collect()
        });
        let lines: Vec<Vec<Value>> = labels.chain([line]).collect();
        above = now;
        match blocks.last_mut().filter(|block| block.columns == columns) {
            Some(block) => block.rows.extend(lines),
            None if own.is_empty() => {}
            None => blocks.push(Rows { columns, rows: lines }),
        }
    }
    blocks
}

/// A line a cell.
fn cells(sums: &[Sum], published: Option<&Report>, edition: Edition, lang: Language) -> Rows {
    let columns =
        ["table_name", "row_code", "column_code", "row", "column", "sum", "known", "unknown", "published"];
    let count = |count: usize| Value::Integer(i64::try_from(count).unwrap_or(i64::MAX));
    let cell = |sum: &Sum| {
        let code = |code: &str| Value::Text(code.to_owned());
        let theirs = published.and_then(|report| value(report, edition, sum.table, sum.row, sum.column));
        vec![
            code(sum.table.name()),
            code(sum.row.code),
            code(sum.column.code),
            text(sum.row.zh, sum.row.en, lang),
            text(sum.column.zh, sum.column.en, lang),
            if sum.known == 0 { Value::Null } else { number(sum.value) },
            count(sum.known),
            count(sum.unknown.len()),
            theirs.map_or(Value::Null, number),
        ]
    };
    Rows { columns: columns.map(str::to_owned).to_vec(), rows: sums.iter().map(cell).collect() }
}

fn number(value: f64) -> Value {
    if value.fract() == 0.0 && value.abs() < 9e15 { Value::Integer(value as i64) } else { Value::Real(value) }
}

/// The cells in which the published report contradicts the sum.
fn differing(sums: &[Sum], published: Option<&Report>, edition: Edition, lang: Language) -> Rows {
    let columns =
        [("行", "row"), ("列", "column"), ("合计", "sum"), ("公布", "published"), ("差", "difference")];
    let row = |sum: &Sum| {
        let theirs = published.and_then(|report| value(report, edition, sum.table, sum.row, sum.column))?;
        sum.contradicts(theirs).then(|| {
            vec![
                text(sum.row.zh, sum.row.en, lang),
                text(sum.column.zh, sum.column.en, lang),
                Value::Text(sum.text()),
                number(theirs),
                number(((theirs - sum.value) * 1e6).round() / 1e6),
            ]
        })
    };
    Rows {
        columns: columns.map(|(zh, en)| lang.pick(zh, en).to_owned()).to_vec(),
        rows: sums.iter().filter_map(row).collect(),
    }
}
