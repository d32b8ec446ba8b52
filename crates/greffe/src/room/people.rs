//! Who wrote to whom, as far as headers say.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use greffe_index::{Correspondent, Foremost};
use greffe_store::Row;
use greffe_terms::{Number, Timestamp};

use super::Room;
use super::search::{counts, facet};
use crate::edges::rfc3339;
use crate::error::Error;
use crate::record::Act;
use crate::view::{Addressed, CorrespondentView, CorrespondentsView, Count, Facet, PersonView};

/// Messages of one person whose headers are looked at.
const LOOKED_AT: usize = 500;

/// Names, and recipients, that are listed.
const LISTED: usize = 20;

/// Others of the same name that are listed: a name like `info` has thousands.
const SAME_NAME: usize = 20;

/// Which correspondents to list.
#[derive(Debug, Clone, Default)]
pub struct PeopleRequest {
    /// Part of an address or a name; empty for all.
    pub typed: String,
    /// Their order.
    pub foremost: Foremost,
    /// Correspondents to pass over.
    pub offset: usize,
    /// Correspondents to return.
    pub limit: usize,
}

impl Room {
    /// Lists who wrote, and who was written to.
    pub fn correspondents(&self, request: &PeopleRequest) -> Result<CorrespondentsView, Error> {
        self.recorder.record(Act::Correspondents)?;
        self.index.reload()?;
        let (total, people) =
            self.index.correspondents(&request.typed, request.foremost, request.offset, request.limit)?;
        Ok(CorrespondentsView { total, correspondents: people.into_iter().map(view).collect() })
    }

    /// Returns what headers say of one address; `None` if no message names it.
    pub fn correspondent(&self, address: &str) -> Result<Option<PersonView>, Error> {
        self.recorder.record(Act::Correspondents)?;
        self.index.reload()?;
        let Some(person) = self.index.correspondent(address)? else { return Ok(None) };
        Ok(Some(PersonView {
            hears_from: facet(person.hears_from),
            months: counts(person.months),
            undated: person.undated,
            writes: self.addressed(person.sent.get(..LOOKED_AT).unwrap_or(&person.sent))?,
            same_name: person.same_name.into_iter().take(SAME_NAME).map(view).collect(),
            correspondent: view(person.correspondent),
        }))
    }

    fn addressed(&self, newest: &[Number]) -> Result<Addressed, Error> {
        let rows = self.shelf.rows(newest)?;
        let names = rows.iter().filter_map(|row| row.summary.from.as_ref()?.name.clone());
        Ok(Addressed {
            looked_at: rows.len() as u64,
            names: most(names).values,
            to: most(rows.iter().flat_map(recipients)),
        })
    }
}

/// Writes the query that finds what an address sent.
pub fn sent_by(address: &str) -> String {
    format!("from:{}", quoted(address))
}

/// Writes the query that finds what names an address in To or Cc.
pub fn received_by(address: &str) -> String {
    let address = quoted(address);
    format!("(to:{address} OR cc:{address})")
}

/// Writes an address as one value, in quotes unless it can do without.
fn quoted(address: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '@' | '.' | '_' | '-' | '+');
    if address.contains('@') && address.chars().all(is_plain) {
        return address.to_owned();
    }
    format!("\"{}\"", address.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Returns the addresses of To and Cc, each once.
fn recipients(row: &Row) -> HashSet<String> {
    let addresses = row.summary.to.iter().chain(&row.summary.cc);
    addresses.map(|address| address.address.to_lowercase()).collect()
}

/// Counts values, and lists those that occur most.
fn most(values: impl Iterator<Item = String>) -> Facet {
    let mut counts: HashMap<String, u64> = HashMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    let mut values: Vec<Count> = counts.into_iter().map(|(value, count)| Count { value, count }).collect();
    values.sort_by(|a, b| (Reverse(a.count), &a.value).cmp(&(Reverse(b.count), &b.value)));
    let other = values.iter().skip(LISTED).map(|count| count.count).sum();
    values.truncate(LISTED);
    Facet { values, other }
}

fn view(person: Correspondent) -> CorrespondentView {
    let (first, last) = person.dates.map(|(first, last)| (Timestamp(first), Timestamp(last))).unzip();
    CorrespondentView {
        address: person.address,
        name: person.name,
        sent: person.sent,
        received: person.received,
        first: first.map(rfc3339),
        last: last.map(rfc3339),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_address_can_be_asked_for() {
        assert_eq!(sent_by("anne.elu@region.example"), "from:anne.elu@region.example");
        assert_eq!(received_by("a@b.example"), "(to:a@b.example OR cc:a@b.example)");
        for odd in ["root", "\"a b\"@c.example", "a\\@b.example", "a)@b.example OR -c"] {
            let query = greffe_index::parse(&sent_by(odd)).expect("it reads");
            assert_eq!(
                query.to_string(),
                greffe_index::parse(&query.to_string()).expect("again").to_string()
            );
        }
        assert_eq!(sent_by("a\"b@c.example"), "from:\"a\\\"b@c.example\"");
    }
}
