//! Renders one parsed report as JSON with the codes of the form.

use crate::agency::Resolution;
use crate::form::Table;
use crate::report::{Finding, Report, RowCells};
use serde_json::{Map, Value, json};

/// A report as JSON; `null` where no value is known.
pub fn report_json(source: &str, report: &Report, body: Option<&Resolution>, findings: &[Finding]) -> Value {
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
                "line": finding.line,
                "message": finding.message,
            })
        })
        .collect();
    json!({
        "source": source,
        "agency": report.agency,
        "year": report.year,
        "form": report.form.code(),
        "region": body.and_then(|body| body.division_code.as_deref()),
        "scope": report.scope.code(),
        "scope_why": report.scope_why,
        "body": body.map(|body| {
            json!({
                "kind": body.kind,
                "level": body.level,
                "full_name": body.full_name,
                "division_code": body.division_code,
                "township_code": body.township_code,
                "resolution": body.how.code(),
                "why": body.why,
                "candidates": body.candidates,
            })
        }),
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

#[cfg(test)]
pub(super) mod tests {
    use super::report_json;
    use crate::form::Table;
    use crate::report::{Cell, CellState, InformationFee, Number, Report, RowCells, TableRows};

    /// A report with a value, a blank and a note.
    pub(in crate::output) fn report() -> Report {
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
        let json = report_json("a.txt", &report(), None, &[]);
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
}
