//! All files of a report, made side by side.

use std::io::{self, Write};
use std::path::Path;
use std::thread;

use greffe::audit::Audited;
use greffe_texts::{Language, Texts};

use crate::edition::{Edition, Secret, key_path};
use crate::error::ReportError;
use crate::folder::Folder;
use crate::manifest::{MANIFEST, Manifest, Output};
use crate::words::{self, Say};
use crate::{json, page, tables, timeline};

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// SHA-256 of the manifest, hexadecimal: it stands for all inputs and all files.
    pub evidence_sha256: String,
    /// How many files, the manifest among them.
    pub files: u64,
    /// How many octets they have.
    pub bytes: u64,
}

/// What is asked of a report beside what it says.
struct Ordered<'a> {
    audited: &'a Audited,
    edition: &'a Edition<'a>,
    language: Language,
}

/// Writes the report of an audit to a directory; with a secret, its edition of pseudonyms.
///
/// The page holds both languages and opens in `language`; sentences in tables are
/// in that language. The key of the pseudonyms is written beside the directory.
///
/// # Errors
/// `NotEmpty` before anything is done; `Write` and `Page` leave no report.
pub fn write(
    audited: &Audited,
    secret: Option<&Secret>,
    language: Language,
    dir: &Path,
) -> Result<Written, ReportError> {
    let folder = Folder::prepare(dir)?;
    let edition = Edition::new(&audited.audit, secret);
    let ordered = Ordered { audited, edition: &edition, language };
    let outputs = ordered.files(&folder)?;
    let manifest = Manifest::new(audited, &edition, language, outputs);
    let octets = manifest.octets().map_err(|_unwritable| ReportError::Page)?;
    let made = folder.file(MANIFEST, &mut |out| out.write_all(&octets))?;
    if let Some(secret) = secret {
        secret.write(&key_path(dir), &audited.request, edition.codes())?;
    }
    let bytes = manifest.outputs.iter().map(|output| output.bytes).sum::<u64>() + made.bytes;
    folder.publish(&manifest.outputs)?;
    Ok(Written { evidence_sha256: made.sha256, files: manifest.outputs.len() as u64 + 1, bytes })
}

/// Returns the answer in counted sentences, each with how sure it is: what the first page says.
pub fn answer(audited: &Audited, texts: &Texts) -> Vec<String> {
    page::answer(audited, &Edition::new(&audited.audit, None), texts)
}

/// Returns, in sentences, what rests on the zone that was assumed; none if nothing does.
pub fn zones(audited: &Audited, texts: &Texts) -> Vec<String> {
    words::zones(audited, Say { texts, edition: &Edition::new(&audited.audit, None) })
}

impl Ordered<'_> {
    /// The two files that have a line for each event are made beside the others.
    fn files(&self, folder: &Folder) -> Result<Vec<Output>, ReportError> {
        let (audit, edition) = (&self.audited.audit, self.edition);
        let (events, lines, others) = thread::scope(|scope| {
            let events =
                scope.spawn(|| folder.file("events.csv", &mut |out| tables::events(audit, edition, out)));
            let lines = scope
                .spawn(|| folder.file("timeline.jsonl", &mut |out| timeline::timeline(audit, edition, out)));
            let others = self.others(folder);
            (joined(events.join()), joined(lines.join()), others)
        });
        let mut outputs = others?;
        outputs.extend([events?, lines?]);
        outputs.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(outputs)
    }

    fn others(&self, folder: &Folder) -> Result<Vec<Output>, ReportError> {
        let (audit, edition, texts) = (&self.audited.audit, self.edition, &Texts::new(self.language));
        let mut page = Ok(());
        let report = folder.file("report.html", &mut |out| {
            page = page::page(self.audited, edition, self.language, out);
            Ok(())
        })?;
        page?;
        type Fill<'f> = &'f mut dyn FnMut(&mut dyn Write) -> io::Result<()>;
        let files: [(&str, Fill<'_>); 5] = [
            ("answers.csv", &mut |out| tables::answers(audit, edition, out)),
            ("intervals.csv", &mut |out| tables::intervals(audit, edition, out)),
            ("findings.csv", &mut |out| tables::findings(audit, edition, texts, out)),
            ("coverage.csv", &mut |out| tables::coverage(audit, edition, out)),
            ("audit.json", &mut |out| json::document(self.audited, edition, texts, out)),
        ];
        let mut outputs = vec![report];
        for (name, fill) in files {
            outputs.push(folder.file(name, fill)?);
        }
        Ok(outputs)
    }
}

/// A thread that panicked has told so; its file is not there.
fn joined(made: thread::Result<Result<Output, ReportError>>) -> Result<Output, ReportError> {
    made.unwrap_or(Err(ReportError::Page))
}
