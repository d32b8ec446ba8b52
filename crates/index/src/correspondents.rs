//! Who wrote, and who was written to: addresses counted over the facts.
//!
//! One pass over the messages and one over the addresses, whatever is asked; no
//! message is read. Lists of people are personal data: ask only for who may see them.

use std::cmp::Reverse;

use greffe_message::fold;

use crate::facts::{Facts, NO_DATE};

/// What is known of an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correspondent {
    /// In lower case.
    pub address: String,
    /// The first name that stood beside it when it wrote; empty if none did.
    pub name: String,
    /// Messages that it sent.
    pub sent: u64,
    /// Messages that name it in To or Cc.
    pub received: u64,
    /// When the first and the last of those it sent were written, in seconds since 1970;
    /// `None` when it sent none that has a date.
    pub dates: Option<(i64, i64)>,
}

/// The order of correspondents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Foremost {
    /// Who has most messages, sent and received.
    #[default]
    Busiest,
    /// Who sent most.
    Sent,
    /// Who received most.
    Received,
    /// Who wrote last.
    Latest,
    /// By address.
    Address,
}

/// Returns a page of the correspondents whose address or name holds `typed`, and how many there are.
pub(crate) fn list(
    facts: &Facts,
    typed: &str,
    foremost: Foremost,
    offset: usize,
    limit: usize,
) -> (u64, Vec<Correspondent>) {
    let typed = fold(typed.trim());
    let mut people = counted(facts);
    people.retain(|(place, _)| typed.is_empty() || holds(facts, *place, &typed));
    let total = people.len() as u64;
    match foremost {
        Foremost::Busiest => people.sort_by_key(|(place, count)| (Reverse(count.all()), *place)),
        Foremost::Sent => people.sort_by_key(|(place, count)| (Reverse(count.sent), *place)),
        Foremost::Received => people.sort_by_key(|(place, count)| (Reverse(count.received), *place)),
        Foremost::Latest => people.sort_by_key(|(place, count)| (Reverse(count.last()), *place)),
        Foremost::Address => people.sort_by(|(a, _), (b, _)| address(facts, *a).cmp(address(facts, *b))),
    }
    let page = people.into_iter().skip(offset).take(limit);
    (total, page.map(|(place, count)| correspondent(facts, place, count)).collect())
}

/// Returns one correspondent, and the others who bore the same name: the same person, perhaps.
pub(crate) fn one(facts: &Facts, wanted: &str) -> Option<(Correspondent, Vec<Correspondent>)> {
    let wanted = wanted.to_lowercase();
    let people = counted(facts);
    let (found, count) = people.iter().find(|(place, _)| address(facts, *place) == wanted)?;
    let name = fold(facts.sender_names.get(*found));
    let bears = |place: usize| place != *found && fold(facts.sender_names.get(place)) == name;
    let alike = people.iter().filter(|(place, _)| !name.is_empty() && bears(*place));
    let mut alike: Vec<_> = alike.map(|(place, count)| correspondent(facts, *place, *count)).collect();
    alike.sort_by_key(|person| Reverse(person.sent));
    Some((correspondent(facts, *found, *count), alike))
}

/// What is counted of an address.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    sent: u64,
    received: u64,
    dates: Option<(i64, i64)>,
}

impl Count {
    fn all(self) -> u64 {
        self.sent + self.received
    }

    fn last(self) -> Option<i64> {
        self.dates.map(|(_, last)| last)
    }

    fn add(&mut self, date: i64) {
        self.sent += 1;
        if date != NO_DATE {
            let (first, last) = self.dates.unwrap_or((date, date));
            self.dates = Some((first.min(date), last.max(date)));
        }
    }
}

/// Returns the places of the addresses that sent or received anything, with their counts.
fn counted(facts: &Facts) -> Vec<(usize, Count)> {
    let mut counts = vec![Count::default(); facts.senders.dictionary.len()];
    for (place, date) in facts.senders.by_number.iter().zip(facts.dates.iter()) {
        if let Some(count) = counts.get_mut(place as usize) {
            count.add(date);
        }
    }
    for (count, received) in counts.iter_mut().zip(facts.mentions.iter()) {
        count.received = u64::from(received);
    }
    let counted = counts.into_iter().enumerate();
    counted.filter(|(place, count)| count.all() > 0 && !address(facts, *place).is_empty()).collect()
}

fn address(facts: &Facts, place: usize) -> &str {
    facts.senders.dictionary.name(place)
}

fn holds(facts: &Facts, place: usize, typed: &str) -> bool {
    facts.senders.dictionary.folded().get(place).contains(typed)
        || fold(facts.sender_names.get(place)).contains(typed)
}

fn correspondent(facts: &Facts, place: usize, count: Count) -> Correspondent {
    Correspondent {
        address: address(facts, place).to_owned(),
        name: facts.sender_names.get(place).to_owned(),
        sent: count.sent,
        received: count.received,
        dates: count.dates,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::BARE;
    use crate::{FactRow, FactsBuilder, Index};

    fn row<'a>(from: Option<&'a str>, name: &'a str, to: &'a [&'a str], date: Option<i64>) -> FactRow<'a> {
        FactRow {
            date,
            from,
            from_name: Some(name).filter(|name| !name.is_empty()),
            to,
            size_bytes: 1,
            places: &[("anne", "")],
            ..BARE
        }
    }

    fn index(dir: &std::path::Path) -> Index {
        let index = Index::open(dir).unwrap();
        let mut facts = FactsBuilder::new("UTC").unwrap();
        let (anne, jean) = ("anne@union.example", "jean@region.example");
        facts.push(row(Some(anne), "Anne Élu", &[jean], Some(30)));
        facts.push(row(Some(anne), "", &[jean, "tous@region.example"], Some(10)));
        facts.push(row(Some(jean), "Jean", &[anne], None));
        facts.push(row(Some("anne@mel.example"), "ANNE ELU", &[], Some(50)));
        facts.push(row(None, "nobody", &[], Some(99)));
        facts.push(row(Some(""), "", &[], Some(99)));
        index.swap_facts(facts).unwrap();
        index
    }

    #[test]
    fn people_are_counted_and_ordered() {
        let dir = tempfile::tempdir().unwrap();
        let index = index(dir.path());
        let check = |typed: &str, foremost, expect: &[(&str, u64, u64)]| {
            let (total, people) = index.correspondents(typed, foremost, 0, 9);
            let people: Vec<_> = people.iter().map(|p| (p.address.as_str(), p.sent, p.received)).collect();
            assert_eq!((total, people.as_slice()), (expect.len() as u64, expect), "{typed} {foremost:?}");
        };
        let anne = ("anne@union.example", 2, 1);
        let jean = ("jean@region.example", 1, 2);
        let (other, all) = (("anne@mel.example", 1, 0), ("tous@region.example", 0, 1));
        check("", Foremost::Busiest, &[anne, jean, all, other]);
        check("", Foremost::Sent, &[anne, jean, other, all]);
        check("", Foremost::Received, &[jean, anne, all, other]);
        check("", Foremost::Latest, &[other, anne, jean, all]);
        check("", Foremost::Address, &[other, anne, jean, all]);
        check("elu", Foremost::Address, &[other, anne]);
        check("REGION.EX", Foremost::Address, &[jean, all]);
        check("nobody", Foremost::Address, &[]);
    }

    #[test]
    fn pages_follow_each_other() {
        let dir = tempfile::tempdir().unwrap();
        let index = index(dir.path());
        let (total, all) = index.correspondents("", Foremost::Busiest, 0, 9);
        let pages: Vec<_> =
            (0..5).flat_map(|at| index.correspondents("", Foremost::Busiest, at, 1).1).collect();
        assert_eq!((total, &pages), (4, &all));
    }

    #[test]
    fn one_name_may_have_several_addresses() {
        let dir = tempfile::tempdir().unwrap();
        let index = index(dir.path());
        let (anne, alike) = index.correspondent("Anne@Union.example").unwrap();
        assert_eq!((anne.name.as_str(), anne.dates), ("Anne Élu", Some((10, 30))));
        assert_eq!(alike.iter().map(|p| p.address.as_str()).collect::<Vec<_>>(), ["anne@mel.example"]);
        let (all, alike) = index.correspondent("tous@region.example").unwrap();
        assert_eq!((all.name.as_str(), all.dates, alike.len()), ("", None, 0));
        assert!(index.correspondent("").is_none());
        assert!(index.correspondent("nobody@region.example").is_none());
    }
}
