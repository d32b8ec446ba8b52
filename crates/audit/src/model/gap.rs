//! What could not be established, why, and what would settle it.

use super::{AccountId, SourceId, System};

/// Something that the evidence cannot tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// Why not.
    pub limit: Limit,
    /// In which system.
    pub system: System,
    /// The files it concerns; empty when it is about what was not handed in.
    pub sources: Vec<SourceId>,
    /// The mailboxes it concerns; empty stands for all.
    pub mailboxes: Vec<AccountId>,
    /// From when to when, in milliseconds UTC, if that can be told.
    pub span: Option<(i64, i64)>,
    /// What would settle it, the best first; empty when nothing would.
    pub settled_by: Vec<Export>,
}

/// Why a log, a snapshot or the whole evidence cannot tell more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Limit {
    /// Nothing that was handed in records openings.
    NoOpeningLog,
    /// Nothing that was handed in records administration: grants are seen only as they stand.
    NoAdministrationLog,
    /// No snapshot of permissions: a right given before the logs begin leaves no trace in them.
    NoSnapshot,
    /// A snapshot tells no date: what it shows stood at an unknown time.
    SnapshotUndated,
    /// The right stood before the first or after the last day of the logs of openings.
    OutsideLog,
    /// On-premises Exchange records openings only where that was switched on, and nothing says that it was.
    RecordingOffByDefault,
    /// A snapshot or a record says that recording was off.
    RecordingOff,
    /// Which folders a delegate opens is recorded only where that was switched on (FolderBind).
    FolderOpeningsOffByDefault,
    /// That a delegate opened a folder is recorded, which messages is never (MessageBind).
    MessagesNotNamed,
    /// Records are kept so many days.
    KeptDays(u32),
    /// Readings are recorded by licence and setting, and none of this mailbox is seen (MailItemsAccessed).
    ReadingsUnseen,
    /// The system stopped recording for a time because there was too much.
    Throttled,
    /// The export stops at a limit.
    StopsAtLimit,
    /// Reading by delegation or by IMAP leaves no record (Google).
    ReadingNotRecorded,
    /// A master user's login reads like the owner's (stock Dovecot).
    LoginsLookAlike,
    /// Commands on the server (`doveadm`) and changes of ACLs leave no record.
    ServerCommandsSilent,
    /// Grants, shares and exports leave no record (Zimbra).
    GrantsSilent,
    /// What this account does is never recorded (audit bypass).
    Bypassed(AccountId),
    /// Parameters are missing from so many records (flattened lists, cells cut by a spreadsheet).
    ParametersLost(u64),
    /// So many events bear words that are not known: a console exports in the language of who exports,
    /// and its maker documents one.
    WordsUnknown(u64),
    /// So many records could not be read.
    Unreadable(u64),
    /// A group or role has the right, and its members are not known.
    MembersUnknown,
    /// No directory: superiors, departments, classes and former names are not known.
    NoDirectory,
    /// No list of approvals: whether a grant was allowed cannot be told.
    NoApprovals,
    /// So many names could be tied to nobody.
    NamesUnresolved(u64),
    /// The logs come from so many organisations: a name without a domain may mean an account in each.
    SeveralTenants(u64),
    /// So many times tell no year; it is that of the file's own time, which a copy may change.
    YearsByFile(u64),
    /// So many times tell no zone: they may be off by hours.
    ZonesAssumed(u64),
}

/// An export that would settle a gap. The words and commands for each are said above this floor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Export {
    /// `Search-MailboxAuditLog -ShowDetails`, a mailbox at a time.
    MailboxAuditLog,
    /// `Get-Mailbox` with `AuditEnabled, AuditDelegate, AuditAdmin, AuditLogAgeLimit`.
    AuditStatus,
    /// `Get-MailboxAuditBypassAssociation`.
    AuditBypass,
    /// `Search-AdminAuditLog` as XML or CliXml, not as CSV.
    AdminAuditLog,
    /// The event log "MSExchange Management" of every server, and its backups.
    ManagementEventLog,
    /// `Get-MailboxPermission`, `Get-RecipientPermission`, `Get-MailboxFolderPermission`.
    Permissions,
    /// `Get-ManagementRoleAssignment -GetEffectiveUsers`.
    ManagementRoles,
    /// Members of the groups, and events 4728, 4732, 4756 of the domain controllers.
    GroupMembers,
    /// The logs of the web front (IIS: OWA, EWS, ActiveSync), which outlive the mailbox audit.
    WebServerLogs,
    /// `Search-UnifiedAuditLog` in slices that stay below the limit.
    UnifiedAuditLog,
    /// Reports of the Google administration, all applications.
    GoogleReports,
    /// Delegates of each mailbox and the clients allowed for the whole domain (Google).
    GoogleDelegates,
    /// `doveconf -n` with the lists of master users and the `dovecot-acl` files.
    DovecotConfiguration,
    /// Logs with `auth_user` in `login_log_format_elements`: for the time to come.
    DovecotLoginFormat,
    /// What administrators ran on the server itself (sudo, auditd).
    ServerCommands,
    /// `zmprov getGrants` and the shares of each mailbox.
    ZimbraGrants,
    /// The same file, whole.
    WholeFile,
    /// The directory, with former names and dates.
    Directory,
    /// The approvals.
    Approvals,
}
