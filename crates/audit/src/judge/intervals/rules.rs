//! Rules that are made, switched on and off, and removed, each by its name.
//!
//! Only the record that makes a rule tells what it does; those that switch it name it, or give its
//! number alone. Consoles make rules switched off: what such a rule copies begins when it is switched on.

use std::collections::{HashMap, HashSet};

use super::changes::Right;
use crate::judge::Acts;
use crate::judge::identities::is_number;
use crate::model::{AccountId, Class, Event, Flags, Power, SourceId, Target};

/// Cmdlets end in these nouns where the rule is the organisation's and not of one mailbox.
const OF_ORGANISATION: [&str; 4] = ["transportrule", "journalrule", "sendconnector", "outboundconnector"];

/// Whose rule (none stands for the organisation), and its name or number.
type Named = (Option<AccountId>, String);

/// The rules that the events made so far.
#[derive(Default)]
pub(super) struct Rules {
    rules: HashMap<Named, Rule>,
    /// Names of rules by their numbers, where a record could mean one rule only.
    numbers: HashMap<Named, String>,
}

/// Whether what a rule does happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// It does.
    InForce,
    /// Not until it is switched on.
    Dormant,
}

struct Rule {
    state: State,
    /// It was switched on or off by its number before.
    is_numbered: bool,
    /// The record that made it.
    made_by: (SourceId, u64),
    /// Who receives, with the event that tells so.
    rights: Vec<(Right, usize)>,
}

impl Rules {
    /// Notes what a record says that a rule does, and returns whether it does.
    pub(super) fn made(&mut self, acts: &Acts<'_>, event: &Event, told: (Right, usize)) -> State {
        let made_by = (event.source, event.record);
        let Some(named) = named(acts, event).filter(|_| event.class == Class::Divert) else {
            return State::InForce;
        };
        let state = if event.flags.has(Flags::DORMANT) { State::Dormant } else { State::InForce };
        let new = || Rule { state, is_numbered: false, made_by, rights: Vec::new() };
        let rule = self.rules.entry(named).or_insert_with(new);
        // Made anew: there can be no other of that name, so the one before is gone.
        if is_new(acts, event) && rule.made_by != made_by {
            *rule = new();
        }
        rule.rights.push(told);
        rule.state
    }

    /// Whoever receives by the rule that a record switches on, if it is known and was not in force.
    pub(super) fn switched_on(&mut self, acts: &Acts<'_>, event: &Event) -> Vec<(Right, usize)> {
        let Some(rule) = self.meant(acts, event, true) else { return Vec::new() };
        match std::mem::replace(&mut rule.state, State::InForce) {
            State::Dormant => last_told(&rule.rights),
            State::InForce => Vec::new(),
        }
    }

    /// Whoever received by the rule that a record switches off or removes.
    pub(super) fn switched_off(&mut self, acts: &Acts<'_>, event: &Event) -> Vec<Right> {
        if event.power != Power::None && !matches!(event.target, Target::All) {
            return Vec::new();
        }
        let Some(rule) = self.meant(acts, event, false) else { return Vec::new() };
        rule.state = State::Dormant;
        last_told(&rule.rights).into_iter().map(|(right, _)| right).collect()
    }

    fn meant(&mut self, acts: &Acts<'_>, event: &Event, on: bool) -> Option<&mut Rule> {
        let (owner, name) = named(acts, event)?;
        let name = match self.numbers.get(&(owner, name.clone())) {
            Some(known) => known.clone(),
            None if on && is_number(&name) => self.learn(owner, name)?,
            None => name,
        };
        self.rules.get_mut(&(owner, name))
    }

    /// The only rule that can be meant by a number: made switched off, and never switched since.
    fn learn(&mut self, owner: Option<AccountId>, number: String) -> Option<String> {
        let waits = |rule: &Rule| rule.state == State::Dormant && !rule.is_numbered;
        let mut waiting = self.rules.iter_mut().filter(|((whose, _), rule)| *whose == owner && waits(rule));
        let ((_, name), rule) = waiting.next()?;
        if waiting.next().is_some() {
            return None;
        }
        rule.is_numbered = true;
        self.numbers.insert((owner, number), name.clone());
        Some(name.clone())
    }
}

/// The rule that an event is about; none for what bears no name, or is no rule that can be switched.
fn named(acts: &Acts<'_>, event: &Event) -> Option<Named> {
    let name = acts.text(event.right?).trim().to_lowercase();
    let cmdlet = acts.text(event.operation).to_lowercase();
    if OF_ORGANISATION.iter().any(|noun| cmdlet.ends_with(noun)) {
        return Some((None, name));
    }
    match event.target {
        Target::Mailbox(mailbox) if cmdlet.ends_with("inboxrule") => {
            Some((acts.accounts.at(mailbox, event.time.utc_ms), name))
        }
        _ => None,
    }
}

fn is_new(acts: &Acts<'_>, event: &Event) -> bool {
    acts.text(event.operation).get(..3).is_some_and(|verb| verb.eq_ignore_ascii_case("new"))
}

/// Each right once, by the last record that tells it.
fn last_told(rights: &[(Right, usize)]) -> Vec<(Right, usize)> {
    let mut met = HashSet::new();
    let mut last: Vec<(Right, usize)> =
        rights.iter().rev().filter(|(right, _)| met.insert(*right)).copied().collect();
    last.reverse();
    last
}
