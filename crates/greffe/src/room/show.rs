//! Showing one message: everything that is known of it, as plain values.

use greffe_message::{Body, Message};
use greffe_store::{Found, Occurrence, Row};
use greffe_terms::{Address, Flags, Number, Severity};
use sha2::{Digest, Sha256};

use super::{Room, SearchRequest, Sort};
use crate::archive::{PREFIX_BYTES, WHOLE_MESSAGE_BYTES, read_message};
use crate::dated::dated;
use crate::edges::rfc3339;
use crate::error::Error;
use crate::record::Act;
use crate::view::{HtmlBody, MessageView, OccurrenceView, PartBytes, PartView, Place};

/// At most so many messages of a thread are listed.
const THREAD_LISTED: usize = 500;

impl Room {
    /// Shows a message. `id`: four hexadecimal digits of its id or more.
    pub fn show(&self, id: &str) -> Result<MessageView, Error> {
        self.recorder.record(Act::View)?;
        let row = self.find(id)?;
        let message = self.message(&row)?;
        let text = message.text();
        let id = row.id.to_string();
        let (tags, notes) = (self.tags_of(&row.id)?, self.notes_of(&row.id)?);
        Ok(MessageView {
            date: dated(&row).map(|(at, _)| rfc3339(at)),
            date_source: dated(&row).map_or("unknown", |(_, source)| source),
            from: shown(&message.from),
            to: shown(&message.to),
            cc: shown(&message.cc),
            bcc: shown(&message.bcc),
            reply_to: shown(&message.reply_to),
            subject: message.subject.clone(),
            headers: message.headers.iter().map(|h| (h.name.clone(), h.value.clone())).collect(),
            html: html_part(&message).is_some(),
            text: text.text,
            text_from_html: text.from_html,
            parts: parts(&message),
            thread: self.thread(&id)?,
            mailboxes: places(&row.occurrences),
            occurrences: row.occurrences.iter().map(occurrence).collect(),
            defects: defects(&row),
            damaged: is_damaged(&row),
            variants: self.variants(&row)?,
            kind: row.summary.kind.as_str(),
            lang: row.summary.language.clone(),
            bytes: row.summary.size_bytes,
            tags,
            notes,
            id,
        })
    }

    /// Returns the exact bytes of a message.
    pub fn raw(&self, id: &str) -> Result<Vec<u8>, Error> {
        self.recorder.record(Act::HandOut)?;
        let row = self.find(id)?;
        Ok(self.shelf.raw(row.number)?)
    }

    /// Writes the exact bytes of a message to `out`, however long it is.
    pub fn copy_raw(&self, id: &str, out: &mut dyn std::io::Write) -> Result<u64, Error> {
        self.recorder.record(Act::HandOut)?;
        let row = self.find(id)?;
        Ok(self.shelf.copy_raw(row.number, out)?)
    }

    /// Returns the decoded bytes of a part.
    pub fn part(&self, id: &str, n: usize) -> Result<PartBytes, Error> {
        self.recorder.record(Act::HandOut)?;
        let message = self.message(&self.find(id)?)?;
        let missing = || Error::NoSuchPart { n, parts: message.parts.len() };
        let part = message.parts.get(n).ok_or_else(missing)?;
        let bytes = message.part_bytes(n).ok_or_else(missing)?.to_vec();
        let name = part.name.as_deref().map(greffe_message::clean_name).filter(|name| !name.is_empty());
        let name = name.unwrap_or_else(|| format!("part-{n}.bin"));
        Ok(PartBytes { name, content_type: part.content_type.clone(), bytes })
    }

    /// Returns the HTML body of a message, hostile, and the images it carries.
    pub fn html(&self, id: &str) -> Result<Option<HtmlBody>, Error> {
        self.recorder.record(Act::View)?;
        let message = self.message(&self.find(id)?)?;
        let Some(html) = html_part(&message) else { return Ok(None) };
        let images = message.parts.iter().filter_map(|part| {
            let bytes = message.part_bytes(part.n)?;
            Some((part.content_id.clone()?, bytes.to_vec()))
        });
        Ok(Some(HtmlBody { html: html.to_owned(), images: images.collect() }))
    }

    /// Finds the one message whose id begins with `id`.
    pub(super) fn find(&self, id: &str) -> Result<Row, Error> {
        match self.shelf.find(id)? {
            Found::One(number) => Ok(self.shelf.row(number)?),
            Found::None => Err(Error::NoSuchMessage { id: id.to_owned() }),
            Found::Several(several) => {
                Err(Error::SeveralMessages { id: id.to_owned(), several: several.len() })
            }
        }
    }

    /// Reads a message again from its raw bytes.
    pub(super) fn message(&self, row: &Row) -> Result<Message, Error> {
        let length = row.summary.size_bytes;
        let raw = if length > WHOLE_MESSAGE_BYTES {
            self.shelf.raw_prefix(row.number, PREFIX_BYTES)?.0
        } else {
            self.shelf.raw(row.number)?
        };
        Ok(read_message(&raw, length))
    }

    /// The ids of a message's thread in time order.
    fn thread(&self, id: &str) -> Result<Vec<String>, Error> {
        let request = SearchRequest {
            query: format!("thread:{id}"),
            offset: 0,
            limit: THREAD_LISTED,
            sort: Sort::Date,
            facets: false,
            through: None,
        };
        let numbers = self.numbers(&request)?;
        let rows = self.shelf.rows(&numbers)?;
        Ok(rows.into_iter().map(|row| row.id.to_string()).collect())
    }

    /// The ids of messages with the same Message-ID and other bytes.
    fn variants(&self, row: &Row) -> Result<Vec<String>, Error> {
        let Some(message_id) = &row.summary.message_id else { return Ok(Vec::new()) };
        let others: Vec<Number> = self.shelf.same_message_id(message_id)?;
        let others: Vec<Number> = others.into_iter().filter(|n| *n != row.number).collect();
        Ok(self.shelf.rows(&others)?.into_iter().map(|row| row.id.to_string()).collect())
    }
}

fn shown(addresses: &[Address]) -> Vec<String> {
    addresses.iter().map(Address::to_string).collect()
}

/// The HTML a reader is offered: the first that is no attachment.
fn html_part(message: &Message) -> Option<&str> {
    message.parts.iter().filter(|part| !part.is_attachment).find_map(|part| match &part.body {
        Body::Html(html) => Some(html.as_str()),
        _ => None,
    })
}

fn parts(message: &Message) -> Vec<PartView> {
    let files = message.attachments();
    let view = |part: &greffe_message::Part| {
        let bytes = message.part_bytes(part.n);
        PartView {
            n: part.n,
            parent: part.parent,
            content_type: part.content_type.clone(),
            name: part.name.as_deref().map(greffe_message::clean_name).unwrap_or_default(),
            bytes: bytes.map_or(0, |bytes| bytes.len() as u64),
            sha256: bytes.map(|bytes| hex(&Sha256::digest(bytes))),
            attachment: files.iter().any(|file| file.part == part.n),
        }
    };
    message.parts.iter().map(view).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The places of a message, each once.
pub(super) fn places(occurrences: &[Occurrence]) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    for occurrence in occurrences {
        let place = Place { mailbox: occurrence.mailbox.clone(), folder: occurrence.folder.clone() };
        if !places.contains(&place) {
            places.push(place);
        }
    }
    places
}

fn occurrence(occurrence: &Occurrence) -> OccurrenceView {
    OccurrenceView {
        mailbox: occurrence.mailbox.clone(),
        folder: occurrence.folder.clone(),
        source: occurrence.source.clone(),
        path: occurrence.path.clone(),
        offset: occurrence.offset,
        import: occurrence.import.to_string(),
        flags: flags(occurrence.flags),
        postmark: occurrence.postmark.clone(),
    }
}

fn flags(flags: Flags) -> Vec<&'static str> {
    let all = [
        (flags.seen, "seen"),
        (flags.answered, "answered"),
        (flags.flagged, "flagged"),
        (flags.draft, "draft"),
        (flags.deleted, "deleted"),
        (flags.passed, "passed"),
    ];
    all.into_iter().filter(|(is_set, _)| *is_set).map(|(_, name)| name).collect()
}

fn defects(row: &Row) -> Vec<String> {
    let container = row.occurrences.iter().flat_map(|occurrence| &occurrence.defects);
    let mut defects: Vec<_> = row.summary.defects.iter().chain(container).collect();
    defects.sort_unstable();
    defects.dedup();
    defects.into_iter().map(|defect| defect.to_string()).collect()
}

pub(super) fn is_damaged(row: &Row) -> bool {
    row.summary.defects.iter().any(|defect| defect.severity() == Severity::Damage)
}
