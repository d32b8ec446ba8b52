//! One folder of the full-text engine: opening it, following its commits, joining its segments.
//!
//! An index has two: the words of the messages, and what their files say. They are
//! read at different times and in different processes, so each has its own watermark.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use tantivy::TantivyDocument;
use tantivy::directory::MmapDirectory;
use tantivy::indexer::{IndexWriter, NoMergePolicy};

use crate::error::{IndexError, guarded};
use crate::schema::schema;
use crate::view::{Commit, Segment, Segments};
use crate::{Writer, watermark};

/// The engine's description of the last commit.
pub(crate) const META_FILE: &str = "meta.json";

/// A folder of the engine, opened.
pub(crate) struct Engine {
    pub(crate) dir: PathBuf,
    pub(crate) tantivy: tantivy::Index,
    through: Arc<AtomicU32>,
}

impl Engine {
    /// Says whether there is one in `dir`.
    pub(crate) fn exists(dir: &Path) -> bool {
        dir.join(META_FILE).exists()
    }

    /// Opens the one in `dir`; makes an empty one when there is none.
    pub(crate) fn open(dir: &Path) -> Result<Self, IndexError> {
        Ok(Self { dir: dir.to_owned(), tantivy: open_engine(dir)?, through: Arc::default() })
    }

    /// Returns the first message number that is not in it.
    pub(crate) fn through(&self) -> u32 {
        self.through.load(Ordering::Acquire)
    }

    /// Notes how far a commit goes that was taken up. A writer of this process may
    /// have gone further meanwhile.
    pub(crate) fn reached(&self, through: u32) {
        self.through.fetch_max(through, Ordering::AcqRel);
    }

    /// Starts writing after the commit that goes to `through`, the last one.
    pub(crate) fn writer(&self, through: u32, memory_bytes: usize) -> Result<Writer, IndexError> {
        // Opened anew: the engine reads its list of files once, and another
        // process may have added some since.
        let writer = Writer::new(open_engine(&self.dir)?, Arc::clone(&self.through), memory_bytes)?;
        self.through.store(through, Ordering::Release);
        sweep(&self.dir);
        Ok(writer)
    }

    /// Counts the segments of the last commit.
    pub(crate) fn segments(&self) -> Result<usize, IndexError> {
        Ok(self.tantivy.searchable_segment_metas()?.len())
    }

    /// Joins small segments; says whether there were any.
    pub(crate) fn merge(&self) -> Result<bool, IndexError> {
        let small = self.small_segments()?;
        if small.len() < 2 {
            return Ok(false);
        }
        let mut writer: IndexWriter<TantivyDocument> =
            open_engine(&self.dir)?.writer_with_num_threads(1, 16 << 20)?;
        writer.set_merge_policy(Box::new(NoMergePolicy));
        writer.merge(&small).wait()?;
        writer.garbage_collect_files().wait()?;
        writer.wait_merging_threads()?;
        Ok(true)
    }

    /// Returns the last commit if it is not the one that is known.
    pub(crate) fn newer_commit(&self, known: &Commit) -> Result<Option<Commit>, IndexError> {
        // Another process may merge and remove files between our two looks.
        const TRIES: usize = 5;
        let path = self.dir.join(META_FILE);
        let mut tried = 0;
        loop {
            let meta = fs::read(&path).map_err(|error| IndexError::io(&path, error))?;
            if meta == *known.meta {
                return Ok(None);
            }
            tried += 1;
            match self.open_commit(meta, known) {
                Err(_) if tried < TRIES => continue,
                opened => return opened.map(Some),
            }
        }
    }

    /// Opens the segments that are not open yet.
    fn open_commit(&self, octets: Vec<u8>, known: &Commit) -> Result<Commit, IndexError> {
        let meta = guarded(|| Ok(self.tantivy.load_metas()?))?;
        let through = match &meta.payload {
            None if meta.segments.is_empty() => 0,
            payload => {
                let watermark = payload.as_deref().and_then(watermark::read);
                watermark.ok_or_else(|| IndexError::damaged("the watermark of the last commit"))?.0
            }
        };
        let open: HashMap<_, _> = known.segments.list.iter().map(|segment| (segment.id, segment)).collect();
        let mut list = Vec::new();
        for found in meta.segments {
            list.push(match open.get(&found.id()) {
                Some(segment) => Arc::clone(segment),
                None => Arc::new(guarded(|| Segment::open(&self.tantivy.segment(found)))?),
            });
        }
        let segments = Arc::new(Segments { list, ..Segments::default() });
        Ok(Commit { meta: Arc::new(octets), through, segments })
    }

    /// All segments but one that holds more than half of the messages: so the
    /// work over many imports stays within a logarithm of the archive's size.
    fn small_segments(&self) -> Result<Vec<tantivy::index::SegmentId>, IndexError> {
        let metas = self.tantivy.searchable_segment_metas()?;
        let total: u64 = metas.iter().map(|meta| u64::from(meta.max_doc())).sum();
        let small = metas.iter().filter(|meta| u64::from(meta.max_doc()) * 2 <= total);
        Ok(small.map(|meta| meta.id()).collect())
    }
}

/// Removes what killed writers left of their atomic writes. The caller holds
/// the one writer, so none is under way; what cannot be removed does no harm.
fn sweep(dir: &Path) {
    let Ok(entries) = fs::read_dir(dir) else { return };
    let is_draft = |name: &std::ffi::OsStr| name.as_encoded_bytes().starts_with(b".tmp");
    for entry in entries.flatten().filter(|entry| is_draft(&entry.file_name())) {
        let _ = fs::remove_file(entry.path());
    }
}

fn open_engine(dir: &Path) -> Result<tantivy::Index, IndexError> {
    let exists = Engine::exists(dir);
    if !exists {
        fs::create_dir_all(dir).map_err(|error| IndexError::io(dir, error))?;
    }
    let directory = MmapDirectory::open(dir).map_err(tantivy::TantivyError::from)?;
    let engine = if exists {
        let opened = tantivy::Index::open(directory);
        opened.map_err(|error| match error {
            tantivy::TantivyError::InternalError(detail) => IndexError::Damaged { detail },
            error => error.into(),
        })?
    } else {
        tantivy::Index::builder().schema(schema()).create_in_dir(dir)?
    };
    if engine.schema() != schema() {
        return Err(IndexError::UnknownFormat { found: "another schema".to_owned() });
    }
    Ok(engine)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_writer_removes_what_killed_ones_left() {
        let dir = tempfile::tempdir().unwrap();
        let engine = Engine::open(dir.path()).unwrap();
        let draft = dir.path().join(".tmpA1b2C3");
        fs::write(&draft, "half").unwrap();
        drop(engine.writer(0, 32 << 20).unwrap());
        assert!(!draft.exists());
        assert!(Engine::exists(dir.path()));
    }
}
