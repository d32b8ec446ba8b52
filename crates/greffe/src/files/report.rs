//! What became of the files inside messages, counted.

use std::collections::{BTreeMap, HashSet};
use std::time::Duration;

use greffe_extract::Outcome;
use greffe_store::{FilePrint, Store};
use serde::Serialize;

use super::FileOutline;
use crate::error::Error;

/// What is known of the files inside all messages of an archive; field names are a contract (`--json`).
#[derive(Debug, Clone, Default, Serialize)]
pub struct FilesReport {
    /// Files in messages; one in two messages counts twice.
    pub files: u64,
    /// Different files.
    pub distinct: u64,
    /// Files of which all text was read.
    pub complete: u64,
    /// Files of which some text was read, by why it ended there.
    pub truncated: BTreeMap<&'static str, u64>,
    /// Files of which no text was read, by why.
    pub none: BTreeMap<&'static str, u64>,
    /// They were read by greffe itself, which reads fewer formats.
    pub light: bool,
    /// Time taken.
    pub elapsed_ms: u64,
}

impl FilesReport {
    /// Counts what the readings of an archive hold.
    pub(crate) fn of(store: &Store, elapsed: Duration) -> Result<Self, Error> {
        let mut report = Self { elapsed_ms: elapsed.as_millis() as u64, ..Self::default() };
        let mut met: HashSet<FilePrint> = HashSet::new();
        let readings = store.readings()?;
        report.light = readings.reader()? == super::LIGHT;
        readings.each(|file| {
            report.distinct += u64::from(met.insert(file.print));
            report.count(serde_json::from_str::<FileOutline>(&file.outline).unwrap_or_default().outcome);
        })?;
        Ok(report)
    }

    /// Says whether the text of some files is missing.
    pub fn is_whole(&self) -> bool {
        self.complete == self.files
    }

    fn count(&mut self, outcome: Outcome) {
        self.files += 1;
        match outcome {
            Outcome::Complete => self.complete += 1,
            Outcome::Truncated(why) => *self.truncated.entry(why.word()).or_default() += 1,
            Outcome::None(why) => *self.none.entry(why.word()).or_default() += 1,
        }
    }
}
