//! Kinds of mail: people, lists, mass mail, machines. One file for each.

mod automatic;
mod bulk;
mod list;
mod person;

pub(crate) use automatic::automatic;
pub(crate) use bulk::bulk;
pub(crate) use list::list;
pub(crate) use person::{attach_heavy, attached_document, fresh, nested_mail, person, signature};

use crate::chance::Chance;
use crate::thread::Threads;
use crate::words::{Language, Voice};
use crate::world::{CAST, Person};

/// What a mail is made from.
pub(crate) struct Desk<'a> {
    pub(crate) chance: &'a mut Chance,
    pub(crate) threads: &'a mut Threads,
    /// The number of the mail to come.
    pub(crate) index: u32,
    /// When it is written, unless it answers another.
    pub(crate) now: i64,
}

impl Desk<'_> {
    /// Makes a Message-ID at `domain`.
    fn message_id(&mut self, domain: &str) -> String {
        crate::draft::message_id(self.index, domain, self.chance)
    }
}

/// Picks the owner of a mailbox.
pub(crate) fn owner(chance: &mut Chance) -> Person {
    let owners = CAST.get(..crate::world::MAILBOXES.len()).unwrap_or(&CAST);
    chance.pick(owners).to_person()
}

/// Appends `count` paragraphs, each followed by an empty line.
pub(crate) fn push_paragraphs(voice: Voice, count: i64, chance: &mut Chance, out: &mut String) {
    for _ in 0..count {
        voice.paragraph(chance.between(1, 5) as usize, chance, out);
        out.push_str("\n\n");
    }
}

/// Returns `Re: subject`, the way the language writes it most.
fn answered(subject: &str, language: Language, chance: &mut Chance) -> String {
    let prefix = match language {
        Language::French if chance.percent(30) => "RE : ",
        _ if chance.percent(30) => "RE: ",
        _ => "Re: ",
    };
    format!("{prefix}{subject}")
}
