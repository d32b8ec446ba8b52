//! Stable codes in the place of names, and the key that undoes them.
//!
//! A code is a keyed hash of the name: the same secret gives the same code in
//! every report, and without the secret nobody can try names against codes. The
//! key file stands outside the report and is for its keeper's eyes alone.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use greffe::audit::AuditRequest;
use hmac::{Hmac, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use crate::error::ReportError;

/// Letters and digits that nobody mistakes for one another (Crockford's base 32).
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The secret of the pseudonyms of one or several reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Secret(String);

/// What the key file holds.
#[derive(Debug, Serialize, Deserialize)]
struct KeyFile {
    what: String,
    secret: Secret,
    /// The question with its names: the report has it without them.
    request: AuditRequest,
    codes: Vec<(String, Vec<String>)>,
}

impl Secret {
    /// Makes a secret of random octets.
    pub fn new(random: &[[u8; 16]]) -> Self {
        Secret(random.iter().flatten().map(|octet| format!("{octet:02x}")).collect())
    }

    /// Reads the secret of an earlier key file; none when there is no such file.
    ///
    /// # Errors
    /// `NoKey` for a file that is there and no key: it is not overwritten.
    pub fn read(path: &Path) -> Result<Option<Self>, ReportError> {
        Ok(KeyFile::read(path)?.map(|file| file.secret))
    }

    /// Returns the code of a name, ten signs in two groups; case does not matter.
    pub(crate) fn code(&self, name: &str) -> String {
        let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(self.0.as_bytes())
            .expect("a key of any length is a key for HMAC");
        mac.update(name.trim().to_lowercase().as_bytes());
        let digest = mac.finalize().into_bytes();
        let mut code = String::with_capacity(11);
        for (place, octet) in digest.iter().take(10).enumerate() {
            if place == 5 {
                code.push('-');
            }
            let sign = ALPHABET.get(usize::from(octet % 32)).copied().unwrap_or(b'0');
            code.push(char::from(sign));
        }
        code
    }

    /// Writes the key file: readable by its owner alone, whole or not at all.
    ///
    /// # Errors
    /// `Write`; an earlier key is still there.
    pub(crate) fn write(
        &self,
        path: &Path,
        request: &AuditRequest,
        codes: Vec<(String, Vec<String>)>,
    ) -> Result<(), ReportError> {
        let failed = |cause| ReportError::Write { path: path.to_owned(), cause };
        let file = KeyFile {
            what: "greffe: key of pseudonyms. Whoever has it can name the accounts of the report.".to_owned(),
            secret: self.clone(),
            request: request.clone(),
            codes,
        };
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        // Temporary files are made with mode 0600, and keep it when they get their name.
        let mut unnamed =
            tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new("."))).map_err(failed)?;
        let octets = serde_json::to_vec_pretty(&file).map_err(|error| failed(error.into()))?;
        unnamed.write_all(&octets).map_err(failed)?;
        unnamed.persist(path).map_err(|error| failed(error.error))?;
        Ok(())
    }
}

impl KeyFile {
    fn read(path: &Path) -> Result<Option<Self>, ReportError> {
        let no_key = || ReportError::NoKey { path: path.to_owned() };
        match fs::read(path) {
            Ok(octets) => serde_json::from_slice(&octets).map(Some).map_err(|_unread| no_key()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(_) => Err(no_key()),
        }
    }
}

/// Returns the question of a report of pseudonyms, with its names, and their secret.
///
/// # Errors
/// `NoKey` when the key file is gone, or is none.
pub(crate) fn question(path: &Path) -> Result<(AuditRequest, Secret), ReportError> {
    let file = KeyFile::read(path)?.ok_or_else(|| ReportError::NoKey { path: path.to_owned() })?;
    Ok((file.request, file.secret))
}

/// Returns where the key of a report lies: beside its directory, not in it.
pub fn key_path(dir: &Path) -> PathBuf {
    let name = dir.file_name().unwrap_or_default().to_string_lossy();
    dir.with_file_name(format!("{name}.key.json"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_the_same_for_a_name_and_a_secret() {
        let (one, other) = (Secret::new(&[[1; 16]]), Secret::new(&[[2; 16]]));
        assert_eq!(one.code("Anne@region.example"), one.code(" anne@REGION.example"));
        assert_ne!(one.code("anne@region.example"), other.code("anne@region.example"));
        assert_ne!(one.code("anne@region.example"), one.code("anna@region.example"));
        assert_eq!(one.code("").len(), 11);
    }

    #[test]
    fn the_key_is_beside_the_report_and_closed_to_others() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = key_path(&folder.path().join("report"));
        assert_eq!(path.file_name().and_then(|name| name.to_str()), Some("report.key.json"));
        assert_eq!(Secret::read(&path).expect("nothing there"), None);
        let secret = Secret::new(&[[7; 16], [8; 16]]);
        let question = AuditRequest::default();
        secret
            .write(&path, &question, vec![("AAAAA-AAAAA".to_owned(), vec!["anne".to_owned()])])
            .expect("written");
        assert_eq!(Secret::read(&path).expect("a key"), Some(secret));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(&path).expect("there").permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        fs::write(&path, "mine").expect("written");
        assert!(matches!(Secret::read(&path), Err(ReportError::NoKey { .. })));
    }
}
