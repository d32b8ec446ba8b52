//! Orders that were handed in as mail: what their signatures prove, with the keys at hand.

use std::fs::File;
use std::io::Read;

use greffe_audit::{Evidence, Order};
use greffe_authenticate::{BodyKept, Circumstances, Judgement, KeyBook, judge};
use greffe_terms::Timestamp;
use sha2::{Digest, Sha256};

use super::AuditRequest;
use crate::edges::Edges;
use crate::error::Error;
use crate::keys::{Provenance, read_files};

/// A longer file is no order.
const LONGEST_BYTES: u64 = 64 << 20;

/// Reads the keys that came with the question.
pub(super) fn keys(request: &AuditRequest, _edges: Edges) -> Result<KeyBook, Error> {
    let handed_in = read_files(&request.keys, &Provenance::default())?;
    Ok(KeyBook::supplied(handed_in.observations))
}

/// Judges each order, by its octets as they lie in the file; none for one that is in an archive or has changed.
pub(super) fn judge_all(evidence: &Evidence, keys: &KeyBook, now: Timestamp) -> Vec<Option<Judgement>> {
    let judged = evidence.orders.iter().map(|order| {
        let raw = octets(evidence, order)?;
        let circumstances =
            Circumstances { body: BodyKept::AsReceived, export_rewrote_bodies: false, now: Some(now) };
        Some(judge(&raw, keys, &circumstances))
    });
    judged.collect()
}

fn octets(evidence: &Evidence, order: &Order) -> Option<Vec<u8>> {
    let source = evidence.sources.get(order.source.0 as usize)?;
    let mut raw = Vec::new();
    File::open(&source.path).ok()?.take(LONGEST_BYTES).read_to_end(&mut raw).ok()?;
    let is_same = Sha256::digest(&raw).as_slice() == source.sha256;
    is_same.then_some(raw)
}
