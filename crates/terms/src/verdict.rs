//! What a mail's signatures prove today, in four words, and the reasons for them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// What can be proven of a message. Never alone: it comes with [`Reason`]s and coverage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// A valid, aligned signature covers what a reader sees.
    Verified,
    /// A valid, aligned signature, with a limit that the reader must know.
    PartlyVerified,
    /// No technical proof, for or against.
    Unproven,
    /// A trusted key says no after every listed repair.
    Mismatch,
}

impl Verdict {
    /// All verdicts, from the strongest proof to the contradiction.
    pub const ALL: [Verdict; 4] =
        [Verdict::Verified, Verdict::PartlyVerified, Verdict::Unproven, Verdict::Mismatch];

    /// Returns the word for it in queries and JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Verdict::Verified => "verified",
            Verdict::PartlyVerified => "partly-verified",
            Verdict::Unproven => "unproven",
            Verdict::Mismatch => "mismatch",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Verdict {
    type Err = UnknownVerdict;

    fn from_str(text: &str) -> Result<Self, UnknownVerdict> {
        Verdict::ALL.into_iter().find(|verdict| verdict.as_str() == text).ok_or(UnknownVerdict)
    }
}

/// A word that names no verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a verdict: expected verified, partly-verified, unproven or mismatch")]
pub struct UnknownVerdict;

/// Declares an enum whose every variant has one word, so that none is forgotten.
macro_rules! reasons {
    ($($(#[$doc:meta])* $variant:ident = $word:literal,)*) => {
        /// Why a verdict is what it is, or what a reader must know beside it.
        ///
        /// The texts for people are in the room `texts`, in the form "what was
        /// found; what follows; what would settle it".
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Reason {
            $($(#[$doc])* #[serde(rename = $word)] $variant,)*
        }

        impl Reason {
            /// All reasons.
            pub const ALL: &'static [Reason] = &[$(Reason::$variant,)*];

            /// Returns the word for it in queries and JSON.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Reason::$variant => $word,)*
                }
            }
        }
    };
}

reasons! {
    /// No signature of any known dialect.
    NoSignature = "no-signature",
    /// The signature header cannot be read.
    MalformedSignature = "malformed-signature",
    /// An algorithm, version or canonicalization that is not known.
    UnsupportedDialect = "unsupported-dialect",
    /// From is not among the signed headers (RFC 6376 §5.4).
    FromNotSigned = "from-not-signed",
    /// More signatures, or more ways to read one, than are looked at.
    LimitReached = "limit-reached",
    /// Nobody has shown the domain's key of that selector.
    KeyMissing = "key-missing",
    /// The name was looked up, and did not exist.
    KeyAbsent = "key-absent",
    /// The domain withdrew the key (an empty `p=`), or somebody says so.
    KeyRevoked = "key-revoked",
    /// The key record cannot be read or used.
    KeyUnusable = "key-unusable",
    /// The key record forbids such a use (`h=`, `s=`, `k=`, `g=`, `t=s`).
    KeyNotForThis = "key-not-for-this",
    /// Under 1024 bits: anyone could have made this signature.
    KeyForgeable = "key-forgeable",
    /// The private key is public: anyone could have made this signature since.
    KeyPublished = "key-published",
    /// Computed from the signatures themselves (K0): shows that one key signed all these, not whose.
    KeyRecovered = "key-recovered",
    /// One unsigned copy of the key (K1).
    KeyOneCopy = "key-one-copy",
    /// The key was handed in with the question (K2): as trustworthy as who supplied it.
    KeySupplied = "key-supplied",
    /// All that is known of the key is from another time than the signature.
    KeyOtherTime = "key-other-time",
    /// The domain says it is only trying out signatures (`t=y`).
    KeyTestMode = "key-test-mode",
    /// The same key is used by several domains.
    KeyShared = "key-shared",
    /// Valid, but for another domain than the author's: anyone with a domain can sign any From.
    NotAligned = "not-aligned",
    /// Aligned only through a provider's default domain.
    ProviderAlignment = "provider-alignment",
    /// From is missing, or names no domain.
    NoAuthor = "no-author",
    /// From names several authors of different domains.
    SeveralAuthors = "several-authors",
    /// `l=`: octets after the signed ones are not covered.
    OctetsUncovered = "octets-uncovered",
    /// A header that a reader sees is not signed.
    HeaderUnsigned = "header-unsigned",
    /// A signed header stands there more than once, and the one shown may not be the signed one.
    HeaderDuplicated = "header-duplicated",
    /// Only the headers could be checked: the body as signed is not there.
    BodyNotAvailable = "body-not-available",
    /// Signed with SHA-1.
    Sha1 = "sha1",
    /// Line ends were brought back to CRLF.
    LineEndsRepaired = "line-ends-repaired",
    /// `>From ` was un-quoted, as an mbox asks.
    Unescaped = "unescaped",
    /// A repair that touched signed text was needed.
    Repaired = "repaired",
    /// `x=` has passed, which concerns delivery, not authorship.
    Expired = "expired",
    /// The signature's time does not fit the mail's.
    TimeImplausible = "time-implausible",
    /// The signed headers are not as they were signed.
    HeaderDiffers = "header-differs",
    /// The signed body is not as it was signed.
    BodyDiffers = "body-differs",
    /// What differs is what a mailing list adds.
    ExplainedByList = "explained-by-list",
    /// The export that this came in rewrote bodies of many domains.
    ExportRewroteBodies = "export-rewrote-bodies",
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Reason {
    type Err = UnknownReason;

    fn from_str(text: &str) -> Result<Self, UnknownReason> {
        Reason::ALL.iter().copied().find(|reason| reason.as_str() == text).ok_or(UnknownReason)
    }
}

/// A word that names no reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a reason for a verdict")]
pub struct UnknownReason;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_read_back() {
        for verdict in Verdict::ALL {
            assert_eq!(verdict.as_str().parse(), Ok(verdict));
            assert_eq!(serde_json::to_string(&verdict).expect("plain"), format!("\"{verdict}\""));
        }
        for reason in Reason::ALL {
            assert_eq!(reason.as_str().parse(), Ok(*reason));
            assert_eq!(serde_json::to_string(reason).expect("plain"), format!("\"{reason}\""));
        }
        assert_eq!("forged".parse::<Verdict>(), Err(UnknownVerdict));
    }
}
