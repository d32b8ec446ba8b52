//! How long a lost key takes: `cargo bench -p greffe-authenticate --bench recovery`.
//!
//! Makes a key, two signatures, forgets the key and computes it again. Gates nothing.

#![allow(clippy::print_stdout)]

use std::ops::ControlFlow;
use std::time::Instant;

use greffe_authenticate::{SignedDigest, recover};
use rsa::traits::PublicKeyParts;
use rsa::{Pkcs1v15Sign, RsaPrivateKey};

/// `DigestInfo` of SHA-256 (RFC 8017 §9.2, note 1).
const SHA256_INFO: &[u8] = &[0x30, 0x31, 0x30, 13, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1, 5, 0, 4, 32];

fn main() {
    for bits in [512, 1024, 2048] {
        let key = RsaPrivateKey::new(&mut Device, bits).expect("a key");
        let signed: Vec<_> = (0..2).map(|n| signed(&key, n)).collect();
        let started = Instant::now();
        let found = recover(&signed, &mut |_| ControlFlow::Continue(())).expect("a key in common");
        assert_eq!(found.modulus, key.n().to_bytes_be(), "the key itself");
        println!("RSA-{bits}, e = {}: {:.1} s", found.exponent, started.elapsed().as_secs_f64());
    }
}

fn signed(key: &RsaPrivateKey, n: u8) -> SignedDigest {
    let digest = vec![n; 32];
    let scheme = Pkcs1v15Sign { hash_len: Some(digest.len()), prefix: SHA256_INFO.into() };
    SignedDigest { signature: key.sign(scheme, &digest).expect("signs"), digest }
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
        aws_lc_rs::rand::fill(octets).expect("random octets");
    }

    fn try_fill_bytes(&mut self, octets: &mut [u8]) -> Result<(), rsa::rand_core::Error> {
        self.fill_bytes(octets);
        Ok(())
    }
}

impl rsa::rand_core::CryptoRng for Device {}
