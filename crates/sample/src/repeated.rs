//! Texts that come again: the same letter with another footer, and inside an answer.
//!
//! Apart from the archive, in which copies are what chance makes of them: here it is
//! known which mails say the same, so that whoever looks for them can be judged.

use greffe_terms::Kind;

use crate::calendar;
use crate::chance::Chance;
use crate::draft::{Draft, message_id};
use crate::envelope;
use crate::kinds::{owner, push_paragraphs, signature};
use crate::mail::Mail;
use crate::thread::Thread;
use crate::words::{Language, Voice};
use crate::world::Person;

/// A mail of a family: of mails that share a text, and one that only looks like them.
#[derive(Debug, Clone)]
pub struct Repeated {
    /// The mail.
    pub mail: Mail,
    /// The family's number.
    pub family: u32,
    /// What it has of the family's text.
    pub role: Repetition,
}

/// What a mail has of the text of its family.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Repetition {
    /// The text, as it was written.
    First,
    /// The text, with a footer that a list, a gateway or a telephone put below.
    AnotherFooter,
    /// A text of its own, and the family's inside, quoted or below.
    InAnswer,
    /// The subject and the greeting, and a text of its own.
    Stranger,
}

impl Repetition {
    /// All roles: each family has one mail of each.
    pub const ALL: [Self; 4] = [Self::First, Self::AnotherFooter, Self::InAnswer, Self::Stranger];
}

/// Makes so many families; equal seeds give equal mails.
pub fn repeated_texts(seed: u64, families: u32) -> Vec<Repeated> {
    let mut chance = Chance::new(seed);
    (0..families).flat_map(|family| Family::new(family, &mut chance).mails(&mut chance)).collect()
}

/// What its mails have in common.
struct Family {
    number: u32,
    voice: Voice,
    author: Person,
    reader: Person,
    subject: String,
    text: String,
}

impl Family {
    fn new(number: u32, chance: &mut Chance) -> Self {
        let language = if chance.percent(70) { Language::French } else { Language::English };
        let voice = Voice { language, now: calendar::BEGIN + i64::from(number) * 86_400 };
        let (author, subject) = (owner(chance), voice.subject(chance));
        let mut reader = owner(chance);
        while reader.address == author.address {
            reader = owner(chance);
        }
        let mut family = Self { number, voice, author, reader, subject, text: String::new() };
        family.text = family.letter(&family.author, chance);
        family
    }

    fn mails(&self, chance: &mut Chance) -> Vec<Repeated> {
        let first = self.draft(0, &self.author, &self.reader, self.text.clone(), chance);
        let thread =
            Thread::after(&first, self.subject.clone(), self.author.clone(), vec![self.reader.clone()]);
        let again = format!("{}{}", self.text, footer(chance));
        let again = self.draft(1, &self.author, &self.reader, again, chance);
        let answer = format!("{}{}", self.letter(&self.reader, chance), thread.quote(chance));
        let answer = self.draft(2, &self.reader, &self.author, answer, chance);
        let other = self.letter(&self.author, chance);
        let other = self.draft(3, &self.author, &self.reader, other, chance);
        let drafts = Repetition::ALL.into_iter().zip([first, again, answer, other]);
        let seal = |(place, (role, draft)): (u32, (Repetition, Draft))| {
            let mail = envelope::seal(draft, self.number * 4 + place, chance);
            Repeated { mail, family: self.number, role }
        };
        (0..).zip(drafts).map(seal).collect()
    }

    /// Writes a letter long enough to be told from others, and short enough to be quoted whole.
    fn letter(&self, author: &Person, chance: &mut Chance) -> String {
        let mut text =
            format!("{}\n\n", if self.voice.language == Language::English { "Hello," } else { "Bonjour," });
        while text.split_whitespace().count() < 60 {
            push_paragraphs(self.voice, 1, chance, &mut text);
        }
        text.push_str(&signature(self.voice.language, author, chance));
        text
    }

    fn draft(
        &self,
        hours: i64,
        author: &Person,
        reader: &Person,
        text: String,
        chance: &mut Chance,
    ) -> Draft {
        let voice = Voice { now: self.voice.now + hours * 3600, ..self.voice };
        let address = author.as_address();
        let id = message_id(self.number * 4 + hours as u32, &address.domain().unwrap_or_default(), chance);
        let mut draft = Draft::new(voice, Kind::Person, address, "presidence", id);
        draft.address(author, std::slice::from_ref(reader), &[], chance);
        draft.also_in.clear();
        (draft.subject, draft.text) = (self.subject.clone(), text);
        draft
    }
}

fn footer(chance: &mut Chance) -> &'static str {
    chance.pick(&[
        "\n_______________________________________________\nagents-liste mailing list\n\
         agents-liste@hautes-terres.example\nhttps://hautes-terres.example/listes/agents-liste\n",
        "\nEnvoyé de mon téléphone\n",
        "\n-- \nRégion Hautes-Terres\n1 place du Marché\n",
    ])
}
