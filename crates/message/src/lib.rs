//! Raw mail to headers, parts, addresses, text, thread references and defects.
//!
//! The one idea: *reading never fails*. [`parse`] takes any octets and returns
//! a [`Message`]; what was broken stands in its `defects`. What is made here is
//! for display and search only: nothing of it is ever taken for signed octets.
//! Pure: no file, clock, locale or randomness.

mod model;

pub use model::{Attachment, Body, Header, Message, Part, Searchable, Summary};
