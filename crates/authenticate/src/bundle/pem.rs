//! A public key as openssl reads it (RFC 7468 §13).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// Characters of a line (RFC 7468 §2).
const LINE: usize = 64;

/// Writes a SubjectPublicKeyInfo.
pub(super) fn public_key(spki: &[u8]) -> String {
    let digits = STANDARD.encode(spki);
    let mut pem = String::from("-----BEGIN PUBLIC KEY-----\n");
    let mut rest = digits.as_str();
    while !rest.is_empty() {
        let (line, after) = rest.split_at(rest.len().min(LINE));
        pem.push_str(line);
        pem.push('\n');
        rest = after;
    }
    pem.push_str("-----END PUBLIC KEY-----\n");
    pem
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_64_long() {
        let check = |spki: &[u8], expect: &str| {
            let expect = format!("-----BEGIN PUBLIC KEY-----\n{expect}-----END PUBLIC KEY-----\n");
            assert_eq!(public_key(spki), expect);
        };
        check(b"", "");
        check(b"a", "YQ==\n");
        check(&[0; 48], &format!("{}\n", "A".repeat(64)));
        check(&[0; 51], &format!("{}\nAAAA\n", "A".repeat(64)));
    }
}
