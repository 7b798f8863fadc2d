//! Numbers of which the prose tells the parts: "发布信息568条，其中动态433条、公告28条、其他信息107条".
//!
//! It gives only lists that claim to be whole: those with a rest (其他), those that say of what the whole consists
//! (包括, 分别为), those of four and more parts that all but make it up, and those of parts that exclude each other and are more
//! than the whole.

use regex::Regex;
use std::sync::LazyLock;

/// A number and its parts, each with its offset in the sentence and its printed digits.
#[derive(Debug, PartialEq)]
pub(super) struct List<'a> {
    /// The number of which parts are told.
    pub(super) whole: (usize, &'a str),
    /// What each is a number of.
    pub(super) unit: &'a str,
    /// The parts in order.
    pub(super) parts: Vec<(usize, &'a str)>,
}

/// A whole and the words that lead to its parts.
static WHOLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[^\d,.第])(\d+)([件条篇份宗个期次项部])[^。;\d]{0,14}?(其中|包括|包含|分别是|分别为|分为)[:,]?")
        .expect("a valid pattern")
});
/// The words that lead to parts, one of which each list has.
const LEADS: [&str; 4] = ["其中", "包", "分别", "分为"];
/// A part: its name before or behind its number, then what stands in brackets and its share.
static PART: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^([、,;和及])?以?及?(?:([^\d、,。;:()%]{1,24}?)(\d+)([件条篇份宗个期次项部])|(\d+)([件条篇份宗个期次项部])(?:为|属于|系)?([^\d、,。;:()%]{1,20}))(\([^()]*\))?(?:,?占[^,、。;]*%)?",
    )
    .expect("a valid pattern")
});
/// Names of what is left; "其他平台转载" is none.
static REST: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:其[他它余])(?:各?类|信息|方面|渠道|方式|形式|途径|内容|情况|事项|原因|政府|公开|申请|结果|处理|栏目|的|有|为|共)*$")
        .expect("a valid pattern")
});
/// Words by which something is counted under several parts.
const OVERLAPS: &[&str] = &["重复归类", "重复计", "重复统计", "部分重复", "有重复", "交叉"];
/// Words in brackets by which a part holds something that another may hold as well.
const HOLDS: &[&str] = &["含", "转载"];
/// Words of a name that is none: of estimates, changes, of other work.
const NO_NAME: &[&str] =
    &["约", "近", "超", "增", "减", "较", "同比", "占", "收到", "回复", "组织", "召开", "开展", "共", "其中"];
/// From how many parts on a list that makes up nearly all is taken to be whole, and how nearly.
const WHOLE_BY_SIZE: (usize, f64) = (4, 0.05);

/// How names of parts begin that exclude each other: ways of application, applicants, ways to the court. Parts of other names may
/// overlap, as what is published on a site and by an account.
const EXCLUSIVE: [&[&str]; 4] = [
    &["网上", "网络", "在线", "信函", "邮寄", "当面", "现场", "传真", "电话", "来电", "来访", "来信", "窗口"],
    &["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构"],
    &["直接起诉", "未经复议", "复议后"],
    &["维持", "结果维持", "纠正", "结果纠正", "其他结果", "尚未审结", "未审结"],
];

/// How applications end.
const OUTCOMES: &[&str] = &["予以公开", "部分公开", "不予公开", "无法提供", "不予处理", "其他处理"];

/// The lists of a sentence.
pub(super) fn lists(sentence: &str) -> Vec<List<'_>> {
    if !LEADS.iter().any(|lead| sentence.contains(lead))
        || OVERLAPS.iter().any(|word| sentence.contains(word))
    {
        return Vec::new();
    }
    WHOLE.captures_iter(sentence).filter_map(|captures| list(sentence, &captures)).collect()
}

fn list<'a>(sentence: &'a str, captures: &regex::Captures<'a>) -> Option<List<'a>> {
    let (whole, unit, lead) = (captures.get(1)?, captures.get(2)?, captures.get(3)?);
    let mut at = captures.get(0)?.end();
    let mut parts: Vec<(usize, &str)> = Vec::new();
    let mut names: Vec<&str> = Vec::new();
    let mut rest = false;
    let mut separator = None;
    while let Some(part) = PART.captures(&sentence[at..]) {
        let name = part.get(2).or(part.get(7))?.as_str();
        let (number, own) = (part.get(3).or(part.get(5))?, part.get(4).or(part.get(6))?);
        if part.get(8).is_some_and(|remark| HOLDS.iter().any(|word| remark.as_str().contains(word))) {
            return None;
        }
        let is_rest = REST.is_match(name);
        let mark = part.get(1).map(|mark| mark.as_str());
        // After a list with 、 a comma ends it, unless the rest follows; one with commas goes on over no other sign.
        let leaves =
            !is_rest && matches!((separator, mark), (Some("、"), Some("," | ";")) | (Some(","), Some(";")));
        // After the rest only a list that clearly goes on has more: "其他1件、未审结1件".
        let ended = rest && !matches!(mark, Some("、" | "和" | "及"));
        if ended || leaves || own.as_str() != unit.as_str() || NO_NAME.iter().any(|word| name.contains(word))
        {
            break;
        }
        if parts.len() == 1 {
            separator = mark;
        }
        rest |= is_rest;
        names.push(name);
        parts.push((at + number.start(), number.as_str()));
        at += part.get(0)?.end();
    }
    let open = sentence[at..].starts_with('等') || sentence[at..].starts_with("余");
    // What was received is not all answered: 受理9件，其中予以公开5件、其他处理1件.
    let told = sentence[..whole.start()].rsplit(['。', ';', ',']).next().unwrap_or_default();
    let of_answered = ["答复", "办结"].iter().any(|word| told.contains(word));
    if !of_answered && names.iter().any(|name| OUTCOMES.iter().any(|outcome| name.ends_with(outcome))) {
        return None;
    }
    let value = |digits: &str| digits.parse::<f64>().ok();
    let sum: f64 = parts.iter().map(|part| value(part.1)).sum::<Option<f64>>()?;
    let all = value(whole.as_str())?;
    let says_so = lead.as_str() != "其中";
    let nearly = parts.len() >= WHOLE_BY_SIZE.0 && (sum / all - 1.0).abs() <= WHOLE_BY_SIZE.1;
    let too_many = sum > all && exclude_each_other(&names);
    (parts.len() >= 2 && !open && (rest || says_so || nearly || too_many)).then(|| List {
        whole: (whole.start(), whole.as_str()),
        unit: unit.as_str(),
        parts,
    })
}

/// Whether nothing can be counted under two of the names.
fn exclude_each_other(names: &[&str]) -> bool {
    EXCLUSIVE.iter().any(|words| {
        let known = |name: &&str| words.iter().position(|word| name.starts_with(word));
        let found: Option<std::collections::BTreeSet<usize>> = names.iter().map(known).collect();
        found.is_some_and(|found| found.len() == names.len())
    })
}

#[cfg(test)]
mod tests {
    use super::lists;

    #[track_caller]
    fn case(sentence: &str, expected: &[(&str, &[&str])]) {
        let found = lists(sentence);
        let found: Vec<(&str, Vec<&str>)> =
            found.iter().map(|list| (list.whole.1, list.parts.iter().map(|part| part.1).collect())).collect();
        let expected: Vec<(&str, Vec<&str>)> =
            expected.iter().map(|(whole, parts)| (*whole, parts.to_vec())).collect();
        assert_eq!(found, expected, "{sentence}");
    }

    #[test]
    fn lists_that_claim_to_be_whole() {
        case("发布信息568条,其中动态433条、公告28条、其他信息107条", &[("568", &["433", "28", "107"])]);
        case(
            "发布信息2850条,其中动态1324条、目录814条,其他信息712条,公开有力",
            &[("2850", &["1324", "814", "712"])],
        );
        case("发布各类信息331条,包括政策类168条、动态类130条、便民类33条", &[("331", &["168", "130", "33"])]);
        case("公开658条,其中动态99条,民生24条,执法18条,处罚517条", &[("658", &["99", "24", "18", "517"])]);
        case("收到申请9件,分别为1件网上申请,8件信函申请", &[("9", &["1", "8"])]);
        case("公开20条,包括:文件12条;动态7条;其他2条", &[("20", &["12", "7", "2"])]);
        case("受理12件,其中公开8件(占66.7%)、其他4件,占33.3%", &[("12", &["8", "4"])]);
    }

    #[test]
    fn the_rest_need_not_come_last() {
        case("发生8件,其中维持4件、纠正1件、其他1件、未审结2件", &[("8", &["4", "1", "1", "2"])]);
        case("发生8件,其中维持4件、其他4件,收到2件", &[("8", &["4", "4"])]);
    }

    #[test]
    fn parts_that_exclude_each_other_are_no_more_than_the_whole() {
        case("收到申请9件,其中网上申请6件、当面申请4件", &[("9", &["6", "4"])]);
        case("发生诉讼7件,其中直接起诉5件、复议后起诉3件", &[("7", &["5", "3"])]);
        case("收到申请9件,其中网上申请5件、当面申请3件", &[]);
        case("收到申请9件,其中网上申请8件、重复申请2件", &[]);
        case("发生复议8件,其中维持5件,纠正1件,尚未审结3件", &[("8", &["5", "1", "3"])]);
        case("收到申请9件,其中网上申请8件、网上咨询2件", &[]);
        case("发布信息9条,其中网站8条、微信3条", &[]);
    }

    #[test]
    fn lists_that_do_not() {
        case("受理12件,其中予以公开8件、不予公开2件、其他处理1件,1件结转", &[]);
        case("发布信息568条,其中动态433条、公告28条", &[]);
        case("发布信息568条,包括动态433条、公告28条等", &[]);
        case("发布信息30条,包括网站12条和公众号20条(含转载2条)", &[]);
        case("发布信息30条,其中动态12条、其他20条(部分重复)", &[]);
        case("公开信息30条,其中首次公开12条、更新18条、其他平台转载5条", &[]);
        case("发布信息568余条,包括动态433条、公告28条", &[]);
        case("发布信息568条,包括动态约433条、公告28条", &[]);
        case("发布信息568条,包括动态433条,收到留言28条", &[]);
        case("制定第12条,其中包括2条和3条", &[]);
    }
}
