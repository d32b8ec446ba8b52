//! Strings of logs, each kept once.

use std::num::NonZeroU32;

use indexmap::IndexSet;

/// One distinct string of the evidence, exactly as a log wrote it (after trimming).
///
/// Ten million events name a few thousand accounts: an event holds numbers. None is
/// zero, so that a name that may be missing takes no more room than one that is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(NonZeroU32);

/// Every string of the evidence, by number.
#[derive(Debug, Default, Clone)]
pub struct Names {
    texts: IndexSet<Box<str>>,
}

impl Name {
    /// Its place among the strings: tables about names are plain vectors.
    pub fn index(self) -> usize {
        self.0.get() as usize - 1
    }

    /// The name at a place; places beyond four thousand million share the last.
    fn at(index: usize) -> Self {
        let number = u32::try_from(index).unwrap_or(u32::MAX).saturating_add(1);
        Name(NonZeroU32::new(number).unwrap_or(NonZeroU32::MAX))
    }
}

impl Names {
    /// How many distinct strings there are.
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// Every string with its number.
    pub fn iter(&self) -> impl Iterator<Item = (Name, &str)> {
        self.texts.iter().enumerate().map(|(index, text)| (Name::at(index), &**text))
    }

    /// The number of `text`, which is kept if it is new.
    pub fn put(&mut self, text: &str) -> Name {
        if let Some(index) = self.texts.get_index_of(text) {
            return Name::at(index);
        }
        Name::at(self.texts.insert_full(text.into()).0)
    }

    /// The string that `name` stands for; empty for a name of other evidence.
    pub fn text(&self, name: Name) -> &str {
        self.texts.get_index(name.index()).map_or("", |text| text)
    }

    /// The number of `text`, if the evidence holds it.
    pub fn find(&self, text: &str) -> Option<Name> {
        self.texts.get_index_of(text).map(Name::at)
    }
}

#[cfg(test)]
mod tests {
    use super::{Name, Names};

    #[test]
    fn a_string_keeps_its_number() {
        let mut names = Names::default();
        let numbers: Vec<Name> = ["a", "b", "a", ""].into_iter().map(|text| names.put(text)).collect();
        assert_eq!(numbers.iter().map(|name| name.index()).collect::<Vec<_>>(), [0, 1, 0, 2]);
        assert_eq!(names.find("b"), Some(numbers[1]));
        assert_eq!(names.text(numbers[1]), "b");
        assert_eq!(names.iter().map(|(_, text)| text).collect::<Vec<_>>(), ["a", "b", ""]);
        assert_eq!(size_of::<Option<Name>>(), 4);
    }
}
