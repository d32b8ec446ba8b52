//! RTF to what stands in it: groups, control words, text (RTF 1.9.1, "Basic entities").

/// One thing that stands in RTF.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RtfWord<'a> {
    /// `{`
    Open,
    /// `}`
    Close,
    /// `\name`, with its number if it has one; the octets of a `\binN` are passed over.
    Control(&'a [u8], Option<i32>),
    /// `\*` and its like.
    Symbol(u8),
    /// `\'hh`
    Octet(u8),
    /// Text, without line ends and zeros: those mean nothing.
    Text(&'a [u8]),
}

/// Reads RTF from its front, whatever it is.
#[derive(Debug, Clone)]
pub struct RtfWords<'a>(&'a [u8]);

impl<'a> Iterator for RtfWords<'a> {
    type Item = RtfWord<'a>;

    fn next(&mut self) -> Option<RtfWord<'a>> {
        while let [b'\r' | b'\n' | 0, rest @ ..] = self.0 {
            self.0 = rest;
        }
        let (first, rest) = self.0.split_first()?;
        Some(match first {
            b'{' => self.pass(rest, RtfWord::Open),
            b'}' => self.pass(rest, RtfWord::Close),
            b'\\' => self.escape(rest),
            _ => {
                let is_end = |octet: &u8| matches!(octet, b'{' | b'}' | b'\\' | b'\r' | b'\n' | 0);
                let length = self.0.iter().position(is_end).unwrap_or(self.0.len());
                let (text, rest) = self.0.split_at(length);
                self.pass(rest, RtfWord::Text(text))
            }
        })
    }
}

impl<'a> RtfWords<'a> {
    /// Starts at the front of `rtf`.
    pub fn new(rtf: &'a [u8]) -> Self {
        Self(rtf)
    }

    fn pass(&mut self, rest: &'a [u8], word: RtfWord<'a>) -> RtfWord<'a> {
        self.0 = rest;
        word
    }

    /// Reads what follows a backslash.
    fn escape(&mut self, rest: &'a [u8]) -> RtfWord<'a> {
        match rest {
            [b'\'', high, low, after @ ..] => match (hex(*high), hex(*low)) {
                (Some(high), Some(low)) => self.pass(after, RtfWord::Octet(high << 4 | low)),
                _ => self.pass(&rest[1..], RtfWord::Symbol(b'\'')),
            },
            [letter, ..] if letter.is_ascii_alphabetic() => self.control(rest),
            [symbol, after @ ..] => self.pass(after, RtfWord::Symbol(*symbol)),
            [] => self.pass(rest, RtfWord::Text(b"")),
        }
    }

    fn control(&mut self, rest: &'a [u8]) -> RtfWord<'a> {
        let length = rest.iter().take_while(|octet| octet.is_ascii_alphabetic()).count();
        let (name, rest) = rest.split_at(length);
        let (sign, digits) = match rest {
            [b'-', digits @ ..] if digits.first().is_some_and(u8::is_ascii_digit) => (-1, digits),
            _ => (1, rest),
        };
        let length = digits.iter().take_while(|octet| octet.is_ascii_digit()).count();
        if length == 0 {
            return self.pass(rest.strip_prefix(b" ").unwrap_or(rest), RtfWord::Control(name, None));
        }
        let (digits, rest) = digits.split_at(length);
        let add = |number: i32, digit: &u8| number.saturating_mul(10).saturating_add(i32::from(digit - b'0'));
        let number = sign * digits.iter().fold(0, add);
        let mut rest = rest.strip_prefix(b" ").unwrap_or(rest);
        if name == b"bin" {
            // Raw octets follow, braces among them.
            let length = usize::try_from(number).unwrap_or_default();
            rest = rest.get(length..).unwrap_or_default();
        }
        self.pass(rest, RtfWord::Control(name, Some(number)))
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
        let check = |rtf: &[u8], expect: &[RtfWord<'_>]| {
            assert_eq!(RtfWords::new(rtf).collect::<Vec<_>>(), expect, "{}", String::from_utf8_lossy(rtf));
        };
        check(
            b"{\\rtf1\\b0 x\r\ny}",
            &[
                RtfWord::Open,
                RtfWord::Control(b"rtf", Some(1)),
                RtfWord::Control(b"b", Some(0)),
                RtfWord::Text(b"x"),
                RtfWord::Text(b"y"),
                RtfWord::Close,
            ],
        );
        check(b"\\u-10179 ?", &[RtfWord::Control(b"u", Some(-10179)), RtfWord::Text(b"?")]);
        check(b"\\'e9\\~\\*", &[RtfWord::Octet(0xE9), RtfWord::Symbol(b'~'), RtfWord::Symbol(b'*')]);
        check(b"\\par-", &[RtfWord::Control(b"par", None), RtfWord::Text(b"-")]);
        check(b"\\'zz", &[RtfWord::Symbol(b'\''), RtfWord::Text(b"zz")]);
        check(b"\\u99999999999x", &[RtfWord::Control(b"u", Some(i32::MAX)), RtfWord::Text(b"x")]);
        check(b"\\", &[RtfWord::Text(b"")]);
        check(b"a\0b", &[RtfWord::Text(b"a"), RtfWord::Text(b"b")]);
        check(b"\\bin3 }}}x", &[RtfWord::Control(b"bin", Some(3)), RtfWord::Text(b"x")]);
        check(b"\\bin9 }", &[RtfWord::Control(b"bin", Some(9))]);
    }
}
