//! The words of an audit: events, standing rights, people, intervals, coverage, findings.

mod access;
mod account;
mod coverage;
mod event;
mod evidence;
mod finding;
mod moment;
mod names;
mod paper;
mod standing;

pub use access::{AccessInterval, Bound, BoundBasis, Path};
pub use account::{Account, AccountId, Accounts};
pub use coverage::{Answer, AuditState, Coverage, Quality};
pub use event::{Basis, Class, Event, Flags, Outcome, Power, Relation, Target};
pub use evidence::{Evidence, Form, Owned, Source, SourceId, Tally, Unreadable, Why};
pub use finding::{Certainty, Explanation, Finding, Rule, Severity};
pub use moment::{Moment, Zone};
pub use names::{Name, Names};
pub use paper::{Approval, Order, Period, Person, PersonClass};
pub use standing::Standing;
