//! Whose figures a report holds, and the words that say so. Without words nothing is decided, nor by words that contradict each other.

use crate::division::mentions;
use crate::report::Scope;
use regex::Regex;
use std::sync::LazyLock;

/// What the sentence speaks of: the report or its figures, not data at large.
const SUBJECT: &str = r"(?:本(?:年度|次|份)?(?:工作)?(?:报告|年报)|报告(?:中|内|所列|涉及|的|各项|统计)*数据|所列(?:的|各项|统计)*数据|年报数据|统计数据|数据统计|(?:统计|汇总|编制|填报|数据)(?:范围|口径|对象|来源))";

/// Other bodies than the one that reports.
const OTHERS: &str = r"(?:各(?:级|有关|相关)*(?:行政机关|机关|部门|单位|委办局|委局办|直属|乡|镇|街|区|县|市|州|旗|地)|(?:下属|所属|直属|下级|下辖|[区县市省州旗]直)(?:各|行政|事业|职能|工作|派出)*(?:机关|部门|单位|机构|政府|乡镇|镇街|街道)|(?:各|下属|所属|直属|基层|派出|市|县|区|局)+(?:分局|派出所|站所|所队|支队|大队|分支机构|派出机构|基层单位|(?:司法|财政|监管|管理|资源|规划|国土|水利|林业|卫生)所)|所有(?:行政机关|部门|单位)|其他(?:行政机关|部门|单位)|\d+[家个](?:行政机关|机关|部门|单位|乡|镇|街道|区|县|市)|镇街|街镇|乡镇)";

/// The whole of a region.
const WHOLE: &str = r"全[省市县区州旗镇]";

fn patterns(patterns: &[String]) -> Vec<Regex> {
    patterns.iter().map(|pattern| Regex::new(pattern).expect("a valid pattern")).collect()
}

/// Words of reports that hold other bodies' figures.
static CONSOLIDATED: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    patterns(&[
        format!(
            r"{SUBJECT}.{{0,16}}(?:涵盖|包括|包含|覆盖|来自|来源于|涉及|汇总了|含).{{0,40}}(?:{OTHERS}|{WHOLE})"
        ),
        format!(
            r"{SUBJECT}.{{0,8}}(?:为|是|系|由).{{0,40}}{OTHERS}.{{0,30}}(?:汇总|合计|之和|数据|编制|合并)"
        ),
        format!(
            r"{SUBJECT}.{{0,8}}(?:为|是|系):?.{{0,8}}{WHOLE}(?:各|所有|行政机关|政府系统|范围|汇总|合计|\d+)"
        ),
        format!(r"(?:统计|汇总|编制|填报)(?:范围|口径|对象)(?:为|是|系|:).{{0,20}}{OTHERS}"),
        format!(
            r"(?:汇总|综合|合并).{{0,30}}{OTHERS}.{{0,40}}(?:报告|年报|数据).{{0,10}}(?:编制|汇总|形成|而成)"
        ),
        format!(r"(?:根据|依据|由).{{0,20}}{OTHERS}.{{0,40}}(?:报告|年报|数据).{{0,6}}汇总"),
        format!(r"{SUBJECT}.{{0,60}}(?:汇总编制|编制汇总|汇总而成|汇总形成)"),
        format!(r"{SUBJECT}.{{0,12}}(?:为|是|系).{{0,10}}汇总(?:数据|数|结果)"),
    ])
});

/// Words of reports that hold a body's own figures alone.
static OWN: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    patterns(&[
        format!(
            r"{SUBJECT}.{{0,24}}(?:仅|只|限|均?为|均?是|系|指).{{0,16}}本级(?:政府|机关|部门|单位|数据)?"
        ),
        format!(
            r"{SUBJECT}.{{0,16}}(?:仅|只)(?:为|是|包括|包含|含|统计|涉及|反映|限于|限|针对).{{0,12}}本(?:单位|机关|部门|局|委|办|镇|乡|街道)"
        ),
        format!(
            r"{SUBJECT}.{{0,8}}均?(?:为|是|系)本(?:单位|机关|部门|局|委|办|镇|乡|街道)(?:自身)?(?:的)?数据"
        ),
        format!(r"{SUBJECT}.{{0,16}}(?:仅|只).{{0,12}}向.{{0,10}}政府(?:办公[室厅])?(?:提出|申请)"),
    ])
});

/// Words that leave other bodies out; what is left out of national systems, or secret, says nothing of the others.
static WITHOUT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"{SUBJECT}.{{0,40}}(?:(?:不|未)(?:含|包括|包含|涵盖|涉及|统计|纳入|计入|汇总).{{0,12}}{OTHERS}|(?:不|并非)是?{WHOLE}.{{0,4}}汇总)"
    ))
    .expect("a valid pattern")
});

/// Words of sentences that decide nothing: of other years, of bodies that are no more, of whom a report is for.
static DOUBT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"上一?年度?(?:的|报|数|统)|去年|往年|(?:^|[^还草高中平])原[^则因始来有]|并入|机构改革|划[入转]|转隶|撤[并销]|(?:[向对给供请]|面向)(?:全|各|所有)",
    )
    .expect("a valid pattern")
});

/// Whether a sentence has such words; 原 of 太原市 is none.
fn is_doubtful(sentence: &str) -> bool {
    let in_name = |at: usize| mentions(sentence).iter().any(|place| (place.start..place.end).contains(&at));
    // A match may begin with the character before.
    DOUBT
        .find_iter(sentence)
        .any(|found| found.as_str().find('原').is_none_or(|at| !in_name(found.start() + at)))
}

/// Words by which a body's own figures are not all.
const NOT_ONLY: &[&str] = &["不仅", "不只", "不限", "不单", "不局限", "并非", "不是", "不光", "不止"];

/// Whether what follows the bodies is their figures, not their duties, names or troubles.
fn of_data(rest: &str) -> bool {
    const THINGS: &[&str] = &[
        "职责", "职能", "名称", "问题", "事项", "培训", "转来", "转办", "解释", "意见", "建议", "做法",
        "网站", "栏目",
    ];
    const DATA: &[&str] = &[
        "数据",
        "统计",
        "信息",
        "政府信息",
        "情况",
        "年报",
        "年度报告",
        "报告",
        "汇总",
        "单位",
        "总",
        "合计",
        "工作",
        "相关",
    ];
    let clause = rest.split([',', '、']).next().unwrap_or_default();
    let of = clause.split_once('的').map_or("", |(_, thing)| thing);
    let of = of.trim_start_matches(['等', '各']);
    !THINGS.iter().any(|thing| clause.contains(thing))
        && (of.is_empty() || DATA.iter().any(|data| of.starts_with(data)))
}

/// Reads it out of the title and the folded prose without white space.
pub(super) fn scope(title: &str, prose: &str) -> (Scope, Option<String>) {
    static TITLED: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"汇总|全[省市县区旗]").expect("a valid pattern"));
    let (mut own, mut consolidated) = (None, None);
    if title.contains("本级") {
        own = Some(title.to_owned());
    } else if TITLED.is_match(title) {
        consolidated = Some(title.to_owned());
    }
    for sentence in prose.split_inclusive(['。', ';', '!', '?']).filter(|sentence| sentence.len() < LONGEST)
    {
        if !TOPICS.iter().any(|topic| sentence.contains(topic)) && !SPEAKS.is_match(sentence) {
            continue;
        }
        if sentence.ends_with('?') || is_doubtful(sentence) {
            continue;
        }
        let sentence = sentence.trim_end_matches(['。', ';', '!']);
        let of_data = |words: &regex::Match| of_data(&sentence[words.end()..]);
        if let Some(words) = WITHOUT.find(sentence).filter(of_data) {
            own.get_or_insert_with(|| words.as_str().to_owned());
            continue;
        }
        let alone = OWN.iter().filter_map(|pattern| pattern.find(sentence));
        // 本级及各部门 is not 本级 alone.
        let mut alone = alone.filter(|words| {
            !goes_on(&sentence[words.end()..]) && !NOT_ONLY.iter().any(|not| words.as_str().contains(not))
        });
        if let Some(words) = alone.next() {
            own.get_or_insert_with(|| words.as_str().to_owned());
            continue;
        }
        let mut found = CONSOLIDATED.iter().filter_map(|pattern| pattern.find(sentence));
        if let Some(words) = found.find(|words| !denied(words.as_str()) && of_data(words)) {
            consolidated.get_or_insert_with(|| words.as_str().to_owned());
        }
    }
    match (own, consolidated) {
        (Some(words), None) => (Scope::Own, Some(words)),
        (None, Some(words)) => (Scope::Consolidated, Some(words)),
        _ => (Scope::Unknown, None),
    }
}

/// Words of which every pattern above needs one, or its subject: other sentences are not looked at.
const TOPICS: [&str; 3] = ["汇总", "综合", "合并"];

static SPEAKS: LazyLock<Regex> = LazyLock::new(|| Regex::new(SUBJECT).expect("a valid pattern"));

/// Bytes of a sentence that is still one.
const LONGEST: usize = 1500;

fn goes_on(rest: &str) -> bool {
    ["及", "和", "与", "、", "以及", ",各", "加"].iter().any(|word| rest.starts_with(word))
}

/// Whether words that would tell of other bodies' figures deny or demand them.
fn denied(words: &str) -> bool {
    [
        "不是",
        "并非",
        "不属",
        "未汇总",
        "不汇总",
        "没有",
        "未纳入",
        "不含",
        "不包",
        "未包",
        "未含",
        "不涉及",
        "未涉及",
        "要求",
        "督促",
        "指导",
        "应当",
        "组织",
        "印发",
        "报送至",
        "无需",
    ]
    .iter()
    .any(|word| words.contains(word))
}

#[cfg(test)]
mod tests {
    use super::scope;
    use crate::parse::cover::flat;
    use crate::report::Scope::{self, Consolidated, Own, Unknown};

    const CASES: &[(&str, Scope)] = &[
        ("本报告综合全区各部门、各乡镇街道年度报告汇总编制。", Consolidated),
        ("本报告数据包括区政府各部门、各镇（街道）。", Consolidated),
        ("本报告所列数据涵盖全区36家单位。", Consolidated),
        ("本报告中所列数据的统计范围为区政府本级、各部门和各街道办事处。", Consolidated),
        ("统计范围：全县各乡镇、各部门。", Consolidated),
        ("统计范围为县政府各部门、各乡镇人民政府。", Consolidated),
        ("统计口径为区级各行政机关。", Consolidated),
        ("本报告由区政府办公室根据各部门报送的年度报告汇总编制。", Consolidated),
        ("本报告由各镇（街道）、区级各部门数据汇总而成。", Consolidated),
        ("本报告根据各县区、市直各单位年度报告汇总形成。", Consolidated),
        ("本年报所列数据来自全市编制发布年报的单位。", Consolidated),
        ("本报告数据来源于各县（市、区）政府和市政府各部门。", Consolidated),
        ("本报告的统计数据为全区汇总数据。", Consolidated),
        ("本报告所列数据为区级汇总数据。", Consolidated),
        ("所列数据包含市本级和各区县。", Consolidated),
        ("本报告数据包括县本级及下属乡镇。", Consolidated),
        ("报告中数据为镇街及区直部门合计数据。", Consolidated),
        ("根据各单位年度报告数据汇总，编制本报告。", Consolidated),
        ("综合各区县和部门年度报告编制而成。", Consolidated),
        ("本报告涵盖各地级以上市、县（市、区）政府和省政府各部门，不含垂直管理单位。", Consolidated),
        ("本报告包括区政府及42个部门、街道的数据。", Consolidated),
        ("本报告数据包括局机关及各派出所。", Consolidated),
        ("本报告数据包括市局及各分局。", Consolidated),
        ("本报告的统计范围为县局机关、各市场监管所。", Consolidated),
        ("本报告所列数据仅为区政府本级数据。", Own),
        ("本报告数据不含各派出所。", Own),
        ("本报告数据涉及各派出所职责。", Unknown),
        ("本报告数据为县本级。", Own),
        ("本报告统计数据只包括本机关。", Own),
        ("本报告数据仅限本级，不含各部门。", Own),
        ("本报告所列数据不包括区政府各部门、各街道。", Own),
        ("本报告的数据均为本单位数据。", Own),
        ("统计范围仅含本局机关。", Own),
        ("本报告数据未包含下属单位。", Own),
        ("本报告统计数据不含各乡镇、县直各单位数据。", Own),
        ("统计数据仅指向区政府提出的申请。", Own),
        ("本报告仅反映本部门情况。", Own),
        ("本报告由原阳县人民政府办公室根据各部门年度报告汇总编制。", Consolidated),
        ("本报告所列数据为太原市本级数据。", Own),
        ("本报告由原延津县各部门数据汇总而成。", Unknown),
        ("本报告由区政府办公室编制。", Unknown),
        ("本报告根据《条例》要求编制，包括总体情况、主动公开等六个部分。", Unknown),
        ("各部门按月汇总上报信息。", Unknown),
        ("全区各部门、各镇（街道）主动公开政府信息3000条。", Unknown),
        ("指导各单位编制并发布年度报告。", Unknown),
        ("公开本级财政预决算数据和报告。", Unknown),
        ("数据开放平台数据包括各部门的目录。", Unknown),
        ("本报告所列数据不含涉密信息。", Unknown),
        ("本报告所列数据的统计期限自2023年1月1日起至12月31日止。", Unknown),
        ("组织各乡镇、各部门培训3次，覆盖全区。", Unknown),
        ("据统计，全市各级行政机关收到申请100件。", Unknown),
        ("本单位不含下属单位。", Unknown),
        ("本报告是本单位根据条例编制的。", Unknown),
        ("加强各部门数据汇总分析。", Unknown),
        ("本报告的电子版可在区政府网站下载，各部门、各单位如有疑问请联系。", Unknown),
        ("本报告数据包括各部门。另，本报告所列数据仅为区本级。", Unknown),
        ("本报告数据涉及各单位职责的，请各单位说明。", Unknown),
        ("本报告所列数据涉及各单位职责。", Unknown),
        ("本报告包括六部分内容，向各街道、各部门发布。", Unknown),
        ("本报告涵盖各乡镇普遍面临的问题。", Unknown),
        ("本报告中涉及的各单位名称为新名称。", Unknown),
        ("本报告涉及各街道的培训见第五部分。", Unknown),
        ("统计数据涉及全市范围内的许可事项。", Unknown),
        ("本报告涉及的申请包括各单位转来的件。", Unknown),
        ("本报告数据取自本单位台账，不是全县汇总数据。", Own),
        ("本报告不是全市汇总报告，各部门年报另行发布。", Own),
        ("本报告的数据来自机关科室，未汇总下属单位。", Own),
        ("上年度报告数据包括各单位，本年度报告数据仅含县政府办公室。", Unknown),
        ("本报告数据不仅包括县本级，还包括各乡镇、各部门。", Consolidated),
        ("本报告统计数据不仅限于区本级，也涵盖各街道。", Consolidated),
        ("因机构改革，本报告数据包含原区物价局等2个部门数据。", Unknown),
        ("本报告数据包含已并入我局的原区旅游局等3家单位的数据。", Unknown),
        ("区政府办公室负责汇总编制全区年度报告，本报告为区政府办公室报告。", Unknown),
        ("本报告数据含各单位吗？不含，仅为本级。", Unknown),
        ("云岭县2023年度报告汇总编制本级年度报告。", Unknown),
        ("本報告滙總全區各部門、各鄉鎮年度報告數據編製而成。", Consolidated),
    ];

    #[test]
    fn phrasings() {
        let told = CASES.iter().map(|(text, right)| (text, right, scope("", &flat(text))));
        let wrong = told.filter(|(_, right, told)| **right != told.0);
        let wrong: Vec<String> = wrong.map(|(text, _, told)| format!("{text} {told:?}")).collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert!(CASES.len() >= 40);
    }

    #[test]
    fn titles_and_what_decided() {
        let title = "云岭县2023年政府信息公开工作年度报告";
        assert_eq!(scope(title, ""), (Unknown, None));
        for (mark, right) in [("（汇总）", Consolidated), ("（全县）", Consolidated), ("（县本级）", Own)]
        {
            let marked = format!("{title}{mark}");
            assert_eq!(scope(&marked, ""), (right, Some(marked.clone())));
        }
        assert_eq!(scope("桂林市全州县2023年政府信息公开工作年度报告", "").0, Unknown);
        let (_, why) = scope("", "另有其他。本报告数据为县本级数据,共3件。");
        assert_eq!(why.as_deref(), Some("本报告数据为县本级数据"));
    }
}
