//! What a page shows: characters, rules, pictures and shapes with their places, y downwards.

use crate::normalize::is_han;
use hayro_interpret::kurbo::Rect;

/// A character on a page.
#[derive(Clone, Debug)]
pub(super) struct Glyph {
    /// What it prints; U+FFFD where its font does not say.
    pub(super) text: String,
    /// Left edge.
    pub(super) left: f64,
    /// Right edge: where the next character begins.
    pub(super) right: f64,
    /// Where it stands on its line.
    pub(super) baseline: f64,
    /// Height of its font.
    pub(super) size: f64,
}

impl Rule {
    /// The middle of what it covers from left to right.
    pub(super) fn across(&self) -> f64 {
        if self.level { f64::midpoint(self.from, self.to) } else { self.at }
    }

    /// It, so much further to the right.
    pub(super) fn shifted(&self, by: f64) -> Self {
        if self.level {
            Rule { from: self.from + by, to: self.to + by, ..*self }
        } else {
            Rule { at: self.at + by, ..*self }
        }
    }
}

impl Glyph {
    /// The height of its middle, where a rule never passes.
    pub(super) fn middle(&self) -> f64 {
        self.baseline - 0.35 * self.size
    }

    /// Half way between its edges.
    pub(super) fn centre(&self) -> f64 {
        f64::midpoint(self.left, self.right)
    }
}

/// A straight line, upright or level.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rule {
    /// Whether it is level.
    pub(super) level: bool,
    /// Its place: y of a level rule, x of an upright one.
    pub(super) at: f64,
    /// Where it begins along its length.
    pub(super) from: f64,
    /// Where it ends.
    pub(super) to: f64,
}

/// What a page shows.
#[derive(Clone, Debug, Default)]
pub(super) struct Page {
    /// Width in points.
    pub(super) width: f64,
    /// Height in points.
    pub(super) height: f64,
    /// Characters in the order they are drawn.
    pub(super) glyphs: Vec<Glyph>,
    /// Rules.
    pub(super) rules: Vec<Rule>,
    /// Pictures.
    pub(super) pictures: Vec<Rect>,
    /// Small shapes that may be characters drawn as outlines.
    pub(super) shapes: Vec<Rect>,
    /// How many of its characters are seen only in a picture: somebody's reading of it.
    pub(super) recognised: usize,
}

/// Shapes that stand in a line beside a number, or behind a label as a number would, as characters that nobody knows.
pub(super) fn unknown(shapes: &[Rect], line: &[&Glyph]) -> Vec<Glyph> {
    /// How far a number may stand off others of its row, and off the line of a label that is printed over two.
    const OFF: f64 = 0.6;
    const OFF_LABEL: f64 = 0.8;
    let unknown = |shape: &Rect| -> Option<Glyph> {
        let off = |glyph: &Glyph| (glyph.middle() - shape.center().y).abs();
        let nearest = |wanted: &dyn Fn(&Glyph) -> bool| {
            let fits = |glyph: &Glyph| (0.35..1.5).contains(&(shape.height() / glyph.size)) && wanted(glyph);
            let found = line.iter().copied().filter(|glyph| fits(glyph));
            found.min_by(|a, b| off(a).total_cmp(&off(b)))
        };
        let number =
            nearest(&|glyph| off(glyph) < OFF * glyph.size && glyph.text.chars().any(|c| c.is_ascii_digit()));
        let label = nearest(&|glyph| {
            off(glyph) < OFF_LABEL * glyph.size && glyph.right < shape.x0 && glyph.text.chars().any(is_han)
        });
        let beside = label.or(number)?;
        let covered = line.iter().any(|glyph| {
            (shape.x0..shape.x1).contains(&glyph.centre()) && (shape.y0..shape.y1).contains(&glyph.middle())
        });
        let level = number.or(label.filter(|label| off(label) < 0.5 * label.size));
        let baseline = level.map_or(shape.center().y + 0.35 * beside.size, |level| level.baseline);
        let text = char::REPLACEMENT_CHARACTER.to_string();
        (!covered).then(|| Glyph { text, left: shape.x0, right: shape.x1, baseline, ..beside.clone() })
    };
    shapes.iter().filter_map(unknown).collect()
}
