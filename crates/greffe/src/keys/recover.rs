//! Lost keys, computed from the signatures of an archive.

use std::ops::ControlFlow;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use greffe_authenticate::{
    Method, NotRecovered, Observation, Outline, PublicKey, Recovered, SignedDigest, Standing as Stands,
    comparable_name, named_digests, recover,
};
use greffe_terms::Number;
use rayon::prelude::*;
use serde::Serialize;

use super::add::KeysReport;
use crate::archive::Archive;
use crate::error::Error;
use crate::import::Progress;
use crate::octets::Octets;
use crate::verdicts::Standing;
use crate::view::{KeyName, MissingKeyView};

/// Signatures that are gathered: two give a key, the others confirm it.
const SIGNATURES: usize = 60;

/// A key that was recovered, and what became of the archive by it.
#[derive(Debug, Clone, Serialize)]
pub struct RecoveryReport {
    /// The domain.
    pub domain: String,
    /// The selector.
    pub selector: String,
    /// Length of the modulus.
    pub bits: u32,
    /// The public exponent.
    pub exponent: u32,
    /// Signatures that it verifies.
    pub verified: usize,
    /// Signatures that were looked at.
    pub of: usize,
    /// The record as the domain might have published it.
    pub record: String,
    /// What was added and judged again.
    #[serde(flatten)]
    pub keys: KeysReport,
}

/// What recovering could gain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recoverable {
    /// Missing keys that signed two messages or more. Those that are not RSA, or
    /// whose messages were altered, are among them: only trying tells.
    pub keys: usize,
    /// The one that would unlock most.
    pub first: MissingKeyView,
}

/// What recovering tells while it works.
#[derive(Debug, Clone)]
pub enum RecoveryProgress {
    /// This key is looked for.
    Chosen(KeyName),
    /// So much of the pair under work is done, from 0 to 1.
    Computing(f32),
    /// The key is found and added.
    Adding(Progress),
}

impl Archive {
    /// Returns what [`Archive::recover_key`] could gain; `None` if there is no pair of signatures.
    pub fn recoverable(&self) -> Result<Option<Recoverable>, Error> {
        let missing = self.room().missing_keys()?;
        let keys = missing.iter().filter(|key| key.messages > 1).count();
        // The first has most messages, so it has two if any has.
        let first = missing.into_iter().next().filter(|_| keys > 0);
        Ok(first.map(|first| Recoverable { keys, first }))
    }

    /// Computes a key from the signatures that it made, and keeps it as K0:
    /// it shows that one key made all these, not whose.
    ///
    /// Without a name, the missing key that would unlock most. `tell` may break
    /// off while it is computed.
    pub fn recover_key(
        &self,
        name: Option<KeyName>,
        tell: &mut dyn FnMut(RecoveryProgress) -> ControlFlow<()>,
    ) -> Result<RecoveryReport, Error> {
        let name = match name {
            Some(name) => comparable(&name)?,
            None => self.most_missing()?,
        };
        let _ = tell(RecoveryProgress::Chosen(name.clone()));
        let signed = self.signatures_by(&name)?;
        let computing = &mut |done| tell(RecoveryProgress::Computing(done));
        let not_recovered = |cause| Error::NotRecovered { name: name.clone(), cause };
        let recovered = recover(&signed, computing).map_err(not_recovered)?;
        let record = record(&recovered).ok_or_else(|| not_recovered(NotRecovered::NothingInCommon))?;
        let observation = observation(&name, &record, &recovered);
        let keys = self.add_observations(observation.as_slice(), &mut |progress| {
            let _ = tell(RecoveryProgress::Adding(progress));
        })?;
        let Recovered { bits, exponent, verified, of, .. } = recovered;
        let KeyName { domain, selector } = name;
        Ok(RecoveryReport { domain, selector, bits, exponent, verified, of, record, keys })
    }

    fn most_missing(&self) -> Result<KeyName, Error> {
        let most = self.room().missing_keys()?.into_iter().next().ok_or(Error::NoMissingKeys)?;
        Ok(KeyName { domain: most.domain, selector: most.selector })
    }

    /// Gathers signatures by a key, of messages whose body is as signed first:
    /// their headers will be, too.
    fn signatures_by(&self, name: &KeyName) -> Result<Vec<SignedDigest>, Error> {
        let standing = Standing::read(&self.store)?;
        let whole = standing.numbers_with(|outline| bears(outline, name, true));
        let altered = standing.numbers_with(|outline| bears(outline, name, false));
        let numbers: Vec<Number> = whole.into_iter().chain(altered).take(SIGNATURES).collect();
        let of = |n: &Number| {
            let named = named_digests(&Octets::stored(&self.store, *n)?).into_iter();
            let ours = named.filter(|one| is_named(name, &one.domain, &one.selector));
            Ok(ours.map(|one| one.signed).collect())
        };
        let signed: Vec<Vec<SignedDigest>> = numbers.par_iter().map(of).collect::<Result<_, Error>>()?;
        Ok(signed.into_iter().flatten().collect())
    }
}

fn comparable(name: &KeyName) -> Result<KeyName, Error> {
    match (comparable_name(&name.domain), comparable_name(&name.selector)) {
        (Some(domain), Some(selector)) => Ok(KeyName { domain, selector }),
        _ => Err(Error::NotRecovered { name: name.clone(), cause: NotRecovered::TooFew }),
    }
}

fn is_named(name: &KeyName, domain: &str, selector: &str) -> bool {
    comparable_name(domain).as_ref() == Some(&name.domain)
        && comparable_name(selector).as_ref() == Some(&name.selector)
}

/// Says whether a message has a signature by this key, with a body as signed or not.
fn bears(outline: &Outline, name: &KeyName, whole: bool) -> bool {
    let is_altered = |stands: Stands| {
        matches!(stands, Stands::KeyMissingBodyDiffers | Stands::BodyDiffers | Stands::HeaderInvalid)
    };
    outline
        .signatures
        .iter()
        .any(|one| is_named(name, &one.domain, &one.selector) && is_altered(one.standing) != whole)
}

fn record(recovered: &Recovered) -> Option<String> {
    let key = PublicKey::from_rsa_numbers(&recovered.modulus, &recovered.exponent.to_be_bytes()).ok()?;
    Some(format!("v=DKIM1; k=rsa; p={}", STANDARD.encode(key.spki())))
}

fn observation(name: &KeyName, record: &str, recovered: &Recovered) -> Option<Observation> {
    let Recovered { verified, of, .. } = recovered;
    let source = format!("computed from signatures of this archive: {verified} of {of} verify");
    Observation::new(&name.domain, &name.selector, Some(record), Method::Recovered, &source)
}
