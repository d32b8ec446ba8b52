//! Torn tails are cut; rotten bytes, and catalogues of other packs, are not taken for them.

use std::fs::{self, OpenOptions};

use proptest::prelude::*;

use super::*;
use crate::Damage;
use crate::catalogue::Catalogue;
use crate::pack::{Entry, Name, OpenPack};
use crate::record::{Header, ItemLine, Line, OutcomeWord, Records};

fn part(house: &House) -> std::path::PathBuf {
    house.path().join("packs/000000.tar.zst.part")
}

/// An archive with three batches of two messages; returns where each batch ends.
fn three_batches(house: &House) -> Vec<u64> {
    let mut writer = house.writer();
    writer.begin_import(start(1)).expect("begun");
    let size = || fs::metadata(part(house)).expect("there").len();
    let mut ends = vec![size()];
    for n in 0..3 {
        writer.append(batch(1, 2 * n..2 * n + 2, 300)).expect("stored");
        ends.push(size());
    }
    ends
}

fn remove_catalogue(house: &House) {
    crate::database::remove(&house.path().join("catalogue.db")).expect("removed");
}

#[test]
fn a_tail_torn_anywhere_is_cut_at_the_last_whole_batch() {
    let house = House::new();
    let ends = three_batches(&house);
    let whole = fs::read(part(&house)).expect("read");
    let tear = |length: u64| fs::write(part(&house), &whole[..length as usize]).expect("torn");
    remove_catalogue(&house);
    tear(ends[2]);
    drop(house.open());
    let catalogue = fs::read(house.path().join("catalogue.db")).expect("read");
    for length in ends[2]..ends[3] {
        tear(length);
        remove_catalogue(&house);
        if length % 16 != 0 {
            fs::write(house.path().join("catalogue.db"), &catalogue).expect("put back");
        }
        let writer = house.open().writer(&mut |_| {}).expect("a writer");
        assert_eq!(writer.store().count().expect("counted"), 4, "torn at {length}");
        assert_eq!(fs::metadata(part(&house)).expect("there").len(), ends[2], "torn at {length}");
    }
    let mut writer = house.writer();
    let again = writer.append(batch(1, 4..6, 300)).expect("stored").outcomes;
    assert_eq!(again, [Outcome::Stored(Number(4)), Outcome::Stored(Number(5))]);
    drop(writer);
    assert!(fs::read(part(&house)).expect("read") == whole, "the same batch makes the same bytes");
    house.assert_sound();
}

#[test]
fn a_tail_of_zeros_or_noise_is_cut() {
    for noise in [vec![0; 5_000], mail(7, 5_000), b"\x28\xb5\x2f\xfd".repeat(1_000)] {
        let house = House::new();
        let ends = three_batches(&house);
        let mut bytes = fs::read(part(&house)).expect("read");
        bytes.extend(noise);
        fs::write(part(&house), bytes).expect("written");
        drop(house.writer());
        assert_eq!(fs::metadata(part(&house)).expect("there").len(), ends[3]);
        assert_eq!(house.store.count().expect("counted"), 6);
        house.assert_sound();
    }
}

#[test]
fn a_catalogue_behind_the_packs_catches_up() {
    let house = House::new();
    let mut writer = house.writer();
    writer.begin_import(start(1)).expect("begun");
    writer.append(batch(1, 0..2, 300)).expect("stored");
    drop(writer);
    let kept = fs::read(house.path().join("catalogue.db")).expect("read");
    let mut writer = house.writer();
    writer.append(batch(1, 2..6, 300)).expect("stored");
    drop(writer);
    remove_catalogue(&house);
    fs::write(house.path().join("catalogue.db"), kept).expect("put back");
    let store = house.open();
    assert_eq!(store.count().expect("counted"), 2);
    drop(store.writer(&mut |_| {}).expect("a writer"));
    assert_eq!(store.count().expect("counted"), 6);
    house.assert_sound();
}

#[test]
fn a_catalogue_of_another_schema_is_replayed() {
    let house = House::new();
    import(&house.store, 1, 150, 70).expect("imported");
    let before = everything(&house.store);
    let path = house.path().join("catalogue.db");
    let version = || {
        let connection = rusqlite::Connection::open(&path).expect("opened");
        let version = connection.pragma_query_value(None, "user_version", |row| row.get::<_, i32>(0));
        (connection, version.expect("read"))
    };
    let (older, current) = version();
    // As greffe made it before summaries were packed.
    let tables = "DROP TABLE summaries; ALTER TABLE messages ADD COLUMN summary TEXT NOT NULL DEFAULT '';";
    older.execute_batch(tables).expect("changed");
    older.pragma_update(None, "user_version", current - 1).expect("changed");
    drop(older);
    assert_eq!(everything(&house.open()), before);
    assert_eq!(version().1, current);
    house.assert_sound();
}

#[test]
fn rotten_bytes_are_never_cut() {
    let house = House::new();
    let ends = three_batches(&house);
    let whole = fs::read(part(&house)).expect("read");
    for place in (0..ends[2] as usize).step_by(37) {
        remove_catalogue(&house);
        let mut rotten = whole.clone();
        rotten[place] ^= 0xff;
        fs::write(part(&house), &rotten).expect("written");
        let opened = Store::open(&house.path(), summarise);
        assert!(matches!(opened, Err(StoreError::PackDamaged { .. })), "byte {place}: {opened:?}");
        assert!(fs::read(part(&house)).expect("read") == rotten, "byte {place}: nothing was cut");
    }
}

#[test]
fn packs_that_lost_what_the_catalogue_has_are_refused() {
    let house = House::new();
    let ends = three_batches(&house);
    let file = OpenOptions::new().write(true).open(part(&house)).expect("opened");
    file.set_len(ends[2]).expect("cut");
    let refused = house.store.writer(&mut |_| {}).map(drop);
    assert!(matches!(refused, Err(StoreError::CatalogueForeign { .. })), "{refused:?}");
    assert_eq!(fs::metadata(part(&house)).expect("there").len(), ends[2]);
}

#[test]
fn a_catalogue_of_another_archive_cuts_nothing() {
    let (house, other) = (House::new(), House::new());
    three_batches(&house);
    import(&other.store, 9, 20, 5).expect("imported");
    let whole = fs::read(part(&house)).expect("read");
    remove_catalogue(&house);
    fs::copy(other.path().join("catalogue.db"), house.path().join("catalogue.db")).expect("copied");
    let refused = house.store.writer(&mut |_| {}).map(drop);
    assert!(matches!(refused, Err(StoreError::CatalogueForeign { .. })), "{refused:?}");
    assert!(fs::read(part(&house)).expect("read") == whole);
}

#[test]
fn a_finished_pack_that_is_cut_short_is_damaged() {
    let house = House::with_packs_of(1);
    three_batches_finished(&house);
    remove_catalogue(&house);
    let path = house.path().join("packs/000001.tar.zst");
    let length = fs::metadata(&path).expect("there").len();
    let whole = fs::read(&path).expect("read");
    for cut in (0..length).step_by(23) {
        fs::write(&path, &whole[..cut as usize]).expect("cut");
        match Store::open(&house.path(), summarise) {
            Err(StoreError::PackDamaged { damage: Damage::CutShort | Damage::Frame, .. }) => {}
            // Everything but the seek table is there: only a check sees it.
            Ok(store) => assert!(!problems(&store).is_empty(), "cut at {cut}"),
            other => panic!("cut at {cut}: {other:?}"),
        }
        remove_catalogue(&house);
    }
    fs::remove_file(&path).expect("removed");
    let missing = Store::open(&house.path(), summarise);
    assert!(matches!(missing, Err(StoreError::PackMissing { .. })), "{missing:?}");
}

fn three_batches_finished(house: &House) {
    let mut writer = house.writer();
    writer.begin_import(start(1)).expect("begun");
    for n in 0..3 {
        writer.append(batch(1, 2 * n..2 * n + 2, 300)).expect("stored");
    }
}

/// Writes a batch of these mails and lines behind the last one, in a chain that fits.
fn forge(house: &House, mails: &[Vec<u8>], lines: Vec<Line>) {
    forge_text(house, mails, lines, |printed| printed);
}

/// The same, of what becomes of the records when they are printed.
fn forge_text(house: &House, mails: &[Vec<u8>], lines: Vec<Line>, change: impl FnOnce(Vec<u8>) -> Vec<u8>) {
    let catalogue = Catalogue::open(&house.path()).expect("opened").expect("there");
    let mark = catalogue.watermark().expect("read").expect("two batches");
    let (number, import) = (mark.batch + 1, import_id(1));
    let (previous, previous_packed) = (mark.records_sha256, mark.packed_sha256);
    let header = Header { number, import, previous, previous_packed };
    let records = change(Records { header, lines }.print().expect("printed"));
    let packs = house.path().join("packs");
    let mut pack = OpenPack::open(&packs, 0, mark.file_end, mark.raw_end).expect("opened");
    let mut batch = pack.batch().expect("begun");
    for mail in mails {
        batch.put(Name::Message(MessageId::new(sha256(mail))), mail).expect("put");
    }
    let written = batch.close(number, &records).expect("written");
    pack.commit(&written).expect("committed");
}

#[test]
fn records_that_contradict_what_was_stored_are_refused() {
    let id = |n: u32| Some(MessageId::new(sha256(&mail(n, 300))));
    let line = |n: u32, id: Option<MessageId>, outcome: OutcomeWord, offset: u64| {
        let occurrence = place("mail.mbox", offset, 300);
        Line::Item(ItemLine { n: Number(n), id, outcome, nature: Nature::Mail, occurrence })
    };
    let known = |n: u32, offset: u64| line(n, id(n), OutcomeWord::Duplicate, offset);
    let stored = |n: u32, id: Option<MessageId>| line(n, id, OutcomeWord::Stored, 5);
    let check = |entries: &[u32], lines: Vec<Line>, refused: bool| {
        let house = House::new();
        let mut writer = house.writer();
        writer.begin_import(start(1)).expect("begun");
        writer.append(batch(1, 0..2, 300)).expect("stored");
        drop(writer);
        let mails: Vec<Vec<u8>> = entries.iter().map(|n| mail(*n, 300)).collect();
        forge(&house, &mails, lines.clone());
        let opened = house.store.writer(&mut |_| {}).map(drop);
        let damage = matches!(opened, Err(StoreError::PackDamaged { damage: Damage::Contradiction, .. }));
        assert_eq!((opened.is_err(), damage), (refused, refused), "{lines:?}: {opened:?}");
    };
    check(&[], vec![known(1, 5)], false);
    check(&[], vec![known(2, 5)], true);
    check(&[], vec![known(1, 10_000_000)], true);
    check(&[], vec![Line::Began(start(1))], true);
    check(&[], vec![stored(2, None)], true);
    check(&[2], vec![], true);
    check(&[2], vec![stored(2, None)], false);
    check(&[2, 3], vec![stored(2, None)], true);
    check(&[1], vec![stored(2, None)], true);
    // As older packs say it.
    check(&[2], vec![stored(2, id(2))], false);
    check(&[2], vec![stored(2, id(3))], true);
}

#[test]
fn a_last_batch_of_a_later_greffe_is_refused_and_not_cut() {
    let house = House::new();
    three_batches(&house);
    let line = Line::Item(ItemLine {
        n: Number(6),
        id: None,
        outcome: OutcomeWord::Stored,
        nature: Nature::Mail,
        occurrence: place("mail.mbox", 5, 300),
    });
    forge_text(&house, &[mail(6, 300)], vec![line], |printed| {
        let text = String::from_utf8(printed).expect("text");
        text.replace("\"is\":\"stored\"", "\"is\":\"sealed\"").into_bytes()
    });
    let whole = fs::read(part(&house)).expect("read");
    for has_catalogue in [true, false] {
        if !has_catalogue {
            remove_catalogue(&house);
        }
        let opened = Store::open(&house.path(), summarise).and_then(|store| store.writer(&mut |_| {}));
        let opened = opened.map(drop);
        let refused = matches!(opened, Err(StoreError::PackDamaged { damage: Damage::Records, .. }));
        assert!(refused, "{opened:?}");
        assert!(fs::read(part(&house)).expect("read") == whole, "nothing was cut");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn whatever_a_pack_holds_opening_it_does_not_panic(
        noise in proptest::collection::vec(any::<u8>(), 1..2_000),
        framed: bool,
        tarred: bool,
    ) {
        let house = House::new();
        let tar = Entry { name: Name::Batch(0), size: noise.len() as u64 }.header();
        let inside = if tarred { [&tar[..], &noise].concat() } else { noise };
        let bytes = if framed { zstd::bulk::compress(&inside, 3).expect("compressed") } else { inside };
        fs::write(part(&house), bytes).expect("written");
        remove_catalogue(&house);
        let store = Store::open(&house.path(), summarise).expect("noise is a torn tail");
        prop_assert_eq!(store.count().expect("counted"), 0);
        prop_assert_eq!(fs::metadata(part(&house)).expect("there").len(), 0);
    }
}
