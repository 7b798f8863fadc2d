//! How many units report, by the prose of a roll-up: in its sections, or before them.

use super::wordings::{Reach, Wording, head};

/// How many should report: what is told of that is read by a wording of its own.
const SHOULD: &[&str] = &["应", "增", "减", "超", "约", "近"];
/// Words of another year, of a part, and of what did not happen.
const OTHER_YEAR: &[&str] = &[
    "上年",
    "上一年",
    "去年",
    "前年",
    "往年",
    "其中",
    "另有",
    "未",
    "拟",
    "计划",
    "将",
    "增",
    "减",
    "超",
    "约",
    "近",
];

/// A number of units that a sentence tells wherever it stands in it.
const fn of_all(pattern: &'static str) -> Wording {
    Wording { without: OTHER_YEAR, reach: Reach::Sentence, ..head("reporting_units", pattern, "单位") }
}

/// Wordings of the number of units.
pub(super) const UNITS: &[Wording] = &[
    Wording {
        without: SHOULD,
        ..head(
            "reporting_units",
            r"应?当?(?:编制|编写|发布|公布|报送)[^,。;、\d]{0,12}(?:年报|年度报告)[^,。;、\d]{0,4}单位[^,。;、\d]{0,4}?(\d+)[家个]",
            "单位",
        )
    },
    // How many should report is not how many do, unless all of them do or their number follows.
    head(
        "reporting_units",
        r"应当?(?:编制|编写|发布|公布|报送)[^,。;、\d]{0,12}(?:年报|年度报告)[^,。;、\d]{0,4}单位[^,。;、\d]{0,4}?(\d+)[家个],?(?:均|都)?已?(?:全部|均|都)已?(?:按[期时])?(?:编制|编写|发布|公布|公开|报送|完成)",
        "单位",
    ),
    head(
        "reporting_units",
        r"应当?(?:编制|编写|发布|公布|报送)[^,。;、\d]{0,12}(?:年报|年度报告)[^,。;、\d]{0,4}单位[^,。;、\d]{0,4}?\d+[家个],?(?:实际|现?已)(?:按[期时])?(?:编制|编写|发布|公布|公开|报送)[^,。;、\d]{0,10}?(\d+)[家个](?:单位)?(?:[,)]|$)",
        "单位",
    ),
    of_all(
        r"(?:共有?|合计|全[省市州盟县区旗])(\d+)[家个]单位(?:均|都|已|按[期时]){0,3}(?:编制|编写|编报|发布|公布|公开|报送)(?:并(?:发布|公布|公开|报送))?了?(?:(?:\d{4}|[本上]一?)年度?)?(?:本单位|本机关)?(?:的)?(?:政府)?(?:信息公开)?(?:工作)?(?:年报|年度报告)(?:[,)]|$)",
    ),
    of_all(
        r"汇总了?(?:全[省市州盟县区旗])?共?(\d+)[家个]单位的?(?:政府)?(?:信息公开)?(?:工作)?(?:(?:统计|年报|年度报告)?的?数据|年报|年度报告)(?:编制|汇编)?(?:而成)?(?:[,)]|$)",
    ),
    of_all(
        r"(?:根据|依据|依照|由|以|综合|汇总)了?(?:全[省市州盟县区旗]|我[省市州盟县区旗]|辖区内?)?(?:范围内)?共?(\d+)[家个]单位(?:报送|编制|编报|提供|上报|发布|公布|公开|提交)?的?(?:(?:\d{4}|[本上]一?)年度?)?(?:本单位|本机关)?(?:政府)?(?:信息公开)?(?:工作)?(?:年报|年度报告|报告|数据)(?:的?数据)?(?:为基础)?,?(?:汇总|综合|编制|合并|整理|汇编)+(?:而成|形成|编写)?(?:本报告|本年报|本年度报告)?(?:[,)]|$)",
    ),
];
