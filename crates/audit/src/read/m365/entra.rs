//! The directory of M365: roles, applications and passwords that open mailboxes.
//!
//! The same acts come in two shapes: records of the unified log (`ModifiedProperties`)
//! and Entra's own audit log (`TargetResources`), which is often JSON in strings.

use serde_json::Value;

use super::acts::{Act, outcome};
use super::cmdlets::changes;
use super::judge::{Told, moment};
use super::loose::{field, undone};
use super::operation::{Entra, Operation};
use super::permissions::{permissions, role_power};
use super::relation;
use crate::model::{Basis, Class, Event, Flags, Name, Power, Relation, Target, Why};
use crate::read::draft::{draft, without_port};
use crate::read::sink::Sink;

/// What changed in the directory.
#[derive(Debug, Default)]
struct Change {
    /// Properties: (name, before, after).
    properties: Vec<(String, String, String)>,
    /// The user or application that it was about.
    object: Option<String>,
}

/// Tells a record of the unified log.
pub(super) fn tell_unified(act: &Act<'_>, what: Entra, sink: &mut Sink<'_>) {
    let change = Change {
        properties: act.record.modified_properties.map(changes).unwrap_or_default(),
        object: act.record.object().map(str::to_owned),
    };
    let mut event = act.event(Class::Other, sink);
    if relation::is_provider(act.record) {
        (event.relation, event.basis) = (Relation::Provider, Basis::ServiceAccount);
    } else if relation::is_application(act.record) {
        (event.relation, event.basis) = (Relation::Application, Basis::AppOnly);
    }
    tell_change(&event, what, &change, sink);
}

/// Tells a record of Entra's own log; or says that the record is of nothing known.
pub(super) fn tell(told: Told<'_>, json: &str, sink: &mut Sink<'_>) {
    let value = undone(json);
    // Diagnostic settings wrap the record.
    let inner = value.get("properties").filter(|inner| inner.is_object()).unwrap_or(&value);
    let text =
        |names: &[&str]| field(inner, names).or_else(|| field(&value, names)).filter(|t| !t.is_empty());
    let Some(operation) = text(&["ActivityDisplayName", "OperationName"]) else {
        return match text(&["ActionType", "Operation"]) {
            // Defender tells of devices as well.
            Some(_) => sink.irrelevant(text(&["Timestamp"]).and_then(|time| moment(&time))),
            None => sink.unreadable(told.record, Why::Missing),
        };
    };
    let time = text(&["ActivityDateTime", "TimeGenerated", "time"]).and_then(|time| moment(&time));
    if let Some(identifier) = text(&["Id"]) {
        sink.known_as(&identifier);
    }
    let what = match (Operation::of(&operation), time) {
        (Operation::Entra(what), Some(time)) => (what, time),
        (Operation::Entra(_), None) => return sink.unreadable(told.record, Why::Time),
        (_, time) => return sink.irrelevant(time),
    };
    let by = part(inner, "InitiatedBy");
    let mut event = draft(sink, told.record, what.1, Class::Other, &operation, "");
    set_actor(&mut event, &by, sink);
    event.outcome = outcome(text(&["Result"]).as_deref());
    event.flags = told.flags;
    tell_change(&event, what.0, &change_of(&part(inner, "TargetResources")), sink);
}

fn set_actor(event: &mut Event, by: &Value, sink: &mut Sink<'_>) {
    let user = by.get("user").unwrap_or(&Value::Null);
    let name = field(user, &["userPrincipalName", "id"]).filter(|name| !name.is_empty());
    if let Some(address) = field(user, &["ipAddress"]).filter(|address| !address.is_empty()) {
        event.client = Some(sink.name(without_port(&address)));
    }
    match name {
        Some(name) => event.actor = sink.name(&name),
        None => {
            let program = by.get("app").unwrap_or(&Value::Null);
            let program = field(program, &["displayName", "servicePrincipalId"]).unwrap_or_default();
            event.actor = sink.name(&program);
            (event.relation, event.basis) = (Relation::Application, Basis::AppOnly);
        }
    }
}

/// A field that may be JSON in a string.
fn part(of: &Value, name: &str) -> Value {
    let entries = of.as_object();
    let found = entries.and_then(|e| e.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)));
    match found {
        Some((_, Value::String(text))) => undone(text),
        Some((_, value)) => value.clone(),
        None => Value::Null,
    }
}

fn change_of(targets: &Value) -> Change {
    let mut change = Change::default();
    for target in targets.as_array().into_iter().flatten() {
        let name = field(target, &["userPrincipalName", "displayName", "id"]).filter(|name| !name.is_empty());
        let is_user = field(target, &["type"]).is_some_and(|kind| kind == "User");
        if change.object.is_none() || is_user {
            change.object = name;
        }
        for property in target.get("modifiedProperties").and_then(Value::as_array).into_iter().flatten() {
            let text = |names: &[&str]| field(property, names).unwrap_or_default();
            change.properties.push((text(&["displayName"]), text(&["oldValue"]), text(&["newValue"])));
        }
    }
    change
}

impl Change {
    /// The value of a property: after for what was given, before for what was taken.
    fn value(&self, name: &str, class: Class) -> Option<&str> {
        let (_, old, new) = self.properties.iter().find(|(known, ..)| known.eq_ignore_ascii_case(name))?;
        let values = if class == Class::Revoke { [old, new] } else { [new, old] };
        values.into_iter().map(|value| bare(value)).find(|value| !value.is_empty())
    }

    /// The application that gains or loses.
    fn program(&self, class: Class) -> Option<&str> {
        [
            "ServicePrincipal.DisplayName",
            "ServicePrincipal.Name",
            "ServicePrincipal.AppId",
            "ServicePrincipal.ObjectID",
        ]
        .into_iter()
        .find_map(|name| self.value(name, class))
    }
}

fn bare(value: &str) -> &str {
    value.trim_matches(['"', '[', ']', ' '])
}

fn tell_change(event: &Event, what: Entra, change: &Change, sink: &mut Sink<'_>) {
    let events = match what {
        Entra::Role(class) => role(event, class, change, sink),
        Entra::AppRole(class) => app_role(event, class, change, sink),
        Entra::Delegated(class) => delegated(event, class, change, sink),
        Entra::Credential => vec![credential(event, change, sink)],
        Entra::Password => vec![password(event, change, sink)],
    };
    let mut events = events.into_iter();
    match events.next() {
        Some(first) => sink.event(first),
        None => sink.irrelevant(Some(event.time)),
    }
    events.for_each(|further| sink.also(further));
}

fn role(event: &Event, class: Class, change: &Change, sink: &mut Sink<'_>) -> Vec<Event> {
    let name = change.value("Role.DisplayName", class).or(change.value("Role.TemplateId", class));
    let power = name.map_or(Power::Administer, role_power);
    if power == Power::None {
        return Vec::new();
    }
    let lost = if name.is_none() { Flags::PARAMETERS_LOST } else { Flags::default() };
    vec![Event {
        class,
        power,
        right: name.map(|name| sink.name(name)),
        beneficiary: change.object.as_deref().map(|who| sink.name(who)),
        target: Target::All,
        flags: event.flags.with(Flags::BY_GROUP).with(lost),
        ..event.clone()
    }]
}

fn app_role(event: &Event, class: Class, change: &Change, sink: &mut Sink<'_>) -> Vec<Event> {
    let value = change.value("AppRole.Value", class).unwrap_or_default();
    let who = beneficiary(class, change, sink);
    permissions(value)
        .into_iter()
        .map(|(permission, power)| Event {
            class,
            power,
            right: Some(sink.name(permission)),
            beneficiary: who,
            target: Target::All,
            ..event.clone()
        })
        .collect()
}

/// The application that gains or loses; its number is its name too, under which it reads.
///
/// A name that could be a person's ties nothing: whoever makes an application chooses its name.
fn beneficiary(class: Class, change: &Change, sink: &mut Sink<'_>) -> Option<Name> {
    let name = change.program(class).or(change.object.as_deref())?;
    let who = sink.name(name);
    if let Some(number) =
        change.value("ServicePrincipal.AppId", class).filter(|_| !name.contains(['@', '\\']))
    {
        let number = sink.name(number);
        sink.same(who, number);
    }
    Some(who)
}

/// What an application may do for users who sign in to it: for all of them, or for who consents.
fn delegated(event: &Event, class: Class, change: &Change, sink: &mut Sink<'_>) -> Vec<Event> {
    let scope = change.properties.iter().find(|(name, ..)| {
        name.eq_ignore_ascii_case("DelegatedPermissionGrant.Scope")
            || name.eq_ignore_ascii_case("ConsentAction.Permissions")
    });
    let Some((_, old, new)) = scope else { return Vec::new() };
    let new = new.rsplit("=>").next().unwrap_or(new);
    let (gained, had) = if class == Class::Revoke { (old, new) } else { (&new.to_owned(), old.as_str()) };
    let had = permissions(had);
    let is_for_all =
        change.value("DelegatedPermissionGrant.ConsentType", class).unwrap_or(new).contains("AllPrincipals")
            || change
                .value("ConsentContext.IsAdminConsent", class)
                .is_some_and(|is| is.eq_ignore_ascii_case("true"));
    let target = if is_for_all { Target::All } else { Target::Mailbox(event.actor) };
    let who = beneficiary(class, change, sink);
    permissions(gained)
        .into_iter()
        .filter(|permission| !had.contains(permission))
        .map(|(permission, power)| Event {
            class,
            power,
            right: Some(sink.name(permission)),
            beneficiary: who,
            target,
            ..event.clone()
        })
        .collect()
}

/// Another way to log in as an application: what it may then do, other records tell.
fn credential(event: &Event, change: &Change, sink: &mut Sink<'_>) -> Event {
    Event {
        class: Class::Grant,
        right: Some(sink.name("KeyDescription")),
        beneficiary: change.object.as_deref().map(|who| sink.name(who)),
        ..event.clone()
    }
}

fn password(event: &Event, change: &Change, sink: &mut Sink<'_>) -> Event {
    let target = change.object.as_deref().map_or(Target::None, |who| Target::Mailbox(sink.name(who)));
    Event { class: Class::Auth, target, ..event.clone() }
}
