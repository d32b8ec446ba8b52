//! An ARC set: what a list saw when a mail came in, sealed (RFC 8617).

use super::canonical::Canonical;
use super::{Algorithm, Covers, Pair, Unsigned, dkim, field};

/// Who seals.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Seal<'a> {
    pub(crate) domain: &'a str,
    pub(crate) selector: &'static str,
    pub(crate) pair: &'static Pair,
    /// What it found, as Authentication-Results say it, without its own name.
    pub(crate) results: &'a str,
}

/// Makes the first set over `mail` as it leaves: three fields, to be put above its own.
pub(crate) fn seal(mail: Unsigned, seal: Seal, sealed_at: i64) -> Vec<u8> {
    let (domain, selector) = (seal.domain, seal.selector);
    let algorithm = Algorithm::RsaSha256;
    let by = (seal.pair, algorithm);
    let results =
        format!("ARC-Authentication-Results: i=1; {domain};\r\n\t{}\r\n", seal.results).into_bytes();

    let (names, inputs) = dkim::covered(mail.fields, Covers::Shown, Canonical::Relaxed);
    let body_hash = field::base64_of(algorithm.digest(&Canonical::Relaxed.body(mail.body)).as_ref());
    let name = algorithm.name();
    let tags = format!(
        "i=1; a={name}; c=relaxed/relaxed;\r\n\td={domain}; s={selector}; t={sealed_at};\r\n\th={};\r\n\tbh={body_hash};\r\n\t",
        field::list_of(&names)
    );
    let message = field::signed("ARC-Message-Signature", &tags, inputs, Canonical::Relaxed, by);

    // The seal covers the set in the order in which it grew (RFC 8617 §5.1.1).
    let inputs = [Canonical::Relaxed.field(&results), Canonical::Relaxed.field(&message)].concat();
    let tags = format!("i=1; a={name}; t={sealed_at}; cv=none;\r\n\td={domain}; s={selector};\r\n\t");
    let seal = field::signed("ARC-Seal", &tags, inputs, Canonical::Relaxed, by);
    [seal, message, results].concat()
}
