//! Check: every hash computed again, the catalogue held against the packs, every other
//! view against its own sums and watermark.

use std::path::Path;

use greffe_index::Fault;
use greffe_store::Damage;
use serde::Serialize;

use crate::archive::{Archive, INDEX};
use crate::catch_up;
use crate::error::{Coded, Error};
use crate::verdicts;

/// The settings.
const SETTINGS: &str = "greffe.toml";

/// The catalogue.
const CATALOGUE: &str = "catalogue.db";

/// Something that does not agree.
#[derive(Debug, Clone)]
pub struct Problem {
    /// Where: a file of the archive.
    pub place: String,
    /// What.
    pub what: Coded,
}

impl Problem {
    /// Returns the code of the [error](Error) whose remedy helps here too, if one does.
    pub fn like(&self) -> Option<&'static str> {
        let place = Path::new(&self.place);
        let file = place.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        match (self.what.code, file) {
            ("database", "desk.db") => Some("desk-damaged"),
            ("database", "verdicts.db") => Some("verdicts-damaged"),
            ("database", "readings.db") => Some("readings-damaged"),
            ("database" | "catalogue-differs", _) => Some("catalogue-damaged"),
            ("settings", _) => Some("settings"),
            ("timezone", _) => Some("settings-timezone"),
            ("index-behind" | "verdicts-behind" | "catalogue-not-compared", _) => None,
            _ if place.starts_with(INDEX) => Some("index-damaged"),
            _ => Some("pack-damaged"),
        }
    }

    fn new(place: impl AsRef<Path>, what: Coded) -> Self {
        Self { place: place.as_ref().display().to_string(), what }
    }
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
        let what = Coded::new("timezone", [("name", archive.timezone().to_owned())]);
        found(Problem::new(SETTINGS, what));
    }
    archive.index.check(&mut |problem| {
        found(of_index(&problem));
    })?;
    if !catch_up::is_indexed(archive)? {
        let behind = Coded::bare("index-behind")
            .with("indexed", archive.index.through().min(archive.index.facts_through()))
            .with("stored", archive.store.count()?);
        found(Problem::new(INDEX, behind));
    } else if !verdicts::are_current(&archive.store, &archive.store.verdicts()?)? {
        found(Problem::new("verdicts.db", Coded::bare("verdicts-behind")));
    }
    Ok(CheckReport { messages: report.messages, files: report.files, bytes: report.bytes })
}

fn of_store(problem: greffe_store::Problem) -> Problem {
    use greffe_store::Problem as Found;
    match problem {
        Found::Settings => Problem::new(SETTINGS, Coded::bare("settings")),
        Found::PackMissing { path } => Problem::new(path, Coded::bare("missing")),
        Found::Pack { path, offset, damage, messages } => {
            let what = Coded::bare(of_pack(damage)).with("offset", offset).with("messages", messages.len());
            Problem::new(path, what)
        }
        Found::Database { path, details } => {
            Problem::new(path, Coded::new("database", [("details", details.join("; "))]))
        }
        Found::Lines { path, lines } => {
            let lines: Vec<String> = lines.iter().map(u64::to_string).collect();
            Problem::new(path, Coded::new("lines", [("lines", lines.join(", "))]))
        }
        Found::Altered { path } => Problem::new(path, Coded::bare("changed")),
        Found::CatalogueDiffers { table, row } => {
            Problem::new(CATALOGUE, Coded::bare("catalogue-differs").with("table", table).with("row", row))
        }
        Found::CatalogueNotCompared => Problem::new(CATALOGUE, Coded::bare("catalogue-not-compared")),
        // What a later store may tell apart.
        _ => Problem::new("packs", Coded::bare("contradicts")),
    }
}

fn of_pack(damage: Damage) -> &'static str {
    match damage {
        Damage::Frame => "pack-frame",
        Damage::CutShort => "pack-cut-short",
        Damage::TarHeader => "pack-tar-header",
        Damage::Content => "pack-content",
        Damage::Records => "pack-records",
        Damage::Contradiction => "pack-contradiction",
        Damage::Chain => "pack-chain",
        Damage::Ending => "pack-ending",
        // `Packed`, and what a later store may tell apart.
        _ => "pack-changed",
    }
}

fn of_index(problem: &greffe_index::Problem) -> Problem {
    let what = match problem.fault {
        Fault::Missing => "missing",
        Fault::Contradicts => "contradicts",
        Fault::Unlisted => "unlisted",
        // `Changed`, and what a later index may tell apart.
        _ => "changed",
    };
    Problem::new(Path::new(INDEX).join(&problem.file), Coded::bare(what))
}
