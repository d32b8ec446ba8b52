//! Zimbra: audit.log, mailbox.log and snapshots of `zmprov`.
//!
//! An administrator who opens a mailbox asks for a token first, and that is logged
//! (`DelegateAuth`); in mailbox.log every request then bears both names. Grants, shares
//! and exports leave no line in the stock configuration: they are seen only as they
//! stand, in a snapshot. Values of attributes are written out, passwords among them:
//! these are counted and never kept.

mod command;
mod line;
mod rights;
mod snapshot;

use std::collections::HashMap;
use std::io::{self, BufRead};

use self::command::{Command, Scene, same};
use self::line::{Entry, Read};
use super::input::Content;
use super::lines::Lines;
use super::sink::Sink;
use super::sniff::Head;
use crate::model::{Basis, Class, Event, Form, Moment, Power, Relation, Target, Why};

const LINES_LOOKED_AT: usize = 400;

/// Requests of a delegated session other than readings are told once in this time.
const SESSION_MS: i64 = 60 * 60 * 1000;

/// No server sees more pairs of account and mailbox; beyond it each request is told.
const MOST_PAIRS: usize = 200_000;

/// Whether this is one of Zimbra's logs, or a snapshot of `zmprov`.
pub(super) fn sniff(head: &Head) -> Option<Form> {
    let is_log = |text: &str| match line::read(text) {
        Read::Entry(entry) => {
            entry.message.starts_with("cmd=") || entry.name.is_some() || entry.address.is_some()
        }
        _ => false,
    };
    let mut lines = head.lines().take(LINES_LOOKED_AT);
    (is_snapshot(head) || lines.any(is_log)).then_some(Form::Zimbra)
}

fn is_snapshot(head: &Head) -> bool {
    head.lines().take(5).any(|line| snapshot::is_account(line) || snapshot::is_grants(line))
}

/// Reads a log or a snapshot.
pub(super) fn read(_: Form, content: &mut Content<'_>, sink: &mut Sink<'_>) -> io::Result<()> {
    if is_snapshot(content.head()) {
        return snapshot::read(&mut content.text(), sink);
    }
    read_log(&mut content.text(), sink)
}

fn read_log(text: &mut dyn BufRead, sink: &mut Sink<'_>) -> io::Result<()> {
    let mut log = Log::default();
    Lines::tell(text, sink, |record, line, sink| log.line(record, line, sink))
}

/// When the last request of each delegated session was told.
#[derive(Default)]
struct Log {
    told: HashMap<(String, String), i64>,
}

impl Log {
    fn line(&mut self, record: u64, text: &str, sink: &mut Sink<'_>) {
        let entry = match line::read(text) {
            Read::Entry(entry) => entry,
            Read::Spoilt => return sink.unreadable(record, Why::Syntax),
            Read::Nothing => return sink.irrelevant(None),
        };
        // The comma before the milliseconds is a point elsewhere.
        let Some(time) = sink.moment(&entry.time.replace(',', ".")) else {
            return sink.unreadable(record, Why::Time);
        };
        if entry.message.contains("<password>") {
            sink.dropped_secret();
        }
        let events = match Command::parse(entry.message) {
            Some(command) if entry.category == "security" => commanded(record, time, &entry, &command, sink),
            _ => self.request(record, time, &entry, sink).into_iter().collect(),
        };
        tell(events, time, sink);
    }

    /// A request of mailbox.log that bears two names: the first account's mail, the second's token.
    fn request(
        &mut self,
        record: u64,
        time: Moment,
        entry: &Entry<'_>,
        sink: &mut Sink<'_>,
    ) -> Option<Event> {
        let (owner, actor) = (entry.name?, entry.authenticated?);
        if same(owner, actor) {
            return None;
        }
        let (class, operation, items) = meaning(entry.message);
        let pair = (actor.to_owned(), owner.to_owned());
        let is_recent =
            self.told.get(&pair).is_some_and(|last| (0..SESSION_MS).contains(&(time.utc_ms - last)));
        if is_recent && items == 0 && class == Class::Use {
            return None;
        }
        if self.told.len() < MOST_PAIRS {
            self.told.insert(pair, time.utc_ms);
        }
        let scene = Scene { record, time, actor, entry, failed: false };
        let mut event = scene.event(class, operation, sink);
        event.target = Target::Mailbox(sink.name(owner));
        (event.relation, event.basis) = (Relation::NonOwner, Basis::LogonType);
        (event.power, event.items) = (Power::Open, items);
        Some(event)
    }
}

/// What a request means: its class, its name, how many messages it opens.
fn meaning(message: &str) -> (Class, &str, u32) {
    if ["fmt=tgz", "fmt=zip", "fmt=tar"].iter().any(|word| message.contains(word)) {
        return (Class::Export, "UserServlet", 0);
    }
    let word = message.split([' ', '(', ':']).next().unwrap_or_default();
    match word {
        "GetMsgRequest" | "GetConvRequest" => (Class::Use, word, 1),
        "SendMsgRequest" | "SendInviteReplyRequest" => (Class::SendAs, word, 0),
        _ if word.ends_with("Request") => (Class::Use, word, 0),
        _ => (Class::Use, "session", 0),
    }
}

fn commanded(
    record: u64,
    time: Moment,
    entry: &Entry<'_>,
    command: &Command<'_>,
    sink: &mut Sink<'_>,
) -> Vec<Event> {
    for _ in 0..command.secrets() {
        sink.dropped_secret();
    }
    if let Some((one, other)) = command.same() {
        let (one, other) = (sink.name(one), sink.name(other));
        sink.same(one, other);
    }
    command.events(record, time, entry, sink)
}

fn tell(events: Vec<Event>, time: Moment, sink: &mut Sink<'_>) {
    let mut events = events.into_iter();
    match events.next() {
        Some(first) => sink.event(first),
        None => sink.irrelevant(Some(time)),
    }
    events.for_each(|event| sink.also(event));
}

#[cfg(test)]
mod tests;
