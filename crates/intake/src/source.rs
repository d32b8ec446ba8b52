//! What a source is for the rooms above, and how one is opened.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use crate::error::IntakeError;
use crate::event::Event;
use crate::intake::Intake;
use crate::known::{FileProgress, Known, SourceFingerprint};
use crate::options::Options;
use crate::place::shown;

/// A source of messages, read once from beginning to end.
pub trait Source: Send {
    /// Returns the bytes of its files, for progress; `None` for a stream.
    ///
    /// Walks a folder once: call it once.
    fn total_bytes(&self) -> Option<u64>;

    /// Returns how many messages there are, for progress, where that is known beforehand.
    fn total_messages(&self) -> Option<u64> {
        None
    }

    /// Returns how many bytes of its files were read so far.
    ///
    /// A file that an earlier run knows may be read twice (once to compare).
    fn read_bytes(&self) -> u64;

    /// Returns what stands next; `None` at the end.
    ///
    /// Files come in the order of their paths. A file is read up to the length it
    /// had when it was opened; what is appended meanwhile is for the next run.
    ///
    /// # Errors
    /// Only when nothing more can be read at all; what was told before stands.
    fn next(&mut self, known: &dyn Known) -> Result<Option<Event>, IntakeError>;

    /// Returns where the reading of the current file stands, right after
    /// [`next`](Self::next) returned a `Message` or a `Lost` of it; else `None`.
    fn cursor(&self) -> Option<FileProgress>;

    /// Returns what was handed in, after the end; `None` before, or when the one
    /// file of the source could not be read to its end.
    ///
    /// Files of a folder that could not be read are not in it: each was told as lost.
    fn fingerprint(&self) -> Option<SourceFingerprint>;
}

/// Opens a file or a folder; a named pipe is read as a stream.
///
/// # Errors
/// If there is none, or it cannot be opened: nothing was read.
pub fn open(source: &Path, options: &Options) -> Result<Box<dyn Source>, IntakeError> {
    let metadata = fs::metadata(source).map_err(|cause| unusable(source, cause))?;
    if metadata.is_dir() {
        let intake = Intake::of_folder(source, options.clone());
        return Ok(Box::new(intake.map_err(|cause| unusable(source, cause))?));
    }
    if !metadata.is_file() && !is_pipe(&metadata) {
        return Err(IntakeError::NotAFile { path: source.to_owned() });
    }
    let file = File::open(source).map_err(|cause| unusable(source, cause))?;
    let name = source.file_name().map_or_else(String::new, |name| shown(name.as_encoded_bytes()));
    if !metadata.is_file() {
        return Ok(Box::new(Intake::of_stream(&name, Box::new(file), options.clone())));
    }
    let intake = Intake::of_file(source, &name, file, options.clone());
    Ok(Box::new(intake.map_err(|cause| unusable(source, cause))?))
}

/// Reads a stream: one message, an mbox, or any container that is read from a file.
///
/// Its path in events is `-`.
pub fn open_stdin(reader: impl Read + Send + 'static, options: &Options) -> Box<dyn Source> {
    Box::new(Intake::of_stream("-", Box::new(reader), options.clone()))
}

fn unusable(source: &Path, cause: io::Error) -> IntakeError {
    let path = source.to_owned();
    match cause.kind() {
        io::ErrorKind::NotFound => IntakeError::NotFound { path },
        _ => IntakeError::Unreadable { path, cause },
    }
}

#[cfg(unix)]
fn is_pipe(metadata: &fs::Metadata) -> bool {
    use std::os::unix::fs::FileTypeExt;
    metadata.file_type().is_fifo()
}

#[cfg(not(unix))]
fn is_pipe(_metadata: &fs::Metadata) -> bool {
    false
}
