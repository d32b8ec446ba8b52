//! The body of one message in its signed forms, each hashed once.
//!
//! Several signatures often share a form, and the same form is asked for again
//! under each repair: whoever sends a thousand signatures or lengths must not
//! make a thousand passes over a body.

use std::ops::Range;

use aws_lc_rs::digest::Digest;

use crate::canonicalize::{Body, Ending, Sink};
use crate::hashing::{HashKind, Hasher};
use crate::headers::Headers;
use crate::repair::body::{BodyReading, Places};
use crate::report::{Canonical, RepairMade};

/// Different `l=` of one message that are looked at.
const MAX_LENGTHS: usize = 8;
/// Passes over the body of one message.
const MAX_PASSES: usize = 40;

/// A form in which a body is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct BodyForm {
    /// `c=`.
    pub(crate) canonical: Canonical,
    /// The hash of `a=`.
    pub(crate) hash: HashKind,
    /// `l=`.
    pub(crate) length: Option<u64>,
}

/// A body hash.
#[derive(Debug, Clone, Copy)]
pub(crate) struct BodyHash {
    /// Over the canonical octets, up to `l=`.
    pub(crate) digest: Digest,
    /// All canonical octets.
    pub(crate) octets: u64,
}

/// More passes or lengths were asked for than are granted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct LimitReached;

/// A body and what was computed of it.
pub(crate) struct Bodies<'a> {
    headers: &'a Headers<'a>,
    places: Option<Places>,
    hashes: Vec<(BodyForm, BodyReading, BodyHash)>,
    lengths: Vec<u64>,
    passes: usize,
    has_refused: bool,
}

impl<'a> Bodies<'a> {
    /// Returns the body below a header.
    pub(crate) fn new(headers: &'a Headers<'a>) -> Self {
        Bodies {
            headers,
            places: None,
            hashes: Vec::new(),
            lengths: Vec::new(),
            passes: 0,
            has_refused: false,
        }
    }

    /// Tells whether more was asked for than was granted.
    pub(crate) fn has_refused(&self) -> bool {
        self.has_refused
    }

    /// Returns where repairs would change something.
    pub(crate) fn places(&mut self) -> &Places {
        let headers = self.headers;
        self.places.get_or_insert_with(|| Places::of(headers))
    }

    /// Returns what a reading changes, in the order of the repairs.
    pub(crate) fn repairs(&mut self, reading: BodyReading) -> Vec<RepairMade> {
        let start = self.headers.body_start();
        if reading == BodyReading::AS_IS { Vec::new() } else { self.places().repairs(reading, start) }
    }

    /// Returns the hash of the body alone.
    pub(crate) fn hash(&mut self, form: BodyForm, reading: BodyReading) -> Result<BodyHash, LimitReached> {
        let known = self.hashes.iter().find(|known| (known.0, known.1) == (form, reading));
        if let Some((_, _, hash)) = known {
            return Ok(*hash);
        }
        self.grant(form.length)?;
        let mut hasher = Hasher::new(form.hash, form.length);
        self.write(form.canonical, reading, &mut hasher);
        let (digest, octets) = hasher.finish();
        let hash = BodyHash { digest, octets };
        self.hashes.push((form, reading, hash));
        Ok(hash)
    }

    /// Returns the hash of a header and the body in one, and what follows both.
    pub(crate) fn hash_with_header(
        &mut self,
        form: BodyForm,
        reading: BodyReading,
        (before, after): (&[u8], &[u8]),
    ) -> Result<BodyHash, LimitReached> {
        self.grant(form.length)?;
        let mut hasher = Hasher::new(form.hash, None);
        hasher.put(before);
        hasher.take_only(form.length);
        self.write_after_header(form, reading, &mut hasher);
        hasher.take_only(None);
        hasher.put(after);
        let (digest, octets) = hasher.finish();
        Ok(BodyHash { digest, octets: octets - (before.len() + after.len()) as u64 })
    }

    /// Returns the canonical octets that are hashed.
    pub(crate) fn octets(&mut self, form: BodyForm, reading: BodyReading) -> Vec<u8> {
        let mut octets = Vec::new();
        self.write(form.canonical, reading, &mut octets);
        shortened(octets, form.length)
    }

    /// Returns those that are hashed after a header, the empty line between included.
    pub(crate) fn octets_after_header(&mut self, form: BodyForm, reading: BodyReading) -> Vec<u8> {
        let mut octets = Vec::new();
        self.write_after_header(form, reading, &mut octets);
        shortened(octets, form.length)
    }

    /// Returns the part of the raw octets that the first `length` canonical ones come from.
    pub(crate) fn signed_span(
        &mut self,
        canonical: Canonical,
        reading: BodyReading,
        length: u64,
    ) -> Range<usize> {
        let start = self.headers.body_start();
        let mut marker = Marker { left: length, offset: start, end: None };
        if length > 0 && !reading.decodes {
            self.write(canonical, reading, &mut marker);
        }
        let end = marker.end.unwrap_or(if length > 0 { self.headers.octets().len() } else { start });
        start..end.min(self.headers.octets().len())
    }

    fn grant(&mut self, length: Option<u64>) -> Result<(), LimitReached> {
        let is_new = length.is_some_and(|length| !self.lengths.contains(&length));
        if self.passes >= MAX_PASSES || (is_new && self.lengths.len() >= MAX_LENGTHS) {
            self.has_refused = true;
            return Err(LimitReached);
        }
        self.lengths.extend(length.filter(|_| is_new));
        self.passes += 1;
        Ok(())
    }

    fn write(&mut self, canonical: Canonical, reading: BodyReading, sink: &mut impl Sink) {
        let body = Body::new(canonical, sink).stripping(reading.strips);
        self.pour(body, reading, Ending::Canonical);
    }

    /// Writes the body as it follows a header that it shares a hash with.
    fn write_after_header(&mut self, form: BodyForm, reading: BodyReading, sink: &mut impl Sink) {
        let body = Body::new(form.canonical, sink).after_header().stripping(reading.strips);
        self.pour(body, reading, Ending::AfterHeader);
    }

    fn pour(&mut self, mut body: Body<'_, impl Sink>, reading: BodyReading, ending: Ending) {
        let (octets, start) = (self.headers.body(), self.headers.body_start());
        if reading == BodyReading::AS_IS {
            body.put(octets, start);
        } else {
            self.places().pieces(octets, reading, &mut |piece, at| body.put(piece, start + at));
        }
        body.finish(if reading.ends_otherwise { Ending::Other } else { ending });
    }
}

fn shortened(mut octets: Vec<u8>, length: Option<u64>) -> Vec<u8> {
    octets.truncate(length.and_then(|length| usize::try_from(length).ok()).unwrap_or(usize::MAX));
    octets
}

/// Finds where in the source a canonical octet comes from.
struct Marker {
    left: u64,
    offset: usize,
    end: Option<usize>,
}

impl Sink for Marker {
    fn put(&mut self, octets: &[u8]) {
        let count = octets.len() as u64;
        if self.end.is_none() && count >= self.left {
            self.end = Some(self.offset + self.left as usize);
        }
        self.left = self.left.saturating_sub(count);
        self.offset += octets.len();
    }

    fn passed(&mut self, offset: usize) {
        self.offset = offset;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORM: BodyForm = BodyForm { canonical: Canonical::Relaxed, hash: HashKind::Sha256, length: None };

    #[test]
    fn a_form_is_hashed_once() {
        let headers = Headers::split(b"A: b\n\ntext \n\n");
        let mut bodies = Bodies::new(&headers);
        for _ in 0..1000 {
            let hash = bodies.hash(FORM, BodyReading::AS_IS).expect("granted");
            assert_eq!(hash.octets, 6);
            assert_eq!(hash.digest.as_ref(), HashKind::Sha256.digest(b"text\r\n").as_ref());
        }
        assert_eq!(bodies.passes, 1);
        assert_eq!(bodies.octets(FORM, BodyReading::AS_IS), b"text\r\n");
    }

    #[test]
    fn passes_and_lengths_are_granted_up_to_a_number() {
        let headers = Headers::split(b"A: b\n\ntext\n");
        let mut bodies = Bodies::new(&headers);
        let of_length = |length: u64| BodyForm { length: Some(length), ..FORM };
        for length in 0..MAX_LENGTHS as u64 {
            assert!(bodies.hash(of_length(length), BodyReading::AS_IS).is_ok());
        }
        assert!(bodies.hash(of_length(99), BodyReading::AS_IS).is_err());
        assert!(bodies.hash(of_length(1), BodyReading::AS_IS).is_ok());
        for _ in MAX_LENGTHS..MAX_PASSES {
            assert!(bodies.hash_with_header(FORM, BodyReading::AS_IS, (b"", b"")).is_ok());
        }
        assert!(bodies.hash_with_header(FORM, BodyReading::AS_IS, (b"", b"")).is_err());
    }

    #[test]
    fn the_signed_part_is_found_in_the_raw_octets() {
        let check = |body: &str, length: u64, expect: &str| {
            let raw = format!("A: b\n\n{body}");
            let headers = Headers::split(raw.as_bytes());
            let span = Bodies::new(&headers).signed_span(Canonical::Relaxed, BodyReading::AS_IS, length);
            assert_eq!(&raw[span], expect, "{body:?} {length}");
        };
        check("one two\nthree\n", 7, "one two");
        check("one two\nthree\n", 12, "one two\nthr");
        check("one  \t two\r\n\r\nthree\r\n", 14, "one  \t two\r\n\r\nthr");
        check("one two\n", 99, "one two\n");
        check("one two\n", 0, "");
    }
}
