//! What is said of a key besides that it was there: withdrawn, published, factored, shared.
//!
//! A published private key is found by the hash of its public half, whoever's
//! name it is under: the claim follows the key, not the selector. A revocation
//! is the domain's own act and stays with its selector.

use greffe_terms::Timestamp;

/// A claim about a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyClaim {
    /// What is claimed.
    pub kind: ClaimKind,
    /// Since when it is so; `None` when nobody says.
    pub since: Option<Timestamp>,
    /// Who says so, or where.
    pub source: Option<String>,
}

/// What can be claimed of a key.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum ClaimKind {
    /// The domain withdrew it.
    Revoked,
    /// Its private half is public.
    PrivateKeyPublished,
    /// Somebody computed its private half.
    Factored,
    /// Several domains use it.
    Shared,
    /// A word that is not known here: kept, without effect.
    Other(String),
}

impl ClaimKind {
    /// Returns the word for it in JSON.
    pub fn as_str(&self) -> &str {
        match self {
            ClaimKind::Revoked => "revoked",
            ClaimKind::PrivateKeyPublished => "private-key-published",
            ClaimKind::Factored => "factored",
            ClaimKind::Shared => "shared",
            ClaimKind::Other(word) => word,
        }
    }
}

impl From<String> for ClaimKind {
    fn from(word: String) -> ClaimKind {
        let known =
            [ClaimKind::Revoked, ClaimKind::PrivateKeyPublished, ClaimKind::Factored, ClaimKind::Shared];
        known.into_iter().find(|kind| kind.as_str() == word).unwrap_or(ClaimKind::Other(word))
    }
}

/// Whether somebody else than the domain could have made a signature with the key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exposure {
    /// Nothing of the kind is known.
    None,
    /// Its private half became known later than the signature says it was made.
    ///
    /// The signature's time is its own word: who has the private half can write
    /// an earlier one. It counts only if something else shows that the mail is older.
    Later,
    /// Its private half was known then, or one of the two times is not known:
    /// the signature proves little.
    Exposed,
}

impl Exposure {
    /// Returns what claims make of a signature that says it was made at `signed_at`.
    pub(super) fn of<'a>(
        claims: impl IntoIterator<Item = &'a KeyClaim>,
        signed_at: Option<Timestamp>,
    ) -> Exposure {
        let exposes = |kind: &ClaimKind| matches!(kind, ClaimKind::PrivateKeyPublished | ClaimKind::Factored);
        let of_claim = |claim: &KeyClaim| match (claim.since, signed_at) {
            (Some(since), Some(signed_at)) if signed_at < since => Exposure::Later,
            _ => Exposure::Exposed,
        };
        let exposing = claims.into_iter().filter(|claim| exposes(&claim.kind));
        exposing.map(of_claim).max().unwrap_or(Exposure::None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_published_key_proves_little_from_then_on() {
        let check = |claims: &[(ClaimKind, Option<i64>)], signed_at: Option<i64>, expect: Exposure| {
            let claim = |(kind, since): &(ClaimKind, Option<i64>)| KeyClaim {
                kind: kind.clone(),
                since: since.map(Timestamp),
                source: None,
            };
            let claims: Vec<KeyClaim> = claims.iter().map(claim).collect();
            assert_eq!(Exposure::of(&claims, signed_at.map(Timestamp)), expect, "{claims:?} {signed_at:?}");
        };
        let published = ClaimKind::PrivateKeyPublished;
        check(&[], Some(5), Exposure::None);
        check(&[(ClaimKind::Revoked, Some(1)), (ClaimKind::Shared, None)], Some(5), Exposure::None);
        check(&[(ClaimKind::Other("lost".into()), Some(1))], Some(5), Exposure::None);
        check(&[(published.clone(), Some(5))], Some(4), Exposure::Later);
        check(&[(published.clone(), Some(5))], Some(5), Exposure::Exposed);
        check(&[(published.clone(), Some(5))], None, Exposure::Exposed);
        check(&[(published.clone(), None)], Some(1), Exposure::Exposed);
        check(&[(ClaimKind::Factored, Some(5))], Some(9), Exposure::Exposed);
        check(&[(published, Some(5)), (ClaimKind::Factored, Some(2))], Some(3), Exposure::Exposed);
    }

    #[test]
    fn words_read_back() {
        for word in ["revoked", "private-key-published", "factored", "shared", "something new"] {
            assert_eq!(ClaimKind::from(word.to_owned()).as_str(), word);
        }
    }
}
