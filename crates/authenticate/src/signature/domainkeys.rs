//! Reads `DomainKey-Signature` (RFC 4870 §3.3): mail of 2004 to 2010.

use greffe_message::FieldSpan;
use greffe_terms::Reason;

use super::{Written, is_within, name};
use crate::headers::Headers;
use crate::report::{Canonical, Canonicalization, Dialect};
use crate::tags::{Tags, base64};

/// Reads a signature from its tags.
pub(super) fn read<'a>(headers: &Headers<'a>, number: usize, tags: &Tags<'a>) -> Written<'a> {
    let mut written = Written::unread(number, Dialect::Domainkeys);
    written.domain = name(tags, "d").unwrap_or_default();
    written.selector = name(tags, "s").unwrap_or_default();
    written.signature = tags.value("b").and_then(base64).unwrap_or_default();
    written.names = tags.items("h");
    if written.domain.is_empty() || written.selector.is_empty() || written.signature.is_empty() {
        written.note(Reason::MalformedSignature);
    }
    read_algorithms(tags, &mut written);
    read_sender(headers, &mut written);
    written
}

fn read_algorithms(tags: &Tags<'_>, written: &mut Written<'_>) {
    written.algorithm_name = tags.word("a").unwrap_or_else(|| "rsa-sha1".to_owned());
    written.algorithm = written.algorithm_name.parse().ok().filter(|_| written.algorithm_name == "rsa-sha1");
    let form = match tags.word("c").as_deref() {
        Some("nofws") => Some(Canonical::Nofws),
        Some("simple") | None => Some(Canonical::Simple),
        Some(_) => None,
    };
    // `q=` must be there, yet big senders left it out; but with neither `q=` nor
    // `h=` hardly anything is left of the form that the RFC demands.
    let query = tags.word("q");
    let is_asked_in_dns = query.as_deref().map_or(written.names.is_some(), |query| query == "dns");
    if written.algorithm.is_none() || form.is_none() || (query.is_some() && !is_asked_in_dns) {
        written.note(Reason::UnsupportedDialect);
    } else if !is_asked_in_dns {
        written.note(Reason::MalformedSignature);
    }
    let form = form.unwrap_or(Canonical::Simple);
    written.canonicalization = Canonicalization { header: form, body: form };
}

/// The domain must be that of Sender, or without one that of From (RFC 4870
/// §3.3, `d=`), and the field it is taken from must be signed.
fn read_sender(headers: &Headers<'_>, written: &mut Written<'_>) {
    if written.fault.is_some() {
        return;
    }
    if signed_field(headers, written, "from").is_none() {
        written.note(Reason::FromNotSigned);
        return;
    }
    let sender =
        signed_address(headers, written, "sender").or_else(|| signed_address(headers, written, "from"));
    let domain = sender.as_deref().and_then(|sender| sender.rsplit_once('@')).map(|(_, domain)| domain);
    if !domain.is_some_and(|domain| is_within(domain, &written.domain)) {
        written.note(Reason::MalformedSignature);
    }
    written.identity = sender;
}

fn signed_address(headers: &Headers<'_>, written: &Written<'_>, name: &str) -> Option<String> {
    let field = signed_field(headers, written, name)?;
    let first = greffe_message::addresses(headers.value(field)).into_iter().next()?;
    first.address.contains('@').then_some(first.address)
}

/// Returns the first field of a name below the signature, if the signature lists it.
fn signed_field<'h>(headers: &'h Headers<'_>, written: &Written<'_>, name: &str) -> Option<&'h FieldSpan> {
    let lists = |names: &Vec<&[u8]>| names.iter().any(|listed| listed.eq_ignore_ascii_case(name.as_bytes()));
    if !written.names.as_ref().is_none_or(lists) {
        return None;
    }
    let below = written.field(headers).whole().end;
    headers.all(name).find(|field| field.whole().start >= below)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_and_their_senders_are_read() {
        let check = |tags: &str, header: &str, fault: Option<Reason>, sender: Option<&str>| {
            let raw = format!("From: above@x.example\r\nDomainKey-Signature: {tags}\r\n{header}\r\n");
            let headers = Headers::split(raw.as_bytes());
            let written = Written::read(&headers, 1, Dialect::Domainkeys);
            assert_eq!((written.fault, written.identity.as_deref()), (fault, sender), "{tags} {header}");
        };
        let whole = "a=rsa-sha1; q=dns; c=nofws; d=a.example; s=s; b=YWJj";
        let from = "From: jean@mail.A.example\r\n";
        check(whole, from, None, Some("jean@mail.A.example"));
        check(
            whole,
            &format!("{from}Sender: list@b.example\r\n"),
            Some(Reason::MalformedSignature),
            Some("list@b.example"),
        );
        let with_names = format!("{whole}; h=from:subject");
        check(&with_names, &format!("{from}Sender: list@b.example\r\n"), None, Some("jean@mail.A.example"));
        check(&with_names.replace("q=dns; ", ""), from, None, Some("jean@mail.A.example"));
        check(&whole.replace("q=dns; ", ""), from, Some(Reason::MalformedSignature), None);
        check(&whole.replace("q=dns", "q=http"), from, Some(Reason::UnsupportedDialect), None);
        check(&whole.replace("rsa-sha1", "rsa-sha256"), from, Some(Reason::UnsupportedDialect), None);
        check(&whole.replace("nofws", "relaxed"), from, Some(Reason::UnsupportedDialect), None);
        check(whole, "Subject: nobody below\r\n", Some(Reason::FromNotSigned), None);
        check("d=a.example", from, Some(Reason::MalformedSignature), None);
    }
}
