//! Exchange cmdlets in the unified log: the same as in the administrator audit log.

use serde_json::Value;
use serde_json::value::RawValue;

use super::acts::Act;
use super::loose::{field, pairs, undone};
use super::relation;
use crate::model::{Basis, Class, Event, Relation, Target};
use crate::read::exchange::cmdlet;
use crate::read::exchange::parameters::{Parameters, command_line};
use crate::read::sink::Sink;

/// Tells what a cmdlet did: several things, if it did.
pub(super) fn tell(act: &Act<'_>, sink: &mut Sink<'_>) {
    let text = act.record.parameters.map(|raw| undone(raw.get()));
    let given = parameters(act, text.as_ref());
    let mut is_told = false;
    for meaning in cmdlet::means(act.operation, &given) {
        let mut event = act.event(Class::Other, sink);
        meaning.fill(sink, &mut event);
        (event.relation, event.basis) = relation(act, &event, sink);
        match std::mem::replace(&mut is_told, true) {
            true => sink.also(event),
            false => sink.event(event),
        }
    }
    if !is_told {
        sink.irrelevant(Some(act.time));
    }
}

fn parameters<'p>(act: &'p Act<'_>, text: Option<&'p Value>) -> Parameters<'p> {
    let mut given = match text {
        Some(Value::String(line)) => command_line(line),
        _ => Parameters::default(),
    };
    for (name, value) in act.record.parameters.map(|raw| pairs(raw.get())).unwrap_or_default() {
        given.put(name, value);
    }
    for (name, old, new) in act.record.modified_properties.map(changes).unwrap_or_default() {
        given.modified(name, old, new);
    }
    if let Some(object) = act.record.object() {
        given.object(object);
    }
    if act.record.parameters.is_none() {
        given.lose();
    }
    given
}

/// Properties before and after: (name, old, new).
pub(super) fn changes(raw: &RawValue) -> Vec<(String, String, String)> {
    let list = undone(raw.get());
    let change = |item: &Value| {
        let name = field(item, &["Name", "DisplayName"])?;
        let old = field(item, &["OldValue"]).unwrap_or_default();
        Some((name, old, field(item, &["NewValue"]).unwrap_or_default()))
    };
    list.as_array().map(|items| items.iter().filter_map(change).collect()).unwrap_or_default()
}

/// Services and programs by themselves; an owner by the name, which is all that a cmdlet tells.
fn relation(act: &Act<'_>, event: &Event, sink: &Sink<'_>) -> (Relation, Basis) {
    if relation::is_provider(act.record) {
        return (Relation::Provider, Basis::ServiceAccount);
    }
    if relation::is_application(act.record) {
        return (Relation::Application, Basis::AppOnly);
    }
    let user = act.record.user().unwrap_or_default();
    let is_own = |mailbox: &str| is_same(user, mailbox);
    let object = act.record.object().filter(|_| act.operation.to_ascii_lowercase().ends_with("inboxrule"));
    match event.target {
        Target::Mailbox(mailbox) if is_own(sink.text(mailbox)) => (Relation::Owner, Basis::LoginName),
        // An inbox rule bears no mailbox if it is the caller's own: the object is `…/mailbox\rule`.
        Target::Mailbox(_) if object.is_some_and(is_own) => (Relation::Owner, Basis::LoginName),
        _ => (Relation::Undetermined, Basis::Nothing),
    }
}

/// Whether a mailbox is named as its user is, or by the part before the at sign.
fn is_same(user: &str, mailbox: &str) -> bool {
    let last = mailbox.rsplit('/').next().unwrap_or(mailbox);
    let last = last.split('\\').next().unwrap_or(last).trim();
    let local = user.split('@').next().unwrap_or(user);
    !user.is_empty() && (last.eq_ignore_ascii_case(user) || last.eq_ignore_ascii_case(local))
}
