//! Whose signed statements are believed, and how their keys are written down.
//!
//! Two forms are read, which is what people have: a public key in PEM, as
//! `openssl pkey -pubout` writes it, and a JSON Web Key (RFC 7517, 8037). Both
//! name one SubjectPublicKeyInfo, whose base64 on one line is the third form,
//! and the one that is kept.

use std::fmt;

use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED, ParsedPublicKey};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde::Deserialize;

/// What a SubjectPublicKeyInfo has before the octets of such a key (RFC 8410 §4, RFC 5480 §2).
const ED25519_PREFIX: [u8; 12] = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];
const P256_PREFIX: [u8; 26] = [
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86,
    0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
];

/// An uncompressed point begins so (SEC 1 §2.3.3).
const UNCOMPRESSED: u8 = 4;

/// Keys are short; nothing longer is looked at.
const LONGEST_TEXT: usize = 16 << 10;

/// Somebody whose signed statements about keys are believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrustedObserver {
    /// What they are called: those of one name are one observer.
    pub name: String,
    /// Their key.
    pub key: ObserverKey,
}

/// The key of an observer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ObserverKey {
    /// Ed25519 (`EdDSA`): its 32 octets.
    Ed25519([u8; 32]),
    /// ECDSA on P-256 with SHA-256 (`ES256`): the point, uncompressed (65 octets).
    P256(Vec<u8>),
}

/// Why a text is no key of an observer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadObserverKey {
    /// Whoever has it can sign for the observer.
    #[error("a private key, where the public one belongs")]
    Private,
    /// Of another kind than Ed25519 and P-256.
    #[error("a key of another kind than Ed25519 and P-256")]
    Unsupported,
    /// Anything else.
    #[error("not a public key")]
    Unreadable,
}

/// A JSON Web Key, as far as it is of use.
#[derive(Deserialize)]
struct Jwk {
    crv: Option<String>,
    x: Option<String>,
    y: Option<String>,
    d: Option<serde::de::IgnoredAny>,
}

impl ObserverKey {
    /// Reads a public key: PEM, a JSON Web Key, or the base64 of a SubjectPublicKeyInfo.
    ///
    /// # Errors
    /// [`BadObserverKey`]: also for a point that is not on the curve.
    pub fn parse(text: &str) -> Result<ObserverKey, BadObserverKey> {
        if text.len() > LONGEST_TEXT {
            return Err(BadObserverKey::Unreadable);
        }
        let text = text.trim();
        if text.starts_with('{') {
            return of_jwk(text);
        }
        if text.contains("PRIVATE KEY-----") {
            return Err(BadObserverKey::Private);
        }
        let digits: String = text.lines().map(str::trim).filter(|line| !line.starts_with("-----")).collect();
        of_spki(&STANDARD.decode(digits).map_err(|_| BadObserverKey::Unreadable)?)
    }
}

impl fmt::Display for ObserverKey {
    /// Writes the base64 of its SubjectPublicKeyInfo.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let spki = match self {
            ObserverKey::Ed25519(octets) => [&ED25519_PREFIX[..], octets].concat(),
            ObserverKey::P256(point) => [&P256_PREFIX[..], point].concat(),
        };
        f.write_str(&STANDARD.encode(spki))
    }
}

fn of_spki(spki: &[u8]) -> Result<ObserverKey, BadObserverKey> {
    const SEQUENCE: u8 = 0x30;
    if let Some(octets) = spki.strip_prefix(&ED25519_PREFIX) {
        return ed25519(octets);
    }
    match spki.strip_prefix(&P256_PREFIX) {
        Some(point) => p256(point.to_vec()),
        None if spki.first() == Some(&SEQUENCE) => Err(BadObserverKey::Unsupported),
        None => Err(BadObserverKey::Unreadable),
    }
}

fn of_jwk(text: &str) -> Result<ObserverKey, BadObserverKey> {
    let jwk: Jwk = serde_json::from_str(text).map_err(|_| BadObserverKey::Unreadable)?;
    if jwk.d.is_some() {
        return Err(BadObserverKey::Private);
    }
    let octets = |field: Option<String>| {
        let decoded = URL_SAFE_NO_PAD.decode(field.ok_or(BadObserverKey::Unreadable)?);
        decoded.map_err(|_| BadObserverKey::Unreadable)
    };
    match jwk.crv.as_deref() {
        Some("Ed25519") => ed25519(&octets(jwk.x)?),
        Some("P-256") => p256([vec![UNCOMPRESSED], octets(jwk.x)?, octets(jwk.y)?].concat()),
        _ => Err(BadObserverKey::Unsupported),
    }
}

fn ed25519(octets: &[u8]) -> Result<ObserverKey, BadObserverKey> {
    octets.try_into().map(ObserverKey::Ed25519).map_err(|_| BadObserverKey::Unreadable)
}

fn p256(point: Vec<u8>) -> Result<ObserverKey, BadObserverKey> {
    let is_uncompressed = point.len() == 65 && point.first() == Some(&UNCOMPRESSED);
    let is_point = is_uncompressed && ParsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, &point).is_ok();
    if is_point { Ok(ObserverKey::P256(point)) } else { Err(BadObserverKey::Unreadable) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 8037 A.2, and the same key in the other forms.
    const JWK: &str = r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;
    const SPKI: &str = "MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

    /// RFC 7515 A.3.
    const P256_JWK: &str = r#"{"kty":"EC","crv":"P-256",
        "x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}"#;

    #[test]
    fn a_key_is_the_same_in_every_form() {
        let check = |text: &str, expect: &str| {
            let key = ObserverKey::parse(text).expect(text);
            assert_eq!(key.to_string(), expect, "{text}");
            assert_eq!(ObserverKey::parse(expect), Ok(key));
        };
        check(JWK, SPKI);
        check(&format!("\n {SPKI}\r\n"), SPKI);
        check(&format!("-----BEGIN PUBLIC KEY-----\r\n{SPKI}\r\n-----END PUBLIC KEY-----\r\n"), SPKI);
        let point = ObserverKey::parse(P256_JWK).expect("a point").to_string();
        check(&point, &point);
        let (first, second) = point.split_at(64);
        check(&format!("-----BEGIN PUBLIC KEY-----\n{first}\n{second}\n-----END PUBLIC KEY-----\n"), &point);
    }

    #[test]
    fn what_is_no_public_key_of_an_observer_is_named() {
        use BadObserverKey::{Private, Unreadable, Unsupported};
        let check =
            |text: &str, expect: BadObserverKey| assert_eq!(ObserverKey::parse(text), Err(expect), "{text}");
        check("", Unreadable);
        check("{}", Unsupported);
        check("{\"crv\":7}", Unreadable);
        check("%%%", Unreadable);
        check(&"A".repeat(LONGEST_TEXT + 4), Unreadable);
        check(&SPKI.replace("URo=", ""), Unreadable);
        check(&STANDARD.encode([&ED25519_PREFIX[..], &[1; 31]].concat()), Unreadable);
        check("-----BEGIN PRIVATE KEY-----\nMC4CAQAw\n-----END PRIVATE KEY-----", Private);
        check("-----BEGIN EC PRIVATE KEY-----\nMC4CAQAw\n-----END EC PRIVATE KEY-----", Private);
        check(&JWK.replace("}", r#","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"}"#), Private);
        check(r#"{"kty":"RSA","n":"AQAB","e":"AQAB"}"#, Unsupported);
        check("MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAA==", Unsupported);
        // A point that is not on the curve.
        check(&P256_JWK.replace("f83O", "f83P"), Unreadable);
    }
}
