//! Characters that fonts name by a look-alike or not at all.

use crate::normalize::plain;

/// What is seen of a character that a font names.
pub(super) fn shown(c: char) -> char {
    match c {
        // Codes that print nothing are the mark of a font whose names were lost.
        '\0'..='\u{8}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{9f}' => char::REPLACEMENT_CHARACTER,
        '\t'..='\r' => ' ',
        _ => plain(c),
    }
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn radicals_are_read_as_the_characters_they_look_like() {
        let text: String = "⼀⾏政⻓⽇見不\u{1}".chars().map(shown).collect();
        assert_eq!(text, "一行政长日見不\u{fffd}");
    }
}
