//! English: regular nouns and verbs.

use std::sync::LazyLock;

use super::labelled;
use crate::chance::Chance;

/// Sentence patterns, one a line.
pub(super) static SENTENCES: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| include_str!("english_sentences.txt").lines().collect());
/// Subject patterns.
pub(super) static SUBJECTS: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| include_str!("english_subjects.txt").lines().collect());

static NOUNS: LazyLock<Vec<&'static str>> = LazyLock::new(|| labelled(include_str!("english_nouns.txt"), ""));
static ADJECTIVES: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| labelled(include_str!("english_adjectives.txt"), ""));
static VERBS: LazyLock<Vec<&'static str>> = LazyLock::new(|| labelled(include_str!("english_verbs.txt"), ""));

/// Fills a slot of grammar; says whether it is one.
pub(super) fn push(slot: &str, chance: &mut Chance, out: &mut String) -> bool {
    match slot {
        "the" | "this" => {
            out.push_str(slot);
            out.push(' ');
            push_phrase(chance, out);
        }
        "a" => push_with_article(chance, out),
        "noun" => out.push_str(chance.pick_early(&NOUNS)),
        "Noun" => push_capital(chance.pick_early(&NOUNS), out),
        "nouns" => push_plural(chance.pick_early(&NOUNS), out),
        "adj" => out.push_str(chance.pick_early(&ADJECTIVES)),
        "Adj" => push_capital(chance.pick_early(&ADJECTIVES), out),
        "verb" => out.push_str(chance.pick_early(&VERBS)),
        "verbs" => push_plural(chance.pick_early(&VERBS), out),
        "verbed" => push_inflected(chance.pick_early(&VERBS), "ed", out),
        "verbing" => push_inflected(chance.pick_early(&VERBS), "ing", out),
        _ => return false,
    }
    true
}

/// Appends a noun and, one time in three, an adjective before it.
fn push_phrase(chance: &mut Chance, out: &mut String) {
    if chance.one_in(3) {
        out.push_str(chance.pick_early(&ADJECTIVES));
        out.push(' ');
    }
    if chance.one_in(10) {
        super::particulars::push_acronym(chance, out);
        out.push(' ');
    }
    out.push_str(chance.pick_early(&NOUNS));
}

fn push_with_article(chance: &mut Chance, out: &mut String) {
    let start = out.len();
    push_phrase(chance, out);
    let phrase = out.get(start..).unwrap_or_default();
    let before_vowel = takes_an(phrase);
    out.insert_str(start, if before_vowel { "an " } else { "a " });
}

fn takes_an(phrase: &str) -> bool {
    phrase.starts_with(['a', 'e', 'i', 'o', 'A', 'E', 'I', 'O']) && !phrase.starts_with("eu")
}

fn push_capital(word: &str, out: &mut String) {
    let start = out.len();
    out.push_str(word);
    super::capitalize(out, start);
}

/// Appends `word` with `s`, `es` or `ies`: plural of a noun, third person of a verb.
fn push_plural(word: &str, out: &mut String) {
    if let Some(stem) = consonant_y(word) {
        out.push_str(stem);
        out.push_str("ies");
    } else if word == "criterion" {
        out.push_str("criteria");
    } else {
        out.push_str(word);
        out.push_str(if word.ends_with(['s', 'x']) || word.ends_with("ch") || word.ends_with("sh") {
            "es"
        } else {
            "s"
        });
    }
}

fn push_inflected(verb: &str, ending: &str, out: &mut String) {
    match (consonant_y(verb), verb.strip_suffix('e')) {
        (Some(stem), _) if ending == "ed" => {
            out.push_str(stem);
            out.push_str("ied");
        }
        (_, Some(stem)) => {
            out.push_str(stem);
            out.push_str(ending);
        }
        _ => {
            out.push_str(verb);
            out.push_str(ending);
        }
    }
}

/// Returns what stands before a final `y` that follows a consonant.
fn consonant_y(word: &str) -> Option<&str> {
    let stem = word.strip_suffix('y')?;
    (!stem.ends_with(['a', 'e', 'o', 'u'])).then_some(stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_inflect_regularly() {
        let check = |word: &str, expect: [&str; 3]| {
            let mut forms = [const { String::new() }; 3];
            push_plural(word, &mut forms[0]);
            push_inflected(word, "ed", &mut forms[1]);
            push_inflected(word, "ing", &mut forms[2]);
            assert_eq!(forms, expect);
        };
        check("approve", ["approves", "approved", "approving"]);
        check("clarify", ["clarifies", "clarified", "clarifying"]);
        check("publish", ["publishes", "published", "publishing"]);
        check("deploy", ["deploys", "deployed", "deploying"]);
    }

    #[test]
    fn the_article_hears_the_next_word() {
        let mut chance = Chance::new(5);
        for _ in 0..200 {
            let mut out = String::new();
            push_with_article(&mut chance, &mut out);
            let (article, rest) = out.split_once(' ').unwrap();
            assert_eq!(article == "an", takes_an(rest), "{rest}");
        }
    }
}
