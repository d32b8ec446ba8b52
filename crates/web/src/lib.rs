//! Pages and HTTP API: a door of the house.
//!
//! Reading other people's mail in a browser is what this room is for, so it
//! trusts neither side: mail is hostile content, and a loopback address is no
//! private place (any web page, any local user can knock). The `gate` decides
//! who may ask, `pages` and `api` answer, and everything they say about the
//! archive comes from one [`greffe::Room`].
//!
//! There are no accounts yet: the one secret is made at each start and whoever
//! has it is the reader. So the room refuses any address but loopback.

mod api;
mod assets;
mod audits;
mod connections;
mod dress;
mod error;
mod escape;
mod failure;
mod formatted;
mod formula;
mod gate;
mod house;
mod links;
mod pages;
mod query;
mod reading;
#[cfg(test)]
mod samples;
mod say;
mod server;
mod visit;

pub use error::WebError;
#[cfg(any(test, feature = "fuzz"))]
pub use formatted::{assert_made_harmless, spelled};
pub use server::{Options, Server, router, stop_signal};
