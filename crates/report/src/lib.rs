//! The report of an audit, as an auditor hands it over.
//!
//! The values that the desk judged become a directory: one page for people,
//! tables for spreadsheets, JSON for programs, a timeline for investigators, and
//! a manifest by which anybody can run it again. Every sentence rests on named
//! records; the words are those of `texts`. This room judges nothing and reads
//! no log: what it cannot find in the values, it does not say.

mod compare;
mod edition;
mod error;
mod folder;
mod json;
mod manifest;
mod page;
mod tables;
mod timeline;
mod words;
mod write;

pub use compare::{Comparison, Difference, Made, read_report};
pub use edition::{Secret, key_path};
pub use error::ReportError;
pub use write::{Written, answer, write, zones};
