//! All keys at hand: built once from observations, asked many times, cheap to clone.
//!
//! Each distinct key is one value, however many names and records hold it, and
//! does its costly preparation when it is first asked.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, LazyLock};

use super::attested::{Sees, Weight, Witness};
use super::candidate::{Candidate, Candidates, UnusableRecord};
use super::claim::{ClaimKind, KeyClaim};
use super::observation::{KeyName, Observation};
use super::observer::TrustedObserver;
use super::public::PublicKey;
use super::record::{KeyRecord, Unusable};
use super::when::When;
use crate::alignment::{comparable, organisation};

/// Keys of one name that are kept apart; observations of still more are counted and left out.
const MAX_KEYS: usize = 32;
/// Claims about one key that are kept.
const MAX_CLAIMS: usize = 64;
/// Observations of one name that are weighed.
const MAX_WITNESSES: usize = 4096;

/// All keys at hand, by signing domain and selector.
#[derive(Debug, Clone, Default)]
pub struct KeyBook {
    domains: Arc<BTreeMap<String, Selectors>>,
}

type Selectors = BTreeMap<String, Candidates>;

impl KeyBook {
    /// Returns a book of an archive's observations; nobody's signed statements are believed.
    pub fn new(observations: impl IntoIterator<Item = Observation>) -> KeyBook {
        KeyBook::gathered(observations, [], &[])
    }

    /// Returns a book of what was handed in with a question: each key counts as
    /// K2, and says so.
    pub fn supplied(observations: impl IntoIterator<Item = Observation>) -> KeyBook {
        KeyBook::gathered([], observations, &[])
    }

    /// Returns a book of both; statements signed by a trusted observer count as such.
    pub fn gathered(
        archived: impl IntoIterator<Item = Observation>,
        supplied: impl IntoIterator<Item = Observation>,
        trusted: &[TrustedObserver],
    ) -> KeyBook {
        let mut gathering = Gathering::default();
        for observation in archived {
            gathering.add(observation, false);
        }
        for observation in supplied {
            gathering.add(observation, true);
        }
        gathering.bound(trusted)
    }

    /// Returns what is known of a name; upper case, a final dot, and A-labels
    /// against U-labels make no difference.
    pub fn candidates(&self, domain: &str, selector: &str) -> &Candidates {
        static NONE: LazyLock<Candidates> = LazyLock::new(Candidates::default);
        let find = || self.domains.get(&comparable(domain)?)?.get(&comparable(selector)?);
        find().unwrap_or(&NONE)
    }

    /// Returns all names that something is known of, as (domain, selector), in order.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.domains.iter().flat_map(|(domain, selectors)| {
            selectors.keys().map(move |selector| (domain.as_str(), selector.as_str()))
        })
    }

    /// Tells whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.domains.is_empty()
    }
}

/// Observations on their way into a book, and what is true across names.
#[derive(Default)]
struct Gathering {
    names: BTreeMap<String, BTreeMap<String, Vec<Gathered>>>,
    /// Claims that follow a key by its hash.
    claims: HashMap<String, Vec<KeyClaim>>,
    /// Organisations under which a key was seen, by its SHA-256.
    owners: HashMap<String, BTreeSet<Vec<u8>>>,
    keys: HashMap<Vec<u8>, Arc<PublicKey>>,
}

struct Gathered {
    observation: Arc<Observation>,
    supplied: bool,
}

/// An observation and what it weighs.
struct Observed {
    observation: Arc<Observation>,
    supplied: bool,
    weight: Weight,
}

impl Gathering {
    fn add(&mut self, observation: Observation, supplied: bool) {
        self.note_claims(&observation);
        if let (Some(hash), Some(_)) = (&observation.key.spki_sha256, &observation.record) {
            let domain = observation.domain.as_bytes();
            let owner = organisation(&observation.domain).unwrap_or(domain);
            self.owners.entry(hash.clone()).or_default().insert(owner.to_vec());
        }
        let selectors = self.names.entry(observation.domain.clone()).or_default();
        let name = selectors.entry(observation.selector.clone()).or_default();
        name.push(Gathered { observation: Arc::new(observation), supplied });
    }

    fn note_claims(&mut self, observation: &Observation) {
        let names = [&observation.key.spki_sha256, &observation.key.spki_md5];
        for hash in names.into_iter().flatten() {
            for claim in observation.claims.iter().filter(|claim| claim.kind != ClaimKind::Revoked) {
                let known = self.claims.entry(hash.clone()).or_default();
                if known.len() < MAX_CLAIMS && !known.contains(claim) {
                    known.push(claim.clone());
                }
            }
        }
    }

    fn bound(mut self, trusted: &[TrustedObserver]) -> KeyBook {
        let mut domains = BTreeMap::new();
        for (domain, selectors) in std::mem::take(&mut self.names) {
            let bind = |(selector, gathered)| (selector, self.name(gathered, trusted));
            domains.insert(domain, selectors.into_iter().map(bind).collect());
        }
        KeyBook { domains: Arc::new(domains) }
    }

    /// Binds what was observed of one name.
    fn name(&mut self, gathered: Vec<Gathered>, trusted: &[TrustedObserver]) -> Candidates {
        let weigh = |Gathered { observation, supplied }| {
            let weight = Weight::of(&observation, trusted);
            Observed { observation, supplied, weight }
        };
        let mut observed: Vec<Observed> = gathered.into_iter().map(weigh).collect();
        // The best attested first: theirs is the record that restricts a key, and a
        // crowd of copies leaves no good one out.
        observed.sort_by_key(|observed| Reverse(observed.weight.alone(observed.supplied)));
        let mut name = Name::default();
        for observed in &observed {
            name.add(self, observed);
        }
        for observed in &observed {
            name.add_withdrawals(observed);
        }
        name.bound()
    }

    /// Returns the one value of a key.
    fn interned(&mut self, key: PublicKey) -> Arc<PublicKey> {
        self.keys.entry(key.spki().to_vec()).or_insert_with(|| Arc::new(key)).clone()
    }

    fn is_shared(&self, key: &PublicKey) -> bool {
        self.owners.get(key.spki_sha256()).is_some_and(|owners| owners.len() > 1)
    }

    fn claims_on(&self, key: &PublicKey) -> Vec<KeyClaim> {
        let mut claims: Vec<KeyClaim> = Vec::new();
        for hash in key.all_names() {
            for claim in self.claims.get(hash).into_iter().flatten() {
                if !claims.contains(claim) {
                    claims.push(claim.clone());
                }
            }
        }
        claims
    }
}

/// One name on its way into a book.
#[derive(Default)]
struct Name {
    keys: Vec<Candidate>,
    /// Where each key is, by its SubjectPublicKeyInfo.
    places: HashMap<Vec<u8>, usize>,
    unusable: Vec<UnusableRecord>,
    absences: Vec<Arc<Observation>>,
    witnesses: BTreeSet<Witness>,
    left_out: usize,
}

impl Name {
    fn add(&mut self, gathering: &mut Gathering, observed: &Observed) {
        let observation = &observed.observation;
        let Some(text) = &observation.record else {
            if observation.is_absence() {
                self.absences.push(observation.clone());
                self.witness(observed, observation.when, Sees::Nothing);
            }
            return;
        };
        let record = KeyRecord::parse(text);
        match record.public_key() {
            Ok(key) => self.add_key(gathering.interned(key), record, gathering, observed),
            Err(why) => self.add_unusable(record, why, observed),
        }
    }

    fn add_key(
        &mut self,
        key: Arc<PublicKey>,
        record: KeyRecord,
        gathering: &Gathering,
        observed: &Observed,
    ) {
        let place = match self.places.get(key.spki()) {
            Some(place) => *place,
            None if self.keys.len() == MAX_KEYS => {
                self.left_out += 1;
                return;
            }
            None => self.open(key, record, gathering),
        };
        if let Some(candidate) = self.keys.get_mut(place) {
            candidate.observations.push(observed.observation.clone());
        }
        self.witness(observed, observed.observation.when, Sees::Key(place));
    }

    /// Opens a place for a key that is new under this name.
    fn open(&mut self, key: Arc<PublicKey>, record: KeyRecord, gathering: &Gathering) -> usize {
        let place = self.keys.len();
        self.places.insert(key.spki().to_vec(), place);
        self.keys.push(Candidate {
            place,
            record,
            observations: Vec::new(),
            claims: gathering.claims_on(&key),
            is_shared: gathering.is_shared(&key),
            witnesses: Arc::default(),
            key,
        });
        place
    }

    fn add_unusable(&mut self, record: KeyRecord, why: Unusable, observed: &Observed) {
        if why == Unusable::Revoked {
            self.witness(observed, observed.observation.when, Sees::Withdrawn(None));
        }
        if let Some(known) = self.unusable.iter_mut().find(|known| known.record == record) {
            known.observations.push(observed.observation.clone());
        } else if self.unusable.len() < MAX_KEYS {
            let observations = vec![observed.observation.clone()];
            self.unusable.push(UnusableRecord { record, why, observations });
        } else {
            self.left_out += 1;
        }
    }

    /// Hears what is claimed of this name's keys, once all of them are known.
    fn add_withdrawals(&mut self, observed: &Observed) {
        let observation = &observed.observation;
        let is_revoked = |claim: &&KeyClaim| claim.kind == ClaimKind::Revoked;
        for claim in observation.claims.iter().filter(is_revoked) {
            let Some(place) = self.place_of(&observation.key) else { continue };
            let since = claim.since.map_or(observation.when, When::At);
            self.witness(observed, since, Sees::Withdrawn(Some(place)));
            if let Some(Candidate { claims, .. }) = self.keys.get_mut(place)
                && claims.len() < 2 * MAX_CLAIMS
                && !claims.contains(claim)
            {
                claims.push(claim.clone());
            }
        }
    }

    fn place_of(&self, name: &KeyName) -> Option<usize> {
        let hashes = [name.spki_sha256.as_deref(), name.spki_md5.as_deref()];
        self.keys.iter().position(|known| hashes.into_iter().flatten().any(|hash| known.key.is_named(hash)))
    }

    fn witness(&mut self, observed: &Observed, when: When, sees: Sees) {
        if self.witnesses.len() < MAX_WITNESSES {
            let Observed { weight, supplied, .. } = observed;
            self.witnesses.insert(Witness { weight: weight.clone(), when, sees, supplied: *supplied });
        }
    }

    fn bound(mut self) -> Candidates {
        let witnesses = Arc::new(self.witnesses.into_iter().collect::<Vec<_>>());
        for candidate in &mut self.keys {
            candidate.witnesses = witnesses.clone();
        }
        Candidates {
            keys: self.keys,
            unusable: self.unusable,
            absences: self.absences,
            left_out: self.left_out,
        }
    }
}

#[cfg(test)]
mod tests {
    use greffe_terms::{Reason, Timestamp};

    use super::*;
    use crate::keys::{Confidence, Exposure, Fit, Method, read_observations};
    use crate::report::KeyNote;

    /// RFC 8463 A.2: the same key under other names, and another.
    const KEY: &str = "k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
    const OTHER: &str = "k=ed25519; p=pP+YUyRjAvKha4Oc49KAY703oLUS1NLMEuGD3IHMKww=";

    fn observed(name: &str, record: Option<&str>, source: &str) -> Observation {
        let (selector, domain) = name.split_once(' ').expect("selector and domain");
        Observation::new(domain, selector, record, Method::Document, source).expect("a name")
    }

    #[test]
    fn a_name_is_found_however_it_is_spelled() {
        let book = KeyBook::new([observed("S1 M\u{fc}nchen.Example.", Some(KEY), "a")]);
        let check = |domain: &str, selector: &str, expect: usize| {
            assert_eq!(book.candidates(domain, selector).keys().len(), expect, "{selector} {domain}");
        };
        check("m\u{fc}nchen.example", "s1", 1);
        check("xn--mnchen-3ya.EXAMPLE.", "S1", 1);
        check("mu\u{308}nchen.example", "s1", 1);
        check("munchen.example", "s1", 0);
        check("xn--mnchen-3ya.example", "s2", 0);
        check("", "", 0);
        assert_eq!(book.pairs().collect::<Vec<_>>(), [("xn--mnchen-3ya.example", "s1")]);
        assert!(!book.is_empty() && KeyBook::default().is_empty());
    }

    #[test]
    fn copies_of_one_key_are_one_key() {
        let info = "k=ed25519; p=MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
        let book = KeyBook::new([
            observed("s1 example.org", Some(KEY), "a"),
            observed("s1 example.org", Some(info), "b"),
            observed("s1 example.org", Some(OTHER), "c"),
            observed("s2 example.org", Some(KEY), "d"),
        ]);
        let confidences = |selector: &str| {
            let keys = book.candidates("example.org", selector).keys();
            keys.iter().map(|key| key.confidence_at(None)).collect::<Vec<_>>()
        };
        assert_eq!(confidences("s1"), [Confidence::K2, Confidence::K1]);
        assert_eq!(confidences("s2"), [Confidence::K1]);
        let first = |selector: &str| &book.candidates("example.org", selector).keys()[0];
        assert!(std::ptr::eq(first("s1").public_key(), first("s2").public_key()));
        assert_eq!(first("s1").facts_at(None).sources, ["a", "b"]);
    }

    #[test]
    fn the_best_attested_record_restricts() {
        let test_mode = format!("t=y; {KEY}");
        let check = |first: Method, second: Method, expect: bool| {
            let mut plain = observed("s1 example.org", Some(KEY), "a");
            let mut tested = observed("s1 example.org", Some(&test_mode), "b");
            (plain.method, tested.method) = (first, second);
            let book = KeyBook::new([plain, tested]);
            let [key] = book.candidates("example.org", "s1").keys() else { panic!("one key") };
            let is_noted = key.facts_at(None).notes.contains(&KeyNote::TestMode);
            assert_eq!((key.record().is_test_mode(), is_noted), (expect, expect), "{first} {second}");
        };
        check(Method::Document, Method::Dns, true);
        check(Method::Dns, Method::Document, false);
        check(Method::Document, Method::Document, false);
    }

    #[test]
    fn why_there_is_no_key_is_told() {
        let check = |records: &[Option<&str>], expect: Reason| {
            let seen = records.iter().map(|record| observed("s1 example.org", *record, "a"));
            let book = KeyBook::new(seen);
            let known = book.candidates("example.org", "s1");
            assert_eq!((known.keys().len(), known.why_none()), (0, expect), "{records:?}");
        };
        check(&[], Reason::KeyMissing);
        check(&[None], Reason::KeyAbsent);
        check(&[Some("k=foo; p=QUJD"), None], Reason::KeyUnusable);
        check(&[Some(""), Some("v=DKIM1; p=")], Reason::KeyRevoked);
    }

    #[test]
    fn a_published_key_is_found_by_its_hash_under_any_name() {
        let check = |names: &str, since: &str, signed_at: Option<i64>, expect: Exposure| {
            let claim = format!(
                r#"{{"domain":"else.example","selector":"x","record":null,{names},"method":"document",
                    "claims":[{{"kind":"private-key-published","since":{since}}}]}}"#
            );
            let claim = Observation::from_line(&claim).expect("a claim");
            let book = KeyBook::new([observed("s1 example.org", Some(KEY), "a"), claim]);
            let key = &book.candidates("example.org", "s1").keys()[0];
            let attested = key.attested_at(signed_at.map(Timestamp));
            assert_eq!(attested.exposure, expect, "{names} {since} {signed_at:?}");
            let is_exposed = expect != Exposure::None;
            assert_eq!(attested.notes.contains(&KeyNote::PublishedPrivateKey), is_exposed, "{names}");
            assert_eq!(attested.reasons.contains(&Reason::KeyPublished), is_exposed, "{names}");
            // A claim by hash is neither a key nor an absence.
            let known = book.candidates("else.example", "x");
            assert_eq!((known.keys().len(), known.why_none()), (0, Reason::KeyMissing));
        };
        let md5 = r#""spki_md5":"329bc17ebd3306cd02b7d358ebc750df""#;
        let bare = r#""spki_sha256":"21fe31dfa154a261626bf854046fd2271b7bed4b6abe45aa58877ef47f9721b9""#;
        check(md5, "null", Some(5), Exposure::Exposed);
        check(bare, "null", Some(5), Exposure::Exposed);
        check(md5, "\"1970-01-02\"", Some(5), Exposure::Later);
        check(md5, "\"1970-01-02\"", Some(86_400), Exposure::Exposed);
        check(md5, "\"1970-01-02\"", None, Exposure::Exposed);
        check(r#""spki_md5":"00""#, "null", Some(5), Exposure::None);
    }

    #[test]
    fn a_revocation_stays_with_its_name() {
        let line = |name: &str, since: &str| {
            let (selector, domain) = name.split_once(' ').expect("selector and domain");
            let claims = format!(r#"[{{"kind":"revoked","since":{since}}}]"#);
            let line = format!(
                r#"{{"domain":"{domain}","selector":"{selector}","record":"{KEY}","method":"document","claims":{claims}}}"#
            );
            Observation::from_line(&line).expect("a line")
        };
        let check = |since: &str, selector: &str, expect: (Fit, bool)| {
            let book =
                KeyBook::new([line("s1 example.org", since), observed("s2 example.org", Some(KEY), "a")]);
            let key = &book.candidates("example.org", selector).keys()[0];
            let attested = key.attested_at(Some(Timestamp(86_400)));
            assert_eq!(
                (attested.fit, attested.notes.contains(&KeyNote::Revoked)),
                expect,
                "{since} {selector}"
            );
        };
        check("\"1970-01-01\"", "s1", (Fit::Contradicted, true));
        check("\"1970-01-03\"", "s1", (Fit::Unknown, true));
        check("null", "s1", (Fit::Unknown, true));
        check("\"1970-01-01\"", "s2", (Fit::Unknown, false));
    }

    #[test]
    fn a_key_of_several_organisations_is_shared() {
        let check = |other: &str, expect: bool| {
            let name = format!("s1 {other}");
            let book = KeyBook::new([
                observed("s1 mail.example.org", Some(KEY), "a"),
                observed(&name, Some(KEY), "a"),
                observed("s2 example.com", Some(OTHER), "a"),
            ]);
            let attested = book.candidates("mail.example.org", "s1").keys()[0].attested_at(None);
            assert_eq!(attested.reasons.contains(&Reason::KeyShared), expect, "{other}");
            assert_eq!(attested.notes.contains(&KeyNote::Shared), expect, "{other}");
        };
        check("example.com", true);
        check("news.example.org", false);
    }

    #[test]
    fn what_was_handed_in_is_a_copy_whatever_it_says() {
        let check = |line: &str, expect: Confidence| {
            let line = line.replace("NAME", r#""domain":"example.org","selector":"s1""#).replace("KEY", KEY);
            let (observations, _) = read_observations(&line);
            let book = KeyBook::new(observations);
            let confidence = book.candidates("example.org", "s1").keys()[0].confidence_at(Some(Timestamp(0)));
            assert_eq!(confidence, expect, "{line}");
        };
        let seen = r#""record":"KEY","observed_at":"1970-01-01","source":"a""#;
        check(&format!(r#"{{NAME,{seen},"method":"dns-dnssec"}}"#), Confidence::K5);
        check(&format!(r#"{{NAME,{seen},"method":"dns-dnssec","handed_in":"f"}}"#), Confidence::K1);
        check(&format!(r#"{{NAME,{seen},"method":"dns"}}"#), Confidence::K4);
        check(&format!(r#"{{NAME,{seen},"method":"sender-attested","handed_in":"f"}}"#), Confidence::K1);
        check(&format!(r#"{{NAME,{seen},"method":"recovered","handed_in":"f"}}"#), Confidence::K0);
    }

    #[test]
    fn one_list_under_two_names_is_one_copy() {
        let check = |copies: &[(&str, &str)], expect: Confidence| {
            let copy = |(source, file): &(&str, &str)| Observation {
                handed_in: Some((*file).to_owned()),
                ..observed("s1 example.org", Some(KEY), source)
            };
            let book = KeyBook::new(copies.iter().map(copy));
            let facts = book.candidates("example.org", "s1").keys()[0].facts_at(None);
            assert_eq!(facts.confidence, expect, "{copies:?}");
            assert_eq!(facts.sources.len(), copies.len(), "each is still shown: {facts:?}");
        };
        check(&[("", "keys.tsv"), ("", "copy of keys.tsv")], Confidence::K1);
        check(&[("a", "keys.tsv"), ("b", "keys.tsv")], Confidence::K2);
    }

    #[test]
    fn a_crowded_name_is_bounded() {
        let record = |number: u8| {
            let record = format!("k=ed25519; p={}", base64(&[[number; 31].as_slice(), &[1]].concat()));
            observed("s1 example.org", Some(&record), "a")
        };
        let book = KeyBook::new((2..200).map(record));
        let known = book.candidates("example.org", "s1");
        assert_eq!((known.keys().len(), known.left_out()), (MAX_KEYS, 198 - MAX_KEYS));
        let own = Observation { method: Method::Dns, ..observed("s1 example.org", Some(KEY), "DNS") };
        let book = KeyBook::new((2..200).map(record).chain([own]));
        let kept = book.candidates("example.org", "s1").keys();
        assert!(
            kept.iter().any(|key| key.confidence_at(None) == Confidence::K4),
            "the good one is not left out"
        );
    }

    fn base64(octets: &[u8]) -> String {
        use base64::Engine as _;
        base64::engine::general_purpose::STANDARD.encode(octets)
    }
}
