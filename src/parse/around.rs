//! What stands around a title: the beginning of its name on the line above, words and signs that do not belong to it.

use super::cover::is_body;
use super::title::Title;
use crate::agency;
use crate::normalize::is_han;
use regex::Regex;
use std::sync::LazyLock;

/// Characters of the beginning of a name.
const LONGEST: usize = 30;

/// Lines between the head of an official document, 某局文件, and its title: number, signer.
const BELOW_HEAD: usize = 3;

/// The title that begins on one of these lines, with the beginning of its name from the line above, or with the name of the head of an
/// official document.
pub(super) fn whole(title: Title, lines: &[String], start: usize) -> Title {
    let head = |line: &String| body_alone(line.strip_suffix("文件")?);
    let head = lines[..start.min(lines.len())].iter().rev().take(BELOW_HEAD).find_map(head);
    if let (None, Some(agency)) = (&title.agency, head) {
        return Title { agency: Some(agency), ..title };
    }
    let begins = |line: &&String| line.chars().all(is_han) && (2..=LONGEST).contains(&line.chars().count());
    let above = start.checked_sub(1).and_then(|above| lines.get(above)).filter(begins);
    match (above, &title.agency) {
        (Some(above), Some(name)) if title.text.starts_with(name) && agency::completes(above, name) => {
            Title {
                text: format!("{above}{}", title.text),
                agency: Some(format!("{above}{name}")),
                year: title.year,
            }
        }
        _ => title,
    }
}

/// A line without the words before a title, its quotation marks and the ending of the name of a file.
pub(super) fn unmarked(text: &str) -> String {
    static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^[^\p{Han}\d(《]*(?:附件?[\d一二三]{0,2}:|附件|(?:标题|题名|(?:信息|文件)?名称):)?")
            .expect("a valid pattern")
    });
    static ENDING: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\.(?:docx?|pdf|wps|html?|txt)$").expect("a valid pattern"));
    static PARTED: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^([\p{Han}()]{4,40}):(20\d\d年)").expect("a valid pattern"));
    let text = undated(text.trim_matches(['"', '“', '”']));
    let text = ENDING.replace(text, "");
    let text = BEFORE.replace(&text, "");
    let parted = PARTED.captures(&text).is_some_and(|captures| is_body(&captures[1]));
    let text = if parted { PARTED.replace(&text, "$1$2") } else { text };
    text.replace(['[', '〔'], "(").replace([']', '〕'], ")")
}

/// A line without the cover that stands on it before a title: a body and the month in which it reported.
fn undated(text: &str) -> &str {
    const YEAR: &str = r"(?:20\d\d|二[〇○零][〇○零一二][〇○零一二三四五六七八九])年";
    static COVER: LazyLock<Regex> = LazyLock::new(|| {
        let month = r"[\d一二三四五六七八九十]{1,3}月(?:[\d一二三四五六七八九十]{1,3}日)?";
        Regex::new(&format!(r"^[\p{{Han}}()·]{{0,40}}?{YEAR}{month}")).expect("a valid pattern")
    });
    static TITLE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(r"^[\p{{Han}}()·]{{0,40}}?{YEAR}度?[^。,]{{0,40}}?公开"))
            .expect("a valid pattern")
    });
    let rest = COVER.find(text).map_or(text, |cover| &text[cover.end()..]);
    if !rest.starts_with(['至', '到']) && TITLE.is_match(rest) { rest } else { text }
}

/// The body of a line that holds nothing else, in brackets or not.
pub(super) fn body_alone(line: &str) -> Option<String> {
    let inside = line.strip_prefix('(').and_then(|line| line.strip_suffix(')')).unwrap_or(line);
    let printed = |c: char| is_han(c) || "()".contains(c);
    let length = inside.chars().count();
    let named = (4..=40).contains(&length) && inside.chars().all(printed) && !inside.contains("公开");
    (named && is_body(inside)).then(|| inside.to_owned())
}

/// The body named right behind a title that names none before: 2023年政府信息公开工作年度报告 某局.
pub(super) fn body_right_behind(before: &str, after: &str) -> Option<String> {
    let unnamed = before.chars().all(|c| !is_han(c) || "年度二〇一三四五六七八九零".contains(c));
    body_alone(after).filter(|_| unnamed && !after.starts_with('('))
}

/// The body named behind a title, in brackets or after a dash. Of a government it may be the name of its site.
pub(super) fn body_behind(after: &str) -> Option<String> {
    let dated =
        after.strip_prefix("(20").and_then(|rest| rest.split_once(')')).map_or(after, |(_, rest)| rest);
    let named = dated.strip_prefix('-').map(|rest| rest.trim_start_matches('-'));
    let named = named.filter(|name| !name.ends_with("政府") && !name.contains('('));
    body_alone(named.or(Some(after).filter(|after| after.starts_with('(')))?)
}

/// A name without what a site prints before it: 年报, the end of [2023年报].
pub(super) fn without_mark(name: &str) -> &str {
    let name = match (name.find(')'), name.find('(')) {
        (Some(end), begin) if begin.is_none_or(|begin| end < begin) => &name[end + 1..],
        _ => name,
    };
    name.strip_prefix("年报").unwrap_or(name)
}

/// A name without a shorter form of it before: the title of a page and that of its text run together.
pub(super) fn once_only(name: &str) -> &str {
    const SHORTEST: usize = 4;
    let behind = |(at, _): (usize, char)| {
        let (before, behind) = name.split_at(at);
        (behind.contains(before) && is_body(behind)).then_some(behind)
    };
    name.char_indices().skip(SHORTEST).filter_map(behind).last().unwrap_or(name)
}

/// The name of a body without that of the site before it: 某县人民政府门户网站某县水利局.
pub(super) fn without_site(name: &str) -> &str {
    static SITE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^\p{Han}*?(?:政府|门户|官方)网站?(?:首页)?").expect("a valid pattern"));
    let rest = SITE.find(name).map_or(name, |site| &name[site.end()..]);
    if is_body(rest) && rest.contains(['省', '市', '县', '区', '州', '旗', '镇', '乡']) {
        rest
    } else {
        name
    }
}

/// 2024, 二〇二四.
pub(super) fn year_of(text: &str) -> Option<i32> {
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

/// Whether a line goes on with the sentence of what stands above, so that no title is above it.
pub(super) fn goes_on(line: Option<&String>) -> bool {
    line.is_some_and(|line| line.starts_with(['。', ',', ';', '、']))
}

/// Whether a title ends with these words, be they those of its announcement: 的公告, 的更正, 及2024年工作计划.
pub(super) fn ends(after: &str) -> bool {
    let with_plan = after.starts_with(['及', '和', '暨', '与'])
        && ["计划", "安排", "打算"].iter().any(|word| after.ends_with(word));
    let corrected = end_behind(after.strip_prefix('的').unwrap_or(after)) > 0;
    with_plan || corrected || matches!(after, "书" | "的公告" | "公告" | "的公示" | "公示" | "的通告")
}

/// How long what ends a title is: its year in brackets, （2021年度）, and what version it is of, （更正版）.
pub(super) fn end_behind(after: &str) -> usize {
    static END: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:\(20\d\d年?度?\)|\(?(?:更正|修订|修正|订正)[版稿本件]?\)?)+")
            .expect("a valid pattern")
    });
    END.find(after).map_or(0, |end| end.end())
}

#[cfg(test)]
mod tests {
    use super::whole;
    use crate::parse::title::{Title, title};

    #[track_caller]
    fn case(above: &str, name: &str, expected: &str) {
        let line = format!("{name}2022年政府信息公开工作年度报告");
        let title = Title { text: line.clone(), agency: Some(name.to_owned()), year: Some(2022) };
        assert_eq!(whole(title, &[above.to_owned(), line], 1).agency.as_deref(), Some(expected));
    }

    #[test]
    fn the_head_of_a_document_names_its_body() {
        let lines =
            ["云岭县民政局文件", "云民〔2023〕5号", "2022年政府信息公开工作年度报告"].map(str::to_owned);
        assert_eq!(title(&lines, &[], None).unwrap().agency.as_deref(), Some("云岭县民政局"));
        let lines = ["重要文件", "2022年政府信息公开工作年度报告"].map(str::to_owned);
        assert_eq!(title(&lines, &[], None).unwrap().agency, None);
    }

    #[test]
    fn a_name_begins_above_where_it_tells_its_place_only_then() {
        case("卫滨区人民", "政府办公室", "卫滨区人民政府办公室");
        case("大兴安岭地", "区行政公署", "大兴安岭地区行政公署");
        case("国家税务总局", "青岛市税务局", "国家税务总局青岛市税务局");
        case("永春县达埔镇", "人民政府", "永春县达埔镇人民政府");
        case("卫滨区", "民政局", "卫滨区民政局");
        case("新乡市", "卫滨区民政局", "新乡市卫滨区民政局");
        case("河南省新乡市", "卫滨区平原镇人民政府", "河南省新乡市卫滨区平原镇人民政府");
        case("卫滨区", "平原镇人民政府", "卫滨区平原镇人民政府");
        case("太平地", "区办事处", "太平地区办事处");
        case("卫滨区", "新乡市民政局", "新乡市民政局");
        case("卫滨区", "卫滨区民政局", "卫滨区民政局");
        case("山东省", "新乡市民政局", "新乡市民政局");
        case("首页", "民政局", "民政局");
        case("政府信息公开年报", "卫滨区民政局", "卫滨区民政局");
        case("卫滨区人民政府", "卫滨区民政局", "卫滨区民政局");
        case("卫滨区人民政府", "民政局", "民政局");
    }

    #[test]
    fn names_without_what_pages_print_around_titles() {
        let read = |lines: &[&str]| {
            let lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
            title(&lines, &[], None).map(|title| (title.agency.unwrap_or_default(), title.year))
        };
        for lines in [
            &["云岭县人民政府 部门信息公开年报 云岭县民政局2022年政府信息公开工作年度报告"][..],
            &["年报云岭县民政局2022年政府信息公开工作年度报告"],
            &["云岭县民政局云岭县民政局2022年政府信息公开工作年度报告"],
            &["[2022年报]云岭县民政局政府信息公开工作年度报告"],
            &["云岭县民政局2022年政府信息与政务公开工作年度报告"],
            &["2022年政府信息公开工作年度报告——云岭县民政局"],
            &["政府信息公开工作年度报告（2022）-云岭县民政局"],
            &["政府信息公开工作年度报告", "（2022年度）", "云岭县民政局"],
        ] {
            assert_eq!(read(lines), Some(("云岭县民政局".to_owned(), Some(2022))), "{lines:?}");
        }
        assert_eq!(read(&["依申请公开 国政府信息公开工作年度报告格式〉的通知"]), None);
        let site = read(&["2022年政府信息公开工作年度报告-云岭县人民政府"]);
        assert_eq!(site, Some((String::new(), Some(2022))));
    }
}
