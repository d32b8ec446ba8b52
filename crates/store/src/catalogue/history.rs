//! Reading what imports did: their records, losses, counts, and how far files were read.

use greffe_terms::{FileState, Fingerprint, Kind, Number, Timestamp};
use rusqlite::{Connection, OptionalExtension, params};

use super::{Span, integer, unsigned};
use crate::batch::ImportId;
use crate::row::{Counts, ImportRecord, ImportSource, Lost};

/// Returns all imports, the newest first.
pub(crate) fn imports(connection: &Connection) -> rusqlite::Result<Vec<ImportRecord>> {
    let query = "SELECT seq, id, started_at, finished_at, made_by, note, mailbox, greffe_version,
                 stored, duplicates, already, lost, files FROM imports ORDER BY seq DESC";
    let mut statement = connection.prepare_cached(query)?;
    let mut rows = statement.query([])?;
    let mut imports = Vec::new();
    while let Some(row) = rows.next()? {
        imports.push(ImportRecord {
            id: import_id(row.get(1)?)?,
            started_at: Timestamp(row.get(2)?),
            finished_at: row.get::<_, Option<i64>>(3)?.map(Timestamp),
            by: row.get(4)?,
            note: row.get(5)?,
            mailbox: row.get(6)?,
            greffe_version: row.get(7)?,
            sources: sources(connection, row.get(0)?)?,
            stored: unsigned(row.get(8)?),
            duplicates: unsigned(row.get(9)?),
            already: unsigned(row.get(10)?),
            lost: unsigned(row.get(11)?),
            files: unsigned(row.get(12)?),
        });
    }
    Ok(imports)
}

fn sources(connection: &Connection, import: i64) -> rusqlite::Result<Vec<ImportSource>> {
    let query = "SELECT path, bytes, sha256 FROM import_sources WHERE import = ?1 ORDER BY place";
    let mut statement = connection.prepare_cached(query)?;
    let read = |row: &rusqlite::Row<'_>| {
        Ok(ImportSource { path: row.get(0)?, fingerprint: fingerprint(row.get(1)?, row.get(2)?) })
    };
    statement.query_map([import], read)?.collect()
}

fn fingerprint(bytes: Option<i64>, sha256: Option<[u8; 32]>) -> Option<Fingerprint> {
    bytes.zip(sha256).map(|(bytes, sha256)| Fingerprint { bytes: unsigned(bytes), sha256 })
}

fn import_id(text: String) -> rusqlite::Result<ImportId> {
    let kind = rusqlite::types::Type::Text;
    ImportId::try_from(text).map_err(|e| rusqlite::Error::FromSqlConversionFailure(0, kind, Box::new(e)))
}

/// Returns the mailbox of an import, and whether it has ended; `None` if there is no such import.
pub(crate) fn import_state(
    connection: &Connection,
    import: &ImportId,
) -> rusqlite::Result<Option<(String, bool)>> {
    let query = "SELECT mailbox, finished_at IS NOT NULL FROM imports WHERE id = ?1";
    let mut statement = connection.prepare_cached(query)?;
    statement.query_row([import.as_str()], |row| Ok((row.get(0)?, row.get(1)?))).optional()
}

/// Returns the names of all mailboxes, sorted.
pub(crate) fn mailboxes(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut statement = connection.prepare_cached("SELECT DISTINCT mailbox FROM imports ORDER BY mailbox")?;
    statement.query_map([], |row| row.get(0))?.collect()
}

/// Returns the spans without a message, of one import or of all, in the order of their report.
pub(crate) fn lost(connection: &Connection, import: Option<&ImportId>) -> rusqlite::Result<Vec<Lost>> {
    let query = "SELECT l.seq, i.id, f.mailbox, f.source, f.path, l.offset, l.length, l.reason, l.kept_bytes,
                 l.reading = f.reading AND NOT f.gone
                 FROM lost l JOIN files f ON f.seq = l.file JOIN imports i ON i.seq = l.import
                 WHERE ?1 IS NULL OR i.id = ?1 ORDER BY l.seq";
    let mut statement = connection.prepare_cached(query)?;
    let read = |row: &rusqlite::Row<'_>| {
        Ok(Lost {
            number: row.get(0)?,
            import: import_id(row.get(1)?)?,
            mailbox: row.get(2)?,
            source: row.get(3)?,
            path: row.get(4)?,
            offset: unsigned(row.get(5)?),
            length: unsigned(row.get(6)?),
            reason: row.get(7)?,
            kept_bytes: row.get::<_, Option<i64>>(8)?.map(unsigned),
            stands: row.get(9)?,
        })
    };
    statement.query_map([import.map(ImportId::as_str)], read)?.collect()
}

/// Counts the loose documents below a number.
pub(crate) fn documents_below(connection: &Connection, number: Number) -> rusqlite::Result<u32> {
    let mut statement =
        connection.prepare_cached("SELECT count(*) FROM messages WHERE kind = 4 AND n < ?1")?;
    statement.query_row([number.0], |row| row.get(0))
}

/// Calls `take` with each place of each loose document that was found at several, from `from` on.
pub(crate) fn places_of_documents(
    connection: &Connection,
    from: Number,
    take: &mut dyn FnMut(Number, String),
) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(
        "SELECT m.n, f.path FROM messages m JOIN occurrences o ON o.n = m.n JOIN files f ON f.seq = o.file
         WHERE m.kind = 4 AND m.n >= ?1 AND (SELECT count(*) FROM occurrences WHERE n = m.n) > 1
         ORDER BY m.n, o.place",
    )?;
    let mut rows = statement.query([from.0])?;
    while let Some(row) = rows.next()? {
        take(Number(row.get(0)?), row.get(1)?);
    }
    Ok(())
}

/// Returns the kind of an item; `None` where no item has this number.
pub(crate) fn kind(connection: &Connection, number: Number) -> rusqlite::Result<Option<Kind>> {
    let mut statement = connection.prepare_cached("SELECT kind FROM messages WHERE n = ?1")?;
    let place: Option<u32> = statement.query_row([number.0], |row| row.get(0)).optional()?;
    Ok(place.and_then(|place| Kind::ALL.get(place as usize).copied()))
}

/// Returns where the kept bytes of a lost span are.
pub(crate) fn kept_span(connection: &Connection, number: u32) -> rusqlite::Result<Option<Span>> {
    let query = "SELECT pack, start, kept_bytes FROM lost WHERE seq = ?1 AND pack IS NOT NULL";
    let mut statement = connection.prepare_cached(query)?;
    let read = |row: &rusqlite::Row<'_>| {
        Ok(Span { pack: row.get(0)?, start: unsigned(row.get(1)?), length: unsigned(row.get(2)?) })
    };
    statement.query_row([number], read).optional()
}

/// Returns the messages of which content is lost, in order.
pub(crate) fn damaged(connection: &Connection) -> rusqlite::Result<Vec<Number>> {
    let mut statement = connection.prepare_cached("SELECT n FROM messages WHERE damaged ORDER BY n")?;
    statement.query_map([], |row| row.get(0).map(Number))?.collect()
}

/// Counts a source as it stood when it was last read.
pub(crate) fn counts(connection: &Connection, mailbox: &str, source: &str) -> rusqlite::Result<Counts> {
    let query = "SELECT m.kind, o.place = 0, m.damaged, count(*)
                 FROM files f JOIN occurrences o ON o.file = f.seq AND o.reading = f.reading
                      JOIN messages m ON m.n = o.n
                 WHERE f.mailbox = ?1 AND f.source = ?2 AND NOT f.gone GROUP BY 1, 2, 3";
    let mut statement = connection.prepare_cached(query)?;
    let mut rows = statement.query(params![mailbox, source])?;
    let mut counts = Counts::default();
    while let Some(row) = rows.next()? {
        let (first, is_damaged, count): (bool, bool, u64) = (row.get(1)?, row.get(2)?, unsigned(row.get(3)?));
        let kind = Kind::ALL.get(row.get::<_, u32>(0)? as usize).copied();
        if kind == Some(Kind::Document) {
            counts.files += count;
            continue;
        }
        counts.messages += count;
        *(if first { &mut counts.stored } else { &mut counts.duplicates }) += count;
        counts.damaged += if is_damaged { count } else { 0 };
        if let Some(kind) = kind {
            *counts.kinds.entry(kind).or_default() += count;
        }
    }
    counts.unreadable = unreadable(connection, mailbox, source)?;
    Ok(counts)
}

fn unreadable(connection: &Connection, mailbox: &str, source: &str) -> rusqlite::Result<u64> {
    let query = "SELECT count(*) FROM files f JOIN lost l ON l.file = f.seq AND l.reading = f.reading
                 WHERE f.mailbox = ?1 AND f.source = ?2 AND NOT f.gone";
    connection.prepare_cached(query)?.query_row((mailbox, source), |row| row.get(0).map(unsigned))
}

/// Returns how far a file was read; `None` if nothing of it was committed.
pub(crate) fn file_state(
    connection: &Connection,
    mailbox: &str,
    source: &str,
    path: &str,
) -> rusqlite::Result<Option<FileState>> {
    let query = "SELECT committed_bytes, prefix_sha256, items, done_bytes, done_sha256 FROM files
                 WHERE mailbox = ?1 AND source = ?2 AND path = ?3 AND prefix_sha256 IS NOT NULL";
    let mut statement = connection.prepare_cached(query)?;
    let read = |row: &rusqlite::Row<'_>| {
        Ok(FileState {
            committed_bytes: unsigned(row.get(0)?),
            prefix_sha256: row.get(1)?,
            items: unsigned(row.get(2)?),
            finished: fingerprint(row.get(3)?, row.get(4)?),
        })
    };
    statement.query_row((mailbox, source, path), read).optional()
}

/// Returns the files of a source that stand, sorted.
pub(crate) fn known_paths(
    connection: &Connection,
    mailbox: &str,
    source: &str,
) -> rusqlite::Result<Vec<String>> {
    let query = "SELECT path FROM files WHERE mailbox = ?1 AND source = ?2 AND NOT gone ORDER BY path";
    let mut statement = connection.prepare_cached(query)?;
    statement.query_map([mailbox, source], |row| row.get(0))?.collect()
}

/// Counts the messages.
pub(crate) fn count(connection: &Connection) -> rusqlite::Result<u32> {
    let query = "SELECT coalesce(max(n) + 1, 0) FROM messages";
    let count: i64 = connection.prepare_cached(query)?.query_row([], |row| row.get(0))?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

/// Returns the messages of which a byte lies in a span of a pack.
pub(crate) fn messages_in(connection: &Connection, span: Span) -> rusqlite::Result<Vec<Number>> {
    let query = "SELECT n FROM messages WHERE pack = ?1 AND start < ?3 AND start + length > ?2 ORDER BY n";
    let (start, end) = (integer(span.start), integer(span.start.saturating_add(span.length)));
    let mut statement = connection.prepare_cached(query)?;
    statement.query_map((span.pack, start, end), |row| row.get(0).map(Number))?.collect()
}
