//! How far a view goes, and what it is about.

use greffe_terms::MessageId;
use rusqlite::{Connection, OptionalExtension};

use super::tables::damaged;
use crate::database::row_checksum;

/// Its table, in every view.
pub(super) const TABLE: &str = "
CREATE TABLE mark (
    only INTEGER PRIMARY KEY, through INTEGER NOT NULL, last_id BLOB, maker TEXT NOT NULL, sum BLOB NOT NULL);
";

/// How far a view goes, and what it is about.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Mark {
    /// The messages below this number are in it.
    pub(crate) through: u32,
    /// The message before it.
    pub(crate) last_id: Option<MessageId>,
    /// By whom or by which rules it was made; empty until it was said.
    pub(crate) maker: String,
}

/// Returns the mark; that of no message if none was made.
pub(crate) fn read(connection: &Connection) -> rusqlite::Result<Mark> {
    let query = "SELECT through, last_id, maker, sum FROM mark WHERE only = 0";
    let mut statement = connection.prepare_cached(query)?;
    let found = statement.query_row([], |row| {
        let last_id = row.get::<_, Option<[u8; 32]>>(1)?.map(MessageId::new);
        let mark = Mark { through: row.get(0)?, last_id, maker: row.get(2)? };
        let is_whole = row.get::<_, Vec<u8>>(3)? == mark.sum();
        if is_whole { Ok(mark) } else { Err(damaged("an altered mark")) }
    });
    Ok(found.optional()?.unwrap_or_default())
}

impl Mark {
    /// Puts this mark in the place of the one that was there.
    pub(crate) fn write(&self, connection: &Connection) -> rusqlite::Result<()> {
        let last_id = self.last_id.as_ref().map(MessageId::as_bytes);
        connection
            .prepare_cached("INSERT OR REPLACE INTO mark VALUES (0, ?1, ?2, ?3, ?4)")?
            .execute((self.through, last_id, &self.maker, self.sum()))
            .map(drop)
    }

    fn sum(&self) -> Vec<u8> {
        let last_id = self.last_id.as_ref().map_or(&[][..], |id| id.as_bytes());
        row_checksum(&[&self.through.to_be_bytes(), last_id, self.maker.as_bytes()])
    }
}
