//! The place of one measurement: a temporary folder in which everything lies.

use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::error::PeersError;

/// A folder for the mail and what each program makes of it.
pub(crate) struct Site {
    folder: TempDir,
    repository: PathBuf,
}

impl Site {
    /// Makes the folder; it goes with the value unless `is_kept`.
    pub(crate) fn make(repository: &Path, is_kept: bool) -> Result<Self, PeersError> {
        let base = std::env::temp_dir();
        let folder =
            tempfile::Builder::new().prefix("greffe-peers-").disable_cleanup(is_kept).tempdir_in(&base);
        let folder = folder.map_err(PeersError::at(&base))?;
        if is_kept {
            eprintln!("kept: {}", folder.path().display());
        }
        Ok(Self { folder, repository: repository.to_owned() })
    }

    /// Returns the path of something in the folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Returns an empty folder of this name, whatever was there before.
    pub(crate) fn empty_folder(&self, name: &str) -> Result<PathBuf, PeersError> {
        let path = self.path(name);
        if path.exists() {
            std::fs::remove_dir_all(&path).map_err(PeersError::at(&path))?;
        }
        std::fs::create_dir_all(&path).map_err(PeersError::at(&path))?;
        Ok(path)
    }

    /// Returns a program of the repository as `cargo build --release` makes it.
    pub(crate) fn built(&self, program: &str) -> PathBuf {
        target(&self.repository).join("release").join(program)
    }
}

/// Where the product is built, and with it what is measured.
pub(crate) fn target(repository: &Path) -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| repository.join("target"), PathBuf::from)
}

/// The repository this program was built from.
pub(crate) fn repository() -> Result<PathBuf, PeersError> {
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    above.canonicalize().map_err(PeersError::at(&above))
}

/// Bytes under a folder, as the files' lengths say.
pub(crate) fn size_bytes(folder: &Path) -> Result<u64, PeersError> {
    let mut total = 0;
    for entry in std::fs::read_dir(folder).map_err(PeersError::at(folder))? {
        let entry = entry.map_err(PeersError::at(folder))?;
        let kind = entry.file_type().map_err(PeersError::at(&entry.path()))?;
        total += if kind.is_dir() {
            size_bytes(&entry.path())?
        } else {
            entry.metadata().map_err(PeersError::at(&entry.path()))?.len()
        };
    }
    Ok(total)
}
