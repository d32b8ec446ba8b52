//! How fast mail is read: `cargo bench -p greffe-message`.
//!
//! Prints rates over the corpora that are here; gates nothing. Language
//! detection is part of `summary` and shown apart.

#![allow(clippy::print_stdout)]

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Instant;

use greffe_message::{Message, fold, html_to_text, parse};

fn main() {
    let default = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora");
    let root = std::env::var_os("GREFFE_CORPORA").map_or(default, PathBuf::from);
    for name in ["lore-i2c", "spamassassin", "french-synthetic", "mail-parser"] {
        let messages = messages_in(&root.join(name));
        if messages.is_empty() {
            println!("{name}: skipped");
            continue;
        }
        measure_reading(name, &messages);
    }
    measure_text();
}

fn messages_in(folder: &Path) -> Vec<Vec<u8>> {
    let mut messages = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
            let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
            match extension {
                _ if path.is_dir() => folders.push(path),
                "mbox" => messages.extend(split_mbox(&std::fs::read(path).unwrap_or_default())),
                "eml" => messages.push(std::fs::read(path).unwrap_or_default()),
                _ => {}
            }
        }
    }
    messages
}

fn split_mbox(mbox: &[u8]) -> Vec<Vec<u8>> {
    let mut starts: Vec<usize> = memchr::memmem::find_iter(mbox, b"\n\nFrom ").map(|at| at + 2).collect();
    starts.insert(0, 0);
    starts.push(mbox.len());
    starts.windows(2).map(|pair| mbox[pair[0]..pair[1]].to_vec()).collect()
}

fn measure_reading(name: &str, raw: &[Vec<u8>]) {
    let octets: usize = raw.iter().map(Vec::len).sum();
    let read: Vec<Message> = raw.iter().map(|raw| parse(raw)).collect();
    let parsing = rate(octets, || raw.iter().for_each(|raw| drop(black_box(parse(raw)))));
    let words = rate(octets, || read.iter().for_each(|message| drop(black_box(message.searchable()))));
    let rows = rate(octets, || read.iter().for_each(|message| drop(black_box(message.summary(0)))));
    let untold: Vec<Message> = raw.iter().map(|raw| parse(raw)).map(without_text).collect();
    let bare = rate(octets, || untold.iter().for_each(|message| drop(black_box(message.summary(0)))));
    let all = 1.0 / (1.0 / parsing + 1.0 / words + 1.0 / bare);
    println!(
        "{name}: {} messages, {octets} octets; MB/s: parse {parsing:.0}, searchable {words:.0}, summary {rows:.0} \
         (without language {bare:.0}), all without language {all:.0}",
        raw.len()
    );
}

/// Leaves nothing to detect a language in.
fn without_text(mut message: Message) -> Message {
    for part in &mut message.parts {
        if let greffe_message::Body::Text(text) | greffe_message::Body::Html(text) = &mut part.body {
            text.clear();
        }
    }
    message
}

fn measure_text() {
    let lower = "the quick brown fox jumps over the lazy dog, 42 times\n".repeat(200_000);
    let mixed = "The Quick Brown Fox Jumps Over The Lazy Dog, 42 times\n".repeat(200_000);
    let french = "La réunion du bureau est reportée à jeudi ; l’œuvre est prête.\n".repeat(200_000);
    let html =
        "<p>La r&eacute;union <b>du bureau</b> est <a href=\"http://x.example/\">report&eacute;e</a></p>\n"
            .repeat(100_000);
    println!("fold, MB/s: ASCII lower case {:.0}", rate(lower.len(), || drop(black_box(fold(&lower)))));
    println!("fold, MB/s: ASCII mixed case {:.0}", rate(mixed.len(), || drop(black_box(fold(&mixed)))));
    println!("fold, MB/s: French {:.0}", rate(french.len(), || drop(black_box(fold(&french)))));
    println!("html_to_text, MB/s: {:.0}", rate(html.len(), || drop(black_box(html_to_text(&html)))));
}

/// Millions of octets per second of processor time, over half a second of it:
/// the system counts in ticks.
fn rate(octets: usize, mut run: impl FnMut()) -> f64 {
    let clock = Instant::now();
    let start = processor_seconds(clock);
    let mut runs = 0.0;
    loop {
        run();
        runs += 1.0;
        let seconds = processor_seconds(clock) - start;
        if seconds > 0.5 {
            return runs * octets as f64 / 1e6 / seconds;
        }
    }
}

/// Time this thread has run, where the system tells, so that a busy machine
/// does not count; else time on the wall.
fn processor_seconds(clock: Instant) -> f64 {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = stat.and_then(|stat| stat.split(' ').next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| clock.elapsed().as_secs_f64(), |nanoseconds| nanoseconds / 1e9)
}
