//! Bars that lie, side by side and stacked: names to the left, values at their ends.

use super::data::{Data, Mark, Panel};
use super::sheet::{
    Axis, COLOURS, Drawn, FAINT, GRID, INK, SMALL, Sheet, Side, TICKS, WIDTH, colour, upon, width, wrap,
};
use super::words::Words;
use super::{Body, MARGIN};

/// Room for the names at most.
const NAMES: i32 = 300;
/// Height of the axis with its title.
const AXIS: i32 = 44;
/// Thickness of a bar that stands alone, and of one among others.
const BAR: (i32, i32) = (18, 14);

/// Where the bars of a panel stand.
struct Layout<'a> {
    panel: &'a Panel,
    names: Vec<Vec<String>>,
    axis: Axis,
    /// Height of a place.
    step: i32,
    thick: i32,
}

impl<'a> Layout<'a> {
    fn new(panel: &'a Panel, sums: impl Iterator<Item = f64>, beside: usize, after: i32) -> Self {
        let names: Vec<_> = panel.places.iter().map(|place| wrap(place, NAMES, SMALL, 2)).collect();
        let widest = names.iter().flatten().map(|line| width(line, SMALL)).max().unwrap_or(0);
        let tallest = names.iter().map(|lines| lines.len() as i32 * (SMALL + 2)).max().unwrap_or(0);
        let thick = if beside > 1 { BAR.1 } else { BAR.0 };
        let pixels = (MARGIN + widest + 10, WIDTH - MARGIN - after);
        // Room for what is written at the end of a bar that goes to the left.
        let values: Vec<f64> = sums.collect();
        let left = if values.iter().any(|value| *value < 0.0) { after } else { 0 };
        let axis = Axis::new(values.into_iter(), (pixels.0 + left, pixels.1), panel.unit.is_whole());
        Layout { panel, names, axis, step: (thick * beside as i32).max(tallest) + 8, thick }
    }

    fn height(&self) -> i32 {
        self.panel.places.len() as i32 * self.step + AXIS
    }

    /// Grid, names and the axis with its title, below the bars.
    fn frame(&self, sheet: &Sheet, top: i32, measure: &str) -> Drawn {
        let bottom = top + self.panel.places.len() as i32 * self.step;
        for tick in self.axis.ticks(TICKS) {
            let x = self.axis.at(tick);
            sheet.path(vec![(x, top), (x, bottom)], GRID, 1)?;
            sheet.text((x, bottom + 12), &self.panel.unit.text(tick), SMALL - 1, FAINT, Side::Middle)?;
        }
        let zero = self.axis.at(0.0);
        sheet.path(vec![(zero, top), (zero, bottom)], FAINT, 1)?;
        sheet.text((WIDTH - MARGIN, bottom + 32), measure, SMALL, FAINT, Side::Right)?;
        let left = self.names.iter().flatten().map(|line| width(line, SMALL)).max().unwrap_or(0) + MARGIN;
        for (lines, place) in self.names.iter().zip(0..) {
            sheet.lines((left, top + place * self.step + self.step / 2), lines, SMALL, Side::Right)?;
        }
        Ok(())
    }
}

fn ends<'a>(texts: impl Iterator<Item = &'a str>) -> i32 {
    texts.map(|text| width(text, SMALL)).max().unwrap_or(0) + 10
}

/// What stands for a value that is missing.
fn missing(mark: Mark, words: &Words) -> Option<String> {
    match mark {
        Mark::Open => Some(words.pick("无数值", "no value").to_owned()),
        Mark::Several => Some(words.pick("多行", "several rows").to_owned()),
        Mark::Absent | Mark::Value(_) => None,
    }
}

/// Charts whose panels stand below each other.
fn below<'a>(
    layouts: Vec<Layout<'a>>,
    legend: Vec<String>,
    bars: impl Fn(&Sheet, &Layout<'a>, i32) -> Drawn + 'a,
    measure: &'a str,
) -> Body<'a> {
    let titled = |layout: &Layout| if layout.panel.title.is_empty() { 0 } else { 26 };
    let height = layouts.iter().map(|layout| layout.height() + titled(layout)).sum();
    let draw = move |sheet: &Sheet, mut top: i32| -> Drawn {
        for layout in &layouts {
            if titled(layout) > 0 {
                sheet.bold((MARGIN, top + 10), &layout.panel.title, SMALL)?;
                top += titled(layout);
            }
            layout.frame(sheet, top, measure)?;
            bars(sheet, layout, top)?;
            top += layout.height();
        }
        Ok(())
    };
    Body { height, legend, draw: Box::new(draw) }
}

/// A legend, where there is more than one series. All panels share its colours.
fn legend(data: &Data) -> Vec<String> {
    super::lines::shared_series(data)
}

/// A bar a series, below each other.
pub(super) fn side_by_side<'a>(data: &'a Data, measure: &'a str, words: &'a Words) -> Body<'a> {
    let names = legend(data);
    let layout = |panel: &'a Panel| {
        let texts: Vec<_> = panel.values().map(|value| panel.unit.text(value)).collect();
        let after =
            ends(texts.iter().map(String::as_str)).max(ends([words.pick("无数值", "no value")].into_iter()));
        Layout::new(panel, panel.values(), panel.series.len(), after)
    };
    let order = names.clone();
    let bars = move |sheet: &Sheet, layout: &Layout, top: i32| -> Drawn {
        let panel = layout.panel;
        let zero = layout.axis.at(0.0);
        let group = layout.thick * panel.series.len() as i32;
        for place in 0..panel.places.len() {
            let first = top + place as i32 * layout.step + (layout.step - group) / 2;
            for (series, name) in panel.series.iter().enumerate() {
                let y = first + series as i32 * layout.thick;
                let middle = y + layout.thick / 2;
                let mark = panel.mark(series, place);
                if let Some(value) = mark.value() {
                    let x = layout.axis.at(value);
                    let of = order.iter().position(|known| known == name).unwrap_or(series);
                    sheet.rect((zero, y + 1), (x, y + layout.thick - 1), colour(of))?;
                    let (at, side) = if value < 0.0 { (x - 5, Side::Right) } else { (x + 5, Side::Left) };
                    sheet.text((at, middle), &panel.unit.text(value), SMALL - 1, INK, side)?;
                } else if let Some(text) = missing(mark, words) {
                    sheet.text((zero + 5, middle), &text, SMALL - 1, FAINT, Side::Left)?;
                }
            }
        }
        Ok(())
    };
    below(data.panels.iter().map(layout).collect(), names, bars, measure)
}

/// The parts of a place one after the other; where a part has no value the sum says so.
pub(super) fn stacked<'a>(data: &'a Data, measure: &'a str, words: &'a Words) -> Body<'a> {
    let names = legend(data);
    let sums = |panel: &Panel| -> Vec<(f64, bool)> {
        let of = |place: usize| {
            let marks = || (0..panel.series.len()).map(|series| panel.mark(series, place));
            (marks().filter_map(Mark::value).sum(), marks().any(|mark| missing(mark, words).is_some()))
        };
        (0..panel.places.len()).map(of).collect()
    };
    let told = |panel: &Panel, (sum, open): (f64, bool)| {
        let open = if open { " + ?" } else { "" };
        format!("{}{open}", panel.unit.text(sum))
    };
    let layout = |panel: &'a Panel| {
        let sums = sums(panel);
        let texts: Vec<_> = sums.iter().map(|sum| told(panel, *sum)).collect();
        Layout::new(panel, sums.iter().map(|(sum, _)| *sum), 1, ends(texts.iter().map(String::as_str)))
    };
    let order = names.clone();
    let bars = move |sheet: &Sheet, layout: &Layout, top: i32| -> Drawn {
        let panel = layout.panel;
        for (place, sum) in sums(panel).into_iter().enumerate() {
            let y = top + place as i32 * layout.step + (layout.step - layout.thick) / 2;
            let middle = y + layout.thick / 2;
            let mut from = 0.0;
            for (series, name) in panel.series.iter().enumerate() {
                let Some(value) = panel.mark(series, place).value() else { continue };
                let (left, right) = (layout.axis.at(from), layout.axis.at(from + value));
                from += value;
                let of = order.iter().position(|known| known == name).unwrap_or(series) % COLOURS;
                sheet.rect((left, y), (right, y + layout.thick), colour(of))?;
                let text = panel.unit.text(value);
                if width(&text, SMALL - 1) + 4 <= right - left {
                    sheet.text(
                        (i32::midpoint(left, right), middle),
                        &text,
                        SMALL - 1,
                        upon(colour(of)),
                        Side::Middle,
                    )?;
                }
            }
            sheet.text((layout.axis.at(from) + 5, middle), &told(panel, sum), SMALL - 1, INK, Side::Left)?;
        }
        Ok(())
    };
    below(data.panels.iter().map(layout).collect(), names, bars, measure)
}
