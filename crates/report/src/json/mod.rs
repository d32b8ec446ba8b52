//! `audit.json`: everything that was judged, for programs. Its schema is `docs/audit.schema.json`.
//!
//! Field names and codes are a contract; times are RFC 3339 in UTC, accounts,
//! files and intervals are named by their place in the lists, from 0. Events are
//! not in it: they are in `events.csv` and `timeline.jsonl`, however many they are. Lists that grow with
//! them stop at a limit, and `left_out` says how many rows only the tables have; they are written one by
//! one, never held whole.

mod judged;
mod read;

use std::io::{self, Write};

use greffe::audit::Audited;
use greffe_texts::Texts;
pub(crate) use read::hexadecimal;
use serde::Serialize;

use crate::edition::Edition;
use crate::tables::utc;

/// The format of `audit.json`; a change that breaks readers makes another one.
const FORMAT: u32 = 1;

/// What must not be lost when the file is read by itself.
const NOTICE: &str = "Made by a software named greffe. Neither an act of a court registry nor an expert opinion. \
                      It speaks of accounts, not of persons; no event is not no access.";

/// So many rows of a list; the tables have all.
const MOST_ROWS: usize = 100_000;

/// A list that is made while it is written.
struct Each<F>(F);

impl<F: Fn() -> I, I: Iterator<Item: Serialize>> Serialize for Each<F> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}

/// Rows of lists that only the tables have.
#[derive(Serialize)]
struct LeftOut {
    intervals: usize,
    coverage: usize,
    answers: usize,
}

#[derive(Serialize)]
struct Document<'a, I: Serialize, C: Serialize, A: Serialize> {
    kind: &'static str,
    format: u32,
    notice: &'static str,
    tool: &'static str,
    version: &'static str,
    made_at: String,
    pseudonyms: bool,
    question: Question<'a>,
    summary: judged::Summary,
    accounts: Vec<read::Account<'a>>,
    sources: Vec<read::Source<'a>>,
    events: usize,
    intervals: I,
    coverage: C,
    answers: A,
    left_out: LeftOut,
    findings: Vec<judged::Finding>,
    gaps: Vec<judged::Gap>,
    zones: judged::Zones,
    open_today: Vec<judged::Open>,
    approvals: Vec<read::Approval<'a>>,
    periods: Vec<read::Period<'a>>,
    orders: Vec<read::Order<'a>>,
}

#[derive(Serialize)]
struct Question<'a> {
    asked_by: Option<&'a str>,
    collected_by: Option<&'a str>,
    from: Option<String>,
    to: Option<String>,
    owner: Option<u32>,
}

/// Writes the document.
pub(crate) fn document(
    audited: &Audited,
    edition: &Edition<'_>,
    texts: &Texts,
    out: &mut dyn Write,
) -> io::Result<()> {
    let audit = &audited.audit;
    let period = audited.period_ms;
    let document = Document {
        kind: "greffe audit",
        format: FORMAT,
        notice: NOTICE,
        tool: "greffe",
        version: env!("CARGO_PKG_VERSION"),
        made_at: utc(audited.made_at.0.saturating_mul(1000)),
        pseudonyms: edition.is_pseudonymous(),
        question: Question {
            asked_by: audited.request.asked_by.as_deref(),
            collected_by: audited.request.collected_by.as_deref(),
            from: period.map(|(from, _)| utc(from)),
            to: period.map(|(_, to)| utc(to)),
            owner: audit.summary.owner.map(|id| id.0),
        },
        summary: judged::Summary::new(&audit.summary),
        accounts: read::accounts(audit, edition),
        sources: read::sources(audit, edition),
        events: audit.evidence.events.len(),
        intervals: Each(|| judged::intervals(audit, edition).take(MOST_ROWS)),
        coverage: Each(|| judged::coverage(audit).take(MOST_ROWS)),
        answers: Each(|| judged::answers(audit).take(MOST_ROWS)),
        left_out: LeftOut {
            intervals: audit.intervals.len().saturating_sub(MOST_ROWS),
            coverage: audit.coverage.len().saturating_sub(MOST_ROWS),
            answers: audit.answers.len().saturating_sub(MOST_ROWS),
        },
        findings: judged::findings(audit, edition, texts),
        gaps: judged::gaps(audit),
        zones: judged::Zones::new(audited),
        open_today: judged::open_today(audit, edition),
        approvals: read::approvals(audit, edition),
        periods: read::periods(audit, edition),
        orders: read::orders(audited, edition),
    };
    serde_json::to_writer_pretty(&mut *out, &document)?;
    out.write_all(b"\n")
}
