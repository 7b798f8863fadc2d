//! Numbers that the prose states: what was received, answered, carried over, how it ended, in what shares, and the
//! parts of sums.
//!
//! It reads only wordings that leave no doubt; whether a figure is right is for `check` to say.

mod lists;
mod wordings;

use super::items::Item;
use super::sections::Place;
use crate::normalize::{fold, is_space};
use crate::report::NarrativeFigure;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;
use wordings::{
    DISPUTED, OTHER_BODIES, OTHER_TIMES, OTHER_WORK, OUTCOMES, PAPERS, PART_BEFORE, REASONS, Reach,
    SAME_TIMES, WORDINGS,
};

/// The sections that tell of the year's work.
const SECTIONS: std::ops::RangeInclusive<u8> = 1..=4;

/// A figure of a sentence.
struct Found<'a> {
    /// Where it stands in the sentence.
    at: Range<usize>,
    subject: &'static str,
    value: f64,
    /// Its digits.
    printed: &'a str,
    unit: &'a str,
}

/// Reads the figures of sections 1 to 4 of the report of a year, in reading order.
pub(super) fn figures(items: &[Item], places: &[Place], year: Option<i32>) -> Vec<NarrativeFigure> {
    let mut figures = Vec::new();
    for section in SECTIONS {
        let mut text = String::new();
        let mut lines: Vec<(usize, u32)> = Vec::new();
        for (item, _) in items.iter().zip(places).filter(|(_, place)| **place == Place::Prose(section)) {
            lines.push((text.len(), item.line));
            let folded: String = item.text().chars().map(fold).filter(|c| !is_space(*c)).collect();
            text.push_str(&ungrouped(&folded));
        }
        for (start, sentence) in sentences(&text) {
            for found in read(sentence, year) {
                let at = start + found.at.start;
                figures.push(NarrativeFigure {
                    section,
                    subject: found.subject.to_owned(),
                    value: found.value,
                    printed: found.printed.to_owned(),
                    unit: found.unit.to_owned(),
                    line: lines.iter().rev().find(|(offset, _)| *offset <= at).map_or(0, |at| at.1),
                });
            }
        }
    }
    figures
}

/// The text without separators of thousands, as in "1,551件".
fn ungrouped(text: &str) -> String {
    static GROUPED: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\d{1,3}(?:,\d{3})+[件条元]").expect("a valid pattern"));
    let grouped = |three: &[u8]| three[1] == b',' && three[0].is_ascii_digit() && three[2].is_ascii_digit();
    if !text.as_bytes().windows(3).any(grouped) {
        return text.to_owned();
    }
    GROUPED.replace_all(text, |found: &regex::Captures| found[0].replace(',', "")).into_owned()
}

/// Sentences with their offset; one that begins with 其中 belongs to the one before.
fn sentences(text: &str) -> Vec<(usize, &str)> {
    let mut sentences: Vec<Range<usize>> = Vec::new();
    let mut offset = 0;
    for sentence in text.split_inclusive(['。', ';']) {
        let range = offset..offset + sentence.len();
        offset = range.end;
        match sentences.last_mut() {
            Some(last) if sentence.starts_with("其中") => last.end = range.end,
            _ => sentences.push(range),
        }
    }
    sentences.into_iter().map(|range| (range.start, text[range].trim_end_matches(['。', ';']))).collect()
}

/// The figures of one sentence, in reading order.
fn read(sentence: &str, report: Option<i32>) -> Vec<Found<'_>> {
    let mut found = Vec::new();
    if !sentence.bytes().any(|b| b.is_ascii_digit()) && !sentence.contains(['未', '没']) {
        return found;
    }
    // 信访举报投诉类申请 is a row of the form.
    let work = sentence.replace("信访举报投诉", "");
    let of_others = OTHER_WORK.iter().any(|word| work.contains(word));
    if !of_others {
        found.extend(single(sentence));
        found.extend(outcomes(sentence));
    }
    if !found.is_empty() && of_parts(&work, report) {
        // How many bodies report is always of other bodies.
        found.retain(|figure| figure.subject == "reporting_units");
    } else {
        let behind: Vec<Found> = found.iter().flat_map(|figure| behind(sentence, figure)).collect();
        found.extend(behind);
    }
    found.sort_by_key(|figure| figure.at.start);
    found.extend(listed(sentence));
    found
}

/// Whether a sentence tells of a part of the body or of the year, of other bodies or of several years.
fn of_parts(sentence: &str, report: Option<i32>) -> bool {
    static TIMES: LazyLock<[Regex; 3]> = LazyLock::new(|| {
        [SAME_TIMES, OTHER_TIMES, r"(20\d\d)年"].map(|text| Regex::new(text).expect("a valid pattern"))
    });
    let [same, other, year] = &*TIMES;
    let rest = same.replace_all(sentence, "");
    let years = year.captures_iter(&rest).filter_map(|year| year[1].parse::<i32>().ok());
    let mut years: Vec<i32> = years.chain(report).collect();
    years.dedup();
    // "2022年收到9件,本年8件" is of two years as well.
    let several = years.len() > 1 || report.is_none() && !years.is_empty() && rest.contains(",本年");
    several || other.is_match(&rest) || OTHER_BODIES.iter().any(|word| sentence.contains(word))
}

/// What stands last in a text, behind its last comma.
fn in_clause(text: &str) -> &str {
    text.rsplit([',', '、', ':', '(']).next().unwrap_or(text)
}

/// Numbers by their wording.
fn single(sentence: &str) -> Vec<Found<'_>> {
    static PATTERNS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
        WORDINGS.iter().map(|wording| Regex::new(wording.pattern).expect("a valid pattern")).collect()
    });
    let head = sentence.split("其中").next().unwrap_or(sentence);
    let mut found = Vec::new();
    for (wording, pattern) in WORDINGS.iter().zip(PATTERNS.iter()) {
        let text = if wording.reach == Reach::Head { head } else { sentence };
        if !text.contains(wording.within) {
            continue;
        }
        for captures in pattern.captures_iter(text) {
            let Some(whole) = captures.get(0) else { continue };
            // Whose papers they are stands before: "以市政府名义印发".
            let clause = match wording.reach {
                Reach::Head => whole.start(),
                Reach::Sentence => text[..whole.start()].rfind([',', '、']).unwrap_or(0),
            };
            let before = in_clause(&text[..whole.start()]);
            let undone = wording.without.iter().any(|word| text[clause..whole.end()].contains(word))
                || PART_BEFORE.iter().any(|word| before.contains(word))
                || wording.subject == "penalty" && DISPUTED.iter().any(|word| text.contains(word));
            if undone {
                continue;
            }
            let Some(number) = captures.get(1) else {
                let denial =
                    Found { at: whole.range(), subject: wording.subject, value: 0.0, printed: "", unit: "" };
                found.push(denial);
                continue;
            };
            found.extend(Found::new(text, number.range(), wording.subject));
        }
    }
    found
}

/// Outcomes of applications: "予以公开37件", "7件予以公开".
fn outcomes(sentence: &str) -> Vec<Found<'_>> {
    static PATTERNS: LazyLock<[Regex; 2]> = LazyLock::new(|| {
        let names: Vec<String> = OUTCOMES.iter().map(|(_, names)| format!("({names})")).collect();
        let names = names.join("|");
        let pattern = |text: &str| Regex::new(&text.replace('N', &names)).expect("a valid pattern");
        [
            pattern(r"([、及和与或]?)(?:N)(?:的|类)?(?:政府信息)?(?:申请)?(?:的)?(?:有|为|:)?(\d+)[件宗份]"),
            pattern(r"(?:^|[^\d.])(\d+)[件宗份](?:为|属于|系)?(?:N)"),
        ]
    });
    let counted = |(at, _): (usize, &str)| sentence.as_bytes()[..at].last().is_some_and(u8::is_ascii_digit);
    if !sentence.match_indices(['件', '宗', '份']).any(counted)
        || PAPERS.iter().any(|word| sentence.contains(word))
    {
        return Vec::new();
    }
    let subject = |captures: &regex::Captures, first: usize| {
        let index = (0..OUTCOMES.len()).find(|index| captures.get(first + index).is_some())?;
        Some(OUTCOMES[index].0)
    };
    let mut found = Vec::new();
    let mut taken: Vec<Range<usize>> = Vec::new();
    for captures in PATTERNS[0].captures_iter(sentence) {
        let (Some(whole), Some(number)) = (captures.get(0), captures.get(OUTCOMES.len() + 2)) else {
            continue;
        };
        taken.push(whole.range());
        // "予以公开、部分公开3件" may tell of one or of both.
        let joined = captures.get(1).is_some_and(|mark| !mark.is_empty());
        let alone = !joined || sentence[..whole.start()].ends_with(['件', '宗', '份', ')', '%']);
        // "因不掌握信息无法提供61件" tells of one reason.
        let before = in_clause(&sentence[..whole.start()]);
        let reasoned = REASONS.iter().any(|word| before.contains(word));
        if let Some(subject) = subject(&captures, 2).filter(|_| alone && !reasoned) {
            found.extend(Found::new(sentence, number.range(), subject));
        }
    }
    for captures in PATTERNS[1].captures_iter(sentence) {
        let Some(number) = captures.get(1) else { continue };
        let end = captures.get(0).map_or(0, |whole| whole.end());
        let ends = sentence[end..].chars().next().is_none_or(|c| "、,)".contains(c));
        if !ends || taken.iter().any(|taken| taken.contains(&number.start())) {
            continue;
        }
        found.extend(subject(&captures, 2).and_then(|subject| Found::new(sentence, number.range(), subject)));
    }
    found
}

/// What stands right behind a figure: its share, or its growth against the year before.
fn behind<'a>(sentence: &'a str, figure: &Found) -> Vec<Found<'a>> {
    static SHARE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^[,(]?占[^,。;%\d约近超]{0,16}(\d+(?:\.\d+)?)%").expect("a valid pattern")
    });
    static GROWTH: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^[,(]?(?:较|比|同比|与)[^,。;\d约近超]{0,10}?(上升|增长|增加|增|下降|减少|降低|减)了?(\d+(?:\.\d+)?)(%|件|宗)")
            .expect("a valid pattern")
    });
    let end = figure.at.end + figure.unit.len();
    let Some(rest) = sentence.get(end..).filter(|_| !figure.printed.is_empty()) else { return Vec::new() };
    let mut found = Vec::new();
    if let Some(number) =
        SHARE.captures(rest).filter(|share| !share[0].contains("分别")).and_then(|captures| captures.get(1))
    {
        found.extend(Found::new(sentence, end + number.start()..end + number.end(), figure.subject));
    }
    if figure.subject == "received_new"
        && let Some(captures) = GROWTH.captures(rest)
        && let (Some(way), Some(number)) = (captures.get(1), captures.get(2))
    {
        let range = end + number.start()..end + number.end();
        let change = Found::new(sentence, range, "received_new.change");
        let sign = if way.as_str().starts_with(['上', '增']) { 1.0 } else { -1.0 };
        found.extend(change.map(|change| Found { value: change.value * sign, ..change }));
    }
    found
}

/// Wholes, each followed by its parts.
fn listed(sentence: &str) -> Vec<Found<'_>> {
    let mut found = Vec::new();
    for list in lists::lists(sentence) {
        let figures = [(list.whole, "list.whole")].into_iter();
        for ((at, digits), subject) in figures.chain(list.parts.into_iter().map(|part| (part, "list.part"))) {
            found.extend(Found::new(sentence, at..at + digits.len(), subject));
        }
    }
    found
}

impl<'a> Found<'a> {
    /// The number at a place of a sentence.
    fn new(sentence: &'a str, at: Range<usize>, subject: &'static str) -> Option<Self> {
        let printed = sentence.get(at.clone())?;
        let rest = sentence.get(at.end..)?;
        let unit = rest.chars().next().map_or("", |unit| &rest[..unit.len_utf8()]);
        Some(Found { at, subject, value: printed.parse().ok()?, printed, unit })
    }
}

#[cfg(test)]
mod tests {
    use super::{read, sentences};

    #[track_caller]
    fn case(text: &str, expected: &[(&str, f64)]) {
        let sentences = sentences(text);
        let found = sentences.iter().flat_map(|(_, sentence)| read(sentence, Some(2023)));
        let found: Vec<_> = found.map(|figure| (figure.subject, figure.value)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn figures_of_sentences() {
        case(
            "本年新收政府信息公开申请33件,上年结转2件,共答复31件,结转下年度继续办理4件。",
            &[("received_new", 33.0), ("carried_in", 2.0), ("outcome_total", 31.0), ("carried_out", 4.0)],
        );
        case(
            "因政府信息公开引发行政复议2件、行政诉讼1件。",
            &[("reconsideration", 2.0), ("litigation", 1.0)],
        );
        for text in [
            "应编制年报单位3个,实际编制3个。",
            "应编制年报单位5个,实际编制3个。",
            "编制年度报告的单位3家。",
            "共有3个单位编制年报。",
            "全县3个单位编制了年度报告。",
            "与上年相比,全县3个单位均已按时编制并公布了2022年度政府信息公开工作年度报告。",
            "今年共有3家单位公布了政府信息公开年度报告。",
            "本报告汇总了3家单位的数据。",
            "全县应发布年报的单位3家,已全部发布。",
            "全县应发布年报的单位4家,已发布3家。",
        ] {
            case(text, &[("reporting_units", 3.0)]);
        }
        case("全年收到依申请公开12件。", &[("received_new", 12.0)]);
        case("全年没有收到政府信息公开申请。", &[("received_new", 0.0)]);
        case(
            "未发生因政府信息公开引起的行政复议和行政诉讼。",
            &[("reconsideration", 0.0), ("litigation", 0.0)],
        );
    }

    #[test]
    fn doubtful_wordings_are_left_alone() {
        case("收到政府信息公开申请较上年增加5件。", &[]);
        for text in [
            "下属3个单位参加培训。",
            "上年3家单位。",
            "上年共有3家单位公布了政府信息公开年度报告。",
            "去年汇总了3家单位的数据。",
            "共有3个单位编制年报不规范。",
            "全县3个单位未编制年度报告。",
            "全县指导3个单位编制年度报告。",
            "共抽查3个单位的年报,其中3家单位公布了年度报告。",
            "汇总了3家单位的意见。",
            "全县应发布年报的单位3家。",
            "全县应发布年报的单位3家,尚未全部发布。",
            "编制年度报告的单位约30家。",
        ] {
            case(text, &[]);
        }
        case("收到申请9件,其中网上收到申请7件,信函收到申请2件。", &[("received_new", 9.0)]);
        case("受理申请类信访事项40件。", &[]);
        case("收到行政复议申请3件。", &[]);
        case("未发生因违反信息公开规定引起的行政复议。", &[]);
        case("未收到网上申请。", &[]);
        case("全市办理行政复议120件。", &[]);
        case("2022年收到政府信息公开申请9件。", &[]);
    }
}
