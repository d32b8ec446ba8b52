//! French and English say the same things.

use std::collections::BTreeMap;

use super::*;

/// Returns each key of a Fluent source with the variables its text mentions.
fn keys(source: &str) -> BTreeMap<String, Vec<String>> {
    let mut keys = BTreeMap::new();
    let mut last = String::new();
    for line in source.lines() {
        if let Some((key, _)) = line.split_once(" =")
            && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        {
            last = key.to_owned();
            assert!(keys.insert(last.clone(), Vec::new()).is_none(), "`{last}` stands twice");
        }
        for part in line.split('$').skip(1) {
            let name: String = part.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
            keys.get_mut(&last).expect("a variable stands in a text").push(name);
        }
    }
    for variables in keys.values_mut() {
        variables.sort();
        variables.dedup();
    }
    keys
}

#[test]
fn every_text_exists_in_both_languages_with_the_same_variables() {
    for (english, french) in Language::English.sources().into_iter().zip(Language::French.sources()) {
        assert_eq!(keys(english), keys(french));
    }
}

#[test]
fn every_text_is_found_where_its_key_says() {
    for (place, source) in Language::English.sources().into_iter().enumerate() {
        for key in keys(source).into_keys() {
            assert_eq!(Subject::of(&key) as usize, place, "`{key}`");
        }
    }
}

#[test]
fn every_file_is_valid_fluent() {
    for language in [Language::English, Language::French] {
        for source in language.sources() {
            FluentResource::try_new(source.to_owned()).expect("valid Fluent");
        }
    }
}

#[test]
fn every_error_says_what_to_do() {
    for source in Language::English.sources() {
        for key in keys(source).into_keys() {
            if let Some(code) = key.strip_prefix("err-") {
                assert!(Texts::new(Language::English).has(&format!("rec-{code}")), "rec-{code} is missing");
            }
        }
    }
}

#[test]
fn languages_are_told_by_their_tag() {
    assert_eq!(Language::from_tag("fr_FR.UTF-8"), Some(Language::French));
    assert_eq!(Language::from_tag("en-GB;q=0.8"), Some(Language::English));
    assert_eq!(Language::from_tag("C"), None);
}

#[test]
fn a_missing_key_is_shown_not_hidden() {
    assert_eq!(Texts::new(Language::French).get("no-such-key"), "[no-such-key]");
}

#[test]
fn what_the_system_refused_is_said_in_the_persons_language() {
    let check = |language, number: i32, expect: &str| {
        let cause = std::io::Error::from_raw_os_error(number);
        let words = Texts::new(language).error(&greffe::Error::Write { path: "a".into(), cause });
        assert_eq!(words.what, expect);
    };
    check(Language::English, 21, "cannot write `a`: it is a folder, not a file (os error 21)");
    check(
        Language::French,
        21,
        "impossible d'écrire `a` : c'est un dossier, pas un fichier (erreur système 21)",
    );
    // What has no words here keeps the system's own.
    let unusual = std::io::Error::from_raw_os_error(71).to_string();
    check(Language::French, 71, &format!("impossible d'écrire `a` : {unusual}"));
}

#[test]
fn nothing_is_told_in_another_language_of_what_can_be_told_in_this_one() {
    let texts = Texts::new(Language::French);
    let check = |error: greffe::Error, expect: &str| assert_eq!(texts.error(&error).what, expect);
    let write =
        |errno| greffe::Error::Write { path: "a".into(), cause: std::io::Error::from_raw_os_error(errno) };
    check(write(24), "trop de fichiers sont ouverts à la fois : impossible d'ouvrir `a`");
    check(write(28), "le disque qui porte `a` est plein");
    assert_eq!(texts.lost("damaged"), "endommagé");
    assert_eq!(texts.lost("unheard-of"), "unheard-of");
    let wrong = greffe::Coded::bare("pack-chain").with("offset", 7).with("messages", 3);
    let told = "octet 7 : un lot ne suit pas celui qui le précède ; messages concernés : 3";
    assert_eq!(texts.found_wrong(&wrong), told);
}
