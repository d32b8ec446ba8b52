//! What an event of Google's means for who can open what.

use super::super::draft::{draft, without_port};
use super::super::sink::Sink;
use super::activity::{Act, Activity};
use super::{admin, vault};
use crate::model::{Basis, Class, Event, Flags, Moment, Outcome, Power, Relation, Target, Why};

/// Scopes that let an application read mail begin so.
const READING: &[&str] = &[
    "https://mail.google.com",
    "https://www.googleapis.com/auth/gmail.readonly",
    "https://www.googleapis.com/auth/gmail.modify",
    "https://www.googleapis.com/auth/gmail.metadata",
    "https://www.googleapis.com/auth/gmail.insert",
    "https://www.google.com/m8/feeds/mail",
    "https://apps-apis.google.com/a/feeds/emailsettings",
    "https://www.googleapis.com/auth/gmail.settings",
    "https://www.googleapis.com/auth/ediscovery",
];

/// Scopes that let it send.
const SENDING: &[&str] =
    &["https://www.googleapis.com/auth/gmail.send", "https://www.googleapis.com/auth/gmail.compose"];

/// Who did it, from where, when.
pub(super) struct Scene {
    pub(super) record: u64,
    pub(super) time: Moment,
    pub(super) actor: String,
    pub(super) address: Option<String>,
}

/// Tells one activity: it is one record, whatever its events.
pub(super) fn tell(record: u64, activity: &Activity, sink: &mut Sink<'_>) {
    let Some(time) = activity.time().and_then(|time| sink.moment(&time)) else {
        return sink.unreadable(record, Why::Time);
    };
    let acts = activity.acts();
    let Some(actor) = activity.actor().filter(|_| !acts.is_empty()) else {
        return sink.unreadable(record, Why::Missing);
    };
    let scene = Scene { record, time, actor, address: activity.address() };
    let application = activity.application();
    let events: Vec<Event> = acts.iter().filter_map(|act| event(&scene, &application, act, sink)).collect();
    if let Some(identity) = activity.identity() {
        sink.known_as(&identity);
    }
    tell_all(events, time, sink);
}

/// The events of one record, the first of which counts it.
pub(super) fn tell_all(events: Vec<Event>, time: Moment, sink: &mut Sink<'_>) {
    let mut events = events.into_iter();
    match events.next() {
        Some(first) => sink.event(first),
        None => sink.irrelevant(Some(time)),
    }
    events.for_each(|event| sink.also(event));
}

/// The event that an act makes; none if it is about something else.
pub(super) fn event(scene: &Scene, application: &str, act: &Act, sink: &mut Sink<'_>) -> Option<Event> {
    match application {
        "token" => token(scene, act, sink),
        "vault" => vault::event(scene, act, sink),
        "login" | "user_accounts" => account(scene, act, sink),
        "gmail" => gmail(scene, act, sink),
        _ => admin::event(scene, act, sink),
    }
}

impl Scene {
    /// An act of the actor's, not yet about anybody's mail.
    pub(super) fn event(&self, class: Class, act: &Act, sink: &mut Sink<'_>) -> Event {
        let mut event = draft(sink, self.record, self.time, class, &act.name.to_uppercase(), &self.actor);
        event.client = self.address.as_deref().map(|address| sink.name(without_port(address)));
        event.outcome = Outcome::Succeeded;
        event
    }

    /// The same, on the mailbox of `account`.
    pub(super) fn on(&self, class: Class, act: &Act, account: &str, sink: &mut Sink<'_>) -> Event {
        let mut event = self.event(class, act, sink);
        event.target = Target::Mailbox(sink.name(account));
        let is_owner = account.eq_ignore_ascii_case(&self.actor);
        event.relation = if is_owner { Relation::Owner } else { Relation::NonOwner };
        event.basis = Basis::LoginName;
        event
    }
}

/// What the widest of these scopes lets an application do with mail.
pub(super) fn power_of_scopes<'s>(scopes: impl Iterator<Item = &'s str>) -> Power {
    let mut power = Power::None;
    for scope in scopes {
        let begins = |known: &&str| scope.trim().starts_with(known);
        if READING.iter().any(begins) {
            return Power::Open;
        }
        if SENDING.iter().any(begins) {
            power = Power::SendAs;
        }
    }
    power
}

/// An owner lets an application in: with these scopes it reads the mailbox.
fn token(scene: &Scene, act: &Act, sink: &mut Sink<'_>) -> Option<Event> {
    let application = act.one("app_name").or_else(|| act.one("client_id"))?;
    if act.name == "activity" {
        return application_use(scene, act, application, sink);
    }
    let class = match act.name.as_str() {
        "authorize" => Class::Grant,
        "revoke" => Class::Revoke,
        _ => return None,
    };
    let scopes = act.all("scope").iter().chain(act.all("scope_data"));
    let power = power_of_scopes(scopes.flat_map(|scopes| scopes.split([' ', ','])));
    let tells_scopes = !act.all("scope").is_empty() || !act.all("scope_data").is_empty();
    if power == Power::None && tells_scopes {
        return None;
    }
    let mut event = scene.on(class, act, &scene.actor, sink);
    event.beneficiary = Some(sink.name(application));
    event.right = (!act.all("scope").is_empty()).then(|| sink.name(&act.all("scope").join(" ")));
    event.power = if tells_scopes { power } else { Power::Open };
    event.flags = if tells_scopes { Flags::default() } else { Flags::PARAMETERS_LOST };
    Some(event)
}

/// An application called the interface of the mail, in the name of an account.
fn application_use(scene: &Scene, act: &Act, application: &str, sink: &mut Sink<'_>) -> Option<Event> {
    let calls = ["api_name", "method_name"].iter().filter_map(|name| act.one(name));
    if !calls.into_iter().any(|call| call.to_lowercase().contains("gmail")) {
        return None;
    }
    let mut event = scene.on(Class::Use, act, &scene.actor, sink);
    event.actor = sink.name(application);
    event.right = act.one("method_name").map(|method| sink.name(method));
    (event.relation, event.basis) = (Relation::Application, Basis::LogonType);
    event.power = Power::Open;
    Some(event)
}

/// What happens to an account: a login that Google found odd, mail that goes elsewhere.
fn account(scene: &Scene, act: &Act, sink: &mut Sink<'_>) -> Option<Event> {
    if act.name == "email_forwarding_out_of_domain" {
        let destination = act.one("email_forwarding_destination_address").map(|address| sink.name(address));
        let mut event = scene.on(Class::Divert, act, &scene.actor, sink);
        (event.destination, event.beneficiary) = (destination, destination);
        event.power = Power::Divert;
        return Some(event);
    }
    let is_odd = act.name.starts_with("suspicious") || act.name.starts_with("account_disabled_hijacked");
    let is_said_odd = act.name == "login_success" && act.one("is_suspicious") == Some("true");
    if !is_odd && !is_said_odd {
        return None;
    }
    let mut event = scene.event(Class::Auth, act, sink);
    let affected = act.one("affected_email_address").unwrap_or(&scene.actor);
    event.target = Target::Mailbox(sink.name(affected));
    // The three `suspicious_login` events are attempts that were blocked.
    event.outcome = if is_odd { Outcome::Failed } else { Outcome::Succeeded };
    Some(event)
}

/// Logs of messages: only what lets another in, or sends mail elsewhere.
fn gmail(scene: &Scene, act: &Act, sink: &mut Sink<'_>) -> Option<Event> {
    if !act.name.contains("delegat") {
        return None;
    }
    let takes = ["remove", "delete", "revoke"].iter().any(|word| act.name.contains(word));
    let mut event = scene.on(if takes { Class::Revoke } else { Class::Grant }, act, &scene.actor, sink);
    let delegate =
        ["delegate_email", "delegate", "delegated_user_email"].iter().find_map(|name| act.one(name));
    event.beneficiary = delegate.map(|delegate| sink.name(delegate));
    event.power = Power::Open;
    if delegate.is_none() {
        event.flags = Flags::PARAMETERS_LOST;
    }
    Some(event)
}
