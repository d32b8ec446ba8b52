//! How the matches spread: exact counts over dense arrays.

use std::collections::BTreeMap;

use greffe_terms::{Kind, Verdict};

use super::Tags;
use crate::bits::Bits;
use crate::facts::{CodedSets, Column, Dictionary, Facts, Fixed, Judgement, Judgements, NO_MONTH, kind_of};
use crate::query::Trait;

/// How many values of a facet are listed.
const LISTED: usize = 20;

/// Counts over all matches of a query.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facets {
    /// By mailbox.
    pub mailbox: Facet,
    /// By address of the sender.
    pub sender: Facet,
    /// By domain of the sender.
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
    /// By domain whose signature is valid.
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

/// Counts the facets of some messages.
pub(super) fn count(facts: &Facts, found: &Bits, tags: &Tags) -> Facets {
    let counts = Counts::new(facts, found);
    let months = counts.months();
    let undated = counts.months.get(NO_MONTH as usize).copied().unwrap_or(0);
    Facets {
        mailbox: facet_of_sets(&facts.places, &counts.places, &facts.mailboxes, |(mailbox, _)| mailbox),
        sender: facet_of(&facts.senders.dictionary, &counts.senders),
        domain: domains(&facts.senders.dictionary, &counts.senders),
        year: years(&counts.months),
        kind: kinds(&counts.traits),
        filetype: facet_of_sets(&facts.file_sets, &counts.file_sets, &facts.file_types, |place| place),
        author: facet_of_sets(&facts.author_sets, &counts.author_sets, &facts.authors, |place| place),
        language: facet_of(&facts.languages.dictionary, &counts.languages),
        list: facet_of(&facts.lists.dictionary, &counts.lists),
        tag: tags_of(tags, found),
        verdict: verdicts(&facts.judgements, &counts.judgements),
        reason: reasons(&facts.judgements, &counts.judgements),
        signed_by: signers(&facts.judgements, &counts.judgements),
        not_judged: counts.not_judged(),
        attachments: attachments(&counts.traits),
        months,
        undated: u64::from(undated),
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
    traits: Vec<u32>,
    months: Vec<u32>,
    judgements: Vec<u32>,
    messages: u64,
}

impl Counts {
    fn new(facts: &Facts, found: &Bits) -> Self {
        let numbers: Vec<u32> = found.iter().map(|number| number as u32).collect();
        let coded = |by_number: &Column<u32>, values: usize| {
            tally(&numbers, by_number, values, |place| place as usize)
        };
        let short =
            |by_number: &Column<u16>| tally(&numbers, by_number, usize::from(u16::MAX) + 1, usize::from);
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
        let documents = self.traits.iter().enumerate();
        let documents = documents.filter(|(traits, _)| kind_of(*traits as u16) == Kind::Document as usize);
        documents.map(|(_, count)| u64::from(*count)).sum()
    }

    fn months(&self) -> Vec<(String, u64)> {
        let dated = self.months.iter().enumerate().take(usize::from(NO_MONTH));
        let held = dated.filter(|(_, count)| **count > 0);
        held.map(|(month, count)| (month_name(month as u16), u64::from(*count))).collect()
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
            *sum += count;
        }
    }
    Facet::of(by_verdict.into_iter().filter(|(_, count)| *count > 0).collect())
}

fn reasons(judgements: &Judgements, counts: &[u32]) -> Facet {
    let mut by_reason = BTreeMap::new();
    for (judgement, count) in held(judgements, counts) {
        for reason in &judgement.reasons {
            *by_reason.entry(reason.as_str()).or_default() += count;
        }
    }
    Facet::listing(by_reason.into_iter().collect(), usize::MAX)
}

fn signers(judgements: &Judgements, counts: &[u32]) -> Facet {
    let mut by_domain = vec![0u64; judgements.domains.len()];
    for (judgement, count) in held(judgements, counts) {
        for signer in &judgement.signers {
            if let Some(sum) = by_domain.get_mut(*signer as usize) {
                *sum += count;
            }
        }
    }
    let named = by_domain.iter().enumerate().filter(|(_, count)| **count > 0);
    Facet::of(named.map(|(place, count)| (judgements.domains.name(place), *count)).collect())
}

/// Returns the judgements that messages found have, and how many.
fn held<'a>(judgements: &'a Judgements, counts: &'a [u32]) -> impl Iterator<Item = (&'a Judgement, u64)> {
    let counted = judgements.distinct.iter().zip(counts).filter(|(_, count)| **count > 0);
    counted.map(|(judgement, count)| (judgement, u64::from(*count)))
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
    let named = counts.iter().enumerate().filter(|(_, count)| **count > 0);
    Facet::of(named.map(|(place, count)| (names.name(place), u64::from(*count))).collect())
}

fn facet_of_sets<T: Copy>(
    coded: &CodedSets<T>,
    counts: &[u32],
    names: &Dictionary,
    part: impl Fn(T) -> u32,
) -> Facet {
    let mut by_name = vec![0u32; names.len()];
    for (set, count) in coded.sets.iter().zip(counts).filter(|(_, count)| **count > 0) {
        let mut places: Vec<u32> = set.iter().map(|item| part(*item)).collect();
        // Two folders of one mailbox are still one message of it.
        places.sort_unstable();
        places.dedup();
        for place in places {
            if let Some(sum) = by_name.get_mut(place as usize) {
                *sum += count;
            }
        }
    }
    facet_of(names, &by_name)
}

fn domains(senders: &Dictionary, counts: &[u32]) -> Facet {
    let mut by_domain = std::collections::HashMap::<&str, u64>::new();
    for (place, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
        if let Some((_, domain)) = senders.name(place).rsplit_once('@') {
            *by_domain.entry(domain.trim_end_matches('.')).or_default() += u64::from(*count);
        }
    }
    by_domain.remove("");
    Facet::of(by_domain.into_iter().collect())
}

fn years(months: &[u32]) -> Facet {
    let dated = months.get(..usize::from(NO_MONTH)).unwrap_or_default();
    let years = dated.chunks(12).map(|months| months.iter().copied().map(u64::from).sum::<u64>());
    let named: Vec<(String, u64)> = (0..)
        .zip(years)
        .filter(|(_, count)| *count > 0)
        .map(|(year, count): (u32, u64)| (format!("{year:04}"), count))
        .collect();
    Facet::of(named.iter().map(|(year, count)| (year.as_str(), *count)).collect())
}

fn kinds(traits: &[u32]) -> Facet {
    let mut by_kind = Kind::ALL.map(|kind| (kind.as_str(), 0));
    for (traits, count) in traits.iter().enumerate().filter(|(_, count)| **count > 0) {
        if let Some((_, sum)) = by_kind.get_mut(kind_of(traits as u16)) {
            *sum += u64::from(*count);
        }
    }
    Facet::of(by_kind.into_iter().filter(|(_, count)| *count > 0).collect())
}

fn attachments(traits: &[u32]) -> Facet {
    let mut with_and_without = [("attachment", 0), ("none", 0)];
    for (traits, count) in traits.iter().enumerate() {
        let which = usize::from(traits as u16 & Trait::Attachment.bit() == 0);
        with_and_without[which].1 += u64::from(*count);
    }
    Facet::of(with_and_without.into_iter().filter(|(_, count)| *count > 0).collect())
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
