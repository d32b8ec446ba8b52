//! zip and tar: nested, named to escape, encrypted, damaged, made to exhaust.

use std::fs::File;
use std::io::{self, Cursor, Read, Write};
use std::sync::Arc;

use greffe_intake::{Event, Limits, NothingKnown, Options, Unpacker, open, open_stdin};
use proptest::prelude::*;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::story::{
    Memory, bytes, folder, mail, mbox, messages, options, read, read_path, read_stream, story,
};

fn tar(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (path, content) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(content.len() as u64);
        // Written past the checks that keep names inside.
        let name = path.as_bytes();
        if name.len() < 100 {
            header.as_old_mut().name[..name.len()].copy_from_slice(name);
            header.set_cksum();
            builder.append(&header, *content).unwrap();
        } else {
            builder.append_data(&mut header, path, *content).unwrap();
        }
    }
    builder.into_inner().unwrap()
}

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (n, (path, content)) in files.iter().enumerate() {
        let method = if n % 2 == 0 { CompressionMethod::Deflated } else { CompressionMethod::Stored };
        writer.start_file(*path, SimpleFileOptions::default().compression_method(method)).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn check(name: &str, archive: &[u8], expect: &[&str]) {
    let root = folder(&[(name, archive)]);
    assert_eq!(story(&read_path(&root.path().join(name))), expect, "{name}");
    // As a stream, only the name is another.
    let stream = open_stdin(Cursor::new(archive.to_vec()), &options());
    let expect: Vec<String> = expect.iter().map(|line| line.replacen(name, "-", 1)).collect();
    assert_eq!(story(&read(stream, &NothingKnown)), expect, "{name} as a stream");
}

/// What stands behind six octets of magic, as somebody else might unpack it.
#[derive(Debug)]
struct Peel(io::ErrorKind);

impl Unpacker for Peel {
    fn unpack(&self, mut archive: File) -> io::Result<Box<dyn Read + Send>> {
        let mut octets = Vec::new();
        archive.read_to_end(&mut octets)?;
        let rest = octets.strip_prefix(SEVEN_Z).expect("from its beginning").to_vec();
        let end = match self.0 {
            io::ErrorKind::Other => None,
            kind => Some(kind),
        };
        Ok(Box::new(Cursor::new(rest).chain(Ending(end))))
    }
}

/// Ends in an error, if there is one.
struct Ending(Option<io::ErrorKind>);

impl Read for Ending {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), |kind| Err(kind.into()))
    }
}

const SEVEN_Z: &[u8] = b"7z\xBC\xAF\x27\x1C";

#[test]
fn what_somebody_else_unpacks_is_read_like_any_archive() {
    let a = mail("a");
    let archive = [SEVEN_Z, &tar(&[("in/1.eml", a.as_bytes()), ("notes.txt", b"hello")])].concat();
    let check = |unpacker: Option<Peel>, limits: Limits, expect: &[&str]| {
        let root = folder(&[("d.7z", &archive)]);
        let unpacker = unpacker.map(|peel| Arc::new(peel) as Arc<dyn Unpacker>);
        let options = Options { unpacker, limits, ..options() };
        let source = open(&root.path().join("d.7z"), &options).unwrap();
        assert_eq!(story(&read(source, &NothingKnown)), expect);
    };
    let (message, document) = ("d.7z!/in/1.eml [in] 0+54 a", "d.7z!/notes.txt document 5");
    let peel = |kind| Some(Peel(kind));
    check(None, Limits::default(), &["d.7z lost not-unpacked 0+3078"]);
    check(peel(io::ErrorKind::Other), Limits::default(), &[message, document]);
    let locked = "d.7z lost encrypted 3072+0";
    check(peel(io::ErrorKind::PermissionDenied), Limits::default(), &[message, document, locked]);
    let limits = Limits { depth: 0, ..Limits::default() };
    check(peel(io::ErrorKind::Other), limits, &["d.7z lost too-deep 0+3078"]);

    // In another archive it is a stream, and laid down first.
    let unpacker: Arc<dyn Unpacker> = Arc::new(Peel(io::ErrorKind::Other));
    let options = Options { unpacker: Some(unpacker), ..options() };
    let events = read(open_stdin(Cursor::new(zip(&[("d.7z", &archive)])), &options), &NothingKnown);
    assert_eq!(story(&events), ["-!/d.7z!/in/1.eml [d/in] 0+54 a", "-!/d.7z!/notes.txt document 5"]);
}

#[test]
fn names_of_old_writers_of_zip_are_read() {
    let a = mail("a");
    let archive = zip(&[("courrier|1.eml", a.as_bytes()), ("#t#.eml", a.as_bytes())]);
    let archive: Vec<u8> = archive
        .into_iter()
        .map(|byte| match byte {
            b'|' => b'\\',
            // In the code page of DOS.
            b'#' => 0x82,
            other => other,
        })
        .collect();
    check("d.zip", &archive, &["d.zip!/courrier/1.eml [courrier] 0+54 a", "d.zip!/été.eml [] 0+54 a"]);
}

#[test]
fn archives_hold_what_folders_hold() {
    let long = format!("{}/1.eml", "long".repeat(40));
    let (a, two) = (mail("a"), mbox(&["b", "c"]));
    let files: &[(&str, &[u8])] = &[
        ("in/1.eml", a.as_bytes()),
        ("m.mbox", two.as_bytes()),
        ("cur/1.M1.host:2,S", a.as_bytes()),
        ("notes.txt", b"hello"),
        (&long, a.as_bytes()),
        ("../../etc/passwd.eml", a.as_bytes()),
    ];
    let expect = |archive: &str| {
        [
            format!("{archive}!/in/1.eml [in] 0+54 a"),
            format!("{archive}!/m.mbox [m] 42+54 b"),
            format!("{archive}!/m.mbox [m] 139+54 c"),
            format!("{archive}!/cur/1.M1.host:2,S [INBOX] 0+54 a"),
            format!("{archive}!/notes.txt document 5"),
            format!("{archive}!/{long} [{}] 0+54 a", "long".repeat(40)),
            format!("{archive}!/../../etc/passwd.eml [etc] 0+54 a"),
        ]
    };
    let check = |name: &str, archive: &[u8]| {
        let expect = expect(name);
        check(name, archive, &expect.iter().map(String::as_str).collect::<Vec<_>>());
    };
    check("d.tar", &tar(files));
    check("d.tar.zst", &zstd::encode_all(&*tar(files), 1).unwrap());
    check("d.zip", &zip(files));
    check("zip-without-extension", &zip(files));
}

#[test]
fn archives_may_be_nested_up_to_a_limit() {
    let mut archive = mail("a").into_bytes();
    let mut name = "1.eml".to_owned();
    let mut path = name.clone();
    for depth in 1..=6 {
        (archive, name) = match depth % 2 {
            0 => (tar(&[(&name, &archive)]), format!("{depth}.tar")),
            _ => (zip(&[(&name, &archive)]), format!("{depth}.zip")),
        };
        let root = folder(&[(&name, &archive)]);
        let told = story(&read_path(&root.path().join(&name)));
        path = format!("{name}!/{path}");
        if depth <= 5 {
            assert!(told.len() == 1 && told[0].starts_with(&format!("{path} [")), "{told:?}");
        } else {
            assert!(told.len() == 1 && told[0].contains("lost too-deep"), "{told:?}");
        }
    }
}

#[test]
fn office_documents_are_documents() {
    let docx = zip(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w/>")]);
    let root = folder(&[("a.docx", &docx)]);
    assert_eq!(story(&read_path(root.path())), [format!("a.docx document {}", docx.len())]);
    let mut memory = Memory::default();
    memory.import(root.path(), usize::MAX);
    assert_eq!(story(&memory.import(root.path(), usize::MAX)), ["a.docx skipped 0"]);
    let inside = folder(&[("d.zip", &zip(&[("Notes/a.docx", &docx)]))]);
    let events = read_path(inside.path());
    let Some(Event::Document(found)) = events.first() else { panic!("{events:?}") };
    assert_eq!((found.path.as_str(), found.folder.as_str()), ("d.zip!/Notes/a.docx", "d/Notes"));
    assert_eq!(bytes(&found.content), docx, "the document, not what is in it");
}

#[test]
fn entries_that_cannot_be_read_are_lost_alone() {
    let (a, b) = (mail("a"), mail("b"));
    let sound = zip(&[("1.eml", a.as_bytes()), ("2.eml", a.as_bytes()), ("3.eml", b.as_bytes())]);
    // One byte of the second entry, which is stored.
    let mut damaged = sound.clone();
    let at = damaged.windows(5).position(|window| window == b"Hello").unwrap();
    damaged[at] ^= 0x20;
    check(
        "d.zip",
        &damaged,
        &["d.zip!/1.eml [] 0+54 a", "d.zip!/2.eml lost damaged 0+54", "d.zip!/3.eml [] 0+54 b"],
    );
    // The encryption bit of every entry, in the directory.
    let mut encrypted = sound.clone();
    let starts: Vec<usize> = (0..sound.len()).filter(|at| sound[*at..].starts_with(b"PK\x01\x02")).collect();
    encrypted[starts[0] + 8] |= 1;
    check(
        "d.zip",
        &encrypted,
        &["d.zip!/1.eml lost encrypted 0+54", "d.zip!/2.eml [] 0+54 a", "d.zip!/3.eml [] 0+54 b"],
    );
    check("d.zip", &sound[..sound.len() / 2], &[&format!("d.zip lost damaged 0+{}", sound.len() / 2)]);

    let mut broken = tar(&[("1.eml", a.as_bytes()), ("2.eml", a.as_bytes()), ("3.eml", b.as_bytes())]);
    broken[1024] ^= 1;
    check(
        "d.tar",
        &broken,
        &["d.tar!/1.eml [] 0+54 a", "d.tar lost damaged 1024+1024", "d.tar!/3.eml [] 0+54 b"],
    );
    check("d.tar", &broken[..540], &["d.tar!/1.eml lost truncated 0+28", "d.tar lost truncated 540+0"]);
}

#[test]
fn links_in_archives_are_told() {
    let mut builder = tar::Builder::new(Vec::new());
    let mut header = tar::Header::new_gnu();
    header.set_entry_type(tar::EntryType::Symlink);
    header.set_size(0);
    builder.append_link(&mut header, "a", "/etc/passwd").unwrap();
    check("d.tar", &builder.into_inner().unwrap(), &["d.tar!/a lost link 0+0"]);
}

#[test]
fn two_entries_of_one_name_are_both_read() {
    let (a, b) = (mail("a"), mail("b"));
    // The writer refuses a name twice: it is changed afterwards.
    let mut archive = zip(&[("1.eml", a.as_bytes()), ("2.eml", b.as_bytes())]);
    let places: Vec<usize> = (0..archive.len()).filter(|at| archive[*at..].starts_with(b"2.eml")).collect();
    places.into_iter().for_each(|at| archive[at] = b'1');
    check("d.zip", &archive, &["d.zip!/1.eml [] 0+54 a", "d.zip!/1.eml [] 0+54 b"]);
}

#[test]
fn what_grows_beyond_reason_is_refused() {
    let limits = Limits { ratio_free_bytes: 100_000, entries: 3, ..Limits::default() };
    let small = Options { limits, ..options() };
    let check = |name: &str, file: &[u8], expect: &str| {
        let root = folder(&[(name, file)]);
        let told = story(&read(open(&root.path().join(name), &small).unwrap(), &NothingKnown));
        assert!(told.iter().any(|line| line.contains(expect)), "{told:?}");
    };
    let bomb = format!("{}{}", mail("bomb"), "\0".repeat(5_000_000));
    let packed = zstd::encode_all(bomb.as_bytes(), 19).unwrap();
    check("a.eml.zst", &packed, "a.eml.zst lost ratio-exceeded");
    let twice = zstd::encode_all(&*packed, 19).unwrap();
    check("b.zst", &twice, "b.zst lost ratio-exceeded");
    check("c.zip", &zip(&[("1.eml", bomb.as_bytes())]), "c.zip!/1.eml lost ratio-exceeded");
    let many: Vec<(String, Vec<u8>)> = (0..5).map(|n| (format!("{n}.eml"), mail("a").into_bytes())).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|(name, content)| (name.as_str(), &**content)).collect();
    check("d.zip", &zip(&many), "lost too-many-entries");
    check("d.tar", &tar(&many), "lost too-many-entries");
}

#[test]
fn names_in_archives_are_words() {
    let names = ["../../etc/1.eml", "/etc/2.eml", "a\u{202E}lme.3", "C:\\4.eml", "a\n5.eml"];
    let content = mail("a");
    let files = names.map(|name| (name, content.as_bytes()));
    let root = folder(&[("x.zip", &zip(&files))]);
    let told = story(&read_path(&root.path().join("x.zip")));
    assert_eq!(told.len(), names.len(), "{told:?}");
    assert!(told.iter().all(|line| line.starts_with("x.zip!/") && !line.contains('\n')), "{told:?}");
    assert_eq!(std::fs::read_dir(root.path()).unwrap().count(), 1, "nothing is written");
}

#[test]
fn entries_that_share_their_octets_are_bounded_together() {
    // One packed entry that the directory names many times, as in overlapping bombs.
    let one = zip(&[("1.eml", format!("{}{}", mail("bomb"), "\0".repeat(200_000)).as_bytes())]);
    let at = one.windows(4).position(|four| four == b"PK\x01\x02").unwrap();
    let end = one.windows(4).position(|four| four == b"PK\x05\x06").unwrap();
    let mut all = one[..at].to_vec();
    all.extend(one[at..end].repeat(1000));
    let length = (all.len() - at) as u32;
    let mut directory_end = one[end..].to_vec();
    directory_end[8..12].copy_from_slice(&[1000_u16.to_le_bytes(), 1000_u16.to_le_bytes()].concat());
    directory_end[12..16].copy_from_slice(&length.to_le_bytes());
    all.extend(directory_end);
    let limits = Limits { ratio_free_bytes: 100_000, ..Limits::default() };
    let root = folder(&[("x.zip", &all)]);
    let options = Options { limits, ..options() };
    let events = read(open(&root.path().join("x.zip"), &options).unwrap(), &NothingKnown);
    let produced: u64 = messages(&events).iter().map(|found| found.length).sum();
    assert!(produced < 200 * all.len() as u64 + 100_000, "{produced} of {}", all.len());
    assert!(story(&events).iter().any(|line| line.contains("lost ratio-exceeded")));
}

#[test]
fn files_inside_are_hashed_and_counted() {
    let archive = tar(&[("m", mbox(&["a", "b"]).as_bytes()), ("1.eml", mail("c").as_bytes())]);
    let root = folder(&[("d.tar", &archive)]);
    let done: Vec<(String, u64)> = read_path(root.path())
        .into_iter()
        .filter_map(|event| match event {
            Event::FileDone { path, items, .. } => Some((path, items)),
            _ => None,
        })
        .collect();
    let expect = [("d.tar!/m", 2), ("d.tar!/1.eml", 1), ("d.tar", 3)];
    assert_eq!(done, expect.map(|(path, items)| (path.to_owned(), items)));
}

/// Archives of every kind, to be broken.
fn sound_archives() -> Vec<Vec<u8>> {
    let (a, two) = (mail("a"), mbox(&["b", "c"]));
    let long = format!("{}/1.eml", "long".repeat(40));
    let files: &[(&str, &[u8])] = &[("1.eml", a.as_bytes()), ("m", two.as_bytes()), (&long, a.as_bytes())];
    let (tar, zip) = (tar(files), zip(files));
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(&tar).unwrap();
    vec![zstd::encode_all(&*zip, 1).unwrap(), gzip.finish().unwrap(), tar, zip]
}

proptest! {
    #[test]
    fn broken_archives_end_without_panic(
        which in 0..4_usize,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
        cut in any::<prop::sample::Index>(),
        is_cut: bool,
    ) {
        let mut archive = sound_archives().swap_remove(which);
        for (at, byte) in changes {
            let at = at.index(archive.len());
            archive[at] = byte;
        }
        if is_cut {
            archive.truncate(cut.index(archive.len()));
        }
        // An archive of a few files tells a few events, whatever it claims to hold.
        prop_assert!(read_stream(&archive).len() < 100);
    }
}
