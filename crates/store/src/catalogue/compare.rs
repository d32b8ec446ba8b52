//! Does a catalogue say what the packs say? Row by row, against a replayed one.

use rusqlite::Connection;
use rusqlite::types::Value;

use super::schema::ORDERED;
use crate::packed::unpack;

/// Returns the table, and the row's place in it, where two catalogues first differ.
///
/// An error of either counts as a difference: a page that cannot be read is one.
pub(crate) fn first_difference(one: &Connection, other: &Connection) -> Option<(&'static str, u64)> {
    ORDERED.into_iter().find_map(|(table, order)| {
        let place = differing_row(one, other, table, order);
        place.map(|place| (table, place))
    })
}

fn differing_row(one: &Connection, other: &Connection, table: &str, order: &str) -> Option<u64> {
    let query = format!("SELECT * FROM {table} ORDER BY {order}");
    let mut place = 0;
    let mut compare = || -> rusqlite::Result<bool> {
        let (mut one, mut other) = (one.prepare(&query)?, other.prepare(&query)?);
        let (mut one, mut other) = (one.query([])?, other.query([])?);
        loop {
            match (one.next()?, other.next()?) {
                (None, None) => return Ok(true),
                (Some(one), Some(other)) if same(table, values(one)?, values(other)?) => place += 1,
                _ => return Ok(false),
            }
        }
    };
    let same = compare().unwrap_or(false);
    (!same).then_some(place)
}

/// Compares two rows. Another version of zstd may pack the same sheaf into other bytes.
fn same(table: &str, one: Vec<Value>, other: Vec<Value>) -> bool {
    let lines = |packed: &[u8]| unpack(packed).ok();
    match (one.as_slice(), other.as_slice()) {
        _ if one == other => true,
        ([first, Value::Blob(one)], [other_first, Value::Blob(other)]) if table == "summaries" => {
            first == other_first && lines(one).is_some_and(|found| Some(found) == lines(other))
        }
        _ => false,
    }
}

fn values(row: &rusqlite::Row<'_>) -> rusqlite::Result<Vec<Value>> {
    (0..row.as_ref().column_count()).map(|column| row.get(column)).collect()
}
