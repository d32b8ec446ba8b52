//! Canonical octets to a hash, without keeping them.

use aws_lc_rs::digest::{Context, Digest, SHA1_FOR_LEGACY_USE_ONLY, SHA256};

use crate::canonicalize::Sink;
use crate::keys::Algorithm;

/// Short runs are gathered up to this: each call of the hash has its price.
const BUFFER_OCTETS: usize = 8 << 10;

/// The hash of an algorithm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum HashKind {
    /// Of signatures up to about 2010, and of some later ones.
    Sha1,
    /// Of all others.
    Sha256,
}

impl HashKind {
    /// Returns the hash that an algorithm is made with.
    pub(crate) fn of(algorithm: Algorithm) -> Self {
        match algorithm {
            Algorithm::RsaSha1 => HashKind::Sha1,
            Algorithm::RsaSha256 | Algorithm::Ed25519Sha256 => HashKind::Sha256,
        }
    }

    /// Hashes octets that are at hand.
    pub(crate) fn digest(self, octets: &[u8]) -> Digest {
        aws_lc_rs::digest::digest(self.algorithm(), octets)
    }

    fn algorithm(self) -> &'static aws_lc_rs::digest::Algorithm {
        match self {
            HashKind::Sha1 => &SHA1_FOR_LEGACY_USE_ONLY,
            HashKind::Sha256 => &SHA256,
        }
    }
}

/// Hashes what is put, up to a length; counts all of it.
pub(crate) struct Hasher {
    context: Context,
    buffer: Vec<u8>,
    left: u64,
    octets: u64,
}

impl Hasher {
    /// Begins a hash over the first `length` octets; over all if there is no length.
    pub(crate) fn new(kind: HashKind, length: Option<u64>) -> Self {
        Hasher {
            context: Context::new(kind.algorithm()),
            buffer: Vec::with_capacity(BUFFER_OCTETS),
            left: length.unwrap_or(u64::MAX),
            octets: 0,
        }
    }

    /// Hashes of what follows only the first `length` octets; all of it if there is no length.
    pub(crate) fn take_only(&mut self, length: Option<u64>) {
        self.left = length.unwrap_or(u64::MAX);
    }

    /// Returns the hash, and how many octets were put, hashed or not.
    pub(crate) fn finish(mut self) -> (Digest, u64) {
        self.context.update(&self.buffer);
        (self.context.finish(), self.octets)
    }
}

impl Sink for Hasher {
    fn put(&mut self, octets: &[u8]) {
        self.octets += octets.len() as u64;
        let octets = match usize::try_from(self.left) {
            Ok(left) if left < octets.len() => &octets[..left],
            _ => octets,
        };
        self.left -= octets.len() as u64;
        if octets.len() > BUFFER_OCTETS - self.buffer.len() {
            self.context.update(&self.buffer);
            self.buffer.clear();
        }
        if octets.len() > BUFFER_OCTETS {
            self.context.update(octets);
        } else {
            self.buffer.extend_from_slice(octets);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_any_length_give_one_hash() {
        let check = |kind: HashKind, runs: &[usize], length: Option<u64>| {
            let all: Vec<u8> = (0..runs.iter().sum()).map(|at: usize| (at % 251) as u8).collect();
            let mut hasher = Hasher::new(kind, length);
            let mut rest = all.as_slice();
            for run in runs {
                let (octets, after) = rest.split_at(*run);
                hasher.put(octets);
                rest = after;
            }
            let (digest, octets) = hasher.finish();
            let hashed = length.map_or(all.len(), |length| all.len().min(length as usize));
            assert_eq!(octets, all.len() as u64);
            assert_eq!(digest.as_ref(), kind.digest(&all[..hashed]).as_ref(), "{runs:?} {length:?}");
        };
        for kind in [HashKind::Sha1, HashKind::Sha256] {
            check(kind, &[], None);
            check(kind, &[1, BUFFER_OCTETS - 1, 1, BUFFER_OCTETS, BUFFER_OCTETS + 1, 3], None);
            check(kind, &[5, 20_000, 5], Some(20_007));
            check(kind, &[5, 5], Some(0));
            check(kind, &[5, 5], Some(u64::MAX));
        }
    }
}
