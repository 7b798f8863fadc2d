//! Workbooks of Excel 2007 and later (xlsx, xlsm, and et that is xlsx).

use super::format::{plain_number, shown};
use super::{Area, Sheet, UNCOMPUTED, lay_out, white};
use crate::document::Document;
use crate::source::Unreadable;
use crate::source::builder::Builder;
use crate::source::package::{Kind, Package, attribute, broken, each_element, empty};
use crate::source::seen::Seen;
use crate::source::white::set_apart;
use calamine::{DataRef, ExcelDateTime, Reader, SheetVisible, Xlsx};
use std::collections::{HashMap, HashSet};
use std::io::Cursor;

/// Media type of the format.
pub(in crate::source) const MEDIA_TYPE: &str =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Whether bytes are a zip container with a workbook in it.
pub(in crate::source) fn looks_like(seen: &Seen) -> bool {
    seen.package == Some(Kind::Workbook)
}

/// Reads a workbook.
///
/// # Errors
/// [`Unreadable`] where the container is damaged or unpacks beyond the limit, or nothing is printed.
pub fn read(bytes: &[u8]) -> Result<Document, Unreadable> {
    let mut package = Package::open(bytes, "xlsx")?;
    package.within_bounds()?;
    let (mut views, apart) = views(&mut package)?;
    let failed = |error: calamine::XlsxError| broken("xlsx", &error.to_string());
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(failed)?;
    let mut sheets = Vec::new();
    for listed in workbook.sheets_metadata().to_vec() {
        if listed.visible != SheetVisible::Visible || listed.typ != calamine::SheetType::WorkSheet {
            continue;
        }
        let view = views.remove(&listed.name).unwrap_or_default();
        let merges = workbook.merge_cells_by_sheet_name(&listed.name).map_err(failed)?;
        let merges = merges.iter().map(|merge| Area {
            top: merge.start.0,
            left: merge.start.1,
            bottom: merge.end.0,
            right: merge.end.1,
        });
        let mut sheet = Sheet {
            merges: merges.collect(),
            name: listed.name,
            hidden_rows: view.rows,
            hidden_columns: view.columns,
            ..Sheet::default()
        };
        let mut cells = workbook.worksheet_cells_reader(&sheet.name).map_err(failed)?;
        while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(failed)? {
            let style = cells.styles().get(style).and_then(|style| style.number_format.as_ref());
            let format = style.map_or("General", |format| format.format_code.as_str());
            let mut text = text(cell.get_value(), format);
            if text.is_empty() && view.formulas.contains(&cell.get_position()) {
                UNCOMPUTED.clone_into(&mut text);
            }
            let is_text = matches!(cell.get_value(), DataRef::String(_) | DataRef::SharedString(_));
            if let Some(apart) = apart.get(&text).filter(|_| is_text) {
                text.clone_from(apart);
            } else if view.white.contains(&cell.get_position()) {
                text = set_apart(text);
            }
            let hidden_zero = view.hides_zeros && is_zero(cell.get_value());
            if !hidden_zero {
                let (row, column) = cell.get_position();
                sheet.put(row, column, text)?;
            }
        }
        sheets.push(sheet);
    }
    let mut builder = Builder::default();
    lay_out(sheets, &mut builder)?;
    if builder.is_empty() { Err(empty()) } else { Ok(builder.finish(None)) }
}

fn is_zero(value: &DataRef) -> bool {
    matches!(value, DataRef::Int(0)) || matches!(value, DataRef::Float(number) if *number == 0.0)
}

fn text(value: &DataRef, format: &str) -> String {
    match value {
        DataRef::Int(number) => shown(*number as f64, format),
        DataRef::Float(number) => shown(*number, format),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(truth) => truth.to_string().to_ascii_uppercase(),
        DataRef::DateTime(date) => self::date(date),
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}

/// A date or time; what is neither is shown as its number with a mark, so that it is not taken for a plain one.
pub(super) fn date(date: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    match (date.is_datetime(), hour, minute, second) {
        (true, 0, 0, 0) => format!("{year}-{month:02}-{day:02}"),
        (true, ..) => format!("{year}-{month:02}-{day:02} {hour:02}:{minute:02}"),
        (false, ..) => format!("{}（h:mm）", plain_number(date.as_f64())),
    }
}

/// What a sheet's view leaves out.
#[derive(Default)]
struct View {
    rows: Vec<(u32, u32)>,
    columns: Vec<(u32, u32)>,
    hides_zeros: bool,
    /// Places of formulas whose result is no text.
    formulas: HashSet<(u32, u32)>,
    /// Places of cells that print white with nothing filled behind them.
    white: HashSet<(u32, u32)>,
}

/// Row and column from 0 of a place such as `B12`.
fn cell_place(place: &str) -> Option<(u32, u32)> {
    let (letters, digits) = place.split_at(place.find(|c: char| c.is_ascii_digit())?);
    let column = letters.bytes().try_fold(0u32, |column, letter| {
        let digit = letter.to_ascii_uppercase().checked_sub(b'A').filter(|digit| *digit < 26)?;
        column.checked_mul(26)?.checked_add(u32::from(digit) + 1)
    })?;
    Some((digits.parse::<u32>().ok()?.checked_sub(1)?, column.checked_sub(1)?))
}

/// Whether a range such as `A1:B12` reaches past what a workbook can hold: the reader of cells counts without bounds.
fn is_too_far(range: &str) -> bool {
    range.split(':').any(|place| {
        let letters = place.chars().filter(char::is_ascii_alphabetic).count();
        letters > 3 || place.chars().filter(char::is_ascii_digit).count() > 7
    })
}

/// The views of all sheets by the sheets' names, and the texts with white digits, these set apart.
fn views(package: &mut Package) -> Result<(HashMap<String, View>, white::Apart), Unreadable> {
    let main = package.main_part()?;
    let relations = package.relations(&main)?;
    let mut part = |kind: &str| {
        let relation = relations.iter().find(|relation| relation.kind.ends_with(kind));
        relation.map_or(Ok(None), |relation| package.xml(&relation.target)).map(Option::unwrap_or_default)
    };
    let (styles, shared) = (part("/styles")?, part("/sharedStrings")?);
    let whites = white::formats(&styles).unwrap_or_default();
    let mut apart = white::texts(&shared).unwrap_or_default();
    let mut names: Vec<(String, String)> = Vec::new();
    each_element(&package.needed(&main)?, |name, element| {
        if name == "sheet" {
            let id = attribute(element, "id").unwrap_or_default();
            names.push((attribute(element, "name").unwrap_or_default(), id));
        }
    })
    .map_err(|error| broken("xlsx", &error))?;
    let mut views = HashMap::new();
    for (name, id) in names {
        let Some(relation) = relations.iter().find(|relation| relation.id == id) else { continue };
        let Some(xml) = package.xml(&relation.target)? else { continue };
        if xml.contains("<is>") {
            apart.extend(white::texts(&xml).unwrap_or_default());
        }
        let mut view = View::default();
        let mut row = 0u32;
        let mut place = None;
        let mut too_far = false;
        each_element(&xml, |name, element| {
            let number =
                |name: &str| attribute(element, name).and_then(|text| text.trim().parse::<u32>().ok());
            let hidden = || attribute(element, "hidden").is_some_and(|value| value == "1" || value == "true");
            let range = match name {
                "c" => attribute(element, "r"),
                "dimension" | "mergeCell" => attribute(element, "ref"),
                _ => None,
            };
            too_far |= range.as_deref().is_some_and(is_too_far);
            match name {
                "row" => {
                    row = number("r").unwrap_or(row + 1);
                    if hidden() {
                        let place = row.saturating_sub(1);
                        match view.rows.last_mut() {
                            Some((_, last)) if *last + 1 == place => *last = place,
                            _ => view.rows.push((place, place)),
                        }
                    }
                }
                "c" => {
                    let here = range.as_deref().and_then(cell_place);
                    view.white
                        .extend(here.filter(|_| number("s").is_some_and(|style| whites.contains(&style))));
                    let is_text = attribute(element, "t").is_some_and(|kind| kind == "str");
                    place = here.filter(|_| !is_text);
                }
                "f" => view.formulas.extend(place),
                "col" if hidden() => {
                    let first = number("min").unwrap_or(1).saturating_sub(1);
                    view.columns.push((first, number("max").unwrap_or(1).saturating_sub(1)));
                }
                "sheetView" => {
                    view.hides_zeros =
                        attribute(element, "showZeros").is_some_and(|value| value == "0" || value == "false");
                }
                _ => {}
            }
        })
        .map_err(|error| broken("xlsx", &error))?;
        if too_far {
            return Err(broken("xlsx", "单元格位置有误 / a cell at an impossible place"));
        }
        views.insert(name, view);
    }
    Ok((views, apart))
}
