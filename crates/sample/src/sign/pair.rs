//! Pairs of keys: published on purpose, one for each fictional signer.
//!
//! They lie in `pairs.txt`: making them anew would take longer than making the
//! mail, and a known pair lets anybody check what it signed. Those of 1024 bits
//! have four primes (RFC 8017 §3.2), with which signing takes half the time.

use std::sync::LazyLock;

use aws_lc_rs::digest::{Digest, SHA1_FOR_LEGACY_USE_ONLY, SHA256, digest};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair, RSA_PKCS1_SHA256, RsaKeyPair};
use rsa::pkcs1::EncodeRsaPrivateKey;
use rsa::pkcs8::EncodePublicKey;
use rsa::traits::PublicKeyParts;
use rsa::{BigUint, Pkcs1v15Sign, RsaPrivateKey};

use super::Algorithm;
use super::field::base64_of;

const PAIRS_OF_RSA: &str = include_str!("pairs.txt");
const EXPONENT: u32 = 65_537;
/// aws-lc-rs signs from here on, six times faster than `rsa`.
const FAST_BITS: usize = 2048;
/// DigestInfo before the octets of the digest (RFC 8017 §9.2, note 1).
const SHA1_PREFIX: [u8; 15] = *b"\x30\x21\x30\x09\x06\x05\x2b\x0e\x03\x02\x1a\x05\x00\x04\x14";
const SHA256_PREFIX: [u8; 19] =
    *b"\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20";

/// A private key and its public half.
pub(crate) enum Pair {
    Rsa {
        private: Box<RsaPrivateKey>,
        /// The same key, where aws-lc-rs takes it.
        fast: Option<RsaKeyPair>,
    },
    Ed25519(Ed25519KeyPair),
}

/// Finds the pair of a domain and a selector; `None` if the sample has none.
pub(crate) fn pair(domain: &str, selector: &str) -> Option<&'static Pair> {
    let named = PAIRS.iter().find(|(owner, name, _)| *owner == domain && *name == selector);
    named.map(|(_, _, pair)| pair)
}

/// Domain, selector and pair.
type Named = (&'static str, &'static str, Pair);

static PAIRS: LazyLock<Vec<Named>> = LazyLock::new(|| {
    let lines = PAIRS_OF_RSA.lines().filter(|line| !line.starts_with('#'));
    let rsa = lines.filter_map(|line| {
        let words: Vec<&'static str> = line.split(' ').collect();
        let [domain, selector, exponent, primes @ ..] = words.as_slice() else { return None };
        Some((*domain, *selector, Pair::of_numbers(exponent, primes)?))
    });
    // As public as the others.
    let seed = digest(&SHA256, b"hautes-terres.example ed2025");
    let edwards = Pair::of_seed(seed.as_ref()).map(|pair| ("hautes-terres.example", "ed2025", pair));
    rsa.chain(edwards).collect()
});

impl Pair {
    fn of_numbers(exponent: &str, primes: &[&str]) -> Option<Self> {
        let number = |digits: &str| BigUint::parse_bytes(digits.as_bytes(), 16);
        let primes: Vec<BigUint> = primes.iter().map(|prime| number(prime)).collect::<Option<_>>()?;
        let modulus = primes.iter().fold(BigUint::from(1_u32), |product, prime| product * prime);
        let private = RsaPrivateKey::from_components(modulus, EXPONENT.into(), number(exponent)?, primes);
        let private = Box::new(private.ok()?);
        let fast = if private.n().bits() < FAST_BITS {
            None
        } else {
            Some(RsaKeyPair::from_der(private.to_pkcs1_der().ok()?.as_bytes()).ok()?)
        };
        Some(Pair::Rsa { private, fast })
    }

    pub(super) fn of_seed(seed: &[u8]) -> Option<Self> {
        Some(Pair::Ed25519(Ed25519KeyPair::from_seed_unchecked(seed).ok()?))
    }

    /// Signs `octets`. Equal octets give equal signatures: nothing here is by chance.
    ///
    /// Empty where pair and algorithm do not fit, which no table here asks for and a test rules out.
    pub(super) fn sign(&self, algorithm: Algorithm, octets: &[u8]) -> Vec<u8> {
        let digest = algorithm.digest(octets);
        match (self, algorithm) {
            (Pair::Rsa { fast: Some(pair), .. }, Algorithm::RsaSha256) => sign_fast(pair, octets),
            (Pair::Rsa { private, .. }, Algorithm::RsaSha256) => {
                sign_slowly(private, &SHA256_PREFIX, digest.as_ref())
            }
            (Pair::Rsa { private, .. }, Algorithm::RsaSha1) => {
                sign_slowly(private, &SHA1_PREFIX, digest.as_ref())
            }
            // The digest is the message (RFC 8463 §3).
            (Pair::Ed25519(pair), Algorithm::Ed25519Sha256) => pair.sign(digest.as_ref()).as_ref().to_vec(),
            _ => Vec::new(),
        }
    }

    /// Returns the TXT record of the public half (RFC 6376 §3.6.1, RFC 8463 §4).
    pub(crate) fn record(&self) -> String {
        match self {
            Pair::Ed25519(pair) => {
                format!("v=DKIM1; k=ed25519; p={}", base64_of(pair.public_key().as_ref()))
            }
            _ => format!("v=DKIM1; k=rsa; p={}", base64_of(&self.spki())),
        }
    }

    /// Returns the SubjectPublicKeyInfo of the public half, in DER.
    pub(crate) fn spki(&self) -> Vec<u8> {
        match self {
            Pair::Rsa { private, .. } => {
                let der = private.to_public_key().to_public_key_der();
                der.map(|der| der.into_vec()).unwrap_or_default()
            }
            // RFC 8410 §4: a fixed prefix, then the 32 octets.
            Pair::Ed25519(pair) => {
                [b"\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00", pair.public_key().as_ref()].concat()
            }
        }
    }

    /// Returns the length of the modulus; 256 for Ed25519.
    pub(crate) fn bits(&self) -> usize {
        match self {
            Pair::Rsa { private, .. } => private.n().bits(),
            Pair::Ed25519(_) => 256,
        }
    }

    /// Returns the value of `k=`.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Pair::Ed25519(_) => "ed25519",
            _ => "rsa",
        }
    }
}

impl std::fmt::Debug for Pair {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}", self.kind(), self.bits())
    }
}

impl Algorithm {
    /// Hashes `octets` with the digest of this algorithm.
    pub(super) fn digest(self, octets: &[u8]) -> Digest {
        match self {
            Algorithm::RsaSha1 => digest(&SHA1_FOR_LEGACY_USE_ONLY, octets),
            Algorithm::RsaSha256 | Algorithm::Ed25519Sha256 => digest(&SHA256, octets),
        }
    }
}

fn sign_fast(pair: &RsaKeyPair, octets: &[u8]) -> Vec<u8> {
    let mut signature = vec![0; pair.public_modulus_len()];
    // A source of randomness is asked for and not used: PKCS#1 v1.5 has none.
    let signed = pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), octets, &mut signature);
    signed.map(|()| signature).unwrap_or_default()
}

fn sign_slowly(private: &RsaPrivateKey, prefix: &[u8], digest: &[u8]) -> Vec<u8> {
    let scheme = Pkcs1v15Sign { hash_len: Some(digest.len()), prefix: prefix.into() };
    private.sign(scheme, digest).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_pair_signs_its_public_half_accepts() {
        assert_eq!(PAIRS.len(), PAIRS_OF_RSA.lines().filter(|line| !line.starts_with('#')).count() + 1);
        let octets = b"From: a@b.example\r\n";
        for (domain, selector, pair) in PAIRS.iter() {
            let accepts = |algorithm: Algorithm, prefix: &[u8], private: &RsaPrivateKey| {
                let digest = algorithm.digest(octets);
                let scheme = Pkcs1v15Sign { hash_len: Some(digest.as_ref().len()), prefix: prefix.into() };
                let signature = pair.sign(algorithm, octets);
                private.to_public_key().verify(scheme, digest.as_ref(), &signature).is_ok()
            };
            let holds = match pair {
                Pair::Rsa { private, .. } => {
                    accepts(Algorithm::RsaSha256, &SHA256_PREFIX, private)
                        && accepts(Algorithm::RsaSha1, &SHA1_PREFIX, private)
                }
                Pair::Ed25519(_) => pair.sign(Algorithm::Ed25519Sha256, octets).len() == 64,
            };
            assert!(holds, "{selector}._domainkey.{domain}");
        }
    }

    #[test]
    fn pairs_have_the_lengths_that_the_plot_needs() {
        let check = |domain, selector, bits, record: &str| {
            let pair = pair(domain, selector).unwrap();
            assert_eq!(pair.bits(), bits);
            assert!(pair.record().starts_with(record), "{}", pair.record());
        };
        // The start of any SubjectPublicKeyInfo of that length.
        check("northern-uplands.example", "news", 512, "v=DKIM1; k=rsa; p=MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJB");
        check("hautes-terres.example", "s2017", 1024, "v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GN");
        check("hautes-terres.example", "s2024", 2048, "v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOC");
        check("hautes-terres.example", "ed2025", 256, "v=DKIM1; k=ed25519; p=");
        assert!(pair("hautes-terres.example", "s1999").is_none());
    }
}
