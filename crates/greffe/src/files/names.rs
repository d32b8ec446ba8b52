//! Further names of loose documents: the same bytes lay in the dump under another name, too.
//!
//! A document is indexed by the name of its first place, and what is indexed stays as it is.
//! The others stand beside it, with what the files say. When an import finds a known
//! document under a new name, that half of the index is made again from what was read:
//! seldom, and no file is read for it.

use greffe_message::clean_name;
use greffe_store::{Outcome, Store, Verdicts, Writer};
use greffe_terms::Number;

use crate::archive::Archive;
use crate::error::Error;

/// Whether the index has all names, as a remark beside the verdicts.
const NAMES: &str = "names";
const BEHIND: &str = "behind";
const FOLLOWED: &str = "followed";

/// Returns the further names of the documents from `from` on.
pub(super) fn further_names(store: &Store, from: Number) -> Result<Vec<(Number, String)>, Error> {
    let mut names: Vec<(Number, String)> = Vec::new();
    let mut of_one: Vec<String> = Vec::new();
    let mut last = None;
    store.places_of_documents(from, &mut |number, path| {
        let name = name_of(&path);
        if last.replace(number) != Some(number) {
            of_one = vec![name];
        } else if !of_one.contains(&name) {
            of_one.push(name.clone());
            names.push((number, name));
        }
    })?;
    Ok(names)
}

fn name_of(path: &str) -> String {
    clean_name(path.rsplit('/').next().unwrap_or_default())
}

/// Says whether the index has every name that earlier imports have found.
pub(crate) fn have_names(verdicts: &Verdicts) -> Result<bool, Error> {
    Ok(verdicts.remark(NAMES)?.as_deref() != Some(BEHIND))
}

/// Notes that the index has all names.
pub(super) fn have_followed(writer: &mut Writer) -> Result<(), Error> {
    Ok(writer.verdicts()?.put_remark(NAMES, FOLLOWED)?)
}

/// The names that one import finds.
#[derive(Default)]
pub(crate) struct Naming {
    is_noted: bool,
    has_new: bool,
}

impl Naming {
    /// Notes, before they are stored, that documents are found again: whatever stops
    /// the import, somebody will look at their names.
    pub(crate) fn begin(&mut self, writer: &mut Writer) -> Result<(), Error> {
        if !self.is_noted {
            writer.verdicts()?.put_remark(NAMES, BEHIND)?;
            self.is_noted = true;
        }
        Ok(())
    }

    /// Takes up what became of a document that was found again.
    pub(crate) fn found(&mut self, archive: &Archive, outcome: Outcome) -> Result<(), Error> {
        let Outcome::Duplicate(number) = outcome else { return Ok(()) };
        // What is not indexed yet will be with all its names.
        if self.has_new || number.0 >= archive.index.attached_through() {
            return Ok(());
        }
        let row = archive.store.row(number)?;
        let mut names = row.occurrences.iter().map(|place| name_of(&place.path)).rev();
        let newest = names.next();
        self.has_new = !names.any(|name| Some(name) == newest);
        Ok(())
    }

    /// Ends it: where no name was new, nothing is left to do.
    pub(crate) fn end(self, writer: &mut Writer) -> Result<(), Error> {
        if self.is_noted && !self.has_new { have_followed(writer) } else { Ok(()) }
    }
}
