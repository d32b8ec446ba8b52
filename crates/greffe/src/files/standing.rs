//! What was read of each message's files, for its facts.

use std::collections::HashMap;

use greffe_store::Store;
use greffe_terms::Number;

use super::FileOutline;
use crate::error::Error;

/// What was read of the files of all messages.
#[derive(Default)]
pub(crate) struct FilesStanding {
    through: u32,
    of: HashMap<u32, FilesOf>,
}

/// What was read of the files of one message.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct FilesOf {
    /// How many were not read, or not to their end.
    pub(crate) unread: u32,
    /// Who wrote them, as they say.
    pub(crate) authors: Vec<String>,
}

impl FilesStanding {
    pub(crate) fn read(store: &Store) -> Result<Self, Error> {
        let readings = store.readings()?;
        let mut of: HashMap<u32, FilesOf> = HashMap::new();
        readings.each(|file| {
            // One that cannot be read is a newer greffe's: as if nobody had read the file.
            let outline = serde_json::from_str::<FileOutline>(&file.outline).unwrap_or_default();
            let files = of.entry(file.number.0).or_default();
            files.unread += u32::from(outline.is_unread());
            files.authors.extend(outline.authors);
        })?;
        Ok(Self { through: readings.through()?, of })
    }

    /// Returns what was read of a message with `files` files.
    pub(crate) fn of(&self, n: Number, files: u32) -> FilesOf {
        if self.is_waiting(n) {
            return FilesOf { unread: files, authors: Vec::new() };
        }
        self.of.get(&n.0).cloned().unwrap_or_default()
    }

    /// Says whether nobody has looked at the files of a message yet.
    pub(crate) fn is_waiting(&self, n: Number) -> bool {
        n.0 >= self.through
    }
}
