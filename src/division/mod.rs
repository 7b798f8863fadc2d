//! The divisions of the country: codes, names now and before, what lies in what, what became of which.
//!
//! It owns `data/divisions.csv` and looks names up in it. Which of several divisions of a name is meant, it does not decide.

mod mention;

pub use mention::{Mention, mentions};

use foldhash::fast::FixedState;
use std::collections::HashMap;
use std::sync::LazyLock;

/// A name of a division: its official one, or another that it has or had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Division {
    /// Six digits; nine of a township.
    pub code: &'static str,
    /// The name.
    pub name: &'static str,
    /// Year since which it has the name, at the earliest; `None` from before 2018.
    pub from: Option<i32>,
    /// Year in which it ended, at the latest; `None` while it lasts.
    pub to: Option<i32>,
    /// Code of the division that took its place.
    pub successor: Option<&'static str>,
    /// Syllables of the name, blanks between them; empty for townships.
    pub pinyin: &'static str,
}

/// Levels of divisions, from above.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// 省、自治区、直辖市
    Province,
    /// 地级市、自治州、盟、地区
    Prefecture,
    /// 县、区、旗、县级市
    County,
    /// 乡、镇、街道
    Township,
}

impl Level {
    /// The code used in the database.
    pub const fn code(self) -> &'static str {
        match self {
            Level::Province => "province",
            Level::Prefecture => "prefecture",
            Level::County => "county",
            Level::Township => "township",
        }
    }

    /// The level of a code of six or nine digits.
    pub fn of(code: &str) -> Self {
        match code {
            code if code.len() > 6 => Level::Township,
            code if code.ends_with("0000") => Level::Province,
            code if code.ends_with("00") => Level::Prefecture,
            _ => Level::County,
        }
    }
}

impl Division {
    /// Reads a line of the table.
    fn read(line: &'static str) -> Option<Self> {
        // Nearly all lines: townships that last.
        if let Some((code, name)) = line.strip_suffix(",,,,").and_then(|line| line.split_once(',')) {
            return Some(Division { code, name, from: None, to: None, successor: None, pinyin: "" });
        }
        let mut fields = line.split(',');
        let mut field = || fields.next();
        let (code, name, from, to) = (field()?, field()?, field()?.parse().ok(), field()?.parse().ok());
        let successor = field().filter(|code| !code.is_empty());
        Some(Division { code, name, from, to, successor, pinyin: field()? })
    }

    /// Its level.
    pub fn level(&self) -> Level {
        Level::of(self.code)
    }

    /// Whether it is a functional area (开发区) with a statistical code, not one of GB/T 2260.
    pub fn is_zone(&self) -> bool {
        is_zone(self.code)
    }

    /// Whether it lies in another, or is the same.
    pub fn is_within(&self, other: &Division) -> bool {
        self.code.starts_with(stem(other.code))
    }

    /// Whether one of the two lies in the other.
    pub fn is_related(&self, other: &Division) -> bool {
        self.is_within(other) || other.is_within(self)
    }

    /// Whether the name was in force at the end of a year, or in a part of it or of the next, in which the year's
    /// reports appear.
    fn lasts(&self, year: i32, to_the_end: bool) -> bool {
        let begun = self.from.is_none_or(|from| from <= year + i32::from(!to_the_end));
        begun && self.to.is_none_or(|to| if to_the_end { to > year } else { to >= year })
    }

    /// The name without the word for what it is: 长春 of 长春市. `None` where too little is left.
    pub fn bare(&self) -> Option<&'static str> {
        let words = ["壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "特别行政区", "地区", "林区"];
        let words =
            words.into_iter().chain(["自治州", "自治县", "自治旗", "省", "市", "盟", "州", "县", "区", "旗"]);
        let mut bare = words.filter_map(|word| self.name.strip_suffix(word));
        bare.next().filter(|bare| bare.chars().count() >= 2)
    }
}

fn is_zone(code: &str) -> bool {
    let digits = code.as_bytes();
    digits.len() >= 6 && digits[4] == b'7' && &digits[2..4] != b"00"
}

/// The digits that all codes inside a division begin with.
fn stem(code: &str) -> &str {
    match Level::of(code) {
        Level::Province => code.get(..2),
        Level::Prefecture => code.get(..4),
        _ => None,
    }
    .unwrap_or(code)
}

/// All divisions, looked up by name and by code.
#[derive(Debug)]
pub struct Gazetteer {
    /// In the order of codes; the official name of a code comes first.
    divisions: Vec<Division>,
    /// The last division of a name, and for each division the one before it of the same name.
    last: HashMap<&'static str, u32, FixedState>,
    before: Vec<Option<u32>>,
    /// Divisions of the county level and above by their bare names.
    bare: HashMap<&'static str, Vec<u32>>,
}

/// The divisions of the country, read at first use.
pub fn gazetteer() -> &'static Gazetteer {
    static GAZETTEER: LazyLock<Gazetteer> =
        LazyLock::new(|| Gazetteer::read(include_str!("../../data/divisions.csv")));
    &GAZETTEER
}

impl Gazetteer {
    fn read(text: &'static str) -> Self {
        let lines = text.len() / 24;
        let mut gazetteer = Gazetteer {
            divisions: Vec::with_capacity(lines),
            last: HashMap::with_capacity_and_hasher(lines, FixedState::default()),
            before: Vec::with_capacity(lines),
            bare: HashMap::new(),
        };
        for line in text.lines().skip(1) {
            let Some(division) = Division::read(line) else { continue };
            let name = division.name;
            let index = gazetteer.divisions.len() as u32;
            gazetteer.divisions.push(division);
            gazetteer.before.push(gazetteer.last.insert(name, index));
            if division.code.len() == 6
                && let Some(bare) = division.bare()
            {
                gazetteer.bare.entry(bare).or_default().push(index);
            }
        }
        gazetteer
    }

    /// All names of all divisions, in the order of codes.
    pub fn all(&self) -> &[Division] {
        &self.divisions
    }

    /// The official name of a code.
    pub fn of_code(&self, code: &str) -> Option<&Division> {
        let index = self.divisions.partition_point(|division| division.code < code);
        self.divisions.get(index).filter(|division| division.code == code)
    }

    /// The official divisions that lie right below a code.
    pub fn below<'a>(&'a self, code: &'a str) -> impl Iterator<Item = &'a Division> {
        let from = self.divisions.partition_point(|division| division.code < code);
        let inside = stem(code);
        let near =
            self.divisions[from..].iter().take_while(move |division| division.code.starts_with(inside));
        let official = near.filter(|one| self.of_code(one.code).is_some_and(|official| official == *one));
        official.filter(move |division| self.parent(division.code).is_some_and(|parent| parent.code == code))
    }

    /// The division in which a code lies; of townships in a functional area, the one in which that lies.
    pub fn parent(&self, code: &str) -> Option<&Division> {
        let county = code.get(..6).filter(|county| code.len() > 6 && !is_zone(county));
        let prefecture = code.get(..4).map(|digits| format!("{digits}00"));
        let province = code.get(..2).map(|digits| format!("{digits}0000"));
        let mut above = [county.map(str::to_owned), prefecture, province].into_iter().flatten();
        above.find_map(|above| {
            self.of_code(&above).filter(|_| above != code && Level::of(&above) < Level::of(code))
        })
    }

    /// Those above a division and itself, from the province down, functional areas left out.
    pub fn chain(&self, code: &str) -> Vec<&Division> {
        let mut chain = Vec::new();
        let mut next = self.of_code(code);
        while let Some(division) = next {
            chain.push(division);
            next = self.parent(division.code);
        }
        chain.reverse();
        chain
    }

    /// The division of GB/T 2260 in which a code lies: the county of a township, the city of a functional area.
    pub fn seat(&self, code: &str) -> Option<&Division> {
        let official = self.of_code(code)?;
        if official.level() == Level::Township || official.is_zone() {
            self.parent(code)
        } else {
            Some(official)
        }
    }

    /// Whose name it is or was.
    pub fn named(&self, name: &str) -> impl Iterator<Item = &Division> {
        let mut next = self.last.get(name).copied();
        std::iter::from_fn(move || {
            let index = next? as usize;
            next = self.before.get(index).copied().flatten();
            self.divisions.get(index)
        })
    }

    /// The divisions of the county level and above whose bare name it is.
    pub fn called(&self, bare: &str) -> impl Iterator<Item = &Division> {
        let found = self.bare.get(bare).map(Vec::as_slice).unwrap_or_default();
        found.iter().filter_map(|index| self.divisions.get(*index as usize))
    }

    /// Which of several divisions existed for the reports of a year: those at its end, else those in a part of it or
    /// of the next year, else what became of the old ones; none of those made later. Without a year, those that last.
    pub fn in_year<'a>(&'a self, found: &[&'a Division], year: Option<i32>) -> Vec<&'a Division> {
        let year = year.unwrap_or(i32::MAX / 2);
        for to_the_end in [true, false] {
            let lasting: Vec<_> = found.iter().copied().filter(|one| one.lasts(year, to_the_end)).collect();
            if !lasting.is_empty() {
                return distinct(lasting);
            }
        }
        let begun = found.iter().filter(|division| division.from.is_none_or(|from| from <= year + 1));
        let followed = begun.filter_map(|division| self.follow(division, year));
        distinct(followed.collect())
    }

    /// The division that a county became whole, as a district or a city with a code of its own; itself otherwise. Where
    /// several were joined, or one joined another that went on, none continues the other.
    pub fn now<'a>(&'a self, division: &'a Division) -> &'a Division {
        let whole = |heir: &&Division| {
            let heirs = |one: &&Division| one.successor == Some(heir.code) && one.level() == heir.level();
            let former = |one: &&Division| one.code == heir.code && one.to.is_some();
            heir.level() == division.level()
                && heir.from.is_some()
                && heir.from == division.to
                && self.all().iter().filter(heirs).count() == 1
                && !self.all().iter().any(|one| former(&one))
        };
        let county = division.level() == Level::County && !division.name.ends_with('区');
        let heir = division.successor.filter(|_| county).and_then(|code| self.of_code(code));
        heir.filter(whole).unwrap_or(division)
    }

    /// What became of a division by the end of a year; itself, where nothing is known.
    fn follow(&self, division: &Division, year: i32) -> Option<&Division> {
        let mut last = self.of_code(division.code)?;
        // As many steps as anything was ever changed in these years.
        for _ in 0..4 {
            match last
                .successor
                .filter(|_| last.to.is_some_and(|to| to <= year))
                .and_then(|code| self.of_code(code))
            {
                Some(next) => last = next,
                None => break,
            }
        }
        Some(last)
    }
}

/// Each code once; a division that another of them succeeds goes.
fn distinct(mut found: Vec<&Division>) -> Vec<&Division> {
    found.sort_by_key(|division| division.code);
    found.dedup_by_key(|division| division.code);
    let codes: Vec<&str> = found.iter().map(|division| division.code).collect();
    found.retain(|division| division.successor.is_none_or(|successor| !codes.contains(&successor)));
    found
}

/// A text with the traditional characters of names of divisions put in simplified ones.
pub fn simplified(text: &str) -> String {
    static TABLE: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
        let pairs = include_str!("../../data/traditional.txt").lines().filter_map(|line| {
            let mut chars = line.chars();
            Some((chars.next()?, chars.next()?))
        });
        pairs.collect()
    });
    text.chars().map(|c| if c.is_ascii() { c } else { TABLE.get(&c).copied().unwrap_or(c) }).collect()
}

#[cfg(test)]
mod tests {
    use super::{Level, gazetteer};

    #[track_caller]
    fn codes(name: &str, year: i32, expected: &[&str]) {
        let found: Vec<_> = gazetteer().named(name).collect();
        let found: Vec<_> = gazetteer().in_year(&found, Some(year)).iter().map(|one| one.code).collect();
        assert_eq!(found, expected, "{name} {year}");
    }

    #[test]
    fn names_lead_to_codes_of_their_year() {
        codes("南关区", 2024, &["220102"]);
        codes("下冶镇", 2024, &["419001110"]);
        codes("芜湖县", 2019, &["340221"]);
        codes("芜湖县", 2022, &["340210"]);
        codes("湾沚区", 2022, &["340210"]);
        codes("崇川区", 2019, &["320602"]);
        codes("崇川区", 2021, &["320613"]);
        codes("桥西区", 2019, &["130104", "130503", "130703"]);
        codes("桥西区", 2022, &["130104", "130703"]);
        codes("凉山州", 2022, &["513400"]);
        codes("东乡县", 2022, &["622926"]);
        codes("云岭县", 2022, &[]);
    }

    #[test]
    fn a_county_goes_on_as_the_district_that_it_became_alone() {
        let now = |code| gazetteer().of_code(code).map(|division| gazetteer().now(division).code);
        // 芜湖县, 公主岭市; 邢台县 joined a district, 下城区 and 江干区 others, 长岛县 and 蓬莱市 each other.
        assert_eq!(["340221", "220381"].map(now), [Some("340210"), Some("220184")]);
        for code in ["130521", "330103", "330104", "370634", "370684", "371200", "340210", "430121"] {
            assert_eq!(now(code), Some(code));
        }
    }

    #[test]
    fn every_division_but_a_province_lies_in_another() {
        let lone = gazetteer().all().iter().filter(|division| gazetteer().parent(division.code).is_none());
        assert!(
            lone.clone().all(|division| division.level() == Level::Province),
            "{:?}",
            lone.collect::<Vec<_>>()
        );
        let chain = |code| gazetteer().chain(code).iter().map(|one| one.name).collect::<Vec<_>>();
        assert_eq!(chain("220102"), ["吉林省", "长春市", "南关区"]);
        assert_eq!(chain("419001110"), ["河南省", "济源市", "下冶镇"]);
        assert_eq!(chain("110105021"), ["北京市", "朝阳区", "南磨房地区"]);
        assert_eq!(chain("620201001"), ["甘肃省", "嘉峪关市", "雄关街道"]);
    }

    #[test]
    fn successors_exist_and_differ() {
        for division in gazetteer().all() {
            let Some(successor) = division.successor else { continue };
            assert!(successor != division.code && gazetteer().of_code(successor).is_some(), "{division:?}");
        }
    }
}
