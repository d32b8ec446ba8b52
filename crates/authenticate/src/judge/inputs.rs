//! What a signature was computed from: for whoever checks it with other tools, and
//! for finding the key that made it.

use super::body::BodyFound;
use super::{Circumstances, Judging, signature_fields};
use crate::bodies::BodyForm;
use crate::hashing::HashKind;
use crate::headers::{Headers, with_lines};
use crate::keys::{Algorithm, KeyBook};
use crate::recover::SignedDigest;
use crate::repair::body::BodyReading;
use crate::report::HeaderResult;
use crate::signature::{Selection, Written, select};

/// What one signature was computed from, and the signature itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignatureInputs {
    /// How it was made.
    pub algorithm: Algorithm,
    /// The octets that are hashed and signed: canonical header fields; in DomainKeys
    /// and the first draft of DKIM, the body too.
    pub signed_octets: Vec<u8>,
    /// Their hash.
    pub digest: Vec<u8>,
    /// `b=`, decoded.
    pub signature: Vec<u8>,
    /// `bh=`, decoded; `None` where the body has no hash of its own.
    pub body_hash: Option<Vec<u8>>,
    /// The canonical octets of the body that `bh=` is the hash of, up to `l=`;
    /// `None` where the body has no hash of its own.
    pub body_octets: Option<Vec<u8>>,
}

/// A signature with the name of its key, and the digest of the octets at hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedDigest {
    /// `d=`, in lower case.
    pub domain: String,
    /// `s=`, in lower case.
    pub selector: String,
    /// How it was made.
    pub algorithm: Algorithm,
    /// The signature and the digest.
    pub signed: SignedDigest,
}

/// Returns what the signature of that number in
/// [`Judgement::signatures`](crate::Judgement::signatures) was computed from.
///
/// Under the readings that `keys` say yes to, else of the octets as they are; what
/// a list added stays in, because a mismatch that it explains is one.
/// `None` for one that cannot be read.
pub fn signature_inputs(raw: &[u8], nth: usize, keys: &KeyBook) -> Option<SignatureInputs> {
    let octets = with_lines(raw);
    let headers = Headers::split(&octets);
    let circumstances = Circumstances::default();
    let mut judging = Judging::new(&headers, keys, &circumstances);
    let (number, dialect) = *signature_fields(&headers).0.get(nth)?;
    let written = Written::read(&headers, number, dialect);
    judging.inputs(&written, &select(&headers, &written))
}

/// Returns all signatures of a message that can be read, each with the digest of
/// the octets as they are: what a lost key is computed from.
pub fn named_digests(raw: &[u8]) -> Vec<NamedDigest> {
    let octets = with_lines(raw);
    let headers = Headers::split(&octets);
    let (keys, circumstances) = (KeyBook::default(), Circumstances::default());
    let mut judging = Judging::new(&headers, &keys, &circumstances);
    let numbers = signature_fields(&headers).0.into_iter();
    numbers
        .filter_map(|(number, dialect)| judging.named_digest(&Written::read(&headers, number, dialect)))
        .collect()
}

impl Judging<'_> {
    /// Returns what a signature over these fields was computed from.
    pub(crate) fn inputs(&mut self, written: &Written<'_>, selection: &Selection) -> Option<SignatureInputs> {
        let body = self.body(written);
        let question = self.question(written, selection, &body).ok()?;
        let answer = self.ask(&question);
        let is_yes = answer.proved() == HeaderResult::Valid && !answer.body_reading.only_explains();
        let (header_reading, shared_reading) =
            if is_yes { (answer.header_reading, answer.body_reading) } else { Default::default() };
        let body_reading = if body.reading.only_explains() { BodyReading::AS_IS } else { body.reading };
        let signed_octets = self.signed_octets(&question, (header_reading, shared_reading));
        let form: BodyForm = question.form();
        let has_own_hash = written.body_hash.is_some();
        Some(SignatureInputs {
            algorithm: question.algorithm,
            digest: HashKind::of(question.algorithm).digest(&signed_octets).as_ref().to_vec(),
            signed_octets,
            signature: written.signature.clone(),
            body_octets: has_own_hash.then(|| self.bodies.octets(form, body_reading)),
            body_hash: written.body_hash.clone(),
        })
    }

    fn named_digest(&mut self, written: &Written<'_>) -> Option<NamedDigest> {
        let selection = select(self.headers, written);
        let question = self.question(written, &selection, &BodyFound::NOT_LOOKED_AT).ok()?;
        let digest = self.digest(&question, Default::default())?;
        Some(NamedDigest {
            domain: written.domain.clone(),
            selector: written.selector.clone(),
            algorithm: question.algorithm,
            signed: SignedDigest { signature: written.signature.clone(), digest: digest.as_ref().to_vec() },
        })
    }
}
