//! Words for near-duplicates: how many there are, and how much they have in common.

use greffe::view::{NearView, SimilarView};

use crate::{Texts, Value, number};

impl Texts {
    /// Returns a heading for the messages of nearly the same text.
    pub fn same_text(&self, similar: &SimilarView) -> String {
        self.similar_count("similar-same", "messages", similar.same_text.len() as u64)
    }

    /// Returns a heading for the messages that hold the text of another.
    pub fn containing(&self, similar: &SimilarView) -> String {
        self.similar_count("similar-contained", "messages", similar.contained_in.len() as u64)
    }

    /// Returns how many different texts a search found.
    pub fn different_texts(&self, texts: u64) -> String {
        self.similar_count("similar-texts", "texts", texts)
    }

    /// Returns how many more messages stand behind one that is shown for all.
    pub fn others_alike(&self, messages: u64) -> String {
        self.similar_count("similar-others", "messages", messages)
    }

    /// Returns how much two messages of nearly the same text have in common.
    pub fn share_in_common(&self, near: &NearView) -> String {
        self.similar_share("similar-share-same", near)
    }

    /// Returns how much of a text a message holds.
    pub fn share_held(&self, near: &NearView) -> String {
        self.similar_share("similar-share-contained", near)
    }

    /// Says that a message has too few words to be compared.
    pub fn too_short_to_compare(&self) -> String {
        self.with("similar-too-short", &[("words", Value::Count(greffe::LEAST_WORDS as u64))]).into_owned()
    }

    fn similar_count(&self, key: &str, name: &str, count: u64) -> String {
        let written = number(self.language(), count);
        let values = [(name, Value::Count(count)), (&*format!("{name}_written"), Value::Text(&written))];
        self.with(key, &values).into_owned()
    }

    fn similar_share(&self, key: &str, near: &NearView) -> String {
        self.with(key, &[("share", Value::Text(&percent(near.share)))]).into_owned()
    }
}

/// Writes a share in whole percents, rounded down: what is not whole must not look whole.
pub(crate) fn percent(share: f64) -> String {
    format!("{}", (share * 100.0).clamp(0.0, 100.0).floor())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Language;

    #[test]
    fn counts_and_shares_are_said_in_both_languages() {
        let near = NearView {
            id: "ab".repeat(32),
            share: 0.999,
            date: None,
            from: String::new(),
            subject: String::new(),
        };
        let similar = SimilarView {
            same_text: vec![near.clone()],
            contained_in: vec![near.clone(); 2],
            ..SimilarView::default()
        };
        let check = |language, expect: [&str; 5]| {
            let texts = Texts::new(language);
            let said = [
                texts.same_text(&similar),
                texts.containing(&similar),
                texts.others_alike(1),
                texts.share_in_common(&near),
                texts.too_short_to_compare(),
            ];
            assert_eq!(said, expect);
        };
        check(
            Language::English,
            [
                "1 message with nearly the same text",
                "2 messages that quote or carry this text",
                "and 1 more message with nearly the same text",
                "99 % in common",
                "This message has fewer than 15 words of its own: it is compared with no other.",
            ],
        );
        check(
            Language::French,
            [
                "1 message dont le texte est presque le même",
                "2 messages qui citent ou joignent ce texte",
                "et 1 autre message dont le texte est presque le même",
                "99 % en commun",
                "Ce message compte moins de 15 mots de son auteur : il n'est comparé à aucun autre.",
            ],
        );
    }
}
