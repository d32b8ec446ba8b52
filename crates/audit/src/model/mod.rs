//! The words of an audit: events, standing rights, people, intervals, coverage, findings.

mod access;
mod account;
mod audit;
mod coverage;
mod event;
mod evidence;
mod finding;
mod gap;
mod moment;
mod names;
mod paper;
mod question;
mod remedy;
mod standing;
mod system;

pub use access::{AccessInterval, Bound, BoundBasis, Path};
pub(crate) use account::Bearer;
pub use account::{Account, AccountId, Accounts};
pub use audit::{Answered, Asked, Audit, Backing, Cover, OrderTie, Summary, Zones};
pub use coverage::{Answer, AuditState, Coverage, Quality};
pub use event::{Basis, Class, Event, Flags, Outcome, Power, Relation, Target};
pub use evidence::{Evidence, Form, Owned, Source, SourceId, Tally, Unreadable, Why};
pub use finding::{Certainty, Explanation, Finding, Rule, Severity};
pub use gap::{Export, Gap, Limit};
pub use moment::{Moment, Zone};
pub use names::{Name, Names};
pub use paper::{Approval, Order, Period, Person, PersonClass, Refusal};
pub use question::{Question, Thresholds};
pub use remedy::{Command, Remedy};
pub use standing::Standing;
pub use system::System;
