//! A mail passing by, of which the skeleton is held: its beginning, and after that every
//! header, every boundary, and parts that are short.
//!
//! What a boundary is, is judged more generously here than where the parts are split: a
//! line that once was one stays one. A line too many that is held does no harm.

use std::collections::HashMap;
use std::io::{self, Write};

use memchr::{memchr, memmem};

use super::count::Count;
use super::{Gap, Held};
use crate::body::structure::boundary_in;
use crate::body::transfer::Encoding;
use crate::defects::Defects;
use crate::header::fields;
use crate::header::media::Media;
use crate::header::split::line_at;
use crate::read::{MAX_PARTS, PREFIX_OCTETS};

/// How long a part may be that stands behind the beginning and is held whole.
const WHOLE_PART_OCTETS: usize = 4 << 20;

/// What is held of a longer one: enough to tell what it is.
const SAMPLE_OCTETS: usize = 64 << 10;

/// When so much is held, no more of any body is.
const MAX_BODIES_OCTETS: usize = PREFIX_OCTETS + (16 << 20);

/// When so much is held, nothing more is.
const MAX_OCTETS: usize = MAX_BODIES_OCTETS + (8 << 20);

/// A longer header that stands behind the beginning is cut.
const HEADER_OCTETS: usize = 256 << 10;

/// Whether a line is a boundary shows in so many octets.
const LINE_OCTETS: usize = 4096;

/// Takes a mail of any length, piece by piece.
///
/// What comes out depends on the octets alone, wherever they are cut.
#[derive(Debug, Default)]
pub struct Abridger {
    held: Vec<u8>,
    gaps: Vec<Gap>,
    length: u64,
    boundaries: HashMap<Vec<u8>, usize>,
    parts: usize,
    within: Within,
    /// The beginning of a line that is not all there yet.
    line: Vec<u8>,
    /// The line is longer than what is looked at; this is its rest.
    is_rest_of_line: bool,
}

/// Where the reading stands.
#[derive(Debug)]
enum Within {
    /// A header, held from this place on.
    Header { start: usize },
    /// The inside of a part, or what belongs to none.
    Body(Passing),
    /// What nobody looks at any more.
    Rest,
}

impl Default for Within {
    fn default() -> Self {
        Within::Header { start: 0 }
    }
}

/// A body of which as much is held as there is room for.
#[derive(Debug)]
struct Passing {
    encoding: Encoding,
    start: usize,
    /// How much of it may be held.
    room: usize,
    /// All of it, once there is more of it than may be held.
    count: Option<Count>,
}

impl Abridger {
    /// Takes what comes next.
    pub fn push(&mut self, octets: &[u8]) {
        self.length += octets.len() as u64;
        let mut rest = octets;
        while !rest.is_empty() && !matches!(self.within, Within::Rest) {
            let (piece, after) = rest.split_at(self.piece_len(rest));
            self.take_piece(piece);
            rest = after;
        }
    }

    /// Returns how much is taken at once: a line, or all lines of a body up to one that may
    /// be a boundary.
    fn piece_len(&self, rest: &[u8]) -> usize {
        let begins_line = self.line.is_empty() && !self.is_rest_of_line;
        let end = match self.within {
            Within::Body(_) if begins_line && rest.first() != Some(&b'-') => memmem::find(rest, b"\n-"),
            _ => memchr(b'\n', rest),
        };
        end.map_or(rest.len(), |newline| newline + 1)
    }

    /// Returns what is held.
    pub fn finish(mut self) -> Held<'static> {
        if !self.line.is_empty() {
            let line = std::mem::take(&mut self.line);
            self.take_line(&line);
        }
        self.measure_gap();
        let has_unseen_parts = matches!(self.within, Within::Rest);
        let Self { held, gaps, length, .. } = self;
        Held { octets: held.into(), gaps, length, has_unseen_parts }
    }

    /// Takes a line or some of it, or lines that are no boundaries.
    fn take_piece(&mut self, piece: &[u8]) {
        let is_end = piece.ends_with(b"\n");
        let is_text =
            self.line.is_empty() && matches!(self.within, Within::Body(_)) && piece.first() != Some(&b'-');
        if self.is_rest_of_line || is_text {
            self.is_rest_of_line = !is_end;
            return self.take_octets(piece);
        }
        if self.line.is_empty() && is_end && piece.len() <= LINE_OCTETS {
            return self.take_line(piece);
        }
        let (start, rest) = piece.split_at(piece.len().min(LINE_OCTETS - self.line.len()));
        self.line.extend_from_slice(start);
        if self.line.len() == LINE_OCTETS || self.line.ends_with(b"\n") {
            let line = std::mem::take(&mut self.line);
            self.is_rest_of_line = !line.ends_with(b"\n");
            self.take_line(&line);
        }
        if !rest.is_empty() {
            self.is_rest_of_line = !is_end;
            self.take_octets(rest);
        }
    }

    /// Takes a line, of a very long one the beginning.
    fn take_line(&mut self, line: &[u8]) {
        if let Some((_, is_closing)) = boundary_in(&self.boundaries, line) {
            return self.take_boundary(line, is_closing);
        }
        self.take_octets(line);
        let (text, _) = line_at(line, 0);
        if text.is_empty() {
            self.end_header();
        }
    }

    fn take_octets(&mut self, octets: &[u8]) {
        match &mut self.within {
            Within::Header { start } => {
                let room = room_for_header(*start, self.held.len());
                let (header, rest) = octets.split_at(room.min(octets.len()));
                self.held.extend_from_slice(header);
                if !rest.is_empty() {
                    self.end_header();
                    self.take_octets(rest);
                }
            }
            Within::Body(passing) => {
                let gap = passing.take(octets, &mut self.held);
                self.gaps.extend(gap);
            }
            Within::Rest => {}
        }
    }

    fn take_boundary(&mut self, line: &[u8], is_closing: bool) {
        self.end_header();
        self.end_body();
        self.parts += usize::from(!is_closing);
        if self.parts > MAX_PARTS || self.held.len() + line.len() > MAX_OCTETS {
            self.within = Within::Rest;
            return;
        }
        self.held.extend_from_slice(line);
        let start = self.held.len();
        self.within =
            if is_closing { Within::body(Encoding::Identity, start) } else { Within::Header { start } };
    }

    /// Reads the header that is held, to know what follows it.
    fn end_header(&mut self) {
        let Within::Header { start } = self.within else { return };
        let mut defects = Defects::default();
        let header = fields::split(&self.held, start, |_| false, &mut defects);
        let media = Media::read(&header, "text/plain", &mut defects);
        let start = self.held.len();
        let is_message = media.is_message() && media.encoding == Encoding::Identity;
        if let Some(boundary) = media.boundary.filter(|boundary| boundary.len() <= LINE_OCTETS) {
            self.boundaries.insert(boundary, 0);
        }
        self.parts += usize::from(is_message);
        self.within = if is_message && self.parts <= MAX_PARTS {
            Within::Header { start }
        } else {
            Within::body(media.encoding, start)
        };
    }

    /// Ends a body before a boundary. The line end before it is the boundary's: a body of
    /// which the end is missing is given another.
    fn end_body(&mut self) {
        let Within::Body(Passing { count: Some(count), .. }) = &mut self.within else { return };
        count.end_before_boundary();
        self.measure_gap();
        self.held.extend_from_slice(b"\r\n");
    }

    /// Counts what is missing of a body that ends here.
    fn measure_gap(&mut self) {
        let Within::Body(Passing { count: Some(count), encoding, start, .. }) = &self.within else { return };
        let mut there = Count::new(*encoding);
        there.take(self.held.get(*start..).unwrap_or_default());
        if let Some(gap) = self.gaps.last_mut() {
            gap.decoded = count.decoded().saturating_sub(there.decoded());
        }
    }
}

/// A mail can be copied to it from wherever it lies.
impl Write for Abridger {
    fn write(&mut self, octets: &[u8]) -> io::Result<usize> {
        self.push(octets);
        Ok(octets.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Within {
    fn body(encoding: Encoding, start: usize) -> Self {
        let in_beginning = PREFIX_OCTETS.saturating_sub(start);
        let room = WHOLE_PART_OCTETS.min(MAX_BODIES_OCTETS.saturating_sub(start)).max(in_beginning);
        Within::Body(Passing { encoding, start, room, count: None })
    }
}

impl Passing {
    /// Takes octets of the body; returns a gap when it begins here.
    fn take(&mut self, octets: &[u8], held: &mut Vec<u8>) -> Option<Gap> {
        if let Some(count) = &mut self.count {
            count.take(octets);
            return None;
        }
        let room = self.room - (held.len() - self.start);
        let (fitting, rest) = octets.split_at(room.min(octets.len()));
        held.extend_from_slice(fitting);
        if rest.is_empty() {
            return None;
        }
        let mut count = Count::new(self.encoding);
        count.take(held.get(self.start..).unwrap_or_default());
        count.take(rest);
        self.count = Some(count);
        if self.start >= PREFIX_OCTETS {
            held.truncate(self.start + SAMPLE_OCTETS.min(self.room));
        }
        // The line end that closes the gap would be taken for half of another.
        if held.len() > self.start && held.ends_with(b"\r") {
            held.pop();
        }
        Some(Gap { at: held.len(), decoded: 0 })
    }
}

/// How much of a header may still be held. In the beginning, nothing is cut.
fn room_for_header(start: usize, held: usize) -> usize {
    let end = (start + HEADER_OCTETS).clamp(PREFIX_OCTETS, MAX_OCTETS);
    end.saturating_sub(held)
}
