//! Who is who: the many names of one account, tied by records and by the directory.
//!
//! Names are tied when a record says that both mean one account, or when a row of the
//! directory holds both; never because two people are called alike. What is tied to nobody
//! stays by itself and is counted. A name that was given to another person later belongs to
//! each in their time.

mod directory;
mod display;
mod roll;
mod spelling;
mod ties;

use std::collections::HashMap;

use self::directory::Rows;
use self::roll::Uses;
use self::spelling::{Sort, Spelling};
use self::ties::Ties;
use crate::model::{Account, AccountId, Accounts, Bearer, Evidence, Name, PersonClass};

/// Ties the names of the evidence to accounts; `asked` is a name that the question brings in.
pub(crate) fn resolve(evidence: &Evidence, asked: Option<Name>) -> Accounts {
    let uses = roll::call(evidence, asked);
    let called = Called::new(evidence, &uses);
    let rows = Rows::new(evidence, &called);
    let mut ties = Ties::new(&called.spellings, &rows);
    for (one, other) in &evidence.same {
        if let (Some(one), Some(other)) = (called.node(*one), called.node(*other)) {
            ties.same(one, other);
        }
    }
    display::tie_words(&called, &mut ties);
    let weak = display::tie_displays(evidence, &called, &rows, &mut ties);
    accounts(evidence, &uses, &called, &rows, &mut ties, &weak)
}

/// Whether a name is a number (GUID), as consoles call what they list.
pub(crate) fn is_number(name: &str) -> bool {
    Spelling::of(name).sort == Sort::Guid
}

/// The names that name accounts, by their spelling: names of one spelling are one node.
pub(super) struct Called {
    /// By node.
    spellings: Vec<Spelling>,
    /// The node of each name, by its place.
    nodes: Vec<Option<u32>>,
}

impl Called {
    fn new(evidence: &Evidence, uses: &[Uses]) -> Called {
        let mut known: HashMap<Spelling, u32> = HashMap::new();
        let mut called = Called { spellings: Vec::new(), nodes: vec![None; uses.len()] };
        for ((name, written), uses) in evidence.names.iter().zip(uses) {
            let spelling = Spelling::of(written);
            if !uses.account || spelling.text.is_empty() || spelling.is_self() {
                continue;
            }
            let next = called.spellings.len() as u32;
            let node = *known.entry(spelling.clone()).or_insert(next);
            if node == next {
                called.spellings.push(spelling);
            }
            if let Some(slot) = called.nodes.get_mut(name.index()) {
                *slot = Some(node);
            }
        }
        called
    }

    fn node(&self, name: Name) -> Option<usize> {
        self.nodes.get(name.index()).copied().flatten().map(|node| node as usize)
    }

    fn names<'e>(&'e self, evidence: &'e Evidence) -> impl Iterator<Item = (Name, usize)> + 'e {
        evidence.names.iter().filter_map(|(name, _)| Some((name, self.node(name)?)))
    }
}

/// Numbers the accounts in the order of their first names, and says who bears which name.
fn accounts(
    evidence: &Evidence,
    uses: &[Uses],
    called: &Called,
    rows: &Rows,
    ties: &mut Ties,
    weak: &[bool],
) -> Accounts {
    let mut accounts = Accounts { bearers: vec![Bearer::Nobody; called.nodes.len()], ..Accounts::default() };
    let mut numbers: HashMap<usize, AccountId> = HashMap::new();
    let mut number = |root: usize, list: &mut Vec<Account>| {
        *numbers.entry(root).or_insert_with(|| {
            list.push(Account::default());
            AccountId(list.len() as u32 - 1)
        })
    };
    for (name, node) in called.names(evidence) {
        let terms = rows.terms(node);
        let bearer = match terms.is_empty() {
            true => Bearer::One(number(ties.root(node), &mut accounts.list)),
            false => Bearer::ByTime,
        };
        for (from, person) in terms {
            let id = number(ties.root_of_person(*person), &mut accounts.list);
            accounts.reused.push((name, *from, id));
            note(&mut accounts.list, id, name, uses, false);
        }
        if let Some(slot) = accounts.bearers.get_mut(name.index()) {
            *slot = bearer;
        }
        if let Bearer::One(id) = bearer {
            note(&mut accounts.list, id, name, uses, weak.get(node).copied().unwrap_or(false));
        }
    }
    accounts.reused.sort_unstable();
    for (row, person) in rows.people() {
        let id = number(ties.root_of_person(person), &mut accounts.list);
        if let Some(account) = accounts.list.get_mut(id.0 as usize) {
            account.posts.push(row);
        }
    }
    accounts.list.iter_mut().for_each(|account| finish(evidence, account));
    accounts.unresolved = accounts.list.iter().filter(|a| a.person.is_none() && !a.provider).count() as u64;
    accounts
}

fn note(list: &mut [Account], id: AccountId, name: Name, uses: &[Uses], weak: bool) {
    let Some(account) = list.get_mut(id.0 as usize) else { return };
    account.names.push(name);
    if weak {
        account.tied_by_display.push(name);
    }
    if let Some(uses) = uses.get(name.index()) {
        account.mailbox |= uses.mailbox;
        account.provider |= uses.provider && !uses.others && !uses.mailbox;
    }
}

/// What follows from the names and rows of one account.
fn finish(evidence: &Evidence, account: &mut Account) {
    let row = |place: &usize| evidence.people.get(*place);
    account.posts.sort_by_key(|place| (row(place).and_then(|person| person.from_ms), *place));
    account.person = account.posts.last().copied();
    for person in account.posts.iter().filter_map(row) {
        for class in &person.classes {
            if !account.classes.contains(class) {
                account.classes.push(*class);
            }
        }
    }
    let serves = account.classes.contains(&PersonClass::Service);
    let spelled = |name: Name| Spelling::of(evidence.names.text(name));
    account.provider |= account.names.iter().any(|name| spelled(*name).is_service());
    account.provider &= account.person.is_none();
    account.mailbox = !account.provider && (account.mailbox || (account.person.is_some() && !serves));
    let main = account.person.and_then(|place| evidence.people.get(place)).map(|person| person.address);
    let best =
        || account.names.iter().copied().min_by_key(|name| (spelled(*name), evidence.names.text(*name)));
    account.label = main.or_else(best);
}

#[cfg(test)]
mod tests;
