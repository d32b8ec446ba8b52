//! Signed statements about keys: worth more than copies, once their observer is trusted.

use std::ffi::OsStr;
use std::path::PathBuf;

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::{Value, json};

use crate::signed::{SELECTOR, Signer, mbox};
use crate::stranger::Stranger;

const BODY: &str = "Bonjour,\nvoici la note.\n";

/// What a SubjectPublicKeyInfo has before the octets of an Ed25519 key (RFC 8410 §4).
const SPKI: [u8; 12] = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

/// Somebody who looks at keys and signs what they see (RFC 7515).
struct Observer {
    key: Ed25519KeyPair,
}

impl Observer {
    fn new(seed: u8) -> Self {
        Self { key: Ed25519KeyPair::from_seed_unchecked(&[seed; 32]).expect("32 octets") }
    }

    fn public_key(&self) -> String {
        let spki = STANDARD.encode([&SPKI[..], self.key.public_key().as_ref()].concat());
        format!("-----BEGIN PUBLIC KEY-----\n{spki}\n-----END PUBLIC KEY-----\n")
    }

    fn statement(&self, of: &Signer) -> String {
        let payload = json!({
            "domain": of.domain, "selector": SELECTOR, "record": of.record(), "iat": 1_457_773_445,
        });
        let encoded = |text: &str| URL_SAFE_NO_PAD.encode(text);
        let signed = format!("{}.{}", encoded(r#"{"alg":"EdDSA"}"#), encoded(&payload.to_string()));
        let signature = URL_SAFE_NO_PAD.encode(self.key.sign(signed.as_bytes()));
        format!("{signed}.{signature}\n")
    }
}

fn confidence(stranger: &Stranger) -> Value {
    stranger.json(&["keys", "list"])["confidence"].clone()
}

fn add(stranger: &Stranger, statement: &str, name: &str) {
    let file = stranger.write(name, statement);
    stranger.json(&["keys".as_ref(), "add".as_ref(), file.as_os_str()]);
}

fn trust(stranger: &Stranger, observer: &Observer, name: &str) -> Value {
    let file = stranger.write(&format!("{name}.pem"), observer.public_key());
    let arguments = ["keys", "trust", "--name", name].map(OsStr::new);
    stranger.json(&[&arguments[..], &[file.as_os_str()]].concat())
}

#[test]
fn a_statement_is_worth_what_its_observer_is() {
    let stranger = Stranger::new();
    let signer = Signer::new("region.example");
    stranger.import(&stranger.write("in.mbox", mbox([signer.mail(1, BODY)])), "anne");
    let (watch, notary) = (Observer::new(1), Observer::new(2));
    add(&stranger, &watch.statement(&signer), "watch.jws");
    assert_eq!(confidence(&stranger), "K1", "anybody can sign");
    // Nobody vouches for either, so that two are no better than one.
    add(&stranger, &notary.statement(&signer), "notary.jws");
    assert_eq!(confidence(&stranger), "K1");

    let report = trust(&stranger, &watch, "watch");
    let turned = json!([{"was": "partly-verified", "now": "verified", "messages": 1}]);
    assert_eq!((&report["judged"], &report["turned"]), (&json!(1), &turned), "{report}");
    assert_eq!(confidence(&stranger), "K3");
    let listed = stranger.json(&["keys", "list"]);
    assert!(listed["sources"].as_array().expect("sources").contains(&"watch".into()), "{listed}");
    assert_eq!(stranger.total("verdict:verified"), 1);

    trust(&stranger, &notary, "notary");
    assert_eq!(confidence(&stranger), "K4");
    // The same key under another name is nobody new.
    let report = trust(&stranger, &notary, "somebody else");
    assert_eq!(report["observers"].as_array().map(Vec::len), Some(2), "{report}");

    for name in ["watch", "notary"] {
        stranger.json(&["keys", "distrust", name]);
    }
    assert_eq!((confidence(&stranger), stranger.total("verdict:verified")), ("K1".into(), 0));
    let hits = stranger.json(&["search", "subject:Note"]);
    let shown = stranger.json(&["show", hits["hits"][0]["id"].as_str().expect("a hit")]);
    let history = shown["authentication"]["history"].as_array().expect("a history").clone();
    let because: Vec<&Value> = history.iter().map(|change| &change["because"]["kind"]).collect();
    assert_eq!(because, ["key", "observers", "observers"], "{history:?}");
    assert_eq!(stranger.run(&["check"]).status, 0);
}

#[test]
fn who_is_trusted_can_be_listed_and_must_be_named() {
    let stranger = Stranger::new();
    stranger.import(&stranger.write("in.mbox", mbox([Signer::new("region.example").mail(1, BODY)])), "anne");
    assert_eq!(stranger.run(&["keys", "trust"]).status, 1, "nobody is trusted");
    trust(&stranger, &Observer::new(1), "watch");
    let listed = stranger.json(&["keys", "trust"]);
    assert_eq!(listed["name"], "watch", "{listed}");
    let settings = std::fs::read_to_string(stranger.path("archive/greffe.toml")).expect("settings");
    assert!(settings.contains("[[observer]]"), "{settings}");

    let check = |name: &str, text: &str, words: &str| {
        let file = stranger.write(name, text);
        let answer = stranger.run(&[
            "keys".as_ref(),
            "trust".as_ref(),
            file.as_os_str(),
            "--name".as_ref(),
            "x".as_ref(),
        ]);
        assert_eq!(answer.status, 2, "{}", answer.stderr);
        assert!(answer.stderr.contains(words), "{}", answer.stderr);
    };
    check("no.pem", "nothing of the kind\n", "no public key of an observer");
    check(
        "private.pem",
        "-----BEGIN PRIVATE KEY-----\nMC4CAQAw\n-----END PRIVATE KEY-----\n",
        "holds a private key",
    );
    let answer = stranger.run(&["keys", "distrust", "nobody"]);
    assert_eq!(answer.status, 2);
    assert!(answer.stderr.contains("nobody called `nobody` is trusted"), "{}", answer.stderr);
}

#[test]
fn an_observer_can_be_trusted_for_one_question() {
    let stranger = Stranger::new();
    let signer = Signer::new("region.example");
    let mail = stranger.write("note.eml", signer.mail(1, BODY));
    let watch = Observer::new(1);
    let statement = stranger.write("keys.jws", watch.statement(&signer));
    let check = |observer: Option<PathBuf>, expect: &str| {
        let mut arguments = vec![OsStr::new("--json"), OsStr::new("verify"), mail.as_os_str()];
        arguments.extend([OsStr::new("--keys"), statement.as_os_str()]);
        if let Some(observer) = &observer {
            arguments.extend([OsStr::new("--observer"), observer.as_os_str()]);
        }
        let answer = stranger.run(&arguments);
        let line: Value = serde_json::from_str(&answer.out()).expect("a line");
        assert_eq!(line["signatures"][0]["key"]["confidence"], expect, "{line}");
        assert_eq!(line["verdict"], "verified", "{line}");
        line
    };
    check(None, "K2");
    check(Some(stranger.write("other.pem", Observer::new(2).public_key())), "K2");
    let line = check(Some(stranger.write("watch.pem", watch.public_key())), "K3");
    assert!(
        line["signatures"][0]["key"]["sources"].as_array().expect("sources").contains(&"watch".into()),
        "{line}"
    );
}
