//! The evidence of one source joined to that of all: names renumbered, records that are
//! known already taken back.

use super::journal::{Fate, Taken};
use super::known::Known;
use super::renumber::{Renumber, Renumbering};
use crate::model::{Evidence, Name, Owned, Refusal, Source, SourceId, Tally, Unreadable};
use crate::read::sink::NAMED_UNREADABLE;

/// More organisations are in no case; a file can make up as many as it likes.
const MOST_TENANTS: usize = 100;

/// What was read of one source, or of a stretch of it.
#[derive(Default)]
pub(super) struct Part {
    /// What was read, of the one source that stands in it.
    pub(super) evidence: Evidence,
    /// What became of each record.
    pub(super) journal: Vec<Taken>,
    /// Whether it goes on where the part before it ended.
    pub(super) continues: bool,
}

impl Evidence {
    /// Joins a part; parts come in the order of the sources' paths.
    pub(super) fn absorb(&mut self, mut part: Part, known: &mut Known) {
        let Some(source) = part.evidence.sources.pop() else { return };
        let is_copy = !part.continues && !known.is_new_file(source.sha256);
        let id = self.place(source, part.continues);
        if is_copy {
            return self.take_back_all(id);
        }
        self.absorb_records(part, id, known);
    }

    /// Notes an owner's act on the own mailbox.
    pub(super) fn count_owner(&mut self, source: SourceId, mailbox: Name, at: i64) {
        let act = Owned { source, mailbox, acts: 1, first_ms: at, last_ms: at };
        add_owned(&mut self.owned, act);
    }

    /// Notes an organisation.
    pub(super) fn add_tenant(&mut self, tenant: Name) {
        add_tenant(&mut self.tenants, tenant);
    }

    fn place(&mut self, source: Source, continues: bool) -> SourceId {
        match self.sources.last_mut().filter(|_| continues) {
            Some(last) => join(last, source),
            None => self.sources.push(source),
        }
        SourceId(u32::try_from(self.sources.len().saturating_sub(1)).unwrap_or(u32::MAX))
    }

    /// The same octets came before: their records are no news, whatever they are.
    fn take_back_all(&mut self, id: SourceId) {
        if let Some(Source { tally, .. }) = self.sources.get_mut(id.0 as usize) {
            tally.duplicate += tally.read + tally.owner + tally.irrelevant;
            (tally.read, tally.owner, tally.irrelevant) = (0, 0, 0);
        }
    }

    fn absorb_records(&mut self, part: Part, id: SourceId, known: &mut Known) {
        let Evidence { names, sources, events, owned, tenants, .. } = self;
        let mut to = Renumbering::new(&part.evidence.names, names, id);
        let mut read = part.evidence.events.into_iter();
        for taken in part.journal {
            let is_new = known.is_new(taken.identity, id);
            for mut event in read.by_ref().take(taken.events as usize).filter(|_| is_new) {
                event.renumber(&mut to);
                events.push(event);
            }
            match taken.fate {
                fate if !is_new => take_back(sources.get_mut(id.0 as usize).map(|s| &mut s.tally), fate),
                Fate::Owner(mailbox, at) => {
                    let (source, mailbox) = (id, to.name(mailbox));
                    add_owned(owned, Owned { source, mailbox, acts: 1, first_ms: at, last_ms: at });
                }
                _ => {}
            }
        }
        move_all(part.evidence.owned, owned, &mut to);
        move_all(part.evidence.standing, &mut self.standing, &mut to);
        move_all(part.evidence.audit_states, &mut self.audit_states, &mut to);
        let told = part.evidence.same.into_iter().map(|(one, other)| (to.name(one), to.name(other)));
        self.same.extend(told.filter(|tie| known.is_new_tie(*tie)));
        for tenant in part.evidence.tenants {
            add_tenant(tenants, to.name(tenant));
        }
        let refusals = part.evidence.refusals.into_iter();
        self.refusals.extend(refusals.map(|refusal| Refusal { source: id, ..refusal }));
        move_all(part.evidence.people, &mut self.people, &mut to);
        move_all(part.evidence.approvals, &mut self.approvals, &mut to);
        move_all(part.evidence.periods, &mut self.periods, &mut to);
        move_all(part.evidence.orders, &mut self.orders, &mut to);
    }
}

fn move_all<T: Renumber>(from: Vec<T>, into: &mut Vec<T>, to: &mut Renumbering<'_>) {
    into.extend(from.into_iter().map(|mut value| {
        value.renumber(to);
        value
    }));
}

fn take_back(tally: Option<&mut Tally>, fate: Fate) {
    let Some(tally) = tally else { return };
    let place = match fate {
        Fate::Read => &mut tally.read,
        Fate::Owner(..) => &mut tally.owner,
        Fate::Irrelevant => &mut tally.irrelevant,
        Fate::Unreadable => return,
    };
    *place -= 1;
    tally.duplicate += 1;
}

fn add_tenant(all: &mut Vec<Name>, tenant: Name) {
    if all.len() < MOST_TENANTS && !all.contains(&tenant) {
        all.push(tenant);
    }
}

/// Owners of one source stand together, the last first: a source has few mailboxes whose
/// owners act in turns, and sums are looked up millions of times.
fn add_owned(all: &mut Vec<Owned>, act: Owned) {
    let of_source = all.iter_mut().rev().take_while(|known| known.source == act.source);
    let mut same = of_source.filter(|known| known.mailbox == act.mailbox);
    match same.next() {
        Some(owned) => {
            owned.acts += act.acts;
            owned.first_ms = owned.first_ms.min(act.first_ms);
            owned.last_ms = owned.last_ms.max(act.last_ms);
        }
        None => all.push(act),
    }
}

fn join(whole: &mut Source, part: Source) {
    let Tally { records, read, owner, irrelevant, duplicate, unreadable } = part.tally;
    whole.tally.records += records;
    whole.tally.read += read;
    whole.tally.owner += owner;
    whole.tally.irrelevant += irrelevant;
    whole.tally.duplicate += duplicate;
    whole.tally.unreadable += unreadable;
    // The end of a source that was cut tells what is wrong with it: after all its records.
    let before = if part.sha256 == [0; 32] { 0 } else { whole.tally.records - part.tally.records };
    let room = NAMED_UNREADABLE.saturating_sub(whole.unreadable.len());
    let named = part.unreadable.into_iter().take(room);
    whole.unreadable.extend(named.map(|one| Unreadable { record: one.record + before, ..one }));
    whole.span = match (whole.span, part.span) {
        (Some((from, to)), Some((also_from, also_to))) => Some((from.min(also_from), to.max(also_to))),
        (span, None) | (None, span) => span,
    };
    whole.plateau |= part.plateau;
    whole.secrets_dropped += part.secrets_dropped;
    whole.years_by_file += part.years_by_file;
    // The last part knows them: they are those of the whole file.
    whole.bytes = whole.bytes.max(part.bytes);
    if part.sha256 != [0; 32] {
        whole.sha256 = part.sha256;
    }
}
