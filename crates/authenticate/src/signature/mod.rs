//! A signature as it is written: which dialect, by whom, over what.
//!
//! Nothing is verified here. What cannot be read or is not known is a `fault`
//! beside all that could be read, because a reader wants to know whose broken
//! signature it is.

mod dkim;
mod domainkeys;
mod selection;

use std::ops::Range;

use greffe_message::FieldSpan;
use greffe_terms::{Reason, Timestamp};

use crate::headers::Headers;
use crate::keys::Algorithm;
use crate::report::{Canonical, Canonicalization, Dialect};
use crate::tags::Tags;

pub(crate) use selection::{Selection, select};

/// A signature as it is written.
#[derive(Debug, Clone)]
pub(crate) struct Written<'a> {
    /// In which words.
    pub(crate) dialect: Dialect,
    /// Number of its field.
    pub(crate) number: usize,
    /// `d=`, in lower case; empty when it could not be read.
    pub(crate) domain: String,
    /// `s=`, in lower case; empty when it could not be read.
    pub(crate) selector: String,
    /// `i=` as written; for DomainKeys the address of the signed sender.
    pub(crate) identity: Option<String>,
    /// `a=` as written.
    pub(crate) algorithm_name: String,
    /// `a=` as understood.
    pub(crate) algorithm: Option<Algorithm>,
    /// `c=`.
    pub(crate) canonicalization: Canonicalization,
    /// `h=`; `None` in DomainKeys: every field below the signature.
    pub(crate) names: Option<Vec<&'a [u8]>>,
    /// `l=`, of canonical octets. Absent, zero and malformed are three things: the last is a fault.
    pub(crate) length: Option<u64>,
    /// `bh=`; `None` where body and header share one hash.
    pub(crate) body_hash: Option<Vec<u8>>,
    /// `b=`.
    pub(crate) signature: Vec<u8>,
    /// Where the value of `b=` lies in the field's value.
    pub(crate) emptied: Range<usize>,
    /// `t=`.
    pub(crate) signed_at: Option<Timestamp>,
    /// `x=`.
    pub(crate) expires_at: Option<Timestamp>,
    /// Why it cannot be verified.
    pub(crate) fault: Option<Reason>,
}

impl<'a> Written<'a> {
    /// Reads the field of that number as a signature of that dialect; plain DKIM
    /// and its drafts are told apart here.
    pub(crate) fn read(headers: &Headers<'a>, number: usize, dialect: Dialect) -> Self {
        let field = &headers.fields()[number];
        let Ok(tags) = Tags::parse(headers.value(field)) else {
            return Written { fault: Some(Reason::MalformedSignature), ..Written::unread(number, dialect) };
        };
        match dialect {
            Dialect::Domainkeys => domainkeys::read(headers, number, &tags),
            _ => dkim::read(number, dialect, &tags),
        }
    }

    /// Returns its field.
    pub(crate) fn field<'h>(&self, headers: &'h Headers<'_>) -> &'h FieldSpan {
        &headers.fields()[self.number]
    }

    /// Tells whether the header is hashed without the body: this has a hash of its
    /// own, or is not covered at all.
    pub(crate) fn hashes_body_apart(&self) -> bool {
        self.body_hash.is_some() || self.dialect == Dialect::ArcSeal
    }

    fn unread(number: usize, dialect: Dialect) -> Self {
        Written {
            dialect,
            number,
            domain: String::new(),
            selector: String::new(),
            identity: None,
            algorithm_name: String::new(),
            algorithm: None,
            canonicalization: Canonicalization { header: Canonical::Simple, body: Canonical::Simple },
            names: None,
            length: None,
            body_hash: None,
            signature: Vec::new(),
            emptied: 0..0,
            signed_at: None,
            expires_at: None,
            fault: None,
        }
    }

    /// Notes what is wrong; what was noted first stays.
    fn note(&mut self, fault: Reason) {
        self.fault.get_or_insert(fault);
    }
}

/// Reads a name of a domain or a selector.
fn name(tags: &Tags<'_>, tag: &str) -> Option<String> {
    let word = tags.word(tag)?;
    let word = word.trim_end_matches('.');
    let is_name =
        word.len() <= 253 && !word.chars().any(|char| char.is_control() || matches!(char, '@' | '/'));
    (!word.is_empty() && is_name).then(|| word.to_owned())
}

/// Reads a number of any length; what is beyond any mail is the greatest there is.
fn number(digits: &[u8]) -> Option<u64> {
    let is_number = !digits.is_empty() && digits.iter().all(u8::is_ascii_digit);
    is_number.then(|| {
        digits.iter().fold(0_u64, |sum, digit| sum.saturating_mul(10).saturating_add(u64::from(digit - b'0')))
    })
}

fn timestamp(tags: &Tags<'_>, tag: &str) -> Option<Timestamp> {
    // Blanks say nothing: a signature that was folded anew still says the same time.
    let seconds = number(tags.word(tag)?.as_bytes())?;
    i64::try_from(seconds).ok().map(Timestamp)
}

/// Tells whether `name` is `parent` or below it.
fn is_within(name: &str, parent: &str) -> bool {
    let name = name.trim_end_matches('.').to_lowercase();
    name.strip_suffix(parent).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read() {
        let check =
            |digits: &str, expect: Option<u64>| assert_eq!(number(digits.as_bytes()), expect, "{digits:?}");
        check("0", Some(0));
        check("007", Some(7));
        check(&format!("1{}", "0".repeat(30)), Some(u64::MAX));
        check("", None);
        check("-1", None);
        check("1 2", None);
    }

    #[test]
    fn a_name_is_within_its_parents() {
        let check =
            |name: &str, parent: &str, expect: bool| assert_eq!(is_within(name, parent), expect, "{name}");
        check("region.example", "region.example", true);
        check("Mail.Region.Example.", "region.example", true);
        check("otherregion.example", "region.example", false);
        check("example", "region.example", false);
        check("", "region.example", false);
    }
}
