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

/// Longest line that is read.
pub(super) const MAX_LINE_OCTETS: usize = 1024 * 1024;
/// Longest that is taken from others: a chain of DNSSEC answers takes some 20,000
/// octets. Less than is read, for what is taken is written with more beside it.
pub(super) const MAX_TAKEN_OCTETS: usize = MAX_LINE_OCTETS / 2;
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

#[cfg(test)]
mod tests {
    use greffe_terms::Timestamp;
    use proptest::prelude::*;

    use super::*;

    /// RFC 8463 A.2, and the names of its key.
    const RECORD: &str = "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
    const SHA256: &str = "06e3fd8fda29bb60ab59557de61edb0aecdb231134be30e75b455f8e1b792fa9";
    const BARE_SHA256: &str = "21fe31dfa154a261626bf854046fd2271b7bed4b6abe45aa58877ef47f9721b9";

    #[test]
    fn a_line_is_written_in_one_way() {
        let check = |line: &str, expect: &str| {
            let line = line.replace("RECORD", RECORD).replace("BARE", BARE_SHA256).replace("SHA", SHA256);
            let expect = expect.replace("RECORD", RECORD).replace("SHA", SHA256);
            let read = Observation::from_line(&line).expect(&line);
            assert_eq!(read.to_line(), expect);
            assert_eq!(Observation::from_line(&expect), Ok(read));
        };
        let key = r#""record":"RECORD","spki_sha256":"SHA","spki_md5":"329bc17ebd3306cd02b7d358ebc750df","alg":"ed25519","bits":256"#;
        check(
            r#"{"domain":"Example.ORG.","selector":"S1","record":"RECORD","method":"document"}"#,
            &format!(r#"{{"v":1,"domain":"example.org","selector":"s1",{key},"method":"document"}}"#),
        );
        check(
            r#"{"source":"a","method":"dns","selector":"s1","domain":"example.org","record":"RECORD","v":1,
                "spki_sha256":"BARE","observed_at":"2016-10-28T02:00:00+02:00","observer":"us","later":[1,{"a":2}]}"#,
            &format!(
                r#"{{"v":1,"domain":"example.org","selector":"s1",{key},"observer":"us","method":"dns","observed_at":"2016-10-28T00:00:00Z","source":"a","later":[1,{{"a":2}}]}}"#
            ),
        );
        check(
            r#"{"v":1,"domain":"example.org","selector":"s1","record":null,"method":"dns",
                "window":{"from":"2016-10-28","to":"2016-10-31"}}"#,
            r#"{"v":1,"domain":"example.org","selector":"s1","record":null,"method":"dns","window":{"from":"2016-10-28T00:00:00Z","to":"2016-10-31T23:59:59Z"}}"#,
        );
        check(
            r#"{"v":1,"domain":"example.org","selector":"s1","record":null,"spki_md5":"00AA","method":"document",
                "claims":[{"kind":"private-key-published","since":"2020-01-01","source":"their site"},{"kind":"lost"}]}"#,
            r#"{"v":1,"domain":"example.org","selector":"s1","record":null,"spki_md5":"00aa","method":"document","claims":[{"kind":"private-key-published","since":"2020-01-01T00:00:00Z","source":"their site"},{"kind":"lost","since":null}]}"#,
        );
    }

    #[test]
    fn what_is_wrong_is_told() {
        let check = |line: &str, expect: NotRead| {
            let line =
                line.replace("RECORD", RECORD).replace("NAME", r#""domain":"example.org","selector":"s1""#);
            assert_eq!(Observation::from_line(&line), Err(expect), "{line}");
        };
        check("", NotRead::NotJson);
        check("[]", NotRead::NotJson);
        check("{", NotRead::NotJson);
        check(&"[".repeat(100_000), NotRead::NotJson);
        check(r#"{NAME,"method":"dns","record":7}"#, NotRead::NotJson);
        check(r#"{NAME,"method":"dns","domain":"twice.example"}"#, NotRead::NotJson);
        check(r#"{NAME,"method":"dns","v":2}"#, NotRead::UnknownVersion);
        check(r#"{NAME}"#, NotRead::UnknownMethod);
        check(r#"{NAME,"method":"hearsay"}"#, NotRead::UnknownMethod);
        check(r#"{"method":"dns"}"#, NotRead::NoName);
        check(r#"{"domain":"a..example","selector":"s","method":"dns"}"#, NotRead::NoName);
        check(r#"{NAME,"method":"dns","observed_at":"then"}"#, NotRead::BadTime);
        check(r#"{NAME,"method":"dns","window":{"from":"2020-01-02","to":"2020-01-01"}}"#, NotRead::BadTime);
        check(
            r#"{NAME,"method":"dns","window":{"from":"2020-01-02"},"observed_at":"2020-01-02"}"#,
            NotRead::BadTime,
        );
        check(r#"{NAME,"method":"dns","claims":[{"kind":"revoked","since":"once"}]}"#, NotRead::BadTime);
        check(r#"{NAME,"method":"dns","record":"RECORD","spki_sha256":"00"}"#, NotRead::OtherKey);
        check(r#"{NAME,"method":"dns","record":"RECORD","spki_md5":"00"}"#, NotRead::OtherKey);
        check(r#"{NAME,"method":"dns","record":"RECORD","bits":2048}"#, NotRead::OtherKey);
        let long = "x".repeat(MAX_RECORD_OCTETS + 1);
        check(&format!(r#"{{NAME,"method":"dns","record":"{long}"}}"#), NotRead::TooLong);
        check(&"x".repeat(MAX_LINE_OCTETS + 1), NotRead::TooLong);
    }

    #[test]
    fn a_bad_line_stops_nothing() {
        let good = r#"{"domain":"example.org","selector":"s1","record":null,"method":"dns"}"#;
        let (observations, unread) = read_observations(&format!("{good}\n\ntorn\r\n{good}\r\n{{\"v\":"));
        assert_eq!(observations.len(), 2);
        let unread: Vec<String> = unread.iter().map(ToString::to_string).collect();
        assert_eq!(
            unread,
            ["line 3: not the JSON of an observation", "line 5: not the JSON of an observation"]
        );
    }

    proptest! {
        #[test]
        fn what_is_observed_reads_back(
            domain in "[a-z]{1,9}(\\.[a-z]{1,9}){0,2}",
            record in proptest::option::of("\\PC{0,60}"),
            source in "\\PC{0,20}",
            method in proptest::sample::select(&Method::ALL),
            seconds in proptest::collection::vec(0_i64..9_999_999_999, 2),
            shape in 0_u8..4,
        ) {
            let (first, last) = (Timestamp(seconds[0].min(seconds[1])), Timestamp(seconds[0].max(seconds[1])));
            let mut observation =
                Observation::new(&domain, "s1", record.as_deref(), method, &source).expect("a name");
            observation.when = match shape {
                0 => When::Unknown,
                1 => When::At(first),
                2 => When::Window(Some(first), Some(last)),
                _ => When::Window(None, Some(last)),
            };
            prop_assert_eq!(Observation::from_line(&observation.to_line()), Ok(observation));
        }
    }
}
