//! Every value has its words in both languages, and none of them accuses or acquits.

use greffe::{ArcField, ChainEnd, Judgement, Reason, Signature, Verdict};

use super::samples::{judgement, signature};
use crate::{Language, Texts};

const LANGUAGES: [Language; 2] = [Language::English, Language::French];

/// Beginnings of words that say more than a signature can: neither "authentic" nor "forged".
const TOO_MUCH: [&str; 15] = [
    "authentic",
    "genuine",
    "forged",
    "forger",
    "fake",
    "fraud",
    "fails",
    "failed",
    "failure",
    "authentique",
    "authentifi",
    "falsifi",
    "contrefa",
    "échou",
    "échec",
];

#[test]
fn every_reason_is_told_in_its_parts() {
    for texts in LANGUAGES.map(Texts::new) {
        for reason in Reason::ALL {
            for part in ["name", "found", "follows", "settles"] {
                let key = format!("reason-{part}-{reason}");
                assert!(texts.has(&key), "{}: {key}", texts.language());
            }
        }
    }
}

#[test]
fn every_verdict_has_its_words() {
    for texts in LANGUAGES.map(Texts::new) {
        for verdict in Verdict::ALL {
            assert!(texts.has(&format!("verdict-{verdict}")), "{}: {verdict}", texts.language());
            assert!(texts.has(&format!("verdict-means-{verdict}")), "{}: {verdict}", texts.language());
        }
    }
}

/// `keys.rs` matches every value; here each key that it names has a text.
#[test]
fn every_value_of_a_report_has_its_words() {
    let keys: Vec<&str> =
        include_str!("keys.rs").split('"').skip(1).step_by(2).filter(|key| key.contains('-')).collect();
    assert!(keys.len() > 40, "the keys were not found");
    for texts in LANGUAGES.map(Texts::new) {
        for key in &keys {
            assert!(texts.has(key), "{}: {key}", texts.language());
        }
    }
}

#[test]
fn no_word_says_more_than_a_signature_can() {
    for source in LANGUAGES.into_iter().flat_map(Language::sources) {
        for line in source.lines().filter(|line| !line.starts_with('#')) {
            let text = line.split_once(" =").map_or(line, |(_, text)| text).to_lowercase();
            let words = text.split(|c: char| !c.is_alphanumeric());
            for word in words {
                assert!(!TOO_MUCH.iter().any(|much| word.starts_with(much)), "`{word}`: {line}");
            }
        }
    }
}

/// Returns all words of a judgement, one text.
fn told(language: Language, judgement: &Judgement) -> String {
    format!("{:#?}", Texts::new(language).judgement(judgement)).replace("\\u{202f}", "\u{202f}")
}

#[test]
fn a_judgement_is_told_whole() {
    let check = |language, expect: &[&str]| {
        let told = told(language, &judgement());
        for words in expect {
            assert!(told.contains(words), "`{words}` is not in {told}");
        }
    };
    check(
        Language::English,
        &[
            "signature valid, with limits: region.example",
            "Signed by the server of region.example (selector s1) on 14 March 2016, 09:04 UTC, as the signature says. \
             It covers From and Subject and the first 2,048 octets of the body.",
            "The signature covers the first 2,048 of the 9,001 octets of the body.",
            "The signature does not cover Date.",
            "To: the message has more of these lines than were signed.",
            "The key of list.example with the selector s1 is not at hand.",
            "as it stood on 14 March 2016, 09:04 UTC",
            "2,048 bits; known from unsigned copies that agree, or supplied for this check (K2)",
            "brought back to those of mail on its way (12 places, from byte 40).",
            "The seals of 2 forwarders (ARC) are not as they were set.",
            "Where the chain ends: the key does not confirm the ARC-Seal of forwarder 2.",
            "mx.presse.example noted: dkim = pass for region.example",
            "never for the person",
        ],
    );
    check(
        Language::French,
        &[
            "signature valide, avec des limites : region.example",
            "Signé par le serveur de region.example (sélecteur s1) ; date, selon la signature : \
             14 mars 2016, 09:04 UTC. La signature couvre From et Subject et les 2\u{202f}048 premiers octets du corps.",
            "mx.presse.example a noté : dkim = pass",
            "Où la chaîne s'arrête : la clé ne confirme pas le champ ARC-Seal du relais 2.",
            "jamais pour la personne",
        ],
    );
}

#[test]
fn every_end_of_a_chain_is_told_with_its_values() {
    use ChainEnd::*;
    const SEAL: ArcField = ArcField::Seal;
    let ends = [
        TooMany,
        TooLong,
        NoInstance(SEAL),
        NoSet(7),
        Missing(7, SEAL),
        Twice(7, SEAL),
        Malformed(7, SEAL),
        ChainValue(7, "fail"),
        SignsSeal(7),
        Invalid(7, SEAL),
        Body(7),
        KeyUnusable(7, SEAL),
        NoKey(7, SEAL),
        NoBody(7),
    ];
    for language in LANGUAGES {
        for end in ends {
            let mut judgement = judgement();
            judgement.arc.as_mut().expect("a chain").broken = Some(end);
            let chain = Texts::new(language).judgement(&judgement).chain.expect("a chain");
            let words = chain.broken.expect("an end");
            // What scripts read and what people read name the same set.
            assert_eq!(words.contains('7'), end.to_string().contains('7'), "{end:?}: {words}");
            assert!(!words.contains(['{', '[', '$']), "{end:?}: {words}");
        }
    }
}

#[test]
fn a_reason_speaks_of_the_signature_that_has_it() {
    let mut judgement = judgement();
    judgement.verdict = Verdict::Unproven;
    judgement.best = None;
    judgement.reasons = vec![Reason::KeyMissing];
    let words = Texts::new(Language::English).judgement(&judgement);
    assert_eq!(words.verdict, "no technical proof, for or against");
    assert_eq!(words.summary, None);
    assert!(words.reasons[0].found.contains("list.example"), "{words:?}");
}

#[test]
fn nothing_is_missing_whatever_is_missing() {
    let bare = Judgement {
        verdict: Verdict::Verified,
        reasons: Reason::ALL.to_vec(),
        author_domain: None,
        best: None,
        signatures: Vec::new(),
        arc: None,
        claims: Vec::new(),
    };
    let nameless =
        Signature { domain: String::new(), selector: "\u{202e}\x1b".to_owned(), key: None, ..signature("") };
    let hostile = Judgement {
        best: Some(7),
        signatures: vec![nameless; 2],
        author_domain: Some("\x1b[2J".into()),
        ..bare.clone()
    };
    for (language, judgement) in LANGUAGES.into_iter().flat_map(|l| [(l, &bare), (l, &hostile)]) {
        let told = told(language, judgement);
        assert!(!told.contains("{$") && !told.contains("{ $") && !told.contains("\"["), "{told}");
        assert!(!told.contains("\\u{1b}") && !told.contains("\\u{202e}"), "{told}");
    }
}
