//! What is told of a message's signatures: plain values, a contract with scripts.
//!
//! Header result and body result are always both told, whatever came of the
//! other: "the body is as signed, the subject is not" is what a reader needs.

use std::ops::Range;

use greffe_terms::{Reason, Timestamp, Verdict};
use serde::Serialize;

use crate::arc::ChainEnd;
use crate::keys::Confidence;

/// What the signatures of one message prove.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Judgement {
    /// That of the best signature; `unproven` without any.
    pub verdict: Verdict,
    /// Why, and what a reader must know beside it.
    pub reasons: Vec<Reason>,
    /// The domain of the author that a reader sees, in lower case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author_domain: Option<String>,
    /// Which of `signatures` the verdict rests on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub best: Option<usize>,
    /// All of them, the topmost first; at most [`MAX_SIGNATURES`](crate::MAX_SIGNATURES).
    pub signatures: Vec<Signature>,
    /// The ARC chain, if there is one (RFC 8617).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arc: Option<Chain>,
    /// What receivers wrote down when the mail came in: claims, not proofs (RFC 8601).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<Claim>,
}

/// One signature and what it proves by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Signature {
    /// In which words it is written.
    pub dialect: Dialect,
    /// Signing domain (`d=`), in lower case.
    pub domain: String,
    /// Selector (`s=`), in lower case.
    pub selector: String,
    /// Agent or user (`i=`), as written; for DomainKeys, the signed sender.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identity: Option<String>,
    /// `a=`, e.g. `rsa-sha256`, as understood.
    pub algorithm: String,
    /// `c=`.
    pub canonicalization: Canonicalization,
    /// What the key says of the signed headers.
    pub header: HeaderResult,
    /// Whether the body is the signed one.
    pub body: BodyResult,
    /// Canonical octets of the body that are covered; `None` when the body could not be looked at.
    pub signed_octets: Option<u64>,
    /// Canonical octets of the body.
    pub body_octets: u64,
    /// The headers that a reader sees, and whether this signature covers them.
    pub coverage: Vec<Covered>,
    /// The key that decided; `None` when there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<KeyFacts>,
    /// When it says it was made.
    pub time: SignatureTime,
    /// How `d=` relates to the author's domain.
    pub aligned: Alignment,
    /// What had to be undone before it matched, in order.
    pub repairs: Vec<RepairMade>,
    /// What this signature would give alone.
    pub verdict: Verdict,
    /// Why.
    pub reasons: Vec<Reason>,
    /// Where its own header field lies in the raw bytes.
    #[serde(skip)]
    pub field: Range<usize>,
    /// Header fields that it covers, as spans of the raw bytes.
    #[serde(skip)]
    pub signed_fields: Vec<Range<usize>>,
    /// The part of the raw body that it covers; empty when none.
    #[serde(skip)]
    pub signed_body: Range<usize>,
}

/// In which words a signature is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dialect {
    /// RFC 6376.
    Dkim,
    /// Before RFC 4871: no `v=`, or `v=0.x`.
    DkimDraft,
    /// RFC 4870.
    Domainkeys,
    /// The message signature of an ARC set (RFC 8617 §4.1.2).
    ArcMessageSignature,
    /// The seal of an ARC set (RFC 8617 §4.1.3).
    ArcSeal,
}

/// `c=`: how headers and body were brought into one form (RFC 6376 §3.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Canonicalization {
    /// Of the headers.
    pub header: Canonical,
    /// Of the body.
    pub body: Canonical,
}

/// A canonical form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Canonical {
    /// RFC 6376 §3.4.1 and §3.4.3.
    Simple,
    /// RFC 6376 §3.4.2 and §3.4.4.
    Relaxed,
    /// DomainKeys: without white space (RFC 4870 §3.4.2.2).
    Nofws,
}

/// What the key says of the signed headers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum HeaderResult {
    /// They are as they were signed.
    Valid,
    /// They are not.
    Invalid,
    /// There is no key to ask.
    KeyMissing,
    /// There is one that cannot or must not be used.
    KeyUnusable,
    /// The signature cannot be read.
    Malformed,
}

/// Whether the body is the signed one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum BodyResult {
    /// All of it.
    Matches,
    /// Its first octets, as many as were signed (`l=`).
    MatchesPrefix,
    /// After repairs that touched it.
    MatchesAfterRepair,
    /// It is not.
    Differs,
    /// There is no body to look at, or no hash to compare with.
    NotAvailable,
}

/// A header that a reader sees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Covered {
    /// Its usual name, e.g. `Reply-To`.
    pub header: &'static str,
    /// Whether it is covered.
    pub state: Coverage,
}

/// Whether a header is covered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Coverage {
    /// Each one there is signed.
    Signed,
    /// And none could have been added since (RFC 6376 §8.15).
    Oversigned,
    /// It is not.
    Unsigned,
    /// There are more of it than were signed.
    Duplicated,
    /// There is none, and the signature does not rule one out.
    Absent,
}

/// What is known of the key that decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KeyFacts {
    /// Length of the modulus; 256 for Ed25519.
    pub bits: u32,
    /// How well it is attested for that time.
    pub confidence: Confidence,
    /// SHA-256 of its SubjectPublicKeyInfo, hexadecimal.
    pub spki_sha256: String,
    /// Who or what attests it, as the observations name their sources.
    pub sources: Vec<String>,
    /// What else must be known of it.
    pub notes: Vec<KeyNote>,
}

/// What must be known of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeyNote {
    /// Its private half was published.
    PublishedPrivateKey,
    /// Somebody factored it.
    Factored,
    /// `t=y`.
    TestMode,
    /// Withdrawn.
    Revoked,
    /// Used by several domains.
    Shared,
    /// Handed in with the question.
    SuppliedByYou,
    /// Computed from signatures.
    Recovered,
}

/// When a signature says it was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct SignatureTime {
    /// `t=`.
    pub signed_at: Option<Timestamp>,
    /// `x=`.
    pub expires_at: Option<Timestamp>,
    /// The mail's Date header.
    pub date: Option<Timestamp>,
    /// They fit each other.
    pub plausible: bool,
}

/// How a signing domain relates to the author's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Alignment {
    /// None.
    No,
    /// A provider signs with a default domain of its own that names the author's.
    Provider,
    /// They have the same organisational domain (RFC 7489 §3.1).
    Relaxed,
    /// They are equal.
    Strict,
}

/// A repair and what it changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RepairMade {
    /// Which.
    pub repair: Repair,
    /// How many places it changed.
    pub places: u64,
    /// Bytes of the raw message where it began, if it had one place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset: Option<u64>,
}

/// What may have happened to a mail on its way into an archive, undone before asking again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Repair {
    /// LF or CR alone brought back to CRLF.
    LineEnds,
    /// `>From ` un-quoted (mboxo, mboxrd).
    FromUnquoted,
    /// Blank lines at the end, or a last line end, added or taken away.
    LastLine,
    /// Blanks and folding of the signature's own header.
    SignatureSpacing,
    /// Blanks and folding of signed headers.
    HeaderSpacing,
    /// Blanks at the ends of body lines.
    BodySpacing,
    /// 8bit or quoted-printable brought back to the other.
    TransferEncoding,
    /// What a list added, taken away: explains, proves nothing.
    ListAdditions,
}

/// An ARC chain: what the hands that the mail went through say (RFC 8617).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Chain {
    /// What validation gives (RFC 8617 §5.2).
    pub result: ChainResult,
    /// Sets found.
    pub sets: usize,
    /// Message signatures and seals that were judged, the newest set first.
    pub signatures: Vec<Signature>,
    /// Where it ends and why, unless it holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub broken: Option<ChainEnd>,
}

/// What the validation of a chain gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChainResult {
    /// It holds.
    Pass,
    /// It does not.
    Fail,
    /// A key of it is missing: neither can be said.
    KeyMissing,
}

/// What a receiver wrote down about a mail (RFC 8601): a claim, not a proof.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Claim {
    /// Who claims it (authserv-id).
    pub by: String,
    /// Which method, e.g. `dkim`.
    pub method: String,
    /// Its result, e.g. `pass`.
    pub result: String,
    /// Of which domain, when it says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub domain: Option<String>,
    /// Of which selector, when it says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub selector: Option<String>,
}
