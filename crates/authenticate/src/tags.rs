//! Lists of `tag=value` (RFC 6376 §3.2), as in signatures.

use std::ops::Range;

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// The most tags of one list; honest ones have a dozen.
const MAX_TAGS: usize = 64;

/// Padding and the last bits are left to the writer: they say nothing.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// A tag of a list.
#[derive(Debug, Clone)]
struct Tag<'a> {
    name: &'a [u8],
    /// Between `=` and the next `;`, the blanks around it included.
    span: Range<usize>,
}

/// A list that was read: no tag stands there twice.
#[derive(Debug)]
pub(crate) struct Tags<'a> {
    octets: &'a [u8],
    tags: Vec<Tag<'a>>,
}

/// Why octets are no list of tags.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NoTags;

impl<'a> Tags<'a> {
    /// Reads a list. An unknown tag is kept; one that stands there twice makes the
    /// whole list unreadable (RFC 6376 §3.2), because a reader cannot tell which is meant.
    pub(crate) fn parse(octets: &'a [u8]) -> Result<Self, NoTags> {
        let mut tags: Vec<Tag<'a>> = Vec::with_capacity(12);
        let mut start = 0;
        for part in octets.split(|&octet| octet == b';') {
            let end = start + part.len();
            if !part.trim_ascii().is_empty() {
                let tag = read_tag(part, start)?;
                let is_repeated = tags.iter().any(|other| other.name == tag.name);
                if is_repeated || tags.len() >= MAX_TAGS {
                    return Err(NoTags);
                }
                tags.push(tag);
            }
            start = end + 1;
        }
        Ok(Self { octets, tags })
    }

    /// Returns the value of a tag without the blanks around it.
    pub(crate) fn value(&self, name: &str) -> Option<&'a [u8]> {
        Some(self.octets[self.span(name)?].trim_ascii())
    }

    /// Returns where the value of a tag lies in the list, the blanks around it included.
    pub(crate) fn span(&self, name: &str) -> Option<Range<usize>> {
        self.tags.iter().find(|tag| tag.name == name.as_bytes()).map(|tag| tag.span.clone())
    }

    /// Returns the value of a tag as text, lower case, without any blanks.
    pub(crate) fn word(&self, name: &str) -> Option<String> {
        let value = self.value(name)?.iter().filter(|octet| !octet.is_ascii_whitespace()).copied();
        Some(String::from_utf8_lossy(&value.collect::<Vec<u8>>()).to_lowercase())
    }

    /// Returns the items of a value that colons part.
    pub(crate) fn items(&self, name: &str) -> Option<Vec<&'a [u8]>> {
        let items = self.value(name)?.split(|&octet| octet == b':').map(<[u8]>::trim_ascii);
        Some(items.filter(|item| !item.is_empty()).collect())
    }
}

fn read_tag(part: &[u8], start: usize) -> Result<Tag<'_>, NoTags> {
    let equals = part.iter().position(|&octet| octet == b'=').ok_or(NoTags)?;
    let name = part[..equals].trim_ascii();
    let is_name = name.iter().all(|octet| octet.is_ascii_alphanumeric() || *octet == b'_');
    if name.is_empty() || !is_name {
        return Err(NoTags);
    }
    Ok(Tag { name, span: start + equals + 1..start + part.len() })
}

/// Decodes base64 with blanks anywhere; `None` for anything else in it.
pub(crate) fn base64(value: &[u8]) -> Option<Vec<u8>> {
    let mut digits = Vec::with_capacity(value.len());
    for run in value.split(u8::is_ascii_whitespace) {
        digits.extend_from_slice(run);
    }
    BASE64.decode(digits).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_read() {
        let check = |list: &str, name: &str, expect: Option<&str>| {
            let tags = Tags::parse(list.as_bytes()).expect("a list");
            let value = tags.value(name).map(|value| String::from_utf8_lossy(value).into_owned());
            assert_eq!(value.as_deref(), expect, "{list:?}");
        };
        check("v=1; a=b", "a", Some("b"));
        check(" v = 1 ;\r\n\ta\t=\r\n b c ;", "a", Some("b c"));
        check("b=a=b==;", "b", Some("a=b=="));
        check("b=;c=d", "b", Some(""));
        check("a=b;;c=d", "c", Some("d"));
        check("A=b", "a", None);
        check("", "a", None);
    }

    #[test]
    fn what_is_no_list_is_refused() {
        let check = |list: &str| assert_eq!(Tags::parse(list.as_bytes()).err(), Some(NoTags), "{list:?}");
        check("synerr");
        check("a=b; a=c");
        check("=b");
        check("a b=c");
        check(&(0..=MAX_TAGS).map(|n| format!("t{n}=;")).collect::<String>());
    }

    #[test]
    fn base64_is_read_across_folds() {
        let check = |text: &str, expect: Option<&[u8]>| {
            assert_eq!(base64(text.as_bytes()).as_deref(), expect, "{text:?}")
        };
        check("YW Jj\r\n\tZA==", Some(b"abcd"));
        check("YWJjZA", Some(b"abcd"));
        check("", Some(b""));
        check("YW(Jj", None);
    }
}
