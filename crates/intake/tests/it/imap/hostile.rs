//! Servers that lie, break off, flood or hang up: bounded, told, and never a panic.

use greffe_intake::LostReason;

use super::server::{Folder, Mail, Quirk, Server, message};
use super::{Files, account, mail, read};

/// Reads from a server with this quirk: which messages came, which were told as lost,
/// and what ended the reading.
fn check(quirk: Quirk, numbers: &[&str], lost: &[&str], end: &str) {
    let server = Server::start(mail(quirk), None, None);
    let reading = read(&account(&server, ""), &Files::default());
    assert_eq!(reading.numbers(), numbers);
    let told: Vec<&str> = reading.lost.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(told, lost);
    assert!(reading.lost.iter().all(|(_, reason)| *reason == LostReason::NotGiven));
    assert_eq!(reading.trouble(), end);
    assert_eq!(reading.fingerprint.is_some(), end.is_empty());
    server.said();
}

#[test]
fn one_message_that_cannot_be_had_costs_no_other() {
    let lost = ["INBOX/;UIDVALIDITY=7;UID=5"];
    check(Quirk::Withholds(5), &["1", "2", "6"], &lost, "");
    check(Quirk::HangsUp(5), &["1", "2", "6"], &lost, "");
    check(Quirk::Huge(5), &["1", "2", "6"], &lost, "");
    check(Quirk::TooShort(5), &["1", "2", "6"], &lost, "");
}

#[test]
fn a_server_that_comes_back_is_asked_again() {
    check(Quirk::Bye(2), &["1", "2", "5", "6"], &[], "");
}

#[test]
fn octets_that_are_no_answer_are_passed_over() {
    check(Quirk::Garbage, &["1", "2", "5", "6"], &[], "");
}

#[test]
fn more_than_anybody_asked_for_ends_the_talk() {
    check(Quirk::EndlessNews, &[], &[], "imap-garbled");
    // Each message in turn is given up, and then there is nothing left to ask for.
    let lost = [1, 2, 5, 6].map(|uid| format!("INBOX/;UIDVALIDITY=7;UID={uid}"));
    check(Quirk::EndlessLine, &[], &lost.each_ref().map(String::as_str), "");
}

#[test]
fn a_server_that_counts_what_it_does_not_have_is_not_waited_for() {
    check(Quirk::Counts(u32::MAX), &["1", "2", "5", "6"], &["INBOX"], "");
    check(Quirk::Counts(2), &["1", "2"], &[], "");
}

#[test]
fn folders_that_cannot_be_opened_are_told() {
    check(Quirk::OpensNothing, &[], &["INBOX"], "");
    let nul = Folder { listed: "() \"/\" {3}\r\na\0b", raw: "a\0b", validity: 1, messages: Vec::new() };
    let broken = Folder { listed: "() \"/", raw: "x", validity: 1, messages: Vec::new() };
    let server = Server::start(Mail { folders: vec![broken, nul], ..Mail::default() }, None, None);
    let reading = read(&account(&server, ""), &Files::default());
    assert!(reading.end.is_none(), "{:?}", reading.end);
    let told: Vec<&str> = reading.lost.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(told.len(), 2, "{told:?}");
}

#[test]
fn a_message_that_grew_an_end_is_not_taken_for_another() {
    // The literal swallows what follows it: nothing of it can be believed.
    let server = Server::start(mail(Quirk::TooLong(6)), None, None);
    let reading = read(&account(&server, ""), &Files::default());
    let octets: Vec<&Vec<u8>> = reading.messages.iter().map(|(.., octets)| octets).collect();
    assert_eq!(octets, [&message(1), &message(2), &message(5)]);
}

#[test]
fn a_server_that_breaks_at_every_message_is_given_up() {
    let many: Vec<u32> = (1..=40).collect();
    let folders = vec![super::inbox(&many)];
    let server = Server::start(Mail { folders, quirk: Quirk::EndlessLine, ..Mail::default() }, None, None);
    let reading = read(&account(&server, ""), &Files::default());
    assert_eq!(reading.trouble(), "imap-garbled");
    assert_eq!(reading.lost.len(), 15);
}
