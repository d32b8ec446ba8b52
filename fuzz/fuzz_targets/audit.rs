//! Any file as a log, a snapshot, a paper: raw, spelled in the words of a good one, and
//! good ones damaged in places. Every record is accounted for, and what was read is judged.
#![no_main]

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use greffe_audit::{Question, ReadOptions, judge, read};
use greffe_fuzz::{damage, spell, words_of};
use greffe_sample::audit::{Size, Story, story};
use libfuzzer_sys::fuzz_target;
use tempfile::TempDir;

/// After every record of the stories.
const NOW_MS: i64 = 1_800_000_000_000;
/// Longer files are cut: the first records tell a form as well as all of them.
const LONGEST: usize = 20_000;

static FOLDER: LazyLock<TempDir> = LazyLock::new(|| tempfile::tempdir().expect("a temporary folder"));

static GOOD: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let stories = Story::ALL.into_iter().flat_map(|which| story(which, 1, Size::SMALL).files);
    stories.map(|file| file.bytes.into_iter().take(LONGEST).collect()).collect()
});

fuzz_target!(|data: &[u8]| {
    let Some(([way, which], data)) = data.split_first_chunk() else { return };
    let Some(good) = GOOD.get(usize::from(*which) % GOOD.len()) else { return };
    let file = match way % 4 {
        0 => data.to_vec(),
        1 => spell(data, &words_of(good)),
        2 => [first_line(good), &spell(data, &words_of(good))].concat(),
        _ => damage(good.clone(), data).0,
    };
    audit(&file, &FOLDER.path().join("log"));
});

fn first_line(file: &[u8]) -> &[u8] {
    file.split_inclusive(|octet| *octet == b'\n').next().unwrap_or_default()
}

fn audit(file: &[u8], path: &Path) {
    fs::write(path, file).expect("it is written");
    let evidence = read(&[path.to_owned()], &ReadOptions::default(), &mut |_| {}).expect("a file is read");
    for source in &evidence.sources {
        let tally = source.tally;
        let told = tally.read + tally.owner + tally.irrelevant + tally.duplicate + tally.unreadable;
        assert_eq!(told, tally.records, "{:?}", source.form);
        assert!(source.unreadable.len() as u64 <= tally.unreadable);
    }
    judge(evidence, &Question::new(NOW_MS));
}
