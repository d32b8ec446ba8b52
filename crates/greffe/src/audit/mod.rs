//! Audit: who could open whose mailbox, from the logs of other mail systems.
//!
//! Stands alone: no archive is opened. Files are read, what they tell is judged,
//! and the plain values of that go to whoever says them in words.

pub use greffe_audit::*;
