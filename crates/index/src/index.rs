//! The index of an archive: opening it, following other writers, wiping it.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use tantivy::TantivyDocument;
use tantivy::directory::MmapDirectory;
use tantivy::indexer::{IndexWriter, NoMergePolicy};

use crate::error::{IndexError, guarded};
use crate::facts::{self, Facts, FactsBuilder};
use crate::query::Query;
use crate::schema::{schema, tokenizers};
use crate::search::{self, Answer, Ask, Tags};
use crate::view::{Commit, Generation, Segment, Segments, View};
use crate::{Writer, suggest, watermark};

/// The engine's description of the last commit.
pub(crate) const META_FILE: &str = "meta.json";

/// The folder of the facts.
pub(crate) const FACTS_FOLDER: &str = "facts";

/// The index of an archive. Searches may run in many threads at once.
pub struct Index {
    dir: PathBuf,
    engine: tantivy::Index,
    through: Arc<AtomicU32>,
    view: RwLock<Arc<View>>,
    reloading: Mutex<()>,
}

impl Index {
    /// Says whether there is an index in `dir`.
    pub fn exists(dir: &Path) -> bool {
        dir.join(META_FILE).exists()
    }

    /// Opens the index in `dir`; makes an empty one when there is none.
    ///
    /// Facts that are missing or damaged count as none: `facts_through` is 0
    /// until they are swapped in again.
    ///
    /// # Errors
    /// `UnknownFormat` or `Damaged` when what is there cannot be read: wipe it
    /// and index again. Nothing was changed.
    pub fn open(dir: &Path) -> Result<Self, IndexError> {
        guarded(|| {
            let engine = open_engine(dir)?;
            let none = Generation { number: None, facts: Arc::new(Facts::none()) };
            let empty = View { commit: Commit::default(), generation: none };
            let index = Self {
                dir: dir.to_owned(),
                engine,
                through: Arc::default(),
                view: RwLock::new(Arc::new(empty)),
                reloading: Mutex::new(()),
            };
            index.load()?;
            Ok(index)
        })
    }

    /// Removes the index in `dir` and everything in that folder.
    ///
    /// # Errors
    /// `Io`; a part may be left, which [`Index::open`] will refuse or take for none.
    pub fn wipe(dir: &Path) -> Result<(), IndexError> {
        match fs::remove_dir_all(dir) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            done => done.map_err(|error| IndexError::io(dir, error)),
        }
    }

    /// Returns the first message number that is not in the index.
    pub fn through(&self) -> u32 {
        self.through.load(Ordering::Acquire)
    }

    /// Returns the first message number that has no facts.
    pub fn facts_through(&self) -> u32 {
        self.view().generation.facts.len() as u32
    }

    /// Starts writing; `memory_bytes` may be filled before a segment is written.
    ///
    /// # Errors
    /// `Busy` while there is another writer.
    pub fn writer(&self, memory_bytes: usize, threads: usize) -> Result<Writer, IndexError> {
        self.reload()?;
        // Opened anew: the engine reads its list of files once, and another
        // process may have added some since.
        let writer = Writer::new(&open_engine(&self.dir)?, Arc::clone(&self.through), memory_bytes, threads)?;
        sweep(&self.dir);
        Ok(writer)
    }

    /// Puts new facts in the place of the old ones.
    ///
    /// # Errors
    /// `Io`: the old facts stay in force.
    pub fn swap_facts(&self, facts: FactsBuilder) -> Result<(), IndexError> {
        let folder = self.dir.join(FACTS_FOLDER);
        let _reloading = self.reloading.lock().unwrap_or_else(PoisonError::into_inner);
        let written = facts::write(&folder, facts);
        let (number, facts) = written.map_err(|error| IndexError::io(&folder, error))?;
        let generation = Generation { number: Some(number), facts: Arc::new(facts) };
        let commit = self.view().commit.clone();
        self.show(View { commit, generation });
        Ok(())
    }

    /// Reads both halves of the first view side by side: a command that asks one
    /// question spends most of its time here.
    fn load(&self) -> Result<(), IndexError> {
        let none = self.view();
        // The longer half first: the other may have to wait for a thread.
        let (generation, commit) =
            rayon::join(|| self.newer_generation(&none.generation), || self.newer_commit(&none.commit));
        let commit = commit?.unwrap_or_default();
        self.through.fetch_max(commit.through, Ordering::AcqRel);
        let generation = generation?.unwrap_or_else(|| none.generation.clone());
        self.show(View { commit, generation });
        Ok(())
    }

    /// Takes up what was committed or swapped in since, here or in another process.
    ///
    /// Cheap when nothing was: one small file and one folder are read.
    ///
    /// # Errors
    /// The view that was there stays in force.
    pub fn reload(&self) -> Result<(), IndexError> {
        let _reloading = self.reloading.lock().unwrap_or_else(PoisonError::into_inner);
        let view = self.view();
        let commit = self.newer_commit(&view.commit)?;
        let generation = self.newer_generation(&view.generation)?;
        if commit.is_none() && generation.is_none() {
            return Ok(());
        }
        let commit = commit.unwrap_or_else(|| view.commit.clone());
        let generation = generation.unwrap_or_else(|| view.generation.clone());
        // A writer of this process may have gone further between our looks.
        self.through.fetch_max(commit.through, Ordering::AcqRel);
        self.show(View { commit, generation });
        Ok(())
    }

    /// Finds messages.
    ///
    /// # Errors
    /// `NotMade` when the query needs data that no room makes yet.
    pub fn search(&self, query: &Query, ask: &Ask, tags: &Tags) -> Result<Answer, IndexError> {
        let view = self.view();
        guarded(|| search::search(&view, query, ask, tags))
    }

    /// Returns what a word that is being typed may become, with how many
    /// messages each is about, the likeliest first.
    ///
    /// `from:jea` becomes `from:jean@region.example`; a bare `jea` too, and names of fields.
    /// Correspondents are personal data: ask only for who may list them.
    pub fn suggest(&self, typed: &str, limit: usize) -> Vec<(String, u64)> {
        suggest::suggest(&self.view().generation.facts, typed, limit)
    }

    /// Counts the segments of the last commit: every query pays for each.
    pub fn segments(&self) -> Result<usize, IndexError> {
        Ok(self.engine.searchable_segment_metas()?.len())
    }

    /// Joins small segments. Takes long and needs room for a copy; searches go on.
    ///
    /// # Errors
    /// `Busy` while there is a writer. On any error the index stays as it was.
    pub fn merge(&self) -> Result<(), IndexError> {
        let small = self.small_segments()?;
        if small.len() < 2 {
            return Ok(());
        }
        let mut writer: IndexWriter<TantivyDocument> =
            open_engine(&self.dir)?.writer_with_num_threads(1, 16 << 20)?;
        writer.set_merge_policy(Box::new(NoMergePolicy));
        writer.merge(&small).wait()?;
        writer.garbage_collect_files().wait()?;
        writer.wait_merging_threads()?;
        self.reload()
    }

    pub(crate) fn dir(&self) -> &Path {
        &self.dir
    }

    pub(crate) fn engine(&self) -> &tantivy::Index {
        &self.engine
    }

    fn view(&self) -> Arc<View> {
        Arc::clone(&self.view.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn show(&self, view: View) {
        *self.view.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(view);
    }

    /// All segments but one that holds more than half of the messages: so the
    /// work over many imports stays within a logarithm of the archive's size.
    fn small_segments(&self) -> Result<Vec<tantivy::index::SegmentId>, IndexError> {
        let metas = self.engine.searchable_segment_metas()?;
        let total: u64 = metas.iter().map(|meta| u64::from(meta.max_doc())).sum();
        let small = metas.iter().filter(|meta| u64::from(meta.max_doc()) * 2 <= total);
        Ok(small.map(|meta| meta.id()).collect())
    }

    fn newer_commit(&self, known: &Commit) -> Result<Option<Commit>, IndexError> {
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
        let meta = guarded(|| Ok(self.engine.load_metas()?))?;
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
                None => Arc::new(guarded(|| Segment::open(&self.engine.segment(found)))?),
            });
        }
        let segments = Arc::new(Segments { list, ..Segments::default() });
        Ok(Commit { meta: Arc::new(octets), through, segments })
    }

    fn newer_generation(&self, known: &Generation) -> Result<Option<Generation>, IndexError> {
        let folder = self.dir.join(FACTS_FOLDER);
        let newest = facts::newest(&folder).map_err(|error| IndexError::io(&folder, error))?;
        let Some(number) = newest.filter(|_| newest != known.number) else { return Ok(None) };
        let facts = match facts::read(&folder, number) {
            // Replaced by a newer one between two looks: the next call sees it.
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            read => read.map_err(|error| IndexError::io(&folder, error))?,
        };
        Ok(Some(Generation { number: newest, facts: Arc::new(facts.unwrap_or_else(Facts::none)) }))
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
    let exists = Index::exists(dir);
    if !exists {
        fs::create_dir_all(dir).map_err(|error| IndexError::io(dir, error))?;
    }
    let directory = MmapDirectory::open(dir).map_err(tantivy::TantivyError::from)?;
    let mut engine = if exists {
        let opened = tantivy::Index::open(directory);
        opened.map_err(|error| match error {
            tantivy::TantivyError::InternalError(detail) => IndexError::Damaged { detail },
            error => error.into(),
        })?
    } else {
        tantivy::Index::builder().schema(schema()).tokenizers(tokenizers()).create_in_dir(dir)?
    };
    if engine.schema() != schema() {
        return Err(IndexError::UnknownFormat { found: "another schema".to_owned() });
    }
    engine.set_tokenizers(tokenizers());
    Ok(engine)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_writer_removes_what_killed_ones_left() {
        let dir = tempfile::tempdir().unwrap();
        let index = Index::open(dir.path()).unwrap();
        let draft = dir.path().join(".tmpA1b2C3");
        fs::write(&draft, "half").unwrap();
        drop(index.writer(32 << 20, 1).unwrap());
        assert!(!draft.exists());
        assert!(Index::exists(dir.path()));
    }
}
