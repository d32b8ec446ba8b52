//! What was read in a file: pieces of text, facts about it, and how it ended.

use serde::{Deserialize, Serialize};

/// Everything a worker found in one item.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// What the content was taken for, as a short word (`docx`); empty if unknown.
    pub format: String,
    /// How it ended.
    pub outcome: Outcome,
    /// The text, in the order of the document.
    pub pieces: Vec<Piece>,
    /// What the file says of itself.
    pub metadata: Metadata,
    /// The documents inside (members of archives, attachments of mails), each with its own outcome.
    pub inner: Vec<Inner>,
    /// The installed program that read the text, as it calls itself (`tesseract 5.3.0`); none if
    /// the worker did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// The signal that ended the worker, if one did (31, `SIGSYS`: it tried what is forbidden).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signal: Option<i32>,
}

impl Reading {
    /// Returns the whole text, a line break after each piece.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for piece in &self.pieces {
            text.push_str(&piece.text);
            if !piece.text.ends_with('\n') {
                text.push('\n');
            }
        }
        text
    }
}

/// How the reading of a document ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// All its text was read.
    Complete,
    /// Some of its text was read.
    Truncated(Why),
    /// None of its text was read.
    None(Why),
}

impl Default for Outcome {
    fn default() -> Self {
        Self::None(Why::NoText)
    }
}

impl Outcome {
    /// Says how a reading ended that `stopped`, or did not, after some text or none.
    pub(crate) fn of(stopped: Option<Why>, has_text: bool) -> Self {
        match (stopped, has_text) {
            (None, true) => Self::Complete,
            (None, false) => Self::None(Why::NoText),
            (Some(why), true) => Self::Truncated(why),
            (Some(why), false) => Self::None(why),
        }
    }

    /// Returns what kept the text from being read whole.
    pub fn why(self) -> Option<Why> {
        match self {
            Self::Complete => None,
            Self::Truncated(why) | Self::None(why) => Some(why),
        }
    }
}

/// Why text is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// There is none: an empty document, or images alone.
    NoText,
    /// A password is needed.
    Encrypted,
    /// The file is not whole, or not what it claims to be.
    Damaged,
    /// It, or what it unfolds to, passes a limit on size or memory.
    TooLarge,
    /// It took too long.
    TimedOut,
    /// The worker died of it.
    Crashed,
    /// Nobody here reads this format.
    Unsupported,
}

impl Why {
    /// All reasons, in the order of their definition.
    pub const ALL: [Self; 7] = [
        Self::NoText,
        Self::Encrypted,
        Self::Damaged,
        Self::TooLarge,
        Self::TimedOut,
        Self::Crashed,
        Self::Unsupported,
    ];

    /// Returns the word for it that JSON and scripts see.
    pub fn word(self) -> &'static str {
        match self {
            Self::NoText => "no-text",
            Self::Encrypted => "encrypted",
            Self::Damaged => "damaged",
            Self::TooLarge => "too-large",
            Self::TimedOut => "timed-out",
            Self::Crashed => "crashed",
            Self::Unsupported => "unsupported",
        }
    }
}

/// A run of text from one place of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// The document inside the item that says it, as in [`Inner::path`]; empty for the item itself.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub within: String,
    /// Where in the document it stands.
    pub mark: Mark,
    /// What it says.
    pub text: String,
}

/// Where text stands in a document: much of it is seen by no casual reader.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    /// In the running text.
    #[default]
    Body,
    /// In a comment or annotation.
    Comment,
    /// Deleted, and kept by the tracking of changes.
    Deleted,
    /// On a sheet or slide that is hidden.
    Hidden,
    /// In a text box or shape.
    TextBox,
    /// In a header or footer.
    HeaderFooter,
    /// In a footnote, an endnote or a speaker's notes.
    Notes,
    /// A formula behind a cell.
    Formula,
    /// In a part beside the running text: a chart, a diagram, a form, custom data.
    Aside,
}

impl Mark {
    /// All marks, in the order of their definition.
    pub const ALL: [Self; 9] = [
        Self::Body,
        Self::Comment,
        Self::Deleted,
        Self::Hidden,
        Self::TextBox,
        Self::HeaderFooter,
        Self::Notes,
        Self::Formula,
        Self::Aside,
    ];

    /// Returns the word for it that JSON and scripts see.
    pub fn word(self) -> &'static str {
        match self {
            Self::Body => "body",
            Self::Comment => "comment",
            Self::Deleted => "deleted",
            Self::Hidden => "hidden",
            Self::TextBox => "text-box",
            Self::HeaderFooter => "header-footer",
            Self::Notes => "notes",
            Self::Formula => "formula",
            Self::Aside => "aside",
        }
    }
}

/// A document inside an item.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Inner {
    /// Names from the outside in, joined by `/`; as written, so hostile.
    pub path: String,
    /// What its content was taken for.
    pub format: String,
    /// How its reading ended.
    pub outcome: Outcome,
    /// What it says of itself.
    pub metadata: Metadata,
}

/// What a file says of itself. Claims of the file, nothing proved.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Metadata {
    /// Its title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Who wrote it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// Who saved it last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_saved_by: Option<String>,
    /// The company the program was registered to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company: Option<String>,
    /// When it was made: `2017-03-09T08:00:00Z`; without zone where the file names none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created: Option<String>,
    /// When it was saved last, as [`Self::created`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub modified: Option<String>,
    /// The program, or camera, that made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub software: Option<String>,
    /// The template it was made from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template: Option<String>,
    /// Where a photo was taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
}

/// A place on Earth (WGS 84).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Position {
    /// Degrees, positive to the north.
    pub latitude: f64,
    /// Degrees, positive to the east.
    pub longitude: f64,
}

#[cfg(feature = "light")]
impl Position {
    /// Returns the place, if there is one of these coordinates.
    pub(crate) fn on_earth(latitude: f64, longitude: f64) -> Option<Self> {
        let is_on_earth = latitude.abs() <= 90.0 && longitude.abs() <= 180.0;
        is_on_earth.then_some(Self { latitude, longitude })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outcomes_are_words_in_json() {
        let check = |outcome: Outcome, json: &str| {
            assert_eq!(serde_json::to_string(&outcome).expect("serializes"), json);
            assert_eq!(serde_json::from_str::<Outcome>(json).expect("parses"), outcome);
        };
        check(Outcome::Complete, r#""complete""#);
        for why in Why::ALL {
            check(Outcome::None(why), &format!(r#"{{"none":"{}"}}"#, why.word()));
            check(Outcome::Truncated(why), &format!(r#"{{"truncated":"{}"}}"#, why.word()));
        }
    }

    #[test]
    fn an_outcome_follows_from_how_it_stopped_and_what_was_got() {
        assert_eq!(Outcome::of(None, true), Outcome::Complete);
        assert_eq!(Outcome::of(None, false), Outcome::None(Why::NoText));
        assert_eq!(Outcome::of(Some(Why::Damaged), true), Outcome::Truncated(Why::Damaged));
        assert_eq!(Outcome::of(Some(Why::Encrypted), false), Outcome::None(Why::Encrypted));
    }
}
