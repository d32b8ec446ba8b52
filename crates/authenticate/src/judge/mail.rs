//! What a signature is held against: who is shown as the author, and when.

use greffe_message::FieldSpan;
use greffe_terms::Timestamp;

use crate::alignment::alignment;
use crate::headers::Headers;
use crate::report::Alignment;
use crate::signature::Selection;

/// Authors of one From that are looked at.
const MAX_AUTHORS: usize = 32;

/// Who is shown as the author of a message, and when.
#[derive(Debug)]
pub(super) struct Mail {
    /// The From fields by number, and the domains of their addresses, in lower case.
    authors: Vec<(usize, Vec<String>)>,
    /// The topmost Date.
    pub(super) date: Option<Timestamp>,
}

/// How a signature relates to the authors of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Authorship {
    /// To each of them at least so.
    pub(super) aligned: Alignment,
    /// There is no author whose domain could be told.
    pub(super) is_unknown: bool,
    /// There are several, of different domains.
    pub(super) is_several: bool,
}

impl Mail {
    /// Reads From and Date.
    pub(super) fn of(headers: &Headers<'_>) -> Mail {
        let group = headers.group(b"From").take(MAX_AUTHORS);
        let numbers = group.map(|place| headers.in_order_of_name(place));
        let authors = numbers.map(|number| (number, domains(headers, &headers.fields()[number]))).collect();
        let date = headers.all("Date").next().and_then(|field| greffe_message::date(headers.value(field)));
        Mail { authors, date }
    }

    /// Returns the domain of the author that is shown.
    pub(super) fn author_domain(&self) -> Option<&str> {
        self.authors.iter().flat_map(|(_, domains)| domains).next().map(String::as_str)
    }

    /// Relates a signing domain to the authors that its signature covers; where
    /// it covers none, to all that are shown.
    pub(super) fn authorship(&self, signing_domain: &str, selection: &Selection) -> Authorship {
        let is_signed = |author: &&(usize, Vec<String>)| selection.holds(author.0);
        let has_signed = self.authors.iter().any(|author| is_signed(&author));
        let fields = self.authors.iter().filter(|author| !has_signed || is_signed(author));
        let mut domains: Vec<&str> = fields.flat_map(|(_, domains)| domains).map(String::as_str).collect();
        domains.sort_unstable();
        domains.dedup();
        let aligned = domains.iter().map(|domain| alignment(signing_domain, domain)).min();
        Authorship {
            aligned: aligned.unwrap_or(Alignment::No),
            is_unknown: domains.is_empty(),
            is_several: domains.len() > 1,
        }
    }
}

fn domains(headers: &Headers<'_>, field: &FieldSpan) -> Vec<String> {
    let addresses = greffe_message::addresses(headers.value(field));
    addresses.iter().take(MAX_AUTHORS).filter_map(|address| address.domain()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Dialect;
    use crate::signature::{Written, select};

    #[test]
    fn signing_domains_are_held_against_the_signed_author() {
        let check = |from: &[&str], names: &str, domain: &str, expect: (Alignment, bool, bool)| {
            let raw =
                from.iter().map(|from| format!("From: {from}\n")).collect::<String>() + "Signature: x\n\n";
            let headers = Headers::split(raw.as_bytes());
            let mut written = Written::read(&headers, from.len(), Dialect::Dkim);
            written.names = Some(names.split(':').map(str::as_bytes).collect());
            let authorship = Mail::of(&headers).authorship(domain, &select(&headers, &written));
            assert_eq!(
                (authorship.aligned, authorship.is_unknown, authorship.is_several),
                expect,
                "{from:?}"
            );
        };
        let (domain, other) = ("a@region.example", "b@other.example");
        check(&[domain], "from", "region.example", (Alignment::Strict, false, false));
        check(&[domain], "from", "mail.region.example", (Alignment::Relaxed, false, false));
        check(&[domain], "to", "region.example", (Alignment::Strict, false, false));
        check(&[other, domain], "from", "region.example", (Alignment::Strict, false, false));
        check(&[other, domain], "from:from", "region.example", (Alignment::No, false, true));
        check(&[other, domain], "to", "region.example", (Alignment::No, false, true));
        check(
            &["a@region.example, b@mail.region.example"],
            "from",
            "region.example",
            (Alignment::Relaxed, false, true),
        );
        check(&["nobody"], "from", "region.example", (Alignment::No, true, false));
        check(&[], "from", "region.example", (Alignment::No, true, false));
    }
}
