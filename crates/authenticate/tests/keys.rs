//! Keys of third parties, read as they are: each with the name and the size that
//! somebody else computed, or refused for the right reason.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use greffe_authenticate::{BadKey, Confidence, KeyBook, Observation, Unread, Unusable, read_keys};

#[test]
fn historical_keys_have_their_names_and_sizes() {
    let Some(table) = corpus("keys/dkim-keys.tsv") else { return };
    let observations = all_read(&table, "dkim-keys.tsv");
    assert_eq!(observations.len(), 73);
    let text = String::from_utf8(table).expect("UTF-8");
    let book = KeyBook::supplied(observations.clone());
    for (row, observation) in text.lines().skip(1).zip(&observations) {
        let cells: Vec<&str> = row.split('\t').collect();
        let [domain, selector, record, key, spki_sha256, ..] = cells[..] else { panic!("{row}") };
        assert_eq!((observation.domain.as_str(), observation.selector.as_str()), (domain, selector));
        assert_eq!(observation.record.as_deref(), Some(record.trim()));
        let named_bits = match key {
            "bad base64" | "revoked(empty p=)" | "no p=" => None,
            // The table's maker refused an Ed25519 key in a SubjectPublicKeyInfo.
            "ed25519" | "unparsable" => Some(256),
            rsa => rsa.strip_prefix("rsa").and_then(|bits| bits.parse().ok()),
        };
        assert_eq!(observation.key.bits, named_bits, "{row}");
        let is_bare = key == "ed25519" || selector == "newengland";
        let name = observation.key.spki_sha256.as_deref();
        // The table hashes the octets of `p=`, which are the bare key here; that it
        // is this key's name all the same, reading has checked.
        assert_eq!(name == Some(spki_sha256), named_bits.is_some() && !is_bare, "{row}");
        let why = match (selector, key) {
            ("badk", _) => Some(Unusable::UnknownKeyType),
            ("badv" | "testbad1", _) => Some(Unusable::UnknownVersion),
            ("testbad2", _) => Some(Unusable::NotTags),
            ("testbad3", _) => Some(Unusable::UnknownKeyType),
            // Cut short: what is left is base64 without its padding, and no whole key.
            (_, "bad base64") => Some(Unusable::Key(BadKey::NotDer)),
            (_, "revoked(empty p=)") => Some(Unusable::Revoked),
            (_, "no p=") => Some(Unusable::NoKey),
            _ => None,
        };
        check(&book, domain, selector, why);
    }
}

fn check(book: &KeyBook, domain: &str, selector: &str, why: Option<Unusable>) {
    let known = book.candidates(domain, selector);
    let whys: Vec<Unusable> = known.unusable().iter().map(|record| record.why()).collect();
    assert_eq!(whys, Vec::from_iter(why), "{selector} {domain}");
    assert_eq!(known.keys().len(), usize::from(why.is_none()), "{selector} {domain}");
    for key in known.keys() {
        assert_eq!(key.confidence_at(None), Confidence::K2, "{selector} {domain}");
    }
}

#[test]
fn keys_recovered_elsewhere_are_three_independent_copies() {
    let Some(recovered) = corpus("keys/recovered-keys.json") else { return };
    let Some(table) = corpus("keys/dkim-keys.tsv") else { return };
    let recovered = all_read(&recovered, "recovered-keys.json");
    assert_eq!(recovered.len(), 7);
    let alone = KeyBook::new(recovered.clone());
    let mut with_copies = recovered;
    with_copies.extend(all_read(&table, "dkim-keys.tsv"));
    let book = KeyBook::new(with_copies);
    let confidence = |book: &KeyBook, domain: &str, selector: &str| {
        let keys = book.candidates(domain, selector).keys();
        keys.iter().map(|key| key.confidence_at(None)).collect::<Vec<_>>()
    };
    for (domain, selector) in alone.pairs() {
        assert_eq!(confidence(&alone, domain, selector), [Confidence::K0], "{selector} {domain}");
    }
    for selector in ["20161025", "20210112", "20230601"] {
        assert_eq!(confidence(&book, "gmail.com", selector), [Confidence::K2], "{selector}");
    }
    assert_eq!(confidence(&book, "kernel.org", "default"), [Confidence::K0]);
}

#[test]
fn a_list_of_fake_dns_is_read() {
    let Some(list) = corpus("mail-dkim/t/FAKE_DNS.dat") else { return };
    let (observations, unread) = read_keys(&list, "FAKE_DNS.dat", None);
    let lines =
        list.split(|octet| *octet == b'\n').filter(|line| !line.is_empty() && !line.starts_with(b"#"));
    assert_eq!(observations.len() + unread.len(), lines.count());
    // Two look-ups that failed show nothing.
    assert_eq!(unread.len(), 2, "{unread:?}");
    let book = KeyBook::supplied(observations);
    let whys = BTreeMap::from([
        ("testbad1", Unusable::UnknownVersion),
        ("testbad2", Unusable::NotTags),
        ("testbad3", Unusable::UnknownKeyType),
        ("testrevoked", Unusable::Revoked),
        ("2023-05-ed25519-empty", Unusable::NoKey),
    ]);
    for (domain, selector) in book.pairs().filter(|(_, selector)| *selector != "nonexistent") {
        check(&book, domain, selector, whys.get(selector).copied());
    }
    assert_eq!(book.candidates("messiah.edu", "nonexistent").absences().count(), 1);
}

#[test]
fn keys_of_other_verifiers_are_read() {
    let Some(edge) = corpus("dkim-edge/keys.tsv") else { return };
    let sizes: Vec<Option<u32>> = all_read(&edge, "keys.tsv").iter().map(|read| read.key.bits).collect();
    assert_eq!(sizes, [512, 768, 1024, 2048, 4096, 256].map(Some));
}

#[test]
fn keys_beside_the_samples_of_another_verifier_are_read() {
    let names =
        ["dkim/001", "dkim/002", "dkim/003", "dkim/004", "dkim/005", "dkim/006", "arc/001", "arc/002"];
    let mut read = 0;
    for name in names {
        let Some(sample) = corpus(&format!("mail-auth/resources/{name}.txt")) else { return };
        let sample = String::from_utf8_lossy(&sample);
        let keys = sample.lines().take_while(|line| !line.trim().is_empty()).collect::<Vec<_>>().join("\n");
        let observations = all_read(keys.as_bytes(), name);
        let book = KeyBook::supplied(observations.clone());
        for observation in &observations {
            check(&book, &observation.domain, &observation.selector, None);
        }
        read += observations.len();
    }
    assert_eq!(read, 12);
}

#[test]
fn keys_of_the_arc_suite_are_read() {
    let Some(suite) = corpus("arc/arc-draft-validation-tests.yml") else { return };
    let suite = String::from_utf8_lossy(&suite);
    // Its records are folded: `name: >-`, then deeper lines.
    let mut list = String::new();
    let mut is_record = false;
    for line in suite.lines() {
        let folded = line.strip_prefix("  ").and_then(|rest| rest.strip_suffix(": >-"));
        if let Some(name) = folded.filter(|name| name.contains("._domainkey.")) {
            list.push_str(&format!("\n{name}\t"));
            is_record = true;
        } else if is_record && line.starts_with("    ") {
            list.push_str(line);
        } else {
            is_record = false;
        }
    }
    let book = KeyBook::supplied(all_read(list.as_bytes(), "arc"));
    let sizes = book.pairs().map(|(domain, selector)| {
        let why = (selector == "invalid").then_some(Unusable::NotTags);
        check(&book, domain, selector, why);
        let keys = book.candidates(domain, selector).keys();
        (selector, keys.first().map(|key| key.public_key().bits()))
    });
    let expect = [
        ("1024", Some(1024)),
        ("2048", Some(2048)),
        ("512", Some(512)),
        ("dummy", Some(1024)),
        ("dummy2", Some(1024)),
        ("invalid", None),
        ("dummy2", Some(1024)),
    ];
    assert_eq!(sizes.collect::<Vec<_>>(), expect);
}

fn all_read(list: &[u8], source: &str) -> Vec<Observation> {
    let (observations, unread) = read_keys(list, source, None);
    assert_eq!(unread, Vec::<Unread>::new(), "{source}");
    observations
}

/// Reads a file of the third-party corpora, if they are at hand.
#[allow(clippy::print_stderr)]
fn corpus(name: &str) -> Option<Vec<u8>> {
    let default = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora");
    let root = std::env::var_os("GREFFE_CORPORA").map_or(default, PathBuf::from);
    let read = std::fs::read(root.join(name));
    if read.is_err() {
        eprintln!("skipped: {name} (set GREFFE_CORPORA to the folder of corpora)");
    }
    read.ok()
}
