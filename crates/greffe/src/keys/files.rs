//! Files of keys, as somebody hands them in.

use std::io::Read;
use std::path::{Path, PathBuf};

use greffe_authenticate::{Method, Observation, read_keys};
use greffe_intake::IntakeError;
use greffe_terms::Timestamp;
use serde::Serialize;

use crate::error::Error;

/// A longer file is no list of keys: one with a million keys takes half of it.
const LONGEST_FILE_BYTES: u64 = 512 << 20;

/// Where keys that are handed in come from, as far as the files do not say.
#[derive(Debug, Clone, Default)]
pub struct Provenance {
    /// Who saw them.
    pub observer: Option<String>,
    /// How; in the place of what the files say.
    pub method: Option<Method>,
    /// Where they can be found; all copies of which nobody says it count as one.
    pub source: Option<String>,
    /// When they were seen.
    pub seen_at: Option<Timestamp>,
}

/// A line of a file of keys that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnreadKey {
    /// The file, as it was named.
    pub path: String,
    /// The line, the first being 1.
    pub line: usize,
    /// Code of the reason.
    pub reason: &'static str,
}

/// What files of keys hold.
#[derive(Debug, Default)]
pub(crate) struct HandedIn {
    pub(crate) observations: Vec<Observation>,
    pub(crate) unread: Vec<UnreadKey>,
}

/// Reads files of keys, `-` being standard input.
///
/// # Errors
/// Those of a file as a whole, and `NoKeys` for one in which no key is found.
pub(crate) fn read_files(paths: &[PathBuf], provenance: &Provenance) -> Result<HandedIn, Error> {
    let mut handed_in = HandedIn::default();
    for path in paths {
        read_file(path, provenance, &mut handed_in)?;
    }
    Ok(handed_in)
}

fn read_file(path: &Path, provenance: &Provenance, handed_in: &mut HandedIn) -> Result<(), Error> {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    // The file's name is shown, and is no source: a list under two names is one witness.
    let source = provenance.source.as_deref().unwrap_or_default();
    let (mut observations, unread) = read_keys(&octets(path)?, source, provenance.seen_at);
    if observations.is_empty() {
        return Err(Error::NoKeys { path: path.to_owned() });
    }
    for observation in &mut observations {
        observation.handed_in = Some(name.clone());
        observation.method = provenance.method.unwrap_or(observation.method);
        if let Some(observer) = provenance.observer.as_ref().filter(|_| observation.observer.is_empty()) {
            observation.observer.clone_from(observer);
        }
    }
    handed_in.observations.append(&mut observations);
    let path = path.display().to_string();
    let unread = unread.into_iter();
    handed_in.unread.extend(unread.map(|unread| UnreadKey {
        path: path.clone(),
        line: unread.line,
        reason: unread.reason.as_str(),
    }));
    Ok(())
}

fn octets(path: &Path) -> Result<Vec<u8>, Error> {
    let unreadable = |cause: std::io::Error| match cause.kind() {
        std::io::ErrorKind::NotFound => IntakeError::NotFound { path: path.to_owned() },
        _ => IntakeError::Unreadable { path: path.to_owned(), cause },
    };
    let mut octets = Vec::new();
    if path == Path::new("-") {
        std::io::stdin().take(LONGEST_FILE_BYTES).read_to_end(&mut octets).map_err(unreadable)?;
    } else {
        let file = std::fs::File::open(path).map_err(unreadable)?;
        file.take(LONGEST_FILE_BYTES).read_to_end(&mut octets).map_err(unreadable)?;
    }
    Ok(octets)
}
