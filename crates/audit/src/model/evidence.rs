//! All that was handed in, read, with an account of every record.

use super::{Approval, AuditState, Event, Name, Names, Order, Period, Person, Refusal, Standing};

/// One input file, by place in [`Evidence::sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub u32);

/// One input: a file, or a member of an archive.
#[derive(Debug, Clone)]
pub struct Source {
    /// As it was named, with the member after `!` inside an archive.
    pub path: String,
    /// Octets of the file as handed in.
    pub bytes: u64,
    /// SHA-256 of these octets.
    pub sha256: [u8; 32],
    /// What it turned out to be.
    pub form: Form,
    /// Every record of it, by what became of it.
    pub tally: Tally,
    /// Records that could not be read, the first thousand.
    pub unreadable: Vec<Unreadable>,
    /// First and last time in it, in milliseconds UTC.
    pub span: Option<(i64, i64)>,
    /// Its number of rows is a limit at which exports stop.
    pub plateau: bool,
    /// Clear-text secrets that were seen and not kept.
    pub secrets_dropped: u64,
    /// Times without year that nothing but the file's own time dates.
    pub years_by_file: u64,
}

impl Source {
    /// A file of which nothing was read yet.
    pub fn unread(path: impl Into<String>) -> Source {
        Source {
            path: path.into(),
            bytes: 0,
            sha256: [0; 32],
            form: Form::Unknown,
            tally: Tally::default(),
            unreadable: Vec::new(),
            span: None,
            plateau: false,
            secrets_dropped: 0,
            years_by_file: 0,
        }
    }
}

/// What became of the records of a source: they add up to `records`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// All of them.
    pub records: u64,
    /// Became an event, a standing right, an audit state, a person, a paper.
    pub read: u64,
    /// Owners' acts on their own mailboxes: counted, never listed.
    pub owner: u64,
    /// Understood, and about something else.
    pub irrelevant: u64,
    /// Seen before, in this or another source.
    pub duplicate: u64,
    /// Not understood.
    pub unreadable: u64,
}

/// A record that could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unreadable {
    /// Which, from 1.
    pub record: u64,
    /// Why.
    pub why: Why,
}

/// Why a record could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// Its syntax is broken.
    Syntax,
    /// It was cut, and nothing whole is left that tells the act.
    Cut,
    /// It has no time, or one that no calendar knows.
    Time,
    /// A field that tells who or whose is missing.
    Missing,
    /// Its container is damaged there (checksum, truncated compression).
    Damaged,
    /// It is larger than any real record.
    TooLarge,
}

/// What a source turned out to be, by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// M365 unified audit log: CSV with AuditData, portal CSV.
    UnifiedCsv,
    /// The same as JSON, array or lines, Management API.
    UnifiedJson,
    /// Sentinel OfficeActivity.
    OfficeActivity,
    /// Defender CloudAppEvents.
    CloudAppEvents,
    /// Entra audit logs.
    EntraAudit,
    /// Exchange administrator audit log, XML.
    AdminAuditXml,
    /// The same as CSV.
    AdminAuditCsv,
    /// The same as CliXml.
    AdminAuditCliXml,
    /// The same as JSON.
    AdminAuditJson,
    /// Exchange mailbox audit log.
    MailboxAudit,
    /// Windows event log.
    Evtx,
    /// Permission snapshots, CSV or CliXml.
    PermissionSnapshot,
    /// Snapshots of forwarding, inbox and transport rules.
    RuleSnapshot,
    /// Snapshots of what is recorded (audit status, bypass).
    AuditSnapshot,
    /// Google Workspace reports.
    Google,
    /// Zimbra logs.
    Zimbra,
    /// Dovecot logs.
    Dovecot,
    /// Dovecot's configuration or ACL files, Postfix, Exim, Cyrus configuration.
    Configuration,
    /// Read by a mapping that was handed in.
    Mapped,
    /// People.
    Directory,
    /// Who allowed what.
    Approvals,
    /// Sensitive periods.
    Calendar,
    /// A mail that gives an order.
    Order,
    /// An archive: its members are sources of their own and follow it.
    ///
    /// It stands here so that the hash of what was handed in is told, not only those of its members.
    Archive,
    /// Nothing that is known: named, hashed, not read.
    Unknown,
}

/// An owner's acts on the own mailbox: how many, between when and when, never which.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Owned {
    /// The source.
    pub source: SourceId,
    /// The mailbox.
    pub mailbox: Name,
    /// How many acts.
    pub acts: u64,
    /// First of them, milliseconds UTC.
    pub first_ms: i64,
    /// Last of them.
    pub last_ms: i64,
}

/// All that was handed in, read.
#[derive(Debug, Default)]
pub struct Evidence {
    /// Every distinct string.
    pub names: Names,
    /// The inputs, in the order of their paths.
    pub sources: Vec<Source>,
    /// What was done, by time.
    pub events: Vec<Event>,
    /// What owners did, counted.
    pub owned: Vec<Owned>,
    /// What stood when somebody looked.
    pub standing: Vec<Standing>,
    /// What was being recorded when somebody looked.
    pub audit_states: Vec<AuditState>,
    /// Names that one record ties together (a SID with its UPN): both mean one account.
    pub same: Vec<(Name, Name)>,
    /// Organisations that records say they come from, each once.
    pub tenants: Vec<Name>,
    /// The directory.
    pub people: Vec<Person>,
    /// Papers that allow access.
    pub approvals: Vec<Approval>,
    /// Sensitive periods.
    pub periods: Vec<Period>,
    /// Orders handed in as mail.
    pub orders: Vec<Order>,
    /// Tables that were not read because their columns are ambiguous.
    pub refusals: Vec<Refusal>,
}
