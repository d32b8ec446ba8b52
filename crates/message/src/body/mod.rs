//! The body of a part: its limits, its transfer encoding, its charset.

pub(crate) mod base64;
pub(crate) mod charset;
pub(crate) mod embedded;
pub(crate) mod quoted_printable;
pub(crate) mod signed_data;
pub(crate) mod structure;
pub(crate) mod transfer;
mod utf7;
pub(crate) mod uuencode;
