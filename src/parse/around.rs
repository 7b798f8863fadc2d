//! What stands around a title: the beginning of its name on the line above, words and signs that do not belong to it.

use super::title::{Title, is_body};
use crate::agency;
use crate::normalize::is_han;
use regex::Regex;
use std::sync::LazyLock;

/// Characters of the beginning of a name.
const LONGEST: usize = 30;

/// The title that begins on one of these lines, with the beginning of its name from the line above.
pub(super) fn whole(title: Title, lines: &[String], start: usize) -> Title {
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
    let text = text.trim_matches(['"', '“', '”']);
    let text = ENDING.replace(text, "");
    let text = BEFORE.replace(&text, "");
    let parted = PARTED.captures(&text).is_some_and(|captures| is_body(&captures[1]));
    let text = if parted { PARTED.replace(&text, "$1$2") } else { text };
    text.replace(['[', '〔'], "(").replace([']', '〕'], ")")
}

#[cfg(test)]
mod tests {
    use super::whole;
    use crate::parse::title::Title;

    #[track_caller]
    fn case(above: &str, name: &str, expected: &str) {
        let line = format!("{name}2022年政府信息公开工作年度报告");
        let title = Title { text: line.clone(), agency: Some(name.to_owned()), year: Some(2022) };
        assert_eq!(whole(title, &[above.to_owned(), line], 1).agency.as_deref(), Some(expected));
    }

    #[test]
    fn a_name_begins_above_where_it_tells_its_place_only_then() {
        case("卫滨区人民", "政府办公室", "卫滨区人民政府办公室");
        case("大兴安岭地", "区行政公署", "大兴安岭地区行政公署");
        case("国家税务总局", "青岛市税务局", "国家税务总局青岛市税务局");
        case("永春县达埔镇", "人民政府", "永春县达埔镇人民政府");
        case("首页", "民政局", "民政局");
        case("政府信息公开年报", "卫滨区民政局", "卫滨区民政局");
        case("卫滨区人民政府", "卫滨区民政局", "卫滨区民政局");
        case("卫滨区人民政府", "民政局", "民政局");
    }
}
