//! What signatures prove, with one text in every place where a stranger can put one.

use greffe::view::{
    AuthenticationView, Because, ClaimView, CopyView, HowQuoted, KeyName, KeyView, KindCounts,
    MissingKeyView, SiblingView, VerdictChange,
};
use greffe::{Confidence, KeyNote, KeysReport, Turned, UnreadKey, Verdict, samples};

/// What is proven of a message, with everything that can stand beside it.
pub(crate) fn authentication(text: &str) -> AuthenticationView {
    let change = |because| VerdictChange {
        was: Verdict::Unproven,
        now: Verdict::PartlyVerified,
        since: "2026-01-02T03:04:05Z".to_owned(),
        because,
    };
    AuthenticationView {
        judgement: samples::judgement(text),
        signed_by: vec![text.to_owned()],
        history: causes(text).into_iter().map(change).collect(),
        siblings: vec![SiblingView {
            id: "cd".repeat(32),
            how: HowQuoted::Quoted,
            share: 0.5,
            domain: text.to_owned(),
            date: Some("2016-03-12T09:04:00Z".to_owned()),
            from: text.to_owned(),
        }],
        copies: vec![CopyView { id: "ef".repeat(32), same_body: true, verdict: Some(Verdict::Mismatch) }],
        settle: vec![KeyName { domain: text.to_owned(), selector: text.to_owned() }],
    }
}

/// Why a verdict changed: each cause that there is.
pub(crate) fn causes(text: &str) -> Vec<Because> {
    let key = Because::Key {
        domain: text.to_owned(),
        selector: text.to_owned(),
        method: text.to_owned(),
        source: text.to_owned(),
    };
    vec![key, Because::Observers, Because::Judge { version: 2 }, Because::Export { source: text.to_owned() }]
}

/// A known key.
pub(crate) fn key(text: &str) -> KeyView {
    KeyView {
        domain: text.to_owned(),
        selector: text.to_owned(),
        algorithm: "rsa".to_owned(),
        bits: 1_024,
        spki_sha256: Some("ab".repeat(32)),
        record: Some(text.to_owned()),
        confidence: Some(Confidence::K1),
        sources: vec![text.to_owned()],
        first_seen: Some("2012-01-02T03:04:05Z".to_owned()),
        last_seen: None,
        notes: vec![KeyNote::PublishedPrivateKey],
        claims: vec![ClaimView {
            kind: "private-key-published".to_owned(),
            since: None,
            source: text.to_owned(),
        }],
    }
}

/// What became of keys that were handed in.
pub(crate) fn keys_report(text: &str) -> KeysReport {
    KeysReport {
        added: 2,
        known: 1,
        unread: vec![UnreadKey { path: text.to_owned(), line: 7, reason: "no-name" }],
        judged: 3,
        turned: vec![Turned { was: Verdict::Unproven, now: Verdict::Verified, messages: 3 }],
    }
}

/// A key that nobody has shown.
pub(crate) fn missing_key(text: &str) -> MissingKeyView {
    MissingKeyView {
        domain: text.to_owned(),
        selector: text.to_owned(),
        messages: 12,
        kinds: KindCounts { person: 9, list: 2, bulk: 1, automatic: 0 },
        first: Some("2012-01-02T03:04:05Z".to_owned()),
        last: Some("2016-01-02T03:04:05Z".to_owned()),
    }
}
