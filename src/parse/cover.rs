//! Agency, year and period where the title does not say them: what the front of a report and its prose say of the report.

use super::around::year_of;
use super::figures::numeral;
use crate::normalize::{fold, is_space, vocabulary};
use crate::report::Report;
use chrono::{Datelike, NaiveDate};
use regex::Regex;
use std::collections::HashSet;
use std::sync::LazyLock;

/// A period as the prose states it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Period {
    /// First and last day, `None` where the calendar has no such day.
    pub(super) days: [Option<NaiveDate>; 2],
    /// Its words, where they are said to be of the report's figures.
    pub(super) words: Option<String>,
}

/// The period that the prose states: 统计期限 … 1月1日 … 12月31日; else the first from one day to a later one.
pub(super) fn period(prose: &str) -> Option<Period> {
    const DAYS: &str = r"((20\d\d)[年.](\d{1,2})[月.](\d{1,2})日?起?,?(?:至|到|-|~)+(?:(20\d\d)[年.])?(\d{1,2})[月.](\d{1,2})日?)";
    static PERIODS: LazyLock<[Regex; 2]> = LazyLock::new(|| {
        let of_figures = r"(?:统计(?:期限|时限|时间|时段|周期|区间|数据)|(?:所列|各项|有关|本报告|统计)的?数据|数据的?(?:统计|起止|期限)|报告期)[^。;\d]{0,20}";
        [format!("{of_figures}{DAYS}"), DAYS.to_owned()]
            .map(|text| Regex::new(&text).expect("a valid pattern"))
    });
    let [of_figures, any] = &*PERIODS;
    let days = |captures: &regex::Captures| {
        let part = |index: usize| captures.get(index).and_then(|part| part.as_str().parse::<u32>().ok());
        let day = |year: usize, month, day| {
            NaiveDate::from_ymd_opt(part(year).or(part(2))? as i32, part(month)?, part(day)?)
        };
        [day(2, 3, 4), day(5, 6, 7)]
    };
    if let Some(captures) = of_figures.captures(prose) {
        return Some(Period { days: days(&captures), words: Some(captures[1].to_owned()) });
    }
    let days = days(&any.captures(prose)?);
    matches!(days, [Some(start), Some(end)] if start <= end).then_some(Period { days, words: None })
}

/// Folded prose without white space, so that wrapped lines read as one.
pub(super) fn flat(text: &str) -> String {
    numerals(vocabulary(text.chars().map(fold).filter(|c| !is_space(*c)).collect()))
}

/// Takes no year before the first reports by law or after the current one. Without tables an early one is left: it says that the
/// document is of no form.
pub(super) fn doubt_year(report: &mut Report) {
    const FIRST: i32 = 2008;
    let now = chrono::Local::now().year();
    let Some(year) = report.year.filter(|year| *year > now || *year < FIRST && !report.tables.is_empty())
    else {
        return;
    };
    report.year = None;
    let message = format!(
        "所写年度 {year} 不在 {FIRST}—{now} 之内，未采用 / the year printed, {year}, is not in {FIRST}–{now} and was not taken"
    );
    report.problem("year_missing", 0, message);
}

/// A title with the wide brackets that a line prints around the same words: it is read with narrow ones.
pub(super) fn as_printed<'a>(text: String, lines: impl Iterator<Item = &'a str>) -> String {
    static INNER: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"（([^（）()]{1,60})）").expect("a valid pattern"));
    if !text.contains('(') {
        return text;
    }
    let inner = |line: &'a str| INNER.captures_iter(line).map(|inner| flat(&inner[1])).collect::<Vec<_>>();
    let wide: HashSet<String> = lines.filter(|line| line.contains('（')).flat_map(inner).collect();
    wide.iter().fold(text, |text, inner| text.replace(&format!("({inner})"), &format!("（{inner}）")))
}

/// Years with the letter O for a zero: 二O二三年, 2O23年.
fn numerals(text: String) -> String {
    static YEAR: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?:二[oOοΟоО◯〇○零][oOοΟоО◯〇○零一二][oOοΟоО◯〇○零一二三四五六七八九]|2[oOοΟоО◯\d]{3})年",
        )
        .expect("a valid pattern")
    });
    const LIKE: &[char] = &['o', 'O', 'ο', 'Ο', 'о', 'О', '◯'];
    if !text.contains(LIKE) {
        return text;
    }
    let zero =
        |found: &regex::Captures| found[0].replace(LIKE, if found[0].starts_with('2') { "0" } else { "〇" });
    YEAR.replace_all(&text, zero).into_owned()
}

/// Folded prose with its days and years in digits: 二〇二三年十二月三十一日.
pub(super) fn dated(text: &str) -> String {
    static DAY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(二[〇○零][〇○零一二三四五六七八九]{2})(年)|([一二三四五六七八九十]{1,3})([月日])")
            .expect("a valid pattern")
    });
    let text = flat(text);
    if !text.contains(['〇', '○', '零']) {
        return text;
    }
    let digits = |found: &regex::Captures| {
        let year = found.get(1).and_then(|year| year_of(year.as_str())).map(|year| format!("{year}年"));
        let part = || Some(format!("{}{}", numeral(found.get(3)?.as_str())?, &found[4]));
        year.or_else(part).unwrap_or_else(|| found[0].to_owned())
    };
    DAY.replace_all(&text, digits).into_owned()
}

/// The year where the title prints none: of the period, else the one in which the prose says most often that something was
/// done, if it is one.
pub(super) fn year(period: Option<&Period>, prose: &str) -> Option<i32> {
    static YEAR: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(20[12]\d)年").expect("a valid pattern"));
    if let Some(start) = period.and_then(|period| period.days[0]) {
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
        '[', '-',
    ];
    let number = before.ends_with(|c: char| c.is_ascii_digit());
    !number && !before.ends_with(BEFORE) && !OTHER.is_match(behind) && !PLAN.is_match(behind)
}

/// Endings of the names of bodies that report.
pub(super) const ENDINGS: &str = "人民政府办公室|人民政府办公厅|人民政府|管理委员会|街道办事处|地区办事处|办事处|委员会|管委会|办公室|办公厅|总队|支队|大队|中心|学院|大学|医院|联合会|红十字会|协会|联合社|党校|档案馆|史志办|公司|集团|局|厅|署|院";

/// Whether a name ends as names of bodies do.
pub(super) fn is_body(name: &str) -> bool {
    static BODY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(
            r"(?:{ENDINGS}|政府|镇|乡|街道|地区|[省市县区州盟旗]|委|办|部|所|站|处|社|馆|库|校|台|海关|队|[大中小]学|幼儿园|工会|学会|苏木|园区|公署|监狱|[林农牧]场)(?:\(.*\))?$"
        ))
        .expect("a valid pattern")
    });
    BODY.is_match(name)
}

/// The agency where the title prints none: from the sentence that names whom to ask, who made the report, or what stands behind
/// words such as 发布机构 in one of the lines.
pub(super) fn agency<'a>(prose: &str, lines: impl Iterator<Item = &'a str>) -> Option<String> {
    static PATTERNS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
        [
            format!(r"(?:^|[,。;:])(\p{{Han}}{{2,40}}?(?:{ENDINGS}))编制(?:了?本|了)(?:年度)?报告"),
            format!(r"(?:请与|请联系|请向)(\p{{Han}}{{2,40}}?(?:{ENDINGS}))(?:联系|咨询|反映|\(|,|办公室联系)"),
            format!(r"(?:本报告由|报告由)(\p{{Han}}{{2,40}}?(?:{ENDINGS}))(?:根据|依据|按照|编制|负责)"),
            format!(r"(?:^|[。;:]|年度报告|年报)(\p{{Han}}{{2,40}}?(?:{ENDINGS}))(?:根据|依据|按照)《中华人民共和国政府信息公开条例》"),
            format!(r"(?:公布|现将|编制)(\p{{Han}}{{2,40}}?(?:{ENDINGS}))(?:关于)?20\d\d年度?(?:政府)?信息公开"),
            format!(r"[。;:](\p{{Han}}{{2,30}}?(?:{ENDINGS}))20\d\d年\d{{1,2}}月\d{{1,2}}日(?:附件|$)"),
            format!(r"20\d\d年(?:度|以来)?,(\p{{Han}}{{2,30}}?(?:{ENDINGS}))(?:,|按照|认真|坚持|深入|贯彻|严格|把|依照|依据|根据|紧紧|围绕|结合|全面|积极|持续|高度|始终|不断|在|以)"),
        ]
        .iter()
        .map(|pattern| Regex::new(pattern).expect("a valid pattern"))
        .collect()
    });
    // Lines are joined, so a title may stand before the name.
    let behind = |name: &str| name.rsplit("报告").next().unwrap_or(name).to_owned();
    let find = |pattern: &Regex| {
        pattern.captures_iter(prose).map(|captures| behind(&captures[1])).find(|name| is_name(name))
    };
    let (told, all) = PATTERNS.split_last().map(|(all, told)| (told, all))?;
    told.iter().find_map(find).or_else(|| labelled(lines)).or_else(|| find(all))
}

/// The name behind a word such as 发布机构 in a line, or after it.
fn labelled<'a>(lines: impl Iterator<Item = &'a str>) -> Option<String> {
    static LABEL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?:^|[\s|,。;:()])(?:(?:编制|[发公][布文开]|责任|联系)(?:机构|机关|单位)(?:名称)?\s*[:|\s]|(?:信息|文章|稿件|内容)?来源\s*[:|])[\s|]*(\p{Han}[\p{Han}()]{3,40})",
        )
        .expect("a valid pattern")
    });
    // What a page prints behind the name without a blank.
    static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\(?(?:发布|时间|日期|浏览|访问|阅读|字[号体]|点击|作者|责任|编辑|分享|打印|主题|生成|成文|文号).*$")
            .expect("a valid pattern")
    });
    let text: String = lines.flat_map(|line| line.chars().chain(['\n'])).map(fold).collect();
    let named = |captures: regex::Captures| BEHIND.replace(&captures[1], "").into_owned();
    LABEL.captures_iter(&text).map(named).find(|name| is_name(name) && is_body(name))
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

/// Puts years back that stand below the line that lacks them: tools print digits of a font that stand lower as a line of their own.
pub(super) fn put_years_back(lines: &mut Vec<String>) {
    for below in (1..lines.len()).rev() {
        let digits = lines[below].bytes().all(|byte| byte.is_ascii_digit());
        let year = digits && lines[below].len() == 4 && lines[below].starts_with("20");
        let above = &lines[below - 1];
        let lacking = ["年政府", "年度政府", "年信息公开"].iter().find_map(|word| above.find(word));
        let lacking = lacking.filter(|at| year && !above[..*at].ends_with(|c: char| c.is_ascii_digit()));
        if let Some(at) = lacking {
            let year = lines.remove(below);
            lines[below - 1].insert_str(at, &year);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{agency, period, year};

    #[test]
    fn years_with_letters_for_zeros() {
        let flat = super::flat;
        assert_eq!(flat("云岭县民政局二O二三年 年报"), "云岭县民政局二〇二三年年报");
        assert_eq!(flat("2O2O年 PDFO"), "2020年PDFO");
        assert_eq!(flat("二〇二三年OO"), "二〇二三年OO");
    }

    #[test]
    fn the_prose_states_agency_and_period() {
        let of = |prose: &str| agency(prose, std::iter::once(prose));
        let named = |prose: &str| assert_eq!(of(prose).as_deref(), Some("云岭县民政局"), "{prose}");
        named("来源:云岭县数据中心2023年年度报告云岭县民政局根据《中华人民共和国政府信息公开条例》编制。");
        named("二〇二三年政府信息公开工作年度报告云岭县民政局根据《中华人民共和国政府信息公开条例》编制。");
        named("来源:云岭县数据中心。现公布云岭县民政局2023年政府信息公开工作年度报告。");
        named("来源:云岭县数据中心。无其他事项。云岭县民政局2024年1月20日");
        assert_eq!(
            of("如有疑问,请与云岭县青石镇人民政府联系(电话)").as_deref(),
            Some("云岭县青石镇人民政府")
        );
        named("如有疑问,请与云岭县民政局联系(电话)。发布机构:云岭县数据中心");
        assert_eq!(of("2023年,我局认真落实。区国动办高度重视。"), None);
    }

    #[test]
    fn a_period_is_read_as_it_is_stated() {
        let case = |prose: &str, expected: &str, of_figures: bool| {
            let period = period(prose).expect("a period");
            let days = period.days.map(|day| day.map_or("none".to_owned(), |day| day.to_string()));
            assert_eq!((days.join(" ").as_str(), period.words.is_some()), (expected, of_figures), "{prose}");
        };
        case("本报告统计期限自2023年1月1日起至2023年12月31日止", "2023-01-01 2023-12-31", true);
        case("2023年3月1日至31日培训。统计时间为2023年1月1日至12月31日", "2023-01-01 2023-12-31", true);
        case("统计期限自2023年1月1日至12月32日", "2023-01-01 none", true);
        case("统计期限自2023年12月31日至2023年1月1日", "2023-12-31 2023-01-01", true);
        case("2023年3月1日至3月31日培训", "2023-03-01 2023-03-31", false);
        let words = super::dated("统计期限自二〇二三年一月一日起，至二○二三年十二月三十一日止");
        case(&words, "2023-01-01 2023-12-31", true);
        assert_eq!(super::dated("二〇二三年第三季度三十日内"), "2023年第三季度30日内");
        assert_eq!(super::dated("每月十日"), "每月十日");
        assert_eq!(period("2023年3月31日至3月1日培训"), None);
    }

    #[test]
    fn a_box_names_the_body() {
        let case = |lines: &[&str], name| {
            assert_eq!(agency("", lines.iter().copied()).as_deref(), name, "{lines:?}");
        };
        case(&["信息来源：云岭县公安局东山分局 发布时间：2024-01-20"], Some("云岭县公安局东山分局"));
        case(&["来源：云岭县司法局（行政复议局）发布日期：2024-01-20"], Some("云岭县司法局(行政复议局)"));
        case(&["发布机构", "国家税务总局云岭县税务局", "生成日期"], Some("国家税务总局云岭县税务局"));
        case(&["发布机构 云岭县残疾人联合会 发文日期 2024-01-22"], Some("云岭县残疾人联合会"));
        case(&["联系单位：云岭县史志办，联系电话：6210000"], Some("云岭县史志办"));
        case(&["来源：本站原创", "数据来源于各公开机构 云岭县网络平台"], None);
    }

    #[test]
    fn a_year_of_a_comparison_a_law_a_day_or_a_plan_is_not_the_reports() {
        assert_eq!(year(None, "2023年,我局落实。2023年工作。2024年将改进。"), Some(2023));
        assert_eq!(year(None, &super::dated("二〇二三年，我局落实。")), Some(2023));
        assert_eq!(year(None, "现公布云岭县民政局2023年度政府信息公开情况。较2022年增加。"), Some(2023));
        for other in [
            "与2022年相比,申请量增加两成。",
            "申请量比2022年增加。2022年同期为5件。",
            "根据2019年修订的《条例》编制。",
            "2019年新修订的《条例》施行。2019年国务院公布的《条例》。",
            "全年工作平稳。2024年,我局将继续深化公开。",
            "2024年1月20日。",
            "2022-2023年政府信息公开工作年度报告",
            "20233年政府信息公开工作年度报告",
            "2022年办理3件。2023年办理5件。",
        ] {
            assert_eq!(year(None, other), None, "{other}");
        }
    }
}
