//! Readings of a body.

use memchr::memmem;

use super::{MAX_ATTEMPTS, list, transfer};
use crate::headers::Headers;
use crate::report::{Canonical, Repair, RepairMade};

/// Lines that begin with `>From ` of one body; a mail that is one long quotation has some thousands.
const MAX_QUOTED: usize = 100_000;

/// So many of them are also read as if only one had been quoted.
const FEW: std::ops::RangeInclusive<usize> = 2..=3;

/// One way to read a body.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct BodyReading {
    /// How `>From ` is read.
    pub(crate) unquoting: Unquoting,
    /// The last line end is there or not, contrary to the canonical form.
    pub(crate) ends_otherwise: bool,
    /// Blanks at the ends of lines are not there.
    pub(crate) strips: bool,
    /// Quoted-printable or base64 is decoded.
    pub(crate) decodes: bool,
    /// Where what a list added begins.
    pub(crate) cut_at: Option<usize>,
}

/// How `>From ` at the beginning of a line is read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Unquoting {
    /// As it stands.
    #[default]
    Not,
    /// One `>` was put before `From ` (mboxo).
    Mboxo,
    /// One more `>` was put before any number of them (mboxrd).
    Mboxrd,
    /// One `>` was put before the line of this number, the others were written so.
    Only(usize),
}

/// Where repairs of one body would change something.
#[derive(Debug)]
pub(crate) struct Places {
    /// Lines that begin with `>From `, or with more of `>`.
    quoted: Vec<Quoted>,
    /// There are too many of them to be looked at.
    pub(crate) is_cut: bool,
    /// Where a footer may begin, the longest last.
    footers: Vec<usize>,
    decoded: Option<Vec<u8>>,
}

#[derive(Debug, Clone, Copy)]
struct Quoted {
    at: usize,
    is_deeper: bool,
}

impl BodyReading {
    /// None of the repairs.
    pub(crate) const AS_IS: BodyReading = BodyReading {
        unquoting: Unquoting::Not,
        ends_otherwise: false,
        strips: false,
        decodes: false,
        cut_at: None,
    };

    /// Tells whether what a list added is left out: that explains, and proves nothing.
    pub(crate) fn only_explains(&self) -> bool {
        self.cut_at.is_some()
    }
}

impl Places {
    /// Looks at the body below a header.
    pub(crate) fn of(headers: &Headers<'_>) -> Places {
        let body = headers.body();
        let mut quoted = quoted_lines(body);
        let is_cut = quoted.len() > MAX_QUOTED;
        if is_cut {
            quoted.clear();
        }
        Places { quoted, is_cut, footers: list::footers(body), decoded: transfer::decoded(headers) }
    }

    /// Returns the readings that make a difference, the likeliest first; the first is as it is.
    pub(crate) fn readings(&self, canonical: Canonical) -> Vec<BodyReading> {
        let as_is = BodyReading::AS_IS;
        let unquoted = |unquoting: Unquoting| BodyReading { unquoting, ..as_is };
        let cut = |&at: &usize| BodyReading { cut_at: Some(at), ..as_is };
        let mut readings = vec![as_is];
        if !self.quoted.is_empty() {
            readings.push(unquoted(Unquoting::Mboxrd));
        }
        if self.quoted.iter().any(|quoted| quoted.is_deeper) {
            readings.push(unquoted(Unquoting::Mboxo));
        }
        readings.push(BodyReading { ends_otherwise: true, ..as_is });
        if canonical == Canonical::Simple {
            readings.push(BodyReading { strips: true, ..as_is });
        }
        if self.decoded.is_some() {
            readings.push(BodyReading { decodes: true, ..as_is });
        }
        readings.extend(self.footers.iter().map(cut));
        if FEW.contains(&self.quoted.len()) {
            readings.extend((0..self.quoted.len()).map(|nth| unquoted(Unquoting::Only(nth))));
        }
        readings.truncate(MAX_ATTEMPTS);
        readings
    }

    /// Gives the pieces of a body that a reading leaves, and where each begins;
    /// each begins at the beginning of a line.
    pub(crate) fn pieces(&self, body: &[u8], reading: BodyReading, each: &mut dyn FnMut(&[u8], usize)) {
        if let (true, Some(decoded)) = (reading.decodes, &self.decoded) {
            return each(decoded, 0);
        }
        let body = &body[..reading.cut_at.unwrap_or(body.len()).min(body.len())];
        let mut start = 0;
        for quoted in self.unquoted(reading).take_while(|quoted| quoted.at < body.len()) {
            each(&body[start..quoted.at], start);
            start = quoted.at + 1;
        }
        each(&body[start..], start);
    }

    /// Returns what a reading changes, in the order of the repairs; `start` is where the body begins.
    pub(crate) fn repairs(&self, reading: BodyReading, start: usize) -> Vec<RepairMade> {
        let mut repairs = Vec::new();
        if reading.unquoting != Unquoting::Not {
            let places = self.unquoted(reading).count() as u64;
            let first = self.unquoted(reading).next().filter(|_| places == 1);
            let offset = first.map(|quoted| (start + quoted.at) as u64);
            repairs.push(RepairMade { repair: Repair::FromUnquoted, places, offset });
        }
        let others = [
            (reading.ends_otherwise, Repair::LastLine),
            (reading.strips, Repair::BodySpacing),
            (reading.decodes, Repair::TransferEncoding),
        ];
        let made = others.into_iter().filter(|(is_made, _)| *is_made);
        repairs.extend(made.map(|(_, repair)| RepairMade { repair, places: 1, offset: None }));
        if let Some(at) = reading.cut_at {
            repairs.push(RepairMade {
                repair: Repair::ListAdditions,
                places: 1,
                offset: Some((start + at) as u64),
            });
        }
        repairs
    }

    fn unquoted(&self, reading: BodyReading) -> impl Iterator<Item = &Quoted> {
        let is_unquoted = move |(nth, quoted): &(usize, &Quoted)| match reading.unquoting {
            Unquoting::Not => false,
            Unquoting::Mboxo => !quoted.is_deeper,
            Unquoting::Mboxrd => true,
            Unquoting::Only(number) => *nth == number,
        };
        self.quoted.iter().enumerate().filter(is_unquoted).map(|(_, quoted)| quoted)
    }
}

/// Returns the quoted lines; one more than [`MAX_QUOTED`] if there are more.
fn quoted_lines(body: &[u8]) -> Vec<Quoted> {
    let mut quoted = Vec::new();
    for found in memmem::find_iter(body, b">From ") {
        let marks = body[..found].iter().rev().take_while(|&&octet| octet == b'>').count();
        let at = found - marks;
        if at == 0 || body[at - 1] == b'\n' {
            quoted.push(Quoted { at, is_deeper: marks > 0 });
        }
        if quoted.len() > MAX_QUOTED {
            break;
        }
    }
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(body: &str) -> Places {
        Places::of(&Headers::split(format!("A: b\n\n{body}").as_bytes()))
    }

    #[test]
    fn quoted_lines_are_unquoted() {
        let body = "From a\n>From b\n>>>From c\nx >From d\n> >From e\n>From f";
        let check = |unquoting: Unquoting, expect: &str| {
            let mut left = Vec::new();
            let reading = BodyReading { unquoting, ..BodyReading::AS_IS };
            places(body).pieces(body.as_bytes(), reading, &mut |piece, at| {
                assert!(body.as_bytes()[at..].starts_with(piece));
                left.extend_from_slice(piece);
            });
            assert_eq!(String::from_utf8_lossy(&left), expect, "{unquoting:?}");
        };
        check(Unquoting::Not, body);
        check(Unquoting::Mboxo, "From a\nFrom b\n>>>From c\nx >From d\n> >From e\nFrom f");
        check(Unquoting::Mboxrd, "From a\nFrom b\n>>From c\nx >From d\n> >From e\nFrom f");
        check(Unquoting::Only(2), "From a\n>From b\n>>>From c\nx >From d\n> >From e\nFrom f");
    }

    #[test]
    fn only_readings_that_change_something_are_tried() {
        let check = |body: &str, canonical: Canonical, expect: usize| {
            let readings = places(body).readings(canonical);
            assert_eq!(readings.len(), expect, "{body:?}: {readings:?}");
            assert_eq!(readings[0], BodyReading::AS_IS);
        };
        check("text\n", Canonical::Relaxed, 2);
        check("text\n", Canonical::Simple, 3);
        check(">From a\n", Canonical::Relaxed, 3);
        check("text\n-----\nlist\n", Canonical::Relaxed, 3);
        let all = ">From a\n>From b\n>>From c\n-----\n=====\n#####\n";
        check(all, Canonical::Simple, MAX_ATTEMPTS);
    }

    #[test]
    fn too_many_quoted_lines_are_left_alone() {
        let places = places(&">From \n".repeat(MAX_QUOTED + 1));
        assert!(places.is_cut && places.quoted.is_empty());
    }
}
