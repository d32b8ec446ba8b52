//! Measures indexing and the query mix: 40 % words, 20 % fields and dates,
//! 15 % phrases, 10 % prefix, 10 % near, 5 % fuzzy; each with the total, 20
//! hits and all facets. Snippets are cut from bodies kept in memory.
//!
//! `query_mix [MESSAGES] [MBOX]`: 100,000 synthetic messages, or those of an
//! mbox, repeated. Times exclude reading the mbox. Prints ratios, gates nothing.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

use greffe_index::{Ask, Entry, FactRow, FactsBuilder, Index, Site, Tags, parse};
use greffe_message::Searchable;
use greffe_terms::{Address, Flags, Kind, MessageId, Number, Reason, Verdict};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let count: u32 = arguments.next().and_then(|count| count.parse().ok()).unwrap_or(100_000);
    let corpus = match arguments.next() {
        Some(mbox) => read_mbox(Path::new(&mbox)),
        None => synthetic(count),
    };
    let dir = tempfile::tempdir().expect("a temporary folder");
    let index = Index::open(dir.path()).expect("an empty index");
    build(&index, dir.path(), &corpus, count);
    measure(&index, &corpus, "as imported");
    let started = Instant::now();
    index.merge().expect("merged");
    say(&format!("merge: {:.1} s", started.elapsed().as_secs_f64()));
    measure(&index, &corpus, "merged");
    hostile(&index);
}

/// Every prefix of two letters at once.
fn hostile(index: &Index) {
    let pairs = ('a'..='z').flat_map(|a| ('a'..='z').map(move |b| format!("{a}{b}*")));
    let query = parse(&pairs.collect::<Vec<_>>().join(" OR ")).expect("a query");
    let started = thread_time();
    let answer = index.search(&query, &Ask::default(), &Tags::default()).expect("an answer");
    let elapsed = (thread_time() - started).as_secs_f64();
    say(&format!("hostile: {elapsed:.2} s, {} matches, {} warnings", answer.total, answer.warnings.len()));
}

struct Mail {
    text: Searchable,
    kind: Kind,
    date: Option<i64>,
    size_bytes: u64,
}

fn build(index: &Index, dir: &Path, corpus: &[Mail], count: u32) {
    const COMMIT_EVERY: u32 = 20_000;
    let (started, cpu) = (Instant::now(), cpu_seconds());
    let mut writer = index.writer(200 << 20).expect("a writer");
    let mut facts = FactsBuilder::new("Europe/Paris").expect("a zone");
    let mut bytes = 0;
    for (number, mail) in (0..count).zip(corpus.iter().cycle()) {
        let mut digest = [0; 32];
        digest[..8].copy_from_slice(&(u64::from(number).wrapping_mul(0x9E37_79B9_7F4A_7C15)).to_be_bytes());
        writer.add(Number(number), Entry::message(&MessageId::new(digest), &mail.text)).expect("added");
        push(&mut facts, number, mail);
        bytes += mail.size_bytes;
        if number % COMMIT_EVERY == COMMIT_EVERY - 1 {
            writer.commit(number + 1).expect("committed");
        }
    }
    writer.commit(count).expect("committed");
    drop(writer);
    let (elapsed, cpu) = (started.elapsed().as_secs_f64(), cpu_seconds() - cpu);
    let started = Instant::now();
    facts.set_threads((0..count).map(|number| number / 5 * 5).collect());
    index.swap_facts(facts).expect("swapped");
    index.reload().expect("reloaded");
    let size = folder_size(dir);
    say(&format!(
        "{count} messages, {:.0} MB of mail: {elapsed:.1} s, {cpu:.1} s of CPU",
        bytes as f64 / 1e6
    ));
    say(&format!("index {:.0} MB, {:.3} of the mail", size as f64 / 1e6, size as f64 / bytes as f64));
    say(&format!("facts swapped and view opened in {:.1} ms", started.elapsed().as_secs_f64() * 1e3));
    let started = Instant::now();
    drop(Index::open(dir).expect("opened"));
    say(&format!("opened again in {:.1} ms", started.elapsed().as_secs_f64() * 1e3));
}

fn push(facts: &mut FactsBuilder, number: u32, mail: &Mail) {
    let from = mail.text.from.first();
    let address = from.map(|from| from.address.to_lowercase());
    let to: Vec<String> = mail.text.to.iter().map(|to| to.address.to_lowercase()).collect();
    let to: Vec<&str> = to.iter().map(String::as_str).collect();
    facts.push(FactRow {
        date: mail.date,
        from: address.as_deref(),
        from_name: from.and_then(|from| from.name.as_deref()),
        to: &to,
        kind: mail.kind,
        size_bytes: mail.size_bytes,
        places: if number.is_multiple_of(7) { &[("dupont", "Sent")] } else { &[("martin", "INBOX")] },
        file_types: if number.is_multiple_of(11) { &["pdf"] } else { &[] },
        attachments: u32::from(number.is_multiple_of(11)),
        unread_attachments: 0,
        authors: &[],
        language: Some(if number.is_multiple_of(3) { "fr" } else { "en" }),
        list: mail.text.list.as_deref(),
        flags: Flags::default(),
        damaged: false,
        verdict: Verdict::ALL.get(number as usize % 5).copied(),
        reasons: Reason::ALL.get(number as usize % 30..).and_then(|rest| rest.get(..2)).unwrap_or(&[]),
        signed_by: if number.is_multiple_of(3) { &[] } else { &["region.example"] },
    });
}

fn measure(index: &Index, corpus: &[Mail], label: &str) {
    let mut random = Random(7);
    let mut times: BTreeMap<&str, Vec<Duration>> = BTreeMap::new();
    let mut matches = 0;
    for round in 0..1_000 {
        let (shape, text) = query(&mut random, corpus, round);
        let started = thread_time();
        let query = parse(&text).expect("a query");
        let ask = Ask { limit: 20, facets: true, ..Ask::default() };
        index.reload().expect("reloaded");
        let answer = index.search(&query, &ask, &Tags::default()).expect("an answer");
        let searched = thread_time() - started;
        for hit in &answer.hits {
            let body = &corpus[hit.number.0 as usize % corpus.len()].text.body;
            std::hint::black_box(answer.highlights.snippet(Site::Body, body, 180));
        }
        times.entry("snippets").or_default().push(thread_time() - started - searched);
        times.entry(shape).or_default().push(searched);
        times.entry("all").or_default().push(searched);
        if std::env::var_os("SLOW").is_some() && searched > Duration::from_millis(8) {
            say(&format!("{:.1} ms {} {text}", searched.as_secs_f64() * 1e3, answer.total));
        }
        matches += answer.total;
    }
    say(&format!("query mix, {label}: {:.0} matches on average", matches as f64 / 1_000.0));
    for (shape, mut times) in times {
        times.sort();
        let at = |part: usize| times[(times.len() - 1) * part / 100].as_secs_f64() * 1e3;
        say(&format!(
            "  {shape:9} p50 {:6.2} ms  p95 {:6.2} ms  p99 {:6.2} ms  max {:6.2} ms",
            at(50),
            at(95),
            at(99),
            at(100)
        ));
    }
}

/// Takes words from the mail itself, so that queries find something.
fn query(random: &mut Random, corpus: &[Mail], round: usize) -> (&'static str, String) {
    let mail = &corpus[random.below(corpus.len())];
    let words: Vec<&str> =
        mail.text.body.split(|char: char| !char.is_alphanumeric()).filter(|word| word.len() > 2).collect();
    let at = random.below(words.len().saturating_sub(6).max(1));
    let word = |i: usize| words.get(at + i).copied().unwrap_or("patch").to_owned();
    let long = |i: usize| {
        words.iter().skip(at + i).find(|word| word.len() > 4).copied().unwrap_or("patch").to_owned()
    };
    let shape = (round * 37) % 100;
    match shape {
        0..20 => ("words", word(0)),
        20..40 => ("words", format!("{} {}", word(0), word(3))),
        40..50 => ("fields", format!("from:{} after:2016-01 {}", mail.text.from[0].address, word(0))),
        50..60 => ("fields", format!("subject:{} year:2015 kind:list", word(0))),
        60..75 => ("phrases", format!("\"{} {}\"", word(0), word(1))),
        75..85 => ("prefix", format!("{}*", long(0).chars().take(4).collect::<String>())),
        85..95 => ("near", format!("near({} {}, 5)", word(0), word(2))),
        _ => ("fuzzy", format!("{}~{}", long(0), 1 + round % 2)),
    }
}

/// Words of a Zipf-like frequency; every tenth message has a word of its own.
fn synthetic(count: u32) -> Vec<Mail> {
    let mut random = Random(42);
    let vocabulary: Vec<String> = (0..150_000).map(|_| random.word()).collect();
    let people: Vec<Address> = (0..3_000).map(|_| random.person()).collect();
    let text = |random: &mut Random, words: usize| {
        let word = |random: &mut Random| vocabulary[random.zipf(vocabulary.len())].clone();
        (0..words).map(|_| word(random)).collect::<Vec<_>>().join(" ")
    };
    let mail = |number: u32| {
        let words = 60 + random.below(500);
        let body = format!("{} reference{}", text(&mut random, words), number / 10);
        let size_bytes = body.len() as u64 + 5_000;
        Mail {
            text: Searchable {
                subject: text(&mut random, 7),
                body,
                from: vec![people[random.zipf(people.len())].clone()],
                to: (0..1 + random.below(4)).map(|_| people[random.zipf(people.len())].clone()).collect(),
                message_id: Some(format!("{number}.{}@lists.example", random.below(1 << 30))),
                list: Some("linux-things.lists.example".to_owned()),
                ..Searchable::default()
            },
            kind: Kind::ALL[random.zipf(4)],
            date: Some(1_300_000_000 + i64::from(number) * 3_000),
            size_bytes,
        }
    };
    (0..count).map(mail).collect()
}

fn read_mbox(path: &Path) -> Vec<Mail> {
    let octets = std::fs::read(path).expect("an mbox");
    let mut starts = vec![0];
    starts.extend(
        octets.windows(7).enumerate().filter(|(_, window)| *window == b"\n\nFrom ").map(|(at, _)| at + 2),
    );
    starts.push(octets.len());
    let read = |bounds: &[usize]| {
        let raw = &octets[bounds[0]..bounds[1]];
        let line = raw.iter().position(|byte| *byte == b'\n').unwrap_or(0);
        let message = greffe_message::parse(&raw[line + 1..]);
        let date = message.date.map(|(at, _)| at.0);
        Mail { text: message.searchable(), kind: message.kind(), date, size_bytes: raw.len() as u64 }
    };
    starts.windows(2).map(read).filter(|mail| !mail.text.from.is_empty()).collect()
}

/// SplitMix64.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    /// Place 0 is the most frequent, place k about k times less so.
    fn zipf(&mut self, bound: usize) -> usize {
        let part = (self.next() >> 11) as f64 / (1u64 << 53) as f64;
        ((bound as f64).powf(part) as usize - 1).min(bound - 1)
    }

    fn word(&mut self) -> String {
        const PARTS: [&str; 24] = [
            "ba", "re", "ti", "on", "con", "tra", "me", "nt", "de", "la", "su", "pro", "je", "vo", "il",
            "es", "en", "ou", "qui", "mar", "ch", "er", "al", "is",
        ];
        (0..2 + self.below(3)).map(|_| PARTS[self.below(PARTS.len())]).collect()
    }

    fn person(&mut self) -> Address {
        let (first, last) = (self.word(), self.word());
        let domain = self.below(60);
        Address {
            name: Some(format!("{first} {last}")),
            address: format!("{first}.{last}@d{domain}.example"),
        }
    }
}

fn folder_size(dir: &Path) -> u64 {
    let entries = std::fs::read_dir(dir).expect("a folder").flatten();
    let size = |entry: std::fs::DirEntry| {
        let path = entry.path();
        if path.is_dir() { folder_size(&path) } else { entry.metadata().map_or(0, |data| data.len()) }
    };
    entries.map(size).sum()
}

/// Time on a processor of this thread, so that a busy machine does not count.
fn thread_time() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

/// User and system time of this process, where the system tells; in seconds.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let ticks: u64 = stat
        .rsplit(')')
        .next()
        .unwrap_or("")
        .split(' ')
        .skip(12)
        .take(2)
        .filter_map(|field| field.parse::<u64>().ok())
        .sum();
    ticks as f64 / 100.0
}

#[allow(clippy::print_stdout)]
fn say(line: &str) {
    println!("{line}");
}
