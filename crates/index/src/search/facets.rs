//! How the matches spread: exact counts over dense arrays.

use std::collections::BTreeMap;
use std::sync::Arc;

use greffe_terms::{Kind, Verdict};

use super::Tags;
use crate::addresses;
use crate::bits::Bits;
use crate::error::IndexError;
use crate::facts::{
    Coded, CodedSets, Column, Dictionary, Facts, Fixed, Judgement, Judgements, NO_MONTH, kind_of,
};
use crate::query::Trait;
use crate::view::Segments;

/// How many values of a facet are listed.
const LISTED: usize = 20;

/// All matches of a query, to be counted.
#[derive(Debug)]
pub struct Matches {
    pub(super) facts: Arc<Facts>,
    pub(super) segments: Arc<Segments>,
    pub(super) numbers: Bits,
}

/// Counts over all matches of a query: each is what a search for its value finds among them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facets {
    /// By mailbox.
    pub mailbox: Facet,
    /// By address in From.
    pub sender: Facet,
    /// By domain of the first sender, with those below it.
    pub domain: Facet,
    /// By year in the archive's time zone.
    pub year: Facet,
    /// By kind of mail.
    pub kind: Facet,
    /// By type of the files inside.
    pub filetype: Facet,
    /// By who wrote the files inside, as these say.
    pub author: Facet,
    /// By language of the text.
    pub language: Facet,
    /// By mailing list.
    pub list: Facet,
    /// By tag.
    pub tag: Facet,
    /// By verdict.
    pub verdict: Facet,
    /// By reason of the verdict, all of them.
    pub reason: Facet,
    /// By domain whose signature is valid, with those below it.
    pub signed_by: Facet,
    /// Messages that nobody has judged yet.
    pub not_judged: u64,
    /// With or without files inside: `attachment`, `none`.
    pub attachments: Facet,
    /// Messages per month (`2016-03`), in time order, months without any left out.
    pub months: Vec<(String, u64)>,
    /// Messages without a date, or with one that no calendar holds.
    pub undated: u64,
}

/// The values of one facet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facet {
    /// The most frequent values and their messages; equal ones by name.
    pub values: Vec<(String, u64)>,
    /// The sum over the values that are not listed.
    pub other: u64,
}

impl Matches {
    /// Counts the facets.
    ///
    /// # Errors
    /// `Io`, `Engine` where the index cannot be read.
    pub fn facets(&self, tags: &Tags) -> Result<Facets, IndexError> {
        let facts = &*self.facts;
        let counts = Counts::new(facts, &self.numbers);
        Ok(Facets {
            mailbox: facet_of_sets(&facts.places, &counts.places, &facts.mailboxes, |(mailbox, _)| mailbox),
            sender: self.senders(&counts.senders)?,
            domain: domains(&facts.sender_domains, &counts.senders),
            year: counts.years(),
            kind: counts.kinds(),
            filetype: facet_of_sets(&facts.file_sets, &counts.file_sets, &facts.file_types, |place| place),
            author: facet_of_sets(&facts.author_sets, &counts.author_sets, &facts.authors, |place| place),
            language: facet_of(&facts.languages.dictionary, &counts.languages),
            list: facet_of(&facts.lists.dictionary, &counts.lists),
            tag: tags_of(tags, &self.numbers),
            verdict: verdicts(&facts.judgements, &counts.judgements),
            reason: reasons(&facts.judgements, &counts.judgements),
            signed_by: signers(&facts.judgements, &counts.judgements),
            not_judged: counts.not_judged(),
            attachments: counts.attachments(),
            months: counts.months(),
            undated: counts.undated(),
        })
    }

    /// Counts who stands in From lines. First authors decide who is listed; messages in which
    /// one of these is another author count as well, as for `from:`.
    fn senders(&self, first_authors: &[u32]) -> Result<Facet, IndexError> {
        let mut facet = facet_of(&self.facts.senders.dictionary, first_authors);
        for (address, count) in &mut facet.values {
            // No term stands for an address that is too long to be one.
            *count = addresses::authored_among(&self.segments, address, &self.numbers)?.max(*count);
        }
        facet.sort();
        Ok(facet)
    }
}

/// How often each place of each dictionary occurs.
struct Counts {
    senders: Vec<u32>,
    languages: Vec<u32>,
    lists: Vec<u32>,
    places: Vec<u32>,
    file_sets: Vec<u32>,
    author_sets: Vec<u32>,
    /// By the traits that occur.
    traits: Vec<(u16, u64)>,
    /// By the months that occur, in time order.
    months: Vec<(u16, u64)>,
    judgements: Vec<u32>,
    messages: u64,
}

impl Counts {
    fn new(facts: &Facts, found: &Bits) -> Self {
        let numbers: Vec<u32> = found.iter().map(|number| number as u32).collect();
        let coded = |by_number: &Column<u32>, values: usize| {
            tally(&numbers, by_number, values, |place| place as usize)
        };
        let short = |by_number: &Column<u16>| {
            let counts = tally(&numbers, by_number, usize::from(u16::MAX) + 1, usize::from);
            let occur = (0..=u16::MAX).zip(counts).filter(|(_, count)| *count > 0);
            occur.map(|(value, count)| (value, u64::from(count))).collect()
        };
        Self {
            senders: coded(&facts.senders.by_number, facts.senders.dictionary.len()),
            languages: coded(&facts.languages.by_number, facts.languages.dictionary.len()),
            lists: coded(&facts.lists.by_number, facts.lists.dictionary.len()),
            places: coded(&facts.places.by_number, facts.places.sets.len()),
            file_sets: coded(&facts.file_sets.by_number, facts.file_sets.sets.len()),
            author_sets: coded(&facts.author_sets.by_number, facts.author_sets.sets.len()),
            traits: short(&facts.traits),
            months: short(&facts.months),
            judgements: coded(&facts.judgements.by_number, facts.judgements.distinct.len()),
            messages: numbers.len() as u64,
        }
    }

    fn not_judged(&self) -> u64 {
        let judged = self.judgements.iter().copied().map(u64::from).sum::<u64>();
        self.messages.saturating_sub(judged + self.documents())
    }

    /// Documents are no mail: nobody judges them.
    fn documents(&self) -> u64 {
        let is_document = |traits: u16| kind_of(traits) == Kind::Document as usize;
        self.traits.iter().filter(|(traits, _)| is_document(*traits)).map(|(_, count)| count).sum()
    }

    fn dated(&self) -> impl Iterator<Item = (u16, u64)> {
        self.months.iter().copied().filter(|(month, _)| *month != NO_MONTH)
    }

    fn undated(&self) -> u64 {
        self.months.iter().find(|(month, _)| *month == NO_MONTH).map_or(0, |(_, count)| *count)
    }

    fn months(&self) -> Vec<(String, u64)> {
        self.dated().map(|(month, count)| (month_name(month), count)).collect()
    }

    fn years(&self) -> Facet {
        let mut by_year = BTreeMap::<u16, u64>::new();
        self.dated().for_each(|(month, count)| *by_year.entry(month / 12).or_default() += count);
        let named: Vec<(String, u64)> =
            by_year.into_iter().map(|(year, count)| (format!("{year:04}"), count)).collect();
        Facet::of(named.iter().map(|(year, count)| (year.as_str(), *count)).collect())
    }

    fn kinds(&self) -> Facet {
        let mut by_kind = Kind::ALL.map(|kind| (kind.as_str(), 0));
        for (traits, count) in &self.traits {
            if let Some((_, sum)) = by_kind.get_mut(kind_of(*traits)) {
                *sum += count;
            }
        }
        Facet::of(by_kind.into_iter().filter(|(_, count)| *count > 0).collect())
    }

    fn attachments(&self) -> Facet {
        let mut with_and_without = [("attachment", 0), ("none", 0)];
        for (traits, count) in &self.traits {
            with_and_without[usize::from(traits & Trait::Attachment.bit() == 0)].1 += count;
        }
        Facet::of(with_and_without.into_iter().filter(|(_, count)| *count > 0).collect())
    }
}

/// Writes a month of the facts: `2016-03`.
pub(crate) fn month_name(month: u16) -> String {
    format!("{:04}-{:02}", month / 12, month % 12 + 1)
}

fn verdicts(judgements: &Judgements, counts: &[u32]) -> Facet {
    let mut by_verdict = Verdict::ALL.map(|verdict| (verdict.as_str(), 0));
    for (judgement, count) in held(judgements, counts) {
        if let Some((_, sum)) = by_verdict.get_mut(judgement.verdict as usize) {
            *sum += u64::from(count);
        }
    }
    Facet::of(by_verdict.into_iter().filter(|(_, count)| *count > 0).collect())
}

fn reasons(judgements: &Judgements, counts: &[u32]) -> Facet {
    let mut by_reason = BTreeMap::new();
    for (judgement, count) in held(judgements, counts) {
        for reason in &judgement.reasons {
            *by_reason.entry(reason.as_str()).or_default() += u64::from(count);
        }
    }
    Facet::listing(by_reason.into_iter().collect(), usize::MAX)
}

fn signers(judgements: &Judgements, counts: &[u32]) -> Facet {
    let sets = held(judgements, counts).map(|(judgement, count)| (judgement.signers.as_slice(), count));
    with_those_below(&judgements.domains, sets)
}

/// Returns the judgements that messages found have, and how many.
fn held<'a>(judgements: &'a Judgements, counts: &'a [u32]) -> impl Iterator<Item = (&'a Judgement, u32)> {
    let counted = judgements.distinct.iter().zip(counts).filter(|(_, count)| **count > 0);
    counted.map(|(judgement, count)| (judgement, *count))
}

/// Counts each value over the messages found; what has no value is in none.
fn tally<T: Fixed>(
    numbers: &[u32],
    by_number: &Column<T>,
    values: usize,
    place: impl Fn(T) -> usize,
) -> Vec<u32> {
    let by_number = by_number.numbers();
    let mut counts = vec![0u32; values];
    for number in numbers {
        let place = by_number.get(*number as usize).map(&place);
        if let Some(count) = place.and_then(|place| counts.get_mut(place)) {
            *count += 1;
        }
    }
    counts
}

fn facet_of(names: &Dictionary, counts: &[u32]) -> Facet {
    // What is too rare to be listed needs no name: of ten thousand senders most are.
    let least = least_listed(counts);
    let (mut named, mut unnamed) = (Vec::new(), 0);
    for (place, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
        if *count < least {
            unnamed += u64::from(*count);
        } else {
            named.push((names.name(place), u64::from(*count)));
        }
    }
    let facet = Facet::of(named);
    Facet { other: facet.other + unnamed, ..facet }
}

/// Returns the count of the last value that is listed, or one that has as many.
fn least_listed(counts: &[u32]) -> u32 {
    let mut counts: Vec<u32> = counts.iter().copied().filter(|count| *count > 0).collect();
    if counts.len() <= LISTED {
        return 0;
    }
    *counts.select_nth_unstable_by(LISTED - 1, |a, b| b.cmp(a)).1
}

fn facet_of_sets<T: Copy>(
    coded: &CodedSets<T>,
    counts: &[u32],
    names: &Dictionary,
    part: impl Fn(T) -> u32,
) -> Facet {
    let mut by_name = vec![0u32; names.len()];
    let mut places = Vec::new();
    for (set, count) in coded.sets.iter().zip(counts).filter(|(_, count)| **count > 0) {
        places.clear();
        places.extend(set.iter().map(|item| part(*item)));
        add_to_each(&mut places, *count, &mut by_name);
    }
    facet_of(names, &by_name)
}

/// Adds to each place once: two folders of one mailbox are still one message of it.
fn add_to_each(places: &mut Vec<u32>, count: u32, sums: &mut [u32]) {
    places.sort_unstable();
    places.dedup();
    for place in places {
        if let Some(sum) = sums.get_mut(*place as usize) {
            *sum += count;
        }
    }
}

fn domains(domains: &Coded, senders: &[u32]) -> Facet {
    let mut by_domain = vec![0u32; domains.dictionary.len()];
    for (domain, count) in domains.by_number.iter().zip(senders) {
        if let Some(sum) = by_domain.get_mut(domain as usize) {
            *sum += count;
        }
    }
    let counted = by_domain.into_iter().zip(0u32..).filter(|(count, _)| *count > 0);
    with_those_below(&domains.dictionary, counted.map(|(count, domain)| ([domain], count)))
}

/// Counts each domain that occurs in sets of them with those below it, as a search for it does.
fn with_those_below(domains: &Dictionary, sets: impl Iterator<Item = (impl AsRef<[u32]>, u32)>) -> Facet {
    let (mut by_domain, mut occurs) = (vec![0u32; domains.len()], vec![false; domains.len()]);
    let mut places = Vec::new();
    for (set, count) in sets {
        places.clear();
        for domain in set.as_ref() {
            occurs.get_mut(*domain as usize).into_iter().for_each(|occurs| *occurs = true);
            places.extend(domains.domain_and_above(*domain));
        }
        add_to_each(&mut places, count, &mut by_domain);
    }
    by_domain.iter_mut().zip(occurs).filter(|(_, occurs)| !occurs).for_each(|(count, _)| *count = 0);
    facet_of(domains, &by_domain)
}

fn tags_of(tags: &Tags, found: &Bits) -> Facet {
    let count =
        |numbers: &[u32]| numbers.iter().filter(|number| found.contains(**number as usize)).count() as u64;
    let counted = tags.0.iter().map(|(tag, numbers)| (tag.as_str(), count(numbers)));
    Facet::of(counted.filter(|(_, count)| *count > 0).collect())
}

impl Facet {
    pub(crate) fn of(counted: Vec<(&str, u64)>) -> Self {
        Self::listing(counted, LISTED)
    }

    fn sort(&mut self) {
        self.values.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    }

    fn listing(mut counted: Vec<(&str, u64)>, most: usize) -> Self {
        let order = |a: &(&str, u64), b: &(&str, u64)| b.1.cmp(&a.1).then(a.0.cmp(b.0));
        let total: u64 = counted.iter().map(|(_, count)| count).sum();
        if counted.len() > most {
            counted.select_nth_unstable_by(most, order);
            counted.truncate(most);
        }
        counted.sort_unstable_by(order);
        let listed: u64 = counted.iter().map(|(_, count)| count).sum();
        let values = counted.into_iter().map(|(name, count)| (name.to_owned(), count)).collect();
        Self { values, other: total - listed }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Names are not in their order, and many are as frequent as the last that is listed.
        #[test]
        fn what_is_listed_is_what_all_names_together_would_list(counts in prop::collection::vec(0u32..6, 0..90)) {
            let name = |place: usize| format!("{}@region.example", place * 37 % 101);
            let names = Dictionary::new((0..counts.len()).map(name).collect());
            let all = counts.iter().enumerate().filter(|(_, count)| **count > 0);
            let all = all.map(|(place, count)| (names.name(place), u64::from(*count))).collect();
            prop_assert_eq!(facet_of(&names, &counts), Facet::of(all));
        }
    }
}
