//! `sums.json`: the length and the digest of each file of lines, as of its last writing.
//!
//! It is replaced whole after lines were added. A crash in between leaves it
//! behind: then it speaks of the file's beginning, and is whole all the same.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::error::{At, StoreError};
use crate::hex::{self, Digest};
use crate::medium;

const FILE: &str = "sums.json";

/// The lengths and digests, by name of the file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Sums(BTreeMap<String, Sum>);

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sum {
    bytes: u64,
    #[serde(with = "hex")]
    sha256: Digest,
}

/// Reads the digests; none are noted where there is no such file.
pub(super) fn read(dir: &Path) -> io::Result<Sums> {
    match fs::read(dir.join(FILE)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Sums::default()),
        read => {
            let octets = read?;
            let sums: Sums = serde_json::from_slice(&octets)?;
            let are_known =
                sums.0.keys().all(|name| [super::OBSERVATIONS, super::CHANGES].contains(&name.as_str()));
            // Only as it is written here: a changed blank is a change, too.
            match are_known && sums.print() == octets {
                true => Ok(sums),
                false => Err(io::ErrorKind::InvalidData.into()),
            }
        }
    }
}

/// Notes a file's digest after `added` came behind what was known.
///
/// Where what was known is not as it was noted, the old note stays, so that a
/// check goes on saying so.
pub(super) fn note(dir: &Path, name: &str, known: &[u8], added: &[u8]) -> Result<(), StoreError> {
    let path = dir.join(FILE);
    let Ok(mut sums) = read(dir) else { return Ok(()) };
    if !sums.fits(name, known) {
        return Ok(());
    }
    let digest = Sha256::new().chain_update(known).chain_update(added).finalize();
    let sum = Sum { bytes: (known.len() + added.len()) as u64, sha256: digest.into() };
    sums.0.insert(name.to_owned(), sum);
    let draft = dir.join("sums.json.new");
    let mut file = File::create(&draft).at(&draft)?;
    file.write_all(&sums.print()).and_then(|()| file.sync_all()).at(&draft)?;
    fs::rename(&draft, &path).at(&path)?;
    medium::sync_dir(dir)
}

impl Sums {
    /// Says whether a file begins as it was noted.
    pub(super) fn fits(&self, name: &str, octets: &[u8]) -> bool {
        let Some(sum) = self.0.get(name) else { return true };
        let noted = usize::try_from(sum.bytes).ok().and_then(|bytes| octets.get(..bytes));
        noted.is_some_and(|noted| Digest::from(Sha256::digest(noted)) == sum.sha256)
    }

    fn print(&self) -> Vec<u8> {
        let mut text = serde_json::to_vec(self).unwrap_or_default();
        text.push(b'\n');
        text
    }
}
