//! Messages too long to be held: every part is listed, whatever stands before it, in
//! bounded memory.

use greffe_message::{Abridger, Held, Message, PREFIX_OCTETS, parse, parse_held, parse_prefix};
use greffe_terms::Defect;

/// Most of what may ever be held.
const MOST_HELD: usize = 48 << 20;

const MIXED: &str = "From: a@b.example\r\nDate: Thu, 13 Feb 2025 23:22:14 +0100\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n";

/// A message under way: nothing of it is ever in memory but what is held.
#[derive(Default)]
struct Long(Abridger);

impl Long {
    fn text(mut self, text: &str) -> Self {
        self.0.push(text.as_bytes());
        self
    }

    /// So many lines of base64, each of which stands for 57 octets.
    fn base64(mut self, lines: usize) -> Self {
        let block = ["QUFB".repeat(19).as_str(), "\r\n"].concat().repeat(1000);
        (0..lines / 1000).for_each(|_| self.0.push(block.as_bytes()));
        self
    }

    fn read(self) -> Message {
        let held = self.0.finish();
        assert!(held.octets().len() <= MOST_HELD, "{} octets held", held.octets().len());
        parse_held(&held)
    }
}

fn header(name: &str) -> String {
    format!("--b\r\nContent-Type: application/pdf; name={name}\r\nContent-Transfer-Encoding: base64\r\n\r\n")
}

/// The files of a message: name, length, and how much of it is not held.
fn files(message: &Message) -> Vec<(String, u64, u64)> {
    let left_out = |n| message.part(n).map_or(0, |part| part.left_out);
    let files = message.attachments();
    files.into_iter().map(|file| (file.name, file.size_bytes, left_out(file.part))).collect()
}

#[test]
fn files_behind_the_beginning_are_listed_and_short_ones_held() {
    let message = Long::default()
        .text(MIXED)
        .text("--b\r\n\r\nthe text\r\n")
        .text(&header("first.pdf"))
        .base64(300_000)
        .text(&header("second.pdf"))
        .text("JVBERg==\r\n")
        .text(&header("third.pdf"))
        .base64(100_000)
        .text("--b\r\n\r\nthe end\r\n--b--\r\n")
        .read();
    let files = files(&message);
    let rows: Vec<_> = files.iter().map(|(name, length, out)| (name.as_str(), *length, *out > 0)).collect();
    let expect =
        [("first.pdf", 300_000 * 57, true), ("second.pdf", 4, false), ("third.pdf", 100_000 * 57, true)];
    assert_eq!(rows, expect);
    assert_eq!(message.part_bytes(3), Some(&b"%PDF"[..]));
    assert_eq!(message.text().text, "the text\n\nthe end");
    assert_eq!(message.defects, [Defect::Oversize]);
}

#[test]
fn parts_of_nested_messages_are_listed() {
    let message = Long::default()
        .text(&MIXED.replace("=b", "=out"))
        .text("--out\r\nContent-Type: message/rfc822\r\n\r\n")
        .text(MIXED)
        .text(&header("inner.pdf"))
        .base64(300_000)
        .text(&header("next.pdf"))
        .text("JVBERg==\r\n--b--\r\n--out\r\nContent-Type: a/b; name=outer.bin\r\n\r\nxyz\r\n--out--\r\n")
        .read();
    let rows: Vec<_> =
        files(&message).into_iter().map(|(name, length, out)| (name, length, out > 0)).collect();
    let row = |name: &str, length: u64, is_cut| (name.to_owned(), length, is_cut);
    // The nested message is as long as what stands in it, less what base64 adds.
    let nested = rows[0].1;
    assert!(nested > 17_100_000, "{nested}");
    let expect = [
        row("", nested, true),
        row("outer.bin", 3, false),
        row("inner.pdf", 17_100_000, true),
        row("next.pdf", 4, false),
    ];
    assert_eq!(rows, expect);
}

#[test]
fn what_is_held_does_not_depend_on_how_it_comes() {
    let mut raw = [MIXED, "--b\r\n\r\n"].concat().into_bytes();
    raw.resize(PREFIX_OCTETS + 10, b'x');
    raw.extend_from_slice(b"\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n");
    raw.resize(raw.len() + (4 << 20) + 3, b'y');
    raw.extend_from_slice(b"\n--b\nSubject: x\n\nshort\r\n--b--\r\n");
    raw.resize((64 << 20) + 1, b'z');
    let whole = Held::mail(&raw);
    for step in [4095, 4097, 1 << 20] {
        let mut abridger = Abridger::default();
        raw.chunks(step).for_each(|piece| abridger.push(piece));
        assert_eq!(abridger.finish(), whole, "in pieces of {step}");
    }
    let message = parse(&raw);
    let lengths: Vec<u64> = message.parts.iter().map(|part| part.length()).collect();
    let first = (PREFIX_OCTETS + 10 - MIXED.len() - 7) as u64;
    assert_eq!(lengths, [0, first, (4 << 20) + 3, 5]);
}

#[test]
fn a_beginning_says_what_it_is() {
    let raw = [MIXED, "--b\r\n\r\nfirst\r\n--b\r\nContent-Type: a/b\r\n\r\nxxx"].concat();
    let message = parse_prefix(raw.as_bytes());
    assert!(message.defects.contains(&Defect::Oversize) && !message.defects.contains(&Defect::Truncated));
    assert!(message.searchable().body.starts_with("first"));
}

#[test]
fn hostile_skeletons_are_bounded() {
    let check = |what: &str, piece: &str, megabytes: usize, most_parts: usize| {
        let piece = piece.repeat((1 << 20) / piece.len() + 1);
        let mut long = Long::default().text(MIXED);
        (0..megabytes).for_each(|_| long.0.push(piece.as_bytes()));
        let message = long.read();
        assert!(message.parts.len() <= most_parts, "{what}: {} parts", message.parts.len());
        assert!(message.defects.contains(&Defect::Oversize), "{what}");
    };
    check("parts without end", "--b\r\n\r\nx\r\n", 1, 10_000);
    check("boundaries that close", "--b--\r\n--b\r\n\r\n", 1, 10_000);
    check("new boundaries", "--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n", 1, 10_000);
    check("nested messages", "--b\r\nContent-Type: message/rfc822\r\n\r\n\r\n", 1, 10_000);
    check("headers without end", "--b\r\nA: b\r\nC: d\r\n", 1, 10_000);
    check("dashes", "--\r\n--x--\r\n", 17, 1);
    check("one line", "--b ", 21, 1);
}
