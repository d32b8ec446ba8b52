//! Signed mail for tests: a server of a made-up domain, with its key.

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rsa::traits::PublicKeyParts;
use rsa::{BigUint, Pkcs1v15Sign, RsaPrivateKey};
use sha2::{Digest, Sha256};

/// A server that signs (RFC 6376), with the one key that it has.
pub(crate) struct Signer {
    pub domain: String,
    key: Key,
}

enum Key {
    Ed25519(Box<Ed25519KeyPair>),
    Rsa(Box<RsaPrivateKey>),
}

/// The selector of every signer.
pub(crate) const SELECTOR: &str = "s1";

impl Signer {
    /// The server of a domain; the same domain has the same key in every test.
    pub(crate) fn new(domain: &str) -> Self {
        let seed: [u8; 32] = Sha256::digest(domain).into();
        let key = Ed25519KeyPair::from_seed_unchecked(&seed).expect("32 octets");
        Self { domain: domain.to_owned(), key: Key::Ed25519(Box::new(key)) }
    }

    /// One with an RSA key of 1,024 bits made of these primes, and a small exponent.
    pub(crate) fn rsa(domain: &str, p: &[u8], q: &[u8]) -> Self {
        let primes = [p, q].map(|prime| BigUint::parse_bytes(prime, 10).expect("decimal"));
        let key = RsaPrivateKey::from_p_q(primes[0].clone(), primes[1].clone(), BigUint::from(3u8));
        Self { domain: domain.to_owned(), key: Key::Rsa(Box::new(key.expect("two primes"))) }
    }

    /// The key record as the domain publishes it.
    pub(crate) fn record(&self) -> String {
        match &self.key {
            Key::Ed25519(pair) => {
                format!("v=DKIM1; k=ed25519; p={}", STANDARD.encode(pair.public_key().as_ref()))
            }
            Key::Rsa(_) => panic!("this one is only ever recovered"),
        }
    }

    /// A row of a table of keys, as some observer kept it.
    pub(crate) fn row(&self, source: &str) -> String {
        format!("{}\t{SELECTOR}\t{}\t{source}\n", self.domain, self.record())
    }

    /// A signed mail from somebody at the domain, with line feeds as a file has them.
    pub(crate) fn mail(&self, n: u32, body: &str) -> String {
        let headers = [
            ("from", format!("Anne Morel <anne@{}>", self.domain)),
            ("to", "Jean Petit <jean@courrier.example>".to_owned()),
            ("subject", format!("Note {n}")),
            ("date", "Sat, 12 Mar 2016 09:04:05 +0000".to_owned()),
            ("message-id", format!("<note-{n}@{}>", self.domain)),
        ];
        let hash = STANDARD.encode(Sha256::digest(body.replace('\n', "\r\n")));
        let names = headers.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(":");
        let algorithm = if matches!(self.key, Key::Rsa(_)) { "rsa-sha256" } else { "ed25519-sha256" };
        let tags = format!(
            "v=1; a={algorithm}; c=relaxed/relaxed; d={}; s={SELECTOR}; t=1457773445; h={names}; bh={hash}; b=",
            self.domain
        );
        let mut signed: String = headers.iter().map(|(name, value)| format!("{name}:{value}\r\n")).collect();
        signed.push_str(&format!("dkim-signature:{tags}"));
        let signature = STANDARD.encode(self.sign(&Sha256::digest(&signed)));
        let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\n")).collect();
        format!("DKIM-Signature: {tags}{signature}\n{headers}\n{body}")
    }

    fn sign(&self, digest: &[u8]) -> Vec<u8> {
        match &self.key {
            Key::Ed25519(pair) => pair.sign(digest).as_ref().to_vec(),
            Key::Rsa(key) => {
                assert_eq!(key.size(), 128, "1,024 bits");
                let info = [0x30, 0x31, 0x30, 13, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1, 5, 0, 4, 32];
                let scheme = Pkcs1v15Sign { hash_len: Some(32), prefix: info.into() };
                key.sign(scheme, digest).expect("a signature")
            }
        }
    }
}

/// Mails one after the other, as an mbox has them.
pub(crate) fn mbox(mails: impl IntoIterator<Item = String>) -> String {
    mails.into_iter().map(|mail| format!("From x@y.example Sat Mar 12 09:04:05 2016\n{mail}\n")).collect()
}
