//! Reads `DKIM-Signature` (RFC 6376 §3.5), as the drafts had it too, and
//! `ARC-Message-Signature` (RFC 8617 §4.1.2), which is nearly the same.

use greffe_terms::Reason;

use super::{Written, is_within, name, number, timestamp};
use crate::keys::Algorithm;
use crate::report::{Canonical, Canonicalization, Dialect};
use crate::tags::{Tags, base64};

/// Reads a signature from its tags.
pub(super) fn read<'a>(number: usize, dialect: Dialect, tags: &Tags<'a>) -> Written<'a> {
    let is_arc = matches!(dialect, Dialect::ArcMessageSignature | Dialect::ArcSeal);
    let mut written = Written::unread(number, dialect);
    if !is_arc {
        read_version(tags, &mut written);
    }
    read_signer(tags, &mut written);
    read_algorithms(tags, &mut written);
    read_scope(tags, &mut written);
    if !is_arc {
        read_identity(tags, &mut written);
        demand_from(&mut written);
    }
    written
}

/// The drafts before RFC 4871 had no `v=`, then `v=0.1` and so on.
fn read_version(tags: &Tags<'_>, written: &mut Written<'_>) {
    match tags.value("v") {
        Some(b"1") => written.dialect = Dialect::Dkim,
        None => written.dialect = Dialect::DkimDraft,
        Some([b'0', b'.', rest @ ..]) if rest.iter().all(u8::is_ascii_digit) => {
            written.dialect = Dialect::DkimDraft;
        }
        Some(_) => written.note(Reason::UnsupportedDialect),
    }
}

fn read_signer(tags: &Tags<'_>, written: &mut Written<'_>) {
    match (name(tags, "d"), name(tags, "s")) {
        (Some(domain), Some(selector)) => (written.domain, written.selector) = (domain, selector),
        (domain, selector) => {
            (written.domain, written.selector) = (domain.unwrap_or_default(), selector.unwrap_or_default());
            written.note(Reason::MalformedSignature);
        }
    }
    written.signed_at = timestamp(tags, "t");
    written.expires_at = timestamp(tags, "x");
    match tags.value("b").and_then(base64).filter(|octets| !octets.is_empty()) {
        Some(octets) => written.signature = octets,
        None => written.note(Reason::MalformedSignature),
    }
    written.emptied = tags.span("b").unwrap_or_default();
}

fn read_algorithms(tags: &Tags<'_>, written: &mut Written<'_>) {
    written.algorithm_name = tags.word("a").unwrap_or_default();
    written.algorithm = written.algorithm_name.parse::<Algorithm>().ok();
    if written.algorithm.is_none() {
        let is_absent = written.algorithm_name.is_empty();
        written.note(if is_absent { Reason::MalformedSignature } else { Reason::UnsupportedDialect });
    }
    match canonicalization(tags.word("c").as_deref().unwrap_or("simple")) {
        Some(both) => written.canonicalization = both,
        None => written.note(Reason::UnsupportedDialect),
    }
    // How keys are asked for: only DNS was ever defined.
    let asks_dns = |items: Vec<&[u8]>| items.iter().any(|item| matches!(*item, b"dns/txt" | b"dns"));
    if tags.items("q").is_some_and(|items| !asks_dns(items)) {
        written.note(Reason::UnsupportedDialect);
    }
}

/// What is said of one alone is said of the header; a body is then simple.
fn canonicalization(word: &str) -> Option<Canonicalization> {
    let (header, body) = word.split_once('/').unwrap_or((word, "simple"));
    let form = |word: &str| match word {
        "simple" => Some(Canonical::Simple),
        "relaxed" => Some(Canonical::Relaxed),
        _ => None,
    };
    Some(Canonicalization { header: form(header)?, body: form(body)? })
}

/// What is signed: `h=`, `bh=`, `l=`. A seal has none of them.
fn read_scope<'a>(tags: &Tags<'a>, written: &mut Written<'a>) {
    if written.dialect == Dialect::ArcSeal {
        return;
    }
    let names = tags.items("h").unwrap_or_default();
    // A message signature of ARC may cover the body alone.
    let may_be_empty = written.dialect == Dialect::ArcMessageSignature && tags.value("h").is_some();
    if names.is_empty() && !may_be_empty {
        written.note(Reason::MalformedSignature);
    }
    // Nobody writes a blank into a name; who takes blanks out of a signature that
    // was folded anew must not find another name there than was read.
    if names.iter().any(|name| name.iter().any(u8::is_ascii_whitespace)) {
        written.note(Reason::MalformedSignature);
    }
    written.names = Some(names);
    match (tags.value("bh").map(base64), written.dialect) {
        (Some(Some(hash)), _) => written.body_hash = Some(hash),
        // The first drafts signed header and body in one.
        (None, Dialect::DkimDraft) => {}
        _ => written.note(Reason::MalformedSignature),
    }
    match tags.value("l").map(number) {
        Some(Some(length)) => written.length = Some(length),
        Some(None) => written.note(Reason::MalformedSignature),
        None => {}
    }
}

/// `i=` is an address at `d=` or below (RFC 6376 §3.5), in its own quoted-printable (§2.11).
fn read_identity(tags: &Tags<'_>, written: &mut Written<'_>) {
    let Some(identity) = tags.value("i").map(unquoted) else { return };
    let is_within_domain =
        identity.rsplit_once('@').is_some_and(|(_, domain)| is_within(domain, &written.domain));
    if !is_within_domain {
        written.note(Reason::MalformedSignature);
    }
    written.identity = Some(identity);
}

/// RFC 6376 §5.4: without From, a signature says nothing of who wrote.
fn demand_from(written: &mut Written<'_>) {
    let signs_from = |names: &Vec<&[u8]>| names.iter().any(|name| name.eq_ignore_ascii_case(b"from"));
    if !written.names.as_ref().is_some_and(signs_from) {
        written.note(Reason::FromNotSigned);
    }
}

/// Decodes dkim-quoted-printable: `=40` is `@`, blanks are nothing.
fn unquoted(value: &[u8]) -> String {
    let mut octets = Vec::with_capacity(value.len());
    let mut rest = value;
    while let Some((&first, following)) = rest.split_first() {
        rest = following;
        let hex = |octet: u8| char::from(octet).to_digit(16);
        match (first, following) {
            (b'=', [high, low, after @ ..]) if hex(*high).is_some() && hex(*low).is_some() => {
                octets.push((hex(*high).unwrap_or(0) * 16 + hex(*low).unwrap_or(0)) as u8);
                rest = after;
            }
            (octet, _) if octet.is_ascii_whitespace() => {}
            (octet, _) => octets.push(octet),
        }
    }
    String::from_utf8_lossy(&octets).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::headers::Headers;

    const WHOLE: &str = "v=1; a=rsa-sha256; d=A.example; s=S1; h=From : to; bh=YWJj; b=YW\r\n Jj";

    fn check(from: &str, to: &str, expect: impl Fn(&Written<'_>) -> bool) {
        let raw = format!("DKIM-Signature: {}\r\n\r\n", WHOLE.replacen(from, to, 1));
        let headers = Headers::split(raw.as_bytes());
        let written = Written::read(&headers, 0, Dialect::Dkim);
        assert!(expect(&written), "{to:?}: {written:?}");
    }

    #[test]
    fn what_is_written_is_read() {
        check("", "", |written| {
            written.fault.is_none()
                && (written.domain.as_str(), written.selector.as_str()) == ("a.example", "s1")
                && written.names == Some(vec![b"From", b"to"])
                && written.body_hash.as_deref() == Some(b"abc")
                && written.signature == b"abc"
                && written.length.is_none()
        });
        check("h=", "t=12; x=+3; l=07; h=", |written| {
            written.signed_at.is_some() && written.expires_at.is_none() && written.length == Some(7)
        });
        check("h=", "c=relaxed; h=", |written| {
            let Canonicalization { header, body } = written.canonicalization;
            (header, body) == (Canonical::Relaxed, Canonical::Simple)
        });
        check("h=", "i=jean=2Edupont@ mail.a.example; h=", |written| {
            written.fault.is_none() && written.identity.as_deref() == Some("jean.dupont@mail.a.example")
        });
    }

    #[test]
    fn dialects_are_told_apart() {
        check("v=1", "v=1", |written| written.dialect == Dialect::Dkim);
        check("v=1;", "", |written| written.dialect == Dialect::DkimDraft && written.fault.is_none());
        check("v=1", "v=0.5", |written| written.dialect == Dialect::DkimDraft && written.fault.is_none());
        check("v=1", "v=0.x", |written| written.fault == Some(Reason::UnsupportedDialect));
        check("bh=YWJj;", "", |written| written.fault == Some(Reason::MalformedSignature));
        let first_draft = WHOLE.replace("bh=YWJj;", "");
        check(WHOLE, &first_draft.replace("v=1;", ""), |written| {
            written.fault.is_none() && !written.hashes_body_apart()
        });
    }

    #[test]
    fn faults_leave_the_rest_readable() {
        check("From : to", "to", |written| written.fault == Some(Reason::FromNotSigned));
        check("rsa-sha256", "rsa-md5", |written| {
            written.fault == Some(Reason::UnsupportedDialect) && written.domain == "a.example"
        });
        check("s=S1;", "s=S1; s=S2;", |written| {
            written.fault == Some(Reason::MalformedSignature) && written.domain.is_empty()
        });
    }
}
