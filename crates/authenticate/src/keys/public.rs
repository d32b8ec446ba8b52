//! One public key, however it is written, and the one question to it.
//!
//! Old keys are small, and a record may hold anything. A key that anybody can
//! sign for (exponent 1, an Ed25519 point of small order) is refused here; one
//! that somebody with means can sign for (512 bits) is not: what its signature
//! is worth, the judge says.

use std::fmt;
use std::sync::OnceLock;

use aws_lc_rs::digest::{self, Digest};
use aws_lc_rs::signature::{
    ED25519, ParsedPublicKey, RSA_PKCS1_1024_8192_SHA1_FOR_LEGACY_USE_ONLY,
    RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY,
};
use md5::{Digest as _, Md5};
use rsa::{BigUint, Pkcs1v15Sign, RsaPublicKey};

use super::algorithm::{Algorithm, KeyType};
use super::der::{self, Holds};

/// Smallest modulus that is taken for a key, in bits.
const MIN_BITS: u32 = 512;
/// Largest: one signature under it takes a few milliseconds.
const MAX_BITS: u32 = 16_384;
/// Longest exponent, in bits: what takes it is what both libraries take.
const MAX_EXPONENT_BITS: u32 = 33;

/// Why octets are no key that can be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum BadKey {
    /// Neither a SubjectPublicKeyInfo nor an RSAPublicKey.
    #[error("not a public key in DER")]
    NotDer,
    /// A SubjectPublicKeyInfo of another kind of key than the record says.
    #[error("a key of another kind than `k=` says")]
    OtherKind,
    /// An Ed25519 key is 32 octets (RFC 8463 §4).
    #[error("an ed25519 key of {0} octets instead of 32")]
    WrongLength(usize),
    /// Fewer than 512 bits.
    #[error("a modulus of {0} bits: too small")]
    ModulusTooSmall(u32),
    /// More than 16,384 bits.
    #[error("a modulus of {0} bits: too large")]
    ModulusTooLarge(u32),
    /// No product of two odd primes.
    #[error("an even modulus")]
    ModulusEven,
    /// Even, or 1: then every octet string is a signature of something.
    #[error("an exponent that makes no signature")]
    ExponentWeak,
    /// More than 33 bits.
    #[error("an exponent of {0} bits: too large")]
    ExponentTooLarge(u32),
    /// An Ed25519 point of small order, under which anybody can sign.
    #[error("an ed25519 point of small order")]
    SmallOrder,
}

/// A public key, read once.
///
/// Two are equal when they are the same key, however each was written.
pub struct PublicKey {
    numbers: Numbers,
    spki: Vec<u8>,
    trailing_octets: usize,
    names: OnceLock<Names>,
    /// Made when it is first asked: an archive knows more keys than it needs.
    verifiers: OnceLock<Verifiers>,
}

/// Hashes under which a key is known, in hexadecimal.
struct Names {
    sha256: String,
    md5: String,
    /// Of the key without what says of which kind it is.
    bare_sha256: String,
    bare_md5: String,
}

#[derive(Clone)]
enum Numbers {
    Rsa { modulus: Vec<u8>, exponent: Vec<u8> },
    Ed25519([u8; 32]),
}

enum Verifiers {
    /// aws-lc, once a hash: it binds the hash to the key.
    Fast {
        sha1: ParsedPublicKey,
        sha256: ParsedPublicKey,
    },
    /// What aws-lc refuses: under 1024 bits and over 8192.
    Any(RsaPublicKey),
    Ed25519(ParsedPublicKey),
    /// A library refused numbers that passed all checks here.
    None,
}

impl PublicKey {
    /// Reads the octets of `p=` as a key of the kind that `k=` says.
    ///
    /// An RSA key is a SubjectPublicKeyInfo, or a bare RSAPublicKey as many old
    /// records have it; an Ed25519 key is its 32 octets, or wrapped likewise.
    ///
    /// # Errors
    /// [`BadKey`]: why they are no key that can be asked.
    pub fn parse(octets: &[u8], key_type: KeyType) -> Result<PublicKey, BadKey> {
        match key_type {
            KeyType::Rsa => parse_rsa(octets),
            KeyType::Ed25519 => parse_ed25519(octets),
        }
    }

    /// Returns the RSA key of a modulus and an exponent, big-endian.
    ///
    /// # Errors
    /// [`BadKey`], as in [`PublicKey::parse`].
    pub fn from_rsa_numbers(modulus: &[u8], exponent: &[u8]) -> Result<PublicKey, BadKey> {
        let spki = der::write_rsa(modulus, exponent);
        parse_rsa(&spki)
    }

    /// Tells whether `signature` was made by this key over `digest`.
    ///
    /// `digest` is the hash of the signed octets under the algorithm's hash; an
    /// Ed25519 signature is over the octets of that hash (RFC 8463 §3). A digest
    /// of the wrong length, or an algorithm of another kind of key, is a no.
    pub fn verify(&self, algorithm: Algorithm, digest: &[u8], signature: &[u8]) -> bool {
        match (self.verifiers.get_or_init(|| self.verifiers_made()), algorithm) {
            (Verifiers::Fast { sha1, .. }, Algorithm::RsaSha1) => {
                is_signed(sha1, digest, &digest::SHA1_FOR_LEGACY_USE_ONLY, signature)
            }
            (Verifiers::Fast { sha256, .. }, Algorithm::RsaSha256) => {
                is_signed(sha256, digest, &digest::SHA256, signature)
            }
            (Verifiers::Any(key), Algorithm::RsaSha1 | Algorithm::RsaSha256) => {
                key.verify(padding(algorithm), digest, signature).is_ok()
            }
            (Verifiers::Ed25519(key), Algorithm::Ed25519Sha256) => {
                digest.len() == digest::SHA256_OUTPUT_LEN && key.verify_sig(digest, signature).is_ok()
            }
            _ => false,
        }
    }

    /// Returns what kind of key it is.
    pub fn key_type(&self) -> KeyType {
        match self.numbers {
            Numbers::Rsa { .. } => KeyType::Rsa,
            Numbers::Ed25519(_) => KeyType::Ed25519,
        }
    }

    /// Returns the length of the modulus in bits; 256 for Ed25519.
    pub fn bits(&self) -> u32 {
        match &self.numbers {
            Numbers::Rsa { modulus, .. } => bits(modulus),
            Numbers::Ed25519(_) => 256,
        }
    }

    /// Returns its SubjectPublicKeyInfo in canonical DER, however the record had it.
    pub fn spki(&self) -> &[u8] {
        &self.spki
    }

    /// Returns SHA-256 of [`spki`](Self::spki), in hexadecimal.
    pub fn spki_sha256(&self) -> &str {
        &self.names().sha256
    }

    /// Returns MD5 of [`spki`](Self::spki), in hexadecimal: the name under which
    /// some operators publish old private keys.
    pub fn spki_md5(&self) -> &str {
        &self.names().md5
    }

    /// Tells whether a hash in lower case hexadecimal, SHA-256 or MD5, names this key.
    ///
    /// Lists differ in what they hash: its SubjectPublicKeyInfo, or the octets of
    /// `p=`, which are the bare key in many old records and in all of Ed25519.
    pub fn is_named(&self, hash: &str) -> bool {
        self.all_names().contains(&hash)
    }

    /// Returns all hashes that name it.
    pub(super) fn all_names(&self) -> [&str; 4] {
        let Names { sha256, md5, bare_sha256, bare_md5 } = self.names();
        [sha256, md5, bare_sha256, bare_md5]
    }

    fn names(&self) -> &Names {
        self.names.get_or_init(|| {
            let bare = match &self.numbers {
                Numbers::Rsa { modulus, exponent } => der::write_bare_rsa(modulus, exponent),
                Numbers::Ed25519(key) => key.to_vec(),
            };
            Names {
                sha256: sha256(&self.spki),
                md5: hex(&Md5::digest(&self.spki)),
                bare_sha256: sha256(&bare),
                bare_md5: hex(&Md5::digest(&bare)),
            }
        })
    }

    /// Returns how many octets of the record follow the key and belong to nothing.
    pub fn trailing_octets(&self) -> usize {
        self.trailing_octets
    }

    fn verifiers_made(&self) -> Verifiers {
        let made = match &self.numbers {
            Numbers::Rsa { .. } if (1024..=8192).contains(&self.bits()) => self.fast().or_else(|| self.any()),
            Numbers::Rsa { .. } => self.any(),
            Numbers::Ed25519(key) => ParsedPublicKey::new(&ED25519, key).ok().map(Verifiers::Ed25519),
        };
        made.unwrap_or(Verifiers::None)
    }

    fn fast(&self) -> Option<Verifiers> {
        let sha1 = ParsedPublicKey::new(&RSA_PKCS1_1024_8192_SHA1_FOR_LEGACY_USE_ONLY, &self.spki).ok()?;
        let sha256 =
            ParsedPublicKey::new(&RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY, &self.spki).ok()?;
        Some(Verifiers::Fast { sha1, sha256 })
    }

    fn any(&self) -> Option<Verifiers> {
        let Numbers::Rsa { modulus, exponent } = &self.numbers else { return None };
        let (modulus, exponent) = (BigUint::from_bytes_be(modulus), BigUint::from_bytes_be(exponent));
        RsaPublicKey::new_with_max_size(modulus, exponent, MAX_BITS as usize).ok().map(Verifiers::Any)
    }
}

impl PartialEq for PublicKey {
    fn eq(&self, other: &Self) -> bool {
        self.spki == other.spki
    }
}

impl Eq for PublicKey {}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({}, {} bits, {})", self.key_type().as_str(), self.bits(), self.spki_sha256())
    }
}

fn parse_rsa(octets: &[u8]) -> Result<PublicKey, BadKey> {
    let (key, beyond) = match der::subject_public_key(octets) {
        Some((Holds::Rsa, key, beyond)) => (key, beyond.len()),
        Some(_) => return Err(BadKey::OtherKind),
        None => (octets, 0),
    };
    let (modulus, exponent, rest) = der::rsa_public_key(key).ok_or(BadKey::NotDer)?;
    check_numbers(modulus, exponent)?;
    Ok(PublicKey {
        spki: der::write_rsa(modulus, exponent),
        numbers: Numbers::Rsa { modulus: modulus.to_vec(), exponent: exponent.to_vec() },
        trailing_octets: beyond + rest.len(),
        names: OnceLock::new(),
        verifiers: OnceLock::new(),
    })
}

fn check_numbers(modulus: &[u8], exponent: &[u8]) -> Result<(), BadKey> {
    let is_odd = |number: &[u8]| number.last().is_some_and(|octet| octet & 1 == 1);
    match (bits(modulus), bits(exponent)) {
        (small @ ..MIN_BITS, _) => Err(BadKey::ModulusTooSmall(small)),
        (large, _) if large > MAX_BITS => Err(BadKey::ModulusTooLarge(large)),
        _ if !is_odd(modulus) => Err(BadKey::ModulusEven),
        (_, large) if large > MAX_EXPONENT_BITS => Err(BadKey::ExponentTooLarge(large)),
        _ if !is_odd(exponent) || exponent == [1] => Err(BadKey::ExponentWeak),
        _ => Ok(()),
    }
}

/// Returns the bits of a number without leading zeros.
fn bits(number: &[u8]) -> u32 {
    let Some(first) = number.first() else { return 0 };
    let octets = u32::try_from(number.len()).unwrap_or(u32::MAX / 8);
    octets.saturating_mul(8) - first.leading_zeros()
}

fn parse_ed25519(octets: &[u8]) -> Result<PublicKey, BadKey> {
    let (key, trailing_octets) = match der::subject_public_key(octets) {
        _ if octets.len() == 32 => (octets, 0),
        Some((Holds::Ed25519, key, beyond)) => (key, beyond.len()),
        Some(_) => return Err(BadKey::OtherKind),
        None => (octets, 0),
    };
    let key: [u8; 32] = key.try_into().map_err(|_| BadKey::WrongLength(key.len()))?;
    if has_small_order(&key) {
        return Err(BadKey::SmallOrder);
    }
    Ok(PublicKey {
        spki: der::write_ed25519(&key),
        numbers: Numbers::Ed25519(key),
        trailing_octets,
        names: OnceLock::new(),
        verifiers: OnceLock::new(),
    })
}

/// Tells whether a point has order 1, 2, 4 or 8.
///
/// Their y are 0, 1, -1 and the two of order 8, and what the first two are
/// congruent to within 255 bits (RFC 8032 §5.1.3 refuses those; libraries vary).
fn has_small_order(key: &[u8; 32]) -> bool {
    let mut y = *key;
    y[31] &= 0x7f;
    SMALL_ORDER.contains(&y)
}

/// Octets of y, little-endian, without the sign of x.
const SMALL_ORDER: [[u8; 32]; 7] = [
    [0; 32],
    {
        let mut one = [0; 32];
        one[0] = 1;
        one
    },
    little_endian_p(0xec),
    little_endian_p(0xed),
    little_endian_p(0xee),
    [
        0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98, 0xf0, 0xd5,
        0xdf, 0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53, 0xfc, 0x05,
    ],
    [
        0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67, 0x0f, 0x2a,
        0x20, 0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac, 0x03, 0x7a,
    ],
];

/// 2^255 - 19 has all bits set but in its lowest octet.
const fn little_endian_p(lowest: u8) -> [u8; 32] {
    let mut p = [0xff; 32];
    p[0] = lowest;
    p[31] = 0x7f;
    p
}

fn is_signed(
    key: &ParsedPublicKey,
    digest: &[u8],
    hash: &'static digest::Algorithm,
    signature: &[u8],
) -> bool {
    // "Less safe" is a digest that somebody else made; here it is the judge's own.
    Digest::import_less_safe(digest, hash)
        .is_ok_and(|digest| key.verify_digest_sig(&digest, signature).is_ok())
}

/// DigestInfo up to the digest (RFC 8017 §9.2, note 1).
fn padding(algorithm: Algorithm) -> Pkcs1v15Sign {
    const SHA1: &[u8] =
        &[0x30, 0x21, 0x30, 0x09, 0x06, 0x05, 0x2b, 0x0e, 0x03, 0x02, 0x1a, 0x05, 0x00, 0x04, 0x14];
    const SHA256: &[u8] = &[
        0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00,
        0x04, 0x20,
    ];
    let (prefix, length) = if algorithm == Algorithm::RsaSha1 { (SHA1, 20) } else { (SHA256, 32) };
    Pkcs1v15Sign { hash_len: Some(length), prefix: prefix.into() }
}

fn sha256(octets: &[u8]) -> String {
    hex(digest::digest(&digest::SHA256, octets).as_ref())
}

fn hex(octets: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
    octets.iter().flat_map(|octet| [digit(octet >> 4), digit(octet & 15)]).collect()
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use proptest::prelude::*;

    use super::*;

    /// Made with `openssl genpkey`, `dgst -sign` and `pkeyutl -sign`: name,
    /// algorithm, SubjectPublicKeyInfo (Ed25519: key), digest, signature.
    const SIGNATURES: &str = include_str!("../../testdata/keys/signatures.tsv");

    struct Vector {
        name: &'static str,
        algorithm: Algorithm,
        octets: Vec<u8>,
        digest: Vec<u8>,
        signature: Vec<u8>,
    }

    fn vectors() -> Vec<Vector> {
        let unhex = |hex: &str| {
            let pairs = hex.as_bytes().chunks(2);
            pairs
                .map(|pair| u8::from_str_radix(str::from_utf8(pair).expect("hex"), 16).expect("hex"))
                .collect()
        };
        let vector = |line: &'static str| {
            let cells: Vec<&str> = line.split('\t').collect();
            let [name, algorithm, octets, digest, signature] = cells[..] else { panic!("{line}") };
            let unbase64 = |text: &str| STANDARD.decode(text).expect("base64");
            Vector {
                name,
                algorithm: algorithm.parse().expect("an algorithm"),
                octets: unbase64(octets),
                digest: unhex(digest),
                signature: unbase64(signature),
            }
        };
        SIGNATURES.lines().map(vector).collect()
    }

    fn key(vector: &Vector) -> PublicKey {
        PublicKey::parse(&vector.octets, vector.algorithm.key_type()).expect(vector.name)
    }

    #[test]
    fn keys_of_all_sizes_tell_their_signatures() {
        for vector in vectors() {
            let Vector { name, algorithm, digest, signature, .. } = &vector;
            let key = key(&vector);
            assert!(key.verify(*algorithm, digest, signature), "{name} {algorithm}");
            let others = Algorithm::ALL.into_iter().filter(|other| other != algorithm);
            for other in others {
                assert!(!key.verify(other, digest, signature), "{name} {algorithm} as {other}");
            }
            let mut bent = signature.clone();
            bent[20] ^= 1;
            assert!(!key.verify(*algorithm, digest, &bent), "{name}: another signature");
            assert!(!key.verify(*algorithm, digest, &signature[1..]), "{name}: a short signature");
            assert!(!key.verify(*algorithm, digest, &[]), "{name}: no signature");
            assert!(!key.verify(*algorithm, &digest[1..], signature), "{name}: a short digest");
            let mut bent = digest.clone();
            bent[0] ^= 1;
            assert!(!key.verify(*algorithm, &bent, signature), "{name}: another digest");
            let bits = name.split(' ').next().and_then(|bits| bits.parse().ok()).unwrap_or(256);
            assert_eq!(key.bits(), bits, "{name}");
        }
    }

    #[test]
    fn a_key_is_the_same_however_it_is_written() {
        for vector in vectors() {
            let key_type = vector.algorithm.key_type();
            let plain = key(&vector);
            let info = plain.spki().to_vec();
            let (_, bare, _) = der::subject_public_key(&info).expect("its own info");
            let mut trailing = info.clone();
            trailing.extend_from_slice(b"\0\0\0");
            for (octets, beyond) in [(info.as_slice(), 0), (bare, 0), (&trailing, 3)] {
                let read = PublicKey::parse(octets, key_type).expect(vector.name);
                assert_eq!((&read, read.trailing_octets()), (&plain, beyond), "{}", vector.name);
                assert!(read.verify(vector.algorithm, &vector.digest, &vector.signature), "{}", vector.name);
                assert!(
                    read.is_named(&hex(&Md5::digest(&octets[..octets.len() - beyond]))),
                    "{}",
                    vector.name
                );
                assert!(read.is_named(&sha256(&octets[..octets.len() - beyond])), "{}", vector.name);
            }
            assert!(!plain.is_named(&sha256(b"another")), "{}", vector.name);
        }
    }

    #[test]
    fn what_is_no_key_is_told_from_a_bad_one() {
        let check = |modulus: &[u8], exponent: &[u8], expect: BadKey| {
            assert_eq!(PublicKey::from_rsa_numbers(modulus, exponent), Err(expect), "{expect}");
        };
        let modulus = |octets: usize, last: u8| [vec![0xc5; octets - 1], vec![last]].concat();
        let huge_exponent = [vec![1], vec![0; 511], vec![1]].concat();
        check(&modulus(63, 1), &[3], BadKey::ModulusTooSmall(504));
        check(&modulus(2049, 1), &[3], BadKey::ModulusTooLarge(16_392));
        check(&modulus(128, 2), &[3], BadKey::ModulusEven);
        check(&modulus(128, 1), &[1], BadKey::ExponentWeak);
        check(&modulus(128, 1), &[2], BadKey::ExponentWeak);
        check(&modulus(128, 1), &[0], BadKey::ExponentWeak);
        check(&modulus(128, 1), &huge_exponent, BadKey::ExponentTooLarge(4097));
        check(&[], &[3], BadKey::ModulusTooSmall(0));
        assert!(PublicKey::from_rsa_numbers(&modulus(2048, 1), &[1, 0, 1]).is_ok());
        assert!(PublicKey::from_rsa_numbers(&modulus(64, 1), &[1, 255, 255, 255, 255]).is_ok());
    }

    #[test]
    fn octets_of_another_kind_are_refused() {
        let check = |octets: &[u8], key_type: KeyType, expect: BadKey| {
            assert_eq!(PublicKey::parse(octets, key_type), Err(expect), "{octets:02x?}");
        };
        let ed25519 = vectors().pop().expect("the last is Ed25519");
        let info = key(&ed25519).spki().to_vec();
        check(&info, KeyType::Rsa, BadKey::OtherKind);
        check(&der::write_rsa(&[0xc5; 128], &[3]), KeyType::Ed25519, BadKey::OtherKind);
        check(&[1; 31], KeyType::Ed25519, BadKey::WrongLength(31));
        check(&[], KeyType::Ed25519, BadKey::WrongLength(0));
        check(b"neither", KeyType::Rsa, BadKey::NotDer);
        check(&[], KeyType::Rsa, BadKey::NotDer);
    }

    #[test]
    fn points_of_small_order_are_refused() {
        for y in SMALL_ORDER {
            for sign in [0, 0x80] {
                let mut point = y;
                point[31] |= sign;
                let read = PublicKey::parse(&point, KeyType::Ed25519);
                assert_eq!(read, Err(BadKey::SmallOrder), "{point:02x?}");
            }
        }
        let [.., of_order_8, opposite] = SMALL_ORDER;
        let sums = of_order_8.iter().zip(opposite).map(|(one, other)| u16::from(*one) + u16::from(other));
        let carried = sums.fold((0, Vec::new()), |(carry, mut octets), sum| {
            octets.push((sum + carry) as u8);
            ((sum + carry) >> 8, octets)
        });
        assert_eq!(carried, (0, little_endian_p(0xed).to_vec()), "y and p - y");
    }

    proptest! {
        #[test]
        fn any_octets_are_read_or_refused(
            octets in proptest::collection::vec(any::<u8>(), 0..300),
            signature in proptest::collection::vec(any::<u8>(), 0..300),
        ) {
            for algorithm in Algorithm::ALL {
                if let Ok(key) = PublicKey::parse(&octets, algorithm.key_type()) {
                    prop_assert!(!key.verify(algorithm, &[7; 32], &signature));
                }
            }
        }

        #[test]
        fn odd_numbers_are_asked_without_harm(
            modulus in proptest::collection::vec(any::<u8>(), 64..140),
            exponent in proptest::collection::vec(any::<u8>(), 1..6),
            signature in proptest::collection::vec(any::<u8>(), 64..140),
        ) {
            if let Ok(key) = PublicKey::from_rsa_numbers(&modulus, &exponent) {
                prop_assert!(!key.verify(Algorithm::RsaSha1, &[7; 20], &signature));
            }
        }
    }
}
