//! How long the report of so many events takes, and how much memory:
//! `cargo bench -p greffe-report -- 10000000`.
//!
//! The events are made in memory and judged as an audit judges them: three hundred delegates
//! and five thousand mailboxes, a tenth of the events grants and revokes, the rest openings.
//! What is measured is the writing of all files of the report to a temporary folder.

use std::fs;
use std::time::Instant;

use greffe::Timestamp;
use greffe::audit::{
    AuditRequest, Audited, Basis, Class, Event, Evidence, Flags, Form, Moment, Name, Outcome, Power,
    Question, Relation, Source, SourceId, Tally, Target, Zone,
};
use greffe_texts::Language;

const MAILBOXES: u64 = 5_000;
const DELEGATES: u64 = 300;
const FIRST_MS: i64 = 1_446_336_000_000;
/// Between one event and the next.
const STEP_MS: i64 = 3_000;

fn main() {
    let asked = std::env::args().skip(1).find_map(|argument| argument.parse().ok());
    let events: u64 = asked.unwrap_or(100_000);
    let audited = audited(events);
    let before_mb = peak_mb();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let report = folder.path().join("report");
    let began = Instant::now();
    let written = greffe_report::write(&audited, None, Language::English, &report);
    let written = written.expect("a report is written");
    let seconds = began.elapsed().as_secs_f64();
    #[allow(clippy::print_stdout)] // what a measurement is for
    {
        println!(
            "{events} events, {} intervals, {} answers: {seconds:.1} s, {} MB in {} files; peak {} MB, \
             of which {before_mb} MB came before the writing",
            audited.audit.intervals.len(),
            audited.audit.answers.len(),
            written.bytes / 1_000_000,
            written.files,
            peak_mb(),
        );
        for file in fs::read_dir(&report).expect("a folder").flatten() {
            let bytes = file.metadata().map_or(0, |about| about.len());
            println!("  {:>12} {}", bytes, file.file_name().to_string_lossy());
        }
    }
}

fn audited(events: u64) -> Audited {
    let now = FIRST_MS + events as i64 * STEP_MS;
    let audit = greffe_audit::judge(evidence(events), &Question::new(now));
    Audited {
        audit,
        orders: Vec::new(),
        request: AuditRequest::default(),
        made_at: Timestamp(now / 1000),
        period_ms: None,
        misread: Vec::new(),
    }
}

fn evidence(events: u64) -> Evidence {
    let mut evidence = Evidence { sources: vec![source(events)], ..Evidence::default() };
    let mut named = |what: &str, count: u64| -> Vec<Name> {
        (0..count).map(|n| evidence.names.put(&format!("{what}-{n:04}@region.example"))).collect()
    };
    let (mailboxes, delegates) = (named("mailbox", MAILBOXES), named("delegate", DELEGATES));
    let right = evidence.names.put("FullAccess");
    let client = evidence.names.put("Client=OWA; 192.0.2.7");
    let operations = ["MailItemsAccessed", "Add-MailboxPermission", "Remove-MailboxPermission"]
        .map(|word| evidence.names.put(word));
    let mut state = 88_172_645_463_325_252_u64;
    let mut draw = |below: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below) as usize
    };
    for n in 0..events {
        let (class, operation) = match draw(20) {
            0 => (Class::Grant, operations[1]),
            1 => (Class::Revoke, operations[2]),
            _ => (Class::Use, operations[0]),
        };
        let delegate = delegates[draw(DELEGATES)];
        let is_change = class != Class::Use;
        evidence.events.push(Event {
            source: SourceId(0),
            record: n + 1,
            time: Moment { utc_ms: FIRST_MS + n as i64 * STEP_MS, zone: Zone::Explicit, raw: None },
            class,
            operation,
            actor: if is_change { delegates[0] } else { delegate },
            beneficiary: is_change.then_some(delegate),
            target: Target::Mailbox(mailboxes[draw(MAILBOXES)]),
            relation: Relation::NonOwner,
            basis: Basis::LogonType,
            right: is_change.then_some(right),
            power: Power::Open,
            items: 1,
            client: Some(client),
            destination: None,
            query: None,
            outcome: Outcome::Succeeded,
            ticket: None,
            flags: Flags::default(),
        });
    }
    evidence
}

fn source(records: u64) -> Source {
    Source {
        bytes: records * 1_000,
        form: Form::UnifiedCsv,
        tally: Tally { records, read: records, ..Tally::default() },
        span: Some((FIRST_MS, FIRST_MS + records as i64 * STEP_MS)),
        ..Source::unread("unified.csv")
    }
}

/// The most memory that the program had, in megabytes; 0 where the system does not tell.
fn peak_mb() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse::<u64>().ok());
    kilobytes.unwrap_or(0) / 1000
}
