//! What the records of one administrators' log say together.
//!
//! A role assignment is taken back by its own name, which somebody may have chosen:
//! whose right ended stands in the record that gave it. Exports are in either order,
//! so removals wait until the log is read.

use std::collections::HashMap;

use super::act::{self, Act};
use super::cmdlet::{Assignment, assignment};
use super::parameters::Parameters;
use super::who::Ties;
use crate::model::Outcome;
use crate::read::sink::Sink;

/// No organisation takes back more in the days of one log; further ones are told without waiting.
const MOST_WAITING: usize = 10_000;

/// The memory of one log.
#[derive(Debug, Default)]
pub(super) struct Trail {
    /// Names of one account.
    pub(super) ties: Ties,
    /// Role and holder of each assignment, by its name.
    given: HashMap<String, (String, String)>,
    waiting: Vec<Removal>,
}

/// A removal whose record names the assignment alone.
#[derive(Debug)]
struct Removal {
    assignment: String,
    record: u64,
    time: String,
    caller: String,
    cmdlet: String,
    outcome: Outcome,
    client: Option<String>,
}

impl Trail {
    /// Tells one record, now or at the end.
    pub(super) fn tell(&mut self, act: Act<'_>, parameters: &Parameters<'_>, sink: &mut Sink<'_>) {
        if parameters.has_secret() {
            sink.dropped_secret();
        }
        match assignment(act.cmdlet, parameters) {
            Some(Assignment::Given { name, role, holder }) if act.outcome != Outcome::Failed => {
                self.given.insert(name.to_lowercase(), (role.to_owned(), holder.to_owned()));
            }
            Some(Assignment::Taken { name }) if self.waiting.len() < MOST_WAITING => {
                return self.waiting.push(Removal::new(name, act));
            }
            _ => {}
        }
        act::tell(act, parameters, &mut self.ties, sink);
    }

    /// The log is read: tells what waited.
    pub(super) fn finish(mut self, sink: &mut Sink<'_>) {
        for removal in std::mem::take(&mut self.waiting) {
            let mut parameters = Parameters::default();
            match self.given.get(&removal.assignment.to_lowercase()) {
                Some((role, holder)) => {
                    // As if the product had named it: the role, then the holder.
                    parameters.put("Identity", format!("{role}-{holder}"));
                }
                None => parameters.put("Identity", removal.assignment.as_str()),
            }
            act::tell(removal.act(), &parameters, &mut self.ties, sink);
        }
    }
}

impl Removal {
    fn new(assignment: &str, act: Act<'_>) -> Self {
        Removal {
            assignment: assignment.to_owned(),
            record: act.record,
            time: act.time.to_owned(),
            caller: act.caller.to_owned(),
            cmdlet: act.cmdlet.to_owned(),
            outcome: act.outcome,
            client: act.client.map(str::to_owned),
        }
    }

    fn act(&self) -> Act<'_> {
        Act {
            record: self.record,
            time: &self.time,
            caller: &self.caller,
            cmdlet: &self.cmdlet,
            outcome: self.outcome,
            client: self.client.as_deref(),
        }
    }
}
