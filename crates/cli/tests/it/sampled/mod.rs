//! A fictional archive and the truth about it: made once, for all who judge by it.
//!
//! The judges stand together here so that they run one after another: the
//! sample is gone when nobody holds it.

mod counts;
mod near;
mod proof;
mod recall;
mod truth;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, Weak};

use greffe::view::{MessageView, SearchAnswer};
use greffe::{Archive, Edges, ImportReport, ImportRequest, Provenance, Room, SearchRequest, Sort};
use greffe_sample::{Mail, Plan, bundle, generate, keyring};
use tempfile::TempDir;

const MESSAGES: u32 = 1_500;

/// Days and years of the sample are meant here.
pub(crate) const TIMEZONE: &str = "Europe/Paris";

/// A sample, imported: one maildir a mailbox.
pub(crate) struct Sampled {
    pub mails: Vec<Mail>,
    pub archive: Archive,
    pub reports: Vec<ImportReport>,
    shown: OnceLock<BTreeMap<String, MessageView>>,
    _folder: TempDir,
}

/// Returns the sample; its folder goes with the last test that holds it.
pub(crate) fn sampled() -> Arc<Sampled> {
    static HELD: Mutex<Weak<Sampled>> = Mutex::new(Weak::new());
    // A test that failed while it held the lock has broken nothing.
    let mut held = HELD.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    held.upgrade().unwrap_or_else(|| {
        let made = Arc::new(Sampled::new());
        *held = Arc::downgrade(&made);
        made
    })
}

impl Sampled {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mails: Vec<Mail> = generate(&Plan { seed: 11, messages: MESSAGES }).collect();
        let archive = Archive::create(&folder.path().join("archive"), TIMEZONE, Edges::system())
            .expect("an empty archive");
        add_keys(&archive, folder.path());
        let mailboxes = write_maildirs(&folder.path().join("mail"), &mails);
        let reports = mailboxes.into_iter().map(|(mailbox, path)| take_in(&archive, path, mailbox)).collect();
        Self { mails, archive, reports, shown: OnceLock::new(), _folder: folder }
    }

    pub(crate) fn room(&self) -> Room {
        self.archive.room()
    }

    /// A message as it is shown; all are, once for all who judge by it.
    pub(crate) fn shown(&self, id: &str) -> &MessageView {
        let show_all = || {
            let room = self.room();
            let show = |id: String| (id.clone(), room.show(&id).expect("it is there"));
            ids(&room, "").into_iter().map(show).collect()
        };
        &self.shown.get_or_init(show_all)[id]
    }

    /// The mails of which something is left to recognise.
    pub(crate) fn recognisable(&self) -> impl Iterator<Item = &Mail> {
        self.mails.iter().filter(|mail| !is_no_message(mail))
    }

    /// The recognisable mails without those whose octets came before.
    pub(crate) fn distinct(&self) -> impl Iterator<Item = &Mail> {
        self.recognisable().filter(|mail| mail.truth.duplicate_of.is_none())
    }
}

/// Hands in the keys that the fictional world kept.
fn add_keys(archive: &Archive, folder: &Path) {
    let files = [("keys.tsv", keyring::keys_tsv()), ("observations.jsonl", keyring::observations_jsonl())];
    let files = files.map(|(name, text)| {
        fs::write(folder.join(name), text).expect("the file is written");
        folder.join(name)
    });
    let report = archive.add_keys(&files, &Provenance::default(), &mut |_| {}).expect("keys are added");
    assert_eq!(report.unread, []);
}

/// Damage that left neither header nor text: such a file is named as unreadable, and kept.
pub(crate) fn is_no_message(mail: &Mail) -> bool {
    matches!(mail.truth.damage, Some("empty" | "junk"))
}

/// Writes one Maildir++ a mailbox; returns each mailbox's name and place.
pub(crate) fn write_maildirs(folder: &Path, mails: &[Mail]) -> BTreeMap<&'static str, PathBuf> {
    for mail in mails {
        let place = folder.join(mail.mailbox).join(bundle::maildir_folder(mail.folder));
        for part in ["cur", "new", "tmp"] {
            fs::create_dir_all(place.join(part)).expect("a maildir");
        }
        fs::write(place.join("cur").join(bundle::maildir_name(mail)), &mail.raw).expect("a mail is written");
    }
    mails.iter().map(|mail| (mail.mailbox, folder.join(mail.mailbox))).collect()
}

/// Imports one source.
pub(crate) fn take_in(archive: &Archive, source: PathBuf, mailbox: &str) -> ImportReport {
    let mailbox = mailbox.to_owned();
    let request =
        ImportRequest { sources: vec![source], mailbox, leave_files: true, ..ImportRequest::default() };
    archive.import(&request, &mut |_| {}).expect("the import is done")
}

/// A request for the ids of everything that matches, oldest first.
pub(crate) fn everything(query: &str) -> SearchRequest {
    let limit = MESSAGES as usize * 4;
    SearchRequest { query: query.to_owned(), limit, sort: Sort::Date, ..SearchRequest::default() }
}

/// Searches; an error is a failed test.
pub(crate) fn ask(room: &Room, request: &SearchRequest) -> SearchAnswer {
    room.search(request).unwrap_or_else(|error| panic!("`{}`: {error}", request.query))
}

/// Returns the ids of all messages that match.
pub(crate) fn ids(room: &Room, query: &str) -> BTreeSet<String> {
    let answer = ask(room, &everything(query));
    let ids: BTreeSet<String> = answer.hits.iter().map(|hit| hit.id.clone()).collect();
    assert_eq!(ids.len() as u64, answer.total, "`{query}`: the total is not what is listed");
    ids
}
