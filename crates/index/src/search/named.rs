//! Conditions on what is known of a message besides its words, as sets of numbers.

use std::collections::HashSet;

use super::{Tags, Warning};
use crate::bits::Bits;
use crate::error::IndexError;
use crate::facts::{self, Coded, CodedSets, Dictionary, Facts, Fixed, Judgement, NO_DATE, kind_of};
use crate::query::{Condition, Name, Named, NotMade, OneMessage, Trait};
use crate::schema::message_id_print;
use crate::view::View;
use greffe_message::fold;

/// Looks conditions up in a view.
pub(super) struct Conditions<'a> {
    pub(super) view: &'a View,
    pub(super) tags: &'a Tags,
    /// Only messages below this number count.
    pub(super) through: usize,
    pub(super) warnings: Vec<Warning>,
}

impl Conditions<'_> {
    /// Returns the numbers of the messages of which a condition is true.
    pub(super) fn numbers(&mut self, condition: &Condition) -> Result<Bits, IndexError> {
        let facts = &self.view.generation.facts;
        let seconds = |span: &crate::query::DateSpan| span.seconds(&facts.zone).unwrap_or(0..0);
        Ok(match condition {
            Condition::After(span) => self.dated(seconds(span).start..i64::MAX),
            Condition::Before(span) => self.dated(NO_DATE + 1..seconds(span).end),
            Condition::On(span) => self.dated(seconds(span)),
            Condition::Named(named, name) => self.named(*named, name)?,
            Condition::Kind(kind) => {
                self.by_number(&facts.traits, |traits| kind_of(traits) == *kind as usize)
            }
            Condition::Verdict(verdict) => {
                self.judged(NotMade::Verdict, |judgement| judgement.verdict == *verdict)?
            }
            Condition::Reason(reason) => {
                self.judged(NotMade::Reason, |judgement| judgement.reasons.contains(reason))?
            }
            Condition::Larger(bytes) => self.by_number(&facts.sizes, |size| size > *bytes),
            Condition::Smaller(bytes) => self.by_number(&facts.sizes, |size| size < *bytes),
            Condition::Has(what) => self.by_number(&facts.traits, |traits| traits & what.bit() != 0),
            Condition::Print(digits) => self.with_print(digits)?,
            Condition::MessageId(id) => self.with_message_id(id)?,
            Condition::Thread(message) => self.threads_of(&self.one_message(message)?),
            Condition::Similar(message) => self.similar_to(&self.one_message(message)?)?,
        })
    }

    /// Says how many messages have files of which the text, or some of it, is not there.
    pub(super) fn warn_of_unread_attachments(&mut self) {
        let traits = self.view.generation.facts.traits.iter().take(self.through);
        let messages = traits.filter(|traits| traits & Trait::UnreadAttachment.bit() != 0).count() as u64;
        if messages > 0 {
            self.warnings.push(Warning::AttachmentsNotRead { messages });
        }
    }

    fn by_number<T: Fixed>(&self, values: &facts::Column<T>, holds: impl Fn(T) -> bool) -> Bits {
        let values = values.numbers();
        Bits::where_true(self.through, |number| values.get(number).is_some_and(&holds))
    }

    fn dated(&self, seconds: std::ops::Range<i64>) -> Bits {
        self.by_number(&self.view.generation.facts.dates, |date| seconds.contains(&date))
    }

    fn named(&mut self, named: Named, name: &Name) -> Result<Bits, IndexError> {
        let wanted = Wanted::new(named, name);
        let Facts { mailboxes, folders, file_types, lists, languages, .. } = &*self.view.generation.facts;
        let (exists, numbers) = match named {
            Named::Mailbox => self.placed(mailboxes, &wanted, |(mailbox, _)| mailbox),
            Named::Folder => self.placed(folders, &wanted, |(_, folder)| folder),
            Named::FileType => {
                self.in_sets(&self.view.generation.facts.file_sets, file_types, &wanted, |place| place)
            }
            Named::List => self.coded(lists, &wanted),
            Named::Language => self.coded(languages, &wanted),
            Named::Domain => self.sent_from(&wanted),
            Named::Tag => self.tagged(&wanted),
            Named::SignedBy => self.signed(&wanted)?,
        };
        if !exists {
            self.warnings.push(Warning::NoSuchName { operator: named, name: name.text.clone() });
        }
        Ok(numbers)
    }

    fn signed(&mut self, wanted: &Wanted) -> Result<(bool, Bits), IndexError> {
        let domains = &self.view.generation.facts.judgements.domains;
        let fitting = domains.places_where(|domain| wanted.is(domain));
        let fits = |place: &u32| fitting.get(*place as usize).copied().unwrap_or(false);
        let numbers = self.judged(NotMade::SignedBy, |judgement| judgement.signers.iter().any(fits))?;
        Ok((fitting.contains(&true), numbers))
    }

    /// Returns the messages of whose judgement something is true.
    ///
    /// Where nobody has judged, there is nothing to say: for some messages that is a
    /// warning, for all of them an error, never a silent zero.
    fn judged(&mut self, operator: NotMade, holds: impl Fn(&Judgement) -> bool) -> Result<Bits, IndexError> {
        let judgements = &self.view.generation.facts.judgements;
        match self.view.generation.facts.mails_and_not_judged(self.through) {
            (_, 0) => {}
            (mails, all) if all == mails => return Err(IndexError::NotMade { operator }),
            (_, some) => self.warnings.push(Warning::NotJudged { messages: some as u64 }),
        }
        let fitting: Vec<bool> = judgements.distinct.iter().map(holds).collect();
        let fits = |place: u32| fitting.get(place as usize).copied().unwrap_or(false);
        Ok(self.by_number(&judgements.by_number, fits))
    }

    fn placed(&self, names: &Dictionary, wanted: &Wanted, part: fn((u32, u32)) -> u32) -> (bool, Bits) {
        self.in_sets(&self.view.generation.facts.places, names, wanted, part)
    }

    fn in_sets<T: Copy>(
        &self,
        coded: &CodedSets<T>,
        names: &Dictionary,
        wanted: &Wanted,
        part: impl Fn(T) -> u32,
    ) -> (bool, Bits) {
        let fitting = names.places_where(|name| wanted.is(name));
        let fits = |place: u32| fitting.get(place as usize).copied().unwrap_or(false);
        let sets: Vec<bool> = coded.sets.iter().map(|set| set.iter().any(|item| fits(part(*item)))).collect();
        let numbers =
            self.by_number(&coded.by_number, |set| sets.get(set as usize).copied().unwrap_or(false));
        (fitting.contains(&true), numbers)
    }

    fn coded(&self, coded: &Coded, wanted: &Wanted) -> (bool, Bits) {
        let fitting = coded.dictionary.places_where(|name| wanted.is(name));
        let fits = |place: u32| fitting.get(place as usize).copied().unwrap_or(false);
        (fitting.contains(&true), self.by_number(&coded.by_number, fits))
    }

    /// Returns the messages whose sender's domain is wanted, and whether anybody has such a domain.
    fn sent_from(&self, wanted: &Wanted) -> (bool, Bits) {
        let Facts { senders, sender_domains: domains, .. } = &*self.view.generation.facts;
        let fitting = domains.dictionary.places_where(|domain| wanted.is(domain));
        let fits = |domain: u32| fitting.get(domain as usize).copied().unwrap_or(false);
        let sent: Vec<bool> = domains.by_number.iter().map(fits).collect();
        let fits = |sender: u32| sent.get(sender as usize).copied().unwrap_or(false);
        (fitting.contains(&true), self.by_number(&senders.by_number, fits))
    }

    fn tagged(&self, wanted: &Wanted) -> (bool, Bits) {
        let mut numbers = Bits::none(self.through);
        let fitting: Vec<_> = self.tags.0.iter().filter(|(tag, _)| wanted.is(&fold(tag))).collect();
        fitting.iter().flat_map(|(_, tagged)| *tagged).for_each(|number| {
            if (*number as usize) < self.through {
                numbers.insert(*number as usize);
            }
        });
        (!fitting.is_empty(), numbers)
    }

    fn one_message(&self, message: &OneMessage) -> Result<Bits, IndexError> {
        match message {
            OneMessage::Print(digits) => self.with_print(digits),
            OneMessage::MessageId(id) => self.with_message_id(id),
        }
    }

    fn with_print(&self, digits: &str) -> Result<Bits, IndexError> {
        let mut numbers = Bits::none(self.through);
        for segment in &self.view.commit.segments.list {
            segment.each_with_print(digits, &mut |number| self.add(&mut numbers, number))?;
        }
        Ok(numbers)
    }

    fn with_message_id(&self, id: &str) -> Result<Bits, IndexError> {
        let print = message_id_print(id);
        let mut numbers = Bits::none(self.through);
        for segment in &self.view.commit.segments.list {
            segment.each_with_message_id(print, &mut |number| self.add(&mut numbers, number))?;
        }
        Ok(numbers)
    }

    fn add(&self, numbers: &mut Bits, number: u32) {
        if (number as usize) < self.through {
            numbers.insert(number as usize);
        }
    }

    fn threads_of(&self, numbers: &Bits) -> Bits {
        let threads = &self.view.generation.facts.threads;
        let wanted: HashSet<u32> = numbers.iter().filter_map(|number| threads.get(number)).collect();
        self.by_number(threads, |thread| wanted.contains(&thread))
    }

    fn similar_to(&mut self, numbers: &Bits) -> Result<Bits, IndexError> {
        if !numbers.is_empty() && !self.view.commit.has_sketch(numbers)? {
            self.warnings.push(Warning::NotCompared);
        }
        let firsts = self.view.generation.facts.alike();
        let wanted: HashSet<u32> = numbers.iter().filter_map(|number| firsts.get(number).copied()).collect();
        Ok(Bits::where_true(self.through, |number| {
            firsts.get(number).is_some_and(|first| wanted.contains(first))
        }))
    }
}

/// A name as it is compared.
struct Wanted {
    folded: String,
    prefix: bool,
    parts: Parts,
}

/// Which parts of a name may be asked for alone.
#[derive(Debug, Clone, Copy)]
enum Parts {
    Whole,
    /// What stands between any of these.
    Between(&'static [char]),
    /// A domain, and those above it.
    DomainAndAbove,
}

impl Wanted {
    fn new(named: Named, name: &Name) -> Self {
        let parts = match named {
            Named::Mailbox | Named::FileType | Named::Language | Named::Tag => Parts::Whole,
            Named::Folder => Parts::Between(&['/', '\\']),
            Named::List => Parts::Between(&['.', '@', '<', '>']),
            Named::Domain | Named::SignedBy => Parts::DomainAndAbove,
        };
        let typed = match parts {
            Parts::DomainAndAbove => name.text.trim_start_matches('@'),
            _ => &name.text,
        };
        Self { folded: fold(typed).into_owned(), prefix: name.prefix, parts }
    }

    /// Says whether a folded name is meant.
    fn is(&self, name: &str) -> bool {
        match self.parts {
            Parts::Whole => self.stands_at(name, &[]),
            Parts::Between(separators) => {
                let after = name.match_indices(separators).map(|(at, separator)| at + separator.len());
                std::iter::once(0).chain(after).any(|start| self.stands_at(&name[start..], separators))
            }
            Parts::DomainAndAbove => {
                let after = name.match_indices('.').map(|(at, _)| at + 1);
                std::iter::once(0).chain(after).any(|start| self.stands_at(&name[start..], &[]))
            }
        }
    }

    /// Says whether the name's rest begins with what is wanted, and that ends where a part does.
    fn stands_at(&self, rest: &str, separators: &[char]) -> bool {
        let Some(after) = rest.strip_prefix(self.folded.as_str()) else { return false };
        self.prefix || after.is_empty() || after.starts_with(separators)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(named: Named, typed: &str, name: &str, expect: bool) {
        let (text, prefix) = typed.strip_suffix('*').map_or((typed, false), |text| (text, true));
        let wanted = Wanted::new(named, &Name { text: text.to_owned(), prefix });
        assert_eq!(wanted.is(&fold(name)), expect, "{}:{typed} {name}", named.as_str());
    }

    #[test]
    fn a_mailbox_is_named_whole() {
        check(Named::Mailbox, "Dupont", "dupont", true);
        check(Named::Mailbox, "dup", "dupont", false);
        check(Named::Mailbox, "dup*", "dupont", true);
    }

    #[test]
    fn a_folder_is_named_by_parts_of_its_path() {
        check(Named::Folder, "envoyés", "INBOX/Envoyés", true);
        check(Named::Folder, "INBOX", "INBOX/Envoyés", true);
        check(Named::Folder, "inbox/env", "INBOX/Envoyés", false);
        check(Named::Folder, "inbox/env*", "INBOX/Envoyés", true);
        check(Named::Folder, "box", "INBOX", false);
    }

    #[test]
    fn a_list_is_named_by_labels() {
        for typed in ["linux-i2c", "vger.example", "linux-i2c.vger.example"] {
            check(Named::List, typed, "<linux-i2c.vger.example>", true);
        }
        check(Named::List, "i2c", "linux-i2c.vger.example", false);
        check(Named::List, "a.a", "xa.a.a", true);
    }

    #[test]
    fn a_domain_is_named_by_any_domain_above() {
        for named in [Named::Domain, Named::SignedBy] {
            for typed in ["mail.region.example", "REGION.example", "@region.example", "example", "reg*"] {
                check(named, typed, "mail.region.example", true);
            }
            check(named, "gion.example", "region.example", false);
            check(named, "region", "region.example", false);
            check(named, "mail.region", "mail.region.example", false);
            check(named, "region.example", "region.example.invalid", false);
        }
    }
}
