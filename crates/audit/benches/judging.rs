//! How long judging takes, and how much memory: `cargo bench -p greffe-audit --bench judging -- [EVENTS]`.
//!
//! Events are made in memory, a tenth of them grants and revokes, the rest openings by
//! delegates: what is left of a log when owners' acts are counted and dropped.

use std::time::Instant;

use greffe_audit::{
    Basis, Class, Event, Evidence, Flags, Form, Moment, Name, Outcome, Power, Question, Relation, Source,
    SourceId, Tally, Target, Zone, judge,
};

const MAILBOXES: u64 = 5_000;
const DELEGATES: u64 = 300;

fn main() {
    let events = std::env::args().filter_map(|argument| argument.parse().ok()).next().unwrap_or(1_000_000);
    let evidence = evidence(events);
    let before_mb = peak_mb();
    let begun = Instant::now();
    let audit = judge(evidence, &Question::new(1_700_000_000_000));
    let seconds = begun.elapsed().as_secs_f64();
    let mut out = std::io::stderr().lock();
    let told = std::io::Write::write_fmt(
        &mut out,
        format_args!(
            "{events} events of {} octets judged in {seconds:.2} s; peak {} MB, of which {before_mb} MB are the evidence; \
             {} accounts, {} intervals, {} answers, {} findings\n",
            size_of::<Event>(),
            peak_mb(),
            audit.accounts.list.len(),
            audit.intervals.len(),
            audit.answers.len(),
            audit.findings.len(),
        ),
    );
    drop(told);
}

fn evidence(count: u64) -> Evidence {
    let mut evidence = Evidence::default();
    evidence.sources.push(source());
    let mut name = |prefix: &str, number: u64| evidence.names.put(&format!("{prefix}{number}@corp.example"));
    let mailboxes: Vec<Name> = (0..MAILBOXES).map(|number| name("user", number)).collect();
    let delegates: Vec<Name> = (0..DELEGATES).map(|number| name("delegate", number)).collect();
    let right = evidence.names.put("FullAccess");
    let clients: Vec<Name> =
        (0..1000).map(|number| evidence.names.put(&format!("OWA; 192.0.2.{number}"))).collect();
    let mut state = 88172645463325252_u64;
    let mut draw = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below as u64) as usize
    };
    evidence.events = Vec::with_capacity(count as usize);
    for record in 0..count {
        let (delegate, mailbox) = (delegates[draw(delegates.len())], mailboxes[draw(mailboxes.len())]);
        let class = match draw(20) {
            0 => Class::Grant,
            1 => Class::Revoke,
            _ => Class::Use,
        };
        let changes = class != Class::Use;
        evidence.events.push(Event {
            source: SourceId(0),
            record,
            time: Moment { utc_ms: 1_600_000_000_000 + record as i64 * 5, zone: Zone::Explicit, raw: None },
            class,
            operation: right,
            actor: if changes { delegates[0] } else { delegate },
            beneficiary: changes.then_some(delegate),
            target: Target::Mailbox(mailbox),
            relation: Relation::NonOwner,
            basis: Basis::OtherId,
            right: Some(right),
            power: Power::Open,
            items: 1,
            client: Some(clients[draw(clients.len())]),
            destination: None,
            query: None,
            outcome: Outcome::Succeeded,
            ticket: None,
            flags: if draw(50) == 0 { Flags::WHOLE_FOLDER } else { Flags::default() },
        });
    }
    evidence
}

fn source() -> Source {
    Source {
        path: "generated".to_owned(),
        bytes: 0,
        sha256: [0; 32],
        form: Form::UnifiedJson,
        tally: Tally::default(),
        unreadable: Vec::new(),
        span: Some((1_600_000_000_000, 1_650_000_000_000)),
        plateau: false,
        secrets_dropped: 0,
        years_by_file: 0,
    }
}

/// The most memory that this process had; 0 where the system does not say.
fn peak_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").trim().parse::<u64>().unwrap_or_default() / 1024
}
