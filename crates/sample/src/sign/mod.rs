//! The signer: DKIM, DomainKeys and ARC, as the domains of the sample used them.
//!
//! A writer like the rest of this room: it knows how signatures are made, and
//! nothing of how they are judged, so that the judge beside it cannot repeat a
//! misunderstanding of this one. Every pair of keys is published in this
//! folder; what they sign proves nothing outside the sample.

mod arc;
mod canonical;
mod dkim;
mod domainkeys;
mod field;
mod pair;

use serde::Serialize;

pub(crate) use arc::{Seal, seal};
pub(crate) use canonical::Canonical;
pub(crate) use pair::{Pair, pair};

/// A mail as its signer sees it: header fields and body, lines ended by CRLF.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Unsigned<'a> {
    pub(crate) fields: &'a [u8],
    pub(crate) body: &'a [u8],
}

/// A signature to be made.
#[derive(Debug, Clone)]
pub(crate) struct Mark {
    /// `d=`.
    pub(crate) domain: String,
    /// `s=`.
    pub(crate) selector: &'static str,
    pub(crate) pair: &'static Pair,
    pub(crate) form: Form,
}

/// The habits of one signer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Form {
    pub(crate) dialect: Dialect,
    pub(crate) algorithm: Algorithm,
    pub(crate) header: Canonical,
    pub(crate) body: Canonical,
    pub(crate) covers: Covers,
    /// Whether it says when it was made (`t=`).
    pub(crate) is_timed: bool,
    /// Seconds after which it expires (`x=`).
    pub(crate) lifetime: Option<i64>,
    /// Whether it counts the octets that it covers (`l=`).
    pub(crate) is_counted: bool,
}

/// In which words a signature is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Dialect {
    /// RFC 6376 and RFC 8463.
    Dkim,
    /// RFC 4870, the forerunner.
    DomainKeys,
}

/// What a signature is computed with (RFC 6376 §3.3, RFC 8463).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Algorithm {
    RsaSha1,
    RsaSha256,
    Ed25519Sha256,
}

/// Which header fields a signature covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Covers {
    /// Whatever a reader sees.
    Shown,
    /// And nothing may be added (RFC 6376 §8.15).
    ShownAndNoMore,
    /// From and Date alone.
    FromAndDate,
}

impl Form {
    /// What most signers do.
    pub(crate) const USUAL: Form = Form {
        dialect: Dialect::Dkim,
        algorithm: Algorithm::RsaSha256,
        header: Canonical::Relaxed,
        body: Canonical::Relaxed,
        covers: Covers::Shown,
        is_timed: true,
        lifetime: None,
        is_counted: false,
    };
    /// Octet by octet.
    pub(crate) const STRICT: Form =
        Form { header: Canonical::Simple, body: Canonical::Simple, is_timed: false, ..Form::USUAL };
}

impl Algorithm {
    /// Returns the value of `a=`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Algorithm::RsaSha1 => "rsa-sha1",
            Algorithm::RsaSha256 => "rsa-sha256",
            Algorithm::Ed25519Sha256 => "ed25519-sha256",
        }
    }
}

impl Mark {
    /// Makes the signature: a whole header field, to be put above the fields of `mail`.
    pub(crate) fn sign(&self, mail: Unsigned, signed_at: i64) -> Vec<u8> {
        match self.form.dialect {
            Dialect::Dkim => dkim::sign(self, mail, signed_at),
            Dialect::DomainKeys => domainkeys::sign(self, mail),
        }
    }
}
