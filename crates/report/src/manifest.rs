//! `evidence.json`: the hash of each input and of each file made, the version, and the command.
//!
//! By it anybody who has the inputs can run the same question again, and see
//! whether the same files come out. It is written last: a directory without it is
//! no report.

use std::fs;
use std::path::Path;

use greffe::audit::{AuditRequest, Audited};
use greffe_texts::{AuditWord, Language};
use serde::{Deserialize, Serialize};

use crate::edition::Edition;
use crate::error::ReportError;
use crate::json::hexadecimal;
use crate::tables::utc;

/// The name of the manifest.
pub(crate) const MANIFEST: &str = "evidence.json";
/// What tells it from other files of that name.
const KIND: &str = "greffe audit evidence";
/// The format; a change that breaks readers makes another one.
const FORMAT: u32 = 1;

/// The manifest of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Manifest {
    kind: String,
    format: u32,
    tool: String,
    version: String,
    made_at: String,
    pub(crate) command: Command,
    pub(crate) inputs: Vec<Input>,
    pub(crate) outputs: Vec<Output>,
}

/// What was asked for: enough to ask it again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Command {
    pub(crate) request: AuditRequest,
    pub(crate) language: String,
    pub(crate) pseudonyms: bool,
}

/// One input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Input {
    pub(crate) path: String,
    pub(crate) bytes: u64,
    pub(crate) sha256: String,
    form: String,
    records: u64,
}

/// One file of the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Output {
    pub(crate) name: String,
    pub(crate) bytes: u64,
    pub(crate) sha256: String,
}

impl Manifest {
    /// Makes the manifest of what was written.
    pub(crate) fn new(
        audited: &Audited,
        edition: &Edition<'_>,
        language: Language,
        outputs: Vec<Output>,
    ) -> Self {
        let pseudonyms = edition.is_pseudonymous();
        let sources = (0..).map(greffe::audit::SourceId).zip(&audited.audit.evidence.sources);
        let inputs = sources.map(|(id, source)| Input {
            path: edition.file(id).to_owned(),
            bytes: source.bytes,
            sha256: hexadecimal(&source.sha256),
            form: source.form.code().to_owned(),
            records: source.tally.records,
        });
        // Paths and the owner's name are names: in the edition of pseudonyms they are told apart from it.
        let request = if pseudonyms { audited.request.without_names() } else { audited.request.clone() };
        Self {
            kind: KIND.to_owned(),
            format: FORMAT,
            tool: "greffe".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            made_at: utc(audited.made_at.0.saturating_mul(1000)),
            command: Command { request, language: language.tag().to_owned(), pseudonyms },
            inputs: inputs.collect(),
            outputs,
        }
    }

    /// Reads the manifest of a report.
    ///
    /// # Errors
    /// `NoReport` when there is none, or none of ours; `Newer`.
    pub(crate) fn read(dir: &Path) -> Result<Self, ReportError> {
        let no_report = || ReportError::NoReport { path: dir.to_owned() };
        let octets = fs::read(dir.join(MANIFEST)).map_err(|_unread| no_report())?;
        let value: serde_json::Value = serde_json::from_slice(&octets).map_err(|_unread| no_report())?;
        if value.get("kind").and_then(serde_json::Value::as_str) != Some(KIND) {
            return Err(no_report());
        }
        let format = value.get("format").and_then(serde_json::Value::as_u64).unwrap_or(u64::MAX);
        if format > u64::from(FORMAT) {
            return Err(ReportError::Newer { path: dir.to_owned() });
        }
        serde_json::from_value(value).map_err(|_unread| no_report())
    }

    /// Returns the version of greffe that made it.
    pub(crate) fn version(&self) -> &str {
        &self.version
    }

    /// Returns the manifest as it is written.
    pub(crate) fn octets(&self) -> Result<Vec<u8>, serde_json::Error> {
        let mut octets = serde_json::to_vec_pretty(self)?;
        octets.push(b'\n');
        Ok(octets)
    }
}
