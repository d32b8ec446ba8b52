//! What an Exchange cmdlet means for the question who could open whose mailbox.
//!
//! The administrator audit log, the event log "MSExchange Management" and the
//! unified log of M365 record the same cmdlets: this table is for all of them.
//! Parameters are read by name. Names of people stay as they were written.

mod auditing;
mod diversion;
mod permission;
mod role;
mod search;

use std::borrow::Cow;

pub(super) use auditing::days;
pub(super) use diversion::{COPIES, FORWARDS, TAKES, plain_address};
pub(super) use permission::{directory_power, folder_power, mailbox_power, split_folder};
pub(super) use role::{Assignment, assignment, group_power, role_power};

use super::parameters::Parameters;
use super::who::named;
use crate::model::{Class, Event, Flags, Power, Target};
use crate::read::sink::Sink;

/// One thing that a cmdlet did, or tried to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Meaning<'p> {
    /// What sort of act.
    pub(crate) class: Class,
    /// What the right lets one do.
    pub(crate) power: Power,
    /// The right's name; `Reviewer:\Inbox` for a folder; the name of a rule, role group or search.
    pub(crate) right: Option<Cow<'p, str>>,
    /// Whose mail.
    pub(crate) whose: Whose<'p>,
    /// Who gains or loses.
    pub(crate) beneficiary: Option<&'p str>,
    /// Where mail goes.
    pub(crate) destination: Option<&'p str>,
    /// What was searched for.
    pub(crate) query: Option<&'p str>,
    /// A reference that the call names.
    pub(crate) ticket: Option<&'p str>,
    /// Finer points.
    pub(crate) flags: Flags,
}

/// Whose mail a cmdlet is about, as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whose<'p> {
    /// One mailbox.
    Mailbox(&'p str),
    /// The caller's own, because no other was named.
    Own,
    /// Every mailbox.
    All,
    /// A management scope, database or list of mailboxes.
    Scope(&'p str),
    /// Not told.
    Untold,
}

/// What `operation` means with these parameters; nothing if it is about something else.
///
/// Several meanings are several events of one record: `Set-Mailbox` can forward
/// mail and switch recording off in one call.
pub(crate) fn means<'p>(operation: &str, parameters: &'p Parameters<'_>) -> Vec<Meaning<'p>> {
    let Some(cmdlet) = Cmdlet::parse(operation) else { return Vec::new() };
    if parameters.switch("WhatIf") == Some(true) {
        return Vec::new();
    }
    let mut meanings = permission::means(&cmdlet, parameters);
    meanings.extend(role::means(&cmdlet, parameters));
    meanings.extend(diversion::means(&cmdlet, parameters));
    meanings.extend(search::means(&cmdlet, parameters));
    meanings.extend(auditing::means(&cmdlet, parameters));
    let lost = if parameters.lost() { Flags::PARAMETERS_LOST } else { Flags::default() };
    for meaning in &mut meanings {
        meaning.ticket = meaning.ticket.or_else(|| ticket(parameters));
        meaning.flags = meaning.flags.with(lost);
    }
    meanings
}

/// Whether `operation` is a cmdlet that can mean something here: a cheap look before parsing the rest.
pub(crate) fn concerns(operation: &str) -> bool {
    let Some(cmdlet) = Cmdlet::parse(operation) else { return false };
    let known = NOUNS.binary_search(&cmdlet.noun.as_str()).is_ok();
    known && !matches!(cmdlet.verb.as_str(), "get" | "test")
}

/// Nouns of the cmdlets that the table knows, sorted.
pub(super) const NOUNS: &[&str] = &[
    "adminauditlogconfig",
    "adpermission",
    "casmailbox",
    "compliancecasemember",
    "compliancesearch",
    "compliancesearchaction",
    "distributiongroupmember",
    "ediscoverycaseadmin",
    "hostedoutboundspamfilterpolicy",
    "inboundconnector",
    "inboxrule",
    "journalrule",
    "mailbox",
    "mailboxauditbypassassociation",
    "mailboxexportrequest",
    "mailboxfolderpermission",
    "mailboxpermission",
    "mailboxrestorerequest",
    "mailboxsearch",
    "managementroleassignment",
    "organizationconfig",
    "outboundconnector",
    "receiveconnector",
    "recipientpermission",
    "remotedomain",
    "rolegroup",
    "rolegroupmember",
    "sendconnector",
    "transportagent",
    "transportrule",
    "unifiedauditlogretentionpolicy",
];

/// A cmdlet's name, in lower case and in two parts.
struct Cmdlet {
    verb: String,
    noun: String,
}

impl Cmdlet {
    /// Takes `Add-MailboxPermission` apart, whatever dash and blanks an export made of it.
    fn parse(operation: &str) -> Option<Self> {
        let (verb, noun) = operation.trim().split_once(is_dash)?;
        let plain = |part: &str| part.trim().to_ascii_lowercase();
        Some(Cmdlet { verb: plain(verb), noun: plain(noun) })
    }

    fn parts(&self) -> (&str, &str) {
        (&self.verb, &self.noun)
    }
}

/// Word processors and portals make typographic dashes of hyphens.
fn is_dash(letter: char) -> bool {
    matches!(letter, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}')
}

impl<'p> Meaning<'p> {
    fn new(class: Class, power: Power, whose: Whose<'p>) -> Self {
        Meaning {
            class,
            power,
            right: None,
            whose,
            beneficiary: None,
            destination: None,
            query: None,
            ticket: None,
            flags: Flags::default(),
        }
    }

    fn right(mut self, right: impl Into<Cow<'p, str>>) -> Self {
        self.right = Some(right.into()).filter(|right| !right.is_empty());
        self
    }

    fn to(mut self, beneficiary: Option<&'p str>) -> Self {
        self.beneficiary = beneficiary;
        self
    }

    fn towards(mut self, destination: Option<&'p str>) -> Self {
        self.destination = destination;
        self
    }

    fn about(mut self, query: Option<&'p str>) -> Self {
        self.query = query;
        self
    }

    fn flag(mut self, flags: Flags) -> Self {
        self.flags = self.flags.with(flags);
        self
    }

    /// Puts the meaning into an event that already says where, when, who and how it went.
    pub(crate) fn fill(&self, sink: &mut Sink<'_>, event: &mut Event) {
        let mut name = |text: Option<&str>| text.map(|text| named(sink, text));
        event.class = self.class;
        event.power = self.power;
        event.right = name(self.right.as_deref());
        event.beneficiary = name(self.beneficiary);
        event.destination = name(self.destination);
        event.query = name(self.query);
        event.ticket = name(self.ticket).or(event.ticket);
        event.flags = event.flags.with(self.flags);
        event.target = match self.whose {
            Whose::Mailbox(name) => Target::Mailbox(named(sink, name)),
            Whose::Own => Target::Mailbox(event.actor),
            Whose::Scope(name) => Target::Scope(named(sink, name)),
            Whose::All => Target::All,
            Whose::Untold => Target::None,
        };
    }
}

impl<'p> Whose<'p> {
    /// One mailbox if it is named.
    fn mailbox(name: Option<&'p str>) -> Self {
        name.map_or(Whose::Untold, Whose::Mailbox)
    }
}

/// The object that a call is about: its `Identity`, else what the record says was changed.
fn identity<'p>(parameters: &'p Parameters<'_>) -> Option<&'p str> {
    parameters.first(&["Identity"]).or_else(|| parameters.modified_object())
}

/// The mailbox as it was typed and as the record names it: two names of one account.
pub(crate) fn tie<'p>(operation: &str, parameters: &'p Parameters<'_>) -> Option<(&'p str, &'p str)> {
    let cmdlet = Cmdlet::parse(operation)?;
    let of_mailbox = ["mailbox", "mailboxpermission", "recipientpermission", "casmailbox", "adpermission"];
    if !of_mailbox.contains(&cmdlet.noun.as_str()) {
        return None;
    }
    let (typed, object) = (parameters.first(&["Identity"])?, parameters.modified_object()?);
    (typed != object).then_some((typed, object))
}

/// A case, ticket or reason, where people write one.
fn ticket<'p>(parameters: &'p Parameters<'_>) -> Option<&'p str> {
    parameters.first(&["Case", "Justification", "Comments", "Comment", "Notes", "Description", "BatchName"])
}

#[cfg(test)]
mod tests;
