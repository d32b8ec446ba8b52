//! How many octets encoded ones stand for, counted without decoding them.

use crate::body::transfer::Encoding;

/// A body passing by.
#[derive(Debug, Clone, Copy)]
pub(super) struct Count {
    encoding: Encoding,
    octets: u64,
    /// Letters of base64; junk between them counts as such.
    letters: u64,
    /// What quoted-printable takes away.
    escapes: u64,
    last: u8,
    /// Octets of the line end that was the last to pass.
    line_end: u64,
}

impl Count {
    pub(super) fn new(encoding: Encoding) -> Self {
        Self { encoding, octets: 0, letters: 0, escapes: 0, last: 0, line_end: 0 }
    }

    /// Counts octets; where they are cut does not matter.
    pub(super) fn take(&mut self, octets: &[u8]) {
        let Some(&last) = octets.last() else { return };
        self.octets += octets.len() as u64;
        match self.encoding {
            Encoding::Base64 => {
                let others = memchr::memchr3_iter(b'\r', b'\n', b'=', octets).count();
                self.letters += (octets.len() - others) as u64;
            }
            // An escape of three octets is one; a line end after `=` is none.
            Encoding::QuotedPrintable => self.escapes += 2 * memchr::memchr_iter(b'=', octets).count() as u64,
            Encoding::Identity | Encoding::Uuencode => {}
        }
        let before = octets.len().checked_sub(2).and_then(|at| octets.get(at)).copied();
        let is_crlf = before.unwrap_or(self.last) == b'\r';
        self.line_end = if last == b'\n' { 1 + u64::from(is_crlf) } else { 0 };
        self.last = last;
    }

    /// Returns how many octets have passed, decoded.
    pub(super) fn decoded(&self) -> u64 {
        match self.encoding {
            Encoding::Base64 => self.letters / 4 * 3 + (self.letters % 4 * 3) / 4,
            Encoding::QuotedPrintable => self.octets.saturating_sub(self.escapes),
            // Each line of 45 octets takes 62.
            Encoding::Uuencode => self.octets / 62 * 45,
            Encoding::Identity => self.octets,
        }
    }

    /// Gives the last line end away: it belongs to the boundary that follows.
    pub(super) fn end_before_boundary(&mut self) {
        self.octets -= self.line_end;
        self.line_end = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::defects::Defects;

    #[test]
    fn what_is_counted_is_what_is_decoded() {
        let check = |encoding: Encoding, body: &[u8]| {
            let (decoded, _) = encoding.decode(body, &mut Defects::default());
            for cut in [1, 2, 5, 64] {
                let mut count = Count::new(encoding);
                body.chunks(cut).for_each(|piece| count.take(piece));
                assert_eq!(count.decoded(), decoded.len() as u64, "{encoding:?}, cut in {cut}");
            }
        };
        check(Encoding::Identity, b"a\r\nb\n");
        check(Encoding::Base64, b"Zm9vYmFy\r\nZm9v\r\n");
        check(Encoding::Base64, b"Zm9vYmE=\n");
        check(Encoding::Base64, b"Zm9vYg==");
        check(Encoding::QuotedPrintable, b"r=C3=A9union\r\n=3D\r\n");
        check(Encoding::QuotedPrintable, b"one =\ntwo\n");
    }

    #[test]
    fn the_line_end_before_a_boundary_is_no_content() {
        let check = |pieces: &[&[u8]], expect: u64| {
            let mut count = Count::new(Encoding::Identity);
            pieces.iter().for_each(|piece| count.take(piece));
            count.end_before_boundary();
            assert_eq!(count.decoded(), expect, "{pieces:?}");
        };
        check(&[b"ab\r\n"], 2);
        check(&[b"ab\r", b"\n"], 2);
        check(&[b"ab", b"\n"], 2);
        check(&[b"ab"], 2);
        check(&[], 0);
    }
}
