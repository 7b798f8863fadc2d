//! The name of a body taken apart: system, divisions, organ.

use super::branch::branch;
use super::central;
use super::kind::{is_vertical, is_zone, kind};
use super::organ::{self, Organ};
use crate::division::{Division, Level, gazetteer, simplified};
use crate::normalize::{fold_text, is_space};

/// Longest name of a division, in characters.
const LONGEST: usize = 20;

/// How a name is put together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Form {
    /// Divisions and an organ.
    #[default]
    Plain,
    /// Its place stands without the word for what it is: 长春海关.
    Bare,
    /// Its organ is a township that no list knows.
    Unlisted,
    /// It is a department of the State Council.
    Central,
}

/// The parts of a name.
#[derive(Clone, Debug, Default)]
pub(super) struct Parsed {
    /// The name without what does not belong to it.
    pub(super) plain: String,
    /// The system it is of: 国家税务总局.
    pub(super) system: &'static str,
    /// What its last division may be; empty where it names none.
    pub(super) found: Vec<&'static Division>,
    /// Bytes of `plain` before the organ.
    pub(super) before_organ: usize,
    /// Whether none of what it names lasted in the year: `found` is what became of it.
    pub(super) past: bool,
    /// The organ in full.
    pub(super) organ: String,
    /// A word that tells the level alone: 区 of 区国动办.
    pub(super) generic: Option<char>,
    /// How it is put together.
    pub(super) form: Form,
}

/// A name without year, brackets and blanks, in simplified characters.
pub(super) fn plain(name: &str) -> String {
    let folded: String = fold_text(&simplified(name)).chars().filter(|c| !is_space(*c)).collect();
    let mut plain = String::with_capacity(folded.len());
    let mut depth = 0usize;
    for c in folded.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            '《' | '》' | '"' | '“' | '”' => {}
            c if depth == 0 => plain.push(c),
            _ => {}
        }
    }
    without_year(&plain)
}

/// A text without a year before or behind it: 2024年, 2024年度.
fn without_year(text: &str) -> String {
    let Some(start) = text.find("20") else { return text.to_owned() };
    let rest = text.get(start..).unwrap_or_default();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let Some(behind) = rest.get(digits..).and_then(|rest| rest.strip_prefix('年')).filter(|_| digits == 4)
    else {
        return text.to_owned();
    };
    let behind = behind.strip_prefix('度').unwrap_or(behind);
    format!("{}{behind}", text.get(..start).unwrap_or_default())
}

/// Takes a name apart.
///
/// # Errors
/// Says what it is in which no division and no organ is known.
pub(super) fn read(name: &str, year: Option<i32>) -> Result<Parsed, String> {
    let plain = plain(name);
    let mut system = "";
    let mut rest = plain.as_str();
    if let Some((department, behind)) = central::department(rest) {
        if behind.is_empty() || behind == "本级" {
            return Ok(Parsed {
                organ: department.to_owned(),
                plain,
                form: Form::Central,
                ..Parsed::default()
            });
        }
        (system, rest) = (department, behind);
    } else if let Some(behind) = rest.strip_prefix("中华人民共和国") {
        rest = behind;
    }
    let divided = |rest: &str| fronts(rest).any(|(name, _)| gazetteer().named(name).next().is_some());
    // 政协办公室 has no division behind its organisation.
    let own = organ::organisation(rest).filter(|(_, behind)| divided(behind));
    let (own, rest) = own.unwrap_or(("", rest));
    let of_corps = rest.strip_prefix(central::CORPS).or_else(|| rest.strip_prefix("兵团"));
    let parts = match of_corps.or_else(|| central::corps_division(rest).map(|_| rest)) {
        Some(behind) => {
            system = central::CORPS;
            corps(behind)
        }
        None => parts(rest, &[], year)
            .or_else(|| new_area(rest))
            .or_else(|| bare(rest, system, year))
            .or_else(|| nowhere(rest)),
    };
    let Some(Parts { found, past, rest, organ, form }) = parts else {
        return Err(format!(
            "没有这个行政区划，或不认识的名称：{plain} / no such division, or a name of no known form: {plain}"
        ));
    };
    Ok(Parsed {
        system,
        found,
        past,
        before_organ: plain.len() - rest.len(),
        organ: format!("{own}{}", organ.name),
        generic: organ.generic,
        form,
        plain,
    })
}

/// A name of which no organ is known, with the divisions that it begins with.
pub(super) fn unread(name: &str, year: Option<i32>) -> Parsed {
    let plain = plain(name);
    let (mut found, mut rest) = (Vec::new(), plain.as_str());
    let named = |above: &[&'static Division], rest| {
        let mut fronts = fronts(rest);
        fronts.find_map(|(name, rest)| {
            let named = gazetteer().in_year(&below(above, gazetteer().named(name)), year);
            (!named.is_empty()).then_some((named, rest.len()))
        })
    };
    while let Some((inner, left)) = named(&found, rest) {
        found = inner;
        rest = rest.get(rest.len() - left..).unwrap_or_default();
    }
    Parsed { found, before_organ: plain.len() - rest.len(), plain, ..Parsed::default() }
}

/// Divisions and what stands behind them.
#[derive(Default)]
struct Parts<'a> {
    found: Vec<&'static Division>,
    past: bool,
    rest: &'a str,
    organ: Organ,
    form: Form,
}

/// Takes divisions, each in the ones before, from the front of a text; the longest names first.
fn parts<'a>(text: &'a str, above: &[&'static Division], year: Option<i32>) -> Option<Parts<'a>> {
    for (name, rest) in fronts(text) {
        let mut named: Vec<&'static Division> = below(above, gazetteer().named(name));
        if named.is_empty() && above.is_empty() && !rest.is_empty() {
            // 长春 before 南关区: no word for what it is, so a full name must follow.
            let bare = gazetteer().called(name).filter(|one| one.level() < Level::County).collect::<Vec<_>>();
            let follows = |parts: &Parts| !parts.found.is_empty() && parts.rest.len() < rest.len();
            if let Some(parts) =
                (!bare.is_empty()).then(|| parts_below(rest, &bare, year)).flatten().filter(follows)
            {
                return Some(parts);
            }
        }
        // A township behind a street's or a village's word: 城关办事处 for 城关街道.
        if named.is_empty() && organ::is_own(rest) && rest.starts_with("办") {
            let words = ["街道", "地区"].into_iter();
            named =
                words.flat_map(|word| below(above, gazetteer().named(&format!("{name}{word}")))).collect();
        }
        if named.is_empty() {
            continue;
        }
        let in_year = gazetteer().in_year(&named, year);
        if in_year.is_empty() {
            continue;
        }
        let past = !in_year.iter().any(|one| named.iter().any(|other| other.code == one.code));
        if let Some(parts) = parts_below(rest, &in_year, year) {
            return Some(Parts { past: past || parts.past, ..parts });
        }
    }
    None
}

/// An organ that names no division.
fn nowhere(text: &str) -> Option<Parts<'_>> {
    let organ = organ::read(text, true)?;
    Some(Parts { rest: text, organ, ..Parts::default() })
}

/// What stands behind divisions: more of them, or the organ.
fn parts_below<'a>(text: &'a str, above: &[&'static Division], year: Option<i32>) -> Option<Parts<'a>> {
    if let Some(parts) = parts(text, above, year) {
        return Some(parts);
    }
    // 卫滨区人民政府胜利路街道办事处: the government above stands before its township.
    let behind = text.strip_prefix("人民政府").unwrap_or_default();
    let of_township = |parts: &Parts| parts.found.iter().all(|one| one.level() == Level::Township);
    if let Some(parts) = parts(behind, above, year).filter(of_township) {
        return Some(parts);
    }
    let found = above.to_vec();
    let township = found.iter().all(|division| division.level() == Level::Township);
    if township && organ::is_own(text) {
        return Some(Parts { found, rest: text, ..Parts::default() });
    }
    if let Some((county, name)) = branch(text, above, year) {
        let organ = Organ { name, generic: None };
        return Some(Parts { found: vec![county], rest: text, organ, ..Parts::default() });
    }
    if let Some(organ) = organ::read(text, false) {
        return Some(Parts { found, rest: text, organ, ..Parts::default() });
    }
    let holds =
        |division: &&Division| gazetteer().below(division.code).any(|one| one.level() == Level::Township);
    let unlisted = if behind.is_empty() { text } else { behind };
    let name = organ::township(unlisted).filter(|_| found.iter().all(holds))?;
    let organ = Organ { name, generic: None };
    Some(Parts { found, rest: text, organ, form: Form::Unlisted, ..Parts::default() })
}

/// A new area of the nation.
fn new_area(text: &str) -> Option<Parts<'_>> {
    let (name, code) = central::NEW_AREAS.iter().find(|(name, _)| text.starts_with(name))?;
    let organ = organ::read(text.get(name.len()..)?, false)?;
    let own = if organ.name == "人民政府" { "管理委员会" } else { &organ.name };
    // 河北雄安新区 has its province in its name.
    let mut above = gazetteer().chain(code).into_iter().filter_map(Division::bare);
    let name = above.find_map(|bare| name.strip_prefix(bare)).unwrap_or(name);
    let organ = Organ { name: format!("{name}{own}"), generic: None };
    Some(Parts { found: vec![gazetteer().of_code(code)?], rest: text, organ, ..Parts::default() })
}

/// The bare name of a place before an organ of a national system or a functional area: 长春海关, 郑州经开区管委会.
fn bare<'a>(text: &'a str, system: &str, year: Option<i32>) -> Option<Parts<'a>> {
    for (name, rest) in fronts(text) {
        let mut called: Vec<&'static Division> = gazetteer().called(name).collect();
        if system.is_empty() {
            // 南山风景区 is not in 南山区.
            called.retain(|one| one.level() < Level::County);
        }
        let fits = !system.is_empty() || is_vertical(rest) || is_zone(rest);
        if called.is_empty() || !fits {
            continue;
        }
        // 国家矿山安全监察局山西局 has the plainest organ.
        let plain = (rest == "局").then(|| Organ { name: rest.to_owned(), generic: None });
        let Some(organ) = plain.or_else(|| organ::read(rest, false)).filter(|_| !rest.is_empty()) else {
            continue;
        };
        let mut found = gazetteer().in_year(&called, year);
        // The organs of a province and those of its cities are called otherwise.
        let level = match rest {
            "局" | "监管局" | "调查总队" | "税务局" | "通信管理局" => Some(Level::Province),
            "监管分局" | "消防救援支队" => Some(Level::Prefecture),
            _ => None,
        };
        if found.iter().any(|one| Some(one.level()) == level) {
            found.retain(|one| Some(one.level()) == level);
        }
        return Some(Parts { found, rest, organ, form: Form::Bare, ..Parts::default() });
    }
    None
}

/// An organ of the production corps, or of one of its divisions, which is one with a city: 第八师石河子市教育局.
fn corps(text: &str) -> Option<Parts<'_>> {
    let (own, place, rest) = match central::corps_division(text) {
        Some((own, city, rest)) => (own + city.name, city, rest.strip_prefix(city.name).unwrap_or(rest)),
        None => (String::new(), gazetteer().of_code("650000")?, text),
    };
    let organ = organ::read(rest, false)?;
    let name = if rest.is_empty() { own } else { own + &organ.name };
    Some(Parts { found: vec![place], rest, organ: Organ { name, ..organ }, ..Parts::default() })
}

/// A text cut behind each of its first characters but one, the longest front first.
pub(super) fn fronts(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let ends = text.char_indices().map(|(start, c)| start + c.len_utf8()).take(LONGEST).skip(1);
    let ends: Vec<usize> = ends.collect();
    ends.into_iter().rev().filter_map(|end| text.split_at_checked(end))
}

/// Those that lie below one of others, or all where there are none.
pub(super) fn below(
    above: &[&'static Division],
    named: impl Iterator<Item = &'static Division>,
) -> Vec<&'static Division> {
    let inside = |division: &&'static Division| {
        let under = |above: &&'static Division| division.is_within(above) && division.level() > above.level();
        above.is_empty() || above.iter().any(under)
    };
    named.filter(inside).collect()
}

impl Parsed {
    /// The kind of the body in a division.
    pub(super) fn kind(&self, division: &Division) -> &'static str {
        if self.system == central::CORPS && (self.organ.is_empty() || self.organ.ends_with(division.name)) {
            return "government";
        }
        if !self.system.is_empty() && self.system != central::CORPS {
            return "vertical";
        }
        if self.is_township(division) {
            return if is_street(division.name) {
                "subdistrict"
            } else if division.name.ends_with(['镇', '乡']) || division.name.ends_with("苏木") {
                "township"
            } else {
                "other"
            };
        }
        if division.is_zone() && ["人民政府", "管理委员会"].contains(&self.organ.as_str()) {
            return "zone";
        }
        kind(&self.organ)
    }

    /// Whether the body is the township itself.
    fn is_township(&self, division: &Division) -> bool {
        division.level() == Level::Township && self.organ.is_empty()
    }

    /// The name with all divisions.
    pub(super) fn full_name(&self, division: &Division) -> String {
        if self.system == central::CORPS {
            return format!("{}{}", self.system, self.organ);
        }
        let mut full = self.system.to_owned();
        let mut chain = gazetteer().chain(division.code);
        let official = chain.pop().unwrap_or(division);
        // 郑州高新技术产业开发区 has its city in its name.
        if official.is_zone() {
            chain.retain(|above| above.bare().is_none_or(|bare| !official.name.contains(bare)));
        }
        // 青县农场 in 青县.
        chain.retain(|above| !official.name.starts_with(above.name));
        full.extend(chain.iter().map(|one| one.name));
        full +=
            if self.form == Form::Bare { official.bare().unwrap_or(official.name) } else { official.name };
        if self.is_township(division) {
            return full
                + match official.name {
                    name if name.ends_with("办事处") => "",
                    name if is_street(name) => "办事处",
                    _ => "人民政府",
                };
        }
        full + if official.is_zone() && self.organ == "人民政府" {
            "管理委员会"
        } else {
            &self.organ
        }
    }

    /// Whether it is a regiment of the production corps, which is a town of its own.
    pub(super) fn is_regiment(&self) -> bool {
        self.system == central::CORPS && self.organ.ends_with('团')
    }

    /// The level that the word before the organ tells.
    pub(super) fn own_level(&self) -> Option<&'static str> {
        match self.generic? {
            '区' | '县' | '旗' => Some("county"),
            '州' | '盟' => Some("prefecture"),
            '省' => Some("province"),
            '镇' | '乡' => Some("township"),
            _ => None,
        }
    }

    /// Whether a division can be the one that the word before the organ means.
    pub(super) fn fits(&self, division: &Division) -> bool {
        match self.generic {
            Some('市') => division.name.ends_with('市'),
            Some('镇' | '乡') => false,
            Some('区') => division.level() == Level::County && division.name.ends_with('区'),
            Some('县') => division.level() == Level::County && division.name.ends_with('县'),
            Some(_) => self.own_level() == Some(division.level().code()),
            None => true,
        }
    }
}

fn is_street(name: &str) -> bool {
    ["街道", "地区", "办事处"].iter().any(|word| name.ends_with(word))
}
