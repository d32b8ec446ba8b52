//! The rows of the directory: which are of one person, and which names passed from one to another.

use std::collections::{BTreeMap, HashMap};

use super::Called;
use super::spelling::Sort;
use crate::model::{Evidence, Person};

/// The people of the directory and the names that they claim.
pub(super) struct Rows {
    /// The person of each row, by its place.
    persons: Vec<usize>,
    count: usize,
    /// Names of one person: (node, person).
    claims: Vec<(usize, usize)>,
    /// Names of several, one after the other: by node, (from, person) in the order of time.
    terms: HashMap<usize, Vec<(i64, usize)>>,
}

impl Rows {
    /// Reads the directory of the evidence.
    pub(super) fn new(evidence: &Evidence, called: &Called) -> Rows {
        let claimed = claimed(evidence, called);
        let (persons, count) = persons(evidence, called, &claimed);
        let mut rows = Rows { persons, count, claims: Vec::new(), terms: HashMap::new() };
        for (node, by) in &claimed {
            rows.settle(evidence, *node, by);
        }
        rows
    }

    /// How many people there are.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// Each row with its person.
    pub(super) fn people(&self) -> impl Iterator<Item = (usize, usize)> {
        self.persons.iter().copied().enumerate()
    }

    /// The names that one person alone claims.
    pub(super) fn claims(&self) -> impl Iterator<Item = (usize, usize)> {
        self.claims.iter().copied()
    }

    /// Who bore a reused name, from when on; empty for a name that was not reused.
    pub(super) fn terms(&self, node: usize) -> &[(i64, usize)] {
        self.terms.get(&node).map_or(&[], |terms| terms.as_slice())
    }

    fn person(&self, row: usize) -> usize {
        self.persons.get(row).copied().unwrap_or_default()
    }

    /// Gives a name to the person or persons that claim it. If two claim it for the same
    /// time, it is nobody's: it stays by itself.
    fn settle(&mut self, evidence: &Evidence, node: usize, by: &[usize]) {
        let mut periods: Vec<(i64, Option<i64>, usize)> = Vec::new();
        for row in by {
            let Some(person) = evidence.people.get(*row) else { continue };
            periods.push((person.from_ms.unwrap_or(i64::MIN), person.to_ms, self.person(*row)));
        }
        periods.sort_unstable_by_key(|(from, to, person)| (*from, to.unwrap_or(i64::MAX), *person));
        match periods.first() {
            Some((.., first)) if periods.iter().all(|(.., person)| person == first) => {
                self.claims.push((node, *first));
            }
            _ => {
                if let Some(terms) = one_after_the_other(&periods) {
                    self.terms.insert(node, terms);
                }
            }
        }
    }
}

/// The terms in the order of time; none if two of different people overlap.
fn one_after_the_other(periods: &[(i64, Option<i64>, usize)]) -> Option<Vec<(i64, usize)>> {
    let mut terms: Vec<(i64, usize)> = Vec::new();
    let mut before: Option<(Option<i64>, usize)> = None;
    for (from, to, person) in periods {
        let mut from = *from;
        if let Some((until, earlier)) = before
            && earlier != *person
        {
            let until = until?;
            // No first day: from the day after the one before.
            from = if from == i64::MIN { until.saturating_add(1) } else { from };
            if from <= until {
                return None;
            }
        }
        terms.push((from, *person));
        before = Some((*to, *person));
    }
    Some(terms)
}

/// The rows that claim each name, in the order of nodes.
fn claimed(evidence: &Evidence, called: &Called) -> BTreeMap<usize, Vec<usize>> {
    let mut claimed: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (row, person) in evidence.people.iter().enumerate() {
        for name in person.aliases.iter().chain([&person.address]) {
            if let Some(node) = called.node(*name) {
                let by = claimed.entry(node).or_default();
                if by.last() != Some(&row) {
                    by.push(row);
                }
            }
        }
    }
    claimed
}

/// Rows that are of one person: they share an identity number, or a name and what the person is called.
///
/// Two rows with one address and two display names are two people, one after the other;
/// two rows with one address and one display name are one person in two posts.
fn persons(
    evidence: &Evidence,
    called: &Called,
    claimed: &BTreeMap<usize, Vec<usize>>,
) -> (Vec<usize>, usize) {
    let mut parents: Vec<usize> = (0..evidence.people.len()).collect();
    for (node, rows) in claimed {
        let sort = called.spellings.get(*node).map(|spelling| spelling.sort);
        let numbered = matches!(sort, Some(Sort::Sid | Sort::Guid));
        let mut bearers: HashMap<String, usize> = HashMap::new();
        for row in rows {
            let Some(person) = evidence.people.get(*row) else { continue };
            let display = if numbered { String::new() } else { display(evidence, person) };
            let first = *bearers.entry(display).or_insert(*row);
            unite(&mut parents, first, *row);
        }
        unite_nameless(&mut parents, &bearers);
    }
    numbered(&mut parents)
}

/// A row without a display name is of the one person who has the name, if it is one.
fn unite_nameless(parents: &mut [usize], bearers: &HashMap<String, usize>) {
    let Some(nameless) = bearers.get("") else { return };
    let mut named = bearers.iter().filter(|(display, _)| !display.is_empty());
    if let (Some((_, row)), None) = (named.next(), named.next()) {
        unite(parents, *nameless, *row);
    }
}

fn display(evidence: &Evidence, person: &Person) -> String {
    person.display.map(|name| evidence.names.text(name).trim().to_lowercase()).unwrap_or_default()
}

fn unite(parents: &mut [usize], one: usize, other: usize) {
    let (one, other) = (root(parents, one), root(parents, other));
    // The earlier row stands for both: the numbers do not depend on the order of ties.
    parents[one.max(other)] = one.min(other);
}

fn root(parents: &mut [usize], mut row: usize) -> usize {
    while parents[row] != row {
        parents[row] = parents[parents[row]];
        row = parents[row];
    }
    row
}

/// Numbers the persons from 0 in the order of their first rows.
fn numbered(parents: &mut [usize]) -> (Vec<usize>, usize) {
    let mut numbers: HashMap<usize, usize> = HashMap::new();
    let mut persons = Vec::with_capacity(parents.len());
    for row in 0..parents.len() {
        let root = root(parents, row);
        let next = numbers.len();
        persons.push(*numbers.entry(root).or_insert(next));
    }
    (persons, numbers.len())
}
