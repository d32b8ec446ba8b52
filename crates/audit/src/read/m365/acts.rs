//! What a record of the unified log says somebody did.

use serde_json::Value;

use super::judge::Told;
use super::loose::{field, pairs, undone};
use super::operation::Operation;
use super::record::Record;
use super::{cmdlets, discovery, entra, relation, rules};
use crate::model::{Basis, Class, Event, Flags, Moment, Outcome, Power, Relation, Target};
use crate::read::draft::{draft, without_port};
use crate::read::sink::Sink;

/// A record that matters.
pub(super) struct Act<'a> {
    /// Where it stands.
    pub(super) told: Told<'a>,
    /// When.
    pub(super) time: Moment,
    /// The name of the operation, as it is written.
    pub(super) operation: &'a str,
    /// What it is.
    pub(super) kind: Operation,
    /// The rest.
    pub(super) record: &'a Record<'a>,
}

/// Tells `sink` what a record says.
pub(super) fn tell(act: &Act<'_>, sink: &mut Sink<'_>) {
    if let Some(tenant) = act.record.organization_id.text() {
        sink.tenant(tenant);
    }
    match act.kind {
        Operation::Irrelevant => sink.irrelevant(Some(act.time)),
        Operation::Cmdlet => cmdlets::tell(act, sink),
        Operation::ItemsAccessed => items_accessed(act, sink),
        Operation::Opened => opened(act, sink),
        Operation::Destroyed => destroyed(act, sink),
        Operation::Sent(power) => sent(act, power, sink),
        Operation::InboxRules => rules::tell(act, sink),
        Operation::FolderRights(class) => folder_rights(act, class, sink),
        Operation::CalendarDelegation => calendar_delegation(act, sink),
        Operation::Discovery(class) => discovery::tell(act, class, sink),
        Operation::Entra(what) => entra::tell_unified(act, what, sink),
        Operation::AuditDisabled => audit_disabled(act, sink),
    }
}

impl Act<'_> {
    /// The event with what every record tells: who, when, from where, how it went.
    pub(super) fn event(&self, class: Class, sink: &mut Sink<'_>) -> Event {
        let [_, _, user, _] = self.told.beside;
        let actor = self.record.user().unwrap_or(user);
        let mut event = draft(sink, self.told.record, self.time, class, self.operation, actor);
        event.flags = self.told.flags;
        event.outcome = outcome(self.record.result_status.text());
        event.client = client(self.record, sink);
        event
    }

    /// The same for an act in a mailbox: whose it is, and who acted seen from there.
    pub(super) fn mailbox_event(&self, class: Class, sink: &mut Sink<'_>) -> Event {
        let mut event = self.event(class, sink);
        (event.relation, event.basis) = relation::of(self.record);
        // It is logged under the owner's name: the one who read is the program.
        if let (Relation::Application, Some(program)) = (event.relation, self.record.program()) {
            event.actor = sink.name(program);
        }
        event.target = mailbox(self.record, sink);
        event.power = Power::Open;
        tie(self.record, event.relation, sink);
        event
    }
}

/// Whether an act worked, in the words of several services.
pub(super) fn outcome(status: Option<&str>) -> Outcome {
    match status.map(str::to_ascii_lowercase).as_deref() {
        Some("succeeded" | "success" | "true" | "partiallysucceeded") => Outcome::Succeeded,
        Some("failed" | "failure" | "false") => Outcome::Failed,
        _ => Outcome::Unsaid,
    }
}

fn client(record: &Record<'_>, sink: &mut Sink<'_>) -> Option<crate::model::Name> {
    let program = record.client_info_string.text().map(|text| text.trim_end_matches(';'));
    match (program, record.address().map(without_port)) {
        (Some(program), Some(address)) => Some(sink.name(&format!("{program}; {address}"))),
        (one, other) => one.or(other).map(|text| sink.name(text)),
    }
}

fn mailbox(record: &Record<'_>, sink: &mut Sink<'_>) -> Target {
    let names = [&record.mailbox_owner_upn, &record.mailbox_guid, &record.mailbox_owner_sid];
    let name = names.into_iter().find_map(|name| name.text());
    name.map_or(Target::None, |name| Target::Mailbox(sink.name(name)))
}

/// Notes which names the record ties together.
fn tie(record: &Record<'_>, relation: Relation, sink: &mut Sink<'_>) {
    if let Some(owner) = record.mailbox_owner_upn.text() {
        for id in [record.mailbox_owner_sid.text(), record.mailbox_guid.text()].into_iter().flatten() {
            let (owner, id) = (sink.name(owner), sink.name(id));
            sink.same(owner, id);
        }
    }
    // Programs and services are logged under names that are not theirs.
    if relation == Relation::NonOwner
        && let (Some(user), Some(sid)) = (record.user(), record.logon_user_sid.text())
        && user.contains('@')
    {
        let (user, sid) = (sink.name(user), sink.name(sid));
        sink.same(user, sid);
    }
}

fn items_accessed(act: &Act<'_>, sink: &mut Sink<'_>) {
    let mut event = act.mailbox_event(Class::Use, sink);
    if event.relation == Relation::Owner {
        return sink.event(event);
    }
    let properties = act.record.operation_properties.map(|raw| pairs(raw.get())).unwrap_or_default();
    for (name, value) in &properties {
        let flag = match (name.as_str(), value.to_ascii_lowercase().as_str()) {
            ("MailAccessType", "sync") => Flags::WHOLE_FOLDER,
            ("IsThrottled", "true") => Flags::THROTTLED,
            _ => continue,
        };
        event.flags = event.flags.with(flag);
    }
    event.items = items(act.record);
    sink.event(event);
}

/// How many messages or folders a record names.
fn items(record: &Record<'_>) -> u32 {
    let folders = record.folders.map(|raw| undone(raw.get())).unwrap_or(Value::Null);
    let in_folder = |folder: &Value| folder.get("FolderItems").and_then(Value::as_array).map_or(0, Vec::len);
    let named: usize = folders.as_array().map_or(0, |folders| folders.iter().map(in_folder).sum());
    let affected = record.affected_items.map(|raw| undone(raw.get())).unwrap_or(Value::Null);
    let named = named + affected.as_array().map_or(0, Vec::len);
    let told = record.operation_count.number().unwrap_or(0);
    let one = u32::from(record.item.is_some());
    u32::try_from(named).unwrap_or(u32::MAX).max(told).max(one)
}

fn opened(act: &Act<'_>, sink: &mut Sink<'_>) {
    let mut event = act.mailbox_event(Class::Use, sink);
    event.items = items(act.record);
    if ["SoftDelete", "MoveToDeletedItems"].iter().any(|name| name.eq_ignore_ascii_case(act.operation.trim()))
    {
        event.flags = event.flags.with(Flags::DELETED);
    }
    sink.event(event);
}

fn destroyed(act: &Act<'_>, sink: &mut Sink<'_>) {
    let mut event = act.mailbox_event(Class::Tamper, sink);
    // What an owner deletes is the owner's affair.
    if event.relation == Relation::Owner {
        event.class = Class::Use;
    }
    event.items = items(act.record);
    event.flags = event.flags.with(Flags::DELETED);
    sink.event(event);
}

fn sent(act: &Act<'_>, power: Power, sink: &mut Sink<'_>) {
    let mut event = act.mailbox_event(Class::SendAs, sink);
    event.power = power;
    let named = act.record.send_as_user_smtp.text().or(act.record.send_on_behalf_of_user_smtp.text());
    if let Some(named) = named {
        event.target = Target::Mailbox(sink.name(named));
        // The mailbox that the record is of may be the sender's own: what counts is the name used.
        let is_judged = matches!(event.relation, Relation::Provider | Relation::Application);
        if !is_judged && act.record.user().is_some_and(|user| !user.eq_ignore_ascii_case(named)) {
            (event.relation, event.basis) = (Relation::NonOwner, Basis::LoginName);
        }
    }
    sink.event(event);
}

/// `Item.ParentFolder` says which folder, for whom, and which rights.
fn folder_rights(act: &Act<'_>, class: Class, sink: &mut Sink<'_>) {
    let mut event = act.mailbox_event(class, sink);
    let item = act.record.item.map(|raw| undone(raw.get())).unwrap_or(Value::Null);
    let folder = item.get("ParentFolder").cloned().unwrap_or(Value::Null);
    let text = |names: &[&str]| field(&folder, names).filter(|text| !text.is_empty());
    let rights = text(&["MemberRights"]).unwrap_or_default();
    if rights.eq_ignore_ascii_case("None") {
        event.class = Class::Revoke;
    }
    let path = text(&["Path", "Name"]).map(|path| format!(":{path}")).unwrap_or_default();
    event.right = Some(sink.name(&format!("{rights}{path}")));
    event.power = folder_power(&rights, event.class);
    if event.power == Power::None {
        event.class = Class::Other;
    }
    event.beneficiary = text(&["MemberUpn", "MemberSid"]).map(|member| sink.name(&member));
    if event.beneficiary.is_none() {
        event.flags = event.flags.with(Flags::PARAMETERS_LOST);
    }
    sink.event(event);
}

/// What rights on a folder open (`ReadAny, Create, FreeBusySimple`): to see when somebody is free opens
/// nothing. What is taken back, and what no record names, may have been more.
fn folder_power(rights: &str, class: Class) -> Power {
    let mut named = rights.split(',').map(str::trim).filter(|right| !right.is_empty()).peekable();
    let is_told = class == Class::Grant && named.peek().is_some();
    let opens = |right: &str| ["ReadAny", "EditAny", "Owner", "All"].contains(&right);
    if is_told && !named.any(opens) { Power::None } else { Power::OpenFolder }
}

fn calendar_delegation(act: &Act<'_>, sink: &mut Sink<'_>) {
    let mut event = act.mailbox_event(Class::Grant, sink);
    let properties = act.record.operation_properties.map(|raw| pairs(raw.get())).unwrap_or_default();
    let delegate = properties.into_iter().find(|(name, _)| name.contains("Delegate"));
    event.right = Some(sink.name("CalendarDelegation"));
    event.power = Power::OpenFolder;
    event.beneficiary = delegate.map(|(_, who)| sink.name(&who));
    if event.beneficiary.is_none() {
        event.flags = event.flags.with(Flags::PARAMETERS_LOST);
    }
    sink.event(event);
}

fn audit_disabled(act: &Act<'_>, sink: &mut Sink<'_>) {
    let mut event = act.mailbox_event(Class::Tamper, sink);
    event.power = Power::None;
    if event.target == Target::None {
        event.target = Target::All;
    }
    sink.event(event);
}
