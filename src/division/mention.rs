//! Divisions that a running text names, such as 长春市南关区 in an address.

use super::{Division, Gazetteer, Level, gazetteer};
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use std::sync::LazyLock;

/// A run of divisions in a text, from above to below: 长春市南关区.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// What its last name may mean.
    pub means: Vec<&'static Division>,
    /// Where it begins and ends in the text, in bytes.
    pub start: usize,
    /// See [`Mention::start`].
    pub end: usize,
    /// Whether it has several names.
    pub chained: bool,
}

/// Names that running text also has as words: they count only below another.
const WORDS: &[&str] =
    &["城区", "郊区", "矿区", "老城区", "新城区", "市中区", "城中区", "新市区", "南县", "海州"];

/// Finds the divisions of the county level and above that a text names.
pub fn mentions(text: &str) -> Vec<Mention> {
    static NAMES: LazyLock<Option<Finder>> = LazyLock::new(|| Finder::new(gazetteer()));
    let Some(finder) = NAMES.as_ref() else { return Vec::new() };
    let mut found: Vec<Mention> = Vec::new();
    for one in finder.names.find_iter(text) {
        let Some(name) = text.get(one.range()) else { continue };
        let means: Vec<&'static Division> =
            gazetteer().named(name).filter(|division| division.level() < Level::Township).collect();
        if let Some(last) = found.last_mut().filter(|last| last.end == one.start()) {
            let inside = |division: &&Division| {
                last.means.iter().any(|above| division.is_within(above) && division.level() > above.level())
            };
            let below: Vec<_> = means.iter().copied().filter(inside).collect();
            if !below.is_empty() {
                last.means = below;
                last.end = one.end();
                last.chained = true;
                continue;
            }
        }
        found.push(Mention { means, start: one.start(), end: one.end(), chained: false });
    }
    found.retain(|mention| {
        mention.chained || !text.get(mention.start..mention.end).is_some_and(|name| WORDS.contains(&name))
    });
    found
}

/// Finds names of divisions.
struct Finder {
    names: AhoCorasick,
}

impl Finder {
    fn new(gazetteer: &Gazetteer) -> Option<Self> {
        let names = gazetteer.all().iter().filter(|one| one.code.len() == 6 && one.name.chars().count() > 1);
        let names = AhoCorasick::builder()
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .match_kind(MatchKind::LeftmostLongest)
            .build(names.map(|division| division.name));
        Some(Self { names: names.ok()? })
    }
}

#[cfg(test)]
mod tests {
    use super::mentions;

    #[test]
    fn names_in_a_row_are_one_mention() {
        let text = "地址：长春市南关区芳菲路123号，城区办公点另行公布；联系江苏省鼓楼区";
        let found: Vec<_> = mentions(text)
            .iter()
            .map(|one| one.means.iter().map(|division| division.code).collect::<Vec<_>>())
            .collect();
        assert_eq!(found, [vec!["220102"], vec!["320302", "320106"]]);
    }
}
