//! One message, judged where it lies.

use greffe_authenticate::{BodyKept, Judgement};
use greffe_intake::{Content, Found};
use greffe_terms::{Kind, MessageId, Timestamp, Verdict};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::octets::Octets;
use crate::verdicts::Judge;

/// How much of a message is read for what is shown of it beside the verdict.
const READ_OCTETS: usize = 1 << 20;

/// What one message proves; field names are a contract (`verify --json`).
#[derive(Debug, Clone, Serialize)]
pub struct VerifiedMessage {
    /// The file, and what is within it behind `!/`.
    pub source: String,
    /// First byte of the message in that file.
    pub offset: u64,
    /// SHA-256 of the raw bytes, hexadecimal.
    pub id: String,
    /// Who speaks.
    pub kind: Kind,
    /// Verdict, reasons, signatures, chain and claims.
    #[serde(flatten)]
    pub judgement: Judgement,
    /// The From line, for people.
    #[serde(skip)]
    pub from: String,
    /// The subject, for people.
    #[serde(skip)]
    pub subject: String,
    /// When it was written.
    #[serde(skip)]
    pub date: Option<Timestamp>,
}

/// A message judged, and once more should its export prove to have rewritten bodies.
pub(super) struct Judged {
    pub(super) message: VerifiedMessage,
    pub(super) as_rewritten: Option<VerifiedMessage>,
}

/// Judges a message that stands at `source`.
pub(super) fn judge_found(found: &Found, source: String, judge: &Judge) -> Judged {
    let (octets, body) = Octets::found(found);
    let id = match &found.content {
        Content::Memory(raw) => Sha256::digest(raw).into(),
        Content::Spooled { sha256, .. } => *sha256,
    };
    let judgement = judge.octets(&octets, body, false);
    let as_rewritten = if_rewritten(&octets, body, judge, &judgement);
    let message = view(&octets, source, found.offset, MessageId::new(id), judgement);
    let as_rewritten = as_rewritten.map(|judgement| VerifiedMessage { judgement, ..message.clone() });
    Judged { message, as_rewritten }
}

/// The judgement in a source that rewrote bodies, where that is another one.
fn if_rewritten(raw: &[u8], body: BodyKept, judge: &Judge, judgement: &Judgement) -> Option<Judgement> {
    if judgement.verdict != Verdict::Mismatch {
        return None;
    }
    let other = judge.octets(raw, body, true);
    (other != *judgement).then_some(other)
}

fn view(raw: &[u8], source: String, offset: u64, id: MessageId, judgement: Judgement) -> VerifiedMessage {
    let message = match raw.get(..READ_OCTETS) {
        Some(beginning) => greffe_message::parse_prefix(beginning),
        None => greffe_message::parse(raw),
    };
    VerifiedMessage {
        source,
        offset,
        id: id.to_string(),
        kind: message.kind(),
        judgement,
        from: message.from.first().map(ToString::to_string).unwrap_or_default(),
        date: message.date.map(|(at, _)| at),
        subject: message.subject,
    }
}
