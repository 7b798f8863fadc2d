//! What a sentence is about: a number that names nothing counts what the sentences before it tell of.

use super::context::OTHER_WORK;
use regex::Regex;
use std::sync::LazyLock;

/// What a stretch of prose tells of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Topic {
    /// Nothing that a number could be of.
    #[default]
    Any,
    /// Applications and what became of them.
    Applications,
    /// Supervision (监督保障), where disputes are told.
    Oversight,
    /// Letters, cases, licences: other work, which is received and answered alike.
    Other,
}

/// Letters, calls and the like: they are answered and carried over as applications are.
const LETTERS: &[&str] = &[
    "来信",
    "信件",
    "来访",
    "来件",
    "来函",
    "邮件",
    "工单",
    "建议",
    "意见",
    "诉求",
    "举报",
    "投诉",
    "线索",
    "提问",
    "问政",
    "求助",
    "议案",
    "督办件",
    "交办件",
    "转办件",
    "事件",
    "反映",
    "问题",
    "服务事项",
    "12345",
    "12315",
];

/// Work out of which disputes come that are not about open information.
const MATTERS: &[&str] = &[
    "处罚",
    "公示",
    "许可",
    "执法",
    "强制",
    "征收",
    "征地",
    "拆迁",
    "赔偿",
    "审批",
    "规范性文件",
    "合同",
    "法治",
    "应诉",
    "仲裁",
    "审理",
    "办理行政",
    "受理行政",
    "复议机关",
    "代理",
    "调解",
];

/// Headings and openings of what is no work on applications.
const OTHER_HEADINGS: &[&str] = &["主动公开", "信息管理", "平台建设", "政策解读", "队伍建设"];

/// Applications that nothing is counted of: of trainings on them, of their pages and papers; what is applied for otherwise.
static NOT_COUNTED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:依申请公开|公开申请)(?:政府信息|工作|业务|答复)*(?:专题|专项)?(?:培训|会议|会商|讲座|制度|规定|指南|流程|专栏|栏目|文书|模板|知识|人员|队伍|机制|能力|水平)|申请(?:人民)?(?:执行|法院|强制|专利|项目|资金|立项|经费|补助|补贴|复议|行政复议|仲裁|登记|领取)")
        .expect("a valid pattern")
});

/// The length of a sub-heading with which a clause begins: "(二)依申请公开".
pub(super) fn heading(clause: &str) -> usize {
    static HEADING: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"^\(?[一二三四五六七八九十\d]+[)、.](?:主动公开|依申请公开|(?:政府)?信息管理|(?:政府)?信息?公开?平台建设|监督保障)(?:政府信息|工作|情况)*[.:]?",
        )
        .expect("a valid pattern")
    });
    HEADING.find(clause).map_or(0, |found| found.end())
}

/// Whether a sentence tells of letters, in words that are no way to apply.
pub(super) fn tells_of_letters(sentence: &str) -> bool {
    let rest = sentence.replace("信访举报投诉", "").replace("信访投诉举报", "").replace("电子邮件", "");
    LETTERS.iter().any(|word| rest.contains(word))
}

/// Whether a sentence tells of work out of which other disputes come.
pub(super) fn tells_of_matters(sentence: &str) -> bool {
    // Both are rows of the form.
    let rest = sentence.replace("行政执法案卷", "");
    MATTERS.iter().any(|word| rest.contains(word))
}

/// An application by the words before it; another word names a kind that is not for information: 住房保障申请.
static APPLICATION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[依的类件宗份次年度人共,。;:、()]|公开|信息|新收|收到|受理|接到|接收|办理|处理|答复|办结|结转|登记|未|没有|无|提出|提交|到期|重复|有效|[局委办厅镇乡]|街道|机关|单位|部门|政府|组织|企业|网络|网上|在线|线上|线下|信函|邮寄|当面|现场|传真|邮件|书面|渠道|来|各|该|全部|上述|当年)申请")
        .expect("a valid pattern")
});

/// Whether a sentence tells of applications that can be counted.
pub(super) fn tells_of_applications(sentence: &str) -> bool {
    sentence.contains("申请") && APPLICATION.is_match(&NOT_COUNTED.replace_all(sentence, ""))
}

impl Topic {
    /// What the prose is about behind a sentence.
    pub(super) fn behind(self, sentence: &str) -> Topic {
        static OUTCOME: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r"(?:予以公开|部分公开|不予公开|无法提供|不予处理)\D{0,6}\d+[件宗份]")
                .expect("a valid pattern")
        });
        let work = sentence.replace("信访举报投诉", "");
        if OTHER_WORK.iter().any(|word| work.contains(word)) || tells_of_letters(sentence) {
            // Supervision is told with what people suggest.
            if self == Topic::Oversight { self } else { Topic::Other }
        } else if tells_of_applications(sentence) || OUTCOME.is_match(sentence) {
            Topic::Applications
        } else if sentence.contains("监督保障") {
            Topic::Oversight
        } else if tells_of_matters(sentence) {
            Topic::Other
        } else if OTHER_HEADINGS.iter().any(|word| sentence.contains(word)) {
            Topic::Any
        } else {
            self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Topic, heading};

    #[test]
    fn a_sentence_sets_the_topic_or_leaves_it() {
        let case = |text: &str, expected| assert_eq!(Topic::Any.behind(text), expected, "{text}");
        case("收到申请54件", Topic::Applications);
        case("其中予以公开27件", Topic::Applications);
        case("组织依申请公开培训3次", Topic::Any);
        case("收到群众来信65件", Topic::Other);
        case("作出行政处罚60件", Topic::Other);
        case("受理住房保障申请321件", Topic::Any);
        case("申请专利12件", Topic::Any);
        case("收到电子邮件申请5件", Topic::Applications);
        case("(五)监督保障", Topic::Oversight);
        assert_eq!(Topic::Oversight.behind("收集意见建议5条"), Topic::Oversight);
        assert_eq!(Topic::Applications.behind("均按时完成"), Topic::Applications);
        assert_eq!(Topic::Applications.behind("(三)政府信息管理"), Topic::Any);
    }

    #[test]
    fn a_sub_heading_is_no_part_of_its_sentence() {
        assert_eq!(heading("(二)依申请公开全年收到"), "(二)依申请公开".len());
        assert_eq!(heading("5.监督保障情况:全年"), "5.监督保障情况:".len());
        assert_eq!(heading("全年收到"), 0);
    }
}
