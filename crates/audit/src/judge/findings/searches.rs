//! Searches in the content of mailboxes: the query is the act.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::Found;
use crate::judge::Case;
use crate::model::Explanation::{Inquiry, Maintenance, Support};
use crate::model::{AccountId, Certainty, Class, Event, Finding, Name, Rule, Severity, Target};

/// In how many mailboxes: what is true of one search must not be said of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Reach {
    All,
    Some,
    Unsaid,
}

/// What a search was for, and where.
type Asked = (Option<Name>, Reach);

pub(super) fn find(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let named = named(case);
    let mut searches: BTreeMap<(AccountId, Asked), Vec<usize>> = BTreeMap::new();
    for (place, event) in case.deeds().filter(|(_, event)| is_search(event)) {
        let actor = case.acts.actor(place);
        if let Some(actor) = actor.filter(|actor| case.acts.mailbox(place) != Some(*actor)) {
            searches.entry((actor, asked(event, &named))).or_default().push(place);
        }
    }
    for ((actor, asked), places) in searches {
        findings.push(searched(case, actor, asked, &places));
    }
}

fn is_search(event: &Event) -> bool {
    event.class == Class::Search || (event.class == Class::Export && event.query.is_some())
}

/// What was asked under the name of each search: what starts it names nothing else.
fn named(case: &Case<'_>) -> HashMap<Name, Asked> {
    let searches = case.acts.each().filter(|(_, event)| is_search(event) && event.query.is_some());
    let told = |(_, event): (usize, &Event)| Some((event.right?, (event.query, reach(event))));
    searches.filter_map(told).collect()
}

fn asked(event: &Event, named: &HashMap<Name, Asked>) -> Asked {
    let own = (event.query, reach(event));
    let known = event.right.and_then(|name| named.get(&name)).copied();
    known.filter(|_| own == (None, Reach::Unsaid)).unwrap_or(own)
}

fn reach(event: &Event) -> Reach {
    match event.target {
        Target::All => Reach::All,
        Target::None => Reach::Unsaid,
        Target::Mailbox(_) | Target::Scope(_) => Reach::Some,
    }
}

fn searched(case: &Case<'_>, actor: AccountId, (query, reach): Asked, places: &[usize]) -> Finding {
    let mut found = Found::new(Rule::ContentSearch, Severity::Grave, Certainty::Recorded)
        .accounts([actor])
        .explained_by(&[Inquiry, Support, Maintenance]);
    // A search is made, changed and started under one name, in several mailboxes by one record.
    let (mut names, mut nameless) = (BTreeSet::new(), BTreeSet::new());
    for place in places {
        if let Some(event) = case.acts.event(*place) {
            found.event(case, *place, event);
            match event.right {
                Some(name) => names.insert(name),
                None => nameless.insert((event.source, event.record)),
            };
        }
    }
    found.value("query", query.map_or("", |query| case.acts.text(query)));
    found.value("searches", names.len() + nameless.len());
    found.value("mailboxes", found.mailbox_count());
    let scope = match reach {
        Reach::All => "all",
        Reach::Some => "some",
        Reach::Unsaid => "unsaid",
    };
    found.value("scope", scope);
    found.done()
}
