//! Tests through the whole house, in one binary: the house rules, and what a
//! stranger meets at the command line.

mod attachments;
mod audit;
mod corpora;
mod crowd;
#[cfg(feature = "dns")]
mod dns;
mod formats;
#[cfg(feature = "imap")]
mod imap;
mod keys;
mod kill;
mod meanwhile;
mod near;
mod oversize;
mod readers;
mod repeated;
mod sampled;
mod signed;
mod sources;
mod stranger;
mod tidy;
mod told;
mod trust;
mod verify;
mod views;
mod walk;
mod walkthroughs;
