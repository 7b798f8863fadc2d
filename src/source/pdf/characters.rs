//! Characters that fonts name by a look-alike or not at all.

use unicode_normalization::char::decompose_compatible;

/// The character that a font's name for it stands for: fonts often name 一 by the radical ⼀, which looks the same.
pub(super) fn shown(c: char) -> char {
    match c {
        '\u{2f00}'..='\u{2fd5}' | '\u{f900}'..='\u{faff}' | '\u{2e9f}' | '\u{2ef3}' => {
            let mut plain = c;
            decompose_compatible(c, |one| plain = one);
            plain
        }
        '\u{2e80}'..='\u{2ef2}' => {
            SUPPLEMENT.iter().find(|(radical, _)| *radical == c).map_or(c, |(_, plain)| *plain)
        }
        // Codes that print nothing are the mark of a font whose names were lost.
        '\0'..='\u{8}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{9f}' => char::REPLACEMENT_CHARACTER,
        '\t'..='\r' => ' ',
        _ => c,
    }
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
    use super::shown;

    #[test]
    fn radicals_are_read_as_the_characters_they_look_like() {
        let text: String = "⼀⾏政⻓⽇見不\u{1}".chars().map(shown).collect();
        assert_eq!(text, "一行政长日見不\u{fffd}");
    }
}
