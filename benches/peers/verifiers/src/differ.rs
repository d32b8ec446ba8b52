//! Who differs from greffe about a signature, how often, and why.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Context;
use greffe_authenticate::{
    BodyResult, Circumstances, HeaderResult, Judgement, KeyBook, Observation, Signature, judge, read_keys,
};
use greffe_intake::{Content, Event, Options};
use serde::Serialize;

use crate::dkimpy;
use crate::explained::explained;
use crate::peers::{MailAuth, Records};

/// All that was compared.
#[derive(Serialize)]
pub(crate) struct Report {
    mails: usize,
    signatures: usize,
    /// Those whose key is at hand.
    with_key: usize,
    /// What judging all of them took, on one core.
    judging_ms: f64,
    verdicts: BTreeMap<String, usize>,
    agree: BTreeMap<&'static str, usize>,
    differences: Vec<Difference>,
}

/// One way to differ.
#[derive(Serialize)]
pub(crate) struct Difference {
    peer: &'static str,
    peer_says: String,
    greffe_says: String,
    signatures: usize,
    why: String,
}

/// Compares on the mails of a list, with these files of keys.
pub(crate) fn compare(mbox: &Path, keys: &[&str], python: &str) -> anyhow::Result<Report> {
    let observations = read(keys)?;
    let records = records(&observations);
    let book = KeyBook::supplied(observations);
    let mails = mails(mbox)?;
    let folder = std::env::temp_dir().join(format!("greffe-verifiers-{}", std::process::id()));
    let said_by_dkimpy = written(&folder, &mails, |files| dkimpy::ask(python, &records, files))?;
    let mail_auth = MailAuth::new(&records)?;
    let mut tally = Tally::default();
    for (raw, dkimpy) in mails.iter().zip(said_by_dkimpy) {
        let began = Instant::now();
        let judgement = judge(raw, &book, &Circumstances::default());
        tally.judging += began.elapsed();
        *tally.verdicts.entry(judgement.verdict.to_string()).or_default() += 1;
        let by_dkimpy = dkimpy.into_iter().map(|said| (said.domain, said.selector, said.said));
        tally.count("dkimpy", &judgement, by_dkimpy.collect());
        tally.count("mail-auth", &judgement, mail_auth.verify(&crlf(raw)));
        tally.signatures += judgement.signatures.len();
        tally.with_key += judgement.signatures.iter().filter(|signature| has_key(signature)).count();
    }
    Ok(tally.report(mails.len()))
}

#[derive(Default)]
struct Tally {
    signatures: usize,
    with_key: usize,
    judging: Duration,
    verdicts: BTreeMap<String, usize>,
    agree: BTreeMap<&'static str, usize>,
    differences: BTreeMap<(&'static str, String, String), usize>,
}

impl Tally {
    /// Compares signature by signature: those of one domain and selector, in their order.
    fn count(&mut self, peer: &'static str, judgement: &Judgement, mut said: Vec<(String, String, String)>) {
        for signature in judgement.signatures.iter().filter(|signature| has_key(signature)) {
            let of_it = |(domain, selector, _): &(String, String, String)| {
                *domain == signature.domain && *selector == signature.selector
            };
            let peer_says = said.iter().position(of_it).map(|at| said.remove(at).2);
            let peer_says = peer_says.unwrap_or_else(|| "nothing".to_owned());
            if (peer_says == "pass") == is_valid(signature) {
                *self.agree.entry(peer).or_default() += 1;
            } else {
                *self.differences.entry((peer, peer_says, in_words(signature))).or_default() += 1;
            }
        }
    }

    fn report(self, mails: usize) -> Report {
        let differences = self.differences.into_iter().map(|((peer, peer_says, greffe_says), signatures)| {
            let why = explained(peer, &peer_says, &greffe_says).to_owned();
            Difference { peer, peer_says, greffe_says, signatures, why }
        });
        Report {
            mails,
            signatures: self.signatures,
            with_key: self.with_key,
            judging_ms: self.judging.as_secs_f64() * 1000.0,
            verdicts: self.verdicts,
            agree: self.agree,
            differences: differences.collect(),
        }
    }
}

fn has_key(signature: &Signature) -> bool {
    signature.header != HeaderResult::KeyMissing && signature.key.is_some()
}

fn is_valid(signature: &Signature) -> bool {
    let body = !matches!(signature.body, BodyResult::Differs | BodyResult::NotAvailable);
    signature.header == HeaderResult::Valid && body
}

/// What greffe says, as its JSON does.
fn in_words(signature: &Signature) -> String {
    let repairs: Vec<String> = signature.repairs.iter().map(|made| word(&made.repair)).collect();
    let reasons: Vec<&str> = signature.reasons.iter().map(|reason| reason.as_str()).collect();
    let or_none = |words: String| if words.is_empty() { "none".to_owned() } else { words };
    format!(
        "header {}, body {}; repairs: {}; reasons: {}",
        word(&signature.header),
        word(&signature.body),
        or_none(repairs.join(", ")),
        or_none(reasons.join(", ")),
    )
}

fn word(value: &impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

fn read(keys: &[&str]) -> anyhow::Result<Vec<Observation>> {
    let mut all = Vec::new();
    for path in keys {
        let text = std::fs::read(path).with_context(|| (*path).to_owned())?;
        all.extend(read_keys(&text, path, None).0);
    }
    Ok(all)
}

/// One record a name: the peers know no more.
fn records(observations: &[Observation]) -> Records {
    let named = observations.iter().filter_map(|seen| {
        let name = format!("{}._domainkey.{}", seen.selector, seen.domain).to_lowercase();
        Some((name, seen.record.clone()?))
    });
    named.collect()
}

fn mails(mbox: &Path) -> anyhow::Result<Vec<Vec<u8>>> {
    let mut source = greffe_intake::open(mbox, &Options::new(std::env::temp_dir()))?;
    let mut mails = Vec::new();
    while let Some(event) = source.next(&greffe_intake::NothingKnown)? {
        if let Event::Message(found) = event
            && let Content::Memory(raw) = found.content
        {
            mails.push(raw);
        }
    }
    Ok(mails)
}

/// Puts each mail into a file while `ask` runs.
fn written<T>(
    folder: &Path,
    mails: &[Vec<u8>],
    ask: impl FnOnce(&[String]) -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    std::fs::create_dir_all(folder)?;
    let mut files = Vec::with_capacity(mails.len());
    for (n, raw) in mails.iter().enumerate() {
        let file = folder.join(format!("{n}.eml"));
        std::fs::write(&file, crlf(raw))?;
        files.push(file.to_string_lossy().into_owned());
    }
    let answer = ask(&files);
    std::fs::remove_dir_all(folder)?;
    answer
}

/// The peers want CRLF; a list's archive has LF.
fn crlf(raw: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len() + raw.len() / 32);
    for (at, octet) in raw.iter().enumerate() {
        if *octet == b'\n' && (at == 0 || raw[at - 1] != b'\r') {
            out.push(b'\r');
        }
        out.push(*octet);
    }
    out
}
