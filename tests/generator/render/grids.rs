//! Layouts that keep the borders of cells.

use super::super::formats::html_table;
use super::super::grid::{Grid, GridCell, Kind};
use super::super::prose::Piece;
use super::super::quirks::Quirks;
use super::prose;
use fastrand::Rng;
use gongkai::form::{APPLICANT_COLUMNS, Table};
use std::fmt::Write;

/// Prose with an empty line after each paragraph, or without.
fn paragraph(out: &mut String, text: &str, spaced: bool) {
    out.push_str(text);
    out.push_str(if spaced { "\n\n" } else { "\n" });
}

/// Row in which a page break cuts the table of section 3.
fn cut(grid: &Grid, quirks: &Quirks, rng: &mut Rng) -> Option<usize> {
    let range = grid.headers + 3..grid.rows.len().max(grid.headers + 4);
    (quirks.cut && grid.table == Table::Applications).then(|| rng.usize(range))
}

pub(super) fn docx_flat(pieces: &[Piece], quirks: &Quirks, rng: &mut Rng) -> String {
    let lead = if quirks.variant.is_multiple_of(2) { "\t" } else { "    " };
    let spaced = quirks.variant >= 2;
    let mut out = String::new();
    for piece in pieces {
        match piece {
            Piece::Table(grid) => {
                let cut = cut(grid, quirks, rng);
                for (index, row) in grid.rows.iter().enumerate() {
                    if cut == Some(index) {
                        out.push('\n');
                    }
                    for cell in row {
                        out.push_str(lead);
                        out.push_str(cell.text.trim_matches(' '));
                        out.push('\n');
                    }
                    out.push('\n');
                }
                out.push('\n');
            }
            _ => paragraph(&mut out, prose(piece).unwrap_or_default(), spaced),
        }
    }
    out
}

/// Cells of a row with an empty text for each further column of a span, padded to the width.
fn spread(row: &[GridCell], width: usize) -> Vec<&str> {
    let mut texts: Vec<&str> = Vec::new();
    for cell in row {
        texts.push(&cell.text);
        // Converters fold the label columns to two.
        let label = cell.kind != Kind::Value && (2..4).contains(&cell.columns) && width == 10;
        let columns = if label { cell.columns - 1 } else { cell.columns };
        texts.extend((1..columns).map(|_| ""));
    }
    texts.resize(width.max(texts.len()), "");
    texts
}

/// Rows of tabs. Behind a page break the merged label columns that began before it have no cell left.
pub(super) fn tab_rows(pieces: &[Piece], quirks: &Quirks, rng: &mut Rng) -> String {
    let mut out = String::new();
    for piece in pieces {
        let Piece::Table(grid) = piece else {
            paragraph(&mut out, prose(piece).unwrap_or_default(), quirks.variant.is_multiple_of(2));
            continue;
        };
        out.push('\n');
        let cut = cut(grid, quirks, rng);
        if quirks.variant == 3 {
            anew(&mut out, grid);
            continue;
        }
        // How many label columns still lack their cell in front of each row.
        let mut lost = 0;
        for (index, row) in grid.rows.iter().enumerate() {
            let hidden = row.iter().take_while(|cell| cell.kind == Kind::Covered).count();
            if cut == Some(index) {
                lost = hidden;
                if quirks.variant == 1 {
                    out.push('\n');
                }
            }
            let every = cut.is_some_and(|cut| index >= cut) && quirks.variant == 2;
            lost = if every { hidden } else { lost.min(hidden) };
            let mut texts: Vec<&str> = row[lost..].iter().map(|cell| cell.text.as_str()).collect();
            if lost == 0 {
                texts = spread(row, grid.width);
            } else {
                let labels = row[lost..].iter().filter(|cell| cell.kind != Kind::Value).count();
                if labels == 1 {
                    texts.insert(1, "");
                }
                texts.resize(grid.width.max(texts.len()), "");
            }
            out.push_str(&texts.join("\t"));
            out.push('\n');
        }
        out.push('\n');
    }
    out
}

/// Rows of tabs in which a merged cell is printed at each place that it covers, as scripts over docx files do.
fn anew(out: &mut String, grid: &Grid) {
    let mut above: Vec<&str> = vec![""; grid.width];
    for row in &grid.rows {
        let mut place = 0;
        for cell in row {
            for covered in above.iter_mut().skip(place).take(cell.columns) {
                if cell.kind != Kind::Covered {
                    *covered = &cell.text;
                }
            }
            place += cell.columns;
        }
        out.push_str(&above.join("\t"));
        out.push('\n');
    }
    out.push('\n');
}

/// Rows of commas, as a spreadsheet exports them.
pub(super) fn comma_rows(pieces: &[Piece]) -> String {
    let mut out = String::new();
    for piece in pieces {
        let Piece::Table(grid) = piece else {
            paragraph(&mut out, prose(piece).unwrap_or_default(), false);
            continue;
        };
        let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
        for row in &grid.rows {
            let behind = |cell: &GridCell| std::iter::repeat_n("", cell.columns.saturating_sub(1));
            let cells = row.iter().flat_map(|cell| std::iter::once(cell.text.as_str()).chain(behind(cell)));
            writer.write_record(cells).expect("a row");
        }
        out.push_str(&String::from_utf8_lossy(&writer.into_inner().expect("all rows")));
    }
    out
}

pub(super) fn pipe_lead(pieces: &[Piece], quirks: &Quirks) -> String {
    let broken = quirks.variant.is_multiple_of(2);
    let mut out = String::new();
    for piece in pieces {
        let Piece::Table(grid) = piece else {
            paragraph(&mut out, prose(piece).unwrap_or_default(), false);
            continue;
        };
        for row in &grid.rows {
            out.push('|');
            for cell in row {
                let bars = "|".repeat(cell.columns);
                let text = if broken {
                    format!(" \n {}  {bars}", cell.text)
                } else {
                    format!(" {} {bars}", cell.text)
                };
                out.push_str(&text);
            }
            out.push('\n');
        }
        out.push('\n');
    }
    out
}

pub(super) fn pipe_trail(pieces: &[Piece], _quirks: &Quirks) -> String {
    let mut out = String::new();
    for piece in pieces {
        let Piece::Table(grid) = piece else {
            paragraph(&mut out, prose(piece).unwrap_or_default(), false);
            continue;
        };
        for row in &grid.rows {
            let cells: Vec<&GridCell> = row.iter().filter(|cell| cell.kind != Kind::Covered).collect();
            let texts: Vec<&str> = cells.iter().map(|cell| cell.text.as_str()).collect();
            let extra: usize = cells.iter().map(|cell| cell.columns - 1).sum();
            let _ = writeln!(out, "{} {} |", texts.join(" | "), "|".repeat(extra + 1));
        }
        out.push('\n');
    }
    out
}

pub(super) fn cell_pipe(pieces: &[Piece], quirks: &Quirks) -> String {
    let apart = quirks.variant.is_multiple_of(2);
    let mut out = String::new();
    for piece in pieces {
        let Piece::Table(grid) = piece else {
            paragraph(&mut out, prose(piece).unwrap_or_default(), false);
            continue;
        };
        for row in &grid.rows {
            let cells: Vec<&GridCell> = row.iter().filter(|cell| cell.kind != Kind::Covered).collect();
            for (index, cell) in cells.iter().enumerate() {
                if apart {
                    let blank = cell.text.is_empty() && quirks.variant != 2;
                    let text = if blank { String::new() } else { format!("{}\n", cell.text) };
                    let _ = writeln!(out, "{text}|");
                } else {
                    let end = if index + 1 == cells.len() { "||" } else { "|" };
                    let _ = writeln!(out, "{} {end}", cell.text);
                }
            }
        }
        out.push('\n');
    }
    out
}

fn bars<'a>(out: &mut String, texts: impl Iterator<Item = &'a str>) {
    out.push('|');
    for text in texts {
        let _ = write!(out, " {} |", text.replace('_', "\\_"));
    }
    out.push('\n');
}

fn rule(out: &mut String, columns: usize) {
    let _ = writeln!(out, "|{}", "---|".repeat(columns));
}

pub(super) fn markdown(pieces: &[Piece], quirks: &Quirks) -> String {
    let mut out = String::new();
    for piece in pieces {
        match piece {
            Piece::Title(text) => paragraph(&mut out, &format!("# {text}"), true),
            Piece::Heading(text) => paragraph(&mut out, &format!("## {text}"), true),
            Piece::Para(text) => paragraph(&mut out, text, true),
            Piece::Table(grid) if quirks.variant == 3 => paragraph(&mut out, &html_table(grid, quirks), true),
            Piece::Table(grid) if grid.table == Table::Section20 => captioned(&mut out, grid),
            Piece::Table(grid) if grid.table == Table::Applications => matrix(&mut out, grid, quirks),
            Piece::Table(grid) => {
                for (index, row) in grid.rows.iter().enumerate() {
                    let texts: Vec<&str> = row
                        .iter()
                        .flat_map(|cell| {
                            [cell.text.as_str()].into_iter().chain((1..cell.columns).map(|_| ""))
                        })
                        .collect();
                    bars(&mut out, texts.iter().copied());
                    if index == 0 {
                        rule(&mut out, grid.width);
                    }
                }
                out.push('\n');
            }
        }
    }
    out
}

/// Section 2: a table a caption.
fn captioned(out: &mut String, grid: &Grid) {
    let mut header = false;
    for (index, row) in grid.rows.iter().enumerate() {
        if row.len() == 1 {
            let gap = if index > 0 { "\n" } else { "" };
            paragraph(out, &format!("{gap}### {}", row[0].text), true);
            header = true;
            continue;
        }
        bars(out, row.iter().map(|cell| cell.text.as_str()));
        if header {
            rule(out, row.len());
            header = false;
        }
    }
    out.push('\n');
}

/// Section 3 with one header row; group labels repeated or left empty.
fn matrix(out: &mut String, grid: &Grid, quirks: &Quirks) {
    let columns = grid.sheet.rows.first().into_iter().flat_map(|row| &row.cells);
    let heads = columns.map(|(column, _)| APPLICANT_COLUMNS[*column].zh);
    bars(out, ["项目", "", ""].into_iter().chain(heads));
    rule(out, grid.width);
    for row in &grid.sheet.rows {
        let mut labels: Vec<&str> = row.path.iter().map(String::as_str).collect();
        labels.resize(3, "");
        if quirks.variant.is_multiple_of(2) {
            let cells = &grid.rows[grid.headers + position(grid, row.row.map(|row| row.code))];
            for (label, cell) in labels.iter_mut().zip(cells) {
                if cell.kind == Kind::Covered {
                    *label = "";
                }
            }
        }
        bars(out, labels.into_iter().chain(row.cells.iter().map(|(_, cell)| cell.raw.as_str())));
    }
    out.push('\n');
}

fn position(grid: &Grid, code: Option<&str>) -> usize {
    grid.sheet.rows.iter().position(|row| row.row.map(|row| row.code) == code).unwrap_or(0)
}
