//! Statements that an observer signed: JSON Web Signatures (RFC 7515), kept verbatim.
//!
//! A statement is worth more than a copy only if it is signed by somebody whom
//! the caller trusts *and* says just what the observation says: the same name,
//! the same record, the same time. The key inside a statement, if there is one,
//! shows nothing: anybody can put theirs there.

use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED, ED25519, UnparsedPublicKey, VerificationAlgorithm};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use serde_json::Value;

use super::line::{MAX_LINE_OCTETS, NotRead};
use super::observation::{Method, Observation};
use super::observer::{ObserverKey, TrustedObserver};

/// Returns which of `trusted` signed the statement of an observation, if it says what the observation says.
pub(super) fn signed_by<'a>(
    observation: &Observation,
    trusted: &'a [TrustedObserver],
) -> Option<&'a TrustedObserver> {
    let statement = Jws::of(observation.proof.as_ref()?)?;
    let stated = statement.observation().ok()?;
    let is_the_same = stated.domain == observation.domain
        && stated.selector == observation.selector
        && stated.record == observation.record
        && stated.when == observation.when;
    if !is_the_same {
        return None;
    }
    trusted.iter().find(|observer| statement.is_signed_with(&observer.key))
}

/// Reads a statement as an observation that keeps it verbatim.
///
/// # Errors
/// [`NotRead`]: `UnknownForm` if it is no signed statement, or what is wrong with what it says.
pub(super) fn read_statement(proof: Value) -> Result<Observation, NotRead> {
    let statement = Jws::of(&proof).ok_or(NotRead::UnknownForm)?;
    let stated = statement.observation()?;
    Ok(Observation { method: Method::Statement, proof: Some(proof), ..stated })
}

/// A JSON Web Signature in its compact or flattened form, its fields still in base64url.
struct Jws<'a> {
    protected: &'a str,
    payload: &'a str,
    signature: &'a str,
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    crit: Option<Value>,
}

impl<'a> Jws<'a> {
    fn of(proof: &'a Value) -> Option<Jws<'a>> {
        let jws = match proof {
            Value::String(compact) => {
                let mut parts = compact.split('.');
                let jws = Jws { protected: parts.next()?, payload: parts.next()?, signature: parts.next()? };
                parts.next().is_none().then_some(jws)?
            }
            Value::Object(fields) => {
                let payload = fields.get("payload")?.as_str()?;
                // The general form (RFC 7515 §7.2.1) is read if it holds one signature.
                let signed = match fields.get("signatures").and_then(Value::as_array).map(Vec::as_slice) {
                    Some([one]) => one.as_object()?,
                    Some(_) => return None,
                    None => fields,
                };
                let field = |name: &str| signed.get(name).and_then(Value::as_str);
                Jws { protected: field("protected")?, payload, signature: field("signature")? }
            }
            _ => return None,
        };
        // The header is JSON, so its base64url begins thus: what merely has two dots is none.
        (jws.protected.starts_with("ey") && jws.payload.len() <= MAX_LINE_OCTETS).then_some(jws)
    }

    /// What it says: an observation, with the usual names of JWT (RFC 7519 §4.1) for who and when.
    fn observation(&self) -> Result<Observation, NotRead> {
        let payload = URL_SAFE_NO_PAD.decode(self.payload).map_err(|_| NotRead::NotJson)?;
        let mut payload: Value = serde_json::from_slice(&payload).map_err(|_| NotRead::NotJson)?;
        let fields = payload.as_object_mut().ok_or(NotRead::NotJson)?;
        fields.insert("method".to_owned(), Value::from(Method::Statement.as_str()));
        if let (None, Some(issuer)) = (fields.get("observer"), fields.get("iss").cloned()) {
            fields.insert("observer".to_owned(), issuer);
        }
        let issued_at = fields.get("iat").and_then(Value::as_i64);
        let is_timed = fields.contains_key("observed_at") || fields.contains_key("window");
        let issued_at = issued_at.and_then(|at| super::when::written(greffe_terms::Timestamp(at)));
        if let (false, Some(at)) = (is_timed, issued_at) {
            fields.insert("observed_at".to_owned(), Value::from(at));
        }
        Observation::from_value(payload)
    }

    fn is_signed_with(&self, key: &ObserverKey) -> bool {
        let (algorithm, name, octets): (&'static dyn VerificationAlgorithm, &str, &[u8]) = match key {
            ObserverKey::Ed25519(octets) => (&ED25519, "EdDSA", octets),
            ObserverKey::P256(octets) => (&ECDSA_P256_SHA256_FIXED, "ES256", octets),
        };
        let Some(signature) = self.signature_for(name) else { return false };
        let signed = [self.protected, ".", self.payload].concat();
        UnparsedPublicKey::new(algorithm, octets).verify(signed.as_bytes(), &signature).is_ok()
    }

    /// Returns the signature if the header names this algorithm and nothing that must be understood.
    fn signature_for(&self, algorithm: &str) -> Option<Vec<u8>> {
        let header = URL_SAFE_NO_PAD.decode(self.protected).ok()?;
        let header: Header = serde_json::from_slice(&header).ok()?;
        let is_it = header.alg == algorithm && header.crit.is_none();
        is_it.then(|| URL_SAFE_NO_PAD.decode(self.signature).ok()).flatten()
    }
}

#[cfg(test)]
mod tests {
    use aws_lc_rs::rand::SystemRandom;
    use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair};

    use super::*;
    use crate::keys::when::When;
    use crate::keys::{Confidence, KeyBook};

    const RECORD: &str = "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

    fn encoded(text: &str) -> String {
        URL_SAFE_NO_PAD.encode(text)
    }

    fn payload() -> String {
        format!(
            r#"{{"domain":"example.org","selector":"s1","record":"{RECORD}","iss":"watch.example","iat":1477612800}}"#
        )
    }

    fn ed25519() -> (Ed25519KeyPair, TrustedObserver) {
        let pair = Ed25519KeyPair::from_seed_unchecked(&[7; 32]).expect("a seed");
        let key = ObserverKey::Ed25519(pair.public_key().as_ref().try_into().expect("32 octets"));
        (pair, TrustedObserver { name: "watch".to_owned(), key })
    }

    fn compact(header: &str, payload: &str) -> String {
        let signed = format!("{}.{}", encoded(header), encoded(payload));
        let signature = ed25519().0.sign(signed.as_bytes());
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
    }

    #[test]
    fn a_statement_counts_if_somebody_trusted_signed_just_that() {
        let (_, watch) = ed25519();
        let check = |observation: Observation, trusted: &[TrustedObserver], expect: Confidence| {
            let proof = observation.proof.clone();
            let book = KeyBook::gathered([observation], [], trusted);
            let confidence = book.candidates("example.org", "s1").keys()[0].confidence_at(None);
            assert_eq!(confidence, expect, "{proof:?}");
        };
        let read = |proof: Value| read_statement(proof).expect("a statement");
        let statement = read(Value::from(compact(r#"{"alg":"EdDSA"}"#, &payload())));
        assert_eq!(statement.method, Method::Statement);
        assert_eq!(statement.observer, "watch.example");
        assert_eq!(statement.when, When::At(greffe_terms::Timestamp(1_477_612_800)));

        check(statement.clone(), std::slice::from_ref(&watch), Confidence::K3);
        check(statement.clone(), &[], Confidence::K1);
        let stranger = TrustedObserver { key: ObserverKey::Ed25519([9; 32]), ..watch.clone() };
        check(statement.clone(), &[stranger], Confidence::K1);

        // What is beside a good signature must be what it signed.
        let other = RECORD.replace("v=DKIM1", "v=DKIM1; t=y");
        check(
            Observation { record: Some(other), ..statement.clone() },
            std::slice::from_ref(&watch),
            Confidence::K1,
        );
        check(
            Observation { when: When::Unknown, ..statement.clone() },
            std::slice::from_ref(&watch),
            Confidence::K1,
        );

        for header in
            [r#"{"alg":"none"}"#, r#"{"alg":"ES256"}"#, r#"{"alg":"EdDSA","crit":["b64"],"b64":false}"#]
        {
            let refused = read(Value::from(compact(header, &payload())));
            check(refused, std::slice::from_ref(&watch), Confidence::K1);
        }
    }

    #[test]
    fn es256_and_the_json_forms_are_read() {
        let random = SystemRandom::new();
        let document =
            EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).expect("a key");
        let pair =
            EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, document.as_ref()).expect("a key");
        let key = ObserverKey::P256(pair.public_key().as_ref().to_vec());
        let trusted = TrustedObserver { name: "notary".to_owned(), key };
        let (protected, payload) = (encoded(r#"{"alg":"ES256"}"#), encoded(&payload()));
        let signature = pair.sign(&random, format!("{protected}.{payload}").as_bytes()).expect("signs");
        let signature = URL_SAFE_NO_PAD.encode(signature);
        let flattened =
            serde_json::json!({"payload": payload, "protected": protected, "signature": signature});
        let general = serde_json::json!({
            "payload": payload,
            "signatures": [{"protected": protected, "signature": signature}],
        });
        for proof in [flattened, general] {
            let statement = read_statement(proof.clone()).expect("a statement");
            assert_eq!(statement.proof, Some(proof), "kept verbatim");
            let by =
                signed_by(&statement, std::slice::from_ref(&trusted)).map(|observer| observer.name.as_str());
            assert_eq!(by, Some("notary"));
        }
    }

    #[test]
    fn what_is_no_statement_is_refused() {
        let check = |proof: Value, expect: NotRead| {
            assert_eq!(read_statement(proof.clone()), Err(expect), "{proof}");
        };
        check(Value::Null, NotRead::UnknownForm);
        check(Value::from("ey.ey"), NotRead::UnknownForm);
        check(Value::from("ey.ey.ey.ey"), NotRead::UnknownForm);
        check(Value::from("a.b.c"), NotRead::UnknownForm);
        check(Value::from("ey.?.c"), NotRead::NotJson);
        check(Value::from(format!("ey.{}.c", encoded("[1]"))), NotRead::NotJson);
        check(Value::from(format!("ey.{}.c", encoded(r#"{"iss":"a"}"#))), NotRead::NoName);
        check(serde_json::json!({"payload": 7}), NotRead::UnknownForm);
        check(serde_json::json!({"payload": "ey", "signatures": []}), NotRead::UnknownForm);
    }
}
