//! What breaks a chain, in words of RFC 8617.

use std::fmt;

/// A field of a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// ARC-Authentication-Results.
    Results,
    /// ARC-Message-Signature.
    MessageSignature,
    /// ARC-Seal.
    Seal,
}

impl Part {
    pub(super) const ALL: [Part; 3] = [Part::Results, Part::MessageSignature, Part::Seal];

    /// Returns the name of the field.
    pub(super) fn name(self) -> &'static str {
        match self {
            Part::Results => "ARC-Authentication-Results",
            Part::MessageSignature => "ARC-Message-Signature",
            Part::Seal => "ARC-Seal",
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Why a chain does not hold; numbers are those of sets (`i=`).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum Broken {
    /// RFC 8617 §4.2.1.
    #[error("more than 50 sets")]
    TooMany,
    /// Beyond what is read of anything honest.
    #[error("fields too long to be judged")]
    TooLong,
    /// Then it cannot be said to which set it belongs.
    #[error("an {0} without a readable i=")]
    NoInstance(Part),
    /// A gap.
    #[error("i={0}: the whole set is missing")]
    NoSet(usize),
    /// An incomplete set.
    #[error("i={0}: no {1}")]
    Missing(usize, Part),
    /// A set with two of one.
    #[error("i={0}: more than one {1}")]
    Twice(usize, Part),
    /// A list of tags that is none, or a tag that is missing or wrong.
    #[error("i={0}: {1} malformed")]
    Malformed(usize, Part),
    /// RFC 8617 §4.1.3: the first seal says `none`, all others `pass`.
    #[error("i={0}: cv={1}")]
    ChainValue(usize, &'static str),
    /// RFC 8617 §4.1.2.
    #[error("i={0}: ARC-Message-Signature signs an ARC-Seal")]
    SignsSeal(usize),
    /// The key is there and says no.
    #[error("i={0}: {1} does not verify")]
    Invalid(usize, Part),
    /// The body is another.
    #[error("i={0}: the body is not the signed one")]
    Body(usize),
    /// The key record cannot or must not be used.
    #[error("i={0}: the key of {1} cannot be used")]
    KeyUnusable(usize, Part),
}

/// Why it cannot be said whether a chain holds.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum Unsaid {
    /// There is none, or only one that is not known well enough to say no.
    #[error("i={0}: no key at hand for {1}")]
    NoKey(usize, Part),
    /// The source rebuilt it.
    #[error("i={0}: the body as it was is not at hand")]
    NoBody(usize),
}
