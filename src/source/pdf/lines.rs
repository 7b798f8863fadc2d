//! From characters with places to lines of text: what stands on one line, where gaps are, what is raised.

use super::page::{Glyph, Rule};
use crate::limits::MAX_RULES;
use crate::normalize::{fold, is_han, is_space};
use std::collections::HashMap;
use unicode_width::UnicodeWidthChar;

/// A printed line.
#[derive(Clone, Debug)]
pub(super) struct Line<'g> {
    /// Its characters from left to right, no white space among them but where it separates.
    pub(super) glyphs: Vec<&'g Glyph>,
    /// Height of its middle.
    pub(super) middle: f64,
    /// Height of its largest font.
    pub(super) size: f64,
}

/// Characters nearer than this part of their size are one word.
const GAP: f64 = 0.3;

/// A gap wider than this part of the size sets columns apart.
const WIDE_GAP: f64 = 1.2;

impl<'g> Line<'g> {
    pub(super) fn left(&self) -> f64 {
        self.glyphs.first().map_or(0.0, |glyph| glyph.left)
    }

    pub(super) fn right(&self) -> f64 {
        self.glyphs.iter().map(|glyph| glyph.right).fold(f64::MIN, f64::max)
    }

    /// Its words: characters without a gap between them.
    pub(super) fn words(&self) -> Vec<Vec<&'g Glyph>> {
        let within = self.figure_gap();
        let mut words: Vec<Vec<&'g Glyph>> = Vec::new();
        for glyph in &self.glyphs {
            let goes_on = |before: &Glyph| {
                let gap = glyph.left - before.right;
                let room = number_room(before, glyph, within).min(GAP * glyph.size);
                gap < room && !is_blank(before) && !is_blank(glyph)
            };
            match words.last_mut().filter(|word| word.last().is_some_and(|before| goes_on(before))) {
                Some(word) => word.push(glyph),
                None => words.push(vec![glyph]),
            }
        }
        words
    }

    /// The text, with one space where a gap is.
    pub(super) fn text(&self) -> String {
        self.print(None)
    }

    /// The text with its characters at display columns of `unit` points from `left`, as far as they are set apart.
    pub(super) fn placed(&self, left: f64, unit: f64) -> String {
        self.print(Some((left, unit)))
    }

    fn print(&self, columns: Option<(f64, f64)>) -> String {
        let mut text = String::new();
        let mut width = 0usize;
        let mut before: Option<&Glyph> = None;
        let mut space = false;
        let mut raised = false;
        let within = self.figure_gap();
        for glyph in &self.glyphs {
            if glyph.text.chars().all(is_space) {
                space = true;
                continue;
            }
            let gap = before.map_or(f64::MAX, |before| glyph.left - before.right);
            let small = before.is_some() && self.is_raised(glyph);
            let apart = before.is_some_and(|before| gap > number_room(before, glyph, within));
            let wide = gap > GAP * glyph.size || space && gap > 0.1 * glyph.size || apart;
            let mut pad = usize::from(before.is_some() && wide);
            if let Some((left, unit)) = columns
                && (before.is_none() || gap > WIDE_GAP * self.size)
            {
                let column = ((glyph.left - left) / unit).round().clamp(0.0, 400.0) as usize;
                pad = column.saturating_sub(width).max(if before.is_none() { 0 } else { 2 });
            }
            if raised && !small {
                text.push(')');
                width += 1;
            }
            text.extend(std::iter::repeat_n(' ', pad));
            if small && !raised {
                text.push('(');
                width += 1;
            }
            raised = small;
            text.push_str(&glyph.text);
            width += pad + glyph.text.chars().map(|c| c.width().unwrap_or(0)).sum::<usize>();
            space = false;
            before = Some(glyph);
        }
        if raised {
            text.push(')');
        }
        text
    }

    /// The widest gap between digits of one number, where most stand closer: past it another number begins.
    fn figure_gap(&self) -> f64 {
        let pairs = self.glyphs.windows(2).filter(|pair| pair.iter().all(|glyph| is_figure(glyph)));
        let mut gaps: Vec<f64> = pairs.map(|pair| pair[1].left - pair[0].right).collect();
        gaps.sort_by(f64::total_cmp);
        let usual = gaps.get(gaps.len() / 3).copied().unwrap_or(0.0);
        usual.max(0.0) + 0.12 * self.size
    }

    /// A footnote's mark: smaller than the line and off its baseline, no digit of the number before it.
    fn is_raised(&self, glyph: &Glyph) -> bool {
        let main = self.glyphs.iter().find(|main| main.size > 0.95 * self.size);
        let off = main.is_some_and(|main| (main.baseline - glyph.baseline).abs() > 0.08 * self.size);
        glyph.size < 0.8 * self.size && off && glyph.text.chars().any(char::is_alphanumeric)
    }
}

/// Whether a character may be part of a number.
pub(super) fn is_figure(glyph: &Glyph) -> bool {
    !glyph.text.is_empty() && glyph.text.chars().all(|c| fold(c).is_ascii_digit() || ".,".contains(fold(c)))
}

/// The widest gap that a number has before a digit, `within` between digits; behind the unit of a count another begins.
fn number_room(before: &Glyph, glyph: &Glyph, within: f64) -> f64 {
    const UNIT: f64 = 0.06;
    match (is_figure(glyph), before.text.as_str()) {
        (true, "件" | "元" | "项" | "个") => UNIT * glyph.size,
        (true, _) if is_figure(before) => within,
        _ => f64::MAX,
    }
}

/// Whether a character prints nothing.
fn is_blank(glyph: &Glyph) -> bool {
    glyph.text.chars().all(is_space)
}

/// How far the middles of characters of one line may lie apart, by their sizes: marks are raised, letters stand level.
fn reach(one: f64, other: f64) -> f64 {
    let (small, large) = (one.min(other), one.max(other));
    if small > 0.8 * large { 0.35 * large } else { 0.5 * large.min(1.6 * other) }
}

/// Groups characters into lines, top down.
pub(super) fn lines<'g>(glyphs: impl IntoIterator<Item = &'g Glyph>) -> Vec<Line<'g>> {
    let mut glyphs: Vec<&Glyph> = glyphs.into_iter().collect();
    glyphs.sort_by(|a, b| a.middle().total_cmp(&b.middle()));
    let mut lines: Vec<Line<'g>> = Vec::new();
    for glyph in glyphs {
        match lines.last_mut() {
            Some(line) if (glyph.middle() - line.middle).abs() < reach(line.size, glyph.size) => {
                // The largest character says where the line stands.
                if glyph.size > line.size {
                    line.size = glyph.size;
                    line.middle = glyph.middle();
                }
                line.glyphs.push(glyph);
            }
            _ => lines.push(Line { middle: glyph.middle(), size: glyph.size, glyphs: vec![glyph] }),
        }
    }
    for line in &mut lines {
        line.glyphs.sort_by(|a, b| a.left.total_cmp(&b.left));
    }
    lines.retain(|line| line.glyphs.iter().any(|glyph| !glyph.text.chars().all(is_space)));
    lines
}

/// The text of a cell between two edges: its lines joined, with a space only where words end.
pub(super) fn cell_text<'g>(glyphs: impl IntoIterator<Item = &'g Glyph>, left: f64, right: f64) -> String {
    let mut text = String::new();
    let mut above: Option<Line<'_>> = None;
    for line in lines(glyphs) {
        let next = line.text();
        if let (Some(above), Some(last), Some(first)) = (&above, text.chars().last(), next.chars().next()) {
            let word = |c: char| !is_han(c) && (c.is_alphanumeric() || ",.+-/".contains(c));
            // A word too long for its cell is cut where the cell ends: there was no room for one more character.
            let room = (right - left) - (above.right() - above.left());
            let one_more = if first.is_ascii() { 1.5 } else { 2.0 };
            if word(last) && word(first) && room > one_more * above.size {
                text.push('\n');
            }
        }
        text.push_str(&next);
        above = Some(line);
    }
    text
}

/// Characters drawn twice at one place, as fake bold does, once; unlike ones drawn over each other as unknown.
pub(super) fn without_doubles(glyphs: Vec<Glyph>) -> Vec<Glyph> {
    let mut kept: Vec<Glyph> = Vec::with_capacity(glyphs.len());
    let mut places: HashMap<(i64, i64), Vec<usize>> = HashMap::new();
    let place =
        |glyph: &Glyph| ((glyph.centre() / 4.0).floor() as i64, (glyph.middle() / 4.0).floor() as i64);
    for glyph in glyphs {
        if glyph.text.chars().all(is_space) {
            kept.push(glyph);
            continue;
        }
        let (x, y) = place(&glyph);
        let width = glyph.right - glyph.left;
        let near = |other: &Glyph| {
            let reach = 0.3 * width.min(other.right - other.left).min(glyph.size);
            (other.centre() - glyph.centre()).abs() < reach
                && (other.middle() - glyph.middle()).abs() < 0.3 * glyph.size.min(other.size)
        };
        let cells = (-1..=1).flat_map(|dx| (-1..=1).map(move |dy| (x + dx, y + dy)));
        let found = cells
            .filter_map(|cell| places.get(&cell))
            .flat_map(|found| found.iter().rev().take(16))
            .copied()
            .find(|index| kept.get(*index).is_some_and(near));
        match found.and_then(|index| kept.get_mut(index)) {
            Some(twin) if twin.text == glyph.text => {}
            Some(other) => other.text = char::REPLACEMENT_CHARACTER.to_string(),
            None => {
                places.entry((x, y)).or_default().push(kept.len());
                kept.push(glyph);
            }
        }
    }
    kept
}

/// Characters without those that a rule strikes out, from the edge of one to the edge of another.
pub(super) fn without_struck(mut glyphs: Vec<Glyph>, rules: &[Rule]) -> Vec<Glyph> {
    if rules.len() > MAX_RULES {
        return glyphs;
    }
    glyphs.sort_by(|a, b| a.middle().total_cmp(&b.middle()));
    let mut struck = vec![false; glyphs.len()];
    for rule in rules.iter().filter(|rule| rule.level) {
        // A rule strikes out the line whose middle it nearly meets.
        const REACH: f64 = 12.0;
        let from = glyphs.partition_point(|glyph| glyph.middle() < rule.at - REACH);
        let to = glyphs.partition_point(|glyph| glyph.middle() <= rule.at + REACH);
        let crosses = |glyph: &Glyph| {
            (glyph.middle() - rule.at).abs() < 0.2 * glyph.size
                && (rule.from..rule.to).contains(&glyph.centre())
        };
        let line: Vec<usize> = (from..to).filter(|index| glyphs.get(*index).is_some_and(crosses)).collect();
        let edge = |at: f64, of: &dyn Fn(&Glyph) -> f64| {
            line.iter()
                .filter_map(|index| glyphs.get(*index))
                .any(|glyph| (of(glyph) - at).abs() < 0.3 * glyph.size)
        };
        if edge(rule.from, &|glyph| glyph.left) && edge(rule.to, &|glyph| glyph.right) {
            for index in line {
                struck[index] = true;
            }
        }
    }
    let mut struck = struck.into_iter();
    glyphs.retain(|_| struck.next() != Some(true));
    glyphs
}

#[cfg(test)]
mod tests {
    use super::{Glyph, Rule, cell_text, lines, without_doubles, without_struck};

    /// Characters of ten points, each half or all as wide, from a place on.
    fn print(text: &str, left: f64, baseline: f64, size: f64) -> Vec<Glyph> {
        let mut at = left;
        text.chars()
            .map(|c| {
                let width = if c.is_ascii() { size / 2.0 } else { size };
                at += width;
                Glyph { text: c.into(), left: at - width, right: at, baseline, size }
            })
            .collect()
    }

    #[test]
    fn wrapped_labels_are_joined_and_numbers_only_where_the_cell_was_full() {
        let label = [print("没有现成信息", 0.0, 10.0, 10.0), print("需要另行制作", 0.0, 24.0, 10.0)].concat();
        assert_eq!(cell_text(&label, 0.0, 64.0), "没有现成信息需要另行制作");
        let number = [print("12", 0.0, 10.0, 10.0), print("34", 0.0, 24.0, 10.0)].concat();
        assert_eq!(cell_text(&number, 0.0, 14.0), "1234");
        assert_eq!(cell_text(&number, 0.0, 60.0), "12\n34");
    }

    #[test]
    fn numbers_of_narrow_columns_are_not_glued() {
        let glyphs = [print("272", 0.0, 10.0, 10.0), print("2736", 17.0, 10.0, 10.0)].concat();
        assert_eq!(cell_text(&glyphs, 0.0, 60.0), "272 2736");
        let spaced: Vec<Glyph> = (0..4).flat_map(|at| print("7", f64::from(at) * 7.0, 10.0, 10.0)).collect();
        assert_eq!(cell_text(&spaced, 0.0, 60.0), "7777");
    }

    #[test]
    fn no_number_goes_on_behind_a_unit() {
        let glyphs =
            [print("0", 0.0, 10.0, 10.0), print("0件", 6.5, 10.0, 10.0), print("1", 22.8, 10.0, 10.0)];
        assert_eq!(lines(&glyphs.concat())[0].text(), "00件 1");
    }

    #[test]
    fn a_raised_mark_is_no_digit() {
        let glyphs = [print("35", 0.0, 10.0, 10.0), print("1", 10.0, 6.0, 6.0)].concat();
        assert_eq!(cell_text(&glyphs, 0.0, 60.0), "35(1)");
    }

    #[test]
    fn what_is_struck_out_is_not_read() {
        let glyphs = [print("35", 0.0, 10.0, 10.0), print("36", 20.0, 10.0, 10.0)].concat();
        let rule = |from, to| Rule { level: true, at: 6.8, from, to };
        assert_eq!(cell_text(&without_struck(glyphs.clone(), &[rule(0.0, 10.0)]), 0.0, 60.0), "36");
        assert_eq!(cell_text(&without_struck(glyphs, &[rule(-30.0, 90.0)]), 0.0, 60.0), "35 36");
    }

    #[test]
    fn gaps_become_columns() {
        let glyphs =
            [print("规章", 10.0, 10.0, 10.0), print("0", 60.0, 10.0, 10.0), print("3", 80.0, 10.0, 10.0)]
                .concat();
        let lines = lines(&glyphs);
        assert_eq!(lines[0].placed(0.0, 5.0), "  规章      0   3");
        assert_eq!(lines[0].text(), "规章 0 3");
    }

    #[test]
    fn what_is_drawn_twice_is_read_once() {
        let twice = [print("11", 0.0, 10.0, 10.0), print("11", 0.3, 10.0, 10.0)].concat();
        assert_eq!(cell_text(&without_doubles(twice), 0.0, 60.0), "11");
        let over = [print("15", 0.0, 10.0, 10.0), print("12", 0.0, 10.0, 10.0)].concat();
        assert_eq!(cell_text(&without_doubles(over), 0.0, 60.0), "1\u{fffd}");
    }
}
