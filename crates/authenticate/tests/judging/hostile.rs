//! Input made to break readers, or to keep them busy.

use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use greffe_authenticate::{
    Circumstances, HeaderResult, Judgement, KeyBook, MAX_SIGNATURES, judge, judge_in_outline, named_digests,
    read_keys, signature_inputs,
};
use greffe_terms::{Reason, Verdict};
use proptest::prelude::*;

use crate::signer::Signer;

const MAIL: &str = "From: Camille <camille@region.example>\r\nTo: Noor <noor@region.example>\r\n\
                    Subject: Budget\r\nDate: Tue, 14 Mar 2017 10:00:00 +0100\r\n\r\nIt is settled.\r\n";

/// In a debug build on a busy machine; the benchmark says what it really takes.
const PATIENCE: Duration = Duration::from_secs(5);

fn judged(raw: &[u8]) -> Judgement {
    let started = Instant::now();
    let (keys, circumstances) = (Signer::default().keys(), Circumstances::default());
    let judgement = judge(raw, &keys, &circumstances);
    assert!(started.elapsed() < PATIENCE, "{:?}", started.elapsed());
    assert_eq!(judge_in_outline(raw, &keys, &circumstances), judgement.outline());
    for signature in &judgement.signatures {
        assert!(
            raw.get(signature.field.clone()).is_some() && raw.get(signature.signed_body.clone()).is_some()
        );
        assert!(signature.signed_fields.iter().all(|span| raw.get(span.clone()).is_some()));
    }
    judgement
}

/// The field of a signature, and the mail below it.
fn signed() -> (String, String) {
    let signed = Signer::default().sign(MAIL);
    let at = signed.find("From:").expect("the mail");
    (signed[..at].to_owned(), signed[at..].to_owned())
}

#[test]
fn shapes_of_no_mail_are_unproven() {
    let check = |raw: &[u8]| assert_eq!(judged(raw).verdict, Verdict::Unproven, "{raw:?}");
    check(b"");
    check(b"\0\0\0");
    check(b"\r\n\r\n");
    check(b"From: a@b.example");
    check(b"DKIM-Signature:");
    check(b"DKIM-Signature: \r\n\r\n");
    check(b"DKIM-Signature:;;;=;=\n\n");
    check(b"DomainKey-Signature: a=rsa-sha1; d=; s=; b=;\n\n");
    let utf16: Vec<u8> = Signer::default().sign(MAIL).encode_utf16().flat_map(u16::to_le_bytes).collect();
    check(&[b"\xFF\xFE".as_slice(), &utf16].concat());
    let part = format!("From: a@b.example\r\n\r\n--part\r\n{}", Signer::default().sign(MAIL));
    check(part.as_bytes());
}

#[test]
fn odd_headers_do_not_hide_a_signature() {
    let (own, mail) = signed();
    let check = |raw: String, verdict: Verdict| assert_eq!(judged(raw.as_bytes()).verdict, verdict, "{raw}");
    check(format!("no colon here\r\n{own}{mail}"), Verdict::Verified);
    check(format!("{own}junk\r\n{mail}"), Verdict::Verified);
    check(format!("X: caf\u{e9}\r\n{own}{mail}"), Verdict::Verified);
    check(own.clone() + &mail.replace("Subject:", "Subject \t:"), Verdict::Verified);
    check(own.replace("DKIM-Signature", "dkim-SIGNATURE") + &mail, Verdict::Verified);
    check(own.replace("d=region.example", "d=Region.Example"), Verdict::Unproven);
    check(format!("{own}From: x@other.example\r\n{mail}"), Verdict::PartlyVerified);
    check(own.clone() + &mail.replace("From:", "X-From:"), Verdict::Unproven);
    check(
        own + &mail.replace("Date:", "Date: Mon, 13 Mar 2017 10:00:00 +0100\r\nDate:"),
        Verdict::PartlyVerified,
    );
}

#[test]
fn broken_tags_are_malformed() {
    let (own, mail) = signed();
    let check = |from: &str, to: &str, reason: Reason| {
        let judgement = judged((own.replacen(from, to, 1) + &mail).as_bytes());
        assert_eq!(judgement.signatures[0].header, HeaderResult::Malformed, "{to:?}");
        assert_eq!(judgement.verdict, Verdict::Unproven);
        assert!(judgement.reasons.contains(&reason), "{to:?}: {:?}", judgement.reasons);
    };
    check("v=1;", "v=1; v=1;", Reason::MalformedSignature);
    check("v=1;", "v=2;", Reason::UnsupportedDialect);
    check("a=rsa-sha256;", "", Reason::MalformedSignature);
    check("a=rsa-sha256;", "a=rsa-md5;", Reason::UnsupportedDialect);
    check("c=relaxed/relaxed", "c=relaxed/other", Reason::UnsupportedDialect);
    check("d=region.example", "d=", Reason::MalformedSignature);
    check("d=region.example", "d=a@b/c", Reason::MalformedSignature);
    check("s=s1", "s=", Reason::MalformedSignature);
    check("h=from", "h=:; x=from", Reason::MalformedSignature);
    check("bh=", "bh=(", Reason::MalformedSignature);
    check("b=", "b=!", Reason::MalformedSignature);
    check("v=1;", "v=1; l=-1;", Reason::MalformedSignature);
    check("v=1;", "v=1; i=nobody;", Reason::MalformedSignature);
}

#[test]
fn an_upper_case_domain_is_the_same_domain() {
    let signer = Signer { domain: "Region.EXAMPLE", selector: "S1", ..Signer::default() };
    let judgement = judged(signer.sign(MAIL).as_bytes());
    assert_eq!(
        (judgement.verdict, judgement.signatures[0].domain.as_str()),
        (Verdict::Verified, "region.example")
    );
}

#[test]
fn a_signature_split_over_lines_is_read() {
    let (own, mail) = signed();
    let at = own.rfind("b=").expect("there") + 10;
    let split = format!("{}\r\n \t{}", &own[..at], &own[at..]);
    assert_eq!(judged((split + &mail).as_bytes()).verdict, Verdict::Verified);
}

#[test]
fn more_is_counted_and_not_judged() {
    let (own, mail) = signed();
    let broken = own.replace("b=", "b=A");
    let many = judged((broken.repeat(1000) + &own + &mail).as_bytes());
    assert_eq!(many.signatures.len(), MAX_SIGNATURES);
    assert!(many.reasons.contains(&Reason::LimitReached), "{:?}", many.reasons);
    assert_eq!(many.verdict, Verdict::Unproven, "the valid one was not looked at");
    assert_eq!(judged((broken.repeat(19) + &own + &mail).as_bytes()).verdict, Verdict::Verified);
    let lengths: String = (0..1000).map(|n| own.replace("h=from", &format!("l={n}; h=from"))).collect();
    assert_eq!(judged((lengths + &mail).as_bytes()).signatures.len(), MAX_SIGNATURES);
}

#[test]
fn signatures_that_share_a_hash_with_the_body_are_bounded() {
    let (_, mail) = signed();
    let own = "DomainKey-Signature: a=rsa-sha1; q=dns; c=nofws; d=region.example; s=s1; b=YWJj\r\n";
    let alone = judged(format!("{own}{mail}").as_bytes());
    assert_eq!((alone.verdict, alone.signatures[0].header), (Verdict::Mismatch, HeaderResult::Invalid));
    let many = judged((own.repeat(MAX_SIGNATURES) + &mail + ">From me\r\n>From you\r\n").as_bytes());
    assert_eq!(many.signatures[MAX_SIGNATURES - 1].verdict, Verdict::Unproven);
    assert!(many.signatures[MAX_SIGNATURES - 1].reasons.contains(&Reason::LimitReached));
}

#[test]
fn twenty_thousand_names_take_no_time() {
    let (own, mail) = signed();
    let fields = "Received: from a by b\r\n".repeat(20_000);
    let names = own.replace("h=from", &format!("h={}from", "received:".repeat(20_000)));
    let other_names: String = (0..20_000).map(|n| format!("x{n}:")).collect();
    let others = own.replace("h=from", &format!("h={other_names}from"));
    // So long a header is not read otherwise than it stands, so that nobody is accused.
    for raw in [names.clone() + &fields + &mail, names.repeat(3) + &fields + &mail] {
        let judgement = judged(raw.as_bytes());
        assert_eq!(judgement.verdict, Verdict::Unproven);
        assert!(judgement.reasons.contains(&Reason::LimitReached));
    }
    assert_eq!(judged((others + &fields + &mail).as_bytes()).verdict, Verdict::Mismatch);
}

#[test]
fn long_input_takes_no_time() {
    let (own, mail) = signed();
    let check = |raw: String| {
        judged(raw.as_bytes());
    };
    let head = format!("{own}{mail}");
    check(format!("{head}{}", " \t".repeat(500_000)));
    check(format!("{head}{}", "\r\n".repeat(500_000)));
    check(format!("{head}{}x", "\r\n \t".repeat(300_000)));
    check(format!("{head}{}", "\0".repeat(1_000_000)));
    check(format!("{head}{}", "\r".repeat(1_000_000)));
    check(format!("{head}{}", ">".repeat(1_000_000)));
    check(format!("{head}{}", ">From \n".repeat(150_000)));
    check(format!("{head}{}", "-----\n".repeat(150_000)));
    check(format!("X: {}\r\n{head}", "a".repeat(1_000_000)));
    check(format!("Subject: {}\r\n{head}", "[".repeat(1_000_000)));
    check(format!("From: {}\r\n{head}", "a@b.example, ".repeat(50_000)));
    check(format!("X:\r\n{}\r\n{head}", " a\r\n".repeat(200_000)));
    check(format!("DKIM-Signature: {}\r\n{head}", "a=;".repeat(300_000)));
    check(format!("DKIM-Signature: {}\r\n{head}", ";".repeat(1_000_000)));
}

/// An RSA key of so many bits that nobody has the other half of, as a record has it.
fn record_of(bits: usize, nth: u8) -> String {
    let modulus = [&[0, 0xFF, nth], vec![0xFF; bits / 8 - 2].as_slice()].concat();
    let long = |tag: u8, octets: &[u8]| {
        let length = u16::try_from(octets.len()).expect("a short one").to_be_bytes();
        [&[tag, 0x82], length.as_slice(), octets].concat()
    };
    let numbers = [long(2, &modulus), vec![2, 5, 1, 0xFF, 0xFF, 0xFF, 0xFF]].concat();
    format!("p={}", STANDARD.encode(long(0x30, &numbers)))
}

#[test]
fn a_crowd_of_huge_keys_keeps_nobody_busy() {
    let (own, mail) = signed();
    let record = |nth: u8| format!("s1._domainkey.region.example\t{}\n", record_of(16_384, nth));
    let lines: String = (0..32).map(record).collect();
    let keys = KeyBook::supplied(read_keys(lines.as_bytes(), "made here", None).0);
    assert_eq!(keys.candidates("region.example", "s1").keys().len(), 32);
    // As long as the modulus, or nothing is computed.
    let (before, _) = own.rsplit_once("\tb=").expect("a signature");
    let own = format!("{before}\tb={}\r\n", STANDARD.encode(vec![0x7F; 2048]));
    let started = Instant::now();
    let judgement = judge((own.repeat(20) + &mail).as_bytes(), &keys, &Circumstances::default());
    assert_eq!(judgement.verdict, Verdict::Unproven);
    assert!(judgement.reasons.contains(&Reason::LimitReached), "{:?}", judgement.reasons);
    assert!(started.elapsed() < PATIENCE, "{:?}", started.elapsed());
}

#[test]
fn keys_of_all_kinds_are_asked_or_refused() {
    let (own, mail) = signed();
    let raw = own + &mail;
    for record in
        ["", "p=", "v=DKIM1; p=AAAA", "v=DKIM1; k=ed25519; p=AAAA", "p=MAA=", "g=; p=", "h=sha1; p=AA"]
    {
        let line = format!("s1._domainkey.region.example\t{record}\n");
        let keys = KeyBook::supplied(read_keys(line.as_bytes(), "made here", None).0);
        let judgement = judge(raw.as_bytes(), &keys, &Circumstances::default());
        assert_eq!(judgement.verdict, Verdict::Unproven, "{record:?}");
        assert!(judgement.signatures[0].key.is_none());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_octets_are_judged(raw in proptest::collection::vec(any::<u8>(), 0..400)) {
        judged(&raw);
        named_digests(&raw);
    }

    #[test]
    fn any_words_of_mail_are_judged(words in proptest::collection::vec(0..WORDS.len(), 0..60)) {
        let raw: String = words.iter().map(|&word| WORDS[word]).collect();
        let judgement = judged(raw.as_bytes());
        for nth in 0..judgement.signatures.len() {
            signature_inputs(raw.as_bytes(), nth, &KeyBook::default());
        }
        let outline = judgement.outline();
        prop_assert_eq!(outline.signatures.len(), judgement.signatures.len());
    }

    #[test]
    fn what_is_signed_is_verified_whatever_it_says(
        body in "([a-z]{1,9}|  | \t|\r\n|\r\n\r\n|>From |From |--|=|é){0,60}",
        subject in "[a-z ]{0,30}",
        form in 0_usize..4,
        has_line_feeds in any::<bool>(),
    ) {
        let canonicalization = ["relaxed/relaxed", "relaxed/simple", "simple/relaxed", "simple/simple"][form];
        let signer = Signer { canonicalization, ..Signer::default() };
        let mail = MAIL.replace("Budget", &format!("x{subject}")).replace("It is settled.\r\n", &body);
        let signed = signer.sign(&mail);
        let raw = if has_line_feeds { signed.replace("\r\n", "\n") } else { signed };
        let judgement = judged(raw.as_bytes());
        prop_assert_eq!(judgement.verdict, Verdict::Verified, "{:?}", judgement.reasons);
    }

    #[test]
    fn no_changed_letter_is_verified(at in 0_usize..MAIL.len()) {
        let signed = Signer::default().sign(MAIL);
        let at = signed.len() - MAIL.len() + at;
        prop_assume!(signed.as_bytes()[at].is_ascii_alphabetic());
        let value = signed[..at].rsplit_once("\r\n").map_or("", |(_, line)| line);
        // The names of header fields are signed in lower case.
        prop_assume!(value.contains(':') || signed[..at].contains("\r\n\r\n"));
        let mut octets = signed.into_bytes();
        octets[at] ^= 0x20;
        prop_assert_eq!(judged(&octets).verdict, Verdict::Mismatch);
    }
}

const WORDS: [&str; 24] = [
    "DKIM-Signature: ",
    "DomainKey-Signature: ",
    "From: a@region.example\r\n",
    "From: ",
    "\r\n",
    "\n",
    "\r",
    "\r\n\t",
    " ",
    "v=1; ",
    "v=0.5;",
    "a=rsa-sha256; ",
    "a=rsa-sha1;",
    "d=region.example; ",
    "s=s1; ",
    "h=from:subject; ",
    "bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; ",
    "b=YWJj",
    ";",
    "l=5; ",
    "c=relaxed; ",
    "Subject: [x] y\r\n",
    ">From me\n",
    "_____\n",
];
