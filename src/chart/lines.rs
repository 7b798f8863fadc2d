//! Lines, slopes and small multiples: points at places, joined where neighbours have values, named at their ends.

use super::data::{Data, Mark, Panel};
use super::sheet::{Axis, Drawn, FAINT, GRID, INK, SMALL, Sheet, Side, TICKS, WIDTH, colour, width, wrap};
use super::{Body, MARGIN};
use plotters::style::RGBColor;

/// Height of a single plot, and of one of several.
const HEIGHT: (i32, i32) = (360, 150);
/// Room for the names of places below a plot.
const BELOW: i32 = 52;
/// Room for the name of a line at its end.
const NAME: i32 = 220;
/// Places that have room for their values when a line stands alone.
const MOST_TOLD: usize = 12;
/// Height of a line of a name.
const STEP: i32 = SMALL + 2;

/// The series of all panels in order, where they have names: they share the colours and one legend.
pub(super) fn shared_series(data: &Data) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in data.panels.iter().flat_map(|panel| &panel.series) {
        if !name.is_empty() && !names.contains(name) {
            names.push(name.clone());
        }
    }
    names
}

/// What stands at the end of a line.
#[derive(Clone, Copy, PartialEq)]
enum Told {
    Names,
    Values,
    Both,
}

/// A plot on the sheet.
struct Plot<'a> {
    panel: &'a Panel,
    /// Names of all series, by which their colours are found.
    order: &'a [String],
    /// Left, top, right, bottom.
    edges: (i32, i32, i32, i32),
    /// Space between the edges and the first and last place.
    inset: i32,
    /// Room for the labels at its ends.
    room: i32,
    /// Round values along its axis at most.
    ticks: usize,
}

impl Plot<'_> {
    fn axis(&self) -> Axis {
        let (_, top, _, bottom) = self.edges;
        let axis = Axis::new(self.panel.values(), (bottom, top), self.panel.unit.is_whole());
        axis.rounded(self.ticks)
    }

    fn x(&self, place: usize) -> i32 {
        let (left, right) = (self.edges.0 + self.inset, self.edges.2 - self.inset);
        match self.panel.places.len() {
            0 | 1 => i32::midpoint(left, right),
            count => left + (right - left) * place as i32 / (count as i32 - 1),
        }
    }

    fn colour(&self, series: usize) -> usize {
        let name = self.panel.series.get(series);
        name.and_then(|name| self.order.iter().position(|known| known == name)).unwrap_or(series)
    }

    /// Grid and names of the places.
    fn frame(&self, sheet: &Sheet) -> Drawn {
        let (left, _, right, bottom) = self.edges;
        let axis = self.axis();
        for tick in axis.ticks(self.ticks) {
            let y = axis.at(tick);
            sheet.path(vec![(left, y), (right, y)], if tick == 0.0 { FAINT } else { GRID }, 1)?;
            sheet.text((left - 6, y), &self.panel.unit.text(tick), SMALL - 1, FAINT, Side::Right)?;
        }
        let count = self.panel.places.len() as i32;
        let step = (right - left) / count.max(1);
        let years = self.panel.places.iter().all(|place| place.parse::<i64>().is_ok());
        // Years between may be left unnamed; other places are wrapped instead.
        let every = if years { (width("2000", SMALL) / step.max(1) + 1) as usize } else { 1 };
        for (place, name) in self.panel.places.iter().enumerate() {
            let last = self.panel.places.len() - 1;
            if (last - place).is_multiple_of(every) {
                let lines = wrap(name, if years { 60 } else { step - 4 }, SMALL - 1, 3);
                // A slope has points at its foot.
                let foot = if self.ticks == 0 { 24 } else { 14 };
                let at = bottom + foot + (lines.len() as i32 - 1) * STEP / 2;
                sheet.lines((self.x(place), at), &lines, SMALL - 1, Side::Middle)?;
            }
        }
        Ok(())
    }

    /// Lines with a point for each value, broken where there is none. Of lines that lie upon each other the lower are thicker.
    fn series(&self, sheet: &Sheet) -> Drawn {
        let axis = self.axis();
        let count = self.panel.series.len();
        for series in 0..count {
            let shade = colour(self.colour(series));
            let more = if count > 3 { 0 } else { count - 1 - series } as u32;
            let thick = 2 + more;
            let mut run: Vec<(i32, i32)> = Vec::new();
            for place in 0..self.panel.places.len() {
                let mark = self.panel.mark(series, place);
                let at = mark.value().map(|value| (self.x(place), axis.at(value)));
                match at {
                    Some(at) => {
                        sheet.dot(at, 4 + more as i32, shade)?;
                        run.push(at);
                    }
                    None => joined(sheet, &mut run, shade, thick)?,
                }
                if matches!(mark, Mark::Open | Mark::Several) {
                    // Beside each other, so that each series' mark is seen.
                    let aside = 10 * series as i32 - 5 * (self.panel.series.len() as i32 - 1);
                    sheet.cross((self.x(place) + aside, axis.at(0.0)), shade)?;
                }
            }
            joined(sheet, &mut run, shade, thick)?;
        }
        Ok(())
    }

    /// The value of every point above it.
    fn values(&self, sheet: &Sheet, series: usize) -> Drawn {
        let axis = self.axis();
        for place in 0..self.panel.places.len() {
            if let Some(value) = self.panel.mark(series, place).value() {
                let at = (self.x(place), axis.at(value) - 14);
                sheet.text(at, &self.panel.unit.text(value), SMALL - 1, INK, Side::Middle)?;
            }
        }
        Ok(())
    }

    /// Names and values beside the first or last value of each series, moved apart.
    fn ends(&self, sheet: &Sheet, side: Side, told: Told) -> Drawn {
        let axis = self.axis();
        let mut labels = Vec::new();
        for (series, name) in self.panel.series.iter().enumerate() {
            let mut places = (0..self.panel.places.len())
                .filter_map(|place| Some((place, self.panel.mark(series, place).value()?)));
            let (found, end) = match side {
                Side::Right => (places.next(), 0),
                _ => (places.next_back(), self.panel.places.len() - 1),
            };
            let Some((place, value)) = found else { continue };
            // The value comes first, so that no long name can cut it off.
            let mut parts = Vec::new();
            if told != Told::Names {
                parts.push(self.panel.unit.text(value));
            }
            if told != Told::Values && !name.is_empty() {
                parts.push(name.clone());
            }
            let mut text = parts.join(" · ");
            // Where a line does not reach the end, its label says where its last value stands.
            if let Some(at) = self.panel.places.get(place).filter(|_| place != end) {
                text = format!("{at}: {text}");
            }
            labels.push((axis.at(value), series, place == end, wrap(&text, self.room, SMALL, 2)));
        }
        labels.sort_by_key(|(y, series, ..)| (*y, *series));
        let heights: Vec<_> =
            labels.iter().map(|(y, .., lines)| (*y, lines.len() as i32 * STEP + 3)).collect();
        let (left, top, right, bottom) = self.edges;
        let x = if matches!(side, Side::Right) { left - 8 } else { right + 8 };
        for ((y, series, reaches, lines), moved) in labels.iter().zip(apart(&heights, top - 10, bottom + 10))
        {
            let shade = colour(self.colour(*series));
            let out = if matches!(side, Side::Right) { -1 } else { 1 };
            if self.panel.series.len() == 1 {
                sheet.lines((x, moved), lines, SMALL, side)?;
                continue;
            }
            // Only from the end itself: a longer line would look like one of the chart.
            if *reaches && self.panel.places.len() > 1 {
                let end = if out < 0 { left + self.inset } else { right - self.inset };
                sheet.path(vec![(end + 8 * out, *y), (x - 3 * out, moved)], shade, 1)?;
            }
            sheet.rect((x, moved - 5), (x + 10 * out, moved + 5), shade)?;
            sheet.lines((x + 15 * out, moved), lines, SMALL, side)?;
        }
        Ok(())
    }
}

/// Draws what is joined so far and begins anew.
fn joined(sheet: &Sheet, run: &mut Vec<(i32, i32)>, shade: RGBColor, thick: u32) -> Drawn {
    let points = std::mem::take(run);
    if points.len() > 1 { sheet.path(points, shade, thick) } else { Ok(()) }
}

/// Middles of labels of these heights, in order, as near to where they belong as they do not overlap.
fn apart(labels: &[(i32, i32)], top: i32, bottom: i32) -> Vec<i32> {
    let mut placed = Vec::new();
    let mut free = top;
    for (y, height) in labels {
        let middle = (*y).max(free + height / 2);
        free = middle + height / 2;
        placed.push(middle);
    }
    let mut free = bottom.max(top + labels.iter().map(|(_, height)| height).sum::<i32>());
    for (middle, (_, height)) in placed.iter_mut().zip(labels).rev() {
        *middle = (*middle).min(free - height / 2);
        free = *middle - height / 2;
    }
    placed
}

/// Plots below each other, each with its lines named at their ends.
fn single<'a>(data: &'a Data, measure: &'a str, left: i32, ends: &'static [Side]) -> Body<'a> {
    let order = shared_series(data);
    let each = HEIGHT.0 + BELOW + 40;
    let height = each * data.panels.len() as i32;
    let draw = move |sheet: &Sheet, top: i32| -> Drawn {
        for (panel, place) in data.panels.iter().zip(0..) {
            let top = top + place * each;
            let named = if panel.title.is_empty() {
                measure.to_owned()
            } else {
                format!("{} · {measure}", panel.title)
            };
            sheet.text((MARGIN, top + 6), &named, SMALL, FAINT, Side::Left)?;
            let edges = (MARGIN + left, top + 34, WIDTH - MARGIN - NAME - 16, top + 34 + HEIGHT.0);
            // A slope has its names in place of an axis.
            let (inset, ticks) = if left > NAME { (10, 0) } else { (30, TICKS) };
            let plot = Plot { panel, order: &order, edges, inset, room: NAME - 15, ticks };
            plot.frame(sheet)?;
            plot.series(sheet)?;
            let alone = panel.series.len() == 1 && panel.places.len() <= MOST_TOLD && ends.len() == 1;
            if alone {
                plot.values(sheet, 0)?;
            }
            let told = if alone { Told::Names } else { Told::Both };
            if !alone || panel.series.iter().any(|name| !name.is_empty()) {
                ends.iter().try_for_each(|side| plot.ends(sheet, *side, told))?;
            }
        }
        Ok(())
    };
    Body { height, legend: Vec::new(), draw: Box::new(draw) }
}

/// A line a series.
pub(super) fn lines<'a>(data: &'a Data, measure: &'a str) -> Body<'a> {
    single(data, measure, 60, &[Side::Left])
}

/// Two points a series, joined, named at both ends.
pub(super) fn slope<'a>(data: &'a Data, measure: &'a str) -> Body<'a> {
    single(data, measure, NAME + 16, &[Side::Right, Side::Left])
}

/// A small plot a panel, in rows.
pub(super) fn multiples(data: &Data) -> Body<'_> {
    let order = shared_series(data);
    let legend = order.clone();
    let across = if data.panels.len() > 4 { 3 } else { data.panels.len().clamp(1, 2) as i32 };
    let wide = (WIDTH - 2 * MARGIN) / across;
    let each = HEIGHT.1 + 100;
    let height = each * ((data.panels.len() as i32 + across - 1) / across);
    let draw = move |sheet: &Sheet, top: i32| -> Drawn {
        for (panel, place) in data.panels.iter().zip(0..) {
            let (left, top) = (MARGIN + place % across * wide, top + place / across * each);
            let title = wrap(&panel.title, wide - 30, SMALL, 2);
            for (line, at) in title.iter().zip(0..) {
                sheet.bold((left, top + 8 + at * STEP), line, SMALL)?;
            }
            let edges = (left + 52, top + 50, left + wide - 80, top + 50 + HEIGHT.1);
            let plot = Plot { panel, order: &order, edges, inset: 14, room: 56, ticks: 4 };
            plot.frame(sheet)?;
            plot.series(sheet)?;
            plot.ends(sheet, Side::Left, Told::Values)?;
        }
        Ok(())
    };
    Body { height, legend, draw: Box::new(draw) }
}

#[cfg(test)]
mod tests {
    use super::apart;

    #[test]
    fn labels_do_not_overlap() {
        assert_eq!(apart(&[(50, 20), (55, 20), (200, 20)], 0, 210), [50, 70, 200]);
        assert_eq!(apart(&[(95, 20), (96, 20)], 0, 100), [70, 90]);
        assert_eq!(apart(&[(5, 20), (5, 20), (5, 20)], 0, 30), [10, 30, 50]);
    }
}
