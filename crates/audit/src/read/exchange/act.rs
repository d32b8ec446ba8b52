//! One cmdlet that somebody ran, whichever log kept it, to the events that it means.

use super::cmdlet::{self, Meaning, Whose};
use super::parameters::Parameters;
use super::who::{Ties, clean, named, of_caller};
use crate::model::{Class, Event, Flags, Outcome, Relation, Why};
use crate::read::draft::draft;
use crate::read::sink::Sink;

/// What a record of an administrators' log says beside the parameters.
#[derive(Debug, Clone, Copy)]
pub(super) struct Act<'a> {
    pub(super) record: u64,
    pub(super) time: &'a str,
    pub(super) caller: &'a str,
    pub(super) cmdlet: &'a str,
    pub(super) outcome: Outcome,
    pub(super) client: Option<&'a str>,
}

/// Tells a record: its events, or that it is about something else, or why it cannot be read.
pub(super) fn tell(act: Act<'_>, parameters: &Parameters<'_>, ties: &mut Ties, sink: &mut Sink<'_>) {
    let moment = sink.moment(act.time);
    if act.cmdlet.trim().is_empty() {
        return sink.unreadable(act.record, Why::Missing);
    }
    let meanings = cmdlet::means(act.cmdlet, parameters);
    if meanings.is_empty() {
        return sink.irrelevant(moment);
    }
    let Some(time) = moment else { return sink.unreadable(act.record, Why::Time) };
    if act.caller.trim().is_empty() {
        return sink.unreadable(act.record, Why::Missing);
    }
    if let Some((typed, object)) = cmdlet::tie(act.cmdlet, parameters) {
        ties.tie(Some(typed), Some(object), sink);
    }
    let mut base = draft(sink, act.record, time, Class::Other, &clean(act.cmdlet), &clean(act.caller));
    base.outcome = act.outcome;
    base.client = act.client.map(|client| named(sink, client));
    for (place, meaning) in meanings.iter().enumerate() {
        let event = event(base.clone(), meaning, act, parameters, sink);
        match place {
            0 => sink.event(event),
            _ => sink.also(event),
        }
    }
}

fn event(
    mut event: Event,
    meaning: &Meaning<'_>,
    act: Act<'_>,
    parameters: &Parameters<'_>,
    sink: &mut Sink<'_>,
) -> Event {
    meaning.fill(sink, &mut event);
    let mailboxes = match meaning.whose {
        Whose::Mailbox(mailbox) => [Some(mailbox), owner_of(parameters.modified_object())],
        Whose::Own => [Some(act.caller), None],
        _ => [None, None],
    };
    (event.relation, event.basis) = of_caller(act.caller, &mailboxes);
    // Rules that an owner makes in the own mailbox are the owner's business, whatever they delete.
    if event.relation == Relation::Owner && event.flags.has(Flags::DELETED) {
        event.class = Class::Other;
    }
    event
}

/// The mailbox in the path of an object: a rule's object has the rule behind the mailbox.
fn owner_of(object: Option<&str>) -> Option<&str> {
    object.map(|object| object.split('\\').next().filter(|o| o.contains('/')).unwrap_or(object))
}
