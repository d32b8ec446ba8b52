//! A session from its login to its end: what was done in it, by whom.

use std::collections::HashMap;

use super::super::draft::draft;
use super::super::sink::Sink;
use super::login::Login;
use crate::model::{Basis, Class, Event, Flags, Moment, Outcome, Power, Relation, Target};

/// No server holds more sessions open; beyond it the oldest is told as it stands.
const MOST_OPEN: usize = 100_000;

/// A session that began and did not end yet.
#[derive(Debug)]
pub(super) struct Session {
    pub(super) record: u64,
    pub(super) time: Moment,
    pub(super) login: Login,
    /// The master user's name is not in the line, but `auth` told that there was one.
    pub(super) by_a_master: bool,
    /// Messages read and removed, once the end tells.
    pub(super) acts: Option<Acts>,
}

/// What was done in a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Acts {
    /// Messages of which text was fetched.
    pub(super) read: u32,
    /// Messages of which headers were fetched.
    pub(super) listed: u32,
    /// Messages deleted or expunged.
    pub(super) removed: u32,
}

impl Acts {
    /// What the last line of a session counts; none if its version does not count.
    pub(super) fn counted(message: &str) -> Option<Acts> {
        let imap = count(message, "body_count=");
        let pop3 = count(message, "retr=");
        let read = imap.or(pop3)?;
        let removed = ["expunged=", "deleted=", "del="].iter().filter_map(|name| count(message, name)).max();
        Some(Acts { read, listed: count(message, "hdr_count=").unwrap_or(0), removed: removed.unwrap_or(0) })
    }
}

fn count(message: &str, name: &str) -> Option<u32> {
    let word = message.split([' ', ',']).find_map(|word| word.strip_prefix(name))?;
    word.split('/').next()?.parse().ok()
}

impl Session {
    /// Whether the owner is in, and what tells so.
    pub(super) fn relation(&self) -> (Relation, Basis) {
        if self.by_a_master { (Relation::NonOwner, Basis::LogonType) } else { self.login.relation() }
    }

    /// Who acts, as far as it can be told: a login name may be the owner's and the act a master user's.
    pub(super) fn actor(&self) -> &str {
        match &self.login.actor {
            Some(actor) => actor,
            None if self.by_a_master => UNNAMED_MASTER,
            None => &self.login.user,
        }
    }

    /// Tells the session. `holds_mail` is whether the log shows any mail in that mailbox: a session
    /// that reads where none is known may read a folder that another one shared.
    pub(super) fn tell(self, holds_mail: bool, sink: &mut Sink<'_>) {
        let (relation, mut basis) = self.relation();
        let idle = self.acts == Some(Acts::default());
        // That somebody came in and touched nothing is no opening, unless it is known who it was.
        let class = if idle && relation == Relation::Undetermined { Class::Auth } else { Class::Use };
        if relation == Relation::Undetermined && class == Class::Use && !holds_mail {
            basis = Basis::Nothing;
        }
        let acts = self.acts.unwrap_or_default();
        let mut event = draft(sink, self.record, self.time, class, "Login", self.actor());
        (event.relation, event.basis) = (relation, basis);
        event.target = Target::Mailbox(sink.name(&self.login.user));
        event.power = Power::Open;
        event.items = acts.read;
        event.client = Some(sink.name(&self.login.client));
        event.outcome = Outcome::Succeeded;
        if acts.removed > 0 {
            event.flags = Flags::DELETED;
        }
        sink.known_as(&self.login.session);
        sink.event(event);
    }

    /// An act within the session, as a plug-in logs it.
    pub(super) fn act(&self, record: u64, time: Moment, operation: &str, sink: &mut Sink<'_>) -> Event {
        let mut event = draft(sink, record, time, Class::Use, operation, self.actor());
        (event.relation, event.basis) = self.relation();
        event.target = Target::Mailbox(sink.name(&self.login.user));
        event.power = Power::Open;
        event.client = Some(sink.name(&self.login.client));
        event.outcome = Outcome::Succeeded;
        event.items = 1;
        event
    }
}

/// The actor of a master user's login that no line names.
const UNNAMED_MASTER: &str = "(master user)";

/// The open sessions, by whatever the lines of their process are known by.
#[derive(Debug, Default)]
pub(super) struct Sessions {
    open: HashMap<String, Session>,
}

impl Sessions {
    /// Opens a session; what it takes the place of comes back to be told.
    pub(super) fn open(&mut self, key: String, session: Session) -> Option<Session> {
        let overflow = if self.open.len() >= MOST_OPEN { self.oldest() } else { None };
        self.open.insert(key, session).or(overflow)
    }

    /// The open session of this key.
    pub(super) fn find(&mut self, key: &str) -> Option<&mut Session> {
        self.open.get_mut(key)
    }

    /// Ends the session of this key.
    pub(super) fn end(&mut self, key: &str) -> Option<Session> {
        self.open.remove(key)
    }

    /// What is still open at the end of the log, in the order of its lines.
    pub(super) fn rest(self) -> Vec<Session> {
        let mut rest: Vec<Session> = self.open.into_values().collect();
        rest.sort_by_key(|session| session.record);
        rest
    }

    // Rare, and slow only there: a real server never comes near the limit.
    fn oldest(&mut self) -> Option<Session> {
        let key = self.open.iter().min_by_key(|(_, session)| session.record)?.0.clone();
        self.open.remove(&key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_counts_what_was_read() {
        let acts = |read, listed, removed| Some(Acts { read, listed, removed });
        for (message, expect) in [
            (
                "Disconnected: Logged out in=111 out=1473 deleted=1 expunged=1 trashed=0 hdr_count=3 hdr_bytes=9 body_count=2 body_bytes=381",
                acts(2, 3, 1),
            ),
            ("Disconnected: Logged out top=0/0, retr=4/9000, del=2/7, size=81", acts(4, 0, 2)),
            ("Disconnected: Logged out in=92 out=1200", None),
            ("Connection closed (body_count=99999999999)", None),
        ] {
            assert_eq!(Acts::counted(message), expect, "{message}");
        }
    }
}
