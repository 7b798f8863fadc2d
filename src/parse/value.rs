//! The text of one cell: a number, a blank, a mark for "not applicable", or something unreadable.

use crate::form::Unit;
use crate::normalize::{fold, is_han, is_space};
use crate::report::{Cell, CellState, Number};

/// What the text of a cell is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Printed {
    /// Nothing printed.
    Blank,
    /// A mark such as "/" or "无".
    NotApplicable,
    /// A number with what stands around it.
    Number(Figure),
    /// Text that is no number.
    Text,
}

/// A number as printed.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a trait of print of its own")]
pub(super) struct Figure {
    /// Digits of the integer part, separators removed.
    pub(super) integer: String,
    /// Digits after the decimal point.
    pub(super) fraction: String,
    /// `+` or `-` where a sign or a word for one is printed.
    pub(super) sign: Option<char>,
    /// Power of ten to yuan where a money unit is printed in the cell.
    pub(super) yuan: Option<i32>,
    /// Whether it is a bare run of digits.
    pub(super) bare: bool,
    /// Whether white space stands between its digits other than for thousands.
    pub(super) spaced: bool,
    /// Whether its digits stand in groups that are neither thousands nor single digits spread over the cell.
    pub(super) grouped: bool,
    /// Whether a line end stands between its digits: so look two numbers in two paragraphs of a cell.
    pub(super) parted: bool,
    /// Whether reading it took judgement: a remark stands behind it.
    pub(super) judged: bool,
}

/// Whether a text is print that the reader could not make out: a value that nobody knows, and no blank.
pub(super) fn is_unknown(text: &str) -> bool {
    text.contains(char::REPLACEMENT_CHARACTER) && !text.chars().any(is_han)
}

/// Marks that mean "not applicable", folded, without spaces.
const NOT_APPLICABLE: &[&str] = &[
    "/",
    "//",
    "\\",
    "-",
    "--",
    "---",
    "----",
    "_",
    "__",
    "无",
    "不适用",
    "N/A",
    "n/a",
    "NA",
    "na",
    "N.A.",
    "NaN",
    "nan",
    "无此项",
    "~",
    "*",
    "×",
];

/// Words and signs for an increase or a decrease, longest first.
const SIGNS: &[(&str, char)] = &[
    ("增加了", '+'),
    ("减少了", '-'),
    ("增加", '+'),
    ("新增", '+'),
    ("减少", '-'),
    ("增", '+'),
    ("减", '-'),
    ("+", '+'),
    ("-", '-'),
    ("↑", '+'),
    ("↓", '-'),
];

/// Units of money and their power of ten to yuan, longest first.
const MONEY: &[(&str, i32)] =
    &[("亿元", 8), ("万元", 4), ("千元", 3), ("百元", 2), ("元整", 0), ("元", 0), ("万", 4), ("亿", 8)];

/// Measure words that may follow a count.
const MEASURES: &[&str] = &["件次", "人次", "件", "条", "宗", "个", "项", "份", "次", "人", "部", "起", "篇"];

/// Whether the text is nothing but a unit.
pub(super) fn is_unit(text: &str) -> bool {
    MEASURES.contains(&text) || MONEY.iter().any(|(unit, _)| *unit == text)
}

/// The text without a measure word at its end.
pub(super) fn without_measure(text: &str) -> &str {
    MEASURES.iter().find_map(|measure| text.strip_suffix(measure)).unwrap_or(text)
}

/// What numbers begin with beside digits, and marks for "not applicable", folded.
const BEGINNINGS: &str = ",.'增减新+-↑↓/\\_无不Nn~*×。;";

/// Whether nothing is printed in a cell.
pub(super) fn is_empty(raw: &str) -> bool {
    raw.chars().all(|c| is_space(fold(c)))
}

/// Bytes past which a text is no value, whatever marks and spaces it has.
const LONGEST_VALUE: usize = 120;

impl Figure {
    fn plain(digits: &str) -> Self {
        Figure {
            integer: digits.to_owned(),
            fraction: String::new(),
            sign: None,
            yuan: None,
            bare: true,
            spaced: false,
            grouped: false,
            parted: false,
            judged: false,
        }
    }
}

/// Longest run of digits taken as one number; longer runs are glued cells or noise.
pub(super) const MAX_DIGITS: usize = 13;

/// Says what the text of a cell is.
pub(super) fn printed(raw: &str) -> Printed {
    // Most cells are plain digits, and most other texts are labels: neither needs a closer look.
    let plain = raw.trim_matches(' ');
    if !plain.is_empty() && plain.len() <= MAX_DIGITS && plain.bytes().all(|b| b.is_ascii_digit()) {
        return Printed::Number(Figure::plain(plain));
    }
    // What begins neither as a number nor as a mark is a word.
    let Some(first) = raw.chars().map(fold).find(|c| !is_space(*c)) else { return Printed::Blank };
    if raw.len() > LONGEST_VALUE || !first.is_ascii_digit() && !BEGINNINGS.contains(first) {
        return Printed::Text;
    }
    let folded: String = raw.chars().map(fold).collect();
    let trimmed = folded.trim_matches(is_space);
    if trimmed.is_empty() {
        return Printed::Blank;
    }
    let spaced = digits_apart(trimmed);
    let text: String = trimmed.trim_end_matches(['。', ';']).chars().filter(|c| !is_space(*c)).collect();
    if NOT_APPLICABLE.contains(&text.as_str()) || text.chars().all(|c| matches!(c, '-' | '_' | '/')) {
        return Printed::NotApplicable;
    }
    match figure(&text) {
        Some(mut figure) => {
            figure.spaced = spaced;
            figure.grouped = spaced && !is_spread(trimmed);
            figure.parted = spaced && trimmed.contains('\n');
            Printed::Number(figure)
        }
        None => Printed::Text,
    }
}

/// Whether white space stands between two digits other than as a thousands separator.
fn digits_apart(text: &str) -> bool {
    let groups: Vec<&str> = text.split(is_space).filter(|group| !group.is_empty()).collect();
    let apart = groups.windows(2).any(|pair| {
        pair[0].ends_with(|c: char| c.is_ascii_digit()) && pair[1].starts_with(|c: char| c.is_ascii_digit())
    });
    apart && !(groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3))
}

/// Whether each digit stands for itself, as where a number is spread over its cell.
fn is_spread(text: &str) -> bool {
    text.split(is_space).all(|group| group.chars().filter(char::is_ascii_digit).count() < 2)
}

fn figure(text: &str) -> Option<Figure> {
    let mut rest = text;
    let mut judged = false;
    let mut sign = None;
    if let Some((word, kind)) = SIGNS.iter().find(|(word, _)| rest.starts_with(word)) {
        sign = Some(*kind);
        rest = &rest[word.len()..];
    }
    if let Some(open) = rest.find('(')
        && open > 0
        && rest.ends_with(')')
    {
        rest = &rest[..open];
        judged = true;
    }
    let end =
        rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, ',' | '.' | '\''))).unwrap_or(rest.len());
    let (digits, suffix) = rest.split_at(end);
    let (integer, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let (integer, grouped) = ungroup(integer)?;
    if integer.is_empty()
        || !fraction.bytes().all(|b| b.is_ascii_digit())
        || (digits.contains('.') && fraction.is_empty())
    {
        return None;
    }
    let (yuan, measure) = if suffix.is_empty() {
        (None, false)
    } else if let Some((_, power)) = MONEY.iter().find(|(unit, _)| suffix == *unit) {
        (Some(*power), false)
    } else if MEASURES.contains(&suffix) {
        (None, true)
    } else {
        return None;
    };
    let bare = sign.is_none() && fraction.is_empty() && yuan.is_none() && !measure && !judged && !grouped;
    Some(Figure {
        integer,
        fraction: fraction.to_owned(),
        sign,
        yuan,
        bare,
        spaced: false,
        grouped: false,
        parted: false,
        judged,
    })
}

/// Removes thousands separators, `None` where the commas do not stand every three digits.
fn ungroup(integer: &str) -> Option<(String, bool)> {
    if !integer.contains([',', '\'']) {
        return Some((integer.to_owned(), false));
    }
    let groups: Vec<&str> = integer.split([',', '\'']).collect();
    let sound = (1..=3).contains(&groups[0].len()) && groups[1..].iter().all(|group| group.len() == 3);
    sound.then(|| (groups.concat(), true))
}

/// Reads a cell of a column of `unit`. `header_yuan` is the power of ten to yuan that the header prints, if any;
/// `official_wan` says that the form itself fixes 万元 where nothing is printed.
pub(super) fn cell(raw: &str, unit: Unit, header_yuan: Option<i32>, official_wan: bool) -> Cell {
    let raw = raw.trim_matches(is_space);
    match printed(raw) {
        Printed::Blank => Cell::missing(CellState::Blank, ""),
        Printed::NotApplicable => Cell::missing(CellState::NotApplicable, raw),
        Printed::Text => Cell::missing(CellState::Unreadable, raw),
        Printed::Number(figure) => match unit {
            Unit::Wan => amount(raw, &figure, header_yuan, official_wan),
            Unit::Count | Unit::Change => count(raw, &figure, unit),
        },
    }
}

fn count(raw: &str, figure: &Figure, unit: Unit) -> Cell {
    let unreadable = || Cell::missing(CellState::Unreadable, raw);
    if figure.integer.len() > MAX_DIGITS
        || figure.fraction.bytes().any(|b| b != b'0')
        || figure.yuan.is_some()
    {
        return unreadable();
    }
    let signed_by_word = figure.sign.is_some() && raw.chars().any(|c| "增减加少新↑↓".contains(c));
    if unit == Unit::Count && signed_by_word {
        return unreadable();
    }
    let Ok(magnitude) = figure.integer.parse::<i64>() else { return unreadable() };
    let value = Number::Count(if figure.sign == Some('-') { -magnitude } else { magnitude });
    let padded = figure.integer.len() > 1 && figure.integer.starts_with('0');
    if figure.parted || figure.grouped {
        return Cell::missing(CellState::Ambiguous, raw);
    }
    if figure.judged || padded { Cell::noted(value, CellState::Inferred, raw) } else { Cell::number(value) }
}

fn amount(raw: &str, figure: &Figure, header_yuan: Option<i32>, official_wan: bool) -> Cell {
    let text = format!(
        "{}{}.{}",
        if figure.sign == Some('-') { "-" } else { "" },
        figure.integer,
        if figure.fraction.is_empty() { "0" } else { &figure.fraction }
    );
    let Some(printed) =
        text.parse::<f64>().ok().filter(|value| value.is_finite() && figure.integer.len() <= MAX_DIGITS)
    else {
        return Cell::missing(CellState::Unreadable, raw);
    };
    // A gap behind a fraction parts two numbers.
    if figure.spaced && !figure.fraction.is_empty() {
        return Cell::missing(CellState::Unreadable, raw);
    }
    let plain = |value| {
        if figure.judged { Cell::noted(value, CellState::Inferred, raw) } else { Cell::number(value) }
    };
    if printed == 0.0 {
        return plain(Number::Amount(0.0));
    }
    match figure.yuan.or(header_yuan) {
        Some(power) => {
            let value = Number::Amount(format!("{text}e{}", power - WAN).parse().unwrap_or(printed));
            if power == WAN && figure.yuan.is_none() {
                plain(value)
            } else {
                Cell::noted(value, CellState::Converted, raw)
            }
        }
        None if official_wan => plain(Number::Amount(printed)),
        None => Cell::missing(CellState::Ambiguous, raw),
    }
}

/// Power of ten of 万元.
const WAN: i32 = 4;

/// The power of ten to yuan that a header prints: 采购总金额（元）, 收费金额（单位：万元）.
pub(super) fn header_unit(header: &str) -> Option<i32> {
    let folded: String = header.chars().map(fold).filter(|c| is_han(*c)).collect();
    MONEY
        .iter()
        .filter(|(unit, _)| unit.ends_with('元'))
        .find(|(unit, _)| folded.contains(unit))
        .map(|(_, power)| *power)
}

#[cfg(test)]
mod tests {
    use super::{CellState, Unit, cell};
    use crate::report::Number;

    #[track_caller]
    fn case(raw: &str, unit: Unit, value: Option<f64>, state: Option<CellState>) {
        let cell = cell(raw, unit, None, true);
        assert_eq!(cell.value.map(Number::as_f64), value, "{raw}");
        assert_eq!(cell.note.map(|note| note.0), state, "{raw}");
    }

    #[test]
    fn counts() {
        case("1,009", Unit::Count, Some(1009.0), None);
        case("１，００９", Unit::Count, Some(1009.0), None);
        case("　12 件", Unit::Count, Some(12.0), None);
        case("1 009", Unit::Count, Some(1009.0), None);
        case("1 2", Unit::Count, Some(12.0), None);
        case("1\n2", Unit::Count, None, Some(CellState::Ambiguous));
        case("45 21", Unit::Count, None, Some(CellState::Ambiguous));
        case("3 7 0", Unit::Count, Some(370.0), None);
        case("\u{202d}12\u{202c}", Unit::Count, Some(12.0), None);
        case("\u{202e}21\u{202c}", Unit::Count, None, Some(CellState::Unreadable));
        case("-", Unit::Count, None, Some(CellState::NotApplicable));
        case("——", Unit::Count, None, Some(CellState::NotApplicable));
        case("无", Unit::Count, None, Some(CellState::NotApplicable));
        case(" ", Unit::Count, None, Some(CellState::Blank));
        case("约5", Unit::Count, None, Some(CellState::Unreadable));
        case("1,09", Unit::Count, None, Some(CellState::Unreadable));
        case("3.5", Unit::Count, None, Some(CellState::Unreadable));
        case("3.0", Unit::Count, Some(3.0), None);
        case("减3", Unit::Count, None, Some(CellState::Unreadable));
        case("99999999999999999999", Unit::Count, None, Some(CellState::Unreadable));
    }

    #[test]
    fn changes() {
        case("+19", Unit::Change, Some(19.0), None);
        case("－3", Unit::Change, Some(-3.0), None);
        case("减3", Unit::Change, Some(-3.0), None);
        case("增加5", Unit::Change, Some(5.0), None);
        case("+0", Unit::Change, Some(0.0), None);
    }

    #[test]
    fn amounts() {
        case("190.457379", Unit::Wan, Some(190.457_379), None);
        case("251000元", Unit::Wan, Some(25.1), Some(CellState::Converted));
        case("3405820元", Unit::Wan, Some(340.582), Some(CellState::Converted));
        case("0.37万元", Unit::Wan, Some(0.37), Some(CellState::Converted));
        case("12.5 34", Unit::Wan, None, Some(CellState::Unreadable));
        assert_eq!(cell("17.8", Unit::Wan, None, false).value, None);
        assert_eq!(cell("12329760", Unit::Wan, Some(0), false).value, Some(Number::Amount(1232.976)));
    }
}
