//! What a proved mail says of one that proves nothing by itself.
//!
//! Most old mail bears no signature. But a verified mail that quotes another,
//! or carries it as an attachment, shows that its sender's server sent those
//! words on that day. Quotes can be edited: the evidence is "was quoted, in
//! these words, by a mail signed by ... on ...", and no more. It stands beside
//! a verdict and never changes it.
//!
//! Which mails to compare is the asker's business ([`telling_phrases`] helps
//! to search); here two are compared, in linear time.

mod attached;
mod phrases;
mod words;

use std::collections::HashSet;
use std::ops::Range;

use greffe_message::{Role, lines_with_roles};

pub use attached::{Attached, attached};
pub use phrases::telling_phrases;

use words::{Words, words_of};

/// So many words in a row do not stand in two texts by chance.
const RUN: usize = 5;

/// A text of fewer words than this says too little to be recognised.
const MIN_WORDS: usize = 3;

/// How much of a message's own text a verified message quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Quoted {
    /// Lines of the message's own text: without its quotes, its signature and blank lines.
    pub lines: usize,
    /// Those of them that stand in the quotes, word for word and in order.
    pub found: usize,
}

impl Quoted {
    /// Returns the share of the lines that was found, from 0 to 1.
    pub fn share(self) -> f64 {
        self.found as f64 / self.lines.max(1) as f64
    }
}

/// Returns how much of `unproven_text` the quotes in `verified_text` hold.
///
/// Both are texts as [`greffe_message::Message::text`] gives them. Words are
/// compared, not lines, so that another line width loses nothing; case,
/// accents and the punctuation around words do not count, while a changed
/// figure, a word put in or left out does. `None` if nothing is found, or if the
/// text is too short to be recognised.
pub fn quoted_share(unproven_text: &str, verified_text: &str) -> Option<Quoted> {
    let own = words_of(lines_with_roles(unproven_text), is_own);
    let quoted = words_of(lines_with_roles(verified_text), |role| role == Role::Quoted);
    let run = RUN.min(own.count());
    if run < MIN_WORDS {
        return None;
    }
    let mut found = lines_in_runs(&own, &quoted, run);
    add_short_neighbours(&own, &quoted, &mut found);
    let quoted = Quoted { lines: found.len(), found: found.iter().filter(|&&found| found).count() };
    (quoted.found > 0).then_some(quoted)
}

/// Says whether a line is its author's: a name and telephones are evidence too.
fn is_own(role: Role) -> bool {
    matches!(role, Role::Own | Role::Footer)
}

/// Tells of each line of `own` whether runs of words that `quoted` has too cover it.
///
/// It is the steps from a word to the next that must be covered: were it the
/// words, one put between them would go unnoticed.
fn lines_in_runs(own: &Words, quoted: &Words, run: usize) -> Vec<bool> {
    let own_words = own.as_strs();
    let quoted_words = quoted.as_strs();
    let runs: HashSet<&[&str]> = quoted_words.windows(run).collect();
    let mut is_step_covered = vec![false; own_words.len()];
    let mut covered_to = 0;
    for (at, words) in own_words.windows(run).enumerate() {
        if runs.contains(words) {
            let last_step = at + run - 1;
            is_step_covered[at.max(covered_to)..last_step].fill(true);
            covered_to = last_step;
        }
    }
    own.lines().map(|line| is_line_covered(line, &is_step_covered)).collect()
}

/// Tells whether all steps within a line are covered; of a line of one word, a step to or from it.
fn is_line_covered(line: Range<usize>, is_step_covered: &[bool]) -> bool {
    if line.len() == 1 {
        let around = line.start.saturating_sub(1)..line.end.min(is_step_covered.len());
        return is_step_covered[around].contains(&true);
    }
    !is_step_covered[line.start..line.end - 1].contains(&false)
}

/// Adds lines too short for a run (`Bonjour,`) that stand in the quotes as whole
/// lines, where the line before or after was found: alone they show nothing.
fn add_short_neighbours(own: &Words, quoted: &Words, found: &mut [bool]) {
    let (own_words, quoted_words) = (own.as_strs(), quoted.as_strs());
    let whole: HashSet<&[&str]> =
        quoted.lines().filter(|line| line.len() < RUN).map(|line| &quoted_words[line.clone()]).collect();
    let before = found.to_vec();
    for (at, line) in own.lines().enumerate() {
        let is_beside =
            at.checked_sub(1).is_some_and(|above| before[above]) || before.get(at + 1) == Some(&true);
        found[at] |= is_beside && line.len() < RUN && whole.contains(&own_words[line.clone()]);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const OWN: &str = "Bonjour Camille,\n\nLe budget de 48 200 euros a été voté mardi par la commission,\n\
                       sans débat et contre l'avis du service des marchés.\n\nMerci de ne rien en dire.\n\nNoor\n";

    fn check(own: &str, verified: &str, expect: Option<(usize, usize)>) {
        let quoted = quoted_share(own, verified).map(|quoted| (quoted.found, quoted.lines));
        assert_eq!(quoted, expect, "{verified}");
    }

    fn marked(text: &str, mark: &str) -> String {
        text.lines().map(|line| format!("{mark}{line}\n")).collect()
    }

    #[test]
    fn quotes_are_found_however_they_are_marked() {
        check(OWN, &format!("Vu.\n\n{}", marked(OWN, "> ")), Some((5, 5)));
        check(OWN, &marked(OWN, "| "), Some((5, 5)));
        check(OWN, &marked(OWN, ">>> "), Some((5, 5)));
        check(OWN, &marked(OWN, "  > > "), Some((5, 5)));
        check(OWN, &marked(OWN, "NB> "), Some((5, 5)));
        for opening in [
            "Le mar. 3 mars 2015 à 09:12, Noor Belkacem <noor@example.org> a écrit :\n\n",
            "On Tue, Mar 3, 2015 at 9:12 AM, Noor Belkacem\n<noor@example.org> wrote:\n\n",
            "-----Original Message-----\nFrom: Noor Belkacem\nSent: Tuesday\n\n",
            "________________________________\nDe : Noor Belkacem\nEnvoyé : mardi 3 mars 2015 09:12\nÀ : Camille\nObjet : budget\n\n",
            "---------- Message transféré ---------\nDe: Noor\n\n",
        ] {
            check(OWN, &format!("Vu.\n\n{opening}{OWN}"), Some((5, 5)));
        }
    }

    #[test]
    fn what_is_not_quoted_is_not_found() {
        check(OWN, OWN, None);
        check(OWN, "> Bonjour Camille,\n> Noor\n", None);
        check("", &marked(OWN, "> "), None);
        check("Merci !", "> Merci !", None);
        check("ok pour moi", "> OK pour moi.", Some((1, 1)));
        check(&marked(OWN, "> "), &marked(OWN, "> "), None);
    }

    #[test]
    fn another_line_width_loses_nothing() {
        let wrapped = "> Bonjour\n> Camille,\n>\n> Le budget de\n> 48 200 euros a été voté\n> mardi par la commission, sans débat\n> et contre l'avis du service des\n> marchés. Merci de ne rien en\n> dire. Noor";
        check(OWN, wrapped, Some((5, 5)));
        let joined = format!("> {}", OWN.replace('\n', " "));
        check(OWN, &joined, Some((5, 5)));
    }

    #[test]
    fn what_was_changed_is_not_found() {
        let quote = marked(OWN, "> ");
        check(OWN, &quote.replace("48 200", "84 200"), Some((4, 5)));
        check(OWN, &quote.replace("sans débat", "sans aucun débat"), Some((4, 5)));
        // With it goes the name below it: a word alone, beside nothing that was found.
        check(OWN, &quote.replace("ne rien en dire", "en dire"), Some((3, 5)));
        check(OWN, &quote.replace("> Merci de ne rien en dire.\n", ""), Some((3, 5)));
        check(OWN, &quote.replace("\n> sans", "\nNon !\n> sans"), Some((5, 5)));
    }

    #[test]
    fn hostile_texts_take_linear_time() {
        let own = "a ".repeat(300_000);
        let quoted = format!("> {own}");
        check(&own, &quoted, Some((1, 1)));
        let marks = ">".repeat(500_000);
        check(&marks, &marks, None);
        let attributions = "on 1 wrote:\n".repeat(50_000);
        check(&attributions, &attributions, None);
    }

    proptest! {
        #[test]
        fn a_whole_quote_is_found_whole(lines in prop::collection::vec("[a-z]{1,6}( [a-z]{1,6}){2,9}", 1..8)) {
            let own = lines.join("\n");
            let quoted = quoted_share(&own, &marked(&own, "> "));
            prop_assert_eq!(quoted, Some(Quoted { lines: lines.len(), found: lines.len() }));
        }

        #[test]
        fn any_texts_are_compared(own in "\\PC{0,80}", other in "[a>|\n: -]{0,80}") {
            let quoted = quoted_share(&own, &other);
            prop_assert!(quoted.is_none_or(|quoted| quoted.found > 0 && quoted.found <= quoted.lines));
        }
    }
}
