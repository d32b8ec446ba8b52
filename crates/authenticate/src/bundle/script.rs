//! The commands that check a signature again, for a shell with openssl.

use crate::keys::Algorithm;

/// What a signature needs to be checked again.
#[derive(Debug, Clone, Copy)]
pub(super) struct Recheck<'a> {
    /// `d=`.
    pub(super) domain: &'a str,
    /// `s=`.
    pub(super) selector: &'a str,
    /// `a=`.
    pub(super) algorithm: Algorithm,
    /// Where the body is.
    pub(super) body: BodyShown,
}

/// Where the covered body is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BodyShown {
    /// In a file of its own, with a hash of its own.
    Apart,
    /// Behind the header, signed in one with it (DomainKeys).
    WithHeader,
    /// It is not at hand as it was signed.
    Not,
    /// The signature is a seal, which is over fields of ARC alone.
    NoneSigned,
}

impl BodyShown {
    /// Returns the name of the file that holds what was signed.
    pub(super) fn signed_file(self) -> &'static str {
        match self {
            BodyShown::Apart | BodyShown::Not | BodyShown::NoneSigned => "header-octets",
            BodyShown::WithHeader => "signed-octets",
        }
    }
}

const OPENING: &str = r##"#!/bin/sh
# Checks one signature again with openssl alone.
set -u
LC_ALL=C
export LC_ALL
cd "$(dirname "$0")" || exit 2
status=0
"##;

const CLOSING: &str = "exit $status\n";

/// Writes the script.
pub(super) fn script(recheck: &Recheck<'_>) -> String {
    let mut script = String::from(OPENING);
    script.push_str(files(recheck.body));
    script.push_str(&key_needed(recheck));
    script.push_str(&signature_check(recheck));
    if recheck.body == BodyShown::Apart {
        script.push_str(&body_check(recheck.algorithm));
    }
    script.push_str(CLOSING);
    script
}

fn files(body: BodyShown) -> &'static str {
    match body {
        BodyShown::Apart => {
            "
# header-octets: the signed header fields in the form in which they were signed,
#   the signature's own field last, without what its b= says.
# body-octets: the covered octets of the body, likewise.
# signature.bin: what b= says, decoded.
# key.pem: the public key of key-record.txt.
"
        }
        BodyShown::WithHeader => {
            "
# signed-octets: header fields and body in the form in which they were signed.
# signature.bin: what b= says, decoded.
# key.pem: the public key of key-record.txt.
"
        }
        BodyShown::NoneSigned => {
            "
# header-octets: the sealed fields of ARC in the form in which they were sealed,
#   the seal's own field last, without what its b= says (RFC 8617, section 5.1.1).
# signature.bin: what b= says, decoded.
# key.pem: the public key of key-record.txt.
"
        }
        BodyShown::Not => {
            "
# header-octets: the signed header fields in the form in which they were signed,
#   the signature's own field last, without what its b= says.
# signature.bin: what b= says, decoded.
# key.pem: the public key of key-record.txt.
# The body is not at hand as it was signed: only the header can be checked.
"
        }
    }
}

/// Says what to do about a missing key, and where the domain published it.
fn key_needed(recheck: &Recheck<'_>) -> String {
    let name = format!("{}._domainkey.{}", recheck.selector, recheck.domain);
    // It is the signature's word, and would be read by a shell.
    let is_plain = |octet: u8| octet.is_ascii_alphanumeric() || matches!(octet, b'.' | b'-' | b'_');
    let asked = if name.bytes().all(is_plain) { format!(" (dig TXT {name})") } else { String::new() };
    format!(
        r##"
if [ ! -f key.pem ]; then
  echo "there is no key.pem: with the p= of the domain's key record{asked} in p.txt, run"
  echo "  openssl base64 -d -A -in p.txt | openssl pkey -pubin -inform DER -out key.pem"
  exit 2
fi
"##
    )
}

fn signature_check(recheck: &Recheck<'_>) -> String {
    let (file, hash) = (recheck.body.signed_file(), recheck.algorithm.hash());
    let command = match recheck.algorithm {
        // RFC 8463 §3: what is signed is the hash.
        Algorithm::Ed25519Sha256 => format!(
            "openssl dgst -sha256 -binary -out signed-hash {file}\n\
             openssl pkeyutl -verify -rawin -pubin -inkey key.pem -sigfile signature.bin -in signed-hash"
        ),
        Algorithm::RsaSha1 | Algorithm::RsaSha256 => {
            format!("openssl dgst -{hash} -verify key.pem -signature signature.bin {file}")
        }
    };
    format!("\necho \"{file}, signed with key.pem:\"\n{command} || status=1\n")
}

fn body_check(algorithm: Algorithm) -> String {
    format!(
        r##"
echo "body-octets, hash as signed (bh=):"
body_hash=$(openssl dgst -{} -binary body-octets | openssl base64 -A | tr -d '=')
if tr -d ' \t\r\n' <header-octets | grep -aqF "bh=$body_hash"; then
  echo "$body_hash OK"
else
  echo "$body_hash differs"
  status=1
fi
"##,
        algorithm.hash()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hostile_name_does_not_reach_the_shell() {
        let check = |domain: &str, expect: bool| {
            let (algorithm, body) = (Algorithm::RsaSha256, BodyShown::Apart);
            let script = script(&Recheck { domain, selector: "s1", algorithm, body });
            assert_eq!(script.contains(domain), expect, "{script}");
        };
        check("mail_1.example-a.org", true);
        for domain in ["$(reboot)", "a\nreboot", "a`reboot`", "a\"b", "a'b", "a b", "é.example"] {
            check(domain, false);
        }
    }
}
