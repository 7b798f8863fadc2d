//! In which of several divisions a body sits: what the text, the address and the path say, each for itself.
//!
//! Every source leaves some of the candidates. What all of them leave is taken, if it is one; where they contradict
//! each other, nothing is.

use super::name::{Form, Parsed};
use super::{Evidence, How, own, url};
use crate::division::{Division, Level, Mention, gazetteer, mentions};

/// How the division was found, the candidates left, and what decided or is missing.
pub(super) type Decision = (How, Vec<&'static Division>, String);

/// Bytes behind a word such as 地址 that belong to it.
const CONTACT: usize = 120;

/// Words before an address, or before who keeps the site.
const CONTACT_WORDS: &[&str] = &["地址", "主办单位", "主办：", "版权所有", "承办单位"];

/// Words behind a division that make it the one that the body belongs to: 南关区人民政府网站, 县委.
const AUTHORITY_WORDS: &[&str] =
    &["人民政府", "政府", "委员会", "委、", "委和", "委办", "委政府", "门户", "政务", "信息公开", "官方网"];

/// Decides where a body sits.
pub(super) fn decide(evidence: &Evidence, parsed: &Parsed) -> Decision {
    match parsed.found.as_slice() {
        [only] if parsed.past => {
            let why =
                format!("名称为旧名，今为{0} / the name is that of a former division, now {0}", only.name);
            (How::Evidence, vec![only], why)
        }
        [only] if parsed.form == Form::Unlisted => {
            let why = "名称写明县区；乡镇不在名录中 / the name says the county; the township is in no list";
            (How::Exact, vec![only], why.to_owned())
        }
        [only] => (How::Exact, vec![only], exact(parsed, only)),
        [] => from_sources(evidence, parsed),
        several => match among(evidence, parsed, several) {
            (How::Unresolved, left, why) => {
                former(evidence, parsed, several).unwrap_or((How::Unresolved, left, why))
            }
            decided => decided,
        },
    }
}

fn exact(parsed: &Parsed, division: &Division) -> String {
    let above = gazetteer().chain(division.code);
    let province = above.first().and_then(|province| province.bare());
    if province.is_some_and(|province| parsed.plain.contains(province)) {
        "名称写明所在省份 / the name says its province".to_owned()
    } else if division.is_zone() {
        "全国仅此一处功能区用此名 / the only functional area of this name".to_owned()
    } else {
        "全国仅此一处区划用此名 / the only division of this name".to_owned()
    }
}

/// What one source leaves.
struct Source {
    zh: &'static str,
    en: &'static str,
    left: Vec<&'static Division>,
}

/// Chooses the successor of a division that bore the name before the year, if all that is told speaks for it.
fn former(evidence: &Evidence, parsed: &Parsed, lasting: &[&'static Division]) -> Option<Decision> {
    let alike = |one: &&'static Division| lasting.iter().any(|other| other.level() == one.level());
    let all: Vec<_> = gazetteer().named(lasting.first()?.name).filter(alike).collect();
    let (How::Evidence, found, why) = among(evidence, parsed, &all) else { return None };
    let ended = found.iter().all(|one| one.to.is_some() && !lasting.contains(one));
    match gazetteer().in_year(&found, evidence.year)[..] {
        [now] if ended => Some((How::Evidence, vec![now], why)),
        _ => None,
    }
}

/// Chooses among divisions of one name.
fn among(evidence: &Evidence, parsed: &Parsed, candidates: &[&'static Division]) -> Decision {
    let text = Prose::new(evidence.text, parsed);
    let related = |found: &[&'static Division]| -> Vec<&'static Division> {
        candidates
            .iter()
            .copied()
            .filter(|one| {
                found.iter().any(|other| {
                    one.is_related(other) && other.code != one.code
                        || other.code == one.code && found.len() == 1
                })
            })
            .collect()
    };
    let of = |mentions: &[&Mention]| -> Vec<&'static Division> {
        let mut left: Vec<&'static Division> =
            mentions.iter().flat_map(|mention| related(&mention.means)).collect();
        left.sort_by_key(|division| division.code);
        left.dedup();
        left
    };
    let site = evidence.site.map(mentions).unwrap_or_default();
    let path = of_path(evidence);
    let all = |mentions: &'_ [Mention]| of(&mentions.iter().collect::<Vec<_>>());
    let sources = [
        Source { zh: "正文中的全称", en: "its full name in the text", left: of(&text.before_name()) },
        Source { zh: "页面标题", en: "the title of the page", left: all(&site) },
        Source { zh: "文件路径", en: "the path of the file", left: all(&path) },
        Source { zh: "地址", en: "the address", left: of(&text.contact()) },
        Source { zh: "所属政府", en: "the government it names", left: of(&text.authority()) },
        Source {
            zh: "电话区号",
            en: "the area code of its telephone",
            left: by_telephone(evidence.text, candidates),
        },
        Source {
            zh: "网址",
            en: "its web address",
            left: evidence.url.map(|url| url::among(url, candidates)).unwrap_or_default(),
        },
    ];
    // A source that leaves all or none says nothing.
    let telling: Vec<&Source> = sources
        .iter()
        .filter(|source| !source.left.is_empty() && source.left.len() < candidates.len())
        .collect();
    let mut left = candidates.to_vec();
    for source in &telling {
        left.retain(|division| source.left.contains(division));
    }
    let names = |pick: fn(&Source) -> &'static str, comma: &str| {
        telling.iter().map(|source| pick(source)).collect::<Vec<_>>().join(comma)
    };
    let (zh, en) = (names(|source| source.zh, "、"), names(|source| source.en, ", "));
    let number = candidates.len();
    match left.as_slice() {
        [only] => (
            How::Evidence,
            vec![only],
            format!("同名 {number} 处，凭{zh}判定 / one of {number} of this name, by {en}"),
        ),
        [] => (
            How::Unresolved,
            candidates.to_vec(),
            format!("同名 {number} 处，{zh}互相矛盾 / {number} of this name; contradictory: {en}"),
        ),
        some if telling.is_empty() => (
            How::Unresolved,
            some.to_vec(),
            format!("同名 {number} 处，没有依据可判定 / {number} of this name, and nothing decides"),
        ),
        some => (
            How::Unresolved,
            some.to_vec(),
            format!(
                "同名 {number} 处，凭{zh}剩 {0} 处 / {number} of this name, {0} left by {en}",
                some.len()
            ),
        ),
    }
}

/// The divisions that a path names; folders in each other are one run: 河北省/石家庄市/桥西区.
fn of_path(evidence: &Evidence) -> Vec<Mention> {
    evidence.path.map(|path| mentions(&path.replace(['/', '\\'], ""))).unwrap_or_default()
}

/// Finds the division of a name that has none.
fn from_sources(evidence: &Evidence, parsed: &Parsed) -> Decision {
    let text = Prose::new(evidence.text, parsed);
    let one = |mentions: &[&Mention]| -> Option<Vec<&'static Division>> {
        let mut found: Vec<&'static Division> = Vec::new();
        let mut several: Vec<Vec<&'static Division>> = Vec::new();
        for mention in mentions {
            match gazetteer().in_year(&mention.means, evidence.year).as_slice() {
                [only] => found.push(only),
                means => several.push(means.to_vec()),
            }
        }
        // A name that several have is the one that lies in another that is named; else all of them remain.
        for means in several {
            let inside = |one: &&'static Division| found.iter().any(|other| one.is_within(other));
            let inside: Vec<_> = means.iter().copied().filter(inside).collect();
            found.extend(if inside.len() == 1 { inside } else { means });
        }
        found.sort_by_key(|division| division.code);
        found.dedup();
        (!found.is_empty()).then_some(found)
    };
    // The lowest of divisions that lie in each other.
    let lowest = |found: Vec<&'static Division>| -> Vec<&'static Division> {
        let above = |division: &&'static Division| {
            found.iter().any(|other| other.code != division.code && other.is_within(division))
        };
        found.iter().copied().filter(|division| !above(division)).collect()
    };
    let site = evidence.site.map(mentions).unwrap_or_default();
    let path = of_path(evidence);
    let mut sources = vec![
        ("正文中的全称", "its full name in the text", one(&text.before_name())),
        ("页面标题", "the title of the page", one(&site.iter().collect::<Vec<_>>()).map(lowest)),
        ("文件路径", "the path of the file", one(&path.iter().collect::<Vec<_>>()).map(lowest)),
    ];
    if parsed.generic.is_some() {
        // Where an office stands tells its district only if it is known to be a district's.
        sources.push(("地址", "the address", one(&text.contact())));
    }
    let mut told: Vec<(&str, &str, Vec<&'static Division>)> = Vec::new();
    for (zh, en, found) in sources {
        let fitting: Vec<_> = found.unwrap_or_default().into_iter().filter(|one| parsed.fits(one)).collect();
        if !fitting.is_empty() {
            told.push((zh, en, fitting));
        }
    }
    let mut left = told.first().map(|(_, _, found)| found.clone()).unwrap_or_default();
    for (_, _, found) in &told {
        left.retain(|division| found.contains(division));
    }
    let zh = told.iter().map(|told| told.0).collect::<Vec<_>>().join("、");
    let en = told.iter().map(|told| told.1).collect::<Vec<_>>().join(", ");
    match left.as_slice() {
        [only] => (
            How::Evidence,
            vec![only],
            format!("名称未含区划，凭{zh}判定 / the name has no division; found by {en}"),
        ),
        [] if !told.is_empty() => {
            let mut all: Vec<_> = told.into_iter().flat_map(|(_, _, found)| found).collect();
            all.sort_by_key(|division| division.code);
            all.dedup();
            let why = format!("名称未含区划，{zh}互相矛盾 / the name has no division; contradictory: {en}");
            (How::Unresolved, all, why)
        }
        several => {
            let near =
                if several.is_empty() { one(&text.contact()).unwrap_or_default() } else { several.to_vec() };
            let why = "名称未含区划，没有依据可判定 / the name has no division, and nothing decides";
            (How::Unresolved, near, why.to_owned())
        }
    }
}

/// A text and the divisions that it names.
struct Prose<'a> {
    printed: &'a str,
    /// Where its first section begins.
    front: usize,
    parsed: &'a Parsed,
    mentions: Vec<Mention>,
}

impl<'a> Prose<'a> {
    fn new(text: &'a str, parsed: &'a Parsed) -> Self {
        Self { printed: text, front: own::front(text), parsed, mentions: mentions(text) }
    }

    /// Those that stand before the body's own name, or extend it, where the report speaks of itself: 长春市南关区 of
    /// 长春市南关区民政局.
    fn before_name(&self) -> Vec<&Mention> {
        let name = self.parsed.plain.as_str();
        let organ = name.get(self.parsed.before_organ..).unwrap_or_default();
        let behind = |mention: &Mention, word: &str| {
            !word.is_empty() && self.printed.get(mention.end..).is_some_and(|rest| rest.starts_with(word))
        };
        let extends = |mention: &&Mention| {
            let found = if behind(mention, name) {
                name
            } else {
                let own = name.get(..self.parsed.before_organ).unwrap_or_default();
                let printed = self.printed.get(mention.start..mention.end).unwrap_or_default();
                if own.is_empty() || !mention.chained || !behind(mention, organ) || !printed.ends_with(own) {
                    return false;
                }
                organ
            };
            own::speaks(self.printed, self.front, mention.start..mention.end + found.len())
        };
        self.mentions.iter().filter(extends).collect()
    }

    /// Those behind words such as 地址.
    fn contact(&self) -> Vec<&Mention> {
        let mut found = Vec::new();
        for word in CONTACT_WORDS {
            let found_at = self.printed.match_indices(word).map(|(start, _)| start);
            for start in found_at.filter(|start| !own::is_of_others(self.printed, *start)) {
                let after = |mention: &&Mention| mention.start >= start && mention.start < start + CONTACT;
                let ended = |mention: &Mention| {
                    self.printed
                        .get(start..mention.start)
                        .is_none_or(|between| between.contains(['\n', '。', '；']))
                };
                found.extend(self.mentions.iter().find(after).filter(|mention| !ended(mention)));
            }
        }
        found
    }

    /// Those whose government the text names as the one over the body.
    fn authority(&self) -> Vec<&Mention> {
        let followed = |mention: &&Mention| {
            let rest = self.printed.get(mention.end..).unwrap_or_default();
            AUTHORITY_WORDS.iter().any(|word| rest.starts_with(word))
                && own::is_over(self.printed, mention.start..mention.end)
        };
        self.mentions.iter().filter(followed).collect()
    }
}

/// The candidates in whose city a telephone number of the text rings.
fn by_telephone(text: &str, candidates: &[&'static Division]) -> Vec<&'static Division> {
    let codes = area_codes(text);
    let rings = |division: &&&'static Division| {
        codes.iter().any(|place| {
            let within = if Level::of(place) == Level::County { Some(*place) } else { place.get(..4) };
            let within = if Level::of(place) == Level::Province { place.get(..2) } else { within };
            within.is_some_and(|digits| division.code.starts_with(digits))
        })
    };
    candidates.iter().filter(rings).copied().collect()
}

/// The divisions of the area codes before telephone numbers: 0431-85284294.
fn area_codes(text: &str) -> Vec<&'static str> {
    let mut found = Vec::new();
    let bytes = text.as_bytes();
    for (dash, _) in text.match_indices(['-', '－', '—', '）', ')']) {
        let digits =
            bytes.get(..dash).unwrap_or_default().iter().rev().take_while(|byte| byte.is_ascii_digit());
        let length = digits.count();
        let code = text.get(dash - length..dash).unwrap_or_default();
        let rest = text.get(dash..).unwrap_or_default().trim_start_matches(['-', '－', '—', '）', ')', ' ']);
        let number = rest.bytes().take_while(u8::is_ascii_digit).count();
        if code.starts_with('0') && (3..=4).contains(&length) && (7..=8).contains(&number) {
            let lines = include_str!("../../data/area_codes.csv").lines().skip(1);
            let of_code = |line: &'static str| line.split_once(',').filter(|(area, _)| *area == code);
            found.extend(lines.filter_map(of_code).map(|(_, division)| division));
        }
    }
    found
}
