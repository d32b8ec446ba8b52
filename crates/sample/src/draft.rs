//! A draft: what a mail says, before it is decided how it is written.

use greffe_terms::{Address, Kind};

use crate::attachment::File;
use crate::chance::Chance;
use crate::mail::{Needle, Place};
use crate::words::Voice;
use crate::world::{Person, Shelf};

/// The HTML of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Html {
    /// The writer's program makes some of the text, or none.
    ByProgram,
    /// A page of its own, beside the text.
    BesideText(String),
    /// A page of its own; the text is not sent.
    Alone(String),
}

impl Html {
    /// Returns the page, unless the writer's program makes it.
    pub(crate) fn page(&self) -> Option<&str> {
        match self {
            Html::ByProgram => None,
            Html::BesideText(page) | Html::Alone(page) => Some(page),
        }
    }
}

/// An attack on whoever opens the HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Attack {
    pub(crate) name: &'static str,
    pub(crate) visible: String,
    pub(crate) marker: String,
}

/// What a list adds to a mail that goes through it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Additions {
    pub(crate) domain: &'static str,
    /// What the subject begins with; may be nothing.
    pub(crate) tag: &'static str,
    /// What the text ends with.
    pub(crate) footer: String,
}

/// Whether the plot wants something of a mail's signatures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Handling {
    /// Signed as its author's server does.
    #[default]
    Usual,
    /// Made up by somebody, under the signature of another mail.
    Forged,
}

/// What a mail says.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    /// Language, and when it was written.
    pub(crate) voice: Voice,
    pub(crate) kind: Kind,
    pub(crate) mailbox: &'static str,
    pub(crate) shelf: Shelf,
    /// Other mailboxes that hold the same mail.
    pub(crate) also_in: Vec<&'static str>,
    pub(crate) from: Address,
    pub(crate) to: Vec<Address>,
    pub(crate) cc: Vec<Address>,
    pub(crate) subject: String,
    /// Paragraphs apart by empty lines; quoted lines begin with `>`. LF line ends.
    pub(crate) text: String,
    pub(crate) html: Html,
    pub(crate) files: Vec<File>,
    /// The root is this part instead of text: a bounce, a calendar.
    pub(crate) body: Option<crate::wire::Part>,
    /// Whether anybody could tell the language of the text.
    pub(crate) is_prose: bool,
    /// Further header fields, in ASCII.
    pub(crate) fields: Vec<(&'static str, String)>,
    /// Without brackets.
    pub(crate) message_id: String,
    /// Ids of the conversation so far, the oldest first.
    pub(crate) references: Vec<String>,
    pub(crate) thread: String,
    pub(crate) needle: Option<Needle>,
    pub(crate) attack: Option<Attack>,
    pub(crate) story: Option<&'static str>,
    pub(crate) list: Option<Additions>,
    pub(crate) handling: Handling,
    /// Message-IDs of mails of this sample among the files.
    pub(crate) carries: Vec<String>,
}

impl Draft {
    /// Begins a draft from one person to others, which lies in `mailbox`.
    pub(crate) fn new(voice: Voice, kind: Kind, from: Address, mailbox: &'static str, id: String) -> Self {
        Self {
            voice,
            kind,
            mailbox,
            shelf: Shelf::Received,
            also_in: Vec::new(),
            from,
            to: Vec::new(),
            cc: Vec::new(),
            subject: String::new(),
            text: String::new(),
            html: Html::ByProgram,
            files: Vec::new(),
            body: None,
            is_prose: true,
            fields: Vec::new(),
            thread: format!("alone-{id}"),
            message_id: id,
            references: Vec::new(),
            needle: None,
            attack: None,
            story: None,
            list: None,
            handling: Handling::Usual,
            carries: Vec::new(),
        }
    }

    /// Returns the mail as its author sent it to a list; `None` if there is no list.
    pub(crate) fn before_list(&self) -> Option<Self> {
        let Additions { tag, footer, .. } = self.list.as_ref()?;
        let mut before = self.clone();
        before.subject = self.subject.strip_prefix(tag)?.trim_start().to_owned();
        before.text = self.text.strip_suffix(footer.as_str())?.to_owned();
        Some(before)
    }

    /// Leaves the mail with its first reader who has a mailbox, not among what the author sent.
    pub(crate) fn receive(&mut self) {
        if self.shelf == Shelf::Sent && !self.also_in.is_empty() {
            (self.mailbox, self.shelf) = (self.also_in.remove(0), Shelf::Received);
        }
    }

    /// Says where a needle of this draft was planted.
    pub(crate) fn place(&self) -> Option<Place> {
        self.needle.as_ref().map(|needle| needle.place)
    }

    /// Returns the texts of the header that may hold letters beyond ASCII: the subject and the names.
    pub(crate) fn header_texts(&self) -> impl Iterator<Item = &str> {
        let people = std::iter::once(&self.from).chain(&self.to).chain(&self.cc);
        people.filter_map(|person| person.name.as_deref()).chain([self.subject.as_str()])
    }

    /// Addresses the mail and puts it into the mailboxes of whoever has one:
    /// the writer's or the first recipient's, and copies for the rest.
    pub(crate) fn address(&mut self, author: &Person, to: &[Person], cc: &[Person], chance: &mut Chance) {
        self.to = to.iter().map(Person::as_address).collect();
        self.cc = cc.iter().map(Person::as_address).collect();
        let mut holders: Vec<&'static str> =
            to.iter().chain(cc).filter_map(|person| person.mailbox).collect();
        holders.dedup();
        let by_author = author.mailbox.filter(|_| holders.is_empty() || chance.percent(25));
        if let Some(own) = by_author {
            (self.mailbox, self.shelf) = (own, Shelf::Sent);
        } else if !holders.is_empty() {
            self.mailbox = holders.remove(0);
        }
        holders.retain(|slug| *slug != self.mailbox);
        self.also_in = holders;
    }
}

/// Makes a Message-ID as one of the usual programs does; `index` keeps it unique.
pub(crate) fn message_id(index: u32, domain: &str, chance: &mut Chance) -> String {
    let (high, low) = (chance.bits(), chance.bits());
    match chance.below(4) {
        0 => format!("{:08x}-{:04x}-{:04x}-{index:08x}@{domain}", high as u32, high >> 48, low as u16),
        1 => format!("CA+{high:x}{index:x}_{:x}@mail.{domain}", low as u32),
        2 => format!("DB{:X}.{high:016X}{index:X}@DB{:X}.eur.{domain}", low as u8, low as u8),
        _ => format!("{index}.{}.{}@{domain}", high >> 40, low >> 33),
    }
}
