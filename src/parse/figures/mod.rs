//! Numbers that the prose states: what was received, answered, carried over, how it ended, in what shares, and the
//! parts of sums.
//!
//! It reads only wordings that leave no doubt; whether a figure is right is for `check` to say.

mod context;
mod lists;
mod outcomes;
mod wordings;

use super::items::Item;
use super::sections::Place;
use crate::normalize::{fold, is_space};
use crate::report::NarrativeFigure;
use context::{
    BODIES, DISPUTED, DISPUTES_BEFORE, GOVERNMENTS, OF_GOVERNMENTS, OTHER_BODIES, OTHER_TIMES, OTHER_WORK,
    PART_BEFORE, SAME_TIMES,
};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;
use wordings::{Reach, WORDINGS, Wording};

/// Quotes, which part no words.
const QUOTES: [char; 8] = ['“', '”', '"', '‘', '’', '「', '」', '＂'];
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

/// Whose figures are read, and of which year.
#[derive(Clone, Copy)]
pub(super) struct Whose<'a> {
    /// The body's name, empty where none is known.
    pub(super) agency: &'a str,
    /// The year of the report.
    pub(super) year: Option<i32>,
}

/// Reads the figures of sections 1 to 4 of a report, in reading order.
pub(super) fn figures(items: &[Item], places: &[Place], whose: Whose) -> Vec<NarrativeFigure> {
    let mut figures = Vec::new();
    for section in SECTIONS {
        let mut text = String::new();
        let mut lines: Vec<(usize, u32)> = Vec::new();
        for (item, _) in items.iter().zip(places).filter(|(_, place)| **place == Place::Prose(section)) {
            lines.push((text.len(), item.line));
            let printed = |c: &char| !is_space(*c) && !QUOTES.contains(c);
            let folded: String = item.text().chars().map(fold).filter(printed).collect();
            text.push_str(&ungrouped(&folded));
        }
        for (start, found) in told(&text, whose) {
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
    figures
}

/// The figures of a text, each with the offset of its sentence: those of its clauses between semicolons, then its lists.
fn told<'a>(text: &'a str, whose: Whose) -> Vec<(usize, Found<'a>)> {
    let mut told = Vec::new();
    for (start, sentence) in sentences(text, '。') {
        let clauses = sentences(sentence, ';').into_iter();
        told.extend(
            clauses.flat_map(|(at, clause)| {
                read(clause, whose).into_iter().map(move |found| (start + at, found))
            }),
        );
        told.extend(listed(sentence).into_iter().map(|found| (start, found)));
    }
    told
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

/// What a sign ends, with its offset; what begins with 其中 belongs to what stands before.
fn sentences(text: &str, end: char) -> Vec<(usize, &str)> {
    let mut sentences: Vec<Range<usize>> = Vec::new();
    let mut offset = 0;
    for sentence in text.split_inclusive(end) {
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
fn read<'a>(sentence: &'a str, whose: Whose) -> Vec<Found<'a>> {
    let mut found = Vec::new();
    if !sentence.bytes().any(|b| b.is_ascii_digit()) && !sentence.contains(['未', '没', '无', '零']) {
        return found;
    }
    // 信访举报投诉类申请 is a row of the form.
    let work = sentence.replace("信访举报投诉", "");
    let of_others = OTHER_WORK.iter().any(|word| work.contains(word));
    if !of_others {
        found.extend(single(sentence, whose.agency));
        found.extend(outcomes::outcomes(sentence, &found));
    }
    if !found.is_empty() && of_parts(&work, whose.year) {
        // How many bodies report is always of other bodies.
        found.retain(|figure| figure.subject == "reporting_units");
    } else {
        let behind: Vec<Found> = found.iter().flat_map(|figure| behind(sentence, figure)).collect();
        found.extend(behind);
    }
    found.sort_by_key(|figure| figure.at.start);
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
    text.rsplit(['。', ';', ',', '、', ':', '(']).next().unwrap_or(text)
}

/// Whether a clause names another body than the one of this name.
fn of_another(clause: &str, agency: &str) -> bool {
    static OF_GOVERNMENT: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(OF_GOVERNMENTS).expect("a valid pattern"));
    BODIES.iter().any(|body| clause.contains(body) && !agency.contains(body))
        || !GOVERNMENTS.iter().any(|word| agency.contains(word)) && OF_GOVERNMENT.is_match(clause)
}

/// Numbers by their wording.
fn single<'a>(sentence: &'a str, agency: &str) -> Vec<Found<'a>> {
    static PATTERNS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
        WORDINGS
            .iter()
            .map(|it| Regex::new(&wordings::spelled(it.pattern)).expect("a valid pattern"))
            .collect()
    });
    let head = sentence.split("其中").next().unwrap_or(sentence);
    let mut found = Vec::new();
    // Where one number of a kind is of a part, so may the others be.
    let mut in_parts: Vec<&str> = Vec::new();
    for (wording, pattern) in WORDINGS.iter().zip(PATTERNS.iter()) {
        let text = if wording.reach == Reach::Head { head } else { sentence };
        if !text.contains(wording.within) {
            continue;
        }
        for captures in pattern.captures_iter(text) {
            let Some(whole) = captures.get(0) else { continue };
            let start = whole.end() - whole.as_str().trim_start_matches([',', '、', ':', '(']).len();
            // Whose papers they are stands before: "以市政府名义印发".
            let clause = match wording.reach {
                Reach::Head => start,
                Reach::Sentence => text[..start].rfind([',', '、']).unwrap_or(0),
            };
            let before = in_clause(&text[..start]);
            if PART_BEFORE.iter().any(|word| before.contains(word)) {
                in_parts.push(wording.subject);
            }
            let units = wording.subject == "reporting_units";
            let undone = wording.without.iter().any(|word| text[clause..whole.end()].contains(word))
                || !units && of_another(before, agency)
                || is_of_others(wording, &text[..whole.end()], start);
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
    found.retain(|figure| !in_parts.contains(&figure.subject));
    found
}

/// Whether a dispute is one of some only, or a penalty one of another list or in dispute, by what stands before.
fn is_of_others(wording: &Wording, text: &str, at: usize) -> bool {
    let before = &text[..at];
    match wording.subject {
        "reconsideration" | "litigation" => {
            let joined = before.trim_end_matches(['、', '和', '及', '与', '或', '以']);
            let both = joined.len() < before.len()
                && ["行政复议", "复议案件"].iter().any(|word| joined.ends_with(word));
            both || DISPUTES_BEFORE.iter().any(|word| before.contains(word))
        }
        // "查处违法案件52起,其中行政处罚40起": penalties of those.
        "penalty" => {
            DISPUTED.iter().any(|word| text.contains(word))
                || text.split_once("其中").is_some_and(|(whole, _)| whole.contains('案'))
        }
        _ => false,
    }
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
    use super::{Whose, told};

    #[track_caller]
    fn case(text: &str, expected: &[(&str, f64)]) {
        let whose = Whose { agency: "云岭县人民政府", year: Some(2023) };
        let found: Vec<_> = told(text, whose).iter().map(|(_, it)| (it.subject, it.value)).collect();
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
