//! Where one message ends and the next begins: the judgement on one `From `.

use memchr::{memchr, memmem};

use crate::header;
use crate::postmark::{MAX_POSTMARK_BYTES, Postmark, postmark};

/// Bytes after a `From ` that are looked at to judge it.
pub(super) const LOOKAHEAD_BYTES: usize = 8 << 10;
/// So many NULs after a line end are a hole left by a crash, not mail.
const MIN_HOLE_BYTES: usize = 16;

/// What the word `From ` is, where it stands.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Judgement {
    /// Text.
    Text,
    /// Quoted with so many `>` at the beginning of a line.
    Quoted(usize),
    /// At the beginning of a line, but not a separator.
    BareLine,
    /// It separates.
    Separator(End),
}

/// Where a message ends. Offsets are in the region that was judged.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct End {
    /// Of the first byte after the message.
    pub(super) message_end: usize,
    /// The bytes from `message_end` are a hole up to here (else equal to it).
    pub(super) hole_end: usize,
    /// Of the next `From ` line.
    pub(super) next: usize,
    /// There is the blank line that mbox asks for.
    pub(super) has_blank_line: bool,
}

/// Judges the `From ` at offset `at` of `region`, which begins with a message and
/// goes [`LOOKAHEAD_BYTES`] beyond `at`, or to the end of the file.
///
/// It separates if it looks like a postmark and stands after a blank line or a
/// hole, or after any line when a full header follows; one without a date always
/// needs the header.
pub(super) fn judge(region: &[u8], at: usize) -> Judgement {
    let before = region.get(..at).unwrap_or_default();
    let end = match before.last() {
        None | Some(b'\n' | 0) => end_before(before),
        Some(b'>') => return quoted(before),
        Some(_) => return Judgement::Text,
    };
    let is_line_start = matches!(before.last(), None | Some(b'\n')) || end.hole_end > end.message_end;
    if !is_line_start {
        return Judgement::Text;
    }
    let ahead = region.get(at..).unwrap_or_default();
    let line_end = memchr(b'\n', ahead.get(..MAX_POSTMARK_BYTES).unwrap_or(ahead));
    let line_end = line_end.map_or(ahead.len(), |newline| newline + 1);
    let Some(line) = ahead.get(..line_end).filter(|line| line.len() <= MAX_POSTMARK_BYTES) else {
        return Judgement::BareLine;
    };
    let is_set_off = end.has_blank_line || end.hole_end > end.message_end;
    let separates = match postmark(header::trim_line_end(line)) {
        Some(Postmark::Dated) if is_set_off => true,
        Some(_) => {
            let rest = ahead.get(line_end..).unwrap_or_default();
            header::is_full_header(rest.get(..LOOKAHEAD_BYTES).unwrap_or(rest))
        }
        None => false,
    };
    if separates { Judgement::Separator(end) } else { Judgement::BareLine }
}

/// Returns where a message ends that has `before` before the next `From ` line or
/// the end of the file: one blank line and a hole are not part of it.
pub(super) fn end_before(before: &[u8]) -> End {
    let hole = hole_start(before);
    let text = before.get(..hole.unwrap_or(before.len())).unwrap_or_default();
    let blank_bytes = last_blank_line(text);
    let (message_end, hole_end) = match hole {
        // The blank line stands before the hole: it is told with the hole.
        Some(_) => (text.len() - blank_bytes, trim_line_ends(before).len()),
        None => (text.len() - blank_bytes, text.len() - blank_bytes),
    };
    End { message_end, hole_end, next: before.len(), has_blank_line: blank_bytes > 0 }
}

/// Says whether `text` ends with a blank line, by its length (0 if it does not).
pub(super) fn last_blank_line(text: &[u8]) -> usize {
    let blank_bytes = match text {
        [.., b'\r', b'\n'] => 2,
        [.., b'\n'] => 1,
        _ => return 0,
    };
    match text.get(..text.len() - blank_bytes).and_then(<[u8]>::last) {
        None | Some(b'\n') => blank_bytes,
        Some(_) => 0,
    }
}

/// Says whether somewhere in `head`, the beginning of a file, a message begins
/// behind a `From ` line.
pub(crate) fn has_separator(head: &[u8]) -> bool {
    memmem::find_iter(head, b"From ").any(|at| matches!(judge(head, at), Judgement::Separator(_)))
}

/// Returns where the run of NULs begins that ends `before`, line ends after it aside.
fn hole_start(before: &[u8]) -> Option<usize> {
    let before = trim_line_ends(before);
    let nuls = before.iter().rev().take_while(|byte| **byte == 0).count();
    let start = before.len() - nuls;
    let is_line_start = start == 0 || before.get(start - 1) == Some(&b'\n');
    (nuls >= MIN_HOLE_BYTES && is_line_start).then_some(start)
}

/// Takes off up to two line ends.
fn trim_line_ends(bytes: &[u8]) -> &[u8] {
    header::trim_line_end(header::trim_line_end(bytes))
}

fn quoted(before: &[u8]) -> Judgement {
    let levels = before.iter().rev().take_while(|byte| **byte == b'>').count();
    match before.get(..before.len() - levels).and_then(<[u8]>::last) {
        None | Some(b'\n') => Judgement::Quoted(levels),
        Some(_) => Judgement::Text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const POSTMARK: &str = "From a@b.example Thu Jan  1 00:00:00 1970\n";

    fn check(before: &str, after: &str, expect: &str) {
        let region = format!("{before}{after}");
        let told = match judge(region.as_bytes(), before.len()) {
            Judgement::Separator(end) => format!("separator {}..{}", end.message_end, end.hole_end),
            other => format!("{other:?}"),
        };
        assert_eq!(told, expect, "{before:?} {after:?}");
    }

    #[test]
    fn a_from_line_separates_after_a_blank_line() {
        check("a: b\n\nx\n\n", POSTMARK, "separator 8..8");
        check("a: b\r\n\r\nx\r\n\r\n", POSTMARK, "separator 11..11");
        check("a: b\n\nx\n\n\n", POSTMARK, "separator 9..9");
        check("\n", POSTMARK, "separator 0..0");
        check("x\n\n", "From the mayor\n", "BareLine");
        check("x\n\n", "From a@b.example\nFrom: x\nTo: y\n", "separator 2..2");
        check("x\n\n", "From a@b.example\nshe got nothing\n", "BareLine");
        check("x\n\n", &format!("From {}", "a".repeat(3000)), "BareLine");
    }

    #[test]
    fn without_a_blank_line_a_full_header_must_follow() {
        check("x\n", POSTMARK, "BareLine");
        check("x\n", &format!("{POSTMARK}From: a\nSubject: b\n\n"), "separator 2..2");
        check("x\n", &format!("{POSTMARK}From: a\nand so on\nTo: b\n\n"), "BareLine");
        check("x\n", &format!("{POSTMARK}From: a\nTo: b\nand so on\n\n"), "BareLine");
        check("x\n", &format!("{POSTMARK}From: a\nTo: b\nDate: c\nno field\n\n"), "separator 2..2");
    }

    #[test]
    fn inside_a_line_it_is_text_or_quoted() {
        check("> ", POSTMARK, "Text");
        check("x\n>", POSTMARK, "Quoted(1)");
        check("x\n>>>", POSTMARK, "Quoted(3)");
        check("x>", POSTMARK, "Text");
    }

    #[test]
    fn a_hole_before_it_is_not_part_of_the_message() {
        let hole = "\0".repeat(64);
        check(&format!("x\n\n{hole}"), POSTMARK, "separator 2..67");
        check(&format!("x\n{hole}"), POSTMARK, "separator 2..66");
        check(&format!("x\n\n{hole}\n"), POSTMARK, "separator 2..67");
        check(&format!("x{hole}"), POSTMARK, "Text");
        check("x\n\0\0", POSTMARK, "Text");
    }
}
