//! Bytes of an rtf file to its tokens. It knows no control word but `\bin`.

/// A token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `{`.
    Open,
    /// `}`.
    Close,
    /// A control word and its number.
    Word(&'a str, Option<i32>),
    /// A control symbol, such as the `~` of `\~`.
    Symbol(u8),
    /// A byte of text, printed as it is or as `\'hh`.
    Byte(u8),
    /// Bytes that are no text.
    Binary,
}

/// The tokens of a file.
pub(super) struct Tokens<'a> {
    bytes: &'a [u8],
}

impl<'a> Tokens<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes }
    }

    fn take(&mut self) -> Option<u8> {
        let (first, rest) = self.bytes.split_first()?;
        self.bytes = rest;
        Some(*first)
    }

    fn take_while(&mut self, most: usize, wanted: impl Fn(&u8) -> bool) -> &'a str {
        let length = self.bytes.iter().take(most).take_while(|byte| wanted(byte)).count();
        let (taken, rest) = self.bytes.split_at(length);
        self.bytes = rest;
        std::str::from_utf8(taken).unwrap_or_default()
    }

    /// What follows a backslash.
    fn control(&mut self) -> Option<Token<'a>> {
        if !self.bytes.first()?.is_ascii_alphabetic() {
            return match self.take()? {
                b'\'' => {
                    let digits = self.take_while(2, u8::is_ascii_hexdigit);
                    Some(u8::from_str_radix(digits, 16).map_or(Token::Binary, Token::Byte))
                }
                byte @ (b'\\' | b'{' | b'}') => Some(Token::Byte(byte)),
                b'\r' | b'\n' => Some(Token::Word("par", None)),
                symbol => Some(Token::Symbol(symbol)),
            };
        }
        let word = self.take_while(32, u8::is_ascii_alphabetic);
        let negative = self.bytes.first() == Some(&b'-') && self.bytes.get(1).is_some_and(u8::is_ascii_digit);
        if negative {
            self.take();
        }
        let number = self.take_while(10, u8::is_ascii_digit).parse::<i64>().ok();
        let number = number.map(|number| if negative { -number } else { number });
        let number =
            number.map(|number| i32::try_from(number).unwrap_or(if negative { i32::MIN } else { i32::MAX }));
        if self.bytes.first() == Some(&b' ') {
            self.take();
        }
        if word == "bin" {
            let length = usize::try_from(number.unwrap_or(0)).unwrap_or(0).min(self.bytes.len());
            self.bytes = self.bytes.get(length..).unwrap_or_default();
            return Some(Token::Binary);
        }
        Some(Token::Word(word, number))
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            return match self.take()? {
                b'\\' => self.control(),
                b'{' => Some(Token::Open),
                b'}' => Some(Token::Close),
                b'\r' | b'\n' | 0 => continue,
                b'\t' => Some(Token::Word("tab", None)),
                byte => Some(Token::Byte(byte)),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Token, Tokens};

    #[test]
    fn words_numbers_bytes_and_binary() {
        let tokens: Vec<Token> =
            Tokens::new(b"{\\u-4 \\'b9S\\{\r\n\\~\\bin3 }}}\\par x\\'g\\li99999999999").collect();
        assert_eq!(
            tokens,
            [
                Token::Open,
                Token::Word("u", Some(-4)),
                Token::Byte(0xb9),
                Token::Byte(b'S'),
                Token::Byte(b'{'),
                Token::Symbol(b'~'),
                Token::Binary,
                Token::Word("par", None),
                Token::Byte(b'x'),
                Token::Binary,
                Token::Byte(b'g'),
                Token::Word("li", Some(i32::MAX)),
                Token::Byte(b'9'),
            ]
        );
    }
}
