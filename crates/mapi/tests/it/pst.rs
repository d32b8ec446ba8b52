//! PST and OST, held against what libpff says of them.

use std::fs;
use std::path::Path;

use greffe_mapi::Pst;
use serde_json::Value;

use crate::{Memory, corpus, name_of};

/// (folder, subject, sender, delivered, sent, attachments)
type Row = (String, String, String, String, String, u64);

/// libpff could not read one item, of which it then knows the folder only.
const UNREAD: u64 = u64::MAX;

const SUBJECT: u16 = 0x0037;
const SENDER_NAME: u16 = 0x0C1A;
const DELIVERED: u16 = 0x0E06;
const SUBMITTED: u16 = 0x0039;

fn expected(file: &Path) -> Vec<Row> {
    let json = fs::read(format!("{}.expected.json", file.display())).unwrap();
    let rows: Vec<Value> = serde_json::from_slice(&json).unwrap();
    let text = |value: &Value| value.as_str().filter(|text| *text != "None").unwrap_or_default().to_owned();
    let seconds = |value: &Value| text(value).split('.').next().unwrap_or_default().to_owned();
    let mut rows: Vec<Row> = rows
        .iter()
        .map(|row| {
            let folder = text(&row["folder"]).trim_start_matches('/').to_owned();
            let dates = (seconds(&row["delivered"]), seconds(&row["client_submit"]));
            let attachments = row["attachments"].as_u64().unwrap_or(UNREAD);
            (folder, text(&row["subject"]), text(&row["sender"]), dates.0, dates.1, attachments)
        })
        .collect();
    rows.sort();
    rows
}

fn told(file: &Path) -> Vec<Row> {
    let mut pst = Pst::open(Memory(fs::read(file).unwrap())).unwrap();
    assert!(pst.damage().is_empty());
    let mut rows = Vec::new();
    for n in 0..pst.entries().len() {
        let item = pst.read(n).unwrap();
        assert!(!item.lacks_something(), "{} {n}", file.display());
        let text = |number| item.properties.text(number).unwrap_or_default();
        let subject = text(SUBJECT);
        let subject =
            subject.strip_prefix('\u{1}').map_or(subject.clone(), |rest| rest.chars().skip(1).collect());
        let date = |number| item.properties.seconds(number).map_or_else(String::new, shown);
        let attachments = item.attachments.len() as u64;
        let folder = pst.entries()[n].folder.to_string();
        rows.push((folder, subject, text(SENDER_NAME), date(DELIVERED), date(SUBMITTED), attachments));
    }
    rows.sort();
    rows
}

fn shown(seconds: i64) -> String {
    jiff::Timestamp::from_second(seconds).unwrap().strftime("%Y-%m-%d %H:%M:%S").to_string()
}

#[test]
fn folders_subjects_senders_dates_and_attachments_are_those_of_libpff() {
    let files = [corpus("pst", &[".pst", ".ost"]), corpus("tika", &["testPST.pst"])].concat();
    for file in files {
        let (told, expected) = (told(&file), expected(&file));
        let is_same = |one: &Row, other: &Row| one == other || other.5 == UNREAD && one.0 == other.0;
        let missing: Vec<_> =
            expected.iter().filter(|other| !told.iter().any(|one| is_same(one, other))).collect();
        let more: Vec<_> =
            told.iter().filter(|one| !expected.iter().any(|other| is_same(one, other))).collect();
        assert!(missing.is_empty() && more.is_empty(), "{}: {missing:#?} {more:#?}", name_of(&file));
        assert_eq!(told.len(), expected.len(), "{}", name_of(&file));
    }
}
