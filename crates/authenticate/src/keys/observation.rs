//! What somebody saw of a domain's key, and how: the unit of the archive of keys.
//!
//! Nothing is ever merged into "the key of this selector": two observers, two
//! days or two methods are two observations, and so is having looked and found
//! nothing. How they are written down is in [`line`](super::line).

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::claim::KeyClaim;
use super::public::PublicKey;
use super::record::KeyRecord;
use super::when::When;
use crate::alignment::comparable;

/// One observation of a domain's key.
#[derive(Debug, Clone, PartialEq)]
pub struct Observation {
    /// Signing domain, in lower case A-labels.
    pub domain: String,
    /// Selector, likewise.
    pub selector: String,
    /// The exact TXT record, its strings joined; `None` when there was no such
    /// name, or when this speaks of a key by its hash alone.
    pub record: Option<String>,
    /// Which key this is about; empty for an absence and for a record without a key.
    pub key: KeyName,
    /// Who saw it; empty when nobody says.
    pub observer: String,
    /// How.
    pub method: Method,
    /// When.
    pub when: When,
    /// What shows it, verbatim: a signed statement, a chain of DNSSEC answers.
    pub proof: Option<Value>,
    /// What is said of the key besides.
    pub claims: Vec<KeyClaim>,
    /// Where it can be found: what two copies must differ in to count as two;
    /// empty when nobody says.
    pub source: String,
    /// The file in which somebody handed it in: no source by itself. Such an observation is a copy,
    /// whatever method it names: only its own signature can make it more.
    pub handed_in: Option<String>,
    /// What else its source says.
    pub note: Option<String>,
    /// Fields of the line that are not known here, kept for whoever wrote them.
    pub(super) other: BTreeMap<String, Value>,
}

/// The names of a key: hashes of its SubjectPublicKeyInfo, its kind and size.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeyName {
    /// SHA-256, in hexadecimal.
    pub spki_sha256: Option<String>,
    /// MD5: the name under which some operators publish old private keys.
    pub spki_md5: Option<String>,
    /// `rsa` or `ed25519`.
    pub alg: Option<String>,
    /// Length of the modulus; 256 for Ed25519.
    pub bits: Option<u32>,
}

/// How a key was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// Asked of DNS, with a chain of DNSSEC signatures that was checked.
    DnsDnssec,
    /// Asked of DNS.
    Dns,
    /// A statement that its observer signed.
    Statement,
    /// A document that shows it.
    Document,
    /// The source code of a program that needs it.
    SourceCode,
    /// The domain's owner says so.
    SenderAttested,
    /// Computed from signatures.
    Recovered,
}

impl Method {
    /// All methods.
    pub const ALL: [Method; 7] = [
        Method::DnsDnssec,
        Method::Dns,
        Method::Statement,
        Method::Document,
        Method::SourceCode,
        Method::SenderAttested,
        Method::Recovered,
    ];

    /// Returns the word for it in JSON and on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Method::DnsDnssec => "dns-dnssec",
            Method::Dns => "dns",
            Method::Statement => "statement",
            Method::Document => "document",
            Method::SourceCode => "source-code",
            Method::SenderAttested => "sender-attested",
            Method::Recovered => "recovered",
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Method {
    type Err = UnknownMethod;

    fn from_str(text: &str) -> Result<Self, UnknownMethod> {
        Method::ALL.into_iter().find(|method| method.as_str() == text).ok_or(UnknownMethod)
    }
}

/// A word that names no method of observation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "not a method: expected dns-dnssec, dns, statement, document, source-code, sender-attested or recovered"
)]
pub struct UnknownMethod;

impl Observation {
    /// Returns an observation of a record, or of its absence (`None`), at an unknown time.
    ///
    /// `None` if the domain or the selector is no name.
    pub fn new(
        domain: &str,
        selector: &str,
        record: Option<&str>,
        method: Method,
        source: &str,
    ) -> Option<Observation> {
        let key = record.and_then(|record| KeyRecord::parse(record).key_meant());
        Some(Observation {
            domain: name(domain)?,
            selector: name(selector)?,
            record: record.map(str::to_owned),
            key: key.as_ref().map(KeyName::of).unwrap_or_default(),
            observer: String::new(),
            method,
            when: When::Unknown,
            proof: None,
            claims: Vec::new(),
            source: source.to_owned(),
            handed_in: None,
            note: None,
            other: BTreeMap::new(),
        })
    }

    /// Returns where it comes from, for people: its source, or else the file in
    /// which it was handed in; empty when there is neither.
    pub fn origin(&self) -> &str {
        match (self.source.as_str(), &self.handed_in) {
            ("", Some(file)) => file,
            (source, _) => source,
        }
    }

    /// Tells whether a hash is one of its record's key; what holds no key has no name.
    pub(super) fn may_be_named(&self, hash: &str) -> bool {
        let of_key = |name: &Option<String>| name.as_ref().is_none_or(|name| name == hash);
        if of_key(&self.key.spki_sha256) || of_key(&self.key.spki_md5) {
            return true;
        }
        let key = self.record.as_ref().and_then(|record| KeyRecord::parse(record).key_meant());
        key.is_some_and(|key| key.is_named(hash))
    }

    /// Tells whether it says that there was no such name. What has no record and
    /// names a key by its hash speaks of that key instead.
    pub fn is_absence(&self) -> bool {
        self.record.is_none() && self.key.spki_sha256.is_none() && self.key.spki_md5.is_none()
    }
}

/// Returns a name as it is compared, if it is one that keys are published under.
///
/// DNS would take any octet; these are those that mail has ever used, and none
/// of them means anything in the forms in which keys are written down.
fn name(text: &str) -> Option<String> {
    const LONGEST: usize = 253;
    let is_of_names = |octet: u8| octet.is_ascii_alphanumeric() || b"-_.+".contains(&octet);
    comparable(text).filter(|name| name.len() <= LONGEST && name.bytes().all(is_of_names))
}

impl KeyName {
    /// Returns the names of a key.
    pub fn of(key: &PublicKey) -> KeyName {
        KeyName {
            spki_sha256: Some(key.spki_sha256().to_owned()),
            spki_md5: Some(key.spki_md5().to_owned()),
            alg: Some(key.key_type().as_str().to_owned()),
            bits: Some(key.bits()),
        }
    }
}
