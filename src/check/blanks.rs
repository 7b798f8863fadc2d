//! Rows with cells that hold no number: what is printed must leave room for them, and nothing must be missing.

use super::words::{self, Both};
use super::{TOLERANCE, finding, plain};
use crate::form::Table;
use crate::report::{Cell, CellState, Finding, Number, Report, RowCells, Severity};

const RULE: &str = "T.BLANK";

/// The column of the sum.
const TOTAL: &str = "total";

/// Findings on the rows of sections 3 and 4 that print a total and leave other cells without a number.
pub(super) fn findings(report: &Report) -> Vec<Finding> {
    // A table that prints totals only leaves all else blank on purpose.
    let prints_parts = |table: &Table, rows: &[RowCells]| {
        let total = table.column_index(TOTAL);
        let mut cells = rows.iter().flat_map(|row| &row.cells);
        cells.any(|(column, cell)| Some(*column) != total && cell.value.is_some())
    };
    let tables = [Table::Applications, Table::Review];
    let rows = tables.into_iter().filter_map(|table| report.table(table).map(|rows| (table, &rows.rows)));
    rows.filter(|(table, rows)| prints_parts(table, rows))
        .flat_map(|(table, rows)| rows.iter().filter_map(move |row| of_row(table, row)))
        .collect()
}

fn of_row(table: Table, row: &RowCells) -> Option<Finding> {
    let total_at = table.column_index(TOTAL)?;
    let cell = |at: usize| row.cells.iter().find(|(column, _)| *column == at).map(|(_, cell)| cell);
    let total = cell(total_at)?.value?.as_f64();
    let parts: Vec<&Cell> =
        (0..table.columns().len()).filter(|at| *at != total_at).map(cell).collect::<Option<_>>()?;
    let printed: Vec<f64> = parts.iter().filter_map(|cell| cell.value).map(Number::as_f64).collect();
    if printed.len() == parts.len() {
        return None;
    }
    let (sum, blank) = (printed.iter().sum::<f64>(), parts.len() - printed.len());
    let is_blank = |cell: &&Cell| {
        matches!(cell.note, Some((CellState::Blank | CellState::NotApplicable, _))) || cell.value.is_some()
    };
    let lacks = total - sum > TOLERANCE && parts.iter().all(is_blank);
    let exceeds = sum - total > TOLERANCE;
    if !lacks && !exceeds {
        return None;
    }
    let line = Some(row.line);
    let place = Both::join(&[words::row(table, row.row), words::at(line)], "", "");
    let (sum, diff, total) = (plain(sum), plain((total - sum).abs()), plain(total));
    let said = if lacks {
        Both::new(
            format!(
                "{}：“总计” {total}，大于其余各格之和 {sum}，相差 {diff}，空白的 {blank} 格应有数",
                place.zh
            ),
            format!(
                "{}: Total {total} is more than the other cells {sum}, difference {diff}; the blank ones ({blank}) should hold it",
                place.en
            ),
        )
    } else {
        Both::new(
            format!(
                "{}：未计没有数字的 {blank} 格，其余各格之和 {sum} 已大于“总计” {total}，相差 {diff}",
                place.zh
            ),
            format!(
                "{}: without the cells that hold no number ({blank}) the sum {sum} is more than Total {total}, difference {diff}",
                place.en
            ),
        )
    };
    let expected = if lacks { sum } else { format!("≥ {sum}") };
    let mut finding = finding(RULE, row.row.code, [expected, total], line, &said);
    if exceeds {
        finding.severity = Severity::Error;
    }
    Some(finding)
}
