//! What was read in files: entered in order, each file once, found to be about other packs.

use std::fs;

use super::*;
use crate::failpoints::{Action, Step, arm, disarm};
use crate::{FileIn, FileRead, PackedReading, Writer};

const FILE: &str = "readings.db";

fn house_of(count: u32) -> House {
    let house = House::new();
    let mut writer = house.writer();
    writer.begin_import(start(1)).expect("begun");
    writer.append(batch(1, 0..count, 60)).expect("stored");
    drop(writer);
    house
}

fn file(number: u32, part: u32, text: Option<&str>, of: &str) -> FileRead {
    let read = text.map(|text| PackedReading::new(format!("{{\"of\":\"{of}\"}}"), text).expect("packed"));
    FileRead { number: Number(number), part, print: sha256(of.as_bytes()), read }
}

fn seen(store: &Store) -> Vec<(u32, u32, String)> {
    let mut seen = Vec::new();
    let take = |file: FileIn| seen.push((file.number.0, file.part, file.outline));
    store.readings().expect("opened").each(take).expect("read");
    seen
}

#[test]
fn a_file_in_many_messages_is_kept_once() {
    let house = house_of(5);
    let mut writer = house.writer();
    let mut readings = writer.readings().expect("opened");
    let files = [file(0, 1, Some("one"), "a"), file(2, 1, None, "a"), file(2, 2, Some("two"), "b")];
    readings.append(Number(0), Number(3), &files).expect("entered");
    // Again, as after a crash before it was told: nothing is entered twice.
    readings.append(Number(0), Number(3), &files).expect("entered");
    readings.append(Number(3), Number(5), &[file(4, 7, None, "b")]).expect("entered");
    drop(writer);
    let (a, b) = ("{\"of\":\"a\"}".to_owned(), "{\"of\":\"b\"}".to_owned());
    let store = house.open();
    assert_eq!(seen(&store), [(0, 1, a.clone()), (2, 1, a), (2, 2, b.clone()), (4, 7, b)]);
    let readings = store.readings().expect("opened");
    assert_eq!(readings.through().expect("read"), 5);
    assert_eq!(readings.reading(&sha256(b"b")).expect("read").as_deref(), Some("two"));
    assert_eq!(readings.reading(&sha256(b"c")).expect("read"), None);
    assert!(readings.knows(&sha256(b"a")).expect("read"));
    assert_eq!(readings.files_of(Number(2)).expect("read").len(), 2);
    assert_eq!(problems(&store), Vec::<String>::new());
}

#[test]
fn messages_come_in_order_and_no_further_than_there_are() {
    let house = house_of(3);
    let mut writer = house.writer();
    let mut readings = writer.readings().expect("opened");
    let early = readings.append(Number(1), Number(2), &[]);
    assert!(matches!(early, Err(StoreError::NotRead { number: Number(0) })), "{early:?}");
    let far = readings.append(Number(0), Number(4), &[]);
    assert!(matches!(far, Err(StoreError::NoMessage { .. })), "{far:?}");
    let unread = readings.append(Number(0), Number(3), &[file(0, 1, None, "a")]);
    assert!(unread.is_err(), "a file that nobody has read");
    assert_eq!(readings.read().through().expect("read"), 0);
}

#[test]
fn beginning_again_forgets_all_and_names_the_reader() {
    let house = house_of(1);
    let mut writer = house.writer();
    let mut readings = writer.readings().expect("opened");
    readings.append(Number(0), Number(1), &[file(0, 1, Some("one"), "a")]).expect("entered");
    readings.begin_again("reader 2").expect("begun");
    drop(writer);
    let readings = house.open().readings().expect("opened");
    assert_eq!((readings.through().expect("read"), readings.reader().expect("read")), (0, "reader 2".into()));
    assert_eq!(seen(&house.open()), []);
}

#[test]
fn a_kill_or_a_full_disk_leaves_whole_readings_and_the_next_run_goes_on() {
    let texts = ["a", "b", "a", "c"];
    let enter = |writer: &mut Writer, n: u32| {
        let files = [file(n, 1, Some("read"), texts[n as usize])];
        writer.readings()?.append(Number(n), Number(n + 1), &files)
    };
    for (step, kept) in [(Step::BeforeView, 2), (Step::AfterView, 3)] {
        for action in [Action::Kill, Action::DiskFull] {
            let house = house_of(4);
            let mut writer = house.writer();
            arm(step, 2, action);
            let entered = (0..4).try_for_each(|n| enter(&mut writer, n));
            drop(writer);
            disarm();
            assert!(entered.is_err(), "{step:?}");
            assert_eq!(seen(&house.open()).len(), kept, "{step:?}");
            let mut writer = house.writer();
            (kept as u32..4).try_for_each(|n| enter(&mut writer, n)).expect("gone on");
            drop(writer);
            assert_eq!(seen(&house.open()).len(), 4);
            assert_eq!(problems(&house.open()), Vec::<String>::new());
        }
    }
}

#[test]
fn readings_about_other_packs_count_as_none() {
    let (one, other) = (house_of(2), house_of(3));
    let mut writer = one.writer();
    let files = [file(0, 1, Some("one"), "a")];
    writer.readings().expect("opened").append(Number(0), Number(2), &files).expect("entered");
    drop(writer);
    // The third message of the other archive is nobody's second.
    let mut writer = other.writer();
    writer.readings().expect("opened").append(Number(0), Number(3), &[]).expect("entered");
    drop(writer);
    fs::copy(other.path().join(FILE), one.path().join(FILE)).expect("copied");
    assert_eq!(seen(&one.open()), []);
    assert_eq!(one.open().readings().expect("opened").through().expect("read"), 0);
    let mut writer = one.writer();
    assert_eq!(writer.readings().expect("opened").read().through().expect("read"), 0);
}

#[test]
fn an_altered_row_is_found() {
    let house = house_of(1);
    let mut writer = house.writer();
    let files = [file(0, 1, Some("one"), "a")];
    writer.readings().expect("opened").append(Number(0), Number(1), &files).expect("entered");
    drop(writer);
    for change in [
        "UPDATE files SET outline = 'x'",
        "UPDATE files SET print = zeroblob(32)",
        "UPDATE files SET reading = zeroblob(9)",
        "UPDATE inside SET file = 9",
        "UPDATE mark SET maker = 'x'",
        "CREATE TABLE more (n)",
    ] {
        let whole = fs::read(house.path().join(FILE)).expect("read");
        let made = rusqlite::Connection::open(house.path().join(FILE)).expect("opened");
        made.execute_batch(change).expect("changed");
        drop(made);
        assert_ne!(problems(&house.open()), Vec::<String>::new(), "{change}");
        crate::database::remove(&house.path().join(FILE)).expect("removed");
        fs::write(house.path().join(FILE), whole).expect("written");
    }
    assert_eq!(problems(&house.open()), Vec::<String>::new());
}
