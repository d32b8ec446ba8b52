//! What the desk answers: plain values for doors to print, and the JSON contract.
//!
//! Field names are a contract with scripts: add fields, never change the
//! meaning of one. A field whose room does not exist yet is absent, not empty.

mod archive;
mod authentication;
mod counts;
mod files;
mod keys;
mod message;
mod people;
mod search;
mod similar;

pub use archive::{ImportView, LostView, Overview, SourceView};
pub use authentication::{
    AuthenticationView, Because, CopyView, HowQuoted, KeyName, SiblingView, VerdictChange,
};
pub use counts::{ByKind, KindCounts, VerdictCounts, VerdictTotals};
pub use files::{FileState, FileText, UnreadFile, UnreadInside, UnreadPage, UnreadTotal};
pub use keys::{ClaimView, KeyView, MissingKeyView};
pub use message::{HtmlBody, MessageView, NoteView, OccurrenceView, PartBytes, PartView};
pub use people::{Addressed, CorrespondentView, CorrespondentsView, PersonView};
pub use search::{
    BatchRow, Count, Facet, Facets, Hit, NotSearched, Place, SavedSearch, SearchAnswer, Suggestion, Warning,
};
pub use similar::{NearView, SimilarView};
