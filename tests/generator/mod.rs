//! A seeded generator of made-up reports: a model with known values, printed in every plain-text layout and format.
//!
//! Rows, columns and labels come from [`gongkai::form`]; this module adds agencies, numbers, prose of its own and
//! the damage that real reports show. Each case knows what a careful reader can still recover of every cell.
#![allow(dead_code, reason = "tests and examples each take a part")]

pub(crate) mod accuracy;
pub(crate) mod agency;
pub(crate) mod cell;
pub(crate) mod corpus;
pub(crate) mod coverage;
pub(crate) mod encode;
pub(crate) mod formats;
pub(crate) mod grid;
pub(crate) mod harsh;
pub(crate) mod judge;
pub(crate) mod matrix;
pub(crate) mod model;
pub(crate) mod mutation;
pub(crate) mod naive;
pub(crate) mod prose;
pub(crate) mod quirks;
pub(crate) mod render;
pub(crate) mod sheet;

use cell::{CellTruth, Truth};
use fastrand::Rng;
use model::Model;
use prose::Piece;
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
    /// The report in reading order.
    pub(crate) pieces: Vec<Piece>,
    /// The text; empty where the layout is a format.
    pub(crate) text: String,
    /// The file of a format; empty where the layout is text.
    pub(crate) file: Vec<u8>,
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
        let (pieces, file) = (Vec::new(), Vec::new());
        let mut case = Self {
            seed,
            layout,
            form,
            quirks,
            model,
            sheets,
            pieces,
            text: String::new(),
            file,
            cells: Vec::new(),
        };
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
        self.pieces = prose::pieces(&self.model, &self.quirks, &self.sheets, &mut rng);
        self.cells = cell::truths(&self.sheets, self.layout);
        self.lay_out();
    }

    /// Lays the pieces out as they are now.
    pub(crate) fn lay_out(&mut self) {
        let mut rng = Rng::with_seed(self.seed ^ 0x1a70);
        if self.layout.is_format() {
            self.file = formats::file(self.layout, &self.pieces, &self.quirks, &mut rng);
        } else {
            self.text = render::render(self.layout, &self.pieces, &self.quirks, &mut rng);
        }
    }

    /// The bytes of the file in the case's encoding.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        if self.layout.is_format() {
            return self.file.clone();
        }
        encode::encode(&self.text, self.quirks.encoding, self.quirks.crlf)
    }

    /// A file name that says what the case is.
    pub(crate) fn file_name(&self) -> String {
        format!("{}_{}_{}.{}", self.layout.name(), self.form, self.seed, self.layout.extension())
    }

    /// Whether every printed cell is a plain number.
    pub(crate) fn is_plain(&self) -> bool {
        self.cells.iter().all(|cell| matches!(cell.truth, Truth::Number { .. }))
    }
}
