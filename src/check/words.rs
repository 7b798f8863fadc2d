//! How findings name what they hold against each other: section, row, column, number and line, in both languages.

use super::plain;
use crate::form::{Row, Table};
use crate::report::{NarrativeFigure, Number, Report};

/// A text in Chinese and in English.
#[derive(Clone, Debug, Default)]
pub(super) struct Both {
    pub zh: String,
    pub en: String,
}

impl Both {
    pub(super) fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Both { zh: zh.into(), en: en.into() }
    }

    /// One after the other, with something between them in each language.
    pub(super) fn join(parts: &[Both], zh: &str, en: &str) -> Both {
        let each = |text: fn(&Both) -> &str| parts.iter().map(text).collect::<Vec<_>>();
        Both::new(each(|part| &part.zh).join(zh), each(|part| &part.en).join(en))
    }
}

/// A text that more Chinese follows: a blank parts it where it ends in a number.
pub(super) fn spaced(text: &str) -> String {
    let blank =
        if text.ends_with(|last: char| last.is_ascii_alphanumeric() || last == '%') { " " } else { "" };
    format!("{text}{blank}")
}

/// Terms and what they come to, where they are several.
pub(super) fn sum(terms: &[Both], result: &str) -> Both {
    match terms {
        [] => Both::new(result, result),
        [one] => one.clone(),
        _ => {
            let zh: Vec<String> = terms.iter().map(|term| spaced(&term.zh)).collect();
            let en: Vec<&str> = terms.iter().map(|term| term.en.as_str()).collect();
            let zh = format!("{}，合计 {result}", zh.join("加").trim_end());
            Both::new(zh, format!("{} = {result}", en.join(" + ")))
        }
    }
}

/// A section by its number, with nothing where there is no such section.
pub(super) fn section(number: u8) -> Both {
    match ["一", "二", "三", "四", "五", "六"].get(usize::from(number).wrapping_sub(1)) {
        Some(numeral) => Both::new(format!("第{numeral}部分"), format!("section {number}")),
        None => Both::new("文字", "the prose"),
    }
}

/// A line in brackets, nothing where it is not known.
pub(super) fn at(line: Option<u32>) -> Both {
    match line.filter(|line| *line > 0) {
        Some(line) => Both::new(format!("（第 {line} 行）"), format!(" (line {line})")),
        None => Both::default(),
    }
}

/// Where a figure of the prose stands.
pub(super) fn sentence(figure: &NarrativeFigure) -> Both {
    Both::join(&[section(figure.section), at(Some(figure.line))], "", "")
}

/// The first and the last of several lines in brackets.
pub(super) fn range(lines: impl Iterator<Item = u32> + Clone) -> Both {
    match (lines.clone().min(), lines.max()) {
        (Some(first), Some(last)) if first > 0 && first < last => {
            Both::new(format!("（第 {first} 至 {last} 行）"), format!(" (lines {first} to {last})"))
        }
        (first, _) => at(first),
    }
}

/// The line of a row of a table.
pub(super) fn line(report: &Report, table: Table, row: &str) -> Option<u32> {
    report.table(table)?.rows.iter().find(|cells| cells.row.code == row).map(|cells| cells.line)
}

/// A row with its section: 第三部分“一、本年新收政府信息公开申请数量”.
pub(super) fn row(table: Table, row: &Row) -> Both {
    let section = section(table.section());
    Both::new(format!("{}“{}”", section.zh, row.zh), format!("{}, {}", section.en, row.en))
}

/// A cell with its row, value and line: 第三部分“一、本年新收政府信息公开申请数量”总计 3（第 12 行）. Where it has no value, what it
/// prints instead.
pub(super) fn cell(report: &Report, table: Table, code: &str, column: &str) -> Both {
    let instead = || report.cell(table, code, column)?.note.as_ref().map(|(_, raw)| raw.trim().to_owned());
    let value = report.value(table, code, column).map(|value| plain(Number::as_f64(value)));
    let value = value.or_else(instead).unwrap_or_default();
    let column = table.column_index(column).and_then(|index| table.columns().get(index));
    let row = table.row(code).map(|of| row(table, of)).unwrap_or_default();
    let at = at(line(report, table, code));
    let (zh, en) = column.map_or(("", ""), |column| (column.zh, column.en));
    Both::new(format!("{}{zh} {value}{}", row.zh, at.zh), format!("{}, {en} {value}{}", row.en, at.en))
}
