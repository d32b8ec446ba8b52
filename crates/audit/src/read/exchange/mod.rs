//! Exchange: what its administrators did, who opened mailboxes, and what stood when somebody looked.
//!
//! One record is read the same way whether it was a row of CSV, an object of
//! CliXml, an element of XML or an entry of a Windows event log.

mod act;
mod admin_rows;
mod admin_xml;
mod clixml;
pub(crate) mod cmdlet;
#[cfg(test)]
mod corpora;
mod evtx;
mod fields;
mod json;
mod mailbox_audit;
pub(crate) mod parameters;
mod records;
mod snapshot;
mod trail;
pub(crate) mod who;

use std::io::{self, BufRead};

use self::fields::Fields;
use self::mailbox_audit::Openings;
use self::records::Records;
use self::snapshot::Snapshot;
use self::trail::Trail;
use super::input::Content;
use super::objects::{Found, Objects};
use super::sink::Sink;
use super::sniff::Head;
use super::table::Table;
use crate::model::{Form, Why};

/// Says which of the forms of Exchange a file is.
pub(super) fn sniff(head: &Head) -> Option<Form> {
    if head.octets().starts_with(evtx::MAGIC) {
        return Some(Form::Evtx);
    }
    if is_search_results(head) {
        let of_mailboxes = head.text().contains("MailboxGuid=") || head.text().contains("LogonType=");
        return Some(if of_mailboxes { Form::MailboxAudit } else { Form::AdminAuditXml });
    }
    if is_clixml(head) {
        return Some(clixml_form(head));
    }
    if head.is_json() {
        return json_form(head);
    }
    let form = Kind::of(&|name| head.has_columns(&[name]))?.form();
    Some(form)
}

/// Reads a file of one of these forms.
pub(super) fn read(form: Form, content: &mut Content<'_>, sink: &mut Sink<'_>) -> io::Result<()> {
    if form == Form::Evtx {
        return evtx::read(content.octets(), sink);
    }
    let head = content.head();
    let (clixml, xml, json) = (is_clixml(head), is_search_results(head), head.is_json());
    let (separator, begins) = (head.separator(), head.text().to_owned());
    let mut text = content.text();
    match (clixml, xml, json) {
        (true, ..) => objects(&mut text, sink),
        (_, true, _) => admin_xml::read(&mut text, sink),
        (.., true) => json_objects(Objects::new(text, &begins), sink),
        _ => rows(text, separator, sink),
    }
}

fn is_search_results(head: &Head) -> bool {
    head.text().trim_start().starts_with('<') && head.text().contains("<SearchResults")
}

fn is_clixml(head: &Head) -> bool {
    head.text().trim_start().starts_with('<')
        && head.text().contains("http://schemas.microsoft.com/powershell/2004/04")
}

/// The form of the first object; it is looked at by the names that it writes.
fn clixml_form(head: &Head) -> Form {
    let text = head.text();
    let kind = Kind::of(&|name| text.contains(&format!(" N=\"{name}\"")));
    match kind {
        Some(Kind::Administration) => Form::AdminAuditCliXml,
        Some(kind) => kind.form(),
        None => Form::PermissionSnapshot,
    }
}

/// The form of objects that `ConvertTo-Json` wrote.
fn json_form(head: &Head) -> Option<Form> {
    match Kind::of(&|name| head.has_json_key(name))? {
        Kind::Administration => Some(Form::AdminAuditJson),
        kind => Some(kind.form()),
    }
}

/// What the records of a table, of JSON or of CliXml are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Administration,
    Openings,
    Snapshot(Snapshot),
}

impl Kind {
    fn of(has: &dyn Fn(&str) -> bool) -> Option<Self> {
        if admin_rows::knows(has) {
            return Some(Kind::Administration);
        }
        if mailbox_audit::knows(has) {
            return Some(Kind::Openings);
        }
        Snapshot::of(has).map(Kind::Snapshot)
    }

    fn form(self) -> Form {
        match self {
            Kind::Administration => Form::AdminAuditCsv,
            Kind::Openings => Form::MailboxAudit,
            Kind::Snapshot(snapshot) => snapshot.form(),
        }
    }
}

/// What records of one file say together, whichever kind they are.
#[derive(Default)]
struct Together {
    trail: Trail,
    openings: Openings,
}

impl Together {
    fn record(&mut self, kind: Kind, fields: &dyn Fields, record: u64, sink: &mut Sink<'_>) {
        match kind {
            Kind::Administration => admin_rows::record(fields, record, &mut self.trail, sink),
            Kind::Openings => mailbox_audit::record(fields, record, &mut self.openings, sink),
            Kind::Snapshot(what) => snapshot::record(what, fields, record, &mut self.trail.ties, sink),
        }
    }

    fn finish(self, sink: &mut Sink<'_>) {
        self.trail.finish(sink);
        self.openings.finish(sink);
    }
}

fn rows(text: impl BufRead, separator: u8, sink: &mut Sink<'_>) -> io::Result<()> {
    let mut table = Table::new(text, separator);
    let Some(kind) = Kind::of(&|name| table.has(name)) else { return Ok(()) };
    let mut together = Together::default();
    while let Some(row) = table.next() {
        match row {
            Ok(row) => together.record(kind, &row, row.record, sink),
            Err((record, why)) => sink.unreadable(record, why),
        }
    }
    together.finish(sink);
    Ok(())
}

/// Objects of several cmdlets may stand in one file: each tells by its own names what it is.
fn objects(text: &mut dyn BufRead, sink: &mut Sink<'_>) -> io::Result<()> {
    let mut records = Records::new(text, "Obj", true);
    let mut together = Together::default();
    while let Some(record) = records.next()? {
        let number = record.number;
        match record.text.and_then(|xml| clixml::parse(xml).ok_or(Why::Syntax)) {
            Err(why) => sink.unreadable(number, why),
            Ok(object) => match Kind::of(&|name| object.has(name)) {
                Some(kind) => together.record(kind, &object, number, sink),
                None => sink.irrelevant(None),
            },
        }
    }
    together.finish(sink);
    Ok(())
}

fn json_objects(mut objects: Objects<impl BufRead>, sink: &mut Sink<'_>) -> io::Result<()> {
    let (mut together, mut number, mut octets) = (Together::default(), 0, Vec::new());
    loop {
        octets.clear();
        let found = objects.next(&mut octets)?;
        if found == Found::End {
            break;
        }
        number += 1;
        let object = match found {
            Found::TooLarge => Err(Why::TooLarge),
            Found::Garbage => Err(Why::Syntax),
            // The last line of a text may be whole without an end.
            Found::Cut => json::parse(&octets).ok_or(Why::Cut),
            Found::Object | Found::End => json::parse(&octets).ok_or(Why::Syntax),
        };
        match object.map(|object| (Kind::of(&|name| object.has(name)), object)) {
            Err(why) => sink.unreadable(number, why),
            Ok((Some(kind), object)) => together.record(kind, &object, number, sink),
            Ok((None, _)) => sink.irrelevant(None),
        }
    }
    together.finish(sink);
    Ok(())
}

#[cfg(test)]
mod tests;
