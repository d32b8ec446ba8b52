//! Tests through the whole house, in one binary: the house rules, and what a
//! stranger meets at the command line.

mod corpora;
mod crowd;
mod kill;
mod stranger;
mod tidy;
mod walk;
