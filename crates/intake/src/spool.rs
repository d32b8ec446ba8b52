//! Bytes gathered in memory, and on disk once there are too many.

use std::fs::File;
use std::io::{self, Seek, SeekFrom, Write};

use crate::boxed::Stream;
use crate::digest::Digest;
use crate::error::IntakeError;
use crate::event::Content;
use crate::options::Options;

/// Bytes on their way to a [`Content`].
#[derive(Default)]
pub(crate) struct Gather {
    memory: Vec<u8>,
    spool: Option<Spool>,
}

/// The part on disk; what is in memory is then only the prefix.
struct Spool {
    file: File,
    digest: Digest,
}

impl Gather {
    /// Adds `bytes`; goes to disk when they become too many for memory.
    pub(crate) fn push(&mut self, bytes: &[u8], options: &Options) -> Result<(), IntakeError> {
        if self.spool.is_none() {
            if (self.memory.len() + bytes.len()) as u64 <= options.limits.spool_above_bytes {
                self.memory.extend_from_slice(bytes);
                return Ok(());
            }
            self.spool = Some(self.lay_down(options)?);
        }
        let Some(spool) = &mut self.spool else { return Ok(()) };
        spool.write(bytes).map_err(|cause| failed(options, cause))?;
        let room = options.limits.prefix_bytes.saturating_sub(self.memory.len());
        self.memory.extend_from_slice(bytes.get(..room).unwrap_or(bytes));
        Ok(())
    }

    /// Says whether some of it is on disk.
    pub(crate) fn is_spooled(&self) -> bool {
        self.spool.is_some()
    }

    /// Returns what was gathered.
    pub(crate) fn finish(self, options: &Options) -> Result<Content, IntakeError> {
        let Some(Spool { mut file, digest }) = self.spool else { return Ok(Content::Memory(self.memory)) };
        file.seek(SeekFrom::Start(0)).map_err(|cause| failed(options, cause))?;
        let whole = digest.fingerprint();
        Ok(Content::Spooled { file, length: whole.bytes, sha256: whole.sha256, prefix: self.memory })
    }

    fn lay_down(&mut self, options: &Options) -> Result<Spool, IntakeError> {
        let file = tempfile::tempfile_in(&options.spool_dir).map_err(|cause| failed(options, cause))?;
        let mut spool = Spool { file, digest: Digest::default() };
        spool.write(&self.memory).map_err(|cause| failed(options, cause))?;
        self.memory.truncate(options.limits.prefix_bytes);
        self.memory.shrink_to_fit();
        Ok(spool)
    }
}

impl Spool {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.digest.update(bytes);
        self.file.write_all(bytes)
    }
}

/// Lays a whole stream down in an unnamed temporary file, at whose beginning it returns.
///
/// The inner error is the stream's: what came before it is in the file.
pub(crate) fn to_file(
    mut stream: Stream,
    options: &Options,
) -> Result<(File, Option<io::Error>), IntakeError> {
    let mut file = tempfile::tempfile_in(&options.spool_dir).map_err(|cause| failed(options, cause))?;
    let mut buffer = vec![0; 256 << 10];
    let trouble = loop {
        match stream.read(&mut buffer) {
            Ok(0) => break None,
            Ok(n) => {
                file.write_all(buffer.get(..n).unwrap_or_default()).map_err(|cause| failed(options, cause))?
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => break Some(error),
        }
    };
    file.seek(SeekFrom::Start(0)).map_err(|cause| failed(options, cause))?;
    Ok((file, trouble))
}

/// Wraps what the system said of the folder for temporary files.
pub(crate) fn failed(options: &Options, cause: io::Error) -> IntakeError {
    IntakeError::Spool { dir: options.spool_dir.clone(), cause }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use sha2::{Digest as _, Sha256};

    use super::*;

    fn check(spool_above_bytes: u64, pieces: &[&[u8]], expect_spooled: bool) {
        let mut options = Options::new(std::env::temp_dir());
        options.limits.spool_above_bytes = spool_above_bytes;
        options.limits.prefix_bytes = 4;
        let mut gather = Gather::default();
        pieces.iter().for_each(|piece| gather.push(piece, &options).unwrap());
        let whole = pieces.concat();
        match gather.finish(&options).unwrap() {
            Content::Memory(bytes) => {
                assert!(!expect_spooled);
                assert_eq!(bytes, whole);
            }
            Content::Spooled { mut file, length, sha256, prefix } => {
                assert!(expect_spooled);
                let mut bytes = Vec::new();
                file.read_to_end(&mut bytes).unwrap();
                assert_eq!(bytes, whole);
                assert_eq!(length, whole.len() as u64);
                assert_eq!(sha256[..], Sha256::digest(&whole)[..]);
                assert_eq!(prefix, &whole[..whole.len().min(4)]);
            }
        }
    }

    #[test]
    fn what_is_too_long_for_memory_goes_to_disk_whole() {
        check(10, &[], false);
        check(10, &[b"0123456789"], false);
        check(10, &[b"0123456789", b"x"], true);
        check(1, &[b"a", b"b", b"cdefg"], true);
    }
}
