//! What a file is, by its first bytes; its name only breaks ties.

use greffe_mapi::{is_msg, is_pst};

use crate::decode::Compression;
use crate::event::LostReason;
use crate::header;
use crate::mbox;
use crate::place::Place;
use crate::postmark::{MAX_POSTMARK_BYTES, postmark};

/// Bytes that are enough to tell.
pub(crate) const SNIFFED_BYTES: usize = 1 << 20;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Compressed(Compression),
    Tar,
    Zip,
    /// 7z or RAR: somebody else unpacks them.
    Packed,
    /// Outlook's data base of mail.
    Pst,
    /// One item of Outlook.
    Msg,
    Mbox,
    /// One message, the whole file.
    Message,
    /// One message of Apple Mail: length, message, property list.
    Emlx,
    /// Should hold mail and does not, or not in a way that is read.
    Unreadable(LostReason),
    Empty,
    /// Anything else.
    Document,
}

/// Returns the format of a file at `place` that begins with `head`: all of it if
/// shorter than [`SNIFFED_BYTES`].
pub(crate) fn sniff(head: &[u8], place: &Place) -> Format {
    container(head, place).unwrap_or_else(|| mail(head, place))
}

fn container(head: &[u8], place: &Place) -> Option<Format> {
    if let Some(compression) = Compression::of(head) {
        return Some(Format::Compressed(compression));
    }
    match head {
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Some(Format::Zip),
        // AppleDouble: attributes of the file beside it, whose name it bears (RFC 1740).
        [0, 5, 0x16, 7, 0, 2, 0, 0, ..] if place.name().starts_with("._") => Some(Format::Document),
        // Signatures of Apple Mail have a header, and were never sent.
        _ if place.has_extension(&["mailsignature"]) => Some(Format::Document),
        [0x1F, 0x9D | 0xA0, ..] => Some(Format::Unreadable(LostReason::UnsupportedCompression)),
        _ if is_pst(head) => Some(Format::Pst),
        [b'7', b'z', 0xBC, 0xAF, 0x27, 0x1C, ..] | [b'R', b'a', b'r', b'!', 0x1A, 7, ..] => {
            Some(Format::Packed)
        }
        // The directory of a long one may stand behind what is looked at: then its name tells.
        [0xD0, 0xCF, 0x11, 0xE0, ..] if is_msg(head) || place.has_extension(&["msg"]) => Some(Format::Msg),
        _ if is_tar(head) => Some(Format::Tar),
        _ => None,
    }
}

fn mail(head: &[u8], place: &Place) -> Format {
    let is_named_mail =
        place.has_extension(&["eml", "emlx"]) || place.is_maildir("cur") || place.is_maildir("new");
    let is_named_mbox = place.has_extension(&["mbox", "mbx", "mboxrd"]);
    if let Some(format) = utf16(head) {
        return format;
    }
    if crate::emlx::message_span(head).is_some() {
        return Format::Emlx;
    }
    if begins_with_postmark(head) {
        return Format::Mbox;
    }
    let is_message = header::is_message(head)
        || is_named_mail && header::has_substance(head)
        || (is_named_mbox || is_called_message(place)) && header::begins_as_mail(head);
    if is_message {
        return if is_single(place) || !mbox::has_separator(head) { Format::Message } else { Format::Mbox };
    }
    match head {
        _ if is_named_mail => Format::Unreadable(LostReason::NoMessage),
        [] => Format::Empty,
        _ if is_named_mbox || mbox::has_separator(head) => Format::Mbox,
        _ => Format::Document,
    }
}

/// Names that are often a message's, and often another thing's.
fn is_called_message(place: &Place) -> bool {
    place.has_extension(&["msg", "mail", "mime", "rfc822"]) || is_number(place)
}

/// Names that hold one message each, whatever its text quotes.
fn is_single(place: &Place) -> bool {
    is_number(place)
        || place.has_extension(&["eml", "mht", "mhtml"])
        || place.is_maildir("cur")
        || place.is_maildir("new")
}

/// MH calls its messages so.
fn is_number(place: &Place) -> bool {
    !place.name().is_empty() && place.name().bytes().all(|byte| byte.is_ascii_digit())
}

fn begins_with_postmark(head: &[u8]) -> bool {
    let start = header::skip_lead(head);
    let line = start.get(..MAX_POSTMARK_BYTES).unwrap_or(start).split(|byte| *byte == b'\n').next();
    let is_postmark = line.is_some_and(|line| postmark(header::trim_line_end(line)).is_some());
    is_postmark || header::is_header_behind_from_line(start)
}

/// A byte-order mark, or every other byte zero, and mail when these are taken out: the
/// reader of messages reads one that bears its mark, a mailbox is not taken apart.
fn utf16(head: &[u8]) -> Option<Format> {
    let start = head.get(..4096).unwrap_or(head);
    let (text, first, is_marked) = match start {
        [0xFF, 0xFE, text @ ..] => (text, 0, true),
        [0xFE, 0xFF, text @ ..] => (text, 1, true),
        [letter, 0, ..] if *letter != 0 => (start, 0, false),
        [0, letter, ..] if *letter != 0 => (start, 1, false),
        _ => return None,
    };
    let narrow: Vec<u8> = text.iter().skip(first).step_by(2).copied().collect();
    match begins_with_postmark(&narrow) {
        true => Some(Format::Unreadable(LostReason::Utf16)),
        false if !header::is_message(&narrow) => None,
        false if is_marked => Some(Format::Message),
        false => Some(Format::Unreadable(LostReason::Utf16)),
    }
}

/// The first block is a tar header: its checksum fits (POSIX 1003.1-1988, and v7 before it).
fn is_tar(head: &[u8]) -> bool {
    head.get(..512).is_some_and(|block| block.first() != Some(&0) && crate::container::is_tar_header(block))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, head: &[u8], expect: Format) {
        assert_eq!(
            sniff(head, &Place::below(name.into())),
            expect,
            "{name} {:?}",
            String::from_utf8_lossy(head)
        );
    }

    const POSTMARK: &str = "From a@b.example Thu Jan  1 00:00:00 1970\n";

    #[test]
    fn content_decides() {
        check("x.txt", POSTMARK.as_bytes(), Format::Mbox);
        check("x.pdf", b"From: a@b.example\n\nhello", Format::Message);
        check("x", b"\x1F\x8B\x08\x00", Format::Compressed(Compression::Gzip));
        check("x.eml", b"PK\x03\x04", Format::Zip);
        check("x.eml", b"BZh91AY&SY", Format::Compressed(Compression::Bzip2));
        check("x.eml", b"\x1F\x9D\x90", Format::Unreadable(LostReason::UnsupportedCompression));
        check("x.txt", b"hello\n", Format::Document);
        check("x", b"", Format::Empty);
        check("a.msg", b"\xD0\xCF\x11\xE0", Format::Msg);
        check("a.bin", b"!BDN", Format::Pst);
        check("a.bin", b"7z\xBC\xAF\x27\x1C\x00\x04", Format::Packed);
        check("a.bin", b"Rar!\x1A\x07\x01\x00", Format::Packed);
        check("a.doc", b"\xD0\xCF\x11\xE0", Format::Document);
        check("__MACOSX/._1.eml", b"\x00\x05\x16\x07\x00\x02\x00\x00Mac OS X", Format::Document);
        check("Signatures/1.mailsignature", b"Message-Id: <1>\nMime-Version: 1.0\n\nbye", Format::Document);
    }

    #[test]
    fn names_break_ties() {
        let inner = format!("From: a\n\nhi\n\n{POSTMARK}From: b\n\nho\n");
        check("x.mbox", inner.as_bytes(), Format::Mbox);
        check("x", inner.as_bytes(), Format::Mbox);
        check("x.eml", inner.as_bytes(), Format::Message);
        check("12", inner.as_bytes(), Format::Message);
        check("new/1.M2.host", inner.as_bytes(), Format::Message);
        check("x.eml", b"Author: no known field\n\n", Format::Message);
        check("x.txt", b"Author: no known field\n\n", Format::Document);
        check("x.eml", b"no header", Format::Message);
        check("x.mbox", b"To: a\nFrom: b\n: odd\n\nhi", Format::Message);
        check("x.msg", b"Subject: one\nodd\n\nhi", Format::Message);
        check("12", b"Subject: one\nodd\n\nhi", Format::Message);
        check("x.txt", b"Subject: one\nodd\n\nhi", Format::Document);
        check("x.msg", b"hello", Format::Document);
        check("x", b"From (\"nnml:Mail\" 12)\nTo: a\nSubject: b\n\nhi", Format::Mbox);
        check("x", b"From \nTo: a\nSubject: b\n\nhi", Format::Mbox);
        check("x.eml", b"", Format::Unreadable(LostReason::NoMessage));
        check("x.eml", &[0; 100], Format::Unreadable(LostReason::NoMessage));
        let junk = format!("{}{POSTMARK}From: b\n\n", "\0".repeat(4096));
        check("x", junk.as_bytes(), Format::Mbox);
    }

    #[test]
    fn utf16_is_told() {
        let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        check(
            "x.mbox",
            &wide(&format!("\u{FEFF}{POSTMARK}From: a\n")),
            Format::Unreadable(LostReason::Utf16),
        );
        check("x.eml", &wide("From: a@b.example\nTo: b\n\nx"), Format::Unreadable(LostReason::Utf16));
        check("x.eml", &wide("\u{FEFF}From: a@b.example\nTo: b\n\nx"), Format::Message);
        check("x.txt", &wide("\u{FEFF}hello"), Format::Document);
    }
}
