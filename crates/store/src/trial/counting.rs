//! What is counted and named: duplicates, known occurrences, grown, rewritten and vanished files.

use greffe_terms::{FileState, Fingerprint, Kind};

use super::*;
use crate::{Counts, FileGone};

fn counts(writer: &Writer) -> Counts {
    writer.store().counts("accueil", "mail.mbox").expect("counted")
}

fn only(import: u32, items: Vec<Item>) -> Batch {
    Batch { items, ..Batch::new(import_id(import)) }
}

#[test]
fn an_outcome_tells_new_bytes_new_places_and_known_ones() {
    let house = House::new();
    let mut writer = house.writer();
    writer.begin_import(start(1)).expect("begun");
    let items = vec![
        item(mail(1, 300), "a.mbox", 0),
        item(mail(2, 300), "a.mbox", 400),
        item(mail(1, 300), "a.mbox", 800),
        item(mail(1, 300), "a.mbox", 0),
    ];
    let first = writer.append(only(1, items)).expect("stored").outcomes;
    let (one, two) = (Number(0), Number(1));
    let expect = [Outcome::Stored(one), Outcome::Stored(two), Outcome::Duplicate(one), Outcome::Already(one)];
    assert_eq!(first, expect);
    let items = vec![item(mail(2, 300), "a.mbox", 400), item(mail(2, 300), "b.mbox", 400)];
    let second = writer.append(only(1, items)).expect("stored").outcomes;
    assert_eq!(second, [Outcome::Already(two), Outcome::Duplicate(two)]);
    let counts = counts(&writer);
    assert_eq!((counts.messages, counts.stored, counts.duplicates), (4, 2, 2));
    let import = &house.store.imports().expect("read")[0];
    assert_eq!((import.stored, import.duplicates, import.already), (2, 2, 2));
    drop(writer);
    let row = house.store.row(one).expect("read");
    let offsets: Vec<_> = row.occurrences.iter().map(|place| (place.offset, place.first)).collect();
    assert_eq!(offsets, [(0, true), (800, false)]);
    house.assert_sound();
}

#[test]
fn what_the_archive_holds_need_not_be_read_again() {
    let house = House::new();
    let mut writer = house.writer();
    writer.begin_import(start(1)).expect("begun");
    writer.append(only(1, vec![item(mail(1, 300), "a.mbox", 0)])).expect("stored");
    let again = Item { summary: None, ..item(mail(1, 300), "a.mbox", 400) };
    let unread = Item { summary: None, ..item(mail(2, 300), "a.mbox", 800) };
    let (known, unknown) = (again.id, unread.id);
    assert_eq!(writer.holds(&[known, unknown]).expect("looked up"), [known].into());
    let outcomes = writer.append(only(1, vec![again])).expect("stored").outcomes;
    assert_eq!(outcomes, [Outcome::Duplicate(Number(0))]);
    let refused = writer.append(only(1, vec![unread]));
    assert!(matches!(refused, Err(StoreError::NoMessage { number: Number(1) })), "{refused:?}");
    // What was not there when somebody asked may be there by now.
    let (two, elsewhere) = (item(mail(2, 300), "a.mbox", 800), item(mail(2, 300), "b.mbox", 0));
    assert_eq!(writer.holds(&[two.id]).expect("looked up"), [].into());
    let twice = [two, elsewhere].map(|item| writer.append(only(1, vec![item])).expect("stored").outcomes);
    assert_eq!(twice, [[Outcome::Stored(Number(1))], [Outcome::Duplicate(Number(1))]]);
    drop(writer);
    house.assert_sound();
}

#[test]
fn another_mailbox_is_another_place() {
    let house = House::new();
    import(&house.store, 1, 3, 3).expect("imported");
    let mut writer = house.writer();
    writer.begin_import(ImportStart { mailbox: "direction".into(), ..start(2) }).expect("begun");
    let again = writer.append(batch(2, 0..3, 700)).expect("stored").outcomes;
    assert_eq!(again, [0, 1, 2].map(|n| Outcome::Duplicate(Number(n))));
    assert_eq!(counts(&writer).stored, 3);
    let elsewhere = writer.store().counts("direction", "mail.mbox").expect("counted");
    assert_eq!((elsewhere.messages, elsewhere.stored, elsewhere.duplicates), (3, 0, 3));
    drop(writer);
    assert_eq!(house.store.mailboxes().expect("read"), ["accueil", "direction"]);
    house.assert_sound();
}

#[test]
fn a_file_is_resumed_by_its_position() {
    let house = House::new();
    let mut writer = house.writer();
    writer.begin_import(start(1)).expect("begun");
    let state =
        |writer: &Writer| writer.store().file_state("accueil", "mail.mbox", "mail.mbox").expect("read");
    assert_eq!(state(&writer), None);
    writer.append(batch(1, 0..5, 300)).expect("stored");
    let reached = FileState {
        committed_bytes: 50_000_000,
        prefix_sha256: progress("", 50_000_000, 0).prefix_sha256,
        items: 5,
        finished: None,
    };
    assert_eq!(state(&writer), Some(reached.clone()));
    let mut last = Batch::new(import_id(1));
    last.finished.push(done("mail.mbox", 60_000_000));
    writer.append(last).expect("stored");
    let finished = Some(Fingerprint { bytes: 60_000_000, sha256: done("", 60_000_000).sha256 });
    assert_eq!(state(&writer), Some(FileState { finished, ..reached }));
    // The file has grown: what follows is not a new reading.
    writer.append(batch(1, 5..7, 300)).expect("stored");
    assert_eq!(state(&writer).map(|state| (state.items, state.finished)), Some((7, None)));
    assert_eq!(counts(&writer).messages, 7);
    drop(writer);
    house.assert_sound();
}

#[test]
fn a_single_message_file_counts_its_own_item() {
    let house = House::new();
    let mut writer = house.writer();
    writer.begin_import(start(1)).expect("begun");
    let mut one = only(1, vec![item(mail(1, 300), "cur/1", 0)]);
    one.finished.push(done("cur/1", 300));
    writer.append(one).expect("stored");
    let state = writer.store().file_state("accueil", "mail.mbox", "cur/1").expect("read").expect("known");
    assert_eq!((state.committed_bytes, state.items), (300, 1));
    assert_eq!(state.finished.map(|finished| finished.sha256), Some(state.prefix_sha256));
    drop(writer);
    house.assert_sound();
}

#[test]
fn a_rewritten_file_is_counted_as_it_stands() {
    let house = House::new();
    import(&house.store, 1, 6, 3).expect("imported");
    let mut writer = house.writer();
    writer.begin_import(start(2)).expect("begun");
    // Message 0 is where it was; 1 to 5 are gone; 9 is new where 1 was.
    let items = vec![item(mail(0, 700), "mail.mbox", 0), item(mail(9, 700), "mail.mbox", 10_000_000)];
    let outcomes = writer.append(only(2, items)).expect("stored").outcomes;
    assert_eq!(outcomes, [Outcome::Already(Number(0)), Outcome::Stored(Number(6))]);
    let counted = counts(&writer);
    assert_eq!((counted.messages, counted.stored), (2, 2));
    drop(writer);
    let stands: Vec<_> = all_rows(&house.store).iter().map(|row| row.occurrences[0].stands).collect();
    assert_eq!(stands, [true, false, false, false, false, false, true]);
    house.assert_sound();
}

#[test]
fn a_vanished_file_no_longer_counts() {
    let house = House::new();
    let mut writer = house.writer();
    writer.begin_import(start(1)).expect("begun");
    let items = vec![item(mail(1, 300), "new/1", 0), item(mail(2, 300), "new/2", 0)];
    writer.append(only(1, items)).expect("stored");
    assert_eq!(writer.store().known_paths("accueil", "mail.mbox").expect("read"), ["new/1", "new/2"]);
    let mut moved = only(1, vec![item(mail(1, 300), "cur/1:2,S", 0)]);
    moved.gone.push(FileGone { source: "mail.mbox".into(), path: "new/1".into() });
    assert_eq!(writer.append(moved).expect("stored").outcomes, [Outcome::Duplicate(Number(0))]);
    let counted = counts(&writer);
    assert_eq!((counted.messages, counted.stored, counted.duplicates), (2, 1, 1));
    assert_eq!(writer.store().known_paths("accueil", "mail.mbox").expect("read"), ["cur/1:2,S", "new/2"]);
    let back = only(1, vec![item(mail(1, 300), "new/1", 0)]);
    assert_eq!(writer.append(back).expect("stored").outcomes, [Outcome::Already(Number(0))]);
    assert_eq!(counts(&writer).messages, 3);
    drop(writer);
    house.assert_sound();
}

#[test]
fn losses_are_kept_and_reported_once() {
    let house = House::new();
    let mut writer = house.writer();
    for number in [1, 2] {
        writer.begin_import(start(number)).expect("begun");
        let mut batch = Batch::new(import_id(number));
        batch.lost = vec![lost("a", 0, Some(b"\0\0\0junk")), lost("a", 50, None)];
        writer.append(batch).expect("stored");
    }
    assert_eq!(counts(&writer).unreadable, 2);
    drop(writer);
    let spans = house.store.lost(Some(&import_id(1))).expect("read");
    assert_eq!(spans.iter().map(|span| span.kept_bytes).collect::<Vec<_>>(), [Some(7), None]);
    assert_eq!(house.store.lost_raw(spans[0].number).expect("read").as_deref(), Some(&b"\0\0\0junk"[..]));
    assert_eq!(house.store.lost_raw(spans[1].number).expect("read"), None);
    assert_eq!(house.store.lost(Some(&import_id(2))).expect("read"), []);
    house.assert_sound();
}

#[test]
fn what_could_not_be_read_once_and_is_read_now_is_no_loss() {
    let house = House::new();
    let mut writer = house.writer();
    let mut check = |number: u32, batch: Batch, unreadable: u64| {
        writer.begin_import(start(number)).expect("begun");
        writer.append(Batch { import: import_id(number), ..batch }).expect("stored");
        assert_eq!(counts(&writer).unreadable, unreadable, "import {number}");
    };
    let lost_at = |offset| Batch { lost: vec![lost("a", offset, None)], ..Batch::new(import_id(1)) };
    let read_to = |committed_bytes: u64| Batch {
        items: vec![item(mail(committed_bytes as u32, 300), "a", committed_bytes - 300)],
        cursors: vec![progress("a", committed_bytes, 1)],
        ..Batch::new(import_id(1))
    };
    check(1, lost_at(0), 1);
    check(2, lost_at(0), 1);
    check(3, Batch { lost: vec![lost("a", 300, None)], ..read_to(300) }, 1);
    check(4, lost_at(300), 1);
    check(5, read_to(600), 0);
    drop(writer);
    house.assert_sound();
}

#[test]
fn kinds_and_damage_are_counted() {
    let house = House::new();
    let mut writer = house.writer();
    writer.begin_import(start(1)).expect("begun");
    let raws: [&[u8]; 3] =
        [b"From: a@b.example\n\nbroken", b"List-Id: l.example\n\n", b"From: c@b.example\n\n"];
    let items = raws.iter().enumerate().map(|(n, raw)| item(raw.to_vec(), "m", n as u64 * 100)).collect();
    writer.append(only(1, items)).expect("stored");
    let counted = counts(&writer);
    assert_eq!(
        (counted.damaged, counted.kinds.get(&Kind::List), counted.kinds.get(&Kind::Person)),
        (1, Some(&1), Some(&2))
    );
    assert_eq!(house.store.damaged().expect("read"), [Number(0)]);
    drop(writer);
    house.assert_sound();
}

#[test]
fn an_import_is_begun_once_and_ended_once() {
    let house = House::new();
    import(&house.store, 1, 2, 2).expect("imported");
    let mut writer = house.writer();
    assert!(matches!(writer.begin_import(start(1)), Err(StoreError::ImportExists { .. })));
    assert!(matches!(writer.append(batch(1, 2..3, 300)), Err(StoreError::NoSuchImport { .. })));
    assert!(matches!(writer.append(batch(7, 2..3, 300)), Err(StoreError::NoSuchImport { .. })));
    writer.begin_import(start(2)).expect("begun");
    let imports = house.store.imports().expect("read");
    assert_eq!(
        imports.iter().map(|import| import.id.clone()).collect::<Vec<_>>(),
        [import_id(2), import_id(1)]
    );
    assert_eq!(imports[0].finished_at, None);
    assert_eq!(imports[1].finished_at, Some(Timestamp(5_000)));
    assert_eq!(imports[1].sources[0].fingerprint, Some(Fingerprint { bytes: 7, sha256: [7; 32] }));
}

#[test]
fn an_empty_batch_writes_nothing() {
    let house = House::new();
    let mut writer = house.writer();
    writer.begin_import(start(1)).expect("begun");
    let size = || std::fs::metadata(house.path().join("packs/000000.tar.zst.part")).expect("there").len();
    let before = size();
    assert_eq!(writer.append(Batch::new(import_id(1))).expect("nothing").outcomes, []);
    assert_eq!(size(), before);
}
