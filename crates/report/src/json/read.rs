//! What was handed in, as it stands in `audit.json`.

use std::borrow::Cow;

use greffe::audit::{Audit, Audited, Name, PersonClass};
use greffe_texts::AuditWord;
use serde::Serialize;

use crate::edition::Edition;
use crate::tables::utc;

#[derive(Serialize)]
pub(super) struct Account<'a> {
    id: u32,
    label: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    names: Vec<Cow<'a, str>>,
    classes: Vec<Cow<'a, str>>,
    provider: bool,
    mailbox: bool,
}

#[derive(Serialize)]
pub(super) struct Source<'a> {
    id: u32,
    path: &'a str,
    form: &'static str,
    bytes: u64,
    sha256: String,
    records: u64,
    read: u64,
    owner: u64,
    irrelevant: u64,
    duplicate: u64,
    unreadable: u64,
    unreadable_records: Vec<Unreadable>,
    secrets_dropped: u64,
    first: Option<String>,
    last: Option<String>,
    stops_at_a_limit: bool,
}

#[derive(Serialize)]
struct Unreadable {
    record: u64,
    why: &'static str,
}

#[derive(Serialize)]
pub(super) struct Approval<'a> {
    reference: Cow<'a, str>,
    authority: Cow<'a, str>,
    beneficiary: Option<Cow<'a, str>>,
    mailboxes: Vec<Cow<'a, str>>,
    from: Option<String>,
    to: Option<String>,
    source: u32,
    record: u64,
}

#[derive(Serialize)]
pub(super) struct Period<'a> {
    label: Cow<'a, str>,
    from: String,
    to: String,
    source: u32,
    record: u64,
}

#[derive(Serialize)]
pub(super) struct Order<'a> {
    from: Cow<'a, str>,
    subject: Cow<'a, str>,
    date: Option<String>,
    source: u32,
    verdict: Option<&'static str>,
    reasons: Vec<String>,
}

pub(super) fn accounts<'a>(audit: &'a Audit, edition: &'a Edition<'_>) -> Vec<Account<'a>> {
    let accounts = (0..).zip(&audit.accounts.list);
    let account = |(id, account): (u32, &'a greffe::audit::Account)| {
        let names = account.names.iter().map(|name| edition.written(*name)).filter(|name| !name.is_empty());
        Account {
            id,
            label: edition.account(greffe::audit::AccountId(id)).to_owned(),
            names: names.collect(),
            classes: account.classes.iter().map(|class| person(*class, edition)).collect(),
            provider: account.provider,
            mailbox: account.mailbox,
        }
    };
    accounts.map(account).collect()
}

fn person<'a>(class: PersonClass, edition: &'a Edition<'_>) -> Cow<'a, str> {
    match class {
        PersonClass::Other(name) => edition.words(name),
        known => greffe_texts::person_code(known).into(),
    }
}

pub(super) fn sources<'a>(audit: &Audit, edition: &'a Edition<'_>) -> Vec<Source<'a>> {
    let sources = (0..).zip(&audit.evidence.sources);
    let source = |(id, source): (u32, &greffe::audit::Source)| {
        let unreadable = source.unreadable.iter();
        Source {
            id,
            path: edition.file(greffe::audit::SourceId(id)),
            form: source.form.code(),
            bytes: source.bytes,
            sha256: hexadecimal(&source.sha256),
            records: source.tally.records,
            read: source.tally.read,
            owner: source.tally.owner,
            irrelevant: source.tally.irrelevant,
            duplicate: source.tally.duplicate,
            unreadable: source.tally.unreadable,
            unreadable_records: unreadable
                .map(|one| Unreadable { record: one.record, why: one.why.code() })
                .collect(),
            secrets_dropped: source.secrets_dropped,
            first: source.span.map(|(first, _)| utc(first)),
            last: source.span.map(|(_, last)| utc(last)),
            stops_at_a_limit: source.plateau,
        }
    };
    sources.map(source).collect()
}

/// Writes a hash in hexadecimal digits.
pub(crate) fn hexadecimal(hash: &[u8]) -> String {
    hash.iter().map(|octet| format!("{octet:02x}")).collect()
}

pub(super) fn approvals<'a>(audit: &Audit, edition: &'a Edition<'_>) -> Vec<Approval<'a>> {
    let account = |name: Name, at: Option<i64>| edition.named(name, at.unwrap_or_default());
    let approval = |approval: &greffe::audit::Approval| Approval {
        reference: edition.words(approval.reference),
        authority: edition.words(approval.authority),
        beneficiary: approval.beneficiary.map(|name| account(name, approval.from_ms)),
        mailboxes: approval.mailboxes.iter().map(|name| account(*name, approval.from_ms)).collect(),
        from: approval.from_ms.map(utc),
        to: approval.to_ms.map(utc),
        source: approval.source.0,
        record: approval.record,
    };
    audit.evidence.approvals.iter().map(approval).collect()
}

pub(super) fn periods<'a>(audit: &Audit, edition: &'a Edition<'_>) -> Vec<Period<'a>> {
    let period = |period: &greffe::audit::Period| Period {
        label: edition.words(period.label),
        from: utc(period.from_ms),
        to: utc(period.to_ms),
        source: period.source.0,
        record: period.record,
    };
    audit.evidence.periods.iter().map(period).collect()
}

pub(super) fn orders<'a>(audited: &Audited, edition: &'a Edition<'_>) -> Vec<Order<'a>> {
    let orders = audited.audit.evidence.orders.iter().enumerate();
    let order = |(place, order): (usize, &greffe::audit::Order)| {
        let judgement = audited.orders.get(place).and_then(Option::as_ref);
        Order {
            from: edition.named(order.from, order.date_ms.unwrap_or_default()),
            subject: edition.words(order.subject),
            date: order.date_ms.map(utc),
            source: order.source.0,
            verdict: judgement.map(|judgement| judgement.verdict.as_str()),
            reasons: judgement
                .map(|one| one.reasons.iter().map(ToString::to_string).collect())
                .unwrap_or_default(),
        }
    };
    orders.map(order).collect()
}
