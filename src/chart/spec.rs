//! What a chart shows of a result: its kind and the columns of each role, in one line of text. It knows no rows.

use std::str::FromStr;

/// A kind of chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Bars that lie, a row each.
    Bar,
    /// Bars that lie, their parts one after the other.
    Stacked,
    /// A line a series.
    Line,
    /// Two points a series, joined.
    Slope,
    /// A coloured cell a value, a row a series.
    Heat,
    /// A small line chart a panel, each with its own scale.
    Multiples,
}

/// Every kind with its name.
pub const KINDS: &[(Kind, &str)] = &[
    (Kind::Bar, "bar"),
    (Kind::Stacked, "stacked"),
    (Kind::Line, "line"),
    (Kind::Slope, "slope"),
    (Kind::Heat, "heat"),
    (Kind::Multiples, "multiples"),
];

/// Columns whose values name a place of a chart, parted by `,`. Those after a `+` are shown only where names are alike without them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Role {
    pub(super) always: Vec<String>,
    pub(super) to_tell_apart: Vec<String>,
}

impl Role {
    fn read(text: &str) -> Self {
        let mut parts = text.split('+').map(str::trim).filter(|name| !name.is_empty());
        let first = parts.next().unwrap_or_default();
        Role { always: names(first), to_tell_apart: parts.map(str::to_owned).collect() }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.always.is_empty()
    }

    pub(super) fn columns(&self) -> impl Iterator<Item = &String> {
        self.always.iter().chain(&self.to_tell_apart)
    }
}

fn names(text: &str) -> Vec<String> {
    text.split(',').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// A chart of a result: `KIND x=COLUMN y=COLUMN[,COLUMN…] [series=COLUMN] [facet=COLUMN]`.
///
/// Several columns of values become series; without `x` they are its places, and in small multiples without `facet` its panels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spec {
    /// The kind.
    pub kind: Kind,
    pub(super) x: Role,
    pub(super) y: Vec<String>,
    pub(super) series: Role,
    pub(super) facet: Role,
}

impl Spec {
    /// The chart with what `text` says instead: another kind, other columns; a role without columns is dropped. A text that names
    /// kind, x and y is a chart of its own.
    ///
    /// # Errors
    /// What is wrong and what is expected.
    pub fn amended(mut self, text: &str) -> Result<Self, String> {
        let mut words = text.split_whitespace();
        if words.next().is_some_and(|word| kind(word).is_ok())
            && ["x=", "y="].iter().all(|role| text.contains(role))
        {
            (self.series, self.facet) = Default::default();
        }
        for (place, word) in text.split_whitespace().enumerate() {
            match word.split_once('=') {
                Some(("x", columns)) => self.x = Role::read(columns),
                Some(("y", columns)) => self.y = names(columns),
                Some(("series", columns)) => self.series = Role::read(columns),
                Some(("facet", columns)) => self.facet = Role::read(columns),
                None if place == 0 => self.kind = kind(word)?,
                _ => return Err(format!("{word}: {}", expected())),
            }
        }
        if self.y.is_empty() {
            return Err(format!("没有 y / y is missing: {}", expected()));
        }
        Ok(self)
    }
}

impl FromStr for Spec {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let kind = kind(text.split_whitespace().next().unwrap_or_default())?;
        let (x, series, facet) = Default::default();
        Spec { kind, x, y: Vec::new(), series, facet }.amended(text)
    }
}

fn kind(word: &str) -> Result<Kind, String> {
    let known = KINDS.iter().find(|(_, name)| *name == word);
    known.map(|(kind, _)| *kind).ok_or_else(|| format!("{word}: {}", expected()))
}

fn expected() -> String {
    let kinds: Vec<_> = KINDS.iter().map(|(_, name)| *name).collect();
    format!("KIND x=COLUMN y=COLUMN,… series=COLUMN facet=COLUMN (KIND: {})", kinds.join(", "))
}
