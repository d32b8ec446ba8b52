//! A loose document, as the rooms above read mail: one part that is the file.
//!
//! A file that lay beside mail is an item of its own. It has no header, and what is in
//! it is read elsewhere, by a process that can do no harm; here it is only wrapped, so
//! that whoever lists, shows or searches messages needs no second way.

use greffe_terms::{Defect, Kind};

use crate::attachments::file_type;
use crate::held::Held;
use crate::model::{Attachment, Body, Message, Part, Summary};
use crate::name::clean_name;

/// How much of a file tells whether it is text.
const TEXT_OCTETS: usize = 4096;

/// Reads a file found at `path`; its last name is the file's.
pub fn document(file: &Held<'_>, path: &str) -> Message {
    let name = file_name(path);
    let raw = file.octets();
    let part = Part {
        n: 0,
        parent: None,
        content_type: content_type(raw).to_owned(),
        name: Some(name.clone()),
        content_id: None,
        is_attachment: true,
        body: Body::Binary(raw.to_vec()),
        left_out: file.length() - raw.len() as u64,
        octets: None,
        flow: Default::default(),
    };
    let defects = if file.is_whole() { Vec::new() } else { vec![Defect::Oversize] };
    Message { subject: name, parts: vec![part], defects, ..Message::default() }
}

impl Summary {
    /// Returns the row of a document. What depends on the place it was found in is added
    /// by [`Summary::name_document`].
    pub fn of_document(document: &Held<'_>) -> Self {
        let (raw, length) = (document.octets(), document.length());
        let message = self::document(document, "");
        let file = Attachment {
            part: 0,
            name: String::new(),
            content_type: content_type(raw).to_owned(),
            file_type: type_by_content(raw),
            size_bytes: length,
        };
        let (subject, kind, attachments) = (String::new(), Kind::Document, vec![file]);
        Self { subject, kind, attachments, ..message.summary(length) }
    }

    /// Gives a document the name of the file at `path`, and the type that the name tells.
    pub fn name_document(&mut self, path: &str) {
        let name = file_name(path);
        for file in &mut self.attachments {
            let by_name = file_type(&name, "");
            if by_name != "bin" {
                file.file_type = by_name;
            }
            file.name = name.clone();
        }
        self.subject = name;
    }
}

/// Returns the last name of a path that may lead into containers: `a.zip!/b/c.pdf`.
fn file_name(path: &str) -> String {
    clean_name(path.rsplit('/').next().unwrap_or_default())
}

fn content_type(raw: &[u8]) -> &'static str {
    match infer::get(raw) {
        Some(found) => found.mime_type(),
        None if is_text(raw) => "text/plain",
        None => "application/octet-stream",
    }
}

fn type_by_content(raw: &[u8]) -> String {
    match (file_type("", content_type(raw)), infer::get(raw)) {
        (short, Some(found)) if short == "bin" => found.extension().to_owned(),
        (short, _) => short,
    }
}

fn is_text(raw: &[u8]) -> bool {
    let start = raw.get(..TEXT_OCTETS).unwrap_or(raw);
    let cut_char = |error: std::str::Utf8Error| error.error_len().is_none() && start.len() < raw.len();
    !start.is_empty() && !start.contains(&0) && std::str::from_utf8(start).map_or_else(cut_char, |_| true)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn held(raw: &[u8], length: u64) -> Held<'_> {
        Held::beginning(raw, length)
    }

    fn check(raw: &[u8], path: &str, expect: (&str, &str, &str)) {
        let mut summary = Summary::of_document(&held(raw, raw.len() as u64));
        summary.name_document(path);
        let file = summary.attachments.first().expect("the file itself");
        let told = (file.name.as_str(), file.file_type.as_str(), file.content_type.as_str());
        assert_eq!(told, expect, "{path}");
        assert_eq!((summary.kind, summary.subject.as_str()), (Kind::Document, expect.0));
        let message = document(&held(raw, raw.len() as u64), path);
        assert_eq!(message.part_bytes(0), Some(raw), "part 0 is the file");
        assert_eq!(message.attachments().len(), 1);
    }

    #[test]
    fn content_tells_the_type_and_the_place_the_name() {
        check(b"%PDF-1.4 x", "dump/a.pdf", ("a.pdf", "pdf", "application/pdf"));
        check(b"%PDF-1.4 x", "dump.zip!/Bail", ("Bail", "pdf", "application/pdf"));
        check(b"\xFF\xD8\xFF\xE0", "p.JPEG", ("p.JPEG", "jpg", "image/jpeg"));
        check("à faire\n".as_bytes(), "notes", ("notes", "txt", "text/plain"));
        check(b"a;b\n", "rel/comptes.csv", ("comptes.csv", "csv", "text/plain"));
        check(b"\0\x01", "x", ("x", "bin", "application/octet-stream"));
        check(b"", "", ("unnamed", "bin", "application/octet-stream"));
    }

    #[test]
    fn a_document_is_no_mail_whatever_it_holds() {
        let summary = Summary::of_document(&held(b"From: a@b.example\nSubject: x\n\ny", 31));
        assert_eq!((summary.from, summary.subject.as_str()), (None, ""));
        assert_eq!(Summary::of_document(&held(b"%PDF", 1 << 40)).defects, [Defect::Oversize]);
    }

    proptest! {
        #[test]
        fn any_octets_are_a_document(raw in proptest::collection::vec(any::<u8>(), 0..2000), path in ".{0,40}") {
            let mut summary = Summary::of_document(&held(&raw, raw.len() as u64));
            summary.name_document(&path);
            prop_assert_eq!(summary.attachments.len(), 1);
        }
    }
}
