//! Strings of logs, each kept once.

use std::collections::HashMap;

/// One distinct string of the evidence, exactly as a log wrote it (after trimming).
///
/// Ten million events name a few thousand accounts: an event holds numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(u32);

/// Every string of the evidence, by number.
#[derive(Debug, Default, Clone)]
pub struct Names {
    texts: Vec<Box<str>>,
    numbers: HashMap<Box<str>, Name>,
}

impl Names {
    /// The number of `text`, which is kept if it is new.
    pub fn put(&mut self, text: &str) -> Name {
        if let Some(known) = self.numbers.get(text) {
            return *known;
        }
        let name = Name(u32::try_from(self.texts.len()).unwrap_or(u32::MAX));
        self.texts.push(text.into());
        self.numbers.insert(text.into(), name);
        name
    }

    /// The string that `name` stands for; empty for a name of other evidence.
    pub fn text(&self, name: Name) -> &str {
        self.texts.get(name.0 as usize).map_or("", |text| text)
    }

    /// The number of `text`, if the evidence holds it.
    pub fn find(&self, text: &str) -> Option<Name> {
        self.numbers.get(text).copied()
    }
}
