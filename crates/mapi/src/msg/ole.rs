//! An OLE object in a MSG, as the compound file it is elsewhere.

use std::io::{Cursor, Write};
use std::time::SystemTime;

use cfb::CompoundFile;

use super::compound::Compound;

/// Storages inside one another, and streams and storages of one object.
const MAX_DEPTH: usize = 16;
const MAX_ENTRIES: usize = 10_000;

/// Copies the storage at `path` into a compound file of its own, the same octets each
/// time: no clock stands in it.
pub(super) fn copy(compound: &mut Compound<'_>, path: &str) -> Option<Vec<u8>> {
    let mut entries = Vec::new();
    list(compound, path, "", 0, &mut entries)?;
    let mut copy = CompoundFile::create(Cursor::new(Vec::new())).ok()?;
    for entry in entries {
        let from = format!("{path}{entry}");
        if compound.is_storage(&from) {
            copy.create_storage(&entry).ok()?;
            copy.set_created_time(&entry, SystemTime::UNIX_EPOCH).ok()?;
            copy.set_modified_time(&entry, SystemTime::UNIX_EPOCH).ok()?;
        } else {
            let octets = compound.stream(&from)?;
            copy.create_stream(&entry).ok()?.write_all(&octets).ok()?;
        }
    }
    copy.set_modified_time("/", SystemTime::UNIX_EPOCH).ok()?;
    copy.flush().ok()?;
    Some(copy.into_inner().into_inner())
}

/// Lists what is below a storage, holders before what they hold.
fn list(
    compound: &Compound<'_>,
    root: &str,
    below: &str,
    depth: usize,
    entries: &mut Vec<String>,
) -> Option<()> {
    for name in compound.children(&format!("{root}{below}")) {
        if depth >= MAX_DEPTH || entries.len() >= MAX_ENTRIES {
            return None;
        }
        let entry = format!("{below}/{name}");
        entries.push(entry.clone());
        if compound.is_storage(&format!("{root}{entry}")) {
            list(compound, root, &entry, depth + 1, entries)?;
        }
    }
    Some(())
}
