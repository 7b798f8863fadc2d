//! A seeded generator of made-up reports: a model with known values, printed in every plain-text layout.
//!
//! Rows, columns and labels come from [`gongkai::form`]; this module adds agencies, numbers, prose of its own and
//! the damage that real reports show. Each case knows what a careful reader can still recover of every cell.
#![allow(dead_code, reason = "tests and examples each take a part")]

pub(crate) mod agency;
pub(crate) mod cell;
pub(crate) mod encode;
pub(crate) mod grid;
pub(crate) mod judge;
pub(crate) mod model;
pub(crate) mod prose;
pub(crate) mod quirks;
pub(crate) mod render;
pub(crate) mod sheet;

use cell::{CellTruth, Truth};
use fastrand::Rng;
use model::Model;
use quirks::Quirks;
use render::Layout;
use sheet::Sheet;

/// A generated report with the truth about it.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    /// Seed that makes this case again.
    pub(crate) seed: u64,
    /// Layout of the text.
    pub(crate) layout: Layout,
    /// Which form the tables follow: `2019`, `2021` or `mixed`.
    pub(crate) form: &'static str,
    /// Damage and habits.
    pub(crate) quirks: Quirks,
    /// What the report says.
    pub(crate) model: Model,
    /// The tables as printed.
    pub(crate) sheets: Vec<Sheet>,
    /// The text.
    pub(crate) text: String,
    /// The truth about every printed cell.
    pub(crate) cells: Vec<CellTruth>,
}

impl Case {
    /// The case of a seed: layouts and editions in turn, everything else by chance.
    pub(crate) fn new(seed: u64) -> Self {
        let layout = Layout::ALL[(seed % Layout::ALL.len() as u64) as usize];
        let form = model::FORMS[(seed / Layout::ALL.len() as u64 % 3) as usize];
        Self::with(seed, layout, form, |_| ())
    }

    /// A case of a chosen layout and form; `adjust` may change the quirks.
    pub(crate) fn with(
        seed: u64,
        layout: Layout,
        form: &'static str,
        adjust: impl FnOnce(&mut Quirks),
    ) -> Self {
        let mut rng = Rng::with_seed(seed);
        let mut quirks = Quirks::random(&mut rng, layout);
        adjust(&mut quirks);
        let model = Model::random(&mut rng, form, &quirks);
        let sheets = sheet::sheets(&model, &quirks, &mut rng, layout);
        let mut case =
            Self { seed, layout, form, quirks, model, sheets, text: String::new(), cells: Vec::new() };
        case.print();
        case
    }

    /// A clean case: no quirk, every cell a plain number.
    pub(crate) fn clean(seed: u64, layout: Layout, form: &'static str) -> Self {
        Self::with(seed, layout, form, |quirks| *quirks = Quirks::none())
    }

    /// Prints the sheets as they are now and judges what the layout keeps.
    pub(crate) fn print(&mut self) {
        let mut rng = Rng::with_seed(self.seed ^ 0x5eed);
        let pieces = prose::pieces(&self.model, &self.quirks, &self.sheets, &mut rng);
        self.text = render::render(self.layout, &pieces, &self.quirks, &mut rng);
        self.cells = cell::truths(&self.sheets, self.layout);
    }

    /// The bytes of the file in the case's encoding.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        encode::encode(&self.text, self.quirks.encoding, self.quirks.crlf)
    }

    /// A file name that says what the case is.
    pub(crate) fn file_name(&self) -> String {
        let extension = if self.layout == Layout::Markdown { "md" } else { "txt" };
        format!("{}_{}_{}.{extension}", self.layout.name(), self.form, self.seed)
    }

    /// Whether every printed cell is a plain number.
    pub(crate) fn is_plain(&self) -> bool {
        self.cells.iter().all(|cell| matches!(cell.truth, Truth::Number { .. }))
    }
}
