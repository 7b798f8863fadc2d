//! Sheets with two pages beside each other, and pages set in two columns: cut where nothing crosses the middle.

use super::page::{Glyph, Page};
use crate::normalize::{is_han, is_space};
use hayro_interpret::kurbo::{Rect, Vec2};

/// The pages that a sheet holds, the left one first.
pub(super) fn pages(sheet: Page) -> Vec<Page> {
    let both = |cut: &f64| is_page(&sheet, 0.0, *cut) && is_page(&sheet, *cut, sheet.width);
    let Some(cut) = gutter(&sheet).filter(|cut| both(cut) && !is_one_table(&sheet, *cut)) else {
        return vec![sheet];
    };
    let (all, recognised) = (sheet.glyphs.len().max(1), sheet.recognised);
    let (width, height) = (sheet.width, sheet.height);
    let (left, right): (Vec<Glyph>, Vec<Glyph>) =
        sheet.glyphs.into_iter().partition(|glyph| glyph.centre() < cut);
    let half = |glyphs: Vec<Glyph>, from: f64, to: f64| Page {
        width: to - from,
        height,
        recognised: recognised * glyphs.len() / all,
        glyphs: glyphs
            .into_iter()
            .map(|glyph| Glyph { left: glyph.left - from, right: glyph.right - from, ..glyph })
            .collect(),
        rules: sheet
            .rules
            .iter()
            .filter(|rule| (from..to).contains(&rule.across()))
            .map(|rule| rule.shifted(-from))
            .collect(),
        pictures: within(&sheet.pictures, from, to),
        shapes: within(&sheet.shapes, from, to),
    };
    vec![half(left, 0.0, cut), half(right, cut, width)]
}

/// The areas between two edges, counted from the left one.
fn within(areas: &[Rect], from: f64, to: f64) -> Vec<Rect> {
    let inside = areas.iter().filter(|area| (from..to).contains(&area.center().x));
    inside.map(|area| *area - Vec2::new(from, 0.0)).collect()
}

/// The middle of the widest stripe near the middle that nothing crosses; page numbers aside.
fn gutter(sheet: &Page) -> Option<f64> {
    const NARROWEST: f64 = 0.008;
    const EDGE: f64 = 0.07;
    let (from, to) = (0.3 * sheet.width, 0.7 * sheet.width);
    let body = |y: f64| (EDGE..1.0 - EDGE).contains(&(y / sheet.height));
    let printed =
        sheet.glyphs.iter().filter(|glyph| body(glyph.middle()) && !glyph.text.chars().all(is_space));
    let mut crossing: Vec<(f64, f64)> = printed.map(|glyph| (glyph.left, glyph.right)).collect();
    crossing.extend(sheet.rules.iter().filter(|rule| rule.level).map(|rule| (rule.from, rule.to)));
    crossing.retain(|(left, right)| *right > from && *left < to);
    crossing.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut reach, mut widest) = (from, (0.0, 0.0));
    for (left, right) in crossing.into_iter().chain([(to, to)]) {
        if left - reach > widest.1 - widest.0 {
            widest = (reach, left);
        }
        reach = reach.max(right);
    }
    (widest.1 - widest.0 > NARROWEST * sheet.width).then(|| f64::midpoint(widest.0, widest.1))
}

/// Whether a part of a sheet is a page by itself and no columns of a table: lines of text or rules fill its width.
fn is_page(sheet: &Page, from: f64, to: f64) -> bool {
    const FILLED: f64 = 0.55;
    const LINES: usize = 3;
    let filled = FILLED * (to - from);
    let inside: Vec<&Glyph> =
        sheet.glyphs.iter().filter(|glyph| (from..to).contains(&glyph.centre())).collect();
    let lines = super::lines::lines(inside);
    let texts = lines.iter().filter(|line| {
        let han = line.glyphs.iter().filter(|glyph| glyph.text.chars().any(is_han)).count();
        let gap = line.glyphs.windows(2).map(|pair| pair[1].left - pair[0].right).fold(0.0, f64::max);
        line.right() - line.left() > filled && gap < 1.5 * line.size && han > 8
    });
    let ruled = sheet
        .rules
        .iter()
        .filter(|rule| rule.level && rule.from >= from && rule.to <= to && rule.to - rule.from > filled);
    texts.count() >= LINES || ruled.count() >= LINES
}

/// Whether most rules on one side of a cut have one at their height on the other: boxes of the cells of one table.
fn is_one_table(sheet: &Page, cut: f64) -> bool {
    const SAME: f64 = 0.3;
    let level = || sheet.rules.iter().filter(|rule| rule.level);
    let mut left: Vec<f64> = level().filter(|rule| rule.to <= cut).map(|rule| rule.at).collect();
    let mut right: Vec<f64> = level().filter(|rule| rule.from >= cut).map(|rule| rule.at).collect();
    left.sort_by(f64::total_cmp);
    right.sort_by(f64::total_cmp);
    let beside = |at: &&f64| {
        let near = right.partition_point(|other| *other < **at - SAME);
        right.get(near).is_some_and(|other| *other <= **at + SAME)
    };
    2 * left.iter().filter(beside).count() > left.len()
}

#[cfg(test)]
mod tests {
    use super::pages;
    use crate::source::pdf::page::{Glyph, Page, Rule};

    fn line(text: &str, left: f64, baseline: f64) -> Vec<Glyph> {
        let place = |(index, c): (usize, char)| {
            let left = left + 10.0 * index as f64;
            Glyph { text: c.into(), left, right: left + 10.0, baseline, size: 10.0 }
        };
        text.chars().enumerate().map(place).collect()
    }

    fn sheet(glyphs: Vec<Glyph>) -> Page {
        Page { width: 400.0, height: 300.0, glyphs, ..Page::default() }
    }

    #[test]
    fn columns_of_prose_are_two_pages_and_columns_of_a_table_are_one() {
        let prose = |left: f64| {
            (0..4).flat_map(move |at| {
                line("依照政府信息公开条例第五十条编制", left, 100.0 + 15.0 * f64::from(at))
            })
        };
        let both: Vec<Glyph> = prose(20.0).chain(prose(220.0)).collect();
        let halves = pages(sheet(both.clone()));
        assert_eq!(
            halves.iter().map(|page| (page.width, page.glyphs.len())).collect::<Vec<_>>(),
            [(200.0, 64); 2]
        );
        assert!((halves[1].glyphs[0].left - 20.0).abs() < 1e-9);
        let table: Vec<Glyph> =
            prose(20.0).chain((0..4).flat_map(|at| line("7", 300.0, 100.0 + 15.0 * f64::from(at)))).collect();
        assert_eq!(pages(sheet(table)).len(), 1);
        let rule = Rule { level: true, at: 90.0, from: 20.0, to: 380.0 };
        assert_eq!(pages(Page { rules: vec![rule], ..sheet(both.clone()) }).len(), 1);
        let box_tops = |left: f64, shift: f64| {
            let top = move |row| Rule {
                level: true,
                at: 90.0 + 15.0 * f64::from(row) + shift,
                from: left,
                to: left + 150.0,
            };
            (0..4).map(top)
        };
        let ruled = |shift| Page {
            rules: box_tops(20.0, 0.0).chain(box_tops(220.0, shift)).collect(),
            ..sheet(both.clone())
        };
        assert_eq!(pages(ruled(0.0)).len(), 1, "boxes of the cells of one table");
        assert_eq!(pages(ruled(4.0)).len(), 2, "tables of two pages");
    }
}
