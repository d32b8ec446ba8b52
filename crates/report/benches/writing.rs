//! How long the report of so many events takes: `cargo bench -p greffe-report -- 10000000`.
//!
//! The events are made in memory, as an export of Microsoft 365 would give them;
//! what is measured is the writing of all files of the report to a temporary folder.

use std::time::Instant;

use greffe::Timestamp;
use greffe::audit::{
    Account, AccountId, Audit, AuditRequest, Audited, Basis, Class, Event, Evidence, Flags, Form, Moment,
    Name, Names, Outcome, Power, Relation, Source, SourceId, Tally, Target, Zone,
};
use greffe_texts::Language;

const ACCOUNTS: u32 = 2_000;
const FIRST_MS: i64 = 1_446_336_000_000;

fn main() {
    let asked = std::env::args().skip(1).find_map(|argument| argument.parse().ok());
    let events: u64 = asked.unwrap_or(100_000);
    let audited = audited(events);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let began = Instant::now();
    let written = greffe_report::write(&audited, None, Language::English, &folder.path().join("report"));
    let written = written.expect("a report is written");
    let seconds = began.elapsed().as_secs_f64();
    #[allow(clippy::print_stdout)] // what a measurement is for
    {
        println!(
            "{events} events: {seconds:.1} s, {} MB in {} files",
            written.bytes / 1_000_000,
            written.files
        );
    }
}

fn audited(events: u64) -> Audited {
    let mut names = Names::default();
    let accounts: Vec<Name> =
        (0..ACCOUNTS).map(|n| names.put(&format!("account-{n:04}@region.example"))).collect();
    let words = Words {
        operations: ["MailItemsAccessed", "Add-MailboxPermission", "SendAs"].map(|word| names.put(word)),
        right: names.put("FullAccess"),
        client: names.put("Client=REST;;; 192.0.2.7"),
    };
    let mut evidence = Evidence { names, sources: vec![source(events)], ..Evidence::default() };
    evidence.events = (0..events).map(|n| event(n, &accounts, &words)).collect();
    let mut audit = Audit::default();
    audit.accounts.list = accounts
        .iter()
        .map(|name| Account { label: Some(*name), names: vec![*name], ..Account::default() })
        .collect();
    audit.evidence = evidence;
    audit.summary.owner = Some(AccountId(0));
    Audited {
        audit,
        orders: Vec::new(),
        request: AuditRequest::default(),
        made_at: Timestamp(1_500_000_000),
        period_ms: None,
        misread: Vec::new(),
    }
}

struct Words {
    operations: [Name; 3],
    right: Name,
    client: Name,
}

fn event(n: u64, accounts: &[Name], words: &Words) -> Event {
    let place = |by: u64| accounts[(n.wrapping_mul(by) % accounts.len() as u64) as usize];
    let class = [Class::Use, Class::Grant, Class::SendAs][(n % 3) as usize];
    Event {
        source: SourceId(0),
        record: n + 1,
        time: Moment { utc_ms: FIRST_MS + n as i64 * 1_000, zone: Zone::Explicit, raw: None },
        class,
        operation: words.operations[(n % 3) as usize],
        actor: place(7),
        beneficiary: (class == Class::Grant).then(|| place(11)),
        target: Target::Mailbox(place(13)),
        relation: Relation::NonOwner,
        basis: Basis::LogonType,
        right: (class == Class::Grant).then_some(words.right),
        power: Power::Open,
        items: (n % 5) as u32,
        client: Some(words.client),
        destination: None,
        query: None,
        outcome: Outcome::Succeeded,
        ticket: None,
        flags: Flags::default(),
    }
}

fn source(records: u64) -> Source {
    Source {
        path: "unified.csv".to_owned(),
        bytes: records * 1_000,
        sha256: [0; 32],
        form: Form::UnifiedCsv,
        tally: Tally { records, read: records, ..Tally::default() },
        unreadable: Vec::new(),
        span: Some((FIRST_MS, FIRST_MS + records as i64 * 1_000)),
        plateau: false,
        secrets_dropped: 0,
        years_by_file: 0,
    }
}
