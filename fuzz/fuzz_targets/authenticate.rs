//! Any mail is judged by any keys: raw, spelled in the words of signatures, and a
//! signed mail damaged in places. What is told can be marked, and a yes can be
//! checked again from the octets that are handed out for it.
#![no_main]

use std::sync::LazyLock;

use greffe_authenticate::{
    BodyResult, Circumstances, HeaderResult, Judgement, KeyBook, judge, named_digests, read_keys,
    signature_inputs,
};
use greffe_fuzz::{damage, spell};
use greffe_terms::Verdict;
use libfuzzer_sys::fuzz_target;

/// RFC 8463 appendix A.3, its keys below.
const SIGNED: &[u8] = include_bytes!("../../crates/authenticate/testdata/judging/rfc8463_a3.eml");
const KEYS: &str = "brisbane._domainkey.football.example.com\tv=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=
test._domainkey.football.example.com\tv=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQiY/J16JYi0Qvx/byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l/K4w3QIDAQAB
";

#[rustfmt::skip] // many to a line
const WORDS: &[&[u8]] = &[
    b"\r\n", b"\n", b"\r", b"\r\n\r\n", b"\r\n\t", b"\n ", b" ", b"\t", b"\0", b";", b"=", b":", b"@", b">",
    b"a", b"\xC3\xA9", b"From: joe@football.example.com\r\n", b"From: ", b"Sender: x@y.example\r\n",
    b"Subject: [list] Re: dinner\r\n", b"Subject :", b"To: suzie@shopping.example.net\r\n",
    b"Date: Fri, 11 Jul 2003 21:00:37 -0700\r\n", b"Content-Transfer-Encoding: quoted-printable\r\n",
    b"Content-Transfer-Encoding: base64\r\n", b"DKIM-Signature: ", b"DomainKey-Signature: ", b"v=1; ",
    b"v=0.5; ", b"v=2; ", b"a=rsa-sha256; ", b"a=rsa-sha1; ", b"a=ed25519-sha256; ", b"c=simple/relaxed; ",
    b"c=relaxed; ", b"c=nofws; ", b"q=dns; ", b"d=football.example.com; ", b"s=test; ", b"s=brisbane; ",
    b"i=joe=40football.example.com; ", b"h=from:to:subject:from; ", b"h=from; ", b"l=0; ", b"l=4; ",
    b"l=99999999999999999999999999; ", b"l=-1; ", b"t=1528637909; ", b"x=1; ",
    b"bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; ", b"bh=frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY=; ",
    b"bh=; ", b"b=YWJj", b"b=", b"From me\n", b">From me\n", b">>From me\n", b"_______\n", b"-- \n", b"=C3=A9=\n",
];

static BOOK: LazyLock<KeyBook> =
    LazyLock::new(|| KeyBook::supplied(read_keys(KEYS.as_bytes(), "RFC 8463", None).0));

fuzz_target!(|data: &[u8]| {
    read(data, &BOOK);
    let spelled = spell(data, WORDS);
    read(&spelled, &BOOK);
    let (edits, keys) = data.split_at(data.len().min(25));
    let (damaged, _) = damage(SIGNED.to_vec(), edits);
    read(&damaged, &BOOK);
    read(SIGNED, &KeyBook::new(read_keys(&[KEYS.as_bytes(), keys].concat(), "fuzz", None).0));
});

fn read(raw: &[u8], keys: &KeyBook) {
    let judgement = judge(raw, keys, &Circumstances::default());
    holds_together(raw, &judgement);
    for (nth, signature) in judgement.signatures.iter().enumerate() {
        let Some(inputs) = signature_inputs(raw, nth, keys) else {
            assert_eq!(signature.header, HeaderResult::Malformed);
            continue;
        };
        if signature.header == HeaderResult::Valid {
            let candidates = keys.candidates(&signature.domain, &signature.selector);
            let says_yes = |key: &greffe_authenticate::Candidate| {
                key.public_key().verify(inputs.algorithm, &inputs.digest, &inputs.signature)
            };
            assert!(candidates.keys().iter().any(says_yes), "what is handed out verifies");
        }
        if let (BodyResult::Matches, Some(octets)) = (signature.body, &inputs.body_octets) {
            assert_eq!(signature.signed_octets, Some(octets.len() as u64));
        }
    }
    named_digests(raw);
}

fn holds_together(raw: &[u8], judgement: &Judgement) {
    assert!(!judgement.reasons.is_empty() || judgement.verdict == Verdict::Verified);
    for signature in &judgement.signatures {
        assert!(raw.get(signature.field.clone()).is_some());
        assert!(raw.get(signature.signed_body.clone()).is_some());
        assert!(signature.signed_fields.iter().all(|span| raw.get(span.clone()).is_some()));
        assert!(signature.signed_octets.is_none_or(|signed| signed <= signature.body_octets));
        let is_proved = matches!(signature.verdict, Verdict::Verified | Verdict::PartlyVerified);
        assert!(!is_proved || signature.header == HeaderResult::Valid);
        assert!(!is_proved || signature.body != BodyResult::Differs);
        assert!(signature.verdict != Verdict::Mismatch || signature.key.is_some());
    }
    let outline = judgement.outline();
    assert_eq!(outline.verdict, judgement.verdict);
}
