//! The archive of domain keys at the desk: what is known, what is missing, and what arrives.

mod add;
mod files;
mod missing;
mod observers;
mod recover;

use greffe_authenticate::{KeyBook, Observation};
use greffe_store::Store;

use crate::error::Error;

pub use add::{KeysReport, Turned};
pub(crate) use files::read_files;
pub use files::{Provenance, UnreadKey};
pub(crate) use missing::{Missing, names as names_missing};
pub use observers::{ObserverView, TrustReport};
pub(crate) use observers::{named_by_file, trusted};
pub use recover::{Recoverable, RecoveryProgress, RecoveryReport};

/// Returns every observation of an archive. A line that cannot be read is a
/// newer greffe's or damaged; `check` tells of the latter.
pub(crate) fn observations(store: &Store) -> Result<Vec<Observation>, Error> {
    Ok(read(&store.domain_keys().observations()?))
}

/// Reads observations that the store keeps.
pub(crate) fn read(lines: &[String]) -> Vec<Observation> {
    lines.iter().filter_map(|line| Observation::from_line(line).ok()).collect()
}

/// Returns all keys of an archive, weighed by whom it trusts.
pub(crate) fn book(store: &Store) -> Result<KeyBook, Error> {
    Ok(KeyBook::gathered(observations(store)?, [], &trusted(store)?))
}
