//! `greffe export`: working copies, not redacted. What a format cannot hold is a reserve.

use std::path::Path;

use greffe::{ExportFormat, ExportRequest};
use greffe_texts::{Value, number};

use crate::Outcome;
use crate::args::{Export, Format};
use crate::progress::Bar;
use crate::say::Voice;
use crate::search;

pub(crate) fn run(archive: &Path, export: &Export, voice: &Voice) -> anyhow::Result<Outcome> {
    let request = ExportRequest {
        query: export.query.join(" "),
        to: export.to.clone(),
        format: match export.format {
            Format::Mbox => ExportFormat::Mbox,
            Format::Eml => ExportFormat::Eml,
            Format::Csv => ExportFormat::Csv,
            Format::Jsonl => ExportFormat::Jsonl,
        },
    };
    let mut bar = Bar::new(voice);
    let report =
        search::open(archive, voice)?.export(&request, &mut |done, total| bar.step(done, Some(total)))?;
    bar.end();
    for warning in &report.warnings {
        search::warn(warning, voice);
    }
    if voice.json {
        voice.out_json(&report)?;
    } else {
        let (path, written) = (export.to.display().to_string(), number(voice.language(), report.messages));
        let values = [
            ("messages", Value::Count(report.messages)),
            ("messages_written", Value::Text(&written)),
            ("path", Value::Text(&path)),
        ];
        voice.out(&voice.texts.with("say-export-done", &values))?;
        if report.documents > 0 {
            voice.out(&voice.count("file-export-documents", "files", report.documents))?;
        }
        if report.left_out > 0 {
            voice.out(&voice.count("file-export-left-out", "files", report.left_out))?;
        }
    }
    Ok(if report.messages + report.documents == 0 || report.left_out > 0 {
        Outcome::Reserve
    } else {
        Outcome::Done
    })
}
