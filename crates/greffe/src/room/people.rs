//! Who wrote to whom, as far as headers say.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use greffe_index::{Correspondent, Foremost};
use greffe_store::Row;
use greffe_terms::Timestamp;

use super::{Room, SearchRequest, Sort};
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
            self.index.correspondents(&request.typed, request.foremost, request.offset, request.limit);
        Ok(CorrespondentsView { total, correspondents: people.into_iter().map(view).collect() })
    }

    /// Returns what headers say of one address; `None` if no message names it.
    pub fn correspondent(&self, address: &str) -> Result<Option<PersonView>, Error> {
        self.recorder.record(Act::Correspondents)?;
        self.index.reload()?;
        let Some((found, same_name)) = self.index.correspondent(address) else { return Ok(None) };
        let (sent, received) = queries(&found.address);
        let around = self.facets_of(&format!("{sent} OR {received}"))?;
        Ok(Some(PersonView {
            hears_from: self.facets_of(&received)?.from,
            months: around.months,
            undated: around.undated,
            writes: self.addressed(sent)?,
            same_name: same_name.into_iter().take(SAME_NAME).map(view).collect(),
            correspondent: view(found),
        }))
    }

    fn addressed(&self, query: String) -> Result<Addressed, Error> {
        let sort = Sort::DateDescending;
        let numbers = self.numbers(&SearchRequest { query, limit: LOOKED_AT, sort, ..Default::default() })?;
        let rows = self.shelf.rows(&numbers)?;
        let names = rows.iter().filter_map(|row| row.summary.from.as_ref()?.name.clone());
        Ok(Addressed {
            looked_at: rows.len() as u64,
            names: most(names).values,
            to: most(rows.iter().flat_map(recipients)),
        })
    }
}

/// Returns the queries that find what an address sent, and what names it in To or Cc.
fn queries(address: &str) -> (String, String) {
    let address = format!("\"{}\"", address.replace('\\', "\\\\").replace('"', "\\\""));
    (format!("from:{address}"), format!("(to:{address} OR cc:{address})"))
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
