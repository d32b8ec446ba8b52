//! What the records of logs and the snapshots of settings show about recording.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::judge::{Acts, intervals};
use crate::model::{
    AccountId, AuditState, Basis, Class, Event, Flags, Outcome, Relation, Source, SourceId, System,
};

/// What the records of one log show about its recording.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Log {
    /// It holds openings, by owners or others.
    pub(super) openings: bool,
    /// Some of its logins tell a master's from the owner's.
    pub(super) attributed: bool,
    /// Some do not.
    pub(super) undetermined: bool,
    pub(super) parameters_lost: u64,
    /// Events whose words are not known (Google's console in another language than English).
    pub(super) words_unknown: u64,
}

/// What the records of one log show about one mailbox.
#[derive(Debug, Clone, Copy)]
pub(super) struct Records {
    pub(super) first: i64,
    pub(super) last: i64,
    pub(super) throttled: bool,
    /// Records of readings as M365 writes them (MailItemsAccessed).
    pub(super) readings: bool,
}

/// Settings of the whole system that stop openings from being recorded; the others are about
/// the log of administration.
const OF_OPENINGS: [&str; 2] = ["AuditDisabled", "UnifiedAuditLogIngestionEnabled"];

fn concerns_openings(acts: &Acts<'_>, mailbox: Option<AccountId>, event: &Event) -> bool {
    let setting = event.right.map_or("", |name| acts.text(name));
    mailbox.is_some() || OF_OPENINGS.iter().any(|known| known.eq_ignore_ascii_case(setting))
}

/// What the evidence shows about recording.
pub(crate) struct Seen {
    logs: HashMap<SourceId, Log>,
    records: BTreeMap<(SourceId, AccountId), Records>,
    states: HashMap<AccountId, usize>,
    /// Mailboxes on which recording was changed; none for all of them.
    switched: HashSet<Option<AccountId>>,
    /// Accounts whose acts are not recorded.
    pub(crate) bypassed: BTreeSet<AccountId>,
    /// From when to when a log of administration speaks, by system.
    administration: HashMap<System, (i64, i64)>,
}

impl Seen {
    /// Reads events, counts of owners and snapshots of settings.
    pub(crate) fn gather(acts: &Acts<'_>) -> Seen {
        let mut seen = Seen {
            logs: HashMap::new(),
            records: BTreeMap::new(),
            states: HashMap::new(),
            switched: HashSet::new(),
            bypassed: BTreeSet::new(),
            administration: HashMap::new(),
        };
        for (place, event) in acts.each() {
            seen.event(acts, acts.mailbox(place), event);
        }
        for owned in &acts.evidence.owned {
            let log = seen.logs.entry(owned.source).or_default();
            (log.openings, log.attributed) = (true, true);
            if let Some(mailbox) = acts.accounts.at(owned.mailbox, owned.first_ms) {
                let (first, last) = (owned.first_ms, owned.last_ms);
                seen.note((owned.source, mailbox), Records { first, last, throttled: false, readings: true });
            }
        }
        for (place, state) in acts.evidence.audit_states.iter().enumerate() {
            seen.state(acts, place, state);
        }
        for (place, source) in acts.evidence.sources.iter().enumerate() {
            seen.span(acts.system(SourceId(place as u32)), source);
        }
        seen
    }

    fn event(&mut self, acts: &Acts<'_>, mailbox: Option<AccountId>, event: &Event) {
        let log = self.logs.entry(event.source).or_default();
        let lost = u64::from(event.flags.has(Flags::PARAMETERS_LOST));
        match (acts.system(event.source), event.class) {
            (System::Google, Class::Other) => log.words_unknown += lost,
            _ => log.parameters_lost += lost,
        }
        match event.class {
            Class::Use => {
                log.openings = true;
                log.undetermined |= event.relation == Relation::Undetermined;
                log.attributed |= event.basis == Basis::LogonType;
                let (first, last) = (event.time.utc_ms, event.time.utc_ms);
                let throttled = event.flags.has(Flags::THROTTLED);
                let readings = acts.text(event.operation).eq_ignore_ascii_case("MailItemsAccessed");
                if let Some(mailbox) = mailbox {
                    self.note((event.source, mailbox), Records { first, last, throttled, readings });
                }
            }
            Class::Tamper | Class::AuditConfig if !event.flags.has(Flags::DELETED) => {
                self.setting(acts, mailbox, event);
            }
            _ => {}
        }
    }

    /// A bypass is about one account; every other setting about one mailbox or all.
    fn setting(&mut self, acts: &Acts<'_>, mailbox: Option<AccountId>, event: &Event) {
        if event.outcome == Outcome::Failed {
            return;
        }
        match acts.beneficiary(event) {
            Some(bypassed) if event.class == Class::Tamper => {
                self.bypassed.insert(bypassed);
            }
            Some(_) => {}
            None if event.class == Class::Tamper && concerns_openings(acts, mailbox, event) => {
                self.switched.insert(mailbox);
            }
            None => {}
        }
    }

    fn note(&mut self, at: (SourceId, AccountId), new: Records) {
        let records = self.records.entry(at).or_insert(new);
        records.first = records.first.min(new.first);
        records.last = records.last.max(new.last);
        records.throttled |= new.throttled;
        records.readings |= new.readings;
    }

    /// Of several snapshots of one mailbox the last counts.
    fn state(&mut self, acts: &Acts<'_>, place: usize, state: &AuditState) {
        let when = state.as_of.map_or(i64::MAX, |moment| moment.utc_ms);
        if let Some(bypassed) = state.bypass.and_then(|name| acts.accounts.at(name, when)) {
            self.bypassed.insert(bypassed);
        } else if let Some(mailbox) = state.mailbox.and_then(|name| acts.accounts.at(name, when)) {
            let known = self.states.get(&mailbox).and_then(|known| acts.evidence.audit_states.get(*known));
            if known.is_none_or(|known| known.as_of.map(|m| m.utc_ms) <= state.as_of.map(|m| m.utc_ms)) {
                self.states.insert(mailbox, place);
            }
        } else if state.mailbox.is_none() && state.bypass.is_none() && state.enabled == Some(false) {
            self.switched.insert(None);
        }
    }

    fn span(&mut self, system: System, source: &Source) {
        let administration = intervals::records_administration(source.form) && !source.plateau;
        if let Some((from, to)) = source.span.filter(|_| administration) {
            let known = self.administration.entry(system).or_insert((from, to));
            *known = (known.0.min(from), known.1.max(to));
        }
    }

    /// What the log of `source` holds.
    pub(super) fn log(&self, source: SourceId) -> Log {
        self.logs.get(&source).copied().unwrap_or_default()
    }

    /// The mailboxes that a log of openings has records of, or that a snapshot says are recorded.
    pub(super) fn mailboxes(&self, source: SourceId) -> BTreeMap<AccountId, Option<Records>> {
        let all = (source, AccountId(0))..=(source, AccountId(u32::MAX));
        let mut mailboxes: BTreeMap<AccountId, Option<Records>> = BTreeMap::new();
        mailboxes.extend(self.records.range(all).map(|((_, mailbox), records)| (*mailbox, Some(*records))));
        if self.log(source).openings {
            for mailbox in self.states.keys() {
                mailboxes.entry(*mailbox).or_insert(None);
            }
        }
        mailboxes
    }

    /// The last snapshot of a mailbox's settings.
    pub(crate) fn state_of<'e>(&self, acts: &Acts<'e>, mailbox: AccountId) -> Option<&'e AuditState> {
        acts.evidence.audit_states.get(*self.states.get(&mailbox)?)
    }

    /// Whether somebody made recording less on this mailbox, or on all.
    pub(super) fn is_switched(&self, mailbox: AccountId) -> bool {
        self.switched.contains(&Some(mailbox)) || self.switched.contains(&None)
    }

    /// From when to when a log of administration of this system speaks.
    pub(super) fn administration_of(&self, system: System) -> Option<(i64, i64)> {
        self.administration.get(&system).copied()
    }
}
