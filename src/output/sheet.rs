//! Writes rows as a workbook: a sheet a result, its heading in view while the rest scrolls.

use crate::rows::{Rows, Value};
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};
use std::io;
use unicode_width::UnicodeWidthStr;

/// Rows below the heading that a sheet has room for.
pub const SHEET_ROWS: usize = 1_048_575;
/// Characters that a cell has room for.
const CELL: usize = 32_767;
/// Characters that the name of a sheet has room for.
const NAME: usize = 31;
/// Width of a column at most, in digits.
const WIDE: usize = 60;
/// Rows that the width of a column is taken from.
const LOOKED_AT: usize = 200;

/// A result as a sheet.
pub struct Sheet<'a> {
    /// What the tab says.
    pub name: String,
    /// What each column is called, and whether its numbers are shares of 1.
    pub headings: Vec<(String, bool)>,
    /// The rows.
    pub rows: &'a Rows,
    /// Of which rows the decimals are shares of 1, whatever the column; none where empty.
    pub share_rows: Vec<bool>,
}

/// The bytes of a workbook, and how many texts were cut since no cell has room for them; such end in `…`.
///
/// # Errors
/// Where it cannot be made, or a result has more than [`SHEET_ROWS`] rows.
pub fn workbook(sheets: &[Sheet]) -> io::Result<(Vec<u8>, usize)> {
    made(sheets).map_err(|error| io::Error::other(error.to_string()))
}

fn made(sheets: &[Sheet]) -> Result<(Vec<u8>, usize), XlsxError> {
    let mut workbook = Workbook::new();
    let mut cut = 0;
    for sheet in sheets {
        let page = workbook.add_worksheet();
        page.set_name(tab(&sheet.name))?;
        cut += fill(page, sheet)?;
    }
    if sheets.is_empty() {
        workbook.add_worksheet();
    }
    Ok((workbook.save_to_buffer()?, cut))
}

/// A name that a tab can have.
fn tab(name: &str) -> String {
    name.chars().map(|sign| if "[]:*?/\\'".contains(sign) { '_' } else { sign }).take(NAME).collect()
}

/// Writes a result and returns how many texts were cut.
fn fill(page: &mut Worksheet, sheet: &Sheet) -> Result<usize, XlsxError> {
    let rows = &sheet.rows.rows;
    let plain = Format::new().set_font_name("宋体").set_font_size(11);
    let share = plain.clone().set_num_format("0.0%");
    let heading = plain
        .clone()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter)
        .set_border_bottom(FormatBorder::Thin)
        .set_background_color(Color::RGB(0x00E8_EEF5));
    for (column, (name, _)) in (0..).zip(&sheet.headings) {
        page.write_string_with_format(0, column, name, &heading)?;
        page.set_column_width(column, width(sheet, usize::from(column)) as u32)?;
    }
    let mut cut = 0;
    for (place, (line, row)) in (1..).zip(rows).enumerate() {
        let of_shares = sheet.share_rows.get(place).copied().unwrap_or_default();
        for ((column, value), (_, shares)) in (0..).zip(row).zip(&sheet.headings) {
            match value {
                Value::Null => {}
                Value::Integer(_) | Value::Real(_) => {
                    let shares = *shares || of_shares && matches!(value, Value::Real(_));
                    let number = value.as_f64().unwrap_or_default();
                    page.write_number_with_format(
                        line,
                        column,
                        number,
                        if shares { &share } else { &plain },
                    )?;
                }
                Value::Text(text) if text.encode_utf16().count() > CELL => {
                    cut += 1;
                    page.write_string_with_format(line, column, shortened(text), &plain)?;
                }
                Value::Text(text) => {
                    page.write_string_with_format(line, column, text, &plain)?;
                }
            }
        }
    }
    page.set_freeze_panes(1, 0)?;
    if !sheet.headings.is_empty() && !rows.is_empty() {
        page.autofilter(0, 0, rows.len() as u32, sheet.headings.len() as u16 - 1)?;
    }
    Ok(cut)
}

/// As much of a text as a cell has room for.
fn shortened(text: &str) -> String {
    let mut units = 0;
    let kept = text.chars().take_while(|sign| {
        units += sign.len_utf16();
        units < CELL
    });
    kept.chain(['…']).collect()
}

/// Width of a column, in digits: that of its longest value, or of its heading over two lines.
fn width(sheet: &Sheet, column: usize) -> usize {
    let value = |row: &Vec<Value>| row.get(column).map(|value| value.to_string().width()).unwrap_or_default();
    let values = sheet.rows.rows.iter().take(LOOKED_AT).map(value).max().unwrap_or_default();
    let heading = sheet.headings.get(column).map(|(name, _)| name.width()).unwrap_or_default();
    values.max(heading.div_ceil(2)).clamp(6, WIDE) + 3
}
