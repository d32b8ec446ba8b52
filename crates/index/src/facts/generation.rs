//! Which generation of facts is in force, and how the next one takes its place.
//!
//! Durability rests on `fsync` of the new file, `rename` within the folder and
//! `fsync` of the folder, in this order. A crash leaves the old generation, or
//! both; the newer one counts. Sad path still open: where a folder cannot be
//! synced, a power cut may bring the old generation back, and the desk swaps again.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use memmap2::{Mmap, MmapOptions};

use super::{Facts, FactsBuilder, file};

/// Returns the number of the newest generation; `None` when there is none.
pub(crate) fn newest(folder: &Path) -> io::Result<Option<u64>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        entries => entries?,
    };
    let mut newest = None;
    for entry in entries {
        newest = newest.max(generation_of(&entry?.path()));
    }
    Ok(newest)
}

/// Reads a generation; `None` when the file is damaged.
pub(crate) fn read(folder: &Path, generation: u64) -> io::Result<Option<Facts>> {
    map(&path_of(folder, generation)).map(|file| file::decode(&Arc::new(file)))
}

/// Maps a file, whose columns are read there.
#[allow(unsafe_code)]
fn map(path: &Path) -> io::Result<Mmap> {
    let file = File::open(path)?;
    // SAFETY: a generation gets its name once it is written whole and is never
    // written again; whoever replaces it removes the name, and the octets stay
    // for as long as they are mapped. The engine maps its files in the same way.
    unsafe { MmapOptions::new().populate().map(&file) }
}

/// Writes the next generation, then removes the ones before.
pub(crate) fn write(folder: &Path, builder: FactsBuilder) -> io::Result<(u64, Facts)> {
    fs::create_dir_all(folder)?;
    let generation = newest(folder)?.map_or(0, |newest| newest + 1);
    let zone_name = builder.zone_name.clone();
    let facts = builder.finish();
    let target = path_of(folder, generation);
    let unfinished = target.with_extension("part");
    let mut new = File::create(&unfinished)?;
    new.write_all(&file::encode(&facts, &zone_name))?;
    new.sync_all()?;
    fs::rename(&unfinished, &target)?;
    sync_folder(folder)?;
    remove_before(folder, generation)?;
    Ok((generation, facts))
}

/// Returns the file of a generation.
pub(crate) fn path_of(folder: &Path, generation: u64) -> PathBuf {
    folder.join(format!("{generation:08}"))
}

fn generation_of(path: &Path) -> Option<u64> {
    path.file_name()?.to_str()?.parse().ok()
}

fn remove_before(folder: &Path, generation: u64) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let is_old = generation_of(&path).is_some_and(|found| found < generation);
        let is_unfinished = path.extension().is_some_and(|extension| extension == "part");
        if is_old || is_unfinished {
            // Where a file that somebody reads cannot be removed, the next generation does it.
            let _ = fs::remove_file(path);
        }
    }
    Ok(())
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}
