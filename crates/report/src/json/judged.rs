//! What was judged, as it stands in `audit.json`.

use std::borrow::Cow;

use greffe::audit::{AccountId, Answer, Audit, Audited, Bound, Limit, SourceId};
use greffe_texts::{AuditWord, Texts};
use serde::Serialize;

use crate::edition::Edition;
use crate::tables::{path_name, utc};
use crate::words::{read_in, statement};

#[derive(Serialize)]
pub(super) struct Summary {
    from: Option<String>,
    to: Option<String>,
    mailboxes: u64,
    holders: u64,
    grants: u64,
    service_grants: u64,
    attempts_refused: u64,
    uses: u64,
    unattributable_openings: u64,
    unattributable_mailboxes: u64,
    owner_acts: u64,
    owner_diversions: u64,
    answers: Answers,
    owner: Option<u32>,
    owner_unknown: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Answers {
    use_recorded: u64,
    possible_not_recorded: u64,
    log_complete_no_use_recorded: u64,
    unknown_no_log: u64,
}

impl Summary {
    pub(super) fn new(summary: &greffe::audit::Summary) -> Self {
        let count = |answer: Answer| summary.answers.get(answer as usize).copied().unwrap_or_default();
        Self {
            from: summary.period.map(|(from, _)| utc(from)),
            to: summary.period.map(|(_, to)| utc(to)),
            mailboxes: summary.mailboxes,
            holders: summary.holders,
            grants: summary.grants,
            service_grants: summary.service_grants,
            attempts_refused: summary.failed,
            uses: summary.uses,
            unattributable_openings: summary.unattributable_openings,
            unattributable_mailboxes: summary.unattributable_mailboxes,
            owner_acts: summary.owner_acts,
            owner_diversions: summary.owner_diversions,
            answers: Answers {
                use_recorded: count(Answer::UseRecorded),
                possible_not_recorded: count(Answer::PossibleNotRecorded),
                log_complete_no_use_recorded: count(Answer::LogCompleteNoUseRecorded),
                unknown_no_log: count(Answer::UnknownNoLog),
            },
            owner: summary.owner.map(|id| id.0),
            owner_unknown: summary.owner_unknown,
        }
    }
}

/// One record: the file by its place, and the number in it.
#[derive(Serialize)]
struct Record {
    source: u32,
    record: u64,
}

/// So many records of an interval or answer; its count tells how many there are.
const MOST_RECORDS: usize = 20;

fn first_records(evidence: &[(SourceId, u64)]) -> Vec<Record> {
    records(evidence.get(..MOST_RECORDS).unwrap_or(evidence))
}

fn records(evidence: &[(SourceId, u64)]) -> Vec<Record> {
    evidence.iter().map(|(source, record)| Record { source: source.0, record: *record }).collect()
}

#[derive(Serialize)]
struct End {
    at: Option<String>,
    basis: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    not_before: Option<String>,
}

fn end(bound: &Bound) -> End {
    End { at: bound.utc_ms.map(utc), basis: bound.basis.code(), not_before: bound.not_before_ms.map(utc) }
}

#[derive(Serialize)]
pub(super) struct Interval<'a> {
    id: usize,
    beneficiary: u32,
    mailbox: Option<u32>,
    right: Cow<'a, str>,
    power: &'static str,
    start: End,
    end: End,
    granted_by: Option<u32>,
    path: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    path_name: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    destination: Option<Cow<'a, str>>,
    system: &'static str,
    approval_cover: &'static str,
    approvals: Vec<usize>,
    orders: Vec<usize>,
    order_ties: Vec<&'static str>,
    records: Vec<Record>,
}

pub(super) fn intervals<'a>(
    audit: &'a Audit,
    edition: &'a Edition<'_>,
) -> impl Iterator<Item = Interval<'a>> {
    let interval = move |(id, one): (usize, &greffe::audit::AccessInterval)| {
        let backing = audit.backing.get(id);
        let asked = || backing.into_iter().flat_map(|backing| &backing.orders);
        Interval {
            id,
            beneficiary: one.beneficiary.0,
            mailbox: one.mailbox.map(|mailbox| mailbox.0),
            right: edition.words(one.right),
            power: one.power.code(),
            start: end(&one.start),
            end: end(&one.end),
            granted_by: one.granted_by.map(|account| account.0),
            path: one.path.code(),
            path_name: path_name(one.path).map(|name| edition.words(name)),
            destination: one.destination.map(|name| edition.place(name)),
            system: one.system.code(),
            approval_cover: backing.map(|backing| backing.cover).unwrap_or_default().code(),
            approvals: backing.map(|backing| backing.approvals.clone()).unwrap_or_default(),
            orders: asked().map(|one| one.order).collect(),
            order_ties: asked().map(|one| one.tie.code()).collect(),
            records: first_records(&one.evidence),
        }
    };
    audit.intervals.iter().enumerate().map(interval)
}

/// Why something cannot be told, with the number or account that its sentence names.
#[derive(Serialize)]
struct Why {
    code: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    count: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    account: Option<u32>,
}

fn why(limit: Limit) -> Why {
    let (count, account) = match limit {
        Limit::KeptDays(days) => (Some(days.into()), None),
        Limit::ParametersLost(count)
        | Limit::WordsUnknown(count)
        | Limit::YearsByFile(count)
        | Limit::Unreadable(count)
        | Limit::NamesUnresolved(count)
        | Limit::SeveralTenants(count)
        | Limit::ZonesAssumed(count) => (Some(count), None),
        Limit::Bypassed(account) => (None, Some(account.0)),
        _ => (None, None),
    };
    Why { code: limit.code(), count, account }
}

fn whys(limits: &[Limit]) -> Vec<Why> {
    limits.iter().map(|limit| why(*limit)).collect()
}

#[derive(Serialize)]
pub(super) struct Coverage {
    source: u32,
    mailbox: Option<u32>,
    from: String,
    to: String,
    quality: &'static str,
    limits: Vec<Why>,
}

pub(super) fn coverage(audit: &Audit) -> impl Iterator<Item = Coverage> {
    audit.coverage.iter().map(|one| Coverage {
        source: one.source.0,
        mailbox: one.mailbox.map(|mailbox| mailbox.0),
        from: utc(one.from_ms),
        to: utc(one.to_ms),
        quality: one.quality.code(),
        limits: whys(&one.limits),
    })
}

#[derive(Serialize)]
pub(super) struct Answered {
    beneficiary: u32,
    mailbox: Option<u32>,
    answer: &'static str,
    limits: Vec<Why>,
    intervals: Vec<usize>,
    uses: u64,
    items: u64,
    whole_folder: bool,
    first_use: Option<String>,
    last_use: Option<String>,
    records: Vec<Record>,
}

pub(super) fn answers(audit: &Audit) -> impl Iterator<Item = Answered> {
    audit.answers.iter().map(|one| Answered {
        beneficiary: one.beneficiary.0,
        mailbox: one.mailbox.map(|mailbox| mailbox.0),
        answer: one.answer.code(),
        limits: whys(&one.limits),
        intervals: one.intervals.clone(),
        uses: one.uses,
        items: one.items,
        whole_folder: one.whole_folder,
        first_use: one.used.map(|(first, _)| utc(first)),
        last_use: one.used.map(|(_, last)| utc(last)),
        records: first_records(&one.evidence),
    })
}

#[derive(Serialize)]
pub(super) struct Finding {
    rule: &'static str,
    severity: &'static str,
    certainty: &'static str,
    statement: String,
    accounts: Vec<u32>,
    mailboxes: Vec<u32>,
    from: Option<String>,
    to: Option<String>,
    explanations: Vec<&'static str>,
    intervals: Vec<usize>,
    records: Vec<Record>,
}

pub(super) fn findings(audit: &Audit, edition: &Edition<'_>, texts: &Texts) -> Vec<Finding> {
    let findings = audit.findings.iter().map(|one| Finding {
        rule: one.rule.code(),
        severity: one.severity.code(),
        certainty: one.certainty.code(),
        statement: statement(one, edition, texts),
        accounts: ids(&one.accounts),
        mailboxes: ids(&one.mailboxes),
        from: one.span.map(|(from, _)| utc(from)),
        to: one.span.map(|(_, to)| utc(to)),
        explanations: one.explanations.iter().map(|explanation| explanation.code()).collect(),
        intervals: one.intervals.clone(),
        records: records(&one.evidence),
    });
    findings.collect()
}

fn ids(accounts: &[AccountId]) -> Vec<u32> {
    accounts.iter().map(|account| account.0).collect()
}

#[derive(Serialize)]
pub(super) struct Gap {
    limit: Why,
    system: &'static str,
    sources: Vec<u32>,
    mailboxes: Vec<u32>,
    from: Option<String>,
    to: Option<String>,
    settled_by: Vec<&'static str>,
}

pub(super) fn gaps(audit: &Audit) -> Vec<Gap> {
    let gaps = audit.gaps.iter().map(|gap| Gap {
        limit: why(gap.limit),
        system: gap.system.code(),
        sources: gap.sources.iter().map(|source| source.0).collect(),
        mailboxes: ids(&gap.mailboxes),
        from: gap.span.map(|(from, _)| utc(from)),
        to: gap.span.map(|(_, to)| utc(to)),
        settled_by: gap.settled_by.iter().map(|export| export.code()).collect(),
    });
    gaps.collect()
}

#[derive(Serialize)]
pub(super) struct Zones {
    read_in: String,
    assumed: Vec<Assumed>,
    rights_near_papers: u64,
    uses_near_periods: u64,
}

/// Events of one file whose times tell no zone.
#[derive(Serialize)]
struct Assumed {
    source: u32,
    events: u64,
}

impl Zones {
    pub(super) fn new(audited: &Audited) -> Self {
        let zones = &audited.audit.zones;
        let assumed =
            zones.assumed.iter().map(|(source, events)| Assumed { source: source.0, events: *events });
        Self {
            read_in: read_in(audited),
            assumed: assumed.collect(),
            rights_near_papers: zones.rights,
            uses_near_periods: zones.uses,
        }
    }
}

#[derive(Serialize)]
pub(super) struct Open {
    interval: usize,
    system: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    command: Option<String>,
}

/// What is open today; in the edition of pseudonyms without commands, which name accounts.
pub(super) fn open_today(audit: &Audit, edition: &Edition<'_>) -> Vec<Open> {
    let open = audit.remedies.iter().map(|remedy| Open {
        interval: remedy.interval,
        system: remedy.system.code(),
        command: (!edition.is_pseudonymous()).then(|| remedy.line()).flatten(),
    });
    open.collect()
}
