//! XML as a stream: elements opened and closed, and the text between.
//!
//! No tree is built and no entity of the document is expanded: neither depth
//! nor "a billion laughs" cost more than the octets that are there.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, BytesStart, Event};

use crate::formats::charset;
use crate::reading::{Mark, Why};
use crate::worker::Scribe;

/// What a walk meets. Names are without prefix.
pub(crate) enum Node<'a> {
    Open(Element<'a>),
    Close(&'a str),
    Text(Cow<'a, str>),
}

/// An element's beginning.
pub(crate) struct Element<'a> {
    start: &'a BytesStart<'a>,
}

impl Element<'_> {
    /// Returns its name without prefix.
    pub(crate) fn name(&self) -> &str {
        self.start.local_name().into_inner()
    }

    /// Returns the attribute of this name, whatever its prefix.
    pub(crate) fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.start.attributes();
        let found = attributes
            .with_checks(false)
            .filter_map(Result::ok)
            .find(|attribute| attribute.key.local_name().into_inner() == name)?;
        found.normalized_value(XmlVersion::Implicit1_0).ok().map(Cow::into_owned)
    }

    /// Says whether the attribute is there and says yes.
    pub(crate) fn is_on(&self, name: &str) -> bool {
        self.attribute(name).is_some_and(|value| !["0", "false", "off"].contains(&value.as_str()))
    }
}

/// Walks through `xml`.
///
/// # Errors
/// What `take` returns; `Damaged` where the XML ends too early or is none.
pub(crate) fn walk(xml: &[u8], mut take: impl FnMut(Node<'_>) -> Result<(), Why>) -> Result<(), Why> {
    let text = charset::decode(xml, None);
    let mut reader = Reader::from_str(&text);
    reader.config_mut().check_end_names = false;
    let mut open = 0_usize;
    loop {
        match reader.read_event().map_err(|_| Why::Damaged)? {
            Event::Start(start) => {
                open += 1;
                take(Node::Open(Element { start: &start }))?;
            }
            Event::Empty(start) => {
                take(Node::Open(Element { start: &start }))?;
                take(Node::Close(start.local_name().into_inner()))?;
            }
            Event::End(end) => {
                open = open.saturating_sub(1);
                take(Node::Close(end.local_name().into_inner()))?;
            }
            Event::Text(text) => take(Node::Text(text.xml10_content()))?,
            Event::CData(text) => take(Node::Text(text.xml10_content()))?,
            Event::GeneralRef(reference) => take(Node::Text(resolved(&reference)))?,
            Event::Eof => return if open == 0 { Ok(()) } else { Err(Why::Damaged) },
            _ => {}
        }
    }
}

/// The characters that XML itself knows; an entity of the document stays a word.
fn resolved(reference: &BytesRef<'_>) -> Cow<'static, str> {
    if let Ok(Some(char)) = reference.resolve_char_ref() {
        return Cow::Owned(char.to_string());
    }
    let name: &str = reference;
    match quick_xml::escape::resolve_xml_entity(name) {
        Some(char) => Cow::Borrowed(char),
        None => Cow::Owned(format!(" {name} ")),
    }
}

/// Reads all text of an XML document of no special kind.
///
/// # Errors
/// As [`walk`].
pub(crate) fn read(xml: &[u8], scribe: &mut Scribe<'_>) -> Result<(), Why> {
    walk(xml, |node| match node {
        Node::Text(text) if !text.trim().is_empty() => scribe.write(Mark::Body, &text),
        Node::Close(_) => scribe.write(Mark::Body, "\n"),
        _ => Ok(()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::testing::{read_with, text_at};

    fn check(xml: &[u8], expect: &str, why: Option<Why>) {
        let (pieces, _, stopped) = read_with(|scribe| read(xml, scribe));
        let words: Vec<String> = text_at(&pieces, Mark::Body).split_whitespace().map(str::to_owned).collect();
        assert_eq!((words.join(" ").as_str(), stopped), (expect, why));
    }

    #[test]
    fn text_is_read_and_no_entity_grows() {
        check(b"<a>one<b x='1'>two</b>&amp;&#233;<![CDATA[<3]]></a>", "onetwo &é<3", None);
        check(b"<!DOCTYPE a [<!ENTITY l \"lol\"><!ENTITY m \"&l;&l;&l;\">]><a>&m;&m;</a>", "m m", None);
        check(b"<a>cut", "cut", Some(Why::Damaged));
        check(b"\xFF\xFE<\0a\0>\0x\0<\0/\0a\0>\0", "x", None);
    }

    #[test]
    fn depth_costs_nothing() {
        let deep = "<a>".repeat(1 << 20);
        check(deep.as_bytes(), "", Some(Why::Damaged));
    }
}
