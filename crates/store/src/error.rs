//! What can go wrong in the store, and where.
//!
//! A variant carries paths, positions and counts; never a word of a mail.

use std::io;
use std::path::{Path, PathBuf};

use greffe_terms::Number;

use crate::batch::ImportId;

/// Why the store could not do what was asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// There is no `greffe.toml` in the directory.
    #[error("`{}` is not an archive: it holds no greffe.toml", path.display())]
    NotAnArchive {
        /// The directory.
        path: PathBuf,
    },
    /// An archive is there already.
    #[error("`{}` is an archive already", path.display())]
    AlreadyAnArchive {
        /// The directory.
        path: PathBuf,
    },
    /// A new archive would be mixed with files that are not its own.
    #[error("`{}` is neither empty nor an archive", path.display())]
    NotEmpty {
        /// The directory.
        path: PathBuf,
    },
    /// `greffe.toml` cannot be understood.
    #[error("`{}` cannot be understood: {reason}", path.display())]
    Settings {
        /// The file.
        path: PathBuf,
        /// What the parser says, with the line.
        reason: String,
    },
    /// A later greffe made this archive.
    #[error("this archive has format {found}; this greffe knows formats up to {known}")]
    NewerFormat {
        /// Format of the archive.
        found: u32,
        /// The newest format this program reads.
        known: u32,
    },
    /// The catalogue cannot work on a network file system (SQLite's WAL needs shared memory).
    #[error("`{}` is on a network file system; an archive is written on a local disk", path.display())]
    NetworkFileSystem {
        /// The directory.
        path: PathBuf,
    },
    /// The archive cannot be written to.
    #[error("`{}` can be read but not written", path.display())]
    ReadOnly {
        /// The directory.
        path: PathBuf,
    },
    /// The catalogue is missing, or behind, on a medium that cannot be written.
    #[error("the catalogue of `{}` must be rebuilt, and this medium is read-only: copy the archive to a writable disk and open it there", path.display())]
    CatalogueUnusable {
        /// The directory.
        path: PathBuf,
    },
    /// The catalogue knows more than the packs, or other packs.
    #[error("`{}` does not belong to the packs beside it: restore the packs, or delete it to rebuild it from what they hold", path.display())]
    CatalogueForeign {
        /// The catalogue.
        path: PathBuf,
    },
    /// A row of the catalogue contradicts itself.
    #[error("`{}` is damaged: delete it, greffe rebuilds it from the packs", path.display())]
    CatalogueDamaged {
        /// The catalogue.
        path: PathBuf,
    },
    /// A row of the verdicts contradicts itself.
    #[error("`{}` is damaged: delete it, greffe judges the messages again", path.display())]
    VerdictsDamaged {
        /// The file.
        path: PathBuf,
    },
    /// A row of what was read in files contradicts itself.
    #[error("`{}` is damaged: delete it, greffe reads the files again", path.display())]
    ReadingsDamaged {
        /// The file.
        path: PathBuf,
    },
    /// Readings were to be entered before those of earlier messages were.
    #[error(
        "the files of message number {number} were not read yet: they are entered in the order of messages"
    )]
    NotRead {
        /// The first message whose files were not read.
        number: Number,
    },
    /// A verdict was to be entered or changed before those of earlier messages were.
    #[error("message number {number} has no verdict yet: verdicts are entered in the order of messages")]
    NotJudged {
        /// The first message without a verdict.
        number: Number,
    },
    /// What was to be kept line by line is no JSON object, or none with a version.
    #[error("line {line} of what was to be kept is no JSON object with a version `v`; nothing was kept")]
    NotALine {
        /// Which of the lines handed in, from 1.
        line: usize,
    },
    /// What people made is damaged, and nothing else has it.
    #[error("`{}` is damaged: restore it from a copy", path.display())]
    DeskDamaged {
        /// The file.
        path: PathBuf,
    },
    /// A later greffe made `desk.db`.
    #[error("`{}` has version {found}; this greffe knows versions up to {known}", path.display())]
    NewerDesk {
        /// The file.
        path: PathBuf,
        /// Its version.
        found: i32,
        /// The newest version this program reads.
        known: i32,
    },
    /// A database on a read-only medium was copied in the middle of a change.
    #[error("`{}` has changes in its log that cannot be read on a read-only medium: copy the archive to a writable disk and open it there", path.display())]
    LogUnread {
        /// The database.
        path: PathBuf,
    },
    /// Committed bytes of a pack are missing or altered.
    #[error("`{}` is damaged at byte {offset}: {damage}; restore this file from a copy", path.display())]
    PackDamaged {
        /// The pack.
        path: PathBuf,
        /// Offset in the file, in bytes.
        offset: u64,
        /// What is wrong there.
        damage: Damage,
    },
    /// A pack of the sequence is not there.
    #[error("`{}` is missing: restore it from a copy", path.display())]
    PackMissing {
        /// The pack.
        path: PathBuf,
    },
    /// The disk is full; nothing of the batch was kept, and the next run goes on from there.
    #[error("the disk of `{}` is full", path.display())]
    DiskFull {
        /// What was being written.
        path: PathBuf,
        /// Bytes that were about to be written, when known.
        needed_bytes: Option<u64>,
    },
    /// No message has this number.
    #[error("there is no message number {number}")]
    NoMessage {
        /// The number asked for.
        number: Number,
    },
    /// A prefix of an id is too short, or not hexadecimal.
    #[error("not the beginning of a message id: expected {least} to 64 hexadecimal digits")]
    NotAnIdPrefix {
        /// The fewest digits accepted.
        least: usize,
    },
    /// No open import has this id.
    #[error("import {import} is not open")]
    NoSuchImport {
        /// The id.
        import: ImportId,
    },
    /// An import with this id was begun before.
    #[error("import {import} was begun before")]
    ImportExists {
        /// The id.
        import: ImportId,
    },
    /// The spooled content handed in is not what its id or its length says.
    #[error(
        "spooled content is not what was announced: expected {expected} bytes with the given digest, found {found}"
    )]
    ContentChanged {
        /// Bytes announced.
        expected: u64,
        /// Bytes met.
        found: u64,
    },
    /// The records of one batch are larger than any reader accepts.
    #[error("a batch with {bytes} bytes of records; at most {limit} are accepted")]
    BatchTooLarge {
        /// Bytes of its records.
        bytes: u64,
        /// The limit.
        limit: u64,
    },
    /// All 4,294,967,295 numbers are taken.
    #[error("the archive is full: every message number is taken")]
    NumbersExhausted,
    /// The operating system refused.
    #[error("`{}`: {source}", path.display())]
    Io {
        /// The file or directory.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// SQLite refused.
    #[error("`{}`: {source}", path.display())]
    Sqlite {
        /// The database.
        path: PathBuf,
        /// What SQLite said.
        source: rusqlite::Error,
    },
}

/// What is wrong with bytes of a pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Damage {
    /// No zstd frame of greffe's begins there, or it does not decode.
    #[error("a frame cannot be decoded")]
    Frame,
    /// The file ends inside a batch, or before its end mark.
    #[error("the file is cut short")]
    CutShort,
    /// A tar header is not as greffe writes it.
    #[error("a tar header is altered")]
    TarHeader,
    /// A message's bytes have another digest than its name.
    #[error("a message differs from its id")]
    Content,
    /// The records of a batch cannot be read.
    #[error("the records of a batch cannot be read")]
    Records,
    /// The records of a batch do not fit its entries, or the batches before it.
    #[error("the records of a batch contradict what was stored before them")]
    Contradiction,
    /// A batch does not follow the one before it.
    #[error("a batch does not follow the one before it")]
    Chain,
    /// The compressed bytes of a batch have another digest than was recorded.
    #[error("compressed bytes differ from their recorded digest")]
    Packed,
    /// The end mark or the seek table is not as greffe writes it.
    #[error("the end of the pack is altered")]
    Ending,
}

/// Says on which file an error of the system or of SQLite happened.
pub(crate) trait At<T> {
    fn at(self, path: &Path) -> Result<T, StoreError>;
}

impl<T> At<T> for io::Result<T> {
    fn at(self, path: &Path) -> Result<T, StoreError> {
        self.map_err(|source| {
            let path = path.to_owned();
            match source.kind() {
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                    StoreError::DiskFull { path, needed_bytes: None }
                }
                io::ErrorKind::ReadOnlyFilesystem => StoreError::ReadOnly { path },
                _ => StoreError::Io { path, source },
            }
        })
    }
}

impl<T> At<T> for rusqlite::Result<T> {
    fn at(self, path: &Path) -> Result<T, StoreError> {
        self.map_err(|source| {
            let path = path.to_owned();
            match source.sqlite_error_code() {
                Some(rusqlite::ErrorCode::DiskFull) => StoreError::DiskFull { path, needed_bytes: None },
                Some(rusqlite::ErrorCode::ReadOnly) => StoreError::ReadOnly { path },
                Some(rusqlite::ErrorCode::DatabaseCorrupt | rusqlite::ErrorCode::NotADatabase) => {
                    // All can be made again but the desk, which must not be deleted.
                    match path.file_name().and_then(|name| name.to_str()) {
                        Some(crate::desk::FILE) => StoreError::DeskDamaged { path },
                        Some(name) if name == crate::verdicts::KIND.file => {
                            StoreError::VerdictsDamaged { path }
                        }
                        Some(name) if name == crate::readings::KIND.file => {
                            StoreError::ReadingsDamaged { path }
                        }
                        _ => StoreError::CatalogueDamaged { path },
                    }
                }
                _ => StoreError::Sqlite { path, source },
            }
        })
    }
}
