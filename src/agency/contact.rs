//! The telephone numbers and postal addresses that a text prints: what tells two bodies of one name apart, or that they are one.

use super::own::is_of_others;
use crate::normalize::fold;

/// Words before a telephone number. A hotline (热线) is the whole district's.
const PHONE_WORDS: &[&str] = &["电话", "传真"];
/// Characters behind such a word in which its number begins.
const NEAR: usize = 12;
/// Longest address, in characters.
const LONGEST: usize = 40;
/// Most numbers and addresses that are kept of a text, each.
const MOST: usize = 8;
/// Parts of an address that end it.
const ENDS: &[&str] = &["邮编", "邮政", "电话", "联系", "传真", "网址", "办公"];

/// What a text prints of where its body is reached.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contacts {
    /// Telephone numbers without area codes.
    pub phones: Vec<String>,
    /// Postal addresses without blanks.
    pub addresses: Vec<String>,
}

/// Finds the telephone numbers and addresses of a text.
pub fn contacts(text: &str) -> Contacts {
    let mut found = Contacts::default();
    let own = |(start, _): &(usize, &str)| !is_of_others(text, *start);
    for word in PHONE_WORDS {
        let of_all =
            |(start, _): &(usize, &str)| text.get(..*start).is_some_and(|text| text.ends_with("热线"));
        for (start, _) in text.match_indices(word).filter(own).filter(|at| !of_all(at)) {
            add(&mut found.phones, number(text.get(start + word.len()..).unwrap_or_default()));
        }
    }
    for (start, word) in text.match_indices("地址").filter(own) {
        add(&mut found.addresses, address(text.get(start + word.len()..).unwrap_or_default()));
    }
    found
}

fn add(list: &mut Vec<String>, one: Option<String>) {
    list.extend(one.filter(|one| list.len() < MOST && !list.contains(one)));
}

/// The number that a text begins with, its area code left out: 0371-67181234.
fn number(text: &str) -> Option<String> {
    let mut runs: Vec<String> = vec![String::new()];
    for (index, c) in text.chars().map(fold).enumerate() {
        let started = runs.iter().any(|run| !run.is_empty());
        if c.is_ascii_digit() {
            runs.last_mut()?.push(c);
        } else if started && "-—)( ".contains(c) && runs.len() < 3 {
            runs.push(String::new());
        } else if started || index >= NEAR || c == '\n' || c == '。' {
            break;
        }
    }
    runs.into_iter().find(|run| [7, 8, 11].contains(&run.len()))
}

/// The address that a text begins with.
fn address(text: &str) -> Option<String> {
    let text = text.trim_start_matches(['：', ':', '为', '是', ' ', '\u{3000}', '\t', '|']);
    let line: String = text.chars().take(LONGEST).take_while(|c| !"\n，。；、,;（(|".contains(*c)).collect();
    let ended = ENDS.iter().filter_map(|end| line.find(end)).min().unwrap_or(line.len());
    let address: String = line.get(..ended)?.chars().filter(|c| !c.is_whitespace()).collect();
    let place = |c: char| "省市县区旗州盟镇乡村路街巷道号楼院室".contains(c);
    (address.chars().count() >= 4 && !address.starts_with(|c: char| c.is_ascii()) && address.contains(place))
        .then_some(address)
}

impl Contacts {
    /// Reads what [`Contacts::stored`] wrote.
    pub fn read(stored: &str) -> Self {
        let (addresses, phones) = stored
            .lines()
            .map(str::to_owned)
            .partition(|line| !line.starts_with(|c: char| c.is_ascii_digit()));
        Contacts { phones, addresses }
    }

    /// One a line, `None` where there are none.
    pub fn stored(&self) -> Option<String> {
        let lines: Vec<&str> = self.phones.iter().chain(&self.addresses).map(String::as_str).collect();
        (!lines.is_empty()).then(|| lines.join("\n"))
    }

    /// Whether two texts print a number or an address in common; `None` where one prints none of the kind of the other.
    pub fn shared(&self, other: &Self) -> Option<bool> {
        let phones = common(&self.phones, &other.phones, |one, other| one == other);
        let addresses = common(&self.addresses, &other.addresses, is_within);
        match (phones, addresses) {
            (None, None) => None,
            (one, other) => Some(one == Some(true) || other == Some(true)),
        }
    }

    /// Whether both print one telephone number. An address may be that of another town: 人民路1号.
    pub fn share_a_number(&self, other: &Self) -> bool {
        self.phones.iter().any(|phone| other.phones.contains(phone))
    }

    /// Whether both print addresses, and none in common.
    pub fn are_elsewhere(&self, other: &Self) -> bool {
        common(&self.addresses, &other.addresses, is_within) == Some(false)
    }
}

/// Whether two addresses are one: the county may stand before the street in one of them.
fn is_within(one: &str, other: &str) -> bool {
    one.ends_with(other) || other.ends_with(one)
}

fn common(some: &[String], others: &[String], same: impl Fn(&str, &str) -> bool) -> Option<bool> {
    let both = !some.is_empty() && !others.is_empty();
    both.then(|| some.iter().any(|one| others.iter().any(|other| same(one, other))))
}

#[cfg(test)]
mod tests {
    use super::{Contacts, contacts};

    #[track_caller]
    fn case(text: &str, phones: &[&str], addresses: &[&str]) {
        let found = contacts(text);
        assert_eq!((found.phones.clone(), found.addresses.clone()), (own(phones), own(addresses)), "{text}");
        assert_eq!(Contacts::read(&found.stored().unwrap_or_default()), found);
    }

    fn own(list: &[&str]) -> Vec<String> {
        list.iter().map(|one| (*one).to_owned()).collect()
    }

    #[test]
    fn numbers_and_addresses_are_found_behind_their_words() {
        case("联系电话：0371-67181234，传真０３７１－６７１８１２３５", &["67181234", "67181235"], &[]);
        case(
            "（地址：云岭县人民路 1 号，邮编：450000；电话：（0371）6718123）",
            &["6718123"],
            &["云岭县人民路1号"],
        );
        case("网站地址：http://www.example.cn，电话12345。共办理 1234567 件", &[], &[]);
        case("可以向云岭县人民法院起诉（地址：法院路2号，电话：67180000）", &[], &[]);
        case("电话号码变更。0000000", &[], &[]);
        case("政务服务热线：67180000，政府热线电话：67180001", &[], &[]);
    }

    #[test]
    fn what_is_shared_tells_one_body() {
        let of = contacts;
        assert_eq!(of("地址：云岭县人民路1号").shared(&of("地址：人民路1号")), Some(true));
        assert_eq!(of("地址：人民路1号").shared(&of("地址：解放路1号")), Some(false));
        assert_eq!(of("地址：人民路1号").shared(&of("电话：67181234")), None);
        assert!(of("地址：人民路1号").are_elsewhere(&of("地址：解放路1号")));
        assert!(!of("电话：67181235").are_elsewhere(&of("电话：67181234")));
        assert_eq!(of("").shared(&of("")), None);
    }
}
