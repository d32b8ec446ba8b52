//! Archives and compressed files: every member is a document of its own.

use std::io::{Cursor, Read};

#[cfg(feature = "formats")]
use sevenz_rust2::{ArchiveReader, Password};

use crate::formats::zip::{Zip, unfold};
use crate::formats::{Budget, Document, read_inside};
use crate::reading::Why;
use crate::worker::Scribe;

/// How far an xz or zstd stream may look back.
const MAX_WINDOW_BYTES: u32 = 128 << 20;

/// Reads all members of a zip file.
///
/// # Errors
/// What stopped it; a member's own trouble is that member's.
pub(crate) fn read_zip(bytes: &[u8], scribe: &mut Scribe<'_>, budget: &mut Budget) -> Result<(), Why> {
    let mut zip = Zip::open(bytes)?;
    if zip.overlaps() {
        return Err(Why::TooLarge);
    }
    for (number, name) in zip.names.clone().iter().enumerate().filter(|(_, name)| !name.ends_with('/')) {
        let unfolded = zip.member(number, budget);
        read_member(name, unfolded, scribe, budget)?;
    }
    Ok(())
}

/// Reads all members of a tar file.
///
/// # Errors
/// As [`read_zip`].
pub(crate) fn read_tar(bytes: &[u8], scribe: &mut Scribe<'_>, budget: &mut Budget) -> Result<(), Why> {
    let mut archive = tar::Archive::new(Cursor::new(bytes));
    for entry in archive.entries().map_err(|_| Why::Damaged)? {
        let mut entry = entry.map_err(|_| Why::Damaged)?;
        if !entry.header().entry_type().is_file() {
            continue;
        }
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        let room = budget.room_for(bytes.len() as u64);
        let unfolded = unfold(&mut entry, room, budget);
        read_member(&name, unfolded, scribe, budget)?;
    }
    Ok(())
}

/// Reads all members of a 7z file.
///
/// # Errors
/// As [`read_zip`].
#[cfg(feature = "formats")]
pub(crate) fn read_7z(bytes: &[u8], scribe: &mut Scribe<'_>, budget: &mut Budget) -> Result<(), Why> {
    let why = |error: sevenz_rust2::Error| match error {
        sevenz_rust2::Error::PasswordRequired | sevenz_rust2::Error::MaybeBadPassword(_) => Why::Encrypted,
        sevenz_rust2::Error::UnsupportedCompressionMethod(_) => Why::Unsupported,
        sevenz_rust2::Error::MaxMemLimited { .. } => Why::TooLarge,
        _ => Why::Damaged,
    };
    let mut archive = ArchiveReader::new(Cursor::new(bytes), Password::empty()).map_err(why)?;
    archive.set_thread_count(1);
    let mut stopped = Ok(());
    // Solid blocks: what is not read is unfolded all the same, so stop early.
    let walked = archive.for_each_entries(|entry, folded| {
        if entry.is_directory() {
            return Ok(true);
        }
        let unfolded = unfold(folded, budget.room_for(bytes.len() as u64), budget);
        let is_full = unfolded == Err(Why::TooLarge);
        stopped = read_member(entry.name(), unfolded, scribe, budget);
        if is_full {
            stopped = stopped.and(Err(Why::TooLarge));
        }
        Ok(stopped.is_ok())
    });
    stopped.and(walked.map_err(why))
}

fn read_member(
    name: &str,
    unfolded: Result<Vec<u8>, Why>,
    scribe: &mut Scribe<'_>,
    budget: &mut Budget,
) -> Result<(), Why> {
    budget.take_entry()?;
    scribe.within(name, |scribe| {
        let bytes = match unfolded {
            Ok(bytes) => bytes.into(),
            Err(why) => return ("", Some(why)),
        };
        read_inside(Document { name, content_type: "", bytes }, scribe, budget)
    })
}

/// How a single file was compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Compression {
    Gzip,
    Bzip2,
    Xz,
    Zstd,
}

/// Reads the one document inside a compressed file.
///
/// # Errors
/// As [`read_zip`].
pub(crate) fn read_compressed(
    compression: Compression,
    document: &Document<'_>,
    scribe: &mut Scribe<'_>,
    budget: &mut Budget,
) -> Result<(), Why> {
    let bytes = &*document.bytes;
    let mut folded: Box<dyn Read + '_> = match compression {
        Compression::Gzip => Box::new(flate2::read::MultiGzDecoder::new(bytes)),
        Compression::Bzip2 => Box::new(bzip2::read::MultiBzDecoder::new(bytes)),
        Compression::Xz => Box::new(lzma_rust2::XzReader::new_mem_limit(bytes, true, MAX_WINDOW_BYTES >> 10)),
        Compression::Zstd => {
            let mut decoder = zstd::stream::read::Decoder::new(bytes).map_err(|_| Why::Damaged)?;
            decoder.window_log_max(MAX_WINDOW_BYTES.ilog2()).map_err(|_| Why::Damaged)?;
            Box::new(decoder)
        }
    };
    let unfolded = unfold(&mut folded, budget.room_for(bytes.len() as u64), budget)?;
    let name = document.name.rsplit_once('.').map_or(document.name, |(name, _)| name);
    read_member(name, Ok(unfolded), scribe, budget)
}
