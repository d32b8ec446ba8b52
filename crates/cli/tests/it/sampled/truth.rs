//! What is shown of a mail is what its writer meant, and nothing of it is lost.

use std::collections::BTreeSet;

use greffe::view::MessageView;
use greffe_sample::{Mail, Truth, bundle};
use jiff::Timestamp;

use crate::sampled::{is_no_message, sampled};

#[test]
fn every_mail_is_accounted_for() {
    let sampled = sampled();
    let sum = |count: fn(&greffe::ImportReport) -> u64| sampled.reports.iter().map(count).sum::<u64>();
    let duplicates = sampled.mails.iter().filter(|mail| mail.truth.duplicate_of.is_some()).count() as u64;
    let recognisable = sampled.recognisable().count() as u64;
    assert_eq!(sum(|report| report.messages), recognisable);
    assert_eq!(sum(|report| report.stored), recognisable - duplicates);
    assert_eq!(sum(|report| report.duplicates), duplicates);
    assert_eq!(sampled.room().overview().expect("an overview").messages, recognisable - duplicates);
}

#[test]
fn what_is_no_message_is_named() {
    let sampled = sampled();
    let lost: Vec<_> = sampled.reports.iter().flat_map(|report| &report.lost).collect();
    let named: BTreeSet<String> =
        lost.iter().map(|lost| lost.path.rsplit('/').next().unwrap_or_default().to_owned()).collect();
    let planted: Vec<&Mail> = sampled.mails.iter().filter(|mail| is_no_message(mail)).collect();
    assert_eq!(named, planted.iter().map(|mail| bundle::maildir_name(mail)).collect());
    let octets: usize = planted.iter().map(|mail| mail.raw.len()).sum();
    assert_eq!(lost.iter().map(|lost| lost.bytes).sum::<u64>(), octets as u64);
}

#[test]
fn the_octets_of_every_mail_come_back() {
    let sampled = sampled();
    for mail in sampled.distinct() {
        let raw = sampled.room().raw(&mail.truth.sha256).expect("it is stored under its digest");
        assert!(raw == mail.raw, "mail {} came back otherwise", mail.truth.index);
    }
}

/// Says whether what is shown agrees with the truth in one respect.
type Claim = fn(&Truth, &MessageView) -> bool;

const CLAIMS: [(&str, Claim); 8] = [
    ("place", |truth, shown| {
        shown.mailboxes.iter().any(|place| place.mailbox == truth.mailbox && place.folder == truth.folder)
    }),
    ("kind", |truth, shown| truth.kind.as_str() == shown.kind),
    ("subject", |truth, shown| truth.subject.as_ref().is_none_or(|subject| *subject == shown.subject)),
    ("sender", |truth, shown| truth.from.as_ref().map(ToString::to_string) == shown.from.first().cloned()),
    ("date", |truth, shown| truth.date == date_of(shown)),
    ("attachments", |truth, shown| truth.attachments.iter().all(|name| has_file(shown, &cleaned(name)))),
    ("defects", |truth, shown| {
        truth.defects.iter().all(|defect| shown.defects.iter().any(|found| found == defect.as_str()))
    }),
    ("visible sentence", |truth, shown| {
        truth.visible.as_ref().is_none_or(|visible| one_line(&shown.text).contains(visible.as_str()))
    }),
];

#[test]
fn every_mail_shows_what_its_writer_meant() {
    let sampled = sampled();
    let mut broken = Vec::new();
    for mail in sampled.recognisable() {
        let shown = sampled.shown(&mail.truth.sha256);
        for (name, holds) in CLAIMS {
            if !holds(&mail.truth, shown) {
                broken.push(format!("{name}: {:?}\n  shown {shown:?}", mail.truth));
            }
        }
    }
    assert!(broken.is_empty(), "{} claims do not hold:\n{}", broken.len(), broken.join("\n"));
}

#[test]
#[allow(clippy::print_stdout)] // the test's own report: the share of right answers
fn the_language_is_told_where_there_is_prose() {
    let sampled = sampled();
    let (mut right, mut wrong, mut untold) = (0, 0, 0);
    for mail in sampled.distinct().filter(|mail| mail.truth.damage.is_none()) {
        let Some(language) = mail.truth.language else { continue };
        match sampled.shown(&mail.truth.sha256).lang.as_deref() {
            Some(told) if told == language => right += 1,
            Some(_) => wrong += 1,
            None => untold += 1,
        }
    }
    println!("language: {right} right, {wrong} wrong, {untold} not told");
    assert!(wrong * 100 <= right, "{wrong} wrong beside {right} right");
    assert!(untold * 20 <= right, "{untold} not told beside {right} right");
}

#[test]
fn hostile_pages_are_handed_out_as_they_are() {
    let sampled = sampled();
    let hostile: Vec<&Mail> = sampled.distinct().filter(|mail| mail.truth.hostile).collect();
    assert!(hostile.len() >= 10, "too few to judge by");
    for mail in hostile {
        let page = sampled.room().html(&mail.truth.sha256).expect("it is read").expect("a page");
        let marker = mail.truth.marker.as_deref().expect("hostile pages are marked");
        assert!(page.html.contains(marker), "{:?}", mail.truth.attack);
    }
}

/// The seconds that the mail's own Date line says.
fn date_of(shown: &MessageView) -> Option<i64> {
    let is_own = shown.date_source == "date";
    let date = shown.date.as_ref().filter(|_| is_own)?;
    Some(date.parse::<Timestamp>().expect("RFC 3339").as_second())
}

fn has_file(shown: &MessageView, name: &str) -> bool {
    shown.parts.iter().any(|part| part.attachment && part.name == name)
}

/// A name as it may be shown: no path before it, no mark that turns its letters.
fn cleaned(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    last.replace('\u{202e}', "")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
