//! The demo: a fictional affair in the logs of a regional council, to be audited like a real one.

use std::fs;
use std::path::Path;

use greffe_sample::audit::{Size, Story, story};

use super::AuditRequest;
use crate::error::Error;

/// The seed of the affair that documents show.
const SEED: u64 = 2015;
/// The affair was found out on this day (2017-02-01, seconds): the demo is the same on every day.
const ASKED_AT: i64 = 1_485_907_200;

/// Writes the logs of the affair into `folder`, and returns the question to ask of them.
///
/// # Errors
/// `Write`; some files may be there.
pub fn audit_demo(folder: &Path) -> Result<AuditRequest, Error> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |cause| Error::Write { path, cause }
    };
    fs::create_dir_all(folder).map_err(failed(folder))?;
    for file in story(Story::Exchange2015, SEED, Size::USUAL).files {
        let path = folder.join(file.name);
        fs::write(&path, &file.bytes).map_err(failed(&path))?;
    }
    Ok(AuditRequest {
        inputs: vec![folder.to_owned()],
        zone: Some("Europe/Paris".to_owned()),
        asked_by: Some("Comité social d'administration (fiction)".to_owned()),
        collected_by: Some("greffe demo (fiction)".to_owned()),
        now: Some(ASKED_AT),
        ..AuditRequest::default()
    })
}
