//! Phrases by which a quoting mail can be found in an index.

use std::cmp::Reverse;

use greffe_message::lines_with_roles;

use super::is_own;
use super::words::bare;

/// Words of a phrase: fewer stand in too many mails, more are cut by line ends
/// in programs that do not flow.
const PHRASE: usize = 5;

/// Words of the shortest phrase.
const MIN_PHRASE: usize = 3;

/// Lines that are looked at: whoever quotes, quotes the beginning.
const MAX_LINES: usize = 400;

/// Words of a line that are looked at.
const MAX_LINE_WORDS: usize = 400;

/// Returns up to `n` phrases of a message's own text that look rare, the rarest
/// first: to be searched for as they stand, between quotation marks.
pub fn telling_phrases(text: &str, n: usize) -> Vec<String> {
    let own = lines_with_roles(text).filter(|(role, _)| is_own(*role)).take(MAX_LINES);
    let mut phrases: Vec<Phrase> = own.filter_map(|(_, line)| best_of(line)).collect();
    phrases.sort_by_key(|phrase| Reverse(phrase.weight));
    phrases.dedup_by(|later, earlier| later.words == earlier.words);
    phrases.into_iter().take(n).map(|phrase| phrase.words).collect()
}

struct Phrase {
    words: String,
    weight: usize,
}

/// Returns the weightiest phrase of a line.
fn best_of(line: &str) -> Option<Phrase> {
    let words: Vec<&str> =
        line.split_whitespace().map(bare).filter(|word| !word.is_empty()).take(MAX_LINE_WORDS).collect();
    let size = PHRASE.min(words.len());
    if size < MIN_PHRASE {
        return None;
    }
    let weight = |words: &[&str]| words.iter().map(|word| weight(word)).sum::<usize>();
    let best = words
        .windows(size)
        .filter(|words| words.iter().all(|word| is_plain(word)))
        .max_by_key(|words| weight(words))?;
    Some(Phrase { words: best.join(" "), weight: weight(best) })
}

/// Long words and figures are rare; without a word list, that is what can be told.
fn weight(word: &str) -> usize {
    let letters = word.chars().take(12).count();
    let has_figure = word.bytes().any(|byte| byte.is_ascii_digit());
    if letters < 4 && !has_figure { 0 } else { letters + 4 * usize::from(has_figure) }
}

/// Links and the like are cut and rewritten by programs, and `"` would end the phrase.
fn is_plain(word: &str) -> bool {
    word.len() <= 40 && !word.contains(['"', '/', '@', '<', '>', '=', '\\', '“', '”'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, n: usize, expect: &[&str]) {
        assert_eq!(telling_phrases(text, n), expect, "{text}");
    }

    #[test]
    fn long_words_and_figures_tell_most() {
        let text = "Bonjour Camille,\n> une phrase extraordinairement compliquée citée\n\
                    il y a de la place et un budget prévisionnel de 48200 euros pour eux\n\
                    je le lui ai dit ce matin\n-- \nDirection générale des services techniques";
        check(text, 1, &["budget prévisionnel de 48200 euros"]);
        check(text, 5, &["budget prévisionnel de 48200 euros", "lui ai dit ce matin"]);
    }

    #[test]
    fn short_and_odd_texts_have_none() {
        check("", 3, &[]);
        check("Merci !\nNoor", 3, &[]);
        check("see https://example.org/a and \"b\"", 3, &[]);
        check("one two three", 0, &[]);
    }
}
