//! Searches in the content of mailboxes: the query is the act.

use std::collections::{BTreeMap, BTreeSet};

use super::Found;
use crate::judge::Case;
use crate::model::Explanation::{Inquiry, Maintenance, Support};
use crate::model::{AccountId, Certainty, Class, Finding, Name, Rule, Severity, Target};

pub(super) fn find(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let mut searches: BTreeMap<(AccountId, Option<Name>), Vec<usize>> = BTreeMap::new();
    for (place, event) in case.deeds() {
        let about_content =
            event.class == Class::Search || (event.class == Class::Export && event.query.is_some());
        let actor = case.acts.actor(place).filter(|_| about_content);
        if let Some(actor) = actor.filter(|actor| case.acts.mailbox(place) != Some(*actor)) {
            searches.entry((actor, event.query)).or_default().push(place);
        }
    }
    for ((actor, query), places) in searches {
        findings.push(searched(case, actor, query, &places));
    }
}

fn searched(case: &Case<'_>, actor: AccountId, query: Option<Name>, places: &[usize]) -> Finding {
    let mut found = Found::new(Rule::ContentSearch, Severity::Grave, Certainty::Recorded)
        .accounts([actor])
        .explained_by(&[Inquiry, Support, Maintenance]);
    let mut targets = BTreeSet::new();
    for place in places {
        if let Some(event) = case.acts.event(*place) {
            found.event(case, *place, event);
            targets.insert(event.target);
        }
    }
    let scope = match targets.iter().all(|target| *target == Target::None) {
        _ if targets.contains(&Target::All) => "all",
        true => "unsaid",
        false => "some",
    };
    found.value("query", query.map_or("", |query| case.acts.text(query)));
    found.value("searches", places.len());
    found.value("mailboxes", found.mailbox_count());
    found.value("scope", scope);
    found.done()
}
