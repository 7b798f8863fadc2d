//! Numbers as printed, and what a layout keeps of them.

use super::quirks::{CellStyle, Quirks, UnitPlace};
use super::render::Layout;
use super::sheet::Sheet;
use fastrand::Rng;
use gongkai::form::{Edition, Table, Unit};
use gongkai::report::CellState;

/// Whether a value must carry a note even where the layout keeps the cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoteRule {
    /// None.
    Never,
    /// It may say that a unit was applied.
    May,
    /// It must say that a unit was applied.
    Converted,
}

/// What a cell says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Truth {
    /// A number; amounts in 万元.
    Number {
        /// The number.
        value: f64,
        /// What note belongs to it.
        note: NoteRule,
    },
    /// Nothing that is a number.
    Null(CellState),
}

/// A printed cell.
#[derive(Clone, Debug)]
pub(crate) struct Printed {
    /// The text.
    pub(crate) raw: String,
    /// What it says.
    pub(crate) truth: Truth,
}

/// What is left of a cell in a layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keep {
    /// All: the value must come back with no more notes than its text asks for.
    Exact,
    /// All, but the split into cells is a reading: a note is welcome.
    Sure,
    /// Too little to be sure: a value needs a note, NULL with a note is right.
    Noted,
    /// Perhaps enough: a right value with or without a note, NULL with a note is right.
    Either,
}

/// The truth about a printed cell.
#[derive(Clone, Debug)]
pub(crate) struct CellTruth {
    /// Its table.
    pub(crate) table: Table,
    /// Code of its row.
    pub(crate) row: &'static str,
    /// Code of its column.
    pub(crate) column: &'static str,
    /// The text.
    pub(crate) raw: String,
    /// What it says.
    pub(crate) truth: Truth,
    /// What the layout keeps.
    pub(crate) keep: Keep,
}

/// Prints a number in a cell.
pub(crate) fn print(value: f64, unit: Unit, edition: Edition, quirks: &Quirks, rng: &mut Rng) -> Printed {
    let plain = |raw: String| Printed { raw, truth: Truth::Number { value, note: NoteRule::Never } };
    let touched = rng.u8(..quirks.every) == 0;
    match quirks.cells {
        CellStyle::Blank if touched => return null("", CellState::Blank),
        CellStyle::Gaps if touched && rng.bool() => return null("", CellState::Blank),
        CellStyle::Gaps if touched => return null("/", CellState::NotApplicable),
        CellStyle::Mark(mark) if touched => return null(mark, CellState::NotApplicable),
        CellStyle::Words if touched => return null("详见附件", CellState::Unreadable),
        _ => {}
    }
    match unit {
        Unit::Change => plain(change(value as i64, quirks.signs, rng)),
        Unit::Wan => amount(value, edition, quirks, rng),
        Unit::Count => {
            let raw = style(value as i64, quirks.cells, touched);
            let note = if raw.ends_with('件') { NoteRule::May } else { NoteRule::Never };
            Printed { raw, truth: Truth::Number { value, note } }
        }
    }
}

fn null(raw: &str, state: CellState) -> Printed {
    Printed { raw: raw.to_owned(), truth: Truth::Null(state) }
}

fn style(value: i64, cells: CellStyle, touched: bool) -> String {
    let digits = value.to_string();
    match cells {
        CellStyle::Large if touched => full_width(&digits),
        CellStyle::Thousands | CellStyle::Large => thousands(&digits),
        CellStyle::FullWidth => full_width(&digits),
        CellStyle::Padded if touched => format!("\u{3000}{digits} "),
        CellStyle::Spread if touched => digits.chars().map(String::from).collect::<Vec<_>>().join(" "),
        CellStyle::CountingWord if touched => format!("{digits}件"),
        _ => digits,
    }
}

/// Commas between thousands.
pub(crate) fn thousands(digits: &str) -> String {
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

fn full_width(text: &str) -> String {
    let wide = |c: char| char::from_u32(c as u32 + 0xfee0).unwrap_or(c);
    text.chars().map(|c| if c.is_ascii_graphic() { wide(c) } else { c }).collect()
}

fn change(value: i64, signs: u8, rng: &mut Rng) -> String {
    let (size, less) = (value.abs(), value < 0);
    match signs {
        _ if value == 0 && rng.u8(..3) > 0 => "0".to_owned(),
        1 => format!("{value:+}"),
        2 => full_width(&format!("{value:+}")).replace(|c: char| c.is_ascii(), ""),
        3 => format!("{}{size}", if less { "减" } else { "增" }),
        4 => format!("{}{size}", if less { "减少" } else { "增加" }),
        _ => value.to_string(),
    }
}

fn amount(value: f64, edition: Edition, quirks: &Quirks, rng: &mut Rng) -> Printed {
    let mut wan = if value.fract() == 0.0 { format!("{value}") } else { format!("{value:.4}") };
    if value.fract() != 0.0 && rng.bool() {
        wan.truncate(wan.trim_end_matches('0').len());
    }
    let yuan = ((value * 10_000.0).round() as i64).to_string();
    let converted = if value == 0.0 { NoteRule::May } else { NoteRule::Converted };
    let (raw, note) = match quirks.unit {
        UnitPlace::HeaderWan => (wan, NoteRule::May),
        UnitPlace::CellWan => (format!("{wan}万元"), NoteRule::May),
        UnitPlace::CellYuan => (format!("{yuan}元"), converted),
        UnitPlace::Nowhere | UnitPlace::HeaderYuan if edition == Edition::E2021 => (wan, NoteRule::May),
        UnitPlace::HeaderYuan => (yuan, converted),
        UnitPlace::Nowhere if value == 0.0 => (wan, NoteRule::May),
        UnitPlace::Nowhere => return null(&wan, CellState::Ambiguous),
    };
    Printed { raw, truth: Truth::Number { value, note } }
}

/// The truth about every printed cell of the sheets in a layout.
pub(crate) fn truths(sheets: &[Sheet], layout: Layout) -> Vec<CellTruth> {
    let mut truths = Vec::new();
    for sheet in sheets {
        // Section 4 prints its three channels in one row.
        let size = if sheet.table == Table::Review { sheet.rows.len().max(1) } else { 1 };
        for rows in sheet.rows.chunks(size) {
            let raws: Vec<&str> =
                rows.iter().flat_map(|row| &row.cells).map(|(_, cell)| cell.raw.trim()).collect();
            let keep = layout.keeps(&raws);
            for row in rows {
                let Some(form_row) = row.row else { continue };
                truths.extend(row.cells.iter().map(|(column, cell)| CellTruth {
                    table: sheet.table,
                    row: form_row.code,
                    column: sheet.table.columns()[*column].code,
                    raw: cell.raw.clone(),
                    truth: cell.truth,
                    keep,
                }));
            }
        }
    }
    truths
}
