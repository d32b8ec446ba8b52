//! `audit.json`: everything that was judged, for programs. Its schema is `docs/audit.schema.json`.
//!
//! Field names and codes are a contract; times are RFC 3339 in UTC, accounts,
//! files and intervals are named by their place in the lists, from 0. Events are
//! not in it: they are in `events.csv` and `timeline.jsonl`, however many they are.

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

#[derive(Serialize)]
struct Document<'a> {
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
    intervals: Vec<judged::Interval<'a>>,
    coverage: Vec<judged::Coverage>,
    answers: Vec<judged::Answered>,
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
        intervals: judged::intervals(audit, edition),
        coverage: judged::coverage(audit),
        answers: judged::answers(audit),
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
