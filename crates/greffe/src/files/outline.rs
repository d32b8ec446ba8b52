//! What lists and facts need to know of a file, without its text.

use greffe_extract::{Metadata, Outcome, Reading};
use serde::{Deserialize, Serialize};

/// Longer names of authors are no names.
const LONGEST_AUTHOR_CHARS: usize = 120;

/// A file at a glance; kept as JSON beside its reading.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct FileOutline {
    /// How its reading ended.
    pub(crate) outcome: Outcome,
    /// Its length.
    pub(crate) bytes: u64,
    /// What its content was taken for.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) format: String,
    /// Who wrote or saved it, and for whom, as it says itself; documents inside it, too.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) authors: Vec<String>,
    /// Documents inside it whose text was not read, or not to its end.
    #[serde(skip_serializing_if = "is_zero")]
    pub(crate) unread_inside: u32,
}

impl FileOutline {
    /// Outlines a reading of a file of so many bytes.
    pub(crate) fn of(reading: &Reading, bytes: u64) -> Self {
        let inside = reading.inner.iter().map(|inner| &inner.metadata);
        let mut authors: Vec<String> =
            std::iter::once(&reading.metadata).chain(inside).flat_map(authors).collect();
        authors.sort_unstable();
        authors.dedup();
        let unread = reading.inner.iter().filter(|inner| inner.outcome != Outcome::Complete).count();
        Self {
            outcome: reading.outcome,
            bytes,
            format: reading.format.clone(),
            authors,
            unread_inside: u32::try_from(unread).unwrap_or(u32::MAX),
        }
    }

    /// Says whether some of its text may be missing.
    pub(crate) fn is_unread(&self) -> bool {
        self.outcome != Outcome::Complete || self.unread_inside > 0
    }
}

fn authors(metadata: &Metadata) -> Vec<String> {
    let said = [&metadata.author, &metadata.last_saved_by, &metadata.company];
    let names = said.into_iter().flatten().map(|name| name.trim());
    let is_name = |name: &&str| !name.is_empty() && name.chars().count() <= LONGEST_AUTHOR_CHARS;
    names.filter(is_name).map(str::to_owned).collect()
}

fn is_zero(count: &u32) -> bool {
    *count == 0
}

#[cfg(test)]
mod tests {
    use greffe_extract::{Inner, Why};

    use super::*;

    fn metadata(author: &str, last_saved_by: &str) -> Metadata {
        let some = |name: &str| Some(name.to_owned()).filter(|name| !name.is_empty());
        Metadata { author: some(author), last_saved_by: some(last_saved_by), ..Metadata::default() }
    }

    #[test]
    fn an_outline_names_each_author_once_and_reads_back() {
        let inner = |path: &str, outcome| Inner {
            path: path.to_owned(),
            format: "docx".to_owned(),
            outcome,
            metadata: metadata("Anne", ""),
        };
        let reading = Reading {
            format: "zip".to_owned(),
            outcome: Outcome::Complete,
            metadata: metadata(" Jean ", "Anne"),
            inner: vec![inner("a", Outcome::Complete), inner("b", Outcome::None(Why::Encrypted))],
            ..Reading::default()
        };
        let outline = FileOutline::of(&reading, 7);
        assert_eq!(outline.authors, ["Anne", "Jean"]);
        assert!(outline.is_unread(), "a document inside needs a password");
        let text = serde_json::to_string(&outline).expect("JSON");
        assert_eq!(serde_json::from_str::<FileOutline>(&text).expect("read"), outline);
        assert!(!FileOutline::of(&Reading { inner: Vec::new(), ..reading }, 7).is_unread());
    }
}
