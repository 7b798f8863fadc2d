//! Numbers that narrow columns without rules break over two lines, put back on the line of their row.

use super::lines::{is_figure, lines};
use super::page::Glyph;

/// A word on its line.
struct Part<'g> {
    glyphs: Vec<&'g Glyph>,
    left: f64,
    right: f64,
    middle: f64,
    baseline: f64,
    size: f64,
    /// Whether it is a number, or a part of one.
    figure: bool,
}

/// The characters of a page, numbers joined whose two halves stand above and below the line on which the other numbers
/// of their row stand: rows of single lines stand further apart.
pub(super) fn joined<'g>(glyphs: impl IntoIterator<Item = &'g Glyph>) -> Vec<Glyph> {
    let parts = parts(glyphs);
    let mut joined = Vec::new();
    let mut taken = vec![false; parts.len()];
    for (index, above) in parts.iter().enumerate() {
        if taken[index] {
            continue;
        }
        // Parts are sorted from the top down.
        let reach = parts.partition_point(|part| part.middle <= above.middle + 1.8 * above.size);
        let near = || (index + 1..reach).filter_map(|at| parts.get(at).map(|part| (at, part)));
        let under = near().find(|(at, part)| !taken[*at] && is_under(above, part));
        let row = under.and_then(|(_, below)| {
            let middle = f64::midpoint(above.middle, below.middle);
            let beside = |part: &Part<'_>| part.right < above.left || part.left > above.right;
            near().find(|(_, part)| {
                part.figure && (part.middle - middle).abs() < 0.15 * part.size && beside(part)
            })
        });
        let (Some((at, below)), Some((_, row))) = (under, row) else {
            joined.extend(above.glyphs.iter().copied().cloned());
            continue;
        };
        taken[at] = true;
        let (left, right) = (above.left.min(below.left), above.right.max(below.right));
        let width = (right - left) / (above.glyphs.len() + below.glyphs.len()) as f64;
        for (place, glyph) in above.glyphs.iter().chain(&below.glyphs).enumerate() {
            let left = left + width * place as f64;
            joined.push(Glyph { left, right: left + width, baseline: row.baseline, ..(*glyph).clone() });
        }
    }
    joined
}

/// Whether a part stands right under another, as the next line of its cell would.
fn is_under(above: &Part<'_>, below: &Part<'_>) -> bool {
    let size = above.size;
    let down = below.middle - above.middle;
    let same = |one: f64, other: f64| (one - other).abs() < 0.25 * size;
    above.figure
        && below.figure
        && (0.8 * size..1.7 * size).contains(&down)
        && (same(above.left, below.left)
            || same(above.right, below.right)
            || same(above.left + above.right, below.left + below.right))
}

/// The words, from the top down.
fn parts<'g>(glyphs: impl IntoIterator<Item = &'g Glyph>) -> Vec<Part<'g>> {
    let words = lines(glyphs).into_iter().flat_map(|line| line.words());
    let mut parts: Vec<Part<'g>> = words
        .filter_map(|glyphs| {
            let (first, last) = (*glyphs.first()?, *glyphs.last()?);
            Some(Part {
                left: first.left,
                right: last.right,
                middle: first.middle(),
                baseline: first.baseline,
                size: first.size,
                figure: glyphs.iter().all(|glyph| is_figure(glyph)),
                glyphs,
            })
        })
        .collect();
    parts.sort_by(|a, b| a.middle.total_cmp(&b.middle));
    parts
}

#[cfg(test)]
mod tests {
    use super::joined;
    use crate::source::pdf::lines::lines;
    use crate::source::pdf::page::Glyph;

    fn print(text: &str, left: f64, baseline: f64) -> Vec<Glyph> {
        let place = |(index, c): (usize, char)| {
            let left = left + 5.0 * index as f64;
            Glyph { text: c.into(), left, right: left + 5.0, baseline, size: 10.0 }
        };
        text.chars().enumerate().map(place).collect()
    }

    fn read(glyphs: &[Glyph]) -> Vec<String> {
        lines(&joined(glyphs)).iter().map(super::super::lines::Line::text).collect()
    }

    #[test]
    fn halves_of_a_number_around_the_line_of_its_row_are_joined() {
        let row =
            [print("42", 40.0, 13.0), print("4", 40.0, 27.0), print("0", 0.0, 20.0), print("7", 80.0, 20.0)];
        assert_eq!(read(&row.concat()), ["0 424 7"]);
    }

    #[test]
    fn numbers_of_two_rows_stay_apart() {
        let rows =
            [print("42", 40.0, 10.0), print("4", 40.0, 24.0), print("0", 0.0, 10.0), print("7", 0.0, 24.0)];
        assert_eq!(read(&rows.concat()), ["0 42", "7 4"]);
    }
}
