//! Any list of keys is read or refused line by line; what was read is written so
//! that it reads back, and no key says yes to a signature that nobody made.
#![no_main]

use greffe_authenticate::{
    Algorithm, KeyBook, KeyForm, KeyUse, Observation, When, read_keys, read_observations, write_keys,
};
use greffe_fuzz::spell;
use greffe_terms::Timestamp;
use libfuzzer_sys::fuzz_target;

const LISTS: &[&[u8]] = &[
    b"\n",
    b"\r\n",
    b"\t",
    b" ",
    b"\"",
    b"\\",
    b"\\034",
    b";",
    b"; ",
    b"(",
    b")",
    b"=",
    b":",
    b".",
    b"*",
    b"\0",
    b"\xE9",
    b"\xC3\xA9",
    b"a",
    b"0",
    b"s1",
    b"s1._domainkey.example.org",
    b"s2._domainkey.example.org.",
    b"s1._domainkey",
    b"_domainkey.",
    b"example.org",
    b"@",
    b"$ORIGIN example.org.",
    b"$TTL 1h",
    b" 300 IN ",
    b" TXT ",
    b" CNAME ",
    b" SOA ",
    b"NXDOMAIN",
    b"descriptive text ",
    b"text = ",
    b"v=DKIM1",
    b"v=DKIM2",
    b"k=rsa; ",
    b"k=ed25519; ",
    b"h=sha1:sha256; ",
    b"s=email; ",
    b"t=y:s; ",
    b"g=a*b; ",
    b"p=",
    b"p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=",
    b"p=MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAMQJpSO4TwBfZYQx6pVv0OxbHC0MkNR3aFLI9GZpZVNV5Dlf7VJM6yoRrmFoNLPjCiDZCLoUXWVkVIuPF1hrV3kCAwEAAQ==",
    b"MCowBQYDK2VwAyEA",
    b"MFwwDQYJKoZIhvcNAQEBBQAD",
    b"domain\tselector\trecord\tsource\tseen\tmethod\tspki_sha256\n",
    b"{\"v\":1,\"domain\":\"example.org\",\"selector\":\"s1\",\"record\":null,\"method\":\"dns\"",
    b"{\"domain\":\"example.org\",\"selector\":\"s1\",\"record\":\"k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\",\"method\":\"dns-dnssec\"",
    b",\"observed_at\":\"2016-10-28T00:00:00Z\"",
    b",\"window\":{\"from\":\"2016-10-28\",\"to\":null}",
    b",\"claims\":[{\"kind\":\"revoked\",\"since\":\"2016-10-28\"}]",
    b",\"claims\":[{\"kind\":\"private-key-published\",\"since\":null}]",
    b",\"spki_md5\":\"329bc17ebd3306cd02b7d358ebc750df\"",
    b",\"method\":\"recovered\"",
    b",\"later\":[[[",
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b"{\"s1._domainkey.example.org\":{\"p\":\"",
    b"\"}}",
    b"{\"payload\":\"",
    b"\",\"protected\":\"",
    b"\",\"signature\":\"",
    b"eyJhbGciOiJFZERTQSJ9",
    b"eyJkb21haW4iOiJleGFtcGxlLm9yZyIsInNlbGVjdG9yIjoiczEiLCJyZWNvcmQiOm51bGx9",
];

fuzz_target!(|data: &[u8]| {
    read(data);
    read(&spell(data, LISTS));
});

fn read(list: &[u8]) {
    let (observations, unread) = read_keys(list, "list", Some(Timestamp(1_477_612_800)));
    let lines = 1 + list.iter().filter(|byte| **byte == b'\n').count();
    assert!(unread.iter().all(|unread| (1..=lines).contains(&unread.line)), "{unread:?} of {lines} lines");
    reads_back(&observations);
    let text: String = observations.iter().map(|observation| observation.to_line() + "\n").collect();
    let (again, unread) = read_observations(&text);
    // Fractions in fields that are not known here may lose a digit; nothing else may.
    let told = |read: &[Observation]| read.iter().map(plain).collect::<Vec<_>>();
    assert_eq!((told(&again), unread), (told(&observations), Vec::new()));
    for book in [KeyBook::new(observations.clone()), KeyBook::supplied(observations)] {
        holds_together(&book);
    }
}

fn plain(observation: &Observation) -> (String, String, Option<String>, When) {
    let Observation { domain, selector, record, when, .. } = observation.clone();
    (domain, selector, record, when)
}

/// Each form may leave observations out, and must be readable line for line.
fn reads_back(observations: &[Observation]) {
    for form in [KeyForm::JsonLines, KeyForm::Table, KeyForm::Zone, KeyForm::Names] {
        let written = write_keys(observations, form);
        let (read, unread) = read_keys(written.as_bytes(), "list", None);
        assert_eq!(unread, [], "{form:?} {written}");
        assert!(read.len() <= observations.len(), "{form:?} {written}");
    }
}

fn holds_together(book: &KeyBook) {
    for (domain, selector) in book.pairs() {
        let known = book.candidates(domain, selector);
        for candidate in known.keys() {
            let key = candidate.public_key();
            for algorithm in Algorithm::ALL {
                let key_use =
                    KeyUse { algorithm, local_part: "a", is_subdomain: false, is_domainkeys: false };
                let permitted = candidate.permits(&key_use).is_ok();
                assert!(!permitted || algorithm.key_type() == key.key_type());
                assert!(!key.verify(algorithm, &[7; 32], &[7; 64]), "{key:?}");
            }
            for signed_at in [None, Some(Timestamp(0)), Some(Timestamp(i64::MAX)), Some(Timestamp(i64::MIN))]
            {
                let facts = candidate.facts_at(signed_at);
                assert_eq!(facts.confidence, candidate.attested_at(signed_at).confidence);
                assert_eq!(facts.confidence, candidate.confidence_at(signed_at));
            }
        }
    }
}
