//! Where the files of an export go: a directory, or a ZIP file that is being sent.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use zip::ZipWriter;
use zip::write::{SimpleFileOptions, StreamWriter};

use crate::error::{At, ExportError};

/// A place for files, which are written one after the other.
pub trait Folder {
    /// Begins a file of this name, which is new; the one before it is whole.
    ///
    /// # Errors
    /// `Write` when the operating system, or whoever receives, refuses.
    fn begin(&mut self, name: &str) -> Result<(), ExportError>;

    /// Adds bytes to the file that was begun last.
    ///
    /// # Errors
    /// As of `begin`.
    fn add(&mut self, bytes: &[u8]) -> Result<(), ExportError>;

    /// Ends the last file, and the folder.
    ///
    /// # Errors
    /// As of `begin`.
    fn end(self) -> Result<(), ExportError>;
}

/// A directory that was missing or empty.
#[derive(Debug)]
pub struct Directory {
    path: PathBuf,
    file: Option<(PathBuf, BufWriter<File>)>,
}

impl Directory {
    /// Makes the directory, if it is missing; its owner alone may look into it.
    ///
    /// # Errors
    /// `NotEmpty` if it holds files already, `Write` when the operating system refuses.
    pub fn create(path: &Path) -> Result<Self, ExportError> {
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.recursive(true).create(path).at(path)?;
        if fs::read_dir(path).at(path)?.next().is_some() {
            return Err(ExportError::NotEmpty { path: path.to_owned() });
        }
        Ok(Self { path: path.to_owned(), file: None })
    }

    fn close(&mut self) -> Result<(), ExportError> {
        match self.file.take() {
            Some((path, mut file)) => file.flush().at(&path),
            None => Ok(()),
        }
    }
}

impl Folder for Directory {
    fn begin(&mut self, name: &str) -> Result<(), ExportError> {
        self.close()?;
        let path = self.path.join(name);
        let file = BufWriter::new(File::create_new(&path).at(&path)?);
        self.file = Some((path, file));
        Ok(())
    }

    fn add(&mut self, bytes: &[u8]) -> Result<(), ExportError> {
        match &mut self.file {
            Some((path, file)) => file.write_all(bytes).at(path),
            None => Ok(()),
        }
    }

    fn end(mut self) -> Result<(), ExportError> {
        self.close()
    }
}

/// A ZIP file with one folder in it, written from its first byte to its last: nobody need keep it.
pub struct Zipped<W: Write> {
    name: String,
    zip: ZipWriter<StreamWriter<W>>,
}

impl<W: Write> Zipped<W> {
    /// Begins a ZIP file whose folder has this name, which must be one of greffe's own.
    pub fn new(name: &str, out: W) -> Self {
        Self { name: name.to_owned(), zip: ZipWriter::new_stream(out) }
    }

    fn place(&self) -> PathBuf {
        PathBuf::from(format!("{}.zip", self.name))
    }
}

impl<W: Write> Folder for Zipped<W> {
    fn begin(&mut self, name: &str) -> Result<(), ExportError> {
        // Of a file that is being sent nobody knows yet whether it will be large.
        let options = SimpleFileOptions::default().unix_permissions(0o644).large_file(true);
        let begun = self.zip.start_file(format!("{}/{name}", self.name), options);
        begun.map_err(io::Error::from).at(&self.place())
    }

    fn add(&mut self, bytes: &[u8]) -> Result<(), ExportError> {
        self.zip.write_all(bytes).at(&self.place())
    }

    fn end(self) -> Result<(), ExportError> {
        let place = self.place();
        let mut out = self.zip.finish().map_err(io::Error::from).at(&place)?.into_inner();
        out.flush().at(&place)
    }
}
