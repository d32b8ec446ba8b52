//! Showing one message: everything that is known of it, as plain values.

use std::collections::HashMap;

use greffe_message::{Body, Message, Part};
use greffe_store::{Found, Occurrence, Row};
use greffe_terms::{Address, Flags, Kind, Number};
use sha2::{Digest, Sha256};

use super::{Room, SearchRequest, Sort};
use crate::dated::dated;
use crate::defects;
use crate::edges::rfc3339;
use crate::error::Error;
use crate::reading::stored_message;
use crate::record::Act;
use crate::view::{FileState, HtmlBody, MessageView, OccurrenceView, PartBytes, PartView, Place};

/// At most so many messages of a thread are listed.
const THREAD_LISTED: usize = 500;

impl Room {
    /// Shows a message. `id`: four hexadecimal digits of its id or more.
    pub fn show(&self, id: &str) -> Result<MessageView, Error> {
        self.recorder.record(Act::View)?;
        let row = self.find(id)?;
        let message = self.message(&row)?;
        let text = message.text();
        let similar = self.similar(&row, &text.text)?;
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
            parts: self.parts_of(&row, &message)?,
            thread: self.thread(&id)?,
            mailboxes: places(&row.occurrences),
            occurrences: row.occurrences.iter().map(occurrence).collect(),
            defects: defects(&row),
            damaged: defects::is_damaged(&row),
            variants: self.variants(&row)?,
            similar,
            kind: row.summary.kind.as_str(),
            lang: row.summary.language.clone(),
            bytes: row.summary.size_bytes,
            authentication: self.authentication(&row)?,
            tags,
            notes,
            id,
        })
    }

    /// Lists the parts. Of a document too long to be held only the beginning was read:
    /// its length and its hash are the item's.
    fn parts_of(&self, row: &Row, message: &Message) -> Result<Vec<PartView>, Error> {
        let mut parts = parts(message, &self.file_states(row)?);
        if row.summary.kind == Kind::Document {
            for part in &mut parts {
                (part.bytes, part.sha256) = (row.summary.size_bytes, Some(row.id.to_string()));
            }
        }
        Ok(parts)
    }

    /// Returns the exact bytes of a message.
    pub fn raw(&self, id: &str) -> Result<Vec<u8>, Error> {
        self.recorder.record(Act::HandOut)?;
        let row = self.find(id)?;
        Ok(self.shelf.raw(row.number)?)
    }

    /// Returns the name of a loose document, cleaned, where it was found first; `None` for mail.
    pub fn document_name(&self, id: &str) -> Result<Option<String>, Error> {
        let row = self.find(id)?;
        let first = row.occurrences.first().filter(|_| row.summary.kind == Kind::Document);
        Ok(first.map(|first| greffe_message::clean_name(first.path.rsplit('/').next().unwrap_or_default())))
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
        let row = self.find(id)?;
        let message = self.message(&row)?;
        let missing = || Error::NoSuchPart { n, parts: message.part_count() };
        let part = message.part(n).ok_or_else(missing)?;
        let bytes = match row.summary.kind {
            // However long: a document is never handed out in part.
            Kind::Document => self.shelf.raw(row.number)?,
            _ if part.left_out > 0 => return Err(Error::PartNotHeld { n }),
            _ => part.bytes().ok_or_else(missing)?.to_vec(),
        };
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
        stored_message(&self.shelf, row.number, row.summary.size_bytes)
    }

    /// The ids of a message's thread in time order.
    fn thread(&self, id: &str) -> Result<Vec<String>, Error> {
        let request = SearchRequest {
            query: format!("thread:{id}"),
            offset: 0,
            limit: THREAD_LISTED,
            sort: Sort::Date,
            ..SearchRequest::default()
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

/// All parts as [`Message::part`] numbers them: a nested message's follow the message's own.
fn parts(message: &Message, files: &HashMap<usize, FileState>) -> Vec<PartView> {
    let mut placed = Vec::new();
    place_parts(message, 0, None, &mut placed);
    let view = |(n, parent, part): (usize, Option<usize>, &Part)| PartView {
        n,
        parent,
        content_type: part.content_type.clone(),
        name: part.name.as_deref().map(greffe_message::clean_name).unwrap_or_default(),
        bytes: part.length(),
        sha256: part.bytes().filter(|_| part.left_out == 0).map(|bytes| hex(&Sha256::digest(bytes))),
        attachment: files.contains_key(&n),
        file: files.get(&n).copied(),
    };
    placed.into_iter().map(view).collect()
}

/// Lists the parts of a message whose first one has the number `base` and lies in part `holder`.
fn place_parts<'a>(
    message: &'a Message,
    base: usize,
    holder: Option<usize>,
    placed: &mut Vec<(usize, Option<usize>, &'a Part)>,
) {
    let own = message.parts.iter();
    placed.extend(own.map(|part| (base + part.n, part.parent.map(|n| base + n).or(holder), part)));
    let mut next = base + message.parts.len();
    for part in &message.parts {
        if let Body::Message { message: inner, .. } = &part.body {
            place_parts(inner, next, Some(base + part.n), placed);
            next += inner.part_count();
        }
    }
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
    let mut defects: Vec<_> = defects::of(row).collect();
    defects.sort_unstable();
    defects.dedup();
    defects.into_iter().map(|defect| defect.to_string()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_nested_messages_have_their_numbers_and_their_place() {
        let inner =
            "Subject: in\nContent-Type: multipart/mixed; boundary=i\n\n--i\n\none\n--i\n\ntwo\n--i--\n";
        let raw = format!(
            "Content-Type: multipart/mixed; boundary=o\n\n--o\n\nhello\n--o\nContent-Type: message/rfc822\n\n{inner}\n--o--\n"
        );
        let message = greffe_message::parse(raw.as_bytes());
        let listed: Vec<_> = parts(&message, &HashMap::new())
            .into_iter()
            .map(|part| (part.n, part.parent, part.content_type))
            .collect();
        let expect = [
            (0, None, "multipart/mixed"),
            (1, Some(0), "text/plain"),
            (2, Some(0), "message/rfc822"),
            (3, Some(2), "multipart/mixed"),
            (4, Some(3), "text/plain"),
            (5, Some(3), "text/plain"),
        ];
        assert_eq!(listed, expect.map(|(n, parent, kind)| (n, parent, kind.to_owned())));
        for (n, _, _) in listed.into_iter().filter(|(_, _, kind)| kind == "text/plain") {
            assert!(message.part_bytes(n).is_some(), "part {n}");
        }
    }
}
