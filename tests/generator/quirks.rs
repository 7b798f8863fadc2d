//! Habits and damage of real reports, as options.

use super::encode::Encoding;
use super::render::Layout;
use fastrand::Rng;

/// How cells are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CellStyle {
    /// Plain numbers.
    Plain,
    /// Some cells are empty.
    Blank,
    /// Some cells hold a mark for "not applicable".
    Mark(&'static str),
    /// Some cells are empty, some hold "/".
    Gaps,
    /// Commas between thousands, some cells in full-width digits.
    Large,
    /// Commas between thousands.
    Thousands,
    /// Full-width digits.
    FullWidth,
    /// Spaces around the number.
    Padded,
    /// Spaces between the digits.
    Spread,
    /// A counting word after the number.
    CountingWord,
    /// Some cells hold words that are no number.
    Words,
}

/// How the numerals of section headings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Numerals {
    /// 二、
    Right,
    /// 2、
    Arabic,
    /// （2）
    ArabicInBrackets,
    /// 2.
    ArabicDot,
    /// （二）
    InBrackets,
    /// The heading stands twice.
    Doubled,
    /// No numeral.
    Missing,
}

/// How the title is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Title {
    /// Agency, year, words.
    Plain,
    /// Agency on one line, the rest on the next.
    TwoLines,
    /// Cut somewhere in the words.
    CutInWords,
    /// Cut behind the third character of the name.
    CutInName,
    /// No agency.
    NoAgency,
    /// Year before the agency.
    YearFirst,
    /// 关于…的报告
    About,
    /// 年度 twice.
    YearTwice,
    /// Spaces around the year.
    Spaced,
}

/// Where the unit of an amount stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum UnitPlace {
    /// Nowhere (the 2019 form prints none).
    Nowhere,
    /// 元 in the header.
    HeaderYuan,
    /// 万元 in the header.
    HeaderWan,
    /// 元 in the cell.
    CellYuan,
    /// 万元 in the cell.
    CellWan,
}

/// The habits and damage of one report.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each is a habit of its own")]
pub(crate) struct Quirks {
    /// How cells are printed.
    pub(crate) cells: CellStyle,
    /// One cell in this many is touched by [`Quirks::cells`].
    pub(crate) every: u8,
    /// How 本年增/减 is signed: 0 plain, 1 plus, 2 full-width, 3 增/减, 4 增加/减少.
    pub(crate) signs: u8,
    /// Where the unit of an amount stands.
    pub(crate) unit: UnitPlace,
    /// Numerals of the headings.
    pub(crate) numerals: Numerals,
    /// Section headings worded differently.
    pub(crate) other_wording: bool,
    /// The title.
    pub(crate) title: Title,
    /// A bookmark mark that a converter left.
    pub(crate) bookmark: bool,
    /// Page numbers: 0 none, else a style.
    pub(crate) pages: u8,
    /// Page numbers inside tables too.
    pub(crate) pages_in_tables: bool,
    /// The introduction lists all six sections.
    pub(crate) listing: bool,
    /// Quotes around 三安全一稳定.
    pub(crate) quotes: u8,
    /// The template's instruction was left in.
    pub(crate) instruction: bool,
    /// Hints inside labels.
    pub(crate) hints: bool,
    /// Other words and numerals of labels: 0 none, 1 其它 and 法人或者其他组织, 2 1、 for 1., 3 （1） for 1.
    pub(crate) wording: u8,
    /// Traditional characters in labels.
    pub(crate) traditional: bool,
    /// Half-width brackets and a space after numerals in labels.
    pub(crate) half_width: bool,
    /// The second table is cut in two.
    pub(crate) cut: bool,
    /// A variant of the layout.
    pub(crate) variant: u8,
    /// The encoding of the file.
    pub(crate) encoding: Encoding,
    /// Lines end in CR LF.
    pub(crate) crlf: bool,
}

const MARKS: &[&str] = &["/", "／", "-", "--", "—", "——", "无", "不适用", "N/A", "_"];

impl Quirks {
    /// None at all.
    pub(crate) fn none() -> Self {
        Self {
            cells: CellStyle::Plain,
            every: 4,
            signs: 0,
            unit: UnitPlace::HeaderWan,
            numerals: Numerals::Right,
            other_wording: false,
            title: Title::Plain,
            bookmark: false,
            pages: 0,
            pages_in_tables: false,
            listing: false,
            quotes: 0,
            instruction: false,
            hints: false,
            wording: 0,
            traditional: false,
            half_width: false,
            cut: false,
            variant: 0,
            encoding: Encoding::Utf8,
            crlf: false,
        }
    }

    /// By chance: a third of the reports are clean, the others mildly or wildly damaged.
    pub(crate) fn random(rng: &mut Rng, layout: Layout) -> Self {
        let mut quirks = Self { variant: rng.u8(..4), ..Self::none() };
        if layout.is_pdf() || matches!(layout, Layout::Pdf | Layout::PdfBare) {
            quirks.pages = rng.u8(..7);
        }
        quirks.quotes = rng.u8(..5);
        quirks.signs = rng.u8(..3);
        let count = [0, 1, 2, 6][rng.usize(..4)];
        for _ in 0..count {
            quirks.add(rng, layout);
        }
        quirks
    }

    fn add(&mut self, rng: &mut Rng, layout: Layout) {
        use {Numerals as N, Title as T, UnitPlace as U};
        match rng.u8(..16) {
            0..=2 => {
                self.every = [1, 3, 8, 30][rng.usize(..4)];
                self.cells = match rng.u8(..12) {
                    0..=2 => CellStyle::Blank,
                    3..=5 => CellStyle::Mark(MARKS[rng.usize(..MARKS.len())]),
                    6 => CellStyle::Thousands,
                    7 => CellStyle::FullWidth,
                    8 => CellStyle::Padded,
                    9 if layout.is_grid() => CellStyle::Spread,
                    10 if layout.is_grid() => CellStyle::Words,
                    _ => CellStyle::CountingWord,
                };
            }
            3 => self.signs = rng.u8(..5),
            4 => self.unit = [U::Nowhere, U::HeaderYuan, U::CellYuan, U::CellWan][rng.usize(..4)],
            5 | 6 => {
                let all =
                    [N::Arabic, N::ArabicInBrackets, N::ArabicDot, N::InBrackets, N::Doubled, N::Missing];
                self.numerals = all[rng.usize(..all.len())];
            }
            7 => self.other_wording = true,
            8 | 9 => {
                let all = [
                    T::TwoLines,
                    T::CutInWords,
                    T::CutInName,
                    T::NoAgency,
                    T::YearFirst,
                    T::About,
                    T::YearTwice,
                    T::Spaced,
                ];
                self.title = all[rng.usize(..all.len())];
            }
            10 => self.bookmark = true,
            11 => (self.pages, self.pages_in_tables) = (rng.u8(1..7), layout.is_pdf()),
            12 => (self.listing, self.instruction) = (rng.bool(), rng.bool()),
            // No draw of its own: saved documents hang on the order of chance.
            13 => (self.hints, self.half_width, self.wording) = (rng.bool(), rng.bool(), self.variant),
            14 => (self.traditional, self.cut) = (rng.bool(), rng.bool()),
            _ => {
                self.encoding = Encoding::ALL[rng.usize(..Encoding::ALL.len())];
                self.crlf = rng.bool();
            }
        }
    }
}
