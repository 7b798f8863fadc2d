//! The sheet of a picture: text that is measured and wrapped, rectangles, lines, colours, axes. It knows no data.

use crate::normalize::visible;
use plotters::coord::Shift;
use plotters::coord::ranged1d::{BoldPoints, Ranged};
use plotters::coord::types::RangedCoordf64;
use plotters::prelude::*;
use plotters::style::colors::colormaps::ViridisRGB;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use unicode_width::UnicodeWidthChar;

/// What drawing returns.
pub(super) type Drawn<T = ()> = Result<T, DrawingAreaErrorKind<std::io::Error>>;

/// Fonts that hold Chinese, the first that the reader's machine has.
const FONTS: &str =
    "Noto Sans CJK SC, Source Han Sans SC, WenQuanYi Micro Hei, Microsoft YaHei, PingFang SC, sans-serif";
/// Sizes that the backend is given are those of its own measure.
const FONT_SCALE: f64 = 1.24;

/// Width of every picture.
pub(super) const WIDTH: i32 = 960;
/// Size of most text.
pub(super) const SMALL: i32 = 13;
/// Height of a line of most text.
pub(super) const LINE: i32 = 18;

pub(super) const INK: RGBColor = RGBColor(34, 34, 34);
pub(super) const FAINT: RGBColor = RGBColor(102, 102, 102);
pub(super) const GRID: RGBColor = RGBColor(221, 221, 221);
/// The place of a value that is missing.
pub(super) const VOID: RGBColor = RGBColor(238, 238, 238);

/// Okabe and Ito's colours, which the colour-blind tell apart; the yellow last, which is pale on white.
const SERIES: [RGBColor; 8] = [
    RGBColor(0, 114, 178),
    RGBColor(230, 159, 0),
    RGBColor(0, 158, 115),
    RGBColor(213, 94, 0),
    RGBColor(86, 180, 233),
    RGBColor(204, 121, 167),
    RGBColor(90, 90, 90),
    RGBColor(240, 228, 66),
];

/// How many series have a colour of their own.
pub(super) const COLOURS: usize = SERIES.len();

/// The colour of a series.
pub(super) fn colour(series: usize) -> RGBColor {
    SERIES.get(series % COLOURS).copied().unwrap_or(INK)
}

/// The colour of a share of the scale, from 0 to 1: viridis, the dark end for much, and paler where there is nothing.
pub(super) fn shade(share: f64) -> RGBColor {
    if share > 0.0 { ViridisRGB::get_color(1.0 - share.min(1.0)) } else { RGBColor(255, 252, 220) }
}

/// The colour of a value from -1 to 1: blue below zero, orange above, white between.
pub(super) fn diverging(share: f64) -> RGBColor {
    let end = if share < 0.0 { RGBColor(0, 114, 178) } else { RGBColor(213, 94, 0) };
    let mix = |end: u8| (255.0 - (255.0 - f64::from(end)) * share.abs().min(1.0)).round() as u8;
    RGBColor(mix(end.0), mix(end.1), mix(end.2))
}

/// Black or white, whichever is read better upon a colour.
pub(super) fn upon(colour: RGBColor) -> RGBColor {
    let light = 0.299 * f64::from(colour.0) + 0.587 * f64::from(colour.1) + 0.114 * f64::from(colour.2);
    if light > 140.0 { INK } else { WHITE }
}

/// Width of a text in pixels: an ideograph is as wide as it is high, a letter about half.
pub(super) fn width(text: &str, size: i32) -> i32 {
    let one = |c: char| match c.width() {
        Some(2) => 1.0,
        _ if c.is_ascii_uppercase() || c == '_' => 0.66,
        _ => 0.57,
    };
    let em: f64 = text.chars().map(one).sum();
    (em * f64::from(size)).ceil() as i32
}

/// The text in lines of at most `room` pixels; past `most` lines it ends in an ellipsis.
/// Characters that would hide or turn the text are shown by their number, those that no picture can hold are left out.
pub(super) fn wrap(text: &str, room: i32, size: i32, most: usize) -> Vec<String> {
    let text: String = visible(text)
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|c| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}'))
        .collect();
    if text.trim().is_empty() {
        return Vec::new();
    }
    let mut lines = vec![String::new()];
    for word in words(&text) {
        let fits = |line: &str| width(line, size) + width(word.trim_end(), size) <= room;
        match lines.last_mut() {
            Some(line) if line.is_empty() || fits(line) => line.push_str(word),
            _ => lines.push(word.to_owned()),
        }
    }
    let cut = lines.len() > most;
    lines.truncate(most);
    let last = lines.len().saturating_sub(1);
    for (place, line) in lines.iter_mut().enumerate() {
        *line = shortened(line.trim(), room, size, cut && place == last);
    }
    lines
}

/// What is not parted at the end of a line: words of letters, single ideographs with the marks that follow.
fn words(text: &str) -> Vec<&str> {
    let wide = |c: char| c.width() == Some(2);
    let closes = |c: char| "，。；：、）”》〕·？！".contains(c);
    let opens = |c: char| "（“《〔".contains(c);
    let mut found = Vec::new();
    let (mut start, mut before) = (0, None);
    for (at, c) in text.char_indices() {
        let parts = before.is_some_and(|b: char| (b == ' ' || wide(b) || wide(c)) && !opens(b))
            && !closes(c)
            && c != ' ';
        if parts {
            found.extend(text.get(start..at));
            start = at;
        }
        before = Some(c);
    }
    found.extend(text.get(start..));
    found
}

fn shortened(text: &str, room: i32, size: i32, always: bool) -> String {
    if !always && width(text, size) <= room {
        return text.to_owned();
    }
    let mut text = text.to_owned();
    while !text.is_empty() && width(&text, size) + size > room {
        text.pop();
    }
    text + "…"
}

/// Where text stands to its point.
#[derive(Clone, Copy)]
pub(super) enum Side {
    Left,
    Middle,
    Right,
}

/// What is drawn on.
pub(super) struct Sheet<'a>(DrawingArea<SVGBackend<'a>, Shift>);

impl<'a> Sheet<'a> {
    pub(super) fn new(svg: &'a mut String, height: i32) -> Drawn<Self> {
        let size = (WIDTH as u32, height.max(1) as u32);
        let area = SVGBackend::with_string(svg, size).into_drawing_area();
        area.fill(&WHITE)?;
        Ok(Sheet(area))
    }

    pub(super) fn finish(self) -> Drawn {
        self.0.present()
    }

    /// Text whose middle line lies at `y`; `Side::Left` begins at `x`, `Side::Right` ends there.
    pub(super) fn text(&self, at: (i32, i32), text: &str, size: i32, colour: RGBColor, side: Side) -> Drawn {
        self.styled(at, text, size, colour, side, FontStyle::Normal)
    }

    pub(super) fn bold(&self, at: (i32, i32), text: &str, size: i32) -> Drawn {
        self.styled(at, text, size, INK, Side::Left, FontStyle::Bold)
    }

    fn styled(
        &self,
        at: (i32, i32),
        text: &str,
        size: i32,
        colour: RGBColor,
        side: Side,
        style: FontStyle,
    ) -> Drawn {
        let across = match side {
            Side::Left => HPos::Left,
            Side::Middle => HPos::Center,
            Side::Right => HPos::Right,
        };
        let font = FontDesc::new(FontFamily::Name(FONTS), f64::from(size) * FONT_SCALE, style);
        let style = TextStyle::from(font).color(&colour).pos(Pos::new(across, VPos::Center));
        self.0.draw(&Text::new(text.to_owned(), at, style))
    }

    /// Lines below each other, centred at `at`.
    pub(super) fn lines(&self, at: (i32, i32), lines: &[String], size: i32, side: Side) -> Drawn {
        let step = size + 2;
        let first = at.1 - step * (lines.len() as i32 - 1) / 2;
        lines
            .iter()
            .zip(0..)
            .try_for_each(|(line, place)| self.text((at.0, first + place * step), line, size, INK, side))
    }

    pub(super) fn rect(&self, from: (i32, i32), to: (i32, i32), colour: RGBColor) -> Drawn {
        let corners = [(from.0.min(to.0), from.1.min(to.1)), (from.0.max(to.0), from.1.max(to.1))];
        self.0.draw(&Rectangle::new(corners, colour.filled()))
    }

    pub(super) fn path(&self, points: Vec<(i32, i32)>, colour: RGBColor, thick: u32) -> Drawn {
        self.0.draw(&PathElement::new(points, colour.stroke_width(thick)))
    }

    pub(super) fn dot(&self, at: (i32, i32), radius: i32, colour: RGBColor) -> Drawn {
        self.0.draw(&Circle::new(at, radius, colour.filled()))
    }

    /// The mark of a value that is missing.
    pub(super) fn cross(&self, at: (i32, i32), colour: RGBColor) -> Drawn {
        self.0.draw(&Cross::new(at, 4, colour.stroke_width(2)))
    }
}

/// Round values of an axis at most, where there is room.
pub(super) const TICKS: usize = 6;

/// A scale of values along pixels, zero always within it.
pub(super) struct Axis {
    range: RangedCoordf64,
    pixels: (i32, i32),
    whole: bool,
    /// Between two round values, where the axis ends at one.
    step: Option<f64>,
}

impl Axis {
    /// An axis that ends at the last value.
    pub(super) fn new(values: impl Iterator<Item = f64>, pixels: (i32, i32), whole: bool) -> Self {
        let (low, high) =
            values.fold((0.0_f64, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
        let high = if high <= low { low + 1.0 } else { high };
        Axis { range: (low..high).into(), pixels, whole, step: None }
    }

    /// The axis up to the next of its round values, of which there are at most so many.
    pub(super) fn rounded(mut self, most: usize) -> Self {
        if let [first, second, ..] = self.ticks(most).as_slice() {
            let step = second - first;
            // A hair less, so that a value that is round already stays the end.
            let up = |value: f64| (value / step - 1e-9).ceil() * step;
            let range = self.range.range();
            self.range = (-up(-range.start)..up(range.end)).into();
            self.step = Some(step);
        }
        self
    }

    pub(super) fn at(&self, value: f64) -> i32 {
        self.range.map(&value, self.pixels)
    }

    /// Round values along the axis, at most so many.
    pub(super) fn ticks(&self, most: usize) -> Vec<f64> {
        if let Some(step) = self.step {
            let range = self.range.range();
            let [first, last] = [range.start, range.end].map(|end| (end / step).round() as i64);
            return (first..=last).map(|place| place as f64 * step).collect();
        }
        let points = self.range.key_points(BoldPoints(most));
        points.into_iter().filter(|value| !self.whole || value.fract() == 0.0).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Axis, width, wrap};

    #[test]
    fn axes_end_at_a_round_value_and_hold_zero() {
        let ticks =
            |values: &[f64], whole| Axis::new(values.iter().copied(), (0, 100), whole).rounded(4).ticks(4);
        assert_eq!(ticks(&[3.0, 66.0], true), [0.0, 20.0, 40.0, 60.0, 80.0]);
        assert_eq!(ticks(&[-0.5, 0.5], false), [-0.5, 0.0, 0.5]);
        assert_eq!(ticks(&[0.0], true), [0.0, 1.0]);
        assert_eq!(ticks(&[], true), [0.0, 1.0]);
    }

    #[test]
    fn long_names_are_wrapped_and_cut_with_an_ellipsis() {
        let name = "甲乙丙丁戊己庚辛壬癸（子丑寅卯）";
        assert_eq!(wrap(name, 130, 13, 2), ["甲乙丙丁戊己庚辛壬癸", "（子丑寅卯）"]);
        assert_eq!(wrap(name, 70, 13, 2), ["甲乙丙丁戊", "己庚辛壬…"]);
        assert!(wrap(name, 70, 13, 2).iter().all(|line| width(line, 13) <= 70));
        assert_eq!(wrap("Rights of third parties", 110, 13, 3), ["Rights of", "third parties"]);
        assert_eq!(wrap("a\u{1}\nb\u{202e}", 300, 13, 3), ["a[U+0001] b[U+202E]"]);
        assert!(wrap(" ", 90, 13, 3).is_empty());
    }
}
