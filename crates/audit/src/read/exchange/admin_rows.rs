//! The administrators' audit log as `Search-AdminAuditLog` gives it: CSV rows or objects.
//!
//! `Export-Csv` writes a type's name where the parameters were: the event is kept with what is
//! known (who, when, which cmdlet, which object), and says that parameters are lost.

use std::borrow::Cow;

use serde::Deserialize;

use super::act::Act;
use super::fields::{Fields, first, switch};
use super::parameters::{Parameters, command_line};
use super::trail::Trail;
use crate::model::Outcome;
use crate::read::sink::Sink;

/// Whether a record of these fields is one of that log.
pub(super) fn knows(has: &dyn Fn(&str) -> bool) -> bool {
    has("CmdletName") && has("Caller") && has("RunDate")
}

/// Tells one record.
pub(super) fn record(fields: &dyn Fields, record: u64, trail: &mut Trail, sink: &mut Sink<'_>) {
    // The place of the entry in the log's own mailbox: the same in every export.
    if let Some(identity) = fields.text("Identity") {
        sink.known_as(identity);
    }
    let act = Act {
        record,
        time: first(fields, &["RunDate", "RunDateUtc"]).unwrap_or(""),
        caller: fields.text("Caller").unwrap_or(""),
        cmdlet: fields.text("CmdletName").unwrap_or(""),
        outcome: outcome(fields),
        client: fields.text("ClientIP"),
    };
    trail.tell(act, &parameters(fields), sink);
}

fn outcome(fields: &dyn Fields) -> Outcome {
    match switch(fields, "Succeeded") {
        Some(true) => Outcome::Succeeded,
        Some(false) => Outcome::Failed,
        None => Outcome::Unsaid,
    }
}

fn parameters(fields: &dyn Fields) -> Parameters<'_> {
    const FIELD: &str = "CmdletParameters";
    let mut parameters = fields.text(FIELD).map(written).unwrap_or_default();
    for (name, value) in fields.pairs(FIELD) {
        match value {
            Some(value) => parameters.put(name.to_owned(), value.to_owned()),
            None => parameters.lose(),
        }
    }
    if fields.lost(FIELD) {
        parameters.lose();
    }
    parameters.object(fields.text("ObjectModified").unwrap_or("").to_owned());
    parameters
}

/// Parameters that somebody wrote out by hand: a command line, JSON, `Name=Value; Name=Value`.
fn written(text: &str) -> Parameters<'_> {
    if text.starts_with('-') {
        return command_line(text);
    }
    if text.starts_with(['[', '{'])
        && let Ok(pairs) = serde_json::from_str::<Pairs<'_>>(text)
    {
        return pairs.parameters();
    }
    let mut parameters = Parameters::default();
    for part in text.trim_matches(['{', '}']).split([';', '|', '\n']).filter(|part| !part.trim().is_empty()) {
        match part.split_once('=') {
            Some((name, value)) => parameters.put(name.trim(), value.trim()),
            // `{Identity, User}`: names without values.
            None => parameters.lose(),
        }
    }
    parameters
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Pairs<'t> {
    #[serde(borrow)]
    Many(Vec<Pair<'t>>),
    One(Pair<'t>),
}

#[derive(Deserialize)]
struct Pair<'t> {
    #[serde(rename = "Name", alias = "name", borrow)]
    name: Cow<'t, str>,
    #[serde(rename = "Value", alias = "value", borrow, default)]
    value: Cow<'t, str>,
}

impl<'t> Pairs<'t> {
    fn parameters(self) -> Parameters<'t> {
        let pairs = match self {
            Pairs::Many(pairs) => pairs,
            Pairs::One(pair) => vec![pair],
        };
        let mut parameters = Parameters::default();
        for pair in pairs {
            parameters.put(pair.name, pair.value);
        }
        parameters
    }
}
