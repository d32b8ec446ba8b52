//! Mails to verify, signed here: their text is already in canonical form, so
//! that signing needs no canonicalization that a verifier could share.

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rsa::pkcs8::EncodePublicKey;
use rsa::{Pkcs1v15Sign, RsaPrivateKey};

/// `DigestInfo` of SHA-256 (RFC 8017 §9.2, note 1).
const SHA256_INFO: &[u8] = &[0x30, 0x31, 0x30, 13, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1, 5, 0, 4, 32];

const DOMAIN: &str = "region.example";

const WORDS: [&str; 12] =
    ["la", "commission", "se", "réunit", "demain", "à", "dix", "heures", "pour", "le", "budget", "annexe"];

/// A selector and its key.
pub(crate) struct Signer {
    pub(crate) selector: &'static str,
    key: RsaPrivateKey,
}

impl Signer {
    pub(crate) fn new(selector: &'static str, bits: usize) -> anyhow::Result<Self> {
        Ok(Self { selector, key: RsaPrivateKey::new(&mut Device, bits)? })
    }

    /// The name of its record, and the record.
    pub(crate) fn record(&self) -> anyhow::Result<(String, String)> {
        let spki = self.key.to_public_key().to_public_key_der()?;
        let name = format!("{}._domainkey.{DOMAIN}", self.selector);
        Ok((name, format!("v=DKIM1; k=rsa; p={}", STANDARD.encode(spki.as_bytes()))))
    }

    /// A mail of about so many octets, relaxed/relaxed, rsa-sha256.
    pub(crate) fn mail(&self, octets: usize) -> anyhow::Result<Vec<u8>> {
        let headers = [
            ("From", format!("Jeanne Martin <jeanne@{DOMAIN}>")),
            ("To", format!("Cabinet <cabinet@{DOMAIN}>")),
            ("Subject", "Ordre du jour".to_owned()),
            ("Date", "Tue, 15 Mar 2016 09:30:00 +0100".to_owned()),
            ("Message-ID", format!("<{octets}.{}@{DOMAIN}>", self.selector)),
            ("MIME-Version", "1.0".to_owned()),
            ("Content-Type", "text/plain; charset=utf-8".to_owned()),
        ];
        let body = body(octets);
        let names: Vec<String> = headers.iter().map(|(name, _)| name.to_lowercase()).collect();
        let unsigned = format!(
            "v=1; a=rsa-sha256; c=relaxed/relaxed; d={DOMAIN}; s={}; h={}; bh={}; b=",
            self.selector,
            names.join(":"),
            STANDARD.encode(digest(&SHA256, body.as_bytes()))
        );
        let canonical: String =
            headers.iter().map(|(name, value)| format!("{}:{value}\r\n", name.to_lowercase())).collect();
        let canonical = format!("{canonical}dkim-signature:{unsigned}");
        let scheme = Pkcs1v15Sign { hash_len: Some(32), prefix: SHA256_INFO.into() };
        let signature = self.key.sign(scheme, digest(&SHA256, canonical.as_bytes()).as_ref())?;
        let mut mail = format!("DKIM-Signature: {unsigned}{}\r\n", STANDARD.encode(signature));
        headers.iter().for_each(|(name, value)| mail += &format!("{name}: {value}\r\n"));
        Ok((mail + "\r\n" + &body).into_bytes())
    }
}

/// Lines of some seventy octets, as people and programs write them.
fn body(octets: usize) -> String {
    let mut body = String::with_capacity(octets + 100);
    let mut words = WORDS.iter().cycle();
    let mut line = 0;
    while body.len() < octets {
        let word = words.next().copied().unwrap_or_default();
        body.push_str(word);
        line += word.len() + 1;
        body.push_str(if line > 66 { "\r\n" } else { " " });
        line = if line > 66 { 0 } else { line };
    }
    body.trim_end().to_owned() + "\r\n"
}

/// Bits from the library that is there anyway.
struct Device;

impl rsa::rand_core::RngCore for Device {
    fn next_u32(&mut self) -> u32 {
        self.next_u64() as u32
    }

    fn next_u64(&mut self) -> u64 {
        let mut octets = [0; 8];
        self.fill_bytes(&mut octets);
        u64::from_le_bytes(octets)
    }

    fn fill_bytes(&mut self, octets: &mut [u8]) {
        aws_lc_rs::rand::fill(octets).expect("the system gives random octets");
    }

    fn try_fill_bytes(&mut self, octets: &mut [u8]) -> Result<(), rsa::rand_core::Error> {
        self.fill_bytes(octets);
        Ok(())
    }
}

impl rsa::rand_core::CryptoRng for Device {}
