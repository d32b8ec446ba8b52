//! What a mail's signatures prove: the truth about them, for whoever holds the sample's keys.
//!
//! Worked out from how the mail was made, never by looking at it. The rules are
//! few, because the writer knows what was done to its mail; a judge must find it out.

use greffe_terms::{Reason, Verdict};
use serde::Serialize;

use crate::keyring::{self, Standing};
use crate::sign::{Algorithm, Covers, Dialect, Mark};

/// What the signatures of one mail prove to whoever put `keys.tsv` and
/// `observations.jsonl` into an archive beforehand.
///
/// The mail is meant as it is: in an mbox, where `sha256_in_mbox` says that lines
/// were quoted, a signed one has the reason `unescaped` besides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Proof {
    /// That of the best signature.
    pub verdict: Verdict,
    /// Reasons that must be told; there may be more.
    pub reasons: Vec<Reason>,
    /// The signatures, the topmost first, without those of ARC.
    pub signatures: Vec<SignatureTruth>,
    /// The domain that sealed it in an ARC set, which holds.
    pub sealed_by: Option<&'static str>,
    /// What was done to it, where that was not usual, e.g. `word-changed`.
    pub tale: Option<&'static str>,
    /// Message-ID of the mail whose text it quotes: if this one is proved, so are those words.
    pub quotes: Option<String>,
    /// Message-IDs of the mails of this sample that it carries whole.
    pub carries: Vec<String>,
}

/// What one signature proves by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SignatureTruth {
    /// In which words it is written.
    pub dialect: Dialect,
    /// `a=`.
    pub algorithm: &'static str,
    /// `d=`.
    pub domain: String,
    /// `s=`.
    pub selector: &'static str,
    /// What it would give alone.
    pub verdict: Verdict,
    /// Reasons that must be told of it.
    pub reasons: Vec<Reason>,
    /// Whether it rules out that fields were added.
    #[serde(skip)]
    pub(crate) is_closed: bool,
}

/// What was done to a mail after one of its signatures was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Harm {
    /// A signed field is no longer as it was.
    pub(crate) header: bool,
    /// The signed part of the body is not.
    pub(crate) body: bool,
    /// What differs is what a list adds, and nothing else.
    pub(crate) by_list: bool,
    /// Text was put behind the signed octets.
    pub(crate) appended: bool,
    /// A second From of the same domain stands above.
    pub(crate) from_on_top: bool,
    /// The signer's clock was wrong.
    pub(crate) wrong_clock: bool,
}

impl Proof {
    /// Puts together what the signatures of a mail prove.
    pub(crate) fn of(signatures: Vec<SignatureTruth>) -> Self {
        // Of those that prove nothing, one that is the author's tells more.
        let is_stranger = |signature: &SignatureTruth| signature.reasons.contains(&Reason::NotAligned);
        let best =
            signatures.iter().min_by_key(|signature| (rank(signature.verdict), is_stranger(signature)));
        let (verdict, reasons) = match best {
            Some(best) => (best.verdict, best.reasons.clone()),
            None => (Verdict::Unproven, vec![Reason::NoSignature]),
        };
        let (sealed_by, tale, quotes) = (None, None, None);
        Self { verdict, reasons, signatures, sealed_by, tale, quotes, carries: Vec::new() }
    }

    /// Returns the same proof after further harm to every signature of the mail.
    pub(crate) fn harmed(&self, header: bool, body: bool) -> Self {
        let mut signatures = self.signatures.clone();
        for signature in &mut signatures {
            if !signature.is_valid() || !(header || body) {
                continue;
            }
            let one_copy = signature.reasons.contains(&Reason::KeyOneCopy);
            signature.verdict = if one_copy { Verdict::Unproven } else { Verdict::Mismatch };
            signature.reasons = differences(signature.dialect, header, body);
        }
        self.with(signatures)
    }

    /// Returns the same proof after the author was taken out, for whom the signatures spoke.
    pub(crate) fn orphaned(&self) -> Self {
        let mut signatures = self.signatures.clone();
        signatures.iter_mut().for_each(SignatureTruth::orphan);
        self.with(signatures)
    }

    /// Returns the same proof after another author, of another domain, was put on top.
    ///
    /// The signed one is still there, and still proved, unless the signature says
    /// that there is no other: then it is no longer about any one author.
    pub(crate) fn overshadowed(&self) -> Self {
        let mut signatures = self.signatures.clone();
        for signature in &mut signatures {
            if signature.is_closed {
                signature.orphan();
            } else if signature.is_valid() {
                signature.verdict = Verdict::PartlyVerified;
                signature.reasons.push(Reason::HeaderDuplicated);
            }
        }
        self.with(signatures)
    }

    fn with(&self, signatures: Vec<SignatureTruth>) -> Self {
        let (tale, quotes, carries) = (self.tale, self.quotes.clone(), self.carries.clone());
        Self { tale, quotes, carries, ..Self::of(signatures) }
    }
}

impl SignatureTruth {
    /// Works out what the signature of `mark` proves of a mail by an author of `author` domain.
    pub(crate) fn new(mark: &Mark, author: &str, harm: Harm) -> Self {
        let (verdict, reasons) = judged(mark, author, harm);
        Self {
            dialect: mark.form.dialect,
            algorithm: mark.form.algorithm.name(),
            domain: mark.domain.clone(),
            selector: mark.selector,
            verdict,
            reasons,
            is_closed: mark.form.covers == Covers::ShownAndNoMore,
        }
    }

    fn is_valid(&self) -> bool {
        matches!(self.verdict, Verdict::Verified | Verdict::PartlyVerified)
    }

    /// Takes away what it proved of an author.
    fn orphan(&mut self) {
        if self.verdict != Verdict::Unproven {
            (self.verdict, self.reasons) = (Verdict::Unproven, Vec::new());
        }
    }
}

/// A mismatch says more than no proof, and a valid signature more than a mismatch of another.
fn rank(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Verified => 0,
        Verdict::PartlyVerified => 1,
        Verdict::Mismatch => 2,
        Verdict::Unproven => 3,
    }
}

fn judged(mark: &Mark, author: &str, harm: Harm) -> (Verdict, Vec<Reason>) {
    let standing = keyring::standing(&mark.domain, mark.selector);
    if let Some(obstacle) = standing.obstacle() {
        return (Verdict::Unproven, vec![obstacle]);
    }
    if mark.pair.bits() < 1024 && mark.form.algorithm != Algorithm::Ed25519Sha256 {
        return (Verdict::Unproven, vec![Reason::KeyForgeable]);
    }
    let alignment = Alignment::of(&mark.domain, author);
    if alignment == Alignment::None {
        return (Verdict::Unproven, vec![Reason::NotAligned]);
    }
    if harm.header || harm.body {
        let is_known = standing == Standing::Known;
        let mut reasons = differences(mark.form.dialect, harm.header, harm.body);
        reasons.extend(harm.by_list.then_some(Reason::ExplainedByList));
        return (if is_known { Verdict::Mismatch } else { Verdict::Unproven }, reasons);
    }
    let limits = limits(mark, standing, alignment, harm);
    let verdict = if limits.is_empty() { Verdict::Verified } else { Verdict::PartlyVerified };
    let clock = harm.wrong_clock.then_some(Reason::TimeImplausible);
    (verdict, limits.into_iter().chain(clock).collect())
}

/// Tells what is no longer as signed; DomainKeys hash header and body as one.
fn differences(dialect: Dialect, header: bool, body: bool) -> Vec<Reason> {
    if dialect == Dialect::DomainKeys {
        return vec![Reason::HeaderDiffers];
    }
    let found = [(header, Reason::HeaderDiffers), (body, Reason::BodyDiffers)];
    found.into_iter().filter(|(holds, _)| *holds).map(|(_, reason)| reason).collect()
}

/// What a reader must know beside a valid signature.
fn limits(mark: &Mark, standing: Standing, alignment: Alignment, harm: Harm) -> Vec<Reason> {
    let found = [
        (standing == Standing::OneCopy, Reason::KeyOneCopy),
        (alignment == Alignment::Provider, Reason::ProviderAlignment),
        (mark.form.algorithm == Algorithm::RsaSha1, Reason::Sha1),
        (harm.appended, Reason::OctetsUncovered),
        (harm.from_on_top, Reason::HeaderDuplicated),
        (mark.form.covers == Covers::FromAndDate, Reason::HeaderUnsigned),
    ];
    found.into_iter().filter(|(holds, _)| *holds).map(|(_, reason)| reason).collect()
}

/// How a signing domain relates to the author's: as far as the sample goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Alignment {
    None,
    Provider,
    Organisation,
}

impl Alignment {
    fn of(signing: &str, author: &str) -> Self {
        if signing == author || signing.ends_with(&format!(".{author}")) {
            Alignment::Organisation
        } else if signing == keyring::tenant(author) {
            Alignment::Provider
        } else {
            Alignment::None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sign::{Form, pair};

    const AUTHOR: &str = "hautes-terres.example";

    fn signed(domain: &str, selector: &'static str, form: Form, author: &str, harm: Harm) -> SignatureTruth {
        let pair = pair(domain, selector).unwrap();
        SignatureTruth::new(&Mark { domain: domain.to_owned(), selector, pair, form }, author, harm)
    }

    fn check(signatures: Vec<SignatureTruth>, verdict: Verdict, reasons: &[Reason]) {
        let proof = Proof::of(signatures);
        assert_eq!((proof.verdict, proof.reasons.as_slice()), (verdict, reasons));
    }

    #[test]
    fn one_signature_proves_what_its_key_and_its_mail_allow() {
        let body = Harm { body: true, ..Harm::default() };
        let none = Harm::default();
        let case = |selector, form, harm, verdict, reasons: &[Reason]| {
            check(vec![signed(AUTHOR, selector, form, AUTHOR, harm)], verdict, reasons);
        };
        let edwards = Form { algorithm: Algorithm::Ed25519Sha256, ..Form::USUAL };
        let old = Form { algorithm: Algorithm::RsaSha1, dialect: Dialect::DomainKeys, ..Form::USUAL };
        case("s2024", Form::USUAL, none, Verdict::Verified, &[]);
        case("s2024", Form::USUAL, body, Verdict::Mismatch, &[Reason::BodyDiffers]);
        case("s2022", Form::USUAL, body, Verdict::Unproven, &[Reason::KeyAbsent]);
        case("ed2025", edwards, none, Verdict::PartlyVerified, &[Reason::KeyOneCopy]);
        case("ed2025", edwards, body, Verdict::Unproven, &[Reason::BodyDiffers]);
        case("dk2014", old, none, Verdict::PartlyVerified, &[Reason::Sha1]);
        case("dk2014", old, body, Verdict::Mismatch, &[Reason::HeaderDiffers]);
    }

    #[test]
    fn the_best_signature_decides() {
        let body = Harm { body: true, ..Harm::default() };
        let own = |harm| signed(AUTHOR, "s2024", Form::USUAL, AUTHOR, harm);
        let gone = signed(AUTHOR, "s2022", Form::USUAL, AUTHOR, Harm::default());
        let stranger = || signed("grand-envoi.example", "ge1", Form::USUAL, AUTHOR, Harm::default());
        check(vec![], Verdict::Unproven, &[Reason::NoSignature]);
        check(vec![stranger(), own(Harm::default())], Verdict::Verified, &[]);
        check(vec![stranger(), own(body)], Verdict::Mismatch, &[Reason::BodyDiffers]);
        check(vec![own(body), own(Harm::default())], Verdict::Verified, &[]);
        check(vec![stranger(), gone], Verdict::Unproven, &[Reason::KeyAbsent]);
        check(vec![stranger()], Verdict::Unproven, &[Reason::NotAligned]);
    }

    #[test]
    fn damage_takes_proof_away() {
        let proof = |form| Proof::of(vec![signed(AUTHOR, "s2024", form, AUTHOR, Harm::default())]);
        let closed = Form { covers: Covers::ShownAndNoMore, ..Form::USUAL };
        let verdict = |proof: Proof| (proof.verdict, proof.reasons);
        assert_eq!(
            verdict(proof(closed).harmed(true, false)),
            (Verdict::Mismatch, vec![Reason::HeaderDiffers])
        );
        assert_eq!(verdict(proof(Form::USUAL).orphaned()), (Verdict::Unproven, vec![]));
        assert_eq!(verdict(proof(closed).overshadowed()), (Verdict::Unproven, vec![]));
        assert_eq!(
            verdict(proof(Form::USUAL).overshadowed()),
            (Verdict::PartlyVerified, vec![Reason::HeaderDuplicated])
        );
    }
}
