//! Installed tools that may take a second look at what the worker does not read.

use greffe_extract::{Confinement, Extractor, Limits, Outcome, Tools, Worker};
use greffe_store::{FilePrint, Readings};

use super::FileOutline;
use crate::archive::Archive;
use crate::error::Error;

/// Formats that some tool reads; a worker that died of its file did not come to say which.
const FORMATS: [&str; 4] = ["pdf", "image", "rar", ""];

/// Says whether the tools that were named can be asked.
///
/// # Errors
/// `ToolsNeedWorker` where only the worker that reads all formats could ask them,
/// `MissingTools` where they are not installed.
pub(crate) fn check(archive: &Archive, tools: &Tools, worker: Option<&Worker>) -> Result<(), Error> {
    if *tools == Tools::default() {
        return Ok(());
    }
    let found = (archive.edges.worker)();
    let Some(worker @ Worker::Whole(_)) = worker.or(found.as_ref()) else {
        return Err(Error::ToolsNeedWorker);
    };
    let (limits, confinement) = (Limits::default(), Confinement::Required);
    let extractor = Extractor::new(worker.clone(), limits, confinement).with_tools(tools.clone());
    let names = extractor.missing_tools();
    if names.is_empty() { Ok(()) } else { Err(Error::MissingTools { names }) }
}

/// Returns the files of which a tool may read what was not read.
pub(super) fn second_looks(readings: &Readings) -> Result<Vec<FilePrint>, Error> {
    let mut prints = Vec::new();
    readings.each(|file| {
        let outline: FileOutline = serde_json::from_str(&file.outline).unwrap_or_default();
        if outline.outcome != Outcome::Complete && FORMATS.contains(&outline.format.as_str()) {
            prints.push(file.print);
        }
    })?;
    prints.sort_unstable();
    prints.dedup();
    Ok(prints)
}
