//! Encoded-words in header text (RFC 2047), as lenient as real mail needs.
//!
//! Neighbouring words of one charset are decoded together: many programs cut
//! them inside a multi-byte character.

use std::borrow::Cow;

use greffe_terms::Defect;
use memchr::{memchr, memchr_iter, memchr2};

use crate::body::{base64, charset};
use crate::defects::Defects;

/// Decodes the encoded-words in `text`; what is not one stays as it is.
/// Line ends that come out of a word become spaces.
pub(crate) fn decode<'a>(text: &'a str, defects: &mut Defects) -> Cow<'a, str> {
    if next_mark(text).is_none() {
        return Cow::Borrowed(text);
    }
    let mut decoder = Decoder { out: String::with_capacity(text.len()), run: None, defects };
    decoder.run_over(text);
    match memchr2(b'\r', b'\n', decoder.out.as_bytes()) {
        Some(_) => Cow::Owned(decoder.out.replace(['\r', '\n'], " ")),
        None => Cow::Owned(decoder.out),
    }
}

/// Finds `=?`. Question marks are rare in headers; a search for two octets has
/// to be set up each time, and costs more than most values are long.
fn next_mark(text: &str) -> Option<usize> {
    let octets = text.as_bytes();
    let is_mark = |&at: &usize| at > 0 && octets[at - 1] == b'=';
    memchr_iter(b'?', octets).find(is_mark).map(|at| at - 1)
}

/// Returns the length of the encoded-word at the start of `text`, if there is one.
pub(crate) fn length(text: &str) -> Option<usize> {
    Word::parse(text).map(|word| word.length)
}

/// Octets of neighbouring words that share a charset.
struct Run<'a> {
    charset: &'a str,
    octets: Vec<u8>,
}

struct Decoder<'a, 'd> {
    out: String,
    run: Option<Run<'a>>,
    defects: &'d mut Defects,
}

impl<'a> Decoder<'a, '_> {
    fn run_over(&mut self, text: &'a str) {
        let mut rest = text;
        while let Some(at) = next_mark(rest) {
            let (before, here) = rest.split_at(at);
            match Word::parse(here) {
                Some(word) => {
                    self.push_between(before);
                    self.push_word(&word);
                    rest = &here[word.length..];
                }
                None => {
                    self.defects.insert_if(looks_like_word(here), Defect::MalformedEncodedWord);
                    self.push_text(before);
                    self.push_text("=?");
                    rest = &here[2..];
                }
            }
        }
        self.push_text(rest);
        self.flush();
    }

    /// White space between two encoded-words is not part of the text (RFC 2047 §6.2).
    fn push_between(&mut self, between: &str) {
        if self.run.is_none() || !between.trim_ascii().is_empty() {
            self.push_text(between);
        }
    }

    fn push_text(&mut self, text: &str) {
        if !text.is_empty() {
            self.flush();
            self.out.push_str(text);
        }
    }

    fn push_word(&mut self, word: &Word<'a>) {
        let octets = word.octets(self.defects);
        match &mut self.run {
            Some(run) if run.charset.eq_ignore_ascii_case(word.charset) => run.octets.extend(octets),
            _ => {
                self.flush();
                self.run = Some(Run { charset: word.charset, octets });
            }
        }
    }

    fn flush(&mut self) {
        let Some(run) = self.run.take() else { return };
        let decoded = charset::decode(&run.octets, Some(run.charset));
        decoded.note(self.defects);
        self.out.push_str(&decoded.text);
    }
}

enum Encoding {
    Base64,
    Quoted,
}

/// `=?charset*language?B?data?=`.
struct Word<'a> {
    charset: &'a str,
    encoding: Encoding,
    text: &'a str,
    length: usize,
}

impl<'a> Word<'a> {
    fn parse(text: &'a str) -> Option<Self> {
        let inside = text.strip_prefix("=?")?;
        // Charset names are short; without the limit `=?` in a row cost square time.
        let label_end = memchr(b'?', &inside.as_bytes()[..inside.len().min(80)])?;
        let label = inside.get(..label_end)?;
        let charset = label.split('*').next().unwrap_or_default();
        let is_token =
            |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'=' | b'<' | b'>' | b',' | b'"');
        // One that is not named is found out, as one that nobody knows.
        if !charset.bytes().all(is_token) {
            return None;
        }
        let encoding = match inside.as_bytes().get(label_end + 1..label_end + 3)? {
            b"B?" | b"b?" => Encoding::Base64,
            b"Q?" | b"q?" => Encoding::Quoted,
            _ => return None,
        };
        let data = inside.get(label_end + 3..)?;
        let data_len = data_length(data.as_bytes())?;
        let length = 2 + label_end + 3 + data_len + 2;
        Some(Self { charset, encoding, text: &data[..data_len], length })
    }

    fn octets(&self, defects: &mut Defects) -> Vec<u8> {
        match self.encoding {
            Encoding::Base64 => {
                let decoded = base64::decode(self.text.as_bytes());
                // Words without padding are everywhere and lose nothing.
                let only_unpadded = || {
                    self.text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/".contains(&byte))
                        && self.text.len() % 4 != 1
                };
                defects.insert_if(!decoded.is_sound && !only_unpadded(), Defect::MalformedEncodedWord);
                decoded.octets
            }
            Encoding::Quoted => unquote(self.text.as_bytes(), defects),
        }
    }
}

/// Finds `?=`, but gives up at a `=?`: there another word begins.
fn data_length(data: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        let mark = at + memchr(b'?', &data[at..])?;
        if data.get(mark + 1) == Some(&b'=') {
            return Some(mark);
        }
        if mark > 0 && data[mark - 1] == b'=' {
            return None;
        }
        at = mark + 1;
    }
}

/// Says whether a malformed `=?...` was meant as an encoded-word.
fn looks_like_word(text: &str) -> bool {
    let mut pieces = text.as_bytes().get(2..).unwrap_or_default().splitn(3, |&byte| byte == b'?');
    let charset = pieces.next().unwrap_or_default();
    let encoding = pieces.next().unwrap_or_default();
    (2..40).contains(&charset.len())
        && matches!(encoding, b"b" | b"B" | b"q" | b"Q")
        && pieces.next().is_some()
}

/// The `Q` encoding (RFC 2047 §4.2).
fn unquote(text: &[u8], defects: &mut Defects) -> Vec<u8> {
    let mut octets = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        at += 1;
        match byte {
            b'_' => octets.push(b' '),
            b'=' => match text.get(at..at + 2).and_then(hex_octet) {
                Some(octet) => {
                    octets.push(octet);
                    at += 2;
                }
                None => {
                    defects.insert(Defect::MalformedEncodedWord);
                    octets.push(b'=');
                }
            },
            _ => octets.push(byte),
        }
    }
    octets
}

/// Reads two hexadecimal digits.
pub(crate) fn hex_octet(pair: &[u8]) -> Option<u8> {
    let digit = |byte: u8| (byte as char).to_digit(16).map(|digit| digit as u8);
    match *pair {
        [high, low] => Some(digit(high)? << 4 | digit(low)?),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_decoded_and_joined() {
        let check = |text: &str, expect: &str, defects: &[Defect]| {
            let mut met = Defects::default();
            assert_eq!(decode(text, &mut met), expect, "{text:?}");
            assert_eq!(met.into_vec(), defects, "{text:?}");
        };
        check("plain", "plain", &[]);
        check("=?iso-8859-1?q?r=E9union?= de bureau", "réunion de bureau", &[]);
        check("=?UTF-8?B?csOpdW5pb24=?=", "réunion", &[]);
        check("=?utf-8*fr?Q?r=C3=A9union_a?=", "réunion a", &[]);
        // Cut inside a character, white space between dropped.
        check("=?utf-8?Q?r=C3?= =?utf-8?Q?=A9union?=", "réunion", &[]);
        check("=?utf-8?B?csM=?=\t=?UTF-8?B?qQ==?=!", "ré!", &[]);
        check("=?utf-8?Q?a?= b =?utf-8?Q?c?=", "a b c", &[]);
        check("=?utf-8?Q?a?==?iso-8859-1?Q?=E9?=", "aé", &[]);
        check("a =?utf-8?Q?b c?= d", "a b c d", &[]);
        check("=?utf-8?Q?o=C3=B9_??=", "où ?", &[]);
        check("=?utf-8?B?csOp?=", "ré", &[]);
        check("=?utf-8?B?cg?=", "r", &[]);
        check("x =? y ?= z", "x =? y ?= z", &[]);
        check("=?utf-8?Q?a=0D=0AX:_y?=", "a  X: y", &[]);
        let malformed = [Defect::MalformedEncodedWord];
        check("=?utf-8?Q?never closed", "=?utf-8?Q?never closed", &malformed);
        check("=?utf-8?Q?a =?utf-8?Q?b?=", "=?utf-8?Q?a b", &malformed);
        check("=?utf-8?Q?=ZZ?=", "=ZZ", &malformed);
        check("=?utf-8?B?c*g==?=", "r", &malformed);
        check("=?x-nowhere?Q?r=C3=A9?=", "ré", &[Defect::GuessedCharset]);
        check("=??Q?r=C3=A9?=", "ré", &[Defect::GuessedCharset]);
    }

    #[test]
    fn hostile_marks_take_linear_time() {
        for seed in ["=?", "=?a?Q?", "=?utf-8?Q?=?=", "?=?"] {
            let text = seed.repeat(200_000);
            decode(&text, &mut Defects::default());
        }
    }
}
