//! Mail altered after it was signed, in all ways known here: none of it may come
//! out `verified` unless a reader is shown what was signed.

use std::collections::BTreeMap;

use greffe_authenticate::{Circumstances, Coverage, Judgement, KeyBook, judge};
use greffe_terms::{Reason, Verdict};

use crate::alterations::{Mail, all};
use crate::corpora;
use crate::shown::shown;
use crate::signer::Signer;

/// What came of altered mails: verdicts by the name of the alteration.
#[derive(Default)]
struct Outcome {
    altered: u32,
    /// Where something is shown that was not signed: how often, and the first example.
    wrong: BTreeMap<&'static str, (u32, String)>,
    verdicts: BTreeMap<(&'static str, &'static str), u32>,
}

impl Outcome {
    /// Alters a mail in all ways, and judges each.
    fn alter(&mut self, label: &str, raw: &[u8], other: &[u8], keys: &KeyBook) {
        let (mail, other) = (Mail::of(raw), Mail::of(other));
        assert_eq!(mail.raw(), raw, "{label}: an alteration must begin with the mail as it is");
        for (name, alteration) in all() {
            let Some(altered) = alteration(&mail, &other).filter(|altered| altered != raw) else { continue };
            let judgement = judge(&altered, keys, &Circumstances::default());
            self.altered += 1;
            *self.verdicts.entry((name, judgement.verdict.as_str())).or_default() += 1;
            if let Some(why) = wrong(raw, &altered, &judgement) {
                let example = format!("{label}: {}, {:?}: {why}", judgement.verdict, judgement.reasons);
                self.wrong.entry(name).or_insert((0, example)).0 += 1;
            }
        }
    }

    #[allow(clippy::print_stdout)] // shown when the test fails
    fn check(&self) {
        println!("{} altered: {:#?}", self.altered, self.verdicts);
        assert!(self.wrong.is_empty(), "{:#?}", self.wrong);
    }
}

/// Says what is shown that was not signed, and of which nothing is said.
fn wrong(raw: &[u8], altered: &[u8], judgement: &Judgement) -> Option<String> {
    if matches!(judgement.verdict, Verdict::Unproven | Verdict::Mismatch) {
        return None;
    }
    let signature = &judgement.signatures[judgement.best?];
    let (signed, now) = (shown(raw), shown(altered));
    let is_uncovered = |name: &str| {
        let covered = signature.coverage.iter().find(|covered| covered.header == name);
        covered.is_some_and(|covered| matches!(covered.state, Coverage::Unsigned | Coverage::Duplicated))
    };
    let says = |reason: Reason| judgement.reasons.contains(&reason);
    let is_told = says(Reason::HeaderUnsigned) || says(Reason::HeaderDuplicated);
    let is_verified = judgement.verdict == Verdict::Verified;
    for (was, is) in signed.headers.iter().zip(&now.headers) {
        let is_minor = matches!(was.0, "Cc" | "Reply-To");
        if was != is && (!is_uncovered(was.0) || !is_told || (is_verified && !is_minor)) {
            return Some(format!("{was:?} is shown as {is:?}"));
        }
    }
    let kinds = ["Content-Type", "Content-Transfer-Encoding", "Content-Disposition"];
    let is_told = says(Reason::OctetsUncovered) || (is_told && kinds.iter().any(|kind| is_uncovered(kind)));
    // Who takes its kind from a mail is shown the very octets that were signed.
    let is_source = shown_as_text(raw) == now.body;
    (signed.body != now.body && !is_source && (is_verified || !is_told))
        .then(|| format!("{:?} is shown as {:?}", beginning(&signed.body), beginning(&now.body)))
}

fn shown_as_text(raw: &[u8]) -> Vec<String> {
    let mut mail = Mail::of(raw);
    mail.fields.clear();
    shown(&mail.raw()).body
}

fn beginning(body: &[String]) -> Vec<String> {
    body.iter().map(|text| text.chars().take(90).collect()).collect()
}

/// Mails of the list that are altered: more than these show the same, and take their time.
const OF_THE_LIST: usize = 20;

#[test]
fn mails_of_a_list_altered_are_not_verified() {
    let (Some(list), Some(keys)) = (corpora::folder("lore-i2c"), corpora::folder("keys")) else { return };
    let keys = corpora::keys(&keys.join("dkim-keys.tsv"));
    let mbox = std::fs::read(list.join("lore-i2c-sample.mbox")).expect("a list");
    let mails = mails_of(&mbox);
    let verdict = |mail: &[u8]| judge(mail, &keys, &Circumstances::default()).verdict;
    let verified: Vec<&[u8]> =
        mails.iter().map(Vec::as_slice).filter(|mail| verdict(mail) == Verdict::Verified).collect();
    assert!(verified.len() > 100, "only {} mails verify", verified.len());
    let mut outcome = Outcome::default();
    for (n, mail) in verified.iter().enumerate().step_by(verified.len() / OF_THE_LIST) {
        outcome.alter(&format!("mail {n}"), mail, verified[(n + 1) % verified.len()], &keys);
    }
    outcome.check();
}

/// Splits an mbox at its `From ` lines.
fn mails_of(mbox: &[u8]) -> Vec<Vec<u8>> {
    let mut mails: Vec<Vec<u8>> = Vec::new();
    let mut after_empty = true;
    for line in mbox.split_inclusive(|&octet| octet == b'\n') {
        if after_empty && line.starts_with(b"From ") {
            mails.push(Vec::new());
        } else if let Some(mail) = mails.last_mut() {
            mail.extend_from_slice(line);
        }
        after_empty = line == b"\n";
    }
    mails
}

const HEADER: &str = "From: Camille <camille@region.example>\r\nTo: Noor <noor@region.example>\r\n\
                      Subject: [budget] The sum of 2017\r\nDate: Tue, 14 Mar 2017 10:00:00 +0100\r\n";

const TEXT: &str = "Dear Noor,\r\n\r\nFrom Monday on, it is settled: 4200 euros.\r\n>From what I hear, Paul agrees.\r\n\
                    -----------\r\nA price=30 EUR, and +ADw- too.\r\n-- \r\nCamille\r\n";

/// Bodies of all kinds, each with what its header says of it.
fn kinds() -> Vec<(&'static str, String)> {
    let of = |fields: &str, body: &str| format!("{HEADER}{fields}\r\n{body}");
    let parts = "--b1\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nDear Noor, it is settled.\r\n\
                 --b1\r\nContent-Type: text/html\r\n\r\n<p>Dear Noor, it is <b>settled</b>.\r\n--b1--\r\n";
    let files = "--b1\r\nContent-Type: multipart/alternative; boundary=b2\r\n\r\n--b2\r\n\r\nIt is settled.\r\n\
                 --b2\r\nContent-Type: text/html\r\n\r\n<p>It is settled.\r\n--b2--\r\n\
                 --b1\r\nContent-Type: text/plain; name=sums.txt\r\nContent-Disposition: attachment\r\n\r\n4200\r\n--b1--\r\n";
    let encoded = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, TEXT);
    vec![
        ("bare", of("", TEXT)),
        ("text", of("MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n", TEXT)),
        (
            "8bit",
            of(
                "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n",
                "Le café coûte 12 €.\r\n",
            ),
        ),
        (
            "quoted-printable",
            of(
                "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n",
                "Le caf=C3=A9 co=C3=BBte 12 =E2=82=AC, c'est d=C3=A9cid=C3=A9 par la =\r\nr=C3=A9gion.\r\n",
            ),
        ),
        (
            "base64",
            of(
                "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n",
                &format!("{encoded}\r\n"),
            ),
        ),
        (
            "html",
            of(
                "Content-Type: text/html; charset=utf-8\r\n",
                "<html><body><p>It is settled: 4200 &euro;.</p></body></html>\r\n",
            ),
        ),
        ("alternatives", of("Content-Type: multipart/alternative; boundary=b1\r\n", parts)),
        ("files", of("Content-Type: multipart/mixed; boundary=\"b1\"\r\n", files)),
        (
            "texts",
            of(
                "Content-Type: multipart/mixed; boundary=b1\r\n",
                "--b1\r\n\r\nI agree.\r\n--b1\r\n\r\nNot.\r\n--b1--\r\n",
            ),
        ),
        ("empty", of("", "")),
    ]
}

/// Ways to sign them.
fn signers() -> Vec<(&'static str, Signer)> {
    let usual = Signer::default;
    let over = "from:from:to:to:subject:subject:date:date:cc:reply-to";
    let whole = "from:to:subject:date:cc:reply-to:mime-version:content-type:content-transfer-encoding";
    vec![
        ("usual", usual()),
        ("relaxed/simple", Signer { canonicalization: "relaxed/simple", ..usual() }),
        ("simple/relaxed", Signer { canonicalization: "simple/relaxed", ..usual() }),
        ("simple", Signer { canonicalization: "simple/simple", ..usual() }),
        ("oversigned", Signer { headers: over, ..usual() }),
        ("simple, oversigned", Signer { headers: over, canonicalization: "simple/simple", ..usual() }),
        ("whole", Signer { headers: whole, ..usual() }),
        ("simple, whole", Signer { headers: whole, canonicalization: "simple/simple", ..usual() }),
        ("a beginning", Signer { length: Some(20), ..usual() }),
    ]
}

#[test]
fn mails_signed_here_altered_are_not_verified() {
    let mut outcome = Outcome::default();
    for (how, signer) in signers() {
        let other = signer.sign(&other());
        for (kind, mail) in kinds() {
            let mail = signer.sign(&mail);
            outcome.alter(&format!("{how}, {kind}"), mail.as_bytes(), other.as_bytes(), &signer.keys());
        }
    }
    outcome.check();
}

#[test]
fn so_are_those_of_files_with_other_line_ends() {
    let mut outcome = Outcome::default();
    let signer = Signer::default();
    let as_kept = |mail: &str| signer.sign(mail).replace("\r\n", "\n").into_bytes();
    for (kind, mail) in kinds() {
        outcome.alter(kind, &as_kept(&mail), &as_kept(&other()), &signer.keys());
    }
    outcome.check();
}

#[test]
fn unaltered_they_are_verified() {
    for (how, signer) in signers() {
        for (kind, mail) in kinds() {
            let judgement = judge(signer.sign(&mail).as_bytes(), &signer.keys(), &Circumstances::default());
            let covers_all = signer.length.is_none() || kind == "empty";
            let expect = if covers_all { Verdict::Verified } else { Verdict::PartlyVerified };
            assert_eq!(judgement.verdict, expect, "{how}, {kind}: {:?}", judgement.reasons);
        }
    }
}

/// Another mail of the same author.
fn other() -> String {
    let header = HEADER.replace("Noor", "Paul").replace("[budget]", "[other]").replace("14 Mar", "15 Mar");
    format!("{header}\r\nAnother matter, dear Paul: 99.\r\n")
}
