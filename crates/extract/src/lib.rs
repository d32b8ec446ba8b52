//! What does an attachment say, read where it can do no harm?
//!
//! Files that strangers sent are read by a *worker*: the program
//! `greffe-extract`, a process without files, network or children, bounded in
//! memory, time and output. This library is both sides of the pipe. An
//! [`Extractor`] drives a worker and never dies with it: whatever a file does,
//! it ends in a named [`Outcome`].
//!
//! The one idea: nothing here trusts what comes back, either. A worker that was
//! taken over can lie about the text of its file, and do nothing else.
//!
//! Readers of formats are behind features: `light` for those that any program may
//! bring along and serve as its own worker, `formats` for all of them, which cost
//! minutes of build. Whoever only asks builds none.

mod error;
mod extractor;
#[cfg(feature = "light")]
mod formats;
mod heard;
mod limits;
mod picture;
mod process;
mod reading;
#[cfg(feature = "light")]
mod sandbox;
mod tools;
mod wire;
#[cfg(feature = "light")]
pub mod worker;

pub use error::ExtractError;
pub use extractor::{Extractor, Item, Worker, installed};
pub use limits::{Confinement, Limits};
pub use picture::{Drawing, NoPicture, Picture};
pub use reading::{Inner, Mark, Metadata, Outcome, Piece, Position, Reading, Why};
pub use tools::{Languages, Tools, Unpacking};
