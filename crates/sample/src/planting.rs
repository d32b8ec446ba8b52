//! Planting: a needle goes into a draft at the place asked for.

use crate::attachment::{self, Document};
use crate::chance::Chance;
use crate::draft::{Draft, Html};
use crate::kinds;
use crate::mail::{Needle, Place};
use crate::needle::{decomposed, softly_hyphenated};
use crate::page::{self, Program};

/// Plants `needle` in `draft`, which nobody may have quoted yet.
pub(crate) fn plant(needle: Needle, draft: &mut Draft, chance: &mut Chance) {
    let word = needle.word.clone();
    match needle.place {
        Place::Subject => draft.subject = format!("{} {word}", draft.subject),
        Place::Body | Place::QuotedPrintable | Place::Base64 => say(&word, draft),
        Place::HtmlOnly => say_in_html(&word, draft, chance),
        Place::DecomposedAccents => say(&decomposed(&word), draft),
        Place::SoftHyphen => say(&softly_hyphenated(&word), draft),
        Place::AttachmentName => attach(&[word.clone(), "annexe".into()].join(" "), "", draft, chance),
        Place::AttachmentText => attach("Pièce du dossier", &word, draft, chance),
        Place::NestedMail => {
            let nested = kinds::nested_mail(&sentence(&word), draft.voice, chance);
            draft.files.push(nested);
        }
    }
    draft.needle = Some(needle);
}

/// Plants `needle` in the text of a heavy file.
pub(crate) fn plant_heavy(needle: Needle, draft: &mut Draft, chance: &mut Chance) {
    let said = sentence(&needle.word);
    let file = attachment::heavy("Pièce du dossier", said.trim_end(), draft.voice, chance);
    draft.files.push(file);
    draft.needle = Some(needle);
}

fn sentence(word: &str) -> String {
    format!("Nom de code du dossier : {word}.\n\n")
}

/// Puts the word into the middle of the text.
fn say(word: &str, draft: &mut Draft) {
    let at = draft.text.find("\n\n").map_or(0, |at| at + 2);
    draft.text.insert_str(at, &sentence(word));
}

/// Leaves the text as it is and says more in the page beside it, or sends the page alone.
fn say_in_html(word: &str, draft: &mut Draft, chance: &mut Chance) {
    let text = draft.text.clone();
    say(word, draft);
    if chance.percent(60) {
        draft.html = Html::BesideText(page::html(&draft.text, Program::Webmail, None));
        draft.text = text;
    }
}

fn attach(name: &str, word: &str, draft: &mut Draft, chance: &mut Chance) {
    let mut lines = attachment::paragraphs(draft.voice, 1_500, chance);
    if !word.is_empty() {
        lines.push(sentence(word).trim_end().to_owned());
    }
    let file = chance.pick(&Document::USUAL).make(name, &lines);
    draft.files.push(file);
}
