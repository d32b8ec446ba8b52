//! What people are called: enough to recognise one person, never to make one of two.

use std::collections::{BTreeMap, BTreeSet};

use super::Called;
use super::directory::Rows;
use super::spelling::Sort;
use super::ties::Ties;
use crate::model::{Evidence, Name};

/// Ties login names without a domain (`david`) to the one account whose full name holds them.
///
/// `david` is not tied when `CORP\david` and `david@corp.example` are two accounts so far.
pub(super) fn tie_words(called: &Called, ties: &mut Ties) {
    let mut holders: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (node, spelling) in called.spellings.iter().enumerate() {
        let full = matches!(spelling.sort, Sort::Address | Sort::Domain);
        if let Some(own) = spelling.own_part().filter(|_| full && !ties.is_closed(node)) {
            holders.entry(own).or_default().insert(node);
        }
    }
    for (node, spelling) in called.spellings.iter().enumerate() {
        let holder = match spelling.sort {
            Sort::Word => holders.get(spelling.text.as_str()).and_then(|nodes| one_account(nodes, ties)),
            _ => None,
        };
        if let Some(holder) = holder.filter(|_| !ties.is_closed(node)) {
            ties.join(node, holder);
        }
    }
    tie_domain_logins(called, ties);
}

/// Ties `CORP\david` to the person whose row of the directory has the login name `david`.
fn tie_domain_logins(called: &Called, ties: &mut Ties) {
    let words: BTreeMap<&str, usize> = called
        .spellings
        .iter()
        .enumerate()
        .filter(|(_, spelling)| spelling.sort == Sort::Word)
        .map(|(node, spelling)| (spelling.text.as_str(), node))
        .collect();
    for (node, spelling) in called.spellings.iter().enumerate() {
        let login = matches!(spelling.sort, Sort::Domain | Sort::Legacy);
        let word = spelling.own_part().filter(|_| login).and_then(|own| words.get(own));
        if let Some(word) = word.copied()
            && !ties.is_closed(word)
            && ties.person(word).is_some()
        {
            ties.join(node, word);
        }
    }
}

/// Ties display names and the last parts of paths to the one account that is called so, and
/// says which nodes were tied by that alone.
pub(super) fn tie_displays(evidence: &Evidence, called: &Called, rows: &Rows, ties: &mut Ties) -> Vec<bool> {
    let mut weak = vec![false; called.spellings.len()];
    let bearers = bearers(evidence, called, rows, ties);
    let mut asking: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (node, spelling) in called.spellings.iter().enumerate() {
        let shown = matches!(spelling.sort, Sort::Canonical | Sort::Display);
        if let Some(own) = spelling.own_part().filter(|_| shown && ties.person(node).is_none()) {
            asking.entry(own).or_default().push(node);
        }
    }
    for (own, nodes) in asking {
        let paths = nodes.iter().filter(|node| called.spellings[**node].sort == Sort::Canonical).count();
        let Some(bearer) = bearers.get(own).filter(|all| all.len() == 1).and_then(|all| all.first()) else {
            continue;
        };
        // Two objects of the directory with one name are two accounts, and one of them may be a third person's.
        if paths > 1 {
            continue;
        }
        for node in nodes {
            weak[node] = ties.join(node, *bearer);
        }
    }
    weak
}

/// The accounts that are called so, by what they are called: from the directory's display and login
/// names, and from records that show a display name beside another name.
fn bearers(
    evidence: &Evidence,
    called: &Called,
    rows: &Rows,
    ties: &mut Ties,
) -> BTreeMap<String, BTreeSet<usize>> {
    let mut bearers: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (row, person) in rows.people() {
        let root = ties.root_of_person(person);
        let Some(person) = evidence.people.get(row) else { continue };
        let shown = person.display.map(|name| evidence.names.text(name).trim().to_lowercase());
        let words = person.aliases.iter().filter_map(|name| word(called, *name));
        for name in shown.into_iter().chain(words) {
            bearers.entry(name).or_default().insert(root);
        }
    }
    for (one, other) in &evidence.same {
        for (shown, named) in [(one, other), (other, one)] {
            if let Some((shown, root)) = shown_beside(called, ties, *shown, *named) {
                bearers.entry(shown).or_default().insert(root);
            }
        }
    }
    bearers
}

fn word(called: &Called, name: Name) -> Option<String> {
    let spelling = called.spellings.get(called.node(name)?)?;
    matches!(spelling.sort, Sort::Word | Sort::Display).then(|| spelling.text.clone())
}

fn shown_beside(called: &Called, ties: &mut Ties, shown: Name, named: Name) -> Option<(String, usize)> {
    let spelling = called.spellings.get(called.node(shown)?)?;
    let named = called.node(named)?;
    let display = spelling.sort == Sort::Display && !ties.is_closed(named);
    display.then(|| (spelling.text.clone(), ties.root(named)))
}

fn one_account(nodes: &BTreeSet<usize>, ties: &mut Ties) -> Option<usize> {
    let mut roots = nodes.iter().map(|node| ties.root(*node));
    let first = roots.next()?;
    roots.all(|root| root == first).then_some(first)
}
