//! How fast exports of M365 are read:
//! `cargo bench -p greffe-audit --bench reading -- [records] [dense.jsonl]`.
//!
//! Writes an export of so many records (400,000 if not said) as CSV and as JSON Lines, and
//! one of short records that all are events (`dense.jsonl`: what memory events take),
//! reads each, and reads it with the straightforward Python script below, if there is a
//! `python3`. Windows event logs that are named (`-- 0 some/log.evtx`) are repeated to a
//! length that can be timed, and read beside the crate `evtx` writing JSON, on one thread each. Prints MB/s a core: octets by the processor's seconds of all threads, with
//! hashing. The peak is that of the process until then. Gates nothing.

#![allow(clippy::print_stdout)]

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use greffe_audit::{ReadOptions, read};

const SCRIPT: &str = r#"
import csv, hashlib, json, sys
csv.field_size_limit(1 << 30)
path, seen, events = sys.argv[1], set(), []
with open(path, "rb") as raw:
    digest = hashlib.file_digest(raw, "sha256").hexdigest()
def rows():
    if path.endswith(".csv"):
        with open(path, newline="") as text:
            for row in csv.DictReader(text):
                yield row["AuditData"]
    else:
        with open(path) as text:
            yield from text
for line in rows():
    record = json.loads(line)
    if record["Id"] in seen:
        continue
    seen.add(record["Id"])
    if record["Operation"] == "MailItemsAccessed" and record["LogonUserSid"] != record["MailboxOwnerSid"]:
        items = sum(len(f["FolderItems"]) for f in record["Folders"])
        events.append((record["CreationTime"], record["UserId"], record["MailboxOwnerUPN"], items))
    elif record["Operation"] == "Add-MailboxPermission":
        given = {p["Name"]: p["Value"] for p in record["Parameters"]}
        events.append((record["CreationTime"], record["UserId"], given["Identity"], given["User"]))
print(len(events))
"#;

fn main() {
    let records = std::env::args().filter_map(|word| word.parse().ok()).next().unwrap_or(400_000);
    let folder = tempfile::tempdir().expect("a folder for the exports");
    let is_asked = |name: &str| {
        std::env::args().any(|word| word == name)
            || !std::env::args().any(|word| word.contains('.') && !word.contains('/'))
    };
    for log in std::env::args().filter(|word| word.ends_with(".evtx")) {
        measure_evtx(Path::new(&log), folder.path());
    }
    if records == 0 {
        return;
    }
    for name in ["export.csv", "export.jsonl", "dense.jsonl"].into_iter().filter(|name| is_asked(name)) {
        let path = folder.path().join(name);
        write_export(&path, records);
        measure(&path, records);
        if records <= 1_000_000 && !name.starts_with("dense") {
            measure_python(&path);
        }
        std::fs::remove_file(&path).expect("the export is ours");
    }
}

/// Chunks of an event log, so many that reading them takes a while.
const EVTX_BYTES: usize = 64 << 20;
const EVTX_HEADER_BYTES: usize = 4096;

fn measure_evtx(log: &Path, folder: &Path) {
    let octets = std::fs::read(log).expect("the event log is there");
    let (header, chunks) = octets.split_at(EVTX_HEADER_BYTES.min(octets.len()));
    let path = folder.join("repeated.evtx");
    let mut out = BufWriter::new(File::create(&path).expect("a file for the log"));
    out.write_all(header).expect("room");
    for _ in 0..EVTX_BYTES.div_ceil(chunks.len().max(1)) {
        out.write_all(chunks).expect("room");
    }
    out.into_inner().expect("room");
    let told = |name: &str, records: u64, cpu: f64| {
        println!("  {name}: {cpu:.2} s of the processor, {records} records")
    };
    println!("{}, {} MB:", log.file_name().unwrap_or_default().to_string_lossy(), EVTX_BYTES / 1_000_000);
    let cpu = cpu_seconds();
    let evidence = read(std::slice::from_ref(&path), &ReadOptions::default(), &mut |_| {}).expect("there");
    let records = evidence.sources.first().map_or(0, |source| source.tally.records);
    told("greffe, with hashing", records, cpu_seconds() - cpu);
    let cpu = cpu_seconds();
    let settings = evtx::ParserSettings::new().num_threads(1).indent(false);
    let mut parser = evtx::EvtxParser::from_path(&path).expect("an event log").with_configuration(settings);
    let records = parser.records_json().filter(Result::is_ok).count();
    told("crate evtx, to JSON", records as u64, cpu_seconds() - cpu);
    std::fs::remove_file(&path).expect("the log is ours");
}

/// An opening by somebody else, in as few words as can be.
fn dense(at: u64) -> String {
    format!(
        "{{\"CreationTime\":\"2025-{:02}-{:02}T{:02}:{:02}:{:02}\",\"Id\":\"{:08x}-0000-4000-8000-{at:012x}\",\
         \"Operation\":\"FolderBind\",\"Workload\":\"Exchange\",\"UserId\":\"dsi{}@conseil.example\",\"LogonType\":1,\
         \"ClientIPAddress\":\"192.0.2.{}\",\"MailboxOwnerUPN\":\"boite{}@conseil.example\"}}",
        1 + at / 900_000 % 12,
        1 + at / 32_000 % 28,
        at / 1300 % 24,
        at / 22 % 60,
        at % 60,
        at.wrapping_mul(2_654_435_761) as u32,
        at % 40,
        at % 250,
        at * 7919 % 5000,
    )
}

/// One record in three is of other services, most of the others are owners' accesses, one in
/// fifty is somebody else's, one in a thousand a right given.
fn record(at: u64) -> String {
    let (mailbox, when) = (at * 7919 % 5000, at % 86_400);
    let head = format!(
        "{{\"CreationTime\":\"2025-{:02}-{:02}T{:02}:{:02}:{:02}\",\"Id\":\"{:08x}-0000-4000-8000-{at:012x}\",",
        1 + at / 40_000 % 12,
        1 + at / 1500 % 28,
        when / 3600,
        when / 60 % 60,
        when % 60,
        at.wrapping_mul(2_654_435_761) as u32,
    );
    let tail = "\"OrganizationId\":\"5b1c6a7e-0000-4000-8000-00000000ca7e\",\"RecordType\":50,\"UserKey\":\"100320015858B802\",\
        \"UserType\":0,\"Version\":1,\"OrganizationName\":\"conseil.onmicrosoft.example\",\
        \"OriginatingServer\":\"PAXPR05MB001 (15.20.9320.013)\\r\\n\",\"ResultStatus\":\"Succeeded\"";
    match at {
        _ if at.is_multiple_of(1000) => format!(
            "{head}\"Operation\":\"Add-MailboxPermission\",\"Workload\":\"Exchange\",\"UserId\":\"tech@conseil.example\",{tail},\
             \"ObjectId\":\"boite{mailbox}\",\"Parameters\":[{{\"Name\":\"Identity\",\"Value\":\"boite{mailbox}\"}},\
             {{\"Name\":\"User\",\"Value\":\"dsi\"}},{{\"Name\":\"AccessRights\",\"Value\":\"FullAccess\"}}]}}"
        ),
        _ if at.is_multiple_of(3) => format!(
            "{head}\"Operation\":\"FileAccessed\",\"Workload\":\"SharePoint\",\"UserId\":\"boite{mailbox}@conseil.example\",{tail},\
             \"ObjectId\":\"https://conseil.sharepoint.example/sites/a/Documents/{at}.docx\",\"ItemType\":\"File\",\
             \"SourceFileName\":\"{at}.docx\",\"UserAgent\":\"Mozilla/5.0 (Windows NT 10.0; Win64; x64)\"}}"
        ),
        _ => accessed(&head, tail, mailbox, at),
    }
}

fn accessed(head: &str, tail: &str, mailbox: u64, at: u64) -> String {
    let is_other = at % 50 == 1;
    let (user, sid, logon) = match is_other {
        true => ("dsi@conseil.example".to_owned(), 99_999, 2),
        false => (format!("boite{mailbox}@conseil.example"), mailbox, 0),
    };
    let item = |n: u64| {
        format!(
            "{{\"InternetMessageId\":\"<DB9PR05MB{at:08x}{n:02}@DB9PR05MB9321.eurprd05.prod.outlook.example>\",\"SizeInBytes\":{}}}",
            900 + at % 9000
        )
    };
    let items: Vec<String> = (0..1 + at % 9).map(item).collect();
    format!(
        "{head}\"Operation\":\"MailItemsAccessed\",\"Workload\":\"Exchange\",\"UserId\":\"{user}\",{tail},\
         \"ClientIPAddress\":\"192.0.2.{}\",\"ClientInfoString\":\"Client=OWA;Action=ViaProxy\",\"ExternalAccess\":false,\
         \"InternalLogonType\":0,\"LogonType\":{logon},\"LogonUserSid\":\"S-1-5-21-1825954961-3338807533-{sid}\",\
         \"MailboxGuid\":\"d0c5f8ae-9ed7-4e46-bfdf-{mailbox:012x}\",\
         \"MailboxOwnerSid\":\"S-1-5-21-1825954961-3338807533-{mailbox}\",\"MailboxOwnerUPN\":\"boite{mailbox}@conseil.example\",\
         \"OperationProperties\":[{{\"Name\":\"MailAccessType\",\"Value\":\"Bind\"}},{{\"Name\":\"IsThrottled\",\"Value\":\"False\"}}],\
         \"OperationCount\":{},\"Folders\":[{{\"FolderItems\":[{}],\"Id\":\"LgAAAAAM7KyTTmWeRac2KXBEz/7aAQARGHK\",\"Path\":\"\\\\Inbox\"}}]}}",
        at % 250,
        items.len(),
        items.join(",")
    )
}

fn write_export(path: &Path, records: u64) {
    let is_dense = path.file_stem().is_some_and(|stem| stem == "dense");
    let is_csv = path.extension().is_some_and(|extension| extension == "csv");
    let mut out = BufWriter::new(File::create(path).expect("a file for the export"));
    if is_csv {
        writeln!(out, "RecordType,CreationDate,UserIds,Operations,AuditData,ResultIndex,Identity")
            .expect("room");
    }
    for at in 0..records {
        let json = if is_dense { dense(at) } else { record(at) };
        match is_csv {
            true => writeln!(out, "\"x\",\"\",\"\",\"\",\"{}\",\"{at}\",\"\"", json.replace('"', "\"\"")),
            false => writeln!(out, "{json}"),
        }
        .expect("room for the export");
    }
    out.flush().expect("room for the export");
}

fn measure(path: &PathBuf, records: u64) {
    let octets = std::fs::metadata(path).map_or(0, |told| told.len()) as f64 / 1e6;
    let (start, cpu) = (Instant::now(), cpu_seconds());
    let evidence =
        read(std::slice::from_ref(path), &ReadOptions::default(), &mut |_| {}).expect("the export is there");
    let (wall, cpu) = (start.elapsed().as_secs_f64(), cpu_seconds() - cpu);
    println!(
        "{}: {records} records, {octets:.0} MB: {wall:.1} s, {:.0} MB/s; {:.0} MB/s a core; {} events, peak {} MB; {:?}",
        path.file_name().and_then(|name| name.to_str()).unwrap_or_default(),
        octets / wall,
        octets / cpu,
        evidence.events.len(),
        peak_mb(),
        evidence.sources.first().map(|source| source.tally),
    );
}

fn measure_python(path: &Path) {
    let octets = std::fs::metadata(path).map_or(0, |told| told.len()) as f64 / 1e6;
    let start = Instant::now();
    match Command::new("python3").args(["-c", SCRIPT]).arg(path).output() {
        Ok(told) if told.status.success() => {
            let events = String::from_utf8_lossy(&told.stdout);
            println!(
                "  python3: {:.0} MB/s, {} events",
                octets / start.elapsed().as_secs_f64(),
                events.trim()
            );
        }
        _ => println!("  python3: skipped"),
    }
}

/// Seconds that this process has had of all cores (Linux; in ticks of a hundredth).
fn cpu_seconds() -> f64 {
    let told = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = told.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks: f64 = [11, 12].iter().filter_map(|at| fields.get(*at)?.parse::<f64>().ok()).sum();
    ticks / 100.0
}

fn peak_mb() -> u64 {
    let told = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = told.lines().find(|line| line.starts_with("VmHWM:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kib| kib.parse::<u64>().ok()).unwrap_or(0) / 1024
}
