//! Is every octet of the index still what was written?
//!
//! Segment files and facts carry checksums. The engine's two lists (the
//! description of the commit, the files it owns) carry none: they are held
//! against what they describe, and against the way the engine writes them.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use tantivy::IndexMeta;

use crate::engine::{Engine, META_FILE};
use crate::error::{IndexError, guarded};
use crate::facts;
use crate::index::{ATTACHED_FOLDER, FACTS_FOLDER, Index};
use crate::schema::schema;
use crate::view::Segment;
use crate::watermark;

/// The engine's list of the files that it owns.
const MANAGED_FILE: &str = ".managed.json";

/// How the engine begins the last part of each file. One entry a version that
/// ever wrote an index of this format.
const FOOTERS: [&str; 1] = [r#"{"version":{"major":0,"minor":27,"patch":0,"index_format_version":7},"crc":"#];
const FOOTER_MAGIC: u32 = 1337;

/// Something that is wrong with a file of the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file, in the index's folder.
    pub file: PathBuf,
    /// What is wrong with it.
    pub fault: Fault,
}

/// What can be wrong with a file of the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// Its octets are not those that were written.
    Changed,
    /// It is not there.
    Missing,
    /// It contradicts what it describes.
    Contradicts,
    /// Nothing lists it.
    Unlisted,
}

impl Index {
    /// Reads every file of the index again; returns how many there are.
    ///
    /// # Errors
    /// `Io` only: what is wrong with a file goes to `problem`.
    pub fn check(&self, problem: &mut dyn FnMut(Problem)) -> Result<u64, IndexError> {
        let mut checked = 0;
        for (engine, folder) in self.engines().into_iter().zip(["", ATTACHED_FOLDER]) {
            let mut tell =
                |file: &Path, fault| problem(Problem { file: Path::new(folder).join(file), fault });
            checked += engine.check(&mut tell)?;
        }
        let mut tell = |file: &Path, fault| problem(Problem { file: file.to_owned(), fault });
        Ok(checked + self.check_facts(&mut tell)?)
    }

    fn check_facts(&self, tell: &mut dyn FnMut(&Path, Fault)) -> Result<u64, IndexError> {
        let folder = self.dir().join(FACTS_FOLDER);
        let io = |error| IndexError::io(&folder, error);
        let Some(generation) = facts::newest(&folder).map_err(io)? else { return Ok(0) };
        if facts::read(&folder, generation).map_err(io)?.is_none() {
            tell(&facts::path_of(Path::new(FACTS_FOLDER), generation), Fault::Changed);
        }
        Ok(1)
    }
}

impl Engine {
    fn check(&self, tell: &mut dyn FnMut(&Path, Fault)) -> Result<u64, IndexError> {
        let mut checked = 2;
        let meta = self.check_meta(tell)?;
        let on_disk = self.check_list(tell)?;
        for segment in meta.iter().flat_map(|meta| &meta.segments) {
            let is_of_it = |file: &&PathBuf| file.to_string_lossy().starts_with(&segment.id().uuid_string());
            for file in on_disk.iter().filter(is_of_it) {
                checked += 1;
                match has_its_checksum(&self.dir.join(file)) {
                    Ok(true) => {}
                    Ok(false) => tell(file, Fault::Changed),
                    Err(error) => return Err(IndexError::io(&self.dir.join(file), error)),
                }
            }
            let opened = guarded(|| Segment::open(&self.tantivy.segment(segment.clone())));
            if opened.is_err() {
                tell(Path::new(META_FILE), Fault::Contradicts);
            }
        }
        Ok(checked)
    }

    fn check_meta(&self, tell: &mut dyn FnMut(&Path, Fault)) -> Result<Option<IndexMeta>, IndexError> {
        let file = Path::new(META_FILE);
        let Some(octets) = self.read(file)? else {
            tell(file, Fault::Missing);
            return Ok(None);
        };
        let Ok(meta) = guarded(|| Ok(self.tantivy.load_metas()?)) else {
            tell(file, Fault::Changed);
            return Ok(None);
        };
        let rewritten = serde_json::to_vec_pretty(&meta).map_err(IndexError::damaged)?;
        let stamp = meta.payload.as_deref().and_then(watermark::read).map(|(_, stamp)| stamp);
        let is_stamped = stamp == Some(meta.opstamp) || (meta.payload.is_none() && meta.segments.is_empty());
        if octets.trim_ascii_end() != rewritten || octets.last() != Some(&b'\n') {
            tell(file, Fault::Changed);
        } else if !is_stamped || meta.schema != schema() {
            tell(file, Fault::Contradicts);
        }
        Ok(Some(meta))
    }

    /// Holds the engine's list against the folder; returns what is there.
    fn check_list(&self, tell: &mut dyn FnMut(&Path, Fault)) -> Result<BTreeSet<PathBuf>, IndexError> {
        let file = Path::new(MANAGED_FILE);
        let on_disk = self.files()?;
        let Some(octets) = self.read(file)? else {
            tell(file, Fault::Missing);
            return Ok(on_disk);
        };
        let Ok(listed) = serde_json::from_slice::<BTreeSet<PathBuf>>(&octets) else {
            tell(file, Fault::Changed);
            return Ok(on_disk);
        };
        let is_listed = |file: &&PathBuf| listed.contains(*file);
        on_disk.iter().filter(|file| !is_listed(file)).for_each(|file| tell(file, Fault::Unlisted));
        listed.iter().filter(|file| !on_disk.contains(*file)).for_each(|file| tell(file, Fault::Missing));
        Ok(on_disk)
    }

    fn read(&self, file: &Path) -> Result<Option<Vec<u8>>, IndexError> {
        let path = self.dir.join(file);
        match fs::read(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            read => read.map(Some).map_err(|error| IndexError::io(&path, error)),
        }
    }

    /// Returns the engine's files; its locks and its list are not listed themselves.
    fn files(&self) -> Result<BTreeSet<PathBuf>, IndexError> {
        let io = |error| IndexError::io(&self.dir, error);
        let mut files = BTreeSet::new();
        for entry in fs::read_dir(&self.dir).map_err(io)? {
            let entry = entry.map_err(io)?;
            let name = entry.file_name();
            let is_hidden = name.to_string_lossy().starts_with('.');
            if !is_hidden && entry.file_type().map_err(io)?.is_file() {
                files.insert(PathBuf::from(name));
            }
        }
        Ok(files)
    }
}

/// Compares the last part of a file with what the engine writes after such octets.
fn has_its_checksum(path: &Path) -> io::Result<bool> {
    let mut file = File::open(path)?;
    let Some((body_length, footer)) = footer(&mut file)? else { return Ok(false) };
    file.seek(SeekFrom::Start(0))?;
    let mut hasher = crc32fast::Hasher::new();
    let mut left = body_length;
    let mut buffer = vec![0; 1 << 20];
    while left > 0 {
        let wanted = buffer.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        let Some(part) = buffer.get_mut(..wanted) else { break };
        file.read_exact(part)?;
        hasher.update(part);
        left -= wanted as u64;
    }
    let crc = hasher.finalize();
    Ok(FOOTERS.iter().any(|start| footer == format!("{start}{crc}}}").as_bytes()))
}

/// Returns the length of what stands before the last part of a file, and that part.
fn footer(file: &mut File) -> io::Result<Option<(u64, Vec<u8>)>> {
    const LONGEST: u64 = 1000;
    let length = file.metadata()?.len();
    let Some(end) = length.checked_sub(8) else { return Ok(None) };
    let mut last = [0; 8];
    file.seek(SeekFrom::Start(end))?;
    file.read_exact(&mut last)?;
    let last = u64::from_le_bytes(last);
    let (footer_length, magic) = (last & u64::from(u32::MAX), (last >> 32) as u32);
    let Some(start) =
        end.checked_sub(footer_length).filter(|_| magic == FOOTER_MAGIC && footer_length <= LONGEST)
    else {
        return Ok(None);
    };
    let mut footer = vec![0; footer_length as usize];
    file.seek(SeekFrom::Start(start))?;
    file.read_exact(&mut footer)?;
    Ok(Some((start, footer)))
}

#[cfg(test)]
mod tests {
    use greffe_message::Searchable;
    use greffe_terms::{MessageId, Number, Reason, Verdict};

    use super::*;
    use crate::facts::BARE;
    use crate::{Entry, FactRow, FactsBuilder};

    fn make(dir: &Path) {
        let index = Index::open(dir).unwrap();
        let mut facts = FactsBuilder::new("Europe/Paris").unwrap();
        for batch in 0..2 {
            let mut writer = index.writer(0).unwrap();
            for number in batch * 5..batch * 5 + 5 {
                let text = Searchable {
                    subject: format!("message {number}"),
                    body: "some words of a message ".repeat(40),
                    ..Searchable::default()
                };
                writer
                    .add(Number(number), Entry::message(&MessageId::new([number as u8; 32]), &text))
                    .unwrap();
                facts.push(FactRow {
                    from: Some("jean@region.example"),
                    size_bytes: 1,
                    places: &[("dupont", "INBOX")],
                    verdict: Some(Verdict::Unproven),
                    reasons: &[Reason::NoSignature],
                    signed_by: &["region.example"],
                    ..BARE
                });
            }
            writer.commit(batch * 5 + 5).unwrap();
        }
        index.swap_facts(facts).unwrap();
    }

    fn problems(dir: &Path) -> Vec<Problem> {
        let mut problems = Vec::new();
        match Index::open(dir).and_then(|index| index.check(&mut |problem| problems.push(problem))) {
            Ok(_) => problems,
            // Not even opened: that is noticed too.
            Err(_) => vec![Problem { file: PathBuf::new(), fault: Fault::Changed }],
        }
    }

    fn files(dir: &Path) -> Vec<PathBuf> {
        let mut files = Vec::new();
        for entry in fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { files.extend(self::files(&path)) } else { files.push(path) }
        }
        files.retain(|file| !file.to_string_lossy().ends_with(".lock"));
        files.sort();
        files
    }

    #[test]
    fn nothing_is_wrong_with_what_was_just_written() {
        let dir = tempfile::tempdir().unwrap();
        Index::open(dir.path()).unwrap();
        assert_eq!(problems(dir.path()), []);
        make(dir.path());
        assert_eq!(problems(dir.path()), []);
        Index::open(dir.path()).unwrap().merge().unwrap();
        assert_eq!(problems(dir.path()), []);
    }

    #[test]
    fn a_flipped_octet_is_found_in_every_file() {
        let dir = tempfile::tempdir().unwrap();
        make(dir.path());
        let mut kinds = BTreeSet::new();
        for file in files(dir.path()) {
            let name = file.file_name().unwrap().to_str().unwrap().to_owned();
            if !kinds.insert(name.rsplit('.').next().unwrap().to_owned()) {
                continue;
            }
            let octets = fs::read(&file).unwrap();
            let step = (octets.len() / 25).max(1);
            for at in (0..octets.len()).step_by(step).chain([octets.len() - 1]) {
                let mut flipped = octets.clone();
                flipped[at] ^= 1 << (at % 7);
                fs::write(&file, &flipped).unwrap();
                assert_ne!(problems(dir.path()), [], "{name}, octet {at}");
            }
            fs::write(&file, &octets).unwrap();
        }
        assert!(kinds.len() >= 8, "{kinds:?}");
        assert_eq!(problems(dir.path()), []);
    }

    #[test]
    fn a_missing_file_is_found() {
        let dir = tempfile::tempdir().unwrap();
        make(dir.path());
        for file in files(dir.path()) {
            let octets = fs::read(&file).unwrap();
            fs::remove_file(&file).unwrap();
            let is_facts = file.parent().unwrap().ends_with(FACTS_FOLDER);
            // Without any facts, or without a description, this is an empty index, whole in itself:
            // how far it goes is for the desk to compare.
            let empty = is_facts || file.ends_with(META_FILE);
            assert!(!problems(dir.path()).is_empty() || empty, "{file:?}");
            fs::write(&file, octets).unwrap();
        }
    }
}
