//! The layouts: pieces of a report in, text out. What is a file of a format is made in [`super::formats`].

mod aligned;
mod grids;
mod pdf;
mod runs;

use super::cell::Keep;
use super::prose::Piece;
use super::quirks::Quirks;
use fastrand::Rng;
pub(crate) use pdf::page_number;

/// A layout of plain text, or a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Layout {
    /// One cell a line behind a tab or four spaces, an empty line after each row.
    DocxFlat,
    /// Rows of cells separated by tabs.
    TabRows,
    /// Rows of cells separated by commas, quoted where they hold one.
    CommaRows,
    /// `| cell | cell |`
    PipeLead,
    /// `cell | cell | |`
    PipeTrail,
    /// `cell |`, one a line.
    CellPipe,
    /// Markdown.
    Markdown,
    /// A paragraph a cell; empty ones are gone.
    ParaVanish,
    /// A line a cell, long labels wrapped.
    PdfRaw,
    /// A label and its values a line, long labels wrapped.
    PdfRows,
    /// Columns aligned with spaces.
    PdfAligned,
    /// A line a table, or everything on one line, with spaces between cells.
    OneLine,
    /// Cells run together.
    Glued,
    /// Lines that were seen before are gone.
    Dedup,
    /// A web page with tables.
    HtmlTable,
    /// A web page whose tables are made of other elements.
    HtmlDivs,
    /// A web page with a table a row.
    HtmlRows,
    /// A web page that a word processor saved.
    HtmlWord,
    /// A web page with a site around it, laid out by a table.
    HtmlPage,
    /// A web page in a web archive.
    Mht,
    /// A Word document.
    Docx,
    /// An open document.
    Odt,
    /// Rich text.
    Rtf,
    /// A workbook.
    Xlsx,
    /// Pages with ruled tables.
    Pdf,
    /// Pages whose tables have no rules.
    PdfBare,
}

impl Layout {
    /// Every layout.
    pub(crate) const ALL: [Self; 26] = [
        Self::DocxFlat,
        Self::TabRows,
        Self::CommaRows,
        Self::PipeLead,
        Self::PipeTrail,
        Self::CellPipe,
        Self::Markdown,
        Self::ParaVanish,
        Self::PdfRaw,
        Self::PdfRows,
        Self::PdfAligned,
        Self::OneLine,
        Self::Glued,
        Self::Dedup,
        Self::HtmlTable,
        Self::HtmlDivs,
        Self::HtmlRows,
        Self::HtmlWord,
        Self::HtmlPage,
        Self::Mht,
        Self::Docx,
        Self::Odt,
        Self::Rtf,
        Self::Xlsx,
        Self::Pdf,
        Self::PdfBare,
    ];

    /// A short name.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::DocxFlat => "docx_flat",
            Self::TabRows => "tab_rows",
            Self::CommaRows => "comma_rows",
            Self::PipeLead => "pipe_lead",
            Self::PipeTrail => "pipe_trail",
            Self::CellPipe => "cell_pipe",
            Self::Markdown => "markdown",
            Self::ParaVanish => "para_vanish",
            Self::PdfRaw => "pdf_raw",
            Self::PdfRows => "pdf_rows",
            Self::PdfAligned => "pdf_layout",
            Self::OneLine => "one_line",
            Self::Glued => "glued",
            Self::Dedup => "dedup",
            Self::HtmlTable => "html_table",
            Self::HtmlDivs => "html_divs",
            Self::HtmlRows => "html_rows",
            Self::HtmlWord => "html_word",
            Self::HtmlPage => "html_page",
            Self::Mht => "mht",
            Self::Docx => "docx",
            Self::Odt => "odt",
            Self::Rtf => "rtf",
            Self::Xlsx => "xlsx",
            Self::Pdf => "pdf",
            Self::PdfBare => "pdf_bare",
        }
    }

    /// Whether it is a file of a format, not text.
    pub(crate) const fn is_format(self) -> bool {
        self as usize > Self::Dedup as usize
    }

    /// What its file names end in.
    pub(crate) fn extension(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::HtmlTable | Self::HtmlDivs | Self::HtmlRows | Self::HtmlWord | Self::HtmlPage => "html",
            Self::PdfBare => "pdf",
            layout if layout.is_format() => layout.name(),
            _ => "txt",
        }
    }

    /// Whether a pdf tool prints it.
    pub(crate) const fn is_pdf(self) -> bool {
        matches!(self, Self::PdfRaw | Self::PdfRows | Self::PdfAligned)
    }

    /// Whether cells keep their borders, empty ones too.
    pub(crate) const fn is_grid(self) -> bool {
        (self.is_format() && !matches!(self, Self::PdfBare))
            || matches!(
                self,
                Self::DocxFlat
                    | Self::TabRows
                    | Self::CommaRows
                    | Self::PipeLead
                    | Self::PipeTrail
                    | Self::CellPipe
                    | Self::Markdown
            )
    }

    /// What the layout keeps of the cells of a printed row.
    pub(crate) fn keeps(self, cells: &[&str]) -> Keep {
        let blank = cells.iter().any(|cell| cell.is_empty());
        let at_the_edge = |cell: Option<&&str>| cell.is_some_and(|cell| cell.is_empty());
        let digit = |cell: &&str| {
            let mut chars = cell.chars();
            chars.next().is_some_and(|c| matches!(c, '0'..='9' | '０'..='９')) && chars.next().is_none()
        };
        match self {
            // A pdf tells places on a page only, and labels may be drawn over their cells.
            Self::Pdf | Self::PdfBare => Keep::Either,
            // A workbook does not keep cells of a row that holds nothing.
            Self::Xlsx if cells.iter().all(|cell| cell.is_empty()) => Keep::Sure,
            layout if layout.is_format() => Keep::Exact,
            Self::Dedup => Keep::Either,
            Self::Glued if cells.len() == 1 && !blank => Keep::Sure,
            // Digits may be fewer cells and a blank that was lost elsewhere; zeros can only be one each.
            Self::Glued if cells.iter().all(|cell| *cell == "0") => Keep::Sure,
            Self::Glued if cells.iter().all(digit) => Keep::Either,
            // Counting words part the cells that stand before them.
            Self::Glued if cells.iter().any(|cell| cell.ends_with('件')) => Keep::Either,
            Self::Glued => Keep::Noted,
            Self::PdfAligned if blank => Keep::Either,
            Self::ParaVanish | Self::PdfRaw | Self::PdfRows | Self::OneLine if blank => Keep::Noted,
            // Folded label columns print empty cells of their own.
            Self::TabRows | Self::CommaRows if at_the_edge(cells.first()) || at_the_edge(cells.last()) => {
                Keep::Either
            }
            _ if cells.iter().any(|cell| cell.contains(' ')) => Keep::Either,
            _ if may_have_moved(cells) => Keep::Either,
            _ => Keep::Exact,
        }
    }
}

/// Whether the last number of a row without a total is the sum of those before it: it may be the total of a row that lost a cell.
fn may_have_moved(cells: &[&str]) -> bool {
    let numbers: Vec<u64> = cells.iter().filter_map(|cell| cell.parse().ok()).collect();
    let Some((last, others)) = numbers.split_last() else { return false };
    cells.len() > 2 && cells.last() == Some(&"") && *last > 0 && others.iter().sum::<u64>() == *last
}

/// Prints the pieces in a layout of text.
pub(crate) fn render(layout: Layout, pieces: &[Piece], quirks: &Quirks, rng: &mut Rng) -> String {
    match layout {
        Layout::DocxFlat => grids::docx_flat(pieces, quirks, rng),
        Layout::TabRows => grids::tab_rows(pieces, quirks, rng),
        Layout::CommaRows => grids::comma_rows(pieces),
        Layout::PipeLead => grids::pipe_lead(pieces, quirks),
        Layout::PipeTrail => grids::pipe_trail(pieces, quirks),
        Layout::CellPipe => grids::cell_pipe(pieces, quirks),
        Layout::Markdown => grids::markdown(pieces, quirks),
        Layout::ParaVanish => runs::para_vanish(pieces),
        Layout::PdfRaw => pdf::raw(pieces, quirks, rng),
        Layout::PdfRows => pdf::rows(pieces, quirks, rng),
        Layout::PdfAligned => aligned::layout(pieces, quirks, rng),
        Layout::OneLine => runs::one_line(pieces, quirks),
        Layout::Glued => runs::glued(pieces, quirks),
        Layout::Dedup => runs::dedup(pieces),
        _ => String::new(),
    }
}

/// The text of a piece that is no table, `None` for a table.
fn prose(piece: &Piece) -> Option<&str> {
    match piece {
        Piece::Title(text) | Piece::Heading(text) | Piece::Para(text) => Some(text),
        Piece::Table(_) => None,
    }
}
