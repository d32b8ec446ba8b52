//! The words of an archive, as a sample of its messages has them.
//!
//! Words are drawn by place in the text, so a frequent word is asked for as
//! often as it is read; that is harder on an index than a list of rare words.

use std::collections::BTreeSet;

use greffe::view::MessageView;
use greffe::{Room, SearchRequest, Sort};

/// Messages looked at, spread evenly over time.
const SAMPLED: usize = 1000;

/// Words of one message that are kept: its beginning says enough.
const WORDS_PER_MESSAGE: usize = 400;

/// What queries are drawn from.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    /// Runs of words that stand side by side, each at least two words long.
    pub(crate) runs: Vec<Vec<String>>,
    /// Words of subjects.
    pub(crate) subjects: Vec<String>,
    /// Addresses of senders.
    pub(crate) senders: Vec<String>,
    /// Addresses of recipients.
    pub(crate) recipients: Vec<String>,
    /// Days, `YYYY-MM-DD`.
    pub(crate) days: Vec<String>,
    /// Extensions of file names.
    pub(crate) file_types: Vec<String>,
}

impl Vocabulary {
    /// Reads a sample of what the archive holds.
    pub(crate) fn read(room: &Room) -> anyhow::Result<Self> {
        let messages = room.overview()?.messages as usize;
        let mut vocabulary = Self::default();
        let sampled = SAMPLED.min(messages);
        for place in 0..sampled {
            if let Some(id) = id_at(room, place * messages / sampled)? {
                vocabulary.learn(&room.show(&id)?);
            }
        }
        let types: BTreeSet<String> = vocabulary.file_types.drain(..).collect();
        vocabulary.file_types = types.into_iter().collect();
        Ok(vocabulary)
    }

    fn learn(&mut self, message: &MessageView) {
        self.senders.extend(message.from.iter().filter_map(|shown| address(shown)));
        self.recipients.extend(message.to.iter().filter_map(|shown| address(shown)));
        self.days.extend(message.date.as_deref().and_then(|date| date.get(..10)).map(str::to_owned));
        self.subjects.extend(runs(&message.subject).into_iter().flatten().filter(|word| is_telling(word)));
        self.file_types.extend(message.parts.iter().filter_map(|part| extension(&part.name)));
        let mut left = WORDS_PER_MESSAGE;
        for run in message.text.lines().flat_map(runs).filter(|run| run.len() >= 2) {
            if run.len() > left {
                break;
            }
            left -= run.len();
            self.runs.push(run);
        }
    }
}

/// Whether people search for such a word: long enough to mean something.
pub(crate) fn is_telling(word: &str) -> bool {
    word.chars().count() >= 4
}

fn id_at(room: &Room, offset: usize) -> anyhow::Result<Option<String>> {
    let request = SearchRequest { offset, limit: 1, sort: Sort::Date, ..SearchRequest::default() };
    Ok(room.search(&request)?.hits.into_iter().next().map(|hit| hit.id))
}

/// Runs of purely alphabetic words with nothing but one space between them.
fn runs(line: &str) -> Vec<Vec<String>> {
    let mut runs = vec![Vec::new()];
    for piece in line.split(' ') {
        let word = piece.trim_end_matches(['.', ',', ';', ':', '?', '!']);
        if word.is_empty() || !word.chars().all(char::is_alphabetic) {
            runs.push(Vec::new());
            continue;
        }
        if let Some(run) = runs.last_mut() {
            run.push(word.to_lowercase());
        }
        if word.len() < piece.len() {
            runs.push(Vec::new());
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

/// The address of `Name <address>`, when it can be typed without quotes.
fn address(shown: &str) -> Option<String> {
    let bare = shown.rsplit_once('<').map_or(shown, |(_, rest)| rest.trim_end_matches('>'));
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "@.-_".contains(c);
    (bare.contains('@') && bare.chars().all(is_plain)).then(|| bare.to_owned())
}

fn extension(name: &str) -> Option<String> {
    let (_, extension) = name.rsplit_once('.')?;
    let is_plain = (2..=4).contains(&extension.len()) && extension.chars().all(|c| c.is_ascii_lowercase());
    is_plain.then(|| extension.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_end_where_the_words_of_a_line_no_longer_stand_side_by_side() {
        fn check(line: &str, expect: &[&[&str]]) {
            assert_eq!(runs(line), expect, "{line}");
        }
        check("", &[]);
        check("Le marché public", &[&["le", "marché", "public"]]);
        check("Bonjour, voici le marché.", &[&["bonjour"], &["voici", "le", "marché"]]);
        check("l'accès du 12 mars", &[&["du"], &["mars"]]);
        check("un  deux", &[&["un"], &["deux"]]);
    }

    #[test]
    fn addresses_are_taken_when_they_can_be_typed() {
        fn check(shown: &str, expect: Option<&str>) {
            assert_eq!(address(shown).as_deref(), expect, "{shown}");
        }
        check("Noor Aït <noor.ait@region.example>", Some("noor.ait@region.example"));
        check("noor@region.example", Some("noor@region.example"));
        check("\"odd one\"@region.example", None);
        check("Noor", None);
    }
}
