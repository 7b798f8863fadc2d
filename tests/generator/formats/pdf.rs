//! Page descriptions: glyphs of fonts that are not embedded, placed in ruled cells, tables broken between pages.

use super::super::prose::Piece;
use super::super::quirks::Quirks;
use super::super::render::page_number;
use super::parts::{Part, parts};
use fastrand::Rng;
use std::fmt::Write;

/// Points of a page and of its margin.
const PAGE: (f32, f32) = (595.0, 842.0);
const MARGIN: f32 = 50.0;
const SIZE: f32 = 9.0;
const LEADING: f32 = 12.0;

/// How codes of the font stand for characters.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Coding {
    Unicode,
    Gbk,
}

/// Pages being drawn.
struct Canvas<'a> {
    pages: Vec<String>,
    top: f32,
    ruled: bool,
    coding: Coding,
    quirks: &'a Quirks,
}

/// The bytes of a file; without rules where not `ruled`.
pub(super) fn file(pieces: &[Piece], quirks: &Quirks, rng: &mut Rng, ruled: bool) -> Vec<u8> {
    let coding = if quirks.variant.is_multiple_of(2) { Coding::Unicode } else { Coding::Gbk };
    let mut canvas = Canvas { pages: Vec::new(), top: PAGE.1, ruled, coding, quirks };
    canvas.turn();
    for piece in pieces {
        match piece {
            Piece::Table(grid) => {
                for part in parts(grid, quirks, rng) {
                    canvas.table(&part);
                    canvas.top += LEADING;
                }
            }
            Piece::Title(text) => canvas.paragraph(text, 150.0),
            Piece::Heading(text) => canvas.paragraph(text, MARGIN),
            Piece::Para(text) => canvas.paragraph(&format!("　　{text}"), MARGIN),
        }
    }
    let rotated = quirks.variant == 3;
    written(&canvas.pages, coding, rotated)
}

/// How wide a character is, in points.
fn advance(c: char) -> f32 {
    if c.is_ascii() { SIZE / 2.0 } else { SIZE }
}

/// Lines of a text no wider than `width`.
fn wrapped(text: &str, width: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let (mut line, mut used) = (String::new(), 0.0);
    for c in text.chars() {
        // A number is not cut; closing marks hang over.
        let fits = used + advance(c) <= width || c.is_ascii() || "，。、；）".contains(c);
        if !fits && !line.is_empty() {
            lines.push(std::mem::take(&mut line));
            used = 0.0;
        }
        line.push(c);
        used += advance(c);
    }
    lines.push(line);
    lines
}

fn extent(text: &str) -> f32 {
    text.chars().map(advance).sum()
}

impl Canvas<'_> {
    /// Begins a page.
    fn turn(&mut self) {
        self.pages.push(String::new());
        self.top = MARGIN;
        if self.quirks.pages > 0 {
            let text = page_number(self.quirks.pages, self.pages.len());
            self.show(&text, 280.0, PAGE.1 - 30.0);
        }
    }

    fn draw(&mut self, operators: &str) {
        if let Some(page) = self.pages.last_mut() {
            page.push_str(operators);
            page.push('\n');
        }
    }

    /// Shows a text whose line ends `down` points below the top of the page.
    fn show(&mut self, text: &str, x: f32, down: f32) {
        let mut codes = String::new();
        for c in text.chars() {
            if self.coding == Coding::Unicode {
                let mut units = [0; 2];
                c.encode_utf16(&mut units).iter().for_each(|unit| {
                    let _ = write!(codes, "{unit:04X}");
                });
            } else {
                encoding_rs::GBK.encode(&c.to_string()).0.iter().for_each(|byte| {
                    let _ = write!(codes, "{byte:02X}");
                });
            }
        }
        let y = PAGE.1 - down;
        self.draw(&format!("BT /F1 {SIZE} Tf 1 0 0 1 {x:.2} {y:.2} Tm <{codes}> Tj ET"));
    }

    fn paragraph(&mut self, text: &str, indent: f32) {
        for line in wrapped(text, PAGE.0 - MARGIN - indent) {
            if self.top + LEADING > PAGE.1 - MARGIN {
                self.turn();
            }
            self.top += LEADING + 3.0;
            self.show(&line, indent, self.top);
        }
    }

    fn rule(&mut self, from: (f32, f32), to: (f32, f32)) {
        let (y0, y1) = (PAGE.1 - from.1, PAGE.1 - to.1);
        // Some writers stroke lines, others fill thin rectangles.
        if self.quirks.variant < 2 {
            self.draw(&format!("{:.2} {y0:.2} m {:.2} {y1:.2} l S", from.0, to.0));
        } else {
            let (width, height) = ((to.0 - from.0).max(0.5), (y0 - y1).max(0.5));
            self.draw(&format!("{:.2} {y1:.2} {width:.2} {height:.2} re f", from.0));
        }
    }

    fn table(&mut self, part: &Part) {
        let edges = edges(part);
        let heights = heights(part, &edges);
        self.top += 6.0;
        let mut first = 0;
        while first < part.rows.len() {
            // As many rows as the page still holds; one at least.
            let room = PAGE.1 - MARGIN - self.top;
            let mut used = heights[first];
            let mut last = first + 1;
            while last < part.rows.len() && used + heights[last] <= room {
                used += heights[last];
                last += 1;
            }
            if used > room && self.top > MARGIN + 10.0 {
                self.turn();
                continue;
            }
            self.rows(part, &edges, &heights, first..last);
            first = last;
            if first < part.rows.len() {
                self.turn();
            }
        }
    }

    /// Draws the rows of one page; a cell that began on the page before goes on without its text.
    fn rows(&mut self, part: &Part, edges: &[f32], heights: &[f32], rows: std::ops::Range<usize>) {
        for row in rows.clone() {
            let mut column = 0;
            for cell in &part.rows[row] {
                let (left, right) = (edges[column], edges[column + cell.columns]);
                column += cell.columns;
                let goes_on = cell.rows == 0 && row == rows.start;
                let reach = match cell.rows {
                    0 if goes_on => {
                        rows.clone().take_while(|row| covered(part, *row, column - cell.columns)).count()
                    }
                    0 => continue,
                    reach => reach.min(rows.end - row),
                };
                let height: f32 = heights[row..row + reach].iter().sum();
                let (top, bottom) = (self.top, self.top + height);
                if self.ruled {
                    for (from, to) in [
                        ((left, top), (right, top)),
                        ((left, bottom), (right, bottom)),
                        ((left, top), (left, bottom)),
                        ((right, top), (right, bottom)),
                    ] {
                        self.rule(from, to);
                    }
                }
                if goes_on || cell.text.trim().is_empty() {
                    continue;
                }
                let lines = wrapped(cell.text.trim(), right - left - 4.0);
                let mut down = top + (height - lines.len() as f32 * LEADING) / 2.0;
                for line in lines {
                    down += LEADING;
                    let x = left + ((right - left - extent(&line)) / 2.0).max(2.0);
                    self.show(&line, x, down - 3.0);
                }
            }
            self.top += heights[row];
        }
    }
}

fn covered(part: &Part, row: usize, column: usize) -> bool {
    let mut at = 0;
    part.rows[row].iter().any(|cell| {
        at += cell.columns;
        at - cell.columns == column && cell.rows == 0
    })
}

/// Where columns begin and end.
fn edges(part: &Part) -> Vec<f32> {
    let wide = PAGE.0 - 2.0 * MARGIN;
    let widths: Vec<f32> = match part.width {
        10 => [20.0, 50.0, 110.0].into_iter().chain([(wide - 180.0) / 7.0; 7]).collect(),
        width => vec![wide / width as f32; width],
    };
    let mut edges = vec![MARGIN];
    let mut at = MARGIN;
    edges.extend(widths.iter().map(|width| {
        at += width;
        at
    }));
    edges
}

fn heights(part: &Part, edges: &[f32]) -> Vec<f32> {
    let row = |row: &Vec<super::parts::Placed>| {
        let mut column = 0;
        let lines = row.iter().map(|cell| {
            let width = edges[column + cell.columns] - edges[column] - 4.0;
            column += cell.columns;
            // A label over many rows has room enough below.
            if cell.rows == 1 { wrapped(cell.text.trim(), width).len() } else { 1 }
        });
        lines.max().unwrap_or(1) as f32 * LEADING + 6.0
    };
    let mut heights: Vec<f32> = part.rows.iter().map(row).collect();
    // A label over few rows makes them taller.
    for (index, row) in part.rows.iter().enumerate() {
        let mut column = 0;
        for cell in row {
            let width = edges[column + cell.columns] - edges[column] - 4.0;
            column += cell.columns;
            if cell.rows > 1 {
                let need = wrapped(cell.text.trim(), width).len() as f32 * LEADING + 6.0;
                let have: f32 = heights[index..index + cell.rows].iter().sum();
                heights[index] += (need - have).max(0.0);
            }
        }
    }
    heights
}

/// The file: catalogue, pages, one font without its outlines.
fn written(pages: &[String], coding: Coding, rotated: bool) -> Vec<u8> {
    let encoding = if coding == Coding::Unicode { "UniGB-UCS2-H" } else { "GBK-EUC-H" };
    let count = pages.len();
    let kids: String =
        (0..count).map(|index| [(6 + 2 * index).to_string(), " 0 R ".to_owned()].concat()).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{kids}] /Count {count} >>"),
        format!(
            "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /{encoding} /DescendantFonts [4 0 R] >>"
        ),
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) \
         /Ordering (GB1) /Supplement 2 >> /DW 1000 /W [1 95 500 814 939 500] /FontDescriptor 5 0 R >>"
            .to_owned(),
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 \
         /Ascent 880 /Descent -120 /CapHeight 737 /StemV 93 >>"
            .to_owned(),
    ];
    let (width, height) = PAGE;
    for (index, page) in pages.iter().enumerate() {
        // A turned page is drawn turned the other way.
        let (frame, turn, matrix) = if rotated {
            (format!("[0 0 {height} {width}]"), " /Rotate 90", format!("0 1 -1 0 {height} 0 cm\n"))
        } else {
            (format!("[0 0 {width} {height}]"), "", String::new())
        };
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox {frame}{turn} /Contents {} 0 R /Resources << /Font << /F1 3 0 R >> >> >>",
            7 + 2 * index
        ));
        let content = format!("0.5 w\n{matrix}{page}");
        objects.push(format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()));
    }
    let mut out = "%PDF-1.4\n".to_owned();
    let mut offsets = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        offsets.push(out.len());
        let _ = write!(out, "{} 0 obj\n{object}\nendobj\n", index + 1);
    }
    let start = out.len();
    let _ = write!(out, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for offset in &offsets {
        let _ = writeln!(out, "{offset:010} 00000 n ");
    }
    let _ =
        write!(out, "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1);
    out.into_bytes()
}
