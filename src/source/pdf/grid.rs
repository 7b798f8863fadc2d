//! Ruled tables: rules that touch make a grid, missing pieces of rules make its merged cells.

use super::page::Rule;
use crate::limits::{MAX_COLUMNS, MAX_RULES};
use std::ops::Range;

/// Rules this near to each other, in points, meet; so do the boxes of neighbouring cells.
const TOUCH: f64 = 4.0;
/// Rules this near to each other are one.
const SAME: f64 = 2.5;
/// Shortest rule that bounds a cell.
const SHORT: f64 = 4.0;
/// Rows of one grid; past it the rules are a drawing.
const MAX_ROWS: usize = 2_000;

/// The cells of a table by its rules.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Grid {
    /// Edges of its columns.
    pub(super) xs: Vec<f64>,
    /// Edges of its rows.
    pub(super) ys: Vec<f64>,
    /// Cells in reading order.
    pub(super) cells: Vec<Area>,
    /// Whether every cell is a rectangle by the rules alone.
    pub(super) regular: bool,
    /// Whether a rule closes it above.
    pub(super) closed_above: bool,
    /// Whether a rule closes it below.
    pub(super) closed_below: bool,
}

/// The columns and rows that a cell covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) columns: Range<usize>,
    pub(super) rows: Range<usize>,
}

impl Grid {
    /// Position in [`Grid::cells`] of the cell at a point.
    pub(super) fn cell_at(&self, x: f64, y: f64) -> Option<usize> {
        let column = slot(&self.xs, x)?;
        let row = slot(&self.ys, y)?;
        self.cells.iter().position(|area| area.columns.contains(&column) && area.rows.contains(&row))
    }

    /// Top and bottom edge.
    pub(super) fn height(&self) -> (f64, f64) {
        (self.ys.first().copied().unwrap_or(0.0), self.ys.last().copied().unwrap_or(0.0))
    }

    /// Top and bottom edge of the rows of a cell.
    pub(super) fn height_of(&self, area: &Area) -> (f64, f64) {
        let edge = |at: usize| self.ys.get(at).copied().unwrap_or(0.0);
        (edge(area.rows.start), edge(area.rows.end))
    }

    /// Left and right edge of the columns of a cell.
    pub(super) fn width_of(&self, area: &Area) -> (f64, f64) {
        let edge = |at: usize| self.xs.get(at).copied().unwrap_or(0.0);
        (edge(area.columns.start), edge(area.columns.end))
    }
}

fn slot(edges: &[f64], at: f64) -> Option<usize> {
    let after = edges.partition_point(|edge| *edge <= at);
    (after > 0 && after < edges.len()).then(|| after - 1)
}

/// The grids that rules make; `is_print` tells whether a stripe between two edges holds print: the part of the page
/// from `left, top` to `right, bottom`.
pub(super) fn grids(rules: &[Rule], is_print: impl Fn(f64, f64, f64, f64) -> bool) -> Vec<Grid> {
    let rules = joined(rules);
    if rules.len() > MAX_RULES {
        return Vec::new();
    }
    let mut grids: Vec<Grid> =
        components(&rules).into_iter().filter_map(|rules| grid(&rules, &is_print)).collect();
    grids.sort_by(|a, b| a.height().0.total_cmp(&b.height().0));
    grids
}

/// Pieces of one rule made one, dots and dashes joined, short ones left out.
fn joined(rules: &[Rule]) -> Vec<Rule> {
    const SAME_LINE: f64 = 0.6;
    const DASH: f64 = 3.0;
    let mut rules: Vec<Rule> =
        rules.iter().filter(|rule| rule.at.is_finite() && rule.to.is_finite()).copied().collect();
    rules.sort_by(|a, b| (a.level, a.at).partial_cmp(&(b.level, b.at)).unwrap_or(std::cmp::Ordering::Equal));
    let mut lines: Vec<Rule> = Vec::new();
    let mut start = 0;
    while start < rules.len() {
        let first = rules[start];
        let length = rules[start..]
            .iter()
            .take_while(|rule| rule.level == first.level && rule.at - first.at <= SAME_LINE)
            .count();
        let line = &mut rules[start..start + length];
        line.sort_by(|a, b| a.from.total_cmp(&b.from));
        let mut open: Option<Rule> = None;
        for rule in line.iter() {
            match &mut open {
                Some(open) if rule.from - open.to <= DASH => open.to = open.to.max(rule.to),
                _ => lines.extend(open.replace(*rule)),
            }
        }
        lines.extend(open);
        start += length;
    }
    lines.retain(|rule| rule.to - rule.from >= SHORT);
    lines
}

fn meet(a: &Rule, b: &Rule) -> bool {
    let near = |rule: &Rule, at: f64| at >= rule.from - TOUCH && at <= rule.to + TOUCH;
    if a.level == b.level {
        (a.at - b.at).abs() <= TOUCH && a.from <= b.to + TOUCH && b.from <= a.to + TOUCH
    } else {
        near(a, b.at) && near(b, a.at)
    }
}

/// Rules that hang together.
fn components(rules: &[Rule]) -> Vec<Vec<Rule>> {
    let mut left: Vec<Rule> = rules.to_vec();
    let mut found = Vec::new();
    while let Some(first) = left.pop() {
        let mut component = vec![first];
        let mut next = 0;
        while let Some(rule) = component.get(next).copied() {
            next += 1;
            let (touching, apart) = left.into_iter().partition(|other| meet(&rule, other));
            left = apart;
            component.extend::<Vec<Rule>>(touching);
        }
        found.push(component);
    }
    found
}

/// Edges with the rules on each, and the far ends of rules of the other kind as edges without.
fn edges(rules: &[Rule], level: bool) -> Vec<(f64, Vec<&Rule>)> {
    let mut own: Vec<&Rule> = rules.iter().filter(|rule| rule.level == level).collect();
    own.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut edges: Vec<(f64, Vec<&Rule>)> = Vec::new();
    for rule in own {
        match edges.last_mut() {
            Some((at, on)) if rule.at - *at <= SAME => on.push(rule),
            _ => edges.push((rule.at, vec![rule])),
        }
    }
    let others = || rules.iter().filter(|rule| rule.level != level);
    let first = others().map(|rule| rule.from).fold(f64::MAX, f64::min);
    let last = others().map(|rule| rule.to).fold(f64::MIN, f64::max);
    if edges.first().is_none_or(|(at, _)| first < at - TOUCH) {
        edges.insert(0, (first, Vec::new()));
    }
    if edges.last().is_none_or(|(at, _)| last > at + TOUCH) {
        edges.push((last, Vec::new()));
    }
    edges
}

/// Makes one edge of two with only a narrow stripe without print between them: double lines, boxes of single cells.
/// Only where both have rules the stripe could be cells; a label over several columns crosses it elsewhere.
fn without_stripes(edges: &mut Vec<(f64, Vec<&Rule>)>, is_print: impl Fn((f64, f64), (f64, f64)) -> bool) {
    const STRIPE: f64 = 6.0;
    let mut index = 0;
    while index + 1 < edges.len() {
        let (from, to) = (edges[index].0, edges[index + 1].0);
        let (one, other) = (&edges[index].1, &edges[index + 1].1);
        let printed = || {
            let pairs = one.iter().flat_map(|one| other.iter().map(move |other| (one, other)));
            pairs
                .map(|(one, other)| (one.from.max(other.from), one.to.min(other.to)))
                .any(|(start, end)| start < end && is_print((from, to), (start, end)))
        };
        if to - from < STRIPE && !printed() {
            let (_, on) = edges.remove(index + 1);
            edges[index].0 = if index == 0 { from } else { f64::midpoint(from, to) };
            edges[index].1.extend(on);
        } else {
            index += 1;
        }
    }
}

/// Whether rules on an edge cover most of each stretch between the edges across.
fn walls(on: &[&Rule], across: &[f64]) -> Vec<bool> {
    across
        .windows(2)
        .map(|stretch| {
            let length = stretch[1] - stretch[0];
            let covered: f64 = on
                .iter()
                .map(|rule| (rule.to.min(stretch[1]) - rule.from.max(stretch[0])).max(0.0))
                .fold(0.0, f64::max);
            covered > 0.5 * length
        })
        .collect()
}

fn grid(rules: &[Rule], is_print: &impl Fn(f64, f64, f64, f64) -> bool) -> Option<Grid> {
    let mut upright = edges(rules, false);
    let mut level = edges(rules, true);
    without_stripes(&mut upright, |across, along| is_print(across.0, along.0, across.1, along.1));
    without_stripes(&mut level, |across, along| is_print(along.0, across.0, along.1, across.1));
    let xs: Vec<f64> = upright.iter().map(|(at, _)| *at).collect();
    let ys: Vec<f64> = level.iter().map(|(at, _)| *at).collect();
    let (columns, rows) = (xs.len().checked_sub(1)?, ys.len().checked_sub(1)?);
    if columns == 0 || rows == 0 || columns * rows < 2 || columns > MAX_COLUMNS || rows > MAX_ROWS {
        return None;
    }
    let upright_walls: Vec<Vec<bool>> = upright.iter().map(|(_, on)| walls(on, &ys)).collect();
    let level_walls: Vec<Vec<bool>> = level.iter().map(|(_, on)| walls(on, &xs)).collect();
    let closed = |walls: Option<&Vec<bool>>| {
        walls.is_some_and(|walls| walls.iter().filter(|wall| **wall).count() * 2 > columns)
    };
    let (cells, regular) = areas(columns, rows, &upright_walls, &level_walls);
    if cells.len() < 2 {
        return None;
    }
    let (closed_above, closed_below) = (closed(level_walls.first()), closed(level_walls.last()));
    Some(Grid { xs, ys, cells, regular, closed_above, closed_below })
}

/// The cells between walls. Where an area without walls is no rectangle, it is cut into its rows.
fn areas(columns: usize, rows: usize, upright: &[Vec<bool>], level: &[Vec<bool>]) -> (Vec<Area>, bool) {
    let mut taken = vec![false; columns * rows];
    let mut cells = Vec::new();
    let mut regular = true;
    let right_open = |column: usize, row: usize| column + 1 < columns && !upright[column + 1][row];
    let below_open = |column: usize, row: usize| row + 1 < rows && !level[row + 1][column];
    for row in 0..rows {
        for column in 0..columns {
            if taken[row * columns + column] {
                continue;
            }
            let mut end = column + 1;
            while right_open(end - 1, row) && !taken[row * columns + end] {
                end += 1;
            }
            let mut bottom = row + 1;
            while (column..end).all(|at| below_open(at, bottom - 1) && !taken[bottom * columns + at])
                && (column..end - 1).all(|at| right_open(at, bottom))
            {
                bottom += 1;
            }
            // The walls around a rectangle must be whole.
            let sides = (row..bottom)
                .all(|at| !right_open(end - 1, at) && (column == 0 || !right_open(column - 1, at)));
            let ends =
                (column..end).all(|at| !below_open(at, bottom - 1) && (row == 0 || !below_open(at, row - 1)));
            regular &= sides && ends;
            for at in row..bottom {
                taken[at * columns + column..at * columns + end].fill(true);
            }
            cells.push(Area { columns: column..end, rows: row..bottom });
        }
    }
    (cells, regular)
}

#[cfg(test)]
mod tests {
    use super::{Grid, Rule, grids};

    fn level(at: f64, from: f64, to: f64) -> Rule {
        Rule { level: true, at, from, to }
    }

    fn upright(at: f64, from: f64, to: f64) -> Rule {
        Rule { level: false, at, from, to }
    }

    fn shown(grid: &Grid) -> String {
        let cells = grid.cells.iter().map(|area| {
            format!("{}-{}x{}-{}", area.columns.start, area.columns.end, area.rows.start, area.rows.end)
        });
        format!(
            "{} {}",
            cells.collect::<Vec<_>>().join(" "),
            if grid.regular { "regular" } else { "doubtful" }
        )
    }

    fn read(rules: &[Rule]) -> Vec<String> {
        grids(rules, |_, _, _, _| false).iter().map(shown).collect()
    }

    #[test]
    fn missing_pieces_of_rules_merge_cells() {
        let rules = [
            level(0.0, 0.0, 90.0),
            level(20.0, 30.0, 90.0),
            level(40.0, 0.0, 90.0),
            upright(0.0, 0.0, 40.0),
            upright(30.0, 0.0, 40.0),
            upright(60.0, 20.0, 40.0),
            upright(90.0, 0.0, 40.0),
        ];
        assert_eq!(read(&rules), ["0-1x0-2 1-3x0-1 1-2x1-2 2-3x1-2 regular"]);
    }

    #[test]
    fn boxes_of_single_cells_make_one_grid() {
        let mut rules = Vec::new();
        for (left, top) in [(0.0, 0.0), (32.0, 0.0), (0.0, 22.0), (32.0, 22.0)] {
            rules.extend([
                level(top, left, left + 30.0),
                level(top + 20.0, left, left + 30.0),
                upright(left, top, top + 20.0),
                upright(left + 30.0, top, top + 20.0),
            ]);
        }
        assert_eq!(read(&rules), ["0-1x0-1 1-2x0-1 0-1x1-2 1-2x1-2 regular"]);
    }

    #[test]
    fn print_across_double_lines_does_not_part_them() {
        let rules = [
            level(0.0, 0.0, 60.0),
            level(20.0, 0.0, 60.0),
            level(40.0, 0.0, 60.0),
            upright(0.0, 0.0, 40.0),
            upright(28.0, 20.0, 40.0),
            upright(32.0, 20.0, 40.0),
            upright(60.0, 0.0, 40.0),
        ];
        let crossing = |_: f64, top: f64, _: f64, _: f64| top < 20.0;
        let grids = grids(&rules, crossing);
        assert_eq!(grids.iter().map(shown).collect::<Vec<_>>(), ["0-2x0-1 0-1x1-2 1-2x1-2 regular"]);
    }

    #[test]
    fn a_grid_that_the_page_cuts_is_open_below() {
        let rules = [
            level(0.0, 0.0, 60.0),
            upright(0.0, 0.0, 40.0),
            upright(30.0, 0.0, 40.0),
            upright(60.0, 0.0, 40.0),
        ];
        let grids = grids(&rules, |_, _, _, _| false);
        assert_eq!(shown(&grids[0]), "0-1x0-1 1-2x0-1 regular");
        assert!(grids[0].closed_above && !grids[0].closed_below);
    }

    #[test]
    fn an_area_that_is_no_rectangle_is_doubtful() {
        let rules = [
            level(0.0, 0.0, 60.0),
            level(20.0, 30.0, 60.0),
            level(40.0, 0.0, 60.0),
            upright(0.0, 0.0, 40.0),
            upright(30.0, 0.0, 20.0),
            upright(60.0, 0.0, 40.0),
        ];
        assert_eq!(read(&rules), ["0-1x0-2 1-2x0-1 1-2x1-2 doubtful"]);
    }

    #[test]
    fn lines_alone_make_no_table() {
        assert!(
            read(&[level(0.0, 0.0, 400.0), level(30.0, 0.0, 400.0), upright(200.0, 300.0, 400.0)]).is_empty()
        );
        assert!(
            read(&[
                level(0.0, 0.0, 40.0),
                level(40.0, 0.0, 40.0),
                upright(0.0, 0.0, 40.0),
                upright(40.0, 0.0, 40.0)
            ])
            .is_empty()
        );
    }
}
