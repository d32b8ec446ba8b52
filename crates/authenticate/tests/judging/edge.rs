//! Mails at the edges, made for this room: each a question on which verifiers disagree.

use greffe_authenticate::{Circumstances, Judgement, judge};
use greffe_terms::{Reason, Timestamp, Verdict};

use crate::corpora;

/// Judges a mail of the corpus by the keys beside it; `None` if the corpus is not here.
fn judged(file: &str) -> Option<Judgement> {
    let folder = corpora::folder("dkim-edge")?;
    let keys = corpora::keys(&folder.join("keys.tsv"));
    let raw = std::fs::read(folder.join(file)).expect("a mail");
    let now = Some(Timestamp(2_000_000_000));
    Some(judge(&raw, &keys, &Circumstances { now, ..Circumstances::default() }))
}

fn check(file: &str, verdict: Verdict, reason: Option<Reason>) {
    let Some(judgement) = judged(file) else { return };
    assert_eq!(judgement.verdict, verdict, "{file}: {:?}", judgement.reasons);
    let is_told = reason.is_none_or(|reason| judgement.reasons.contains(&reason));
    assert!(is_told, "{file}: {reason:?} is not among {:?}", judgement.reasons);
}

macro_rules! edges {
    ($($name:ident: $file:literal => $verdict:ident, $reason:expr;)*) => {
        $(#[test]
        fn $name() {
            check($file, Verdict::$verdict, $reason);
        })*

        #[test]
        fn all_of_them_are_named_here_as_the_corpus_expects() {
            let named = [$(($file, Verdict::$verdict)),*];
            let Some(folder) = corpora::folder("dkim-edge") else { return };
            let rows = corpora::rows(&folder.join("expected.tsv"));
            for row in rows.iter().skip(1) {
                let found = named.iter().find(|(file, _)| *file == row[0]);
                let verdict = found.unwrap_or_else(|| panic!("{} is not named", row[0])).1;
                assert!(row[1].split('|').any(|word| word == verdict.as_str()), "{row:?}: {verdict}");
            }
        }
    };
}

edges! {
    ok: "01_ok.eml" => Verified, None;
    barecr_in_body: "02_barecr_in_body.eml" => Mismatch, Some(Reason::BodyDiffers);
    lf_only: "03_lf_only.eml" => Verified, Some(Reason::LineEndsRepaired);
    extra_from_on_top: "04_extra_from_on_top.eml" => PartlyVerified, Some(Reason::HeaderDuplicated);
    extra_subject_on_top: "05_extra_subject_on_top.eml" => PartlyVerified, Some(Reason::HeaderDuplicated);
    subject_changed: "06_subject_changed.eml" => Mismatch, Some(Reason::HeaderDiffers);
    body_changed: "07_body_changed.eml" => Mismatch, Some(Reason::BodyDiffers);
    with_512bit: "08_512bit.eml" => Unproven, Some(Reason::KeyForgeable);
    from_line_ok: "09_from_line_ok.eml" => Verified, None;
    mboxo_escaped: "10_mboxo_escaped.eml" => Verified, Some(Reason::Unescaped);
    trailing_blank_added: "11_trailing_blank_added.eml" => Verified, None;
    simple_simple_ok: "12_simple_simple_ok.eml" => Verified, None;
    simple_refolded_subject: "13_simple_refolded_subject.eml" => PartlyVerified, Some(Reason::Repaired);
    simple_trailing_ws: "14_simple_trailing_ws.eml" => PartlyVerified, Some(Reason::Repaired);
    l_ok: "15_l_ok.eml" => Verified, None;
    l_appended: "16_l_appended.eml" => PartlyVerified, Some(Reason::OctetsUncovered);
    l_relaxed_multispace: "17_l_relaxed_multispace.eml" => Verified, None;
    l_relaxed_multispace_appended: "18_l_relaxed_multispace_appended.eml" => PartlyVerified, Some(Reason::OctetsUncovered);
    list_footer: "19_list_footer.eml" => Mismatch, Some(Reason::ExplainedByList);
    subject_tag: "20_subject_tag.eml" => Mismatch, Some(Reason::ExplainedByList);
    sig_no_body: "21_sig_no_body.eml" => Verified, None;
    expired_2017_valid: "22_expired_2017_valid.eml" => Verified, Some(Reason::Expired);
    sha1_valid: "23_sha1_valid.eml" => PartlyVerified, Some(Reason::Sha1);
    t_in_2017_ok: "24_t_in_2017_ok.eml" => Verified, None;
    only_from_signed: "25_only_from_signed.eml" => PartlyVerified, Some(Reason::HeaderUnsigned);
    from_not_signed: "26_from_not_signed.eml" => Unproven, Some(Reason::FromNotSigned);
    oversigned: "27_oversigned.eml" => Verified, None;
    replyto_added_to_oversigned: "28_replyto_added_to_oversigned.eml" => Mismatch, Some(Reason::HeaderDiffers);
    t_after_date: "29_t_after_date.eml" => Verified, Some(Reason::TimeImplausible);
    d_other_domain: "30_d_other_domain.eml" => Unproven, Some(Reason::NotAligned);
}

#[test]
fn what_is_covered_is_told() {
    use greffe_authenticate::Coverage::{Absent, Duplicated, Oversigned, Signed, Unsigned};
    let check = |file: &str, header: &str, expect: greffe_authenticate::Coverage| {
        let Some(judgement) = judged(file) else { return };
        let covered = judgement.signatures[0].coverage.iter().find(|covered| covered.header == header);
        assert_eq!(covered.expect("told").state, expect, "{file} {header}");
    };
    check("01_ok.eml", "Subject", Signed);
    check("01_ok.eml", "Reply-To", Absent);
    check("04_extra_from_on_top.eml", "From", Duplicated);
    check("25_only_from_signed.eml", "Subject", Unsigned);
    check("27_oversigned.eml", "Reply-To", Oversigned);
}

#[test]
fn what_is_covered_can_be_marked() {
    let Some(folder) = corpora::folder("dkim-edge") else { return };
    let check = |file: &str, expect_end: &str| {
        let judgement = judged(file).expect("the corpus is here");
        let raw = std::fs::read(folder.join(file)).expect("a mail");
        let signature = &judgement.signatures[0];
        assert!(raw[signature.field.clone()].starts_with(b"DKIM-Signature:"));
        let names: Vec<&[u8]> =
            signature.signed_fields.iter().map(|span| &raw[span.start..span.start + 3]).collect();
        assert!(names.contains(&b"Sub".as_slice()) && names.contains(&b"Fro".as_slice()), "{file}");
        let body = String::from_utf8_lossy(&raw[signature.signed_body.clone()]).into_owned();
        assert!(body.trim_end().ends_with(expect_end), "{file}: {body}");
    };
    check("09_from_line_ok.eml", "merci");
    check("10_mboxo_escaped.eml", "merci");
    check("16_l_appended.eml", "merci");
}
