//! The wordings by which reports state a number: patterns over folded text without spaces, as data.
//!
//! A wording that leaves a doubt is not here: a claim that cannot be read is no finding. So what may stand between the words of a
//! pattern is listed too, by the names of [`FILLERS`]: whatever else stands there may tell of a part.

/// What may stand between the words of a wording.
const FILLERS: [(&str, &str); 4] = [
    // Of applications: whatever does not name a kind of them.
    (
        "<any>",
        "(?:了|的|任何|各类|有效|社会|公众|群众|公民(?:[、和或及者以]*(?:法人|企业|群众|其[他它](?:社会)?组织|组织))+|申请人?|或者?|和|、|提出|提交|递交|对|向|我|本|局|委|办|厅|镇|乡|街道|单位|机关|部门|政府|县|市|区|信息|公开|依法?|有关|相关|方面|类)*",
    ),
    // Between a name and its number.
    ("<is>", "(?:共计|总计|合计|总共|总数|总量|数量|累计|件数|共|有|为|达|数|:)*"),
    // Whose it is and when, at the beginning of a clause.
    (
        "<own>",
        r"(?:截至|截止|20\d\d年|\d+月|\d+日|1月?(?:至|到|-)12月|年|度|内|底|末|全|今|本|我|局|委|办|厅|镇|乡|街道|单位|机关|部门|期间|共|均|也|亦|还|并|已)*",
    ),
    // Between a denial and the dispute that it denies.
    (
        "<dispute>",
        "(?:因|由于|涉及|关于|任何|一起|一例|1件|有关|相关|针对|对|政府|信息|公开|工作|申请|答复|类|事项|而|被|提起|引起|引发|产生|发生|导致|的)*",
    ),
];

/// A pattern with what its fillers stand for.
pub(super) fn spelled(pattern: &str) -> String {
    FILLERS.iter().fold(pattern.to_owned(), |text, (name, words)| text.replace(name, words))
}

/// A wording: what its number is, the pattern, words that the sentence must hold, words that undo it.
pub(super) struct Wording {
    /// What the number is: a code of the form or of [`crate::check`]'s claims.
    pub(super) subject: &'static str,
    /// The pattern; its group is the number, without one the sentence says that there was none.
    pub(super) pattern: &'static str,
    /// A word of the sentence.
    pub(super) within: &'static str,
    /// Words that the match must not hold.
    pub(super) without: &'static [&'static str],
    /// Where it may stand.
    pub(super) reach: Reach,
}

/// Which part of a sentence a wording is looked for in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// Up to 其中, after which parts are told.
    Head,
    /// All of it.
    Sentence,
    /// All of it, also where the sentences before tell of applications and it does not name them.
    Topic,
}

/// Words of changes, estimates and shares: a number after them is no count of the year.
const NO_COUNT: &[&str] = &["增", "减", "升", "降", "同比", "超", "约", "近", "复议", "诉讼", "起诉"];
/// The same where applications of one way are counted.
const NO_COUNT_OF_ALL: &[&str] = &[
    "增",
    "减",
    "升",
    "降",
    "同比",
    "超",
    "约",
    "近",
    "复议",
    "诉讼",
    "起诉",
    "现场",
    "当面",
    "传真",
    "信函",
    "邮",
    "网络申请",
    "网上申请",
    "自然人",
    "企业",
    "转办",
    "转来",
    "移送",
    "重新",
];
/// Words by which a denial denies less than all.
const PARTLY: &[&str] =
    &["违", "不当", "纠", "败", "错", "书面", "网", "信函", "当面", "邮", "复议", "诉讼", "费"];
/// Words of the answers that are told next: what follows them is the number of one kind.
const ONE_KIND: &[&str] =
    &["增", "减", "升", "降", "同比", "超", "约", "近", "复议", "诉讼", "起诉", "中", "处理", "不予", "无法"];
/// Words of estimates, changes and of papers that others made.
const NOT_OWN: &[&str] = &["增", "减", "同比", "超", "约", "近", "名义", "代", "累计"];
/// The same of repeals: what lapsed may count with them.
const NOT_REPEALED: &[&str] = &["失效", "增", "减", "同比", "超", "约", "近", "名义", "代", "累计", "拟"];

pub(super) const fn head(subject: &'static str, pattern: &'static str, within: &'static str) -> Wording {
    Wording { subject, pattern, within, without: NO_COUNT, reach: Reach::Head }
}

const fn anywhere(subject: &'static str, pattern: &'static str, within: &'static str) -> Wording {
    Wording { subject, pattern, within, without: NOT_OWN, reach: Reach::Sentence }
}

const fn topical(subject: &'static str, pattern: &'static str) -> Wording {
    Wording { subject, pattern, within: "申请", without: NO_COUNT, reach: Reach::Topic }
}

/// Wordings of single numbers.
pub(super) const WORDINGS: &[Wording] = &[
    Wording {
        without: NO_COUNT_OF_ALL,
        ..head(
            "received_new",
            r"(?:新收|收到|受理|接到|接收)<any>申请(?:公开)?(?:政府信息)?(?:公开)?(?:事项|件|书|表)?<is>(\d+)[件宗份条]",
            "申请",
        )
    },
    Wording {
        without: NO_COUNT_OF_ALL,
        ..head(
            "received_new",
            r"(?:新收|收到|受理|接到|接收)了?<is>(\d+)[件宗份条]<any>申请(?:公开)?(?:$|[,(])",
            "申请",
        )
    },
    // Denials of any application at all: what stands before 申请 names none of its kinds.
    Wording {
        without: PARTLY,
        ..head(
            "received_new",
            r"(?:未|没有)(?:收到|受理|接到)(?:<any>|公民|法人|其他组织|企业|及|任何(?:形式|方式|渠道|途径))*申请(?:公开)?(?:事项|件|情况|信息)?(?:$|,)",
            "申请",
        )
    },
    Wording {
        without: PARTLY,
        ..head(
            "received_new",
            r"(?:^|,)<own>无(?:任何)?(?:公民|法人|其他组织|向|提出|的|、|和|或)*(?:政府信息公开|信息公开|依)申请(?:公开)?(?:政府信息)?(?:事项|件|情况)?(?:$|,)",
            "申请",
        )
    },
    Wording {
        without: PARTLY,
        ..head(
            "received_new",
            r"(?:依申请公开|信息公开申请)(?:的|件|受理|收件|办件)*(?:数量|总量|件数|数|量)为?(?:零|0)件?(?:$|,)",
            "申请",
        )
    },
    head("carried_in", r"上一?年度?结转[^,:;、()\d则共合总后]{0,12}?(\d+)[件宗份条]", "申请"),
    topical(
        "carried_in",
        r"(?:^|,)<own>(?:无|没有)上一?年度?结转(?:的|政府|信息|公开|申请|件|情况|事项)*(?:$|,)",
    ),
    topical("carried_in", r"上一?年度?(?:无|没有)结转(?:的|政府|信息|公开|申请|件|情况|事项)*(?:$|,)"),
    Wording {
        without: ONE_KIND,
        ..head(
            "outcome_total",
            r"(?:答复|办结)(?:了|的|申请人?|政府|信息|依|公开|事项)*<is>(\d+)[件宗份条]",
            "申请",
        )
    },
    Wording {
        without: ONE_KIND,
        ..topical(
            "outcome_total",
            r"^<own>,?<own>(?:按期|按时|依法|及时|累计|全部|合计|总共|当年)*(?:答复|办结)(?:了|的|申请人?|政府|信息|依|公开|事项)*<is>(\d+)[件宗份](?:$|[,(])",
        )
    },
    topical("carried_out", r"结转(?:至|到)?(?:下|次|明)一?年度?[^,:;、()\d]{0,8}?(\d+)[件宗份条]"),
    topical(
        "carried_out",
        r"(?:^|,|有|剩余|其余)(\d+)[件宗份条](?:申请)?[^,:;、()\d]{0,12}?结转(?:至|到)?(?:下|次|明)一?年",
    ),
    head(
        "carried_out",
        r"(?:尚有|还有|仍有|剩余|其余|余)(\d+)[件宗份](?:申请)?[^,:;、()\d]{0,16},(?:均|已|将|按规定|依法)*结转(?:至|到)?(?:下|次|明)一?年",
        "申请",
    ),
    // That nothing was left for the next year; where the year is not named, behind what was answered.
    topical(
        "carried_out",
        r"(?:^|,)<own>(?:无|没有|未有)(?:申请|件|事项|需要?)*结转(?:至|到)?(?:下|次|明)一?年度?(?:继续)?(?:办理)?(?:的|政府|信息|公开|申请|件|情况|事项)*(?:$|,)",
    ),
    topical(
        "carried_out",
        r"(?:办结|办理完毕|办理完结|答复完毕|答复)[^,:;()\d]{0,6},<own>(?:无|没有|未有)(?:申请|件)*结转(?:的|政府|信息|公开|申请|件|情况|事项)*(?:$|,)",
    ),
    anywhere(
        "normative_documents.issued",
        r"(?:制发|制定|印发|出台|新制)[^,:;、()\d规章]{0,8}规范性文件<is>(\d+)[件份部个]",
        "规范性文件",
    ),
    anywhere(
        "normative_documents.issued",
        r"规范性文件:?(?:制发|制定|印发|出台)了?<is>(\d+)[件份部个]",
        "规范性文件",
    ),
    Wording {
        without: NOT_REPEALED,
        ..anywhere(
            "normative_documents.repealed",
            r"废止了?(?:行政)?规范性文件<is>(\d+)[件份部个]",
            "规范性文件",
        )
    },
    Wording {
        without: NOT_REPEALED,
        ..anywhere(
            "normative_documents.repealed",
            r"规范性文件[^;]{0,24}?废止了?<is>(\d+)[件份部个]",
            "规范性文件",
        )
    },
    anywhere(
        "normative_documents.in_force",
        r"现行有效(?:的)?(?:行政)?(?:规范性文件)?<is>(\d+)[件份部个]",
        "规范性文件",
    ),
    // Whatever else stands before may name a kind of them, or a step towards them.
    anywhere(
        "penalty",
        r"(?:^|[,、:(]|其中)(?:<own>|主动|依法|对外|作出|做出|实施|公开|公示|公布|发布|下达|录入|上传|归集|报送|执法)*行政处罚(?:(?:处理)?决定书?(?:信息)?)?(?:案件|结果)?<is>(\d+)[件条宗起份]",
        "行政处罚",
    ),
    head(
        "information_fee.notices",
        r"(?:发出|发送|送达|出具)(?:政府|信息|公开|处理费|的)*(?:收费|缴费)通知书?<is>(\d+)[件份次]",
        "通知",
    ),
    head(
        "information_fee.collected_yuan",
        r"(?:收取|收缴|实收)了?(?:政府|信息|公开|的)*处理费用?<is>(\d+)元",
        "处理费",
    ),
    head(
        "information_fee.collected_yuan",
        r"^(?:<own>,)?<own>(?:未|没有)(?:收取|产生|发生)(?:过|任何|政府|信息|公开|的)*处理费用?(?:$|,)",
        "处理费",
    ),
];
