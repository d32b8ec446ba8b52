//! A file of keys that a reader hands in: from the form to the archive.

use std::fs;
use std::sync::Arc;

use axum::extract::{FromRequest, Multipart, Request};
use greffe::{Archive, Error, KeysReport, Provenance};

use crate::failure::Failure;
use crate::visit::Visit;

/// The longest file of keys that is taken in, in bytes: tens of thousands of keys.
pub(crate) const LONGEST_BYTES: usize = 16 * 1024 * 1024;
/// The longest note on where keys come from, in characters.
const LONGEST_NOTE_CHARS: usize = 500;
/// The longest name of a file that is kept, in characters.
const LONGEST_NAME_CHARS: usize = 100;

/// What was handed in.
#[derive(Debug, Default)]
pub(crate) struct HandedIn {
    /// What our own forms carry.
    pub(super) csrf: String,
    name: String,
    octets: Vec<u8>,
    observer: String,
    source: String,
}

impl HandedIn {
    /// Takes a file; who saw its keys and where they can be found may be empty.
    pub(crate) fn new(name: String, octets: Vec<u8>, observer: String, source: String) -> Self {
        let line = |words: String| text(words.as_bytes());
        Self { csrf: String::new(), name, octets, observer: line(observer), source: line(source) }
    }

    /// Reads the form.
    pub(super) async fn read(visit: &Visit, request: Request) -> Result<Self, Failure> {
        let malformed = || Failure::malformed("file");
        let form = Multipart::from_request(request, &visit.house).await;
        let mut form = form.map_err(|_| malformed())?;
        let mut handed = Self::default();
        while let Some(field) = form.next_field().await.map_err(|error| Failure::of_status(error.status()))? {
            let name = field.name().unwrap_or_default().to_owned();
            let file_name = field.file_name().unwrap_or_default().to_owned();
            let octets = field.bytes().await.map_err(|error| Failure::of_status(error.status()))?;
            match name.as_str() {
                "csrf" => handed.csrf = text(&octets),
                "observer" => handed.observer = text(&octets),
                "source" => handed.source = text(&octets),
                "file" => (handed.name, handed.octets) = (file_name, octets.into()),
                _ => {}
            }
        }
        if handed.octets.is_empty() { Err(malformed()) } else { Ok(handed) }
    }

    /// Adds the keys to the archive; what they affect is judged again.
    pub(crate) async fn add(self, visit: &Visit) -> Result<KeysReport, Failure> {
        let house = Arc::clone(&visit.house);
        let added = tokio::task::spawn_blocking(move || self.add_to(&house.archive)).await;
        added.map_err(|_panicked| Failure::internal())?
    }

    /// The desk reads files: that is how whoever hands in a key on a terminal does it, too.
    fn add_to(&self, archive: &Archive) -> Result<KeysReport, Failure> {
        let folder = tempfile::tempdir().map_err(|_| Failure::internal())?;
        let name = plain_name(&self.name);
        let path = folder.path().join(&name);
        fs::write(&path, &self.octets).map_err(|_| Failure::internal())?;
        let said = |words: &str| Some(words.to_owned()).filter(|words| !words.is_empty());
        let provenance = Provenance {
            observer: said(&self.observer),
            source: said(&self.source),
            ..Provenance::default()
        };
        let added = archive.add_keys(&[path], &provenance, &mut |_progress| {});
        let mut report = added.map_err(|error| naming(error, &name))?;
        for unread in &mut report.unread {
            name.clone_into(&mut unread.path);
        }
        Ok(report)
    }
}

/// The desk names a file by where it lay; the reader knows it by its name.
fn naming(error: Error, name: &str) -> Failure {
    let mut failure = Failure::from(error);
    for (_, value) in failure.coded.values.iter_mut().filter(|(key, _)| *key == "path") {
        name.clone_into(value);
    }
    failure
}

fn text(octets: &[u8]) -> String {
    let text = String::from_utf8_lossy(octets);
    text.trim().chars().filter(|c| !c.is_control()).take(LONGEST_NOTE_CHARS).collect()
}

/// Returns a name that is one on any disk; it is shown with keys for which no source is named.
pub(super) fn plain_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain = |c: char| if c.is_alphanumeric() || "._- ".contains(c) { c } else { '_' };
    let name: String =
        last.trim().trim_start_matches('.').chars().map(plain).take(LONGEST_NAME_CHARS).collect();
    // 255 bytes is what most disks take.
    let name = name.get(..name.floor_char_boundary(200)).unwrap_or_default().trim();
    if name.is_empty() { "keys.txt".to_owned() } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_name_on_any_disk() {
        let check = |name: &str, expect: &str| assert_eq!(plain_name(name), expect);
        check("clés 2016.tsv", "clés 2016.tsv");
        check("../../etc/passwd", "passwd");
        check("C:\\temp\\keys.txt", "keys.txt");
        check("..", "keys.txt");
        check("", "keys.txt");
        check("a\0b:c.tsv", "a_b_c.tsv");
        assert_eq!(plain_name(&"漢".repeat(500)).len(), 198);
    }

    #[test]
    fn notes_are_one_line() {
        assert_eq!(text(b" a\r\nb\xff "), "ab\u{fffd}");
        assert_eq!(text(&vec![b'a'; 10_000]).len(), LONGEST_NOTE_CHARS);
    }
}
