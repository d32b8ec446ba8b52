//! Check: every hash computed again, every view held against the packs.

use greffe_index::Fault;
use serde::Serialize;

use crate::archive::Archive;
use crate::catch_up;
use crate::error::Error;
use crate::verdicts;

/// Something that does not agree.
#[derive(Debug, Clone, Serialize)]
pub struct Problem {
    /// Where: a file of the archive, or `index`, `facts`.
    pub place: String,
    /// What, in the words of the room that found it.
    pub what: String,
}

/// What was checked.
#[derive(Debug, Clone, Default, Serialize)]
pub struct CheckReport {
    /// Messages whose digest was computed again.
    pub messages: u64,
    /// Loose documents, likewise.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
}

impl Archive {
    /// Recomputes every hash and compares packs, catalogue, index and facts.
    pub fn check(
        &self,
        tell: &mut dyn FnMut(u64, u64),
        found: &mut dyn FnMut(Problem),
    ) -> Result<CheckReport, Error> {
        check(self, tell, found)
    }
}

fn check(
    archive: &Archive,
    tell: &mut dyn FnMut(u64, u64),
    found: &mut dyn FnMut(Problem),
) -> Result<CheckReport, Error> {
    let report = archive.store.check(tell, &mut |problem| {
        found(of_store(problem));
    })?;
    if greffe_index::time_zone(archive.timezone()).is_none() {
        let what = format!("names a time zone that does not exist: `{}`", archive.timezone());
        found(Problem { place: "greffe.toml".to_owned(), what });
    }
    archive.index.check(&mut |problem| {
        found(of_index(&problem));
    })?;
    if !catch_up::is_indexed(archive)? {
        let (index, facts) = (archive.index.through(), archive.index.facts_through());
        let what = format!(
            "the index holds {index} messages, the facts {facts}, the archive {}: the next import or search completes them",
            archive.store.count()?
        );
        found(Problem { place: "index".to_owned(), what });
    } else if !verdicts::are_current(&archive.store, &archive.store.verdicts()?)? {
        let what = "not every message is judged with the keys at hand: the next import or search does it";
        found(Problem { place: "verdicts.db".to_owned(), what: what.to_owned() });
    }
    Ok(CheckReport { messages: report.messages, files: report.files, bytes: report.bytes })
}

fn of_store(problem: greffe_store::Problem) -> Problem {
    use greffe_store::Problem as Found;
    let (place, what) = match problem {
        Found::Settings => ("greffe.toml".to_owned(), "cannot be read, or has changed".to_owned()),
        Found::PackMissing { path } => (path.display().to_string(), "is missing".to_owned()),
        Found::Pack { path, offset, damage, messages } => {
            let what = format!("byte {offset}: {damage}; {} messages are concerned", messages.len());
            (path.display().to_string(), what)
        }
        Found::Database { path, details } => (path.display().to_string(), details.join("; ")),
        Found::Lines { path, lines } => {
            let lines: Vec<String> = lines.iter().map(u64::to_string).collect();
            (path.display().to_string(), format!("cannot be read in line {}", lines.join(", ")))
        }
        Found::Altered { path } => {
            (path.display().to_string(), "its bytes are not those that were written".to_owned())
        }
        Found::CatalogueDiffers { table, row } => {
            ("catalogue.db".to_owned(), format!("differs from the packs in `{table}`, row {row}"))
        }
        Found::CatalogueNotCompared => {
            ("catalogue.db".to_owned(), "not compared, since packs are damaged".to_owned())
        }
        other => ("store".to_owned(), format!("{other:?}")),
    };
    Problem { place, what }
}

fn of_index(problem: &greffe_index::Problem) -> Problem {
    let what = match problem.fault {
        Fault::Changed => "its bytes are not those that were written",
        Fault::Missing => "is missing",
        Fault::Contradicts => "contradicts what it describes",
        Fault::Unlisted => "belongs to nothing",
        _ => "is not as it should be",
    };
    Problem { place: format!("index/{}", problem.file.display()), what: what.to_owned() }
}
