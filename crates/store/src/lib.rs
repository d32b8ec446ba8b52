//! Packs of raw mail, the catalogue and the desk's notes.
//!
//! The store owns seven things in an archive's directory: `greffe.toml`, what
//! is said about it; `packs/`, the truth, a log of batches that `tar` can read;
//! `catalogue.db`, a view that is replayed from the packs; `verdicts.db`, a view
//! that is made by judging messages; `readings.db`, one that is made by reading the
//! files inside them; `keys/`, what was seen of the public keys of
//! domains; and `desk.db`, what people made. The pack is the log: a batch is true
//! once its bytes in the pack are synced, and the views follow from it.
//!
//! It holds no secret, does not know the index, and never reads what a message
//! or a verdict says: what the catalogue keeps comes from a function it is given,
//! and verdicts and observations of keys are opaque lines.

mod batch;
mod catalogue;
mod check;
mod database;
mod desk;
mod domain_keys;
mod error;
#[cfg(feature = "failpoints")]
pub mod failpoints;
#[cfg(not(feature = "failpoints"))]
#[allow(unreachable_pub)]
mod failpoints;
mod hex;
mod lock;
mod medium;
mod pack;
mod packed;
mod readings;
mod record;
mod replay;
mod row;
mod settings;
mod store;
#[cfg(test)]
mod trial;
mod verdicts;
mod view;
mod writer;

pub use batch::{
    Batch, Committed, Content, FileDone, FileGone, FileProgress, ImportId, ImportStart, Item, LostSpan,
    NewOccurrence, Outcome, ParseImportIdError, SourceFingerprint,
};
pub use check::{CheckReport, Problem};
pub use desk::{Desk, Note, SavedSearch, Tag};
pub use domain_keys::DomainKeys;
pub use error::{Damage, StoreError};
pub use lock::Holder;
pub use readings::{FileIn, FilePrint, FileRead, PackedReading, Readings, ReadingsWriter};
pub use replay::{OVERSIZE_BYTES, OVERSIZE_PREFIX_BYTES, Summarise};
pub use row::{Counts, Found, ImportRecord, ImportSource, Lost, Occurrence, Row};
pub use settings::{FORMAT, Observer, SETTINGS_FILE, Settings};
pub use store::Store;
pub use verdicts::{Standing, Verdicts, VerdictsWriter};
pub use writer::Writer;
