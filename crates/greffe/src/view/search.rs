//! What a search answers: the messages of a page, counts over all, and what it could not look at.

use serde::Serialize;

use crate::error::Coded;

/// The answer to a search.
#[derive(Debug, Clone, Serialize)]
pub struct SearchAnswer {
    /// How many messages match, exactly, loose documents among them.
    pub total: u64,
    /// How many of them are loose documents.
    pub documents: u64,
    /// How many groups of messages of nearly the same text they make, exactly; `None` unless
    /// collapsed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub texts: Option<u64>,
    /// The messages of this page.
    pub hits: Vec<Hit>,
    /// Counts over all matches; `None` when they were not asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub facets: Option<Facets>,
    /// What the search could not look at.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<Warning>,
    /// The query in canonical form.
    pub query: String,
    /// Messages below this number were looked at: ask for the next page with it.
    pub through: u32,
}

/// A message in a list of results.
#[derive(Debug, Clone, Serialize)]
pub struct Hit {
    /// SHA-256 of the raw bytes, hexadecimal.
    pub id: String,
    /// RFC 3339, UTC; `None` when no line of the message says when.
    pub date: Option<String>,
    /// `Name <address>`; empty when there is no From.
    pub from: String,
    /// The To addresses in the same form.
    pub to: Vec<String>,
    /// Byte ranges of `from` that match, `[start, end)`.
    pub from_marks: Vec<(usize, usize)>,
    /// Decoded subject; of a document, the name of the file.
    pub subject: String,
    /// Byte ranges of `subject` that match, `[start, end)`.
    pub subject_marks: Vec<(usize, usize)>,
    /// Where it lies; several places when it was found several times.
    pub mailboxes: Vec<Place>,
    /// `person`, `list`, `bulk` or `automatic`; `document` for a loose file.
    pub kind: &'static str,
    /// The word of its verdict; `None` while it is not judged, and of a document.
    pub verdict: Option<&'static str>,
    /// Number of files inside.
    pub attachments: usize,
    /// Some words around the first match.
    pub snippet: String,
    /// Byte ranges of `snippet` that match, `[start, end)`.
    pub marks: Vec<(usize, usize)>,
    /// The file inside the message that the snippet is from; `None` for the message's own text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub snippet_of: Option<String>,
    /// The part that this file is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub snippet_part: Option<usize>,
    /// What people wrote on it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Content of it could not be read.
    pub damaged: bool,
    /// How many other matches have nearly the same text; `None` unless collapsed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub similar: Option<u64>,
}

/// A folder of a mailbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The mailbox's name.
    pub mailbox: String,
    /// The folder in it; empty for its root.
    pub folder: String,
}

/// Counts over all matches of a query; every list is sorted by count, then by value.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Facets {
    /// By mailbox.
    pub mailbox: Facet,
    /// By address of the first From.
    pub from: Facet,
    /// By domain of the first From.
    pub domain: Facet,
    /// By year in the archive's time zone.
    pub year: Facet,
    /// By kind of mail, loose documents among them.
    pub kind: Facet,
    /// By type of the files inside.
    pub filetype: Facet,
    /// By who wrote the files inside, as they say: values of `author:`.
    pub author: Facet,
    /// By language of the text.
    pub lang: Facet,
    /// By mailing list.
    pub list: Facet,
    /// By tag.
    pub tag: Facet,
    /// By verdict: values of `verdict:`.
    pub verdict: Facet,
    /// By domain whose key signed what is there: values of `signed-by:`.
    pub signed_by: Facet,
    /// By reason of the verdict: values of `reason:`.
    pub reason: Facet,
    /// With or without files inside: values `attachment`, `none`.
    pub has: Facet,
    /// Messages per month (`2016-03`) in time order, months without any left out.
    pub months: Vec<Count>,
    /// Messages without a date.
    pub undated: u64,
}

/// The values of one facet.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Facet {
    /// The most frequent values.
    pub values: Vec<Count>,
    /// Messages under values not listed.
    pub other: u64,
}

/// A value and how many messages have it.
#[derive(Debug, Clone, Serialize)]
pub struct Count {
    /// The value, as the query language writes it after the field's colon (unquoted).
    pub value: String,
    /// Number of messages.
    pub count: u64,
}

/// What a search could not look at, or cut short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum Warning {
    /// A word or prefix stands for more terms than are searched.
    ExpansionCut {
        /// As written in the query.
        word: String,
    },
    /// A word is so long that only its beginning is searched: others that begin so are found too.
    WordClipped {
        /// Its beginning.
        word: String,
    },
    /// Nothing in the archive has this name: a mailbox, folder, list or tag misspelt, perhaps.
    NoSuchName {
        /// The operator.
        operator: String,
        /// As written in the query.
        name: String,
    },
    /// The text inside attachments has not been read.
    AttachmentsNotRead {
        /// Messages with attachments, which `attachment:` cannot look into.
        messages: u64,
    },
    /// The message that `similar:` names has too few words of its own to be compared, or is a
    /// loose document, which never is.
    NotCompared,
    /// Some messages have no verdict yet.
    NotJudged {
        /// How many, which `verdict:`, `signed-by:` and `reason:` cannot look at.
        messages: u64,
    },
}

/// One line of a batch search.
#[derive(Debug, Clone, Serialize)]
pub struct BatchRow {
    /// The term as it stands in the list.
    pub term: String,
    /// The query it became.
    pub query: String,
    /// Messages that match; `None` of a term that was not searched.
    pub total: Option<u64>,
    /// What its search could not look at.
    pub warnings: Vec<Warning>,
    /// Why it was not searched.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_searched: Option<NotSearched>,
}

/// Why a term was not searched.
#[derive(Debug, Clone, Serialize)]
pub struct NotSearched {
    /// The code of the error: `query`, `not-made`.
    pub code: &'static str,
    /// Its texts.
    #[serde(skip)]
    pub coded: Coded,
    /// What a query that cannot be read could have held.
    #[serde(skip)]
    pub expected: Option<Coded>,
}

/// Something to complete a query with.
#[derive(Debug, Clone, Serialize)]
pub struct Suggestion {
    /// What to put in place of the typed word, e.g. `from:claire@region.example`.
    pub insert: String,
    /// Number of messages, when known.
    pub count: Option<u64>,
}

/// A search that somebody kept.
#[derive(Debug, Clone, Serialize)]
pub struct SavedSearch {
    /// Its number.
    pub n: i64,
    /// Its name.
    pub name: String,
    /// The query.
    pub query: String,
    /// RFC 3339, UTC.
    pub created_at: String,
}
