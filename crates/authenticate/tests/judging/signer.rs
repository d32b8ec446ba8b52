//! A signer by the letter of the RFCs, slow and plain, that shares nothing with
//! the room but the libraries of keys: what it signs, the room must find.

use std::sync::LazyLock;

use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, SHA256, digest};
use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair as _, RSA_PKCS1_SHA256, RsaKeyPair};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use greffe_authenticate::{KeyBook, Observation, read_keys};
use rsa::pkcs8::EncodePublicKey as _;
use rsa::{Pkcs1v15Sign, RsaPrivateKey};

/// RSA of 2,048 bits: the usual key.
pub(crate) static USUAL: LazyLock<Key> =
    LazyLock::new(|| Key::Usual(RsaKeyPair::generate(KeySize::Rsa2048).expect("a key")));
/// RSA of 512 bits, which anybody can factor.
pub(crate) static FORGEABLE: LazyLock<Key> =
    LazyLock::new(|| Key::Any(Box::new(RsaPrivateKey::new(&mut Numbers(7), 512).expect("a key"))));
/// RSA of 1,024 bits, for SHA-1 too.
pub(crate) static OLD: LazyLock<Key> =
    LazyLock::new(|| Key::Any(Box::new(RsaPrivateKey::new(&mut Numbers(11), 1024).expect("a key"))));
/// Ed25519.
pub(crate) static SHORT: LazyLock<Key> =
    LazyLock::new(|| Key::Short(Ed25519KeyPair::from_seed_unchecked(&[5; 32]).expect("a key")));

/// `DigestInfo` before a digest (RFC 8017 §9.2, note 1).
const SHA1_INFO: &[u8] = &[0x30, 0x21, 0x30, 9, 6, 5, 0x2b, 14, 3, 2, 26, 5, 0, 4, 20];
const SHA256_INFO: &[u8] = &[0x30, 0x31, 0x30, 13, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1, 5, 0, 4, 32];

/// A private key.
pub(crate) enum Key {
    Usual(RsaKeyPair),
    Any(Box<RsaPrivateKey>),
    Short(Ed25519KeyPair),
}

impl Key {
    /// Returns the key record.
    pub(crate) fn record(&self) -> String {
        let (kind, octets) = match self {
            Key::Usual(key) => ("rsa", key.public_key().as_der().expect("a key").as_ref().to_vec()),
            Key::Any(key) => ("rsa", key.to_public_key().to_public_key_der().expect("a key").into_vec()),
            Key::Short(key) => ("ed25519", key.public_key().as_ref().to_vec()),
        };
        format!("v=DKIM1; k={kind}; p={}", STANDARD.encode(octets))
    }

    fn sign(&self, algorithm: &str, octets: &[u8]) -> Vec<u8> {
        match self {
            Key::Usual(key) => {
                let mut signature = vec![0; key.public_modulus_len()];
                key.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), octets, &mut signature).expect("signs");
                signature
            }
            Key::Any(key) => {
                let hash = hash(algorithm, octets);
                let info = if hash.len() == 20 { SHA1_INFO } else { SHA256_INFO };
                let scheme = Pkcs1v15Sign { hash_len: Some(hash.len()), prefix: info.into() };
                key.sign(scheme, &hash).expect("signs")
            }
            Key::Short(key) => key.sign(&hash(algorithm, octets)).as_ref().to_vec(),
        }
    }
}

/// How a message is signed.
#[derive(Clone)]
pub(crate) struct Signer {
    pub(crate) key: &'static Key,
    pub(crate) domain: &'static str,
    pub(crate) selector: &'static str,
    pub(crate) algorithm: &'static str,
    pub(crate) canonicalization: &'static str,
    pub(crate) headers: &'static str,
    /// `l=`.
    pub(crate) length: Option<usize>,
    /// What parts the lines of the signature.
    pub(crate) fold: &'static str,
    /// More tags, each with its `;` and a space after it.
    pub(crate) more: String,
}

impl Default for Signer {
    fn default() -> Self {
        Signer {
            key: &USUAL,
            domain: "region.example",
            selector: "s1",
            algorithm: "rsa-sha256",
            canonicalization: "relaxed/relaxed",
            headers: "from:to:subject:date",
            length: None,
            fold: "\r\n\t",
            more: String::new(),
        }
    }
}

impl Signer {
    /// Signs a message whose lines end in CRLF.
    pub(crate) fn sign(&self, message: &str) -> String {
        let (header, body) = message.split_once("\r\n\r\n").expect("an empty line");
        let (header_form, body_form) = self.canonicalization.split_once('/').expect("two forms");
        let mut body = canonical_body(body_form, body).into_bytes();
        body.truncate(self.length.unwrap_or(body.len()));
        let body_hash = STANDARD.encode(hash(self.algorithm, &body));
        let length = self.length.map(|length| format!("l={length}; ")).unwrap_or_default();
        let own = format!(
            "DKIM-Signature: v=1; a={}; c={}; d={}; s={};{}{}{}h={}; bh={};{}b=",
            self.algorithm,
            self.canonicalization,
            self.domain,
            self.selector,
            self.fold,
            self.more,
            length,
            self.headers,
            body_hash,
            self.fold
        );
        let mut octets = self.signed_fields(header_form, header);
        octets.push_str(&canonical_field(header_form, &own));
        let signature = STANDARD.encode(self.key.sign(self.algorithm, octets.as_bytes()));
        format!("{own}{}\r\n{message}", signature.as_str())
    }

    fn signed_fields(&self, form: &str, header: &str) -> String {
        let mut fields = fields(header);
        let mut octets = String::new();
        for name in self.headers.split(':') {
            let is_it = |field: &String| {
                field.split(':').next().is_some_and(|there| there.trim().eq_ignore_ascii_case(name.trim()))
            };
            let Some(lowest) = fields.iter().rposition(is_it) else { continue };
            octets.push_str(&canonical_field(form, &fields.remove(lowest)));
            octets.push_str("\r\n");
        }
        octets
    }

    /// Returns the key under its name.
    pub(crate) fn observations(&self) -> Vec<Observation> {
        let line = format!("{}._domainkey.{}\t{}\n", self.selector, self.domain, self.key.record());
        read_keys(line.as_bytes(), "made here", None).0
    }

    /// Returns the key as if named on the command line.
    pub(crate) fn keys(&self) -> KeyBook {
        KeyBook::supplied(self.observations())
    }
}

fn hash(algorithm: &str, octets: &[u8]) -> Vec<u8> {
    let kind = if algorithm.ends_with("sha1") { &SHA1_FOR_LEGACY_USE_ONLY } else { &SHA256 };
    digest(kind, octets).as_ref().to_vec()
}

fn fields(header: &str) -> Vec<String> {
    let mut fields: Vec<String> = Vec::new();
    for line in header.split("\r\n") {
        match fields.last_mut() {
            Some(last) if line.starts_with([' ', '\t']) => {
                last.push_str("\r\n");
                last.push_str(line);
            }
            _ => fields.push(line.to_owned()),
        }
    }
    fields
}

fn canonical_field(form: &str, field: &str) -> String {
    if form == "simple" {
        return field.to_owned();
    }
    let (name, value) = field.split_once(':').expect("a colon");
    let words: Vec<&str> = value.split([' ', '\t', '\r', '\n']).filter(|word| !word.is_empty()).collect();
    format!("{}:{}", name.trim_end().to_ascii_lowercase(), words.join(" "))
}

fn canonical_body(form: &str, body: &str) -> String {
    let mut lines: Vec<String> = body.split("\r\n").map(str::to_owned).collect();
    if form == "relaxed" {
        for line in &mut lines {
            let starts_blank = line.starts_with([' ', '\t']);
            let words: Vec<&str> = line.split([' ', '\t']).filter(|word| !word.is_empty()).collect();
            let blank = if starts_blank && !words.is_empty() { " " } else { "" };
            *line = format!("{blank}{}", words.join(" "));
        }
    }
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    match lines.is_empty() {
        true if form == "relaxed" => String::new(),
        true => "\r\n".to_owned(),
        false => lines.join("\r\n") + "\r\n",
    }
}

/// Numbers that look random and are always the same: keys of tests.
struct Numbers(u64);

impl rsa::rand_core::RngCore for Numbers {
    fn next_u32(&mut self) -> u32 {
        (self.next_u64() >> 32) as u32
    }

    fn next_u64(&mut self) -> u64 {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn fill_bytes(&mut self, octets: &mut [u8]) {
        for chunk in octets.chunks_mut(8) {
            chunk.copy_from_slice(&self.next_u64().to_le_bytes()[..chunk.len()]);
        }
    }

    fn try_fill_bytes(&mut self, octets: &mut [u8]) -> Result<(), rsa::rand_core::Error> {
        self.fill_bytes(octets);
        Ok(())
    }
}

impl rsa::rand_core::CryptoRng for Numbers {}
