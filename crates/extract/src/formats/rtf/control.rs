//! Octets to control words, groups and text.

/// One token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `{`
    Open,
    /// `}`
    Close,
    /// `\name` and its number.
    Word(&'a [u8], Option<i32>),
    /// `\` and something that is no letter.
    Symbol(u8),
    /// `\'hh`
    Octet(u8),
    /// A run of anything else, without line breaks: those mean nothing.
    Text(&'a [u8]),
}

/// Cuts octets into tokens.
pub(super) struct Lexer<'a> {
    rest: &'a [u8],
}

impl<'a> Lexer<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    fn take(&mut self, length: usize) -> &'a [u8] {
        let (taken, rest) = self.rest.split_at(length.min(self.rest.len()));
        self.rest = rest;
        taken
    }

    fn take_while(&mut self, wanted: impl Fn(&u8) -> bool) -> &'a [u8] {
        let length = self.rest.iter().position(|byte| !wanted(byte)).unwrap_or(self.rest.len());
        self.take(length)
    }

    /// What follows a backslash.
    fn control(&mut self) -> Option<Token<'a>> {
        match self.rest.first()? {
            b'a'..=b'z' | b'A'..=b'Z' => Some(self.word()),
            b'\'' => Some(self.octet()),
            symbol => {
                self.take(1);
                Some(Token::Symbol(*symbol))
            }
        }
    }

    fn octet(&mut self) -> Token<'a> {
        self.take(1);
        let digits = self.rest.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        match digits.and_then(|two| u8::from_str_radix(two, 16).ok()) {
            Some(octet) => {
                self.take(2);
                Token::Octet(octet)
            }
            None => Token::Symbol(b'\''),
        }
    }

    /// A name, a number, and one space that belongs to them.
    fn word(&mut self) -> Token<'a> {
        let name = self.take_while(u8::is_ascii_alphabetic);
        let is_negative =
            self.rest.first() == Some(&b'-') && self.rest.get(1).is_some_and(u8::is_ascii_digit);
        if is_negative {
            self.take(1);
        }
        let digits = std::str::from_utf8(self.take_while(u8::is_ascii_digit)).unwrap_or_default();
        let number = digits.parse::<i32>().ok().map(|number| if is_negative { -number } else { number });
        if self.rest.first() == Some(&b' ') {
            self.take(1);
        }
        if name == b"bin" {
            // Raw octets follow, braces among them.
            self.take(number.and_then(|length| usize::try_from(length).ok()).unwrap_or(0));
        }
        Token::Word(name, number)
    }
}

impl<'a> Iterator for Lexer<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        self.take_while(|byte| matches!(byte, b'\r' | b'\n' | 0));
        match self.rest.first()? {
            b'{' => {
                self.take(1);
                Some(Token::Open)
            }
            b'}' => {
                self.take(1);
                Some(Token::Close)
            }
            b'\\' => {
                self.take(1);
                self.control()
            }
            _ => Some(Token::Text(
                self.take_while(|byte| !matches!(byte, b'{' | b'}' | b'\\' | b'\r' | b'\n' | 0)),
            )),
        }
    }
}
