//! Rows of a list of messages: results, threads, variants.

use greffe::view::Hit;

use super::verdict::Mark;
use crate::reading::{Piece, pieces, shorten};
use crate::say::Say;
use crate::{links, query};

/// A subject or a sender may be a megabyte long; a line of a list may not.
const LINE_CHARS: usize = 250;
/// Folders that a line names.
const PLACES: usize = 6;

/// One message in a list.
pub(super) struct Row {
    /// Its page.
    pub(super) address: String,
    /// Its id.
    pub(super) id: String,
    /// Subject, or words for its absence.
    pub(super) subject: Vec<Piece>,
    /// Sender, or words for its absence.
    pub(super) from: Vec<Piece>,
    /// When it was written.
    pub(super) date: Option<Time>,
    /// Kind of mail, in words.
    pub(super) kind: String,
    /// What its signatures prove.
    pub(super) verdict: Option<Mark>,
    /// Where it lies.
    pub(super) places: Vec<String>,
    /// Files inside, in words; empty when there are none.
    pub(super) attachments: String,
    /// What people wrote on it.
    pub(super) tags: Vec<String>,
    /// Content of it could not be read.
    pub(super) damaged: bool,
    /// Words around the first match.
    pub(super) snippet: Vec<Piece>,
    /// The file inside that they are from, and its page.
    pub(super) file: Option<(String, String)>,
    /// How many more matches have nearly the same text, and the search that finds them.
    pub(super) similar: Option<(String, String)>,
}

/// A time for programs and for people.
pub(super) struct Time {
    /// RFC 3339.
    pub(super) machine: String,
    /// In the archive's zone.
    pub(super) shown: String,
}

impl Time {
    /// Writes a time for a list.
    pub(super) fn short(say: Say<'_>, rfc3339: &str) -> Self {
        Self { machine: rfc3339.to_owned(), shown: say.short_time(rfc3339) }
    }

    /// Writes the day of a time.
    pub(super) fn day(say: Say<'_>, rfc3339: &str) -> Self {
        Self { machine: rfc3339.to_owned(), shown: say.day(rfc3339) }
    }

    /// Writes a time in full.
    pub(super) fn long(say: Say<'_>, rfc3339: &str) -> Self {
        Self { machine: rfc3339.to_owned(), shown: say.long_time(rfc3339) }
    }
}

impl Row {
    /// Makes the row of a message; `asked` is what its address keeps of the search it stands in.
    pub(super) fn new(say: Say<'_>, hit: &Hit, asked: &[(&str, &str)]) -> Self {
        // A loose document is a file and has none; nobody sent it.
        let is_document = hit.kind == "document";
        Self {
            address: links::address(&links::message(&hit.id, ""), asked),
            id: hit.id.clone(),
            subject: line(say, &hit.subject, &hit.subject_marks, "search-no-subject"),
            from: if is_document {
                Vec::new()
            } else {
                line(say, &hit.from, &hit.from_marks, "search-no-sender")
            },
            date: hit.date.as_deref().map(|date| Time::short(say, date)),
            kind: say.code("kind", hit.kind).into_owned(),
            verdict: Mark::new(say, hit.verdict),
            places: hit
                .mailboxes
                .iter()
                .take(PLACES)
                .map(|place| place_name(&place.mailbox, &place.folder))
                .collect(),
            attachments: attachments(say, if is_document { 0 } else { hit.attachments }),
            tags: hit.tags.clone(),
            damaged: hit.damaged,
            snippet: pieces(&hit.snippet, &hit.marks),
            file: file(say, hit, asked),
            similar: similar(say, hit, asked),
        }
    }
}

/// Shortens a text to a line with its marks; words for its absence have none.
fn line(say: Say<'_>, text: &str, marks: &[(usize, usize)], absent: &str) -> Vec<Piece> {
    let marks = if text.trim().is_empty() { &[] } else { marks };
    pieces(&or_word(say, &shorten(text, LINE_CHARS), absent), marks)
}

/// Names the file that a snippet is from, and where it is shown.
fn file(say: Say<'_>, hit: &Hit, asked: &[(&str, &str)]) -> Option<(String, String)> {
    let name = or_word(say, &shorten(hit.snippet_of.as_deref()?, LINE_CHARS), "web-no-name");
    let below = format!("/file/{}", hit.snippet_part?);
    Some((name, links::address(&links::message(&hit.id, &below), asked)))
}

/// Says how many messages stand behind one that is shown for all, and leads to them.
fn similar(say: Say<'_>, hit: &Hit, asked: &[(&str, &str)]) -> Option<(String, String)> {
    let others = hit.similar.filter(|others| *others > 0)?;
    let query = asked.iter().find(|(name, _)| *name == "q").map_or("", |(_, query)| *query);
    let group = query::with(query, &query::field("similar", &hit.id));
    Some((say.texts().others_alike(others), links::search(&group)))
}

/// Writes a folder of a mailbox.
pub(super) fn place_name(mailbox: &str, folder: &str) -> String {
    if folder.is_empty() { mailbox.to_owned() } else { format!("{mailbox} / {folder}") }
}

/// Returns a text, or words for its absence.
pub(super) fn or_word(say: Say<'_>, text: &str, key: &str) -> String {
    if text.trim().is_empty() { say.word(key).into_owned() } else { text.to_owned() }
}

fn attachments(say: Say<'_>, count: usize) -> String {
    if count == 0 { String::new() } else { say.count("web-attachments-count", count).into_owned() }
}
