//! Charts: rows and a line that says what to show of them, to SVG, PNG and a page. It knows no database.
//!
//! `spec` reads the line, `data` arranges the rows, `bars`, `lines` and `heat` draw on the `sheet`, `png` and `page` pack the picture.
//! A place without a value stays empty and is marked; what there is no room for is said on the picture.

mod bars;
mod data;
mod heat;
mod lines;
mod page;
#[cfg(feature = "png")]
mod png;
mod sheet;
mod spec;
mod words;

pub use page::page;
#[cfg(feature = "png")]
pub use png::png;
pub use spec::{KINDS, Kind, Spec};
pub use words::{Name, Unit, Words};

use crate::error::{Error, Result};
use crate::rows::Rows;
use data::Data;
use sheet::{Drawn, FAINT, INK, LINE, SMALL, Sheet, Side, WIDTH, wrap};

/// Empty space around the picture.
const MARGIN: i32 = 20;

/// A drawn chart.
#[derive(Clone, Debug)]
pub struct Picture {
    /// The picture.
    pub svg: String,
    /// What it leaves out and what has no value, also written on it.
    pub notes: Vec<String>,
}

/// Draws rows.
///
/// # Errors
/// [`Error::Chart`] where there are no rows, or the chart does not fit them.
pub fn draw(rows: &Rows, spec: &Spec, words: &Words) -> Result<Picture> {
    drawn(rows, spec, words, words)
}

/// Draws rows for a page whose own heading is the title: the picture tells it only to readers that do not see.
///
/// # Errors
/// As of [`draw`].
pub fn figure(rows: &Rows, spec: &Spec, words: &Words) -> Result<Picture> {
    drawn(rows, spec, &Words { title: "", subtitle: "", ..*words }, words)
}

/// The picture with the words written on it, and those that describe it.
fn drawn(rows: &Rows, spec: &Spec, words: &Words, about: &Words) -> Result<Picture> {
    if rows.rows.is_empty() {
        return Err(refused("没有结果，没有可画的", "no rows, so there is nothing to draw"));
    }
    let data = data::arrange(rows, spec, words)?;
    if data.panels.iter().all(|panel| panel.values().next().is_none()) {
        return Err(refused(
            "各行都没有数值，没有可画的",
            "no row holds a value, so there is nothing to draw",
        ));
    }
    if spec.kind == Kind::Stacked && data.panels.iter().flat_map(data::Panel::values).any(|value| value < 0.0)
    {
        return Err(refused(
            "有负数，不能堆叠；可改用 bar",
            "values below zero cannot be stacked; draw them as bar",
        ));
    }
    let mut svg = String::new();
    on_sheet(&mut svg, &data, spec, words)
        .map_err(|error| refused(format!("不能画出：{error}"), format!("cannot be drawn: {error}")))?;
    Ok(Picture { svg: described(&svg, about), notes: data.notes })
}

fn refused(zh: impl Into<String>, en: impl Into<String>) -> Error {
    Error::Chart { zh: zh.into(), en: en.into() }
}

/// Draws on the sheet from a line on.
type Draw<'a> = Box<dyn Fn(&Sheet, i32) -> Drawn + 'a>;

/// The body of a chart: its height, and how it is drawn from a line of the sheet on.
struct Body<'a> {
    height: i32,
    legend: Vec<String>,
    draw: Draw<'a>,
}

fn on_sheet(svg: &mut String, data: &Data, spec: &Spec, words: &Words) -> Drawn {
    let measure = words.measure(&spec.y, data.panels.first().map(|panel| panel.unit).unwrap_or_default());
    let body = match spec.kind {
        Kind::Bar => bars::side_by_side(data, &measure, words),
        Kind::Stacked => bars::stacked(data, &measure, words),
        Kind::Line => lines::lines(data, &measure),
        Kind::Slope => lines::slope(data, &measure),
        Kind::Heat => heat::heat(data, &measure, words),
        Kind::Multiples => lines::multiples(data),
    };
    let room = WIDTH - 2 * MARGIN;
    let title = wrap(words.title, room, 20, 2);
    let subtitle = wrap(words.subtitle, room, SMALL, 3);
    let notes: Vec<String> = data.notes.iter().flat_map(|note| wrap(note, room, SMALL, 3)).collect();
    let keys = flowed(&body.legend);
    let below = |lines: usize, step: i32| lines as i32 * step;
    let head = MARGIN + below(title.len(), 28) + below(subtitle.len(), LINE) + 2;
    let legend = keys.last().map_or(0, |(_, y, _)| y + LINE + 10);
    let sheet = Sheet::new(svg, head + legend + body.height + below(notes.len(), LINE) + MARGIN)?;
    for (line, at) in title.iter().zip(0..) {
        sheet.bold((MARGIN, MARGIN + 10 + at * 28), line, 20)?;
    }
    let mut y = MARGIN + below(title.len(), 28) + 6;
    for line in &subtitle {
        sheet.text((MARGIN, y), line, SMALL, FAINT, Side::Left)?;
        y += LINE;
    }
    for (series, (x, down, label)) in keys.iter().enumerate() {
        let (x, y) = (MARGIN + x, head + down + 6);
        sheet.rect((x, y - 6), (x + 12, y + 6), sheet::colour(series))?;
        sheet.text((x + 18, y), label, SMALL, INK, Side::Left)?;
    }
    (body.draw)(&sheet, head + legend)?;
    let mut y = head + legend + body.height + 8;
    for line in &notes {
        sheet.text((MARGIN, y), line, SMALL, FAINT, Side::Left)?;
        y += LINE;
    }
    sheet.finish()
}

/// Where each key of a legend stands, in rows that fit the sheet, and its text.
fn flowed(names: &[String]) -> Vec<(i32, i32, String)> {
    let room = WIDTH - 2 * MARGIN;
    let (mut x, mut y) = (0, 0);
    let mut keys = Vec::new();
    for name in names {
        let label = wrap(name, room / 2, SMALL, 1).concat();
        let wide = sheet::width(&label, SMALL) + 40;
        if x > 0 && x + wide > room {
            (x, y) = (0, y + LINE + 4);
        }
        keys.push((x, y, label));
        x += wide;
    }
    keys
}

/// The picture with its title for readers that do not see it.
fn described(svg: &str, words: &Words) -> String {
    let Some((head, rest)) = svg.split_once('>') else { return svg.to_owned() };
    let lang = words.pick("zh-CN", "en");
    let about = format!("{} {}", words.title, words.subtitle);
    let about = crate::output::escaped(&wrap(&about, i32::MAX, SMALL, 1).concat());
    format!("{head} role=\"img\" xml:lang=\"{lang}\">\n<title>{about}</title>{rest}")
}
