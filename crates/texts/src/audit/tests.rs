//! Every value of an audit has its words in both languages, and none of them names a person as an actor.

use greffe::audit::{Answer, Certainty, Class, Quality};

use super::AuditWord;
use crate::{Language, Texts};

const LANGUAGES: [Language; 2] = [Language::English, Language::French];

/// `keys.rs` matches every value; here each key that it names has a text.
#[test]
fn every_value_has_its_word() {
    let sources = [include_str!("keys.rs"), include_str!("gaps.rs")];
    let quoted = sources.into_iter().flat_map(|source| source.split('"').skip(1).step_by(2));
    let keys: Vec<&str> = quoted.filter(|key| key.contains('-')).collect();
    assert!(keys.len() > 150, "the keys were not found");
    for texts in LANGUAGES.map(Texts::new) {
        for key in &keys {
            assert!(texts.has(key), "{}: {key}", texts.language());
        }
    }
}

#[test]
fn what_is_explained_has_its_explanation() {
    let answers = [
        Answer::UseRecorded,
        Answer::PossibleNotRecorded,
        Answer::LogCompleteNoUseRecorded,
        Answer::UnknownNoLog,
    ];
    let qualities = [
        Quality::Complete,
        Quality::Partial,
        Quality::NotAttributable,
        Quality::Truncated,
        Quality::AdministrationOnly,
    ];
    for texts in LANGUAGES.map(Texts::new) {
        let told =
            answers.into_iter().flat_map(|a| [texts.audit_answer_means(a), texts.audit_answer_sign(a)]);
        let told = told.chain(qualities.into_iter().map(|quality| texts.audit_quality_means(quality)));
        let certainties = [Certainty::Recorded, Certainty::Derived, Certainty::Possible];
        let told =
            told.chain(certainties.into_iter().map(|certainty| texts.audit_certainty_means(certainty)));
        assert!(told.into_iter().all(|words| !words.starts_with('[')));
    }
}

#[test]
fn codes_are_keys_without_their_family() {
    assert_eq!(Answer::LogCompleteNoUseRecorded.code(), "log-complete-no-use-recorded");
    assert_eq!(Class::SendAs.code(), "send-as");
}
