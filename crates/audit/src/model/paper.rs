//! What people hand in beside the logs: directory, approvals, calendar, orders.

use super::{Name, SourceId};

/// One person or service of the directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Where it is written.
    pub source: SourceId,
    /// The row, from 1.
    pub record: u64,
    /// The main address.
    pub address: Name,
    /// Every other name: aliases, SAM names, SIDs, former names.
    pub aliases: Vec<Name>,
    /// What to call the person, if the directory says.
    pub display: Option<Name>,
    /// Department.
    pub department: Option<Name>,
    /// Address or name of the superior.
    pub manager: Option<Name>,
    /// Classes that deserve protection or explain access.
    pub classes: Vec<PersonClass>,
    /// The names hold from here (milliseconds UTC), if the row says.
    pub from_ms: Option<i64>,
    /// And until here: departure, change of post, reuse of the name.
    pub to_ms: Option<i64>,
}

/// What the directory says somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PersonClass {
    /// Elected member.
    Elected,
    /// Cabinet of an elected member.
    Cabinet,
    /// Union or staff representative.
    Union,
    /// Journalist or press office.
    Press,
    /// Lawyer.
    Lawyer,
    /// Physician, occupational health.
    Health,
    /// Data protection officer.
    Dpo,
    /// Information technology.
    It,
    /// A shared mailbox.
    Shared,
    /// A service or application account.
    Service,
    /// Another class, as written.
    Other(Name),
}

/// A paper that allows access.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    /// Where it is written.
    pub source: SourceId,
    /// The row, from 1.
    pub record: u64,
    /// Its reference.
    pub reference: Name,
    /// Who allowed it.
    pub authority: Name,
    /// To whom; none when the paper does not say.
    pub beneficiary: Option<Name>,
    /// Which mailboxes; empty stands for all.
    pub mailboxes: Vec<Name>,
    /// From, in milliseconds UTC.
    pub from_ms: Option<i64>,
    /// To.
    pub to_ms: Option<i64>,
}

/// A sensitive period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// Where it is written.
    pub source: SourceId,
    /// The row, from 1.
    pub record: u64,
    /// What it is (an election campaign, a strike).
    pub label: Name,
    /// From, in milliseconds UTC.
    pub from_ms: i64,
    /// To, the last day included.
    pub to_ms: i64,
}

/// A table of people, approvals or periods whose columns cannot be told apart: nothing of it was
/// read, because a wrong guess would name the wrong person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The file.
    pub source: SourceId,
    /// What could not be found for sure.
    pub field: &'static str,
    /// The columns that could be it; empty if there is none.
    pub found: Vec<&'static str>,
    /// The names by which a column for it is known, the best first.
    pub expected: &'static [&'static str],
}

/// An order handed in as a mail: its raw octets, judged elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// The file.
    pub source: SourceId,
    /// From, date and subject as the mail writes them.
    pub from: Name,
    /// When it says it was sent, in milliseconds UTC.
    pub date_ms: Option<i64>,
    /// Its subject.
    pub subject: Name,
    /// The beginning of what it says, subject first, to see whom it names. It is shown nowhere.
    pub text: String,
}
