//! Archives that are not read here (7z, RAR): somebody else turns them into tar.
//!
//! Who that is, the caller says: this room starts no program. The limits of all archives
//! hold for what comes back, too.

use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::sync::Arc;

use crate::boxed::{Budget, Stream, refusal};
use crate::event::LostReason;

/// Turns archives of any format into tar.
pub trait Unpacker: fmt::Debug + Send + Sync {
    /// Returns what `archive` holds, as a tar archive; it stands at its beginning.
    ///
    /// # Errors
    /// When it cannot be begun. The stream ends in an error when the archive could not be
    /// read to its end: `PermissionDenied` where it asks for a password.
    fn unpack(&self, archive: File) -> io::Result<Box<dyn Read + Send>>;
}

/// What an unpacker makes of an archive, held to the limits.
pub(crate) struct Unpacked {
    pub(crate) stream: Stream,
    pub(crate) archive_bytes: u64,
    pub(crate) produced_bytes: u64,
    pub(crate) budget: Arc<Budget>,
}

impl Read for Unpacked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.stream.read(buffer).map_err(|error| match error.kind() {
            io::ErrorKind::PermissionDenied => refusal(LostReason::Encrypted),
            _ => error,
        })?;
        self.produced_bytes += n as u64;
        self.budget.spend_of(n as u64, self.produced_bytes, self.archive_bytes)?;
        Ok(n)
    }
}
