//! Why a file of Outlook's could not be read at all. What is only damaged in
//! part is read as far as it goes.

/// Nothing, or nothing of one item, could be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MapiError {
    /// Another format, or none.
    #[error("not a file of this format")]
    AnotherFormat,
    /// Its structure does not add up.
    #[error("the structure does not add up")]
    Damaged,
    /// It ends too early.
    #[error("ends too early")]
    Truncated,
    /// Encrypted in a way that needs a key (MS-PST `NDB_CRYPT_EDPCRYPTED`).
    #[error("encrypted")]
    Encrypted,
}
