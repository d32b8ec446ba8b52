//! A campaign's mailboxes, attachments and all: from the dump to everything searchable.
//!
//! The files are read twice: by greffe alone, and then again by `greffe-extract`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use serde::Deserialize;

use crate::document::Section;
use crate::error::PeersError;
use crate::machine::{self, Machine};
use crate::mail::KEYS;
use crate::process::{self, Cost};
use crate::site::{self, Site};
use crate::table::{Asked, Table, Target, gigabytes, grouped, megabytes, seconds, targets};

/// The worker of all formats.
const WORKER: &str = "greffe-extract";

/// What is read here of a line of the ground truth.
#[derive(Deserialize)]
struct Truth {
    attachments: Vec<String>,
    needles: Vec<Needle>,
}

#[derive(Deserialize)]
struct Needle {
    word: String,
    place: String,
}

/// What is read here of `import --json` and `extract --json`.
#[derive(Deserialize)]
struct Imported {
    messages: u64,
}

#[derive(Deserialize)]
struct Read {
    files: u64,
    distinct: u64,
    complete: u64,
    truncated: BTreeMap<String, u64>,
    none: BTreeMap<String, u64>,
}

#[derive(Deserialize)]
struct Found {
    total: u64,
}

/// One reading of all files.
struct Pass {
    reader: &'static str,
    cost: Cost,
    read: Read,
    needles: usize,
}

/// Generates, imports, and reads what is attached.
pub(crate) fn measure(
    site: &Site,
    messages: u32,
    seed: u64,
    machine: &Machine,
) -> Result<Section, PeersError> {
    let load = machine::load();
    let (dump, generated) = generate(site, messages, seed)?;
    let dump_bytes = site::size_bytes(&dump)?;
    let truth = truths(&site.path("truth.jsonl"))?;
    let archive = site.path("archive");
    let alone = program(site, "alone", &["greffe"])?;
    let (imported, cost) = import(&alone, &archive, &dump, site)?;
    let stored = site::size_bytes(&archive)?;
    let mut readers = vec![("greffe alone", alone)];
    // Its build takes minutes; `--as-built` may do without it.
    if site.built(WORKER).is_file() {
        readers.push((WORKER, program(site, "both", &["greffe", WORKER])?));
    }
    let mut passes = Vec::new();
    for (reader, program) in readers {
        eprintln!("reading the attachments by {reader}");
        passes.push(pass(reader, &program, &archive, &truth)?);
    }
    let indexed = site::size_bytes(&archive)?;
    let needles = needles(&truth).count();
    let files: usize = truth.iter().map(|mail| mail.attachments.len()).sum();
    let mut text = format!(
        "## A campaign's mailboxes: {} mails, {} files in them, {} (seed {seed})\n\n{} Load when it began: {load}.\n\n",
        grouped(messages.into()),
        grouped(files as u64),
        gigabytes(dump_bytes),
        machine.greffe_paragraph(),
    );
    let mut steps = Table::new(&["", "time", "CPU", "peak memory", "of it anonymous", "a worker's"]);
    step(&mut steps, "the generator writes the dump", &generated);
    step(&mut steps, "`greffe import`: read, store, judge, index", &cost);
    for pass in &passes {
        step(&mut steps, &format!("`greffe extract`, by {}", pass.reader), &pass.cost);
    }
    text.push_str(&steps.into_text());
    text.push_str(&format!(
        "\n{} messages; the store and the index of the mail take {:.2} of the dump, the readings and their index {} more. A worker's memory is what no file stands behind, as sampled.\n\n",
        grouped(imported),
        stored as f64 / dump_bytes as f64,
        megabytes(indexed.saturating_sub(stored)),
    ));
    text.push_str(&outcomes(&passes, needles));
    text.push('\n');
    text.push_str(&targets(&asked(&cost, &passes, needles)));
    Ok(Section { name: "attachments".to_owned(), text })
}

/// The numbers of the issue.
fn asked(import: &Cost, passes: &[Pass], needles: usize) -> Vec<Target> {
    let mut asked = Vec::new();
    for pass in passes {
        let (minutes, found) = match pass.reader {
            WORKER => (
                "minutes until everything is searchable, by greffe-extract",
                "planted words found by greffe-extract, share",
            ),
            _ => (
                "minutes until everything is searchable, by greffe alone",
                "planted words found by greffe alone, share",
            ),
        };
        asked.push(Target {
            what: minutes,
            measured: (import.wall + pass.cost.wall).as_secs_f64() / 60.0,
            asked: Asked::AtMost(20.0),
            digits: 1,
        });
        asked.push(Target {
            what: found,
            measured: pass.needles as f64 / needles.max(1) as f64,
            asked: Asked::AtLeast(1.0),
            digits: 3,
        });
    }
    asked
}

fn generate(site: &Site, messages: u32, seed: u64) -> Result<(PathBuf, Cost), PeersError> {
    let dump = site.empty_folder("dump")?;
    let mut command = Command::new(site.built("greffe-sample"));
    command.arg("--out").arg(&dump).args(["--as", "mbox", "--attachments", "campaign"]);
    command.args(["--messages", &messages.to_string(), "--seed", &seed.to_string()]);
    let (cost, _) = process::measure(&mut command, &[0])?;
    for name in [&["truth.jsonl"], KEYS.as_slice()].concat() {
        let path = dump.join(name);
        fs::rename(&path, site.path(name)).map_err(PeersError::at(&path))?;
    }
    Ok((dump, cost))
}

/// Puts programs into a folder of their own: greffe asks the worker that lies beside it.
fn program(site: &Site, folder: &str, names: &[&str]) -> Result<PathBuf, PeersError> {
    let folder = site.empty_folder(folder)?;
    for name in names {
        let from = site.built(name);
        fs::copy(&from, folder.join(name)).map_err(PeersError::at(&from))?;
    }
    Ok(folder.join("greffe"))
}

fn import(program: &Path, archive: &Path, dump: &Path, site: &Site) -> Result<(u64, Cost), PeersError> {
    let greffe = || {
        let mut command = Command::new(program);
        command.arg("--archive").arg(archive);
        command
    };
    process::measure(greffe().arg("init"), &[0])?;
    let keys = KEYS.map(|name| site.path(name));
    process::measure(greffe().args(["keys", "add"]).args(keys), &[0, 1])?;
    let mut command = greffe();
    command.args(["--json", "import", "--mailbox", "campaign", "--leave-attachments"]).arg(dump);
    let (cost, stdout) = process::measure(&mut command, &[0, 1])?;
    let report: Imported = answer("greffe import", &stdout)?;
    Ok((report.messages, cost))
}

fn pass(reader: &'static str, program: &Path, archive: &Path, truth: &[Truth]) -> Result<Pass, PeersError> {
    let greffe = || {
        let mut command = Command::new(program);
        command.arg("--archive").arg(archive).arg("--json");
        command
    };
    let (cost, stdout) = process::measure(greffe().arg("extract"), &[0, 1])?;
    let read: Read = answer("greffe extract", &stdout)?;
    let mut found = 0;
    for word in needles(truth) {
        let query = format!("attachment:{word}");
        let (_, stdout) = process::measure(greffe().args(["search", "--limit", "1", &query]), &[0, 1])?;
        let answered: Found = answer("greffe search", &stdout)?;
        found += usize::from(answered.total > 0);
    }
    Ok(Pass { reader, cost, read, needles: found })
}

fn answer<T: for<'a> Deserialize<'a>>(program: &str, stdout: &str) -> Result<T, PeersError> {
    let last = stdout.lines().last().unwrap_or_default();
    serde_json::from_str(last).map_err(|_| PeersError::Answer {
        program: program.to_owned(),
        answer: last.chars().take(200).collect(),
        expected: "a report",
    })
}

fn truths(path: &Path) -> Result<Vec<Truth>, PeersError> {
    let text = fs::read_to_string(path).map_err(PeersError::at(path))?;
    text.lines().map(|line| answer("greffe-sample", line)).collect()
}

/// Words that stand in a file alone.
fn needles(truth: &[Truth]) -> impl Iterator<Item = &str> {
    let needles = truth.iter().flat_map(|mail| &mail.needles);
    let mut words: Vec<&str> = needles
        .filter(|needle| needle.place == "attachment-text")
        .map(|needle| needle.word.as_str())
        .collect();
    words.sort_unstable();
    words.dedup();
    words.into_iter()
}

fn step(table: &mut Table, what: &str, cost: &Cost) {
    let Cost { wall, cpu, peak_bytes, peak_anonymous_bytes, peak_worker_bytes } = *cost;
    let worker = if peak_worker_bytes == 0 { String::new() } else { megabytes(peak_worker_bytes) };
    table.row([
        what.to_owned(),
        seconds(wall),
        seconds(cpu),
        megabytes(peak_bytes),
        megabytes(peak_anonymous_bytes),
        worker,
    ]);
}

/// How readings ended, and what a search finds of what was planted.
fn outcomes(passes: &[Pass], needles: usize) -> String {
    let headings: Vec<&str> = std::iter::once("").chain(passes.iter().map(|pass| pass.reader)).collect();
    let mut table = Table::new(&headings);
    let mut row = |what: &str, cell: &dyn Fn(&Pass) -> String| {
        table.row(std::iter::once(what.to_owned()).chain(passes.iter().map(cell)));
    };
    row("files in messages (different ones)", &|pass| {
        format!("{} ({})", grouped(pass.read.files), grouped(pass.read.distinct))
    });
    row("different files a second", &|pass| rate(pass.read.distinct, pass.cost.wall));
    row("read whole", &|pass| grouped(pass.read.complete));
    let kinds = |of: fn(&Read) -> &BTreeMap<String, u64>| {
        let mut whys: Vec<&String> = passes.iter().flat_map(|pass| of(&pass.read).keys()).collect();
        whys.sort();
        whys.dedup();
        whys
    };
    let count = |counts: &BTreeMap<String, u64>, why: &str| grouped(counts.get(why).copied().unwrap_or(0));
    for why in kinds(|read| &read.truncated) {
        row(&format!("read in part: {why}"), &|pass| count(&pass.read.truncated, why));
    }
    for why in kinds(|read| &read.none) {
        row(&format!("not read: {why}"), &|pass| count(&pass.read.none, why));
    }
    row("words planted in files, found", &|pass| {
        format!("{} of {}", grouped(pass.needles as u64), grouped(needles as u64))
    });
    table.into_text()
}

fn rate(files: u64, time: Duration) -> String {
    grouped((files as f64 / time.as_secs_f64().max(f64::EPSILON)) as u64)
}
