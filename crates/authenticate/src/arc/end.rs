//! Where a chain ends, and why, in terms of RFC 8617.

use std::fmt;

use serde::{Serialize, Serializer};

/// A field of a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ArcField {
    /// ARC-Authentication-Results.
    Results,
    /// ARC-Message-Signature.
    MessageSignature,
    /// ARC-Seal.
    Seal,
}

impl ArcField {
    pub(super) const ALL: [ArcField; 3] = [ArcField::Results, ArcField::MessageSignature, ArcField::Seal];

    /// Returns the name of the field.
    pub(super) fn name(self) -> &'static str {
        match self {
            ArcField::Results => "ARC-Authentication-Results",
            ArcField::MessageSignature => "ARC-Message-Signature",
            ArcField::Seal => "ARC-Seal",
        }
    }
}

impl fmt::Display for ArcField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Why a chain does not hold, or why it cannot be said; numbers are those of sets (`i=`).
///
/// Its printed form is what scripts read, and stays as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ChainEnd {
    /// RFC 8617 §4.2.1.
    #[error("more than 50 sets")]
    TooMany,
    /// Beyond what is read of anything honest.
    #[error("fields too long to be judged")]
    TooLong,
    /// Then it cannot be said to which set it belongs.
    #[error("an {0} without a readable i=")]
    NoInstance(ArcField),
    /// A gap.
    #[error("i={0}: the whole set is missing")]
    NoSet(usize),
    /// An incomplete set.
    #[error("i={0}: no {1}")]
    Missing(usize, ArcField),
    /// A set with two of one.
    #[error("i={0}: more than one {1}")]
    Twice(usize, ArcField),
    /// A list of tags that is none, or a tag that is missing or wrong.
    #[error("i={0}: {1} malformed")]
    Malformed(usize, ArcField),
    /// RFC 8617 §4.1.3: the first seal says `none`, all others `pass`.
    #[error("i={0}: cv={1}")]
    ChainValue(usize, &'static str),
    /// RFC 8617 §4.1.2.
    #[error("i={0}: ARC-Message-Signature signs an ARC-Seal")]
    SignsSeal(usize),
    /// The key is there and says no.
    #[error("i={0}: {1} does not verify")]
    Invalid(usize, ArcField),
    /// The body is another.
    #[error("i={0}: the body is not the signed one")]
    Body(usize),
    /// The key record cannot or must not be used.
    #[error("i={0}: the key of {1} cannot be used")]
    KeyUnusable(usize, ArcField),
    /// There is no key, or only one that is not known well enough to say no.
    #[error("i={0}: no key at hand for {1}")]
    NoKey(usize, ArcField),
    /// The source rebuilt the body.
    #[error("i={0}: the body as it was is not at hand")]
    NoBody(usize),
}

impl Serialize for ChainEnd {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
