//! Files as they come: packed, nested, cut, twice, in folders; and logs of the world.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use greffe_audit::{Evidence, Form, ReadOptions, Source, Tally, Why, read};

const HEADER: &str = "CreationDate,UserIds,Operations,AuditData\n";

fn record(number: usize) -> String {
    let operation = if number.is_multiple_of(3) { "MailItemsAccessed" } else { "FileAccessed" };
    format!(
        "{{\"CreationTime\":\"2025-11-03T10:{:02}:{:02}\",\"Id\":\"11111111-0000-4000-8000-{number:012}\",\
         \"Operation\":\"{operation}\",\"Workload\":\"Exchange\",\"UserId\":\"dsi@conseil.example\",\
         \"LogonType\":2,\"MailboxOwnerUPN\":\"boite{}@conseil.example\"}}",
        number / 60 % 60,
        number % 60,
        number % 7
    )
}

fn lines(numbers: std::ops::Range<usize>) -> Vec<u8> {
    numbers.map(|number| record(number) + "\n").collect::<String>().into_bytes()
}

fn table(numbers: std::ops::Range<usize>) -> Vec<u8> {
    let row = |number| format!(",,,\"{}\"\n", record(number).replace('"', "\"\""));
    (HEADER.to_owned() + &numbers.map(row).collect::<String>()).into_bytes()
}

fn gzip(octets: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(octets).expect("memory");
    packed.finish().expect("memory")
}

fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    for (name, octets) in members {
        let mut header = tar::Header::new_ustar();
        header.set_size(octets.len() as u64);
        header.set_cksum();
        archive.append_data(&mut header, name, *octets).expect("memory");
    }
    archive.into_inner().expect("memory")
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, octets) in members {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).expect("memory");
        archive.write_all(octets).expect("memory");
    }
    archive.finish().expect("memory").into_inner()
}

fn read_path(path: &Path) -> Evidence {
    read(&[path.to_owned()], &ReadOptions::default(), &mut |_| {}).expect("readable")
}

fn read_file(octets: &[u8]) -> Evidence {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("anything.bin");
    fs::write(&path, octets).expect("a file");
    read_path(&path)
}

fn tally(records: u64, read: u64, duplicate: u64) -> Tally {
    Tally { records, read, duplicate, irrelevant: records - read - duplicate, ..Tally::default() }
}

fn adds_up(source: &Source) -> bool {
    let Tally { records, read, owner, irrelevant, duplicate, unreadable } = source.tally;
    records == read + owner + irrelevant + duplicate + unreadable
}

#[test]
fn packing_makes_no_difference() {
    let plain = lines(0..30);
    let (packed, zipped) = (gzip(&plain), zip(&[("x", &plain)]));
    for (octets, sources) in [
        (plain.clone(), 1),
        (packed.clone(), 1),
        (gzip(&packed), 1),
        (zstd::encode_all(plain.as_slice(), 1).expect("memory"), 1),
        (zipped.clone(), 2),
        (tar(&[("x", &plain)]), 2),
        (gzip(&tar(&[("x", &packed)])), 2),
        (zip(&[("x.zip", &zipped)]), 3),
    ] {
        let evidence = read_file(&octets);
        assert_eq!((evidence.events.len(), evidence.sources.len()), (10, sources));
        let log = &evidence.sources[0];
        assert_eq!((log.form, log.tally), (Form::UnifiedJson, tally(30, 10, 0)));
        assert!(evidence.sources[1..].iter().all(|source| source.form == Form::Archive));
        let handed_in = evidence.sources.last().expect("a source");
        assert_eq!(handed_in.bytes, octets.len() as u64);
        assert_eq!(handed_in.sha256, <[u8; 32]>::from(<sha2::Sha256 as sha2::Digest>::digest(&octets)));
    }
}

#[test]
fn what_a_truncated_archive_holds_is_kept() {
    let packed = gzip(&lines(0..3000));
    let evidence = read_file(&packed[..packed.len() / 2]);
    let source = &evidence.sources[0];
    assert!(evidence.events.len() > 100 && adds_up(source), "{:?}", source.tally);
    assert_eq!(source.unreadable.last().map(|last| last.why), Some(Why::Damaged));
    let zipped = zip(&[("x", &lines(0..30))]);
    let broken = read_file(&zipped[..zipped.len() - 30]);
    assert_eq!((broken.sources[0].form, broken.sources[0].tally.unreadable), (Form::Archive, 1));
}

#[test]
fn bombs_and_archives_in_archives_end() {
    let mut bomb = lines(0..3);
    for _ in 0..12 {
        bomb = gzip(&bomb);
    }
    let evidence = read_file(&bomb);
    assert_eq!(evidence.sources[0].unreadable.first().map(|one| one.why), Some(Why::TooLarge));
    assert!(evidence.events.is_empty());
}

#[test]
fn folders_are_read_in_order_and_unknown_files_said() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, octets) in [("b/2.csv", table(20..40)), ("a.json", lines(0..30)), ("c.txt", b"hello".to_vec())]
    {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, octets).expect("a file");
    }
    let evidence = read_path(folder.path());
    let told: Vec<(Form, Tally)> =
        evidence.sources.iter().map(|source| (source.form, source.tally)).collect();
    assert_eq!(told[0], (Form::UnifiedJson, tally(30, 10, 0)));
    // Twenty rows, of which the first ten stood in the other file: 21, 24 and 27 among them.
    assert_eq!(told[1], (Form::UnifiedCsv, tally(20, 4, 10)));
    assert_eq!(told[2], (Form::Unknown, Tally::default()));
    assert_eq!(evidence.events.len(), 14);
    assert!(evidence.events.is_sorted_by_key(|event| event.time.utc_ms));
}

#[test]
fn the_same_file_twice_says_nothing_new() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["1.log", "2.log"] {
        fs::write(folder.path().join(name), lines(0..30)).expect("a file");
    }
    let evidence = read_path(folder.path());
    assert_eq!(evidence.events.len(), 10);
    assert_eq!(evidence.sources[1].tally, tally(30, 0, 30));
}

#[test]
fn a_large_file_is_read_in_pieces_as_it_is_in_one() {
    let records = 40_000;
    for octets in [table(0..records), lines(0..records), tar(&[("x", &lines(0..records))])] {
        assert!(octets.len() > 8 << 20);
        let evidence = read_file(&octets);
        let (source, whole) = (&evidence.sources[0], evidence.sources.last().expect("a source"));
        assert_eq!(source.tally, tally(records as u64, records.div_ceil(3) as u64, 0));
        assert!(adds_up(source) && whole.bytes == octets.len() as u64);
        assert_eq!(evidence.events.len(), records.div_ceil(3));
        let mut numbers: Vec<u64> = evidence.events.iter().map(|event| event.record).collect();
        numbers.sort_unstable();
        assert!(numbers.iter().enumerate().all(|(at, number)| *number == 3 * at as u64 + 1));
    }
}

#[test]
fn what_is_read_does_not_depend_on_who_was_quicker() {
    let folder = tempfile::tempdir().expect("a folder");
    for at in 0..20 {
        let octets = if at % 2 == 0 { table(at * 50..at * 50 + 90) } else { lines(at * 50..at * 50 + 90) };
        fs::write(folder.path().join(format!("{at:02}.log")), octets).expect("a file");
    }
    fs::write(folder.path().join("large.csv"), table(0..40_000)).expect("a file");
    let shown = |evidence: &Evidence| {
        let names: Vec<String> = evidence.names.iter().map(|(_, text)| text.to_owned()).collect();
        format!("{names:?}{:?}{:?}", evidence.events, evidence.sources)
    };
    let first = shown(&read_path(folder.path()));
    for _ in 0..3 {
        assert!(shown(&read_path(folder.path())) == first);
    }
}

#[test]
fn round_numbers_of_rows_are_suspect() {
    assert!(read_file(&lines(0..1_000)).sources[0].plateau);
    assert!(!read_file(&lines(0..1_001)).sources[0].plateau);
    assert!(read_file(&table(0..5_000)).sources[0].plateau);
}

#[test]
fn a_file_that_is_not_there_is_an_error() {
    let missing = PathBuf::from("no/such/folder");
    assert!(read(&[missing], &ReadOptions::default(), &mut |_| {}).is_err());
}

#[test]
#[allow(clippy::print_stdout)]
fn the_exports_of_a_simulated_attack() {
    let default = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora");
    let corpora = std::env::var_os("GREFFE_CORPORA").map_or(default, PathBuf::from);
    let folder = corpora.join("audit/otrf-goldensaml");
    if !folder.exists() {
        return println!("skipped: no OTRF security data sets here");
    }
    let evidence = read_path(&folder);
    let told: Vec<(Form, Tally)> = evidence
        .sources
        .iter()
        .filter(|source| source.path.ends_with(".json"))
        .map(|source| (source.form, source.tally))
        .collect();
    // A secret, told in two rows that bear one identifier and name one key; a permission for all
    // users; the third record says that one may be asked for.
    let entra = Tally { records: 4, read: 2, irrelevant: 1, duplicate: 1, ..Tally::default() };
    // One owner's access, told by Defender and by Sentinel under the same identifier.
    let defender = Tally { records: 9, owner: 1, irrelevant: 8, ..Tally::default() };
    let sentinel = Tally { records: 1, duplicate: 1, ..Tally::default() };
    assert_eq!(
        told,
        [(Form::EntraAudit, entra), (Form::CloudAppEvents, defender), (Form::OfficeActivity, sentinel)]
    );
    let rights: Vec<&str> =
        evidence.events.iter().filter_map(|e| e.right).map(|r| evidence.names.text(r)).collect();
    assert_eq!(rights, ["Mail.ReadWrite", "KeyDescription"]);
}
