//! The mix of queries: what a day of searching asks, in fixed shares.

use anyhow::Context;

use crate::chance::Chance;
use crate::vocabulary::{Vocabulary, is_telling};

/// A kind of query.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Class {
    /// One to three words.
    Words,
    /// Fields and dates, alone or with a word.
    Fields,
    /// Two to four words in their order.
    Phrase,
    /// The beginning of a word.
    Prefix,
    /// Two or three words near one another.
    Near,
    /// A word with a letter mistaken.
    Fuzzy,
}

impl Class {
    /// Every class and its share in percent.
    pub(crate) const SHARES: [(Class, usize); 6] = [
        (Class::Words, 40),
        (Class::Fields, 20),
        (Class::Phrase, 15),
        (Class::Prefix, 10),
        (Class::Near, 10),
        (Class::Fuzzy, 5),
    ];

    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Class::Words => "words",
            Class::Fields => "fields and dates",
            Class::Phrase => "phrases",
            Class::Prefix => "prefixes",
            Class::Near => "near",
            Class::Fuzzy => "fuzzy",
        }
    }
}

/// A query to ask.
#[derive(Debug, Clone)]
pub(crate) struct Query {
    pub(crate) class: Class,
    pub(crate) text: String,
}

/// Draws `queries` queries in the shares of [`Class::SHARES`], class after class.
pub(crate) fn draw(
    vocabulary: &Vocabulary,
    queries: usize,
    chance: &mut Chance,
) -> anyhow::Result<Vec<Query>> {
    let mut mix = Vec::with_capacity(queries);
    for (class, share) in Class::SHARES {
        for turn in 0..queries * share / 100 {
            let text = text_of(class, turn, vocabulary, chance);
            let text = text.with_context(|| format!("too little mail to draw {} from", class.as_str()))?;
            mix.push(Query { class, text });
        }
    }
    shuffle(&mut mix, chance);
    Ok(mix)
}

/// Draws single words of plain letters, which every program reads alike.
pub(crate) fn words(
    vocabulary: &Vocabulary,
    count: usize,
    chance: &mut Chance,
) -> anyhow::Result<Vec<String>> {
    let is_plain = |word: &&String| word.len() >= 5 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    let plain: Vec<&String> = vocabulary.runs.iter().flatten().filter(is_plain).collect();
    let draw = |_| chance.pick(&plain).map(|word| (*word).clone()).context("no plain words");
    (0..count).map(draw).collect()
}

/// Different kinds of query stand beside one another, as they do in use.
fn shuffle(mix: &mut [Query], chance: &mut Chance) {
    for end in (1..mix.len()).rev() {
        mix.swap(end, chance.below(end + 1));
    }
}

fn text_of(class: Class, turn: usize, vocabulary: &Vocabulary, chance: &mut Chance) -> Option<String> {
    match class {
        Class::Words => some_words(1 + turn % 3, vocabulary, chance),
        Class::Fields => field(turn, vocabulary, chance),
        Class::Phrase => Some(format!("\"{}\"", beside(2 + turn % 3, vocabulary, chance)?.join(" "))),
        Class::Prefix => prefix(vocabulary, chance),
        Class::Near => near(2 + turn % 2, vocabulary, chance),
        Class::Fuzzy => fuzzy(vocabulary, chance),
    }
}

/// Words of one line, so that most queries find something.
fn some_words(count: usize, vocabulary: &Vocabulary, chance: &mut Chance) -> Option<String> {
    let telling = |run: &Vec<String>| run.iter().filter(|word| is_telling(word)).cloned().collect::<Vec<_>>();
    for _ in 0..TRIES {
        let words = telling(chance.pick(&vocabulary.runs)?);
        if words.len() >= count {
            let first = chance.below(words.len() - count + 1);
            return Some(words.get(first..first + count)?.join(" "));
        }
    }
    some_words(count.checked_sub(1).filter(|fewer| *fewer > 0)?, vocabulary, chance)
}

/// Draws before a shorter one is taken.
const TRIES: usize = 200;

/// Words that stand side by side, at least one of them telling.
fn beside(count: usize, vocabulary: &Vocabulary, chance: &mut Chance) -> Option<Vec<String>> {
    for _ in 0..TRIES {
        let run = chance.pick(&vocabulary.runs)?;
        if run.len() < count {
            continue;
        }
        let first = chance.below(run.len() - count + 1);
        let words = run.get(first..first + count)?;
        if words.iter().any(|word| is_telling(word)) {
            return Some(words.to_vec());
        }
    }
    beside(count.checked_sub(1).filter(|fewer| *fewer > 1)?, vocabulary, chance)
}

fn word(least_letters: usize, vocabulary: &Vocabulary, chance: &mut Chance) -> Option<String> {
    for _ in 0..TRIES {
        let run = chance.pick(&vocabulary.runs)?;
        let word = chance.pick(run)?;
        if word.chars().count() >= least_letters {
            return Some(word.clone());
        }
    }
    None
}

fn prefix(vocabulary: &Vocabulary, chance: &mut Chance) -> Option<String> {
    let word = word(6, vocabulary, chance)?;
    let letters = 3 + chance.below(word.chars().count() - 4);
    Some(format!("{}*", word.chars().take(letters).collect::<String>()))
}

fn near(count: usize, vocabulary: &Vocabulary, chance: &mut Chance) -> Option<String> {
    let window = beside(count + 2, vocabulary, chance)?;
    let mut words: Vec<&str> = window.iter().map(String::as_str).collect();
    while words.len() > count {
        let shortest = words.iter().enumerate().min_by_key(|(_, word)| word.len()).map(|(at, _)| at)?;
        words.remove(shortest);
    }
    words.reverse();
    Some(format!("near({}, {})", words.join(" "), 3 + chance.below(5)))
}

fn fuzzy(vocabulary: &Vocabulary, chance: &mut Chance) -> Option<String> {
    let word = word(6, vocabulary, chance)?;
    let mistaken = 1 + chance.below(word.chars().count() - 1);
    let letters = word.chars().enumerate().map(|(at, letter)| if at == mistaken { 'e' } else { letter });
    Some(format!("{}~1", letters.collect::<String>()))
}

fn field(turn: usize, vocabulary: &Vocabulary, chance: &mut Chance) -> Option<String> {
    let day = chance.pick(&vocabulary.days)?.clone();
    let (year, month) = (day.get(..4)?, day.get(..7)?);
    let telling = word(5, vocabulary, chance)?;
    let sender = chance.pick(&vocabulary.senders)?;
    let (local, domain) = sender.split_once('@')?;
    Some(match turn % 12 {
        0 => format!("from:{sender}"),
        1 => format!("from:{local}"),
        2 => format!("from:{domain} {telling}"),
        3 => format!("to:{}", chance.pick(&vocabulary.recipients)?),
        4 => format!("with:{sender} year:{year}"),
        5 => format!("subject:{}", chance.pick(&vocabulary.subjects)?),
        6 => format!("year:{year}"),
        7 => format!("on:{day}"),
        8 => format!("after:{month} {telling}"),
        9 => format!("before:{month} subject:{}", chance.pick(&vocabulary.subjects)?),
        10 => format!("has:attachment {telling}"),
        _ => match chance.pick(&vocabulary.file_types) {
            Some(file_type) => format!("filetype:{file_type} year:{year}"),
            None => format!("kind:list year:{year}"),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vocabulary() -> Vocabulary {
        let words = |line: &str| line.split(' ').map(str::to_owned).collect::<Vec<_>>();
        Vocabulary {
            runs: vec![
                words("le conseil demande un accès complet aux messageries"),
                words("bien cordialement"),
            ],
            subjects: words("marché accès"),
            senders: words("noor.ait@region.example"),
            recipients: words("camille@region.example"),
            days: words("2016-03-12"),
            file_types: Vec::new(),
        }
    }

    #[test]
    fn a_mix_has_its_shares_and_its_seed_decides_it() {
        let draw = || draw(&vocabulary(), 1000, &mut Chance::new(1)).expect("enough words");
        let mix = draw();
        for (class, share) in Class::SHARES {
            assert_eq!(mix.iter().filter(|query| query.class == class).count(), share * 10, "{class:?}");
        }
        assert!(mix.iter().zip(draw()).all(|(one, other)| one.text == other.text));
    }

    #[test]
    fn a_class_is_written_in_its_own_way() {
        for query in draw(&vocabulary(), 200, &mut Chance::new(7)).expect("enough words") {
            let text = &query.text;
            let is_right = match query.class {
                Class::Words => text.chars().all(|c| c.is_alphabetic() || c == ' '),
                Class::Fields => text.contains(':'),
                Class::Phrase => text.starts_with('"') && text.ends_with('"') && text.contains(' '),
                Class::Prefix => text.ends_with('*') && text.chars().count() >= 4,
                Class::Near => text.starts_with("near(") && text.ends_with(')'),
                Class::Fuzzy => text.ends_with("~1"),
            };
            assert!(is_right, "{:?}: {text}", query.class);
        }
    }

    #[test]
    fn no_mail_is_an_error_and_not_an_empty_mix() {
        assert!(draw(&Vocabulary::default(), 100, &mut Chance::new(1)).is_err());
    }
}
