//! Numbers of which the prose tells the parts: "发布信息568条，其中动态433条、公告28条、其他信息107条".
//!
//! It gives only lists that claim to be whole: those with a rest (其他), those that say of what the whole consists
//! (包括, 分别为), those of four and more parts that all but make it up, and those of parts that exclude each other and are more
//! than the whole: ways of application, which need no 其中 before them, and names of kinds (…类) among them.

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
/// A number of applications that its ways follow without such a word.
static OF_WAYS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?:收到|受理|新收|接收|接到|申请)[^,。;\d]{{0,20}}?(\d+)([件宗份])(?:政府|信息|公开|申请|的)*([,:(。;]{BY_WAY}){WAY}\d"
    ))
    .expect("a valid pattern")
});
/// The words that lead to parts, one of which each list has, but for [`OF_WAYS`].
const LEADS: [&str; 4] = ["其中", "包", "分别", "分为"];
/// A way to apply as it is named before its number.
const WAY: &str = r"(?:通过|以|经|经由|来自)?(?:网上|网络|互联网|在线|线上|线下|信函|信件|邮寄|邮政|当面|现场|传真|电子邮件|邮件|窗口|电话|来电|来访|来信)(?:申请|渠道|方式|途径|提交|提出|平台|形式|接收|收到|受理|的|等|系统|递交|寄送|政府|信息|公开|寄|共|有|为)*";
/// How the ways to apply are led in.
const BY_WAY: &str = r"(?:(?:按照?|从|以|在)?(?:申请|提交|接收|受理)?的?(?:渠道|方式|途径|形式|来源)(?:上|来?看|划?分|为|有)*[,:]?)?";
/// Words of a number that is of some applications only.
const OF_SOME: &[&str] = &[
    "上年",
    "上一年",
    "结转",
    "延期",
    "补正",
    "重复",
    "撤回",
    "办结",
    "答复",
    "其中",
    "自然人",
    "法人",
    "企业",
    "转",
];
/// A part: its name before or behind its number, then what stands in brackets and its share.
static PART: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^([、,;和及])?以?及?(?:([^\d、,。;:()%]{1,24}?)(\d+)(?:([件条篇份宗个期次项部])|([、,;)]|$))|(\d+)([件条篇份宗个期次项部])(?:为|属于|系)?([^\d、,。;:()%]{1,20}))(\([^()]*\))?(?:,?占[^,、。;]*%)?",
    )
    .expect("a valid pattern")
});
/// What stands before the number of a change.
static CHANGE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:(?:较|比|同比|相比)[^,。;]{0,12}|(?:增加|减少|增长|上升|下降|增|减)了?)$")
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

/// Ways to apply and to ask, as names of parts begin.
const CHANNELS: [&str; 18] = [
    "网上",
    "网络",
    "互联网",
    "在线",
    "线上",
    "线下",
    "信函",
    "信件",
    "邮寄",
    "当面",
    "现场",
    "传真",
    "邮件",
    "窗口",
    "电话",
    "来电",
    "来访",
    "来信",
];
/// How many of them are ways to apply: the others are ways to ask.
const WAYS_TO_APPLY: usize = 14;
/// How names of parts begin that exclude each other: applicants, ways to the court, results. Parts of other names may overlap, as what
/// is published on a site and by an account.
const EXCLUSIVE: [&[&str]; 4] = [
    &["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构"],
    &["自然人", "法人"],
    &["直接起诉", "未经复议", "复议后"],
    &["维持", "结果维持", "纠正", "结果纠正", "其他结果", "尚未审结", "未审结"],
];

/// How applications end.
const OUTCOMES: &[&str] = &["予以公开", "部分公开", "不予公开", "无法提供", "不予处理", "其他处理"];

/// The lists of a sentence.
pub(super) fn lists(sentence: &str) -> Vec<List<'_>> {
    if OVERLAPS.iter().any(|word| sentence.contains(word)) {
        return Vec::new();
    }
    let led = LEADS.iter().any(|lead| sentence.contains(lead));
    let wholes = led.then(|| WHOLE.captures_iter(sentence)).into_iter().flatten();
    let mut lists: Vec<List> = wholes.filter_map(|captures| list(sentence, &captures)).collect();
    let ways = CHANNELS.iter().any(|way| sentence.contains(way));
    let of_ways = ways.then(|| OF_WAYS.captures_iter(sentence)).into_iter().flatten();
    lists.extend(of_ways.filter_map(|captures| list(sentence, &captures)));
    lists
}

/// Whether a sentence begins with the number of one way to apply: it goes on with what stands before.
pub(super) fn is_of_channels(sentence: &str) -> bool {
    static FIRST: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(&format!(r"^{BY_WAY}{WAY}\d+[件宗份]")).expect("a valid pattern"));
    CHANNELS.iter().any(|way| sentence.contains(way)) && FIRST.is_match(sentence)
}

fn list<'a>(sentence: &'a str, captures: &regex::Captures<'a>) -> Option<List<'a>> {
    let (whole, unit, lead) = (captures.get(1)?, captures.get(2)?, captures.get(3)?);
    // "较去年增加6件,其中网络申请30件": the change is no whole.
    if CHANGE.is_match(&sentence[..whole.start()]) {
        return None;
    }
    let mut at = lead.end() + usize::from(sentence[lead.end()..].starts_with([':', ',']));
    let mut parts: Vec<(usize, &str)> = Vec::new();
    let mut names: Vec<&str> = Vec::new();
    let mut rest = false;
    let mut separator = None;
    while let Some(part) = PART.captures(&sentence[at..]) {
        let name = part.get(2).or(part.get(8))?.as_str();
        let number = part.get(3).or(part.get(6))?;
        // "政务动态类500,政策文件类85": what ends a number without a unit stands before the next part.
        let own = part.get(4).or(part.get(7)).map_or(unit.as_str(), |own| own.as_str());
        if part.get(9).is_some_and(|remark| HOLDS.iter().any(|word| remark.as_str().contains(word))) {
            return None;
        }
        let is_rest = REST.is_match(name);
        let mark = part.get(1).map(|mark| mark.as_str());
        // After a list with 、 a comma ends it, unless the rest follows; one with commas goes on over no other sign.
        let leaves =
            !is_rest && matches!((separator, mark), (Some("、"), Some("," | ";")) | (Some(","), Some(";")));
        // After the rest only a list that clearly goes on has more: "其他1件、未审结1件".
        let pending = ["尚未审结", "未审结", "尚未结案"].contains(&name);
        let ended = rest && !pending && !matches!(mark, Some("、" | "和" | "及"));
        if ended || leaves || own != unit.as_str() || NO_NAME.iter().any(|word| name.contains(word)) {
            break;
        }
        if parts.len() == 1 {
            separator = mark;
        }
        rest |= is_rest;
        names.push(name);
        parts.push((at + number.start(), number.as_str()));
        at += part.get(5).map_or(part.get(0)?.end(), |end| end.start());
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
    let led = LEADS.iter().any(|word| lead.as_str().contains(word));
    let says_so = led && lead.as_str() != "其中";
    let nearly = led && parts.len() >= WHOLE_BY_SIZE.0 && (sum / all - 1.0).abs() <= WHOLE_BY_SIZE.1;
    let too_many = sum > all && exclude_each_other(&names);
    let asked = |name: &&str| CHANNELS[WAYS_TO_APPLY..].iter().any(|way| name.contains(way));
    let of_some = |word: &&str| told.contains(*word);
    if !led && (names.iter().any(asked) || OF_SOME.iter().chain(&CHANNELS).any(of_some)) {
        return None;
    }
    let is_whole = rest && (led || sum > all) || says_so || nearly || too_many;
    (parts.len() >= 2 && !open && is_whole).then(|| List {
        whole: (whole.start(), whole.as_str()),
        unit: unit.as_str(),
        parts,
    })
}

/// Whether nothing can be counted under two of the names.
fn exclude_each_other(names: &[&str]) -> bool {
    static NAMED: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(&format!("^{WAY}$")).expect("a valid pattern"));
    let all_differ = |place: &dyn Fn(&str) -> Option<usize>| {
        let found: Option<std::collections::BTreeSet<usize>> = names.iter().map(|name| place(name)).collect();
        found.is_some_and(|found| found.len() == names.len())
    };
    let kind = |name: &str| names.iter().position(|other| *other == name).filter(|_| name.ends_with('类'));
    let way = |name: &str| {
        let named = CHANNELS.iter().position(|way| name.contains(way));
        named.filter(|_| NAMED.is_match(name) || REST.is_match(name))
    };
    EXCLUSIVE
        .iter()
        .any(|words| all_differ(&|name: &str| words.iter().position(|word| name.starts_with(word))))
        || all_differ(&way)
        || all_differ(&kind)
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
        case("发生复议8件,其中维持5件,其他结果1件,尚未审结2件", &[("8", &["5", "1", "2"])]);
        case("收到申请9件,其中网上申请8件、网上咨询2件", &[]);
        case("发布信息9条,其中网站8条、微信3条", &[]);
        case("收到申请9件,其中网上申请8件、当面答复2件", &[]);
        case("发布信息658条,其中动态类500,政策类85,财政类100", &[("658", &["500", "85", "100"])]);
        case("发布信息685条,其中动态类500,政策类85", &[]);
        case("发布信息9条,其中图解8,视频3", &[]);
    }

    #[test]
    fn ways_of_application_need_no_lead() {
        case("收到申请54件,网络30件、信函20件、当面10件", &[("54", &["30", "20", "10"])]);
        case(
            "收到申请54件,按申请渠道分,网络申请30件、信函申请20件、当面申请10件",
            &[("54", &["30", "20", "10"])],
        );
        case("收到申请54件(网上30件、邮寄20件、现场10件)", &[("54", &["30", "20", "10"])]);
        case("收到申请54件,网络30件、信函20件、当面4件", &[]);
        case("收到申请54件,较上年增加6件,其中网络30件、信函24件", &[]);
        case("收到申请54件,当面答复10件、电话沟通50件", &[]);
        case("收到申请54件,当面10件、电话50件", &[]);
        case("邮寄申请20件,网络申请30件,现场申请4件", &[]);
        case("收到54件,上年结转申请4件,网络申请30件、信函申请28件", &[]);
        case("收到申请54件,网络咨询30件、现场咨询40件", &[]);
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
