//! Lines of a log, each of bounded length, whatever the file holds.
//!
//! An empty line is no record. NULs are dropped (Zimbra's mailbox.log has them),
//! other control characters are shown as what they are not: U+FFFD. So no name
//! that a stranger typed at a login prompt can move the cursor of a reader.

use std::io::{self, BufRead, Read};

use memchr::memchr;

use super::sink::Sink;
use crate::model::Why;

/// No line that these products write is longer.
const LONGEST: usize = 1 << 20;

/// The lines of a text, numbered from 1 without the empty ones.
pub(crate) struct Lines<'t> {
    text: &'t mut dyn BufRead,
    octets: Vec<u8>,
    line: String,
    record: u64,
}

/// One line.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Line<'l> {
    /// Its text, without its end.
    Text(&'l str),
    /// It is longer than any real line, and was passed over.
    TooLarge,
}

impl<'t> Lines<'t> {
    /// The lines of `text`.
    pub(crate) fn new(text: &'t mut dyn BufRead) -> Self {
        Lines { text, octets: Vec::new(), line: String::new(), record: 0 }
    }

    /// The next line that is not empty, and its number.
    pub(crate) fn next(&mut self) -> io::Result<Option<(u64, Line<'_>)>> {
        loop {
            self.octets.clear();
            let limit = LONGEST as u64 + 1;
            if (&mut self.text).take(limit).read_until(b'\n', &mut self.octets)? == 0 {
                return Ok(None);
            }
            if self.octets.len() > LONGEST && !self.octets.ends_with(b"\n") {
                self.pass_over()?;
                self.record += 1;
                return Ok(Some((self.record, Line::TooLarge)));
            }
            if self.octets.iter().any(|octet| !octet.is_ascii_whitespace() && *octet != 0) {
                break;
            }
        }
        self.record += 1;
        self.clean();
        Ok(Some((self.record, Line::Text(&self.line))))
    }

    /// Tells `sink` each line of `text` by `tell`; one too long for any reader is unreadable.
    pub(crate) fn tell(
        text: &'t mut dyn BufRead,
        sink: &mut Sink<'_>,
        mut tell: impl FnMut(u64, &str, &mut Sink<'_>),
    ) -> io::Result<()> {
        let mut lines = Lines::new(text);
        while let Some((record, line)) = lines.next()? {
            match line {
                Line::Text(text) => tell(record, text, sink),
                Line::TooLarge => sink.unreadable(record, Why::TooLarge),
            }
        }
        Ok(())
    }

    fn clean(&mut self) {
        self.line.clear();
        let text = String::from_utf8_lossy(&self.octets);
        let text = text.trim_end_matches(['\r', '\n', '\0']);
        if !text.bytes().any(|octet| octet < b' ' || octet == 0x7f) {
            return self.line.push_str(text);
        }
        self.line.extend(text.chars().filter(|c| *c != '\0').map(|c| match c {
            '\t' => '\t',
            c if c.is_control() => '\u{fffd}',
            c => c,
        }));
    }

    fn pass_over(&mut self) -> io::Result<()> {
        loop {
            let held = self.text.fill_buf()?;
            let (used, ended) = match memchr(b'\n', held) {
                Some(at) => (at + 1, true),
                None => (held.len(), held.is_empty()),
            };
            self.text.consume(used);
            if ended {
                return Ok(());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_numbered_and_clean() {
        let mut text: &[u8] = b"one\r\n\r\n \n\0two\x1b[2J\tx\nthree";
        let mut lines = Lines::new(&mut text);
        assert_eq!(lines.next().unwrap(), Some((1, Line::Text("one"))));
        assert_eq!(lines.next().unwrap(), Some((2, Line::Text("two\u{fffd}[2J\tx"))));
        assert_eq!(lines.next().unwrap(), Some((3, Line::Text("three"))));
        assert_eq!(lines.next().unwrap(), None);
    }

    #[test]
    fn a_line_without_end_costs_no_memory_and_hides_no_other() {
        let mut text = vec![b'x'; 3 * LONGEST];
        text.extend_from_slice(b"\nafter\n");
        let mut text = text.as_slice();
        let mut lines = Lines::new(&mut text);
        assert_eq!(lines.next().unwrap(), Some((1, Line::TooLarge)));
        assert_eq!(lines.next().unwrap(), Some((2, Line::Text("after"))));
        assert!(lines.octets.capacity() < 3 * LONGEST);
    }
}
