//! The files of an export and their manifest.

use greffe_message::clean_name;
use greffe_message::write::{csv, eml, jsonl, mbox};
use greffe_terms::{Address, Kind, Timestamp};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::error::ExportError;
use crate::folder::Folder;

/// Name of the manifest: lines of `sha256sum`, so that `sha256sum -c` checks it.
const MANIFEST: &str = "manifest-sha256.txt";

/// What stands beside every export.
const LABEL: &str = "\
These are working copies of mail, exactly as archived and NOT redacted.
They may hold secrets and data of people who have nothing to do with your work.
Check them with: sha256sum -c manifest-sha256.txt

Ce sont des copies de travail de messages, tels qu'archivés et NON caviardés.
Ils peuvent contenir des secrets et les données de personnes étrangères à votre travail.
Vérifiez-les par : sha256sum -c manifest-sha256.txt

Ce document est produit par un logiciel nommé greffe. Ce n'est ni un acte de greffe ni une expertise.
";

/// The formats of working copies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One mbox (mboxrd): greffe and mail programs read it back.
    Mbox,
    /// One file a message: the exact bytes. Documents lie beside them under their names.
    Eml,
    /// A table of headers; no texts.
    Csv,
    /// One JSON object a message, texts included.
    Jsonl,
}

/// A message to copy.
#[derive(Debug, Clone, Serialize)]
pub struct Copied<'a> {
    /// SHA-256 of the raw bytes, hexadecimal.
    pub id: String,
    /// RFC 3339, UTC.
    pub date: Option<String>,
    /// When it was written.
    #[serde(skip)]
    pub at: Option<Timestamp>,
    /// First From.
    pub from: Option<&'a Address>,
    /// To.
    pub to: &'a [Address],
    /// Cc.
    pub cc: &'a [Address],
    /// Decoded subject.
    pub subject: &'a str,
    /// Message-ID without brackets.
    pub message_id: Option<&'a str>,
    /// `person`, `list`, `bulk`, `automatic`; `document` for a loose file.
    pub kind: Kind,
    /// `verified`, `partly-verified`, `unproven`, `mismatch`; `None` while it is not judged.
    pub verdict: Option<&'a str>,
    /// Domains whose key made a signature over these headers and this body.
    pub signed_by: Vec<&'a str>,
    /// `mailbox/folder` of each place.
    pub places: Vec<String>,
    /// Names of the files inside.
    pub attachments: Vec<&'a str>,
    /// Length of the raw bytes.
    pub bytes: u64,
    /// The text a reader sees.
    pub text: &'a str,
    /// The raw bytes.
    #[serde(skip)]
    pub raw: &'a [u8],
}

/// What was written.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Manifest {
    /// How many messages.
    pub messages: u64,
    /// How many loose documents.
    pub documents: u64,
    /// Documents that were not copied, since the format holds mail only.
    pub left_out: u64,
    /// The files, each with its SHA-256 in hexadecimal.
    pub files: Vec<(String, String)>,
}

/// Writes working copies into a folder.
pub struct Exporter<F> {
    folder: F,
    format: Format,
    /// The one file of formats that have one, and what is in it so far.
    single: Option<(&'static str, Sha256)>,
    manifest: Manifest,
}

impl<F: Folder> Exporter<F> {
    /// Begins an export into an empty folder.
    ///
    /// # Errors
    /// The folder's.
    pub fn begin(folder: F, format: Format) -> Result<Self, ExportError> {
        let single = match format {
            Format::Mbox => Some("messages.mbox"),
            Format::Csv => Some("messages.csv"),
            Format::Jsonl => Some("messages.jsonl"),
            Format::Eml => None,
        };
        let mut exporter = Self { folder, format, single: None, manifest: Manifest::default() };
        exporter.write_whole("READ-ME-NOT-REDACTED.txt", LABEL.as_bytes())?;
        if let Some(name) = single {
            exporter.folder.begin(name)?;
            exporter.single = Some((name, Sha256::new()));
        }
        if format == Format::Csv {
            exporter.append(csv_row(CSV_HEAD).as_bytes())?;
        }
        Ok(exporter)
    }

    /// Copies one message or document. An mbox holds mail only: documents are counted as left out.
    pub fn add(&mut self, message: &Copied<'_>) -> Result<(), ExportError> {
        match (message.kind, self.format) {
            (Kind::Document, Format::Mbox) => {
                self.manifest.left_out += 1;
                return Ok(());
            }
            (Kind::Document, _) => self.manifest.documents += 1,
            _ => self.manifest.messages += 1,
        }
        match self.format {
            Format::Eml => {
                let copied = self.manifest.messages + self.manifest.documents;
                let n = u32::try_from(copied).unwrap_or(u32::MAX);
                self.write_whole(&file_name(n, message), eml::eml(message.raw))
            }
            Format::Mbox => {
                let sender = message.from.map_or("", |from| from.address.as_str());
                let mut entry = Vec::with_capacity(message.raw.len() + 128);
                mbox::push_mboxrd(&mut entry, sender, message.at, message.raw);
                self.append(&entry)
            }
            Format::Csv => self.append(csv_row(&cells(message)).as_bytes()),
            Format::Jsonl => {
                let mut line = String::new();
                jsonl::push_line(&mut line, message).expect("a struct of named fields is JSON");
                self.append(line.as_bytes())
            }
        }
    }

    /// Ends the export: writes the manifest last, so that one without it is seen to be unfinished.
    pub fn finish(mut self) -> Result<Manifest, ExportError> {
        if let Some((name, digest)) = self.single.take() {
            self.manifest.files.push((name.to_owned(), hex(&digest.finalize())));
        }
        let lines: String =
            self.manifest.files.iter().map(|(name, digest)| format!("{digest}  {name}\n")).collect();
        self.folder.begin(MANIFEST)?;
        self.folder.add(lines.as_bytes())?;
        self.folder.end()?;
        Ok(self.manifest)
    }

    fn append(&mut self, bytes: &[u8]) -> Result<(), ExportError> {
        let Some((_, digest)) = &mut self.single else { return Ok(()) };
        digest.update(bytes);
        self.folder.add(bytes)
    }

    fn write_whole(&mut self, name: &str, bytes: &[u8]) -> Result<(), ExportError> {
        self.folder.begin(name)?;
        self.folder.add(bytes)?;
        self.manifest.files.push((name.to_owned(), hex(&Sha256::digest(bytes))));
        Ok(())
    }
}

/// Names a copy: a message by its subject, a document by its own name.
fn file_name(n: u32, copied: &Copied<'_>) -> String {
    match copied.kind {
        Kind::Document => format!("{n:06} {}", clean_name(copied.subject)),
        _ => eml::file_name(n, copied.subject),
    }
}

const CSV_HEAD: &[&str] = &[
    "id",
    "date",
    "from",
    "to",
    "cc",
    "subject",
    "message-id",
    "kind",
    "places",
    "attachments",
    "bytes",
    "verdict",
    "signed-by",
];

fn cells(message: &Copied<'_>) -> Vec<String> {
    let list =
        |addresses: &[Address]| addresses.iter().map(Address::to_string).collect::<Vec<_>>().join(", ");
    vec![
        message.id.clone(),
        message.date.clone().unwrap_or_default(),
        message.from.map(Address::to_string).unwrap_or_default(),
        list(message.to),
        list(message.cc),
        message.subject.to_owned(),
        message.message_id.unwrap_or_default().to_owned(),
        message.kind.to_string(),
        message.places.join(", "),
        message.attachments.join(", "),
        message.bytes.to_string(),
        message.verdict.unwrap_or_default().to_owned(),
        message.signed_by.join(", "),
    ]
}

fn csv_row<S: AsRef<str>>(cells: &[S]) -> String {
    let mut row = String::new();
    csv::push_row(&mut row, cells.iter().map(AsRef::as_ref));
    row
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Read;

    use super::*;
    use crate::folder::{Directory, Zipped};

    fn message(raw: &[u8]) -> Copied<'_> {
        Copied {
            id: hex(&Sha256::digest(raw)),
            date: None,
            at: None,
            from: None,
            to: &[],
            cc: &[],
            subject: "=cmd()",
            message_id: None,
            kind: Kind::Person,
            verdict: Some("verified"),
            signed_by: vec!["region.example"],
            places: vec!["anne/inbox".into()],
            attachments: vec!["bail.pdf"],
            bytes: raw.len() as u64,
            text: "bonjour",
            raw,
        }
    }

    fn begun(dir: &tempfile::TempDir, format: Format) -> Exporter<Directory> {
        let folder = Directory::create(dir.path()).expect("an empty folder");
        Exporter::begin(folder, format).expect("begun")
    }

    /// Exports one message and returns the file whose name ends in `suffix`.
    fn check(format: Format, suffix: &str) -> Vec<u8> {
        let dir = tempfile::tempdir().expect("a folder");
        let mut exporter = begun(&dir, format);
        exporter.add(&message(b"Subject: x\n\nFrom me\n")).expect("written");
        let manifest = exporter.finish().expect("finished");
        assert_eq!(manifest.messages, 1);
        for (name, digest) in &manifest.files {
            let bytes = fs::read(dir.path().join(name)).expect("a file of the manifest");
            assert_eq!(*digest, hex(&Sha256::digest(bytes)), "{name}");
        }
        let name = manifest.files.iter().find(|(name, _)| name.ends_with(suffix));
        fs::read(dir.path().join(&name.expect("the file").0)).expect("readable")
    }

    #[test]
    fn an_eml_is_the_exact_bytes() {
        assert_eq!(check(Format::Eml, ".eml"), b"Subject: x\n\nFrom me\n");
    }

    #[test]
    fn an_mbox_is_quoted() {
        let mbox = check(Format::Mbox, ".mbox");
        assert!(mbox.windows(9).any(|window| window == b"\n>From me"), "{}", String::from_utf8_lossy(&mbox));
    }

    #[test]
    fn a_zip_holds_what_a_directory_holds() {
        for format in [Format::Mbox, Format::Eml, Format::Csv, Format::Jsonl] {
            let dir = tempfile::tempdir().expect("a folder");
            let mut beside = begun(&dir, format);
            let mut sent = Vec::new();
            let mut zipped = Exporter::begin(Zipped::new("greffe-export", &mut sent), format).expect("begun");
            beside.add(&message(b"Subject: x\n\ny")).expect("written");
            zipped.add(&message(b"Subject: x\n\ny")).expect("written");
            let (beside, zipped) = (beside.finish().expect("finished"), zipped.finish().expect("finished"));
            assert_eq!(beside.files, zipped.files);
            let mut zip = zip::ZipArchive::new(std::io::Cursor::new(sent)).expect("a ZIP file");
            assert_eq!(zip.len(), zipped.files.len() + 1);
            for (name, digest) in &zipped.files {
                let mut bytes = Vec::new();
                let mut file = zip.by_name(&format!("greffe-export/{name}")).expect("a file of the manifest");
                file.read_to_end(&mut bytes).expect("whole");
                assert_eq!(*digest, hex(&Sha256::digest(bytes)), "{name}");
            }
        }
    }

    #[test]
    fn documents_lie_beside_messages_and_not_in_an_mbox() {
        let copy = |format| {
            let dir = tempfile::tempdir().expect("a folder");
            let mut exporter = begun(&dir, format);
            exporter.add(&message(b"Subject: x\n\ny")).expect("written");
            let document =
                Copied { kind: Kind::Document, subject: "../bail.pdf", ..message(b"%PDF From me") };
            exporter.add(&document).expect("written");
            let manifest = exporter.finish().expect("finished");
            let names: Vec<String> = manifest.files.iter().map(|(name, _)| name.clone()).collect();
            (manifest.messages, manifest.documents, manifest.left_out, names)
        };
        let (messages, documents, left_out, names) = copy(Format::Eml);
        assert_eq!((messages, documents, left_out), (1, 1, 0));
        assert!(names.iter().any(|name| name == "000002 bail.pdf"), "{names:?}");
        let (messages, documents, left_out, _) = copy(Format::Mbox);
        assert_eq!((messages, documents, left_out), (1, 0, 1));
        assert_eq!((copy(Format::Csv).1, copy(Format::Jsonl).1), (1, 1));
    }

    #[test]
    fn a_table_runs_no_formula() {
        let table = String::from_utf8(check(Format::Csv, ".csv")).expect("UTF-8");
        assert!(table.contains("'=cmd()"), "{table}");
    }

    #[test]
    fn json_lines_hold_the_text() {
        let lines = String::from_utf8(check(Format::Jsonl, ".jsonl")).expect("UTF-8");
        assert!(lines.contains("\"text\":\"bonjour\""), "{lines}");
    }

    #[test]
    fn files_that_are_there_are_not_touched() {
        let dir = tempfile::tempdir().expect("a folder");
        fs::write(dir.path().join("mine"), "x").expect("written");
        let refused = Directory::create(dir.path());
        assert!(matches!(refused, Err(ExportError::NotEmpty { .. })));
    }
}
