//! Turns a page so that most of its text runs from left to right: tables printed sideways, pages turned by hand.

use super::page::{Glyph, Page, Rule};
use hayro_interpret::kurbo::{Affine, Point, Rect};

/// A character as drawn, before the page is turned.
pub(super) struct Placed {
    /// What it prints.
    pub(super) text: String,
    /// Where it stands.
    pub(super) origin: Point,
    /// Where the next one stands.
    pub(super) end: Point,
    /// Height of its font.
    pub(super) up: f64,
    /// Whether it was painted over.
    pub(super) hidden: bool,
}

/// The page that things drawn on a sheet of this width and height make.
pub(super) fn turned(
    (width, height): (f64, f64),
    placed: Vec<Placed>,
    rules: Vec<Rule>,
    areas: [Vec<Rect>; 2],
) -> Page {
    // A scan may lie askew by some degrees, a watermark by more.
    const STRAIGHT: f64 = 12.0;
    let quarter = |glyph: &Placed| {
        let (x, y) = (glyph.end.x - glyph.origin.x, glyph.end.y - glyph.origin.y);
        match (x.abs() > STRAIGHT * y.abs(), y.abs() > STRAIGHT * x.abs()) {
            (true, _) => Some(if x > 0.0 { 0 } else { 2 }),
            (_, true) => Some(if y > 0.0 { 1 } else { 3 }),
            // Slanted, such as a watermark.
            _ => None,
        }
    };
    let mut counts = [0usize; 4];
    for glyph in placed.iter().filter(|glyph| !glyph.hidden) {
        if let Some(turn) = quarter(glyph) {
            counts[turn] += 1;
        }
    }
    let most = (0..4).rev().max_by_key(|turn| counts[*turn]).unwrap_or(0);
    let turn = match most {
        1 => Affine::new([0.0, -1.0, 1.0, 0.0, 0.0, width]),
        2 => Affine::new([-1.0, 0.0, 0.0, -1.0, width, height]),
        3 => Affine::new([0.0, 1.0, -1.0, 0.0, height, 0.0]),
        _ => Affine::IDENTITY,
    };
    let (width, height) = if most % 2 == 1 { (height, width) } else { (width, height) };
    let glyphs = placed.into_iter().filter(|glyph| !glyph.hidden).filter_map(|glyph| {
        let quarter = quarter(&glyph)?;
        let (origin, end) = (turn * glyph.origin, turn * glyph.end);
        let along = quarter == most;
        let centre = origin.midpoint(end);
        let half = if along { (end.x - origin.x).abs() / 2.0 } else { glyph.up / 2.0 };
        let baseline = if along { origin.y } else { centre.y + 0.35 * glyph.up };
        let (left, right) = (centre.x - half, centre.x + half);
        Some(Glyph { text: glyph.text, left, right, baseline, size: glyph.up })
    });
    let glyphs = glyphs.collect();
    let rules = rules.into_iter().map(|rule| {
        let point = |along| if rule.level { Point::new(along, rule.at) } else { Point::new(rule.at, along) };
        let (from, to) = (turn * point(rule.from), turn * point(rule.to));
        let level = rule.level == (most % 2 == 0);
        let (at, from, to) = if level { (from.y, from.x, to.x) } else { (from.x, from.y, to.y) };
        Rule { level, at, from: from.min(to), to: from.max(to) }
    });
    let rules = rules.collect();
    let [pictures, shapes] =
        areas.map(|areas| areas.into_iter().map(|area| turn.transform_rect_bbox(area)).collect());
    Page { width, height, glyphs, rules, pictures, shapes, recognised: 0 }
}
