//! One thing that somebody did, in the same words whichever system wrote it.

use super::{Moment, Name, SourceId};

/// One relevant record of a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The file.
    pub source: SourceId,
    /// The record in it, counted from 1: a line, a row, an element.
    pub record: u64,
    /// When.
    pub time: Moment,
    /// What sort of act.
    pub class: Class,
    /// The system's own word for it (`Add-MailboxPermission`).
    pub operation: Name,
    /// The account that executed it.
    pub actor: Name,
    /// The account that gains or loses a right, if the act is about one.
    pub beneficiary: Option<Name>,
    /// Whose mail.
    pub target: Target,
    /// Whether the actor is the owner of that mail.
    pub relation: Relation,
    /// What tells so.
    pub basis: Basis,
    /// The system's word for the right (`FullAccess`, `lr`); of rules, searches and groups the name.
    ///
    /// `Reviewer:\Inbox` is a role on a folder; what takes it back names the folder alone
    /// (`:\Inbox`), and a removed rule its name alone, with [`Power::None`].
    pub right: Option<Name>,
    /// What the right or act lets one do.
    pub power: Power,
    /// Messages or folders named by the record.
    pub items: u32,
    /// Program and address (`Client=REST; 192.0.2.7`).
    pub client: Option<Name>,
    /// Where mail goes: forwarding address, export place.
    pub destination: Option<Name>,
    /// Words that were searched for: the query is the act.
    pub query: Option<Name>,
    /// Whether it worked.
    pub outcome: Outcome,
    /// A reference that the record names (ticket, case, justification).
    pub ticket: Option<Name>,
    /// Finer points.
    pub flags: Flags,
}

/// What sort of act an event is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// A right is given.
    Grant,
    /// A right is taken back.
    Revoke,
    /// A mailbox is opened or read.
    Use,
    /// Mail is sent in another's name.
    SendAs,
    /// Mail leaves in bulk.
    Export,
    /// Content is searched.
    Search,
    /// Mail is copied or forwarded elsewhere from now on.
    Divert,
    /// That ends.
    DivertEnd,
    /// Traces are made fewer or removed.
    Tamper,
    /// What is recorded changes, to more or unclearly.
    AuditConfig,
    /// A login, a password set by another.
    Auth,
    /// Relevant, and none of these.
    Other,
}

/// Whose mail an event is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// One mailbox.
    Mailbox(Name),
    /// Every mailbox of the organisation (roles, transport rules, applications).
    All,
    /// The members of a group or management scope.
    Scope(Name),
    /// None in particular.
    None,
}

/// Who acted, seen from the mailbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// Its owner.
    Owner,
    /// Another person's account.
    NonOwner,
    /// A program with rights of its own.
    Application,
    /// The provider's own service: never an alarm.
    Provider,
    /// A mailbox made to be shared.
    Shared,
    /// The record does not tell.
    Undetermined,
}

/// What a relation rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// The same SID or GUID on both sides.
    SameId,
    /// Another SID or GUID.
    OtherId,
    /// The system's own type of login (LogonType, auth_user).
    LogonType,
    /// A token without a person (app-only).
    AppOnly,
    /// A documented service account.
    ServiceAccount,
    /// The same or another login name, nothing better.
    ///
    /// A session of a stock Dovecot log that read or removed mail of the mailbox named rests on this:
    /// a master user's reads alike, so it is an opening that is not attributable.
    LoginName,
    /// Said by the directory.
    Directory,
    /// Nothing.
    ///
    /// A session of a stock Dovecot log that read something where the log shows mail of others and
    /// none of this mailbox rests on this: it may have read a folder that another account shares, so
    /// not even whose mail it opened can be told.
    Nothing,
}

/// What a right lets one do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Power {
    /// Open a whole mailbox.
    Open,
    /// Open some folders of it.
    OpenFolder,
    /// Send as its owner.
    SendAs,
    /// Send on its owner's behalf.
    SendOnBehalf,
    /// Search the content of mailboxes.
    SearchAll,
    /// Take mail out in bulk.
    ExportAll,
    /// Act as any user (impersonation, domain-wide delegation, master user).
    Impersonate,
    /// Give oneself any of these (administrator roles).
    Administer,
    /// Receive copies.
    Divert,
    /// None of these.
    None,
}

/// Whether an act worked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// The record says so.
    Succeeded,
    /// The record says that it did not: an attempt.
    Failed,
    /// The record does not say.
    Unsaid,
}

/// Finer points of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Flags(pub u16);

impl Flags {
    /// The right is refused, not given (`Deny`).
    pub const DENY: Flags = Flags(1);
    /// A whole folder may be on the reader's disk (`Sync`).
    pub const WHOLE_FOLDER: Flags = Flags(1 << 1);
    /// The system stopped recording for a time because there was too much.
    pub const THROTTLED: Flags = Flags(1 << 2);
    /// The record was cut (Excel's 32,767 characters); what is whole was read.
    pub const SALVAGED: Flags = Flags(1 << 3);
    /// A parameter that matters is not in the record (flattened lists).
    pub const PARAMETERS_LOST: Flags = Flags(1 << 4);
    /// Something was destroyed.
    pub const DELETED: Flags = Flags(1 << 5);
    /// A right arrives by a group or role, not by name.
    pub const BY_GROUP: Flags = Flags(1 << 6);
    /// A rule is made and not switched on yet: until then it does nothing.
    pub const DORMANT: Flags = Flags(1 << 7);
    /// A rule is switched on, by its name: what it does, the record that made it tells.
    pub const SWITCHED_ON: Flags = Flags(1 << 8);

    /// Whether every point of `other` is set.
    pub fn has(self, other: Flags) -> bool {
        self.0 & other.0 == other.0
    }

    /// Both.
    #[must_use]
    pub fn with(self, other: Flags) -> Flags {
        Flags(self.0 | other.0)
    }
}
