//! What a message says in its author's own words, to be held against other messages.
//!
//! The one idea: *own words* are what is left of a text without quoted lines, signature
//! blocks and footers; two messages are near-duplicates if they have most runs of three
//! own words in common. A [`Sketch`] finds candidates without their texts; the share that
//! is shown to people is measured on the texts, by [`Wording`].

mod footer;
mod roles;
mod runs;
mod sketch;

pub use roles::{Role, lines_with_roles};
pub use sketch::Sketch;

use runs::Runs;

use crate::model::Message;

/// Texts of fewer own words are compared with none: `Merci !` and `ok` are no copies of
/// one another, and two appointments differ in a word.
pub const LEAST_WORDS: usize = 15;

/// What two messages are compared by.
#[derive(Debug, Clone, Default)]
pub struct Wording {
    own: Runs,
    quoted: Runs,
}

impl Message {
    /// Returns the wording of a message: its author's words, and those that it quotes or carries.
    pub fn wording(&self) -> Wording {
        let shown = self.shown_text();
        let quoted = only(Role::Quoted, shown.own()).chain([shown.nested()]);
        Wording { own: Runs::of(only(Role::Own, shown.own())), quoted: Runs::of(quoted) }
    }
}

impl Wording {
    /// Says whether there are words enough to be compared.
    pub fn is_comparable(&self) -> bool {
        self.own.words >= LEAST_WORDS
    }

    /// Returns the share of the runs of words of both messages that both have, from 0 to 1;
    /// 0 if one of them has too few words.
    pub fn resemblance(&self, other: &Wording) -> f64 {
        if !self.is_comparable() || !other.is_comparable() {
            return 0.0;
        }
        let common = self.own.common(&other.own);
        share(common, self.own.count() + other.own.count() - common)
    }

    /// Returns the share of this message's runs of words that the other quotes or carries,
    /// from 0 to 1; 0 if this one has too few words.
    pub fn contained_in(&self, other: &Wording) -> f64 {
        if !self.is_comparable() {
            return 0.0;
        }
        share(self.own.common(&other.quoted), self.own.count())
    }
}

fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// Returns the sketch of the own words of some texts of one message.
pub(crate) fn sketch<'a>(texts: impl Iterator<Item = &'a str>) -> Option<Sketch> {
    Sketch::of(only(Role::Own, texts))
}

/// Returns the lines of one role.
fn only<'a>(wanted: Role, texts: impl Iterator<Item = &'a str>) -> impl Iterator<Item = &'a str> {
    texts.flat_map(lines_with_roles).filter(move |(role, _)| *role == wanted).map(|(_, line)| line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse;

    const TEXT: &str = "Bonjour Camille,\n\nLe budget de 48 200 euros a été voté mardi par la commission,\n\
        sans débat et contre l'avis du service des marchés. Merci de ne rien en dire.\n";

    fn wording(body: &str) -> Wording {
        parse(format!("Content-Type: text/plain; charset=utf-8\n\n{body}").as_bytes()).wording()
    }

    #[track_caller]
    fn check(
        body: &str,
        resemblance: std::ops::RangeInclusive<f64>,
        contained: std::ops::RangeInclusive<f64>,
    ) {
        let (text, other) = (wording(TEXT), wording(body));
        assert!(resemblance.contains(&text.resemblance(&other)), "{} {body}", text.resemblance(&other));
        assert!(contained.contains(&text.contained_in(&other)), "{} {body}", text.contained_in(&other));
        assert_eq!(text.resemblance(&other), other.resemblance(&text));
    }

    #[test]
    fn the_same_text_is_recognised_whatever_stands_around() {
        check(TEXT, 1.0..=1.0, 0.0..=0.0);
        check(&format!("{TEXT}\nCordialement,\n\nNoor\n01 02 03 04 05\n"), 1.0..=1.0, 0.0..=0.0);
        check(
            &format!("{TEXT}\n> Et alors ?\n> Dis-moi tout ce que tu sais de cette histoire.\n"),
            1.0..=1.0,
            0.0..=0.0,
        );
        check(&TEXT.replace("mardi", "jeudi"), 0.8..=0.85, 0.0..=0.0);
        check(
            "Un tout autre texte de plus de quinze mots qui parle du beau temps et de la pluie.",
            0.0..=0.0,
            0.0..=0.0,
        );
    }

    #[test]
    fn a_text_is_found_inside_a_reply() {
        let quoted: String = TEXT.lines().map(|line| format!("> {line}\n")).collect();
        check(&format!("Vu.\n\nLe 3 mars 2015, Noor a écrit :\n{quoted}"), 0.0..=0.0, 1.0..=1.0);
        check(&format!("FYI\n-----Original Message-----\nFrom: Noor\n\n{TEXT}"), 0.0..=0.0, 1.0..=1.0);
        check("> Le budget de 48 200 euros a été voté mardi par la commission,\n", 0.0..=0.0, 0.3..=0.5);
        let carried =
            format!("Content-Type: message/rfc822\n\nContent-Type: text/plain; charset=utf-8\n\n{TEXT}");
        assert_eq!(wording(TEXT).contained_in(&parse(carried.as_bytes()).wording()), 1.0);
    }

    #[test]
    fn few_words_are_compared_with_nothing() {
        let (short, quoting) = (wording("Merci !"), wording("> Merci !"));
        assert!(!short.is_comparable());
        assert_eq!((short.resemblance(&short), short.contained_in(&quoting)), (0.0, 0.0));
    }

    #[test]
    fn the_sketch_is_that_of_the_own_words() {
        let sketch = |body: &str| parse(format!("A: b\n\n{body}").as_bytes()).searchable().sketch;
        let text = "The budget of 48 200 euros was voted on Tuesday by the board, without debate and against all advice.";
        assert!(sketch(text).is_some());
        assert_eq!(sketch(&format!("{text}\n-- \nNoor\n")), sketch(text));
        assert_eq!(sketch(&format!("> {text}\n")), None);
        let file = "Content-Type: multipart/mixed; boundary=b\n\n--b\n\n";
        let parts = format!("{text}\n--b\nContent-Disposition: attachment\n\nthe text of a file\n--b--");
        assert_eq!(parse(format!("{file}{parts}").as_bytes()).searchable().sketch, sketch(text));
    }

    #[test]
    fn a_plain_text_that_only_points_to_the_html_does_not_speak_for_it() {
        let mail = |html: &str| {
            let stub = "If you cannot read this message, open it in your browser: all that we have to say to you is there, and nowhere else.";
            let raw = format!(
                "Content-Type: multipart/alternative; boundary=b\n\n--b\n\n{stub}\n--b\nContent-Type: text/html\n\n{html}\n--b--"
            );
            parse(raw.as_bytes()).wording()
        };
        let html = [
            "<p>The council meets on Friday and will hear the report on the works at the bridge.",
            "<p>Our shop has new offers on lamps, chairs and tables until the end of this month only.",
        ];
        let [a, b] = html.map(mail);
        assert!(a.resemblance(&b) < 0.6, "{}", a.resemblance(&b));
    }
}
