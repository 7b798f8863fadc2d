//! Branches whose names say a county as the office above them does: 公安局南关分局, 南关公安分局, and what is inside them.

use super::name::{below, fronts};
use super::organ;
use crate::division::{Division, Level, gazetteer};

/// The county below others in which the branch of an office sits, and its organ: 公安分局 of 公安局南关分局, 公安分局平原派出所 of
/// 公安局南关分局平原派出所.
pub(super) fn branch(
    text: &str,
    above: &[&'static Division],
    year: Option<i32>,
) -> Option<(&'static Division, String)> {
    let (head, inside) = text.split_once("分局")?;
    if !inside.is_empty() && !organ::ends_as_organ(inside) {
        return None;
    }
    let county = |name: &str| {
        let named = gazetteer().named(name).chain(gazetteer().called(name));
        let counties: Vec<_> = below(above, named)
            .into_iter()
            .filter(|one| one.level() == Level::County && !one.is_zone())
            .collect();
        if let [only] = gazetteer().in_year(&counties, year)[..] { Some(only) } else { None }
    };
    let behind_office = || {
        head.char_indices().skip(1).find_map(|(start, _)| {
            let (office, name) = head.split_at_checked(start)?;
            let office = ["局", "委员会"].iter().find_map(|word| office.strip_suffix(word))?;
            // 公安局南关公安分局 says its office twice.
            let found = county(name).or_else(|| county(name.strip_suffix(office)?))?;
            Some((found, office))
        })
    };
    let before_office = || {
        fronts(head).find_map(|(name, office)| {
            organ::read(&format!("{office}局"), false).filter(|_| !office.is_empty())?;
            Some((county(name)?, office))
        })
    };
    let (county, office) = behind_office().or_else(before_office)?;
    Some((county, format!("{office}分局{inside}")))
}
