//! The index of an archive: opening it, following other writers, wiping it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use crate::attached::AttachedWriter;
use crate::correspondents::{self, Correspondent, Foremost, Person};
use crate::engine::Engine;
use crate::error::{IndexError, guarded};
use crate::facts::{self, Facts, FactsBuilder};
use crate::query::Query;
use crate::search::{self, Answer, Ask, Tags};
use crate::view::{Commit, Generation, View};
use crate::{Writer, alike, suggest};

/// The folder of what files say.
pub(crate) const ATTACHED_FOLDER: &str = "attached";

/// The folder of the facts.
pub(crate) const FACTS_FOLDER: &str = "facts";

/// The index of an archive. Searches may run in many threads at once.
pub struct Index {
    dir: PathBuf,
    /// The words of the messages.
    words: Engine,
    /// What their files say.
    attached: Engine,
    view: RwLock<Arc<View>>,
    reloading: Mutex<()>,
}

impl Index {
    /// Says whether there is an index in `dir`.
    pub fn exists(dir: &Path) -> bool {
        Engine::exists(dir)
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
            let none = Generation { number: None, facts: Arc::new(Facts::none()) };
            let empty = View { commit: Commit::default(), attached: Commit::default(), generation: none };
            let index = Self {
                dir: dir.to_owned(),
                words: Engine::open(dir)?,
                attached: Engine::open(&dir.join(ATTACHED_FOLDER))?,
                view: RwLock::new(Arc::new(empty)),
                reloading: Mutex::new(()),
            };
            index.take_up()?;
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
        self.words.through()
    }

    /// Returns the first message number whose files were not read.
    pub fn attached_through(&self) -> u32 {
        self.view().attached.through
    }

    /// Returns the first message number that has no facts.
    pub fn facts_through(&self) -> u32 {
        self.view().generation.facts.len() as u32
    }

    /// Starts writing; `memory_bytes` may be filled before a segment is written.
    ///
    /// # Errors
    /// `Busy` while there is another writer.
    pub fn writer(&self, memory_bytes: usize) -> Result<Writer, IndexError> {
        self.reload()?;
        self.words.writer(self.view().commit.through, memory_bytes)
    }

    /// Starts writing what files say.
    ///
    /// # Errors
    /// `Busy` while there is another writer of it.
    pub fn attached_writer(&self, memory_bytes: usize) -> Result<AttachedWriter, IndexError> {
        self.reload()?;
        Ok(AttachedWriter::new(self.attached.writer(self.attached_through(), memory_bytes)?))
    }

    /// Forgets what files say: they are to be read again, in another way.
    ///
    /// # Errors
    /// `Busy` while there is a writer of it.
    pub fn forget_attached(&self) -> Result<(), IndexError> {
        let mut writer = self.attached.writer(0, 0)?;
        writer.forget()?;
        drop(writer);
        self.reload()
    }

    /// Puts new facts in the place of the old ones. Which messages say nearly the same is
    /// found here: their sketches are in the index, so commit it before.
    ///
    /// # Errors
    /// The old facts stay in force.
    pub fn swap_facts(&self, mut facts: FactsBuilder) -> Result<(), IndexError> {
        let folder = self.dir.join(FACTS_FOLDER);
        let _reloading = self.reloading.lock().unwrap_or_else(PoisonError::into_inner);
        self.take_up()?;
        facts.set_alike(&guarded(|| Ok(alike::groups(self.view().commit.sketches()?)))?);
        let written = facts::write(&folder, facts);
        let (number, facts) = written.map_err(|error| IndexError::io(&folder, error))?;
        let generation = Generation { number: Some(number), facts: Arc::new(facts) };
        self.show(View { generation, ..View::clone(&self.view()) });
        Ok(())
    }

    /// Takes up what was committed or swapped in since, here or in another process.
    ///
    /// Cheap when nothing was: two small files and one folder are read.
    ///
    /// # Errors
    /// The view that was there stays in force.
    pub fn reload(&self) -> Result<(), IndexError> {
        let _reloading = self.reloading.lock().unwrap_or_else(PoisonError::into_inner);
        self.take_up()
    }

    /// Reads the parts of the view that are newer.
    fn take_up(&self) -> Result<(), IndexError> {
        let view = self.view();
        let words = || self.words.newer_commit(&view.commit);
        let attached = || self.attached.newer_commit(&view.attached);
        let facts = || self.newer_generation(&view.generation);
        let is_opening = view.commit.meta.is_empty();
        let ((commit, attached), generation) = if is_opening {
            // Side by side: a command that asks one question spends most of its time here. The
            // facts last: they are read in parts, of which a thread may take some once it is free.
            rayon::join(|| rayon::join(words, attached), facts)
        } else {
            // Seldom is anything newer, and to wake a thread takes longer than to see that.
            ((words(), attached()), facts())
        };
        let (generation, commit, attached) = (generation?, commit?, attached?);
        if generation.is_none() && commit.is_none() && attached.is_none() {
            return Ok(());
        }
        let mut commit = commit.unwrap_or_else(|| view.commit.clone());
        let attached = attached.unwrap_or_else(|| view.attached.clone());
        let generation = generation.unwrap_or_else(|| view.generation.clone());
        if generation.facts.len() > commit.through as usize {
            // Words are committed before their facts: both were while these were read.
            commit = self.words.newer_commit(&commit)?.unwrap_or(commit);
        }
        self.words.reached(commit.through);
        self.show(View { commit, attached, generation });
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

    /// Returns a page of the correspondents whose address or name holds `typed`, and how many there are.
    ///
    /// Correspondents are personal data: ask only for who may list them.
    pub fn correspondents(
        &self,
        typed: &str,
        foremost: Foremost,
        offset: usize,
        limit: usize,
    ) -> Result<(u64, Vec<Correspondent>), IndexError> {
        let view = self.view();
        guarded(|| correspondents::list(&view, typed, foremost, offset, limit))
    }

    /// Returns one correspondent, with who stands around it; `None` if no message names it.
    pub fn correspondent(&self, address: &str) -> Result<Option<Person>, IndexError> {
        let view = self.view();
        guarded(|| correspondents::one(&view, address))
    }

    /// Counts the segments of the last commits: every query pays for each.
    pub fn segments(&self) -> Result<usize, IndexError> {
        Ok(self.words.segments()? + self.attached.segments()?)
    }

    /// Joins small segments. Takes long and needs room for a copy; searches go on.
    ///
    /// # Errors
    /// `Busy` while there is a writer. On any error the index stays as it was.
    pub fn merge(&self) -> Result<(), IndexError> {
        let merged = self.words.merge()?;
        if self.attached.merge()? || merged { self.reload() } else { Ok(()) }
    }

    pub(crate) fn dir(&self) -> &Path {
        &self.dir
    }

    pub(crate) fn engines(&self) -> [&Engine; 2] {
        [&self.words, &self.attached]
    }

    fn view(&self) -> Arc<View> {
        Arc::clone(&self.view.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn show(&self, view: View) {
        *self.view.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(view);
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
