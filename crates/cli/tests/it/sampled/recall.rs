//! Needles: what lies anywhere in a mail is found, in that mail and in no other.

use std::collections::{BTreeMap, BTreeSet};

use greffe::view::Warning;
use greffe_sample::Place;

use crate::sampled::{Sampled, ask, everything, ids, sampled};

/// Each needle of one place, and the ids of the mails that hold it.
type Needles<'a> = BTreeMap<&'a str, BTreeSet<String>>;

#[test]
#[allow(clippy::print_stdout)] // the test's own report: the counts by place
fn every_needle_is_found_wherever_it_lies() {
    let sampled = sampled();
    let mut counts = Vec::new();
    for place in Place::ALL.into_iter().filter(|place| *place != Place::AttachmentText) {
        let needles = needles(&sampled, place);
        assert!(needles.len() >= 10, "{place:?}: too few to judge by");
        let found = needles.iter().filter(|(word, homes)| is_found(&sampled, word, homes)).count();
        counts.push((place, found, needles.len()));
    }
    println!("found, planted by place: {counts:?}");
    assert!(counts.iter().all(|(_, found, planted)| found == planted), "{counts:?}");
}

/// Searched as it was planted, and as somebody in a hurry types it.
fn is_found(sampled: &Sampled, word: &str, homes: &BTreeSet<String>) -> bool {
    let forms = [word.to_owned(), word.replace('é', "e"), word.to_uppercase(), format!("\"{word}\"")];
    forms.iter().all(|form| ids(&sampled.room(), form) == *homes)
}

#[test]
fn the_place_of_a_needle_can_be_asked_for() {
    let sampled = sampled();
    for (place, field, is_there) in [
        (Place::Subject, "subject", true),
        (Place::Subject, "body", false),
        (Place::Base64, "body", true),
        (Place::HtmlOnly, "body", true),
        (Place::NestedMail, "body", true),
        (Place::Body, "subject", false),
        (Place::AttachmentName, "filename", true),
        (Place::AttachmentName, "body", false),
    ] {
        for (word, homes) in needles(&sampled, place) {
            let expect = if is_there { homes } else { BTreeSet::new() };
            assert_eq!(ids(&sampled.room(), &format!("{field}:{word}")), expect, "{place:?} {field}:{word}");
        }
    }
}

#[test]
fn what_was_not_read_is_never_a_silent_zero() {
    let sampled = sampled();
    let room = sampled.room();
    let with_files = ask(&room, &everything("has:attachment")).total;
    for (word, homes) in needles(&sampled, Place::AttachmentText) {
        let answer = ask(&room, &everything(&format!("attachment:{word}")));
        let told = answer.warnings.iter().any(
            |warning| matches!(warning, Warning::AttachmentsNotRead { messages } if *messages == with_files),
        );
        assert!(told, "attachment:{word} answers {} and warns of {:?}", answer.total, answer.warnings);
        // Attached texts (csv, txt) are read with the body: no other mail may answer.
        assert!(ids(&room, word).is_subset(&homes), "{word}");
    }
}

/// The needles of one place, with the ids of their mails.
fn needles(sampled: &Sampled, place: Place) -> Needles<'_> {
    let mut needles = Needles::new();
    for mail in &sampled.mails {
        for needle in mail.truth.needles.iter().filter(|needle| needle.place == place) {
            needles.entry(&needle.word).or_default().insert(mail.truth.sha256.clone());
        }
    }
    needles
}
