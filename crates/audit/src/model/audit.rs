//! All that can be said of the evidence.

use super::{
    AccessInterval, AccountId, Accounts, Answer, Coverage, Evidence, Finding, Gap, Limit, Remedy, SourceId,
};

/// The evidence, judged: plain values, the same for the same evidence and question.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Audit {
    /// What was read. Acts of owners that only the identities showed to be such are taken out and counted.
    pub evidence: Evidence,
    /// Who is who.
    pub accounts: Accounts,
    /// From when to when somebody could open a mailbox, by holder, mailbox and start.
    pub intervals: Vec<AccessInterval>,
    /// Who asked and accepted, for each interval, by the same place.
    pub backing: Vec<Backing>,
    /// What each log could have told.
    pub coverage: Vec<Coverage>,
    /// The answer for each holder and mailbox.
    pub answers: Vec<Answered>,
    /// What the rules found, the gravest first.
    pub findings: Vec<Finding>,
    /// What could not be established.
    pub gaps: Vec<Gap>,
    /// What is open today, and the command that closes it.
    pub remedies: Vec<Remedy>,
    /// The numbers of the first page.
    pub summary: Summary,
    /// What the zone decides that was assumed.
    pub zones: Zones,
}

/// What the zone decides that times without one, and days of papers, are read in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Zones {
    /// Events whose time tells no zone, by file.
    pub assumed: Vec<(SourceId, u64)>,
    /// Rights that begin or end so near to the first or last day of an approval that another zone
    /// could change how far it covers them.
    pub rights: u64,
    /// Openings so near to the bound of a sensitive period that another zone could put them on its
    /// other side.
    pub uses: u64,
}

/// One answer: an account, a mailbox, and which of the four it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// Who could, or did.
    pub beneficiary: AccountId,
    /// On whose mail; none stands for every mailbox.
    pub mailbox: Option<AccountId>,
    /// Which of the four.
    pub answer: Answer,
    /// Why the logs cannot tell more.
    pub limits: Vec<Limit>,
    /// Its intervals, by place; empty when a use was recorded and no right is known.
    pub intervals: Vec<usize>,
    /// Records of use.
    pub uses: u64,
    /// Messages or folders that these name.
    pub items: u64,
    /// A whole folder may be on the reader's disk.
    pub whole_folder: bool,
    /// First and last use, in milliseconds UTC.
    pub used: Option<(i64, i64)>,
    /// The first records of use: (file, record).
    pub evidence: Vec<(SourceId, u64)>,
}

/// Asked, accepted, executed, benefited: what is known of the first two for an interval
/// (the interval itself names who executed and who benefits).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Backing {
    /// Orders that precede the grant: they may have asked for it.
    pub orders: Vec<Asked>,
    /// Approvals that speak of it, by place in [`Evidence::approvals`].
    pub approvals: Vec<usize>,
    /// How far they cover it.
    pub cover: Cover,
}

/// An order that may have asked for a right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Asked {
    /// What ties it to the right beside the time.
    pub tie: OrderTie,
    /// The order, by place in [`Evidence::orders`].
    pub order: usize,
}

/// What ties an order to a right that was given within a month after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OrderTie {
    /// It names or comes from the holder, and names the mailbox.
    NamesBoth,
    /// It names or comes from the holder.
    NamesHolder,
    /// It names the mailbox.
    NamesMailbox,
    /// Nothing but the time.
    TimeAlone,
}

/// How far approvals cover an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Cover {
    /// No approvals were handed in: nothing can be said.
    #[default]
    Unknown,
    /// It needs none: the provider's, the product's, or given by the owner.
    NotNeeded,
    /// An approval covers it from start to end.
    Covered,
    /// It began before its approval, or stood longer.
    BeyondTime,
    /// Its holder has an approval, for other mailboxes.
    BeyondScope,
    /// No approval speaks of it.
    Uncovered,
}

/// The numbers of the first page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Summary {
    /// The period that the answers speak of, in milliseconds UTC.
    pub period: Option<(i64, i64)>,
    /// Mailboxes that the evidence knows.
    pub mailboxes: u64,
    /// Accounts other than owners and services that could open a mailbox of others.
    pub holders: u64,
    /// Grants that people executed.
    pub grants: u64,
    /// Grants that the provider's own services executed: never an alarm.
    pub service_grants: u64,
    /// Attempts to give, open or divert that failed.
    pub failed: u64,
    /// Records of openings by others that people's accounts left.
    pub uses: u64,
    /// Openings that may be the owner's or another's: the log writes both alike.
    pub unattributable_openings: u64,
    /// In so many mailboxes.
    pub unattributable_mailboxes: u64,
    /// Owners' acts on their own mailboxes: counted, never listed.
    pub owner_acts: u64,
    /// Rules and forwardings of one mailbox whose author no record tells: taken for the owner's, counted.
    pub owner_diversions: u64,
    /// Answers, in the order of [`Answer`].
    pub answers: [u64; 4],
    /// The mailbox of the edition for one owner.
    pub owner: Option<AccountId>,
    /// One was asked for, and the evidence does not know it.
    pub owner_unknown: bool,
}
