//! Pdf files with a text layer: lines of print, and tables by their rules.
//!
//! `draw` takes down what a page shows, `turn` sets it upright, `spread` cuts sheets of two pages, `lines` and `grid` find lines and ruled cells in it, `wrapped` joins numbers cut over two lines, `table` puts tables together
//! over page breaks, `furniture` leaves page numbers and running heads out, `fields` fills in forms. Pictures are not read.

mod characters;
mod draw;
mod fields;
mod furniture;
mod grid;
mod lines;
mod page;
mod spread;
mod survey;
mod table;
mod turn;
mod wrapped;

use super::Unreadable;
use super::builder::Builder;
use crate::document::Document;
use crate::limits::{MAX_FONT_FAILURES, MAX_PAGES};
use crate::normalize::{is_han, is_space};
use draw::{Recorder, TooMuch};
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::kurbo::{Affine, Rect};
use hayro_interpret::{
    Context, InterpreterCache, InterpreterSettings, InterpreterWarning, RenderContent, interpret_page,
};
use page::{Glyph, Page};
use std::any::Any;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use survey::Charsets;
use table::Table;

/// Media type of the format.
pub(super) const MEDIA_TYPE: &str = "application/pdf";

/// Whether bytes begin like a pdf file; some servers put a few bytes before it.
pub(super) fn looks_like(bytes: &[u8]) -> bool {
    const HEAD: usize = 1024;
    bytes.starts_with(b"%PDF-")
        || bytes[..bytes.len().min(HEAD)].windows(5).any(|window| window == b"%PDF-")
            && bytes.windows(9).rev().take(HEAD).any(|window| window == b"startxref")
}

/// Reads a pdf file.
///
/// # Errors
/// [`Unreadable`] where the file is encrypted, damaged, beyond the limits or has no text layer.
pub fn read(bytes: &[u8]) -> Result<Document, Unreadable> {
    READING.set(true);
    let read = catch_unwind(AssertUnwindSafe(|| document(bytes)));
    READING.set(false);
    read.unwrap_or_else(|thrown| Err(failure(&*thrown)))
}

thread_local! {
    static READING: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread is inside [`read`], where a panic over a damaged file becomes its reason.
pub(super) fn is_reading() -> bool {
    READING.get()
}

fn unreadable(code: &'static str, message: &str) -> Unreadable {
    Unreadable { code, message: message.to_owned() }
}

fn failure(thrown: &(dyn Any + Send)) -> Unreadable {
    if thrown.is::<TooMuch>() {
        return too_large();
    }
    unreadable("broken_pdf", "pdf 文件损坏，无法读取 / the pdf file is damaged and cannot be read")
}

fn too_large() -> Unreadable {
    unreadable("too_large", "pdf 内容超过限度 / the pdf file draws or unpacks to more than the limit")
}

/// Something printed, in reading order.
enum Print {
    Line(String),
    /// A table, and the page it stands on.
    Table(Table, usize),
}

fn document(bytes: &[u8]) -> Result<Document, Unreadable> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => unreadable(
            "encrypted_pdf",
            "pdf 需要密码才能打开，请先去除密码 / the pdf file opens only with a password; remove it first",
        ),
        LoadPdfError::Decryption(_) => unreadable(
            "encrypted_pdf",
            "pdf 的加密方式不支持，请先解密 / the pdf file is encrypted in a way that is not read; decrypt it first",
        ),
        LoadPdfError::Invalid => failure(&()),
    })?;
    let pages = pages(&pdf)?;
    let print = |page: &Page| page.glyphs.iter().filter(|glyph| !glyph.text.chars().all(is_space)).count();
    let printed: usize = pages.iter().map(print).sum();
    let prints = lines_and_tables(&pages);
    judge(&pages, printed)?;
    let mut builder = Builder::default();
    let mut open: Option<(Table, usize)> = None;
    let close = |open: Option<(Table, usize)>, builder: &mut Builder| {
        if let Some((table, _)) = open {
            let (rows, regular) = table.into_rows();
            builder.table(&rows, regular);
        }
    };
    for print in prints {
        match print {
            Print::Line(line) => {
                close(open.take(), &mut builder);
                builder.paragraph(&line);
            }
            Print::Table(table, page) => {
                let left = match &mut open {
                    Some((above, last)) => {
                        let cut = *last != page;
                        *last = page;
                        above.join(table, cut).err()
                    }
                    None => Some(table),
                };
                if let Some(table) = left {
                    close(open.replace((table, page)), &mut builder);
                }
            }
        }
    }
    close(open, &mut builder);
    if builder.is_empty() {
        return Err(unreadable("empty", "文件没有文字 / the file holds no text"));
    }
    let recognised = pages.iter().any(|page| page.recognised * 2 > page.glyphs.len().max(1));
    Ok(Document { recognised, ..builder.finish(title(&pdf)) })
}

/// What every page shows.
fn pages(pdf: &Pdf) -> Result<Vec<Page>, Unreadable> {
    let longest = survey::longest_form(pdf).ok_or_else(too_large)?;
    if pdf.pages().len() > MAX_PAGES {
        return Err(too_large());
    }
    let cache = InterpreterCache::new();
    let charsets = Charsets::of(pdf);
    // A font that fails is loaded anew each time it is asked for.
    let failures = AtomicUsize::new(0);
    let count_failures = move |_: InterpreterWarning| {
        if failures.fetch_add(1, Ordering::Relaxed) > MAX_FONT_FAILURES {
            resume_unwind(Box::new(TooMuch));
        }
    };
    let settings =
        InterpreterSettings { warning_sink: Arc::new(count_failures), ..InterpreterSettings::default() };
    let mut drawn = 0;
    let mut pages = Vec::new();
    for page in pdf.pages().iter() {
        let (width, height) = page.render_dimensions();
        let (width, height) = (f64::from(width), f64::from(height));
        let transform = Affine::new(page.initial_transform(true).as_coeffs());
        let bounds = Rect::new(0.0, 0.0, width, height);
        let mut recorder = Recorder::new(&charsets, width, height, drawn, longest);
        // The page first, then what lies on it.
        for content in [RenderContent::PAGE, RenderContent::ANNOTATIONS] {
            let settings = InterpreterSettings { render_content: content, ..settings.clone() };
            let mut context = Context::new(transform, bounds, &cache, pdf.xref(), settings);
            let drawn = recorder.placed.len();
            interpret_page(page, &mut context, &mut recorder);
            if content == RenderContent::ANNOTATIONS {
                fields::fill(page, transform, drawn, &mut recorder);
            }
        }
        let (mut page, work) = recorder.finish();
        let glyphs = lines::without_struck(std::mem::take(&mut page.glyphs), &page.rules);
        page.glyphs = lines::without_doubles(glyphs);
        drawn = work;
        pages.extend(spread::pages(page));
    }
    Ok(pages)
}

/// Rejects files whose text cannot be read: pictures of pages, fonts that do not name their characters.
fn judge(pages: &[Page], printed: usize) -> Result<(), Unreadable> {
    /// Characters of a page below which it is a picture with a page number.
    const FEW: usize = 20;
    let pictures = pages.iter().filter(|page| is_picture(page)).count();
    let shapes: usize = pages.iter().map(|page| page.shapes.len()).sum();
    if printed == 0 && pages.iter().all(|page| page.pictures.is_empty()) && shapes < FEW {
        return Err(unreadable(
            "empty",
            "pdf 页面上没有文字，文件可能不完整 / the pages print nothing; the file may be cut short",
        ));
    }
    if printed == 0 && shapes >= FEW {
        return Err(no_characters());
    }
    if printed == 0 || pictures > 0 && printed < FEW * pages.len() {
        return Err(unreadable(
            "scanned_pdf",
            "pdf 页面是图片，没有文字层，请先做文字识别（OCR） / the pages are pictures without a text layer; run OCR first",
        ));
    }
    let texts = || pages.iter().flat_map(|page| &page.glyphs).map(|glyph| glyph.text.as_str());
    let unknown = texts().filter(|text| text.contains([char::REPLACEMENT_CHARACTER])).count();
    let known = texts().filter(|text| text.chars().any(|c| is_han(c) || c.is_ascii_alphanumeric())).count();
    if unknown > known {
        return Err(no_characters());
    }
    Ok(())
}

fn no_characters() -> Unreadable {
    unreadable(
        "no_characters_pdf",
        "pdf 的文字只有形状，没有注明字符，无法提取，请先做文字识别（OCR） / the text is drawn as shapes that do not say which characters they are; run OCR first",
    )
}

/// Whether pictures cover most of a page.
fn is_picture(page: &Page) -> bool {
    let covered: f64 = page.pictures.iter().map(Rect::area).sum();
    covered > 0.4 * page.width * page.height
}

fn lines_and_tables(pages: &[Page]) -> Vec<Print> {
    let mut sheets: Vec<Vec<(f64, Print)>> = Vec::new();
    let mut margins = furniture::Margins::default();
    let mut loose: Vec<Vec<Glyph>> = Vec::new();
    for (number, page) in pages.iter().enumerate() {
        let print = |left: f64, top: f64, right: f64, bottom: f64| {
            page.glyphs.iter().any(|glyph| {
                let (x, y) = (glyph.centre(), glyph.middle());
                (left..right).contains(&x) && (top..bottom).contains(&y) && !glyph.text.chars().all(is_space)
            })
        };
        let grids = grid::grids(&page.rules, print);
        let mut inside: Vec<Vec<&Glyph>> = vec![Vec::new(); grids.len()];
        let mut outside = Vec::new();
        for glyph in &page.glyphs {
            let home = grids.iter().position(|grid| grid.cell_at(glyph.centre(), glyph.middle()).is_some());
            match home.and_then(|home| inside.get_mut(home)) {
                Some(table) => table.push(glyph),
                None => outside.push(glyph),
            }
        }
        // A picture of the whole page is its paper.
        let small = |area: &&Rect| area.area() < 0.4 * page.width * page.height;
        let ink: Vec<Rect> = page.shapes.iter().chain(page.pictures.iter().filter(small)).copied().collect();
        let tables = grids.iter().zip(inside);
        let tables = tables.map(|(grid, glyphs)| (grid.height().0, Table::new(grid, &glyphs, &ink)));
        let tables = tables.filter(|(_, table)| !table.is_blank());
        sheets.push(tables.map(|(top, table)| (top, Print::Table(table, number))).collect());
        let unknown = page::unknown(&ink, &outside);
        loose.push(wrapped::joined(outside.into_iter().chain(&unknown)));
    }
    let lines: Vec<Vec<lines::Line<'_>>> = loose.iter().map(lines::lines).collect();
    for (page, lines) in pages.iter().zip(&lines) {
        margins.note(page, lines);
    }
    let mut prints = Vec::new();
    for (number, ((page, lines), mut sheet)) in pages.iter().zip(&lines).zip(sheets).enumerate() {
        let (left, unit) = columns_of(lines);
        for (index, line) in lines.iter().enumerate() {
            if !margins.is_furniture(page, lines, index) {
                sheet.push((line.middle, Print::Line(line.placed(left, unit))));
            }
        }
        sheet.sort_by(|(a, _), (b, _)| a.total_cmp(b));
        if sheet.is_empty() && is_picture(page) {
            prints.push(Print::Line(format!("[picture of page {}]", number + 1)));
        }
        prints.extend(sheet.into_iter().map(|(_, print)| print));
    }
    prints
}

/// The left edge of lines, and how wide a display column is.
fn columns_of(lines: &[lines::Line<'_>]) -> (f64, f64) {
    let left = lines.iter().map(lines::Line::left).fold(f64::MAX, f64::min);
    let mut sizes: Vec<f64> = lines.iter().flat_map(|line| &line.glyphs).map(|glyph| glyph.size).collect();
    sizes.sort_by(f64::total_cmp);
    (left, sizes.get(sizes.len() / 2).map_or(5.0, |size| size / 2.0).max(0.5))
}

/// The title in the file's properties, where it is one in Chinese.
fn title(pdf: &Pdf) -> Option<String> {
    let bytes = pdf.metadata().title.as_deref()?;
    let text = fields::decoded(bytes);
    let text = text.trim_matches(is_space);
    text.chars().any(is_han).then(|| text.to_owned())
}
