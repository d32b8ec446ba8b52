//! Words for what signatures prove, the same for a terminal, a page and a statement.
//!
//! A verdict never stands alone: its reasons come in three parts (what was
//! found; what follows; what would settle it), its signatures say what they
//! cover, and one sentence says for whom a signature speaks. The words neither
//! accuse nor acquit: a journalist reads them, and so does whoever is accused.

mod beside;
mod keys;
mod phrase;
mod reason;
mod signature;
mod statement;

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use greffe::{ArcField, Chain, ChainEnd, Claim, Confidence, Judgement, KeyNote, Signature, Verdict};

use crate::Texts;
pub use phrase::shown;

pub use reason::ReasonWords;
pub use signature::{CoverageWords, KeyWords, SignatureWords};
pub use statement::Statement;

/// A judgement in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JudgementWords {
    /// A sign for the verdict, to stand beside its words.
    pub sign: char,
    /// The verdict, and the domain whose signature it rests on; begins in lower case.
    pub verdict: String,
    /// What such a verdict means.
    pub meaning: String,
    /// Who signed, when, and what is covered; `None` where no key confirms a signature.
    pub summary: Option<String>,
    /// Why, and what a reader must know.
    pub reasons: Vec<ReasonWords>,
    /// All signatures, the topmost first.
    pub signatures: Vec<SignatureWords>,
    /// What forwarders vouch for.
    pub chain: Option<ChainWords>,
    /// What receivers wrote down.
    pub claims: Vec<String>,
    /// What such claims are worth.
    pub claims_mean: String,
    /// For whom a signature speaks.
    pub standing: String,
}

/// An ARC chain in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainWords {
    /// Whether it holds.
    pub result: String,
    /// What that is worth.
    pub meaning: String,
    /// Where it breaks.
    pub broken: Option<String>,
    /// Its signatures and seals, the newest set first.
    pub signatures: Vec<SignatureWords>,
}

/// Returns the sign of a verdict: it only repeats the words beside it, for the eye.
pub const fn sign(verdict: Verdict) -> char {
    match verdict {
        Verdict::Verified => '●',
        Verdict::PartlyVerified => '◐',
        Verdict::Unproven => '○',
        Verdict::Mismatch => '≠',
    }
}

impl Texts {
    /// Returns the words for a verdict, for lists and counts; they begin in lower case.
    pub fn verdict(&self, verdict: Verdict) -> Cow<'_, str> {
        self.get(&format!("verdict-{verdict}"))
    }

    /// Returns what a verdict means, and what it does not.
    pub fn verdict_means(&self, verdict: Verdict) -> Cow<'_, str> {
        self.get(&format!("verdict-means-{verdict}"))
    }

    /// Returns a judgement in words.
    pub fn judgement(&self, judgement: &Judgement) -> JudgementWords {
        let author = judgement.author_domain.as_deref();
        JudgementWords {
            sign: sign(judgement.verdict),
            verdict: self.verdict_of(judgement),
            meaning: self.verdict_means(judgement.verdict).into_owned(),
            summary: best(judgement).and_then(|signature| self.summary(signature)),
            reasons: self.reasons_of(judgement),
            signatures: judgement.signatures.iter().map(|one| self.signature(author, one)).collect(),
            chain: judgement.arc.as_ref().map(|chain| self.chain(author, chain)),
            claims: judgement.claims.iter().map(|claim| self.claim(claim)).collect(),
            claims_mean: self.get("claim-means").into_owned(),
            standing: self.get("verdict-standing").into_owned(),
        }
    }

    /// Returns a verdict with the domain whose signature it rests on.
    fn verdict_of(&self, judgement: &Judgement) -> String {
        let key = match judgement.verdict {
            Verdict::Verified => "verdict-of-verified",
            Verdict::PartlyVerified => "verdict-of-partly-verified",
            Verdict::Unproven | Verdict::Mismatch => return self.verdict(judgement.verdict).into_owned(),
        };
        match best(judgement) {
            Some(signature) => self.told(key, &[("domain", shown(&signature.domain))], &[]),
            None => self.verdict(judgement.verdict).into_owned(),
        }
    }

    /// Returns how well a key is attested, in words.
    pub fn confidence(&self, confidence: Confidence) -> Cow<'_, str> {
        self.get(keys::confidence(confidence))
    }

    /// Returns what must be known of a key, in a sentence.
    pub fn key_note(&self, note: KeyNote) -> Cow<'_, str> {
        self.get(keys::note(note))
    }

    fn chain(&self, author: Option<&str>, chain: &Chain) -> ChainWords {
        let sets = u64::try_from(chain.sets).unwrap_or(u64::MAX);
        ChainWords {
            result: self.told(keys::chain(chain.result), &[], &[("sets", sets)]),
            meaning: self.get("chain-means").into_owned(),
            broken: chain.broken.map(|end| self.chain_end(end)),
            signatures: chain.signatures.iter().map(|one| self.signature(author, one)).collect(),
        }
    }

    /// Returns where a chain ends and why, in a sentence.
    fn chain_end(&self, end: ChainEnd) -> String {
        use ChainEnd::*;
        let set = |set: usize| ("set", set.to_string());
        let field = |field: ArcField| ("field", field.to_string());
        let values = match end {
            TooMany | TooLong => vec![],
            NoInstance(of) => vec![field(of)],
            NoSet(n) | SignsSeal(n) | Body(n) | NoBody(n) => vec![set(n)],
            Missing(n, of)
            | Twice(n, of)
            | Malformed(n, of)
            | Invalid(n, of)
            | KeyUnusable(n, of)
            | NoKey(n, of) => vec![set(n), field(of)],
            ChainValue(n, value) => vec![set(n), ("value", value.to_owned())],
        };
        let broken = self.told(keys::chain_end(end), &values, &[]);
        self.told("chain-broken", &[("broken", broken)], &[])
    }

    fn claim(&self, claim: &Claim) -> String {
        let mut values = vec![
            ("by", shown(&claim.by)),
            ("method", shown(&claim.method)),
            ("result", shown(&claim.result)),
        ];
        let Some(domain) = &claim.domain else { return self.told("claim", &values, &[]) };
        values.push(("domain", shown(domain)));
        self.told("claim-domain", &values, &[])
    }
}

/// Returns the signature that a verdict rests on.
fn best(judgement: &Judgement) -> Option<&Signature> {
    judgement.signatures.get(judgement.best?)
}
