//! The corpus of Mail::DKIM: DomainKeys, drafts of DKIM, and keys of all kinds.

use greffe_authenticate::{BodyResult, Circumstances, HeaderResult, Judgement, judge};
use greffe_terms::Reason;

use crate::corpora;

/// `x=` had passed when it was judged there. That concerns delivery: whoever
/// verified it in time would have found it valid, and the octets are the same.
const EXPIRED: &str = "ignore_7.txt";

#[test]
fn each_valid_signature_is_found_and_no_other() {
    let Some(folder) = corpora::folder("mail-dkim") else { return };
    let keys = corpora::keys(&folder.join("t/FAKE_DNS.dat"));
    let mut passes = 0;
    for row in corpora::rows(&folder.join("expected.tsv")) {
        let raw = std::fs::read(folder.join("t/corpus").join(&row[0])).expect("a mail");
        let judgement = judge(&raw, &keys, &Circumstances::default());
        let expect = row[1] == "pass" || row[0] == EXPIRED;
        assert_eq!(is_valid(&judgement), expect, "{row:?}: {:#?}", judgement.signatures);
        passes += u32::from(row[1] == "pass");
    }
    assert_eq!(passes, 41);
}

#[test]
fn why_keys_are_not_asked_is_told() {
    let Some(folder) = corpora::folder("mail-dkim") else { return };
    let keys = corpora::keys(&folder.join("t/FAKE_DNS.dat"));
    let check = |file: &str, reason: Reason| {
        let raw = std::fs::read(folder.join("t/corpus").join(file)).expect("a mail");
        let reasons = judge(&raw, &keys, &Circumstances::default()).reasons;
        assert!(reasons.contains(&reason), "{file}: {reasons:?}");
    };
    check("badkey_1.txt", Reason::KeyAbsent);
    check("badkey_2.txt", Reason::KeyRevoked);
    check("badkey_9.txt", Reason::KeyNotForThis);
    check("badkey_14.txt", Reason::KeyMissing);
    check("bad_dk_1.txt", Reason::MalformedSignature);
    check("ignore_1.txt", Reason::UnsupportedDialect);
    check("ignore_8.txt", Reason::MalformedSignature);
}

fn is_valid(judgement: &Judgement) -> bool {
    use BodyResult::{Matches, MatchesAfterRepair, MatchesPrefix};
    judgement.signatures.iter().any(|signature| {
        let has_body = matches!(signature.body, Matches | MatchesAfterRepair | MatchesPrefix);
        signature.header == HeaderResult::Valid && has_body
    })
}
