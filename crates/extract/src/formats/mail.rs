//! Mail inside of mail, as `.eml`, `.msg` or `winmail.dat`.

use greffe_mapi::MapiError;
use greffe_message::{Body, Message};

use crate::formats::{Budget, Document, dates, read_inside};
use crate::reading::{Mark, Metadata, Why};
use crate::worker::{Scribe, claim};

/// Reads a message as it travels (RFC 5322).
///
/// # Errors
/// When there is no room left.
pub(crate) fn read_message(raw: &[u8], scribe: &mut Scribe<'_>, budget: &mut Budget) -> Result<(), Why> {
    let message = greffe_message::parse(raw);
    scribe.metadata = facts(&message);
    for name in ["From", "To", "Cc", "Date", "Subject"] {
        for header in message.headers.iter().filter(|header| header.name.eq_ignore_ascii_case(name)) {
            scribe.line(Mark::Body, &header.value)?;
        }
    }
    scribe.line(Mark::Body, &message.searchable().body)?;
    read_files(&message, scribe, budget)
}

fn facts(message: &Message) -> Metadata {
    let line = |wanted: &str| {
        let header = message.headers.iter().find(|header| header.name.eq_ignore_ascii_case(wanted))?;
        claim(&header.value)
    };
    Metadata {
        title: claim(&message.subject),
        author: line("From"),
        created: message.date.and_then(|(written, _)| dates::of_unix(written.0)),
        software: line("User-Agent").or_else(|| line("X-Mailer")),
        ..Metadata::default()
    }
}

/// Texts and messages inside were read above; these are the files that are neither.
fn read_files(message: &Message, scribe: &mut Scribe<'_>, budget: &mut Budget) -> Result<(), Why> {
    for file in message.attachments() {
        let Some(part) = message.part(file.part) else { continue };
        let Body::Binary(bytes) = &part.body else { continue };
        budget.take_entry()?;
        let (name, content_type) = (&file.name, &file.content_type);
        let document = Document { name, content_type, bytes: bytes.into() };
        scribe.within(name, |scribe| read_inside(document, scribe, budget))?;
    }
    Ok(())
}

/// Reads Outlook's `.msg`, as the mail that it was.
///
/// # Errors
/// What stopped it.
pub(crate) fn read_msg(bytes: &[u8], scribe: &mut Scribe<'_>, budget: &mut Budget) -> Result<(), Why> {
    read_item(greffe_mapi::read_msg(bytes), scribe, budget)
}

/// Reads `winmail.dat`.
///
/// # Errors
/// What stopped it.
pub(crate) fn read_tnef(bytes: &[u8], scribe: &mut Scribe<'_>, budget: &mut Budget) -> Result<(), Why> {
    read_item(greffe_mapi::read_tnef(bytes), scribe, budget)
}

fn read_item(
    item: Result<greffe_mapi::Item, MapiError>,
    scribe: &mut Scribe<'_>,
    budget: &mut Budget,
) -> Result<(), Why> {
    let item = item.map_err(|error| match error {
        MapiError::Encrypted => Why::Encrypted,
        _ => Why::Damaged,
    })?;
    let mut raw = Vec::new();
    greffe_mapi::rebuild(&item, &mut raw).map_err(|_| Why::Damaged)?;
    read_message(&raw, scribe, budget)
}
