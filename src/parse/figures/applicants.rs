//! Who applied, by the prose: "其中自然人40件,占74.1%、法人或其他组织14件".

use super::topic::tells_of_applications;
use super::wordings::spelled;
use super::{Found, Stand};
use regex::Regex;
use std::sync::LazyLock;

/// Kinds of applicants with what they are called.
const KINDS: [(&str, &str); 2] = [
    ("natural_person", "自然人"),
    ("legal_person", "(?:法人(?:(?:或者?|和|及|与|以及|、)?(?:其[他它])?(?:社会)?组织)?|法人组织)"),
];
/// All that may stand between what was received, or the beginning of the sentence, and a kind: other words tell of one outcome or way.
const BEFORE: &str = r"^(?:<own>|[,、:()]|件|宗|份|中|其中|从|按照?|以|由|来自|申请人?|主体|类型|类别|身份|来源|结构|情况|构成|分布|角度|看|来|划分|区分|分|为|是|有|包括|提出|提交|的|政府|信息|公开|自然人|法人|或者?|和|及|与|其[他它]|社会|组织|占[^%,。;]{0,16}%|\d+[件宗份])*$";
/// Applicants told one by one: then 法人 may be some of the legal persons only.
const ONE_BY_ONE: &[&str] = &["企业", "科研", "公益", "法律服务", "律师", "事业单位", "社会团体"];

/// The applicants of a sentence, of all that was received.
pub(super) fn applicants<'a>(sentence: &'a str, others: &[Found], stand: Stand) -> Vec<Found<'a>> {
    static PATTERNS: LazyLock<Vec<(&str, Regex)>> = LazyLock::new(|| {
        let pattern = |(subject, name): (&'static str, &str)| {
            let text = format!(
                r"{name}(?:的|提出|提交|申请|类|政府|信息|公开|共|有|为|:)*(?:(\d+)[件宗份]|占([^%,。;\d约近超]{{0,16}})(\d+(?:\.\d+)?)%)"
            );
            (subject, Regex::new(&text).expect("a valid pattern"))
        };
        KINDS.into_iter().map(pattern).collect()
    });
    static START: LazyLock<Regex> = LazyLock::new(|| Regex::new(&spelled(BEFORE)).expect("a valid pattern"));
    static ORGANISATIONS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:^|[,、:;(\d件宗份%])其[他它](?:社会)?组织").expect("a valid pattern")
    });
    let received = others.iter().rev().find(|figure| figure.subject == "received_new" && figure.unit != "%");
    let told = received.is_some() || stand.applicants || tells_of_applications(sentence);
    if !told || !sentence.contains("自然人") && !sentence.contains("法人") {
        return Vec::new();
    }
    let some = ONE_BY_ONE.iter().any(|word| sentence.contains(word)) || ORGANISATIONS.is_match(sentence);
    let mut found = Vec::new();
    for (subject, pattern) in PATTERNS.iter() {
        if *subject == "legal_person" && some {
            continue;
        }
        for captures in pattern.captures_iter(sentence) {
            let Some(start) = captures.get(0).map(|whole| whole.start()) else { continue };
            let from = received.map(|figure| figure.at.end).filter(|end| *end <= start).unwrap_or(0);
            if !START.is_match(&sentence[from..start]) {
                continue;
            }
            let number = captures.get(1).or(captures.get(3)).map(|number| number.range());
            let whole = captures.get(2).map_or("", |whole| whole.as_str());
            let figure = number.and_then(|number| Found::new(sentence, number, subject));
            found.extend(figure.map(|figure| Found { whole, ..figure }));
        }
    }
    found
}
