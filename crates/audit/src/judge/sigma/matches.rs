//! The events that Sigma rules match, gathered by rule and account.

use std::collections::{BTreeMap, HashMap};

use sigma_rust::Event as Seen;

use super::Written;
use super::fields::{self, Shape};
use crate::judge::Case;
use crate::judge::findings::Found;
use crate::model::{AccountId, Certainty, Finding, Rule};

/// Shapes that are remembered; beyond it the memory begins anew.
const REMEMBERED: usize = 1 << 17;

/// Evaluates the rules over every event of the period.
///
/// A rule sees what the log says, services and failed attempts too: it is for the rule to exclude
/// them. Events that agree in all fields that any rule looks at are judged once.
pub(crate) fn find(case: &Case<'_>) -> Vec<Finding> {
    let rules = &case.question.rules;
    if rules.is_empty() {
        return Vec::new();
    }
    let mut met: HashMap<Shape, Vec<usize>> = HashMap::new();
    let mut matches: BTreeMap<(usize, Option<AccountId>), (Found, u64)> = BTreeMap::new();
    for (place, event) in case.acts.each().filter(|(_, event)| case.in_period(event.time.utc_ms)) {
        if met.len() > REMEMBERED {
            met.clear();
        }
        let shape = fields::shape(case.acts, place, rules.looked_at);
        let matched = met
            .entry(shape)
            .or_insert_with(|| matching(&rules.list, &fields::seen(case.acts, place, rules.looked_at)));
        for rule in matched.iter() {
            let Some(written) = rules.list.get(*rule) else { continue };
            let actor = case.acts.actor(place);
            let (found, count) = matches.entry((*rule, actor)).or_insert_with(|| (begun(written, actor), 0));
            found.event(case, place, event);
            *count += 1;
        }
    }
    let finish =
        |((rule, _), (found, count)): ((usize, _), _)| Some(finished(rules.list.get(rule)?, found, count));
    matches.into_iter().filter_map(finish).collect()
}

fn matching(rules: &[Written], seen: &Seen) -> Vec<usize> {
    rules.iter().enumerate().filter(|(_, rule)| rule.sigma.is_match(seen)).map(|(place, _)| place).collect()
}

fn begun(rule: &Written, actor: Option<AccountId>) -> Found {
    Found::new(Rule::Sigma(rule.sigma.title.clone()), rule.severity, Certainty::Recorded).accounts(actor)
}

fn finished(rule: &Written, mut found: Found, count: u64) -> Finding {
    // By this name those who speak languages know the rules of the house.
    found.value("name", rule.sigma.name.as_deref().unwrap_or_default());
    found.value("title", &rule.sigma.title);
    found.value("description", rule.sigma.description.as_deref().unwrap_or_default().trim());
    found.value("events", count);
    for innocent in rule.sigma.falsepositives.iter().flatten() {
        found.value("false_positive", innocent);
    }
    for (name, text) in &rule.told {
        found.value(name, text);
    }
    found.done()
}
