//! What a web address says of where a body sits: names of divisions in pinyin in its host and path.

use crate::division::{Division, gazetteer};

/// Shortest run of letters that is taken for a name.
const LETTERS: usize = 4;

/// The candidates left by the names in an address: all where it spells none, none where it spells several places.
pub(super) fn among(url: &str, candidates: &[&'static Division]) -> Vec<&'static Division> {
    let url = url.to_ascii_lowercase();
    let labels: Vec<&str> =
        url.split(|c: char| !c.is_ascii_alphanumeric()).filter(|label| label.len() >= LETTERS).collect();
    let spelled: Vec<Vec<String>> = candidates.iter().map(|division| spellings(division)).collect();
    let mut left = vec![true; candidates.len()];
    for label in labels {
        let fits: Vec<bool> = spelled.iter().map(|names| names.iter().any(|name| name == label)).collect();
        if fits.contains(&true) && fits.contains(&false) {
            left.iter_mut().zip(fits).for_each(|(left, fits)| *left &= fits);
        }
    }
    candidates.iter().zip(left).filter(|(_, left)| *left).map(|(division, _)| *division).collect()
}

/// How addresses spell a division: kaifeng, kaifengshi of its city; njgl of 南京 and 鼓楼.
fn spellings(division: &Division) -> Vec<String> {
    let chain = gazetteer().chain(division.code);
    let mut found = Vec::new();
    let mut initials = String::new();
    for one in chain.iter().filter(|one| !one.pinyin.is_empty()) {
        let syllables: Vec<&str> = one.pinyin.split(' ').collect();
        let bare = one.bare().map_or(syllables.len(), |bare| bare.chars().count());
        let own = syllables.get(..bare).unwrap_or_default();
        let first =
            |syllables: &[&str]| syllables.iter().filter_map(|one| one.chars().next()).collect::<String>();
        found.push(own.concat());
        found.push(syllables.concat());
        if !initials.is_empty() {
            found.push(format!("{initials}{}", first(own)));
            found.push(format!("{initials}{}", first(&syllables)));
            found.push(format!("{initials}{}", own.concat()));
        }
        initials = first(own);
    }
    found.retain(|name| name.len() >= LETTERS);
    found
}

#[cfg(test)]
mod tests {
    use super::among;
    use crate::division::gazetteer;

    #[track_caller]
    fn case(name: &str, url: &str, expected: &[&str]) {
        let found: Vec<_> = gazetteer().named(name).collect();
        let found: Vec<_> = gazetteer().in_year(&found, Some(2024));
        assert_eq!(among(url, &found).iter().map(|one| one.code).collect::<Vec<_>>(), expected, "{url}");
    }

    #[test]
    fn hosts_and_paths_spell_divisions() {
        case("鼓楼区", "http://www.njgl.gov.cn/xxgk/2024.html", &["320106"]);
        case("鼓楼区", "https://www.xzgl.gov.cn/", &["320302"]);
        case("鼓楼区", "https://www.kaifeng.gov.cn/gulouqu/", &["410204"]);
        case("朝阳区", "https://www.changchun.gov.cn/cyq/", &["220104"]);
        case("朝阳区", "https://www.example.cn/a/b.html", &["110105", "220104"]);
        case("朝阳区", "https://www.example.cn/beijing/changchun/", &[]);
    }
}
