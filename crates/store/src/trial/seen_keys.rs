//! `keys/`: lines are only ever added; torn ones are moved aside, rotten ones told.

use std::fs;
use std::path::PathBuf;

use super::*;
use crate::failpoints::{Action, Step, arm, disarm};

fn observation(number: u32) -> String {
    format!("{{\"v\":1,\"domain\":\"région{number}.example\",\"record\":\"v=DKIM1; p=\"}}")
}

fn observations(numbers: std::ops::Range<u32>) -> Vec<String> {
    numbers.map(observation).collect()
}

fn seen(house: &House) -> Vec<String> {
    let keys = house.open().domain_keys();
    let seen = keys.observations().expect("read");
    assert_eq!(keys.count().expect("counted"), seen.len());
    seen
}

fn file(house: &House, name: &str) -> PathBuf {
    house.path().join("keys").join(name)
}

#[test]
fn lines_come_back_in_order_and_views_do_not_matter() {
    let house = House::new();
    assert_eq!(seen(&house), Vec::<String>::new());
    assert!(!house.path().join("keys").exists());
    let mut writer = house.writer();
    writer.append_observations(&[]).expect("nothing to do");
    writer.append_observations(&observations(0..2)).expect("added");
    writer.append_changes(&[r#"{"v":1,"at":"2026-01-01T00:00:00Z","ids":[]}"#.to_owned()]).expect("added");
    writer.append_observations(&observations(2..5)).expect("added");
    drop(writer);
    assert_eq!(seen(&house), observations(0..5));
    assert_eq!(house.open().domain_keys().changes().expect("read").len(), 1);
    house.assert_sound();
    let copy = tempfile::tempdir().expect("a directory");
    copy_dir(&house.path(), copy.path());
    let copied = Store::open(copy.path(), summarise).expect("opened");
    assert_eq!(copied.domain_keys().observations().expect("read"), observations(0..5));
    assert_eq!(problems(&copied), Vec::<String>::new());
}

#[test]
fn what_is_no_line_is_refused_with_all_of_its_company() {
    let house = House::new();
    for bad in ["", "{", "[1]", "{}", r#"{"v":"1"}"#, "{\"v\":1,\n\"x\":2}", "{\"v\":1} {\"v\":1}"] {
        let refused = house.writer().append_observations(&[observation(0), bad.to_owned()]);
        assert!(matches!(refused, Err(StoreError::NotALine { line: 2 })), "{bad}: {refused:?}");
    }
    assert_eq!(seen(&house), Vec::<String>::new());
}

#[test]
fn a_line_torn_anywhere_is_moved_aside_and_whole_ones_stay() {
    let house = House::new();
    house.writer().append_observations(&observations(0..2)).expect("added");
    let path = file(&house, "observations.jsonl");
    let whole = fs::read(&path).expect("read");
    let second = whole.len() / 2;
    for length in second..whole.len() {
        fs::write(&path, &whole[..length]).expect("torn");
        fs::remove_file(file(&house, "sums.json")).ok();
        // Only its line feed is missing: nothing of the line is.
        let stands = if length == whole.len() - 1 { 2 } else { 1 };
        assert_eq!(seen(&house), observations(0..stands), "torn at {length}");
        assert_eq!(problems(&house.open()), Vec::<String>::new());
        house.writer().append_observations(&observations(7..8)).expect("added");
        let expect = [observations(0..stands), observations(7..8)].concat();
        assert_eq!(seen(&house), expect, "torn at {length}");
        let aside = fs::read(file(&house, "observations.jsonl.torn")).unwrap_or_default();
        let torn = if stands == 2 { &[][..] } else { &whole[second..length] };
        assert_eq!(aside.strip_suffix(b"\n").unwrap_or_default(), torn, "torn at {length}");
        fs::remove_file(file(&house, "observations.jsonl.torn")).ok();
        assert_eq!(problems(&house.open()), Vec::<String>::new());
    }
}

#[test]
fn a_kill_or_a_full_disk_loses_nothing_that_was_told() {
    for (step, action, kept) in [
        (Step::BeforeLines, Action::Kill, 4),
        (Step::BeforeLines, Action::DiskFull, 2),
        (Step::AfterLines, Action::Kill, 4),
        (Step::AfterLines, Action::DiskFull, 4),
    ] {
        let house = House::new();
        let mut writer = house.writer();
        writer.append_observations(&observations(0..2)).expect("added");
        arm(step, 0, action);
        assert!(writer.append_observations(&observations(2..4)).is_err(), "{step:?} {action:?}");
        drop(writer);
        disarm();
        assert_eq!(seen(&house), observations(0..kept), "{step:?} {action:?}");
        assert_eq!(problems(&house.open()), Vec::<String>::new());
        house.writer().append_observations(&observations(kept..6)).expect("added");
        assert_eq!(seen(&house), observations(0..6));
        house.assert_sound();
    }
}

#[test]
fn any_flipped_byte_is_found_and_stays_found() {
    let house = House::new();
    let mut writer = house.writer();
    writer.append_observations(&observations(0..3)).expect("added");
    writer.append_changes(&[r#"{"v":1,"ids":["ab"]}"#.to_owned()]).expect("added");
    drop(writer);
    for name in ["observations.jsonl", "changes.jsonl", "sums.json"] {
        let path = file(&house, name);
        let whole = fs::read(&path).expect("read");
        for at in 0..whole.len() {
            let mut flipped = whole.clone();
            flipped[at] ^= 1;
            fs::write(&path, flipped).expect("written");
            assert_ne!(problems(&house.open()), Vec::<String>::new(), "{name}, byte {at}");
        }
        fs::write(&path, whole).expect("put back");
    }
    let path = file(&house, "observations.jsonl");
    let changed = fs::read_to_string(&path).expect("read").replace("région1", "régiom1");
    fs::write(&path, changed).expect("written");
    house.writer().append_observations(&observations(3..4)).expect("added");
    assert!(problems(&house.open())[0].starts_with("Altered"), "not covered by what came later");
}

#[test]
fn a_line_that_is_no_json_is_named() {
    let house = House::new();
    house.writer().append_observations(&observations(0..2)).expect("added");
    let path = file(&house, "observations.jsonl");
    let whole = fs::read_to_string(&path).expect("read");
    fs::write(&path, whole + "oops\n" + &observation(2) + "\n\n").expect("written");
    let found = problems(&house.open());
    assert_eq!(found, [format!("Lines {{ path: {path:?}, lines: [3, 5] }}")]);
    assert_eq!(seen(&house).len(), 5, "whoever reads them says which he cannot");
}
