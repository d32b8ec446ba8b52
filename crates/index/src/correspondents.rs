//! Who wrote, and who was written to: addresses counted over the facts.
//!
//! One pass over the messages and one over the addresses, whatever is asked; no
//! message is read. The facts know the first author of a message: of those who are
//! listed, the others' messages are looked up among the addresses of the index. Lists of
//! people are personal data: ask only for who may see them.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use greffe_message::fold;
use greffe_terms::Number;

use crate::addresses;
use crate::bits::Bits;
use crate::error::IndexError;
use crate::facts::{Facts, NO_DATE, NO_MONTH};
use crate::schema::Role;
use crate::search::{Facet, month_name};
use crate::view::View;

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

/// One correspondent, with who stands around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// As in the list.
    pub correspondent: Correspondent,
    /// Others who bore the same name: the same person, perhaps.
    pub same_name: Vec<Correspondent>,
    /// The messages that it sent, the newest first.
    pub sent: Vec<Number>,
    /// Who sent the messages that name it in To or Cc.
    pub hears_from: Facet,
    /// Messages per month (`2016-03`), sent and received, in time order.
    pub months: Vec<(String, u64)>,
    /// Messages without a date, sent and received.
    pub undated: u64,
}

/// The order of correspondents. Who sent what is a matter of the first author here.
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
    view: &View,
    typed: &str,
    foremost: Foremost,
    offset: usize,
    limit: usize,
) -> Result<(u64, Vec<Correspondent>), IndexError> {
    let facts: &Facts = &view.generation.facts;
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
    let page = page.map(|(place, count)| correspondent(view, place, count));
    Ok((total, page.collect::<Result<_, _>>()?))
}

/// Returns one correspondent; `None` if no message names it.
pub(crate) fn one(view: &View, wanted: &str) -> Result<Option<Person>, IndexError> {
    let facts: &Facts = &view.generation.facts;
    let wanted = wanted.to_lowercase();
    let people = counted(facts);
    let found = people.iter().find(|(place, _)| address(facts, *place) == wanted);
    if !is_whole(&wanted) && found.is_none() {
        return Ok(None);
    }
    let sent = named(view, &[Role::From], &wanted)?;
    let correspondent = match found {
        Some((place, count)) => correspondent(view, *place, *count)?,
        None if sent.is_empty() => return Ok(None),
        None => second_author(facts, wanted, &sent),
    };
    let received = named(view, &[Role::To, Role::Cc], &correspondent.address)?;
    let mut around = sent.clone();
    around.add(&received);
    let (months, undated) = over_time(facts, &around);
    Ok(Some(Person {
        same_name: found.map_or(Ok(Vec::new()), |(place, _)| same_name(view, &people, *place))?,
        sent: newest_first(facts, &sent),
        hears_from: authors(facts, &received),
        months,
        undated,
        correspondent,
    }))
}

/// Says whether this names one address, and not all of a domain or of a local part.
fn is_whole(address: &str) -> bool {
    address.split_once('@').is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty())
}

/// Somebody who stands after others in From lines, and nowhere else.
fn second_author(facts: &Facts, address: String, sent: &Bits) -> Correspondent {
    let count = Count::of(facts, sent);
    Correspondent { address, name: String::new(), sent: count.sent, received: 0, dates: count.dates }
}

/// Returns who bore the same name, those who sent most first.
fn same_name(view: &View, people: &[(usize, Count)], found: usize) -> Result<Vec<Correspondent>, IndexError> {
    let facts: &Facts = &view.generation.facts;
    let name = fold(facts.sender_names.get(found));
    let bears = |place: usize| place != found && fold(facts.sender_names.get(place)) == name;
    let alike = people.iter().filter(|(place, _)| !name.is_empty() && bears(*place));
    let alike = alike.map(|(place, count)| correspondent(view, *place, *count));
    let mut alike: Vec<_> = alike.collect::<Result<_, _>>()?;
    alike.sort_by_key(|person| Reverse(person.sent));
    Ok(alike)
}

fn newest_first(facts: &Facts, numbers: &Bits) -> Vec<Number> {
    let mut sorted: Vec<usize> = numbers.iter().collect();
    sorted.sort_by_key(|number| Reverse(facts.dates.get(*number)));
    sorted.into_iter().map(|number| Number(number as u32)).collect()
}

/// Counts the first authors of some messages.
fn authors(facts: &Facts, numbers: &Bits) -> Facet {
    let mut by_address: BTreeMap<&str, u64> = BTreeMap::new();
    for place in numbers.iter().filter_map(|number| facts.senders.by_number.get(number)) {
        *by_address.entry(address(facts, place as usize)).or_default() += 1;
    }
    by_address.remove("");
    Facet::of(by_address.into_iter().collect())
}

/// Counts some messages by month, and those that are in none.
fn over_time(facts: &Facts, numbers: &Bits) -> (Vec<(String, u64)>, u64) {
    let mut months: BTreeMap<u16, u64> = BTreeMap::new();
    for month in numbers.iter().filter_map(|number| facts.months.get(number)) {
        *months.entry(month).or_default() += 1;
    }
    let undated = months.remove(&NO_MONTH).unwrap_or(0);
    (months.into_iter().map(|(month, count)| (month_name(month), count)).collect(), undated)
}

/// Returns the messages of a view that name an address in one of these roles.
fn named(view: &View, roles: &[Role], address: &str) -> Result<Bits, IndexError> {
    addresses::named(&view.commit.segments, roles, address, view.generation.facts.len())
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

    /// Counts messages that an address sent.
    fn of(facts: &Facts, sent: &Bits) -> Self {
        let mut count = Self::default();
        sent.iter().filter_map(|number| facts.dates.get(number)).for_each(|date| count.add(date));
        count
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

fn correspondent(view: &View, place: usize, count: Count) -> Result<Correspondent, IndexError> {
    let facts: &Facts = &view.generation.facts;
    let address = address(facts, place);
    let Count { sent, dates, .. } = if addresses::authored(&view.commit.segments, address)? > count.sent {
        Count::of(facts, &named(view, &[Role::From], address)?)
    } else {
        count
    };
    let name = facts.sender_names.get(place).to_owned();
    Ok(Correspondent { address: address.to_owned(), name, sent, received: count.received, dates })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::BARE;
    use crate::{Entry, FactRow, FactsBuilder, Index};
    use greffe_message::Searchable;
    use greffe_terms::{Address, MessageId};

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
            let (total, people) = index.correspondents(typed, foremost, 0, 9).unwrap();
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
        let (total, all) = index.correspondents("", Foremost::Busiest, 0, 9).unwrap();
        let page = |at| index.correspondents("", Foremost::Busiest, at, 1).unwrap().1;
        let pages: Vec<_> = (0..5).flat_map(page).collect();
        assert_eq!((total, &pages), (4, &all));
    }

    #[test]
    fn one_name_may_have_several_addresses() {
        let dir = tempfile::tempdir().unwrap();
        let index = index(dir.path());
        let one = |address: &str| index.correspondent(address).unwrap();
        let person = one("Anne@Union.example").unwrap();
        let anne = &person.correspondent;
        assert_eq!((anne.name.as_str(), anne.dates), ("Anne Élu", Some((10, 30))));
        assert_eq!(person.same_name.iter().map(|p| &p.address).collect::<Vec<_>>(), ["anne@mel.example"]);
        let person = one("tous@region.example").unwrap();
        let all = &person.correspondent;
        assert_eq!((all.name.as_str(), all.dates, person.same_name.len()), ("", None, 0));
        for unknown in ["", "nobody@region.example", "jean", "@region.example", "jean@"] {
            assert!(one(unknown).is_none(), "{unknown}");
        }
    }

    /// Indexes messages by their From and To lines; the facts know the first author.
    fn written(dir: &std::path::Path, mails: &[(&[&str], &[&str], i64)]) -> Index {
        let index = Index::open(dir).unwrap();
        let mut writer = index.writer(15 << 20).unwrap();
        let mut facts = FactsBuilder::new("UTC").unwrap();
        let people = |addresses: &[&str]| {
            addresses.iter().map(|address| Address { name: None, address: (*address).to_owned() }).collect()
        };
        for (n, (from, to, date)) in mails.iter().enumerate() {
            let text = Searchable { from: people(from), to: people(to), ..Searchable::default() };
            writer.add(Number(n as u32), Entry::message(&MessageId::new([n as u8; 32]), &text)).unwrap();
            facts.push(row(from.first().copied(), "", to, Some(*date)));
        }
        writer.commit(mails.len() as u32).unwrap();
        index.swap_facts(facts).unwrap();
        index
    }

    #[test]
    fn whoever_signs_second_has_sent_it_too() {
        let dir = tempfile::tempdir().unwrap();
        let (anne, jean, noor) = ("anne@union.example", "jean@region.example", "noor@presse.example");
        let (march, april) = (1_457_000_000, 1_460_000_000);
        let index = written(
            dir.path(),
            &[(&[anne, jean], &[noor], march), (&[jean], &[anne], april), (&[anne, noor], &[jean], april)],
        );
        let check = |address: &str, sent: &[u32], received, hears_from: &[(&str, u64)]| {
            let person = index.correspondent(address).unwrap().unwrap();
            assert_eq!(person.correspondent.sent, sent.len() as u64, "{address}");
            assert_eq!(person.correspondent.received, received, "{address}");
            assert_eq!(person.sent.iter().map(|number| number.0).collect::<Vec<_>>(), sent, "{address}");
            let heard: Vec<_> =
                person.hears_from.values.iter().map(|(who, count)| (who.as_str(), *count)).collect();
            assert_eq!(heard, hears_from, "{address}");
            person
        };
        check(anne, &[2, 0], 1, &[(jean, 1)]);
        let person = check(jean, &[1, 0], 1, &[(anne, 1)]);
        assert_eq!(person.correspondent.dates, Some((march, april)));
        assert_eq!(person.months, [("2016-03".to_owned(), 1), ("2016-04".to_owned(), 2)]);
        check(noor, &[2], 1, &[(anne, 1)]);
        let (_, listed) = index.correspondents("", Foremost::Address, 0, 9).unwrap();
        let sent: Vec<_> = listed.iter().map(|person| (person.address.as_str(), person.sent)).collect();
        assert_eq!(sent, [(anne, 2), (jean, 2), (noor, 1)]);
    }

    #[test]
    fn whoever_only_ever_signs_second_has_a_page() {
        let dir = tempfile::tempdir().unwrap();
        let index = written(dir.path(), &[(&["anne@union.example", "jean@region.example"], &[], 5)]);
        let person = index.correspondent("Jean@region.example").unwrap().unwrap();
        assert_eq!((person.correspondent.sent, person.correspondent.dates), (1, Some((5, 5))));
    }
}
