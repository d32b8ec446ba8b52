//! How mails are packed for an import: mbox entries, maildir names. Pure: octets and names only.

use std::borrow::Cow;

use greffe_terms::Flags;

use crate::calendar;
use crate::mail::Mail;
use crate::wire::base64;

/// Appends one mbox entry: postmark, quoted mail, empty line (RFC 4155, quoting of mboxrd).
///
/// The postmark and the empty line end in LF whatever the mail's own lines end
/// in, so that every reader finds the same octets between them. `raw` must end
/// with a line feed, as [`Mail::raw`] does.
pub fn push_mbox_entry(mail: &Mail, out: &mut Vec<u8>) {
    let sender = mail.truth.from.as_ref().map_or("MAILER-DAEMON", |from| from.address.as_str());
    out.extend_from_slice(format!("From {sender} {}\n", calendar::asctime(mail.delivered_at)).as_bytes());
    match mail.truth.sha256_in_mbox {
        None => out.extend_from_slice(&mail.raw),
        Some(_) => out.extend_from_slice(&mbox_quoted(&mail.raw)),
    }
    out.push(b'\n');
}

/// Puts `>` before each line that begins with any number of `>` and `From `.
pub fn mbox_quoted(raw: &[u8]) -> Cow<'_, [u8]> {
    if !raw.split(|byte| *byte == b'\n').any(needs_quoting) {
        return Cow::Borrowed(raw);
    }
    let mut out = Vec::with_capacity(raw.len() + 8);
    for line in raw.split_inclusive(|byte| *byte == b'\n') {
        if needs_quoting(line) {
            out.push(b'>');
        }
        out.extend_from_slice(line);
    }
    Cow::Owned(out)
}

fn needs_quoting(line: &[u8]) -> bool {
    // Most lines begin with neither: look no further.
    if !matches!(line.first(), Some(b'>' | b'F')) {
        return false;
    }
    let start = line.iter().position(|byte| *byte != b'>').unwrap_or(line.len());
    line.get(start..).is_some_and(|line| line.starts_with(b"From "))
}

/// Returns the file name of a mail in a maildir's `cur`, its flags behind `:2,`.
pub fn maildir_name(mail: &Mail) -> String {
    let Flags { seen, answered, flagged, draft, deleted, passed } = mail.flags;
    // In the order of their letters, as the format asks.
    let letters = [(draft, 'D'), (flagged, 'F'), (passed, 'P'), (answered, 'R'), (seen, 'S'), (deleted, 'T')];
    let letters: String = letters.iter().filter(|(is_set, _)| *is_set).map(|(_, letter)| *letter).collect();
    format!("{}.{:07}.sample:2,{letters}", mail.delivered_at, mail.truth.index)
}

/// Returns the directory of a folder in a Maildir++: `.Archives.2019`; empty for the inbox.
pub fn maildir_folder(folder: &str) -> String {
    if folder == "INBOX" {
        return String::new();
    }
    folder.split('/').map(|level| format!(".{}", modified_utf7(level))).collect()
}

/// Encodes a folder's name as IMAP does (RFC 3501 §5.1.3).
fn modified_utf7(name: &str) -> String {
    let mut out = String::new();
    let mut beyond: Vec<u16> = Vec::new();
    for letter in name.chars() {
        if letter.is_ascii_graphic() || letter == ' ' {
            push_shifted(&mut beyond, &mut out);
            out.push_str(if letter == '&' { "&-" } else { "" });
            out.extend(Some(letter).filter(|letter| *letter != '&'));
        } else {
            beyond.extend_from_slice(letter.encode_utf16(&mut [0; 2]));
        }
    }
    push_shifted(&mut beyond, &mut out);
    out
}

fn push_shifted(units: &mut Vec<u16>, out: &mut String) {
    if units.is_empty() {
        return;
    }
    let octets: Vec<u8> = units.drain(..).flat_map(u16::to_be_bytes).collect();
    let mut encoded = Vec::new();
    base64::push(&octets, &mut encoded);
    let kept = encoded.iter().filter(|byte| **byte != b'=');
    out.push('&');
    out.extend(kept.map(|byte| if *byte == b'/' { ',' } else { char::from(*byte) }));
    out.push('-');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_from_lines_are_quoted() {
        let check = |raw: &str, expect: &str| {
            assert_eq!(mbox_quoted(raw.as_bytes()), expect.as_bytes());
        };
        check("From a\nFrom: b\n", ">From a\nFrom: b\n");
        check("x\n>>From a\n From a\n", "x\n>>>From a\n From a\n");
        check("x\n> a\nFr\n", "x\n> a\nFr\n");
    }

    proptest::proptest! {
        #[test]
        fn quoting_can_be_taken_back(raw in "(>{0,3}(From |from|F|x)?[a\n]{0,3}){0,12}") {
            let quoted = mbox_quoted(raw.as_bytes());
            let lines = quoted.split_inclusive(|byte| *byte == b'\n');
            let back: Vec<u8> =
                lines.flat_map(|line| if needs_quoting(line) { &line[1..] } else { line }).copied().collect();
            assert_eq!(back, raw.as_bytes());
            assert!(!quoted.split(|byte| *byte == b'\n').any(|line| line.starts_with(b"From ")));
        }
    }

    #[test]
    fn folders_are_named_as_imap_does() {
        let check = |folder: &str, expect: &str| assert_eq!(maildir_folder(folder), expect);
        check("INBOX", "");
        check("Archives/2019", ".Archives.2019");
        check("Éléments envoyés", ".&AMk-l&AOk-ments envoy&AOk-s");
        check("A&B", ".A&-B");
    }
}
