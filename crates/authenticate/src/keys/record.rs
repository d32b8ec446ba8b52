//! A key record: the TXT of `selector._domainkey.domain` (RFC 6376 §3.6.1,
//! RFC 4870 §3.2.3).
//!
//! Reading never fails: a record is data even where no verifier would take it,
//! since it still says which key was meant. Whether its key may be asked, and
//! for what, are two more questions: [`KeyRecord::public_key`] and
//! [`KeyRecord::permits`].

use std::borrow::Cow;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::algorithm::{Algorithm, KeyType};
use super::public::{BadKey, PublicKey};

/// Longest record that is read: a TXT answer is smaller (RFC 1035 §4.2.2).
pub(super) const MAX_RECORD_OCTETS: usize = 65_535;

/// Old records lack padding, or have bits left over.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// A key record, as it was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyRecord {
    text: String,
    tags: Tags,
    half: PublicHalf,
}

/// What `p=` holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PublicHalf {
    /// There is no `p=`.
    Absent,
    /// It is empty: the domain withdrew the key (RFC 6376 §3.6.1).
    Revoked,
    /// It is not base64.
    Malformed,
    /// What it decodes to.
    Octets(Vec<u8>),
}

/// The tags of a record that say something of the key; `None` is a tag that is not there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Tags {
    fault: Option<Fault>,
    version: Option<String>,
    key_type: Option<String>,
    hashes: Option<Vec<String>>,
    services: Option<Vec<String>>,
    flags: Option<Vec<String>>,
    granularity: Option<String>,
}

/// Why a record is no list of tags (RFC 6376 §3.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    NoTag,
    Duplicate,
}

/// Why the key of a record cannot be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum Unusable {
    /// The name exists, and its record has no `p=`.
    #[error("no `p=`")]
    NoKey,
    /// An empty `p=`.
    #[error("revoked: `p=` is empty")]
    Revoked,
    /// Something in it is no tag (RFC 6376 §3.2).
    #[error("not a list of tags")]
    NotTags,
    /// A tag stands there twice, which makes the whole list invalid (RFC 6376 §3.2).
    #[error("the same tag twice")]
    DuplicateTag,
    /// `v=` is there and not DKIM1.
    #[error("a version that is not known")]
    UnknownVersion,
    /// `k=` is neither rsa nor ed25519.
    #[error("a kind of key that is not known")]
    UnknownKeyType,
    /// `p=` is not base64.
    #[error("`p=` is not base64")]
    NotBase64,
    /// `p=` holds no key that can be asked.
    #[error(transparent)]
    Key(#[from] BadKey),
}

/// What a signature asks of a record.
#[derive(Debug, Clone, Copy)]
pub struct KeyUse<'a> {
    /// `a=`.
    pub algorithm: Algorithm,
    /// Local part of the agent or user (`i=`), or of the sender for DomainKeys; empty when there is none.
    pub local_part: &'a str,
    /// The domain of `i=` is below `d=`, not equal to it.
    pub is_subdomain: bool,
    /// The signature is in DomainKeys' words, where an empty `g=` means anybody (RFC 4870 §3.2.3).
    pub is_domainkeys: bool,
}

/// What a record forbids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Restriction {
    /// `k=` is for another kind of signature.
    #[error("`k=` is for another algorithm")]
    KeyType,
    /// `h=` does not list the hash.
    #[error("`h=` does not list the hash")]
    Hash,
    /// `s=` lists neither `email` nor `*`.
    #[error("`s=` does not list email")]
    Service,
    /// `t=s`, and `i=` is below `d=`.
    #[error("`t=s` forbids subdomains")]
    Subdomain,
    /// `g=` does not match the local part (RFC 4871 §3.6.1).
    #[error("`g=` is for other users")]
    Granularity,
}

impl KeyRecord {
    /// Reads a record. What is in quotes, as zone files have it, is joined first.
    pub fn parse(text: &str) -> KeyRecord {
        let mut text = text.to_owned();
        text.truncate(text.floor_char_boundary(MAX_RECORD_OCTETS));
        let (tags, half) = read(&joined(&text));
        KeyRecord { text, tags, half }
    }

    /// Returns the record as it was given.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns what `p=` holds.
    pub fn public_half(&self) -> &PublicHalf {
        &self.half
    }

    /// Returns the key, if verifiers may take it.
    ///
    /// # Errors
    /// [`Unusable`]: the first reason against it.
    pub fn public_key(&self) -> Result<PublicKey, Unusable> {
        match self.tags.fault {
            Some(Fault::NoTag) => return Err(Unusable::NotTags),
            Some(Fault::Duplicate) => return Err(Unusable::DuplicateTag),
            None => {}
        }
        if self.tags.version.as_deref().is_some_and(|version| version != "DKIM1") {
            return Err(Unusable::UnknownVersion);
        }
        let octets = match &self.half {
            PublicHalf::Absent => return Err(Unusable::NoKey),
            PublicHalf::Revoked => return Err(Unusable::Revoked),
            PublicHalf::Malformed => return Err(Unusable::NotBase64),
            PublicHalf::Octets(octets) => octets,
        };
        let key_type = self.key_type().ok_or(Unusable::UnknownKeyType)?;
        Ok(PublicKey::parse(octets, key_type)?)
    }

    /// Returns the key that is meant, whether or not verifiers may take it: to
    /// name it, not to ask it.
    pub(super) fn key_meant(&self) -> Option<PublicKey> {
        let PublicHalf::Octets(octets) = &self.half else { return None };
        let of = |key_type| PublicKey::parse(octets, key_type).ok();
        match self.key_type() {
            Some(key_type) => of(key_type),
            None => of(KeyType::Rsa).or_else(|| of(KeyType::Ed25519)),
        }
    }

    /// Tells whether the record allows such a signature.
    ///
    /// `g=` is gone from RFC 6376, yet it was a domain's word while it was in
    /// force: keys were lent to third parties for one local part.
    ///
    /// # Errors
    /// [`Restriction`]: the first that forbids it.
    pub fn permits(&self, key_use: &KeyUse<'_>) -> Result<(), Restriction> {
        let lists = |list: &Option<Vec<String>>, word: &str| {
            list.as_ref().is_none_or(|words| words.iter().any(|listed| listed.eq_ignore_ascii_case(word)))
        };
        if self.key_type() != Some(key_use.algorithm.key_type()) {
            return Err(Restriction::KeyType);
        }
        if !lists(&self.tags.hashes, key_use.algorithm.hash()) {
            return Err(Restriction::Hash);
        }
        if !lists(&self.tags.services, "email") && !lists(&self.tags.services, "*") {
            return Err(Restriction::Service);
        }
        if key_use.is_subdomain && self.has_flag("s") {
            return Err(Restriction::Subdomain);
        }
        if !self.is_for(key_use.local_part, key_use.is_domainkeys) {
            return Err(Restriction::Granularity);
        }
        Ok(())
    }

    /// Tells whether the domain says that it is only trying out signatures (`t=y`).
    pub fn is_test_mode(&self) -> bool {
        self.has_flag("y")
    }

    fn has_flag(&self, flag: &str) -> bool {
        self.tags.flags.as_ref().is_some_and(|flags| flags.iter().any(|set| set.eq_ignore_ascii_case(flag)))
    }

    fn key_type(&self) -> Option<KeyType> {
        match self.tags.key_type.as_deref() {
            None => Some(KeyType::Rsa),
            Some(word) => [KeyType::Rsa, KeyType::Ed25519]
                .into_iter()
                .find(|known| known.as_str().eq_ignore_ascii_case(word)),
        }
    }

    /// `g=` has at most one `*`, which stands for any octets (RFC 4871 §3.6.1).
    fn is_for(&self, local_part: &str, is_domainkeys: bool) -> bool {
        let Some(granularity) = self.tags.granularity.as_deref() else { return true };
        // Records of DomainKeys' time have no version, and their empty `g=` is everybody.
        if granularity.is_empty() && (is_domainkeys || self.tags.version.is_none()) {
            return true;
        }
        match granularity.split_once('*') {
            // An empty one matches nobody, not even a signature that names nobody.
            None => !granularity.is_empty() && granularity == local_part,
            Some((start, end)) => local_part.strip_prefix(start).is_some_and(|rest| rest.ends_with(end)),
        }
    }
}

/// Joins the strings of a record in a zone file's form (RFC 1035 §5.1); any
/// other text is left as it is.
pub(super) fn joined(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    if !text.starts_with('"') {
        return Cow::Borrowed(text);
    }
    let mut joined = Vec::with_capacity(text.len());
    let mut is_within = false;
    let mut rest = text.as_bytes();
    while let Some((octet, after)) = rest.split_first() {
        rest = after;
        match octet {
            b'"' => is_within = !is_within,
            b'\\' if is_within => joined.extend(escaped(&mut rest)),
            other if is_within => joined.push(*other),
            _ => {}
        }
    }
    Cow::Owned(decoded(&joined))
}

/// `\X` is X, and `\DDD` the octet of that number (RFC 1035 §5.1).
fn escaped(rest: &mut &[u8]) -> Option<u8> {
    let number = rest.split_at_checked(3).filter(|(digits, _)| digits.iter().all(u8::is_ascii_digit));
    let number = number.and_then(|(digits, after)| Some((str::from_utf8(digits).ok()?.parse().ok()?, after)));
    let (octet, after) = number.or_else(|| rest.split_first().map(|(octet, after)| (*octet, after)))?;
    *rest = after;
    Some(octet)
}

/// Returns octets as text: UTF-8, or else each octet as the character of its
/// number (ISO 8859-1), so that none is lost.
pub(super) fn decoded(octets: &[u8]) -> String {
    match str::from_utf8(octets) {
        Ok(text) => text.to_owned(),
        Err(_) => octets.iter().copied().map(char::from).collect(),
    }
}

fn read(text: &str) -> (Tags, PublicHalf) {
    let mut tags = Tags::default();
    let mut half = PublicHalf::Absent;
    let mut names: Vec<&str> = Vec::new();
    for tag in text.split(';') {
        if tag.trim().is_empty() {
            continue;
        }
        let Some((name, value)) = tag.split_once('=') else {
            tags.fault = tags.fault.or(Some(Fault::NoTag));
            continue;
        };
        let (name, value) = (name.trim(), value.trim());
        // Tags that are not known may repeat unseen: looking for them all would take square time.
        if KNOWN.contains(&name) {
            if names.contains(&name) {
                tags.fault = tags.fault.or(Some(Fault::Duplicate));
                continue;
            }
            names.push(name);
        }
        match name {
            "v" => tags.version = Some(value.to_owned()),
            "k" => tags.key_type = Some(value.to_owned()),
            "h" => tags.hashes = Some(words(value)),
            "s" => tags.services = Some(words(value)),
            "t" => tags.flags = Some(words(value)),
            "g" => tags.granularity = Some(value.to_owned()),
            "p" => half = public_half(value),
            _ => {}
        }
    }
    (tags, half)
}

const KNOWN: [&str; 8] = ["v", "k", "h", "s", "t", "g", "p", "n"];

fn words(list: &str) -> Vec<String> {
    list.split(':').map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect()
}

fn public_half(value: &str) -> PublicHalf {
    let value: Vec<u8> = value.bytes().filter(|octet| !octet.is_ascii_whitespace()).collect();
    if value.is_empty() {
        return PublicHalf::Revoked;
    }
    match BASE64.decode(value) {
        Ok(octets) => PublicHalf::Octets(octets),
        Err(_) => PublicHalf::Malformed,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Of RFC 8463 A.2.
    const ED25519: &str = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
    const RSA: &str = "MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAMQJpSO4TwBfZYQx6pVv0OxbHC0MkNR3aFLI9GZpZVNV\
                       5Dlf7VJM6yoRrmFoNLPjCiDZCLoUXWVkVIuPF1hrV3kCAwEAAQ==";

    #[test]
    fn keys_are_used_or_not_for_a_reason() {
        let check = |text: &str, expect: Result<KeyType, Unusable>| {
            let text = text.replace("RSA", RSA).replace("ED", ED25519);
            let key = KeyRecord::parse(&text).public_key();
            assert_eq!(key.map(|key| key.key_type()), expect, "{text}");
        };
        check("v=DKIM1; k=rsa; p=RSA", Ok(KeyType::Rsa));
        check("p=RSA", Ok(KeyType::Rsa));
        check("k=rsa; t=y; p=RSA; n=of 2006;", Ok(KeyType::Rsa));
        check(" v = DKIM1 ;; x1 = extra ; p = RSA ; ", Ok(KeyType::Rsa));
        check("p=RSA; unknown=1; unknown=2", Ok(KeyType::Rsa));
        check("v=DKIM1; k=ed25519; p=ED", Ok(KeyType::Ed25519));
        check("k=Ed25519; p=11qYAYKxCrfVS/7T\tyWQHOg7hcvPapi\r\n MlrwIaaPcHURo", Ok(KeyType::Ed25519));
        check("\"v=DKIM1; k=ed25519; \" \"p=ED\"", Ok(KeyType::Ed25519));
        check("\"k=ed25519\\; p=ED\"", Ok(KeyType::Ed25519));
        check("v=DKIM1; k=rsa; p=", Err(Unusable::Revoked));
        check("v=DKIM1; k=rsa; p= ;", Err(Unusable::Revoked));
        check("v=DKIM1; k=rsa", Err(Unusable::NoKey));
        check("", Err(Unusable::NoKey));
        check("\"\"", Err(Unusable::NoKey));
        check("v=DKIM2; p=RSA", Err(Unusable::UnknownVersion));
        check("v=spf1 include:example.org -all", Err(Unusable::UnknownVersion));
        check("k=rsa; t; p=RSA", Err(Unusable::NotTags));
        check("a name taken by somebody else", Err(Unusable::NotTags));
        check("p=RSA; k=rsa; p=RSA", Err(Unusable::DuplicateTag));
        check("k=foobar; p=RSA", Err(Unusable::UnknownKeyType));
        check("k=; p=RSA", Err(Unusable::UnknownKeyType));
        check("p=**", Err(Unusable::NotBase64));
        check("k=ed25519; p=RSA", Err(Unusable::Key(BadKey::OtherKind)));
        check("k=rsa; p=ED", Err(Unusable::Key(BadKey::NotDer)));
        check("k=ed25519; p=QUJD", Err(Unusable::Key(BadKey::WrongLength(3))));
    }

    #[test]
    fn absent_empty_and_malformed_are_three() {
        let check = |text: &str, expect: PublicHalf| {
            assert_eq!(KeyRecord::parse(text).public_half(), &expect, "{text}");
        };
        check("v=DKIM1", PublicHalf::Absent);
        check("v=DKIM1; p=", PublicHalf::Revoked);
        check("v=DKIM1; p=?", PublicHalf::Malformed);
        check("v=DKIM1; p=QUJD", PublicHalf::Octets(b"ABC".to_vec()));
    }

    #[test]
    fn a_record_forbids_what_it_says() {
        let plain = KeyUse {
            algorithm: Algorithm::RsaSha1,
            local_part: "jl",
            is_subdomain: false,
            is_domainkeys: false,
        };
        let check = |tags: &str, key_use: KeyUse<'_>, expect: Result<(), Restriction>| {
            let record = KeyRecord::parse(&format!("{tags}; p={RSA}"));
            assert_eq!(record.permits(&key_use), expect, "{tags} {key_use:?}");
        };
        check("v=DKIM1", plain, Ok(()));
        check("k=RSA; h=sha1:sha256; s=*; t=y; g=*", plain, Ok(()));
        check("h=md5:sha1; s=email:web:fine; t = y:n:extra", plain, Ok(()));
        check("k=ed25519", plain, Err(Restriction::KeyType));
        check("k=rsa", KeyUse { algorithm: Algorithm::Ed25519Sha256, ..plain }, Err(Restriction::KeyType));
        check("h=bad", plain, Err(Restriction::Hash));
        check("h=sha256", plain, Err(Restriction::Hash));
        check("h=", plain, Err(Restriction::Hash));
        check("s=chat", plain, Err(Restriction::Service));
        check("t=s", plain, Ok(()));
        check("t=y:s", KeyUse { is_subdomain: true, ..plain }, Err(Restriction::Subdomain));
        check("t=y", KeyUse { is_subdomain: true, ..plain }, Ok(()));
        check("g=jl", plain, Ok(()));
        check("g=j*l", plain, Ok(()));
        check("g=jl*", plain, Ok(()));
        check("g=jl*l", plain, Err(Restriction::Granularity));
        check("g=*poe", plain, Err(Restriction::Granularity));
        check("g=JL", plain, Err(Restriction::Granularity));
        check("g=jl", KeyUse { local_part: "", ..plain }, Err(Restriction::Granularity));
        check("v=DKIM1; g=", plain, Err(Restriction::Granularity));
        check("v=DKIM1; g=", KeyUse { is_domainkeys: true, ..plain }, Ok(()));
        check("g=", plain, Ok(()));
    }

    #[test]
    fn the_text_is_kept_and_the_flags_are_read() {
        let text = "  \"v=DKIM1; t=s:y\"  \" ; n=\\233\" ";
        let record = KeyRecord::parse(text);
        assert_eq!(record.text(), text);
        assert!(record.is_test_mode());
        assert!(!KeyRecord::parse("t=s; p=").is_test_mode());
    }

    #[test]
    fn strings_are_joined() {
        let check = |text: &str, expect: &str| assert_eq!(joined(text), expect, "{text}");
        check("v=DKIM1; p=", "v=DKIM1; p=");
        check("\"a\" \"b\"\t\"c\"", "abc");
        check("\"a\\\"b\\\\c\\;d\"", "a\"b\\c;d");
        check("\"\\195\\169\"", "é");
        check("\"\\233\\999\\2\"", "é9992");
        check("\"never closed", "never closed");
        check("\"ends in \\", "ends in ");
        check("\"\"", "");
        check("\"é\"", "é");
    }

    proptest! {
        #[test]
        fn any_text_is_a_record(text in "\\PC{0,200}", tags in "([vkhstgpn]?[ =;:\"*\\\\]?[a-zA-Z0-9+/]{0,4}){0,40}") {
            for text in [text, tags] {
                let record = KeyRecord::parse(&text);
                prop_assert_eq!(record.text(), &text);
                // What may be asked is what is meant.
                if let Ok(key) = record.public_key() {
                    prop_assert_eq!(record.key_meant(), Some(key));
                }
            }
        }
    }
}
