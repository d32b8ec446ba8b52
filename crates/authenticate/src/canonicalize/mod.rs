//! Raw octets to the one form in which they are signed (RFC 6376 §3.4, RFC 4870 §3.4.2).
//!
//! Octets go to a [`Sink`] in runs as long as can be, without a copy of the
//! message in between. A line may end in LF or in CRLF: it always leaves as
//! CRLF, so that a file of an archive gives what was on the wire.

mod body;
mod header;
mod runs;

pub(crate) use body::{Body, Ending};
pub(crate) use header::{field, signature_field};

/// Takes canonical octets.
pub(crate) trait Sink {
    /// Takes the next ones.
    fn put(&mut self, octets: &[u8]);

    /// Hears that all octets of the source before `offset` have been put. Told
    /// now and then; only what marks the signed part of a body listens.
    fn passed(&mut self, offset: usize) {
        let _ = offset;
    }
}

impl Sink for Vec<u8> {
    fn put(&mut self, octets: &[u8]) {
        self.extend_from_slice(octets);
    }
}
