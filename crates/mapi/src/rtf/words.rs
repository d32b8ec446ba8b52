//! RTF to what stands in it: groups, control words, text (RTF 1.9.1, "Basic entities").

/// One thing that stands in RTF.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word<'a> {
    Open,
    Close,
    /// `\name`, with its number if it has one.
    Control(&'a [u8], Option<i32>),
    /// `\*` and its like.
    Symbol(u8),
    /// `\'hh`
    Octet(u8),
    /// Text, without line ends.
    Text(&'a [u8]),
}

/// Reads RTF from its front.
pub(super) struct Words<'a>(pub(super) &'a [u8]);

impl<'a> Iterator for Words<'a> {
    type Item = Word<'a>;

    fn next(&mut self) -> Option<Word<'a>> {
        while let [b'\r' | b'\n', rest @ ..] = self.0 {
            self.0 = rest;
        }
        let (first, rest) = self.0.split_first()?;
        Some(match first {
            b'{' => self.pass(rest, Word::Open),
            b'}' => self.pass(rest, Word::Close),
            b'\\' => self.escape(rest),
            _ => {
                let is_end = |octet: &u8| matches!(octet, b'{' | b'}' | b'\\' | b'\r' | b'\n');
                let length = self.0.iter().position(is_end).unwrap_or(self.0.len());
                let (text, rest) = self.0.split_at(length);
                self.pass(rest, Word::Text(text))
            }
        })
    }
}

impl<'a> Words<'a> {
    fn pass(&mut self, rest: &'a [u8], word: Word<'a>) -> Word<'a> {
        self.0 = rest;
        word
    }

    /// Reads what follows a backslash.
    fn escape(&mut self, rest: &'a [u8]) -> Word<'a> {
        match rest {
            [b'\'', high, low, after @ ..] => match (hex(*high), hex(*low)) {
                (Some(high), Some(low)) => self.pass(after, Word::Octet(high << 4 | low)),
                _ => self.pass(&rest[1..], Word::Symbol(b'\'')),
            },
            [letter, ..] if letter.is_ascii_alphabetic() => self.control(rest),
            [symbol, after @ ..] => self.pass(after, Word::Symbol(*symbol)),
            [] => self.pass(rest, Word::Text(b"")),
        }
    }

    fn control(&mut self, rest: &'a [u8]) -> Word<'a> {
        let length = rest.iter().take_while(|octet| octet.is_ascii_alphabetic()).count();
        let (name, rest) = rest.split_at(length);
        let (sign, digits) = match rest {
            [b'-', digits @ ..] if digits.first().is_some_and(u8::is_ascii_digit) => (-1, digits),
            _ => (1, rest),
        };
        let length = digits.iter().take_while(|octet| octet.is_ascii_digit()).count();
        if length == 0 {
            return self.pass(rest.strip_prefix(b" ").unwrap_or(rest), Word::Control(name, None));
        }
        let (digits, rest) = digits.split_at(length);
        let add = |number: i32, digit: &u8| number.saturating_mul(10).saturating_add(i32::from(digit - b'0'));
        let number = sign * digits.iter().fold(0, add);
        self.pass(rest.strip_prefix(b" ").unwrap_or(rest), Word::Control(name, Some(number)))
    }

    /// Passes over the octets of a `\binN`.
    pub(super) fn pass_over(&mut self, length: usize) {
        self.0 = self.0.get(length..).unwrap_or_default();
    }
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).map(|value| value as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_apart() {
        let check = |rtf: &[u8], expect: &[Word<'_>]| {
            assert_eq!(Words(rtf).collect::<Vec<_>>(), expect, "{}", String::from_utf8_lossy(rtf));
        };
        check(
            b"{\\rtf1\\b0 x\r\ny}",
            &[
                Word::Open,
                Word::Control(b"rtf", Some(1)),
                Word::Control(b"b", Some(0)),
                Word::Text(b"x"),
                Word::Text(b"y"),
                Word::Close,
            ],
        );
        check(b"\\u-10179 ?", &[Word::Control(b"u", Some(-10179)), Word::Text(b"?")]);
        check(b"\\'e9\\~\\*", &[Word::Octet(0xE9), Word::Symbol(b'~'), Word::Symbol(b'*')]);
        check(b"\\par-", &[Word::Control(b"par", None), Word::Text(b"-")]);
        check(b"\\'zz", &[Word::Symbol(b'\''), Word::Text(b"zz")]);
        check(b"\\u99999999999x", &[Word::Control(b"u", Some(i32::MAX)), Word::Text(b"x")]);
        check(b"\\", &[Word::Text(b"")]);
    }
}
