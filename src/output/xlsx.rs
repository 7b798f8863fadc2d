//! Writes a report as a workbook: a sheet of notes and a sheet a table, its header in view while the rest scrolls.

use super::printed::{Content, Place, Printed, PrintedTable, heading};
use crate::form::Unit;
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};
use std::io;

/// The paper that the form is printed on: A4.
const A4: u8 = 9;

/// The bytes of the workbook.
///
/// # Errors
/// Where it cannot be made.
pub fn xlsx(report: &Printed) -> io::Result<Vec<u8>> {
    workbook(report).map_err(|error| io::Error::other(error.to_string()))
}

fn workbook(report: &Printed) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let plain = Format::new().set_font_name("宋体").set_font_size(11);
    let bold = plain.clone().set_bold();
    let title = bold.clone().set_font_size(16).set_align(FormatAlign::Center).set_text_wrap();
    let first = prose(&mut workbook, 1)?;
    first.write_string_with_format(0, 0, &report.title, &title)?;
    first.write_string_with_format(1, 0, heading(1), &bold)?;
    let wrapped = plain.clone().set_text_wrap().set_align(FormatAlign::Top);
    for (row, note) in (2..).zip(report.notes.iter().flat_map(|note| parts(note))) {
        first.write_string_with_format(row, 0, &note, &wrapped)?;
        first.set_row_height(row, LINE * (2 * note.chars().count() + 2).div_ceil(PROSE) as u32)?;
    }
    for table in &report.tables {
        let sheet = workbook.add_worksheet().set_name(name(table.section))?;
        sheet.write_string_with_format(0, 0, heading(table.section), &bold)?;
        write_table(sheet, table, &plain)?;
    }
    for number in [5, 6] {
        prose(&mut workbook, number)?.write_string_with_format(0, 0, heading(number), &bold)?;
    }
    workbook.save_to_buffer()
}

/// The name of the sheet of a section, short enough for a tab.
fn name(section: u8) -> &'static str {
    match section {
        1 => "一 总体情况",
        2 => "二 主动公开",
        3 => "三 依申请公开",
        4 => "四 复议诉讼",
        5 => "五 问题及改进",
        _ => "六 其他事项",
    }
}

/// Width of prose in digits, about that of a page.
const PROSE: usize = 76;

/// A sheet of prose, one page wide.
fn prose(workbook: &mut Workbook, section: u8) -> Result<&mut Worksheet, XlsxError> {
    let sheet = workbook.add_worksheet().set_name(name(section))?;
    sheet.set_column_width(0, PROSE as u32)?;
    sheet.set_paper_size(A4).set_print_fit_to_pages(1, 0);
    Ok(sheet)
}

/// A paragraph in parts that a row can show, parted between names of a list; a row has at most 409 points.
fn parts(note: &str) -> Vec<String> {
    const MOST: usize = 20 * PROSE / 2;
    let mut parts = vec![String::new()];
    for piece in note.split_inclusive('、') {
        match parts.last_mut() {
            Some(part) if part.chars().count() + piece.chars().count() <= MOST || part.is_empty() => {
                part.push_str(piece);
            }
            _ => parts.push(piece.to_owned()),
        }
    }
    parts
}

/// Height of a line, in points.
const LINE: u32 = 16;

/// Width of a column in digits: labels of items are long, those of groups less so.
fn width(table: &PrintedTable, column: usize) -> usize {
    match column {
        column if table.labels == 3 && column == 2 => 44,
        column if column < table.labels => 18,
        _ if table.labels == 1 => 20,
        _ => 9,
    }
}

/// Lines that a label takes; an ideograph is as wide as two digits.
fn lines(table: &PrintedTable, cell: &Place) -> usize {
    let Content::Label((text, _)) = &cell.content else { return 1 };
    let room: usize = (cell.column..cell.column + cell.columns).map(|column| width(table, column)).sum();
    (2 * text.chars().count() + 2).div_ceil(room.max(1))
}

/// Writes a table below the heading.
fn write_table(sheet: &mut Worksheet, table: &PrintedTable, plain: &Format) -> Result<(), XlsxError> {
    let boxed = plain.clone().set_border(FormatBorder::Thin).set_align(FormatAlign::VerticalCenter);
    let label = boxed.clone().set_text_wrap();
    let header = label.clone().set_align(FormatAlign::Center);
    let number = boxed.clone().set_align(FormatAlign::Right);
    let count = number.clone().set_num_format("0");
    for column in 0..table.width {
        sheet.set_column_width(column as u16, width(table, column) as u32)?;
    }
    for row in 0..table.height {
        let of_row = table.cells.iter().filter(|cell| cell.row == row && cell.rows == 1);
        let lines = of_row.map(|cell| lines(table, cell)).max().unwrap_or(1);
        sheet.set_row_height(row as u32 + 1, LINE * lines as u32)?;
    }
    for cell in &table.cells {
        let (row, column) = (cell.row as u32 + 1, cell.column as u16);
        let top = cell.row < table.head || cell.columns == table.width;
        let format = match &cell.content {
            Content::Label(_) if top || table.labels == 1 && cell.column > 0 => &header,
            Content::Label(_) => &label,
            Content::Number(_, Unit::Wan) | Content::Open(_) => &number,
            Content::Number(..) => &count,
        };
        if cell.rows * cell.columns > 1 {
            let (last_row, last_column) = (row + cell.rows as u32 - 1, column + cell.columns as u16 - 1);
            sheet.merge_range(row, column, last_row, last_column, "", format)?;
        }
        match &cell.content {
            Content::Label((text, _)) => {
                sheet.write_string_with_format(row, column, *text, format)?;
            }
            Content::Open(text) => {
                sheet.write_string_with_format(row, column, text, format)?;
            }
            Content::Number(value, _) => {
                sheet.write_number_with_format(row, column, *value, format)?;
            }
        }
    }
    if table.head > 0 {
        sheet.set_freeze_panes(table.head as u32 + 1, table.labels as u16)?;
        sheet.set_repeat_rows(1, table.head as u32)?;
    }
    sheet.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0);
    Ok(())
}
