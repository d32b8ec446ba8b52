//! Hostile HTML: scripts, trackers, disguises and traps for parsers, one mail each.
//!
//! Every page holds a sentence that must still be readable after cleaning, and a
//! marker that must not act: no script that names it may run, no address that
//! names it may be asked for, no hidden text that names it may pass for shown.

mod disguise;
mod parsing;
mod remote;
mod scripting;

use crate::calendar;
use crate::chance::Chance;
use crate::draft::{Attack, Draft, Html};
use crate::envelope;
use crate::kinds::{self, Desk};
use crate::mail::Mail;
use crate::thread::Threads;

/// One way to attack; `MARK` stands for the marker, `VISIBLE` for the sentence.
///
/// A page without `VISIBLE` is put behind the sentence.
struct Attempt(&'static str, &'static str);

/// Makes one mail for each attack, for tests of whatever shows HTML.
pub fn hostile_mails() -> Vec<Mail> {
    let mut chance = Chance::new(0x6772_6566_6665);
    let mut threads = Threads::default();
    let mut mails = Vec::new();
    for index in 0..attempts().count() as u32 {
        let now = calendar::BEGIN + i64::from(index) * 86_400;
        let mut desk = Desk { chance: &mut chance, threads: &mut threads, index, now };
        let draft = hostile(&mut desk, index as usize);
        mails.push(envelope::seal(draft, index, &mut chance));
    }
    mails
}

/// Makes a draft whose page attacks its reader in way number `which`, counted round.
pub(crate) fn hostile(desk: &mut Desk, which: usize) -> Draft {
    let mut draft = kinds::fresh(desk);
    let count = attempts().count();
    let Some(Attempt(name, page)) = attempts().nth(which % count) else { return draft };
    let visible = format!("Phrase visible {} : la commission est maintenue, merci de venir.", desk.index);
    let marker = format!("greffe-{name}");
    let page = page_of(page, &visible, &marker);
    draft.files.clear();
    draft.html = if desk.chance.percent(60) {
        Html::Alone(page)
    } else {
        draft.text = format!("{visible}\n\n{}", draft.text);
        Html::BesideText(page)
    };
    draft.attack = Some(Attack { name, visible, marker });
    draft
}

fn attempts() -> impl Iterator<Item = &'static Attempt> {
    [scripting::ATTEMPTS, remote::ATTEMPTS, disguise::ATTEMPTS, parsing::ATTEMPTS].into_iter().flatten()
}

fn page_of(attempt: &str, visible: &str, marker: &str) -> String {
    let attempt = attempt.replace("MARK", marker);
    if attempt.contains("VISIBLE") {
        return attempt.replace("VISIBLE", visible);
    }
    format!("<html><body>\n<p>{visible}</p>\n{attempt}\n</body></html>\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attacks_are_many_and_distinct() {
        let names: std::collections::HashSet<&str> = attempts().map(|attempt| attempt.0).collect();
        assert_eq!(names.len(), attempts().count());
        assert!(names.len() >= 60, "{}", names.len());
    }

    #[test]
    fn every_attack_is_marked() {
        for Attempt(name, page) in attempts() {
            assert!(page.contains("MARK"), "{name}");
        }
    }

    #[test]
    fn the_sentence_stands_in_every_mail() {
        for mail in hostile_mails() {
            let visible = mail.truth.visible.unwrap();
            assert!(mail.truth.hostile && visible.contains(&mail.truth.index.to_string()));
        }
    }
}
