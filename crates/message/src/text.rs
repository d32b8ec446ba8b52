//! What a reader sees of a message as text.

use crate::header::media::Flow;
use crate::html::html_to_text;
use crate::lines::lines;
use crate::model::{Body, Message, Part};

/// The text of a message, lines ended by LF.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    /// The text; empty if the message shows none.
    pub text: String,
    /// Some of it was made from HTML, because no plain text stood there.
    pub from_html: bool,
}

impl Message {
    /// Returns what a reader sees as text: of alternatives the plain one, else
    /// the HTML turned to text; the texts of a mixed message one after another.
    /// Files and nested messages are not part of it.
    pub fn text(&self) -> Text {
        if self.parts.is_empty() {
            return Text::default();
        }
        let children = self.children();
        self.text_of(0, &children).unwrap_or_default()
    }

    /// Goes as deep as parts nest, which reading bounds.
    fn text_of(&self, n: usize, children: &[Vec<usize>]) -> Option<Text> {
        let part = self.parts.get(n)?;
        let shown = match &part.body {
            Body::Multipart => {
                let texts = children.get(n)?.iter().filter_map(|&child| self.text_of(child, children));
                return if part.content_type == "multipart/alternative" {
                    preferred(texts)
                } else {
                    joined(texts)
                };
            }
            // Nothing else of such a mail can be read: it is its text.
            Body::Message { message, .. } if is_signed_whole(part) => message.text(),
            // The body of a message without parts is its text, whatever it is called.
            _ if part.is_file() && part.parent.is_some() => return None,
            Body::Text(_) => Text { text: plain_text(part), from_html: false },
            Body::Html(html) => Text { text: html_to_text(html), from_html: true },
            Body::Message { .. } | Body::Binary(_) => return None,
        };
        (!shown.text.trim().is_empty()).then_some(shown)
    }
}

/// Says whether a part is an opaque S/MIME signature around what was written.
fn is_signed_whole(part: &Part) -> bool {
    part.content_type.ends_with("pkcs7-mime")
}

fn preferred(texts: impl Iterator<Item = Text>) -> Option<Text> {
    let mut from_html = None;
    for text in texts {
        if !text.from_html {
            return Some(text);
        }
        from_html.get_or_insert(text);
    }
    from_html
}

fn joined(texts: impl Iterator<Item = Text>) -> Option<Text> {
    texts.reduce(|mut all, next| {
        while !all.text.ends_with("\n\n") {
            all.text.push('\n');
        }
        all.text.push_str(&next.text);
        all.from_html |= next.from_html;
        all
    })
}

/// Returns a plain text with lines ended by LF and flowed lines joined.
pub(crate) fn plain_text(part: &Part) -> String {
    let Body::Text(text) = &part.body else { return String::new() };
    match part.flow {
        Flow::Fixed => with_line_feeds(text),
        Flow::Flowed => joined_lines(text, false),
        Flow::FlowedDeletingSpace => joined_lines(text, true),
    }
}

/// Ends all lines by LF, whatever ended them.
fn with_line_feeds(text: &str) -> String {
    let mut lines = String::with_capacity(text.len());
    let mut start = 0;
    for at in memchr::memchr_iter(b'\r', text.as_bytes()) {
        lines.push_str(&text[start..at]);
        let is_pair = text.as_bytes().get(at + 1) == Some(&b'\n');
        lines.push_str(if is_pair { "" } else { "\n" });
        start = at + 1;
    }
    lines.push_str(&text[start..]);
    lines
}

/// Joins flowed lines (RFC 3676 §4): a line that ends in a space goes on in the
/// next one of the same quote depth; a stuffed space at the start goes.
fn joined_lines(text: &str, deletes_space: bool) -> String {
    let mut joined = String::with_capacity(text.len());
    let mut open_depth = None;
    for line in lines(text) {
        let depth = line.bytes().take_while(|&byte| byte == b'>').count();
        let (quotes, content) = line.split_at(depth);
        let content = content.strip_prefix(' ').unwrap_or(content);
        let is_signature = content == "-- ";
        if open_depth.is_some_and(|open| open != depth || is_signature) {
            joined.push('\n');
            open_depth = None;
        }
        if open_depth.is_none() && depth > 0 {
            joined.push_str(quotes);
            joined.push(' ');
        }
        let flows = content.ends_with(' ') && !is_signature;
        joined.push_str(if flows && deletes_space { &content[..content.len() - 1] } else { content });
        open_depth = flows.then_some(depth);
        if !flows {
            joined.push('\n');
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse;

    #[test]
    fn a_reader_sees_the_text() {
        let check = |raw: &str, expect: &str, from_html: bool| {
            let text = parse(raw.replace('\n', "\r\n").as_bytes()).text();
            assert_eq!((text.text.as_str(), text.from_html), (expect, from_html), "{raw}");
        };
        let alternative = "Content-Type: multipart/alternative; boundary=b\n\n";
        let html = "--b\nContent-Type: text/html\n\n<p>html</p>\n";
        let mixed = "Content-Type: multipart/mixed; boundary=b\n\n";
        check("A: b\n\none\ntwo\n", "one\ntwo\n", false);
        check("Content-Type: text/html\n\n<p>one<p>two", "one\n\ntwo", true);
        check(&format!("{alternative}{html}--b\n\nplain\n--b--"), "plain", false);
        check(&format!("{alternative}--b\n\n \n{html}--b--"), "html", true);
        check(&format!("{mixed}--b\n\nplain\n{html}--b--"), "plain\n\nhtml", true);
        check(
            &format!("{mixed}--b\n\nplain\n--b\nContent-Disposition: attachment\n\nfile\n--b--"),
            "plain",
            false,
        );
        check(&format!("{mixed}--b\nContent-Type: image/png\n\nx\n--b--"), "", false);
        check("Content-Type: text/plain; name=a.txt\n\nthe body\n", "the body\n", false);
        check("", "", false);
    }

    #[test]
    fn lines_end_by_line_feeds() {
        let check = |text: &str, expect: &str| assert_eq!(with_line_feeds(text), expect, "{text:?}");
        check("", "");
        check("one\ntwo", "one\ntwo");
        check("one\r\n\r\ntwo\r\n", "one\n\ntwo\n");
        check("one\rtwo\r\r\nthree\r", "one\ntwo\n\nthree\n");
        check("é\r\nà\r", "é\nà\n");
    }

    #[test]
    fn flowed_lines_are_joined() {
        let check = |text: &str, deletes_space: bool, expect: &str| {
            assert_eq!(joined_lines(text, deletes_space), expect, "{text:?}");
        };
        check("one \ntwo\nthree\n", false, "one two\nthree\n");
        check("on \ne\n", true, "one\n");
        check("> a \n> b\nc\n", false, "> a b\nc\n");
        check("> a \nb\n", false, "> a \nb\n");
        check("x \n-- \nJean\n", false, "x \n-- \nJean\n");
        check(" stuffed\n", false, "stuffed\n");
    }
}
