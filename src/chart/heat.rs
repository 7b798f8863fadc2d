//! Heat maps: a cell a value, coloured by its size, its value written in it.

use super::data::{Data, Mark, Panel};
use super::sheet::{
    Drawn, FAINT, GRID, INK, SMALL, Sheet, Side, VOID, WIDTH, diverging, shade, upon, width, wrap,
};
use super::words::{Unit, Words};
use super::{Body, MARGIN};
use plotters::style::RGBColor;

/// Room for the names of the rows at most.
const NAMES: i32 = 320;
/// Widest column.
const WIDEST: i32 = 96;
/// Height of the key.
const KEY: i32 = 52;
/// Height of the names of the columns.
const HEAD: i32 = 40;
/// Counts from this on are coloured by their order of magnitude, else one large body would leave all others alike.
const MAGNITUDES: f64 = 100.0;

/// How values become colours.
#[derive(Clone, Copy)]
struct Scale {
    most: f64,
    below_zero: bool,
    magnitudes: bool,
}

impl Scale {
    fn of(data: &Data) -> Self {
        let most =
            data.panels.iter().flat_map(Panel::values).fold(0.0_f64, |most, value| most.max(value.abs()));
        let below_zero = data.panels.iter().flat_map(Panel::values).any(|value| value < 0.0);
        let counts =
            data.panels.iter().all(|panel| !matches!(panel.unit, Unit::Share | Unit::Points | Unit::Score));
        Scale { most, below_zero, magnitudes: counts && !below_zero && most >= MAGNITUDES }
    }

    /// The colour of a value.
    fn colour(self, value: f64) -> RGBColor {
        let share = match (self.most > 0.0, self.magnitudes) {
            (false, _) => 0.0,
            (true, false) => value / self.most,
            (true, true) => value.ln_1p() / self.most.ln_1p(),
        };
        if self.below_zero { diverging(share) } else { shade(share) }
    }

    /// The value at a share of the key.
    fn value(self, share: f64) -> f64 {
        let share = if self.below_zero { 2.0 * share - 1.0 } else { share };
        if self.magnitudes { (share * self.most.ln_1p()).exp_m1() } else { share * self.most }
    }
}

/// Cells of series and places.
pub(super) fn heat<'a>(data: &'a Data, measure: &'a str, words: &'a Words) -> Body<'a> {
    let scale = Scale::of(data);
    let titled = |panel: &Panel| if panel.title.is_empty() { 0 } else { 24 };
    let height = KEY
        + data.panels.iter().map(|panel| titled(panel) + HEAD + Grid::new(panel).height() + 12).sum::<i32>();
    let draw = move |sheet: &Sheet, top: i32| -> Drawn {
        key(sheet, scale, data, top, measure, words)?;
        let mut top = top + KEY;
        for panel in &data.panels {
            if titled(panel) > 0 {
                sheet.bold((MARGIN, top + 8), &panel.title, SMALL)?;
                top += titled(panel);
            }
            let grid = Grid::new(panel);
            grid.draw(sheet, scale, top + HEAD)?;
            top += HEAD + grid.height() + 12;
        }
        Ok(())
    };
    Body { height, legend: Vec::new(), draw: Box::new(draw) }
}

/// The colours from least to most, and what empty cells mean.
fn key(sheet: &Sheet, scale: Scale, data: &Data, top: i32, measure: &str, words: &Words) -> Drawn {
    const PIECES: i32 = 40;
    const PIECE: i32 = 5;
    let unit = data.panels.first().map(|panel| panel.unit).unwrap_or_default();
    let magnitudes = if scale.magnitudes {
        words.pick("（颜色按数量级）", " (coloured by magnitude)")
    } else {
        ""
    };
    let named = format!("{measure}{magnitudes}");
    let lines = wrap(&named, 300, SMALL, 2);
    sheet.lines((MARGIN, top + 14), &lines, SMALL, Side::Left)?;
    let left = MARGIN + lines.iter().map(|line| width(line, SMALL)).max().unwrap_or(0) + 40;
    for piece in 0..PIECES {
        let colour = scale.colour(scale.value((f64::from(piece) + 0.5) / f64::from(PIECES)));
        sheet.rect((left + piece * PIECE, top), (left + (piece + 1) * PIECE, top + 14), colour)?;
    }
    for share in [0.0, 0.5, 1.0] {
        let value = scale.value(share);
        let value = if unit.is_whole() { value.round() } else { value };
        let x = left + (share * f64::from(PIECES * PIECE)).round() as i32;
        sheet.text((x, top + 26), &unit.text(value), SMALL - 2, FAINT, Side::Middle)?;
    }
    let has = |wanted: Mark| {
        data.panels.iter().flat_map(|panel| panel.marks.iter().flatten()).any(|mark| *mark == wanted)
    };
    let mut x = left + PIECES * PIECE + 40;
    let kinds = [
        (Mark::Open, "–", words.pick("无数值", "no value")),
        (Mark::Several, "≠", words.pick("多行，未画", "several rows")),
        (Mark::Absent, "", words.pick("空格：无此行", "empty: no row")),
    ];
    for (mark, sign, about) in kinds.into_iter().filter(|(mark, ..)| has(*mark)) {
        if mark != Mark::Absent {
            void(sheet, (x, top), (x + 24, top + 16), sign)?;
            x += 30;
        }
        sheet.text((x, top + 8), about, SMALL - 1, INK, Side::Left)?;
        x += width(about, SMALL - 1) + 20;
    }
    Ok(())
}

fn void(sheet: &Sheet, from: (i32, i32), to: (i32, i32), sign: &str) -> Drawn {
    sheet.rect(from, to, VOID)?;
    let middle = (i32::midpoint(from.0, to.0), i32::midpoint(from.1, to.1));
    sheet.text(middle, sign, SMALL - 1, FAINT, Side::Middle)
}

/// The cells of a panel.
struct Grid<'a> {
    panel: &'a Panel,
    names: Vec<Vec<String>>,
    left: i32,
    wide: i32,
    high: i32,
}

impl<'a> Grid<'a> {
    fn new(panel: &'a Panel) -> Self {
        let names: Vec<_> = panel.series.iter().map(|name| wrap(name, NAMES, SMALL, 2)).collect();
        let left = MARGIN + names.iter().flatten().map(|line| width(line, SMALL)).max().unwrap_or(0) + 10;
        let wide = ((WIDTH - MARGIN - left) / (panel.places.len() as i32).max(1)).min(WIDEST);
        let high = names.iter().map(|lines| lines.len() as i32 * (SMALL + 2)).max().unwrap_or(0).max(16) + 8;
        Grid { panel, names, left, wide, high }
    }

    fn height(&self) -> i32 {
        self.panel.series.len() as i32 * self.high
    }

    fn draw(&self, sheet: &Sheet, scale: Scale, top: i32) -> Drawn {
        for (name, place) in self.panel.places.iter().zip(0..) {
            let x = self.left + place * self.wide + self.wide / 2;
            let lines = wrap(name, self.wide - 2, SMALL - 1, 2);
            sheet.lines((x, top - 8 - lines.len() as i32 * 7), &lines, SMALL - 1, Side::Middle)?;
        }
        for (series, lines) in self.names.iter().enumerate() {
            let y = top + series as i32 * self.high;
            sheet.path(
                vec![(self.left, y), (self.left + self.wide * self.panel.places.len() as i32, y)],
                GRID,
                1,
            )?;
            sheet.lines((self.left - 8, y + self.high / 2), lines, SMALL, Side::Right)?;
            for place in 0..self.panel.places.len() {
                let x = self.left + place as i32 * self.wide;
                let (from, to) = ((x + 1, y + 1), (x + self.wide - 1, y + self.high - 1));
                match self.panel.mark(series, place) {
                    Mark::Absent => {}
                    Mark::Open => void(sheet, from, to, "–")?,
                    Mark::Several => void(sheet, from, to, "≠")?,
                    Mark::Value(value) => {
                        let colour = scale.colour(value);
                        sheet.rect(from, to, colour)?;
                        let text = self.panel.unit.text(value);
                        let size =
                            if width(&text, SMALL - 1) < self.wide - 4 { SMALL - 1 } else { SMALL - 4 };
                        let at = (x + self.wide / 2, y + self.high / 2);
                        sheet.text(at, &text, size, upon(colour), Side::Middle)?;
                    }
                }
            }
        }
        Ok(())
    }
}
