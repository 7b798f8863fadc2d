//! Workbooks of Excel 97 to 2003 (xls, and et that is xls).
//!
//! The records of the file are walked once for what the reader of cells does not tell: passwords, hidden rows and
//! columns, formats of numbers, and places so far out that a sheet of them would fill the memory.

use super::format::{plain_number, shown};
use super::xlsx::date;
use super::{Area, Sheet, lay_out, too_many};
use crate::document::Document;
use crate::limits::MAX_CELLS;
use crate::source::Unreadable;
use crate::source::builder::Builder;
use crate::source::ole::{encrypted, stream};
use crate::source::package::{broken, empty};
use crate::source::seen::Seen;
use crate::source::white::{is_white, set_apart};
use calamine::{Data, Reader, SheetVisible, Xls};
use std::collections::{HashMap, HashSet};
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Media type of the format.
pub(in crate::source) const MEDIA_TYPE: &str = "application/vnd.ms-excel";

/// Names of the stream that holds the workbook.
const STREAMS: &[&str] = &["Workbook", "Book"];

/// Cells of the area of a sheet, empty ones counted.
const MAX_AREA: u64 = 3 * MAX_CELLS as u64;

/// Cells of the area of a sheet with few numbers, and how many more each of its cells allows: room is made for all of
/// them, so that a few bytes must not ask for the room of a large sheet.
const SPARSE_AREA: u64 = 1 << 16;
const AREA_PER_CELL: u64 = 1 << 12;

/// Records of one cell: FORMULA, NUMBER, LABEL, BOOLERR, RK, LABELSST, RSTRING.
const CELLS: [u16; 8] = [0x0006, 0x0406, 0x0203, 0x0204, 0x0205, 0x027e, 0x00fd, 0x00d6];

/// The record of several numbers of a row.
const MULRK: u16 = 0x00bd;

/// Whether bytes are an OLE container with a workbook in it.
pub(in crate::source) fn looks_like(seen: &Seen) -> bool {
    seen.has_stream(STREAMS)
}

/// Reads a workbook.
///
/// # Errors
/// [`Unreadable`] where the file is damaged, under a password or holds more than any report, or nothing is printed.
pub fn read(bytes: &[u8]) -> Result<Document, Unreadable> {
    let failed = |error: String| broken("xls", &error);
    let records = stream(bytes, STREAMS).ok_or_else(|| failed("没有工作簿 / no workbook".into()))?;
    let mut views = views(&records)?;
    // The reader of cells trusts lengths and places that a damaged file prints.
    let opened = catch_unwind(AssertUnwindSafe(|| Xls::new(Cursor::new(bytes))));
    let opened = opened.map_err(|_| failed("记录不完整 / records are cut".into()))?;
    let mut workbook: Xls<_> = opened.map_err(|error| failed(error.to_string()))?;
    let mut sheets = Vec::new();
    for (index, listed) in workbook.sheets_metadata().to_vec().into_iter().enumerate() {
        if listed.visible != SheetVisible::Visible || listed.typ != calamine::SheetType::WorkSheet {
            continue;
        }
        let view = views.get_mut(index).map(std::mem::take).unwrap_or_default();
        let merges = workbook.merge_cells_by_sheet_name(&listed.name).unwrap_or_default();
        let merges = merges.iter().map(|merge| Area {
            top: merge.start.0,
            left: merge.start.1,
            bottom: merge.end.0,
            right: merge.end.1,
        });
        let mut sheet = Sheet {
            merges: merges.collect(),
            hidden_rows: view.rows,
            hidden_columns: view.columns,
            ..Sheet::default()
        };
        let range = workbook.worksheet_range(&listed.name).map_err(|error| failed(error.to_string()))?;
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let (row, column) = (top + row as u32, left + column as u32);
            let format = view.formats.get(&(row, column)).map_or("General", String::as_str);
            let zero =
                matches!(value, Data::Int(0)) || matches!(value, Data::Float(number) if *number == 0.0);
            if !(view.hides_zeros && zero) {
                let text = text(value, format);
                let white = view.white.contains(&(row, column));
                sheet.put(row, column, if white { set_apart(text) } else { text })?;
            }
        }
        sheet.name = listed.name;
        sheets.push(sheet);
    }
    let mut builder = Builder::default();
    lay_out(sheets, &mut builder)?;
    if builder.is_empty() { Err(empty()) } else { Ok(builder.finish(None)) }
}

fn text(value: &Data, format: &str) -> String {
    match value {
        Data::Int(number) => shown(*number as f64, format),
        Data::Float(number) => shown(*number, format),
        Data::DateTime(value) if value.is_datetime() => date(value),
        Data::DateTime(value) => plain_number(value.as_f64()) + "（h:mm）",
        Data::Bool(truth) => truth.to_string().to_ascii_uppercase(),
        other => other.to_string(),
    }
}

/// What the records of a sheet say of its view.
#[derive(Default)]
struct View {
    rows: Vec<(u32, u32)>,
    columns: Vec<(u32, u32)>,
    hides_zeros: bool,
    /// Formats of numbers that are not the general one, by place.
    formats: HashMap<(u32, u32), String>,
    /// Places of cells that print white with nothing filled behind them.
    white: HashSet<(u32, u32)>,
}

/// A record: its kind and its bytes.
struct Records<'a>(&'a [u8]);

impl<'a> Iterator for Records<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let length = usize::from(number(self.0, 2)?);
        let (kind, record) = (number(self.0, 0)?, self.0.get(4..4 + length)?);
        self.0 = &self.0[4 + length..];
        Some((kind, record))
    }
}

fn number(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

/// The views of all sheets, in the order in which the workbook lists them.
fn views(stream: &[u8]) -> Result<Vec<View>, Unreadable> {
    let mut starts: Vec<usize> = Vec::new();
    let mut codes: HashMap<u16, String> =
        BUILT_IN.iter().map(|(id, code)| (*id, (*code).to_owned())).collect();
    let mut styles: Vec<u16> = Vec::new();
    let mut print = Print::default();
    for (kind, record) in Records(stream) {
        match kind {
            0x002f => return Err(encrypted()),
            0x0085 => {
                let start = record.get(..4).and_then(|bytes| bytes.try_into().ok()).map(u32::from_le_bytes);
                let start = start.map_or(usize::MAX, |start| start as usize);
                if start > stream.len() {
                    return Err(broken("xls", "工作表位置越界 / a sheet stands outside the file"));
                }
                starts.push(start);
            }
            0x00e0 => {
                styles.push(number(record, 2).unwrap_or(0));
                print.styles.push(record);
            }
            0x0031 => print.fonts.push(number(record, 4).unwrap_or(0)),
            0x0092 => print.palette = record.get(2..).unwrap_or_default(),
            0x041e => codes.extend(format_code(record)),
            0x000a => break,
            _ => {}
        }
    }
    let code = |style: u16| styles.get(usize::from(style)).and_then(|format| codes.get(format));
    let white: Vec<bool> = print.styles.iter().map(|style| print.is_white(style)).collect();
    let white = |style: u16| white.get(usize::from(style)) == Some(&true);
    starts.into_iter().map(|start| view(&stream[start..], code, white)).collect()
}

/// Fonts and fills of a workbook.
#[derive(Default)]
struct Print<'a> {
    /// Records of the formats of cells.
    styles: Vec<&'a [u8]>,
    /// Colours of fonts, by their places in the palette.
    fonts: Vec<u16>,
    /// Colours that the file gives the palette from place 8 on.
    palette: &'a [u8],
}

impl Print<'_> {
    /// Whether a format prints white with nothing filled behind it, as far as files of Excel 97 and later tell.
    fn is_white(&self, style: &[u8]) -> bool {
        const OWN: u16 = 8;
        let white = |color: u16| match color.checked_sub(OWN).map(|place| 4 * usize::from(place)) {
            Some(at) if at + 4 <= self.palette.len() => {
                is_white([self.palette[at], self.palette[at + 1], self.palette[at + 2]])
            }
            _ => matches!(color, 1 | 9),
        };
        let (Some(font), Some(pattern), Some(fill)) =
            (number(style, 0), number(style, 16), number(style, 18))
        else {
            return false;
        };
        // No font has the number 4.
        let font = self.fonts.get(usize::from(font) - usize::from(font > 4));
        font.is_some_and(|color| white(*color)) && (pattern >> 10 == 0 || white(fill & 0x7f))
    }
}

fn view<'a>(
    stream: &[u8],
    code: impl Fn(u16) -> Option<&'a String>,
    white: impl Fn(u16) -> bool,
) -> Result<View, Unreadable> {
    let mut view = View::default();
    let (mut depth, mut bounds, mut cells) = (0usize, None::<Area>, 0u64);
    for (kind, record) in Records(stream) {
        let at = |place: usize| number(record, place).map_or(0, u32::from);
        // The reader of cells makes room for all places, and counts sheets within sheets otherwise.
        match kind {
            _ if CELLS.contains(&kind) => {
                cells += 1;
                stretch(&mut bounds, at(0), at(2));
            }
            // STRING: the text of the formula before it, of none in the first cell.
            0x0207 => stretch(&mut bounds, 0, 0),
            MULRK => {
                cells += 1;
                stretch(&mut bounds, at(0), at(2));
                stretch(&mut bounds, at(0), at(2) + (record.len() / 6) as u32);
            }
            _ => {}
        }
        match kind {
            0x0809 | 0x0409 | 0x0209 | 0x0009 => depth += 1,
            0x000a => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    break;
                }
            }
            // DIMENSIONS: the reader of cells reserves room for them, wherever the record stands.
            0x0200 if !is_a_sheet(record) => {
                return Err(broken(
                    "xls",
                    "工作表范围超出 65536 行、256 列 / a sheet larger than 65536 rows by 256 columns",
                ));
            }
            _ if depth != 1 => {}
            // ROW, COLINFO, WINDOW2
            0x0208 if at(12) & 0x20 != 0 => view.rows.push((at(0), at(0))),
            0x007d if at(8) & 1 != 0 => view.columns.push((at(0), at(2))),
            0x023e => view.hides_zeros = at(0) & 0x10 == 0,
            _ if CELLS.contains(&kind) => {
                view.formats.extend(code(at(4) as u16).map(|code| ((at(0), at(2)), code.clone())));
                view.white.extend(white(at(4) as u16).then_some((at(0), at(2))));
            }
            // Row, first column, then style and number for each, last column.
            MULRK => {
                for (index, place) in (4..record.len().saturating_sub(7)).step_by(6).enumerate() {
                    let column = at(2) + index as u32;
                    view.formats.extend(code(at(place) as u16).map(|code| ((at(0), column), code.clone())));
                    view.white.extend(white(at(place) as u16).then_some((at(0), column)));
                }
            }
            _ => {}
        }
        if view.formats.len() > MAX_CELLS {
            return Err(too_many());
        }
    }
    let area = |area: Area| u64::from(area.bottom - area.top + 1) * u64::from(area.right - area.left + 1);
    let room = MAX_AREA.min(SPARSE_AREA + AREA_PER_CELL * cells);
    if bounds.map_or(0, area) > room { Err(too_many()) } else { Ok(view) }
}

/// Whether the rows and columns that a record DIMENSIONS announces are those of a sheet of the format.
fn is_a_sheet(record: &[u8]) -> bool {
    let narrow = |at: usize| number(record, at).map_or(0, u32::from);
    let wide = |at: usize| narrow(at) | narrow(at + 2) << 16;
    let (first, last, columns) =
        if record.len() < 14 { (narrow(0), narrow(2), narrow(6)) } else { (wide(0), wide(4), narrow(10)) };
    first <= last.max(1) && last <= 65_536 && columns <= 256
}

fn stretch(bounds: &mut Option<Area>, row: u32, column: u32) {
    let known = bounds.get_or_insert(Area { top: row, left: column, bottom: row, right: column });
    known.top = known.top.min(row);
    known.left = known.left.min(column);
    known.bottom = known.bottom.max(row);
    known.right = known.right.max(column);
}

/// Id and code of a format of numbers: length, whether its characters have two bytes, characters.
fn format_code(record: &[u8]) -> Option<(u16, String)> {
    let (id, length) = (number(record, 0)?, usize::from(number(record, 2)?));
    let text = record.get(5..)?;
    let wide = record.get(4)? & 1 == 1;
    let code = if wide {
        let units = text.chunks_exact(2).take(length).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
        char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    } else {
        text.iter().take(length).map(|byte| char::from(*byte)).collect()
    };
    Some((id, code))
}

/// Formats that files need not spell out, of those that show a number otherwise than the general one does.
const BUILT_IN: &[(u16, &str)] = &[
    (1, "0"),
    (2, "0.00"),
    (3, "#,##0"),
    (4, "#,##0.00"),
    (9, "0%"),
    (10, "0.00%"),
    (11, "0.00E+00"),
    (12, "# ?/?"),
    (13, "# ??/??"),
    (37, "#,##0_);(#,##0)"),
    (38, "#,##0_);[Red](#,##0)"),
    (39, "#,##0.00_);(#,##0.00)"),
    (40, "#,##0.00_);[Red](#,##0.00)"),
    (48, "##0.0E+0"),
];

#[cfg(test)]
mod tests {
    use super::read;
    use std::io::{Cursor, Write};

    fn record(kind: u16, bytes: &[u8]) -> Vec<u8> {
        [&kind.to_le_bytes(), &(bytes.len() as u16).to_le_bytes(), bytes].concat()
    }

    /// A workbook of one sheet with 7 at each of the places.
    fn workbook(places: &[(u16, u16)]) -> Vec<u8> {
        let begin =
            |kind: u16| record(0x0809, &[0x0600u16, kind, 0, 0, 0, 0, 0, 0].map(u16::to_le_bytes).concat());
        let end = record(0x000a, &[]);
        let listed = |start: u32| record(0x0085, &[&start.to_le_bytes()[..], &[0, 0, 1, 0, b'S']].concat());
        let start = (begin(5).len() + listed(0).len() + end.len()) as u32;
        let mut stream = [begin(5), listed(start), end.clone(), begin(0x10)].concat();
        for (row, column) in places {
            let place = [*row, *column, 0].map(u16::to_le_bytes).concat();
            stream.extend(record(0x0203, &[&place[..], &7f64.to_le_bytes()].concat()));
        }
        stream.extend(end);
        let mut file =
            cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new())).expect("room");
        file.create_stream("/Workbook").and_then(|mut part| part.write_all(&stream)).expect("room");
        file.into_inner().into_inner()
    }

    #[test]
    fn few_cells_do_not_ask_for_the_room_of_a_large_sheet() {
        let refused = |places: &[(u16, u16)]| read(&workbook(places)).err().map(|error| error.code);
        let table: Vec<(u16, u16)> =
            (0..30).flat_map(|row| (0..10).map(move |column| (row, column))).collect();
        assert_eq!(refused(&[(0, 0), (60_000, 19)]), Some("too_large"));
        assert_eq!(refused(&[(0, 0), (5_000, 9)]), None);
        assert_eq!(refused(&[&table[..], &[(60_000, 19)]].concat()), None);
        assert_eq!(refused(&[&table[..], &[(60_000, 39)]].concat()), Some("too_large"));
    }
}
