//! How applications ended, by the prose: "予以公开37件", "7件予以公开", "不予公开占13.73%".

use super::wordings::spelled;
use super::{Found, in_clause};
use regex::{Captures, Regex};
use std::ops::Range;
use std::sync::LazyLock;

/// Words before an outcome by which its number is of one reason.
const REASONS: &[&str] = &["因", "由于", "掌握", "现成", "涉及", "属于", "不明确", "经补正"];
/// All that may stand before an outcome in its clause: other words give one reason, or tell of other things than applications.
const BEFORE_OUTCOMES: &str = r"^(?:<own>|其中|作出|做出|给予|依法|依规|依申请|按规定|答复|办理|处理|处置|决定|结果|办结|受理|申请|收到|分别|是|的|中|对|类|包括|即|以|属于|政府|信息|公开|[(一二三四五六七八九十)]+|\d+[.)]|\d+[件宗份](?:申请)?|[\d.]+%)*$";
/// A sentence whose outcomes are those of what last year left.
pub(super) const OUTCOMES_OF_CARRIED: &str =
    r"上一?年度?结转的?(?:申请|事项|件)?\d*[件宗份]?(?:申请)?(?:中|,其中)";

/// Whoever may apply.
const ANYONE: &str = r"(?:公民|自然人)[、和及或者]*法人(?:[、和及或者]*(?:其[他它])?(?:社会)?组织)?";
/// A sentence whose outcomes are those of one kind of applicants, or of applications.
const OUTCOMES_OF_KIND: &str = r"(?:自然人|法人|企业|组织|网上|网络|信函|当面|邮寄|涉及[^,。;\d]{1,12}|[^,。;\d]{1,6}类)[^,。;\d]{0,14}\d+[件宗份](?:政府信息公开|信息公开)?(?:申请)?(?:中|,其中)";

/// Words by which a sentence tells how papers, not applications, are disclosed.
pub(super) const PAPERS: &[&str] = &["主动公开", "公文", "文件", "属性", "提案", "议案"];

/// How the prose calls the outcomes of section 3: a row, a group of rows, or both kinds of disclosure together.
/// Longer names come first, since 部分公开 also ends 予以公开和部分公开.
const OUTCOMES: &[(&str, &str)] = &[
    (
        "disclosed_or_partly",
        r"(?:予以公开|全部公开)(?:及|和|与|或|以及)(?:予以)?部分公开|予以公开\(含部分公开\)",
    ),
    ("disclosed", "予以公开"),
    ("partly_disclosed", "部分公开"),
    ("withheld", "不予公开"),
    ("unavailable", "无法提供"),
    ("declined", "不予处理"),
    ("other", "其他处理"),
];

/// What ends before an outcome that is told by itself, not together with another.
const ENDS: [char; 5] = ['件', '宗', '份', ')', '%'];

/// An outcome before its number, behind it, before its share, before its rate.
static PATTERNS: LazyLock<[Regex; 4]> = LazyLock::new(|| {
    let names: Vec<String> = OUTCOMES.iter().map(|(_, names)| format!("({names})")).collect();
    let names = names.join("|");
    let pattern = |text: &str| Regex::new(&text.replace('N', &names)).expect("a valid pattern");
    [
        pattern(r"([、及和与或]?)(?:N)(?:的|类)?(?:政府信息)?(?:申请)?(?:的)?(?:有|为|:)*()(\d+)[件宗份]"),
        pattern(r"(?:^|[^\d.])(\d+)[件宗份](?:为|属于|系)?(?:N)"),
        pattern(
            r"([、及和与或]?)(?:N)(?:的|类)?(?:申请)?占((?:全部|所有|本年度?|年度|答复|办结|办理|结果|申请|受理|总|件|数|量|比|的|为|达)*)(\d+(?:\.\d+)?)%",
        ),
        pattern(r"([、及和与或]?)(?:N)率(?:为|是|达到|达|:)?()(\d+(?:\.\d+)?)%"),
    ]
});

/// The outcomes of a sentence, in which other figures were found.
pub(super) fn outcomes<'a>(sentence: &'a str, others: &[Found]) -> Vec<Found<'a>> {
    static OF_KIND: LazyLock<[Regex; 2]> =
        LazyLock::new(|| [ANYONE, OUTCOMES_OF_KIND].map(|text| Regex::new(text).expect("a valid pattern")));
    static CARRIED: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(OUTCOMES_OF_CARRIED).expect("a valid pattern"));
    let counted = |(at, _): (usize, &str)| sentence.as_bytes()[..at].last().is_some_and(u8::is_ascii_digit);
    let told = |subject: &str| others.iter().any(|figure| figure.subject == subject);
    let of_carried = CARRIED.is_match(sentence) && !told("received_new") && !told("outcome_total");
    if of_carried
        || OF_KIND[1].is_match(&OF_KIND[0].replace_all(sentence, ""))
        || !sentence.match_indices(['件', '宗', '份', '%']).any(counted)
        || PAPERS.iter().any(|word| sentence.contains(word))
    {
        return Vec::new();
    }
    let [counts, reversed, shares, rates] = &*PATTERNS;
    let mut found = Vec::new();
    let mut taken: Vec<Range<usize>> = Vec::new();
    for captures in counts.captures_iter(sentence) {
        taken.extend(captures.get(0).map(|whole| whole.range()));
        found.extend(named(sentence, &captures));
    }
    found.extend(shares.captures_iter(sentence).filter_map(|captures| named(sentence, &captures)));
    let rate =
        |captures| named(sentence, &captures).map(|rate| Found { subject: rate_of(rate.subject), ..rate });
    found.extend(rates.captures_iter(sentence).filter_map(rate));
    for captures in reversed.captures_iter(sentence) {
        let Some(number) = captures.get(1) else { continue };
        let end = captures.get(0).map_or(0, |whole| whole.end());
        let ends = sentence[end..].chars().next().is_none_or(|c| "、,)".contains(c));
        let reasoned = REASONS.iter().any(|word| in_clause(&sentence[..number.start()]).contains(word));
        if !ends || reasoned || taken.iter().any(|taken| taken.contains(&number.start())) {
            continue;
        }
        found.extend(subject(&captures).and_then(|subject| Found::new(sentence, number.range(), subject)));
    }
    found
}

/// What a rate is of: 予以公开率 may count what was disclosed in part as well.
fn rate_of(subject: &'static str) -> &'static str {
    if subject == "disclosed" { "disclosed_rate" } else { subject }
}

/// Which outcome was matched: their groups are the second ones of each pattern.
fn subject(captures: &Captures) -> Option<&'static str> {
    (0..OUTCOMES.len()).find(|index| captures.get(2 + index).is_some()).map(|index| OUTCOMES[index].0)
}

/// A text without the outcomes told at its end: "其中" of "其中予以公开37件、部分公开3件".
fn before_list(text: &str) -> &str {
    static TOLD: LazyLock<Regex> = LazyLock::new(|| {
        let names: Vec<&str> = OUTCOMES.iter().map(|(_, names)| *names).collect();
        let told = format!(
            r"[、及和与或]?(?:{})(?:的|类|政府信息|申请|有|为|:)*\d+[件宗份](?:\([^()]*\))?$",
            names.join("|")
        );
        Regex::new(&told).expect("a valid pattern")
    });
    let mut before = text;
    while let Some(told) = TOLD.find(before) {
        before = &before[..told.start()];
    }
    before
}

/// The number of an outcome named before it, where nothing but what all are called stands before.
fn named<'a>(sentence: &'a str, captures: &Captures) -> Option<Found<'a>> {
    static BEFORE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(&spelled(BEFORE_OUTCOMES)).expect("a valid pattern"));
    let (whole, of, number) =
        (captures.get(0)?, captures.get(OUTCOMES.len() + 2)?, captures.get(OUTCOMES.len() + 3)?);
    // "予以公开、部分公开3件" may tell of one or of both.
    let joined = captures.get(1).is_some_and(|mark| !mark.is_empty());
    let alone = !joined || sentence[..whole.start()].ends_with(ENDS);
    // "因不掌握信息无法提供61件" tells of one reason, and so may the clause before; "会议纪要予以公开3件" is of no application. What
    // stands before the first of a list stands before each.
    let before =
        in_clause(if joined { before_list(&sentence[..whole.start()]) } else { &sentence[..whole.start()] });
    let reasons = sentence[..whole.start()].rsplit(['。', ';', '、', '件', '%']).next().unwrap_or_default();
    let reasoned = REASONS.iter().any(|word| reasons.contains(word));
    let subject = subject(captures).filter(|_| alone && !reasoned && BEFORE.is_match(before))?;
    Found::new(sentence, number.range(), subject).map(|found| Found { whole: &sentence[of.range()], ..found })
}
