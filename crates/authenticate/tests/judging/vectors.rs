//! Signed mails that others published with their keys.

use greffe_authenticate::{
    BodyResult, ChainResult, Circumstances, HeaderResult, KeyBook, Repair, judge, read_keys,
};
use greffe_terms::{Reason, Verdict};

use crate::corpora;

/// RFC 6376 appendix A.2, the key from appendix C.
const RFC_6376: &str = include_str!("../../testdata/judging/rfc6376_a2.eml");
const RFC_6376_KEY: &str = "brisbane._domainkey.example.com\tv=DKIM1; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDwIRP/UC3SBsEmGqZ9ZJW3/DkMoGeLnQg1fWn7/zYtIxN2SnFCjxOCKG9v3b4jYfcTNh5ijSsq631uBItLa7od+v/RtdC2UzJ1lWT947qR+Rcac2gbto/NMqJ0fzfVjH4OuKhitdY9tf6mcwGjaNBcWToIMmPSPDdQPNUYckcQ2QIDAQAB";

/// RFC 8463 appendix A.3, the keys from appendix A.2.
const RFC_8463: &str = include_str!("../../testdata/judging/rfc8463_a3.eml");
const RFC_8463_KEYS: &str = "brisbane._domainkey.football.example.com\tv=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=
test._domainkey.football.example.com\tv=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQiY/J16JYi0Qvx/byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l/K4w3QIDAQAB";

fn supplied(keys: &str) -> KeyBook {
    KeyBook::supplied(read_keys(keys.as_bytes(), "RFC", None).0)
}

#[test]
fn the_vectors_of_the_rfcs_verify() {
    let check = |mail: &str, keys: &str, count: usize| {
        for (mail, has_crlf) in [(mail.to_owned(), false), (mail.replace('\n', "\r\n"), true)] {
            let judgement = judge(mail.as_bytes(), &supplied(keys), &Circumstances::default());
            assert_eq!(judgement.verdict, Verdict::Verified, "{:?}", judgement.reasons);
            assert_eq!(judgement.signatures.len(), count);
            for signature in &judgement.signatures {
                assert_eq!(signature.header, HeaderResult::Valid);
                assert_eq!(signature.body, BodyResult::Matches);
                let repairs: Vec<Repair> = signature.repairs.iter().map(|made| made.repair).collect();
                assert_eq!(repairs.is_empty(), has_crlf, "{repairs:?}");
            }
            assert_eq!(judgement.reasons.contains(&Reason::LineEndsRepaired), !has_crlf);
        }
    };
    check(RFC_6376, RFC_6376_KEY, 1);
    check(RFC_8463, RFC_8463_KEYS, 2);
}

#[test]
fn one_octet_more_and_they_do_not() {
    let check = |from: &str, to: &str, header: HeaderResult, body: BodyResult| {
        let mail = RFC_8463.replacen(from, to, 1);
        let judgement = judge(mail.as_bytes(), &supplied(RFC_8463_KEYS), &Circumstances::default());
        assert_eq!(judgement.verdict, Verdict::Mismatch, "{from:?}");
        for signature in &judgement.signatures {
            assert_eq!((signature.header, signature.body), (header, body), "{from:?}");
        }
    };
    check("dinner", "dinners", HeaderResult::Invalid, BodyResult::Matches);
    check("lost the game", "won the game", HeaderResult::Valid, BodyResult::Differs);
}

/// Samples of mail-auth: a file begins with its keys, an empty line after them.
#[test]
fn samples_of_mail_auth_verify() {
    let Some(folder) = corpora::folder("mail-auth/resources/dkim") else { return };
    for (file, expect) in [
        ("001.txt", Verdict::Verified),
        ("002.txt", Verdict::Verified),
        // Signed for the list, by the list.
        ("003.txt", Verdict::Unproven),
        ("004.txt", Verdict::Verified),
        ("005.txt", Verdict::Verified),
        ("006.txt", Verdict::Verified),
    ] {
        let text = std::fs::read_to_string(folder.join(file)).expect("a sample");
        let (keys, mail) = text.split_once("\n\n").expect("keys, then a mail");
        let judgement = judge(mail.as_bytes(), &supplied(keys), &Circumstances::default());
        let is_valid = judgement.signatures.iter().any(|signature| {
            signature.header == HeaderResult::Valid && signature.body == BodyResult::Matches
        });
        assert!(is_valid, "{file}: {:?}", judgement.signatures);
        assert_eq!(judgement.verdict, expect, "{file}: {:?}", judgement.reasons);
    }
}

/// Chains of mail-auth, in files of the same form.
#[test]
fn chains_of_mail_auth_hold() {
    let Some(folder) = corpora::folder("mail-auth/resources/arc") else { return };
    for (file, sets, verdict) in [
        // A list changed it, and its seal says what it was before.
        ("001.txt", 1, Verdict::Mismatch),
        ("002.txt", 2, Verdict::Verified),
    ] {
        let text = std::fs::read_to_string(folder.join(file)).expect("a sample");
        let (keys, mail) = text.split_once("\n\n").expect("keys, then a mail");
        let judgement = judge(mail.as_bytes(), &supplied(keys), &Circumstances::default());
        assert_eq!(judgement.verdict, verdict, "{file}: {:?}", judgement.reasons);
        let chain = judgement.arc.expect("a chain");
        assert_eq!((chain.result, chain.sets, chain.broken), (ChainResult::Pass, sets, None), "{file}");
    }
}

/// Samples of dkimpy whose keys are in the RFCs.
#[test]
fn samples_of_dkimpy_are_judged_as_there() {
    let Some(folder) = corpora::folder("dkimpy/data") else { return };
    for (file, expect) in [
        ("rfc6376.signed.msg", Verdict::Verified),
        ("rfc6376.signed.rsa.msg", Verdict::Verified),
        // Its `x=` was written in after it was signed.
        ("rfc6376.signed.no_t.msg", Verdict::Mismatch),
    ] {
        let raw = std::fs::read(folder.join(file)).expect("a sample");
        let judgement = judge(&raw, &supplied(RFC_8463_KEYS), &Circumstances::default());
        assert_eq!(judgement.verdict, expect, "{file}: {:?}", judgement.reasons);
    }
}
