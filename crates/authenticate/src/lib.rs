//! What the signatures of an archived mail prove today, and what they do not.
//!
//! A mail server asks "shall I deliver this?". An archive asks of a mail of
//! 2009 "what does this prove?", and so needs a verifier of its own: expiry
//! proves nothing about authorship, a vanished key is no failed signature, and
//! "valid for the first 2,048 octets" is neither yes nor no. The one idea:
//! there is no `bool`; a verdict comes with reasons and coverage.
//!
//! Pure: keys and times are arguments. Whatever is hashed are the raw octets,
//! never parsed or decoded text. Not independently audited.

mod alignment;
mod arc;
mod bodies;
mod bundle;
mod canonicalize;
mod claims;
mod hashing;
mod headers;
mod judge;
mod keys;
mod outline;
mod recover;
mod repair;
mod report;
mod rewriting;
mod siblings;
mod signature;
mod tags;

pub use alignment::comparable as comparable_name;
pub use arc::{ArcField, ChainEnd};
pub use bundle::{Bundle, BundleFile, Evidence, Statement, bundle};
pub use judge::{
    BodyKept, Circumstances, NamedDigest, SignatureInputs, judge, judge_in_outline, named_digests,
    signature_inputs,
};
pub use keys::{
    Algorithm, Attested, BadKey, BadObserverKey, Candidate, Candidates, ClaimKind, Confidence, Exposure, Fit,
    KeyBook, KeyClaim, KeyForm, KeyName, KeyRecord, KeyType, KeyUse, Method, NotRead, Observation,
    ObserverKey, PublicHalf, PublicKey, Restriction, TrustedObserver, UnknownAlgorithm, UnknownMethod,
    Unread, Unusable, UnusableRecord, When, read_keys, read_observations, write_keys,
};
pub use outline::{Outline, SignatureOutline, Standing};
pub use recover::{NotRecovered, Recovered, SignedDigest, recover};
pub use report::{
    Alignment, BodyResult, Canonical, Canonicalization, Chain, ChainResult, Claim, Coverage, Covered,
    Dialect, HeaderResult, Judgement, KeyFacts, KeyNote, Repair, RepairMade, Signature, SignatureTime,
};
pub use rewriting::Rewriting;
pub use siblings::{Attached, Quoted, attached, quoted_share, telling_phrases};

/// Signatures of a message that are judged; more are counted, not judged.
pub const MAX_SIGNATURES: usize = 20;
