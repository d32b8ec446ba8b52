//! The rules of verdicts, on mails signed here.

use greffe_authenticate::{
    BodyKept, BodyResult, Circumstances, HeaderResult, Judgement, KeyBook, Observation, judge, read_keys,
    read_observations,
};
use greffe_terms::{Reason, Timestamp, Verdict};

use crate::signer::{FORGEABLE, OLD, SHORT, Signer};

const MAIL: &str = "From: Camille <camille@region.example>\r\nTo: Noor <noor@region.example>\r\n\
                    Subject: Budget\r\nDate: Tue, 14 Mar 2017 10:00:00 +0100\r\n\r\nIt is settled.\r\n";

/// 14 March 2017, 09:00 UTC.
const DATE: i64 = 1_489_482_000;

fn judged(signer: &Signer, raw: &str) -> Judgement {
    judge(raw.as_bytes(), &signer.keys(), &Circumstances::default())
}

fn check(judgement: &Judgement, verdict: Verdict, reasons: &[Reason]) {
    assert_eq!(judgement.verdict, verdict, "{:?}", judgement.reasons);
    for reason in reasons {
        assert!(judgement.reasons.contains(reason), "{reason:?} is not among {:?}", judgement.reasons);
    }
}

#[test]
fn one_signature_gives() {
    let usual = Signer::default;
    let check = |signer: Signer, mail: &str, verdict: Verdict, reasons: &[Reason]| {
        check(&judged(&signer, &signer.sign(mail)), verdict, reasons);
    };
    use Verdict::{PartlyVerified, Unproven, Verified};
    check(usual(), MAIL, Verified, &[Reason::KeySupplied]);
    check(Signer { key: &OLD, ..usual() }, MAIL, Verified, &[]);
    check(Signer { key: &SHORT, algorithm: "ed25519-sha256", ..usual() }, MAIL, Verified, &[]);
    check(Signer { key: &OLD, algorithm: "rsa-sha1", ..usual() }, MAIL, PartlyVerified, &[Reason::Sha1]);
    check(Signer { key: &FORGEABLE, ..usual() }, MAIL, Unproven, &[Reason::KeyForgeable]);
    check(Signer { headers: "from:to:date", ..usual() }, MAIL, PartlyVerified, &[Reason::HeaderUnsigned]);
    check(Signer { headers: "to:subject:date", ..usual() }, MAIL, Unproven, &[Reason::FromNotSigned]);
    check(Signer { domain: "mail.region.example", ..usual() }, MAIL, Verified, &[]);
    check(Signer { domain: "other.example", ..usual() }, MAIL, Unproven, &[Reason::NotAligned]);
    check(Signer { domain: "example", ..usual() }, MAIL, Unproven, &[Reason::NotAligned]);
    let provider = "region-example.20150623.gappssmtp.com";
    check(Signer { domain: provider, ..usual() }, MAIL, PartlyVerified, &[Reason::ProviderAlignment]);
    let with_copy = MAIL.replace("Subject", "Cc: press@region.example\r\nSubject");
    check(usual(), &with_copy, Verified, &[Reason::HeaderUnsigned]);
    let two = MAIL.replace("<camille@region.example>", "<camille@region.example>, <x@other.example>");
    check(usual(), &two, Unproven, &[Reason::SeveralAuthors]);
    let nobody = MAIL.replace("<camille@region.example>", "");
    check(usual(), &nobody, Unproven, &[Reason::NoAuthor]);
    let tags = |tags: &str| Signer { more: tags.to_owned(), ..usual() };
    check(tags("i=@other.example; "), MAIL, Unproven, &[Reason::MalformedSignature]);
    check(tags("q=http; "), MAIL, Unproven, &[Reason::UnsupportedDialect]);
    check(tags("unknown=tag; "), MAIL, Verified, &[]);
    check(tags(&format!("t={DATE}; x={}; ", DATE - 5)), MAIL, Verified, &[Reason::TimeImplausible]);
    check(tags(&format!("t={}; ", DATE + 90 * 86_400)), MAIL, Verified, &[Reason::TimeImplausible]);
}

#[test]
fn lengths_leave_octets_uncovered() {
    let length = |length: usize| Signer { length: Some(length), ..Signer::default() };
    let check = |signed: usize, added: &str, verdict: Verdict, octets: u64| {
        let raw = length(signed).sign(MAIL) + added;
        let judgement = judged(&length(signed), &raw);
        assert_eq!(judgement.verdict, verdict, "l={signed} {:?}", judgement.reasons);
        assert_eq!(judgement.signatures[0].signed_octets, Some(octets));
        let is_told = judgement.reasons.contains(&Reason::OctetsUncovered);
        assert_eq!(is_told, verdict == Verdict::PartlyVerified);
        let span = judgement.signatures[0].signed_body.clone();
        assert_eq!(span.len() as u64, octets, "the body is canonical here: {span:?}");
    };
    check(16, "", Verdict::Verified, 16);
    check(16, "Forged.\r\n", Verdict::PartlyVerified, 16);
    check(5, "", Verdict::PartlyVerified, 5);
    check(0, "", Verdict::PartlyVerified, 0);
    // A length beyond the body is a slip: the hash is over all there is.
    check(99, "", Verdict::Verified, 16);
}

#[test]
fn absent_zero_and_malformed_lengths_are_three_things() {
    let check = |tag: &str, header: HeaderResult, body: BodyResult| {
        let signer = Signer { more: tag.to_owned(), ..Signer::default() };
        let signature = judged(&signer, &signer.sign(MAIL)).signatures.remove(0);
        assert_eq!((signature.header, signature.body), (header, body), "{tag:?}");
    };
    check("", HeaderResult::Valid, BodyResult::Matches);
    check("l=0; ", HeaderResult::Valid, BodyResult::Differs);
    check("l=-1; ", HeaderResult::Malformed, BodyResult::NotAvailable);
    check("l=; ", HeaderResult::Malformed, BodyResult::NotAvailable);
    let huge = format!("l=1{}; ", "0".repeat(30));
    check(&huge, HeaderResult::Valid, BodyResult::Matches);
}

#[test]
fn the_best_signature_decides_and_only_an_aligned_one_contradicts() {
    let author = Signer::default();
    let list = Signer { domain: "lists.example", ..Signer::default() };
    let other = Signer { selector: "s2", ..Signer::default() };
    let check = |raw: &str, keys: &[&Signer], verdict: Verdict, reason: Reason| {
        let observations: Vec<Observation> = keys.iter().flat_map(|signer| signer.observations()).collect();
        let judgement = judge(raw.as_bytes(), &KeyBook::supplied(observations), &Circumstances::default());
        check(&judgement, verdict, &[reason]);
        let best = judgement.best.map(|best| judgement.signatures[best].verdict);
        assert_eq!(best.unwrap_or(Verdict::Unproven), verdict);
    };
    let both = list.sign(&author.sign(MAIL));
    let broken = both.replace("settled", "open");
    let both_own = other.sign(&author.sign(MAIL).replace("settled", "open"));
    use Verdict::{Mismatch, Unproven, Verified};
    check(&both, &[&author, &list], Verified, Reason::KeySupplied);
    check(&both, &[&list], Unproven, Reason::KeyMissing);
    check(&broken, &[&author, &list], Mismatch, Reason::BodyDiffers);
    // A list's key that says no is no contradiction of the author.
    check(&broken, &[&list], Unproven, Reason::KeyMissing);
    check(&list.sign(MAIL).replace("settled", "open"), &[&list], Unproven, Reason::NotAligned);
    // One valid signature of the author is enough; without its key the other's no shows.
    check(&both_own, &[&author, &other], Verified, Reason::KeySupplied);
    check(&both_own, &[&author], Mismatch, Reason::BodyDiffers);
    check(MAIL.replace("From", "X-From").as_str(), &[], Unproven, Reason::NoSignature);
}

#[test]
fn a_key_must_be_well_attested_to_say_yes_or_no() {
    let signer = Signer::default();
    let raw = signer.sign(MAIL);
    let altered = raw.replace("Subject: Budget", "Subject: Budgets");
    let copy = |source: &str| {
        let line = format!("s1._domainkey.region.example\t{}\n", signer.key.record());
        read_keys(line.as_bytes(), source, None).0
    };
    let check = |observations: Vec<Observation>, yes: Verdict, no: Verdict, reason: Reason| {
        let keys = KeyBook::new(observations);
        let of = |raw: &str| judge(raw.as_bytes(), &keys, &Circumstances::default());
        check(&of(&raw), yes, &[reason]);
        check(&of(&altered), no, &[reason]);
    };
    check(Vec::new(), Verdict::Unproven, Verdict::Unproven, Reason::KeyMissing);
    check(copy("one"), Verdict::PartlyVerified, Verdict::Unproven, Reason::KeyOneCopy);
    let two = KeyBook::new([copy("one"), copy("two")].concat());
    let of = |raw: &str| judge(raw.as_bytes(), &two, &Circumstances::default()).verdict;
    assert_eq!((of(&raw), of(&altered)), (Verdict::Verified, Verdict::Mismatch));
    let mut recovered = copy("these very signatures");
    for observation in &mut recovered {
        observation.method = greffe_authenticate::Method::Recovered;
    }
    check(recovered, Verdict::Unproven, Verdict::Unproven, Reason::KeyRecovered);
}

#[test]
fn a_body_that_was_not_kept_is_not_available() {
    let signer = Signer::default();
    let raw = signer.sign(MAIL).replace("settled", "rebuilt");
    let rebuilt = Circumstances { body: BodyKept::Rebuilt, ..Circumstances::default() };
    let judgement = judge(raw.as_bytes(), &signer.keys(), &rebuilt);
    check(&judgement, Verdict::PartlyVerified, &[Reason::BodyNotAvailable]);
    assert_eq!(judgement.signatures[0].body, BodyResult::NotAvailable);
    assert_eq!(judgement.signatures[0].signed_octets, None);
    let altered = raw.replace("Subject: Budget", "Subject: Budgets");
    check(&judge(altered.as_bytes(), &signer.keys(), &rebuilt), Verdict::Mismatch, &[Reason::HeaderDiffers]);
}

#[test]
fn an_export_that_rewrote_bodies_accuses_nobody() {
    let signer = Signer::default();
    let export = Circumstances { export_rewrote_bodies: true, ..Circumstances::default() };
    let of = |raw: &str| judge(raw.as_bytes(), &signer.keys(), &export);
    let raw = signer.sign(MAIL);
    check(&of(&raw), Verdict::Verified, &[]);
    let other_body = of(&raw.replace("settled", "rewritten"));
    check(&other_body, Verdict::Unproven, &[Reason::ExportRewroteBodies, Reason::BodyDiffers]);
    assert_eq!(other_body.signatures[0].header, HeaderResult::Valid);
    check(&of(&raw.replace("Budget", "Budgets")), Verdict::Mismatch, &[Reason::HeaderDiffers]);
}

#[test]
fn expiry_is_told_and_costs_nothing() {
    let signer = Signer { more: format!("t={DATE}; x={}; ", DATE + 7 * 86_400), ..Signer::default() };
    let raw = signer.sign(MAIL);
    let check = |now: Option<i64>, expect: bool| {
        let circumstances = Circumstances { now: now.map(Timestamp), ..Circumstances::default() };
        let judgement = judge(raw.as_bytes(), &signer.keys(), &circumstances);
        assert_eq!(judgement.verdict, Verdict::Verified);
        assert_eq!(judgement.reasons.contains(&Reason::Expired), expect, "{now:?}");
    };
    check(None, false);
    check(Some(DATE + 86_400), false);
    check(Some(DATE + 30 * 86_400), true);
}

#[test]
fn what_is_known_of_a_key_at_that_time_decides() {
    let signer = Signer { more: format!("t={DATE}; "), ..Signer::default() };
    let raw = signer.sign(MAIL);
    let altered = raw.replace("Subject: Budget", "Subject: Budgets");
    let line = |more: &str| {
        let record = signer.key.record();
        format!(
            r#"{{"v":1,"domain":"region.example","selector":"s1","record":"{record}","method":"dns","observer":"us",{more},"source":"dns"}}"#
        )
    };
    let absent = r#"{"v":1,"domain":"region.example","selector":"s1","record":null,"method":"dns","observer":"us","observed_at":"2017-03-14T08:00:00Z","source":"dns"}"#;
    let check = |lines: &[String], yes: Verdict, no: Verdict, reason: Option<Reason>| {
        let (observations, unread) = read_observations(&lines.join("\n"));
        assert!(unread.is_empty(), "{unread:?}");
        let keys = KeyBook::new(observations);
        let of = |raw: &str| judge(raw.as_bytes(), &keys, &Circumstances::default());
        let reasons: Vec<Reason> = reason.into_iter().collect();
        check(&of(&raw), yes, &reasons);
        check(&of(&altered), no, &reasons);
    };
    use Verdict::{Mismatch, PartlyVerified, Unproven, Verified};
    let then = r#""observed_at":"2017-03-14T08:00:00Z""#;
    check(&[line(then)], Verified, Mismatch, None);
    // What is only known from another time may say yes, and not no.
    let long_ago = r#""observed_at":"2005-01-01T00:00:00Z""#;
    check(&[line(long_ago)], Verified, Unproven, Some(Reason::KeyOtherTime));
    // That the name did not exist at that very time speaks against the key.
    check(&[line(long_ago), absent.to_owned()], PartlyVerified, Unproven, Some(Reason::KeyAbsent));
    // Anybody could have signed with a private key that is public, whenever it says it was.
    for since in [r#","since":"2016-01-01T00:00:00Z""#, r#","since":"2020-01-01T00:00:00Z""#, ""] {
        let claim =
            format!(r#"{then},"claims":[{{"kind":"private-key-published"{since},"source":"a page"}}]"#);
        check(&[line(&claim)], Unproven, Mismatch, Some(Reason::KeyPublished));
    }
}
