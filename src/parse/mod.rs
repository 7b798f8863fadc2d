//! A [`Document`] in, a [`Report`] out. Parsing never fails: what does not fit becomes a problem.
//!
//! items (lines and rows, headings apart) → places (which section or table) → pieces (cells and words) →
//! events (labels and values) → zones (a row and its values) → cells. It does not know the file's format.

mod above;
mod alike;
mod annexed;
mod apart;
mod around;
mod assemble;
mod broken;
mod channels;
mod columns;
mod cover;
mod cut_labels;
mod cut_words;
mod events;
mod evidence;
mod fee;
mod figures;
mod glued;
mod groups;
mod halves;
mod header;
mod items;
mod labels;
mod look;
mod misfits;
mod more;
mod names;
mod offsets;
mod page_numbers;
mod pages;
mod pieces;
mod placed;
mod review;
mod ruler;
mod scope;
mod sections;
mod several;
mod slipped;
mod solve;
mod tables;
mod tail;
mod title;
mod trace;
mod under;
mod value;
mod variants;
mod why;
mod wide;

pub use why::why;

use crate::document::Document;
use crate::form::{SECTIONS, Table};
use crate::normalize::{is_space, wide_brackets};
use crate::report::{Form, Report, Section};
use assemble::Read;
use chrono::Datelike;
use items::{Item, Kind};
use look::Look;
use ruler::Ruler;
use sections::Place;
use std::collections::HashSet;
use tables::Losses;

/// Why a document is not a report of either edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotAReport {
    /// `not_a_report`, `before_2019`.
    pub code: &'static str,
    /// What was seen instead, in Chinese and English.
    pub message: String,
}

/// Reads the first report out of a document; a problem tells of others.
pub fn parse(document: &Document) -> Report {
    let mut reports = reports(document).into_iter();
    let mut first = reports.next().unwrap_or_default();
    if reports.next().is_some() {
        first.problem(
            several::CODE,
            0,
            "文件含多份报告，这是第一份 / the file holds several reports; this is the first",
        );
    }
    first
}

/// Reads all reports out of a document, at least one; [`rejection`] says whether that one is none.
pub fn reports(document: &Document) -> Vec<Report> {
    let items = items::items(document);
    let looks = look::looks(&items);
    let starts = several::starts(&items, &looks);
    let mut reports = if starts.len() < 2 {
        vec![report(document.title.as_deref(), &items, &looks)]
    } else {
        // The title of the whole document is none of a part of it.
        several::reports(&starts, items.len(), |from, to| {
            let looks = looks.get(from..to).unwrap_or_default();
            report(None, items.get(from..to).unwrap_or_default(), looks)
        })
    };
    if document.recognised {
        let message =
            "文字来自图片识别，请核对数字 / the text was recognised from pictures: check the numbers";
        for report in &mut reports {
            report.problem("ocr_text", 0, message);
        }
    }
    for unread in &document.unread {
        for report in &mut reports {
            report.problem(unread.code, unread.line, unread.message.as_str());
        }
    }
    reports
}

/// Reads the items of one report.
fn report(title: Option<&str>, items: &[Item], looks: &[Look]) -> Report {
    let mut report = Report::default();
    let annexed = annexed::annexed(title, items, looks);
    report.problems.extend(annexed.iter().map(|annexed| annexed.problem(items)));
    let (own_items, own_looks);
    let (items, looks) = if annexed.is_empty() {
        (items, looks)
    } else {
        (own_items, own_looks) = annexed::without(&annexed, items, looks);
        (own_items.as_slice(), own_looks.as_slice())
    };
    let mut places = sections::places(items, looks);
    tail::set_apart(items, &mut places);
    read_sections(items, &places, &mut report);
    read_cover(title, items, &places, &mut report);
    read_tables(items, &places, &mut report);
    page_numbers::doubt(items, &places, &mut report);
    annexed::doubt_pictured(&mut report);
    cover::doubt_year(&mut report);
    // What follows reads names with narrow brackets.
    let whose = figures::Whose { agency: report.agency.as_deref().unwrap_or_default(), year: report.year };
    report.figures = figures::figures(items, &places, whose);
    report.fee = report
        .sections
        .iter()
        .find(|section| section.number == 6)
        .and_then(|section| fee::fee(&section.body));
    report.agency = report.agency.map(|name| wide_brackets(&name));
    let lines = items.iter().filter_map(Item::single).chain(title);
    report.title = report.title.map(|title| cover::as_printed(title, lines));
    report
}

/// Says why a parsed document is not a report of either edition, `None` where it is one.
pub fn rejection(report: &Report) -> Option<NotAReport> {
    let headings = report.sections.iter().filter(|section| !section.heading.is_empty()).count();
    if !report.tables.is_empty() {
        return None;
    }
    if let Some(year) = report.year.filter(|year| *year < 2019 && report.title.is_some()) {
        return Some(NotAReport {
            code: "before_2019",
            message: format!(
                "{year}年度报告早于2019年格式 / a report for {year}, before the forms of 2019 and 2021"
            ),
        });
    }
    let enough = headings >= 3 || (report.title.is_some() && headings >= 1);
    (!enough).then(|| NotAReport {
        code: "not_a_report",
        message: "不是政府信息公开工作年度报告：没有标题、章节和表格 / not an annual report on open government information: \
                  no title, sections or tables of the form were found"
            .into(),
    })
}

fn read_sections(items: &[Item], places: &[Place], report: &mut Report) {
    for (item, place) in items.iter().zip(places) {
        match place {
            Place::Heading(number) => report.sections.push(Section {
                number: *number,
                heading: item.text().trim().to_owned(),
                body: String::new(),
                line: item.line,
            }),
            Place::Prose(number) => {
                if !report.sections.iter().any(|section| section.number == *number) {
                    let heading = String::new();
                    report.sections.push(Section {
                        number: *number,
                        heading,
                        body: String::new(),
                        line: item.line,
                    });
                }
                let text = item.text();
                let text = text.trim();
                if let Some(section) = report.sections.iter_mut().find(|section| section.number == *number)
                    && !text.is_empty()
                {
                    if !section.body.is_empty() {
                        section.body.push('\n');
                    }
                    section.body.push_str(text);
                }
            }
            Place::Front | Place::Table(_) | Place::Below => {}
        }
    }
    report.sections.sort_by_key(|section| section.number);
    if report.sections.is_empty() {
        return;
    }
    for known in SECTIONS {
        let found = report.sections.iter().find(|section| section.number == known.number);
        if found.is_none_or(|section| section.heading.is_empty()) {
            report.problem(
                "section_missing",
                0,
                format!(
                    "未找到“{}”的标题 / the heading of section {} ({}) was not found",
                    known.zh, known.number, known.en
                ),
            );
        }
    }
}

fn read_cover(stated: Option<&str>, items: &[Item], places: &[Place], report: &mut Report) {
    let at = |wanted: Place| -> Vec<String> {
        let lines = items.iter().zip(places).filter(|(_, place)| **place == wanted);
        lines.map(|(item, _)| item.text()).collect()
    };
    let (front, below) = (at(Place::Front), at(Place::Below));
    let opening = cover::dated(&format!(
        "{}\n{}",
        front.join("\n"),
        report
            .sections
            .iter()
            .filter(|section| section.number == 1)
            .map(|section| section.body.as_str())
            .collect::<String>()
    ));
    let period = cover::period(&opening);
    let stated = stated.and_then(|stated| title::title(&[stated.to_owned()], &[], None));
    let years = [
        period.as_ref().and_then(|period| period.days[0]).map(|day| day.year()),
        stated.as_ref().and_then(|title| title.year),
    ];
    let years: Vec<i32> = years.into_iter().flatten().collect();
    // What the front has may be the entry of a menu.
    let title = title::title(&front, &years, stated.as_ref())
        .filter(|title| title.names_anything() || stated.as_ref().is_none_or(|stated| stated.year.is_none()))
        .or(stated.clone());
    [report.period_start, report.period_end] = period.as_ref().map_or([None; 2], |period| period.days);
    report.period_words = period.as_ref().and_then(|period| period.words.clone());
    let opens = |place: &Place| matches!(place, Place::Front | Place::Prose(1));
    let lines = items.iter().zip(places).filter(|(_, place)| opens(place));
    let days = period.as_ref().map(|period| period.days);
    let states =
        |item: &&Item| days.is_some() && cover::period(&cover::dated(&item.text())).map(|it| it.days) == days;
    report.period_line = lines.map(|(item, _)| item).find(states).map(|item| item.line);
    let prose = report.prose();
    let whole = cover::dated(&prose);
    // Section 5 speaks of the year after as well.
    let later = report.sections.iter().filter(|section| section.number != 5);
    let later: String = later.map(|section| section.body.as_str()).collect();
    let titled = title.as_ref().map_or("", |title| title.text.as_str());
    (report.scope, report.scope_why) =
        scope::scope(titled, &format!("{}。{whole}", cover::flat(&front.join("。"))));
    report.year = title
        .as_ref()
        .and_then(|title| title.year)
        .or_else(|| cover::year(period.as_ref(), &opening))
        .or_else(|| cover::year(None, &cover::dated(&later)));
    let same = stated.filter(|stated| stated.year == report.year);
    report.agency = title
        .as_ref()
        .and_then(|title| title.agency.clone())
        .or_else(|| same.and_then(|stated| stated.agency));
    report.title = title.map(|title| title.text);
    if report.agency.is_none() {
        let lines = front.iter().map(String::as_str).chain(prose.lines());
        let lines = lines.chain(below.iter().map(String::as_str));
        report.agency = cover::agency(&format!("{opening}{whole}"), lines);
        match &report.agency {
            Some(agency) => report.problem(
                "agency_from_prose",
                0,
                format!("标题没有机关名称，取自正文“{agency}” / the title names no agency; taken from the prose: “{agency}”"),
            ),
            None => report.problem(
                "agency_missing",
                0,
                "未找到机关名称，可在清单中写明（ingest --manifest，列 path,agency） / \
                 no agency is named; a manifest can say it (ingest --manifest, columns path,agency)",
            ),
        }
    }
    if report.year.is_none() {
        report.problem(
            "year_missing",
            0,
            "未找到年度，可在清单中写明（ingest --manifest，列 path,year） / \
             no year is named; a manifest can say it (ingest --manifest, columns path,year)",
        );
    }
}

fn read_tables(items: &[Item], places: &[Place], report: &mut Report) {
    let of = |table: Table| -> Vec<&Item> {
        items
            .iter()
            .zip(places)
            .filter(|(_, place)| **place == Place::Table(table))
            .map(|(item, _)| item)
            .collect()
    };
    let known = Losses { repeats: repeats_removed(items, places), ..Losses::default() };
    let tables = items.iter().zip(places).filter(|(_, place)| matches!(place, Place::Table(_)));
    let ruler = Ruler::of(tables.map(|(item, _)| item));
    let cut = |table: Table| pieces::pieces(&of(table), ruler);
    let pieces = placed::reflow(&of(Table::Applications), ruler)
        .unwrap_or_else(|| cut_labels::join(Table::Applications, groups::join(cut(Table::Applications))));
    let applications = assemble::read(Table::Applications, &pieces, known, true);
    let losses = applications.losses;
    let pieces = cut_words::join(Table::Section20, &cut(Table::Section20));
    let section20 = assemble::read(Table::Section20, &pieces, losses, false);
    let review = review::read(&cut(Table::Review), losses);

    report.form = form(&section20, &applications);
    for (table, read) in Table::ALL.into_iter().zip([section20, applications, review]) {
        report.problems.extend(read.problems);
        report.placements.extend(read.placements);
        match read.rows {
            Some(rows) => report.tables.push(rows),
            None => report.problem(
                "table_missing",
                0,
                format!(
                    "没有第 {} 部分的表格 / the table of section {} is not in the document",
                    table.section(),
                    table.section()
                ),
            ),
        }
    }
    if report.tables.len() < Table::ALL.len() {
        let front = items.iter().zip(places).filter(|(_, place)| **place == Place::Front);
        report.problems.extend(misfits::numbers_in_front(front.map(|(item, _)| item)));
    }
}

/// Whether no line of the tables is printed twice, though tables of the form repeat their zeros and headers.
fn repeats_removed(items: &[Item], places: &[Place]) -> bool {
    const ENOUGH_LINES: usize = 20;
    /// Page numbers and the like that may repeat a line.
    const ADDED_LINES: usize = 2;
    let tables = items.iter().zip(places).filter(|(_, place)| matches!(place, Place::Table(_)));
    let lines: Vec<&str> = tables
        .clone()
        .filter_map(|(item, _)| item.single())
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    // Rows printed on a line of their own never repeat, whoever prints them.
    let value = |word: &&str| !word.is_empty() && !matches!(value::printed(word), value::Printed::Text);
    let row = |line: &&str| line.split(is_space).filter(value).count() > 1;
    let row_of_cells = |item: &Item| {
        matches!(item.kind, Kind::Row { .. })
            && item.single().is_none()
            && item.parts().any(|part| value(&part))
    };
    let in_rows = || tables.clone().any(|(item, _)| row_of_cells(item));
    let distinct: HashSet<&str> = lines.iter().copied().collect();
    lines.len() >= ENOUGH_LINES
        && lines.len() - distinct.len() <= ADDED_LINES
        && !lines.iter().any(row)
        && !in_rows()
}

/// The form is what the tables print: rows and columns of one edition, or of both.
fn form(section20: &Read, applications: &Read) -> Form {
    match (section20.edition, applications.edition) {
        _ if section20.mixed || applications.mixed => Form::Mixed,
        (Some(one), Some(other)) if one != other => Form::Mixed,
        (Some(edition), _) | (None, Some(edition)) => Form::Edition(edition),
        (None, None) => Form::Unknown,
    }
}
