//! Working copies for a reader: raw, labelled unredacted, with a manifest of hashes.
//!
//! The formats themselves are pure and live in `message`; this room opens
//! files, names them, and writes down what it wrote so that `sha256sum -c`
//! can check it. It redacts nothing: what leaves for the public goes another way.

mod error;
mod folder;
mod writer;

pub use error::ExportError;
pub use folder::{Directory, Folder, Zipped};
pub use writer::{Copied, Exporter, Format, Manifest};
