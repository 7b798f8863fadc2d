//! Normal forms of Chinese text: widths, variants of signs and characters, keys of labels.
//!
//! It knows characters, not the statutory form.

mod radicals;

pub use radicals::{plain, plain_text};
use regex::Regex;
use std::borrow::Cow;
use std::sync::LazyLock;

/// A name with the wide brackets that names are printed with, so that one body has one name.
pub fn wide_brackets(name: &str) -> String {
    name.replace('(', "（").replace(')', "）")
}

/// Folds full-width forms, dashes, quotes and brackets to one plain form; other characters stay.
#[inline]
pub fn fold(c: char) -> char {
    match c {
        '\u{4e00}'..='\u{9fff}' => simplified(c),
        '\u{3000}' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' => ' ',
        '（' | '﹙' | '❨' | '【' | '〔' | '［' => '(',
        '）' | '﹚' | '❩' | '】' | '〕' | '］' => ')',
        '－' | '–' | '—' | '―' | '−' | '﹣' | '‐' | '‑' | '‒' | '─' | '━' | '﹘' => '-',
        '＋' | '﹢' => '+',
        '｜' | '│' | '┃' | '¦' => '|',
        '\u{2e80}'..='\u{2fd5}' | '\u{f900}'..='\u{faff}' => simplified(plain(c)),
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// Whether a character turns the direction of the text around it, so that what is seen is not what is written.
const fn turns(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A text in which characters that cannot be seen and change what is seen stand by their number, `[U+202E]`: control
/// characters but white space, and those that turn the direction.
pub fn visible(text: &str) -> Cow<'_, str> {
    let hidden = |c: char| turns(c) || c.is_control() && !c.is_whitespace();
    if !text.contains(hidden) {
        return text.into();
    }
    let shown = |c: char| if hidden(c) { format!("[U+{:04X}]", c as u32) } else { c.to_string() };
    text.chars().map(shown).collect()
}

/// [`fold`] over a whole text, and the words of the form as converters to traditional characters put them.
pub fn fold_text(text: &str) -> String {
    vocabulary(text.chars().map(fold).collect())
}

/// Words that converters to traditional characters or other hands change, folded, and what the form prints; as many
/// characters.
const VOCABULARY: &[(&str, &str)] =
    &[("资讯", "信息"), ("规范性档案", "规范性文件"), ("专案数量", "项目数量"), ("其它", "其他")];

/// A folded text with the words of the form; characters keep their places.
pub fn vocabulary(mut text: String) -> String {
    // Each of them has one of these characters, which are rare.
    if !text.contains(['讯', '案', '它']) {
        return text;
    }
    for (other, word) in VOCABULARY {
        if text.contains(other) {
            text = text.replace(other, word);
        }
    }
    text
}

/// A text without the pinyin that converters set behind each character: 信(xìn)息(xī), 信xin息xi.
pub fn without_pinyin(text: &str) -> Cow<'_, str> {
    static PINYIN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(\p{Han})(?:[(（]\s*[a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜ]{1,6}\s*[)）]|[a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜ]{1,6})")
            .expect("a valid pattern")
    });
    // Latin letters with marks are all of two bytes, ideographs of three.
    if !text.bytes().any(|byte| byte.is_ascii_lowercase() || (0xc3..=0xcf).contains(&byte)) {
        return text.into();
    }
    // Every other character at least carries it: a word of Latin letters here and there is no pinyin.
    let ideographs = text.chars().filter(|c| is_han(*c)).count();
    if 2 * PINYIN.find_iter(text).count() <= ideographs {
        text.into()
    } else {
        PINYIN.replace_all(text, "$1")
    }
}

/// Whether the character is a CJK ideograph.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '〇')
}

/// Whether the character prints nothing: white space, zero-width marks.
#[inline]
pub fn is_space(c: char) -> bool {
    if matches!(c, '\u{21}'..='\u{7e}' | '\u{4e00}'..='\u{9fff}') {
        return false;
    }
    // Of the marks of direction the one that turns digits around (202e) is none of these.
    c.is_whitespace()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202d}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}')
        || matches!(c, '\u{feff}' | '\u{ad}')
}

/// The key of a label: its ideographs in simplified form. Remarks in brackets, numerals in front and signs go.
pub fn key(label: &str) -> String {
    let plain = || label.chars().map(fold).take_while(|c| *c != '(');
    if plain().count() == label.chars().count() {
        return vocabulary(plain().filter(|c| is_han(*c)).collect());
    }
    let chars: Vec<char> = label.chars().map(fold).collect();
    let remarks = remarks(&chars);
    vocabulary(
        chars.iter().zip(&remarks).filter(|(c, remark)| is_han(**c) && !**remark).map(|(c, _)| *c).collect(),
    )
}

/// How many characters a bracketed remark may have before its closing bracket is taken as lost.
const REMARK_LIMIT: usize = 80;

/// Marks the folded characters that belong to a bracketed remark, such as （单位：万元） or a numeral （一）.
pub fn remarks(chars: &[char]) -> Vec<bool> {
    let mut marked = vec![false; chars.len()];
    let mut start = 0;
    while start < chars.len() {
        if chars[start] == '(' {
            let mut depth = 0usize;
            let limit = chars.len().min(start + REMARK_LIMIT);
            let end = (start..limit).find(|&i| {
                match chars[i] {
                    '(' => depth += 1,
                    ')' => depth -= 1,
                    _ => {}
                }
                depth == 0
            });
            if let Some(end) = end {
                marked[start..=end].fill(true);
                start = end;
            }
        }
        start += 1;
    }
    marked
}

/// Traditional characters that only labels, headings and the prose have for these, or that variants stand for, each followed by the simplified
/// one; beyond those of `data/characters.txt` and `data/traditional.txt`.
const TRADITIONAL: &str = "圓元 於于 衞卫 覆复";

/// A text with its traditional characters in simplified form; signs and widths stay.
pub fn simplified_text(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| simplified(c) == c) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(simplified).collect())
}

/// The simplified form of an ideograph; others stay.
fn simplified(c: char) -> char {
    const FIRST: u32 = 0x4e00;
    // A plain table: every character of every document passes here.
    static TABLE: LazyLock<Vec<char>> = LazyLock::new(|| {
        let mut table: Vec<char> = (FIRST..=0x9fff).filter_map(char::from_u32).collect();
        let lists = [
            include_str!("../../data/characters.txt"),
            include_str!("../../data/traditional.txt"),
            TRADITIONAL,
        ];
        for pair in lists.into_iter().flat_map(str::split_whitespace) {
            let mut chars = pair.chars();
            if let (Some(traditional), Some(simplified)) = (chars.next(), chars.next()) {
                let place = (traditional as u32).checked_sub(FIRST).and_then(|at| table.get_mut(at as usize));
                if let Some(place) = place {
                    *place = simplified;
                }
            }
        }
        table
    });
    TABLE.get((c as u32).wrapping_sub(FIRST) as usize).copied().unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::{key, simplified_text};

    #[track_caller]
    fn case(label: &str, expected: &str) {
        assert_eq!(key(label), expected);
    }

    #[test]
    fn traditional_characters() {
        assert_eq!(simplified_text("聯繫電話：扶貧辦"), "联系电话：扶贫办");
        assert_eq!(simplified_text("乾县，著作"), "乾县，著作");
    }

    #[test]
    fn keys_of_labels() {
        case("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "部分公开");
        case("3.危及“三安全一稳定”", "危及三安全一稳定");
        case("本年增/减", "本年增减");
        case("本年（2023）制发件数", "本年制发件数");
        case("結轉下年度繼續辦理", "结转下年度继续办理");
        case("商业\n企 业", "商业企业");
        case("政府資訊公開行政複議", "政府信息公开行政复议");
        case("行政規範性檔案", "行政规范性文件");
        case("屬於國家祕密", "属于国家秘密");
        case("（六）其它处理", "其他处理");
    }
}
