//! The fee statement of section 6 (国办函〔2020〕109号): notices, amount billed, amount collected, in yuan.

use crate::normalize::{fold, is_space};
use crate::report::{InformationFee, Number};
use regex::{Captures, Regex};
use std::sync::LazyLock;

/// Reads the fee statement, `None` where the text states nothing.
pub(super) fn fee(body: &str) -> Option<InformationFee> {
    static NOTICES: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"通知[^。,;\d]{0,16}?([\d,]+)(?:件|份|次)|([\d,]+)(?:件|份)收费通知")
            .expect("a valid pattern")
    });
    static COLLECTED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?:实际?收(?:取|缴|到|费)?|实际?缴(?:纳|费)?|已收取|收取信息(?:公开)?处理费)[^。;\d]{0,14}?([\d,.]+)(万?元)",
        )
        .expect("a valid pattern")
    });
    static BILLED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:金额|总额|费用|费)[^。;\d]{0,8}?([\d,.]+)(万?元)").expect("a valid pattern")
    });
    static NONE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?:未|没有|无|不)(?:曾)?(?:向[^。,;]{0,10})?(?:收取|产生|发生|存在)[^。;]{0,20}费|未(?:进行)?收费|没有收费|未收取|零收费|不收取",
        )
        .expect("a valid pattern")
    });
    static NO_NOTICE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?:未|没有|无)(?:曾)?(?:向[^。,;]{0,10})?(?:发出|下达|制发)[^。,;]{0,12}(?:收费|缴费)通知",
        )
        .expect("a valid pattern")
    });
    let text = of_fees(&body.chars().map(fold).filter(|c| !is_space(*c)).collect::<String>());
    // 109号 itself and dates are no amounts.
    let collected = COLLECTED.captures(&text).and_then(|captures| yuan(&captures, 1, 2));
    let rest = COLLECTED.replace(&text, "");
    let billed = BILLED.captures(&rest).and_then(|captures| yuan(&captures, 1, 2));
    let notices = NOTICES.captures(&rest).and_then(|captures| {
        let digits = captures.get(1).or_else(|| captures.get(2))?.as_str().replace(',', "");
        digits.parse().ok().map(Number::Count)
    });
    let none = NONE.is_match(&text);
    let no_notice = NO_NOTICE.is_match(&text).then_some(Number::Count(0));
    let fee = InformationFee {
        notices: notices.or(no_notice),
        billed_yuan: billed,
        collected_yuan: collected.or_else(|| (none && billed.is_none()).then_some(Number::Count(0))),
    };
    (fee != InformationFee::default()).then_some(fee)
}

/// Words of sentences on fees.
const FEES: &[&str] = &["处理费", "收费", "收取", "缴费", "费用"];
/// Words of clauses on other money.
const OTHERS: &[&str] =
    &["行政事业性", "非税", "经费", "预算", "罚", "资金", "补贴", "补偿", "采购", "保证金", "水费", "学费"];

/// The sentences that speak of the fee, without their clauses on other money.
fn of_fees(text: &str) -> String {
    let other = |clause: &&str| OTHERS.iter().any(|word| clause.contains(word)) && !clause.contains("处理费");
    let own =
        |sentence: &str| sentence.split(',').filter(|clause| !other(clause)).collect::<Vec<_>>().join(",");
    let sentences = text.split(['。', ';']).map(own);
    let of_fees = sentences.filter(|sentence| FEES.iter().any(|word| sentence.contains(word)));
    of_fees.collect::<Vec<_>>().join("。")
}

fn yuan(captures: &Captures, amount: usize, unit: usize) -> Option<Number> {
    let text = captures.get(amount)?.as_str().trim_end_matches('.').replace(',', "");
    let factor = if captures.get(unit)?.as_str() == "万元" { 4 } else { 0 };
    let value: f64 = format!("{text}e{factor}").parse().ok()?;
    Some(if value.fract() == 0.0 && value < 9e15 {
        Number::Count(value as i64)
    } else {
        Number::Amount(value)
    })
}

#[cfg(test)]
mod tests {
    use super::fee;
    use crate::report::Number;

    #[track_caller]
    fn case(text: &str, expected: [Option<i64>; 3]) {
        let stated = fee(text).map(|fee| [fee.notices, fee.billed_yuan, fee.collected_yuan]);
        let expected = expected.map(|number| number.map(Number::Count));
        assert_eq!(stated.unwrap_or([None; 3]), expected, "{text}");
    }

    #[test]
    fn what_section_six_states() {
        case(
            "全年发出收费通知的件数为3件，总金额为900元，实际收取的总金额为800元。",
            [Some(3), Some(900), Some(800)],
        );
        case(
            "本机关发出收费通知2件，收费总金额 1,400 元，实收 1\n400元。",
            [Some(2), Some(1400), Some(1400)],
        );
        case("依据国办函〔2020〕109号，本年度没有收取信息处理费。", [None, None, Some(0)]);
        case("全年未收取信息处理费。", [None, None, Some(0)]);
        case("无其他需要报告的事项。", [None, None, None]);
        case("收取信息处理费0元。", [None, None, Some(0)]);
        case("本年度没有发出信息处理费收费通知。", [Some(0), None, None]);
        case("发出缴费通知5件，总额500元，实际缴纳400元。", [Some(5), Some(500), Some(400)]);
        case(
            "行政事业性收费12万元,与信息处理费无关。转发收费通知。全年未收取信息处理费。",
            [None, None, Some(0)],
        );
        case("本年度政务公开经费支出5万元。转发通知12份。", [None, None, None]);
    }
}
