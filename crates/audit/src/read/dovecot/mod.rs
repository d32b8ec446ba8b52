//! Dovecot's logs: logins, what sessions read and removed, and what they cannot tell.
//!
//! In the stock format a master user's login is written exactly like the owner's
//! (2.3.19: nothing in any line differs). Such sessions are neither an owner's nor
//! anybody else's: `Undetermined`, resting on the login name. Only a log with
//! `auth_user` or `orig_user` in its login format tells them apart. Commands on the
//! server (`doveadm`) and changes of ACLs leave no line at all.

mod fields;
mod line;
mod login;
mod plugin;
mod session;

use std::collections::HashSet;
use std::io::{self, BufRead};

use self::line::{Entry, Read};
use self::login::{Login, Told, same_login};
use self::session::{Acts, Session, Sessions};
use super::draft::draft;
use super::input::Content;
use super::lines::Lines;
use super::sink::Sink;
use super::sniff::Head;
use crate::model::{Basis, Class, Form, Moment, Outcome, Relation, Target, Why};

/// How many lines are looked at to find one of Dovecot's: a system's log holds others too.
const LINES_LOOKED_AT: usize = 400;

/// No name of an account is longer.
const LONGEST_NAME: usize = 320;

/// How many mailboxes are remembered to hold mail, and announced masters to come in.
const MOST_REMEMBERED: usize = 500_000;

/// Whether this is a log with lines of Dovecot's.
pub(super) fn sniff(head: &Head) -> Option<Form> {
    let is_dovecots =
        head.lines().take(LINES_LOOKED_AT).any(|text| matches!(line::read(text), Read::Entry(_)));
    is_dovecots.then_some(Form::Dovecot)
}

/// Reads a log.
pub(super) fn read(_: Form, content: &mut Content<'_>, sink: &mut Sink<'_>) -> io::Result<()> {
    read_lines(&mut content.text(), sink)
}

fn read_lines(text: &mut dyn BufRead, sink: &mut Sink<'_>) -> io::Result<()> {
    let mut log = Log::default();
    Lines::tell(text, sink, |record, line, sink| log.line(record, line, sink))?;
    log.end(sink);
    Ok(())
}

/// What a log told up to a line.
#[derive(Default)]
struct Log {
    sessions: Sessions,
    /// Accounts whose mailbox was seen to receive mail.
    filled: HashSet<String>,
    /// Mailboxes that `auth` says a master user is about to open.
    announced: HashSet<String>,
}

impl Log {
    fn line(&mut self, record: u64, text: &str, sink: &mut Sink<'_>) {
        match line::read(text) {
            Read::Entry(entry) => match sink.moment(&entry.time) {
                Some(time) => self.entry(record, time, &entry, sink),
                None => sink.unreadable(record, Why::Time),
            },
            Read::Stranger(time) => {
                let at = sink.moment(&time);
                sink.irrelevant(at);
            }
            // A line that goes on, or a stack trace: nothing of its own.
            Read::Nothing => sink.irrelevant(None),
        }
    }

    fn entry(&mut self, record: u64, time: Moment, entry: &Entry, sink: &mut Sink<'_>) {
        if entry.service.ends_with("-login") {
            return self.login(record, time, entry, sink);
        }
        if let Some(mailbox) = entry.message.strip_prefix("Master user logging in as ") {
            remember(&mut self.announced, mailbox);
            return sink.irrelevant(Some(time));
        }
        if plugin::is_delivery(&entry.service, &entry.message) && !entry.user.is_empty() {
            remember(&mut self.filled, &entry.user);
        }
        if ENDS.iter().any(|end| entry.message.starts_with(end)) {
            return self.ended(time, entry, sink);
        }
        match plugin::Act::parse(&entry.message) {
            Some(act) => self.act(record, time, entry, &act, sink),
            None => sink.irrelevant(Some(time)),
        }
    }

    fn login(&mut self, record: u64, time: Moment, entry: &Entry, sink: &mut Sink<'_>) {
        match login::read(&entry.service, &entry.message) {
            Told::In(login) if login.user.is_empty() || login.user.len() > LONGEST_NAME => {
                sink.unreadable(record, Why::Missing);
            }
            Told::In(login) => self.opened(record, time, &entry.host, login, sink),
            Told::Refused(login) => self.refused(record, time, "Login refused", login, sink),
            Told::NotAllowed(login) => self.refused(record, time, "Login not allowed", login, sink),
            Told::Spoilt => sink.unreadable(record, Why::Syntax),
            Told::Else => sink.irrelevant(Some(time)),
        }
    }

    fn opened(&mut self, record: u64, time: Moment, host: &str, login: Login, sink: &mut Sink<'_>) {
        let by_a_master = self.announced.remove(&login.user) && login.actor.is_none();
        let key = key(host, &login.session, &login.pid, &login.user);
        let session = Session { record, time, login, by_a_master, acts: None };
        if let Some(displaced) = self.sessions.open(key, session) {
            self.tell(displaced, sink);
        }
    }

    fn refused(&mut self, record: u64, time: Moment, operation: &str, login: Login, sink: &mut Sink<'_>) {
        let by_a_master = self.announced.remove(&login.user);
        if login.user.is_empty() || login.user.len() > LONGEST_NAME {
            return sink.irrelevant(Some(time));
        }
        let actor = login.actor.clone().unwrap_or_else(|| login.user.clone());
        let mut event = draft(sink, record, time, Class::Auth, operation, &actor);
        event.target = Target::Mailbox(sink.name(&login.user));
        (event.relation, event.basis) = match login.relation() {
            (Relation::Undetermined, _) if by_a_master => (Relation::NonOwner, Basis::LogonType),
            told => told,
        };
        event.client = Some(sink.name(&login.client));
        event.outcome = Outcome::Failed;
        sink.event(event);
    }

    fn ended(&mut self, time: Moment, entry: &Entry, sink: &mut Sink<'_>) {
        sink.irrelevant(Some(time));
        let Some(key) = self.key_of(entry) else { return };
        if let Some(mut session) = self.sessions.end(&key) {
            session.acts = Acts::counted(&entry.message);
            self.tell(session, sink);
        }
    }

    /// What a plug-in logs of a session is told by itself if it was done in the folder of another, or
    /// if somebody else destroyed something; the rest is part of the session.
    fn act(&mut self, record: u64, time: Moment, entry: &Entry, act: &plugin::Act<'_>, sink: &mut Sink<'_>) {
        let owner = act.owner_of_folder();
        if act.fills && owner.is_none() && !entry.user.is_empty() {
            remember(&mut self.filled, &entry.user);
        }
        let key = self.key_of(entry);
        let Some(session) = key.and_then(|key| self.sessions.find(&key)) else {
            return sink.irrelevant(Some(time));
        };
        let elsewhere = owner.filter(|owner| !same_login(owner, session.actor()));
        let destroyed = act.class == Class::Tamper && session.relation().0 == Relation::NonOwner;
        if elsewhere.is_none() && !destroyed {
            return sink.irrelevant(Some(time));
        }
        let mut event = session.act(record, time, act.operation, sink);
        event.class = act.class;
        event.flags = act.flags;
        if let Some(owner) = elsewhere {
            event.target = Target::Mailbox(sink.name(owner));
            event.power = crate::model::Power::OpenFolder;
            if event.relation != Relation::NonOwner {
                (event.relation, event.basis) = (Relation::NonOwner, Basis::LoginName);
            }
        }
        sink.event(event);
    }

    fn key_of(&mut self, entry: &Entry) -> Option<String> {
        // Since 2.3 a line names its session; before, its user alone.
        let keys = [
            key(&entry.host, &entry.session, "", ""),
            key(&entry.host, "", &entry.pid, ""),
            key(&entry.host, "", "", &entry.user),
        ];
        keys.into_iter().find(|key| self.sessions.find(key).is_some())
    }

    fn tell(&self, session: Session, sink: &mut Sink<'_>) {
        // Where no delivery is logged at all, that none is seen means nothing.
        let holds_mail = self.filled.is_empty() || self.filled.contains(&session.login.user);
        session.tell(holds_mail, sink);
    }

    fn end(mut self, sink: &mut Sink<'_>) {
        for session in std::mem::take(&mut self.sessions).rest() {
            self.tell(session, sink);
        }
    }
}

/// How the last line of a session begins.
const ENDS: &[&str] = &["Disconnected", "Connection closed", "Logged out", "Server shutting down"];

fn key(host: &str, session: &str, pid: &str, user: &str) -> String {
    match (session, pid) {
        ("", "") => format!("user {host} {user}"),
        ("", pid) => format!("process {host} {pid}"),
        (session, _) => format!("session {session}"),
    }
}

fn remember(set: &mut HashSet<String>, name: &str) {
    if set.len() < MOST_REMEMBERED && name.len() <= LONGEST_NAME {
        set.insert(name.to_owned());
    }
}

#[cfg(test)]
mod tests;
