//! Audits that were made while this server runs: its own temporary folder, gone when it stops.
//!
//! Files that somebody drops are logs of other people: they stay only as long as
//! they are read. Reports stay until the server stops, each under a random name.

use std::fs::{self, File};
use std::io::{self, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use greffe::Edges;
use greffe::audit::{AuditRequest, audit};
use greffe_report::write;
use greffe_texts::{Language, Texts};
use tempfile::TempDir;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::failure::Failure;

/// At most so many reports are kept; the oldest goes first.
const MOST_REPORTS: usize = 20;
/// The folder in which the files lie while they are read, and in which whoever makes the report
/// again lays them: the manifest names it.
pub(crate) const LOGS: &str = "logs";
/// The folder of the report in its archive.
const REPORT: &str = "report";

/// The audits of one run.
#[derive(Default)]
pub(crate) struct Audits {
    kept: Mutex<Vec<Kept>>,
}

/// One audit that was made.
struct Kept {
    name: String,
    folder: TempDir,
    made: Made,
}

/// What a page tells of it.
#[derive(Debug, Clone)]
pub(crate) struct Made {
    /// The answer, sentence by sentence.
    pub(crate) sentences: Vec<String>,
    /// The hash that stands for it all.
    pub(crate) evidence_sha256: String,
    /// What rests on the zone that was assumed.
    pub(crate) zones: Vec<String>,
    /// Its files.
    pub(crate) files: Vec<String>,
    /// Files that could not be recognised or wholly read.
    pub(crate) unread: Vec<String>,
}

impl Audits {
    /// Reads and judges files, writes the report and keeps it; returns its name.
    ///
    /// The files lie in [`LOGS`] in `handed_in`, which is gone afterwards.
    pub(crate) fn make(
        &self,
        handed_in: TempDir,
        asked: AuditRequest,
        language: Language,
    ) -> Result<String, Failure> {
        let request = AuditRequest { inputs: vec![handed_in.path().join(LOGS)], ..asked };
        let mut audited = audit(&request, Edges::system(), &mut |_| {})?;
        // The report names files as the reader knows them, not by where they lay for a moment.
        let place = format!("{}/", handed_in.path().display());
        for source in &mut audited.audit.evidence.sources {
            if let Some(name) = source.path.strip_prefix(&place) {
                source.path = name.to_owned();
            }
        }
        audited.request.inputs = vec![PathBuf::from(LOGS)];
        let folder = tempfile::tempdir().map_err(|_| Failure::internal())?;
        let report = folder.path().join(REPORT);
        let written = write(&audited, None, language, &report).map_err(|_| Failure::internal())?;
        let sources = audited.audit.evidence.sources.iter();
        let is_unread = |source: &&greffe::audit::Source| {
            source.form == greffe::audit::Form::Unknown || source.tally.unreadable > 0
        };
        let texts = Texts::typeset(language);
        let made = Made {
            sentences: greffe_report::answer(&audited, &texts),
            zones: greffe_report::zones(&audited, &texts),
            evidence_sha256: written.evidence_sha256,
            files: files_of(&report)?,
            unread: sources.filter(is_unread).map(|source| source.path.clone()).collect(),
        };
        let name = hexadecimal(&(Edges::system().random)());
        self.keep(Kept { name: name.clone(), folder, made });
        Ok(name)
    }

    fn keep(&self, one: Kept) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MOST_REPORTS {
            kept.remove(0);
        }
        kept.push(one);
    }

    /// Returns what is told of a report.
    pub(crate) fn made(&self, name: &str) -> Option<Made> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().find(|one| one.name == name).map(|one| one.made.clone())
    }

    /// Returns the place of a file of a report; none for a name that is not one of its files.
    pub(crate) fn file(&self, name: &str, file: &str) -> Option<PathBuf> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let one = kept.iter().find(|one| one.name == name)?;
        let known = one.made.files.iter().find(|known| *known == file)?;
        Some(one.folder.path().join(REPORT).join(known))
    }

    /// Packs a report into an archive, to be made again and compared; none if there is no such report.
    pub(crate) fn packed(&self, name: &str) -> Option<io::Result<File>> {
        let made = self.made(name)?;
        let files = made.files.iter().map(|file| Some((file.as_str(), self.file(name, file)?)));
        let files: Option<Vec<(&str, PathBuf)>> = files.collect();
        files.map(|files| pack(&files))
    }

    /// Returns the names of the reports, the newest first.
    pub(crate) fn names(&self) -> Vec<String> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().rev().map(|one| one.name.clone()).collect()
    }
}

fn files_of(report: &Path) -> Result<Vec<String>, Failure> {
    let entries = fs::read_dir(report).map_err(|_| Failure::internal())?;
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut names: Vec<String> = names.collect();
    names.sort();
    Ok(names)
}

/// Files may be larger than memory: the archive is made on disk, and gone when it is closed.
fn pack(files: &[(&str, PathBuf)]) -> io::Result<File> {
    let mut zip = ZipWriter::new(tempfile::tempfile()?);
    for (name, path) in files {
        let mut file = File::open(path)?;
        let is_large = u32::try_from(file.metadata()?.len()).is_err();
        let options = SimpleFileOptions::default().unix_permissions(0o644).large_file(is_large);
        zip.start_file(format!("{REPORT}/{name}"), options)?;
        io::copy(&mut file, &mut zip)?;
    }
    let mut packed = zip.finish()?;
    packed.flush()?;
    packed.rewind()?;
    Ok(packed)
}

fn hexadecimal(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02x}")).collect()
}
