//! What a log tells of one mailbox.

use super::product;
use super::seen::{Records, Seen};
use crate::judge::Acts;
use crate::model::{AccountId, AuditState, Coverage, Form, Limit, Name, Quality, Source, SourceId};

type Span = (i64, i64);

/// What `source` tells of `mailbox`, of which it holds `records`, or none.
pub(super) fn coverage(
    acts: &Acts<'_>,
    seen: &Seen,
    (id, source, span): (SourceId, &Source, Span),
    mailbox: AccountId,
    records: Option<Records>,
) -> Coverage {
    let state = seen.state_of(acts, mailbox);
    let told = state.and_then(|state| told_on(seen, acts, id, state, span));
    let (mut quality, mut limits) = match source.form {
        Form::MailboxAudit => on_premises(acts, state, records),
        Form::UnifiedCsv | Form::UnifiedJson | Form::OfficeActivity | Form::CloudAppEvents => {
            online(acts, state, records)
        }
        form => product::usual(form, seen.log(id)),
    };
    let (from_ms, to_ms) = recorded(records, told).unwrap_or(span);
    let mut lower = |to: Quality, why: Limit| {
        quality = quality.max(to);
        limits.push(why);
    };
    if records.is_some_and(|records| records.throttled) {
        lower(Quality::Partial, Limit::Throttled);
    }
    if seen.is_switched(mailbox) {
        lower(Quality::Partial, Limit::RecordingOff);
    }
    if source.plateau {
        lower(Quality::Truncated, Limit::StopsAtLimit);
    }
    // That a setting was on when somebody looked does not say since when.
    if records.is_none() && told.is_none() {
        quality = quality.max(Quality::Partial);
    }
    limits.dedup();
    Coverage { source: id, mailbox: Some(mailbox), from_ms, to_ms, quality, limits }
}

/// Recording is known to be on from its first record to its last, and where a snapshot says so.
fn recorded(records: Option<Records>, told: Option<Span>) -> Option<Span> {
    let known = records.map(|records| (records.first, records.last));
    match (known, told) {
        (Some((first, last)), Some((since, until))) => Some((first.min(since), last.max(until))),
        (known, told) => known.or(told),
    }
}

/// From when to when a snapshot shows that recording was on: from its date, and before it as far
/// as a log of administration would hold that somebody switched it on.
fn told_on(seen: &Seen, acts: &Acts<'_>, id: SourceId, state: &AuditState, (from, to): Span) -> Option<Span> {
    let on = state.enabled == Some(true);
    let as_of = state.as_of.filter(|_| on)?.utc_ms;
    let watched = seen.administration_of(acts.system(id));
    let since = if watched.is_some_and(|(first, last)| first <= from && last >= as_of.min(to)) {
        from
    } else {
        as_of
    };
    (since <= to).then_some((since, to))
}

/// A mailbox of the house's own servers: an opening leaves a record if FolderBind of delegates does.
fn on_premises(
    acts: &Acts<'_>,
    state: Option<&AuditState>,
    records: Option<Records>,
) -> (Quality, Vec<Limit>) {
    let Some(state) = state else {
        let why =
            if records.is_some() { Limit::FolderOpeningsOffByDefault } else { Limit::RecordingOffByDefault };
        return (Quality::Partial, vec![why, Limit::MessagesNotNamed]);
    };
    if state.enabled == Some(false) {
        return (Quality::AdministrationOnly, vec![Limit::RecordingOff]);
    }
    let mut limits = vec![Limit::MessagesNotNamed];
    limits.extend(state.days_kept.map(Limit::KeptDays));
    if lists(acts, state.delegate, "FolderBind") {
        return (Quality::Complete, limits);
    }
    limits.push(Limit::FolderOpeningsOffByDefault);
    (Quality::Partial, limits)
}

/// A mailbox of M365: readings leave records where one is seen, or where the setting names them.
fn online(acts: &Acts<'_>, state: Option<&AuditState>, records: Option<Records>) -> (Quality, Vec<Limit>) {
    if state.is_some_and(|state| state.enabled == Some(false)) {
        return (Quality::AdministrationOnly, vec![Limit::RecordingOff]);
    }
    let named = state.is_some_and(|state| lists(acts, state.delegate, "MailItemsAccessed"));
    if named || records.is_some_and(|records| records.readings) {
        return (Quality::Complete, Vec::new());
    }
    (Quality::Partial, vec![Limit::ReadingsUnseen])
}

/// Whether a list of acts, as the system writes it, holds `act`.
fn lists(acts: &Acts<'_>, list: Option<Name>, act: &str) -> bool {
    let list = list.map_or("", |name| acts.text(name));
    list.split(|c: char| !c.is_ascii_alphanumeric()).any(|known| known.eq_ignore_ascii_case(act))
}
