//! Folders: maildir, MH, loose files, and how mail programs lay out their trees.

use std::fs;
#[cfg(unix)]
use std::os::unix::{fs::symlink, net::UnixListener};

use greffe_intake::{Event, IntakeError, LostReason, open};
use greffe_terms::{Defect, Flags};

use crate::story::{digest, folder, mail, mbox, messages, options, read_path, story};

fn check(files: &[(&str, &[u8])], expect: &[&str]) {
    let root = folder(files);
    assert_eq!(story(&read_path(root.path())), expect);
}

fn flags_of(files: &[(&str, &[u8])]) -> Vec<(String, Flags)> {
    let root = folder(files);
    let events = read_path(root.path());
    messages(&events).iter().map(|found| (found.path.clone(), found.flags)).collect()
}

#[test]
fn a_maildir_tells_folders_and_marks() {
    let (a, b, c) = (mail("a"), mail("b"), mail("c"));
    let files: &[(&str, &[u8])] = &[
        ("cur/1.M1.host:2,FS", a.as_bytes()),
        ("new/2.M1.host", b.as_bytes()),
        ("tmp/3.M1.host", c.as_bytes()),
        (".Envoy&AOk-s.2017/cur/4.M1.host:2,T", c.as_bytes()),
        ("dovecot.index.log", b"\x01\x02"),
        ("new/empty.eml", b""),
    ];
    check(
        files,
        &[
            ".Envoy&AOk-s.2017/cur/4.M1.host:2,T [Envoyés/2017] 0+54 c",
            "cur/1.M1.host:2,FS [INBOX] 0+54 a",
            "dovecot.index.log bookkeeping",
            "new/2.M1.host [INBOX] 0+54 b",
            "new/empty.eml lost no-message 0+0",
            "tmp/3.M1.host lost unfinished 0+54",
        ],
    );
    let flags = flags_of(files);
    assert_eq!(flags.first().unwrap().1, Flags { deleted: true, ..Flags::default() });
    assert_eq!(flags.get(1).unwrap().1, Flags { seen: true, flagged: true, ..Flags::default() });
}

#[test]
fn an_mh_folder_tells_marks_by_number() {
    let (a, b) = (mail("a"), format!("{}\n{}", mail("b"), mbox(&["inside"])));
    let files: &[(&str, &[u8])] = &[
        ("inbox/.mh_sequences", b"unseen: 2\nflagged: 1-2\n"),
        ("inbox/1", a.as_bytes()),
        ("inbox/2", b.as_bytes()),
        ("other/1", a.as_bytes()),
    ];
    check(
        files,
        &[
            "inbox/.mh_sequences bookkeeping",
            "inbox/1 [inbox] 0+54 a",
            "inbox/2 [inbox] 0+162 b",
            "other/1 [other] 0+54 a",
        ],
    );
    let flags: Vec<Flags> = flags_of(files).into_iter().map(|(_, flags)| flags).collect();
    let flagged = Flags { flagged: true, ..Flags::default() };
    assert_eq!(flags, [Flags { seen: true, ..flagged }, flagged, Flags::default()]);
}

#[test]
fn mail_programs_have_their_trees() {
    let (a, two) = (mail("a"), mbox(&["b", "c"]));
    check(
        &[
            ("Local/INBOX", two.as_bytes()),
            ("Local/INBOX.msf", b"// <!-- <mdb:mork:z v=\"1.4\"/> -->"),
            ("Local/INBOX.sbd/Sub", two.as_bytes()),
            ("Local/Empty", b""),
            ("Local/popstate.dat", b"# POP3 State File\n"),
        ],
        &[
            "Local/INBOX [Local/INBOX] 42+54 b",
            "Local/INBOX [Local/INBOX] 139+54 c",
            "Local/INBOX.msf bookkeeping",
            "Local/INBOX.sbd/Sub [Local/INBOX/Sub] 42+54 b",
            "Local/INBOX.sbd/Sub [Local/INBOX/Sub] 139+54 c",
            "Local/popstate.dat bookkeeping",
        ],
    );
    let emlx = format!("{}\n{a}<plist><dict><key>flags</key><integer>17</integer></dict></plist>", a.len());
    let files: &[(&str, &[u8])] =
        &[("V2/Sent.mbox/mbox", two.as_bytes()), ("V2/Sent.mbox/0F-1/Data/Messages/7.emlx", emlx.as_bytes())];
    check(
        files,
        &[
            "V2/Sent.mbox/0F-1/Data/Messages/7.emlx [V2/Sent] 3+54 a",
            "V2/Sent.mbox/mbox [V2/Sent] 42+54 b",
            "V2/Sent.mbox/mbox [V2/Sent] 139+54 c",
        ],
    );
    let flags = flags_of(files);
    assert_eq!(flags.first().unwrap().1, Flags { seen: true, flagged: true, ..Flags::default() });
}

#[test]
fn an_emlx_cut_short_says_so() {
    let root = folder(&[("1.emlx", format!("500\n{}", mail("a")).as_bytes())]);
    let events = read_path(root.path());
    assert_eq!(messages(&events).first().unwrap().defects, [Defect::Truncated]);
}

#[test]
fn loose_files_are_mail_or_documents() {
    check(
        &[
            ("a/1.eml", mail("a").as_bytes()),
            ("a/2.eml", b"\xEF\xBB\xBFX-Odd: only\n\nbody"),
            ("a/3.eml", b"no header at all"),
            ("a/4.eml", &[0; 99]),
            ("a/note.txt", b"Dear all,\nhello\n"),
            ("a/saved", mail("b").as_bytes()),
            ("a-b.txt", b"x"),
        ],
        &[
            "a-b.txt document 1",
            "a/1.eml [a] 0+54 a",
            "a/2.eml [a] 0+20 -",
            "a/3.eml [a] 0+16 -",
            "a/4.eml lost no-message 0+99",
            "a/note.txt document 16",
            "a/saved [a] 0+54 b",
        ],
    );
}

#[cfg(unix)]
#[test]
fn links_sockets_and_closed_folders_are_told_not_followed() {
    let root = folder(&[("a.eml", mail("a").as_bytes()), ("shut/b.eml", mail("b").as_bytes())]);
    symlink(root.path(), root.path().join("loop")).unwrap();
    symlink("/etc/hostname", root.path().join("outside")).unwrap();
    let _socket = UnixListener::bind(root.path().join("socket")).unwrap();
    let events = read_path(root.path());
    let lost: Vec<_> = events
        .iter()
        .filter_map(|event| match event {
            Event::Lost(lost) => Some((lost.path.as_str(), lost.reason)),
            _ => None,
        })
        .collect();
    assert_eq!(
        lost,
        [("loop", LostReason::Link), ("outside", LostReason::Link), ("socket", LostReason::NotAFile)]
    );
    assert_eq!(messages(&events).len(), 2);
}

#[test]
fn a_missing_source_is_an_error() {
    let root = folder(&[]);
    let missing = open(&root.path().join("nowhere"), &options());
    assert!(matches!(missing, Err(IntakeError::NotFound { .. })));
}

#[cfg(unix)]
#[test]
fn a_socket_is_no_source() {
    let root = folder(&[]);
    let socket = root.path().join("socket");
    let _socket = UnixListener::bind(&socket).unwrap();
    assert!(matches!(open(&socket, &options()), Err(IntakeError::NotAFile { .. })));
}

#[test]
fn what_was_handed_in_is_certified() {
    let files: &[(&str, &[u8])] = &[("a-b", b"1"), ("a/c.eml", b"Subject: x\n\n"), ("a/d", b"")];
    let root = folder(files);
    let mut source = open(root.path(), &options()).unwrap();
    assert_eq!(source.total_bytes(), Some(13));
    assert_eq!(source.fingerprint(), None);
    while source.next(&greffe_intake::NothingKnown).unwrap().is_some() {}
    assert_eq!(source.read_bytes(), 13);
    let line = |(path, content): &(&str, &[u8])| {
        let hex: String = digest(content).iter().map(|byte| format!("{byte:02x}")).collect();
        format!("{hex}  {path}\n")
    };
    let listing: String = files.iter().map(line).collect();
    let told = source.fingerprint().unwrap();
    assert_eq!((told.bytes, told.sha256), (13, digest(listing.as_bytes())));

    let one = root.path().join("a/c.eml");
    let mut source = open(&one, &options()).unwrap();
    while source.next(&greffe_intake::NothingKnown).unwrap().is_some() {}
    assert_eq!(source.fingerprint().unwrap().sha256, digest(&fs::read(&one).unwrap()));
}

#[test]
fn a_file_that_grows_is_read_as_long_as_it_was() {
    let root = folder(&[("list.mbox", mbox(&["a", "b"]).as_bytes())]);
    let path = root.path().join("list.mbox");
    let mut source = open(&path, &options()).unwrap();
    let first = source.next(&greffe_intake::NothingKnown).unwrap();
    let whole = fs::read(&path).unwrap();
    fs::write(&path, [whole.as_slice(), mbox(&["c"]).as_bytes()].concat()).unwrap();
    let mut events = vec![first.unwrap()];
    events.extend(std::iter::from_fn(|| source.next(&greffe_intake::NothingKnown).unwrap()));
    assert_eq!(messages(&events).len(), 2);
    // What is certified is what was read.
    assert_eq!(source.fingerprint().unwrap().sha256, digest(&whole));
}
