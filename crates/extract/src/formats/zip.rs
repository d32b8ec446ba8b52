//! Zip files: their members, unfolded within the budget.

use std::collections::HashMap;
use std::io::{Cursor, ErrorKind, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::formats::Budget;
use crate::reading::Why;

/// More members than this are not even listed.
const MAX_LISTED: usize = 100_000;

/// An opened zip file.
pub(crate) struct Zip<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Names as written, by number; hostile.
    pub(crate) names: Vec<String>,
    /// Numbers by names in lower case.
    numbers: HashMap<String, usize>,
}

impl<'a> Zip<'a> {
    /// Reads the directory.
    ///
    /// # Errors
    /// `Damaged` where there is none, `TooLarge` where it is endless.
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, Why> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| why(&error))?;
        if archive.len() > MAX_LISTED {
            return Err(Why::TooLarge);
        }
        let name = |number| match archive.name_for_index(number) {
            Some(Ok(name)) => name.replace('\\', "/"),
            _ => String::new(),
        };
        let names: Vec<String> = (0..archive.len()).map(name).collect();
        let numbers =
            names.iter().enumerate().map(|(number, name)| (name.to_ascii_lowercase(), number)).collect();
        Ok(Self { archive, names, numbers })
    }

    /// Returns the number of the member called `name`; case does not matter.
    pub(crate) fn find(&self, name: &str) -> Option<usize> {
        self.numbers.get(&name.trim_start_matches('/').to_ascii_lowercase()).copied()
    }

    /// Unfolds a member.
    ///
    /// # Errors
    /// Also where it unfolds to more than the budget has room for.
    pub(crate) fn member(&mut self, number: usize, budget: &mut Budget) -> Result<Vec<u8>, Why> {
        let mut file = self.archive.by_index(number).map_err(|error| why(&error))?;
        let room = budget.room_for(file.compressed_size());
        unfold(&mut file, room, budget)
    }

    /// Unfolds a member by its name; `None` if there is none.
    pub(crate) fn named(&mut self, name: &str, budget: &mut Budget) -> Result<Option<Vec<u8>>, Why> {
        self.find(name).map(|number| self.member(number, budget)).transpose()
    }

    /// Says whether two members share octets: only bombs do.
    pub(crate) fn overlaps(&mut self) -> bool {
        self.archive.has_overlapping_files().unwrap_or(false)
    }
}

/// Reads all that `folded` unfolds to.
///
/// # Errors
/// `TooLarge` if that is more than `room`, `Damaged` if it ends in the middle.
pub(crate) fn unfold(folded: &mut dyn Read, room: u64, budget: &mut Budget) -> Result<Vec<u8>, Why> {
    let mut bytes = Vec::new();
    let read = folded.take(room + 1).read_to_end(&mut bytes);
    budget.take_bytes(bytes.len() as u64);
    match read {
        _ if bytes.len() as u64 > room => Err(Why::TooLarge),
        Ok(_) => Ok(bytes),
        Err(error) if error.kind() == ErrorKind::OutOfMemory => Err(Why::TooLarge),
        Err(_) => Err(Why::Damaged),
    }
}

fn why(error: &ZipError) -> Why {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            Why::Encrypted
        }
        ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => Why::Unsupported,
        _ => Why::Damaged,
    }
}
