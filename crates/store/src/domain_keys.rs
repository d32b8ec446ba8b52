//! `keys/`: what was seen of domains' public keys, and what became of verdicts by it.
//!
//! Two files of JSON Lines, the truth and no view: `observations.jsonl` and
//! `changes.jsonl`. Lines are only ever added and are opaque here, but for their
//! version `v`. `sums.json` notes the length and the digest of each file, so that
//! a check finds rot; what lies behind that length came after.
//!
//! Counted on: `fdatasync` of the file makes added lines last, `fsync` of the
//! folder its names. A crash may leave the last line torn. Nobody was told that
//! it is kept, so readers pass over it, and the next writer moves it aside; a
//! last line that is complete and lacks its line feed is kept.

mod sums;

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::error::{At, StoreError};
use crate::failpoints::{Step, step};
use crate::store::Store;
use crate::writer::Writer;

/// Name of the folder.
pub(crate) const DIR: &str = "keys";

const OBSERVATIONS: &str = "observations.jsonl";
const CHANGES: &str = "changes.jsonl";

/// What was seen of domains' keys, open to read while a writer writes.
#[derive(Debug, Clone)]
pub struct DomainKeys {
    dir: PathBuf,
}

impl Store {
    /// Returns what was seen of domains' keys; nothing is read yet.
    pub fn domain_keys(&self) -> DomainKeys {
        DomainKeys { dir: self.dir().join(DIR) }
    }
}

impl DomainKeys {
    /// Returns every observation, in the order in which they were added.
    ///
    /// Octets that are no UTF-8 become U+FFFD: a check names such lines.
    pub fn observations(&self) -> Result<Vec<String>, StoreError> {
        lines_of(&self.dir.join(OBSERVATIONS))
    }

    /// Counts the observations: how many [`DomainKeys::observations`] returns.
    pub fn count(&self) -> Result<usize, StoreError> {
        let octets = read(&self.dir.join(OBSERVATIONS))?;
        Ok(lines(split_torn(&octets).0).count())
    }

    /// Returns every change of verdicts, in the order in which they were added.
    pub fn changes(&self) -> Result<Vec<String>, StoreError> {
        lines_of(&self.dir.join(CHANGES))
    }
}

impl Writer {
    /// Adds observations of keys, a JSON object each; they are durable when it returns.
    ///
    /// # Errors
    /// `NotALine`: nothing was added. `DiskFull`, `Io`: the first of them may have been.
    pub fn append_observations(&mut self, lines: &[String]) -> Result<(), StoreError> {
        append(self.store().dir(), OBSERVATIONS, lines)
    }

    /// Adds changes of verdicts, a JSON object each; they are durable when it returns.
    ///
    /// # Errors
    /// As for [`Writer::append_observations`].
    pub fn append_changes(&mut self, lines: &[String]) -> Result<(), StoreError> {
        append(self.store().dir(), CHANGES, lines)
    }
}

/// What a check finds wrong in one of the files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Wrong {
    /// These lines, from 1, are no JSON objects with a version.
    Lines(Vec<u64>),
    /// Its octets are not those that were written.
    Altered,
}

/// Looks every line over, and holds the files against their digests.
pub(crate) fn check(dir: &Path) -> Result<Vec<(PathBuf, Wrong)>, StoreError> {
    let dir = dir.join(DIR);
    let mut wrong = Vec::new();
    for name in [OBSERVATIONS, CHANGES] {
        let path = dir.join(name);
        let octets = read(&path)?;
        let (whole, _) = split_torn(&octets);
        let numbered = (1..).zip(lines(whole));
        let bad: Vec<u64> = numbered.filter(|(_, line)| !is_a_line(line)).map(|(number, _)| number).collect();
        if !bad.is_empty() {
            wrong.push((path.clone(), Wrong::Lines(bad)));
        }
        if !sums::read(&dir).is_ok_and(|sums| sums.fits(name, &octets)) {
            wrong.push((path, Wrong::Altered));
        }
    }
    Ok(wrong)
}

fn append(archive: &Path, name: &str, lines: &[String]) -> Result<(), StoreError> {
    if let Some(bad) = lines.iter().position(|line| line.contains('\n') || !is_a_line(line.as_bytes())) {
        return Err(StoreError::NotALine { line: bad + 1 });
    }
    if lines.is_empty() {
        return Ok(());
    }
    let dir = archive.join(DIR);
    if !dir.exists() {
        fs::create_dir(&dir).at(&dir)?;
        crate::medium::sync_dir(archive)?;
    }
    let path = dir.join(name);
    let known = read(&path)?;
    let kept = mend(&path, &known)?;
    let mut text = if kept.ends_with(b"\n") || kept.is_empty() { String::new() } else { "\n".to_owned() };
    lines.iter().for_each(|line| text.extend([line, "\n"]));
    add(&path, kept.len() as u64, text.as_bytes())?;
    if known.is_empty() {
        crate::medium::sync_dir(&dir)?;
    }
    step(Step::AfterLines).at(&path)?;
    sums::note(&dir, name, kept, text.as_bytes())
}

/// Moves a torn last line aside; returns what is left.
fn mend<'o>(path: &Path, octets: &'o [u8]) -> Result<&'o [u8], StoreError> {
    let (whole, torn) = split_torn(octets);
    if !torn.is_empty() {
        let aside = path.with_extension("jsonl.torn");
        let mut file = OpenOptions::new().create(true).append(true).open(&aside).at(&aside)?;
        file.write_all(&[torn, b"\n"].concat()).and_then(|()| file.sync_all()).at(&aside)?;
        let file = OpenOptions::new().write(true).open(path).at(path)?;
        file.set_len(whole.len() as u64).and_then(|()| file.sync_all()).at(path)?;
    }
    Ok(whole)
}

/// Writes behind `end`; what was written of it is taken back if that fails.
fn add(path: &Path, end: u64, text: &[u8]) -> Result<(), StoreError> {
    let mut file = OpenOptions::new().create(true).append(true).open(path).at(path)?;
    let mut write = || -> io::Result<()> {
        file.write_all(text)?;
        step(Step::BeforeLines)?;
        file.sync_data()
    };
    write()
        .inspect_err(|_| {
            // If the disk does not let us, it is a torn line, which the next writer moves aside.
            let _ = cut(path, end);
        })
        .at(path)
}

fn cut(path: &Path, end: u64) -> io::Result<()> {
    #[cfg(any(test, feature = "failpoints"))]
    if crate::failpoints::is_dead() {
        return Ok(());
    }
    OpenOptions::new().write(true).open(path).and_then(|file: File| file.set_len(end))
}

fn read(path: &Path) -> Result<Vec<u8>, StoreError> {
    match fs::read(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        read => read.at(path),
    }
}

fn lines_of(path: &Path) -> Result<Vec<String>, StoreError> {
    let octets = read(path)?;
    let (whole, _) = split_torn(&octets);
    Ok(lines(whole).map(|line| String::from_utf8_lossy(line).into_owned()).collect())
}

fn lines(whole: &[u8]) -> impl Iterator<Item = &[u8]> {
    let whole = whole.strip_suffix(b"\n").unwrap_or(whole);
    whole.split(|byte| *byte == b'\n').filter(|_| !whole.is_empty())
}

/// Splits off a last line that lacks its line feed and is not complete either.
fn split_torn(octets: &[u8]) -> (&[u8], &[u8]) {
    let end = memchr::memrchr(b'\n', octets).map_or(0, |at| at + 1);
    let (whole, last) = octets.split_at(end);
    if is_a_line(last) { (octets, &[]) } else { (whole, last) }
}

/// Says whether these octets are a JSON object with a version.
fn is_a_line(octets: &[u8]) -> bool {
    let object = serde_json::from_slice::<Value>(octets);
    object.is_ok_and(|object| object.get("v").is_some_and(Value::is_u64))
}
