//! Outlines, each kept once: neighbours lie packed in one row.
//!
//! They name the same reasons and the same domains, so that a hundred together
//! take a tenth of what each alone does. The last sheaf is open, and written
//! anew with each outline that comes; the others never change.

use std::io;

use rusqlite::{Connection, OptionalExtension};

use crate::packed::{pack, unpack};
use crate::view::damaged;

/// Outlines in a sheaf at most: one is read, with all others unpacked, in 0.05 ms.
const SHEAF_OUTLINES: usize = 128;

/// A sheaf of this length is closed, too.
const SHEAF_BYTES: usize = 64 << 10;

/// Outlines that follow one another.
struct Sheaf {
    first: u32,
    texts: Vec<String>,
}

/// Adds outlines behind the `next` that there are.
pub(super) fn extend(connection: &Connection, mut next: u32, texts: &[&str]) -> rusqlite::Result<()> {
    let last = last(connection)?;
    if last.as_ref().map_or(0, Sheaf::end) != next as usize {
        return Err(damaged("outlines with a gap"));
    }
    let open = last.filter(|sheaf| !sheaf.is_full());
    let mut sheaf = open.unwrap_or(Sheaf { first: next, texts: Vec::new() });
    for text in texts {
        if sheaf.is_full() {
            sheaf.write(connection)?;
            sheaf = Sheaf { first: next, texts: Vec::new() };
        }
        sheaf.texts.push((*text).to_owned());
        next = next.saturating_add(1);
    }
    if texts.is_empty() { Ok(()) } else { sheaf.write(connection) }
}

/// Returns the outline at a place; `None` if there are not so many.
pub(super) fn text_at(connection: &Connection, place: u32) -> rusqlite::Result<Option<String>> {
    let query = "SELECT first, packed FROM outlines WHERE first <= ?1 ORDER BY first DESC LIMIT 1";
    let sheaf = connection.prepare_cached(query)?.query_row([place], Sheaf::read).optional()?;
    Ok(sheaf.and_then(|sheaf| sheaf.texts.into_iter().nth((place - sheaf.first) as usize)))
}

/// Returns all outlines by their places, which are dense.
pub(super) fn all(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut statement = connection.prepare_cached("SELECT first, packed FROM outlines ORDER BY first")?;
    let mut rows = statement.query([])?;
    let mut texts = Vec::new();
    while let Some(row) = rows.next()? {
        let sheaf = Sheaf::read(row)?;
        if sheaf.first as usize != texts.len() {
            return Err(damaged("outlines with a gap"));
        }
        texts.extend(sheaf.texts);
    }
    Ok(texts)
}

fn last(connection: &Connection) -> rusqlite::Result<Option<Sheaf>> {
    let query = "SELECT first, packed FROM outlines ORDER BY first DESC LIMIT 1";
    connection.prepare_cached(query)?.query_row([], Sheaf::read).optional()
}

impl Sheaf {
    /// Returns the place behind its last outline.
    fn end(&self) -> usize {
        self.first as usize + self.texts.len()
    }

    fn is_full(&self) -> bool {
        let bytes: usize = self.texts.iter().map(String::len).sum();
        self.texts.len() >= SHEAF_OUTLINES || bytes >= SHEAF_BYTES
    }

    fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Self> {
        let unreadable = |error: io::Error| damaged(&format!("a sheaf of outlines: {error}"));
        let octets = unpack(row.get_ref(1)?.as_blob()?).map_err(unreadable)?;
        let texts = serde_json::from_slice(&octets).map_err(|error| unreadable(error.into()))?;
        Ok(Self { first: row.get(0)?, texts })
    }

    fn write(&self, connection: &Connection) -> rusqlite::Result<()> {
        let unwritable = |error: io::Error| rusqlite::Error::ToSqlConversionFailure(Box::new(error));
        let octets = serde_json::to_vec(&self.texts).map_err(|error| unwritable(error.into()))?;
        let packed = pack(&octets).map_err(unwritable)?;
        let put = "INSERT OR REPLACE INTO outlines VALUES (?1, ?2)";
        connection.prepare_cached(put)?.execute((self.first, packed)).map(drop)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verdicts::schema;

    /// Adds outlines in several calls; returns the first places of the sheaves.
    fn check(calls: &[usize], text: fn(usize) -> String) -> Vec<u32> {
        let connection = Connection::open_in_memory().expect("opened");
        schema::TABLES.create(&connection).expect("made");
        let mut expect: Vec<String> = Vec::new();
        for call in calls {
            let texts: Vec<String> = (expect.len()..expect.len() + call).map(text).collect();
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            extend(&connection, expect.len() as u32, &texts).expect("added");
            expect.extend(texts.iter().map(|text| (*text).to_owned()));
        }
        assert_eq!(all(&connection).expect("read"), expect);
        for (place, text) in expect.iter().enumerate() {
            assert_eq!(text_at(&connection, place as u32).expect("read").as_ref(), Some(text));
        }
        assert_eq!(text_at(&connection, expect.len() as u32).expect("read"), None);
        assert!(extend(&connection, expect.len() as u32 + 1, &["x"]).is_err(), "a gap");
        let mut firsts = connection.prepare("SELECT first FROM outlines ORDER BY 1").expect("a query");
        let firsts = firsts.query_map([], |row| row.get(0)).expect("read");
        firsts.collect::<rusqlite::Result<_>>().expect("read")
    }

    #[test]
    fn outlines_read_back_however_they_came() {
        let short = |n: usize| format!("outline {n}\n\"\\\u{2028}");
        let long = |n: usize| n.to_string().repeat(30_000);
        assert_eq!(check(&[], short), [0; 0]);
        assert_eq!(check(&[0, 1, 0, 126, 1, 0], short), [0]);
        assert_eq!(check(&[127, 2], short), [0, 128]);
        assert_eq!(check(&[300], short), [0, 128, 256]);
        assert_eq!(check(&[1, 4], long), [0, 3]);
    }
}
