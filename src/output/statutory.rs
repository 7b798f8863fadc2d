//! Renders one parsed report as Markdown in the statutory layout: its tables with their notes, what does not fit the form, what
//! disagrees.

use super::inspect::Pick;
use super::printed_above;
use crate::form::{Edition, SECTIONS, Table, captions, printed_column, printed_row};
use crate::report::{Cell, CellNote, CellState, Finding, Form, Report, RowCells, Scope, Severity, TableRows};
use chrono::NaiveDate;
use std::collections::BTreeSet;
use std::fmt::Write;

/// The language of a rendering.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    /// Picks one of a Chinese and an English text.
    pub pick: Pick<'a>,
    /// The half of a bilingual message that is in the language.
    pub half: &'a dyn Fn(&str) -> String,
}

impl Words<'_> {
    /// One of two texts.
    pub(crate) fn pick(self, zh: &'static str, en: &'static str) -> &'static str {
        (self.pick)(zh, en)
    }

    /// Where something is printed.
    pub(crate) fn at(self, line: u32) -> String {
        match line {
            0 => String::new(),
            line if self.pick("zh", "en") == "zh" => format!("（第 {line} 行）"),
            line => format!(" (line {line})"),
        }
    }
}

/// A report as Markdown in the statutory layout: its tables with their notes, then what does not fit the form, then the
/// numbers that disagree.
pub fn report_markdown(source: &str, report: &Report, findings: &[Finding], words: Words) -> String {
    let mut out = String::new();
    let notes = report.notes();
    // Writing to a string cannot fail.
    let _ = write_report(&mut out, source, report, findings, &notes, words);
    out
}

fn write_report(
    out: &mut String,
    source: &str,
    report: &Report,
    findings: &[Finding],
    notes: &[CellNote],
    words: Words,
) -> std::fmt::Result {
    let unknown = words.pick("不详", "unknown");
    let name = report.agency.as_deref().unwrap_or(unknown);
    writeln!(out, "# {}\n", report.title.as_deref().unwrap_or(name))?;
    let year = report.year.map_or(unknown.to_owned(), |year| year.to_string());
    let why = report.scope_why.as_ref().map_or_else(String::new, |why| format!("“{why}”"));
    let scope = [scope_name(report.scope, words), &why].concat();
    let day = |day: Option<NaiveDate>| day.map_or_else(|| unknown.to_owned(), |day| day.to_string());
    let period = [report.period_start, report.period_end].map(day).join(words.pick(" 至 ", " to "));
    let properties = [
        (words.pick("文件", "File"), source),
        (words.pick("机关", "Agency"), name),
        (words.pick("年度", "Year"), &year),
        (words.pick("统计期间", "Period"), &period),
        (words.pick("表格格式", "Form"), form_name(report.form, words)),
        (words.pick("统计范围", "Scope"), &scope),
    ];
    let colon = words.pick("：", ": ");
    // Most reports tell their period by its year alone.
    let told = report.period_start.or(report.period_end).is_some();
    for (property, value) in properties.into_iter().filter(|(_, value)| told || *value != period) {
        writeln!(out, "- {property}{colon}{value}")?;
    }
    for heading in SECTIONS {
        let sections: Vec<_> =
            report.sections.iter().filter(|section| section.number == heading.number).collect();
        let table = Table::ALL.into_iter().find(|table| table.section() == heading.number);
        let rows = table.and_then(|table| report.table(table));
        if sections.is_empty() && rows.is_none() {
            continue;
        }
        let numeral = ["一", "二", "三", "四", "五", "六"][usize::from(heading.number) - 1];
        let zh = format!("{numeral}、{}", heading.zh);
        let en = format!("{}. {}", heading.number, heading.en);
        writeln!(out, "\n## {}", if words.pick("zh", "en") == "zh" { zh } else { en })?;
        for section in sections {
            for paragraph in section.body.lines().filter(|line| !line.trim().is_empty()) {
                writeln!(out, "\n{}", paragraph.trim())?;
            }
        }
        if let Some(rows) = rows {
            match rows.table {
                Table::Section20 => write_items(out, rows, report.form, words)?,
                _ => write_matrix(out, rows, words)?,
            }
            write_notes(out, rows.table, notes, words)?;
        }
    }
    if !report.problems.is_empty() {
        writeln!(out, "\n## {}\n", words.pick("与格式不符之处", "What does not fit the form"))?;
    }
    for problem in &report.problems {
        writeln!(out, "- {}{} `{}`", (words.half)(&problem.message), words.at(problem.line), problem.code)?;
    }
    if !findings.is_empty() {
        writeln!(out, "\n## {}\n", words.pick("数据不一致之处", "Numbers that disagree"))?;
    }
    for finding in findings {
        let severity = severity(finding.severity, words);
        writeln!(out, "- **{severity}**{colon}{} `{}`", (words.half)(&finding.message), finding.rule)?;
    }
    Ok(())
}

/// A form in words.
pub fn form_name(form: Form, words: Words) -> &'static str {
    match form {
        Form::Edition(Edition::E2019) => words.pick("2019 年版", "2019 edition"),
        Form::Edition(Edition::E2021) => words.pick("2021 年版", "2021 edition"),
        Form::Mixed => words.pick("两版混用", "both editions mixed"),
        Form::Unknown => words.pick("不详（没有读到表格）", "unknown (no table read)"),
    }
}

/// A scope in words.
pub fn scope_name(scope: Scope, words: Words) -> &'static str {
    match scope {
        Scope::Consolidated => words.pick("汇总（含其他单位）", "with the figures of other units"),
        Scope::Own => words.pick("本级", "its own figures alone"),
        Scope::Unknown => words.pick("未说明", "not stated"),
    }
}

fn severity(severity: Severity, words: Words) -> &'static str {
    match severity {
        Severity::Error => words.pick("错误", "Error"),
        Severity::Warning => words.pick("存疑", "Warning"),
        Severity::Info => words.pick("提示", "For information"),
    }
}

/// Section 2: below each caption of the form the items and columns that the report prints of it.
fn write_items(out: &mut String, rows: &TableRows, form: Form, words: Words) -> std::fmt::Result {
    let edition = if form == Form::Edition(Edition::E2019) { Edition::E2019 } else { Edition::E2021 };
    for (group, zh, en) in captions() {
        let items: Vec<&RowCells> = rows.rows.iter().filter(|row| row.row.group == Some(group)).collect();
        let Some(first) = items.first() else { continue };
        let columns: BTreeSet<usize> =
            items.iter().flat_map(|row| &row.cells).map(|(index, _)| *index).collect();
        let label = |index: &usize| {
            let column = &rows.table.columns()[*index];
            words.pick(printed_column(first.row, column, edition), column.en)
        };
        let labels = columns.iter().map(label);
        let labels: Vec<&str> = [words.pick("信息内容", "Item")].into_iter().chain(labels).collect();
        writeln!(out, "\n{}\n", words.pick(zh, en))?;
        write_head(out, &labels)?;
        for row in items {
            let cell = |column: &usize| row.cells.iter().find(|(at, _)| at == column);
            let cells =
                columns.iter().map(|column| cell(column).map_or_else(String::new, |(_, cell)| printed(cell)));
            let label = words.pick(printed_row(row.row, edition), row.row.en);
            writeln!(out, "| {label} | {} |", cells.collect::<Vec<_>>().join(" | "))?;
        }
    }
    Ok(())
}

/// The line of a table's labels, and the rule below it.
fn write_head(out: &mut String, labels: &[&str]) -> std::fmt::Result {
    let columns = labels.len().saturating_sub(1);
    writeln!(out, "| {} |\n|---|{}", labels.join(" | "), "--:|".repeat(columns))
}

/// Sections 3 and 4: rows by columns, under the rows without numbers that the form prints.
fn write_matrix(out: &mut String, rows: &TableRows, words: Words) -> std::fmt::Result {
    let columns = rows.table.columns();
    let labels = columns.iter().map(|column| words.pick(column.zh, column.en));
    let labels: Vec<&str> = [""].into_iter().chain(labels).collect();
    writeln!(out)?;
    write_head(out, &labels)?;
    let mut above = [None; 2];
    for row in &rows.rows {
        let now = printed_above(rows.table, row.row);
        for (label, _) in now.iter().zip(above).filter(|(label, before)| *label != before) {
            if let Some((zh, en)) = *label {
                let label = words.pick(zh, en);
                writeln!(out, "| {label} |{}", "  |".repeat(columns.len()))?;
            }
        }
        above = now;
        let mut cells = vec![String::new(); columns.len()];
        for (index, cell) in &row.cells {
            cells[*index] = printed(cell);
        }
        writeln!(out, "| {} | {} |", words.pick(row.row.zh, row.row.en), cells.join(" | "))?;
    }
    Ok(())
}

/// A cell: its value, marked where it is not plainly the printed one, or the reason why there is none.
fn printed(cell: &Cell) -> String {
    match (cell.value, &cell.note) {
        (Some(value), None) => value.to_string(),
        (Some(value), Some(_)) => format!("{value} ※"),
        (None, Some((CellState::NotApplicable, raw))) => raw.replace('|', "\\|"),
        (None, Some((CellState::Unreadable | CellState::Ambiguous, _))) => "? ※".to_owned(),
        (None, _) => String::new(),
    }
}

/// The notes of a table but the blanks and marks that the table shows as they are.
fn write_notes(out: &mut String, table: Table, notes: &[CellNote], words: Words) -> std::fmt::Result {
    for (index, note) in told_notes(table, notes, words).iter().enumerate() {
        if index == 0 {
            writeln!(out)?;
        }
        writeln!(out, "- ※ {note}")?;
    }
    Ok(())
}

/// The notes of a table in words, but for blanks and marks that are seen: row, column, why, what is printed, the line.
pub fn told_notes(table: Table, notes: &[CellNote], words: Words) -> Vec<String> {
    let shown = |note: &&CellNote| {
        note.table == table.name()
            && ![CellState::Blank.code(), CellState::NotApplicable.code()].contains(&note.state)
    };
    let told = |note: &CellNote| {
        let row = table.row(note.row).map_or(note.row, |row| words.pick(row.zh, row.en));
        let column = table.column_index(note.column).and_then(|index| table.columns().get(index));
        let column =
            column.map_or(words.pick("整行", "all of the row"), |column| words.pick(column.zh, column.en));
        let state = CellState::of(note.state).map_or(note.state, |state| words.pick(state.zh(), state.en()));
        let printed = match note.raw.split_whitespace().collect::<Vec<_>>().join(" ") {
            raw if raw.is_empty() => String::new(),
            raw => format!("{}“{raw}”", words.pick("，原文", ", printed ")),
        };
        let colon = words.pick("：", ": ");
        format!("{row} · {column}{colon}{state}{printed}{}", words.at(note.line))
    };
    notes.iter().filter(shown).map(told).collect()
}

#[cfg(test)]
mod tests {
    use super::{Words, report_markdown};
    use crate::form::{Edition, Table};
    use crate::output::report::tests::report;
    use crate::report::{Cell, CellState, Form, Number, Report, RowCells, TableRows};

    const ZH: Words = Words { pick: &|zh, _| zh, half: &|message| message.to_owned() };
    const EN: Words = Words { pick: &|_, en| en, half: &|message| message.to_owned() };

    #[test]
    fn markdown_prints_section_2_below_its_captions() {
        let row = |code: &str, cells: Vec<(usize, Cell)>| RowCells {
            row: Table::Section20.row(code).unwrap(),
            line: 1,
            cells,
        };
        let column = |code: &str| Table::Section20.column_index(code).unwrap();
        let count = |code: &str, count| (column(code), Cell::number(Number::Count(count)));
        let blank = (column("newly_made"), Cell::missing(CellState::Blank, ""));
        let rows = vec![
            row("rules", vec![blank, count("newly_disclosed", 1), count("disclosed_total", 3)]),
            row("normative_documents", vec![count("newly_made", 2), count("disclosed_total", 4)]),
            row("procurement", vec![count("projects", 5)]),
        ];
        let tables = vec![TableRows { table: Table::Section20, rows }];
        let report = Report { tables, form: Form::Edition(Edition::E2019), ..Report::default() };
        let markdown = report_markdown("a.txt", &report, &[], ZH);
        let printed: Vec<&str> = markdown.lines().skip_while(|line| !line.starts_with("第二十条")).collect();
        assert_eq!(
            printed,
            [
                "第二十条第（一）项",
                "",
                "| 信息内容 | 本年新制作数量 | 本年新公开数量 | 对外公开总数量 |",
                "|---|--:|--:|--:|",
                "| 规章 |  | 1 | 3 |",
                "| 规范性文件 | 2 |  | 4 |",
                "",
                "第二十条第（九）项",
                "",
                "| 信息内容 | 采购项目数量 |",
                "|---|--:|",
                "| 政府集中采购 | 5 |",
            ]
        );
    }

    #[test]
    fn markdown_keeps_the_groups_over_their_rows() {
        let row = |code: &str| RowCells {
            row: Table::Applications.row(code).unwrap(),
            line: 1,
            cells: vec![(0, Cell::number(Number::Count(2)))],
        };
        let codes = ["carried_in", "disclosed", "withheld_by_law", "withheld_third_party", "carried_out"];
        let tables = vec![TableRows { table: Table::Applications, rows: codes.map(row).into() }];
        let markdown = report_markdown("a.txt", &Report { tables, ..Report::default() }, &[], ZH);
        let labels: Vec<_> =
            markdown.lines().filter_map(|line| line.strip_prefix("| ")?.split(" |").next()).skip(1).collect();
        assert_eq!(
            labels,
            [
                "二、上年结转政府信息公开申请数量",
                "三、本年度办理结果",
                "（一）予以公开",
                "（三）不予公开",
                "2.其他法律行政法规禁止公开",
                "4.保护第三方合法权益",
                "四、结转下年度继续办理"
            ]
        );
    }

    #[test]
    fn markdown_marks_what_is_not_plainly_printed() {
        let markdown = report_markdown("a.txt", &report(), &[], ZH);
        assert!(markdown.contains("| 行政复议 | 1 ※ |  |"), "{markdown}");
        assert!(markdown.contains("- ※ 行政复议 · 结果维持：推断，原文“10”（第 9 行）"), "{markdown}");
        assert!(markdown.contains("| 一、本年新收政府信息公开申请数量 | 3 |  |"), "{markdown}");
        let english = report_markdown("a.txt", &report(), &[], EN);
        assert!(english.contains(": inferred, printed “10” (line 9)"), "{english}");
        assert!(english.contains("- Form: unknown (no table read)"), "{english}");
    }
}
