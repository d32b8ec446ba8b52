//! Reading messages: one, some, all; by number, id or Message-ID.

use std::ops::ControlFlow;

use greffe_message::Summary;
use greffe_terms::{Defect, Kind, MessageId, Number};
use rusqlite::{Connection, OptionalExtension, Rows};

use super::apply::{message_key, read_flags};
use super::summaries::Reader;
use super::{Span, integer, unsigned};
use crate::batch::ImportId;
use crate::hex;
use crate::pack::Frame;
use crate::row::{Found, Occurrence, Row};

/// The fewest digits of an id that are looked up.
pub(crate) const PREFIX_DIGITS: usize = 4;

/// Matches listed for a prefix of several.
const SEVERAL: i64 = 100;

const OCCURRENCES: &str = "
    SELECT o.n, o.place, f.mailbox, d.name, f.source, f.path, o.offset, o.length, o.flags, o.postmark,
           o.quoting, o.defects, i.id, o.reading = f.reading AND NOT f.gone
    FROM occurrences o JOIN files f ON f.seq = o.file JOIN folders d ON d.seq = o.folder
         JOIN imports i ON i.seq = o.import";

/// Reads messages in the order asked; `None` where no message has this number.
pub(crate) fn rows(connection: &Connection, numbers: &[Number]) -> rusqlite::Result<Vec<Option<Row>>> {
    let mut summaries = Reader::new(connection)?;
    // Neighbours share a sheaf of summaries: in the order of numbers, each is decoded once.
    let mut places: Vec<usize> = (0..numbers.len()).collect();
    places.sort_unstable_by_key(|place| numbers[*place]);
    let mut rows = vec![None; numbers.len()];
    for place in places {
        rows[place] = row(connection, &mut summaries, numbers[place])?;
    }
    Ok(rows)
}

/// Returns the id of a message.
pub(crate) fn id(connection: &Connection, number: Number) -> rusqlite::Result<Option<MessageId>> {
    let mut message = connection.prepare_cached("SELECT id FROM messages WHERE n = ?1")?;
    message.query_row([number.0], |row| row.get(0).map(MessageId::new)).optional()
}

fn row(connection: &Connection, summaries: &mut Reader<'_>, number: Number) -> rusqlite::Result<Option<Row>> {
    let Some(id) = id(connection, number)? else { return Ok(None) };
    let (summary, postmark) = summaries.read(number)?;
    let query = format!("{OCCURRENCES} WHERE o.n = ?1 ORDER BY o.place");
    let mut statement = connection.prepare_cached(&query)?;
    let found = statement.query_map([number.0], read_occurrence)?;
    let occurrences = found.collect::<rusqlite::Result<_>>()?;
    Ok(Some(assemble(number, id, (summary, postmark), occurrences)))
}

/// Calls `take` with each message from `from` on, in order, until it breaks.
///
/// Messages and occurrences are two ordered streams, read side by side.
pub(crate) fn each_row(
    connection: &Connection,
    from: Number,
    take: &mut dyn FnMut(Row) -> ControlFlow<()>,
) -> rusqlite::Result<()> {
    // One transaction, so that both streams see the same catalogue.
    let snapshot = connection.unchecked_transaction()?;
    let mut messages = snapshot.prepare_cached("SELECT n, id FROM messages WHERE n >= ?1 ORDER BY n")?;
    let query = format!("{OCCURRENCES} WHERE o.n >= ?1 ORDER BY o.n, o.place");
    let mut occurrences = snapshot.prepare_cached(&query)?;
    let mut summaries = Reader::new(&snapshot)?;
    let (mut messages, mut occurrences) = (messages.query([from.0])?, occurrences.query([from.0])?);
    let mut waiting = next_occurrence(&mut occurrences)?;
    while let Some(message) = messages.next()? {
        let number = Number(message.get(0)?);
        let mut found = Vec::new();
        while let Some((owner, occurrence)) = waiting.take_if(|(owner, _)| *owner <= number) {
            // In a damaged catalogue, one may have lost its message.
            found.extend((owner == number).then_some(occurrence));
            waiting = next_occurrence(&mut occurrences)?;
        }
        let row = assemble(number, MessageId::new(message.get(1)?), summaries.read(number)?, found);
        if take(row).is_break() {
            break;
        }
    }
    Ok(())
}

fn assemble(
    number: Number,
    id: MessageId,
    (mut summary, postmark): (Summary, Option<String>),
    mut occurrences: Vec<Occurrence>,
) -> Row {
    // Bytes do not tell a file's name: the place does.
    if let Some(first) = occurrences.first().filter(|_| summary.kind == Kind::Document) {
        summary.name_document(&first.path);
    }
    if let Some(first) = occurrences.first_mut().filter(|occurrence| occurrence.first) {
        first.postmark = postmark;
    }
    Row { number, id, summary, occurrences }
}

fn next_occurrence(rows: &mut Rows<'_>) -> rusqlite::Result<Option<(Number, Occurrence)>> {
    match rows.next()? {
        Some(row) => Ok(Some((Number(row.get(0)?), read_occurrence(row)?))),
        None => Ok(None),
    }
}

fn read_occurrence(row: &rusqlite::Row<'_>) -> rusqlite::Result<Occurrence> {
    let import: String = row.get(12)?;
    let import = ImportId::try_from(import).map_err(|e| unreadable(12, e))?;
    Ok(Occurrence {
        mailbox: row.get(2)?,
        folder: row.get(3)?,
        source: row.get(4)?,
        path: row.get(5)?,
        offset: unsigned(row.get(6)?),
        length: unsigned(row.get(7)?),
        flags: read_flags(row.get(8)?),
        postmark: row.get(9)?,
        quoting: row.get(10)?,
        defects: read_defects(row.get_ref(11)?.as_str_or_null()?)?,
        import,
        first: row.get::<_, i64>(1)? == 0,
        stands: row.get(13)?,
    })
}

fn read_defects(json: Option<&str>) -> rusqlite::Result<Vec<Defect>> {
    match json {
        Some(json) => serde_json::from_str(json).map_err(|e| unreadable(11, e)),
        None => Ok(Vec::new()),
    }
}

fn unreadable(column: usize, error: impl std::error::Error + Send + Sync + 'static) -> rusqlite::Error {
    let kind = rusqlite::types::Type::Text;
    rusqlite::Error::FromSqlConversionFailure(column, kind, Box::new(error))
}

/// Returns where a message's bytes are.
pub(crate) fn span(connection: &Connection, number: Number) -> rusqlite::Result<Option<Span>> {
    let mut statement = connection.prepare_cached("SELECT pack, start, length FROM messages WHERE n = ?1")?;
    let read = |row: &rusqlite::Row<'_>| {
        Ok(Span { pack: row.get(0)?, start: unsigned(row.get(1)?), length: unsigned(row.get(2)?) })
    };
    statement.query_row([number.0], read).optional()
}

/// Returns the frames that cover a span, in order.
pub(crate) fn frames_of_span(connection: &Connection, span: Span) -> rusqlite::Result<Vec<Frame>> {
    let end = span.start.saturating_add(span.length);
    let query = "SELECT raw_start, raw_bytes, file_start, file_bytes FROM frames
                 WHERE pack = ?1 AND raw_start < ?3 AND raw_start >=
                   (SELECT max(raw_start) FROM frames WHERE pack = ?1 AND raw_start <= ?2)
                 ORDER BY raw_start";
    let mut statement = connection.prepare_cached(query)?;
    statement.query_map((span.pack, integer(span.start), integer(end)), read_frame)?.collect()
}

/// Returns all frames of a pack, in order.
pub(crate) fn frames_of_pack(connection: &Connection, pack: u32) -> rusqlite::Result<Vec<Frame>> {
    let query = "SELECT raw_start, raw_bytes, file_start, file_bytes FROM frames WHERE pack = ?1
                 ORDER BY raw_start";
    connection.prepare_cached(query)?.query_map([pack], read_frame)?.collect()
}

fn read_frame(row: &rusqlite::Row<'_>) -> rusqlite::Result<Frame> {
    Ok(Frame {
        raw_start: unsigned(row.get(0)?),
        raw_bytes: row.get(1)?,
        file_start: unsigned(row.get(2)?),
        file_bytes: row.get(3)?,
    })
}

/// Looks an id up by its first digits; `None` if these are no such digits.
pub(crate) fn find(connection: &Connection, prefix: &str) -> rusqlite::Result<Option<Found>> {
    let Some((first, last)) = id_range(prefix) else { return Ok(None) };
    let query =
        "SELECT n, id FROM messages WHERE substr(id, 1, 8) BETWEEN substr(?1, 1, 8) AND substr(?2, 1, 8)
                 AND id BETWEEN ?1 AND ?2 ORDER BY substr(id, 1, 8), id LIMIT ?3";
    let mut statement = connection.prepare_cached(query)?;
    let read = |row: &rusqlite::Row<'_>| Ok((Number(row.get(0)?), MessageId::new(row.get(1)?)));
    let matches: Vec<_> =
        statement.query_map((first, last, SEVERAL), read)?.collect::<rusqlite::Result<_>>()?;
    Ok(Some(match matches.as_slice() {
        [] => Found::None,
        [(number, _)] => Found::One(*number),
        _ => Found::Several(matches),
    }))
}

/// Returns the first and the last id with these digits in front.
fn id_range(prefix: &str) -> Option<(hex::Digest, hex::Digest)> {
    if !(PREFIX_DIGITS..=64).contains(&prefix.len()) || !prefix.is_ascii() {
        return None;
    }
    let fill =
        |digit: char| hex::parse(&format!("{prefix}{}", String::from(digit).repeat(64 - prefix.len())));
    fill('0').zip(fill('f'))
}

/// Returns the messages with this Message-ID, in order.
pub(crate) fn same_message_id(connection: &Connection, message_id: &str) -> rusqlite::Result<Vec<Number>> {
    let query = "SELECT n FROM messages WHERE message_key = ?1 ORDER BY n";
    let mut statement = connection.prepare_cached(query)?;
    let mut rows = statement.query([message_key(message_id)])?;
    let (mut found, mut summaries) = (Vec::new(), Reader::new(connection)?);
    while let Some(row) = rows.next()? {
        // Eight octets of a digest can be made to collide: compare the whole.
        let number = Number(row.get(0)?);
        let (summary, _) = summaries.read(number)?;
        if summary.message_id.as_deref() == Some(message_id) {
            found.push(number);
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_is_a_range_of_ids() {
        let check = |prefix: &str, first: Option<[u8; 3]>, last: [u8; 3]| {
            let range = id_range(prefix);
            assert_eq!(range.map(|(from, _)| [from[0], from[1], from[2]]), first, "{prefix}");
            assert!(range.is_none_or(|(_, to)| to[..3] == last && to[31] == 0xff), "{prefix}");
        };
        check("abc1", Some([0xab, 0xc1, 0x00]), [0xab, 0xc1, 0xff]);
        check("ABC12", Some([0xab, 0xc1, 0x20]), [0xab, 0xc1, 0x2f]);
        check("abc", None, [0; 3]);
        check("abcg", None, [0; 3]);
        check("abcé", None, [0; 3]);
        check(&"0".repeat(65), None, [0; 3]);
    }
}
