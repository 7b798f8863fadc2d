//! Why a cell was not read as a number, as far as its print tells.

use super::value::{MAX_DIGITS, Printed, printed};
use crate::form::Unit;

/// The reason in Chinese and English, for a cell that is unreadable or (`ambiguous`) has several readings.
pub fn why(raw: &str, unit: Unit, ambiguous: bool) -> &'static str {
    let digits = raw.chars().filter(char::is_ascii_digit).count();
    let groups = raw.split(|sign: char| !(sign.is_ascii_digit() || ".,，".contains(sign)));
    let numbers = groups.filter(|group| group.contains(|sign: char| sign.is_ascii_digit())).count();
    if raw.contains('▣') {
        return "此处是图片或样式，不是文字 / it is a picture or drawn by a style, not text";
    }
    if raw.contains(char::REPLACEMENT_CHARACTER) {
        return "有无法识别的字符 / it has characters that cannot be made out";
    }
    if raw.contains(" | ") {
        return "同一格印了两次，内容不同 / it is printed twice, each time otherwise";
    }
    if raw.trim().is_empty() {
        return "版式看不出此格的数字 / the layout does not show which number is its own";
    }
    match printed(raw) {
        Printed::Number(figure) if unit == Unit::Wan && ambiguous && figure.yuan.is_none() => {
            "没有注明单位，不能确定是元还是万元 / its unit is not stated: yuan or 10,000 yuan"
        }
        Printed::Number(figure) if figure.spaced && numbers > 2 => {
            "不能确定这几个数各属哪一栏 / it is not sure to which columns these numbers belong"
        }
        Printed::Number(figure) if figure.spaced => {
            "数字之间有空格或换行，可能是两个数 / a space or line end parts its digits: one number or two"
        }
        Printed::Number(figure) if unit == Unit::Count && !figure.fraction.is_empty() => {
            "件数应为整数 / a count must be a whole number"
        }
        Printed::Number(_) if digits > MAX_DIGITS => {
            "位数过多，可能是几格连在一起 / too many digits: several cells may run together"
        }
        Printed::Number(_) => "不能确定属于哪一栏 / it is not sure which column it belongs to",
        _ if digits == 0 => "不是数字 / it is no number",
        _ if numbers > 1 => "一格里有几个数 / it has several numbers",
        _ if ambiguous => "不止一种读法 / more than one reading fits",
        _ => "数字之外还有文字 / it has words beside the number",
    }
}

#[cfg(test)]
mod tests {
    use super::{Unit, why};

    #[track_caller]
    fn case(raw: &str, unit: Unit, ambiguous: bool, says: &str) {
        let said = why(raw, unit, ambiguous);
        assert!(said.contains(says), "{raw}: {said}");
    }

    #[test]
    fn reasons_are_those_of_the_print() {
        case("12000", Unit::Wan, true, "元还是万元");
        case("12", Unit::Count, true, "哪一栏");
        case("", Unit::Count, true, "版式");
        case("3 | 4", Unit::Count, true, "印了两次");
        case("▣", Unit::Count, false, "图片");
        case("1 2", Unit::Count, true, "两个数");
        case("0 2 0 0 2", Unit::Count, true, "各属哪一栏");
        case("2.5", Unit::Count, false, "整数");
        case("详见附件", Unit::Count, false, "不是数字");
        case("3件、4件", Unit::Count, false, "几个数");
        case("约12", Unit::Count, false, "数字之外");
    }
}
