//! Octets to a tree of parts (RFC 2046 §5.1), in one pass and without recursion.
//!
//! All open boundaries are looked for at once, so an inner multipart that never
//! closes ends where an outer boundary stands.

use std::collections::HashMap;
use std::ops::Range;

use greffe_terms::Defect;
use memchr::memmem;

use crate::defects::Defects;
use crate::header::fields::{self, Block};
use crate::header::media::Media;
use crate::header::split::line_at;

/// The deepest level of parts that is read.
pub(crate) const MAX_DEPTH: usize = 100;

/// A part as it stands in the octets.
#[derive(Debug)]
pub(crate) struct RawPart<'a> {
    pub(crate) parent: Option<usize>,
    pub(crate) block: Block<'a>,
    pub(crate) media: Media,
    pub(crate) content: Content<'a>,
}

/// Where the inside of a part stands.
#[derive(Debug)]
pub(crate) enum Content<'a> {
    /// Other parts follow.
    Parts,
    /// Octets, still transfer-encoded, and where the first of them stands.
    Leaf { at: usize, octets: &'a [u8] },
}

/// The parts of a message, and the text that belongs to none.
#[derive(Debug, Default)]
pub(crate) struct Structure<'a> {
    /// Depth first; the root first.
    pub(crate) parts: Vec<RawPart<'a>>,
    /// Preambles and epilogues: no reader shows them, but words may hide there.
    pub(crate) margins: Vec<&'a [u8]>,
}

/// Splits a message into at most `max_parts` parts, the first of which stands at `depth`.
pub(crate) fn split<'a>(
    raw: &'a [u8],
    depth: usize,
    max_parts: usize,
    defects: &mut Defects,
) -> Structure<'a> {
    let mut splitter = Splitter {
        raw,
        max_open: MAX_DEPTH.saturating_sub(depth),
        max_parts: max_parts.max(1),
        open: Vec::new(),
        levels: HashMap::new(),
        structure: Structure::default(),
        defects,
    };
    splitter.run();
    splitter.structure
}

/// A multipart whose closing boundary has not been met.
struct Open {
    part: usize,
    boundary: Vec<u8>,
    /// The level that had the same boundary before.
    shadowed: Option<usize>,
    content_start: usize,
    has_parts: bool,
}

/// A boundary line.
struct Delimiter {
    level: usize,
    is_closing: bool,
    line: Range<usize>,
}

struct Splitter<'a, 'd> {
    raw: &'a [u8],
    max_open: usize,
    max_parts: usize,
    open: Vec<Open>,
    /// Boundary to its level in `open`: a line is looked up once, however many are open.
    levels: HashMap<Vec<u8>, usize>,
    structure: Structure<'a>,
    defects: &'d mut Defects,
}

impl<'a> Splitter<'a, '_> {
    fn run(&mut self) {
        let mut at = self.read_part(0, None);
        while let Some(delimiter) = self.next_delimiter(at) {
            at = self.take(delimiter);
        }
        self.close_down_to(0, self.raw.len());
    }

    /// Reads a part's header, opens it if it is a multipart, else takes its
    /// octets; returns from where the next boundary is to be looked for.
    fn read_part(&mut self, start: usize, parent: Option<usize>) -> usize {
        let levels = &self.levels;
        let is_delimiter = |line: &[u8]| boundary_in(levels, line).is_some();
        let block = fields::split(self.raw, start, is_delimiter, self.defects);
        let body_start = block.body_start;
        let media = Media::read(&block, self.default_type(parent), self.defects);
        let part = self.structure.parts.len();
        let boundary = media.boundary.clone().filter(|_| media.is_multipart());
        self.defects.insert_if(media.is_multipart() && boundary.is_none(), Defect::NoBoundary);
        let content = Content::Leaf { at: body_start, octets: b"" };
        self.structure.parts.push(RawPart { parent, block, media, content });
        match boundary {
            Some(boundary) if self.open.len() < self.max_open => {
                self.open(part, boundary, body_start);
                body_start
            }
            deeper => {
                self.defects.insert_if(deeper.is_some(), Defect::TooManyParts);
                let next = self.next_delimiter_start(body_start);
                let end = self.before_line(next, body_start);
                let at = self.text_start(part, body_start, end);
                let octets = &self.raw[at..end];
                self.structure.parts[part].content = Content::Leaf { at, octets };
                next
            }
        }
    }

    /// Where nothing stands behind the header of a part, the lines at its end that are no
    /// fields are the text: the empty line before it is missing. Not so in the header of the
    /// message, where no signature of its body covers them.
    fn text_start(&mut self, part: usize, body_start: usize, end: usize) -> usize {
        let is_empty = self.raw[body_start..end].trim_ascii().is_empty();
        let RawPart { parent, block, .. } = &mut self.structure.parts[part];
        let ceded = if is_empty && parent.is_some() { block.cede_junk() } else { None };
        ceded.unwrap_or(body_start)
    }

    /// In a digest, parts are messages unless they say otherwise (RFC 2046 §5.1.5).
    fn default_type(&self, parent: Option<usize>) -> &'static str {
        let parent = parent.and_then(|parent| self.structure.parts.get(parent));
        let in_digest = parent.is_some_and(|parent| parent.media.content_type == "multipart/digest");
        if in_digest { "message/rfc822" } else { "text/plain" }
    }

    fn open(&mut self, part: usize, boundary: Vec<u8>, content_start: usize) {
        let shadowed = self.levels.insert(boundary.clone(), self.open.len());
        self.open.push(Open { part, boundary, shadowed, content_start, has_parts: false });
    }

    /// Returns where the next boundary line starts, or the end of the message.
    fn next_delimiter_start(&self, at: usize) -> usize {
        self.next_delimiter(at).map_or(self.raw.len(), |delimiter| delimiter.line.start)
    }

    /// The line end before a boundary belongs to the boundary.
    fn before_line(&self, line_start: usize, floor: usize) -> usize {
        if line_start == self.raw.len() {
            return line_start;
        }
        let text = &self.raw[..line_start];
        let text = text.strip_suffix(b"\n").map_or(text, |text| text.strip_suffix(b"\r").unwrap_or(text));
        text.len().max(floor)
    }

    fn take(&mut self, delimiter: Delimiter) -> usize {
        let Range { start, end } = delimiter.line;
        self.close_down_to(delimiter.level + 1, start);
        let parent = self.open[delimiter.level].part;
        if !self.open[delimiter.level].has_parts {
            self.open[delimiter.level].has_parts = true;
            self.push_margin(self.open[delimiter.level].content_start, start);
            self.structure.parts[parent].content = Content::Parts;
        }
        if delimiter.is_closing {
            self.close();
            let next = self.next_delimiter_start(end);
            self.push_margin(end, next);
            return next;
        }
        // A boundary line at the very end announces a part that never came.
        if end >= self.raw.len() {
            return end;
        }
        if self.structure.parts.len() >= self.max_parts {
            self.defects.insert(Defect::TooManyParts);
            return end;
        }
        self.read_part(end, Some(parent))
    }

    fn push_margin(&mut self, start: usize, end: usize) {
        let margin = self.raw.get(start..end).unwrap_or_default().trim_ascii();
        if !margin.is_empty() {
            self.structure.margins.push(margin);
        }
    }

    /// Ends the multiparts above `level`, which were never closed, at `end`.
    fn close_down_to(&mut self, level: usize, end: usize) {
        while self.open.len() > level {
            let Some(open) = self.close() else { return };
            if open.has_parts {
                self.defects.insert(Defect::Truncated);
                continue;
            }
            // The boundary never occurred: what is there is kept as a leaf.
            self.defects.insert(Defect::NoBoundary);
            let end = self.before_line(end, open.content_start);
            let octets = self.raw.get(open.content_start..end).unwrap_or_default();
            self.structure.parts[open.part].content = Content::Leaf { at: open.content_start, octets };
        }
    }

    fn close(&mut self) -> Option<Open> {
        let open = self.open.pop()?;
        match open.shadowed {
            Some(level) => self.levels.insert(open.boundary.clone(), level),
            None => self.levels.remove(&open.boundary),
        };
        Some(open)
    }

    /// Finds the next boundary line of any open multipart, at `at` or after.
    fn next_delimiter(&self, at: usize) -> Option<Delimiter> {
        if self.open.is_empty() {
            return None;
        }
        if let Some(found) = self.delimiter_at(at) {
            return Some(found);
        }
        // `at` is the start of a line, so every other line start follows a LF.
        let mut lines = memmem::find_iter(self.raw.get(at..)?, b"\n--");
        lines.find_map(|newline| self.delimiter_at(at + newline + 1))
    }

    fn delimiter_at(&self, at: usize) -> Option<Delimiter> {
        if !self.raw.get(at..)?.starts_with(b"--") {
            return None;
        }
        let (line, next) = line_at(self.raw, at);
        let (level, is_closing) = boundary_in(&self.levels, line)?;
        Some(Delimiter { level, is_closing, line: at..next })
    }
}

/// Reads a line as a boundary: its level, and whether it is the closing one.
/// After the boundary and a blank, anything may follow (RFC 2046 §5.1.2).
pub(crate) fn boundary_in(levels: &HashMap<Vec<u8>, usize>, line: &[u8]) -> Option<(usize, bool)> {
    let whole = line.strip_prefix(b"--")?.trim_ascii_end();
    let first_word = whole.split(|byte| matches!(byte, b' ' | b'\t')).next().unwrap_or_default();
    let as_boundary = |text: &[u8]| match levels.get(text) {
        Some(&level) => Some((level, false)),
        None => levels.get(text.strip_suffix(b"--")?).map(|&level| (level, true)),
    };
    as_boundary(whole).or_else(|| as_boundary(first_word).filter(|_| first_word.len() < whole.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes each part as `depth:type:length`.
    fn outline(raw: &str) -> (String, Vec<Defect>) {
        let mut defects = Defects::default();
        let structure = split(raw.as_bytes(), 0, 10_000, &mut defects);
        let mut depths: Vec<usize> = Vec::new();
        let mut outline = Vec::new();
        for part in &structure.parts {
            let depth = part.parent.map_or(0, |parent| depths[parent] + 1);
            depths.push(depth);
            let content = match &part.content {
                Content::Parts => "parts".to_owned(),
                Content::Leaf { octets, .. } => String::from_utf8_lossy(octets).into_owned(),
            };
            outline.push(format!("{depth}:{}:{content}", part.media.content_type));
        }
        (outline.join("|"), defects.into_vec())
    }

    #[test]
    fn parts_are_split_where_the_boundaries_stand() {
        let check = |raw: &str, expect: &str, defects: &[Defect]| {
            let raw = raw.replace('\n', "\r\n");
            let (outline, met) = outline(&raw);
            assert_eq!(outline.replace("\r\n", "\n"), expect, "{raw}");
            assert_eq!(met, defects, "{raw}");
        };
        let mixed = "Content-Type: multipart/mixed; boundary=b\n\n";
        check("A: b\n\nbody\n", "0:text/plain:body\n", &[]);
        check(
            &format!("{mixed}pre\n--b\n\none\n--b\n\ntwo\n--b--\npost"),
            "0:multipart/mixed:parts|1:text/plain:one|1:text/plain:two",
            &[],
        );
        check(
            &format!("{mixed}--b\n\n\n--b\n--b--"),
            "0:multipart/mixed:parts|1:text/plain:|1:text/plain:",
            &[],
        );
        check(
            &format!("{mixed}--b\n\none\n--bb\n--b-- \n"),
            "0:multipart/mixed:parts|1:text/plain:one\n--bb",
            &[],
        );
        check(
            &format!("{mixed}--b and so on\n\none\n--b-- the end\n--b"),
            "0:multipart/mixed:parts|1:text/plain:one",
            &[],
        );
        check(
            &format!("{mixed}--b\n\none\n"),
            "0:multipart/mixed:parts|1:text/plain:one\n",
            &[Defect::Truncated],
        );
        check(&format!("{mixed}nothing\n"), "0:multipart/mixed:nothing\n", &[Defect::NoBoundary]);
        check("Content-Type: multipart/mixed\n\nx", "0:multipart/mixed:x", &[Defect::NoBoundary]);
        let colon = [Defect::HeaderWithoutColon];
        for (part, text) in [
            ("A: b\nno field\n\n", "no field\n\n"),
            ("A: b\nno field\n\nbody\n", "body"),
            ("A: b;\nc=d\n\n", ""),
        ] {
            let expect = format!("0:multipart/mixed:parts|1:text/plain:{text}");
            check(&format!("{mixed}--b\n{part}--b--"), &expect, &colon);
        }
        check("A: b\nno field\n\n", "0:text/plain:", &colon);
        check(
            "Content-Type: multipart/digest; boundary=b\n\n--b\n\nA: b\n\nc\n--b--",
            "0:multipart/digest:parts|1:message/rfc822:A: b\n\nc",
            &[],
        );
        // An inner multipart that never closes ends at the outer boundary;
        // one boundary is the prefix of the other.
        let inner = "--b\nContent-Type: multipart/alternative; boundary=b-1\n\n--b-1\n\nin\n";
        check(
            &format!("{mixed}{inner}--b\n\nout\n--b--"),
            "0:multipart/mixed:parts|1:multipart/alternative:parts|2:text/plain:in|1:text/plain:out",
            &[Defect::Truncated],
        );
        // The same boundary inside: the inner one counts until it is closed.
        let same = "--b\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nin\n--b--\n";
        check(
            &format!("{mixed}{same}--b\n\nout\n--b--"),
            "0:multipart/mixed:parts|1:multipart/mixed:parts|2:text/plain:in|1:text/plain:out",
            &[],
        );
        check(
            "Content-Type: multipart/mixed; boundary=b\nContent-Type: text/plain\n\n--b\n\nx\n--b--",
            "0:multipart/mixed:parts|1:text/plain:x",
            &[],
        );
    }

    #[test]
    fn levels_and_parts_are_bounded() {
        let nested: String = (0..10_000)
            .map(|n| format!("Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n"))
            .collect();
        let mut defects = Defects::default();
        let structure = split(nested.as_bytes(), 0, 10_000, &mut defects);
        assert_eq!(structure.parts.len(), MAX_DEPTH + 1);
        assert!(defects.contains(Defect::TooManyParts));

        let many = format!("Content-Type: multipart/mixed; boundary=b\n\n{}", "--b\n\nx\n".repeat(20_000));
        let structure = split(many.as_bytes(), 0, 10_000, &mut Defects::default());
        assert_eq!(structure.parts.len(), 10_000);
    }
}
