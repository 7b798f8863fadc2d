//! Title, agency, year and period: what the front of a report and its prose say of the report itself.

use super::items::bare;
use crate::normalize::{fold, is_han, is_space, vocabulary};
use chrono::{Datelike, NaiveDate};
use regex::Regex;
use std::sync::LazyLock;

/// What the title says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Title {
    /// As printed, joined where it was split over lines.
    pub(super) text: String,
    /// Agency, where printed.
    pub(super) agency: Option<String>,
    /// Year, where printed.
    pub(super) year: Option<i32>,
}

/// Lines at the front of a document among which a title is looked for.
const FRONT_LINES: usize = 200;

/// Lines a title may be split over.
const TITLE_LINES: usize = 4;

/// Finds the title among the front lines: of the runs of lines that read `… 政府信息公开 … 报告` the fullest.
///
/// Where they name several years, lists of the reports of other years stand there too. Then the title is of the first of
/// `years` that is among them, else of the year that stands nearest to the text.
pub(super) fn title(front: &[String], years: &[i32]) -> Option<Title> {
    let lines: Vec<String> =
        front.iter().map(|line| clean(line)).filter(|line| !line.is_empty()).take(FRONT_LINES).collect();
    let mut found: Vec<(u32, Title)> = (0..lines.len())
        .filter_map(|start| title_from(&lines[start..]))
        .map(|(score, _, title)| (score, title))
        .collect();
    let named: Vec<i32> = found.iter().filter_map(|(_, title)| title.year).collect();
    let year = years.iter().find(|year| named.contains(year)).or(named.last()).copied();
    found.retain(|(_, title)| title.year.is_none() || title.year == year);
    let fullest = found.iter().map(|(score, _)| *score).max()?;
    found.into_iter().find(|(score, _)| *score == fullest).map(|(_, title)| title)
}

/// The title that begins on the first of these lines: how much it says, how many more lines it takes, and itself.
fn title_from(lines: &[String]) -> Option<(u32, u32, Title)> {
    let mut joined = String::new();
    for (more, line) in (0u32..).zip(lines.iter().take(TITLE_LINES)) {
        joined.push_str(line);
        if let Some(title) = read_title(&joined) {
            return Some((fullness(&title, lines.first()?, more), more, title));
        }
    }
    None
}

/// The last full title among lines between two reports: where it begins and what it says. A title of the report
/// `above` is a running head there, or its signature over a title without agency.
pub(super) fn last_title(lines: &[String], above: Option<&Title>) -> Option<(usize, Title)> {
    let lines: Vec<String> = lines.iter().map(|line| clean(line)).collect();
    let found: Vec<(usize, u32, Title)> = (0..lines.len())
        .filter(|start| !lines[*start].is_empty())
        .filter_map(|start| {
            let (score, more, title) = title_from(&lines[start..])?;
            let body = title.agency.as_deref().is_some_and(is_body);
            let signed = body && above.is_some_and(|above| above.agency == title.agency);
            let whole = more == 0 || (body && !signed);
            (whole && (title.year.is_some() || body)).then_some((start, score, title))
        })
        .collect();
    let fresh = |title: &Title| above.is_none_or(|above| above.text != title.text);
    let any_fresh = found.iter().any(|(_, _, title)| fresh(title));
    let usable = || found.iter().filter(|(_, _, title)| !any_fresh || fresh(title));
    let (_, _, chosen) = usable().max_by_key(|(_, score, _)| *score)?;
    // A cover page prints the title once more.
    let (start, _, title) = usable().find(|(_, _, title)| title.text == chosen.text)?;
    Some((*start, title.clone()))
}

/// How much a title says: menus and breadcrumbs name neither year nor body, a title on one line is surer.
fn fullness(title: &Title, first_line: &str, more_lines: u32) -> u32 {
    let ended = title.agency.as_deref().is_some_and(is_body);
    // An agency on lines of its own must end like one, else it is a menu entry above the title.
    let begun = first_line.contains("信息公开") || first_line.ends_with(['年', '度']);
    let doubtful = more_lines > 0 && !ended && !begun;
    let agency = u32::from(title.agency.is_some() && !doubtful);
    20 * u32::from(title.year.is_some()) + 10 * agency + 10 * u32::from(ended) + 4 - more_lines.min(4)
}

/// Whether a name ends as names of bodies do.
fn is_body(name: &str) -> bool {
    static BODY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(
            r"(?:{ENDINGS}|政府|镇|乡|街道|地区|[省市县区州盟旗]|委|办|部|所|站|处|社|馆|库|公司|学校)(?:\(.*\))?$"
        ))
        .expect("a valid pattern")
    });
    BODY.is_match(name)
}

/// A line without Markdown marks, brackets of bookmarks and white space.
fn clean(line: &str) -> String {
    flat(&bare(line))
}

fn read_title(text: &str) -> Option<Title> {
    static TITLE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"^《?(?P<before>[\p{Han}○\d()\-、·.]{0,70}?)(?:政府|政务)?信息公开(?:工作)?(?P<between>[\p{Han}○\d()]{0,16}?)(?:年度报告|年报|报告)》?(?P<after>.*)$",
        )
        .expect("a valid pattern")
    });
    static YEAR: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\(?((?:20\d\d)|二[〇○0零O][〇○0零O一二][〇○0零O一二三四五六七八九])\s*年?度?\)?")
            .expect("a valid pattern")
    });
    // Days, and numbers of too many digits for a year: 20233年.
    static DAY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"20\d\d[-/.]\d{1,2}[-/.]\d{1,2}|20\d{3,}年?度?|\d{5,}年度?|[〇○零O一二三四五六七八九]{5,}年度?",
        )
        .expect("a valid pattern")
    });
    // What stands before the name in the box above an article.
    static NAMED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"^.*(?:[发公][布文开](?:机构|机关|单位)|责任单位|信息来源|来源|机构名称|公开范围|全部公开)",
        )
        .expect("a valid pattern")
    });
    // What is left of a year that is none: 203年.
    static GARBLED: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\d+年度?").expect("a valid pattern"));
    // Nearly no line has both.
    if !text.contains("信息公开") || !text.contains("报告") && !text.contains("年报") {
        return None;
    }
    let captures = TITLE.captures(text)?;
    let (before, between, after) = (&captures["before"], &captures["between"], &captures["after"]);
    // Behind a title stands nothing, a bracket, a site's name, or the text of a page that is one line.
    let goes_on =
        ["通知", "解读", "培训", "编制", "会议", "公告", "情况的", "工作的", "要求", "的", "，", ",", "。"];
    if !after.is_empty() && (after.len() < 120 || goes_on.iter().any(|word| after.starts_with(word))) {
        let bracket = after.starts_with(['(', '_', '-', '|', '>', '》']);
        let opening = "根据 依据 依照 按照 为 本报告 一、 目录 来源 发布 日期 时间 20 现将 如对";
        let again = before.len() >= 6 && before.is_char_boundary(6) && after.starts_with(&before[..6]);
        if !bracket && !again && !opening.split(' ').any(|word| after.starts_with(word)) {
            return None;
        }
    }
    if ["关于印发", "关于做好", "关于编制", "关于报送", "关于公布", "关于发布", "现公布", "要求编制"]
        .iter()
        .any(|word| before.contains(word))
    {
        return None;
    }
    let around = format!("{before}{between}{}", if after.starts_with("(20") { after } else { "" });
    let around = DAY.replace_all(&around, "");
    let year = YEAR.captures(&around).and_then(|captures| year_of(&captures[1]));
    let name = DAY.replace_all(before, "");
    let name = NAMED.replace(&name, "");
    let name = YEAR.replace_all(&name, "");
    let name = GARBLED.replace_all(&name, "");
    let name = name.trim_matches(|c: char| matches!(c, '-' | '、' | '.' | '·') || c.is_ascii_digit());
    let name = name
        .trim_end_matches("关于")
        .trim_end_matches('年')
        .trim_end_matches("年度")
        .trim_start_matches("年度");
    let name = name.strip_suffix("关于").unwrap_or(name);
    let printed_length = text.len() - after.len();
    let agency = (name.chars().filter(|c| is_han(*c)).count() >= 2 && !name.starts_with("关于"))
        .then(|| name.to_owned());
    Some(Title { text: text[..printed_length].to_owned(), agency, year })
}

/// 2024, 二〇二四.
fn year_of(text: &str) -> Option<i32> {
    let digits: String = text
        .chars()
        .filter_map(|c| match c {
            '〇' | '○' | '零' | 'O' => Some('0'),
            c if c.is_ascii_digit() => Some(c),
            c => "一二三四五六七八九"
                .chars()
                .position(|known| known == c)
                .and_then(|index| char::from_digit(index as u32 + 1, 10)),
        })
        .collect();
    digits.parse().ok().filter(|year| (2000..2100).contains(year))
}

/// The period that the prose states: 统计期限 … 1月1日 … 12月31日.
pub(super) fn period(prose: &str) -> Option<(NaiveDate, NaiveDate)> {
    static PERIOD: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(20\d\d)年(\d{1,2})月(\d{1,2})日?起?(?:至|到|-|~)+(?:(20\d\d)年)?(\d{1,2})月(\d{1,2})日")
            .expect("a valid pattern")
    });
    let captures = PERIOD.captures(prose)?;
    let part = |index: usize| captures.get(index).and_then(|part| part.as_str().parse::<u32>().ok());
    let start = NaiveDate::from_ymd_opt(part(1)? as i32, part(2)?, part(3)?)?;
    let end = NaiveDate::from_ymd_opt(part(4).or(part(1))? as i32, part(5)?, part(6)?)?;
    (start <= end).then_some((start, end))
}

/// Folded prose without white space, so that wrapped lines read as one.
pub(super) fn flat(text: &str) -> String {
    vocabulary(text.chars().map(fold).filter(|c| !is_space(*c)).collect())
}

/// The year where the title prints none: of the period, else the one in which the prose says most often that something was
/// done, if it is one.
pub(super) fn year(period: Option<(NaiveDate, NaiveDate)>, prose: &str) -> Option<i32> {
    static YEAR: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(20[12]\d)年").expect("a valid pattern"));
    if let Some((start, _)) = period {
        return Some(start.year());
    }
    let mut counts: std::collections::BTreeMap<i32, usize> = std::collections::BTreeMap::new();
    for captures in YEAR.captures_iter(prose) {
        let Some(whole) = captures.get(0) else { continue };
        let before = prose.get(..whole.start()).unwrap_or_default();
        let behind = prose.get(whole.end()..).unwrap_or_default();
        if let Ok(year) = captures[1].parse()
            && is_told_of(before, behind)
        {
            *counts.entry(year).or_default() += 1;
        }
    }
    let most = counts.values().max().copied()?;
    let mut years = counts.into_iter().filter(|(_, count)| *count == most).map(|(year, _)| year);
    years.next().filter(|_| years.next().is_none())
}

/// Whether what stands around a year lets it be the one reported on: no day, no other year that is compared, no law's, no plan's.
fn is_told_of(before: &str, behind: &str) -> bool {
    static OTHER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"^度?(?:\d|相比|相较|比较|同比|同期|[以之]?[前来后]|[起底初末]|[^,。;:]{0,8}(?:修订|修正|颁布|施行)|[^,。;:]{0,8}(?:公布|发布|印发|制定|出台)的|[^,。;:]{0,30}(?:相比|相较))",
        )
        .expect("a valid pattern")
    });
    static PLAN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^[^。;]{0,20}(?:将|拟|计划|打算|力争|争取|继续)").expect("a valid pattern")
    });
    const BEFORE: &[char] = &[
        '与', '和', '同', '较', '比', '跟', '自', '从', '至', '到', '于', '据', '照', '按', '《', '(', '〔',
        '[',
    ];
    let number = before.ends_with(|c: char| c.is_ascii_digit());
    !number && !before.ends_with(BEFORE) && !OTHER.is_match(behind) && !PLAN.is_match(behind)
}

/// Endings of the names of bodies that report.
const ENDINGS: &str = "人民政府办公室|人民政府办公厅|人民政府|管理委员会|街道办事处|地区办事处|办事处|委员会|管委会|办公室|办公厅|总队|支队|大队|中心|学院|大学|医院|局|厅|署|院";

/// The agency where the title prints none: from the sentence that names whom to ask, or who made the report.
pub(super) fn agency(prose: &str) -> Option<String> {
    static PATTERNS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
        [
            format!(r"(?:请与|请联系|请向)(\p{{Han}}{{2,40}}?(?:{ENDINGS}))(?:联系|咨询|反映|\(|,|办公室联系)"),
            format!(r"(?:本报告由|报告由)(\p{{Han}}{{2,40}}?(?:{ENDINGS}))(?:根据|依据|按照|编制|负责)"),
            format!(r"(?:^|[。;:]|年度报告|年报)(\p{{Han}}{{2,40}}?(?:{ENDINGS}))(?:根据|依据|按照)《中华人民共和国政府信息公开条例》"),
            format!(r"(?:公布|现将|编制)(\p{{Han}}{{2,40}}?(?:{ENDINGS}))(?:关于)?20\d\d年度?(?:政府)?信息公开"),
            format!(r"[。;:](\p{{Han}}{{2,30}}?(?:{ENDINGS}))20\d\d年\d{{1,2}}月\d{{1,2}}日(?:附件|$)"),
            format!(r"(?:编制单位|编制机关|发布机构|发布单位|公开机构|责任单位|信息来源|来源):(\p{{Han}}{{2,40}}?(?:{ENDINGS}))"),
            format!(r"20\d\d年(?:度|以来)?,(\p{{Han}}{{2,30}}?(?:{ENDINGS}))(?:,|按照|认真|坚持|深入|贯彻|严格|把|依照|依据|根据|紧紧|围绕|结合|全面|积极|持续|高度|始终|不断|在|以)"),
        ]
        .iter()
        .map(|pattern| Regex::new(pattern).expect("a valid pattern"))
        .collect()
    });
    PATTERNS.iter().find_map(|pattern| {
        // Lines are joined, so a title may stand before the name.
        let behind = |name: &str| name.rsplit("报告").next().unwrap_or(name).to_owned();
        pattern.captures_iter(prose).map(|captures| behind(&captures[1])).find(|name| is_name(name))
    })
}

/// Whether a name says which body it is: 区人民政府 or 我局 do not.
fn is_name(name: &str) -> bool {
    let vague = [
        "我",
        "本",
        "该",
        "各",
        "全",
        "区",
        "县",
        "镇",
        "乡",
        "街道",
        "市政府",
        "省政府",
        "市人民",
        "省人民",
        "上级",
        "有关",
        "相关",
    ];
    name.chars().count() >= 4 && !vague.iter().any(|word| name.starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::{agency, period, title, year};

    #[track_caller]
    fn case(lines: &[&str], agency: Option<&str>, year: Option<i32>) {
        let lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
        let read = title(&lines, &[]).expect("a title");
        assert_eq!((read.agency.as_deref(), read.year), (agency, year), "{lines:?}");
    }

    #[test]
    fn titles() {
        case(&["云岭县民政局2023年政府信息公开工作年度报告"], Some("云岭县民政局"), Some(2023));
        case(&["2023年度云岭县民政局政府信息公开年度报告"], Some("云岭县民政局"), Some(2023));
        case(&["云岭县民政局关于2023年度政府信息公开工作的年度报告"], Some("云岭县民政局"), Some(2023));
        case(&["云岭县大河地区2024年政府信息公开", "工作年度报告"], Some("云岭县大河地区"), Some(2024));
        case(&["云岭县民政局", "2022年政府信息公开工作年度报告"], Some("云岭县民政局"), Some(2022));
        case(&["", "2024年政府信息公开工作年度报告", "依据《条例》，编制本报告。"], None, Some(2024));
        case(&["## 云岭县民政局 2024 年政府信息公开工作年度报告 ##"], Some("云岭县民政局"), Some(2024));
        case(&["云岭县民政局二〇二一年政府信息公开工作年度报告"], Some("云岭县民政局"), Some(2021));
        case(&["云岭县民政局二〇一九年政府信息公开工作年度报告"], Some("云岭县民政局"), Some(2019));
        case(&["云岭县民政局二○二四年政府信息公开工作年度报告"], Some("云岭县民政局"), Some(2024));
        case(&["云岭县民政局", "二〇二〇年度政府信息公开", "工作年度报告"], Some("云岭县民政局"), Some(2020));
        case(&["云岭县民政局政府信息公开工作年度报告（2021年）"], Some("云岭县民政局"), Some(2021));
        case(
            &["云岭县民政局2021年政府信息公开工作年度报告根据《条例》编制本报告。一、总体情况"],
            Some("云岭县民政局"),
            Some(2021),
        );
        case(
            &["云岭县民政局2021年政府信息公开工作年度报告 云岭县民政局2021年扎实工作。"],
            Some("云岭县民政局"),
            Some(2021),
        );
        assert_eq!(title(&["关于做好2023年政府信息公开工作年度报告编制工作的通知".into()], &[]), None);
    }

    #[test]
    fn lists_of_other_years_and_the_box_above_an_article_are_no_title() {
        let list = |year: i32| format!("云岭县民政局{year}年政府信息公开工作年度报告 {}-01-20", year + 1);
        let lines = [list(2022), list(2024), "2023年政府信息公开工作年度报告".into()];
        let read = title(&lines, &[2021]).expect("a title");
        assert_eq!((read.agency, read.year), (None, Some(2023)));
        assert_eq!(title(&lines, &[2022]).expect("a title").year, Some(2022));
        case(&["生成日期 2024-01-20 公开范围 全部公开", "2023年政府信息公开工作年度报告"], None, Some(2023));
        case(&["发文机构 云岭县民政局", "2023年政府信息公开工作年度报告"], Some("云岭县民政局"), Some(2023));
    }

    #[test]
    fn the_prose_states_agency_and_period() {
        let named = |prose: &str| assert_eq!(agency(prose).as_deref(), Some("云岭县民政局"), "{prose}");
        named("来源:云岭县数据中心2023年年度报告云岭县民政局根据《中华人民共和国政府信息公开条例》编制。");
        named("二〇二三年政府信息公开工作年度报告云岭县民政局根据《中华人民共和国政府信息公开条例》编制。");
        named("来源:云岭县数据中心。现公布云岭县民政局2023年政府信息公开工作年度报告。");
        named("来源:云岭县数据中心。无其他事项。云岭县民政局2024年1月20日");
        assert_eq!(
            agency("如有疑问,请与云岭县青石镇人民政府联系(电话)").as_deref(),
            Some("云岭县青石镇人民政府")
        );
        assert_eq!(agency("2023年,我局认真落实。区国动办高度重视。"), None);
        let (start, end) = period("本报告统计期限自2023年1月1日起至2023年12月31日止").expect("a period");
        assert_eq!((start.to_string(), end.to_string()), ("2023-01-01".into(), "2023-12-31".into()));
    }

    #[test]
    fn a_year_of_a_comparison_a_law_a_day_or_a_plan_is_not_the_reports() {
        assert_eq!(year(None, "2023年,我局落实。2023年工作。2024年将改进。"), Some(2023));
        assert_eq!(year(None, "现公布云岭县民政局2023年度政府信息公开情况。较2022年增加。"), Some(2023));
        for other in [
            "与2022年相比,申请量增加两成。",
            "申请量比2022年增加。2022年同期为5件。",
            "根据2019年修订的《条例》编制。",
            "2019年新修订的《条例》施行。2019年国务院公布的《条例》。",
            "全年工作平稳。2024年,我局将继续深化公开。",
            "2024年1月20日。",
            "20233年政府信息公开工作年度报告",
            "2022年办理3件。2023年办理5件。",
        ] {
            assert_eq!(year(None, other), None, "{other}");
        }
    }

    #[test]
    fn a_number_of_too_many_digits_is_neither_year_nor_name() {
        case(&["云岭县民政局20233年政府信息公开工作年度报告"], Some("云岭县民政局"), None);
        case(&["云岭县民政局二〇二三三年政府信息公开工作年度报告"], Some("云岭县民政局"), None);
        case(&["云岭县民政局203年政府信息公开工作年度报告"], Some("云岭县民政局"), None);
        case(&["203年度云岭县民政局政府信息公开工作年度报告"], Some("云岭县民政局"), None);
        case(&["20240120云岭县民政局2023年政府信息公开工作年度报告"], Some("云岭县民政局"), Some(2023));
    }
}
