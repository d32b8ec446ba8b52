//! What went in comes out: by number, by id, by piece; and with `tar` alone.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::process::Command;

use greffe_terms::Number;
use proptest::prelude::*;

use super::*;
use crate::{Found, OVERSIZE_BYTES};

#[test]
fn messages_of_all_sizes_come_back() {
    let house = House::new();
    let sizes = [0, 1, 511, 512, 513, 65_000, 66_000, 131_072, 200_000, 1_000_000];
    let raws: Vec<Vec<u8>> = sizes.iter().enumerate().map(|(n, size)| mail(n as u32, *size)).collect();
    let mut writer = house.writer();
    writer.begin_import(start(1)).expect("begun");
    let mut batch = Batch::new(import_id(1));
    batch.items = raws.iter().enumerate().map(|(n, raw)| item(raw.clone(), "m", n as u64 * 9)).collect();
    batch.items.push(item(Vec::new(), "m", 500));
    let committed = writer.append(batch).expect("stored");
    assert_eq!(committed.outcomes.len(), sizes.len() + 1);
    drop(writer);
    for (n, raw) in raws.iter().enumerate() {
        let number = Number(n as u32);
        assert_eq!(house.store.raw(number).expect("read"), *raw);
        let (prefix, length) = house.store.raw_prefix(number, 100).expect("read");
        assert_eq!((prefix.as_slice(), length), (&raw[..raw.len().min(100)], raw.len() as u64));
        for limit in [0, 100, 70_000, usize::MAX] {
            let start = house.store.raw_prefix_unchecked(number, limit).expect("read");
            assert!(start == raw[..raw.len().min(limit)]);
        }
        let mut copy = Vec::new();
        assert_eq!(house.store.copy_raw(number, &mut copy).expect("read"), raw.len() as u64);
        assert_eq!(copy, *raw);
    }
    assert_eq!(house.store.raw(Number(sizes.len() as u32)).expect("read"), b"");
    assert!(matches!(house.store.raw(Number(99)), Err(StoreError::NoMessage { number: Number(99) })));
    house.assert_sound();
}

#[test]
fn an_id_is_found_by_its_beginning() {
    let house = House::new();
    import(&house.store, 1, 600, 200).expect("imported");
    let rows = all_rows(&house.store);
    let mut prefixes = std::collections::BTreeMap::<String, Vec<(Number, MessageId)>>::new();
    for row in &rows {
        let id = row.id.to_string();
        prefixes.entry(id[..4].into()).or_default().push((row.number, row.id));
        assert_eq!(house.store.find(&id).expect("found"), Found::One(row.number));
        assert_eq!(house.store.find(&id.to_uppercase()).expect("found"), Found::One(row.number));
    }
    for (prefix, mut expect) in prefixes {
        expect.sort_by_key(|(_, id)| *id);
        let found = house.store.find(&prefix).expect("found");
        match expect.as_slice() {
            [(number, _)] => assert_eq!(found, Found::One(*number)),
            _ => assert_eq!(found, Found::Several(expect)),
        }
    }
    let unused = (0..=0xffff_u32).map(|n| format!("{n:04x}"));
    let unused =
        unused.into_iter().find(|prefix| rows.iter().all(|row| !row.id.to_string().starts_with(prefix)));
    assert_eq!(house.store.find(&unused.expect("600 of 65,536")).expect("looked up"), Found::None);
    assert!(matches!(house.store.find("abc"), Err(StoreError::NotAnIdPrefix { least: 4 })));
    assert!(matches!(house.store.find("%bcd"), Err(StoreError::NotAnIdPrefix { least: 4 })));
}

#[test]
fn rows_come_in_the_order_asked() {
    let house = House::new();
    import(&house.store, 1, 30, 10).expect("imported");
    let numbers = [Number(20), Number(3), Number(20), Number(29)];
    let rows = house.store.rows(&numbers).expect("read");
    assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), numbers);
    assert_eq!(rows[1].summary.subject, "essai 3");
    assert_eq!(rows[1].occurrences[0].offset, 30_000_000);
    assert!(rows[1].occurrences[0].first && rows[1].occurrences[0].stands);
    assert!(matches!(house.store.rows(&[Number(30)]), Err(StoreError::NoMessage { .. })));
    assert_eq!(house.store.same_message_id("5@mairie.example").expect("read"), [Number(10), Number(11)]);
    assert_eq!(house.store.count().expect("counted"), 30);
    let mut seen = Vec::new();
    let mut take = |row: Row| {
        seen.push(row.number.0);
        if row.number.0 == 27 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    house.store.each_row(Number(25), &mut take).expect("read");
    assert_eq!(seen, [25, 26, 27]);
}

#[test]
fn a_spooled_message_is_streamed_and_checked() {
    let house = House::new();
    let mut writer = house.writer();
    writer.begin_import(start(1)).expect("begun");
    let raw = mail(1, 1 << 20).repeat(65);
    assert!(raw.len() as u64 > OVERSIZE_BYTES);
    let spooled = |raw: &[u8], length: u64| {
        let mut file = tempfile::tempfile().expect("a file");
        file.write_all(raw).expect("written");
        Content::Spooled { file, length }
    };
    let handed_in = |content| {
        let mut item = item(raw.clone(), "big.eml", 0);
        item.summary = Some(summarise(Nature::Mail, &Held::mail(&raw)));
        item.content = content;
        Batch { items: vec![item], ..Batch::new(import_id(1)) }
    };
    let length = raw.len() as u64;
    let refused = writer.append(handed_in(spooled(&raw[1..], length)));
    assert!(matches!(refused, Err(StoreError::ContentChanged { .. })));
    let refused = writer.append(handed_in(spooled(&[&raw[..], b"!"].concat(), length + 1)));
    assert!(matches!(refused, Err(StoreError::ContentChanged { .. })));
    let stored = writer.append(handed_in(spooled(&raw, length))).expect("stored");
    assert_eq!(stored.outcomes, [Outcome::Stored(Number(0))]);
    drop(writer);
    assert!(house.store.raw(Number(0)).expect("read") == raw);
    house.assert_sound();
}

#[test]
fn tar_reads_packs_without_greffe() {
    if Command::new("zstd").arg("--version").output().is_err() {
        return eprintln_skipped("zstd is not installed");
    }
    let house = House::with_packs_of(40_000);
    import(&house.store, 1, 150, 50).expect("imported");
    let packs = house.path().join("packs");
    let mut names = Vec::new();
    for entry in fs::read_dir(&packs).expect("listed") {
        let path = entry.expect("listed").path();
        let finished = path.extension().is_some_and(|extension| extension == "zst");
        let output = Command::new("tar").args(["--zstd", "-tf"]).arg(&path).output().expect("tar ran");
        assert!(output.status.success() || !finished, "{output:?}");
        names.extend(String::from_utf8(output.stdout).expect("names").lines().map(str::to_owned));
        if finished {
            check_seekable(&path);
        }
    }
    let mails = names.iter().filter(|name| name.ends_with(".eml")).count();
    let records = names.iter().filter(|name| name.starts_with("batch-")).count();
    assert_eq!((mails, records), (150, 6));
}

/// The published seekable format: any frame is reached through the table.
fn check_seekable(path: &std::path::Path) {
    let mut whole = Vec::new();
    let file = File::open(path).expect("opened");
    zeekstd::Decoder::new(file).expect("a seek table").read_to_end(&mut whole).expect("decoded");
    let plain = zstd::stream::decode_all(File::open(path).expect("opened")).expect("decoded");
    assert!(whole == plain && whole.len() % 512 == 0 && whole.ends_with(&[0; 1024]));
}

#[expect(clippy::print_stderr, reason = "a test says what it skips")]
fn eprintln_skipped(why: &str) {
    eprintln!("skipped: {why}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn whatever_is_stored_comes_back(
        raws in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..3_000), 1..40),
        each in 1_usize..9,
    ) {
        let house = House::with_packs_of(30_000);
        let mut writer = house.writer();
        writer.begin_import(start(1)).expect("begun");
        let mut numbers = Vec::new();
        for (n, chunk) in raws.chunks(each).enumerate() {
            let mut batch = Batch::new(import_id(1));
            let offset = |m: usize| (n * each + m) as u64;
            batch.items = chunk.iter().enumerate().map(|(m, raw)| item(raw.clone(), "m", offset(m))).collect();
            numbers.extend(writer.append(batch).expect("stored").outcomes.iter().map(|outcome| outcome.number()));
        }
        drop(writer);
        for (number, raw) in numbers.iter().zip(&raws) {
            prop_assert_eq!(&house.store.raw(*number).expect("read"), raw);
        }
        house.assert_sound();
    }
}
