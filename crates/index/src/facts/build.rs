//! Making the facts, one row a message.

use greffe_terms::{Flags, Kind, Reason, Verdict};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::dictionary::{Dictionary, Interner, SetInterner};
use super::judged::JudgementsBuilder;
use super::{Alike, Coded, CodedSets, Facts, NO_DATE, NO_MONTH, pack_traits, time_zone};
use crate::IndexError;
use crate::query::Trait;

/// Collects the facts of an archive, from message 0 on.
#[derive(Debug)]
pub struct FactsBuilder {
    pub(super) zone_name: String,
    facts: Facts,
    people: Interner,
    names: Vec<String>,
    mentions: Vec<u32>,
    languages: Interner,
    lists: Interner,
    mailboxes: Interner,
    folders: Interner,
    places: SetInterner<(u32, u32)>,
    file_types: Interner,
    file_sets: SetInterner<u32>,
    authors: Interner,
    author_sets: SetInterner<u32>,
    judgements: JudgementsBuilder,
}

/// The facts of one message.
#[derive(Debug, Clone, Copy)]
pub struct FactRow<'a> {
    /// When it was written, in seconds since 1970.
    pub date: Option<i64>,
    /// The address of its sender, in lower case.
    pub from: Option<&'a str>,
    /// The name shown beside that address.
    pub from_name: Option<&'a str>,
    /// Who it was sent to, in lower case; counted for suggestions only.
    pub to: &'a [&'a str],
    /// Who speaks.
    pub kind: Kind,
    /// Length of the raw bytes.
    pub size_bytes: u64,
    /// Mailbox and folder of each occurrence.
    pub places: &'a [(&'a str, &'a str)],
    /// The short types of the files inside, e.g. `pdf`.
    pub file_types: &'a [&'a str],
    /// How many files are inside.
    pub attachments: u32,
    /// How many of them were not read, or not to their end.
    pub unread_attachments: u32,
    /// Who wrote or saved them, as they say.
    pub authors: &'a [&'a str],
    /// ISO 639-1 code of its language.
    pub language: Option<&'a str>,
    /// The list it came through.
    pub list: Option<&'a str>,
    /// What the source had marked on it.
    pub flags: Flags,
    /// Some content of it was lost.
    pub damaged: bool,
    /// What its signatures prove; `None` if it is not judged yet.
    pub verdict: Option<Verdict>,
    /// Why, and what a reader must know beside it.
    pub reasons: &'a [Reason],
    /// The domains whose signatures on it are valid, in lower case.
    pub signed_by: &'a [&'a str],
}

/// A message of which nothing is known.
#[cfg(test)]
pub(crate) const BARE: FactRow<'static> = FactRow {
    date: None,
    from: None,
    from_name: None,
    to: &[],
    kind: Kind::Person,
    size_bytes: 0,
    places: &[],
    file_types: &[],
    attachments: 0,
    unread_attachments: 0,
    authors: &[],
    language: None,
    list: None,
    flags: Flags {
        seen: false,
        answered: false,
        flagged: false,
        draft: false,
        deleted: false,
        passed: false,
    },
    damaged: false,
    verdict: None,
    reasons: &[],
    signed_by: &[],
};

impl FactsBuilder {
    /// Starts with no message; days and months will be those of `timezone` (`Europe/Paris`).
    ///
    /// # Errors
    /// `UnknownTimezone`.
    pub fn new(timezone: &str) -> Result<Self, IndexError> {
        let unknown = || IndexError::UnknownTimezone { name: timezone.to_owned() };
        let zone = time_zone(timezone).ok_or_else(unknown)?;
        Ok(Self {
            zone_name: timezone.to_owned(),
            facts: Facts { zone, ..Facts::none() },
            people: Interner::default(),
            names: Vec::new(),
            mentions: Vec::new(),
            languages: Interner::default(),
            lists: Interner::default(),
            mailboxes: Interner::default(),
            folders: Interner::default(),
            places: SetInterner::default(),
            file_types: Interner::default(),
            file_sets: SetInterner::default(),
            authors: Interner::default(),
            author_sets: SetInterner::default(),
            judgements: JudgementsBuilder::default(),
        })
    }

    /// Adds the facts of the next message.
    pub fn push(&mut self, row: FactRow<'_>) {
        self.push_people(&row);
        let facts = &mut self.facts;
        facts.dates.push(row.date.unwrap_or(NO_DATE));
        facts.months.push(row.date.map_or(NO_MONTH, |date| month_of(date, &facts.zone)));
        facts.sizes.push(row.size_bytes);
        facts.traits.push(traits_of(&row));
        facts.languages.by_number.push(self.languages.place_or_none(row.language));
        facts.lists.by_number.push(self.lists.place_or_none(row.list));
        let place =
            |(mailbox, folder): &(&str, &str)| (self.mailboxes.place(mailbox), self.folders.place(folder));
        let places = row.places.iter().map(place).collect();
        facts.places.by_number.push(self.places.place(places));
        let types = row.file_types.iter().map(|name| self.file_types.place(name)).collect();
        facts.file_sets.by_number.push(self.file_sets.place(types));
        let authors = row.authors.iter().map(|name| self.authors.place(name)).collect();
        facts.author_sets.by_number.push(self.author_sets.place(authors));
        self.judgements.push(row.verdict, row.reasons, row.signed_by);
    }

    /// Sets the threads: by message, the number of the first message of its thread.
    /// What is left out is a thread by itself.
    pub fn set_threads(&mut self, firsts: Vec<u32>) {
        self.facts.threads = firsts.into_iter().take(self.facts.len()).collect();
    }

    /// Sets which messages say nearly the same: number and first of its group, of those that
    /// are not the first, ascending.
    pub(crate) fn set_alike(&mut self, members: &[(u32, u32)]) {
        let len = self.facts.len();
        let known = members.partition_point(|(number, _)| (*number as usize) < len);
        self.facts.alike = Alike::new(members.get(..known).unwrap_or_default());
    }

    fn push_people(&mut self, row: &FactRow<'_>) {
        let sender = self.people.place_or_none(row.from);
        self.facts.senders.by_number.push(sender);
        for address in row.to {
            let place = self.people.place(address) as usize;
            self.mentions.resize(self.mentions.len().max(place + 1), 0);
            if let Some(count) = self.mentions.get_mut(place) {
                *count = count.saturating_add(1);
            }
        }
        let Some(name) = row.from_name.filter(|_| row.from.is_some_and(|from| !from.is_empty())) else {
            return;
        };
        self.names.resize(self.names.len().max(sender as usize + 1), String::new());
        // The first name that an address bore stays: later ones are no better.
        match self.names.get_mut(sender as usize) {
            Some(known) if known.is_empty() => name.clone_into(known),
            _ => {}
        }
    }

    /// Ends the collection.
    pub(super) fn finish(self) -> Facts {
        let mut facts = self.facts;
        (facts.threads.len()..facts.len()).for_each(|number| facts.threads.push(number as u32));
        let people = self.people.into_dictionary();
        facts.sender_domains = domains_of(&people);
        let mut names = self.names;
        names.resize(people.len(), String::new());
        facts.sender_names = names.iter().collect();
        let mut mentions = self.mentions;
        mentions.resize(people.len(), 0);
        facts.mentions = mentions.into_iter().collect();
        facts.senders.dictionary = people;
        facts.languages = Coded { dictionary: self.languages.into_dictionary(), ..facts.languages };
        facts.lists = Coded { dictionary: self.lists.into_dictionary(), ..facts.lists };
        facts.places = CodedSets { sets: self.places.into_sets(), ..facts.places };
        facts.file_sets = CodedSets { sets: self.file_sets.into_sets(), ..facts.file_sets };
        facts.mailboxes = self.mailboxes.into_dictionary();
        facts.folders = self.folders.into_dictionary();
        facts.file_types = self.file_types.into_dictionary();
        facts.author_sets = CodedSets { sets: self.author_sets.into_sets(), ..facts.author_sets };
        facts.authors = self.authors.into_dictionary();
        facts.judgements = self.judgements.finish();
        facts
    }
}

fn domains_of(people: &Dictionary) -> Coded {
    let mut domains = Interner::default();
    let domain_of = |address: &str| {
        let domain = address.rsplit_once('@').map(|(_, domain)| domain.trim_end_matches('.'));
        domains.place_or_none(domain)
    };
    let by_number = people.names.iter().map(domain_of).collect();
    Coded { dictionary: domains.into_dictionary(), by_number }
}

fn traits_of(row: &FactRow<'_>) -> u16 {
    let Flags { seen, answered, flagged, draft, deleted, passed } = row.flags;
    let held = [
        (Trait::Attachment, row.attachments > 0),
        (Trait::UnreadAttachment, row.unread_attachments > 0),
        (Trait::Damage, row.damaged),
        (Trait::Seen, seen),
        (Trait::Answered, answered),
        (Trait::Flagged, flagged),
        (Trait::Draft, draft),
        (Trait::Deleted, deleted),
        (Trait::Passed, passed),
    ];
    pack_traits(row.kind, held.into_iter().filter(|(_, held)| *held).map(|(what, _)| what))
}

fn month_of(second: i64, zone: &TimeZone) -> u16 {
    let date = Timestamp::from_second(second).map(|instant| zone.to_datetime(instant).date());
    let month = date
        .ok()
        .and_then(|date| u16::try_from(i32::from(date.year()) * 12 + i32::from(date.month()) - 1).ok());
    month.unwrap_or(NO_MONTH)
}
