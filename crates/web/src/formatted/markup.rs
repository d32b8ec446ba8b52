//! Writes HTML: escapes, and prints a clean tree again.

use super::tree::{Element, Handle, NodeData, Tree};
use crate::escape::turns_text;

/// Escapes characters for text and for double-quoted attribute values.
///
/// Characters that turn text round are dropped, not closed: Chromium writes
/// the edges of `<bdi>` with the same characters, so one PDI too many in a mail
/// ends an isolate of ours. Directions that elements have (`dir`) stay.
pub(super) fn escape(text: &str, into: &mut String) {
    for character in text.chars() {
        match character {
            '&' => into.push_str("&amp;"),
            '<' => into.push_str("&lt;"),
            '>' => into.push_str("&gt;"),
            '"' => into.push_str("&quot;"),
            '\u{a0}' => into.push_str("&nbsp;"),
            '\0' => {}
            turning if turns_text(turning) => {}
            other => into.push(other),
        }
    }
}

/// Longest text that is written in one piece.
const MAX_RUN: usize = 8 * 1024;

/// Writes a text, a long one in several elements.
///
/// html5ever's serializer, in the last gate, looks through all the rest of a
/// text at each `&` and each no-break space: megabytes of them take minutes.
pub(super) fn write_text(text: &str, into: &mut String) {
    if text.len() <= MAX_RUN {
        return escape(text, into);
    }
    let mut rest = text;
    while !rest.is_empty() {
        let (piece, left) = rest.split_at(rest.floor_char_boundary(MAX_RUN));
        open_tag("span", &[], into);
        escape(piece, into);
        close_tag("span", into);
        rest = left;
    }
}

/// Writes a start tag.
pub(super) fn open_tag(name: &str, attributes: &[(String, String)], into: &mut String) {
    into.push('<');
    into.push_str(name);
    for (attribute, value) in attributes {
        into.push(' ');
        into.push_str(attribute);
        into.push_str("=\"");
        escape(value, into);
        into.push('"');
    }
    into.push('>');
}

/// Writes an end tag; none for elements that never have one.
pub(super) fn close_tag(name: &str, into: &mut String) {
    if !is_void(name) {
        into.push_str("</");
        into.push_str(name);
        into.push('>');
    }
}

fn is_void(name: &str) -> bool {
    matches!(name, "br" | "col" | "hr" | "img" | "wbr")
}

/// Prints what stands in the body of a tree that was clean when it was written.
///
/// Not for hostile trees: names and values are printed as they are.
pub(super) fn print(tree: &Tree) -> String {
    let mut printed = String::new();
    let mut steps: Vec<Step> =
        body(tree).into_iter().flat_map(|body| body.children()).rev().map(Step::Enter).collect();
    while let Some(step) = steps.pop() {
        match step {
            Step::Enter(node) => enter(&node, &mut steps, &mut printed),
            Step::Leave(node) => {
                if let Some(element) = node.element() {
                    close_tag(element.local_name(), &mut printed);
                }
            }
        }
    }
    printed
}

/// Returns the element `<body>`.
pub(super) fn body(tree: &Tree) -> Option<Handle> {
    let is =
        |name: &'static str| move |node: &Handle| node.element().and_then(Element::html_name) == Some(name);
    let html = tree.document.children().into_iter().find(is("html"))?;
    html.children().into_iter().find(is("body"))
}

enum Step {
    Enter(Handle),
    Leave(Handle),
}

fn enter(node: &Handle, steps: &mut Vec<Step>, printed: &mut String) {
    match &node.data {
        NodeData::Text(text) => write_text(&text.borrow(), printed),
        NodeData::Element(element) => {
            open_tag(element.local_name(), &element.attributes(), printed);
            steps.push(Step::Leave(node.clone()));
            steps.extend(node.children().into_iter().rev().map(Step::Enter));
        }
        NodeData::Document | NodeData::Nothing => {}
    }
}

#[cfg(test)]
mod tests {
    use super::super::tree::Bounds;
    use super::*;

    fn check(html: &str, expected: &str) {
        assert_eq!(print(&Tree::parse(html, Bounds::WRITTEN)), expected, "{html}");
    }

    #[test]
    fn a_clean_tree_prints_as_it_was() {
        check("<p>a &lt;b&gt; &amp;amp; &quot;</p>", "<p>a &lt;b&gt; &amp;amp; &quot;</p>");
        check("<a title=\"x &quot; y\">z</a><br>", "<a title=\"x &quot; y\">z</a><br>");
        check("<table><tr><td>x", "<table><tbody><tr><td>x</td></tr></tbody></table>");
    }

    #[test]
    fn long_texts_are_written_in_pieces() {
        let mut written = String::new();
        write_text(&"é".repeat(MAX_RUN), &mut written);
        assert_eq!(written.matches("<span>").count(), 2);
        assert_eq!(written.matches('é').count(), MAX_RUN);
        check(&written, &written);
    }
}
