//! What a court expert needs to check each signature again without greffe.
//!
//! The mail as received, and for each signature the octets that were signed, the
//! signature, the key with all that is known of where it comes from, and a
//! script that asks openssl. Only files for programs are made here; what they
//! mean is said in words, from the [`Statement`], above.
//!
//! What a script cannot show is that the canonical octets are those of the mail:
//! they lie there to be compared with it, and RFC 6376 §3.4 says how.

mod pem;
mod script;

use aws_lc_rs::digest::{SHA256, digest};
use greffe_terms::MessageId;

use self::script::{BodyShown, Recheck, script};
use crate::arc::chain_inputs;
use crate::judge::{SignatureInputs, signature_inputs};
use crate::keys::{Candidates, KeyBook, Observation};
use crate::report::{BodyResult, Chain, Dialect, Judgement, Signature};

/// The evidence about one message.
#[derive(Debug, Clone)]
pub struct Bundle {
    /// Files for programs, each name once; `/` parts folders.
    pub files: Vec<BundleFile>,
    /// What is to be said of them.
    pub statement: Statement,
}

/// A file of a bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BundleFile {
    /// Its name within the bundle: fixed words and numbers, nothing that a mail could choose.
    pub name: String,
    /// What it holds.
    pub octets: Vec<u8>,
}

/// What a bundle shows, for whoever puts it into words.
#[derive(Debug, Clone)]
pub struct Statement {
    /// SHA-256 of the mail as received.
    pub message_id: MessageId,
    /// Its length.
    pub message_octets: usize,
    /// What its signatures prove.
    pub judgement: Judgement,
    /// The folder of each signature of the judgement, in its order.
    pub signatures: Vec<Evidence>,
    /// Likewise of each signature and seal of its ARC chain.
    pub arc: Vec<Evidence>,
}

impl Statement {
    /// Returns the folder of each signature, those of the ARC chain last; `None` for
    /// one that cannot be checked again.
    pub fn folders(&self) -> Vec<Option<String>> {
        let folder = |evidence: &Evidence| evidence.can_be_checked.then(|| evidence.folder.clone());
        self.signatures.iter().chain(&self.arc).map(folder).collect()
    }
}

/// What is at hand about one signature.
#[derive(Debug, Clone)]
pub struct Evidence {
    /// Its folder in the bundle.
    pub folder: String,
    /// There is a script, and the key and the octets that it needs.
    pub can_be_checked: bool,
    /// The exact key record that decided.
    pub record: Option<String>,
    /// Who saw which key of that name, all of them.
    pub observations: Vec<Observation>,
}

/// Makes the bundle of a message from the judgement that `keys` gave of it.
pub fn bundle(raw: &[u8], judgement: &Judgement, keys: &KeyBook) -> Bundle {
    let mut files = Files::default();
    files.add("message.eml", raw.to_vec());
    let signatures = add_signatures(raw, judgement, keys, &mut files);
    let arc = judgement.arc.iter().flat_map(|chain| add_chain(raw, chain, keys, &mut files)).collect();
    files.folder.clear();
    files.add("judgement.json", json(judgement));
    files.add("sha256sums", sums(&files.all));
    let message_id = MessageId::new(sha256(raw));
    let statement =
        Statement { message_id, message_octets: raw.len(), judgement: judgement.clone(), signatures, arc };
    Bundle { files: files.all, statement }
}

/// Files on their way into a bundle.
#[derive(Default)]
struct Files {
    all: Vec<BundleFile>,
    folder: String,
}

impl Files {
    fn add(&mut self, name: &str, octets: Vec<u8>) {
        let name = if self.folder.is_empty() { name.to_owned() } else { format!("{}/{name}", self.folder) };
        self.all.push(BundleFile { name, octets });
    }
}

fn add_signatures(raw: &[u8], judgement: &Judgement, keys: &KeyBook, files: &mut Files) -> Vec<Evidence> {
    let add = |(nth, signature): (usize, &Signature)| {
        files.folder = format!("signature-{}", nth + 1);
        add_evidence(raw, signature, signature_inputs(raw, nth, keys), keys, files)
    };
    judgement.signatures.iter().enumerate().map(add).collect()
}

/// Adds the folders of a chain; each has the number of its set in its name.
fn add_chain(raw: &[u8], chain: &Chain, keys: &KeyBook, files: &mut Files) -> Vec<Evidence> {
    let mut instance = chain.sets;
    let add = |(signature, inputs): (&Signature, Option<SignatureInputs>)| {
        let is_seal = signature.dialect == Dialect::ArcSeal;
        files.folder = format!("arc-{instance}-{}", if is_seal { "seal" } else { "message-signature" });
        // The seal is the last of its set; the next one is older.
        instance = instance.saturating_sub(usize::from(is_seal));
        add_evidence(raw, signature, inputs, keys, files)
    };
    chain.signatures.iter().zip(chain_inputs(raw, chain, keys)).map(add).collect()
}

/// Adds what is at hand about one signature to the folder under way.
fn add_evidence(
    raw: &[u8],
    signature: &Signature,
    inputs: Option<SignatureInputs>,
    keys: &KeyBook,
    files: &mut Files,
) -> Evidence {
    if let Some(inputs) = &inputs {
        add_inputs(raw, signature, inputs, files);
    }
    let known = keys.candidates(&signature.domain, &signature.selector);
    let key = deciding_key(signature, known);
    if let Some(key) = &key {
        files.add("key.pem", key.pem.clone().into_bytes());
        files.add("key-record.txt", format!("{}\n", key.record).into_bytes());
    }
    let observations = observations(known);
    let lines: String = observations.iter().map(|observation| observation.to_line() + "\n").collect();
    files.add("key-observations.jsonl", lines.into_bytes());
    let can_be_checked = inputs.is_some() && key.is_some();
    Evidence { folder: files.folder.clone(), can_be_checked, record: key.map(|key| key.record), observations }
}

/// Adds what a signature was computed from, and the script.
fn add_inputs(raw: &[u8], signature: &Signature, inputs: &SignatureInputs, files: &mut Files) {
    let body = match &inputs.body_octets {
        None if signature.dialect == Dialect::ArcSeal => BodyShown::NoneSigned,
        None => BodyShown::WithHeader,
        Some(_) if signature.body == BodyResult::NotAvailable => BodyShown::Not,
        Some(_) => BodyShown::Apart,
    };
    files.add(body.signed_file(), inputs.signed_octets.clone());
    if let (Some(octets), BodyShown::Apart) = (&inputs.body_octets, body) {
        files.add("body-octets", octets.clone());
    }
    if signature.body == BodyResult::MatchesPrefix {
        let after = raw.get(signature.signed_body.end..).unwrap_or_default();
        files.add("body-not-covered", after.to_vec());
    }
    files.add("signature.bin", inputs.signature.clone());
    let (domain, selector) = (signature.domain.as_str(), signature.selector.as_str());
    let recheck = Recheck { domain, selector, algorithm: inputs.algorithm, body };
    files.add("verify.sh", script(&recheck).into_bytes());
}

struct DecidingKey {
    pem: String,
    record: String,
}

fn deciding_key(signature: &Signature, known: &Candidates) -> Option<DecidingKey> {
    let hash = &signature.key.as_ref()?.spki_sha256;
    let candidate = known.keys().iter().find(|candidate| candidate.public_key().spki_sha256() == *hash)?;
    Some(DecidingKey {
        pem: pem::public_key(candidate.public_key().spki()),
        record: candidate.record().text().to_owned(),
    })
}

fn observations(known: &Candidates) -> Vec<Observation> {
    let of_keys = known.keys().iter().flat_map(|candidate| candidate.observations());
    let of_unusable = known.unusable().iter().flat_map(|unusable| unusable.observations());
    of_keys.chain(of_unusable).chain(known.absences()).cloned().collect()
}

fn json(judgement: &Judgement) -> Vec<u8> {
    let mut octets = serde_json::to_vec_pretty(judgement).unwrap_or_default();
    octets.push(b'\n');
    octets
}

/// Lists the files as `sha256sum -c` and `shasum -a 256 -c` read it.
fn sums(files: &[BundleFile]) -> Vec<u8> {
    let line = |file: &BundleFile| format!("{}  {}\n", MessageId::new(sha256(&file.octets)), file.name);
    files.iter().map(line).collect::<String>().into_bytes()
}

fn sha256(octets: &[u8]) -> [u8; 32] {
    let mut hash = [0; 32];
    hash.copy_from_slice(digest(&SHA256, octets).as_ref());
    hash
}
