//! What happens to mail on its way into an archive, done to mails signed here.

use greffe_authenticate::{BodyResult, Circumstances, HeaderResult, Judgement, Repair, judge};
use greffe_terms::{Reason, Verdict};

use crate::signer::Signer;

const MAIL: &str = "From: Camille <camille@region.example>\r\nTo: Noor <noor@region.example>\r\n\
                    Subject: Budget\r\n for  March\r\nDate: Tue, 14 Mar 2017 10:00:00 +0100\r\n\
                    Content-Transfer-Encoding: 8bit\r\n\r\n\
                    Dear Noor,\r\n\r\nFrom Monday on,  it is \t settled.\r\n>From what I hear\r\nCafé \r\n-- \r\nCamille\r\n";

fn relaxed() -> Signer {
    Signer { headers: "from:to:subject:date:content-transfer-encoding", ..Signer::default() }
}

fn simple() -> Signer {
    Signer { canonicalization: "simple/simple", ..relaxed() }
}

fn judged(signer: &Signer, raw: &[u8]) -> Judgement {
    judge(raw, &signer.keys(), &Circumstances::default())
}

/// Signs the mail, changes it and checks what had to be undone.
fn check(signer: &Signer, change: impl Fn(&str) -> String, verdict: Verdict, repairs: &[Repair]) {
    let judgement = judged(signer, change(&signer.sign(MAIL)).as_bytes());
    let signature = &judgement.signatures[0];
    let made: Vec<Repair> = signature.repairs.iter().map(|made| made.repair).collect();
    assert_eq!((judgement.verdict, made.as_slice()), (verdict, repairs), "{:?}", judgement.reasons);
}

#[test]
fn what_a_file_does_to_lines_costs_nothing() {
    for signer in [relaxed(), simple()] {
        let verified = |change: fn(&str) -> String, repairs: &[Repair]| {
            check(&signer, change, Verdict::Verified, repairs);
        };
        verified(|raw| raw.to_owned(), &[]);
        verified(|raw| raw.replace("\r\n", "\n"), &[Repair::LineEnds]);
        verified(|raw| raw.replace("\r\n", "\r"), &[Repair::LineEnds]);
        verified(|raw| raw.replacen("\r\n\r\n", "\n\n", 1), &[Repair::LineEnds]);
        verified(|raw| raw.replace("\nFrom Monday", "\n>From Monday"), &[Repair::FromUnquoted]);
        verified(
            |raw| raw.replace("\n>From what", "\n>>From what").replace("\nFrom Monday", "\n>From Monday"),
            &[Repair::FromUnquoted],
        );
        verified(|raw| raw.to_owned() + "\r\n\r\n", &[]);
        verified(|raw| raw.trim_end().to_owned(), &[]);
        verified(|raw| format!("From camille Tue Mar 14 10:00:00 2017\r\n{raw}"), &[]);
    }
}

#[test]
fn the_only_quoting_of_an_mbox_is_undone_where_it_was_made() {
    // In mboxo, what was quoted already stays as it is.
    let raw = relaxed().sign(MAIL).replace("\nFrom Monday", "\n>From Monday");
    let judgement = judged(&relaxed(), raw.as_bytes());
    let made = &judgement.signatures[0].repairs[0];
    assert_eq!((judgement.verdict, made.places), (Verdict::Verified, 1));
    assert!(judgement.reasons.contains(&Reason::Unescaped));
    assert_eq!(judgement.signatures[0].body, BodyResult::MatchesAfterRepair);

    let once = MAIL.replace(">From what", ">>From what");
    let raw = relaxed().sign(&once).replace("\nFrom Monday", "\n>From Monday");
    let judgement = judged(&relaxed(), raw.as_bytes());
    let made = &judgement.signatures[0].repairs[0];
    assert_eq!((judgement.verdict, made.places), (Verdict::Verified, 1));
    assert_eq!(made.offset, Some(raw.find(">From Monday").expect("there") as u64));
}

#[test]
fn what_touched_signed_text_costs_something() {
    let partly = |signer: &Signer, change: fn(&str) -> String, repairs: &[Repair]| {
        check(signer, change, Verdict::PartlyVerified, repairs);
    };
    partly(&simple(), |raw| raw.replace("From: Cam", "From:   Cam"), &[Repair::HeaderSpacing]);
    let in_one_line = Signer { fold: " ", ..simple() };
    partly(&in_one_line, |raw| raw.replace(" h=from", "\r\n\th=from"), &[Repair::SignatureSpacing]);
    partly(&in_one_line, |raw| raw.replace(" h=from", "\r\n h=from"), &[Repair::SignatureSpacing]);
    partly(&relaxed(), |raw| raw.replace("h=from:to:", "h=from:\r\n\tto:"), &[Repair::SignatureSpacing]);
}

#[test]
fn folds_that_a_relay_made_are_undone() {
    let flat = MAIL.replace("Budget\r\n for  March", "Budget for March");
    for fold in ["\r\n ", "\r\n\t"] {
        let raw = simple().sign(&flat).replace("Budget for March", &format!("Budget for{fold}March"));
        let judgement = judged(&simple(), raw.as_bytes());
        assert_eq!(judgement.verdict, Verdict::PartlyVerified, "{fold:?}");
        assert_eq!(judgement.signatures[0].repairs[0].repair, Repair::HeaderSpacing);
    }
}

#[test]
fn blanks_at_line_ends_are_stripped() {
    let tidy = MAIL.replace("Café \r\n-- \r\n", "Café\r\n--\r\n");
    let raw = simple().sign(&tidy).replace("settled.\r\n", "settled. \t\r\n");
    let judgement = judged(&simple(), raw.as_bytes());
    assert_eq!(judgement.verdict, Verdict::PartlyVerified);
    assert_eq!(judgement.signatures[0].repairs[0].repair, Repair::BodySpacing);
    assert!(judgement.reasons.contains(&Reason::Repaired));
}

#[test]
fn text_that_a_relay_encoded_is_decoded() {
    let encode = |raw: &str| {
        raw.replace("Encoding: 8bit", "Encoding: quoted-printable")
            .replace("Café \r\n-- \r\n", "Caf=C3=A9=20\r\n--=20\r\n")
    };
    for signer in [relaxed(), simple()] {
        check(&signer, encode, Verdict::PartlyVerified, &[Repair::TransferEncoding]);
    }
}

#[test]
fn what_a_list_added_explains_and_proves_nothing() {
    let footer = |raw: &str| raw.to_owned() + "____________\r\nlist mailing list\r\nlist@lists.example\r\n";
    let tag = |raw: &str| raw.replace("Subject: Budget", "Subject: [council] Budget");
    for (change, header, body) in [
        (&footer as &dyn Fn(&str) -> String, HeaderResult::Valid, BodyResult::Differs),
        (&tag, HeaderResult::Invalid, BodyResult::Matches),
        (&|raw: &str| tag(&footer(raw)), HeaderResult::Invalid, BodyResult::Differs),
    ] {
        let judgement = judged(&relaxed(), change(&relaxed().sign(MAIL)).as_bytes());
        let signature = &judgement.signatures[0];
        assert_eq!((signature.header, signature.body), (header, body));
        assert_eq!(judgement.verdict, Verdict::Mismatch);
        assert!(judgement.reasons.contains(&Reason::ExplainedByList), "{:?}", judgement.reasons);
        assert!(signature.repairs.iter().any(|made| made.repair == Repair::ListAdditions));
        assert!(signature.signed_body.is_empty() == (body == BodyResult::Differs));
    }
}

#[test]
fn half_an_explanation_is_none() {
    let raw = relaxed()
        .sign(MAIL)
        .replace("Subject: Budget", "Subject: [council] Budget")
        .replace("settled", "open");
    let judgement = judged(&relaxed(), raw.as_bytes());
    assert_eq!(judgement.verdict, Verdict::Mismatch);
    assert!(!judgement.reasons.contains(&Reason::ExplainedByList), "{:?}", judgement.reasons);
}

#[test]
fn what_nothing_undoes_is_a_mismatch() {
    for signer in [relaxed(), simple()] {
        let mismatch = |change: fn(&str) -> String| check(&signer, change, Verdict::Mismatch, &[]);
        mismatch(|raw| raw.replace("Budget", "Budgets").replace("settled", "open"));
        mismatch(|raw| raw.replace("Camille <", "Noor <").replace("Dear ", ""));
    }
}

#[test]
fn an_empty_body_is_taken_either_way() {
    // Some programs hash a CRLF where the relaxed form is empty.
    let wrote_other = Signer { canonicalization: "simple/relaxed", ..relaxed() };
    let header = MAIL.split_once("\r\n\r\n").expect("an empty line").0.to_owned() + "\r\n\r\n";
    let raw = wrote_other.sign(&header);
    assert_eq!(judged(&wrote_other, raw.as_bytes()).verdict, Verdict::Verified);
    let without_body = raw.trim_end().to_owned() + "\r\n";
    assert_eq!(judged(&wrote_other, without_body.as_bytes()).verdict, Verdict::Verified);
}
