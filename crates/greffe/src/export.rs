//! Export: what a query finds leaves as working copies.

use std::io::Write;
use std::path::PathBuf;

use greffe_authenticate::Outline;
use greffe_export::{Copied, Directory, ExportError, Exporter, Folder, Format, Manifest, Zipped};
use greffe_terms::{Kind, Number};
use serde::Serialize;

use crate::archive::Archive;
use crate::dated::dated;
use crate::edges::rfc3339;
use crate::error::Error;
use crate::room::{SearchRequest, Sort};
use crate::verdicts::Standing;
use crate::view::Warning;

pub use greffe_export::Format as ExportFormat;

/// What to copy, where, in which format.
#[derive(Debug, Clone)]
pub struct ExportRequest {
    /// In the query language; all messages it finds are copied, oldest first.
    pub query: String,
    /// A new or empty directory.
    pub to: PathBuf,
    /// The format.
    pub format: Format,
}

/// What was copied.
#[derive(Debug, Clone, Serialize)]
pub struct ExportReport {
    /// How many messages.
    pub messages: u64,
    /// How many loose documents.
    #[serde(skip_serializing_if = "is_zero")]
    pub documents: u64,
    /// Documents that the format cannot hold: an mbox holds mail only.
    #[serde(skip_serializing_if = "is_zero")]
    pub left_out: u64,
    /// The files and their SHA-256.
    pub files: Vec<ExportedFile>,
    /// What the search could not look at.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<Warning>,
}

/// One file of an export.
#[derive(Debug, Clone, Serialize)]
pub struct ExportedFile {
    /// Its name in the directory.
    pub name: String,
    /// Its SHA-256, hexadecimal.
    pub sha256: String,
}

impl Archive {
    /// Writes working copies of what a query finds.
    pub fn export(
        &self,
        request: &ExportRequest,
        tell: &mut dyn FnMut(u64, u64),
    ) -> Result<ExportReport, Error> {
        export(self, &request.query, request.format, || Directory::create(&request.to), tell)
    }

    /// Sends the same as a ZIP file with a folder `name` in it. Nothing is sent of a query that cannot be read.
    pub fn send_export(
        &self,
        query: &str,
        format: Format,
        name: &str,
        out: impl Write,
    ) -> Result<ExportReport, Error> {
        export(self, query, format, || Ok(Zipped::new(name, out)), &mut |_done, _total| {})
    }
}

fn export<F: Folder>(
    archive: &Archive,
    query: &str,
    format: Format,
    folder: impl FnOnce() -> Result<F, ExportError>,
    tell: &mut dyn FnMut(u64, u64),
) -> Result<ExportReport, Error> {
    let room = archive.room();
    let search = SearchRequest {
        query: query.to_owned(),
        limit: archive.store.count()? as usize,
        sort: Sort::Date,
        ..SearchRequest::default()
    };
    let (numbers, warnings) = room.numbers_to_hand_out(&search)?;
    let standing = Standing::read(&archive.store)?;
    let mut exporter = Exporter::begin(folder()?, format)?;
    for (done, number) in numbers.iter().enumerate() {
        copy(archive, *number, standing.outline(*number), &mut exporter)?;
        tell(done as u64 + 1, numbers.len() as u64);
    }
    let manifest = exporter.finish()?;
    let file = |(name, sha256)| ExportedFile { name, sha256 };
    let files = manifest.files.iter().cloned().map(file).collect();
    let Manifest { messages, documents, left_out, .. } = manifest;
    Ok(ExportReport { messages, documents, left_out, files, warnings })
}

fn is_zero(count: &u64) -> bool {
    *count == 0
}

fn copy<F: Folder>(
    archive: &Archive,
    number: Number,
    outline: Option<&Outline>,
    exporter: &mut Exporter<F>,
) -> Result<(), Error> {
    let row = archive.store.row(number)?;
    let raw = archive.store.raw(number)?;
    let is_document = row.summary.kind == Kind::Document;
    let text = if is_document { String::new() } else { greffe_message::parse(&raw).text().text };
    let summary = &row.summary;
    let place = |place: &greffe_store::Occurrence| format!("{}/{}", place.mailbox, place.folder);
    exporter.add(&Copied {
        id: row.id.to_string(),
        date: dated(&row).map(|(at, _)| rfc3339(at)),
        at: dated(&row).map(|(at, _)| at),
        from: summary.from.as_ref(),
        to: &summary.to,
        cc: &summary.cc,
        subject: &summary.subject,
        message_id: summary.message_id.as_deref(),
        kind: summary.kind,
        verdict: outline.map(|outline| outline.verdict.as_str()),
        signed_by: outline.map(Outline::signed_by).unwrap_or_default(),
        places: row.occurrences.iter().map(place).collect(),
        attachments: summary.attachments.iter().map(|file| file.name.as_str()).collect(),
        bytes: summary.size_bytes,
        text: &text,
        raw: &raw,
    })?;
    Ok(())
}
