//! `import imap://`, from a server of the test's own on loopback: nothing else is reached.

#[expect(dead_code, reason = "most of its quirks are for the tests of the room below")]
#[path = "../../../intake/tests/it/imap/server.rs"]
mod server;

use serde_json::Value;

use crate::stranger::{Answer, Stranger};
use server::{Folder, Mail, Quirk, Server, message};

/// A server that has three messages, and a person who knows its password.
fn setting(quirk: Quirk) -> (Stranger, Server, String) {
    let messages = vec![(1, "", message(1)), (2, "\\Seen", message(2)), (7, "\\Flagged", message(7))];
    let sent = Folder { listed: "(\\Sent) \"/\" \"Envoy&AOk-s\"", raw: "Envoy&AOk-s", validity: 4, messages };
    let server = Server::start(Mail { folders: vec![sent], quirk, ..Mail::default() }, None, None);
    let source = format!("imap://jo@127.0.0.1:{}/", server.address.port());
    let stranger = Stranger::new();
    stranger.write("password", format!("{}\n", Mail::default().password));
    (stranger, server, source)
}

fn import(stranger: &Stranger, source: &str) -> Answer {
    stranger.run(&["import", source, "--mailbox", "jo", "--password-file", "password"])
}

#[test]
fn an_account_is_taken_in_and_goes_on_where_it_stopped() {
    let (stranger, server, source) = setting(Quirk::None);
    let first = import(&stranger, &source);
    assert_eq!(first.status, 0, "{}", first.stderr);
    assert!(first.stderr.contains("1 folder, 3 messages"), "{}", first.stderr);
    assert!(first.stderr.contains("Envoyés (sent)  3"), "{}", first.stderr);
    assert!(first.out().contains("3 messages: 3 stored"), "{}", first.out());
    assert!(first.out().contains(&format!("source {source}: ")), "{}", first.out());

    server.change(|mail| mail.folders[0].messages.push((9, "", message(9))));
    let again: Value = stranger.json(&["import", &source, "--mailbox", "jo", "--password-file", "password"]);
    assert_eq!((&again["messages"], &again["already"], &again["stored"]), (&4.into(), &3.into(), &4.into()));

    server.change(|mail| mail.folders[0].validity = 5);
    let renumbered = import(&stranger, &source);
    assert!(renumbered.stderr.contains("numbered the messages of `Envoyés` anew"), "{}", renumbered.stderr);
    assert!(renumbered.out().contains("4 messages: 0 stored, 4 duplicates"), "{}", renumbered.out());
    assert_eq!(stranger.total("folder:Envoyés has:flagged"), 1);
    server.said();
}

#[test]
fn the_secret_stands_nowhere() {
    let (stranger, _server, source) = setting(Quirk::None);
    let environment = stranger
        .command()
        .env("GREFFE_IMAP_PASSWORD", Mail::default().password)
        .args(["import", &source, "--mailbox", "jo", "--by", "Noor"])
        .output()
        .expect("greffe runs");
    assert!(environment.status.success());
    let secret = b"s3cret";
    let mut files = vec![stranger.path("archive")];
    while let Some(path) = files.pop() {
        if path.is_dir() {
            files.extend(
                std::fs::read_dir(&path).expect("a folder").map(|entry| entry.expect("a file").path()),
            );
            continue;
        }
        let octets = std::fs::read(&path).expect("a file");
        assert!(!octets.windows(secret.len()).any(|window| window == secret), "{}", path.display());
    }
}

#[test]
fn errors_say_what_to_do() {
    let (stranger, server, source) = setting(Quirk::None);
    let check = |arguments: &[&str], error: &str, hint: &str| {
        let mut all = vec!["import", "--mailbox", "jo"];
        all.extend(arguments);
        let answer = stranger.run(&all);
        assert_eq!(answer.status, 2, "{}", answer.stderr);
        assert!(answer.stderr.contains(error) && answer.stderr.contains(hint), "{}", answer.stderr);
        assert!(!answer.stderr.contains("hunter2"), "{}", answer.stderr);
    };
    let with_password = source.replace("jo@", "jo:hunter2@");
    check(&[&with_password], "holds a password", "leave it out");
    check(&["imaps://mail.example/"], "no address of an account", "imaps://user@host/");
    check(&[&source], "no password", "--password-file");
    stranger.write("wrong", "hunter2\n");
    check(&[&source, "--password-file", "wrong"], "refuses this user or password", "app password");
    let gone = format!("{source}Gone");
    check(&[&gone, "--password-file", "password"], "no folder `Gone`", "Envoyés");
    check(&[&source, "--token-file", "absent"], "cannot", "");
    let encrypted = source.replace("imap:", "imaps:");
    check(&[&encrypted, "--password-file", "password"], "does not speak TLS", "imap://");
    server.said();
}

#[test]
fn a_server_that_gives_nothing_is_a_reserve() {
    let (stranger, server, source) = setting(Quirk::Withholds(2));
    let answer = import(&stranger, &source);
    assert_eq!(answer.status, 1, "{}", answer.stderr);
    assert!(answer.out().contains("Envoyés/;UIDVALIDITY=4;UID=2"), "{}", answer.out());
    assert!(answer.out().contains("the server lists it and does not give it"), "{}", answer.out());
    server.said();
}
