//! Tables of another year or another body, printed below captions that say so: their numbers are none of the report's. Without
//! a caption one may stand in for a table of which the report says that it is a picture.

use super::items::{Item, folded};
use super::labels::{count_row_labels, is_row_label};
use super::look::Look;
use crate::form::Table;
use crate::normalize::fold;
use crate::report::{Problem, Report};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// Characters past which a line is no caption.
const LONGEST_CAPTION: usize = 45;

/// Items between a caption and the table below it, at most.
const ITEMS_BETWEEN: usize = 4;

/// Words for bodies below the one that reports.
const OTHER_BODIES: [&str; 3] = ["下属单位", "所属单位", "直属单位"];

static YEAR: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(20\d\d)年").expect("a valid pattern"));

/// A caption and what stands below it.
pub(super) struct Annexed {
    /// The caption and the items below it.
    pub(super) items: Range<usize>,
    pub(super) caption: String,
    /// Whether the report prints no other such table, so that it may be its own under a stale caption.
    pub(super) alone: bool,
}

impl Annexed {
    /// Tells what became of the table, with the numbers that are not stored.
    pub(super) fn problem(&self, items: &[Item]) -> Problem {
        let caption = &self.caption;
        let message = if self.alone {
            format!(
                "表题“{caption}”不是本年度或本机关的；别无此表，仍作本报告的读入，请核对 / the caption “{caption}” is of another year or body; \
                 as the only such table it was read as the report's: check it"
            )
        } else {
            let parts = items[self.items.clone()]
                .iter()
                .skip(1)
                .flat_map(Item::parts)
                .flat_map(str::split_whitespace);
            let numbers: Vec<&str> =
                parts.filter(|part| part.chars().any(|c| fold(c).is_ascii_digit())).collect();
            let numbers = numbers.join(" ");
            format!(
                "“{caption}”以下的表格属其他年度或单位，未入库：{numbers} / the table below “{caption}” is of another year or body; \
                 not stored: {numbers}"
            )
        };
        let line = items.get(self.items.start).map_or(0, |item| item.line);
        Problem { code: "other_table", line, message }
    }
}

/// The items, with their looks, but those of others' tables.
pub(super) fn without(annexed: &[Annexed], items: &[Item], looks: &[Look]) -> (Vec<Item>, Vec<Look>) {
    let is_own = |at: &usize| !annexed.iter().any(|annexed| !annexed.alone && annexed.items.contains(at));
    (0..items.len()).filter(is_own).map(|at| (items[at].clone(), looks[at])).unzip()
}

/// The tables that are not the report's, whose title or document is named so.
pub(super) fn annexed(title: Option<&str>, items: &[Item], looks: &[Look]) -> Vec<Annexed> {
    let own =
        title.and_then(reported_year).or_else(|| items.iter().find_map(|item| reported_year(item.single()?)));
    let is_caption: Vec<bool> =
        items.iter().map(|item| item.single().is_some_and(|text| is_of_others(text, own))).collect();
    let mut found: Vec<Annexed> = Vec::new();
    for (index, item) in items.iter().enumerate().filter(|(index, _)| is_caption[*index]) {
        let below = || (index + 1..items.len()).take(ITEMS_BETWEEN);
        let begins = |at: usize| looks[at].anchor.is_some() || count_row_labels(&items[at].text()) > 0;
        let inside = found.last().is_some_and(|last| last.items.contains(&index));
        if inside || !below().any(begins) {
            continue;
        }
        let ends = |at: &usize| looks[*at].prose || looks[*at].heading.is_some() && !is_caption[*at];
        let end = (index + 1..items.len()).find(ends).unwrap_or(items.len());
        let caption = item.text().trim().to_owned();
        found.push(Annexed { items: index..end, caption, alone: false });
    }
    let tables = |range: Range<usize>| range.filter_map(|at| looks[at].anchor);
    let outside: Vec<Table> = (0..items.len())
        .filter(|at| !found.iter().any(|annexed| annexed.items.contains(at)))
        .filter_map(|at| looks[at].anchor)
        .collect();
    // Below its own heading the only table of a section is the report's, whatever its caption says.
    let section =
        |at: usize| looks[..=at].iter().rev().find_map(|look| look.heading).map(|(number, _)| number);
    for annexed in &mut found {
        annexed.alone = tables(annexed.items.clone())
            .all(|table| !outside.contains(&table) && section(annexed.items.start) == Some(table.section()))
            && !OTHER_BODIES.iter().any(|word| annexed.caption.contains(word));
    }
    found
}

/// Tells of tables that were read in a section of which a line says that its table is a picture.
pub(super) fn doubt_pictured(report: &mut Report) {
    static PICTURED: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^\(?(?:(?:详)?[见如](?:.{0,6})图|图片)").expect("a valid pattern"));
    const LONGEST: usize = 16;
    let mut doubts = Vec::new();
    for table in &report.tables {
        let sections = report.sections.iter().filter(|section| section.number == table.table.section());
        let lines = sections.flat_map(|section| section.body.lines());
        let says = |line: &&str| line.chars().count() <= LONGEST && PICTURED.is_match(&folded(line));
        doubts.extend(lines.map(str::trim).find(says).map(|line| {
            format!(
                "“{line}”说第 {section} 部分的表格是图片，另有可读的表格，已读入，请核对是否本年度的 / “{line}” says that the table of \
                 section {section} is a picture; another was found and read: check that it is of this year",
                section = table.table.section()
            )
        }));
    }
    for message in doubts {
        report.problem("pictured_table", 0, message);
    }
}

/// The year of a line that speaks of a report for a year.
fn reported_year(text: &str) -> Option<i32> {
    let text = folded(text);
    let told = ["报告", "年报"].iter().any(|word| text.contains(word));
    YEAR.captures(&text).filter(|_| told)?[1].parse().ok()
}

/// Whether a line is the caption of a table of another year than the report's, or of another body.
fn is_of_others(text: &str, own: Option<i32>) -> bool {
    const TOPICS: [&str; 4] = ["情况", "统计", "数据", "表"];
    const OTHER_YEARS: [&str; 4] = ["上年", "上一年", "去年", "往年"];
    // Nearly no line of a table has any of these.
    let may_be = text.contains('年') || OTHER_BODIES.iter().any(|word| text.contains(word));
    if !may_be || text.len() > 4 * LONGEST_CAPTION {
        return false;
    }
    let flat = folded(text);
    let mut years = YEAR.captures_iter(&flat).filter_map(|year| year[1].parse::<i32>().ok()).peekable();
    let other_year = years.peek().is_some() && own.is_some_and(|own| years.all(|year| year != own));
    // What was carried in, and how much more it is than last year, is the report's own.
    let own_words = ["结转", "较上", "比上", "与上", "同上", "增减"].iter().any(|word| flat.contains(word));
    let of_last_year = !own_words && OTHER_YEARS.iter().any(|word| flat.contains(word));
    (other_year || of_last_year || OTHER_BODIES.iter().any(|word| flat.contains(word)))
        && (TOPICS.iter().any(|word| flat.contains(word)) || other_year && is_date(&flat))
        && flat.chars().count() <= LONGEST_CAPTION
        && !flat.contains(['。', ';', ',', '?'])
        && !flat.contains("报告")
        && !is_row_label(text)
        && count_row_labels(text) == 0
}

/// Whether a text is a year or a period and nothing else: （2018年）, 2023年1月1日至12月31日.
fn is_date(flat: &str) -> bool {
    let is_day = flat.contains('日') && !flat.contains(['至', '-', '~']);
    !is_day && flat.chars().all(|c| c.is_ascii_digit() || "年月日度至起止-~()".contains(c))
}
