//! Audit: who could open whose mailbox, from the logs of other mail systems.
//!
//! Stands alone: no archive is needed. Files are read, what they tell is judged,
//! and orders that were handed in as mail are held against the keys at hand. The
//! plain values of that go to whoever says them in words.

mod demo;
mod orders;
mod request;

use std::path::Path;

use greffe_audit::{ReadOptions, Rules, Taken};
use greffe_authenticate::Judgement;
use greffe_terms::Timestamp;
use jiff::tz::TimeZone;

pub use greffe_audit::{
    AccessInterval, Account, AccountId, Accounts, Answer, Answered, Approval, Asked, Audit, AuditState,
    Backing, Basis, Bound, BoundBasis, Certainty, Class, Command, Cover, Coverage, Event, Evidence,
    Explanation, Export, Finding, Flags, Form, Gap, Limit, Moment, Name, Names, Order, OrderTie, Outcome,
    Owned, Path as GrantPath, Period, Person, PersonClass, Power, Progress as AuditProgress, Quality,
    Question, Refusal, Relation, Remedy, Rule, Severity, Source, SourceId, Standing, Summary, System, Tally,
    Target, Unreadable, Why, Zone, Zones,
};

pub use demo::audit_demo;
pub use request::{AuditRequest, SnapshotDay};

use crate::edges::Edges;
use crate::error::Error;

/// An audit, with what the desk adds to it.
#[derive(Debug)]
pub struct Audited {
    /// All that can be said of the evidence.
    pub audit: Audit,
    /// What the signatures of each order prove, by place; none for one whose octets are not at hand.
    pub orders: Vec<Option<Judgement>>,
    /// The question, with the time at which it was asked.
    pub request: AuditRequest,
    /// When it was asked.
    pub made_at: Timestamp,
    /// The period that was asked about, in milliseconds UTC, both ends included.
    pub period_ms: Option<(i64, i64)>,
    /// Files that were handed in as something that they are not, by what they were handed in as.
    pub misread: Vec<(SourceId, Form)>,
}

/// Reads what was handed in, and judges it.
///
/// # Errors
/// `UnknownTimezone`, a file that cannot be opened, a rule, a mapping or the day of a snapshot that is none,
/// and those of files of keys.
pub fn audit(
    request: &AuditRequest,
    edges: Edges,
    tell: &mut dyn FnMut(AuditProgress),
) -> Result<Audited, Error> {
    let made_at = request.now.map_or_else(edges.now, Timestamp);
    let taken = request.taken.iter().map(|one| Taken { file: one.file.clone(), at: one.at.clone() });
    let options =
        ReadOptions { zone: zone(request)?, mappings: request.mappings.clone(), taken: taken.collect() };
    let keys = orders::keys(request, edges)?;
    let question = question(request, made_at)?;
    let evidence = greffe_audit::read(&request.all(), &options, tell)?;
    let audit = greffe_audit::judge(evidence, &question);
    let request = AuditRequest { now: Some(made_at.0), ..request.clone() };
    Ok(Audited {
        orders: orders::judge_all(&audit.evidence, &keys, made_at),
        misread: misread(&audit.evidence, &request),
        period_ms: question.period,
        made_at,
        request,
        audit,
    })
}

fn zone(request: &AuditRequest) -> Result<TimeZone, Error> {
    let Some(name) = &request.zone else { return Ok(TimeZone::UTC) };
    TimeZone::get(name).map_err(|_unknown| Error::UnknownTimezone { name: name.clone() })
}

fn question(request: &AuditRequest, made_at: Timestamp) -> Result<Question, Error> {
    let mut question = Question::new(made_at.0.saturating_mul(1000));
    // An end that was not named leaves that side open.
    question.period = (request.from_ms.is_some() || request.to_ms.is_some())
        .then(|| (request.from_ms.unwrap_or(i64::MIN), request.to_ms.unwrap_or(question.now_ms)));
    question.asked_by.clone_from(&request.asked_by);
    question.for_owner.clone_from(&request.for_owner);
    if let Some(folder) = &request.rules {
        let mut rules = Rules::shipped();
        rules.add_folder(folder)?;
        question.rules = rules;
    }
    Ok(question)
}

/// Files are known by their content; one that somebody takes for a directory, and that is none, must be said.
fn misread(evidence: &Evidence, request: &AuditRequest) -> Vec<(SourceId, Form)> {
    let sources = || (0..).map(SourceId).zip(&evidence.sources);
    let is_of = |source: &Source, path: &Path| {
        let whole = path.to_string_lossy();
        source.path == whole
            || source.path.strip_prefix(&*whole).is_some_and(|rest| rest.starts_with(['!', '/']))
    };
    let wanted = request.papers().flat_map(|(form, path)| {
        let other = move |(_, source): &(SourceId, &Source)| is_of(source, path) && source.form != form;
        sources().filter(other).map(move |(id, _)| (id, form))
    });
    wanted.collect()
}
