//! One parsed report: typed cells that keep what was printed, the prose, and what did not fit.
//!
//! It owns the vocabulary that `parse` fills, `check` judges and `store` writes. It reads nothing itself.

mod placement;
mod state;

pub use placement::{Placement, Reading};
pub use state::CellState;

use crate::form::{Edition, Row, Table};
use chrono::NaiveDate;
use serde::Serialize;

/// Which form the printed tables follow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// One edition throughout.
    Edition(Edition),
    /// Rows or tables of both editions.
    Mixed,
    /// No table could be read.
    #[default]
    Unknown,
}

impl Form {
    /// The form of a code; what is no code is unknown.
    pub fn of(code: &str) -> Self {
        let edition = Edition::ALL.into_iter().find(|edition| edition.code() == code);
        edition.map_or(if code == Form::Mixed.code() { Form::Mixed } else { Form::Unknown }, Form::Edition)
    }

    /// The code used in the database and in JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Form::Edition(edition) => edition.code(),
            Form::Mixed => "mixed",
            Form::Unknown => "unknown",
        }
    }
}

/// Whose figures a report holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// The prose says that other units' figures are included.
    Consolidated,
    /// The prose says 本级 or the like.
    Own,
    /// The prose does not say.
    #[default]
    Unknown,
}

impl Scope {
    /// The scope of a code; what is no code is unknown.
    pub fn of(code: &str) -> Self {
        let all = [Scope::Consolidated, Scope::Own];
        all.into_iter().find(|scope| scope.code() == code).unwrap_or_default()
    }

    /// The code used in the database and in JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Scope::Consolidated => "consolidated",
            Scope::Own => "own",
            Scope::Unknown => "unknown",
        }
    }
}

/// A printed number: a count, or an amount in 万元.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    /// An integer.
    Count(i64),
    /// A decimal amount; finite.
    Amount(f64),
}

impl Number {
    /// The value as a floating-point number, exact for every count a report can print.
    pub fn as_f64(self) -> f64 {
        match self {
            Number::Count(count) => count as f64,
            Number::Amount(amount) => amount,
        }
    }
}

impl Serialize for Number {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self {
            Number::Count(count) => serializer.serialize_i64(count),
            Number::Amount(amount) if amount.fract() == 0.0 && amount.abs() < 9e15 => {
                serializer.serialize_i64(amount as i64)
            }
            Number::Amount(amount) => serializer.serialize_f64(amount),
        }
    }
}

impl std::fmt::Display for Number {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Number::Count(count) => write!(f, "{count}"),
            Number::Amount(amount) => write!(f, "{amount}"),
        }
    }
}

/// One cell of a statutory table.
///
/// Invariant: a cell without a value has a note, and a note of the first four states has no value.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// The value, `None` where none can be known.
    pub value: Option<Number>,
    /// State and printed text, where the cell is not simply a printed number.
    pub note: Option<(CellState, String)>,
}

impl Cell {
    /// A plainly printed number.
    pub fn number(value: Number) -> Self {
        Cell { value: Some(value), note: None }
    }

    /// A cell without a value, with the reason and the printed text.
    pub fn missing(state: CellState, raw: impl Into<String>) -> Self {
        Cell { value: None, note: Some((state, raw.into())) }
    }

    /// A value with the reason why it is not plainly the printed one.
    pub fn noted(value: Number, state: CellState, raw: impl Into<String>) -> Self {
        Cell { value: Some(value), note: Some((state, raw.into())) }
    }
}

/// A row of a statutory table as printed.
#[derive(Clone, Debug, PartialEq)]
pub struct RowCells {
    /// The row of the form.
    pub row: &'static Row,
    /// 1-based line of the document's text where the label stands.
    pub line: u32,
    /// The printed cells in printed order: position in [`Table::columns`] and cell.
    pub cells: Vec<(usize, Cell)>,
}

/// A table of the report: the rows that the document prints, in the order of the form.
#[derive(Clone, Debug, PartialEq)]
pub struct TableRows {
    /// Which table.
    pub table: Table,
    /// Its rows.
    pub rows: Vec<RowCells>,
}

/// The prose of one section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// 1 to 6.
    pub number: u8,
    /// Heading as printed.
    pub heading: String,
    /// Text without the tables, one paragraph a line.
    pub body: String,
    /// 1-based line of the heading.
    pub line: u32,
}

/// The fee statement of section 6, in yuan; only what is stated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct InformationFee {
    /// Number of fee notices sent (发出收费通知的件数).
    pub notices: Option<Number>,
    /// Amount of the notices (总金额).
    pub billed_yuan: Option<Number>,
    /// Amount collected (实际收取的总金额).
    pub collected_yuan: Option<Number>,
}

/// A number read out of the prose.
#[derive(Clone, Debug, PartialEq)]
pub struct NarrativeFigure {
    /// Section it stands in, 0 before the first.
    pub section: u8,
    /// What it claims to be: `received_new`, `carried_in`, `outcome_total`, `carried_out`; an outcome or a group of
    /// outcomes, `disclosed_rate`; `natural_person`, `legal_person`; `reconsideration`, `litigation`; `normative_documents.issued`, `penalty`; `received_new.change`
    /// against the year before; `list.whole`, followed by each `list.part` of it.
    pub subject: String,
    /// The number; a change that the prose calls a decrease is negative.
    pub value: f64,
    /// Its digits as printed, empty where the prose says that there was none: a share of 40.00 % is more exact than
    /// one of 40 %.
    pub printed: String,
    /// Unit as printed: 件, 条, 元, %.
    pub unit: String,
    /// What a share says that it is of (申请总数), empty where it does not say.
    pub whole: String,
    /// 1-based line.
    pub line: u32,
}

/// Something in which the document does not fit the form. It is not an arithmetic error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Code such as `table_missing`.
    pub code: &'static str,
    /// 1-based line, 0 where it concerns the whole document.
    pub line: u32,
    /// What, in Chinese and English.
    pub message: String,
}

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The form itself forbids it.
    Error,
    /// Usually wrong; may have an explanation.
    Warning,
    /// Worth a look.
    Info,
}

impl Severity {
    /// The code used in the database and in JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        }
    }
}

/// Numbers of a report that disagree.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Name of the rule, such as `T3.BALANCE`.
    pub rule: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// Row or column it concerns.
    pub subject: String,
    /// What the rule expects.
    pub expected: Option<String>,
    /// What is printed.
    pub actual: Option<String>,
    /// 1-based line of the row or sentence that `actual` stands on, `None` where it stands on no one line.
    pub line: Option<u32>,
    /// Which two numbers, where each stands, and the difference, in Chinese and English.
    pub message: String,
}

/// One parsed report.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// Title as printed.
    pub title: Option<String>,
    /// Name of the agency as printed.
    pub agency: Option<String>,
    /// Year reported on.
    pub year: Option<i32>,
    /// First day of the period (统计期限), where stated.
    pub period_start: Option<NaiveDate>,
    /// Last day of the period, where stated.
    pub period_end: Option<NaiveDate>,
    /// The words of the period where the prose calls it that of its figures, with whatever days they name.
    pub period_words: Option<String>,
    /// 1-based line of the stated period, `None` where it is not on one line.
    pub period_line: Option<u32>,
    /// The form the tables follow.
    pub form: Form,
    /// Whose figures they are.
    pub scope: Scope,
    /// The printed words that say so, `None` where it is unknown.
    pub scope_why: Option<String>,
    /// The tables that the document holds.
    pub tables: Vec<TableRows>,
    /// The prose, by section.
    pub sections: Vec<Section>,
    /// The fee statement.
    pub fee: Option<InformationFee>,
    /// Numbers read out of the prose.
    pub figures: Vec<NarrativeFigure>,
    /// What does not fit the form.
    pub problems: Vec<Problem>,
    /// Where each cell was read, in printed order; a row printed twice has two.
    pub placements: Vec<Placement>,
}

impl Report {
    /// Where a cell was read.
    pub fn placed(&self, table: Table, row: &str, column: usize) -> impl Iterator<Item = &Placement> {
        self.placements
            .iter()
            .filter(move |place| place.table == table && place.row == row && place.column == column)
    }

    /// The rows of a table, `None` where the document does not hold it.
    pub fn table(&self, table: Table) -> Option<&TableRows> {
        self.tables.iter().find(|rows| rows.table == table)
    }

    /// A printed cell by codes, `None` where row or column is not printed.
    pub fn cell(&self, table: Table, row: &str, column: &str) -> Option<&Cell> {
        let column = table.column_index(column)?;
        let rows = &self.table(table)?.rows;
        let row = rows.iter().find(|cells| cells.row.code == row)?;
        row.cells.iter().find(|(index, _)| *index == column).map(|(_, cell)| cell)
    }

    /// The value of a cell by codes, `None` where it is not known.
    pub fn value(&self, table: Table, row: &str, column: &str) -> Option<Number> {
        self.cell(table, row, column)?.value
    }

    /// Records that something does not fit the form.
    pub fn problem(&mut self, code: &'static str, line: u32, message: impl Into<String>) {
        self.problems.push(Problem { code, line, message: message.into() });
    }

    /// All prose joined, for comparing reports.
    pub fn prose(&self) -> String {
        self.sections.iter().map(|section| section.body.as_str()).collect::<Vec<_>>().join("\n")
    }
}

/// A note of one cell, or of a whole row where `column` is `*`, as stored and printed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CellNote {
    /// Database name of the table.
    #[serde(rename = "table")]
    pub table: &'static str,
    /// Code of the row.
    pub row: &'static str,
    /// Code of the column or `*`.
    pub column: &'static str,
    /// State code.
    pub state: &'static str,
    /// Printed text.
    pub raw: String,
    /// 1-based line of the row's label.
    pub line: u32,
}

impl Report {
    /// The notes of all cells; a row whose cells all carry the same note gets one with column `*`.
    pub fn notes(&self) -> Vec<CellNote> {
        let mut notes = Vec::new();
        for rows in &self.tables {
            for row in &rows.rows {
                let note = |column, state: CellState, raw: &str| CellNote {
                    table: rows.table.name(),
                    row: row.row.code,
                    column,
                    state: state.code(),
                    raw: raw.to_owned(),
                    line: row.line,
                };
                let first = row.cells.first().and_then(|(_, cell)| cell.note.clone());
                if let Some((state, raw)) = first
                    && row.cells.len() > 1
                    && row.cells.iter().all(|(_, cell)| cell.note == Some((state, raw.clone())))
                {
                    notes.push(note("*", state, &raw));
                    continue;
                }
                for (index, cell) in &row.cells {
                    if let Some((state, raw)) = &cell.note {
                        notes.push(note(rows.table.columns()[*index].code, *state, raw));
                    }
                }
            }
        }
        notes
    }
}
