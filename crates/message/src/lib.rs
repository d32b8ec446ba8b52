//! Raw mail to headers, parts, addresses, text, thread references and defects.
//!
//! The one idea: *reading never fails*. [`parse`] takes any octets and returns
//! a [`Message`]; what was broken stands in its `defects`. What is made here is
//! for display and search only: nothing of it is ever taken for signed octets.
//! Pure: no file, clock, locale or randomness.
//!
//! The structure, addresses, dates and encoded-words are read here and not by a
//! library, because each needs its bounds (levels, parts, time) and its defects.

mod attachments;
mod body;
mod defects;
mod document;
mod eights;
mod fold;
mod header;
mod held;
mod html;
mod kind;
mod language;
mod lines;
mod model;
mod name;
mod parts;
mod read;
mod readable;
mod searchable;
mod summary;
mod text;
mod wording;
pub mod write;

pub use document::document;
pub use fold::{Folded, fold, fold_onto};
pub use header::split::{FieldSpan, HeaderSpans, split_header};
pub use header::value::{addresses, date};
pub use held::{Abridger, Held};
pub use html::html_to_text;
pub use model::{Attachment, Body, Header, Message, Part, Searchable, Summary};
pub use name::clean_name;
pub use read::{MAX_WHOLE_OCTETS, PREFIX_OCTETS, parse, parse_held, parse_prefix};
pub use readable::header_start;
pub use text::Text;
pub use wording::{LEAST_WORDS, Role, Sketch, Wording, lines_with_roles};
