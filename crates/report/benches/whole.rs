//! A whole audit, from log files to a report that was made again and compared:
//! `cargo bench -p greffe-report --bench whole -- [EVENTS] [--verify]`.
//!
//! The files are ten exports of M365 as JSON Lines; each record is an event, as in no real log:
//! owners' acts and other services make most of those, and are counted and dropped. A tenth are
//! grants and revokes, the rest openings by three hundred accounts of five thousand mailboxes.
//! Prints seconds, seconds of the processor and the peak of anonymous memory of each phase. What
//! the machine does beside it counts in the first; gates nothing.

#![allow(clippy::print_stdout)]

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use greffe::Edges;
use greffe::audit::{AuditRequest, Audited};
use greffe_texts::Language;

const FILES: u64 = 10;
const MAILBOXES: u64 = 5_000;
const DELEGATES: u64 = 300;
/// 2024-01-01, and three seconds between one event and the next.
const FIRST_S: i64 = 1_704_067_200;
const STEP_S: i64 = 3;

fn main() {
    let events = std::env::args().find_map(|word| word.parse().ok()).unwrap_or(100_000_u64);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let logs = folder.path().join("logs");
    let bytes = write_logs(&logs, events).expect("room for the logs");
    println!("{events} events in {FILES} files, {} MB", bytes / 1_000_000);
    let report = folder.path().join("report");
    let request = AuditRequest {
        inputs: vec![logs],
        now: Some(FIRST_S + events as i64 * STEP_S),
        ..Default::default()
    };
    let audited = phase("read and judged", || asked(&request));
    phase("written", || written(&audited, &report));
    drop(audited);
    tell(&report);
    if std::env::args().any(|word| word == "--verify") {
        let again = folder.path().join("again");
        let differences = phase("made again and compared", || verified(&report, &again));
        println!("  {differences} differences");
    }
}

fn asked(request: &AuditRequest) -> Audited {
    greffe::audit::audit(request, Edges::system(), &mut |_| {}).expect("the logs are there")
}

fn written(audited: &Audited, dir: &Path) {
    greffe_report::write(audited, None, Language::English, dir).expect("room for the report");
}

fn verified(report: &Path, again: &Path) -> usize {
    let made = greffe_report::read_report(report).expect("a report");
    written(&asked(&made.request), again);
    made.compare(report, again).expect("two reports").differences.len()
}

fn tell(report: &Path) {
    for file in fs::read_dir(report).expect("a report").flatten() {
        let bytes = file.metadata().map_or(0, |about| about.len());
        println!("  {:>13} {}", bytes, file.file_name().to_string_lossy());
    }
}

/// Runs a phase and prints what it took.
fn phase<T>(name: &str, run: impl FnOnce() -> T) -> T {
    let (ended, peak_kb) = (AtomicBool::new(false), AtomicU64::new(0));
    let (start, cpu) = (Instant::now(), cpu_seconds());
    let result = thread::scope(|scope| {
        scope.spawn(|| {
            while !ended.load(Ordering::Relaxed) {
                peak_kb.fetch_max(anonymous_kb(), Ordering::Relaxed);
                thread::sleep(Duration::from_millis(20));
            }
        });
        let result = run();
        ended.store(true, Ordering::Relaxed);
        result
    });
    println!(
        "{name}: {:.1} s, {:.1} s of the processor; peak {} MB",
        start.elapsed().as_secs_f64(),
        cpu_seconds() - cpu,
        peak_kb.into_inner() / 1000,
    );
    result
}

fn write_logs(folder: &Path, events: u64) -> io::Result<u64> {
    fs::create_dir_all(folder)?;
    let (mut bytes, mut state) = (0, 88_172_645_463_325_252_u64);
    for file in 0..FILES {
        let path = folder.join(format!("export-{file}.jsonl"));
        let mut out = BufWriter::with_capacity(1 << 20, File::create(&path)?);
        for at in (events * file / FILES)..(events * (file + 1) / FILES) {
            record(&mut out, at, &mut state)?;
        }
        out.flush()?;
        bytes += fs::metadata(path)?.len();
    }
    Ok(bytes)
}

fn record(out: &mut impl Write, at: u64, state: &mut u64) -> io::Result<()> {
    let mut draw = |below: u64| {
        *state ^= *state << 13;
        *state ^= *state >> 7;
        *state ^= *state << 17;
        *state % below
    };
    let time =
        jiff::Timestamp::from_second(FIRST_S + at as i64 * STEP_S).expect("a year of ours").to_string();
    let (delegate, mailbox, kind) = (draw(DELEGATES), draw(MAILBOXES), draw(20));
    write!(
        out,
        "{{\"CreationTime\":\"{}\",\"Id\":\"{:08x}-0000-4000-8000-{at:012x}\",\"Workload\":\"Exchange\",\
         \"ResultStatus\":\"Succeeded\",",
        time.trim_end_matches('Z'),
        at.wrapping_mul(2_654_435_761) as u32,
    )?;
    match kind {
        0 | 1 => writeln!(
            out,
            "\"Operation\":\"{}-MailboxPermission\",\"UserId\":\"tech@region.example\",\"Parameters\":[\
             {{\"Name\":\"Identity\",\"Value\":\"mailbox-{mailbox}@region.example\"}},\
             {{\"Name\":\"User\",\"Value\":\"delegate-{delegate}@region.example\"}},\
             {{\"Name\":\"AccessRights\",\"Value\":\"FullAccess\"}}]}}",
            if kind == 0 { "Add" } else { "Remove" },
        ),
        _ => writeln!(
            out,
            "\"Operation\":\"FolderBind\",\"UserId\":\"delegate-{delegate}@region.example\",\"LogonType\":1,\
             \"ClientIPAddress\":\"192.0.2.{}\",\"ClientInfoString\":\"Client=OWA\",\
             \"MailboxOwnerUPN\":\"mailbox-{mailbox}@region.example\"}}",
            delegate % 250,
        ),
    }
}

/// Memory behind which no file stands; 0 where the system does not tell.
fn anonymous_kb() -> u64 {
    let told = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = told.lines().find_map(|line| line.strip_prefix("RssAnon:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|kb| kb.parse().ok()).unwrap_or(0)
}

/// Seconds that this process has had of all cores (Linux; in ticks of a hundredth).
fn cpu_seconds() -> f64 {
    let told = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = told.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks: f64 = [11, 12].iter().filter_map(|at| fields.get(*at)?.parse::<f64>().ok()).sum();
    ticks / 100.0
}
