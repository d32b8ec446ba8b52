//! How signatures are made, and the kinds of keys that this takes.

use std::fmt;
use std::str::FromStr;

/// How a signature is made: `a=` (RFC 6376 §3.3, RFC 8463 §3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Algorithm {
    /// `rsa-sha1`.
    RsaSha1,
    /// `rsa-sha256`.
    RsaSha256,
    /// `ed25519-sha256`.
    Ed25519Sha256,
}

impl Algorithm {
    /// All that are known.
    pub const ALL: [Algorithm; 3] = [Algorithm::RsaSha1, Algorithm::RsaSha256, Algorithm::Ed25519Sha256];

    /// Returns the word for it in a signature.
    pub const fn as_str(self) -> &'static str {
        match self {
            Algorithm::RsaSha1 => "rsa-sha1",
            Algorithm::RsaSha256 => "rsa-sha256",
            Algorithm::Ed25519Sha256 => "ed25519-sha256",
        }
    }

    /// Returns the kind of key that it asks for.
    pub const fn key_type(self) -> KeyType {
        match self {
            Algorithm::RsaSha1 | Algorithm::RsaSha256 => KeyType::Rsa,
            Algorithm::Ed25519Sha256 => KeyType::Ed25519,
        }
    }

    /// Returns the word for its hash, as in `h=` of a key record.
    pub const fn hash(self) -> &'static str {
        match self {
            Algorithm::RsaSha1 => "sha1",
            Algorithm::RsaSha256 | Algorithm::Ed25519Sha256 => "sha256",
        }
    }
}

impl fmt::Display for Algorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Algorithm {
    type Err = UnknownAlgorithm;

    fn from_str(text: &str) -> Result<Self, UnknownAlgorithm> {
        let is_it = |algorithm: &Algorithm| algorithm.as_str().eq_ignore_ascii_case(text);
        Algorithm::ALL.into_iter().find(is_it).ok_or(UnknownAlgorithm)
    }
}

/// A word that names no algorithm of a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an algorithm: expected rsa-sha1, rsa-sha256 or ed25519-sha256")]
pub struct UnknownAlgorithm;

/// What kind of key: `k=`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum KeyType {
    /// `rsa`, and what a record without `k=` holds.
    Rsa,
    /// `ed25519`.
    Ed25519,
}

impl KeyType {
    /// Returns the word for it in a key record.
    pub const fn as_str(self) -> &'static str {
        match self {
            KeyType::Rsa => "rsa",
            KeyType::Ed25519 => "ed25519",
        }
    }
}
