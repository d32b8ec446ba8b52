//! MSG of Outlook and of other writers.

use std::fs;

use greffe_mapi::{is_msg, read_msg};

use crate::{corpus, field, name_of, rebuilt};

#[test]
fn all_are_read_wholly_and_always_to_the_same_message() {
    for file in [corpus("msg", &[".msg"]), corpus("tika", &[".msg"])].concat() {
        let octets = fs::read(&file).unwrap();
        assert!(is_msg(&octets), "{}", name_of(&file));
        let item = read_msg(&octets).unwrap();
        assert!(!item.lacks_something(), "{}", name_of(&file));
        assert_eq!(rebuilt(&item), rebuilt(&read_msg(&octets).unwrap()), "{}", name_of(&file));
    }
}

/// What Outlook and Apache POI show of these files.
#[test]
fn they_say_what_outlook_shows() {
    let check = |name: &str, subject: &str, date: &str, recipients: usize, attachments: usize| {
        for file in corpus("msg", &[&format!("/{name}")]) {
            let item = read_msg(&fs::read(&file).unwrap()).unwrap();
            let message = rebuilt(&item);
            assert_eq!(field(&message, "Subject").unwrap_or_default(), subject, "{name}");
            assert_eq!(field(&message, "Date").unwrap_or_default(), date, "{name}");
            assert_eq!((item.recipients.len(), item.attachments.len()), (recipients, attachments), "{name}");
        }
    };
    check("quick.msg", "Test the content transformer", "Thu, 14 Jun 2007 09:42:53 +0000", 1, 0);
    check("simple_test_msg.msg", "test message", "Fri, 6 Jul 2007 01:27:17 -0400", 1, 0);
    check(
        "example_sent_unicode.msg",
        "This is a test message please ignore",
        "Mon, 11 Jan 2010 16:25:07 +0000",
        8,
        1,
    );
    check(
        "example_sent_regular.msg",
        "This is a test message please ignore",
        "Mon, 11 Jan 2010 16:25:07 +0000",
        8,
        1,
    );
    let french = "=?utf-8?B?dGVzdCBwacOoY2Ugam9pbnRlIDE=?=";
    check("attachment_test_msg.msg", french, "Wed, 22 Apr 2009 14:36:33 +0000", 1, 2);
    check(
        "no_recipient_address.msg",
        "Welcome to Microsoft Office Outlook 2003",
        "Sun, 28 Mar 2010 22:27:38 +0000",
        1,
        11,
    );
    check("message_1980.msg", "Option 2 please", "Mon, 16 Aug 1999 11:23:16 -0000", 1, 0);
    check("New-Draft.msg", "New message created by Aspose.Email", "", 2, 0);
}
