//! Columns aligned with spaces, labels wrapped and centred, as pdf tools print them when asked for the layout.

use super::super::grid::{Grid, GridCell, Kind};
use super::super::prose::Piece;
use super::super::quirks::Quirks;
use super::pdf::{Page, wrap};
use fastrand::Rng;
use gongkai::form::Table;

/// Lines of characters placed by display column.
#[derive(Default)]
struct Canvas {
    lines: Vec<Vec<char>>,
}

/// The second half of a wide character.
const HALF: char = '\0';

fn is_wide(c: char) -> bool {
    c as u32 >= 0x2e80
}

fn display_width(text: &str) -> usize {
    text.chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum()
}

impl Canvas {
    fn put(&mut self, line: usize, column: usize, text: &str) {
        if self.lines.len() <= line {
            self.lines.resize(line + 1, Vec::new());
        }
        let row = &mut self.lines[line];
        let end = column + display_width(text);
        if row.len() < end {
            row.resize(end, ' ');
        }
        let mut at = column;
        for c in text.chars() {
            row[at] = c;
            at += 1;
            if is_wide(c) {
                row[at] = HALF;
                at += 1;
            }
        }
    }

    fn centre(&mut self, line: usize, column: usize, width: usize, text: &str) {
        let indent = width.saturating_sub(display_width(text)) / 2;
        self.put(line, column + indent, text);
    }

    /// A text wrapped at `width` characters, its lines centred between `from` and `to`.
    fn block(&mut self, from: usize, to: usize, column: usize, lines: &[String]) {
        let start = from + (to - from).saturating_sub(lines.len()) / 2;
        for (index, line) in lines.iter().enumerate() {
            self.put(start + index, column, line);
        }
    }

    fn flush(self, page: &mut Page, quirks: &Quirks, rng: &mut Rng, breaks: &[usize]) {
        for (index, line) in self.lines.iter().enumerate() {
            if breaks.contains(&index) && quirks.pages_in_tables {
                page.turn(rng, 12, true);
            }
            let text: String = line.iter().filter(|c| **c != HALF).collect();
            page.line(text.trim_end());
        }
    }
}

pub(super) fn layout(pieces: &[Piece], quirks: &Quirks, rng: &mut Rng) -> String {
    let mut page = Page::new(quirks, 32);
    for piece in pieces {
        let Piece::Table(grid) = piece else {
            page.prose(piece, rng);
            continue;
        };
        page.line("");
        match grid.table {
            Table::Section20 => section20(&mut page, grid, quirks, rng),
            Table::Applications => applications(&mut page, grid, quirks, rng),
            Table::Review => review(&mut page, grid, quirks, rng),
        }
        page.line("");
    }
    page.out
}

/// Lines between rows: none in the compact variant.
fn gap(quirks: &Quirks) -> usize {
    usize::from(quirks.variant.is_multiple_of(2))
}

fn section20(page: &mut Page, grid: &Grid, quirks: &Quirks, rng: &mut Rng) {
    let mut canvas = Canvas::default();
    let mut at = 0;
    let mut breaks = Vec::new();
    for row in &grid.rows {
        breaks.push(at);
        if row.len() == 1 {
            canvas.centre(at, 4, 80, &row[0].text);
        } else {
            let width = 56 / (row.len() - 1);
            match row[0].text.as_str() {
                "信息内容" => canvas.centre(at, 4, 26, "信息内容"),
                text => canvas.put(at, 4, text),
            }
            for (index, cell) in row[1..].iter().enumerate() {
                canvas.centre(at, 32 + index * width, width, cell.text.trim());
            }
        }
        at += 1 + gap(quirks);
    }
    canvas.flush(page, quirks, rng, &breaks);
}

/// Where the value columns of section 3 begin and how wide they are.
const VALUES: usize = 48;
const WIDTH: usize = 9;

fn applications(page: &mut Page, grid: &Grid, quirks: &Quirks, rng: &mut Rng) {
    let mut canvas = Canvas::default();
    let mut at = header(&mut canvas, grid) + gap(quirks);
    // The labels that span rows, with their column, width in characters and lines.
    let mut open: Vec<(usize, usize, &str)> = Vec::new();
    let mut breaks = Vec::new();
    for row in &grid.rows[grid.headers..] {
        if row[0].kind == Kind::Label {
            breaks.push(at);
        }
        let labels: Vec<&GridCell> = row.iter().filter(|cell| cell.kind != Kind::Value).collect();
        let mut lines = Vec::new();
        let mut indent = 4;
        for (level, cell) in labels.iter().enumerate() {
            let innermost = level + 1 == labels.len();
            if cell.kind == Kind::Label {
                close(&mut canvas, &mut open, level, at.saturating_sub(gap(quirks)));
                if innermost {
                    lines = wrap(&cell.text, (VALUES - indent - 2) / 2);
                } else {
                    open.push((level, at, &cell.text));
                }
            }
            indent = [10, 22, 22][level.min(2)];
        }
        let column = [4, 10, 22][labels.len() - 1];
        canvas.block(at, at + lines.len(), column, &lines);
        let middle = at + (lines.len() - 1) / 2;
        for (index, cell) in row.iter().filter(|cell| cell.kind == Kind::Value).enumerate() {
            canvas.centre(middle, VALUES + index * WIDTH, WIDTH, cell.text.trim());
        }
        at += lines.len() + gap(quirks);
    }
    close(&mut canvas, &mut open, 0, at);
    canvas.flush(page, quirks, rng, &breaks);
}

/// Prints the spanning labels of `level` and deeper, which end before line `at`.
fn close(canvas: &mut Canvas, open: &mut Vec<(usize, usize, &str)>, level: usize, at: usize) {
    while let Some((depth, from, text)) = open.pop_if(|(depth, ..)| *depth >= level) {
        if depth == 0 {
            let (first, rest) = text.split_at("三、".len());
            let lines: Vec<String> =
                [first.to_owned()].into_iter().chain(rest.chars().map(String::from)).collect();
            canvas.block(from, at, 4, &lines);
        } else {
            canvas.block(from, at, 10, &wrap(text, 5));
        }
    }
}

/// The header of section 3; returns the line behind it.
fn header(canvas: &mut Canvas, grid: &Grid) -> usize {
    let [top, middle, bottom] = [&grid.rows[0], &grid.rows[1], &grid.rows[2]];
    canvas.centre(0, VALUES, 7 * WIDTH, &top[1].text);
    canvas.block(1, 3, 5, &wrap(&top[0].text, 20));
    let organisations: Vec<&GridCell> = bottom.iter().filter(|cell| cell.kind == Kind::Label).collect();
    canvas.centre(1, VALUES + WIDTH, 5 * WIDTH, &middle[2].text);
    canvas.centre(2, VALUES, WIDTH, &middle[1].text);
    canvas.centre(2, VALUES + 6 * WIDTH, WIDTH, &middle[3].text);
    for (index, cell) in organisations.iter().enumerate() {
        for (line, text) in wrap(&cell.text, 4).iter().enumerate() {
            canvas.centre(2 + line, VALUES + (index + 1) * WIDTH, WIDTH, text);
        }
    }
    4
}

fn review(page: &mut Page, grid: &Grid, quirks: &Quirks, rng: &mut Rng) {
    const COLUMN: usize = 6;
    let mut canvas = Canvas::default();
    let mut at = gap(quirks);
    canvas.centre(at, 4, 5 * COLUMN, &grid.rows[0][0].text);
    canvas.centre(at, 4 + 5 * COLUMN, 10 * COLUMN, &grid.rows[0][1].text);
    at += 1 + gap(quirks);
    for (index, cell) in grid.rows[1][5..].iter().enumerate() {
        canvas.centre(at, 4 + (1 + index) * 5 * COLUMN, 5 * COLUMN, &cell.text);
    }
    let mut heads = |from: usize, column: usize, cells: &[GridCell]| {
        for (index, cell) in cells.iter().enumerate() {
            for (line, text) in wrap(&cell.text, 2).iter().enumerate() {
                canvas.centre(from + line, 4 + (column + index) * COLUMN, COLUMN, text);
            }
        }
    };
    heads(at, 0, &grid.rows[1][..5]);
    heads(at + 1, 5, &grid.rows[2][5..]);
    at += 3 + gap(quirks);
    for (index, cell) in grid.rows[3].iter().enumerate() {
        canvas.centre(at, 4 + index * COLUMN, COLUMN, cell.text.trim());
    }
    canvas.flush(page, quirks, rng, &[]);
}
