//! Where a text speaks of the body whose report it is, not of others that it met, asked or copied.
//!
//! The sentence before the first section that says who writes or publishes the report, the signature below it and the
//! line that says whom to ask. It knows no divisions.

use crate::normalize::fold;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// Ends of a clause or a sentence.
const ENDS: &[char] = &['\n', '。', '；', ';', '，', ',', '：', ':', '!', '！'];
/// Ends of a sentence.
const SENTENCE_ENDS: &[char] = &['\n', '。', '；', ';'];

/// Characters before and behind a name that tell.
const NEAR: usize = 200;

/// Where the first section of a text begins, in bytes.
pub(super) fn front(text: &str) -> usize {
    let headed = text.find("一、");
    headed.or_else(|| text.find("总体情况\n")).unwrap_or(text.len())
}

/// Whether the name at this place of a text, whose first section begins at `front`, is that of its own body.
pub(super) fn speaks(text: &str, front: usize, name: Range<usize>) -> bool {
    let before = text.get(..name.start).unwrap_or_default();
    let near = before.char_indices().rev().take(NEAR).last().map_or(0, |(start, _)| start);
    let before = before.get(near..).unwrap_or_default();
    let behind = text.get(name.end..).unwrap_or_default();
    let behind: String = behind.chars().take(NEAR).map(fold).collect();
    let opens = name.start < front;
    (opens && introduces(before, &behind)) || (!opens && signs(before, &behind)) || is_asked(before, &behind)
}

/// 现公布…2023年政府信息公开工作年度报告, 由…编制, …根据《条例》.
fn introduces(before: &str, behind: &str) -> bool {
    static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:^|由|公布|发布|公开|现将|编制)(?:[\d〇○零一二三四五六七八九]{4}年度?)?$")
            .expect("a valid pattern")
    });
    static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"^\s*(?:办公室)?(?:关于)?(?:[\d〇○零一二三四五六七八九]{4}\s*年?度?)?\s*(?:(?:政府|政务)?信息公开|年度报告|年报|\(以下|[依根]据|[依按遵]照|(?:负责|组织|现)?(?:编制|公布|发布))",
        )
        .expect("a valid pattern")
    });
    let clause = before.rsplit(ENDS).next().unwrap_or_default();
    let clause: String =
        clause.chars().map(fold).filter(|c| !c.is_whitespace() && !"#*".contains(*c)).collect();
    BEFORE.is_match(&clause) && BEHIND.is_match(behind)
}

/// A line of its own over a day, or at the end.
fn signs(before: &str, behind: &str) -> bool {
    static DAY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^\s*(?:[\d〇○零一二三四五六七八九]{4}\s*年\s*[\d一二十]{1,2}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日\s*(?:\n|$)|$)")
            .expect("a valid pattern")
    });
    let line = before.rsplit('\n').next().unwrap_or_default();
    line.trim().is_empty() && DAY.is_match(behind)
}

/// 如对本报告有疑问，请与…联系（地址：…）.
fn is_asked(before: &str, behind: &str) -> bool {
    let sentence = before.rsplit(SENTENCE_ENDS).next().unwrap_or_default();
    let asks = ["请与", "请联系", "请向", "请咨询", "请致电"].iter().any(|word| sentence.ends_with(word));
    let rest = behind.split(['\n', '。']).next().unwrap_or_default();
    let reached = ["地址", "电话", "邮箱", "邮编", "邮政编码"].iter().any(|word| rest.contains(word));
    asks && reached && sentence.contains("报告")
}

/// Words of a clause that tell of another body: one that was visited, copied or met, that reviews, judges or supervises.
const OTHERS: &[&str] = &[
    "赴",
    "考察",
    "学习",
    "借鉴",
    "参照",
    "调研",
    "交流",
    "来访",
    "共同",
    "联合",
    "协助",
    "移送",
    "转办",
    "误收",
    "法院",
    "复议",
    "监督",
    "举报",
    "诉讼",
    "申请人",
];
/// Words in the names of organs that hold one of these.
const ORGANS: &[&str] = &["监督管理", "监督局", "监督所", "监督站", "联合会", "联合社", "行政复议局"];
/// Words of a clause in which a body speaks of the one over it.
const OVER: &[&str] = &[
    "领导",
    "网站",
    "门户",
    "政务",
    "信息公开",
    "官方网",
    "官网",
    "部署",
    "要求",
    "指导",
    "安排",
    "主管",
    "精神",
    "印发",
    "转发",
    "主办",
    "版权",
];

/// The clause in which something stands, folded.
fn clause(text: &str, place: Range<usize>) -> String {
    let before = text.get(..place.start).unwrap_or_default().rsplit(ENDS).next().unwrap_or_default();
    let behind = text.get(place.end..).unwrap_or_default().split(ENDS).next().unwrap_or_default();
    let inside = text.get(place).unwrap_or_default();
    [before, inside, behind].concat().chars().map(fold).collect()
}

/// Whether a division at this place of a text is that of the government which the body belongs to.
pub(super) fn is_over(text: &str, place: Range<usize>) -> bool {
    let clause = clause(text, place);
    OVER.iter().any(|word| clause.contains(word)) && !tells_of_others(clause)
}

/// Whether an address or telephone that begins at this place of a text is that of another body: of a court, of who reviews.
pub(super) fn is_of_others(text: &str, place: usize) -> bool {
    let before = text.get(..place).unwrap_or_default().rsplit(SENTENCE_ENDS).next().unwrap_or_default();
    let near: String = before.chars().rev().take(NEAR).collect::<Vec<_>>().into_iter().rev().collect();
    tells_of_others(near)
}

/// Whether a text has words that tell of another body.
fn tells_of_others(text: String) -> bool {
    let text = ORGANS.iter().fold(text, |text, organ| text.replace(organ, ""));
    OTHERS.iter().any(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::{front, is_of_others, is_over, speaks};

    #[test]
    fn a_government_that_was_only_met_is_not_over_the_body() {
        let case = |text: &str, expected| {
            let start = text.find("甲县").expect("the name");
            assert_eq!(is_over(text, start..start + "甲县".len()), expected, "{text}");
        };
        case("在甲县委、县政府领导下，推进公开。", true);
        case("甲县人民政府门户网站", true);
        case("赴甲县人民政府考察政务公开。", false);
        case("与甲县政府共同举办信息公开培训。", false);
        case("收到甲县政府来函。", false);
    }

    #[test]
    fn a_court_has_an_address_of_its_own() {
        let case = |text: &str, expected| {
            assert_eq!(is_of_others(text, text.find("地址").expect("the word")), expected, "{text}");
        };
        case("向甲县人民法院起诉（地址：人民路1号）。", true);
        case("不服的可以申请行政复议。本机关地址：人民路1号。", false);
        case("如有疑问，请与本局联系（地址：人民路1号）。", false);
        case("如有疑问，请与甲县市场监督管理局联系（地址：人民路1号）。", false);
        case("如有疑问，请与甲县残疾人联合会联系（地址：人民路1号）。", false);
    }

    #[track_caller]
    fn case(text: &str, expected: bool) {
        let name = "甲县教育局";
        let start = text.find(name).expect("the name");
        assert_eq!(speaks(text, front(text), start..start + name.len()), expected, "{text}");
    }

    #[test]
    fn a_report_speaks_of_itself_in_three_places() {
        case("根据《条例》规定，由甲县教育局编制。\n一、总体情况", true);
        case("根据《条例》规定，现公布２０２３年甲县教育局政府信息公开工作年度报告。", true);
        case("# 甲县教育局\n2023年政府信息公开工作年度报告", true);
        case("甲县教育局根据《条例》编制本报告。", true);
        case("一、总体情况\n六、其他\n无。\n甲县教育局\n二〇二四年一月二十日\n", true);
        case("一、总体情况\n无。\n　　甲县教育局 2024 年 1 月 20 日", true);
        case("一、总体情况\n如对本报告有疑问，请与甲县教育局联系（地址：人民路1号）。", true);
    }

    #[test]
    fn a_mention_is_of_another_body() {
        case("参照甲县教育局2023年年度报告的格式编制。", false);
        case("甲县教育局来我局交流年度报告的编制。", false);
        case("一、总体情况\n赴甲县教育局考察。", false);
        case("一、总体情况\n甲县教育局根据《条例》移送的申请1件。", false);
        case("一、总体情况\n甲县教育局2024年1月20日误收的申请1件。", false);
        case("一、总体情况\n如有疑问，请与甲县教育局联系。", false);
        case("一、总体情况\n与甲县教育局共同举办研讨。", false);
    }
}
