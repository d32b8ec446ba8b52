//! A header field of tags whose last one is the signature over it (RFC 6376 §3.2, §3.5).

use super::canonical::Canonical;
use super::{Algorithm, Pair};
use crate::wire::base64;

/// Characters of base64 in a line.
const WIDTH: usize = 70;

/// Signs `inputs` and the field itself, and returns the field.
///
/// `tags` are written behind `name:` as they are and end before `b=`, which is
/// empty while it is signed (RFC 6376 §3.7).
pub(super) fn signed(
    name: &str,
    tags: &str,
    mut inputs: Vec<u8>,
    form: Canonical,
    (pair, algorithm): (&Pair, Algorithm),
) -> Vec<u8> {
    let mut field = format!("{name}: {tags}b=").into_bytes();
    let own = form.field(&field);
    inputs.extend_from_slice(own.strip_suffix(b"\r\n").unwrap_or(&own));
    push_folded(&pair.sign(algorithm, &inputs), &mut field);
    field.extend_from_slice(b"\r\n");
    field
}

/// Appends octets in base64, folded where a line is full.
pub(super) fn push_folded(octets: &[u8], out: &mut Vec<u8>) {
    let mut digits = Vec::new();
    base64::push(octets, &mut digits);
    for (at, line) in digits.chunks(WIDTH).enumerate() {
        if at > 0 {
            out.extend_from_slice(b"\r\n\t ");
        }
        out.extend_from_slice(line);
    }
}

/// Returns octets in base64, in one piece.
pub(super) fn base64_of(octets: &[u8]) -> String {
    let mut digits = Vec::new();
    base64::push(octets, &mut digits);
    digits.into_iter().map(char::from).collect()
}

/// Returns names for `h=`, folded after a few.
pub(super) fn list_of(names: &[String]) -> String {
    let lines: Vec<String> = names.chunks(6).map(|line| line.join(":")).collect();
    lines.join(":\r\n\t ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sign::Unsigned;
    use crate::sign::dkim::covered;
    use crate::sign::{Covers, canonical};

    /// RFC 8463 A.3: fields, body, tags, and what they are signed to.
    const FIELDS: &str = "From: Joe SixPack <joe@football.example.com>\r\n\
        To: Suzie Q <suzie@shopping.example.net>\r\n\
        Subject: Is dinner ready?\r\n\
        Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)\r\n\
        Message-ID: <20030712040037.46341.5F8J@football.example.com>\r\n";
    const BODY: &str = "Hi.\r\n\r\nWe lost the game.  Are you hungry yet?\r\n\r\nJoe.\r\n";
    const BODY_HASH: &str = "2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=";
    const SIGNATURE: &str =
        "/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11BusFa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==";

    #[test]
    fn the_example_of_rfc_8463_is_signed_as_printed() {
        let mail = Unsigned { fields: FIELDS.as_bytes(), body: BODY.as_bytes() };
        let algorithm = Algorithm::Ed25519Sha256;
        let body = Canonical::Relaxed.body(mail.body);
        assert_eq!(base64_of(algorithm.digest(&body).as_ref()), BODY_HASH);

        // The printed h= names From, Subject and Date once more, which adds nothing.
        let (names, inputs) = covered(mail.fields, Covers::Shown, Canonical::Relaxed);
        assert_eq!(names, ["From", "To", "Subject", "Date", "Message-ID"]);
        let tags = "v=1; a=ed25519-sha256; c=relaxed/relaxed;\r\n d=football.example.com; \
            i=@football.example.com;\r\n q=dns/txt; s=brisbane; t=1528637909; h=from : to :\r\n subject : \
            date : message-id : from : subject : date;\r\n bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;\r\n ";
        let pair = Pair::of_seed(&SEED).unwrap();
        let field = signed("DKIM-Signature", tags, inputs, Canonical::Relaxed, (&pair, algorithm));
        let text = String::from_utf8(field).unwrap();
        let (_, signature) = text.split_once("\r\n b=").unwrap();
        assert_eq!(signature.split_whitespace().collect::<String>(), SIGNATURE);
    }

    /// RFC 8463 A.2.
    const SEED: [u8; 32] = [
        0x9d, 0x61, 0xb1, 0x9d, 0xef, 0xfd, 0x5a, 0x60, 0xba, 0x84, 0x4a, 0xf4, 0x92, 0xec, 0x2c, 0xc4, 0x44,
        0x49, 0xc5, 0x69, 0x7b, 0x32, 0x69, 0x19, 0x70, 0x3b, 0xac, 0x03, 0x1c, 0xae, 0x7f, 0x60,
    ];

    #[test]
    fn long_values_fold_between_lines_of_seventy() {
        let check = |octets: usize, lines: usize| {
            let mut out = Vec::new();
            push_folded(&vec![7; octets], &mut out);
            let text = String::from_utf8(out).unwrap();
            assert_eq!(text.split("\r\n\t ").count(), lines);
            assert!(text.split("\r\n\t ").all(|line| line.len() <= WIDTH));
        };
        check(32, 1);
        check(256, 5);
        let names: Vec<String> = (0..8).map(|n| format!("N{n}")).collect();
        assert_eq!(list_of(&names), "N0:N1:N2:N3:N4:N5:\r\n\t N6:N7");
        assert_eq!(canonical::name_of(b"Subject : a"), b"Subject");
    }
}
