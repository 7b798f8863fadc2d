//! What a page draws: characters, rules and pictures with their places, y downwards. Nothing of lines or tables.
//!
//! What is not seen is left out: hidden, clipped or painted over. Text over a picture of the page is a scan's text layer.

use super::characters::shown;
use super::page::{Page, Rule};
use super::survey::Charsets;
use super::turn::{Placed, turned};
use crate::limits::{MAX_DRAWN, MAX_PICTURES};
use hayro_interpret::font::{Glyph as Drawn, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::kurbo::{BezPath, PathEl, Point, Rect, Shape};
use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, Paint, SoftMask,
};
use std::panic::resume_unwind;

/// Thrown where a page draws beyond the limits.
pub(super) struct TooMuch;

/// Takes down what the interpreter draws.
pub(super) struct Recorder<'c> {
    charsets: &'c Charsets,
    page: Rect,
    /// Characters so far.
    pub(super) placed: Vec<Placed>,
    rules: Vec<Rule>,
    pictures: Vec<Rect>,
    shapes: Vec<Rect>,
    recognised: usize,
    /// Areas filled with a colour, for white print on them.
    fills: Vec<Rect>,
    clips: Vec<Rect>,
    /// Open groups, and whether each lets what lies below shine through.
    groups: Vec<bool>,
    drawn: usize,
    /// What drawing the longest form of the file may cost.
    form: usize,
}

/// Widest a filled area may be that is a rule, in points.
const THIN: f64 = 4.0;

/// What a character costs, compared with a point of a path.
const GLYPH: usize = 8;

/// What a form costs at least.
const FORM: usize = 200;

impl<'c> Recorder<'c> {
    pub(super) fn new(charsets: &'c Charsets, width: f64, height: f64, drawn: usize, longest: usize) -> Self {
        Recorder {
            charsets,
            page: Rect::new(0.0, 0.0, width, height),
            placed: Vec::new(),
            rules: Vec::new(),
            pictures: Vec::new(),
            shapes: Vec::new(),
            recognised: 0,
            fills: Vec::new(),
            clips: Vec::new(),
            groups: Vec::new(),
            drawn,
            form: FORM + longest / 4,
        }
    }

    /// Counts work; past the bound the page is given up.
    pub(super) fn spend(&mut self, work: usize) {
        self.drawn += work;
        if self.drawn > MAX_DRAWN {
            resume_unwind(Box::new(TooMuch));
        }
    }

    fn clip(&self) -> Rect {
        self.clips.last().copied().unwrap_or(self.page)
    }

    /// Whether a point lies where the page is seen.
    pub(super) fn shows(&self, point: Point) -> bool {
        const SLACK: f64 = 1.0;
        self.clip().intersect(self.page).inflate(SLACK, SLACK).contains(point)
    }

    /// Whether paint leaves a mark at a point.
    fn marks(&self, paint: &Paint<'_>, at: Point) -> bool {
        match paint {
            Paint::Pattern(_) => true,
            Paint::Color(color) => {
                let [red, green, blue, alpha] = color.to_rgba().components();
                let white = red.min(green).min(blue) > 0.95;
                alpha > 0.05 && (!white || self.fills.iter().rev().any(|fill| fill.contains(at)))
            }
        }
    }

    fn is_opaque(&self, props: &DrawProps<'_>) -> bool {
        let solid = matches!(&props.paint, Paint::Color(color) if color.to_rgba().components()[3] > 0.95);
        let plain = props.soft_mask.is_none() && props.blend_mode == BlendMode::Normal;
        solid && plain && !self.groups.contains(&true)
    }

    fn rule(&mut self, from: Point, to: Point) {
        let (across, down) = ((to.x - from.x).abs(), (to.y - from.y).abs());
        let level = across >= down;
        // A slanted line is no rule.
        if across.min(down) > 0.5 + 0.01 * across.max(down) {
            return;
        }
        let (at, start, end) = if level {
            (f64::midpoint(from.y, to.y), from.x, to.x)
        } else {
            (f64::midpoint(from.x, to.x), from.y, to.y)
        };
        self.rules.push(Rule { level, at, from: start.min(end), to: start.max(end) });
    }

    /// A filled area: a rule where it is thin, both ways where it is a dot; the paint of a cell else.
    fn area(&mut self, area: Rect, opaque: bool, white: bool) {
        let middle = area.center();
        let (upright, level) = thin(area);
        if upright {
            self.rule(Point::new(middle.x, area.y0), Point::new(middle.x, area.y1));
        }
        if level {
            self.rule(Point::new(area.x0, middle.y), Point::new(area.x1, middle.y));
        }
        if area.width() > THIN && area.height() > THIN {
            if opaque {
                self.spend(self.placed.len() / 64);
                for glyph in &mut self.placed {
                    glyph.hidden |= area.contains(glyph.origin.midpoint(glyph.end));
                }
            }
            if white {
                self.fills.retain(|fill| !area.contains(fill.center()));
            } else if self.fills.len() < MAX_PICTURES {
                self.fills.push(area);
            }
        }
    }

    /// The page, turned so that most of its text runs from left to right, and the work done so far.
    pub(super) fn finish(self) -> (Page, usize) {
        let size = (self.page.width(), self.page.height());
        let page = turned(size, self.placed, self.rules, [self.pictures, self.shapes]);
        (Page { recognised: self.recognised, ..page }, self.drawn)
    }
}

/// Whether a filled area may be a piece of an upright and of a level rule; a dot may be of both, nearly square or not.
fn thin(area: Rect) -> (bool, bool) {
    const SQUARE: f64 = 1.25;
    let (width, height) = (area.width(), area.height());
    (width <= THIN && width <= SQUARE * height, height <= THIN && height <= SQUARE * width)
}

/// Whether nothing shines through a picture.
fn is_solid(picture: &Image<'_, '_>) -> bool {
    match picture {
        Image::Raster(picture) => {
            let dict = picture.stream().dict();
            !dict.contains_key(b"SMask") && !dict.contains_key(b"Mask")
        }
        Image::Stencil(_) => false,
    }
}

/// The corners of each closed part of a path, and whether it may be the outline of a character.
fn parts(path: &BezPath) -> Vec<(Rect, bool)> {
    const SMALLEST: f64 = 2.5;
    const LARGEST: f64 = 40.0;
    let mut parts: Vec<(Rect, usize)> = Vec::new();
    for element in path.elements() {
        let (points, edges): (&[Point], usize) = match element {
            PathEl::MoveTo(point) => {
                parts.push((Rect::from_points(*point, *point), 0));
                continue;
            }
            PathEl::LineTo(point) => (&[*point], 1),
            PathEl::QuadTo(one, two) => (&[*one, *two], 5),
            PathEl::CurveTo(one, two, three) => (&[*one, *two, *three], 5),
            PathEl::ClosePath => continue,
        };
        if let Some((area, drawn)) = parts.last_mut() {
            *area = points.iter().fold(*area, |area, point| area.union_pt(*point));
            *drawn += edges;
        }
    }
    let shape = |area: &Rect| {
        (SMALLEST..LARGEST).contains(&area.height())
            && area.width() < 1.5 * area.height().max(area.width() / 2.0)
    };
    parts.into_iter().map(|(area, edges)| (area, edges > 4 && shape(&area))).collect()
}

impl<'a> Device<'a> for Recorder<'_> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.spend(1 + path.elements().len());
        let path = props.transform * path;
        let bounds = path.bounding_box();
        if !bounds.is_finite() || !self.clip().inflate(1.0, 1.0).overlaps(bounds.inflate(0.1, 0.1)) {
            return;
        }
        let white = matches!(&props.paint, Paint::Color(color) if color.to_rgba().components()[..3].iter().all(|part| *part > 0.95));
        match mode {
            DrawMode::Stroke(_) => {
                if !self.marks(&props.paint, bounds.center()) {
                    return;
                }
                let segments: Vec<(Point, Point)> = path
                    .segments()
                    .filter_map(|segment| match segment {
                        hayro_interpret::kurbo::PathSeg::Line(line) => Some((line.p0, line.p1)),
                        _ => None,
                    })
                    .collect();
                for (from, to) in segments {
                    self.rule(from, to);
                }
            }
            DrawMode::Fill(_) | DrawMode::FillAndStroke(..) => {
                let parts = parts(&path);
                let opaque = self.is_opaque(&props) && path.elements().len() <= 6;
                let marks = self.marks(&props.paint, bounds.center());
                if let [(outer, false), (inner, _)] = parts.as_slice()
                    && outer.width() > THIN
                    && outer.height() > THIN
                    && outer.inflate(0.01, 0.01).contains_rect(*inner)
                {
                    if marks {
                        self.frame(*outer, *inner);
                    }
                    return;
                }
                for (part, shape) in parts {
                    if shape && marks && self.shapes.len() < MAX_PICTURES {
                        self.shapes.push(part);
                    }
                    let thin = part.width().min(part.height()) <= THIN;
                    if marks || !thin {
                        self.area(part, opaque, white);
                    }
                }
            }
            DrawMode::Invisible => {}
        }
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        // Forms begin with their clip, whatever they draw.
        self.spend(1 + self.form + clip.path.elements().len());
        let bounds = clip.path.bounding_box().intersect(self.clip());
        self.clips.push(bounds);
    }

    fn push_clip_rect(&mut self, clip: &Rect) {
        self.spend(1);
        self.clips.push(clip.intersect(self.clip()));
    }

    fn push_transparency_group(&mut self, opacity: f32, mask: Option<SoftMask<'a>>, blend: BlendMode) {
        self.spend(1);
        self.groups.push(opacity < 0.95 || mask.is_some() || blend != BlendMode::Normal);
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        self.spend(1 + GLYPH * run.glyphs().len());
        for glyph in run.glyphs() {
            let place = props.transform * glyph.transform();
            let advance = match &**glyph {
                Drawn::Outline(outline) => outline.advance_width(),
                Drawn::Type3(drawing) => drawing.advance_width(),
            };
            let text = match glyph.as_unicode() {
                Some(BfString::Char(c)) => shown(c).to_string(),
                Some(BfString::String(text)) => text.chars().map(shown).collect(),
                None => self.charsets.decode(glyph),
            };
            // Glyphs of vertical fonts advance downwards; their box is a square.
            let advance = advance.filter(|advance| *advance > 0.0).unwrap_or(if text.is_ascii() {
                500.0
            } else {
                1000.0
            });
            let origin = place * Point::ZERO;
            let end = place * Point::new(f64::from(advance), 0.0);
            let up = (place * Point::new(0.0, 1000.0)).distance(origin).max(origin.distance(end) / 2.0);
            let centre = origin.midpoint(end);
            let printed = !matches!(mode, DrawMode::Invisible) && self.marks(&props.paint, centre);
            let seen = printed || self.pictures.iter().any(|picture| picture.contains(centre));
            let sound = origin.is_finite() && end.is_finite() && up.is_finite() && up > 0.1;
            if sound && seen && self.shows(centre) {
                self.recognised += usize::from(!printed);
                self.placed.push(Placed { text, origin, end, up, hidden: false });
            }
        }
    }

    fn draw_image(&mut self, picture: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.spend(1);
        let area = props.transform.transform_rect_bbox(Rect::new(
            0.0,
            0.0,
            f64::from(picture.width()),
            f64::from(picture.height()),
        ));
        let area = area.intersect(self.clip());
        if !area.is_finite() {
            return;
        }
        // A picture of the page over its text: what is read is not what is seen.
        if props.soft_mask.is_none() && is_solid(&picture) && area.area() > 0.4 * self.page.area() {
            self.spend(self.placed.len() / 64);
            let covered = |glyph: &&Placed| area.contains(glyph.origin.midpoint(glyph.end));
            self.recognised += self.placed.iter().filter(covered).count();
        }
        if self.pictures.len() < MAX_PICTURES {
            self.pictures.push(area);
        }
    }

    fn pop_clip(&mut self) {
        self.clips.pop();
    }

    fn pop_transparency_group(&mut self) {
        self.groups.pop();
    }
}

impl Recorder<'_> {
    /// The four rules of a frame drawn as the area between two boxes.
    fn frame(&mut self, outer: Rect, inner: Rect) {
        let sides = [
            (inner.x0 - outer.x0, Point::new(outer.x0, outer.y0), Point::new(outer.x0, outer.y1)),
            (outer.x1 - inner.x1, Point::new(outer.x1, outer.y0), Point::new(outer.x1, outer.y1)),
            (inner.y0 - outer.y0, Point::new(outer.x0, outer.y0), Point::new(outer.x1, outer.y0)),
            (outer.y1 - inner.y1, Point::new(outer.x0, outer.y1), Point::new(outer.x1, outer.y1)),
        ];
        for (thickness, from, to) in sides {
            if thickness > 0.01 && thickness <= THIN {
                self.rule(from, to);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::thin;
    use hayro_interpret::kurbo::Rect;

    #[test]
    fn dots_of_a_dotted_border_are_pieces_of_both_kinds_of_rules() {
        assert_eq!(thin(Rect::new(0.0, 0.0, 1.5001, 1.5)), (true, true));
        assert_eq!(thin(Rect::new(0.0, 0.0, 0.5, 80.0)), (true, false));
        assert_eq!(thin(Rect::new(0.0, 0.0, 80.0, 0.5)), (false, true));
        assert_eq!(thin(Rect::new(0.0, 0.0, 80.0, 20.0)), (false, false));
    }
}
