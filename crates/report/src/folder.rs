//! The directory of a report: written beside, moved in when it is whole.
//!
//! A directory that holds anything but an earlier report is refused. The files
//! are made in a temporary folder of the same file system and get their names one
//! by one, the manifest last: a report that was interrupted has none, and is not
//! taken for one.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::error::ReportError;
use crate::json::hexadecimal;
use crate::manifest::{MANIFEST, Manifest, Output};

/// A directory that is being filled.
pub(crate) struct Folder {
    dir: PathBuf,
    made: tempfile::TempDir,
    earlier: Vec<String>,
}

impl Folder {
    /// Prepares a directory.
    ///
    /// # Errors
    /// `NotEmpty`, `Write`; nothing is changed.
    pub(crate) fn prepare(dir: &Path) -> Result<Self, ReportError> {
        let earlier = earlier(dir)?;
        let parent = dir.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        fs::create_dir_all(parent).map_err(failed(parent))?;
        let made = tempfile::Builder::new().prefix(".greffe-").tempdir_in(parent).map_err(failed(parent))?;
        Ok(Self { dir: dir.to_owned(), made, earlier })
    }

    /// Makes one file by `fill`, and says what it came to.
    pub(crate) fn file(
        &self,
        name: &str,
        fill: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>,
    ) -> Result<Output, ReportError> {
        let path = self.made.path().join(name);
        let failed = failed(&path);
        let mut hashed = Hashed { out: File::create(&path).map_err(&failed)?, hash: Sha256::new(), bytes: 0 };
        let mut out = BufWriter::with_capacity(1 << 18, &mut hashed);
        fill(&mut out).and_then(|()| out.flush()).map_err(&failed)?;
        drop(out);
        hashed.out.sync_all().map_err(&failed)?;
        let sha256 = hexadecimal(&hashed.hash.finalize());
        Ok(Output { name: name.to_owned(), bytes: hashed.bytes, sha256 })
    }

    /// Gives the files their place; the manifest comes last.
    ///
    /// # Errors
    /// `Write`; a directory without a manifest is no report.
    pub(crate) fn publish(self, outputs: &[Output]) -> Result<(), ReportError> {
        fs::create_dir_all(&self.dir).map_err(failed(&self.dir))?;
        let manifest = self.dir.join(MANIFEST);
        gone(&manifest).map_err(failed(&manifest))?;
        for name in self.earlier.iter().filter(|name| !outputs.iter().any(|output| output.name == **name)) {
            let path = self.dir.join(name);
            gone(&path).map_err(failed(&path))?;
        }
        for name in outputs.iter().map(|output| output.name.as_str()).chain([MANIFEST]) {
            let path = self.dir.join(name);
            fs::rename(self.made.path().join(name), &path).map_err(failed(&path))?;
        }
        Ok(())
    }
}

/// Returns the files of an earlier report; none for a directory that is empty or not there.
fn earlier(dir: &Path) -> Result<Vec<String>, ReportError> {
    let mut entries = match fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(cause) => return Err(ReportError::Write { path: dir.to_owned(), cause }),
    };
    if entries.next().is_none() {
        return Ok(Vec::new());
    }
    let not_empty = |_| ReportError::NotEmpty { path: dir.to_owned() };
    let manifest = Manifest::read(dir).map_err(not_empty)?;
    let names = manifest.outputs.into_iter().map(|output| output.name);
    // The manifest lies where others could write: it names files of this directory or none.
    Ok(names
        .filter(|name| !name.is_empty() && !name.contains(['/', '\\']) && !name.starts_with('.'))
        .collect())
}

fn gone(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn failed(path: &Path) -> impl Fn(io::Error) -> ReportError + use<> {
    let path = path.to_owned();
    move |cause| ReportError::Write { path: path.clone(), cause }
}

/// A file that is hashed while it is written.
struct Hashed {
    out: File,
    hash: Sha256,
    bytes: u64,
}

impl Write for Hashed {
    fn write(&mut self, octets: &[u8]) -> io::Result<usize> {
        let written = self.out.write(octets)?;
        let taken = octets.get(..written).unwrap_or_default();
        self.hash.update(taken);
        self.bytes += taken.len() as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
