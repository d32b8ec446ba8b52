//! What else says the same as a message.

use serde::Serialize;

/// Near-duplicates of a message, and messages that hold its text.
#[derive(Debug, Clone, Default, Serialize)]
pub struct SimilarView {
    /// Whether its text was compared: with too few words of its own it is not, and a loose
    /// document never is.
    #[serde(rename = "compared")]
    pub is_compared: bool,
    /// How many other messages `similar:` finds.
    pub group: u64,
    /// Those of nearly the same text, the likest first.
    pub same_text: Vec<NearView>,
    /// Those that quote or carry its text, the fullest first.
    pub contained_in: Vec<NearView>,
    /// There are more than were compared: the lists may lack some.
    #[serde(rename = "cut")]
    pub is_cut: bool,
}

/// A message that has text in common with another one.
#[derive(Debug, Clone, Serialize)]
pub struct NearView {
    /// Its id.
    pub id: String,
    /// Of the same text: the share of runs of three words of both that both have. Of a
    /// message that holds the text: the share of this message's runs that it has. From 0
    /// to 1, measured on the texts.
    pub share: f64,
    /// RFC 3339, UTC.
    pub date: Option<String>,
    /// `Name <address>`; empty when there is no From.
    pub from: String,
    /// Decoded subject.
    pub subject: String,
}
