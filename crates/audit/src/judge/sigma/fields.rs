//! The fields of the normalised event, as rules name them.

use sigma_rust::Event as Seen;

use crate::judge::Acts;
use crate::model::{Basis, Class, Event, Flags, Name, Outcome, PersonClass, Power, Relation, System, Target};

/// One field of the normalised event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Field(usize);

/// A set of fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Fields(u32);

/// The names, in the order of [`Acts::code`].
const NAMES: [&str; 27] = [
    "system",
    "class",
    "operation",
    "actor",
    "actor_written",
    "beneficiary",
    "mailbox",
    "mailbox_class",
    "all_mailboxes",
    "same_account",
    "relation",
    "basis",
    "right",
    "power",
    "items",
    "client",
    "destination",
    "query",
    "outcome",
    "ticket",
    "deny",
    "whole_folder",
    "throttled",
    "deleted",
    "by_group",
    "dormant",
    "switched_on",
];

impl Field {
    /// The field of this name.
    pub(super) fn named(name: &str) -> Option<Field> {
        NAMES.iter().position(|known| *known == name).map(Field)
    }

    /// Every name that a rule may use.
    pub(super) fn names() -> &'static [&'static str] {
        &NAMES
    }

    /// The set of this field.
    pub(super) fn alone(self) -> Fields {
        Fields(1 << self.0)
    }
}

impl Fields {
    /// Every field.
    pub(super) fn all() -> Fields {
        Fields((1 << NAMES.len()) - 1)
    }

    /// Both sets.
    pub(super) fn with(self, other: Fields) -> Fields {
        Fields(self.0 | other.0)
    }

    fn each(self) -> impl Iterator<Item = usize> {
        (0..NAMES.len()).filter(move |place| self.0 & (1 << place) != 0)
    }
}

/// The values of the fields that any rule looks at, as numbers: events that agree in
/// them are judged once.
pub(super) type Shape = [u32; NAMES.len()];

/// The shape of the event at `place`.
pub(super) fn shape(acts: &Acts<'_>, place: usize, wanted: Fields) -> Shape {
    let mut shape = [0; NAMES.len()];
    let Some(event) = acts.event(place) else { return shape };
    for field in wanted.each() {
        if let Some(slot) = shape.get_mut(field) {
            *slot = code(acts, place, event, field);
        }
    }
    shape
}

/// The event at `place` as the evaluator wants it.
pub(super) fn seen(acts: &Acts<'_>, place: usize, wanted: Fields) -> Seen {
    let mut seen = Seen::new();
    let Some(event) = acts.event(place) else { return seen };
    for field in wanted.each() {
        let name = NAMES.get(field).copied().unwrap_or_default();
        match value(acts, place, event, name) {
            Value::Absent => {}
            Value::Text(text) => seen.insert(name, text),
            Value::Number(number) => seen.insert(name, number),
            Value::Flag(flag) => seen.insert(name, flag),
        }
    }
    seen
}

enum Value<'a> {
    Absent,
    Text(&'a str),
    Number(i64),
    Flag(bool),
}

fn code(acts: &Acts<'_>, place: usize, event: &Event, field: usize) -> u32 {
    let spelled = |name: Option<Name>| name.map_or(0, |name| name.index() as u32 + 1);
    let account = |id: Option<crate::AccountId>| id.map_or(0, |id| id.0 + 1);
    match NAMES.get(field).copied().unwrap_or_default() {
        "system" => acts.system(event.source) as u32,
        "class" => event.class as u32,
        "operation" => spelled(Some(event.operation)),
        "actor" => account(acts.actor(place)),
        "actor_written" => spelled(Some(event.actor)),
        "beneficiary" => account(acts.beneficiary(event)),
        "mailbox" | "mailbox_class" => account(acts.mailbox(place)),
        "relation" => event.relation as u32,
        "basis" => event.basis as u32,
        "right" => spelled(event.right),
        "power" => event.power as u32,
        "items" => event.items,
        "client" => spelled(event.client),
        "destination" => spelled(event.destination),
        "query" => spelled(event.query),
        "outcome" => event.outcome as u32,
        "ticket" => spelled(event.ticket),
        flag => u32::from(is(acts, place, event, flag)),
    }
}

fn value<'a>(acts: &Acts<'a>, place: usize, event: &Event, name: &str) -> Value<'a> {
    let spelled = |name: Option<Name>| name.map_or(Value::Absent, |name| Value::Text(acts.text(name)));
    let account = |id: Option<crate::AccountId>| spelled(id.and_then(|id| acts.accounts.account(id).label));
    match name {
        "system" => Value::Text(system_word(acts.system(event.source))),
        "class" => Value::Text(class_word(event.class)),
        "operation" => spelled(Some(event.operation)),
        "actor" => account(acts.actor(place)),
        "actor_written" => spelled(Some(event.actor)),
        "beneficiary" => account(acts.beneficiary(event)),
        "mailbox" => account(acts.mailbox(place)),
        "mailbox_class" => mailbox_class(acts, place),
        "relation" => Value::Text(relation_word(event.relation)),
        "basis" => Value::Text(basis_word(event.basis)),
        "right" => spelled(event.right),
        "power" => Value::Text(power_word(event.power)),
        "items" => Value::Number(i64::from(event.items)),
        "client" => spelled(event.client),
        "destination" => spelled(event.destination),
        "query" => spelled(event.query),
        "outcome" => Value::Text(outcome_word(event.outcome)),
        "ticket" => spelled(event.ticket),
        flag => Value::Flag(is(acts, place, event, flag)),
    }
}

fn is(acts: &Acts<'_>, place: usize, event: &Event, flag: &str) -> bool {
    match flag {
        "all_mailboxes" => event.target == Target::All,
        "same_account" => acts.actor(place).is_some() && acts.actor(place) == acts.beneficiary(event),
        "deny" => event.flags.has(Flags::DENY),
        "whole_folder" => event.flags.has(Flags::WHOLE_FOLDER),
        "throttled" => event.flags.has(Flags::THROTTLED),
        "deleted" => event.flags.has(Flags::DELETED),
        "by_group" => event.flags.has(Flags::BY_GROUP),
        "dormant" => event.flags.has(Flags::DORMANT),
        "switched_on" => event.flags.has(Flags::SWITCHED_ON),
        _ => false,
    }
}

/// The first class that the directory gives the owner of the mailbox.
fn mailbox_class<'a>(acts: &Acts<'a>, place: usize) -> Value<'a> {
    let Some(mailbox) = acts.mailbox(place) else { return Value::Absent };
    match acts.accounts.account(mailbox).classes.first() {
        Some(class) => Value::Text(person_word(acts, *class)),
        None => Value::Absent,
    }
}

fn person_word<'a>(acts: &Acts<'a>, class: PersonClass) -> &'a str {
    match class {
        PersonClass::Elected => "elected",
        PersonClass::Cabinet => "cabinet",
        PersonClass::Union => "union",
        PersonClass::Press => "press",
        PersonClass::Lawyer => "lawyer",
        PersonClass::Health => "health",
        PersonClass::Dpo => "dpo",
        PersonClass::It => "it",
        PersonClass::Shared => "shared",
        PersonClass::Service => "service",
        PersonClass::Other(name) => acts.text(name),
    }
}

fn system_word(system: System) -> &'static str {
    match system {
        System::Exchange => "exchange",
        System::M365 => "m365",
        System::Google => "google",
        System::Zimbra => "zimbra",
        System::Dovecot => "dovecot",
        System::MailServer => "mail-server",
        System::Other => "other",
    }
}

fn class_word(class: Class) -> &'static str {
    match class {
        Class::Grant => "grant",
        Class::Revoke => "revoke",
        Class::Use => "use",
        Class::SendAs => "send-as",
        Class::Export => "export",
        Class::Search => "search",
        Class::Divert => "divert",
        Class::DivertEnd => "divert-end",
        Class::Tamper => "tamper",
        Class::AuditConfig => "audit-config",
        Class::Auth => "auth",
        Class::Other => "other",
    }
}

fn relation_word(relation: Relation) -> &'static str {
    match relation {
        Relation::Owner => "owner",
        Relation::NonOwner => "non-owner",
        Relation::Application => "application",
        Relation::Provider => "provider",
        Relation::Shared => "shared",
        Relation::Undetermined => "undetermined",
    }
}

fn basis_word(basis: Basis) -> &'static str {
    match basis {
        Basis::SameId => "same-id",
        Basis::OtherId => "other-id",
        Basis::LogonType => "logon-type",
        Basis::AppOnly => "app-only",
        Basis::ServiceAccount => "service-account",
        Basis::LoginName => "login-name",
        Basis::Directory => "directory",
        Basis::Nothing => "nothing",
    }
}

fn power_word(power: Power) -> &'static str {
    match power {
        Power::Open => "open",
        Power::OpenFolder => "open-folder",
        Power::SendAs => "send-as",
        Power::SendOnBehalf => "send-on-behalf",
        Power::SearchAll => "search-all",
        Power::ExportAll => "export-all",
        Power::Impersonate => "impersonate",
        Power::Administer => "administer",
        Power::Divert => "divert",
        Power::None => "none",
    }
}

fn outcome_word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Succeeded => "succeeded",
        Outcome::Failed => "failed",
        Outcome::Unsaid => "unsaid",
    }
}
