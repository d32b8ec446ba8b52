//! Access logs of other mail systems: who could, and who did, open whose mailbox.
//!
//! Log exports, permission snapshots, a directory, approvals and a calendar go
//! in; events, intervals of access, coverage and findings come out. What a log
//! cannot tell is a result like any other: *no event is not no access*.
//!
//! `read` turns files into evidence and loses no record without counting it;
//! `judge` turns evidence into what can be said. This room knows no language:
//! statements are values, said in words two floors up.

mod error;
mod judge;
mod model;
mod read;

pub use error::AuditError;
pub use judge::{Rules, judge};
pub use model::*;
pub use read::{Progress, ReadOptions, Taken, TakenWrong, read};
