//! Accounts on a mail server: what is read, what is left alone, and what a hostile
//! server can do.

mod encrypted;
mod hostile;
pub(crate) mod server;

use std::collections::HashMap;

use greffe_intake::{
    Account, Content, Event, ImapTrouble, IntakeError, Known, LostReason, Options, Secret, open_account,
};
use greffe_terms::{FileState, Fingerprint};

use server::{Folder, Mail, Quirk, RECEIVED, Server, message};

/// What one reading told.
#[derive(Default)]
struct Reading {
    /// Path, folder, flags and octets of each message.
    messages: Vec<(String, String, String, Vec<u8>)>,
    lost: Vec<(String, LostReason)>,
    skipped: Vec<String>,
    renumbered: Vec<String>,
    files: Files,
    end: Option<IntakeError>,
    fingerprint: Option<[u8; 32]>,
}

/// What earlier readings have, as a catalogue would know it.
#[derive(Default, Clone)]
struct Files(HashMap<String, FileState>);

impl Known for Files {
    fn file(&self, path: &str) -> Option<FileState> {
        self.0.get(path).cloned()
    }

    fn paths(&self) -> Vec<String> {
        self.0.keys().cloned().collect()
    }
}

fn account(server: &Server, folder: &str) -> Account {
    let password = Secret::Password(Mail::default().password.to_owned());
    let source = format!("imap://jo@127.0.0.1:{}/{folder}", server.address.port());
    Account::parse(&source).expect("an address").with_secret(password)
}

fn read(account: &Account, known: &Files) -> Reading {
    let mut reading = Reading { files: known.clone(), ..Reading::default() };
    let options = Options::new(std::env::temp_dir());
    let mut source = match open_account(account, &options) {
        Ok(opened) => opened.source,
        Err(error) => return Reading { end: Some(error), ..reading },
    };
    loop {
        match source.next(known) {
            Ok(Some(event)) => reading.note(event),
            Ok(None) => break,
            Err(error) => return Reading { end: Some(error), ..reading },
        }
    }
    reading.fingerprint = source.fingerprint().map(|fingerprint| fingerprint.sha256);
    reading
}

impl Reading {
    fn note(&mut self, event: Event) {
        match event {
            Event::Message(found) => {
                assert_eq!(found.postmark.as_deref(), Some(RECEIVED));
                let Content::Memory(octets) = found.content else { panic!("small messages stay in memory") };
                let marks = [(found.flags.seen, 'S'), (found.flags.flagged, 'F'), (found.flags.passed, 'P')];
                let marks = marks.iter().filter(|(is_set, _)| *is_set).map(|(_, mark)| *mark).collect();
                self.messages.push((found.path, found.folder, marks, octets));
            }
            Event::Lost(lost) => self.lost.push((lost.path, lost.reason)),
            Event::Skipped { path, .. } => self.skipped.push(path),
            Event::Renumbered { path } => self.renumbered.push(path),
            Event::FileDone { path, bytes, sha256, items } => {
                let finished = Some(Fingerprint { bytes, sha256 });
                let state = FileState { committed_bytes: bytes, prefix_sha256: sha256, items, finished };
                self.files.0.insert(path, state);
            }
            Event::Document(_) | Event::Bookkeeping { .. } => panic!("a server holds mail alone"),
        }
    }

    fn numbers(&self) -> Vec<&str> {
        self.messages.iter().map(|(path, ..)| path.rsplit('=').next().unwrap_or_default()).collect()
    }

    fn trouble(&self) -> &'static str {
        match &self.end {
            Some(IntakeError::Imap { trouble, .. }) => trouble.code(),
            Some(other) => panic!("{other}"),
            None => "",
        }
    }
}

fn inbox(uids: &[u32]) -> Folder {
    let messages = uids.iter().map(|uid| (*uid, "\\Seen", message(*uid))).collect();
    Folder { listed: "(\\HasNoChildren) \"/\" INBOX", raw: "INBOX", validity: 7, messages }
}

fn mail(quirk: Quirk) -> Mail {
    Mail { folders: vec![inbox(&[1, 2, 5, 6])], quirk, ..Mail::default() }
}

#[test]
fn every_folder_is_read_and_nothing_is_changed() {
    let sent = Folder {
        listed: "(\\Sent) \"/\" \"Envoy&AOk-s\"",
        raw: "Envoy&AOk-s",
        validity: 9,
        messages: vec![(3, "\\Flagged $Forwarded \\Recent", message(3))],
    };
    let shelf =
        Folder { listed: "(\\Noselect) \"/\" Shelf", raw: "Shelf", validity: 1, messages: Vec::new() };
    let odd = Folder {
        listed: "() \"/\" {15}\r\n../\x01\x02 \"quo\\ted\"",
        raw: "../\x01\x02 \"quo\\ted\"",
        validity: 2,
        messages: vec![(1, "", b"no header at all \0 \xff".to_vec())],
    };
    let folders = vec![sent, shelf, odd, inbox(&[1, 2, 5])];
    let server = Server::start(Mail { folders, ..Mail::default() }, None, None);
    let reading = read(&account(&server, ""), &Files::default());
    assert!(reading.end.is_none(), "{:?}", reading.end);
    assert!(reading.lost.is_empty(), "{:?}", reading.lost);
    let told: Vec<_> =
        reading.messages.iter().map(|(path, folder, flags, _)| (path, folder, flags)).collect();
    let told = told.iter().map(|(path, folder, flags)| (path.as_str(), folder.as_str(), flags.as_str()));
    let expect = [
        ("../\\x01\\x02 \"quo\\ted\"/;UIDVALIDITY=2;UID=1", "../\\x01\\x02 \"quo\\ted\"", ""),
        ("Envoyés/;UIDVALIDITY=9;UID=3", "Envoyés", "FP"),
        ("INBOX/;UIDVALIDITY=7;UID=1", "INBOX", "S"),
        ("INBOX/;UIDVALIDITY=7;UID=2", "INBOX", "S"),
        ("INBOX/;UIDVALIDITY=7;UID=5", "INBOX", "S"),
    ];
    assert_eq!(told.collect::<Vec<_>>(), expect);
    assert_eq!(reading.messages[0].3, b"no header at all \0 \xff");
    assert_eq!(reading.messages[4].3, message(5));
    assert!(server.said().iter().any(|said| said == "LOGOUT"));
}

#[test]
fn a_folder_can_be_read_alone() {
    let below =
        Folder { listed: "() \"/\" A/B", raw: "A/B", validity: 1, messages: vec![(1, "", message(8))] };
    let folders = vec![inbox(&[1]), below];
    let server = Server::start(Mail { folders, ..Mail::default() }, None, None);
    assert_eq!(read(&account(&server, "A"), &Files::default()).messages.len(), 1);
    let none = read(&account(&server, "Gone"), &Files::default());
    assert_eq!(none.trouble(), "imap-no-folder");
    let Some(IntakeError::Imap { trouble: ImapTrouble::NoFolder { known, .. }, .. }) = none.end else {
        panic!("no such folder")
    };
    assert_eq!(known, "A/B, INBOX");
}

#[test]
fn what_an_earlier_run_has_is_not_fetched_again() {
    let server = Server::start(mail(Quirk::None), None, None);
    let first = read(&account(&server, ""), &Files::default());
    assert_eq!(first.numbers(), ["1", "2", "5", "6"]);
    server.change(|mail| mail.folders[0] = inbox(&[2, 5, 6, 9, 10]));
    let fetched = server.said().len();
    let again = read(&account(&server, ""), &first.files);
    assert_eq!(again.numbers(), ["9", "10"]);
    assert_eq!(again.skipped.len(), 3);
    assert!(again.renumbered.is_empty());
    let asked: Vec<String> =
        server.said().split_off(fetched).into_iter().filter(|said| said.contains("PEEK")).collect();
    assert_eq!(asked, ["UID FETCH 9:10 (UID FLAGS INTERNALDATE BODY.PEEK[])"]);
    // What was handed in is certified alike, whoever fetched it.
    let whole = read(&account(&server, ""), &Files::default());
    assert_eq!(again.fingerprint, whole.fingerprint);
    assert!(whole.fingerprint.is_some_and(|whole| Some(whole) != first.fingerprint));
}

#[test]
fn a_folder_that_was_numbered_anew_is_read_again() {
    let server = Server::start(mail(Quirk::None), None, None);
    let first = read(&account(&server, ""), &Files::default());
    server.change(|mail| mail.folders[0].validity = 8);
    let again = read(&account(&server, ""), &first.files);
    assert_eq!(again.renumbered, ["INBOX"]);
    assert_eq!(again.numbers(), ["1", "2", "5", "6"]);
}

#[test]
fn who_asks_is_proved_in_the_way_that_the_server_takes() {
    let check = |capabilities: &'static str, secret: Secret, expect: &str| {
        let server = Server::start(Mail { capabilities, ..mail(Quirk::None) }, None, None);
        let reading = read(&account(&server, "").with_secret(secret.clone()), &Files::default());
        assert_eq!(reading.trouble(), expect, "{capabilities} {secret:?}");
        assert_eq!(reading.messages.len(), if expect.is_empty() { 4 } else { 0 });
        let words = format!("{:?}", reading.end);
        assert!(
            !words.contains("s3cret") && !words.contains("t0ken") && !words.contains("wrong-"),
            "{words}"
        );
    };
    let right = || Secret::Password(Mail::default().password.to_owned());
    let token = || Secret::Token("t0ken".to_owned());
    check("IMAP4rev1 AUTH=PLAIN", right(), "");
    check("IMAP4rev1", right(), "");
    check("IMAP4rev1 LOGINDISABLED", right(), "imap-method");
    check("IMAP4rev1 AUTH=PLAIN", Secret::Password("wrong-one".to_owned()), "imap-login");
    check("IMAP4rev1", Secret::Password("wrong-é".to_owned()), "imap-login");
    check("IMAP4rev1 AUTH=OAUTHBEARER", token(), "");
    check("IMAP4rev1 AUTH=OAUTHBEARER", Secret::Token("wrong-one".to_owned()), "imap-login");
    check("IMAP4rev1 AUTH=PLAIN", token(), "imap-method");
}

#[test]
fn nobody_is_asked_without_a_secret() {
    let server = Server::start(mail(Quirk::None), None, None);
    let source = format!("imap://jo@127.0.0.1:{}/", server.address.port());
    let reading = read(&Account::parse(&source).expect("an address"), &Files::default());
    assert_eq!(reading.trouble(), "imap-no-secret");
    let port = server.address.port();
    drop(server);
    let nobody =
        std::net::TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address");
    assert_ne!(nobody.port(), port);
    let source = format!("imap://jo@127.0.0.1:{}/", nobody.port());
    let reading = read(&Account::parse(&source).expect("an address"), &Files::default());
    assert_eq!(reading.trouble(), "imap-unreachable");
}
