//! Words that could tell who somebody is, in free text.

use std::collections::HashSet;

use greffe::audit::Audit;

/// Shorter words name nobody, and are in too many names.
const SHORTEST_CHARS: usize = 3;
/// What stands in the place of a word.
const MARK: &str = "[…]";

/// The words that names are made of.
pub(super) struct Withheld {
    words: HashSet<String>,
}

impl Withheld {
    pub(super) fn new(audit: &Audit) -> Self {
        let names = &audit.evidence.names;
        let of_accounts = audit.accounts.list.iter().flat_map(|account| &account.names);
        let of_people = audit.evidence.people.iter().flat_map(|person| {
            person.aliases.iter().chain(&person.display).chain([&person.address]).chain(&person.manager)
        });
        let words = of_accounts.chain(of_people).flat_map(|name| words(names.text(*name)));
        Self { words: words.filter(|word| word.chars().count() >= SHORTEST_CHARS).collect() }
    }

    /// Returns the text with a mark in the place of each word of a name.
    pub(super) fn without(&self, text: &str) -> String {
        let mut told = String::with_capacity(text.len());
        for piece in pieces(text) {
            let is_withheld = self.words.contains(&piece.to_lowercase());
            told.push_str(if is_withheld { MARK } else { piece });
        }
        told
    }
}

fn words(text: &str) -> impl Iterator<Item = String> {
    pieces(text).filter(|piece| piece.starts_with(char::is_alphanumeric)).map(str::to_lowercase)
}

/// Cuts a text where letters and digits begin and end.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let is_word = first.is_alphanumeric();
        let end = rest.find(|c: char| c.is_alphanumeric() != is_word).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        rest = after;
        Some(piece)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_names_are_withheld_and_others_stay() {
        let words = ["anne", "dupont"].map(str::to_owned).into();
        let withheld = Withheld { words };
        let check = |text: &str, expect: &str| assert_eq!(withheld.without(text), expect);
        check(
            "subject:\"Gazette\" AND from:Anne.Dupont@x.example",
            "subject:\"Gazette\" AND from:[…].[…]@x.example",
        );
        check("annexe", "annexe");
        check("", "");
    }

    #[test]
    fn pieces_are_the_whole() {
        assert_eq!(pieces("é1, b").collect::<Vec<_>>(), ["é1", ", ", "b"]);
        assert_eq!(words("A-b").collect::<Vec<_>>(), ["a", "b"]);
    }
}
