//! PST, held against what `readpst` of libpst makes of it, where that is installed.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use greffe_mapi::{Content, Item, Pst};

use crate::{Memory, corpus, field, name_of, rebuilt};

const MESSAGE_CLASS: u16 = 0x001A;

/// What is in a folder.
#[derive(Debug, Default, PartialEq, Eq)]
struct Held {
    /// Subject, sender's address and date.
    mails: Vec<[String; 3]>,
    /// The octets of the files of all mails.
    files: Vec<Vec<u8>>,
}

type Folders = BTreeMap<String, Held>;

/// Has `readpst` write mails apart, with their files beside them; `None` where it is not.
#[allow(clippy::print_stdout)] // A skipped test must say so.
fn by_readpst(file: &Path) -> Option<Folders> {
    let out = tempfile::tempdir().unwrap();
    let mut readpst = Command::new("readpst");
    readpst.args(["-q", "-D", "-S", "-8", "-t", "e", "-o"]).arg(out.path()).arg(file);
    let Ok(status) = readpst.stdout(Stdio::null()).stderr(Stdio::null()).status() else {
        println!("skipped: `readpst` is not installed");
        return None;
    };
    assert!(status.success(), "{}", name_of(file));
    let mut folders = Folders::new();
    gather(out.path(), 0, &mut folders);
    Some(folders)
}

/// The topmost folder is called as the store, by us as it calls itself: it has no name here.
fn gather(folder: &Path, depth: usize, folders: &mut Folders) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(&path, depth + 1, folders);
            continue;
        }
        let name = if depth > 1 { name_of(folder) } else { String::new() };
        let held = folders.entry(name).or_default();
        let octets = fs::read(&path).unwrap();
        // `3` is a mail, `3-plan.pdf` a file of it.
        if name_of(&path).bytes().all(|octet| octet.is_ascii_digit()) {
            let [subject, address, date] = told(&octets);
            // Who has no address gets one there that nobody has.
            let address = if address == "MAILER-DAEMON" { String::new() } else { address };
            held.mails.push([subject, address, date]);
        } else {
            held.files.push(octets);
        }
    }
}

fn by_us(file: &Path) -> Folders {
    let mut pst = Pst::open(Memory(fs::read(file).unwrap())).unwrap();
    let mut folders = Folders::new();
    for n in 0..pst.entries().len() {
        let item = pst.read(n).unwrap();
        let class = item.properties.text(MESSAGE_CLASS).unwrap_or_default();
        if !class.starts_with("IPM.Note") {
            continue;
        }
        let folder = &pst.entries()[n].folder;
        let name = folder.rsplit_once('/').map_or("", |(_, name)| name);
        let held = folders.entry(name.to_owned()).or_default();
        held.mails.push(told(&rebuilt(&item)));
        held.files.extend(files(&item));
    }
    folders
}

fn files(item: &Item) -> impl Iterator<Item = Vec<u8>> {
    item.attachments.iter().filter_map(|attachment| match &attachment.content {
        Content::Octets(octets) => Some(octets.clone()),
        _ => None,
    })
}

fn told(message: &[u8]) -> [String; 3] {
    let text = String::from_utf8_lossy(message).replace("\r\n", "\n").replace('\n', "\r\n");
    let value = |name: &str| field(text.as_bytes(), name).unwrap_or_default();
    let (from, date) = (value("From"), value("Date"));
    let address = from.rsplit_once('<').map_or("", |(_, address)| address.trim_end_matches('>'));
    // The zone is written in several ways.
    let date = date.get(..date.len().saturating_sub(6)).unwrap_or_default();
    [value("Subject"), address.to_owned(), date.to_owned()]
}

#[test]
fn folders_mails_and_files_are_those_of_readpst() {
    for file in [corpus("pst", &[".pst"]), corpus("tika", &["testPST.pst"])].concat() {
        let Some(mut theirs) = by_readpst(&file) else { return };
        let mut ours = by_us(&file);
        for held in ours.values_mut().chain(theirs.values_mut()) {
            held.mails.sort();
            held.files.sort();
        }
        assert_eq!(ours.keys().collect::<Vec<_>>(), theirs.keys().collect::<Vec<_>>(), "{}", name_of(&file));
        for (folder, theirs) in &theirs {
            let place = format!("{} {folder}", name_of(&file));
            let lengths = |held: &Held| held.files.iter().map(Vec::len).collect::<Vec<_>>();
            assert_eq!(lengths(&ours[folder]), lengths(theirs), "{place}");
            assert!(ours[folder].files == theirs.files, "{place}: other octets");
            let mails = as_far_as_told(&ours[folder].mails, &theirs.mails);
            assert_eq!(mails, theirs.mails, "{place}");
        }
    }
}

/// Leaves out what `readpst` leaves out: it takes no date from the time of delivery.
fn as_far_as_told(ours: &[[String; 3]], theirs: &[[String; 3]]) -> Vec<[String; 3]> {
    let told = |one: &[String; 3], other: &[String; 3]| {
        [0, 1, 2].map(|n| if other[n].is_empty() { String::new() } else { one[n].clone() })
    };
    assert_eq!(ours.len(), theirs.len());
    ours.iter().zip(theirs).map(|(one, other)| told(one, other)).collect()
}
