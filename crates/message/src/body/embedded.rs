//! Files that stand in a text without MIME: uuencoded (`begin 644 name` ... `end`), or
//! in yEnc (`=ybegin ... name=...` ... `=yend`), as newsreaders and old mailers write them.
//!
//! A file is taken out only if it is whole: what looks like one and is none stays text.

use memchr::memmem;

use super::uuencode;
use crate::header::split::line_at;

/// More files than this in one text stay text.
const MOST_FILES: usize = 100;

/// A file that stood in a text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct File {
    /// As written.
    pub(crate) name: String,
    pub(crate) octets: Vec<u8>,
}

/// A text, and the files that stood in it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Cleared {
    pub(crate) text: Vec<u8>,
    pub(crate) files: Vec<File>,
}

/// Takes the files out of a text; `None` if there are none.
///
/// A line that begins a file ends any other that is open, so every line is read
/// twice at most, whatever the text is.
pub(crate) fn take_out(text: &[u8]) -> Option<Cleared> {
    memmem::find(text, b"begin ")?;
    let mut cleared = Cleared { text: Vec::new(), files: Vec::new() };
    let (mut at, mut kept) = (0, 0);
    while at < text.len() && cleared.files.len() < MOST_FILES {
        let (line, next) = line_at(text, at);
        let Some((file, end)) = uuencoded(line, text, next).or_else(|| yenc(line, text, next)) else {
            at = next;
            continue;
        };
        cleared.text.extend_from_slice(text.get(kept..at)?);
        cleared.files.push(file);
        (at, kept) = (end, end);
    }
    cleared.text.extend_from_slice(text.get(kept..)?);
    (!cleared.files.is_empty()).then_some(cleared)
}

/// Reads a uuencoded file that `begin` begins; returns it and where it ends.
fn uuencoded(begin: &[u8], text: &[u8], from: usize) -> Option<(File, usize)> {
    let name = shown(uuencode::name(begin)?);
    let (mut octets, mut at) = (Vec::new(), from);
    while at < text.len() {
        let (line, next) = line_at(text, at);
        if line == b"end" {
            return Some((File { name, octets }, next));
        }
        if !uuencode::is_line(line) {
            return None;
        }
        uuencode::decode_line(line, &mut octets);
        at = next;
    }
    None
}

/// Reads a file in yEnc; of one in several parts, no part is whole.
fn yenc(begin: &[u8], text: &[u8], from: usize) -> Option<(File, usize)> {
    let words = begin.strip_prefix(b"=ybegin ")?;
    let name_at = memmem::find(words, b" name=")?;
    let (words, name) = words.split_at_checked(name_at)?;
    let size = words.split(|byte| *byte == b' ').find_map(|word| word.strip_prefix(b"size="))?;
    let size: usize = std::str::from_utf8(size).ok()?.parse().ok()?;
    let (mut octets, mut at) = (Vec::new(), from);
    while at < text.len() {
        let (line, next) = line_at(text, at);
        if line.starts_with(b"=yend") {
            let name = shown(name.get(b" name=".len()..)?.trim_ascii());
            return (octets.len() == size).then_some((File { name, octets }, next));
        }
        if line.starts_with(b"=y") || octets.len() > size {
            return None;
        }
        decode_yenc(line, &mut octets);
        at = next;
    }
    None
}

/// Each octet has 42 added; behind a `=`, 64 more (yEnc draft 1.3).
fn decode_yenc(line: &[u8], octets: &mut Vec<u8>) {
    let mut escape = 0_u8;
    for &byte in line {
        if byte == b'=' && escape == 0 {
            escape = 64;
            continue;
        }
        octets.push(byte.wrapping_sub(escape).wrapping_sub(42));
        escape = 0;
    }
}

fn shown(name: &[u8]) -> String {
    String::from_utf8_lossy(name).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Name and octets.
    type Told<'a> = (&'a str, &'a [u8]);

    fn check(text: &[u8], expect: Option<(&str, &[Told<'_>])>) {
        let file = |(name, octets): &Told<'_>| File { name: (*name).to_owned(), octets: octets.to_vec() };
        let expect = expect.map(|(text, files)| Cleared {
            text: text.as_bytes().to_vec(),
            files: files.iter().map(file).collect(),
        });
        assert_eq!(take_out(text), expect, "{:?}", String::from_utf8_lossy(text));
    }

    #[test]
    fn uuencoded_files_are_taken_out() {
        let one = b"Hello,\n\nbegin 644 cat.txt\n#0V%T\n`\nend\n\nJo\n";
        check(one, Some(("Hello,\n\n\nJo\n", &[("cat.txt", b"Cat")])));
        let two = b"begin 755 a b\r\n#0V%T\r\n \r\nend\r\nand\r\nbegin 644 c\r\n`\r\nend\r\n";
        check(two, Some(("and\r\n", &[("a b", b"Cat"), ("c", b"")])));
        // Blanks at the end of a line may have been lost.
        check(b"begin 644 a\n#0V%T\n\nend\n", Some(("", &[("a", b"Cat")])));
    }

    #[test]
    fn files_in_yenc_are_taken_out() {
        let text = b"Hi\n=ybegin line=128 size=4 name=a b.bin\n\x6D\x8B=\x6A\x7D\n=yend size=4\nJo\n";
        check(text, Some(("Hi\nJo\n", &[("a b.bin", &[0x43, 0x61, 0, 0x53])])));
    }

    #[test]
    fn what_is_not_whole_stays_text() {
        check(b"begin the day\nend\n", None);
        check(b"begin 644 cut\n#0V%T\n", None);
        check(b"begin 644 x\nbegin 644 y\nplain words here\nend\n", None);
        check(b"=ybegin line=128 size=9 name=a\n\x6D\n=yend size=9\n", None);
        check(b"=ybegin part=1 line=128 size=1 name=a\n=ypart begin=1 end=1\n\x6D\n=yend size=1\n", None);
        check(b"=ybegin line=128 size=1 name=a\n\x6D\n", None);
        check(b"=ybegin size=1\n=yend", None);
        check(b"", None);
    }

    #[test]
    fn nothing_but_beginnings_takes_linear_time() {
        let began = std::time::Instant::now();
        check(&b"begin 644 x\n=ybegin size=999999 name=x\nM\n".repeat(50_000), None);
        assert!(began.elapsed().as_secs() < 5);
    }
}
