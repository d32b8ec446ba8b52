//! Configuration of mail servers: who may open all mailboxes, and where copies go.
//!
//! A configuration is a snapshot: what stands in it stood when it was copied. Maps that
//! it names in other files are told by their name; whoever wants to know what is in
//! them hands them in too.

mod acl;
mod cyrus;
mod dovecot;
mod exim;
mod postfix;

use std::io::{self, BufRead};

use super::input::Content;
use super::lines::{Line, Lines};
use super::sink::Sink;
use super::sniff::Head;
use crate::model::{AuditState, Flags, Form, Path, Power, Standing, Target, Why};

/// A reader of one sort of configuration: line by line.
trait Reader {
    /// What a line says, if it says anything of access.
    fn line(&mut self, line: &str, stands: &mut Vec<Stands>);

    /// What was still open at the end.
    fn end(&mut self, _stands: &mut Vec<Stands>) {}

    /// What a line says of recording.
    fn audit(&self, _line: &str) -> Option<String> {
        None
    }
}

/// A right that a line of configuration gives.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Stands {
    holder: String,
    whose: Whose,
    right: String,
    power: Power,
    destination: Option<String>,
    by_group: bool,
    refused: bool,
}

/// On whose mail, still in words.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Whose {
    Mailbox(String),
    Scope(String),
    All,
    Unknown,
}

impl Stands {
    fn new(holder: &str, whose: Whose, right: &str, power: Power) -> Self {
        let (holder, right) = (holder.to_owned(), right.to_owned());
        Stands { holder, whose, right, power, destination: None, by_group: false, refused: false }
    }

    fn copies_to(address: &str, whose: Whose, right: &str) -> Self {
        Stands { destination: Some(address.to_owned()), ..Stands::new(address, whose, right, Power::Divert) }
    }

    fn standing(self, record: u64, sink: &mut Sink<'_>) -> Standing {
        let flags = if self.by_group { Flags::BY_GROUP } else { Flags::default() };
        Standing {
            source: sink.source(),
            record,
            as_of: None,
            beneficiary: sink.name(&self.holder),
            target: match self.whose {
                Whose::Mailbox(name) => Target::Mailbox(sink.name(&name)),
                Whose::Scope(name) => Target::Scope(sink.name(&name)),
                Whose::All => Target::All,
                Whose::Unknown => Target::None,
            },
            right: sink.name(&self.right),
            power: self.power,
            path: if self.by_group { Path::Group(sink.name(&self.holder)) } else { Path::Configuration },
            destination: self.destination.map(|name| sink.name(&name)),
            flags: if self.refused { flags.with(Flags::DENY) } else { flags },
        }
    }
}

/// Sorts of configuration, the most particular first: how each is known, and who reads it.
type Sort = (fn(&Head) -> bool, fn(&str) -> Box<dyn Reader>);

const SORTS: &[Sort] = &[
    (acl::is, |path| Box::new(acl::Acl::of(path))),
    (dovecot::is, |_| Box::new(dovecot::Settings::default())),
    (exim::is, |_| Box::new(exim::Settings::default())),
    (cyrus::is, |_| Box::new(cyrus::Settings::default())),
    (postfix::is, |_| Box::new(postfix::Settings)),
];

/// Whether this is a configuration that is known.
pub(super) fn sniff(head: &Head) -> Option<Form> {
    SORTS.iter().any(|(is, _)| is(head)).then_some(Form::Configuration)
}

/// Reads a configuration; each line is a record. What a block says is told with the line that ends it.
pub(super) fn read(_: Form, content: &mut Content<'_>, sink: &mut Sink<'_>) -> io::Result<()> {
    let sort = SORTS.iter().find(|(is, _)| is(content.head()));
    let Some((_, reader)) = sort else { return Ok(()) };
    let mut reader = reader(sink.path());
    read_lines(&mut content.text(), reader.as_mut(), sink)
}

fn read_lines(text: &mut dyn BufRead, reader: &mut dyn Reader, sink: &mut Sink<'_>) -> io::Result<()> {
    let mut lines = Lines::new(text);
    let (mut stands, mut last) = (Vec::new(), 0);
    while let Some((record, line)) = lines.next()? {
        last = record;
        let Line::Text(line) = line else {
            sink.unreadable(record, Why::TooLarge);
            continue;
        };
        reader.line(line, &mut stands);
        match reader.audit(line) {
            Some(recorded) => audit_state(record, &recorded, sink),
            None => tell(record, stands.drain(..), sink),
        }
    }
    reader.end(&mut stands);
    for further in stands {
        let standing = further.standing(last, sink);
        sink.also_standing(standing);
    }
    Ok(())
}

fn tell(record: u64, stands: impl Iterator<Item = Stands>, sink: &mut Sink<'_>) {
    let mut standing = stands.map(|stands| stands.standing(record, sink)).collect::<Vec<_>>().into_iter();
    match standing.next() {
        Some(first) => sink.standing(first),
        None => sink.irrelevant(None),
    }
    standing.for_each(|further| sink.also_standing(further));
}

fn audit_state(record: u64, recorded: &str, sink: &mut Sink<'_>) {
    let admin = Some(sink.name(recorded));
    let source = sink.source();
    sink.audit_state(AuditState {
        source,
        record,
        mailbox: None,
        as_of: None,
        enabled: Some(true),
        delegate: None,
        admin,
        days_kept: None,
        bypass: None,
    });
}

/// `name = value` or `name: value`, without what follows `#` at the beginning.
fn setting(line: &str, between: char) -> Option<(&str, &str)> {
    let line = line.trim();
    if line.starts_with('#') {
        return None;
    }
    let (name, value) = line.split_once(between)?;
    Some((name.trim(), value.trim().trim_matches('"')))
}

#[cfg(test)]
mod tests;
