//! Items as they come out.

use super::*;
use crate::item::{Attachment, Content};
use crate::property::{Name, Properties, Value, tag};

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn properties(values: Vec<(u16, Value)>) -> Properties {
    let mut properties = Properties::default();
    values.into_iter().for_each(|(number, value)| properties.insert(number, value));
    properties
}

fn rebuilt(item: &Item) -> String {
    let mut octets = Vec::new();
    rebuild(item, &mut octets).expect("memory can be written");
    String::from_utf8(octets).expect("all ASCII")
}

fn check(item: &Item, expect: &str) {
    assert_eq!(rebuilt(item).replace("\r\n", "\n"), expect);
    assert_eq!(rebuilt(item), rebuilt(&item.clone()));
}

#[test]
fn a_mail_from_properties() {
    let mut item = Item {
        properties: properties(vec![
            (tag::MESSAGE_CLASS, text("IPM.Note")),
            (tag::SENDER_NAME, text("Jo Doe")),
            (tag::SENDER_EMAIL_ADDRESS, text("jo@region.example")),
            (tag::SUBJECT, text("\u{1}\u{5}RE: r\u{E9}union")),
            (tag::CLIENT_SUBMIT_TIME, Value::Time(131_000_000_000_000_000)),
            (tag::INTERNET_MESSAGE_ID, text("<1@region.example>")),
            (tag::IMPORTANCE, Value::Integer(2)),
            (tag::BODY, text("Hello\nFrom here\n")),
        ]),
        ..Item::default()
    };
    item.properties.insert_named(Name::keywords(), Value::Several(vec![text("Budget"), text("Vote")]));
    item.recipients = vec![
        properties(vec![(tag::EMAIL_ADDRESS, text("a@b.example")), (tag::RECIPIENT_TYPE, Value::Integer(1))]),
        properties(vec![(tag::DISPLAY_NAME, text("Camille")), (tag::RECIPIENT_TYPE, Value::Integer(3))]),
    ];
    check(
        &item,
        "From: Jo Doe <jo@region.example>\nTo: <a@b.example>\nBcc: Camille <>\n\
        Date: Mon, 15 Feb 2016 08:53:20 +0000\nSubject: =?utf-8?B?UkU6IHLDqXVuaW9u?=\n\
        Message-ID: <1@region.example>\nImportance: high\nKeywords: Budget, Vote\n\
        X-Greffe-Rebuilt: rebuilt/1; header=properties; class=\"IPM.Note\"\n\
        MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\
        Content-Transfer-Encoding: quoted-printable\n\nHello\n=46rom here\n",
    );
}

#[test]
fn the_header_it_came_with_is_kept() {
    let item = Item {
        properties: properties(vec![
            (
                tag::TRANSPORT_MESSAGE_HEADERS,
                text("From: a@b.example\r\nContent-Type: x/y\r\nSubject: one\r\n\r\n"),
            ),
            (tag::SUBJECT, text("two")),
            (tag::INTERNET_REFERENCES, text("<0@b.example>")),
            (tag::HTML, Value::Octets(b"<p>\xE9\r\n".to_vec())),
            (tag::INTERNET_CODEPAGE, Value::Integer(28591)),
        ]),
        ..Item::default()
    };
    check(
        &item,
        "From: a@b.example\nSubject: one\nReferences: <0@b.example>\n\
        X-Greffe-Rebuilt: rebuilt/1; header=kept; added=References\nMIME-Version: 1.0\n\
        Content-Type: text/html; charset=windows-1252\nContent-Transfer-Encoding: quoted-printable\n\n<p>=E9\n",
    );
}

#[test]
fn attachments_and_items_in_items() {
    let inner = Item { properties: properties(vec![(tag::SUBJECT, text("inner"))]), ..Item::default() };
    let file = Attachment {
        properties: properties(vec![
            (tag::ATTACH_LONG_FILENAME, text("a.bin")),
            (tag::ATTACH_MIME_TAG, text("multipart/mixed")),
            (tag::ATTACH_CONTENT_ID, text("<x y@z>")),
            (tag::ATTACH_FLAGS, Value::Integer(4)),
        ]),
        content: Content::Octets(b"abc".to_vec()),
    };
    let nested = Attachment { content: Content::Item(Box::new(inner)), ..Attachment::default() };
    let pointed = Attachment {
        properties: properties(vec![(tag::ATTACH_LONG_PATHNAME, text("\\\\server\\file"))]),
        content: Content::Nothing,
    };
    let item = Item { attachments: vec![file, nested, pointed], ..Item::default() };
    let whole = rebuilt(&item);
    let boundary =
        whole.split("boundary=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a boundary");
    check(
        &item,
        &"X-Greffe-Rebuilt: rebuilt/1; header=properties\nMIME-Version: 1.0\n\
        Content-Type: multipart/mixed;\n boundary=\"B\"\n\n\
        --B\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n\n\
        --B\nContent-Type: application/octet-stream;\n name=\"a.bin\"\n\
        Content-Disposition: inline;\n filename=\"a.bin\"\nContent-ID: <xy@z>\n\
        Content-Transfer-Encoding: base64\n\nYWJj\n\n\
        --B\nContent-Type: message/rfc822\nContent-Disposition: attachment\n\n\
        Subject: inner\nX-Greffe-Rebuilt: rebuilt/1; header=properties\nMIME-Version: 1.0\n\
        Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n\n\
        --B\nContent-Type: application/octet-stream\nContent-Disposition: attachment\n\
        Content-Description: \\\\server\\file\nContent-Transfer-Encoding: base64\n\n\n--B--\n"
            .replace('B', boundary),
    );
}

#[test]
fn what_is_no_mail_has_its_properties_listed() {
    let item = Item {
        properties: properties(vec![
            (tag::MESSAGE_CLASS, text("IPM.Contact")),
            (0x3A08, text("+33 1 99 00 00 00")),
        ]),
        ..Item::default()
    };
    let whole = rebuilt(&item);
    assert!(whole.contains("0x3a08: +33 1 99 00 00 00"), "{whole}");
}

#[test]
fn a_signed_body_is_kept_as_it_was() {
    let signed = "Content-Type: multipart/signed; boundary=s\r\n\r\n--s\r\n\r\nx\r\n--s--\r\n";
    let attachment =
        Attachment { content: Content::Octets(signed.as_bytes().to_vec()), ..Attachment::default() };
    let item = Item {
        properties: properties(vec![(tag::MESSAGE_CLASS, text("IPM.Note.SMIME.MultipartSigned"))]),
        attachments: vec![attachment],
        ..Item::default()
    };
    let whole = rebuilt(&item);
    assert!(whole.ends_with(&format!("MIME-Version: 1.0\r\n{signed}")), "{whole}");
}
