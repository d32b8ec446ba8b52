//! Cuts an XML stream into its records, so that one broken or huge record loses itself alone.
//!
//! Nothing before a record is parsed: a document type with entities that expand to
//! gigabytes is never looked at, and a record that uses them is unreadable.

use std::io::{self, BufRead};

use memchr::{memchr, memmem, memrchr};

use crate::model::Why;

/// No real record is larger: a search of ten thousand mailboxes has half a megabyte.
const LARGEST_BYTES: usize = 4 << 20;

/// The elements of one name that lie outermost.
pub(super) struct Records<'t> {
    text: &'t mut dyn BufRead,
    element: &'static str,
    nests: bool,
    piece: Vec<u8>,
    record: Vec<u8>,
    depth: usize,
    too_large: bool,
    number: u64,
}

/// One record, counted from 1.
pub(super) struct Record<'r> {
    pub(super) number: u64,
    pub(super) text: Result<&'r str, Why>,
}

/// What one tag does to the depth.
#[derive(PartialEq, Eq)]
enum Tag {
    Opens,
    Closes,
    Whole,
    Other,
}

/// What became of the record by the last piece.
enum Step {
    Goes,
    Ends,
    /// Another record began before this one ended.
    Breaks,
}

impl<'t> Records<'t> {
    /// The outermost elements `element` of `text`; `nests` if one can lie in another.
    pub(super) fn new(text: &'t mut dyn BufRead, element: &'static str, nests: bool) -> Self {
        let (piece, record) = (Vec::new(), Vec::new());
        Records { text, element, nests, piece, record, depth: 0, too_large: false, number: 0 }
    }

    /// The next record; none at the end of the stream.
    pub(super) fn next(&mut self) -> io::Result<Option<Record<'_>>> {
        if self.depth == 0 {
            self.record.clear();
            self.too_large = false;
        }
        while self.read_piece()? {
            match self.take() {
                Step::Goes => {}
                Step::Ends => return Ok(Some(self.whole())),
                Step::Breaks => return Ok(Some(self.cut())),
            }
        }
        let cut = self.depth > 0;
        self.depth = 0;
        Ok(cut.then(|| self.cut()))
    }

    /// Adds the piece to the record.
    fn take(&mut self) -> Step {
        let tag = self.tag();
        let inside = self.depth > 0 || (!self.nests && self.has_stump());
        let begins = matches!(tag, Tag::Opens | Tag::Whole) && !(inside && self.nests);
        if begins {
            self.record.clear();
            self.too_large = false;
        }
        match tag {
            Tag::Opens if begins => self.depth = 1,
            Tag::Opens => self.depth += 1,
            Tag::Closes => self.depth = self.depth.saturating_sub(1),
            Tag::Whole | Tag::Other => {}
        }
        if inside || begins {
            self.keep(begins);
        }
        self.piece.clear();
        match (inside, begins) {
            // A whole element inside of a broken one is lost with it: its text is not kept.
            (true, true) => {
                self.depth = usize::from(tag == Tag::Opens);
                Step::Breaks
            }
            (false, true) if tag == Tag::Whole => Step::Ends,
            (true, false) if self.depth == 0 => Step::Ends,
            _ => Step::Goes,
        }
    }

    /// Whether a record that has no more than a part of its first tag lies before the tag.
    fn has_stump(&self) -> bool {
        let start = memrchr(b'<', &self.piece).unwrap_or(0);
        let before = self.piece.get(..start).unwrap_or_default();
        let stump = memmem::find(before, self.element.as_bytes());
        stump.is_some_and(|at| at.checked_sub(1).and_then(|at| before.get(at)) == Some(&b'<'))
    }

    fn keep(&mut self, begins: bool) {
        let start = if begins { memrchr(b'<', &self.piece).unwrap_or(0) } else { 0 };
        let octets = self.piece.get(start..).unwrap_or_default();
        self.too_large |= self.record.len() + octets.len() > LARGEST_BYTES;
        if !self.too_large {
            self.record.extend_from_slice(octets);
        }
    }

    fn whole(&mut self) -> Record<'_> {
        self.number += 1;
        let text = match self.too_large {
            true => Err(Why::TooLarge),
            false => std::str::from_utf8(&self.record).map_err(|_| Why::Syntax),
        };
        Record { number: self.number, text }
    }

    fn cut(&mut self) -> Record<'_> {
        self.number += 1;
        Record { number: self.number, text: Err(Why::Cut) }
    }

    /// What the tag at the end of the piece is.
    fn tag(&self) -> Tag {
        let Some(start) = memrchr(b'<', &self.piece) else { return Tag::Other };
        let tag = self.piece.get(start + 1..).unwrap_or_default();
        let (closes, name) = match tag.strip_prefix(b"/") {
            Some(name) => (true, name),
            None => (false, tag),
        };
        let Some(rest) = name.strip_prefix(self.element.as_bytes()) else { return Tag::Other };
        match rest.first() {
            Some(b' ' | b'\t' | b'\r' | b'\n' | b'>' | b'/') if closes => Tag::Closes,
            Some(b' ' | b'\t' | b'\r' | b'\n' | b'>' | b'/') if rest.ends_with(b"/>") => Tag::Whole,
            Some(b' ' | b'\t' | b'\r' | b'\n' | b'>' | b'/') => Tag::Opens,
            _ => Tag::Other,
        }
    }

    /// Reads up to and with the next `>`; no more than the largest record of it is kept.
    fn read_piece(&mut self) -> io::Result<bool> {
        loop {
            let ready = self.text.fill_buf()?;
            if ready.is_empty() {
                return Ok(false);
            }
            let end = memchr(b'>', ready);
            let taken = end.map_or(ready.len(), |end| end + 1);
            if self.piece.len() + taken > LARGEST_BYTES {
                self.piece.clear();
                self.too_large = self.depth > 0;
            }
            self.piece.extend_from_slice(ready.get(..taken).unwrap_or_default());
            self.text.consume(taken);
            if end.is_some() {
                return Ok(true);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str, nests: bool) -> Vec<Result<String, Why>> {
        let mut octets = text.as_bytes();
        let mut records = Records::new(&mut octets, "Obj", nests);
        let mut found = Vec::new();
        while let Some(record) = records.next().expect("memory can be read") {
            assert_eq!(record.number, found.len() as u64 + 1);
            found.push(record.text.map(str::to_owned));
        }
        found
    }

    #[test]
    fn records_are_cut_where_they_begin_and_end() {
        let whole = |text: &str| Ok(text.to_owned());
        for (text, nests, expect) in [
            (
                "<?xml?><Objs><Obj a='1'><S>x</S></Obj>\n<Obj/></Objs>",
                true,
                vec![whole("<Obj a='1'><S>x</S></Obj>"), whole("<Obj/>")],
            ),
            ("<Obj><Obj></Obj></Obj>", true, vec![whole("<Obj><Obj></Obj></Obj>")]),
            ("<Obj a='>' b='<'>x</Obj>", true, vec![whole("<Obj a='>' b='<'>x</Obj>")]),
            ("<Obj>1<Obj>2</Obj>", false, vec![Err(Why::Cut), whole("<Obj>2</Obj>")]),
            ("<Obj a='1<Obj>2</Obj>", false, vec![Err(Why::Cut), whole("<Obj>2</Obj>")]),
            ("<Obj>1", true, vec![Err(Why::Cut)]),
            ("</Obj><Object/>", true, vec![]),
            ("", true, vec![]),
        ] {
            assert_eq!(cut(text, nests), expect, "{text}");
        }
    }

    #[test]
    fn a_huge_record_loses_itself_alone() {
        let text = format!("<Obj>{}</Obj><Obj>small</Obj>", "<S>x</S>".repeat(LARGEST_BYTES / 8 + 1));
        assert_eq!(cut(&text, true), vec![Err(Why::TooLarge), Ok("<Obj>small</Obj>".to_owned())]);
        let text = format!("<Obj>{}</Obj><Obj>small</Obj>", "x".repeat(LARGEST_BYTES + 1));
        assert_eq!(cut(&text, true), vec![Err(Why::TooLarge), Ok("<Obj>small</Obj>".to_owned())]);
    }
}
