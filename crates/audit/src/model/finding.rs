//! What a rule found, how sure it is, and what else could explain it.

use super::{AccountId, SourceId};

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule.
    pub rule: Rule,
    /// How much it matters.
    pub severity: Severity,
    /// How sure the statement is.
    pub certainty: Certainty,
    /// Accounts it speaks of, in the order that its sentence names them.
    pub accounts: Vec<AccountId>,
    /// Mailboxes it speaks of.
    pub mailboxes: Vec<AccountId>,
    /// From when to when, in milliseconds UTC.
    pub span: Option<(i64, i64)>,
    /// Numbers and words for its sentence, by the names of [`Rule`]'s text.
    pub values: Vec<(&'static str, String)>,
    /// Innocent explanations that the evidence does not exclude.
    pub explanations: Vec<Explanation>,
    /// The records: (file, record).
    pub evidence: Vec<(SourceId, u64)>,
    /// Intervals it speaks of, by place.
    pub intervals: Vec<usize>,
}

/// Which rule found it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// Somebody executed a grant to the own account.
    SelfGrant,
    /// A grant was executed by a subordinate of who benefits.
    GrantBySubordinate,
    /// A broad grant leaves some mailboxes out.
    LeftOut,
    /// A right outlives a departure or a change of post.
    OutlivesPost,
    /// Content of mailboxes was searched.
    ContentSearch,
    /// One account can open almost all mailboxes.
    AlmostAll,
    /// Many grants within minutes.
    BulkGrant,
    /// Given, used and taken back within 24 hours.
    BriefGrant,
    /// A grant that no paper covers.
    NoApproval,
    /// A grant beyond the scope or end of its paper.
    BeyondApproval,
    /// Access to somebody whom the directory marks as protected.
    ProtectedPerson,
    /// Use in a sensitive period.
    SensitivePeriod,
    /// Mail is copied elsewhere.
    Diversion,
    /// Recording was switched off or traces removed.
    Tampering,
    /// An account whose name looks like another's.
    LookAlike,
    /// Access that stands today.
    StandingToday,
    /// A rule handed in as Sigma, by its title.
    Sigma(String),
}

/// How much a finding matters, if it is true.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// To know.
    Notice,
    /// To ask about.
    Question,
    /// To act on.
    Grave,
}

/// How sure a statement is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// A record says it in so many words.
    Recorded,
    /// It follows from several records.
    Derived,
    /// It fits the records; others fit too.
    Possible,
}

/// Innocent explanations, to be excluded before anybody is accused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Explanation {
    /// A migration or a backup.
    Migration,
    /// A support request of the owner.
    Support,
    /// A replacement during absence.
    Replacement,
    /// The owner gave it, and the log names an administrator.
    OwnersWish,
    /// An approval that was not handed in.
    UnseenApproval,
    /// A tool that opens every mailbox (antivirus, archiving, synchronisation).
    Tool,
    /// A legal or internal inquiry.
    Inquiry,
    /// Two accounts of the same person.
    SamePerson,
    /// A default of the product.
    ProductDefault,
    /// A scheduled change or clean-up.
    Maintenance,
}
