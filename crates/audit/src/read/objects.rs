//! The objects of a JSON text of any length: one a line, in an array, in an array in an object.
//!
//! Nothing is parsed here: an object ends where its brace closes. In a text of lines it
//! ends with its line, so that a broken one does not swallow the next.

use std::io::{self, BufRead, Read};

use memchr::{memchr, memchr2, memchr3};
use serde::de::IgnoredAny;

/// No real record is larger.
const LARGEST_BYTES: usize = 16 << 20;

/// The objects of a text.
pub(crate) struct Objects<R> {
    text: R,
    layout: Layout,
}

/// How objects are laid out.
enum Layout {
    Lines,
    /// An array in an object: where it begins was not reached yet.
    Wrapped,
    Elements,
}

/// What stands next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Found {
    /// An object, or a line that may hold objects: it was added to the buffer.
    Object,
    /// An object without end, added to the buffer.
    Cut,
    /// An object larger than any real one, passed over.
    TooLarge,
    /// A line that is no object, passed over.
    Garbage,
    /// Nothing more.
    End,
}

impl<R: BufRead> Objects<R> {
    /// The objects of `text`, which begins with `head`.
    pub(crate) fn new(text: R, head: &str) -> Self {
        Objects { text, layout: Layout::of(head) }
    }

    /// Adds the next object to `out`.
    ///
    /// # Errors
    /// What the text says when it cannot be read.
    pub(crate) fn next(&mut self, out: &mut Vec<u8>) -> io::Result<Found> {
        match self.layout {
            Layout::Lines => self.line(out),
            Layout::Wrapped => {
                self.pass_over(b'[')?;
                self.layout = Layout::Elements;
                self.element(out)
            }
            Layout::Elements => self.element(out),
        }
    }

    fn line(&mut self, out: &mut Vec<u8>) -> io::Result<Found> {
        let start = out.len();
        loop {
            out.truncate(start);
            let read = (&mut self.text).take(LARGEST_BYTES as u64).read_until(b'\n', out)?;
            let line = out.get(start..).unwrap_or_default();
            let is_whole = line.ends_with(b"\n");
            let trimmed = line.trim_ascii_start();
            match trimmed.first() {
                None if read == 0 => return Ok(Found::End),
                None => {}
                _ if !is_whole && read == LARGEST_BYTES => {
                    out.truncate(start);
                    self.pass_over(b'\n')?;
                    return Ok(Found::TooLarge);
                }
                Some(b'{' | b'[') => return Ok(if is_whole { Found::Object } else { Found::Cut }),
                // What closes an array that was opened on a line of its own.
                Some(b']' | b',') if trimmed.trim_ascii_end().len() <= 2 => {}
                Some(_) => {
                    out.truncate(start);
                    return Ok(Found::Garbage);
                }
            }
        }
    }

    fn element(&mut self, out: &mut Vec<u8>) -> io::Result<Found> {
        if !self.pass_over(b'{')? {
            return Ok(Found::End);
        }
        let start = out.len();
        out.push(b'{');
        let mut scan = Scan { depth: 1, ..Scan::default() };
        let mut is_too_large = false;
        while scan.depth > 0 {
            let chunk = self.text.fill_buf()?;
            if chunk.is_empty() {
                return Ok(if is_too_large { Found::TooLarge } else { Found::Cut });
            }
            let used = scan.over(chunk);
            is_too_large |= out.len() - start + used > LARGEST_BYTES;
            match is_too_large {
                true => out.truncate(start),
                false => out.extend_from_slice(chunk.get(..used).unwrap_or_default()),
            }
            self.text.consume(used);
        }
        Ok(if is_too_large { Found::TooLarge } else { Found::Object })
    }

    /// Reads up to `octet` and over it; false if it does not come.
    fn pass_over(&mut self, octet: u8) -> io::Result<bool> {
        loop {
            let chunk = self.text.fill_buf()?;
            let (used, is_there) = match memchr(octet, chunk) {
                Some(at) => (at + 1, true),
                None => (chunk.len(), false),
            };
            let is_end = chunk.is_empty();
            self.text.consume(used);
            if is_there || is_end {
                return Ok(is_there);
            }
        }
    }
}

impl Layout {
    fn of(head: &str) -> Self {
        let start = head.trim_start();
        let line = start.lines().next().unwrap_or_default();
        // A first line that is longer than the head is a record in one line.
        let is_whole = line.len() == start.len() || serde_json::from_str::<IgnoredAny>(line).is_ok();
        match start.as_bytes() {
            [b'{', ..] if is_wrapper(start) => Layout::Wrapped,
            [b'{', ..] if is_whole => Layout::Lines,
            // One array a line, several lines.
            [b'[', ..] if line.len() < start.trim_end().len() && is_whole && line != "[" => Layout::Lines,
            _ => Layout::Elements,
        }
    }
}

/// Whether the first thing in an object is an array of objects, as interfaces answer (`{"value": [{`).
fn is_wrapper(start: &str) -> bool {
    const NAMES: [&str; 5] = ["\"value\"", "\"records\"", "\"Records\"", "\"results\"", "\"items\""];
    NAMES.iter().any(|name| {
        // Deeper, it is a list in a record, as PowerShell wraps them.
        let is_outermost =
            |at: &usize| start.get(..*at).is_some_and(|before| !before.trim_start_matches('{').contains('{'));
        let at = start.find(name).filter(|at| *at < 2048).filter(is_outermost);
        let rest = at.and_then(|at| start.get(at + name.len()..)).unwrap_or_default();
        let blank = |c: char| c.is_ascii_whitespace();
        let inner = rest.trim_start_matches(blank).strip_prefix(':').unwrap_or_default();
        let inner = inner.trim_start_matches(blank).strip_prefix('[').unwrap_or_default();
        inner.trim_start_matches(blank).starts_with(['{', ']'])
    })
}

/// Where the scanning of an object stands.
#[derive(Default)]
struct Scan {
    depth: u32,
    is_in_string: bool,
    is_escaped: bool,
}

impl Scan {
    /// How many octets of `chunk` belong to the object.
    fn over(&mut self, chunk: &[u8]) -> usize {
        let mut at = usize::from(std::mem::take(&mut self.is_escaped));
        while self.depth > 0 {
            let rest = chunk.get(at..).unwrap_or_default();
            let found = match self.is_in_string {
                true => memchr2(b'"', b'\\', rest),
                false => memchr3(b'"', b'{', b'}', rest),
            };
            let Some(found) = found else { return chunk.len() };
            match rest.get(found) {
                Some(b'\\') => {
                    at += 1;
                    self.is_escaped = at + found >= chunk.len();
                }
                Some(b'{') => self.depth += 1,
                Some(b'}') => self.depth -= 1,
                _ => self.is_in_string = !self.is_in_string,
            }
            at += found + 1;
        }
        at.min(chunk.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn objects(text: &str, chunk: usize) -> Vec<(Found, String)> {
        let reader = io::BufReader::with_capacity(chunk, text.as_bytes());
        let mut objects = Objects::new(reader, text);
        let mut all = Vec::new();
        loop {
            let mut out = Vec::new();
            match objects.next(&mut out).expect("memory can be read") {
                Found::End => return all,
                found => all.push((found, String::from_utf8(out).expect("UTF-8").trim().to_owned())),
            }
        }
    }

    #[test]
    fn objects_are_found_in_every_layout() {
        let (one, two) = (r#"{"a":"} \" \\","b":{"c":[{}]}}"#, r#"{"a":2}"#);
        for text in [
            format!("{one}\n{two}\n"),
            format!("\n{one}\r\n\r\n{two}"),
            format!("[{one},{two}]"),
            format!("[\n  {one},\n  {two}\n]\n"),
            format!("{{\"@odata.context\":\"x\",\"value\": [ {one}, {two} ],\"next\":\"y\"}}"),
        ] {
            for chunk in [1, 2, 3, 7, 4096] {
                let read: Vec<String> = objects(&text, chunk).into_iter().map(|(_, object)| object).collect();
                assert_eq!(read, [one, two], "{text:?} by {chunk}");
            }
        }
        let pretty = "{\n  \"a\": 1\n}\n{\n  \"a\": 2\n}\n";
        assert_eq!(objects(pretty, 5).len(), 2);
    }

    #[test]
    fn a_broken_line_does_not_swallow_the_next() {
        let found = objects("{\"a\":1}\n{\"a\":\"\nnonsense\n{\"a\":3}\n{\"a\":", 4096);
        let kinds: Vec<Found> = found.iter().map(|(found, _)| *found).collect();
        assert_eq!(kinds, [Found::Object, Found::Object, Found::Garbage, Found::Object, Found::Cut]);
    }

    #[test]
    fn an_object_without_end_takes_bounded_memory() {
        let endless = format!("[{{\"a\":\"{}\"}},{{\"b\":1}}]", "x".repeat(LARGEST_BYTES));
        let found = objects(&endless, 4096);
        assert_eq!(found[0], (Found::TooLarge, String::new()));
        assert_eq!(found[1], (Found::Object, "{\"b\":1}".to_owned()));
    }

    proptest::proptest! {
        #[test]
        fn any_text_ends(text in "[\\[\\]{}\":,a\\\\\n]{0,60}", chunk in 1usize..9) {
            let _ = objects(&text, chunk);
        }
    }
}
