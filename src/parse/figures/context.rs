//! Words of the sentence around a wording by which its number is of a part, of other bodies, of other work or of other times.

use super::outcomes::OUTCOMES_OF_CARRIED;
use super::topic::{tells_of_applications, tells_of_letters};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// Words before a wording, in its clause, by which it counts a part, or more than the year: nothing of its kind is read then.
pub(super) const PART_BEFORE: &[&str] = &[
    "直接起诉",
    "复议后",
    "补正",
    "通过",
    "延期",
    "延长",
    "当年",
    "同一",
    "其中一",
    "代理",
    "受理行政",
    "简易程序",
    "一般程序",
    "普通程序",
    "申请中",
    "件中",
    "抽查",
    "评查",
    "检查",
    "自然人",
    "法人",
    "当场",
    "当面",
    "口头",
];

/// Words before a dispute by which only some of the year's are counted, or those of others.
const DISPUTES_BEFORE: &[&str] =
    &["审结", "未结", "同一", "代理", "受理", "复议机关", "新发生", "新增", "结转", "撤回"];

/// Words of the cases that a penalty may be disputed in or come of, of campaigns and procedures: its number is theirs.
const DISPUTED: &[&str] =
    &["复议", "诉讼", "应诉", "举报", "投诉", "督察", "出动", "专项", "简易程序", "普通程序", "一般程序"];

/// Names of bodies that are others than the one reporting unless its own name has them.
const BODIES: &[&str] = &[
    "总队",
    "支队",
    "大队",
    "中队",
    "分局",
    "系统",
    "中心",
    "政府办",
    "各部门",
    "各单位",
    "各乡镇",
    "各镇",
    "各街道",
];

/// What names a government or all that is below it: not the body reporting unless it is one.
const OF_GOVERNMENTS: &str =
    r"[省市州盟县区旗镇乡]政府(?:[^信]|$)|全[省市州盟县区旗镇乡]|(?:^|[^我本])(?:各|政府)?部门|政府办";

/// Names of bodies that tell of all that is below them.
const GOVERNMENTS: &[&str] = &["政府", "管委会", "管理委员会", "办事处", "地区"];

/// Words by which a sentence tells of other work than that on applications.
pub(super) const OTHER_WORK: &[&str] = &[
    "提案",
    "信访",
    "热线",
    "留言",
    "来电",
    "咨询",
    "信箱",
    "登记申请",
    "许可申请",
    "审批申请",
    "援助申请",
    "救助申请",
    "仲裁申请",
    "认定申请",
    "补贴申请",
    "申领",
];

/// Words of a sentence whose numbers are of a part of the body, or of other bodies.
const OTHER_BODIES: &[&str] = &[
    "本级",
    "下属",
    "下级",
    "所属",
    "二级机构",
    "二级单位",
    "直属",
    "基层",
    "企事业单位",
    "所辖",
    "下辖",
    "辖区",
    "政府及部门",
    "清理",
];

/// Words of a sentence whose numbers are of a part of the year, of other years, or of several in one.
const OTHER_TIMES: &str = r"季度|半年|近[两二三四五]年|以来|\d月|[当每]月|[^计告度年此]期间|去年|前年|上一?年度?(?:共|收|受|新收|同期|答|办)|分别(?:新收|收到|受理|接到|答复|办结)|其中(?:我|本)(?:局|委|办|厅|镇|乡|县|市|区|街|单位|机关|部门)";

/// Times that leave a year whole, and years that another is measured by.
const SAME_TIMES: &str = r"今年以来|本年度?以来|1月?(?:1日)?(?:至|到|-|—|~)12月(?:31日|底)?|1月1日(?:起)?(?:至|到|-|—|~)(?:20\d\d年)?12月31日|12月31日|12月底|(?:较|比|与|同|于)(?:去年|上一?年度?|20\d\d年)(?:同期)?|结转(?:至|到)?20\d\d年|20\d\d年度?结转(?:而?来|到本年|至本年)?的?(?:申请)?(?:为|有|共)?\d+[件宗份]";

/// Whether a sentence tells of a part of the body or of the year, of other bodies or of several years.
pub(super) fn of_parts(sentence: &str, report: Option<i32>) -> bool {
    static TIMES: LazyLock<[Regex; 3]> = LazyLock::new(|| {
        [SAME_TIMES, OTHER_TIMES, r"(20\d\d)年"].map(|text| Regex::new(text).expect("a valid pattern"))
    });
    let [same, other, year] = &*TIMES;
    let rest = same.replace_all(sentence, "");
    let years = year.captures_iter(&rest).filter_map(|year| year[1].parse::<i32>().ok());
    let mut years: Vec<i32> = years.chain(report).collect();
    years.dedup();
    // "2022年收到9件,本年8件" is of two years as well.
    let several = years.len() > 1 || report.is_none() && !years.is_empty() && rest.contains(",本年");
    several || other.is_match(&rest) || OTHER_BODIES.iter().any(|word| sentence.contains(word))
}

/// What stands last in a text, behind its last comma.
pub(super) fn in_clause(text: &str) -> &str {
    text.rsplit(['。', ';', ',', '、', ':', '(']).next().unwrap_or(text)
}

/// Whether a clause names another body than the one of this name.
pub(super) fn of_another(clause: &str, agency: &str) -> bool {
    static OF_GOVERNMENT: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(OF_GOVERNMENTS).expect("a valid pattern"));
    BODIES.iter().any(|body| clause.contains(body) && !agency.contains(body))
        || !GOVERNMENTS.iter().any(|word| agency.contains(word)) && OF_GOVERNMENT.is_match(clause)
}

/// Whether a dispute is one of some only, or a penalty one of another list or in dispute, by what stands before.
pub(super) fn is_of_others(subject: &str, text: &str, at: usize) -> bool {
    let before = &text[..at];
    match subject {
        "reconsideration" | "litigation" => {
            let joined = before.trim_end_matches(['、', '和', '及', '与', '或', '以']);
            let both = joined.len() < before.len()
                && ["行政复议", "复议案件"].iter().any(|word| joined.ends_with(word));
            both || DISPUTES_BEFORE.iter().any(|word| before.contains(word))
        }
        // "查处违法案件52起,其中行政处罚40起": penalties of those.
        "penalty" => {
            DISPUTED.iter().any(|word| text.contains(word))
                || text.split_once("其中").is_some_and(|(whole, _)| whole.contains('案'))
        }
        _ => false,
    }
}

/// Whether a number of applications is of letters and the like, of which what was answered may stand before, of some of the applications,
/// or of those of others.
pub(super) fn is_of_letters(subject: &str, text: &str, at: Range<usize>, agency: &str) -> bool {
    static COUNTED: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\d[件宗份]").expect("a valid pattern"));
    let clause = text[at.end..].find([',', '。', ';', '、']).map_or(text.len(), |end| at.end + end);
    let before = &text[..at.start];
    match subject {
        "received_new" => before.ends_with('未') || tells_of_letters(&text[at.start..clause]),
        "carried_in" => is_joined(before) || tells_of_letters(&text[at.start..clause]),
        // "54件申请办结52件" tells of those.
        "outcome_total" => {
            COUNTED.is_match(in_clause(before)) || tells_of_letters(&text[..clause]) || follows_others(before)
        }
        "carried_out" => of_another(before, agency) || tells_of_letters(&text[..clause]),
        // Fees of other kinds have notices as well.
        "information_fee.notices" => !["申请", "信息"].iter().any(|word| text.contains(word)),
        _ => false,
    }
}

/// Whether a number of applications counts others as well, since those for information are named as a part of it: 各类申请42件，其中政府信息公开
/// 申请12件.
pub(super) fn counts_others(subject: &str, behind: &str) -> bool {
    static NAMED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^[,(](?:其中|包括|含)[^\d,。;、]{0,6}(?:政府信息公开|信息公开|依申请公开)(?:的?申请)?\d")
            .expect("a valid pattern")
    });
    subject == "received_new" && NAMED.is_match(behind)
}

/// Whether what is counted last before an answer is something else than applications: "受理登记65件,".
fn follows_others(before: &str) -> bool {
    static CAME: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:收到|受理|接收|接到|新收|登记|审核|审批|排查|调处|检查|处置)(?:了|共|各类)*([^\d,。;]{2,})\d+[件宗份]")
            .expect("a valid pattern")
    });
    let last = CAME.captures_iter(before).last();
    last.is_some_and(|last| {
        !tells_of_applications(&last[0])
            && !["公开", "共计", "总数"].iter().any(|word| last[1].contains(word))
    })
}

/// Whether what stands before a name joins something to it that has no number of its own: "新收和上年结转58件".
fn is_joined(before: &str) -> bool {
    let rest = before.trim_end_matches(['和', '及', '与', '、', '以', '加', '上', '含']);
    rest.len() < before.len() && !rest.ends_with(['件', '宗', '份', '条', ')', '('])
}

/// Whether what is carried over, told at `start`, is of some applications only: behind 其中, at `parts`, it follows the outcomes as one of
/// them.
pub(super) fn is_of_some(text: &str, parts: usize, start: usize) -> bool {
    static CARRIED: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(OUTCOMES_OF_CARRIED).expect("a valid pattern"));
    let before = &text[..start];
    let came = ["新收", "收到", "受理", "接收", "接到"].iter().any(|word| before.contains(word));
    let last = ["上年", "上一年"].iter().any(|word| before.contains(word));
    let opens = ["", "另", "另有", "并", "尚有", "还有", "剩余", "其余"].contains(&in_clause(before))
        && !before.ends_with('(');
    CARRIED.is_match(text) || last && !came || start > parts && !opens
}
