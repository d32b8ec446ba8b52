//! Tests through the whole house, in one binary: the house rules, and what a
//! stranger meets at the command line.

mod corpora;
mod crowd;
mod formats;
mod kill;
mod meanwhile;
mod sampled;
mod sources;
mod stranger;
mod tidy;
mod views;
mod walk;
