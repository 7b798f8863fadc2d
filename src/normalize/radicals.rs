//! Radicals and compatibility forms that fonts name for the characters they look like, and the characters.

use std::borrow::Cow;
use unicode_normalization::char::decompose_compatible;

const fn is_radical(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{2fd5}' | '\u{f900}'..='\u{faff}')
}

/// The character that a font's name for it stands for: fonts often name 一 by the radical ⼀, which looks the same.
pub fn plain(c: char) -> char {
    match c {
        '\u{2f00}'..='\u{2fd5}' | '\u{f900}'..='\u{faff}' | '\u{2e9f}' | '\u{2ef3}' => {
            let mut plain = c;
            decompose_compatible(c, |one| plain = one);
            plain
        }
        '\u{2e80}'..='\u{2ef2}' => {
            SUPPLEMENT.iter().find(|(radical, _)| *radical == c).map_or(c, |(_, plain)| *plain)
        }
        _ => c,
    }
}

/// [`plain`] over a whole text; characters keep their places.
pub fn plain_text(text: &str) -> Cow<'_, str> {
    if text.contains(is_radical) { text.chars().map(plain).collect() } else { text.into() }
}

/// Radicals without a decomposition that fonts name for a whole character.
const SUPPLEMENT: &[(char, char)] = &[
    ('⺠', '民'),
    ('⺟', '母'),
    ('⺫', '目'),
    ('⻁', '虎'),
    ('⻄', '西'),
    ('⻅', '见'),
    ('⻆', '角'),
    ('⻉', '贝'),
    ('⻋', '车'),
    ('⻓', '长'),
    ('⻔', '门'),
    ('⻘', '青'),
    ('⻙', '韦'),
    ('⻚', '页'),
    ('⻛', '风'),
    ('⻜', '飞'),
    ('⻝', '食'),
    ('⻢', '马'),
    ('⻣', '骨'),
    ('⻤', '鬼'),
    ('⻥', '鱼'),
    ('⻦', '鸟'),
    ('⻧', '卤'),
    ('⻨', '麦'),
    ('⻩', '黄'),
    ('⻬', '齐'),
    ('⻮', '齿'),
    ('⻰', '龙'),
    ('⻳', '龟'),
    ('⺎', '兀'),
    ('⺢', '水'),
    ('⺩', '王'),
    ('⺬', '示'),
    ('⺮', '竹'),
    ('⺼', '肉'),
    ('⺾', '艹'),
    ('⻌', '辶'),
    ('⻏', '邑'),
    ('⻖', '阜'),
    ('⻗', '雨'),
    ('⻝', '食'),
    ('⻯', '龙'),
];

#[cfg(test)]
mod tests {
    use super::plain_text;

    #[test]
    fn radicals_are_read_as_the_characters_they_look_like() {
        assert_eq!(plain_text("⼀⾏政⻓⽇見不"), "一行政长日見不");
    }
}
