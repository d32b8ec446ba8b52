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
//! Readers of formats are behind the feature `formats`, which only the worker's
//! binary needs: whoever asks builds none of them.

mod error;
mod extractor;
#[cfg(feature = "formats")]
mod formats;
mod heard;
mod limits;
mod picture;
mod process;
mod reading;
#[cfg(feature = "formats")]
mod sandbox;
mod tools;
mod wire;
#[cfg(feature = "formats")]
pub mod worker;

pub use error::ExtractError;
pub use extractor::{Extractor, Item, installed};
pub use limits::{Confinement, Limits};
pub use picture::{Drawing, NoPicture, Picture};
pub use reading::{Inner, Mark, Metadata, Outcome, Piece, Position, Reading, Why};
pub use tools::{Languages, Tools};
