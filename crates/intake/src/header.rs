//! Is there a mail header at the top of these bytes?
//!
//! A quick survey, not a parser: names, their shape, and the few fields that
//! containers put there (`Content-Length`, `Status`, `X-Mozilla-Status`).

use greffe_terms::Flags;
use memchr::memchr;

use crate::flags::{add_mozilla_status, add_status};

/// How much of a header is surveyed: beyond it fields of containers go unseen.
const SURVEYED_BYTES: usize = 256 << 10;

/// What stands at the top of a message.
#[derive(Debug, Default)]
pub(crate) struct Survey {
    /// Lines that begin a field.
    pub(crate) fields: usize,
    /// Those whose name is one of mail; counted up to a few.
    pub(crate) known: usize,
    /// Of these, those that stand before any odd line.
    known_at_top: usize,
    /// The first field is one of them.
    first_is_known: bool,
    /// Lines that are neither a field nor its continuation.
    pub(crate) odd: usize,
    /// The first line begins a field.
    pub(crate) begins_with_field: bool,
    /// It does behind a blank that slipped in.
    is_led: bool,
    /// Offset of the body, after the blank line, if there is one.
    pub(crate) body_at: Option<usize>,
    /// `Content-Length`, if it is a number.
    pub(crate) content_length: Option<u64>,
    /// Marks of the mail program.
    pub(crate) flags: Flags,
}

/// Lines that are no fields, after which it is no header: each message is surveyed
/// from its beginning on, also where the next one begins in the middle of it.
const MAX_ODD_LINES: usize = 16;

/// Surveys the header at the beginning of `raw`, up to its first blank line.
pub(crate) fn survey(raw: &[u8]) -> Survey {
    survey_until(raw, |survey| survey.odd > MAX_ODD_LINES)
}

/// Says whether `raw` begins with a header beyond doubt: nothing but fields, two
/// of them of mail, or three of mail before a line that is none.
pub(crate) fn is_full_header(raw: &[u8]) -> bool {
    let survey = survey_until(raw, |survey| survey.odd > 0);
    let is_whole = survey.known >= 2 && survey.odd == 0;
    survey.begins_with_field && (is_whole || survey.known_at_top >= 3)
}

fn survey_until(raw: &[u8], is_enough: impl Fn(&Survey) -> bool) -> Survey {
    let window = raw.get(..SURVEYED_BYTES).unwrap_or(raw);
    let mut survey = Survey::default();
    let mut at = 0;
    while let Some(rest) = window.get(at..).filter(|rest| !rest.is_empty()) {
        let end = memchr(b'\n', rest).map_or(rest.len(), |newline| newline + 1);
        let line = trim_line_end(rest.get(..end).unwrap_or(rest));
        at += end;
        if line.is_empty() {
            survey.body_at = Some(at);
            break;
        }
        survey.add_line(line);
        if is_enough(&survey) {
            break;
        }
    }
    survey
}

/// Says whether a file that begins with `head` is a message (RFC 5322), its name aside.
///
/// Leading blank lines, a BOM and a quoted `>From ` line are forgiven; so is that no blank
/// line ends a header which is one of mail, or that a blank begins it.
pub(crate) fn is_message(head: &[u8]) -> bool {
    let survey = survey(skip_lead(head));
    let is_of_mail = survey.known_at_top >= 3;
    let is_header = survey.known > 0 && survey.odd <= survey.fields / 4 || is_of_mail;
    survey.begins_with_field && is_header || survey.is_led && is_of_mail
}

/// Says whether the first line of `head` is a field of mail: enough where the name of the
/// file says mail too.
pub(crate) fn begins_as_mail(head: &[u8]) -> bool {
    let survey = survey(skip_lead(head));
    survey.begins_with_field && survey.first_is_known
}

/// Says whether the first line of `head` is a `From ` line, whatever it says, that a full
/// header follows.
pub(crate) fn is_header_behind_from_line(head: &[u8]) -> bool {
    let mut lines = head.splitn(2, |byte| *byte == b'\n');
    let is_from_line = lines.next().is_some_and(|line| line.starts_with(b"From "));
    is_from_line && lines.next().is_some_and(is_full_header)
}

/// Says whether the top of `raw` has any line of a header.
fn has_field(raw: &[u8]) -> bool {
    let is_enough = |survey: &Survey| survey.fields > 0 || survey.odd > MAX_ODD_LINES;
    survey_until(skip_lead(raw), is_enough).fields > 0
}

/// Says whether `raw` is worth reading where a message must be: it has a field, or
/// at least text. A mail whose header was lost is still a mail; a hole in the file is not.
pub(crate) fn has_substance(raw: &[u8]) -> bool {
    let start = raw.get(..1024).unwrap_or(raw);
    has_field(raw) || !start.trim_ascii().is_empty() && !start.contains(&0)
}

/// Returns `line` without its line end.
pub(crate) fn trim_line_end(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}

/// Returns `head` after a UTF-8 BOM and blank lines.
pub(crate) fn skip_lead(head: &[u8]) -> &[u8] {
    let mut rest = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    while let Some(after) = rest.strip_prefix(b"\n").or_else(|| rest.strip_prefix(b"\r\n")) {
        rest = after;
    }
    rest
}

impl Survey {
    fn add_line(&mut self, line: &[u8]) {
        if line.starts_with(b">From ")
            || (line.starts_with(b" ") || line.starts_with(b"\t")) && self.fields > 0
        {
            return;
        }
        let is_first = self.fields == 0 && self.odd == 0;
        let unled = if is_first { line.trim_ascii_start() } else { line };
        let Some((name, value)) = split_field(unled) else {
            self.odd += 1;
            return;
        };
        self.is_led |= unled.len() < line.len();
        self.begins_with_field |= is_first && !self.is_led;
        self.first_is_known |= is_first && is_known(name);
        self.fields += 1;
        if self.known < 4 && is_known(name) {
            self.known += 1;
            self.known_at_top += usize::from(self.odd == 0);
        }
        self.add_container_field(name, value);
    }

    fn add_container_field(&mut self, name: &[u8], value: &[u8]) {
        // Nearly every line stops here, and there are a hundred of them in a message.
        if !matches!(name.first(), Some(b'S' | b's' | b'X' | b'x' | b'C' | b'c')) {
            return;
        }
        if name.eq_ignore_ascii_case(b"Content-Length") {
            self.content_length = std::str::from_utf8(value).ok().and_then(|text| text.trim().parse().ok());
        } else if name.eq_ignore_ascii_case(b"Status") || name.eq_ignore_ascii_case(b"X-Status") {
            add_status(value, &mut self.flags);
        } else if name.eq_ignore_ascii_case(b"X-Mozilla-Status") {
            add_mozilla_status(value, &mut self.flags);
        }
    }
}

/// Splits `Name: value`; the name is printable ASCII without space (RFC 5322 §3.6.8),
/// white space before the colon is forgiven (§4.5).
fn split_field(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = line.iter().position(|byte| !matches!(byte, b'!'..=b'9' | b';'..=b'~'))?;
    let name = line.get(..end).filter(|name| !name.is_empty())?;
    let after = line.get(end..)?.trim_ascii_start();
    Some((name, after.strip_prefix(b":")?))
}

fn is_known(name: &[u8]) -> bool {
    const NAMES: &[&str] = &[
        "From",
        "To",
        "Cc",
        "Bcc",
        "Date",
        "Subject",
        "Sender",
        "Received",
        "Reply-To",
        "Message-ID",
        "References",
        "In-Reply-To",
        "Return-Path",
        "Delivered-To",
        "Envelope-To",
        "MIME-Version",
        "Content-Type",
        "DKIM-Signature",
        "DomainKey-Signature",
        "Authentication-Results",
        "Received-SPF",
        "Apparently-To",
        "Newsgroups",
        "Mailing-List",
    ];
    const PREFIXES: &[&str] = &["X-", "List-", "Resent-", "ARC-"];
    let begins = |prefix: &str| {
        name.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix.as_bytes()))
    };
    NAMES.iter().any(|known| name.eq_ignore_ascii_case(known.as_bytes()))
        || PREFIXES.iter().any(|prefix| begins(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_told_from_other_text() {
        let check = |head: &str, expect: bool| assert_eq!(is_message(head.as_bytes()), expect, "{head:?}");
        check("From: a@b.example\n\nbody", true);
        check("Subject: only\r\n\r\nbody", true);
        check("\u{FEFF}Received: from x\n by y\n", true);
        check("\n\nReturn-Path: <a@b.example>\nFrom : old style\n\n", true);
        check(">From old@b.example Thu Jan  1 00:00:00 1970\nDate: x\n\n", true);
        check("X-Mailer: x\n\n", true);
        check("From: a@b.example\nTo: c@d.example\nSubject: no line between\nthis and\nthe body\n", true);
        check("From: one\nTo: another\nand back\n", false);
        check("Dear all,\nSubject: to what follows\n\n", false);
        check(" From: a@b.example\nTo: c@d.example\nSubject: a blank slipped in\n\n", true);
        check(" From: a@b.example\n To: c@d.example\n Subject: quoted in a text\n\n", false);
        check("fn main() {\n    std::io::stdin();\n}\n", false);
        check("title: page\nauthor: nobody\n\n", false);
        check("", false);
    }

    #[test]
    fn less_is_enough_where_a_name_helps() {
        let check =
            |head: &str, expect: bool| assert_eq!(begins_as_mail(head.as_bytes()), expect, "{head:?}");
        check("To: a@b.example\nFrom: c@d.example\n: odd\n\n", true);
        check("Subject: one\nodd\nodd\n\n", true);
        check("Author: nobody\nSubject: one\n\n", false);
        check("odd\nSubject: one\n\n", false);
        let check = |head: &str, expect: bool| {
            assert_eq!(is_header_behind_from_line(head.as_bytes()), expect, "{head:?}");
        };
        check("From (\"nnml:Mail\" 12)\nTo: a@b.example\nSubject: x\n\n", true);
        check("From here on\nTo: nobody\nall is well\n", false);
        check("From here on", false);
    }

    #[test]
    fn fields_of_containers_are_read() {
        let survey =
            survey(b"From: a\nCONTENT-LENGTH: 12 \nStatus: RO\nX-Mozilla-Status: 0004\n\nStatus: A\n");
        assert_eq!(survey.content_length, Some(12));
        assert_eq!(survey.flags, Flags { seen: true, flagged: true, ..Flags::default() });
        assert_eq!(survey.body_at, Some(63));
        assert_eq!((survey.fields, survey.odd), (4, 0));
    }

    #[test]
    fn prose_is_left_early_and_a_long_header_is_bounded() {
        assert!(survey("no header\n".repeat(10_000).as_bytes()).odd < 20);
        let long = "X-A: b\n".repeat(1_000_000);
        assert!(survey(long.as_bytes()).fields <= SURVEYED_BYTES);
    }
}
