//! Archives and compressed files to what is in them: by content, and as deep as people nest them.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, Cursor, Read, Seek};
use std::rc::Rc;

use super::taps::{Budget, Metered, Steady, Tap};
use crate::model::Why;

/// Archives in archives in archives are bombs.
const DEEPEST: u8 = 4;

/// No folder of logs has more files.
const MOST_MEMBERS: usize = 1_000_000;

/// Memory that a decoder of xz may take, in KiB: what `xz -9` asks for, and a little.
const XZ_MEMORY_KIB: u32 = 80 << 10;

/// What receives the files that are found.
pub(crate) trait Receive {
    /// A file that is no archive; `modified_ms` says when its records were all there, if anything does.
    fn file(&mut self, name: &str, modified_ms: Option<i64>, stream: &mut dyn Read);
    /// An archive whose members came before, or could not be read.
    fn archive(&mut self, name: &str);
    /// The end of either: length and SHA-256 of its octets, and why it ended before its end.
    fn end(&mut self, bytes: u64, sha256: [u8; 32], trouble: Option<Why>);
}

/// Unpacks `whole`, which was handed in as `name`, into `out`.
pub(crate) fn unpack(
    name: &str,
    modified_ms: Option<i64>,
    whole: impl Read,
    bytes: u64,
    out: &mut dyn Receive,
) {
    let mut unpacker = Unpacker { budget: Budget::new(bytes), members: 0, out };
    unpacker.object(&Place { name, modified_ms, depth: 0 }, whole);
}

/// Whether a file that begins so is packed in a way that is undone here.
pub(crate) fn is_packed(head: &[u8]) -> bool {
    Packing::of(head) != Packing::None
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Packing {
    Gzip,
    Zstd,
    Xz,
    Bzip2,
    Zip,
    Tar,
    None,
}

impl Packing {
    fn of(head: &[u8]) -> Self {
        match head {
            [0x1f, 0x8b, 8, ..] => Packing::Gzip,
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Packing::Zstd,
            [0xfd, b'7', b'z', b'X', b'Z', 0, ..] => Packing::Xz,
            [b'B', b'Z', b'h', b'1'..=b'9', b'1', b'A', b'Y', ..] => Packing::Bzip2,
            [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Packing::Zip,
            _ if head.get(257..262) == Some(b"ustar") => Packing::Tar,
            _ => Packing::None,
        }
    }
}

struct Place<'n> {
    name: &'n str,
    modified_ms: Option<i64>,
    depth: u8,
}

struct Unpacker<'o> {
    budget: Budget,
    members: usize,
    out: &'o mut dyn Receive,
}

type Trouble = Rc<Cell<Option<Why>>>;

impl Unpacker<'_> {
    /// One thing with octets of its own: what was handed in, or a member of an archive.
    fn object<R: Read>(&mut self, place: &Place<'_>, stream: R) {
        let tap = Tap::new(stream);
        let trouble = Trouble::default();
        self.layer(place, &mut Steady::new(tap.clone(), &trouble), &trouble);
        let (bytes, sha256) = tap.drain();
        self.out.end(bytes, sha256, trouble.get());
    }

    fn layer(&mut self, place: &Place<'_>, stream: &mut dyn Read, trouble: &Trouble) {
        let mut head = Vec::with_capacity(512);
        // A steady stream does not fail.
        let _ = (&mut *stream).take(512).read_to_end(&mut head);
        let packing = Packing::of(&head);
        let mut stream = Cursor::new(head).chain(stream);
        if packing != Packing::None && place.depth >= DEEPEST {
            trouble.set(Some(Why::TooLarge));
            return self.out.archive(place.name);
        }
        match packing {
            Packing::None => self.out.file(place.name, place.modified_ms, &mut stream),
            Packing::Gzip => self.decoded(place, flate2::read::MultiGzDecoder::new(stream), trouble),
            Packing::Bzip2 => self.decoded(place, bzip2::read::MultiBzDecoder::new(stream), trouble),
            Packing::Xz => {
                let decoder = lzma_rust2::XzReader::new_mem_limit(stream, true, XZ_MEMORY_KIB);
                self.decoded(place, decoder, trouble);
            }
            Packing::Zstd => match zstd::Decoder::new(stream) {
                Ok(decoder) => self.decoded(place, decoder, trouble),
                Err(_) => self.damaged(place, trouble),
            },
            Packing::Tar => self.tar(place, &mut stream, trouble),
            Packing::Zip => self.zip(place, &mut stream, trouble),
        }
    }

    fn decoded(&mut self, place: &Place<'_>, decoder: impl Read, trouble: &Trouble) {
        let metered = Metered { stream: decoder, budget: self.budget.clone() };
        let deeper = Place { depth: place.depth + 1, ..*place };
        self.layer(&deeper, &mut Steady::new(metered, trouble), trouble);
    }

    fn damaged(&mut self, place: &Place<'_>, trouble: &Trouble) {
        trouble.set(Some(Why::Damaged));
        self.out.archive(place.name);
    }

    fn tar(&mut self, place: &Place<'_>, stream: &mut dyn Read, trouble: &Trouble) {
        let mut archive = tar::Archive::new(stream);
        for entry in archive.entries().into_iter().flatten() {
            let Ok(entry) = entry else { return self.damaged(place, trouble) };
            if !entry.header().entry_type().is_file() {
                continue;
            }
            let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
            let modified_ms =
                entry.header().mtime().ok().and_then(|s| i64::try_from(s).ok()?.checked_mul(1000));
            if !self.member(place, &name, modified_ms, entry) {
                return self.damaged(place, trouble);
            }
        }
        self.out.archive(place.name);
    }

    fn zip(&mut self, place: &Place<'_>, stream: &mut dyn Read, trouble: &Trouble) {
        let Ok(mut archive) = spooled(stream).and_then(|file| Ok(zip::ZipArchive::new(file)?)) else {
            return self.damaged(place, trouble);
        };
        if archive.file_names().flatten().any(|name| name == "[Content_Types].xml" || name == "mimetype") {
            // An office document that happens to be a zip: nothing here reads it.
            return self.out.file(place.name, place.modified_ms, &mut io::empty());
        }
        for at in 0..archive.len() {
            let Ok(entry) = archive.by_index(at) else {
                trouble.set(Some(Why::Damaged));
                continue;
            };
            let name = String::from_utf8_lossy(entry.name_raw()).into_owned();
            let metered = Metered { stream: entry, budget: self.budget.clone() };
            if !name.ends_with('/') && !self.member(place, &name, place.modified_ms, metered) {
                return self.damaged(place, trouble);
            }
        }
        self.out.archive(place.name);
    }

    /// One member; false when there are more than any archive of logs has.
    fn member(&mut self, place: &Place<'_>, name: &str, modified_ms: Option<i64>, stream: impl Read) -> bool {
        self.members += 1;
        if self.members > MOST_MEMBERS {
            return false;
        }
        let name: String = name.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
        let name = format!("{}!{name}", place.name);
        let (mut stream, depth) = (stream, place.depth + 1);
        // As a trait object: archives in archives are no types in types.
        let stream: &mut dyn Read = &mut stream;
        self.object(&Place { name: &name, modified_ms, depth }, stream);
        true
    }
}

/// A zip is read from its end: what comes as a stream is laid down in a file without name.
fn spooled(stream: &mut dyn Read) -> io::Result<File> {
    let mut file = tempfile::tempfile()?;
    io::copy(stream, &mut file)?;
    file.rewind()?;
    Ok(file)
}
