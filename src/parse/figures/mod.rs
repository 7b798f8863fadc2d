//! Numbers that the prose states: what was received, answered, carried over, how it ended, in what shares, and the
//! parts of sums.
//!
//! It reads only wordings that leave no doubt; whether a figure is right is for `check` to say.

mod applicants;
mod context;
mod disputes;
mod lists;
mod numerals;
mod outcomes;
mod reasons;
mod topic;
mod units;
mod wordings;

pub(super) use numerals::value as numeral;

use super::items::Item;
use super::sections::Place;
use crate::normalize::{fold, is_space};
use crate::report::NarrativeFigure;
use context::{
    OTHER_WORK, PART_BEFORE, counts_others, in_clause, is_of_letters, is_of_others, is_of_some, of_another,
    of_parts,
};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;
use topic::{Topic, tells_of_applications, tells_of_letters, tells_of_matters};
use wordings::{Reach, WORDINGS, Wording};

/// Quotes, which part no words.
const QUOTES: [char; 8] = ['“', '”', '"', '‘', '’', '「', '」', '＂'];
/// The sections that tell of the year's work; what stands before them is 0.
const SECTIONS: std::ops::RangeInclusive<u8> = 0..=4;

/// A figure of a sentence.
struct Found<'a> {
    /// Where it stands in the sentence.
    at: Range<usize>,
    subject: &'static str,
    value: f64,
    /// Its digits.
    printed: &'a str,
    unit: &'a str,
    /// What a share says that it is of.
    whole: &'a str,
}

/// Where a sentence stands.
#[derive(Clone, Copy, Debug, Default)]
struct Stand {
    section: u8,
    /// What the sentences before it tell of.
    topic: Topic,
    /// Whether the clause before it tells how many natural persons applied.
    applicants: bool,
}

/// Whose figures are read, and of which year.
#[derive(Clone, Copy)]
pub(super) struct Whose<'a> {
    /// The body's name, empty where none is known.
    pub(super) agency: &'a str,
    /// The year of the report.
    pub(super) year: Option<i32>,
}

/// Reads the figures of sections 1 to 4 of a report, in reading order; before them, how many units report.
pub(super) fn figures(items: &[Item], places: &[Place], whose: Whose) -> Vec<NarrativeFigure> {
    let mut figures = Vec::new();
    for section in SECTIONS {
        let mut text = String::new();
        let mut lines: Vec<(usize, u32)> = Vec::new();
        let own = if section == 0 { Place::Front } else { Place::Prose(section) };
        for (item, _) in items.iter().zip(places).filter(|(_, place)| **place == own) {
            lines.push((text.len(), item.line));
            let printed = |c: &char| !is_space(*c) && !QUOTES.contains(c);
            let folded: String = item.text().chars().map(fold).filter(printed).collect();
            text.push_str(&numerals::in_digits(&ungrouped(&folded)));
        }
        for (start, found) in told(&text, section, whose) {
            if section == 0 && found.subject != "reporting_units" {
                continue;
            }
            let at = start + found.at.start;
            figures.push(NarrativeFigure {
                section,
                subject: found.subject.to_owned(),
                value: found.value,
                printed: found.printed.to_owned(),
                unit: found.unit.to_owned(),
                whole: found.whole.to_owned(),
                line: lines.iter().rev().find(|(offset, _)| *offset <= at).map_or(0, |at| at.1),
            });
        }
    }
    figures
}

/// The figures of a text, each with the offset of its sentence: those of its clauses between semicolons, then its lists.
fn told<'a>(text: &'a str, section: u8, whose: Whose) -> Vec<(usize, Found<'a>)> {
    let mut told = Vec::new();
    let mut stand = Stand { section, ..Stand::default() };
    for (start, sentence) in sentences(text, '。') {
        stand.applicants = false;
        for (at, clause) in sentences(sentence, ';') {
            let heading = topic::heading(clause);
            stand.topic = stand.topic.behind(&clause[..heading]);
            let found = read(&clause[heading..], whose, stand);
            stand.applicants = found.iter().any(|figure| figure.subject == "natural_person");
            told.extend(found.into_iter().map(|found| (start + at + heading, found)));
            stand.topic = stand.topic.behind(&clause[heading..]);
        }
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
            Some(last) if sentence.starts_with("其中") || lists::is_of_channels(sentence) => {
                last.end = range.end;
            }
            _ => sentences.push(range),
        }
    }
    sentences.into_iter().map(|range| (range.start, text[range].trim_end_matches(['。', ';']))).collect()
}

/// The figures of one sentence, in reading order.
fn read<'a>(sentence: &'a str, whose: Whose, stand: Stand) -> Vec<Found<'a>> {
    let mut found = Vec::new();
    if !sentence.bytes().any(|b| b.is_ascii_digit()) && !sentence.contains(['未', '没', '无', '零']) {
        return found;
    }
    // Both are rows of the form.
    let work = sentence.replace("信访举报投诉", "").replace("本机关不掌握", "不掌握");
    let of_others = OTHER_WORK.iter().any(|word| work.contains(word));
    if !of_others {
        found.extend(single(sentence, whose.agency, stand));
        let mut disputes = disputes::plain(sentence, stand, whose.agency);
        disputes.retain(|dispute| !found.iter().any(|known| known.subject == dispute.subject));
        found.extend(disputes);
        let head = sentence.split("其中").next().unwrap_or(sentence);
        // Records of licences are disclosed too, letters are answered; a sentence that names neither is of what was told before.
        let of_applications = tells_of_applications(sentence)
            || stand.section != 2 && stand.topic != Topic::Other && !tells_of_matters(head);
        if of_applications && !tells_of_letters(head) {
            found.extend(outcomes::outcomes(sentence, &found));
            found.extend(reasons::reasons(sentence, stand));
            found.extend(applicants::applicants(sentence, &found, stand));
        }
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

/// Numbers by their wording.
fn single<'a>(sentence: &'a str, agency: &str, stand: Stand) -> Vec<Found<'a>> {
    static PATTERNS: LazyLock<Vec<(&Wording, Regex)>> = LazyLock::new(|| {
        let wordings = [WORDINGS, disputes::DISPUTES, units::UNITS];
        let pattern =
            |it: &'static Wording| (it, Regex::new(&wordings::spelled(it.pattern)).expect("a valid pattern"));
        wordings.into_iter().flatten().map(pattern).collect()
    });
    let head = sentence.split("其中").next().unwrap_or(sentence);
    let mut found: Vec<Found> = Vec::new();
    // Where one number of a kind is of a part, so may the others be.
    let mut in_parts: Vec<&str> = Vec::new();
    for (wording, pattern) in PATTERNS.iter() {
        let text = if wording.reach == Reach::Head { head } else { sentence };
        let within =
            text.contains(wording.within) && (wording.within != "申请" || tells_of_applications(text));
        let topical = wording.reach == Reach::Topic && stand.topic.behind(text) == Topic::Applications;
        if !within && !topical {
            continue;
        }
        for captures in pattern.captures_iter(text) {
            let Some(whole) = captures.get(0) else { continue };
            let start = whole.end() - whole.as_str().trim_start_matches([',', '、', ':', '(']).len();
            // Whose papers they are stands before: "以市政府名义印发".
            let clause = match wording.reach {
                Reach::Head | Reach::Topic => start,
                Reach::Sentence => text[..start].rfind([',', '、']).unwrap_or(0),
            };
            let before = in_clause(&text[..start]);
            if PART_BEFORE.iter().any(|word| before.contains(word)) {
                in_parts.push(wording.subject);
            }
            let units = wording.subject == "reporting_units";
            let undone = wording.without.iter().any(|word| text[clause..whole.end()].contains(word))
                || !units && of_another(before, agency)
                || is_of_others(wording.subject, &text[..whole.end()], start)
                || is_of_letters(wording.subject, text, start..whole.end(), agency)
                || counts_others(wording.subject, &sentence[whole.end()..])
                // "发生行政诉讼20件,涉及信息公开3件": what is not named so is of all kinds.
                || !text[..whole.end()].contains(wording.within) && wording.reach == Reach::Head && wording.within == "信息公开"
                || wording.reach == Reach::Topic && is_of_some(text, head.len(), start);
            let number = captures.get(1).map(|number| number.range());
            let at = number.clone().unwrap_or(whole.range());
            if undone || found.iter().any(|known| known.subject == wording.subject && known.at == at) {
                continue;
            }
            match number {
                Some(number) => found.extend(Found::new(text, number, wording.subject)),
                None => found.push(Found {
                    at,
                    subject: wording.subject,
                    value: 0.0,
                    printed: "",
                    unit: "",
                    whole: "",
                }),
            }
        }
    }
    found.retain(|figure| !in_parts.contains(&figure.subject));
    found
}

/// What stands right behind a figure: its share, or its growth against the year before.
fn behind<'a>(sentence: &'a str, figure: &Found) -> Vec<Found<'a>> {
    static SHARE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^[,(]?占([^,。;%\d约近超]{0,16})(\d+(?:\.\d+)?)%").expect("a valid pattern")
    });
    static GROWTH: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^[,(]?(?:较|比|同比|与)[^,。;\d约近超]{0,10}?(上升|增长|增加|增|下降|减少|降低|减)了?(\d+(?:\.\d+)?)(%|件|宗)")
            .expect("a valid pattern")
    });
    let end = figure.at.end + figure.unit.len();
    let Some(rest) = sentence.get(end..).filter(|_| !figure.printed.is_empty()) else { return Vec::new() };
    let mut found = Vec::new();
    // "占无法提供的80%" is of one outcome, "占全市申请的12%" of others' applications.
    let of_all = |share: &regex::Captures| {
        !["分别", "予", "无法", "其他", "部分", "市", "县", "区", "省", "系统"]
            .iter()
            .any(|word| share[0].contains(word))
    };
    if let Some(captures) = SHARE.captures(rest).filter(of_all)
        && let (Some(whole), Some(number)) = (captures.get(1), captures.get(2))
    {
        let share = Found::new(sentence, end + number.start()..end + number.end(), figure.subject);
        let whole = &sentence[end + whole.start()..end + whole.end()];
        found.extend(share.map(|share| Found { whole, ..share }));
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
        Some(Found { at, subject, value: printed.parse().ok()?, printed, unit, whole: "" })
    }
}

#[cfg(test)]
mod tests {
    use super::{Whose, told};

    #[track_caller]
    fn case(text: &str, expected: &[(&str, f64)]) {
        let whose = Whose { agency: "云岭县人民政府", year: Some(2023) };
        let found: Vec<_> = told(text, 1, whose).iter().map(|(_, it)| (it.subject, it.value)).collect();
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
            "根据全区3个单位报送的年度报告汇总编制。",
            "本报告由区政府办公室根据3家单位报送的2023年度政府信息公开工作年度报告,汇总编制而成。",
            "综合全县3个单位的年度报告数据编制本报告。",
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
            "根据3个单位报送的线索编制。",
            "根据上年3个单位报送的年度报告汇总编制。",
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
