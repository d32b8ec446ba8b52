//! An earlier report held against the same question asked again.

use std::path::{Path, PathBuf};

use greffe::audit::AuditRequest;
use greffe_texts::Language;
use serde::Serialize;

use crate::edition::{self, Secret, key_path};
use crate::error::ReportError;
use crate::manifest::{Input, Manifest, Output};

/// A report that was made, as far as it takes to make it again.
#[derive(Debug)]
pub struct Made {
    /// What was asked.
    pub request: AuditRequest,
    /// The language that the page opens in.
    pub language: Language,
    /// The secret of its pseudonyms, if it has them.
    pub secret: Option<Secret>,
    manifest: Manifest,
}

/// How a report compares to one made again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// Inputs and files that are the same.
    pub same: u64,
    /// What is not.
    pub differences: Vec<Difference>,
}

/// One input or file that is not the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum Difference {
    /// An input has other octets than the one of that name had.
    InputChanged {
        /// Its name.
        name: String,
    },
    /// An input is gone.
    InputGone {
        /// Its name.
        name: String,
    },
    /// An input has come since.
    InputNew {
        /// Its name.
        name: String,
    },
    /// A file of the report is not as it was written: it was changed since.
    FileChanged {
        /// Its name.
        name: String,
    },
    /// A file comes out otherwise when it is made again.
    FileDiffers {
        /// Its name.
        name: String,
    },
    /// It was made by another version of greffe, which may say more or less.
    OtherVersion {
        /// That version.
        name: String,
    },
}

/// Reads how a report was made.
///
/// # Errors
/// `NoReport`, `Newer`, and `NoKey` for one with pseudonyms whose key is gone.
pub fn read_report(dir: &Path) -> Result<Made, ReportError> {
    let manifest = Manifest::read(dir)?;
    let language = Language::from_tag(&manifest.command.language).unwrap_or(Language::English);
    let (request, secret) = if manifest.command.pseudonyms {
        let (request, secret) = edition::question(&key_path(dir))?;
        (request, Some(secret))
    } else {
        (manifest.command.request.clone(), None)
    };
    Ok(Made { request, language, secret, manifest })
}

impl Made {
    /// Holds the report in `dir` against the one made again in `again`.
    ///
    /// # Errors
    /// `NoReport` if nothing was made again, `Write` for a file that cannot be read.
    pub fn compare(&self, dir: &Path, again: &Path) -> Result<Comparison, ReportError> {
        let fresh = Manifest::read(again)?;
        let mut comparison = Comparison { same: 0, differences: Vec::new() };
        if self.manifest.version() != fresh.version() {
            let name = self.manifest.version().to_owned();
            comparison.differences.push(Difference::OtherVersion { name });
        }
        comparison.inputs(&self.manifest.inputs, &fresh.inputs);
        for output in &self.manifest.outputs {
            comparison.output(dir, output, &fresh.outputs)?;
        }
        Ok(comparison)
    }
}

impl Comparison {
    fn inputs(&mut self, was: &[Input], is: &[Input]) {
        for input in was {
            let name = input.path.clone();
            match is.iter().find(|one| one.path == input.path) {
                None => self.differences.push(Difference::InputGone { name }),
                Some(one) if one.sha256 != input.sha256 => {
                    self.differences.push(Difference::InputChanged { name });
                }
                Some(_) => self.same += 1,
            }
        }
        let new = is.iter().filter(|input| !was.iter().any(|one| one.path == input.path));
        self.differences.extend(new.map(|input| Difference::InputNew { name: input.path.clone() }));
    }

    fn output(&mut self, dir: &Path, output: &Output, fresh: &[Output]) -> Result<(), ReportError> {
        let name = output.name.clone();
        if hash_of(&dir.join(&output.name))?.as_ref() != Some(&output.sha256) {
            self.differences.push(Difference::FileChanged { name });
        } else if fresh.iter().find(|one| one.name == output.name).map(|one| &one.sha256)
            != Some(&output.sha256)
        {
            self.differences.push(Difference::FileDiffers { name });
        } else {
            self.same += 1;
        }
        Ok(())
    }
}

/// Hashes a file; none when it is gone.
fn hash_of(path: &PathBuf) -> Result<Option<String>, ReportError> {
    use sha2::Digest;
    let failed = |cause| ReportError::Write { path: path.clone(), cause };
    let mut file = match std::fs::File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(cause) => return Err(failed(cause)),
    };
    let mut hash = sha2::Sha256::new();
    std::io::copy(&mut file, &mut hash).map_err(failed)?;
    Ok(Some(crate::json::hexadecimal(&hash.finalize())))
}
