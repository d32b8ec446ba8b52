//! One right, read in the order of time.

use std::collections::HashMap;

use super::changes::{Changes, Mark, Right, What, path_of};
use crate::judge::Acts;
use crate::model::{
    AccessInterval, AccountId, Bound, BoundBasis, Event, Name, Path, SourceId, Standing, System,
};

/// How many records an interval names.
const NAMED_RECORDS: usize = 1000;

/// A log whose last record is so much older than a snapshot does not say what happened between.
const LOG_REACHES_MS: i64 = 7 * 24 * 3_600_000;

/// The same act in two logs is written within so much.
const SAME_ACT_MS: i64 = 60_000;

/// Reads the marks of one right to its intervals.
pub(super) struct History<'h, 'e> {
    acts: &'h Acts<'e>,
    right: Right,
    changes: &'h Changes,
    logs: &'h HashMap<System, Option<(i64, i64)>>,
    done: Vec<AccessInterval>,
    open: Option<Open>,
    /// A refusal stands: what is given does not work.
    refused: bool,
    /// When the last interval ended.
    ended: Option<i64>,
}

struct Open {
    start: Bound,
    right: Name,
    path: Path,
    by: Option<AccountId>,
    destination: Option<Name>,
    system: System,
    /// The last moment at which it certainly stood.
    stood: Option<i64>,
    /// The last snapshot that shows it; `Some(None)` without a date.
    seen: Option<Option<i64>>,
    evidence: Vec<(SourceId, u64)>,
}

impl<'h, 'e> History<'h, 'e> {
    pub(super) fn new(
        acts: &'h Acts<'e>,
        right: Right,
        changes: &'h Changes,
        logs: &'h HashMap<System, Option<(i64, i64)>>,
    ) -> Self {
        History { acts, right, changes, logs, done: Vec::new(), open: None, refused: false, ended: None }
    }

    /// The intervals; `gone` are the dates of snapshots that lack the right.
    pub(super) fn read(mut self, marks: &[Mark], gone: &[(i64, SourceId)]) -> Vec<AccessInterval> {
        let mut gone = gone.iter().peekable();
        let (undated, dated): (Vec<Mark>, Vec<Mark>) = marks.iter().partition(|mark| mark.at.is_none());
        for mark in dated {
            while let Some((at, _)) = gone.next_if(|(at, _)| Some(*at) < mark.at) {
                self.pass_over(*at);
                self.gone(*at);
            }
            self.pass_over(mark.at.unwrap_or(i64::MAX));
            self.mark(mark);
        }
        for (at, _) in gone {
            self.pass_over(*at);
            self.gone(*at);
        }
        self.pass_over(i64::MAX);
        undated.into_iter().for_each(|mark| self.seen_undated(mark));
        self.stays_open();
        self.done
    }

    fn mark(&mut self, mark: Mark) {
        match mark.what {
            What::Given => self.given(mark),
            What::Taken | What::Replaced => self.taken(mark),
            What::Seen => self.seen(mark),
            // A refusal is stronger than what is given, in whatever order they came.
            What::Refused => {
                self.refused = true;
                if self.open.is_some() {
                    self.taken(mark);
                }
            }
            What::RefusalTaken => self.refused = false,
            What::SeenRefused => {
                self.refused = true;
                self.open = None;
            }
        }
    }

    /// Ends what an act ended before `until` that does not name the holder.
    fn pass_over(&mut self, until: i64) {
        let Some(stood) = self.open.as_ref().and_then(|open| open.stood) else { return };
        if let Some(end) = self.changes.nameless_end(&self.right, stood)
            && end.at < Some(until)
        {
            self.taken(end);
        }
    }

    fn given(&mut self, mark: Mark) {
        let Some(event) = self.acts.event(mark.place) else { return };
        if self.refused {
            return;
        }
        let new = self.opened_by(event, mark);
        match self.open.take() {
            Some(open) if self.is_anothers(&open, &new) => {
                self.close(open, Bound { basis: BoundBasis::GivenAgain, ..new.start });
                self.open = Some(new);
            }
            // Given again by the same: the first grant counts.
            Some(mut open) => {
                open.stood = mark.at;
                open.evidence(new.evidence);
                self.open = Some(open);
            }
            None => self.open = Some(new),
        }
    }

    /// Whether a person gives what somebody else gave before, or the provider's service, or nobody
    /// who is known: each answers for what he gave. What a service gives again stays the person's.
    fn is_anothers(&self, open: &Open, new: &Open) -> bool {
        let is_service = |id: AccountId| self.acts.accounts.account(id).provider;
        let Some(by) = new.by.filter(|by| !is_service(*by)) else { return false };
        let since = new.start.utc_ms.unwrap_or_default().saturating_sub(open.stood.unwrap_or(i64::MIN));
        // Two logs write one act within a moment, under names of the giver that nothing may tie.
        let same_act = open.by.is_some_and(|first| !is_service(first)) && since <= SAME_ACT_MS;
        open.by != Some(by) && !same_act
    }

    fn opened_by(&self, event: &Event, mark: Mark) -> Open {
        let at = mark.at.unwrap_or(event.time.utc_ms);
        let switch = mark.switched_on.and_then(|place| self.acts.event(place));
        let records = [event].into_iter().chain(switch).map(|event| (event.source, event.record));
        Open {
            start: Bound { utc_ms: Some(at), basis: BoundBasis::Event, not_before_ms: None },
            right: event.right.unwrap_or(event.operation),
            path: path_of(event),
            by: self.acts.actor(mark.switched_on.unwrap_or(mark.place)),
            destination: event.destination,
            system: self.acts.system(event.source),
            stood: Some(at),
            seen: None,
            evidence: records.collect(),
        }
    }

    fn taken(&mut self, mark: Mark) {
        let Some(event) = self.acts.event(mark.place) else { return };
        let at = event.time.utc_ms;
        if self.open.is_none() && self.ended.is_some() {
            return;
        }
        // Taken back, and no record gave it: it stood before the log begins.
        let mut open = self.open.take().unwrap_or_else(|| Open {
            start: self.before_the_log(self.acts.system(event.source), at),
            by: None,
            ..self.opened_by(event, mark)
        });
        open.note(event.source, event.record);
        let end = match mark.what {
            What::Replaced => {
                Bound { utc_ms: Some(at), basis: BoundBasis::Replaced, not_before_ms: open.stood }
            }
            _ => Bound { utc_ms: Some(at), basis: BoundBasis::Event, not_before_ms: None },
        };
        self.close(open, end);
    }

    fn seen(&mut self, mark: Mark) {
        let Some(row) = self.acts.evidence.standing.get(mark.place) else { return };
        if self.refused {
            return;
        }
        let mut open = self.open.take().unwrap_or_else(|| self.shown(row, mark.at));
        open.stood = mark.at;
        open.seen = Some(mark.at);
        open.note(row.source, row.record);
        self.open = Some(open);
    }

    fn seen_undated(&mut self, mark: Mark) {
        let Some(row) = self.acts.evidence.standing.get(mark.place) else { return };
        let settled = self.refused || mark.what == What::SeenRefused || self.ended.is_some();
        if self.open.is_none() && settled {
            // It may have been seen before it ended: no second interval follows from it.
            return;
        }
        let mut open = self.open.take().unwrap_or_else(|| self.shown(row, None));
        open.seen = open.seen.or(Some(None));
        open.note(row.source, row.record);
        self.open = Some(open);
    }

    fn shown(&self, row: &Standing, at: Option<i64>) -> Open {
        let system = self.acts.system(row.source);
        let start = match (at, self.ended) {
            (Some(at), None) => self.before_the_log(system, at),
            (at, ended) => Bound { utc_ms: at, basis: BoundBasis::AtOrBefore, not_before_ms: ended },
        };
        Open {
            start,
            right: row.right,
            path: row.path,
            by: None,
            destination: row.destination,
            system,
            stood: at,
            seen: Some(at),
            evidence: Vec::new(),
        }
    }

    /// It stood at `at` and no record gave it: at or before the first day of the log, if the log
    /// reaches from there to `at`; at or before `at` if it does not.
    fn before_the_log(&self, system: System, at: i64) -> Bound {
        let log = self.logs.get(&system).copied().flatten();
        let reaches = log.filter(|(from, to)| *from < at && to.saturating_add(LOG_REACHES_MS) >= at);
        let utc_ms = Some(reaches.map_or(at, |(from, _)| from));
        Bound { utc_ms, basis: BoundBasis::AtOrBefore, not_before_ms: None }
    }

    fn gone(&mut self, at: i64) {
        if let Some(open) = self.open.take() {
            let end = Bound { utc_ms: Some(at), basis: BoundBasis::GoneBetween, not_before_ms: open.stood };
            self.close(open, end);
        }
    }

    fn stays_open(&mut self) {
        if let Some(open) = self.open.take() {
            let log = self.logs.get(&open.system).copied().flatten().map(|(_, to)| to);
            let end = Bound {
                utc_ms: open.seen.flatten(),
                basis: BoundBasis::StillOpen,
                not_before_ms: open.stood.max(log),
            };
            self.close(open, end);
        }
    }

    fn close(&mut self, open: Open, end: Bound) {
        self.ended = end.utc_ms.or(Some(i64::MAX));
        self.done.push(AccessInterval {
            beneficiary: self.right.holder,
            mailbox: self.right.mailbox,
            right: open.right,
            power: self.right.power,
            start: open.start,
            end,
            granted_by: open.by,
            path: open.path,
            destination: open.destination,
            system: open.system,
            evidence: open.evidence,
        });
    }
}

impl Open {
    fn evidence(&mut self, records: Vec<(SourceId, u64)>) {
        records.into_iter().for_each(|(source, record)| self.note(source, record));
    }

    fn note(&mut self, source: SourceId, record: u64) {
        if self.evidence.len() < NAMED_RECORDS && self.evidence.last() != Some(&(source, record)) {
            self.evidence.push((source, record));
        }
    }
}
