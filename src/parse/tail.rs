//! What is no part of the text at the end of a section: what sites print below a report (links to other reports, to share and to print,
//! who runs the site), the number of a page, the numeral of the next heading on a line of its own.

use super::items::{Item, folded};
use super::sections::Place;
use regex::Regex;
use std::sync::LazyLock;

/// Sets apart what is no part of a section.
pub(super) fn set_apart(items: &[Item], places: &mut [Place]) {
    set_apart_numbers(items, places);
    set_apart_site(items, places);
}

/// Numbers of pages behind the last sentence of a section, and numerals that it ends in. Behind other lines a number may be one of a
/// list.
fn set_apart_numbers(items: &[Item], places: &mut [Place]) {
    let blank = |at: &usize| items[*at].text().trim().is_empty();
    let mut ends = true;
    for at in (0..places.len()).rev() {
        match places[at] {
            Place::Prose(_) if ends && is_number(&items[at].text()) => {
                let above = (0..at).rev().find(|above| !blank(above));
                let sentence =
                    above.is_none_or(|above| items[above].text().trim_end().ends_with(['。', '；']));
                if !sentence && items[at].text().chars().any(|c| c.is_ascii_digit()) {
                    ends = false;
                } else {
                    places[at] = Place::Below;
                }
            }
            Place::Heading(_) => ends = true,
            _ => ends = ends && blank(&at),
        }
    }
}

/// Whether a line is the number of a page, or a numeral and nothing else.
fn is_number(line: &str) -> bool {
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^[-—–_\s]*(?:\d{1,3}|第\s*\d{1,3}\s*页(?:\s*,?\s*共\s*\d{1,3}\s*页)?|\d{1,3}\s*/\s*\d{1,3}|[一二三四五六][、.]?|第[一二三四五六]部分|PART\s*0?\d)[-—–_\s]*$")
            .expect("a valid pattern")
    });
    NUMBER.is_match(&folded(line))
}

/// Sets what a site prints below the last section apart. It begins behind the last sentence, with words that sites print there.
fn set_apart_site(items: &[Item], places: &mut [Place]) {
    // Nothing but prose stands behind the last heading.
    let behind = |place: &&Place| matches!(place, Place::Prose(_));
    let own = places.len() - places.iter().rev().take_while(behind).count();
    if !matches!(own.checked_sub(1).and_then(|heading| places.get(heading)), Some(Place::Heading(_))) {
        return;
    }
    let (Some(items), Some(places)) = (items.get(own..), places.get_mut(own..)) else { return };
    let sentence = |item: &Item| item.text().trim_end().ends_with(['。', '；']);
    let from = items.iter().rposition(sentence).map_or(0, |at| at + 1);
    if let Some(begins) = items.iter().skip(from).position(|item| is_of_a_site(&item.text())) {
        places[from + begins..].fill(Place::Below);
    }
}

/// Whether a line is one that sites print below an article.
fn is_of_a_site(line: &str) -> bool {
    static WORDS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(concat!(
            r"^[\[(【<>|·]*(?:",
            r"(?:相关|友情)(?:链接|文章|信息|阅读|附件|稿件|新闻|报道|推荐|内容|文档|下载)(?:$|[:\])】>])",
            r"|分享(?:到|至|$|:)|上一[篇条页]|下一[篇条页]|(?:微信)?扫[一码描]|",
            r"(?:打印|关闭|收藏|返回)(?:$|此|本|窗|页|文|顶|上)|(?:网站|站点)(?:地图|声明|标识码)|版权所有|隐私声明|",
            r"(?:主办|承办|协办|运维|维护)(?:单位)?:|.{0,20}ICP备|.{0,12}公网安备|联系我们$|关于我们$|回到顶部|",
            r"附件[\d一二三]*:.*\.(?:docx?|pdf|xlsx?|wps|zip|rar)$|",
            r"(?:\p{Han}{0,40}(?:20\d\d年度?)?|20\d\d年度?\p{Han}{0,40})(?:政府|政务)信息公开(?:工作)?(?:年度)?(?:报告|年报)$",
            r")"
        ))
        .expect("a valid pattern")
    });
    WORDS.is_match(&folded(line))
}

#[cfg(test)]
mod tests {
    use super::{is_number, is_of_a_site};

    #[test]
    fn numbers_of_pages_and_numerals_are_told_from_prose() {
        for line in ["4", "- 3 -", "—12—", "第 2 页", "第2页，共3页", "2/6", "二、", "第三部分", "PART 02"]
        {
            assert!(is_number(line), "{line}");
        }
        for line in ["无", "0件", "2024", "1.无", "2024年1月20日", "一是"] {
            assert!(!is_number(line), "{line}");
        }
    }

    #[test]
    fn what_sites_print_below_is_told_from_prose() {
        for line in [
            "相关链接",
            "相关文章：",
            "分享到：微信 微博",
            "上一篇：2023年政府信息公开工作年度报告",
            "【打印本页】【关闭窗口】",
            "附件：年度报告.docx",
            "扫一扫在手机打开当前页",
            "主办：云岭县人民政府 备案号：ICP备12345678号",
            "云ICP备12345678号-1",
            "2019年政府信息公开工作年度报告",
            "云岭县民政局2022年政府信息公开工作年度报告",
        ] {
            assert!(is_of_a_site(line), "{line}");
        }
        for line in [
            "无。",
            "本年度没有其他需要报告的事项",
            "相关信息已在门户网站公开",
            "云岭县民政局",
            "2024年1月20日",
            "附件：收费明细",
            "联系我们的方式见专栏",
            "主办的会议3次",
            "本机关编制了2023年政府信息公开工作年度报告，请登录网站查看",
        ] {
            assert!(!is_of_a_site(line), "{line}");
        }
    }
}
