//! Renders one parsed report: as JSON with the codes of the form, and as Markdown in the statutory layout.

use crate::form::{OUTCOME_GROUPS, OUTCOMES_HEADING, Row, SECTIONS, Table};
use crate::report::{Cell, CellNote, CellState, Finding, Report, RowCells, TableRows};
use serde_json::{Map, Value, json};
use std::fmt::Write;

/// A report as JSON; `null` where no value is known.
pub fn report_json(source: &str, report: &Report, findings: &[Finding]) -> Value {
    let sections: Vec<Value> = report
        .sections
        .iter()
        .map(|section| {
            json!({"number": section.number, "heading": section.heading, "body": section.body, "line": section.line})
        })
        .collect();
    let problems: Vec<Value> = report
        .problems
        .iter()
        .map(|problem| json!({"code": problem.code, "line": problem.line, "message": problem.message}))
        .collect();
    let findings: Vec<Value> = findings
        .iter()
        .map(|finding| {
            json!({
                "rule": finding.rule,
                "severity": finding.severity.code(),
                "subject": finding.subject,
                "expected": finding.expected,
                "actual": finding.actual,
                "message": finding.message,
            })
        })
        .collect();
    json!({
        "source": source,
        "agency": report.agency,
        "year": report.year,
        "form": report.form.code(),
        "region": null,
        "scope": report.scope.code(),
        "title": report.title,
        "period_start": report.period_start.map(|date| date.to_string()),
        "period_end": report.period_end.map(|date| date.to_string()),
        "section20": by_row(report, Table::Section20, |row| {
            Value::Object(row.cells.iter().map(|(index, cell)| {
                (Table::Section20.columns()[*index].code.to_owned(), json!(cell.value))
            }).collect())
        }),
        "applications": by_row(report, Table::Applications, |row| in_order(Table::Applications, row)),
        "review": by_row(report, Table::Review, |row| in_order(Table::Review, row)),
        "information_fee": report.fee,
        "sections": sections,
        "notes": report.notes(),
        "problems": problems,
        "findings": findings,
    })
}

/// A file that gives no report, as JSON.
pub fn rejection_json(source: &str, code: &str, message: &str) -> Value {
    json!({"source": source, "rejected": {"code": code, "message": message}})
}

/// The printed rows of a table by code.
fn by_row(report: &Report, table: Table, value: impl Fn(&RowCells) -> Value) -> Value {
    let rows = report.table(table).map(|rows| rows.rows.as_slice()).unwrap_or_default();
    let mut object = Map::new();
    for row in rows {
        object.entry(row.row.code).or_insert_with(|| value(row));
    }
    Value::Object(object)
}

/// The cells of a row in the order of the table's columns.
fn in_order(table: Table, row: &RowCells) -> Value {
    let mut values = vec![Value::Null; table.columns().len()];
    for (index, cell) in &row.cells {
        values[*index] = json!(cell.value);
    }
    Value::Array(values)
}

/// A report as Markdown in the statutory layout, with its notes, problems and findings in place.
///
/// Labels are printed in Chinese, as on the form. `half` picks the user's language out of a bilingual message.
pub fn report_markdown(
    source: &str,
    report: &Report,
    findings: &[Finding],
    half: impl Fn(&str) -> String,
) -> String {
    let mut out = String::new();
    let notes = report.notes();
    // Writing to a string cannot fail.
    let _ = write_report(&mut out, source, report, findings, &notes, &half);
    out
}

fn write_report(
    out: &mut String,
    source: &str,
    report: &Report,
    findings: &[Finding],
    notes: &[CellNote],
    half: &dyn Fn(&str) -> String,
) -> std::fmt::Result {
    let name = report.agency.as_deref().unwrap_or("—");
    writeln!(out, "# {}\n", report.title.as_deref().unwrap_or(name))?;
    let year = report.year.map_or("—".to_owned(), |year| year.to_string());
    writeln!(out, "{source} · {name} · {year} · {} · {}", report.form.code(), report.scope.code())?;
    for problem in &report.problems {
        writeln!(out, "\n> **{}** {}{}", problem.code, half(&problem.message), at(problem.line))?;
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
        writeln!(out, "\n## {numeral}、{}", heading.zh)?;
        for section in sections {
            for paragraph in section.body.lines().filter(|line| !line.trim().is_empty()) {
                writeln!(out, "\n{}", paragraph.trim())?;
            }
        }
        if let Some(rows) = rows {
            match rows.table {
                Table::Section20 => write_list(out, rows)?,
                _ => write_matrix(out, rows)?,
            }
            write_notes(out, rows.table, notes)?;
        }
    }
    if !findings.is_empty() {
        writeln!(out)?;
    }
    for finding in findings {
        writeln!(out, "- **{}** {} {}", finding.severity.code(), finding.rule, half(&finding.message))?;
    }
    Ok(())
}

fn at(line: u32) -> String {
    if line == 0 { String::new() } else { format!(" (line {line})") }
}

/// Section 2: what is printed of each item, one cell a line.
fn write_list(out: &mut String, rows: &TableRows) -> std::fmt::Result {
    writeln!(out, "\n| 信息内容 | 栏目 | 数值 |\n|---|---|--:|")?;
    for row in &rows.rows {
        for (index, cell) in &row.cells {
            let column = &rows.table.columns()[*index];
            writeln!(out, "| {} | {} | {} |", row.row.zh, column.zh, printed(cell))?;
        }
    }
    Ok(())
}

/// The heading and the group that the form prints over a row of section 3.
fn printed_above(table: Table, row: &Row) -> [Option<&'static str>; 2] {
    let outside = ["received_new", "carried_in", "carried_out"].contains(&row.code);
    if table != Table::Applications || outside {
        return [None, None];
    }
    let group = OUTCOME_GROUPS.iter().find(|(code, ..)| row.group == Some(code)).map(|(_, zh, _)| *zh);
    [Some(OUTCOMES_HEADING), group]
}

/// Sections 3 and 4: rows by columns, under the rows without numbers that the form prints.
fn write_matrix(out: &mut String, rows: &TableRows) -> std::fmt::Result {
    let columns = rows.table.columns();
    let labels: Vec<&str> = columns.iter().map(|column| column.zh).collect();
    writeln!(out, "\n| | {} |\n|---|{}", labels.join(" | "), "--:|".repeat(columns.len()))?;
    let mut above = [None, None];
    for row in &rows.rows {
        let now = printed_above(rows.table, row.row);
        for (label, _) in now.iter().zip(above).filter(|(label, before)| *label != before) {
            if let Some(label) = label {
                writeln!(out, "| {label} |{}", "  |".repeat(columns.len()))?;
            }
        }
        above = now;
        let mut cells = vec![String::new(); columns.len()];
        for (index, cell) in &row.cells {
            cells[*index] = printed(cell);
        }
        writeln!(out, "| {} | {} |", row.row.zh, cells.join(" | "))?;
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
fn write_notes(out: &mut String, table: Table, notes: &[CellNote]) -> std::fmt::Result {
    let mut first = true;
    for note in notes.iter().filter(|note| note.table == table.name()) {
        if [CellState::Blank.code(), CellState::NotApplicable.code()].contains(&note.state) {
            continue;
        }
        if first {
            writeln!(out)?;
            first = false;
        }
        let row = table.row(note.row).map_or(note.row, |row| row.zh);
        let column = table.column_index(note.column).map_or(note.column, |index| table.columns()[index].zh);
        writeln!(
            out,
            "- ※ {row} · {column}: {} “{}”{}",
            note.state,
            note.raw.replace('\n', " "),
            at(note.line)
        )?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{report_json, report_markdown};
    use crate::form::Table;
    use crate::report::{Cell, CellState, InformationFee, Number, Report, RowCells, TableRows};

    fn report() -> Report {
        let row = |table: Table, code: &str, cells: Vec<(usize, Cell)>| TableRows {
            table,
            rows: vec![RowCells { row: table.row(code).unwrap(), line: 9, cells }],
        };
        let count = |value| Cell::number(Number::Count(value));
        Report {
            agency: Some("南关区民政局".to_owned()),
            year: Some(2024),
            tables: vec![
                row(Table::Section20, "fees", vec![(10, Cell::number(Number::Amount(25.1)))]),
                row(
                    Table::Applications,
                    "received_new",
                    vec![(0, count(3)), (1, Cell::missing(CellState::Blank, "")), (6, count(3))],
                ),
                row(
                    Table::Review,
                    "reconsideration",
                    vec![(0, Cell::noted(Number::Count(1), CellState::Inferred, "10"))],
                ),
            ],
            fee: Some(InformationFee {
                collected_yuan: Some(Number::Amount(0.0)),
                ..InformationFee::default()
            }),
            ..Report::default()
        }
    }

    #[test]
    fn json_has_null_where_nothing_is_known() {
        let json = report_json("a.txt", &report(), &[]);
        assert_eq!(json["section20"].to_string(), r#"{"fees":{"amount_10k_yuan":25.1}}"#);
        assert_eq!(json["applications"]["received_new"].to_string(), "[3,null,null,null,null,null,3]");
        assert_eq!(json["review"]["reconsideration"].to_string(), "[1,null,null,null,null]");
        assert_eq!(
            json["information_fee"].to_string(),
            r#"{"notices":null,"billed_yuan":null,"collected_yuan":0}"#
        );
        assert_eq!(json["notes"][0]["state"], "blank");
        assert!(json["title"].is_null() && json["region"].is_null());
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
        let markdown = report_markdown("a.txt", &Report { tables, ..Report::default() }, &[], str::to_owned);
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
        let markdown = report_markdown("a.txt", &report(), &[], str::to_owned);
        assert!(markdown.contains("| 行政复议 | 1 ※ |  |"), "{markdown}");
        assert!(markdown.contains("- ※ 行政复议 · 结果维持: inferred “10” (line 9)"), "{markdown}");
        assert!(markdown.contains("| 一、本年新收政府信息公开申请数量 | 3 |  |"), "{markdown}");
    }
}
