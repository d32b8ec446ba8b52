//! `check` finds a flipped byte in every kind of file, and nothing when nothing is wrong.

use std::fs;
use std::path::Path;

use super::*;
use crate::{Problem, Tag};

/// An archive with two finished packs, an open one, a loss, and something of everything on the desk.
fn full_house() -> House {
    let house = House::with_packs_of(2_500);
    import(&house.store, 1, 14, 5).expect("imported");
    let mut writer = house.writer();
    writer.begin_import(start(2)).expect("begun");
    let mut batch = Batch::new(import_id(2));
    batch.lost.push(lost("mail.mbox", 999_000_000, Some(b"junk")));
    writer.append(batch).expect("stored");
    drop(writer);
    let (desk, id) = (house.store.desk(), house.store.row(Number(3)).expect("read").id);
    desk.tag(&id, "à relire", Timestamp(1)).expect("tagged");
    desk.add_note(&id, "voir aussi la pièce 7", Some("noor"), Timestamp(2)).expect("noted");
    desk.save_search("presse", "to:presse after:2016", Timestamp(3)).expect("saved");
    house
}

fn flip(path: &Path, place: usize) -> Vec<u8> {
    let whole = fs::read(path).expect("read");
    let mut flipped = whole.clone();
    flipped[place] ^= 0x20;
    fs::write(path, flipped).expect("written");
    whole
}

#[test]
fn every_byte_of_a_pack_counts() {
    let house = full_house();
    assert_eq!(problems(&house.open()), Vec::<String>::new());
    let packs = fs::read_dir(house.path().join("packs")).expect("listed");
    for path in packs.map(|entry| entry.expect("listed").path()) {
        let length = fs::metadata(&path).expect("there").len() as usize;
        for place in (0..length).step_by(29).chain(length.saturating_sub(40)..length) {
            let whole = flip(&path, place);
            let found = problems(&house.open());
            fs::write(&path, whole).expect("put back");
            assert!(found.iter().any(|found| found.starts_with("Pack ")), "{path:?} byte {place}: {found:?}");
        }
    }
    assert_eq!(problems(&house.open()), Vec::<String>::new());
}

#[test]
fn a_damaged_batch_names_its_messages_and_the_rest_is_still_checked() {
    let house = House::new();
    import(&house.store, 1, 30, 10).expect("imported");
    let path = house.path().join("packs/000000.tar.zst.part");
    let span =
        house.store.read(|live| crate::catalogue::span(live, Number(12))).expect("read").expect("there");
    let frames = house.store.read(|live| crate::catalogue::frames_of_span(live, span)).expect("read");
    flip(&path, frames[0].file_start as usize + 200);
    let mut found = Vec::new();
    let report = house.open().check(&mut |_, _| {}, &mut |problem| found.push(problem)).expect("checked");
    let expect: Vec<_> = (10..20).map(Number).collect();
    let Some(Problem::Pack { messages, .. }) = found.first() else { panic!("{found:?}") };
    assert_eq!(*messages, expect);
    assert_eq!(found[1..], [Problem::CatalogueNotCompared]);
    assert_eq!(report.messages, 20);
    assert!(matches!(house.open().raw(Number(12)), Err(StoreError::PackDamaged { .. })));
    assert!(house.open().raw(Number(22)).is_ok());
}

#[test]
fn a_changed_row_of_the_catalogue_is_seen() {
    let check = |statement: &str, table: &str| {
        let house = full_house();
        let connection = rusqlite::Connection::open(house.path().join("catalogue.db")).expect("opened");
        assert_eq!(connection.execute(statement, []).expect(statement), 1, "{statement}");
        drop(connection);
        let found = problems(&house.open());
        assert!(found.iter().any(|found| found.contains(table)), "{statement}: {found:?}");
    };
    check("UPDATE messages SET kind = 2 WHERE n = 2", "messages");
    let other = "SELECT packed FROM summaries WHERE first = 5";
    check(&format!("UPDATE summaries SET packed = ({other}) WHERE first = 0"), "summaries");
    check("UPDATE summaries SET packed = x'00' WHERE first = 5", "summaries");
    check("UPDATE occurrences SET folder = folder + 1 WHERE n = 3", "occurrences");
    check("UPDATE occurrences SET postmark = 'From' WHERE n = 3", "occurrences");
    check("UPDATE imports SET made_by = 'someone' WHERE seq = 1", "imports");
    check("UPDATE import_sources SET bytes = 8 WHERE import = 1", "import_sources");
    check("UPDATE files SET committed_bytes = 0 WHERE seq = 1", "files");
    check("UPDATE folders SET name = 'x' WHERE seq = 1", "folders");
    check("DELETE FROM lost WHERE seq = 1", "lost");
    check("DELETE FROM messages WHERE n = 13", "messages");
    check("UPDATE frames SET file_bytes = 1 WHERE pack = 0 AND raw_start = 0", "frames");
}

#[test]
fn a_flipped_byte_of_a_database_or_the_settings_is_seen() {
    let house = full_house();
    drop(house.writer());
    let copy = tempfile::tempdir().expect("a directory");
    let check = |file: &str, needle: &[u8], behind: usize| {
        let dir = copy.path().join(file);
        copy_dir(&house.path(), &dir);
        let path = dir.join(file);
        let whole = fs::read(&path).expect("read");
        let place = whole.windows(needle.len()).rposition(|window| window == needle);
        flip(&path, place.expect(file) + behind);
        match Store::open(&dir, summarise) {
            Ok(store) => assert!(!problems(&store).is_empty(), "{file}: {needle:?}"),
            Err(error) => assert!(matches!(error, StoreError::Settings { .. }), "{file}: {error}"),
        }
    };
    // What was on the desk is moved into the file itself first.
    let desk = rusqlite::Connection::open(house.path().join("desk.db")).expect("opened");
    desk.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).expect("moved");
    drop(desk);
    check("desk.db", b"relire", 1);
    check("catalogue.db", b"accueil", 1);
    let sheaf = [0x28, 0xb5, 0x2f, 0xfd];
    check("catalogue.db", &sheaf, 1);
    check("catalogue.db", &sheaf, 40);
    check("greffe.toml", b"timezone", 1);
    let dir = copy.path().join("notes");
    copy_dir(&house.path(), &dir);
    let path = dir.join("desk.db");
    let whole = fs::read(&path).expect("read");
    let place = whole.windows(5).position(|window| window == b"voir ").expect("the note");
    flip(&path, place);
    assert!(problems(&Store::open(&dir, summarise).expect("opened"))[0].contains("altered rows in notes"));
}

#[test]
fn a_missing_pack_is_named() {
    let house = full_house();
    for number in 0..2 {
        let path = house.path().join(format!("packs/{number:06}.tar.zst"));
        let whole = fs::read(&path).expect("read");
        fs::remove_file(&path).expect("removed");
        let found = problems(&house.open());
        fs::write(&path, whole).expect("put back");
        let expect = [format!("PackMissing {{ path: {path:?} }}"), "CatalogueNotCompared".into()];
        assert_eq!(found, expect);
    }
}

#[test]
fn an_emptied_catalogue_is_no_sound_one() {
    let house = full_house();
    let connection = rusqlite::Connection::open(house.path().join("catalogue.db")).expect("opened");
    connection.execute("DELETE FROM batches", []).expect("emptied");
    drop(connection);
    let found = problems(&house.open());
    assert!(found[0].contains("CatalogueDiffers { table: \"frames\""), "{found:?}");
}

#[test]
fn settings_changed_behind_an_open_archive_are_seen() {
    let house = full_house();
    let store = house.open();
    Settings::new("UTC").write(&house.path()).expect("written");
    assert_eq!(problems(&store), ["Settings"]);
}

#[test]
fn a_check_beside_a_running_import_finds_nothing() {
    let house = House::with_packs_of(20_000);
    let store = house.store.clone();
    let importing = std::thread::spawn(move || import(&store, 1, 200, 3).map(drop));
    while !importing.is_finished() {
        assert_eq!(problems(&house.open()), Vec::<String>::new());
    }
    importing.join().expect("no panic").expect("imported");
    house.assert_sound();
}

#[test]
fn the_desk_outlives_every_view() {
    let house = full_house();
    let id = house.store.row(Number(3)).expect("read").id;
    crate::database::remove(&house.path().join("catalogue.db")).expect("removed");
    let store = house.open();
    let desk = store.desk();
    assert_eq!(desk.tags(&id).expect("read"), ["à relire"]);
    assert_eq!(desk.tagged("à relire").expect("read"), [id]);
    assert_eq!(desk.all_tags().expect("read"), [Tag { id, tag: "à relire".into(), at: Timestamp(1) }]);
    assert!(!desk.tag(&id, "à relire", Timestamp(9)).expect("known"));
    let notes = desk.notes(&id).expect("read");
    assert_eq!((notes[0].text.as_str(), notes[0].by.as_deref()), ("voir aussi la pièce 7", Some("noor")));
    assert!(desk.remove_note(notes[0].note).expect("removed"));
    assert!(!desk.remove_note(notes[0].note).expect("gone"));
    assert_eq!(desk.searches().expect("read")[0].query, "to:presse after:2016");
    assert!(desk.remove_search(desk.searches().expect("read")[0].search).expect("removed"));
    assert!(desk.untag(&id, "à relire").expect("taken off") && desk.tags(&id).expect("read").is_empty());
    assert_eq!(problems(&store), Vec::<String>::new());
}

#[test]
fn a_directory_is_made_an_archive_once() {
    let house = House::new();
    let settings = Settings::new("Europe/Paris");
    let again = Store::create(&house.path(), &settings, summarise).map(drop);
    assert!(matches!(again, Err(StoreError::AlreadyAnArchive { .. })));
    let strangers = Store::create(house.dir.path(), &settings, summarise).map(drop);
    assert!(matches!(strangers, Err(StoreError::NotEmpty { .. })));
    // A creation that was interrupted before its last step is made good.
    fs::remove_file(house.path().join("greffe.toml")).expect("removed");
    crate::database::remove(&house.path().join("desk.db")).expect("removed");
    Store::create(&house.path(), &settings, summarise).expect("created");
}
