//! How well near-duplicates are found, and at what cost: `cargo bench -p greffe-message
//! --bench likeness -- [FILE OR FOLDER]...`, by default over the corpora that are here.
//!
//! Groups by sketch are held against brute force: every pair of messages that have a run of
//! words in common is measured on its words. Prints counts and shares, gates nothing.

#![allow(clippy::print_stdout)]

use std::collections::{HashMap, HashSet};
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Instant;

use greffe_message::{Message, Sketch, Wording, parse};

/// As the index groups: at most so many bits from the first message of the group.
const MOST_BITS: u32 = 6;

/// What counts as the same text, by share of runs in common.
const SHARES: [f64; 4] = [0.95, 0.9, 0.8, 0.7];

fn main() {
    let given: Vec<PathBuf> =
        std::env::args_os().skip(1).filter(|given| given != "--bench").map(PathBuf::from).collect();
    let default = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora");
    let root = std::env::var_os("GREFFE_CORPORA").map_or(default, PathBuf::from);
    let corpora = ["lore-i2c", "spamassassin", "french-synthetic"].map(|name| root.join(name));
    for place in if given.is_empty() { corpora.to_vec() } else { given } {
        let name = place.file_name().unwrap_or_default().to_string_lossy().into_owned();
        match messages_in(&place) {
            raw if raw.is_empty() => println!("{name}: skipped"),
            raw => measure(&name, &raw),
        }
    }
}

fn measure(name: &str, raw: &[Vec<u8>]) {
    let messages: Vec<Message> = raw.iter().map(|raw| parse(raw)).collect();
    let sketches: Vec<Option<Sketch>> = messages.iter().map(|message| message.searchable().sketch).collect();
    let wordings: Vec<Wording> = messages.iter().map(Message::wording).collect();
    let compared = sketches.iter().flatten().count();
    println!("{name}: {} messages, {compared} with words enough", raw.len());
    measure_time(&messages);
    let firsts = firsts(&sketches);
    let in_groups: HashSet<u32> = firsts
        .iter()
        .enumerate()
        .filter(|(n, first)| *n as u32 != **first)
        .map(|(_, first)| *first)
        .collect();
    let alone = firsts.iter().enumerate().filter(|(n, first)| *n as u32 == **first).count();
    println!("  {alone} texts; {} of them stand for several messages", in_groups.len());
    measure_pairs(&wordings, &firsts);
}

fn measure_time(messages: &[Message]) {
    let once = |work: &dyn Fn(&Message)| {
        (0..5)
            .map(|_| {
                let started = Instant::now();
                messages.iter().for_each(work);
                started.elapsed().as_secs_f64() * 1e6 / messages.len() as f64
            })
            .fold(f64::INFINITY, f64::min)
    };
    let all = once(&|message| drop(black_box(message.searchable())));
    println!("  words and sketch: {all:.1} microseconds a message");
}

/// Returns, for each message, the first one of its group.
fn firsts(sketches: &[Option<Sketch>]) -> Vec<u32> {
    let mut found: Vec<(u32, Sketch)> = Vec::new();
    let first_of = |(number, sketch): (usize, &Option<Sketch>)| {
        let number = number as u32;
        let Some(sketch) = *sketch else { return number };
        match found.iter().find(|(_, first)| first.distance(sketch) <= MOST_BITS) {
            Some((first, _)) => *first,
            None => {
                found.push((number, sketch));
                number
            }
        }
    };
    sketches.iter().enumerate().map(first_of).collect()
}

/// Measures all pairs, and counts those that groups have and lack.
fn measure_pairs(wordings: &[Wording], firsts: &[u32]) {
    let mut sizes: HashMap<u32, u64> = HashMap::new();
    firsts.iter().for_each(|first| *sizes.entry(*first).or_default() += 1);
    let grouped: u64 = sizes.values().map(|size| size * (size - 1) / 2).sum();
    let (mut alike, mut found, mut wrong) = ([0_u64; SHARES.len()], [0_u64; SHARES.len()], 0_u64);
    let mut least: f64 = 1.0;
    for (n, one) in wordings.iter().enumerate() {
        for (m, other) in wordings.iter().enumerate().skip(n + 1) {
            let is_grouped = firsts[n] == firsts[m];
            let share = one.resemblance(other);
            if is_grouped {
                least = least.min(share);
                wrong += u64::from(share < 0.5);
            }
            for (at, _) in SHARES.iter().enumerate().filter(|(_, least)| share >= **least) {
                alike[at] += 1;
                found[at] += u64::from(is_grouped);
            }
        }
    }
    println!("  {grouped} pairs in groups; least share {least:.2}; under one half: {wrong}");
    for (at, share) in SHARES.iter().enumerate() {
        let of = |part: u64, whole: u64| part as f64 / whole.max(1) as f64;
        let (recall, precision) = (of(found[at], alike[at]), of(found[at], grouped));
        println!("  share >= {share}: {} pairs, recall {recall:.4}, precision {precision:.4}", alike[at]);
    }
}

fn messages_in(place: &Path) -> Vec<Vec<u8>> {
    if place.is_dir() {
        let entries = std::fs::read_dir(place).into_iter().flatten().flatten();
        let mut places: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
        places.sort();
        return places.iter().flat_map(|place| messages_in(place)).collect();
    }
    let raw = std::fs::read(place).unwrap_or_default();
    match place.extension().and_then(|extension| extension.to_str()) {
        Some("mbox") => split_mbox(&raw),
        Some("eml") => vec![raw],
        _ => Vec::new(),
    }
}

fn split_mbox(mbox: &[u8]) -> Vec<Vec<u8>> {
    let mut starts: Vec<usize> = memchr::memmem::find_iter(mbox, b"\n\nFrom ").map(|at| at + 2).collect();
    starts.insert(0, 0);
    starts.push(mbox.len());
    starts.windows(2).map(|pair| mbox[pair[0]..pair[1]].to_vec()).collect()
}
