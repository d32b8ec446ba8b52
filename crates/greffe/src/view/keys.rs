//! The archive of domain keys, as a reader sees it.

use greffe_authenticate::{Confidence, KeyNote};
use serde::{Deserialize, Serialize};

use super::KindCounts;

/// A domain's key, as all that was observed of it together says.
#[derive(Debug, Clone, Serialize)]
pub struct KeyView {
    /// The domain, in lower case.
    pub domain: String,
    /// The selector.
    pub selector: String,
    /// `rsa` or `ed25519`; empty when the record holds no usable key.
    pub algorithm: String,
    /// Length of the modulus; 256 for Ed25519; 0 without a usable key.
    pub bits: u32,
    /// SHA-256 of its SubjectPublicKeyInfo, hexadecimal; `None` without one.
    pub spki_sha256: Option<String>,
    /// The record as it was published.
    pub record: Option<String>,
    /// How well it is attested, for its best time; `None` without a usable key.
    pub confidence: Option<Confidence>,
    /// Who or what attests it.
    pub sources: Vec<String>,
    /// When it was first seen, if anybody says (RFC 3339, UTC).
    pub first_seen: Option<String>,
    /// When it was last seen, if anybody says.
    pub last_seen: Option<String>,
    /// What must be known of it.
    pub notes: Vec<KeyNote>,
    /// What is said against it.
    pub claims: Vec<ClaimView>,
}

/// Something that is said against a key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClaimView {
    /// `revoked`, `private-key-published`, `factored`, `shared`, or a word of a newer greffe.
    pub kind: String,
    /// Since when (RFC 3339, UTC); `None` when nobody says.
    pub since: Option<String>,
    /// Who says so.
    pub source: String,
}

/// A key that nobody has shown, and what it would unlock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MissingKeyView {
    /// The domain, in lower case.
    pub domain: String,
    /// The selector.
    pub selector: String,
    /// Unproven messages that have a signature by it.
    pub messages: u64,
    /// These, by kind.
    pub kinds: KindCounts,
    /// Date of the oldest (RFC 3339, UTC).
    pub first: Option<String>,
    /// Date of the newest.
    pub last: Option<String>,
}
