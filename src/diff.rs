//! What differs between two reports: header, cells, fee statement, prose. It knows neither files nor the database.
//!
//! A blank, a mark such as "/", a cell that is not printed and a zero are four different things.

use crate::form::{Column, Row, SECTIONS, SectionHeading, Table};
use crate::normalize::is_space;
use crate::prose::{pieces, similarity};
use crate::report::{CellState, InformationFee, Number, Report, Section};
use crate::rows::Value;

/// The note of what one of the reports does not print at all.
pub const NOT_PRINTED: &str = "not_printed";

/// Where the reports differ.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Place {
    /// A field of the header: title, agency, year, form, scope, `period_start`, `period_end`.
    Header(&'static str),
    /// A whole table, which one report does not hold.
    Table(Table),
    /// A cell of a table.
    Cell(Table, &'static Row, &'static Column),
    /// An amount of the fee statement: notices, `billed_yuan`, `collected_yuan`.
    Fee(&'static str),
    /// The prose of a section; the values are numbers of characters.
    Prose(&'static SectionHeading),
}

/// What one report has in a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Side {
    /// The value; the printed text where that is no number.
    pub value: Value,
    /// The state of the cell, or [`NOT_PRINTED`]; `None` of a plainly printed value.
    pub note: Option<&'static str>,
    /// 1-based line of the text.
    pub line: Option<u32>,
}

/// A place in which two reports differ.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Where.
    pub place: Place,
    /// What the first has there.
    pub old: Side,
    /// What the second has there.
    pub new: Side,
    /// Of prose, the share of four-character pieces in common, of short texts that of characters; `None` where one
    /// of the reports has none.
    pub alike: Option<f64>,
}

/// The differences in the order of the form.
pub fn diff(old: &Report, new: &Report) -> Vec<Difference> {
    let mut found = Vec::new();
    let mut compare = |place: Place, old: Side, new: Side| {
        if (&old.value, old.note) != (&new.value, new.note) {
            found.push(Difference { place, old, new, alike: None });
        }
    };
    for ((field, old), (_, new)) in header(old).into_iter().zip(header(new)) {
        compare(Place::Header(field), old, new);
    }
    for table in Table::ALL {
        if old.table(table).is_some() != new.table(table).is_some() {
            let side = |report: &Report| match report.table(table) {
                Some(rows) => Side { line: rows.rows.first().map(|row| row.line), ..plain(Value::Null) },
                None => absent(),
            };
            compare(Place::Table(table), side(old), side(new));
            continue;
        }
        for row in table.rows() {
            for (index, column) in table.columns().iter().enumerate() {
                let place = Place::Cell(table, row, column);
                compare(place, cell(old, table, row, index), cell(new, table, row, index));
            }
        }
    }
    for ((field, old), (_, new)) in fee(old.fee).into_iter().zip(fee(new.fee)) {
        compare(Place::Fee(field), old, new);
    }
    found.extend(SECTIONS.iter().filter_map(|section| prose(section, old, new)));
    found
}

fn plain(value: Value) -> Side {
    Side { value, note: None, line: None }
}

fn absent() -> Side {
    Side { note: Some(NOT_PRINTED), ..plain(Value::Null) }
}

fn header(report: &Report) -> [(&'static str, Side); 7] {
    let text = |text: Option<String>| text.map_or_else(absent, |text| plain(Value::Text(text)));
    let date = |date: Option<chrono::NaiveDate>| text(date.map(|date| date.to_string()));
    [
        ("title", text(report.title.clone())),
        ("agency", text(report.agency.clone())),
        ("year", report.year.map_or_else(absent, |year| plain(Value::Integer(year.into())))),
        ("form", plain(Value::Text(report.form.code().to_owned()))),
        ("scope", plain(Value::Text(report.scope.code().to_owned()))),
        ("period_start", date(report.period_start)),
        ("period_end", date(report.period_end)),
    ]
}

/// A number as one value, whether it was stored as a count or as an amount.
fn number(number: Number) -> Value {
    let real = number.as_f64();
    if real.fract() == 0.0 && real.abs() < 9e15 { Value::Integer(real as i64) } else { Value::Real(real) }
}

fn cell(report: &Report, table: Table, row: &Row, column: usize) -> Side {
    let found = report.table(table).and_then(|rows| {
        let row = rows.rows.iter().find(|cells| cells.row.code == row.code)?;
        let (_, cell) = row.cells.iter().find(|(index, _)| *index == column)?;
        Some((cell, row.line))
    });
    let Some((cell, line)) = found else { return absent() };
    let value = match (cell.value, &cell.note) {
        (Some(value), _) => number(value),
        (None, Some((CellState::Unreadable | CellState::Ambiguous, raw))) if !raw.is_empty() => {
            Value::Text(raw.clone())
        }
        (None, _) => Value::Null,
    };
    Side { value, note: cell.note.as_ref().map(|(state, _)| state.code()), line: Some(line) }
}

fn fee(fee: Option<InformationFee>) -> [(&'static str, Side); 3] {
    let fee = fee.unwrap_or_default();
    let side = |amount: Option<Number>| amount.map_or_else(absent, |amount| plain(number(amount)));
    [
        ("notices", side(fee.notices)),
        ("billed_yuan", side(fee.billed_yuan)),
        ("collected_yuan", side(fee.collected_yuan)),
    ]
}

/// The difference of a section's prose; blanks and line breaks do not count.
fn prose(section: &'static SectionHeading, old: &Report, new: &Report) -> Option<Difference> {
    let find = |report: &Report| -> Option<Section> {
        report.sections.iter().find(|found| found.number == section.number).cloned()
    };
    let bare = |section: &Section| section.body.chars().filter(|c| !is_space(*c)).collect::<String>();
    let (old, new) = (find(old), find(new));
    let texts = (old.as_ref().map(bare), new.as_ref().map(bare));
    if texts.0 == texts.1 {
        return None;
    }
    let side = |section: &Option<Section>, text: &Option<String>| match (section, text) {
        (Some(section), Some(text)) => Side {
            line: Some(section.line),
            ..plain(Value::Integer(i64::try_from(text.chars().count()).unwrap_or(i64::MAX)))
        },
        _ => absent(),
    };
    let hashes = |text: &Option<String>| text.as_deref().and_then(pieces);
    let long = hashes(&texts.0).zip(hashes(&texts.1)).map(|(old, new)| similarity(&old, &new));
    // Short texts have few pieces; their characters tell more.
    let short = || Some(strsim::normalized_levenshtein(texts.0.as_deref()?, texts.1.as_deref()?));
    let alike = long.or_else(short);
    Some(Difference {
        place: Place::Prose(section),
        old: side(&old, &texts.0),
        new: side(&new, &texts.1),
        alike,
    })
}
