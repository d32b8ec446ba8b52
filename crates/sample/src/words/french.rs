//! French: articles that elide, adjectives and participles that agree, regular verbs.

use std::sync::LazyLock;

use super::{Agreement, labelled};
use crate::chance::Chance;

/// Sentence patterns, one a line.
pub(super) static SENTENCES: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| include_str!("french_sentences.txt").lines().collect());
/// Subject patterns.
pub(super) static SUBJECTS: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| include_str!("french_subjects.txt").lines().collect());

static NOUNS: LazyLock<Vec<Noun>> = LazyLock::new(nouns);
static ADJECTIVES: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| labelled(include_str!("french_adjectives.txt"), ""));
/// Stems of regular verbs in -er.
static STEMS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let verbs = labelled(include_str!("french_verbs.txt"), "");
    verbs.into_iter().filter_map(|verb| verb.strip_suffix("er")).collect()
});

#[derive(Clone, Copy)]
struct Noun {
    word: &'static str,
    feminine: bool,
}

/// Fills a slot of grammar; says whether it is one.
pub(super) fn push(slot: &str, chance: &mut Chance, agreement: &mut Agreement, out: &mut String) -> bool {
    match slot {
        "le" | "du" | "au" | "un" | "ce" => push_singular(slot, chance, agreement, out),
        "les" | "des" | "aux" => push_plural_phrase(slot, chance, agreement, out),
        "noun" => out.push_str(chance.pick_early(&NOUNS).word),
        "Noun" => push_capital(chance.pick_early(&NOUNS).word, out),
        "nouns" => push_plural(chance.pick_early(&NOUNS).word, out),
        "adj" => push_agreeing(chance.pick_early(&ADJECTIVES), *agreement, out),
        "adjm" => out.push_str(chance.pick_early(&ADJECTIVES)),
        "pps" => {
            push_verb(chance, "é", out);
            push_endings(*agreement, out);
        }
        "pp" => push_verb(chance, "é", out),
        "inf" => push_infinitive(chance, out),
        "ons" => push_verb(chance, "ons", out),
        "ez" => push_verb(chance, "ez", out),
        "ent" => push_verb(chance, "ent", out),
        "era" => push_verb(chance, "era", out),
        "ait" => push_verb(chance, "ait", out),
        "ant" => push_verb(chance, "ant", out),
        _ => return false,
    }
    true
}

fn nouns() -> Vec<Noun> {
    let mut nouns = Vec::new();
    for line in include_str!("french_nouns.txt").lines() {
        let Some((gender, words)) = line.split_once(':') else { continue };
        nouns.extend(words.split_whitespace().map(|word| Noun { word, feminine: gender == "f" }));
    }
    nouns
}

/// Appends article, noun and, one time in four, an adjective.
fn push_singular(article: &str, chance: &mut Chance, agreement: &mut Agreement, out: &mut String) {
    let noun = chance.pick_early(&NOUNS);
    *agreement = Agreement { feminine: noun.feminine, plural: false };
    let before_vowel = noun.word.starts_with(is_vowel);
    out.push_str(match (article, noun.feminine, before_vowel) {
        ("le", _, true) => "l’",
        ("le", false, _) => "le ",
        ("le", true, _) => "la ",
        ("du", _, true) => "de l’",
        ("du", false, _) => "du ",
        ("du", true, _) => "de la ",
        ("au", _, true) => "à l’",
        ("au", false, _) => "au ",
        ("au", true, _) => "à la ",
        ("un", false, _) => "un ",
        ("un", true, _) => "une ",
        (_, false, true) => "cet ",
        (_, false, false) => "ce ",
        (_, true, _) => "cette ",
    });
    out.push_str(noun.word);
    push_maybe_adjective(chance, *agreement, out);
    if chance.one_in(10) {
        out.push(' ');
        super::particulars::push_acronym(chance, out);
    }
}

fn push_plural_phrase(article: &str, chance: &mut Chance, agreement: &mut Agreement, out: &mut String) {
    let noun = chance.pick_early(&NOUNS);
    *agreement = Agreement { feminine: noun.feminine, plural: true };
    out.push_str(article);
    out.push(' ');
    push_plural(noun.word, out);
    push_maybe_adjective(chance, *agreement, out);
}

fn push_maybe_adjective(chance: &mut Chance, agreement: Agreement, out: &mut String) {
    if chance.one_in(4) {
        out.push(' ');
        push_agreeing(chance.pick_early(&ADJECTIVES), agreement, out);
    }
}

fn is_vowel(letter: char) -> bool {
    "aàâeéèêiîoôuûyhœ".contains(letter)
}

fn push_capital(word: &str, out: &mut String) {
    let start = out.len();
    out.push_str(word);
    super::capitalize(out, start);
}

fn push_plural(word: &str, out: &mut String) {
    if let Some(stem) = word.strip_suffix("al") {
        out.push_str(stem);
        out.push_str("aux");
        return;
    }
    out.push_str(word);
    if word.ends_with("eau") {
        out.push('x');
    } else if !word.ends_with(['s', 'x', 'z']) {
        out.push('s');
    }
}

/// Appends an adjective, given as masculine singular, in the form asked for.
fn push_agreeing(adjective: &str, agreement: Agreement, out: &mut String) {
    if !agreement.feminine {
        if agreement.plural {
            push_plural(adjective, out);
        } else {
            out.push_str(adjective);
        }
        return;
    }
    let (stem, ending) = feminine(adjective);
    out.push_str(stem);
    out.push_str(ending);
    if agreement.plural {
        out.push('s');
    }
}

/// Splits off the masculine ending and returns the feminine one.
fn feminine(adjective: &str) -> (&str, &'static str) {
    const ENDINGS: [(&str, &str); 11] = [
        ("eau", "elle"),
        ("eux", "euse"),
        ("et", "ète"),
        ("er", "ère"),
        ("el", "elle"),
        ("en", "enne"),
        ("ien", "ienne"),
        ("on", "onne"),
        ("if", "ive"),
        ("ic", "ique"),
        ("e", "e"),
    ];
    let ending = ENDINGS.iter().find_map(|(from, to)| Some((adjective.strip_suffix(from)?, *to)));
    ending.unwrap_or((adjective, "e"))
}

/// Appends the `e` and `s` of an agreeing participle.
fn push_endings(agreement: Agreement, out: &mut String) {
    if agreement.feminine {
        out.push('e');
    }
    if agreement.plural {
        out.push('s');
    }
}

/// Appends an infinitive; a `de` before it elides.
fn push_infinitive(chance: &mut Chance, out: &mut String) {
    let stem = chance.pick_early(&STEMS);
    if stem.starts_with(is_vowel) && out.ends_with(" de ") {
        out.truncate(out.len() - 2);
        out.push('’');
    }
    out.push_str(stem);
    out.push_str("er");
}

/// Appends a verb: `nous rangeons`, `il plaçait` keep their sound.
fn push_verb(chance: &mut Chance, ending: &str, out: &mut String) {
    let stem = chance.pick_early(&STEMS);
    let softens = ending.starts_with(['a', 'o']);
    match stem.strip_suffix('c') {
        Some(root) if softens => {
            out.push_str(root);
            out.push('ç');
        }
        _ => out.push_str(stem),
    }
    if softens && stem.ends_with('g') {
        out.push('e');
    }
    out.push_str(ending);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adjectives_agree() {
        let check = |adjective: &str, expect: [&str; 4]| {
            let forms = [(false, false), (true, false), (false, true), (true, true)];
            for ((feminine, plural), expect) in forms.into_iter().zip(expect) {
                let mut out = String::new();
                push_agreeing(adjective, Agreement { feminine, plural }, &mut out);
                assert_eq!(out, expect);
            }
        };
        check("régional", ["régional", "régionale", "régionaux", "régionales"]);
        check("public", ["public", "publique", "publics", "publiques"]);
        check("nouveau", ["nouveau", "nouvelle", "nouveaux", "nouvelles"]);
        check("ancien", ["ancien", "ancienne", "anciens", "anciennes"]);
        check("ambitieux", ["ambitieux", "ambitieuse", "ambitieux", "ambitieuses"]);
        check("complet", ["complet", "complète", "complets", "complètes"]);
        check("écrit", ["écrit", "écrite", "écrits", "écrites"]);
        check("juridique", ["juridique", "juridique", "juridiques", "juridiques"]);
    }

    #[test]
    fn plurals_follow_the_rules() {
        let check = |word: &str, expect: &str| {
            let mut out = String::new();
            push_plural(word, &mut out);
            assert_eq!(out, expect);
        };
        check("dossier", "dossiers");
        check("bureau", "bureaux");
        check("hôpital", "hôpitaux");
        check("avis", "avis");
    }

    #[test]
    fn the_lists_are_filled() {
        assert!(NOUNS.len() > 400 && ADJECTIVES.len() > 120 && STEMS.len() > 100);
        assert!(SENTENCES.len() > 50 && SUBJECTS.len() > 20);
    }
}
