//! Full text, facts by number, the query language, facets and highlights.
//!
//! This room owns the folder `index/` of an archive. The one idea: the engine's
//! index holds only *what never changes*, the words of the bytes, under the
//! message's number; *everything that can change* is a fact by number beside
//! it, swapped whole. A new mailbox, thread or tag never touches the index.
//!
//! It is a view: deleted, it is made again from packs, catalogue,
//! verdicts and readings. It keeps no
//! text; snippets are cut from what the caller reads from the packs.

mod addresses;
mod alike;
mod attached;
mod bits;
mod check;
mod correspondents;
mod engine;
mod entry;
mod error;
mod facts;
mod highlight;
mod index;
mod numbering;
mod query;
mod schema;
mod search;
mod suggest;
mod view;
mod watermark;
mod words;
mod writer;

pub use attached::{Attached, AttachedWriter};
pub use check::{Fault, Problem};
pub use correspondents::{Correspondent, Foremost, Person};
pub use entry::Entry;
pub use error::IndexError;
pub use facts::{FactRow, FactsBuilder, time_zone};
pub use highlight::{Highlights, Site, Snippet};
pub use index::Index;
pub use query::{Expected, Named, NotMade, Query, QueryError, parse};
pub use search::{Answer, Ask, Facet, Facets, Hit, Matches, Sort, Tags, Warning};
pub use writer::Writer;
