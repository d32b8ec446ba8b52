//! Loose documents beside mail: kept alike, counted apart, named by their place.

use super::*;
use crate::failpoints::{Action, Step, arm, disarm, is_dead};

fn document(raw: &[u8], path: &str) -> Item {
    let length = raw.len() as u64;
    Item {
        id: MessageId::new(sha256(raw)),
        nature: Nature::Document,
        summary: Some(summarise(Nature::Document, &Held::beginning(raw, length))),
        content: Content::Memory(raw.to_vec()),
        occurrence: NewOccurrence { postmark: None, ..place(path, 0, length) },
    }
}

/// Three mails, two documents, one of them in two places.
fn mixed(import: u32) -> Batch {
    let mut batch = batch(import, 0..3, 300);
    batch.items.push(document(b"%PDF-1.4 bail", "dump.zip!/Baux/bail.pdf"));
    batch.items.push(document(b"libelle;montant\n", "comptes"));
    batch.items.push(document(b"%PDF-1.4 bail", "copie de bail.pdf"));
    batch
}

fn import_mixed(store: &Store, number: u32) -> Result<Vec<Outcome>, StoreError> {
    let mut writer = store.writer(&mut |_| {})?;
    writer.begin_import(start(number))?;
    let outcomes = writer.append(mixed(number))?.outcomes;
    writer.finish_import(&import_id(number), Timestamp(5_000), Vec::new())?;
    Ok(outcomes)
}

#[test]
fn documents_are_items_and_no_messages() {
    let house = House::new();
    let outcomes = import_mixed(&house.store, 1).expect("imported");
    let of_documents =
        [Outcome::Stored(Number(3)), Outcome::Stored(Number(4)), Outcome::Duplicate(Number(3))];
    assert_eq!(outcomes.get(3..), Some(&of_documents[..]));
    let counts = house.store.counts("accueil", "mail.mbox").expect("read");
    assert_eq!((counts.messages, counts.stored, counts.files), (3, 3, 3));
    assert_eq!(counts.kinds.get(&Kind::Document), None);
    let record = house.store.imports().expect("read").remove(0);
    assert_eq!((record.stored, record.duplicates, record.files), (3, 0, 3));
    let kinds = [Number(2), Number(3)].map(|n| house.store.kind(n).expect("an item"));
    assert_eq!(kinds, [Kind::Person, Kind::Document]);
    let below = [3, 4, 9].map(|n| house.store.documents_below(Number(n)).expect("read"));
    assert_eq!(below, [0, 1, 2]);
    let mut places = Vec::new();
    house.store.places_of_documents(Number(1), &mut |n, path| places.push((n.0, path))).expect("read");
    let paths = ["dump.zip!/Baux/bail.pdf", "copie de bail.pdf"];
    assert_eq!(places, paths.map(|path| (3, path.to_owned())), "of one that lies at one place there is none");
    house.assert_sound();
}

#[test]
fn a_document_is_called_as_where_it_was_found_first() {
    let house = House::new();
    import_mixed(&house.store, 1).expect("imported");
    let rows = all_rows(&house.open());
    let told: Vec<_> = rows
        .iter()
        .skip(3)
        .map(|row| (row.summary.subject.as_str(), row.summary.attachments[0].file_type.as_str()))
        .collect();
    assert_eq!(told, [("bail.pdf", "pdf"), ("comptes", "txt")]);
    assert_eq!(rows[3].occurrences.len(), 2);
}

#[test]
fn the_same_import_again_finds_nothing_new() {
    let house = House::new();
    import_mixed(&house.store, 1).expect("imported");
    let again = import_mixed(&house.store, 2).expect("imported");
    assert!(again.iter().all(|outcome| matches!(outcome, Outcome::Already(_))), "{again:?}");
    let counts = house.store.counts("accueil", "mail.mbox").expect("read");
    assert_eq!((counts.messages, counts.files), (3, 3));
    assert_eq!(house.store.imports().expect("read").remove(0).files, 0, "the second import found none");
    house.assert_sound();
}

#[test]
fn a_kill_at_any_step_loses_no_document() {
    for step in [Step::Write, Step::BeforeSync, Step::AfterSync, Step::AfterCatalogue] {
        for nth in 0..6 {
            let house = House::with_packs_of(600);
            arm(step, nth, Action::Kill);
            let first = import_mixed(&house.store, 1);
            let killed = is_dead();
            disarm();
            assert_eq!(first.is_err(), killed, "{step:?} {nth}");
            if killed {
                import_mixed(&house.store, 2).expect("the same command again");
            }
            let counts = house.open().counts("accueil", "mail.mbox").expect("read");
            assert_eq!((counts.messages, counts.files), (3, 3), "{step:?} {nth}");
            house.assert_sound();
        }
    }
}

#[test]
fn records_without_a_nature_are_of_mail() {
    let wrong = r#"{"item":{"n":0,"id":"ID","is":"stored","nature":"letter","source":"s","path":"p","folder":"","offset":0,"length":1}}"#;
    let line = wrong.replace("ID", &"03".repeat(32));
    assert!(serde_json::from_str::<crate::record::Line>(&line).is_err(), "an unknown nature is not mail");
    let old = line.replace(r#""nature":"letter","#, "");
    let Ok(crate::record::Line::Item(item)) = serde_json::from_str(&old) else { panic!("{old}") };
    assert_eq!(item.nature, Nature::Mail, "older packs hold mail");
    let ended = r#"{"ended":{"at":5,"sources":[],"files":7}}"#;
    assert!(serde_json::from_str::<crate::record::Line>(ended).is_ok(), "older packs counted files");
}
