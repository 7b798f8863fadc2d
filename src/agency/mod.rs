//! Whose report it is: from the name as printed to the body, its kind, its level and where it sits.
//!
//! It weighs what the name, the text, the address and a manifest say. What they leave open stays open, with the
//! candidates; nothing is guessed.

mod branch;
mod central;
mod contact;
mod kind;
mod name;
mod organ;
mod own;
mod place;
mod stem;
mod url;

pub use contact::{Contacts, contacts};
pub use kind::{kind, level};
pub use stem::{are_spellings, stem};

use crate::division::{Division, Level, gazetteer};
use name::{Form, Parsed};

/// What is known of a body.
#[derive(Clone, Copy, Debug, Default)]
pub struct Evidence<'a> {
    /// Its name as printed.
    pub name: &'a str,
    /// The year reported on.
    pub year: Option<i32>,
    /// Title of the page or document: 南关区民政局…报告_长春市南关区人民政府.
    pub site: Option<&'a str>,
    /// The text of the document.
    pub text: &'a str,
    /// Its address.
    pub url: Option<&'a str>,
    /// Its path.
    pub path: Option<&'a str>,
    /// Six digits that a manifest gives.
    pub division: Option<&'a str>,
    /// Whether a manifest names the body.
    pub stated: bool,
}

/// How a body was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum How {
    /// Its name alone decides.
    Exact,
    /// The text, the address or the path decide.
    Evidence,
    /// A manifest says it.
    Manual,
    /// Nothing decides.
    #[default]
    Unresolved,
}

impl How {
    /// The code used in the database.
    pub const fn code(self) -> &'static str {
        match self {
            How::Exact => "exact",
            How::Evidence => "evidence",
            How::Manual => "manual",
            How::Unresolved => "unresolved",
        }
    }
}

/// Which body it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resolution {
    /// A code of `agency.kind`.
    pub kind: &'static str,
    /// A code of `agency.level`, where it is known.
    pub level: Option<&'static str>,
    /// The name with its divisions and its organ in full; it tells the body from all others.
    pub full_name: Option<String>,
    /// Six digits: where it sits, the county level or above.
    pub division_code: Option<String>,
    /// Nine digits, of townships.
    pub township_code: Option<String>,
    /// How it was found.
    pub how: How,
    /// What decided, or what is missing, in Chinese and English.
    pub why: String,
    /// Codes of the divisions that it may be, where nothing decides.
    pub candidates: Vec<&'static str>,
}

/// Whether the name of a body begins with what stands before it: with that it tells where the body sits, or in which system, and
/// alone it does not.
pub fn completes(before: &str, name: &str) -> bool {
    let tells = |name: &str| {
        name::read(name, None)
            .map_or((false, false), |read| (!read.system.is_empty(), !read.found.is_empty()))
    };
    let (in_system, sits) = tells(name);
    let (whole_in_system, whole_sits) = tells(&format!("{before}{name}"));
    // A body above another one is a site's or a superior's name.
    let body = || name::read(before, None).is_ok_and(|read| read.before_organ < read.plain.len());
    // 地区 cut in two.
    let in_word = before.ends_with('地') && name.starts_with('区');
    let new = whole_in_system && !in_system || whole_sits && !sits && !body();
    new || in_word || is_place_of(before, name)
}

/// Whether a text names divisions alone and a name begins with one within the last of them: 四川省 before 乐山市财政局.
fn is_place_of(text: &str, name: &str) -> bool {
    let place = name::unread(text, None);
    let within = || name::read(name, None).ok().map(|read| read.found).unwrap_or_default();
    place.before_organ == place.plain.len()
        && within()
            .iter()
            .any(|inner| place.found.iter().any(|outer| inner.code != outer.code && inner.is_within(outer)))
}

/// Finds the body that the evidence means.
pub fn resolve(evidence: &Evidence) -> Resolution {
    let read = name::read(evidence.name, evidence.year);
    if let Some(code) = evidence.division {
        return manual(evidence, read.ok().as_ref(), code);
    }
    let found = match &read {
        Ok(parsed) if parsed.form == Form::Central => Resolution {
            kind: if parsed.organ.ends_with("办公厅") { "office" } else { "department" },
            level: Some("central"),
            full_name: Some(parsed.organ.clone()),
            how: How::Exact,
            why: "国务院部门的名称 / the name of a department of the State Council".to_owned(),
            ..Resolution::default()
        },
        Ok(parsed) => {
            let (how, found, why) = place::decide(evidence, parsed);
            match (how, found.as_slice()) {
                (How::Exact | How::Evidence, [only]) => settled(parsed, only, how, why),
                _ => open(evidence.name, Some(parsed), &found, why),
            }
        }
        Err(why) => {
            let (_, candidates, _) = place::decide(evidence, &name::unread(evidence.name, evidence.year));
            open(evidence.name, None, &candidates, why.clone())
        }
    };
    if evidence.stated && found.how == How::Unresolved {
        return Resolution {
            how: How::Manual,
            why: format!(
                "机关取自清单；{} / the manifest names the body; {}",
                zh(&found.why),
                en(&found.why)
            ),
            ..found
        };
    }
    found
}

/// Adds to what is known of a body the six digits of a division that all reports of a folder are said to be of: it decides what
/// name, text, address and path leave open, never against them. Whether it contradicts them.
pub fn narrow(evidence: &Evidence, found: Resolution, code: &str) -> (Resolution, bool) {
    let Some(stated) = gazetteer().of_code(code) else { return (found, false) };
    let related = |other: &str| gazetteer().of_code(other).is_none_or(|other| other.is_related(stated));
    if found.how != How::Unresolved {
        let contradicts =
            found.how != How::Manual && found.division_code.as_deref().is_some_and(|code| !related(code));
        return (found, contradicts);
    }
    let Ok(parsed) = name::read(evidence.name, evidence.year) else { return (found, false) };
    if !found.candidates.is_empty() && !found.candidates.iter().any(|code| related(code)) {
        return (found, true);
    }
    let division = if parsed.found.is_empty() {
        Some(stated).filter(|stated| parsed.fits(stated))
    } else {
        let known = found.candidates.iter().filter_map(|code| gazetteer().of_code(code));
        match known.filter(|one| one.is_within(stated)).collect::<Vec<_>>()[..] {
            [only] => Some(only),
            _ => None,
        }
    };
    let why = "凭所给的区划判定 / found by the division given for all files".to_owned();
    (division.map_or(found, |division| settled(&parsed, division, How::Evidence, why)), false)
}

fn zh(why: &str) -> &str {
    why.split_once(" / ").map_or(why, |(zh, _)| zh)
}

fn en(why: &str) -> &str {
    why.split_once(" / ").map_or(why, |(_, en)| en)
}

/// A body whose division is known.
fn settled(parsed: &Parsed, division: &'static Division, how: How, why: String) -> Resolution {
    let township = division.level() == Level::Township;
    let kind = parsed.kind(division);
    let level = match kind {
        "zone" => None,
        _ if parsed.form == Form::Unlisted || parsed.is_regiment() => Some(Level::Township),
        _ => Some(division.level()),
    };
    Resolution {
        kind,
        level: level.map(Level::code),
        full_name: Some(parsed.full_name(division)),
        division_code: gazetteer().seat(division.code).map(|seat| seat.code.to_owned()),
        township_code: township.then(|| division.code.to_owned()),
        how,
        why,
        candidates: Vec::new(),
    }
}

/// A body whose division nothing decides.
fn open(name: &str, parsed: Option<&Parsed>, candidates: &[&'static Division], why: String) -> Resolution {
    let mut levels: Vec<&str> = candidates.iter().map(|division| division.level().code()).collect();
    levels.dedup();
    let common = if let [only] = levels[..] { Some(only) } else { None };
    let parsed_kind = parsed.zip(candidates.first()).map(|(parsed, division)| parsed.kind(division));
    let kind = parsed_kind.unwrap_or_else(|| kind(name));
    Resolution {
        kind,
        level: common
            .filter(|_| kind != "zone" && parsed.is_some_and(|parsed| !parsed.found.is_empty()))
            .or_else(|| level(name))
            .or_else(|| parsed.and_then(Parsed::own_level)),
        why,
        candidates: candidates.iter().map(|division| division.code).collect(),
        ..Resolution::default()
    }
}

/// A body whose division a manifest gives.
fn manual(evidence: &Evidence, parsed: Option<&Parsed>, code: &str) -> Resolution {
    let why = "区划取自清单 / the division is the manifest's".to_owned();
    let Some(stated) = gazetteer().of_code(code) else {
        return Resolution {
            kind: kind(evidence.name),
            level: level(evidence.name).or(Some(Level::of(code).code())),
            division_code: Some(code.to_owned()),
            how: How::Manual,
            why: format!("{}，没有这个代码 / {}, a code that is not known", zh(&why), en(&why)),
            ..Resolution::default()
        };
    };
    // The name may say more, a township of the county; or another place.
    let found = parsed.map(|parsed| parsed.found.as_slice()).unwrap_or_default();
    let below: Vec<_> =
        found.iter().copied().filter(|one| one.code.starts_with(code.trim_end_matches("00"))).collect();
    let division = match below.as_slice() {
        [only] => Some(*only),
        _ => Some(stated).filter(|_| found.is_empty()),
    };
    match parsed.zip(division) {
        Some((parsed, division)) => {
            Resolution { division_code: Some(code.to_owned()), ..settled(parsed, division, How::Manual, why) }
        }
        None => Resolution {
            kind: kind(evidence.name),
            level: level(evidence.name).or(Some(stated.level().code())),
            division_code: Some(code.to_owned()),
            how: How::Manual,
            why,
            ..Resolution::default()
        },
    }
}
