//! Values with parameters: Content-Type, Content-Disposition (RFC 2045 §5.1,
//! RFC 2231), with the quoting faults of real mail.

use std::borrow::Cow;
use std::collections::BTreeMap;

use memchr::memchr;

use crate::body::charset;
use crate::defects::Defects;
use crate::header::encoded_word::{self, hex_octet};
use crate::header::fields::value_text;

/// `value; name=value; ...`, octets as written.
#[derive(Debug, Default)]
pub(crate) struct Parameters {
    /// What stands before the first parameter, in lower case, without blanks and comments.
    pub(crate) value: String,
    plain: Vec<(String, Vec<u8>)>,
    extended: BTreeMap<String, Vec<Segment>>,
}

/// One piece of an extended parameter: `name*2*=` has number 2 and is encoded.
#[derive(Debug)]
struct Segment {
    number: u32,
    is_encoded: bool,
    octets: Vec<u8>,
}

impl Parameters {
    /// Reads a field's value, folds included.
    pub(crate) fn parse(value: &[u8]) -> Self {
        let mut parameters = Self::default();
        let mut rest = parameters.take_value(value);
        while let Some((name, octets, next)) = take_parameter(rest) {
            parameters.insert(name, octets);
            rest = next;
        }
        parameters
    }

    /// Returns the octets of a parameter that is no text, such as a boundary.
    pub(crate) fn octets(&self, name: &str) -> Option<&[u8]> {
        let (_, octets) = self.plain.iter().find(|(known, _)| known == name)?;
        Some(octets)
    }

    /// Returns a parameter as a lower-case word, such as a charset.
    pub(crate) fn word(&self, name: &str) -> Option<String> {
        let octets = self.octets(name)?;
        let word = octets
            .split(|byte| matches!(byte, b' ' | b'\t' | b'(' | b'"' | b'\''))
            .find(|word| !word.is_empty())?;
        Some(String::from_utf8_lossy(word).to_ascii_lowercase())
    }

    /// Returns a parameter as text: the extended form where there is one
    /// (RFC 2231), else with its encoded-words decoded, as many programs write them.
    pub(crate) fn text(&self, name: &str, charset: Option<&str>, defects: &mut Defects) -> Option<String> {
        if let Some(segments) = self.extended.get(name) {
            return Some(join(segments, defects));
        }
        let text = value_text(self.octets(name)?, charset, defects);
        Some(encoded_word::decode(&text, defects).into_owned())
    }

    /// Takes the main value; returns the rest.
    fn take_value<'a>(&mut self, value: &'a [u8]) -> &'a [u8] {
        let end = memchr(b';', value).unwrap_or(value.len());
        let (main, rest) = value.split_at(end);
        let main = String::from_utf8_lossy(main).to_ascii_lowercase();
        let main = main.split('(').next().unwrap_or_default();
        let mut words =
            main.split(['/']).map(|piece| piece.split_ascii_whitespace().next().unwrap_or_default());
        self.value = words.next().unwrap_or_default().trim_matches('"').to_owned();
        if let Some(subtype) = words.next() {
            self.value = format!("{}/{}", self.value, subtype.trim_matches('"'));
        }
        // `text/plain charset=x`: the semicolon was forgotten.
        let forgotten = value[..end].iter().position(|byte| byte.is_ascii_whitespace());
        match forgotten.filter(|&at| value[at..end].contains(&b'=')) {
            Some(at) => value.get(at..).unwrap_or(rest),
            None => rest,
        }
    }

    fn insert(&mut self, name: &[u8], octets: Vec<u8>) {
        let name = String::from_utf8_lossy(name).to_ascii_lowercase();
        let Some((base, marks)) = name.split_once('*') else {
            // The first one counts, as for repeated headers.
            if self.plain.len() < 100 && !self.plain.iter().any(|(known, _)| *known == name) {
                self.plain.push((name, octets));
            }
            return;
        };
        let number = marks.trim_end_matches('*').parse().unwrap_or(0);
        let is_encoded = name.ends_with('*');
        let segments = self.extended.entry(base.to_owned()).or_default();
        segments.push(Segment { number, is_encoded, octets });
    }
}

/// Splits `; name=value` from the front: name, value, rest. Junk before it is skipped.
fn take_parameter(input: &[u8]) -> Option<(&[u8], Vec<u8>, &[u8])> {
    let is_gap = |byte: &u8| byte.is_ascii_whitespace() || *byte == b';';
    let mut rest = input;
    loop {
        rest = &rest[rest.iter().take_while(|byte| is_gap(byte)).count()..];
        let end = rest.iter().position(|byte| matches!(byte, b'=' | b';'))?;
        let name = rest[..end].trim_ascii();
        let is_parameter = rest[end] == b'=' && !name.is_empty();
        rest = &rest[end + 1..];
        if is_parameter {
            let (octets, rest) = take_parameter_value(rest.trim_ascii_start());
            // `; a comment name=value` still names `name`.
            let name = name.rsplit(|byte| byte.is_ascii_whitespace()).next().unwrap_or(name);
            return Some((name, octets, rest));
        }
    }
}

fn take_parameter_value(input: &[u8]) -> (Vec<u8>, &[u8]) {
    if let Some((octets, rest)) = input.strip_prefix(b"\"").and_then(take_quoted) {
        return (octets, rest);
    }
    // Not quoted, or never closed: blanks are kept (`filename=my file.pdf`).
    let end = memchr(b';', input).unwrap_or(input.len());
    let (value, rest) = input.split_at(end);
    let value = value.strip_prefix(b"\"").unwrap_or(value);
    (unfolded(value.trim_ascii()).into_owned(), rest)
}

fn take_quoted(inside: &[u8]) -> Option<(Vec<u8>, &[u8])> {
    let mut octets = Vec::new();
    let mut at = 0;
    loop {
        match *inside.get(at)? {
            b'"' => return Some((unfolded(&octets).into_owned(), &inside[at + 1..])),
            // Only these two: names hold Windows paths with bare backslashes.
            b'\\' if matches!(inside.get(at + 1), Some(b'"' | b'\\')) => {
                octets.push(inside[at + 1]);
                at += 2;
            }
            byte => {
                octets.push(byte);
                at += 1;
            }
        }
    }
}

/// Drops line ends; the blanks of a fold are part of the value (RFC 5322 §3.2.2).
fn unfolded(value: &[u8]) -> Cow<'_, [u8]> {
    if memchr(b'\n', value).is_none() {
        return Cow::Borrowed(value);
    }
    Cow::Owned(value.iter().copied().filter(|byte| !matches!(byte, b'\r' | b'\n')).collect())
}

/// Joins the pieces in order of their numbers (RFC 2231 §3, §4.1).
fn join(segments: &[Segment], defects: &mut Defects) -> String {
    let mut segments: Vec<&Segment> = segments.iter().collect();
    segments.sort_by_key(|segment| segment.number);
    let mut charset = None;
    let mut octets = Vec::new();
    for (place, segment) in segments.iter().enumerate() {
        if !segment.is_encoded {
            octets.extend_from_slice(&segment.octets);
            continue;
        }
        let mut encoded = segment.octets.as_slice();
        if let Some((label, rest)) = split_language(encoded).filter(|_| place == 0) {
            charset = Some(String::from_utf8_lossy(label).into_owned()).filter(|label| !label.is_empty());
            encoded = rest;
        }
        push_unescaped(&mut octets, encoded);
    }
    let decoded = charset::decode(&octets, charset.as_deref().or(Some("utf-8")));
    decoded.note(defects);
    let text = decoded.text.into_owned();
    if segments.iter().any(|segment| segment.is_encoded) {
        return text;
    }
    encoded_word::decode(&text, defects).into_owned()
}

/// `charset'language'rest`.
fn split_language(value: &[u8]) -> Option<(&[u8], &[u8])> {
    let first = memchr(b'\'', value)?;
    let second = first + 1 + memchr(b'\'', &value[first + 1..])?;
    Some((&value[..first], &value[second + 1..]))
}

fn push_unescaped(octets: &mut Vec<u8>, encoded: &[u8]) {
    let mut at = 0;
    while let Some(&byte) = encoded.get(at) {
        let escaped = encoded.get(at + 1..at + 3).and_then(hex_octet).filter(|_| byte == b'%');
        octets.push(escaped.unwrap_or(byte));
        at += if escaped.is_some() { 3 } else { 1 };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_they_are_really_written() {
        let check = |value: &str, main: &str, name: Option<&str>| {
            let parameters = Parameters::parse(value.as_bytes());
            assert_eq!(parameters.value, main, "{value:?}");
            let text = parameters.text("name", None, &mut Defects::default());
            assert_eq!(text.as_deref(), name, "{value:?}");
        };
        check("text/plain; name=a.txt", "text/plain", Some("a.txt"));
        check("Text / Plain ; NAME = \"a b.txt\" ; x=y", "text/plain", Some("a b.txt"));
        check("text/plain; name=my file (1).txt", "text/plain", Some("my file (1).txt"));
        check("text/plain (a; name=x.txt", "text/plain", Some("x.txt"));
        check("text/plain name=a.txt", "text/plain", Some("a.txt"));
        check("text/plain;; ; name=a;name=b", "text/plain", Some("a"));
        check("text/plain; name=\"C:\\temp\\a \\\"b\\\".doc\"", "text/plain", Some("C:\\temp\\a \"b\".doc"));
        check("text/plain; name=\"never closed; x=y", "text/plain", Some("never closed"));
        check("a/b; name*=utf-8'fr'r%C3%A9union.pdf; name=r.pdf", "a/b", Some("réunion.pdf"));
        check("a/b; name*1=.pdf; name*0=long", "a/b", Some("long.pdf"));
        check("a/b; name*0*=iso-8859-1''r%E9; name*1*=%E9.pdf", "a/b", Some("réé.pdf"));
        check("a/b; name*0*=utf-8''%C3; name*1*=%A9", "a/b", Some("é"));
        check("a/b; name=\"=?utf-8?B?csOp?=\"", "a/b", Some("ré"));
        check("a/b; name=\"a\r\n b\"", "a/b", Some("a b"));
        check("a/b; name", "a/b", None);
        check("", "", None);
        check(";=;=;*=x;", "", None);
    }

    #[test]
    fn hostile_lists_take_linear_time() {
        for seed in [";", "a=\"", "a*1=b;", "=", "a=\"b\\\"", "'", "%"] {
            let value = seed.repeat(200_000);
            Parameters::parse(value.as_bytes()).text("a", None, &mut Defects::default());
        }
    }
}
