//! `/audit`: logs of other mail systems are dropped here, and become a report.

use std::fs::File;
use std::io::Write;
use std::sync::Arc;

use askama::Template;
use axum::extract::multipart::Field;
use axum::extract::{FromRequest, Multipart, Path, Request};
use axum::http::header::CONTENT_SECURITY_POLICY;
use axum::response::{Html, IntoResponse};
use greffe::audit::{AuditRequest, SnapshotDay};
use tempfile::TempDir;

use super::handed_in::plain_name;
use super::part::saved_as;
use super::{Answer, Frame, Place, html, see, stream};
use crate::audits::{LOGS, Made};
use crate::failure::Failure;
use crate::visit::Visit;

/// All files of one audit together: years of logs of a large house.
pub(crate) const LONGEST_BYTES: usize = 2 * 1024 * 1024 * 1024;
/// So many files are taken at once.
const MOST_FILES: usize = 2_000;
/// The longest line of the form, in octets.
const LONGEST_LINE_BYTES: usize = 2_000;

/// The report is ours, but its words are those of logs: no script, no request, no form.
const POLICY: &str = "sandbox; default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; \
     base-uri 'none'; frame-ancestors 'self'";

#[derive(Template)]
#[template(path = "audit.html")]
struct FormPage<'a> {
    frame: Frame<'a>,
    reports: Vec<String>,
}

#[derive(Template)]
#[template(path = "audit_report.html")]
struct ReportPage<'a> {
    frame: Frame<'a>,
    name: &'a str,
    made: Made,
}

/// Answers with the form, and the reports that were made.
pub(super) async fn page(visit: Visit) -> Answer {
    let reports = visit.house.audits.names();
    html(&FormPage { frame: Frame::new(&visit, Place::Audit), reports })
}

/// Takes files in and makes the report.
pub(super) async fn make(visit: Visit, request: Request) -> Answer {
    let dropped = Dropped::read(&visit, request).await?;
    let (house, language) = (Arc::clone(&visit.house), visit.language);
    let making =
        tokio::task::spawn_blocking(move || house.audits.make(dropped.folder, dropped.asked, language));
    let name = making.await.map_err(|_panicked| Failure::internal())??;
    see(&format!("/audit/{name}"))
}

/// Answers with what a report says in short, and the report in a frame.
pub(super) async fn shown(visit: Visit, Path(name): Path<String>) -> Answer {
    let made = visit.house.audits.made(&name).ok_or_else(Failure::not_found)?;
    html(&ReportPage { frame: Frame::new(&visit, Place::Audit), name: &name, made })
}

/// Answers with the report itself, in a sandbox.
pub(super) async fn report(visit: Visit, Path(name): Path<String>) -> Answer {
    let path = visit.house.audits.file(&name, "report.html").ok_or_else(Failure::not_found)?;
    let reading = tokio::task::spawn_blocking(move || std::fs::read_to_string(path)).await;
    let page = reading.map_err(|_panicked| Failure::internal())?.map_err(|_gone| Failure::not_found())?;
    Ok(([(CONTENT_SECURITY_POLICY, POLICY)], Html(page)).into_response())
}

/// Answers with one file of a report, to be saved.
pub(super) async fn file(visit: Visit, Path((name, file)): Path<(String, String)>) -> Answer {
    let path = visit.house.audits.file(&name, &file).ok_or_else(Failure::not_found)?;
    let opened = tokio::task::spawn_blocking(move || File::open(path)).await;
    let opened = opened.map_err(|_panicked| Failure::internal())?.map_err(|_gone| Failure::not_found())?;
    Ok(saved_as(&file, "application/octet-stream", stream::file(opened)))
}

/// Answers with all files of a report in one archive: what it takes to make it again and compare.
pub(super) async fn packed(visit: Visit, Path(name): Path<String>) -> Answer {
    let (house, wanted) = (Arc::clone(&visit.house), name.clone());
    let packing = tokio::task::spawn_blocking(move || house.audits.packed(&wanted)).await;
    let packed = packing.map_err(|_panicked| Failure::internal())?.ok_or_else(Failure::not_found)?;
    let packed = packed.map_err(|_unwritable| Failure::internal())?;
    let short = name.get(..16).unwrap_or(&name);
    Ok(saved_as(&format!("greffe-audit-{short}.zip"), "application/zip", stream::file(packed)))
}

/// Files that were dropped, and what was asked of them.
struct Dropped {
    folder: TempDir,
    asked: AuditRequest,
}

impl Dropped {
    /// Reads the form, the files straight to disk; the first field must show that the form is ours.
    async fn read(visit: &Visit, request: Request) -> Result<Self, Failure> {
        let folder = tempfile::tempdir().map_err(|_| Failure::internal())?;
        std::fs::create_dir(folder.path().join(LOGS)).map_err(|_| Failure::internal())?;
        let form = Multipart::from_request(request, &visit.house).await;
        let mut form = form.map_err(|_| Failure::malformed("file"))?;
        let mut asked = AuditRequest::default();
        let (mut files, mut is_ours) = (0_usize, false);
        while let Some(field) = form.next_field().await.map_err(|error| Failure::of_status(error.status()))? {
            let name = field.name().unwrap_or_default().to_owned();
            if name == "csrf" {
                is_ours = visit.house.gate.is_own_form(&line(field).await?);
            } else if !is_ours {
                return Err(Failure::stale_form());
            } else if name == "file" {
                files += usize::from(keep(field, &folder, files).await?);
            } else {
                let words = Some(line(field).await?).filter(|words| !words.is_empty());
                match name.as_str() {
                    "asked_by" => asked.asked_by = words,
                    "collected_by" => asked.collected_by = words,
                    "for_owner" => asked.for_owner = words,
                    "zone" => asked.zone = words,
                    "taken" => asked.taken = days(&words.unwrap_or_default())?,
                    _ => {}
                }
            }
        }
        if files == 0 { Err(Failure::malformed("file")) } else { Ok(Self { folder, asked }) }
    }
}

/// Writes one file to the folder; says whether there was one.
async fn keep(mut field: Field<'_>, folder: &TempDir, before: usize) -> Result<bool, Failure> {
    if before >= MOST_FILES {
        return Err(Failure::too_many(MOST_FILES));
    }
    let name = plain_name(field.file_name().unwrap_or_default());
    let own = folder.path().join(LOGS).join(&name);
    // A file keeps its name, by which it is found again; two folders may hold files of one name.
    let path = if own.exists() { own.with_file_name(format!("{:03}-{name}", before + 1)) } else { own };
    let mut octets = 0_usize;
    let mut file = None;
    while let Some(piece) = field.chunk().await.map_err(|error| Failure::of_status(error.status()))? {
        let out = match &mut file {
            Some(out) => out,
            None => file.insert(File::create(&path).map_err(|_| Failure::internal())?),
        };
        out.write_all(&piece).map_err(|_| Failure::internal())?;
        octets += piece.len();
    }
    Ok(octets > 0)
}

/// The days of snapshots: `rights.csv=2016-03-14T09:00; roles.csv=2016-03-15`.
fn days(words: &str) -> Result<Vec<SnapshotDay>, Failure> {
    let days = words.split(';').map(str::trim).filter(|day| !day.is_empty());
    days.map(|day| SnapshotDay::parse(day).ok_or_else(|| Failure::malformed("taken"))).collect()
}

async fn line(mut field: Field<'_>) -> Result<String, Failure> {
    let mut octets = Vec::new();
    while let Some(piece) = field.chunk().await.map_err(|error| Failure::of_status(error.status()))? {
        let room = LONGEST_LINE_BYTES.saturating_sub(octets.len());
        octets.extend_from_slice(piece.get(..room.min(piece.len())).unwrap_or_default());
    }
    let text = String::from_utf8_lossy(&octets);
    Ok(text.trim().chars().filter(|c| !c.is_control()).collect())
}
