//! As much DER as a public key is made of (ITU-T X.690): read without trust,
//! written in the one canonical way.
//!
//! The reader is a little laxer than DER (a length in more octets than needed,
//! an integer without its leading zero): old records are what they are, and a
//! number is a number. Indefinite lengths are refused.

pub(super) const INTEGER: u8 = 0x02;
pub(super) const BIT_STRING: u8 = 0x03;
pub(super) const SEQUENCE: u8 = 0x30;
const OBJECT_ID: u8 = 0x06;

/// 1.2.840.113549.1.1.1, rsaEncryption (RFC 8017 A.1).
const RSA_ENCRYPTION: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01];
/// 1.3.101.112, id-Ed25519 (RFC 8410 §3).
const ED25519: &[u8] = &[0x2b, 0x65, 0x70];
const NULL: &[u8] = &[0x05, 0x00];

/// Which key a SubjectPublicKeyInfo says it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    Rsa,
    Ed25519,
    Other,
}

/// Splits the first element off: its content and what follows it.
pub(super) fn element(input: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (found, rest) = input.split_first()?;
    let (first, rest) = rest.split_first()?;
    let (length, rest) = match *first {
        short @ 0..=0x7f => (usize::from(short), rest),
        long @ 0x81..=0x84 => {
            let (octets, rest) = rest.split_at_checked(usize::from(long & 0x7f))?;
            (octets.iter().fold(0, |length, octet| (length << 8) | usize::from(*octet)), rest)
        }
        _ => return None,
    };
    let split = rest.split_at_checked(length)?;
    (*found == tag).then_some(split)
}

/// Reads a SubjectPublicKeyInfo (RFC 5280 §4.1.2.7): whose key, its octets, and what follows.
pub(super) fn subject_public_key(input: &[u8]) -> Option<(Holds, &[u8], &[u8])> {
    let (info, rest) = element(input, SEQUENCE)?;
    let (algorithm, info) = element(info, SEQUENCE)?;
    let (bits, _) = element(info, BIT_STRING)?;
    let (object_id, _) = element(algorithm, OBJECT_ID)?;
    let holds = match object_id {
        RSA_ENCRYPTION => Holds::Rsa,
        ED25519 => Holds::Ed25519,
        _ => Holds::Other,
    };
    // The first octet counts unused bits; a key has none.
    let (0, octets) = bits.split_first()? else { return None };
    Some((holds, octets, rest))
}

/// Reads an RSAPublicKey (RFC 8017 A.1.1): modulus, exponent, and what follows.
/// Both without leading zeros.
pub(super) fn rsa_public_key(input: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let (numbers, rest) = element(input, SEQUENCE)?;
    let (modulus, numbers) = element(numbers, INTEGER)?;
    let (exponent, _) = element(numbers, INTEGER)?;
    Some((unpadded(modulus), unpadded(exponent), rest))
}

fn unpadded(number: &[u8]) -> &[u8] {
    let zeros = number.iter().take_while(|octet| **octet == 0).count();
    number.get(zeros..).unwrap_or_default()
}

/// Writes the SubjectPublicKeyInfo of an RSA key.
pub(super) fn write_rsa(modulus: &[u8], exponent: &[u8]) -> Vec<u8> {
    let algorithm = [write(OBJECT_ID, RSA_ENCRYPTION), NULL.to_vec()].concat();
    write_info(&algorithm, &write_bare_rsa(modulus, exponent))
}

/// Writes the RSAPublicKey alone.
pub(super) fn write_bare_rsa(modulus: &[u8], exponent: &[u8]) -> Vec<u8> {
    write(SEQUENCE, &[positive(modulus), positive(exponent)].concat())
}

/// Writes the SubjectPublicKeyInfo of an Ed25519 key.
pub(super) fn write_ed25519(key: &[u8; 32]) -> Vec<u8> {
    write_info(&write(OBJECT_ID, ED25519), key)
}

fn write_info(algorithm: &[u8], key: &[u8]) -> Vec<u8> {
    let bits = [&[0], key].concat();
    write(SEQUENCE, &[write(SEQUENCE, algorithm), write(BIT_STRING, &bits)].concat())
}

fn positive(number: &[u8]) -> Vec<u8> {
    let pad: &[u8] = if number.first().is_none_or(|octet| *octet >= 0x80) { &[0] } else { &[] };
    write(INTEGER, &[pad, number].concat())
}

fn write(tag: u8, content: &[u8]) -> Vec<u8> {
    let mut octets = vec![tag];
    let length = content.len().to_be_bytes();
    match u8::try_from(content.len()) {
        Ok(short @ 0..=0x7f) => octets.push(short),
        _ => {
            let needed = unpadded(&length);
            octets.push(0x80 | needed.len() as u8);
            octets.extend_from_slice(needed);
        }
    }
    octets.extend_from_slice(content);
    octets
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn elements_end_where_they_say() {
        let check = |input: &[u8], expect: Option<(&[u8], &[u8])>| {
            assert_eq!(element(input, SEQUENCE), expect, "{input:02x?}");
        };
        check(&[0x30, 1, 7, 9], Some((&[7], &[9])));
        check(&[0x30, 0], Some((&[], &[])));
        check(&[0x30, 0x81, 1, 7], Some((&[7], &[])));
        check(&[0x30, 0x82, 0, 1, 7, 8], Some((&[7], &[8])));
        check(&[0x30, 2, 7], None);
        check(&[0x31, 1, 7], None);
        check(&[0x30, 0x80, 7, 0, 0], None);
        check(&[0x30, 0x84, 0xff, 0xff, 0xff, 0xff, 7], None);
        check(&[0x30, 0x85, 0, 0, 0, 0, 1, 7], None);
        check(&[0x30], None);
        check(&[], None);
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(
            modulus in proptest::collection::vec(any::<u8>(), 1..600),
            exponent in proptest::collection::vec(any::<u8>(), 1..9),
        ) {
            let info = write_rsa(&modulus, &exponent);
            let (holds, key, rest) = subject_public_key(&info).expect("just written");
            prop_assert_eq!((holds, rest), (Holds::Rsa, &[][..]));
            prop_assert_eq!(rsa_public_key(key), Some((unpadded(&modulus), unpadded(&exponent), &[][..])));
        }

        #[test]
        fn any_octets_are_read_or_refused(input in proptest::collection::vec(any::<u8>(), 0..200)) {
            subject_public_key(&input);
            rsa_public_key(&input);
        }
    }
}
