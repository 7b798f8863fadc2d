//! The reports that `tests/fixtures/formats` holds in every format, saved by other programs: every edition with every habit.

use super::Case;
use super::cell::Keep;
use super::quirks::{CellStyle, Quirks, UnitPlace};
use super::render::Layout;

/// Name, form and seed of a report, and what is particular about it.
pub(crate) struct Saved {
    /// What the files are called.
    pub(crate) name: &'static str,
    form: &'static str,
    seed: u64,
    adjust: fn(&mut Quirks),
}

/// Gaps: blank cells and "/".
fn gaps(quirks: &mut Quirks) {
    (quirks.cells, quirks.every) = (CellStyle::Gaps, 3);
}

/// The second table is cut by a page break.
fn cut(quirks: &mut Quirks) {
    quirks.cut = true;
}

/// Commas between thousands, some digits full-width.
fn large(quirks: &mut Quirks) {
    (quirks.cells, quirks.every) = (CellStyle::Large, 3);
}

/// Signs and units in the cells.
fn units(quirks: &mut Quirks) {
    (quirks.cells, quirks.every) = (CellStyle::CountingWord, 3);
    (quirks.signs, quirks.unit) = (1, UnitPlace::CellYuan);
}

const fn saved(name: &'static str, form: &'static str, seed: u64, adjust: fn(&mut Quirks)) -> Saved {
    Saved { name, form, seed, adjust }
}

/// Reports whose files lie open, in all formats.
pub(crate) const SAVED: [Saved; 5] = [
    saved("2021_clean", "2021", 7, |_| ()),
    saved("2019_gaps", "2019", 11, gaps),
    saved("2021_cut", "2021", 13, cut),
    saved("mixed_large", "mixed", 65, large),
    saved("2019_units", "2019", 19, units),
];

/// Reports whose files are packed, in the formats of word processors and spreadsheets: all other editions and habits.
pub(crate) const PACKED: [Saved; 10] = [
    saved("2019_clean", "2019", 23, |_| ()),
    saved("2019_cut", "2019", 29, cut),
    saved("2019_large", "2019", 31, large),
    saved("2021_gaps", "2021", 37, gaps),
    saved("2021_large", "2021", 41, large),
    saved("2021_units", "2021", 43, units),
    saved("mixed_clean", "mixed", 47, |_| ()),
    saved("mixed_gaps", "mixed", 53, gaps),
    saved("mixed_cut", "mixed", 59, cut),
    saved("mixed_units", "mixed", 61, units),
];

impl Saved {
    /// The report in a layout.
    pub(crate) fn case(&self, layout: Layout) -> Case {
        Case::with(self.seed, layout, self.form, |quirks| {
            *quirks = Quirks::none();
            (self.adjust)(quirks);
        })
    }

    /// The report and what every format keeps of it: all.
    pub(crate) fn truth(&self) -> Case {
        let mut case = self.case(Layout::HtmlTable);
        case.cells.iter_mut().for_each(|cell| cell.keep = Keep::Exact);
        case
    }
}
