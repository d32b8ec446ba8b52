//! An observation as one line of JSON: the archive's own form of it.
//!
//! What is written is canonical: fields in one order, no blanks, times in UTC.
//! What is read may come from anybody: names are checked against the record
//! they stand beside, and fields that are not known here are kept.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::claim::{ClaimKind, KeyClaim};
use super::observation::{KeyName, Method, Observation};
use super::record::MAX_RECORD_OCTETS;
use super::when::{self, When};

/// Longest line that is read: a chain of DNSSEC answers takes some 20,000 octets.
pub(super) const MAX_LINE_OCTETS: usize = 512 * 1024;
/// Claims of one line that are kept.
const MAX_CLAIMS: usize = 64;

/// A line that holds no observation.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {reason}")]
pub struct Unread {
    /// Its number, the first being 1.
    pub line: usize,
    /// Why.
    pub reason: NotRead,
}

/// Why a line holds no observation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, thiserror::Error)]
#[non_exhaustive]
pub enum NotRead {
    /// Nothing that is known here looks like it.
    #[error("not an observation of a key in any known form")]
    UnknownForm,
    /// Not JSON, or fields of other types than theirs.
    #[error("not the JSON of an observation")]
    NotJson,
    /// `v` is not 1.
    #[error("a version that is not known")]
    UnknownVersion,
    /// `method` is none that is known.
    #[error("a method that is not known")]
    UnknownMethod,
    /// The domain or the selector is missing or no name.
    #[error("no domain and selector")]
    NoName,
    /// There is no record.
    #[error("no record")]
    NoRecord,
    /// An instant is not RFC 3339, or there are both an instant and a window.
    #[error("a time that cannot be read")]
    BadTime,
    /// The hashes, the kind or the size beside a record are not those of its key.
    #[error("names another key than its record holds")]
    OtherKey,
    /// Longer than lines and records are.
    #[error("too long")]
    TooLong,
    /// Beyond the number of observations that one file may hold.
    #[error("too many observations in one file")]
    TooMany,
    /// An alias (CNAME) of a name that is not in the same file.
    #[error("an alias of a name that is not in this file")]
    Alias,
    /// A string or parenthesis that does not end.
    #[error("a quote or parenthesis that does not end")]
    Unclosed,
}

impl NotRead {
    /// Returns the word for it in JSON and in the names of texts.
    pub const fn as_str(self) -> &'static str {
        match self {
            NotRead::UnknownForm => "unknown-form",
            NotRead::NotJson => "not-json",
            NotRead::UnknownVersion => "unknown-version",
            NotRead::UnknownMethod => "unknown-method",
            NotRead::NoName => "no-name",
            NotRead::NoRecord => "no-record",
            NotRead::BadTime => "bad-time",
            NotRead::OtherKey => "other-key",
            NotRead::TooLong => "too-long",
            NotRead::TooMany => "too-many",
            NotRead::Alias => "alias",
            NotRead::Unclosed => "unclosed",
        }
    }
}

/// The line as it stands there; the order of fields is the order of writing.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Line {
    #[serde(default)]
    v: Option<u64>,
    #[serde(default)]
    domain: String,
    #[serde(default)]
    selector: String,
    #[serde(default)]
    record: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    spki_sha256: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    spki_md5: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    alg: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    bits: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    observer: Option<String>,
    #[serde(default)]
    method: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    observed_at: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    window: Option<Window>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    proof: Option<Value>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    claims: Option<Vec<ClaimLine>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    handed_in: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(flatten)]
    other: BTreeMap<String, Value>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Window {
    from: Option<String>,
    to: Option<String>,
}

#[derive(Debug, Serialize, Deserialize)]
struct ClaimLine {
    kind: String,
    since: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    source: Option<String>,
}

impl Observation {
    /// Reads one line of an archive's observations.
    ///
    /// # Errors
    /// [`NotRead`]: what is wrong with it.
    pub fn from_line(line: &str) -> Result<Observation, NotRead> {
        if line.len() > MAX_LINE_OCTETS {
            return Err(NotRead::TooLong);
        }
        let line: Line = serde_json::from_str(line).map_err(|_| NotRead::NotJson)?;
        observation(line)
    }

    /// Reads the same from a value.
    pub(super) fn from_value(value: Value) -> Result<Observation, NotRead> {
        let line: Line = serde_json::from_value(value).map_err(|_| NotRead::NotJson)?;
        observation(line)
    }

    /// Writes it as one line, without the line's end.
    pub fn to_line(&self) -> String {
        let (observed_at, window) = match self.when {
            When::Unknown => (None, None),
            When::At(at) => (when::written(at), None),
            When::Window(from, to) => {
                let window = Window { from: from.and_then(when::written), to: to.and_then(when::written) };
                (None, Some(window))
            }
        };
        let line = Line {
            v: Some(1),
            domain: self.domain.clone(),
            selector: self.selector.clone(),
            record: self.record.clone(),
            spki_sha256: self.key.spki_sha256.clone(),
            spki_md5: self.key.spki_md5.clone(),
            alg: self.key.alg.clone(),
            bits: self.key.bits,
            observer: some(&self.observer),
            method: self.method.as_str().to_owned(),
            observed_at,
            window,
            proof: self.proof.clone(),
            claims: (!self.claims.is_empty()).then(|| self.claims.iter().map(claim_line).collect()),
            source: some(&self.source),
            handed_in: self.handed_in.clone(),
            note: self.note.clone(),
            other: self.other.clone(),
        };
        // Strings, numbers and maps with string keys: nothing that JSON cannot hold.
        serde_json::to_string(&line).expect("plain values are JSON")
    }
}

/// Reads an archive's observations, one a line; blank lines are none.
///
/// What cannot be read is told, and stops nothing.
pub fn read_observations(text: &str) -> (Vec<Observation>, Vec<Unread>) {
    let mut observations = Vec::new();
    let mut unread = Vec::new();
    for (place, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        match Observation::from_line(line) {
            Ok(observation) => observations.push(observation),
            Err(reason) => unread.push(Unread { line: place + 1, reason }),
        }
    }
    (observations, unread)
}

fn observation(line: Line) -> Result<Observation, NotRead> {
    if line.v.is_some_and(|version| version != 1) {
        return Err(NotRead::UnknownVersion);
    }
    if line.record.as_ref().is_some_and(|record| record.len() > MAX_RECORD_OCTETS) {
        return Err(NotRead::TooLong);
    }
    let method: Method = line.method.parse().map_err(|_| NotRead::UnknownMethod)?;
    let source = line.source.as_deref().unwrap_or_default();
    let read = Observation::new(&line.domain, &line.selector, line.record.as_deref(), method, source);
    let read = read.ok_or(NotRead::NoName)?;
    Ok(Observation {
        key: agreed(&line, &read)?,
        when: seen(&line)?,
        observer: line.observer.unwrap_or_default(),
        proof: line.proof,
        claims: claims(line.claims.unwrap_or_default())?,
        handed_in: line.handed_in,
        note: line.note,
        other: line.other,
        ..read
    })
}

/// Returns the names of the key, which must be those of the record if there is one.
fn agreed(line: &Line, read: &Observation) -> Result<KeyName, NotRead> {
    let lower = |hash: &Option<String>| hash.as_ref().map(|hash| hash.to_ascii_lowercase());
    let (spki_sha256, spki_md5) = (lower(&line.spki_sha256), lower(&line.spki_md5));
    if line.record.is_none() {
        return Ok(KeyName { spki_sha256, spki_md5, alg: line.alg.clone(), bits: line.bits });
    }
    let are_names = [&spki_sha256, &spki_md5].into_iter().flatten().all(|hash| read.may_be_named(hash));
    let is_size = line.bits.is_none() || read.key.bits.is_none() || line.bits == read.key.bits;
    if are_names && is_size { Ok(read.key.clone()) } else { Err(NotRead::OtherKey) }
}

fn seen(line: &Line) -> Result<When, NotRead> {
    let read = |text: &Option<String>, read: fn(&str) -> Option<greffe_terms::Timestamp>| match text {
        Some(text) => read(text).map(Some).ok_or(NotRead::BadTime),
        None => Ok(None),
    };
    match (&line.observed_at, &line.window) {
        (Some(_), Some(_)) => Err(NotRead::BadTime),
        (None, None) => Ok(When::Unknown),
        (Some(at), None) => when::instant(at).map(When::At).ok_or(NotRead::BadTime),
        (None, Some(window)) => {
            let (from, to) = (read(&window.from, when::instant)?, read(&window.to, when::end)?);
            let is_reversed = from.zip(to).is_some_and(|(from, to)| from > to);
            if is_reversed { Err(NotRead::BadTime) } else { Ok(When::Window(from, to)) }
        }
    }
}

fn claims(lines: Vec<ClaimLine>) -> Result<Vec<KeyClaim>, NotRead> {
    if lines.len() > MAX_CLAIMS {
        return Err(NotRead::TooLong);
    }
    let mut claims = Vec::with_capacity(lines.len());
    for line in lines {
        let since = match line.since {
            Some(since) => Some(when::instant(&since).ok_or(NotRead::BadTime)?),
            None => None,
        };
        claims.push(KeyClaim { kind: ClaimKind::from(line.kind), since, source: line.source });
    }
    Ok(claims)
}

fn claim_line(claim: &KeyClaim) -> ClaimLine {
    ClaimLine {
        kind: claim.kind.as_str().to_owned(),
        since: claim.since.and_then(when::written),
        source: claim.source.clone(),
    }
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}
