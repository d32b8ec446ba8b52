//! A lost public key, computed from signatures that it made.
//!
//! The one idea: for two RSA PKCS#1 v1.5 signatures s of messages m under one
//! key (RFC 8017 §8.2.2), the modulus n divides both s^e − m, so it is their
//! greatest common divisor but for small factors. With e = 65537 these numbers
//! have 67 million bits (RSA-1024) or 134 million (RSA-2048).
//!
//! What comes out proves itself: every signature is checked against it. It
//! shows that *one key* signed all these, not whose key that was.
//!
//! Tried, and measured once by hand: the NTT and Toom-3 products of `dashu-int`
//! alone took 51 s for RSA-1024, where the products of [`products`] took 11 s
//! (`benches/recovery.rs` measures these). No permissive library has a fast
//! divisor of huge numbers, so [`divisor`] is ours. No cheaper way is
//! known to us: relations between the padded messages would have to be found
//! among numbers that look random, and e cannot be divided.

mod divisor;
mod products;

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use dashu_int::UBig;
use dashu_int::fast_div::ConstDivisor;
use dashu_int::ops::BitTest;

use divisor::Divisor;

/// Small exponents cost milliseconds; nearly all keys have the last one.
const EXPONENTS: [u32; 3] = [3, 17, 65537];

/// Pairs that are tried with each exponent: one altered header spoils a pair.
const MAX_PAIRS: usize = 6;

/// Lengths of signatures, in octets, that are worked on: 512 to 2,048 bits.
const SIZES: std::ops::RangeInclusive<usize> = 64..=256;

/// A modulus has no smaller factor; what a divisor has besides it mostly does.
const SMALL_FACTORS_BELOW: u32 = 1 << 16;

/// `DigestInfo` before the digest, for SHA-1 and SHA-256 (RFC 8017 §9.2, note 1).
const SHA1_INFO: &[u8] = &[0x30, 0x21, 0x30, 9, 6, 5, 0x2b, 14, 3, 2, 26, 5, 0, 4, 20];
const SHA256_INFO: &[u8] = &[0x30, 0x31, 0x30, 13, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1, 5, 0, 4, 32];

/// A signature and the digest of what it was made over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedDigest {
    /// The octets of `b=`.
    pub signature: Vec<u8>,
    /// SHA-1 (20 octets) or SHA-256 (32) of the canonical header octets.
    pub digest: Vec<u8>,
}

/// A public key that signatures have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recovered {
    /// The modulus, big-endian, without leading zeros.
    pub modulus: Vec<u8>,
    /// The public exponent.
    pub exponent: u32,
    /// Length of the modulus.
    pub bits: u32,
    /// How many of the signatures verify under it.
    pub verified: usize,
    /// How many were given.
    pub of: usize,
}

/// Why no key was recovered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotRecovered {
    /// Fewer than two different signatures of one length.
    #[error("a key needs two different signatures of one length")]
    TooFew,
    /// None is RSA of 512 to 2,048 bits.
    #[error("only RSA signatures of 512 to 2,048 bits can be worked on")]
    Size,
    /// The pairs that were tried have no key in common.
    #[error("the pairs tried have no key in common: altered headers, or another exponent")]
    NothingInCommon,
    /// The caller broke off.
    #[error("broken off")]
    Stopped,
}

/// Computes the key that signatures of one (domain, selector) have in common.
///
/// `tell` hears the share done of the pair under work, 0 to 1, and may break
/// off. One pair of RSA-2048 takes about half a minute of CPU and 0.6 GB.
///
/// # Errors
/// Says why there is none; that a pair gives nothing only means that one of the
/// two was altered or made by another key.
pub fn recover(
    signed: &[SignedDigest],
    tell: &mut dyn FnMut(f32) -> ControlFlow<()>,
) -> Result<Recovered, NotRecovered> {
    let usable = usable(signed)?;
    for exponent in EXPONENTS {
        for (one, other) in pairs(&usable) {
            let mut work = Divisor::new(tell);
            let common = work.common(&powered(one, exponent, &work), &powered(other, exponent, &work));
            if work.stopped() {
                return Err(NotRecovered::Stopped);
            }
            let modulus = common.map(without_small_factors);
            if let Some(found) = modulus.and_then(|modulus| proven(modulus, exponent, &usable, signed.len()))
            {
                return Ok(found);
            }
        }
    }
    Err(NotRecovered::NothingInCommon)
}

/// A signature and its padded message, as integers.
struct Signed {
    signature: UBig,
    message: UBig,
    octets: usize,
}

/// The signatures of the most frequent length, in order of size, each once.
fn usable(signed: &[SignedDigest]) -> Result<Vec<Signed>, NotRecovered> {
    let mut by_length: BTreeMap<usize, Vec<Signed>> = BTreeMap::new();
    for SignedDigest { signature, digest } in signed {
        let Some(message) = padded(digest, signature.len()) else { continue };
        let number = UBig::from_be_bytes(signature);
        let of_length = by_length.entry(signature.len()).or_default();
        of_length.push(Signed { signature: number, message, octets: signature.len() });
    }
    let most = by_length.into_values().max_by_key(Vec::len).ok_or(NotRecovered::Size)?;
    let mut most: Vec<Signed> = most.into_iter().filter(|signed| signed.signature.bit_len() > 256).collect();
    most.sort_by(|one, other| one.signature.cmp(&other.signature));
    most.dedup_by(|one, other| one.signature == other.signature);
    if most.len() < 2 { Err(NotRecovered::TooFew) } else { Ok(most) }
}

/// EMSA-PKCS1-v1_5 (RFC 8017 §9.2) of a digest whose length tells its hash.
fn padded(digest: &[u8], octets: usize) -> Option<UBig> {
    let info = match digest.len() {
        20 => SHA1_INFO,
        32 => SHA256_INFO,
        _ => return None,
    };
    if !SIZES.contains(&octets) {
        return None;
    }
    let mut block = vec![0xff; octets];
    let info_at = octets - info.len() - digest.len();
    block[0] = 0;
    block[1] = 1;
    block[info_at - 1] = 0;
    block[info_at..info_at + info.len()].copy_from_slice(info);
    block[octets - digest.len()..].copy_from_slice(digest);
    Some(UBig::from_be_bytes(&block))
}

/// Neighbours in size: the more alike two numbers are, the cheaper their first
/// division. Each signature in one pair, then in another.
fn pairs(usable: &[Signed]) -> impl Iterator<Item = (&Signed, &Signed)> {
    let neighbours = |from: usize| usable.get(from..).unwrap_or_default().chunks_exact(2);
    let pairs = neighbours(0).chain(neighbours(1)).map(|pair| (&pair[0], &pair[1]));
    pairs.take(MAX_PAIRS)
}

/// s^e − m, which the modulus divides. All these exponents are 2^k + 1.
fn powered(signed: &Signed, exponent: u32, work: &Divisor<'_>) -> UBig {
    let mut power = signed.signature.clone();
    for _ in 0..exponent.ilog2() {
        power = work.products().square(&power);
    }
    work.products().product(&power, &signed.signature) - &signed.message
}

fn without_small_factors(mut number: UBig) -> UBig {
    for factor in (2..SMALL_FACTORS_BELOW).filter(|n| *n == 2 || n % 2 == 1) {
        while !number.is_zero() && &number % factor == 0 {
            number /= factor;
        }
    }
    number
}

/// Accepts a modulus only if two signatures or more verify under it.
fn proven(modulus: UBig, exponent: u32, usable: &[Signed], of: usize) -> Option<Recovered> {
    let octets = usable.first()?.octets;
    let bits = modulus.bit_len();
    if !(octets * 8 - 7..=octets * 8).contains(&bits) {
        return None;
    }
    let ring = ConstDivisor::new(modulus.clone());
    let e = UBig::from(exponent);
    let verifies = |signed: &&Signed| {
        signed.signature < modulus
            && ring.reduce(signed.signature.clone()).pow(&e).residue() == signed.message
    };
    let verified = usable.iter().filter(verifies).count();
    let modulus = modulus.to_be_bytes().into_vec();
    (verified >= 2).then_some(Recovered { modulus, exponent, bits: bits as u32, verified, of })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rsa::traits::PublicKeyParts;
    use rsa::{BigUint, Pkcs1v15Sign, RsaPrivateKey};

    const NEVER: fn(f32) -> ControlFlow<()> = |_| ControlFlow::Continue(());

    fn key(exponent: u32) -> RsaPrivateKey {
        RsaPrivateKey::new_with_exp(&mut Counter(7), 512, &BigUint::from(exponent)).expect("a key")
    }

    /// A reproducible source of bits: these keys protect nothing.
    struct Counter(u64);

    impl rsa::rand_core::RngCore for Counter {
        fn next_u32(&mut self) -> u32 {
            self.next_u64() as u32
        }

        fn next_u64(&mut self) -> u64 {
            // SplitMix64 (Steele, Lea, Flood 2014).
            self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            mixed ^ (mixed >> 31)
        }

        fn fill_bytes(&mut self, octets: &mut [u8]) {
            octets.iter_mut().for_each(|octet| *octet = self.next_u64() as u8);
        }

        fn try_fill_bytes(&mut self, octets: &mut [u8]) -> Result<(), rsa::rand_core::Error> {
            self.fill_bytes(octets);
            Ok(())
        }
    }

    impl rsa::rand_core::CryptoRng for Counter {}

    fn signed(key: &RsaPrivateKey, count: u8) -> Vec<SignedDigest> {
        let one = |n: u8| {
            let (digest, scheme) =
                if n.is_multiple_of(2) { (vec![n; 20], SHA1_INFO) } else { (vec![n; 32], SHA256_INFO) };
            let scheme = Pkcs1v15Sign { hash_len: Some(digest.len()), prefix: scheme.into() };
            SignedDigest { signature: key.sign(scheme, &digest).expect("signs"), digest }
        };
        (0..count).map(one).collect()
    }

    #[test]
    fn two_signatures_give_the_key() {
        for exponent in [3, 17] {
            let key = key(exponent);
            let found = recover(&signed(&key, 2), &mut { NEVER }).expect("a key");
            assert_eq!((found.exponent, found.verified, found.of), (exponent, 2, 2));
            assert_eq!(BigUint::from_bytes_be(&found.modulus), *key.n());
        }
    }

    #[test]
    fn altered_headers_only_spoil_their_pairs() {
        let key = key(17);
        let mut signed = signed(&key, 8);
        for altered in [1, 4] {
            signed[altered].digest[0] ^= 1;
        }
        let found = recover(&signed, &mut { NEVER }).expect("a key");
        assert_eq!((found.verified, found.of), (6, 8));
    }

    #[test]
    fn what_has_no_key_in_common_gives_none() {
        let mut signed = signed(&key(3), 2);
        assert_eq!(recover(&signed[..1], &mut { NEVER }), Err(NotRecovered::TooFew));
        assert_eq!(recover(&[], &mut { NEVER }), Err(NotRecovered::Size));
        assert_eq!(recover(&signed, &mut |_| ControlFlow::Break(())), Err(NotRecovered::Stopped));
        for SignedDigest { signature, .. } in &mut signed {
            signature.resize(600, 1);
        }
        assert_eq!(recover(&signed, &mut { NEVER }), Err(NotRecovered::Size));
    }
}
