//! Reconsiderations and lawsuits: by wordings that name open information, and by plainer ones where the prose around them does.

use super::context::{is_of_others, of_another};
use super::topic::{Topic, tells_of_matters};
use super::wordings::{Wording, head, spelled};
use super::{Found, Stand, in_clause};
use regex::Regex;
use std::sync::LazyLock;

/// The same where disputes are denied.
const DISPUTES_PARTLY: &[&str] =
    &["违", "不当", "纠", "败", "错", "撤", "费", "结案", "审结", "办结", "维持", "未结"];

/// Wordings in a sentence that names open information.
pub(super) const DISPUTES: &[Wording] = &[
    Wording {
        without: DISPUTES_PARTLY,
        ..head("reconsideration", r"行政复议(?:案件|申请|案)?<is>(\d+)[件宗起例]", "信息公开")
    },
    Wording {
        without: DISPUTES_PARTLY,
        ..head("litigation", r"行政诉讼(?:案件|案)?<is>(\d+)[件宗起例]", "信息公开")
    },
    Wording {
        without: DISPUTES_PARTLY,
        ..head(
            "reconsideration",
            r"(?:未|没有)(?:发生|引发|产生|出现|收到)[^,:;()\d]{0,24}行政复议[^,:;()\d]{0,12}$",
            "信息公开",
        )
    },
    Wording {
        without: DISPUTES_PARTLY,
        ..head(
            "litigation",
            r"(?:未|没有)(?:发生|引发|产生|出现|收到)[^,:;()\d]{0,30}行政诉讼[^,:;()\d]{0,8}$",
            "信息公开",
        )
    },
    Wording {
        without: DISPUTES_PARTLY,
        ..head(
            "reconsideration",
            r"(?:^|,)<own>(?:无|没有|未有|未因|未被)<dispute>行政复议(?:申请|案件)?(?:(?:、|和|及|与|或者?)<dispute>行政诉讼)?<dispute>(?:案件|情况|事项)*(?:发生)?(?:$|,)",
            "信息公开",
        )
    },
    Wording {
        without: DISPUTES_PARTLY,
        ..head(
            "litigation",
            r"(?:^|,)<own>(?:无|没有|未有|未因|未被)<dispute>(?:行政复议(?:申请|案件)?(?:、|和|及|与|或者?)<dispute>)?行政诉讼<dispute>(?:案件|情况|事项)*(?:发生)?(?:$|,)",
            "信息公开",
        )
    },
];

/// A dispute by its subject, its name and the name of the other.
const KINDS: [(&str, &str, &str); 2] =
    [("reconsideration", "(?:行政)?复议", "(?:行政)?诉讼"), ("litigation", "(?:行政)?诉讼", "(?:行政)?复议")];
/// That there was none of a kind N, told by itself or with the other kind O.
const NONE: &str = r"(?:^|[,、])<own>(?:无|没有|没|未有|未因|未被|未发生|未产生|未出现|未引发|未引起|未涉及|不存在)<dispute>(?:O(?:申请|案件)?(?:、|和|及|与|以及|或者?)<dispute>)?N(?:申请|案件)?(?:(?:、|和|及|与|以及|或者?)<dispute>O)?<dispute>(?:案件|情况|事项|情形)*(?:发生)?(?:$|,|、(?:无|未|没))";
/// That both were none.
const BOTH_NONE: &str = r"(?:^|,)<own><dispute>(?:N(?:申请|案件)?(?:、|和|及|与|以及)O|O(?:申请|案件)?(?:、|和|及|与|以及)N)(?:申请|案件)?(?:数量?|件数|总数)?(?:均|都|皆)(?:为|是)?(?:0|零)[件宗起例]?(?:$|,)";
/// How many there were.
const COUNT: &str = r"(?:^|[,、])<own><dispute>N(?:案件|申请|案)?<is>(\d+)[件宗起例](?:$|[,、(])";
/// Words by which a dispute befell the body: others are handled.
const BEFELL: &[&str] = &["被", "发生", "引发", "产生", "引起"];
/// Words of which one stands before a dispute that is told later in its sentence.
const OWN_WORK: &[&str] = &["申请", "公开", "复议", "诉讼", "答复"];

/// Disputes told without a word of open information: none at all is none of these either; a number is theirs in section 4, or where
/// it befell the body among what is told of applications or supervision.
pub(super) fn plain<'a>(sentence: &'a str, stand: Stand, agency: &str) -> Vec<Found<'a>> {
    static PATTERNS: LazyLock<Vec<[Regex; 3]>> = LazyLock::new(|| {
        let of = |(_, name, other): &(&str, &str, &str)| {
            [NONE, BOTH_NONE, COUNT].map(|pattern| {
                let pattern = spelled(pattern).replace('N', name).replace('O', other);
                Regex::new(&pattern).expect("a valid pattern")
            })
        };
        KINDS.iter().map(of).collect()
    });
    let known = ["复议", "诉讼"].iter().any(|word| sentence.contains(word));
    if !known || stand.topic == Topic::Other || tells_of_matters(sentence) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for ((subject, _, _), [none, both, count]) in KINDS.iter().zip(PATTERNS.iter()) {
        let is_own = |at: usize, end: usize| {
            let before = &sentence[..at];
            let partly = DISPUTES_PARTLY.iter().any(|word| sentence[at..end].contains(word));
            !partly
                && (is_opening(before) || OWN_WORK.iter().any(|word| before.contains(word)))
                && !is_of_others(subject, &sentence[..end], at)
                && !of_another(in_clause(before), agency)
        };
        let denied = none.find(sentence).or_else(|| both.find(sentence));
        if let Some(denial) = denied.filter(|denial| is_own(denial.start(), denial.end())) {
            found.push(Found { at: denial.range(), subject, value: 0.0, printed: "", unit: "", whole: "" });
            continue;
        }
        let Some((whole, number)) =
            count.captures(sentence).and_then(|count| Some((count.get(0)?, count.get(1)?)))
        else {
            continue;
        };
        let befell = BEFELL.iter().any(|word| sentence[..whole.end()].contains(word));
        let told = matches!(stand.topic, Topic::Applications | Topic::Oversight);
        let by_topic = told && befell && (!hears_disputes(agency) || sentence.contains('被'));
        // What names open information is read by the wordings above, or is of a part.
        let named = sentence.contains("信息公开");
        if is_own(whole.start(), whole.end())
            && !named
            && (number.as_str() == "0" || stand.section == 4 || by_topic)
        {
            found.extend(Found::new(sentence, number.range(), subject));
        }
    }
    found
}

/// Whether a text says no more than whose and of when what follows is.
fn is_opening(text: &str) -> bool {
    static OPENING: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(&spelled("^(?:<own>|,)*$")).expect("a valid pattern"));
    OPENING.is_match(text)
}

/// Whether a body of this name decides disputes of others.
fn hears_disputes(agency: &str) -> bool {
    let of_a_town = ["镇", "乡", "街道"].iter().any(|word| agency.contains(word));
    agency.contains("司法") || agency.contains("政府") && !of_a_town
}
