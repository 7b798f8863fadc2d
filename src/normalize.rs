//! Normal forms of Chinese text: widths, variants of signs and characters, keys of labels.
//!
//! It knows characters, not the statutory form.

/// Folds full-width forms, dashes, quotes and brackets to one plain form; other characters stay.
pub fn fold(c: char) -> char {
    match c {
        '\u{3000}' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' => ' ',
        '（' | '﹙' | '❨' | '【' | '〔' | '［' => '(',
        '）' | '﹚' | '❩' | '】' | '〕' | '］' => ')',
        '－' | '–' | '—' | '―' | '−' | '﹣' | '‐' | '‑' | '‒' | '─' | '━' | '﹘' => '-',
        '＋' | '﹢' => '+',
        '｜' | '│' | '┃' | '¦' => '|',
        '⼀' => '一',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => simplified(c),
    }
}

/// [`fold`] over a whole text.
pub fn fold_text(text: &str) -> String {
    text.chars().map(fold).collect()
}

/// Whether the character is a CJK ideograph.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '〇')
}

/// Whether the character prints nothing: white space, zero-width marks.
pub fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}' | '\u{ad}')
}

/// The key of a label: its ideographs in simplified form. Remarks in brackets, numerals in front and signs go.
pub fn key(label: &str) -> String {
    let chars: Vec<char> = label.chars().map(fold).collect();
    let remarks = remarks(&chars);
    chars.iter().zip(&remarks).filter(|(c, remark)| is_han(**c) && !**remark).map(|(c, _)| *c).collect()
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

/// Characters of labels and headings in their traditional form and what they are in simplified form.
const TRADITIONAL: &str = "開开務务報报總总體体動动況况處处審审結结訴诉訟讼復复複复請请數数規规範范許许罰罚強强費费購购採采\
    項项業业機机構构組组織织會会務务師师與与為为屬属國国秘秘關关據据權权書书員员號号條条類类過过執执檔档卷卷詢询檢检舉举\
    發发佈布個个說说問问題题進进貫贯徹彻實实經经後后當当備备製制無无現现現现補补確确認认獲获訊讯資资從从雲云廣广東东縣县\
    區区鄉乡鎮镇廳厅辦办長长門门處处衛卫環环糾纠維维尚尚聯联繫系單单萬万圓元億亿減减際际收收繳缴納纳額额歸归轉转繼继續续並并這这計计區区別别證证護护類类";

/// The simplified form of a character that occurs in labels and headings.
fn simplified(c: char) -> char {
    use std::collections::HashMap;
    use std::sync::LazyLock;
    static MAP: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
        let chars: Vec<char> = TRADITIONAL.chars().filter(|c| is_han(*c)).collect();
        chars.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect()
    });
    if is_han(c) { MAP.get(&c).copied().unwrap_or(c) } else { c }
}

#[cfg(test)]
mod tests {
    use super::key;

    #[track_caller]
    fn case(label: &str, expected: &str) {
        assert_eq!(key(label), expected);
    }

    #[test]
    fn keys_of_labels() {
        case("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "部分公开");
        case("3.危及“三安全一稳定”", "危及三安全一稳定");
        case("本年增/减", "本年增减");
        case("本年（2023）制发件数", "本年制发件数");
        case("結轉下年度繼續辦理", "结转下年度继续办理");
        case("商业\n企 业", "商业企业");
    }
}
