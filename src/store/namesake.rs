//! A current report among those of its name or stem, and whether it is of one body with another.

use super::evidence::Traces;
use crate::agency::are_spellings;
use crate::prose::{from_bytes, similarity};
use crate::report::Scope;
use rusqlite::Row;

/// Common share of the sketches from which prose of another year speaks for the same body: the phrases that all reports have
/// are far less.
const LIKE_LAST_YEAR: f64 = 0.5;

/// The columns of a [`Node`], of report `r` with its origin `o` and its sketch.
pub(super) const COLUMNS: &str =
    "r.report_id, r.agency_id, r.year, r.scope, o.full_name, o.resolution = 'manual',
     o.division_code, o.candidates, sketch, o.folder, o.host, o.contacts, o.name, o.stem";

/// A current report of the name.
pub(super) struct Node {
    /// The name as printed.
    pub(super) name: String,
    pub(super) report: i64,
    pub(super) agency: i64,
    pub(super) year: Option<i32>,
    pub(super) scope: String,
    /// Its body's full name, where it says which body it is of.
    pub(super) full: Option<String>,
    /// Whether a manifest names the body.
    by_manifest: bool,
    pub(super) division: Option<String>,
    /// The divisions that it may be of, where several are.
    candidates: String,
    pub(super) folder: Option<String>,
    /// Whether that folder bears the name, so that it holds what is this body's.
    own_folder: bool,
    traces: Traces,
    sketch: Vec<u32>,
}

impl Node {
    /// Reads one from its columns.
    pub(super) fn read(row: &Row) -> rusqlite::Result<Self> {
        let (name, stem): (String, String) = (row.get(12)?, row.get(13)?);
        let text = |index| row.get::<_, Option<String>>(index).map(Option::unwrap_or_default);
        let traces = Traces::stored(row.get(9)?, row.get(10)?, &text(11)?);
        Ok(Node {
            report: row.get(0)?,
            agency: row.get(1)?,
            year: row.get(2)?,
            scope: row.get(3)?,
            full: row.get(4)?,
            by_manifest: row.get(5)?,
            division: row.get(6)?,
            candidates: text(7)?,
            sketch: from_bytes(&row.get::<_, Option<Vec<u8>>>(8)?.unwrap_or_default()),
            folder: row.get(9)?,
            own_folder: traces
                .folder
                .as_ref()
                .is_some_and(|folder| folder.ends_with(&name) || folder.ends_with(&stem)),
            traces,
            name,
        })
    }

    /// Whether it is known which body it is of.
    pub(super) fn known(&self) -> bool {
        self.full.is_some()
    }

    /// Whether two reports of which it is known say one body.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        let says_so = self.full == other.full && self.division == other.division;
        self.agency == other.agency || says_so && !self.stands_against(other.year, &other.scope)
    }

    /// Whether the two are reports of one year that one body cannot have both.
    pub(super) fn stands_against(&self, year: Option<i32>, scope: &str) -> bool {
        let own_and_all = [self.scope.as_str(), scope];
        let distinct =
            own_and_all.contains(&Scope::Own.code()) && own_and_all.contains(&Scope::Consolidated.code());
        self.year == year && !distinct
    }

    /// Whether folder, host, address or division part the two.
    pub(super) fn parted(&self, other: &Self) -> bool {
        self.traces.kin(&other.traces) == Some(false) || !self.may_sit_with(other)
    }

    /// Whether a division is left that both may be of.
    fn may_sit_with(&self, other: &Self) -> bool {
        if self.candidates == other.candidates
            && (self.division == other.division || !self.candidates.is_empty())
        {
            return true;
        }
        let within =
            |candidates: &str, division: &str| candidates.is_empty() || candidates.contains(division);
        match (&self.division, &other.division) {
            (Some(one), Some(another)) => one == another,
            (Some(one), None) => within(&other.candidates, one),
            (None, Some(another)) => within(&self.candidates, another),
            (None, None) => {
                let mut codes = self.candidates.split(' ');
                other.candidates.is_empty() || codes.any(|code| within(&other.candidates, code))
            }
        }
    }

    /// Whether something speaks for one body, and nothing for two. A folder speaks for one only if it bears the name: another may
    /// hold many.
    pub(super) fn hangs_together(&self, other: &Self, tells_place: bool) -> bool {
        if self.known() && other.known() {
            return self.is_same(other);
        }
        if self.stands_against(other.year, &other.scope) {
            return false;
        }
        let speaks = self.traces.kin(&other.traces).unwrap_or_else(|| {
            // A county's name within the one division in which both may sit.
            (tells_place && self.candidates == other.candidates && !self.candidates.contains(' '))
                || (self.by_manifest && other.by_manifest)
                || (self.own_folder && self.traces.folder == other.traces.folder)
                || similarity(&self.sketch, &other.sketch) >= LIKE_LAST_YEAR
        });
        speaks && self.may_sit_with(other)
    }

    /// Whether two reports under different names of one stem are surely one body's.
    pub(super) fn is_same_under_another_name(&self, other: &Self) -> bool {
        let folder = self.own_folder && other.own_folder && self.traces.folder == other.traces.folder;
        let number = self.traces.contacts.share_a_number(&other.traces.contacts);
        if let (Some(one), Some(another)) = (&self.full, &other.full) {
            // Of one trade and place, whose organ is put in two ways.
            let in_place = self.division.is_some() && self.division == other.division;
            return self.is_same(other) || in_place && (folder || number || are_spellings(one, another));
        }
        (folder || number) && !self.stands_against(other.year, &other.scope) && !self.parted(other)
    }
}
