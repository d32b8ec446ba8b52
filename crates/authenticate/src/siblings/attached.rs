//! Whether a message carries another as an attachment (`message/rfc822`).

use greffe_message::{Body, Message};
use memchr::memmem;

/// How a message is attached to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Attached {
    /// Its body is, under other headers.
    Body,
    /// All of it is, line ends and white space at line ends aside.
    Whole,
}

/// Returns how `raw` is attached to `holder`, a message already read.
///
/// `None` also for a message without a body: its headers alone are in too many.
pub fn attached(raw: &[u8], holder: &Message) -> Option<Attached> {
    let (head, body) = split(raw);
    if body.trim_ascii().is_empty() {
        return None;
    }
    let inner = holder.parts.iter().filter_map(|part| match &part.body {
        Body::Message { raw, .. } => Some(split(raw)),
        _ => None,
    });
    let same_body = inner.filter(|(_, inner_body)| spaced_lines(inner_body).eq(spaced_lines(body)));
    same_body.map(|(inner_head, _)| how(head, inner_head)).max()
}

fn how(head: &[u8], inner_head: &[u8]) -> Attached {
    let is_same = spaced_lines(head).eq(spaced_lines(inner_head));
    if is_same { Attached::Whole } else { Attached::Body }
}

/// Returns the header with its last line end, and the body.
fn split(raw: &[u8]) -> (&[u8], &[u8]) {
    let ends = [b"\n\n".as_slice(), b"\r\n\r\n", b"\n\r\n"];
    let blank = ends.iter().filter_map(|end| Some((memmem::find(raw, end)?, end.len()))).min();
    match blank {
        Some((at, len)) => (raw.get(..at).unwrap_or_default(), raw.get(at + len..).unwrap_or_default()),
        None => (raw, &[]),
    }
}

/// Returns the lines without line ends, white space before them, and blank lines
/// at the end: what packing a mail into another does not keep.
fn spaced_lines(octets: &[u8]) -> impl Iterator<Item = &[u8]> {
    octets.trim_ascii_end().split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii_end)
}

#[cfg(test)]
mod tests {
    use super::*;

    const INNER: &str = "From: a@example.org\nSubject: one\n\nThe words\nof it.\n";

    fn check(inner: &str, expect: Option<Attached>) {
        let holder = format!(
            "From: b@example.org\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nsee\n--x\n\
             Content-Type: message/rfc822\n\n{inner}\n--x--\n"
        );
        for holder in [holder.clone(), holder.replace('\n', "\r\n")] {
            let holder = greffe_message::parse(holder.as_bytes());
            assert_eq!(attached(INNER.as_bytes(), &holder), expect, "{inner}");
            assert_eq!(attached(INNER.replace('\n', "\r\n").as_bytes(), &holder), expect, "{inner}");
        }
    }

    #[test]
    fn attached_messages_are_recognised() {
        check(INNER, Some(Attached::Whole));
        check(&INNER.replace("Subject: one", "Subject: two"), Some(Attached::Body));
        check(&INNER.replace("The words", "The other words"), None);
        check(&INNER.replace("of it.", "of it. \n\n"), Some(Attached::Whole));
    }

    #[test]
    fn messages_without_body_show_nothing() {
        let holder = greffe_message::parse(b"Content-Type: message/rfc822\n\nFrom: a@example.org\n\n\n");
        assert_eq!(attached(b"From: a@example.org\n\n\n", &holder), None);
        assert_eq!(attached(b"", &holder), None);
    }
}
