//! The title of a report among the front lines of its document, with the body and the year that it names.

use super::around::{
    body_alone, body_behind, body_right_behind, end_behind, ends, goes_on, once_only, unmarked, whole,
    without_mark, without_site, year_of,
};
use super::cover::{flat, is_body, put_years_back};
use super::items::bare;
use crate::normalize::is_han;
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

impl Title {
    /// Whether it says the year or whose it is.
    pub(super) fn names_anything(&self) -> bool {
        self.year.is_some() || self.agency.as_deref().is_some_and(is_body)
    }
}

/// Lines at the front of a document among which a title is looked for.
const FRONT_LINES: usize = 200;

/// Characters of a title that may stand before 信息公开.
const LONGEST_BEFORE: usize = 70;

/// Lines a title may be split over.
const TITLE_LINES: usize = 4;

/// Finds the title among the front lines: of the runs of lines that read `… 政府信息公开 … 报告` the fullest.
///
/// Where they name several years, lists of the reports of other years stand there too. Then the title is of the first of
/// `years` that is among them, else of the year that stands nearest to the text. Where they name several bodies, lists of
/// the reports of others do: then it is that of the `page`'s own title, else the nearest to the text.
pub(super) fn title(front: &[String], years: &[i32], page: Option<&Title>) -> Option<Title> {
    let mut lines: Vec<String> =
        front.iter().map(|line| clean(line)).filter(|line| !line.is_empty()).take(FRONT_LINES).collect();
    put_years_back(&mut lines);
    let mut found: Vec<(u32, Title)> = (0..lines.len())
        .filter_map(|start| title_from(&lines[start..]).map(|found| (start, found)))
        .map(|(start, (score, _, title))| (score, whole(title, &lines, start)))
        .collect();
    let named: Vec<i32> = found.iter().filter_map(|(_, title)| title.year).collect();
    let year = years.iter().find(|year| named.contains(year)).or(named.last()).copied();
    found.retain(|(_, title)| title.year.is_none() || title.year == year);
    let fullest = found.iter().map(|(score, _)| *score).max()?;
    let mut fullest: Vec<Title> =
        found.into_iter().filter(|(score, _)| *score == fullest).map(|(_, title)| title).collect();
    let own = page.and_then(|page| {
        fullest.iter().position(|title| title.agency.is_some() && title.agency == page.agency)
    });
    let others = fullest.iter().any(|title| names_another(title, fullest.first()));
    let chosen = if others { own.unwrap_or(fullest.len() - 1) } else { 0 };
    Some(fullest.swap_remove(chosen))
}

/// Whether two titles name bodies of which neither is the other's short name.
fn names_another(title: &Title, first: Option<&Title>) -> bool {
    let names = title.agency.as_deref().zip(first.and_then(|first| first.agency.as_deref()));
    names.is_some_and(|(one, other)| !one.contains(other) && !other.contains(one))
}

/// The title that begins on the first of these lines: how much it says, how many more lines it takes, and itself.
fn title_from(lines: &[String]) -> Option<(u32, u32, Title)> {
    let mut joined = String::new();
    for (more, line) in (0u32..).zip(lines.iter().take(TITLE_LINES)) {
        joined.push_str(line);
        if let Some(mut title) = read_title(&joined).filter(|_| !goes_on(lines.get(more as usize + 1))) {
            let behind = |lines_on: usize| lines.get(more as usize + lines_on).map(String::as_str);
            if title.year.is_none() && title.agency.as_deref().is_some_and(is_body) {
                title.year = behind(1).and_then(year_alone);
            } else if title.agency.is_none() {
                // A title, a body and a year on a line each, in this order or the year before the body.
                let alone = behind(1).and_then(year_alone).filter(|_| title.year.is_none());
                title.year = title.year.or(alone);
                let body = 1 + usize::from(alone.is_some());
                let year = title.year.or_else(|| behind(body + 1)?.strip_suffix('年').and_then(year_of));
                title.agency = behind(body).filter(|_| year.is_some()).and_then(body_alone);
                title.year = title.agency.as_ref().and(year).or(title.year);
            }
            return Some((fullness(&title, lines.first()?, more), more, title));
        }
    }
    None
}

/// The year of a line that holds nothing else, in brackets.
fn year_alone(line: &str) -> Option<i32> {
    let inside = line.strip_prefix('(')?.strip_suffix(')')?;
    year_of(inside.trim_end_matches('度').trim_end_matches('年'))
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

/// A line without Markdown marks, brackets of bookmarks and white space.
fn clean(line: &str) -> String {
    flat(&bare(line))
}

fn read_title(text: &str) -> Option<Title> {
    static TITLE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"^《?(?P<before>[\p{Han}○\d()\-、·.“”]*?)《?(?:(?:政府|政务)?信息(?:主动|依申请)?公开(?:工作)?|政府信息(?:与|和|及)政务公开(?:工作)?|政务公开工作)(?P<between>[\p{Han}○\d()]{0,16}?)(?:年度报告|年报|报告)》?(?P<after>.*)$",
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
            r"20\d\d[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}月(?:\d{1,2}日)?[-至]\d{1,2}月(?:\d{1,2}日)?|\d{1,2}[-至]\d{1,2}月|20\d{3,}年?度?|\d{5,}年度?|[〇○零O一二三四五六七八九]{5,}年度?",
        )
        .expect("a valid pattern")
    });
    // What stands before the name in the box above an article.
    static NAMED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"^.*(?:[发公][布文开](?:机构|机关|单位)|责任单位|信息来源|来源|机构名称|公开范围|全部公开|标题|题名|名称)",
        )
        .expect("a valid pattern")
    });
    // What a site writes before a title: 【年度报告】.
    static LABEL: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^\([^()]{1,8}\)").expect("a valid pattern"));
    // What is left of a year that is none: 203年.
    static GARBLED: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\d+年度?").expect("a valid pattern"));
    // Years that a report of several speaks of.
    static SEVERAL: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"20\d\d年?(?:-|至|、|和|及)20\d\d").expect("a valid pattern"));
    // What else is reported on: 2023年党务公开和政府信息公开工作年度报告.
    static BESIDE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:(?:党务|政务|主动|依申请)公开|法治政府建设)(?:和|与|及|暨)$")
            .expect("a valid pattern")
    });
    // Nearly no line has both.
    let opens =
        ["信息公开", "信息主动公开", "信息依申请公开", "政务公开"].iter().any(|word| text.contains(word));
    if !opens || !text.contains("报告") && !text.contains("年报") {
        return None;
    }
    let text = unmarked(text);
    let captures = TITLE.captures(&text)?;
    let (before, between, after) = (&captures["before"], &captures["between"], &captures["after"]);
    // Counted here: a bound in the pattern costs many times the search.
    if before.chars().nth(LONGEST_BEFORE).is_some() {
        return None;
    }
    // Behind a title stands nothing, a bracket, a site's name, or the text of a page that is one line.
    let goes_on = [
        "通知",
        "解读",
        "培训",
        "编制",
        "会议",
        "公告",
        "格式",
        "情况的",
        "工作的",
        "要求",
        "的",
        "，",
        ",",
        "。",
    ];
    let handed_over = before.contains("关于报送") && after == "的报告";
    let announced = handed_over || ends(after);
    if !announced
        && !after.is_empty()
        && (after.len() < 120 || goes_on.iter().any(|word| after.starts_with(word)))
    {
        let bracket = after.starts_with(['(', '_', '-', '|', '>', '》']);
        let opening = "根据 依据 依照 按照 为 本报告 一、 目录 来源 发布 日期 时间 20 现将 如对";
        let again = before.len() >= 6 && before.is_char_boundary(6) && after.starts_with(&before[..6]);
        let named = body_right_behind(before, after).is_some();
        if !bracket && !again && !named && !opening.split(' ').any(|word| after.starts_with(word)) {
            return None;
        }
    }
    let orders = ["关于印发", "关于做好", "关于编制", "关于报送", "现公布", "要求编制"];
    let publishes = ["关于公布", "关于发布", "关于报送"];
    if !handed_over && orders.iter().any(|word| before.contains(word))
        || !announced && publishes.iter().any(|word| before.contains(word))
    {
        return None;
    }
    let around = format!("{before}{between}{}", if after.starts_with("(20") { after } else { "" });
    let around = DAY.replace_all(&around, "");
    let year = YEAR.captures(&around).filter(|_| !SEVERAL.is_match(&around));
    let year = year.and_then(|captures| year_of(&captures[1]));
    // Behind the title of a list or a column, that of the report.
    if year.is_none()
        && let Some(title) = read_title(after).filter(|title| title.year.is_some() && title.agency.is_some())
    {
        return Some(title);
    }
    let name = DAY.replace_all(before, "");
    let name = NAMED.replace(&name, "");
    let name = publishes.iter().fold(name.into_owned(), |name, word| name.replace(word, ""));
    let name = match LABEL.replace(&name, "") {
        rest if rest.chars().any(is_han) && !YEAR.replace_all(&rest, "").is_empty() => rest,
        _ => name.as_str().into(),
    };
    let name = YEAR.replace_all(&name, "");
    let name = GARBLED.replace_all(&name, "");
    let name = name.trim_matches(|c: char| matches!(c, '-' | '、' | '.' | '·') || c.is_ascii_digit());
    let name = name
        .trim_end_matches("关于")
        .trim_end_matches('年')
        .trim_end_matches("年度")
        .trim_start_matches("年度");
    let name = name.strip_suffix("关于").or(name.strip_suffix("法定")).unwrap_or(name);
    let name = BESIDE.replace(name, "");
    let name = name.strip_prefix("关于").filter(|name| is_body(name)).unwrap_or(&name);
    let name = without_site(once_only(without_mark(name)));
    let inner = name.strip_prefix('(').and_then(|name| name.strip_suffix(')'));
    let name = inner.filter(|name| !name.contains('(')).unwrap_or(name);
    // 人民政府信息公开 says 政府 once.
    let behind = captures.name("before").and_then(|before| text.get(before.end()..)).unwrap_or_default();
    let once = if name.ends_with("人民") && behind.starts_with("政府") { "政府" } else { "" };
    let printed_length = text.len() - after.len() + end_behind(after);
    let others = ["信息公开", "主动公开", "()"].iter().any(|word| name.contains(word))
        || name.starts_with("关于")
        || name.starts_with('我');
    let agency = (name.chars().filter(|c| is_han(*c)).count() >= 2 && !others)
        .then(|| format!("{name}{once}"))
        .or_else(|| body_behind(after).or_else(|| body_right_behind(before, after)));
    Some(Title { text: text[..printed_length].to_owned(), agency, year })
}

#[cfg(test)]
mod tests {
    use super::{Title, title};

    #[track_caller]
    fn case(lines: &[&str], agency: Option<&str>, year: Option<i32>) {
        let lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
        let read = title(&lines, &[], None).expect("a title");
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
        case(
            &["云岭县民政局2023年政府信息公开工作年度报告及2024年工作计划"],
            Some("云岭县民政局"),
            Some(2023),
        );
        case(
            &["云岭县“两山”旅游区管委会2023年政府信息公开工作年度报告"],
            Some("云岭县“两山”旅游区管委会"),
            Some(2023),
        );
        case(&["云岭县政府网站云岭县民政局2023年政府信息公开工作年度报告"], Some("云岭县民政局"), Some(2023));
        case(&["云岭县民政局二〇二一年政府信息公开工作年度报告"], Some("云岭县民政局"), Some(2021));
        case(&["云岭县民政局二〇一九年政府信息公开工作年度报告"], Some("云岭县民政局"), Some(2019));
        case(&["云岭县民政局二○二四年政府信息公开工作年度报告"], Some("云岭县民政局"), Some(2024));
        case(&["云岭县民政局", "二〇二〇年度政府信息公开", "工作年度报告"], Some("云岭县民政局"), Some(2020));
        case(&["云岭县民政局政府信息公开工作年度报告（2021年）"], Some("云岭县民政局"), Some(2021));
        case(&["云岭县民政局", "政府信息公开工作年度报告", "（2021年）"], Some("云岭县民政局"), Some(2021));
        case(&["【年度报告】云岭县民政局2021年政府信息公开工作年度报告"], Some("云岭县民政局"), Some(2021));
        case(&["★云岭县民政局2021年政府信息公开工作年度报告（公开版）"], Some("云岭县民政局"), Some(2021));
        case(&["附件2021年云岭县民政局政府信息公开工作年度报告"], Some("云岭县民政局"), Some(2021));
        case(&["附件：云岭县民政局2021年政府信息公开工作年度报告.docx"], Some("云岭县民政局"), Some(2021));
        case(&["附件", "云岭县民政局2021年政府信息公开工作年度报告"], Some("云岭县民政局"), Some(2021));
        case(&["附件1云岭县民政局2021年政府信息公开工作年度报告"], Some("云岭县民政局"), Some(2021));
        case(&["附件：", "厦门海关", "2021年政府信息公开工作年度报告"], Some("厦门海关"), Some(2021));
        case(&["关于云岭县第一中学2021年政府信息公开工作年度报告"], Some("云岭县第一中学"), Some(2021));
        case(&["“云岭县民政局：2021年政府信息公开工作年度报告”"], Some("云岭县民政局"), Some(2021));
        case(&["（云岭县民政局）2021年政府信息公开工作年度报告"], Some("云岭县民政局"), Some(2021));
        case(&["云岭县民政局[2021年]政府信息公开工作年度报告"], Some("云岭县民政局"), Some(2021));
        case(&["云岭县民政局2021年度《政府信息公开工作年度报告》"], Some("云岭县民政局"), Some(2021));
        case(&["关于云岭县民政局2021年政府信息公开工作年度报告"], Some("云岭县民政局"), Some(2021));
        case(&["云岭县民政局2021年党务公开和政府信息公开工作年度报告"], Some("云岭县民政局"), Some(2021));
        for days in ["1-12月", "1月1日至12月31日"] {
            let title = format!("云岭县民政局2021年{days}政府信息公开工作年度报告");
            case(&[title.as_str()], Some("云岭县民政局"), Some(2021));
        }
        case(&["云岭县民政局2021年法治政府建设和政府信息公开工作年度报告"], Some("云岭县民政局"), Some(2021));
        case(&["云岭县民政局2020-2021年政府信息公开工作年度报告"], Some("云岭县民政局"), None);
        case(&["云岭县民政局2021年政府信息公开工作年度报告的公示"], Some("云岭县民政局"), Some(2021));
        case(&["云岭县民政局2021年政府信息公开工作年度报告的更正"], Some("云岭县民政局"), Some(2021));
        case(&["云岭县民政局关于报送2021年政府信息公开工作年度报告的报告"], Some("云岭县民政局"), Some(2021));
        case(&["2021年政府信息公开工作年度报告 云岭县民政局"], Some("云岭县民政局"), Some(2021));
        case(&["2021年政府信息公开工作年度报告（云岭县民政局）"], Some("云岭县民政局"), Some(2021));
        case(&["2021年政府信息公开工作年度报告", "云岭县民政局"], Some("云岭县民政局"), Some(2021));
        case(&["2021年政府信息公开工作年度报告", "（云岭县民政局）"], Some("云岭县民政局"), Some(2021));
        case(&["政府信息公开工作年度报告", "云岭县民政局", "2021年"], Some("云岭县民政局"), Some(2021));
        case(&["2021年政府信息公开工作年度报告", "一、总体情况"], None, Some(2021));
        case(&["2021年云岭县人民政府信息公开工作年报"], Some("云岭县人民政府"), Some(2021));
        case(&["云岭县人民政府2021年政府信息公开年度报告书"], Some("云岭县人民政府"), Some(2021));
        case(&["政府信息公开指南", "政府信息公开年报"], None, None);
        case(
            &["云岭县工商业联合会", "2021年政府信息公开", "工作年度报告"],
            Some("云岭县工商业联合会"),
            Some(2021),
        );
        case(&["云岭县民政局2021年法定政府信息公开工作年度报告"], Some("云岭县民政局"), Some(2021));
        case(&["云岭县民政局2021年政务公开工作年度报告"], Some("云岭县民政局"), Some(2021));
        case(&["云岭县民政局2021年政府信息公开工作年度报告的公告"], Some("云岭县民政局"), Some(2021));
        case(&["关于公布云岭县民政局2021年政府信息公开工作年度报告的公告"], Some("云岭县民政局"), Some(2021));
        case(&["云岭县民政局关于发布2021年政府信息公开工作年度报告的公告"], Some("云岭县民政局"), Some(2021));
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
        assert_eq!(title(&["关于做好2023年政府信息公开工作年度报告编制工作的通知".into()], &[], None), None);
    }

    #[test]
    fn of_the_reports_of_several_bodies_the_page_s_own_is_the_title() {
        let lines = ["云岭县司法局", "云岭县民政局", "云岭县财政局"]
            .map(|name| format!("{name}2023年政府信息公开工作年度报告"));
        let named = |page: Option<&Title>| title(&lines, &[], page).and_then(|title| title.agency);
        assert_eq!(named(None).as_deref(), Some("云岭县财政局"));
        let page = title(&lines[1..2], &[], None);
        assert_eq!(named(page.as_ref()).as_deref(), Some("云岭县民政局"));
        let short = ["云岭县民政局2023年政府信息公开工作年度报告", "民政局2023年政府信息公开工作年度报告"]
            .map(str::to_owned);
        assert_eq!(title(&short, &[], None).and_then(|title| title.agency).as_deref(), Some("云岭县民政局"));
    }

    #[test]
    fn lists_of_other_years_and_the_box_above_an_article_are_no_title() {
        let list = |year: i32| format!("云岭县民政局{year}年政府信息公开工作年度报告 {}-01-20", year + 1);
        let lines = [list(2022), list(2024), "2023年政府信息公开工作年度报告".into()];
        let read = title(&lines, &[2021], None).expect("a title");
        assert_eq!((read.agency, read.year), (None, Some(2023)));
        assert_eq!(title(&lines, &[2022], None).expect("a title").year, Some(2022));
        case(&["名称 云岭县民政局2023年政府信息公开工作年度报告"], Some("云岭县民政局"), Some(2023));
        case(&["标题", "2023年政府信息公开工作年度报告"], None, Some(2023));
        case(&["生成日期 2024-01-20 公开范围 全部公开", "2023年政府信息公开工作年度报告"], None, Some(2023));
        case(&["发文机构 云岭县民政局", "2023年政府信息公开工作年度报告"], Some("云岭县民政局"), Some(2023));
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
