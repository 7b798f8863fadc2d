//! Several reports in one document: where each begins, and which parts are reports of their own.
//!
//! A report begins where the sections start again after a body of text or tables: lists of contents have none.

use super::items::Item;
use super::look::Look;
use super::title::{self, Title};
use crate::form::Table;
use crate::report::{Report, RowCells};

/// Code of the problems that tell of several reports.
pub(super) const CODE: &str = "several_reports";

/// Items before the first heading among which a title is looked for.
const FRONT: usize = 60;

/// Headings in order, or sections with prose, from which text is a report.
const ENOUGH: usize = 3;

/// What was seen of the report that is open.
#[derive(Default)]
struct Open {
    title: Option<Title>,
    /// Where its last heading or header of a table stands.
    last: usize,
    section: u8,
    highest: u8,
    /// Sections with prose, a bit each.
    told: u8,
    applications: bool,
    review: bool,
}

impl Open {
    fn has_body(&self) -> bool {
        self.applications || self.told.count_ones() as usize >= ENOUGH
    }
}

/// The first item of each report; no more than one where nothing starts again.
pub(super) fn starts(items: &[Item], looks: &[Look]) -> Vec<usize> {
    let header = |look: &Look| look.anchor.filter(|_| !look.prose);
    let more = |from: usize| looks.iter().skip(from).any(|look| header(look) == Some(Table::Applications));
    let mut starts = vec![0];
    let mut open = Open::default();
    for (index, look) in looks.iter().enumerate() {
        let heading = look.heading.map(|(number, _)| number);
        let anchor = header(look);
        let early = heading.filter(|number| *number <= 2);
        let again = early.is_some_and(|number| {
            number < open.highest && open.has_body() && (more(index) || in_order(&looks[index..]) >= ENOUGH)
        });
        // The first report may have no headings; a title must tell that another one begins.
        let first_headings =
            early.is_some() && open.highest == 0 && open.applications && open.review && more(index);
        let tables_again = anchor == Some(Table::Applications) && open.applications && open.review;
        if again || first_headings || tables_again {
            let from = (open.last + 1).max(index.saturating_sub(FRONT));
            let lines: Vec<String> = items[from..index].iter().map(Item::text).collect();
            let titled = title::last_title(&lines, open.title.as_ref());
            if titled.is_some() || (again && open.applications && more(index)) {
                starts.push(titled.as_ref().map_or(index, |(start, _)| from + start));
                open = Open { title: titled.map(|(_, title)| title), ..Open::default() };
            }
        }
        if let Some(number) = heading {
            if open.highest == 0 && starts.len() == 1 {
                let from = index.saturating_sub(FRONT);
                let lines: Vec<String> = items[from..index].iter().map(Item::text).collect();
                open.title = title::last_title(&lines, None).map(|(_, title)| title);
            }
            open.section = number;
            open.highest = open.highest.max(number);
            open.last = index;
        } else if let Some(table) = anchor {
            open.applications |= table == Table::Applications;
            open.review |= table == Table::Review && open.applications;
            open.last = index;
        } else if open.section > 0 && look.prose {
            open.told |= 1 << open.section;
        }
    }
    starts
}

/// How many headings follow each other in the order of the form.
fn in_order(looks: &[Look]) -> usize {
    let mut highest = 0;
    let mut count = 0;
    for (number, _) in looks.iter().filter_map(|look| look.heading.as_ref()) {
        if *number > highest {
            highest = *number;
            count += 1;
        } else if *number == 1 {
            break;
        }
    }
    count
}

/// Reads the parts between `starts`; a part that is no report of its own is told of, or belongs to the one before.
pub(super) fn reports(starts: &[usize], end: usize, read: impl Fn(usize, usize) -> Report) -> Vec<Report> {
    let mut reports: Vec<(usize, Report)> = Vec::new();
    let ends = starts.iter().skip(1).copied().chain([end]);
    for (start, end) in starts.iter().copied().zip(ends) {
        let report = read(start, end);
        let line = first_line(&report);
        let Some((from, before)) = reports.last_mut() else {
            reports.push((start, report));
            continue;
        };
        let same_body =
            (before.agency == report.agency || report.title.is_none()) && before.year == report.year;
        if same_body && before.tables.is_empty() && !report.tables.is_empty() {
            // The text first and its tables behind it.
            *before = read(*from, end);
        } else if !is_report(&report) || (same_body && report.tables.is_empty()) {
            let message = "此后还有一段像报告的文字，不是另一份报告，未读取 / \
                           text like that of a report follows; it is none of its own and is not read";
            before.problem(CODE, line, message);
        } else if let Some((_, first)) = reports.iter_mut().find(|(_, other)| same_contents(other, &report)) {
            let message =
                "同一份报告在文件中重复出现，只收录一次 / the file prints this report again; it is kept once";
            first.problem("repeated_report", line, message);
        } else {
            let mut report = report;
            if report.title.is_none() {
                let message = "文件含多份报告，这一份没有标题，从第一个章节标题读起 / the file holds several reports; \
                               this one has no title and is read from its first heading on";
                report.problem(CODE, line, message);
            }
            reports.push((start, report));
        }
    }
    reports.into_iter().map(|(_, report)| report).collect()
}

/// Whether a part behind a report is one of its own.
fn is_report(report: &Report) -> bool {
    let told =
        report.sections.iter().filter(|section| !section.heading.is_empty() && !section.body.is_empty());
    !report.tables.is_empty() || (report.title.is_some() && report.year.is_some() && told.count() >= ENOUGH)
}

fn first_line(report: &Report) -> u32 {
    report.sections.iter().map(|section| section.line).filter(|line| *line > 0).min().unwrap_or(0)
}

/// Whether two reports print the same, whatever lines they stand on.
fn same_contents(one: &Report, other: &Report) -> bool {
    let bodies = |report: &Report| -> Vec<(u8, String)> {
        report.sections.iter().map(|section| (section.number, section.body.clone())).collect()
    };
    let same_row = |(a, b): (&RowCells, &RowCells)| a.row.code == b.row.code && a.cells == b.cells;
    one.agency == other.agency
        && one.year == other.year
        && one.tables.len() == other.tables.len()
        && one.tables.iter().zip(&other.tables).all(|(a, b)| {
            a.table == b.table && a.rows.len() == b.rows.len() && a.rows.iter().zip(&b.rows).all(same_row)
        })
        && bodies(one) == bodies(other)
}
