//! The mailbox audit log: who opened, sent as, deleted, owner or not.
//!
//! Whoever gave himself FullAccess is a `Delegate` here, administrator or not. An
//! owner's own acts are counted by the sink and never kept.

use std::collections::HashMap;

use super::fields::{Fields, first};
use super::who::{Ties, clean, named};
use crate::model::{Basis, Class, Event, Flags, Moment, Name, Outcome, Power, Relation, Target, Why};
use crate::read::draft::draft;
use crate::read::sink::Sink;

/// Whether a record of these fields is one of that log.
pub(super) fn knows(has: &dyn Fn(&str) -> bool) -> bool {
    has("LastAccessed") && (has("LogonType") || has("MailboxGuid") || has("MailboxOwnerUPN"))
}

/// What the records of one log say together.
#[derive(Debug, Default)]
pub(super) struct Openings {
    ties: Ties,
    shown: HashMap<Name, Option<Name>>,
}

impl Openings {
    /// Ties display names to accounts: only those that the whole log gives to one account.
    pub(super) fn finish(self, sink: &mut Sink<'_>) {
        let mut unique: Vec<(Name, Name)> =
            self.shown.into_iter().filter_map(|(shown, account)| Some((account?, shown))).collect();
        unique.sort_unstable();
        for (account, shown) in unique {
            sink.same(account, shown);
        }
    }

    fn shows(&mut self, shown: Name, account: Name) {
        self.shown
            .entry(shown)
            .and_modify(|known| *known = known.filter(|known| *known == account))
            .or_insert(Some(account));
    }
}

/// Tells one record.
pub(super) fn record(fields: &dyn Fields, record: u64, openings: &mut Openings, sink: &mut Sink<'_>) {
    // The place of the entry in the mailbox that keeps it: the same in every export.
    if let Some(identity) = fields.text("Identity") {
        sink.known_as(identity);
    }
    match event(fields, record, openings, sink) {
        Ok(event) => sink.event(event),
        Err(Unkept::Unreadable(why)) => sink.unreadable(record, why),
        Err(Unkept::Irrelevant(at)) => sink.irrelevant(Some(at)),
    }
}

/// Why a record is no event.
enum Unkept {
    Unreadable(Why),
    Irrelevant(Moment),
}

fn event(
    fields: &dyn Fields,
    record: u64,
    openings: &mut Openings,
    sink: &mut Sink<'_>,
) -> Result<Event, Unkept> {
    let missing = Unkept::Unreadable(Why::Missing);
    let time = fields.text("LastAccessed").and_then(|text| sink.moment(text));
    let time = time.ok_or(Unkept::Unreadable(Why::Time))?;
    // Without -ShowDetails the log says that something happened, and neither what nor who.
    let Some(operation) = fields.text("Operation") else { return Err(missing) };
    let Some(mailbox) = mailbox(fields) else { return Err(Unkept::Unreadable(Why::Missing)) };
    let Some((class, power, flags)) = meaning(operation) else { return Err(Unkept::Irrelevant(time)) };
    let (relation, basis) = relation(fields);
    let actor = match (actor(fields), relation) {
        (Some(actor), _) => actor,
        (None, Relation::Owner) => mailbox,
        (None, _) => return Err(missing),
    };
    let mailbox_name = named(sink, mailbox);
    tie(fields, mailbox, actor, openings, sink);
    let class = if relation == Relation::Owner { Class::Use } else { class };
    let mut event = draft(sink, record, time, class, &clean(operation), &clean(actor));
    event.target = Target::Mailbox(mailbox_name);
    (event.relation, event.basis) = (relation, basis);
    event.power = power;
    event.items = items(fields);
    event.client = client(fields).map(|client| named(sink, &client));
    event.destination = fields.text("DestMailboxOwnerUPN").map(|name| named(sink, name));
    event.outcome = outcome(fields);
    event.flags = flags;
    Ok(event)
}

/// Each name of the mailbox, the best first.
const MAILBOX: &[&str] =
    &["MailboxOwnerUPN", "MailboxResolvedOwnerName", "Owner", "MailboxGuid", "MailboxOwnerSid"];

fn mailbox(fields: &dyn Fields) -> Option<&str> {
    first(fields, MAILBOX)
}

/// The SID tells accounts apart; two people may be shown by one name.
fn actor(fields: &dyn Fields) -> Option<&str> {
    first(fields, &["LogonUserSid", "LogonUserDisplayName", "LogonUser"])
}

fn tie(fields: &dyn Fields, mailbox: &str, actor: &str, openings: &mut Openings, sink: &mut Sink<'_>) {
    for name in ["MailboxOwnerSid", "MailboxGuid"] {
        openings.ties.tie(Some(mailbox), fields.text(name), sink);
    }
    if let Some(shown) = fields.text("LogonUserDisplayName").filter(|shown| *shown != actor) {
        let (shown, account) = (named(sink, shown), named(sink, actor));
        openings.shows(shown, account);
    }
}

/// What an operation is; none for what tells nothing of access.
fn meaning(operation: &str) -> Option<(Class, Power, Flags)> {
    let plain = Flags::default();
    Some(match operation.trim().to_ascii_lowercase().as_str() {
        "folderbind" | "messagebind" | "mailboxlogin" | "mailitemsaccessed" | "copy" | "move" | "create"
        | "update" | "attachmentaccess" => (Class::Use, Power::Open, plain),
        "softdelete" | "movetodeleteditems" => (Class::Use, Power::Open, Flags::DELETED),
        "harddelete" => (Class::Tamper, Power::Open, Flags::DELETED),
        "sendas" => (Class::SendAs, Power::SendAs, plain),
        "sendonbehalf" => (Class::SendAs, Power::SendOnBehalf, plain),
        // The record says that rights on folders changed, and not to whom.
        "addfolderpermissions"
        | "modifyfolderpermissions"
        | "updatefolderpermissions"
        | "updatecalendardelegation" => (Class::Grant, Power::OpenFolder, Flags::PARAMETERS_LOST),
        "removefolderpermissions" => (Class::Revoke, Power::OpenFolder, Flags::PARAMETERS_LOST),
        "updateinboxrules" => (Class::Other, Power::Divert, Flags::PARAMETERS_LOST),
        _ => return None,
    })
}

/// The same SID is the owner, whatever the type of login; else the system's own word.
fn relation(fields: &dyn Fields) -> (Relation, Basis) {
    let sids = (fields.text("LogonUserSid"), fields.text("MailboxOwnerSid"));
    let logon = fields.text("LogonType").unwrap_or("").to_ascii_lowercase();
    if sids.0 == Some("S-1-5-18") || matches!(logon.as_str(), "transport" | "systemservice" | "3" | "4") {
        return (Relation::Provider, Basis::ServiceAccount);
    }
    match (sids, logon.as_str()) {
        ((Some(user), Some(owner)), _) if user.eq_ignore_ascii_case(owner) => {
            (Relation::Owner, Basis::SameId)
        }
        (_, "admin" | "delegate" | "delegated" | "bestaccess" | "delegatedadmin" | "1" | "2" | "5" | "6") => {
            (Relation::NonOwner, Basis::LogonType)
        }
        // A linked account has another SID than the mailbox that it owns.
        (_, "owner" | "0") => (Relation::Owner, Basis::LogonType),
        ((Some(_), Some(_)), _) => (Relation::NonOwner, Basis::OtherId),
        _ => (Relation::Undetermined, Basis::Nothing),
    }
}

fn items(fields: &dyn Fields) -> u32 {
    let named =
        ["SourceItemIdsList", "SourceItemFolderPathNamesList"].iter().map(|list| fields.items(list).len());
    let named = named.max().unwrap_or(0);
    let one = usize::from(first(fields, &["ItemId", "ItemInternetMessageId"]).is_some());
    u32::try_from(named.max(one)).unwrap_or(u32::MAX)
}

/// Program and address, as one text.
fn client(fields: &dyn Fields) -> Option<String> {
    let program = first(fields, &["ClientInfoString", "ClientProcessName"]);
    let address = first(fields, &["ClientIPAddress", "ClientIP"]);
    match (program, address) {
        (None, None) => None,
        (Some(one), None) | (None, Some(one)) => Some(one.to_owned()),
        (Some(program), Some(address)) => Some(format!("{program}; {address}")),
    }
}

fn outcome(fields: &dyn Fields) -> Outcome {
    match fields.text("OperationResult").unwrap_or("").to_ascii_lowercase().as_str() {
        "succeeded" | "partiallysucceeded" => Outcome::Succeeded,
        "failed" => Outcome::Failed,
        _ => Outcome::Unsaid,
    }
}
