//! HTML source to tokens. Never fails: what is no markup is text.

use encoding_rs::WINDOWS_1252;
use mail_parser::decoders::html::add_html_token;
use memchr::{memchr, memchr2, memmem};

use crate::eights;

/// What is looked at of a tag's name: all that matter are shorter.
const LONGEST_NAME: usize = 12;

/// One piece of a page.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Text(&'a str),
    Entity(char),
    /// A tag; its name in lower case.
    Tag {
        name: &'a [u8],
        is_closing: bool,
    },
    /// The title of the document, entities not decoded.
    Title(&'a str),
    /// The value of an `alt` or `title` attribute, entities not decoded.
    Attribute(&'a str),
}

/// Hands the tokens of `html` to `take`, in order.
pub(super) fn walk(html: &str, mut take: impl FnMut(Token<'_>)) {
    let mut source = Source { html, at: 0, has_tags: true, minds_quotes: true, has_title_end: true };
    while source.at < html.len() {
        let rest = source.rest();
        let mark = memchr2(b'<', b'&', rest.as_bytes()).unwrap_or(rest.len());
        if mark > 0 {
            take(Token::Text(&rest[..mark]));
            source.at += mark;
        }
        match rest.as_bytes().get(mark) {
            Some(b'<') => source.take_markup(&mut take),
            Some(_) => source.take_entity(&mut take),
            None => {}
        }
    }
}

/// Returns where the words at the start of `text` end that stand one space apart.
pub(super) fn spaced_words(text: &str) -> usize {
    let octets = text.as_bytes();
    let is_blank = |at: usize| octets.get(at).is_none_or(u8::is_ascii_whitespace);
    let is_single_space = |at: usize| octets[at] == b' ' && !is_blank(at + 1);
    let mut at = 0;
    while let Some(mark) = next_mark(octets, at) {
        if is_blank(mark) && !is_single_space(mark) {
            return mark;
        }
        at = mark + 1;
    }
    octets.len()
}

/// Returns the first place at or after `at` that holds a control, or a space with which
/// another or the end may follow.
fn next_mark(octets: &[u8], mut at: usize) -> Option<usize> {
    while let Some(eight) = octets[at..].first_chunk() {
        let eight = u64::from_le_bytes(*eight);
        let blanks = eights::below(eight, b' ' + 1);
        // What stands behind the last of the eight is not known.
        let marks = eights::below(eight, b' ') | blanks & (blanks >> 8 | 1 << 63);
        if marks != 0 {
            return Some(at + eights::before(marks));
        }
        at += 8;
    }
    octets[at..].iter().position(|octet| *octet <= b' ').map(|place| at + place)
}

/// Returns `text` with its entities decoded.
pub(super) fn decode_entities(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(mark) = memchr(b'&', rest.as_bytes()) {
        decoded.push_str(&rest[..mark]);
        rest = &rest[mark..];
        let (char, length) = entity(rest).unwrap_or(('&', 1));
        decoded.push(char);
        rest = &rest[length..];
    }
    decoded + rest
}

/// Where the reader stands. What was once looked for in vain up to the end is
/// not looked for again: that would cost square time.
struct Source<'a> {
    html: &'a str,
    at: usize,
    /// A `>` may still follow.
    has_tags: bool,
    /// A `>` in quotes does not end a tag; given up when a tag would never end.
    minds_quotes: bool,
    /// A `</title` may still follow.
    has_title_end: bool,
}

impl<'a> Source<'a> {
    fn rest(&self) -> &'a str {
        self.html.get(self.at..).unwrap_or_default()
    }

    fn take_entity(&mut self, take: &mut impl FnMut(Token<'_>)) {
        match entity(self.rest()) {
            Some((char, length)) => {
                take(Token::Entity(char));
                self.at += length;
            }
            None => self.take_literal(take),
        }
    }

    /// The mark here is text.
    fn take_literal(&mut self, take: &mut impl FnMut(Token<'_>)) {
        take(Token::Text(&self.rest()[..1]));
        self.at += 1;
    }

    fn take_markup(&mut self, take: &mut impl FnMut(Token<'_>)) {
        let rest = self.rest();
        if rest.starts_with("<!--") {
            // Browsers drop the rest after a comment that never closes.
            let end = memmem::find(&rest.as_bytes()[2..], b"-->");
            self.at += end.map_or(rest.len(), |end| 2 + end + 3);
            return;
        }
        match rest.as_bytes().get(1) {
            Some(b'!' | b'?') => match self.tag_end(rest) {
                Some(end) => self.at += end,
                None => self.take_literal(take),
            },
            Some(b'/') if rest.as_bytes().get(2).is_some_and(u8::is_ascii_alphabetic) => {
                self.take_tag(2, take)
            }
            Some(byte) if byte.is_ascii_alphabetic() => self.take_tag(1, take),
            _ => self.take_literal(take),
        }
    }

    /// Returns where the tag at the start of `rest` ends, quotes not minded.
    fn tag_end(&mut self, rest: &str) -> Option<usize> {
        let end = memchr(b'>', rest.as_bytes()).filter(|_| self.has_tags);
        self.has_tags &= end.is_some();
        end.map(|end| end + 1)
    }

    fn take_tag(&mut self, name_at: usize, take: &mut impl FnMut(Token<'_>)) {
        let rest = self.rest();
        let name_len = rest[name_at..].bytes().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let name_end = name_at + name_len;
        let careful = if self.minds_quotes && self.has_tags { attributes(rest, name_end) } else { None };
        self.minds_quotes &= careful.is_some();
        let (end, shown) = match careful {
            Some(found) => found,
            None => match self.tag_end(rest) {
                Some(end) => (end, Vec::new()),
                None => return self.take_literal(take),
            },
        };
        let is_closing = name_at == 2;
        let mut letters = [0; LONGEST_NAME];
        let name = in_lower_case(&rest.as_bytes()[name_at..name_end], &mut letters);
        take(Token::Tag { name, is_closing });
        shown.into_iter().for_each(|value| take(Token::Attribute(value)));
        self.at += end;
        if !is_closing {
            self.take_raw_text(name, take);
        }
    }

    /// The inside of some elements is no markup.
    fn take_raw_text(&mut self, name: &[u8], take: &mut impl FnMut(Token<'_>)) {
        let rest = self.rest();
        match name {
            b"script" | b"style" => self.at += closing_tag(rest, name).unwrap_or(rest.len()),
            b"title" if self.has_title_end => match closing_tag(rest, name) {
                Some(end) => {
                    take(Token::Title(&rest[..end]));
                    self.at += end;
                }
                None => self.has_title_end = false,
            },
            _ => {}
        }
    }
}

/// Writes the first letters of a tag's name in lower case.
fn in_lower_case<'n>(name: &[u8], letters: &'n mut [u8; LONGEST_NAME]) -> &'n [u8] {
    let length = name.len().min(LONGEST_NAME);
    let letters = &mut letters[..length];
    letters.copy_from_slice(&name[..length]);
    letters.make_ascii_lowercase();
    letters
}

/// Returns where `</name` stands.
fn closing_tag(html: &str, name: &[u8]) -> Option<usize> {
    memmem::find_iter(html.as_bytes(), b"</").find(|&at| {
        let found = html.as_bytes().get(at + 2..at + 2 + name.len());
        found.is_some_and(|found| found.eq_ignore_ascii_case(name))
    })
}

/// Reads the attributes that start at `at` of a tag: where the tag ends, and the
/// values of `alt` and `title`. `None` if the tag never ends.
fn attributes(tag: &str, mut at: usize) -> Option<(usize, Vec<&str>)> {
    let octets = tag.as_bytes();
    let mut shown = Vec::new();
    loop {
        at = skip(octets, at, |byte| byte.is_ascii_whitespace() || *byte == b'/');
        if *octets.get(at)? == b'>' {
            return Some((at + 1, shown));
        }
        let name_at = at;
        // At least one octet, or `=` alone would stand still.
        at = skip(octets, at + 1, |byte| !byte.is_ascii_whitespace() && !matches!(byte, b'=' | b'>' | b'/'));
        let name = octets.get(name_at..at)?;
        let equals = skip(octets, at, u8::is_ascii_whitespace);
        if octets.get(equals) != Some(&b'=') {
            continue;
        }
        at = skip(octets, equals + 1, u8::is_ascii_whitespace);
        let (value, next) = attribute_value(tag, at)?;
        if name.eq_ignore_ascii_case(b"alt") || name.eq_ignore_ascii_case(b"title") {
            shown.push(value);
        }
        at = next;
    }
}

fn skip(octets: &[u8], at: usize, is_skipped: impl Fn(&u8) -> bool) -> usize {
    let rest = octets.get(at..).unwrap_or_default();
    at + rest.iter().take_while(|byte| is_skipped(byte)).count()
}

fn attribute_value(tag: &str, at: usize) -> Option<(&str, usize)> {
    let rest = tag.get(at..)?;
    let quote = rest.bytes().next().filter(|byte| matches!(byte, b'"' | b'\''));
    if let Some(quote) = quote {
        let inside = &rest[1..];
        let end = memchr(quote, inside.as_bytes())?;
        return Some((&inside[..end], at + end + 2));
    }
    let end = rest.bytes().position(|byte| byte.is_ascii_whitespace() || byte == b'>')?;
    Some((&rest[..end], at + end))
}

/// Reads the entity at the start of `text`: its character and its length.
fn entity(text: &str) -> Option<(char, usize)> {
    let inside = text.strip_prefix('&')?;
    if let Some(number) = inside.strip_prefix('#') {
        return numeric_entity(number).map(|(char, length)| (char, length + 2));
    }
    let name_len = inside.bytes().take(40).take_while(u8::is_ascii_alphanumeric).count();
    let name = &inside[..name_len];
    let is_closed = inside.as_bytes().get(name_len) == Some(&b';');
    let char = named_entity(name)?;
    // Old pages leave out the `;`, but only after the names of Latin-1.
    let is_entity = is_closed || u32::from(char) < 256;
    is_entity.then_some((char, 1 + name_len + usize::from(is_closed)))
}

fn named_entity(name: &str) -> Option<char> {
    if name == "nbsp" {
        return Some('\u{A0}');
    }
    let mut decoded = String::new();
    add_html_token(&mut decoded, format!("&{name};").as_bytes(), false);
    let mut chars = decoded.chars();
    let char = chars.next().filter(|_| !name.is_empty())?;
    chars.next().is_none().then_some(char)
}

fn numeric_entity(number: &str) -> Option<(char, usize)> {
    let (digits, radix, skipped) = match number.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16, 1),
        None => (number, 10, 0),
    };
    let length = digits.chars().take(10).take_while(|char| char.is_digit(radix)).count();
    let code = u32::from_str_radix(&digits[..length], radix).ok()?;
    let closed = usize::from(digits.as_bytes().get(length) == Some(&b';'));
    let char = match code {
        // Written by programs that took Windows-1252 for Unicode.
        0x80..=0x9F => WINDOWS_1252.decode_without_bom_handling(&[code as u8]).0.chars().next()?,
        0 => char::REPLACEMENT_CHARACTER,
        code => char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER),
    };
    Some((char, skipped + length + closed))
}
