//! What a perfect auditor would say of a story, and what nobody could.

use serde::Serialize;

/// The ground truth of one story. Times are seconds since 1970, UTC; accounts are main addresses.
#[derive(Debug, Clone, Default, Serialize)]
pub struct AuditTruth {
    /// Which story, in small letters.
    pub story: &'static str,
    /// Its seed.
    pub seed: u64,
    /// Everybody who plays a part.
    pub accounts: Vec<AccountTruth>,
    /// Rights given and taken back, with the attempts.
    pub grants: Vec<GrantTruth>,
    /// Grants that the provider's own services made: nobody's act.
    pub service_grants: u64,
    /// Who could, from when to when, as far as the files tell.
    pub intervals: Vec<IntervalTruth>,
    /// Openings by others than the owner, recorded or not.
    pub uses: Vec<UseTruth>,
    /// The answer for each pair of holder and mailbox that the plot turns on.
    pub answers: Vec<AnswerTruth>,
    /// Mail copied elsewhere by others than the owner.
    pub diversions: Vec<DiversionTruth>,
    /// Traces made fewer.
    pub tampering: Vec<ActTruth>,
    /// Content searches.
    pub searches: Vec<SearchTruth>,
    /// What the rules must find, and what they may.
    pub findings: Vec<FindingTruth>,
    /// What the files cannot tell, and which export would.
    pub unknowns: Vec<UnknownTruth>,
    /// Clear-text secrets in the files, which no output may hold.
    pub secrets: Vec<&'static str>,
    /// Each file with the fate of its records.
    pub files: Vec<FileTruth>,
}

/// One account.
#[derive(Debug, Clone, Serialize)]
pub struct AccountTruth {
    /// Its main address, or the name it has if it has no address.
    pub address: String,
    /// Its other names in the files.
    pub names: Vec<String>,
    /// Whether it has a mailbox.
    pub mailbox: bool,
}

/// A right given, taken back, refused, or tried for.
#[derive(Debug, Clone, Serialize)]
pub struct GrantTruth {
    /// When.
    pub at: i64,
    /// `grant` or `revoke`.
    pub act: &'static str,
    /// Who executed it.
    pub executed_by: String,
    /// Who benefits.
    pub beneficiary: String,
    /// On whose mail; none for everybody's.
    pub mailbox: Option<String>,
    /// The system's word for the right.
    pub right: String,
    /// Whether it worked.
    pub succeeded: bool,
    /// Whether it refuses the right.
    pub deny: bool,
    /// The files that hold a record of it; none if no file does.
    pub recorded_in: Vec<&'static str>,
}

/// One interval of access, with what its ends rest on.
#[derive(Debug, Clone, Serialize)]
pub struct IntervalTruth {
    /// Who could.
    pub beneficiary: String,
    /// On whose mail; none for everybody's.
    pub mailbox: Option<String>,
    /// The system's word for the right.
    pub right: String,
    /// Its first moment, if the files tell it.
    pub start: Option<i64>,
    /// `event` or `at-or-before`.
    pub start_basis: &'static str,
    /// Its last moment, if the files tell it.
    pub end: Option<i64>,
    /// `event`, `still-open` or `gone-between`.
    pub end_basis: &'static str,
    /// Who executed the grant, if the files tell.
    pub granted_by: Option<String>,
    /// `direct`, `role`, `inherited` or `configuration`.
    pub path: &'static str,
}

/// One opening of a mailbox by another.
#[derive(Debug, Clone, Serialize)]
pub struct UseTruth {
    /// When.
    pub at: i64,
    /// Who.
    pub actor: String,
    /// Whose.
    pub mailbox: String,
    /// Whether a record attributes it to the actor.
    pub recorded: bool,
}

/// What may be answered for one holder and one mailbox: any of `accepted`, nothing else.
#[derive(Debug, Clone, Serialize)]
pub struct AnswerTruth {
    /// Who could.
    pub beneficiary: String,
    /// On whose mail.
    pub mailbox: String,
    /// The answers that are true.
    pub accepted: Vec<&'static str>,
}

/// Mail copied elsewhere from now on.
#[derive(Debug, Clone, Serialize)]
pub struct DiversionTruth {
    /// Since when.
    pub from: i64,
    /// Until when; none if it lasts.
    pub to: Option<i64>,
    /// Who set it up.
    pub executed_by: String,
    /// Whose mail; none for everybody's.
    pub mailbox: Option<String>,
    /// Where to.
    pub destination: String,
}

/// An act on a mailbox or on the system.
#[derive(Debug, Clone, Serialize)]
pub struct ActTruth {
    /// When.
    pub at: i64,
    /// Who.
    pub actor: String,
    /// The system's word for it.
    pub operation: String,
    /// Whose mailbox, or whose acts; none for the whole system.
    pub mailbox: Option<String>,
}

/// A content search.
#[derive(Debug, Clone, Serialize)]
pub struct SearchTruth {
    /// When.
    pub at: i64,
    /// Who.
    pub actor: String,
    /// The words.
    pub query: String,
    /// Whose mail; none for everybody's.
    pub mailbox: Option<String>,
}

/// Something that a rule must find, or may.
#[derive(Debug, Clone, Serialize)]
pub struct FindingTruth {
    /// The rule: `self-grant`, `left-out`...
    pub rule: &'static str,
    /// The account that its sentence is about.
    pub account: String,
    /// The mailboxes that it must name; none if that is left to the rule.
    pub mailboxes: Vec<String>,
    /// Whether it must be found; otherwise it is true, and may be left out.
    pub must: bool,
}

/// Something that the files cannot tell.
#[derive(Debug, Clone, Serialize)]
pub struct UnknownTruth {
    /// What.
    pub what: &'static str,
    /// The export that would settle it; none if nothing does any more.
    pub settled_by: Option<&'static str>,
}

/// The fate of the records of one file. What is not told here is left to the reader.
#[derive(Debug, Clone, Serialize)]
pub struct FileTruth {
    /// Its name.
    pub name: &'static str,
    /// What it is: `admin-audit-xml`...; none if that is a matter of taste.
    pub form: Option<&'static str>,
    /// All records.
    pub records: u64,
    /// Owners' acts on their own mailboxes; none if that is a matter of taste.
    pub owner: Option<u64>,
    /// Records about something else; none if that is a matter of taste.
    pub irrelevant: Option<u64>,
    /// Records that another file, or this one, holds already.
    pub duplicate: u64,
    /// Records that nobody could read.
    pub unreadable: u64,
}
