//! Reports as files of the formats that agencies publish: markup and containers written by hand.

mod docx;
mod html;
mod markup;
mod parts;
mod pdf;

use super::grid::Grid;
use super::prose::Piece;
use super::quirks::Quirks;
use super::render::Layout;
use fastrand::Rng;
use html::Style;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

/// Prints the pieces as a file of a format; nothing where the layout is text.
pub(crate) fn file(layout: Layout, pieces: &[Piece], quirks: &Quirks, rng: &mut Rng) -> Vec<u8> {
    match layout {
        Layout::HtmlTable => html::page(pieces, quirks, rng, Style::Table),
        Layout::HtmlDivs => html::page(pieces, quirks, rng, Style::Divs),
        Layout::HtmlRows => html::page(pieces, quirks, rng, Style::RowTables),
        Layout::HtmlWord => html::page(pieces, quirks, rng, Style::Word),
        Layout::HtmlPage => html::page(pieces, quirks, rng, Style::Page),
        Layout::Mht => markup::mht(pieces, quirks, rng),
        Layout::Docx => docx::file(pieces, quirks, rng),
        Layout::Odt => markup::odt(pieces, quirks, rng),
        Layout::Rtf => markup::rtf(pieces, quirks, rng),
        Layout::Xlsx => markup::xlsx(pieces, quirks, rng),
        Layout::Pdf => pdf::file(pieces, quirks, rng, true),
        Layout::PdfBare => pdf::file(pieces, quirks, rng, false),
        _ => Vec::new(),
    }
}

/// A table of HTML, as converters to Markdown leave one with merged cells.
pub(crate) fn html_table(grid: &Grid, quirks: &Quirks) -> String {
    let mut out = String::new();
    let mut rng = Rng::with_seed(u64::from(quirks.every));
    for part in parts::parts(grid, &Quirks { cut: false, ..*quirks }, &mut rng) {
        html::table(&mut out, &part, quirks, &mut rng, Style::Table);
    }
    out
}

/// A zip container of named parts; the first is stored as it is where `stored`.
fn container(parts: &[(&str, &str)], stored: bool) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (index, (name, content)) in parts.iter().enumerate() {
        let plain = stored && index == 0;
        let method = if plain { zip::CompressionMethod::Stored } else { zip::CompressionMethod::Deflated };
        archive.start_file(*name, SimpleFileOptions::default().compression_method(method)).expect("a part");
        archive.write_all(content.as_bytes()).expect("in memory");
    }
    archive.finish().expect("in memory").into_inner()
}

/// A text for markup.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
