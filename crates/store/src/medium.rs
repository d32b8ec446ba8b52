//! The disk underneath: what it allows, and what makes a change on it last.
//!
//! Counted on: `fdatasync` makes written bytes and the length last; `rename`
//! in one directory is atomic; `fsync` of a directory makes its names last.
//! Open: a disk that lies about `fdatasync` can lose the last batches; the
//! packs are then shorter than the catalogue says, and opening reports it.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io;
use std::path::Path;

use crate::error::{At, StoreError};

/// Makes a directory, and those above it that are missing, that its owner alone may look
/// into; one that is there stays as it is.
///
/// On systems without owners and groups of files it is a directory like any other.
pub(crate) fn make_private_dir(dir: &Path) -> Result<(), StoreError> {
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(dir).at(dir)
}

/// Makes the names in a directory last.
pub(crate) fn sync_dir(dir: &Path) -> Result<(), StoreError> {
    #[cfg(unix)]
    File::open(dir).and_then(|dir| dir.sync_all()).at(dir)?;
    #[cfg(not(unix))]
    let _ = dir;
    Ok(())
}

/// Says whether files can be written in `dir`, by opening `probe` there.
pub(crate) fn is_writable(probe: &Path) -> Result<bool, StoreError> {
    match OpenOptions::new().write(true).create(true).truncate(false).open(probe) {
        Ok(_) => Ok(true),
        Err(e) if matches!(e.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem) => {
            Ok(false)
        }
        Err(e) => Err(e).at(probe),
    }
}

/// Says whether `dir` lies on a network file system known to lack shared memory.
///
/// Linux only; elsewhere nothing is detected.
#[cfg(target_os = "linux")]
pub(crate) fn is_network(dir: &Path) -> bool {
    // From linux/magic.h, and the kernel's smb client for the last three.
    const NETWORK: [u32; 7] =
        [0x6969, 0x517B, 0xFF53_4D42, 0xFE53_4D42, 0x5346_414F, 0x0102_1997, 0x00C3_6400];
    rustix::fs::statfs(dir).is_ok_and(|stat| NETWORK.contains(&(stat.f_type as u32)))
}

/// Says whether `dir` lies on a network file system: not detected on this system.
#[cfg(not(target_os = "linux"))]
pub(crate) fn is_network(_dir: &Path) -> bool {
    false
}

/// Fills `into` from `offset`, leaving the file's own position alone.
///
/// # Errors
/// `UnexpectedEof` if the file is shorter.
#[cfg(unix)]
pub(crate) fn read_exact_at(file: &File, into: &mut [u8], offset: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, into, offset)
}

/// Fills `into` from `offset`.
///
/// # Errors
/// `UnexpectedEof` if the file is shorter.
#[cfg(windows)]
pub(crate) fn read_exact_at(file: &File, mut into: &mut [u8], mut offset: u64) -> io::Result<()> {
    while !into.is_empty() {
        let count = std::os::windows::fs::FileExt::seek_read(file, into, offset)?;
        if count == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        into = &mut into[count..];
        offset += count as u64;
    }
    Ok(())
}
