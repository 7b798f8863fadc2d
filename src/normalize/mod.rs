//! Normal forms of Chinese text: widths, variants of signs and characters, keys of labels.
//!
//! It knows characters, not the statutory form.

mod radicals;

pub use radicals::{plain, plain_text};
use regex::Regex;
use std::borrow::Cow;
use std::sync::LazyLock;

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

/// Characters of labels, headings and names: each traditional form followed by the simplified one.
const TRADITIONAL: &str = "開开 務务 報报 總总 體体 動动 況况 處处 審审 結结 訴诉 訟讼 復复 複复 請请 數数 規规 範范 許许 罰罚 強强 費费 購购 採采 項项 業业 機机 構构 組组 織织 會会 \
    師师 與与 為为 屬属 國国 關关 據据 權权 書书 員员 號号 條条 類类 過过 執执 檔档 詢询 檢检 舉举 發发 佈布 個个 說说 問问 題题 進进 貫贯 徹彻 實实 經经 後后 \
    當当 備备 製制 無无 現现 補补 確确 認认 獲获 訊讯 資资 從从 雲云 廣广 東东 縣县 區区 鄉乡 鎮镇 廳厅 辦办 長长 門门 衛卫 環环 糾纠 維维 聯联 繫系 單单 萬万 \
    圓元 億亿 減减 際际 繳缴 納纳 額额 歸归 轉转 繼继 續续 並并 這这 計计 別别 證证 護护 參参 庫库 稅税 氣气 農农 財财 產产 場场 監监 質质 術术 藥药 險险 電电 \
    車车 鐵铁 災灾 應应 龍龙 馬马 陽阳 陰阴 寧宁 遼辽 吳吴 劉刘 臺台 灣湾 營营 畢毕 節节 貴贵 黃黄 湧涌 蘇苏 蘭兰 慶庆 漢汉 濟济 瀋沈 齊齐 爾尔 濱滨 鳳凤 嶺岭 \
    橋桥 頭头 興兴 義义 樂乐 豐丰 榮荣 葉叶 薩萨 達达 倫伦 貝贝 裡里 裏里 沒没 內内 專专 標标 準准 習习 導导 領领 責责 級级 網网 頁页 來来 對对 間间 時时 點点 \
    壓压 擔担 擬拟 擴扩 擇择 擊击 擾扰 嚴严 爲为 於于 僅仅 決决 醫医 華华 諮咨 圍围 堅坚 壯壮 學学 將将 廢废 錄录 斷断 極极 匯汇 熱热 蓋盖 祕秘 積积 \
    穩稳 緊紧 約约 線线 終终 繞绕 統统 綜综 編编 視视 訓训 議议 訪访 話话 該该 讀读 負负 敗败 較较 輸输 運运 違违 適适 郵邮 錯错 隊队 館馆 衞卫 説说 覆复 彙汇 紮扎 係系 \
    註注 眾众 衆众 纔才 裡里";

/// The simplified form of an ideograph that occurs in labels and headings; others stay.
fn simplified(c: char) -> char {
    const FIRST: u32 = 0x4e00;
    // A plain table: every character of every document passes here.
    static TABLE: LazyLock<Vec<char>> = LazyLock::new(|| {
        let mut table: Vec<char> = (FIRST..=0x9fff).filter_map(char::from_u32).collect();
        for pair in TRADITIONAL.split_whitespace() {
            let mut chars = pair.chars();
            if let (Some(traditional), Some(simplified)) = (chars.next(), chars.next()) {
                table[(traditional as u32 - FIRST) as usize] = simplified;
            }
        }
        table
    });
    TABLE.get((c as u32).wrapping_sub(FIRST) as usize).copied().unwrap_or(c)
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
        case("政府資訊公開行政複議", "政府信息公开行政复议");
        case("行政規範性檔案", "行政规范性文件");
        case("屬於國家祕密", "属于国家秘密");
        case("（六）其它处理", "其他处理");
    }
}
